/* Asking ANAF's register of taxpayers (see companies.h). Its answers are read here and not in the reader
 * child: they come over verified TLS from the one address that the configuration names. */
#include "companies.h"

#include "anaf_api.h"
#include "call_gate.h"
#include "clock.h"
#include "company.h"
#include "load_state.h"
#include "log.h"
#include "row_client.h"
#include "row_company.h"
#include "row_setting.h"
#include "span.h"
#include "store_state.h"

enum { PACE_MS = 1100, ROUNDS = 1000, WORK_CAP = 64 << 20 };

static const char told_key[] = "companies.told";

bool companies_on(const struct engine *e)
{
	return e->firm.companies;
}

/* How many clients' data were put to staff today. */
static enum rc told_today(struct tx *tx, struct arena *a, int64_t *ret, struct why *reterr)
{
	struct span text = S(""), day;
	enum rc rc = row_setting_get(tx, a, told_key, &text, reterr);

	*ret = 0;
	if (!rc && span_next_word(&text, &day) && span_eq(day, day_iso(a, clock_today())))
		(void)span_to_i64(span_trim(text), ret);
	return rc;
}

static enum rc count_told(struct engine *e, struct tx *tx, struct state *s, struct decision *d,
			  struct why *reterr)
{
	int64_t n, waiting = 0;
	enum rc rc = told_today(tx, e->work, &n, reterr);

	if (!rc)
		rc = row_setting_set(tx, told_key,
				     arena_fmt(e->work, "%.*s %lld",
					       SPAN_ARG(day_iso(e->work, s->today)),
					       (long long)++n),
				     reterr);
	if (!rc && n == e->cfg->efactura.companies_per_day)
		rc = row_company_waiting(tx, &waiting, reterr);
	/* This one's row is written after. */
	return rc || waiting < 2 ? rc : decide_company_enough(s, n, waiting - 1, d, reterr);
}

/* One company's clients, each decided on; with its row in the same transaction when it is new. */
static enum rc decide(struct engine *e, const struct company *co, bool store, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct state s;
	struct loader l = { .tx = &tx, .s = &s, .a = e->work };
	struct row_clients rows = { 0 };
	enum rc rc = tx_begin(e->db, &tx, reterr);

	if (!rc && store)
		rc = row_company_store(&tx, co, reterr);
	if (!rc)
		rc = row_client_by_tax_id(&tx, e->work, co->cui, &rows, reterr);
	for (size_t i = 0; !rc && i < rows.n; i++) {
		struct decision d = { 0 };
		struct company_note note = { 0 };
		struct client *cl = NULL;
		struct question *q = NULL;
		bool wanted, billed = false;

		rc = load_base(&tx, e->work, &e->firm, clock_now(), &s, reterr);
		if (!rc)
			rc = load_client(&l, rows.at[i]->id, &cl, reterr);
		if (!rc)
			rc = load_cards_of(&l, rows.at[i]->id, 1, reterr);
		if (!rc)
			rc = row_company_note_load(&tx, e->work, rows.at[i]->id, &note, reterr);
		wanted = note.wanted;
		if (!rc && note.question)
			rc = load_question(&l, note.question, &q, reterr);
		/* What is decided now (companies_first.c), or billed today, asks it with what it holds. */
		if (!rc && cl)
			rc = row_company_billed(&tx, cl->id, s.today, &billed, reterr);
		if (!rc && cl)
			rc = decide_company(&s, cl, co, &note, billed || e->companies_first.n > 0,
					    &d, reterr);
		if (!rc && wanted && d.effects.n)
			rc = count_told(e, &tx, &s, &d, reterr);
		if (!rc)
			rc = store_decision(&tx, e->work, &s, &d, 0, reterr);
		if (!rc)
			rc = row_company_note_store(&tx, rows.at[i]->id, &note, reterr);
	}
	return rc ? rc : tx_commit(&tx, reterr);
}

/* What is to be asked into *ret, each once; what is known of today already into *ret_known. all: also what the day
 * alone makes due. */
static enum rc list(struct engine *e, struct arena *a, bool all, struct spans *ret,
		    struct spans *ret_known, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct day today = clock_today();
	const bool asked[COMPANY_LISTS] = { [COMPANY_WANTED] = true,
					    [COMPANY_DRAFTED] = true,
					    [COMPANY_PROMISED] = all,
					    [COMPANY_BILLED] = all,
					    [COMPANY_ISSUED] = all || e->companies_first.owed };
	struct spans found = { 0 };
	int64_t told = 0, left;
	enum rc rc = tx_begin_read(e->db, &tx, reterr);

	if (!rc)
		rc = told_today(&tx, a, &told, reterr);
	left = e->cfg->efactura.companies_per_day - told;
	left = left < 0 ? 0 : left > ANAF_COMPANIES_MAX ? ANAF_COMPANIES_MAX : left;
	for (enum company_list which = 0; !rc && which < COMPANY_LISTS; which++)
		if (asked[which])
			rc = row_company_list(&tx, a, which, today,
					      which == COMPANY_WANTED ? (unsigned)left :
									ANAF_COMPANIES_MAX,
					      &found, reterr);
	for (size_t i = 0; !rc && i < found.n; i++) {
		struct company *co;
		struct spans *to;
		bool twice = false;

		rc = row_company_load(&tx, a, found.at[i], &co, reterr);
		to = !rc && co && day_cmp(co->asked, today) >= 0 ? ret_known : ret;
		for (size_t k = 0; k < to->n && !twice; k++)
			twice = span_eq(to->at[k], found.at[i]);
		if (!rc && !twice && (to == ret_known || to->n < ANAF_COMPANIES_MAX))
			*ARENA_PUSH(a, to) = found.at[i];
	}
	return rc;
}

static enum rc decide_known(struct engine *e, const struct spans *known, struct why *reterr)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; !rc && i < known->n; i++) {
		struct company *co = NULL;

		{
			SCOPED(tx) tx = { 0 };

			rc = tx_begin_read(e->db, &tx, reterr);
			if (!rc)
				rc = row_company_load(&tx, e->work, known->at[i], &co, reterr);
		}
		if (!rc && co)
			rc = decide(e, co, false, reterr);
		arena_clear(e->work);
	}
	return rc;
}

static struct company company_of(const struct anaf_company *f, struct day today)
{
	return (struct company){ .cui = f->cui,
				 .asked = today,
				 .found = true,
				 .name = f->name,
				 .reg_no = f->reg_no,
				 .street = f->street,
				 .city = f->city,
				 .county = f->county,
				 .postcode = f->postcode,
				 .vat = f->vat,
				 .on_collection = f->vat_on_collection,
				 .inactive = f->inactive,
				 .struck_off = f->struck_off };
}

static bool was_asked(const struct spans *asked, struct span cui)
{
	for (size_t i = 0; i < asked->n; i++)
		if (span_eq(asked->at[i], cui))
			return true;
	return false;
}

/* *n: tax codes that were answered. */
static enum rc take(struct engine *e, const struct spans *asked,
		    const struct anaf_company_answer *ans, size_t *n, struct why *reterr)
{
	struct day today = clock_today();
	enum rc rc = RC_OK;

	for (size_t i = 0; !rc && i < ans->found.n; i++) {
		struct company co = company_of(&ans->found.at[i], today);

		if (!was_asked(asked, co.cui))
			continue;
		rc = decide(e, &co, true, reterr);
		arena_clear(e->work);
		(*n)++;
	}
	for (size_t i = 0; !rc && i < ans->n_missing; i++) {
		struct company co = { .cui = ans->missing[i],
				      .asked = today,
				      .struck_off = DAY_NONE };

		if (!was_asked(asked, co.cui))
			continue;
		rc = decide(e, &co, true, reterr);
		arena_clear(e->work);
		(*n)++;
	}
	return rc;
}

static void failed(struct engine *e, const char *class, const char *why)
{
	if (outage_hit(&e->companies_down, PACE_MS))
		log_say(LE_COMPANIES_DOWN, "class=%s why=%s", class, log_quote_str(why));
}

enum rc companies_question(struct engine *e, struct arena *a, const struct spans *wanted,
			   bool *ret_good, struct why *reterr)
{
	struct anaf_company_answer ans;
	struct why why = { "" };
	size_t n = 0;
	enum rc rc = RC_OK;

	*ret_good = false;
	if (!e->anaf && anaf_api_open(e->cfg, e->db, e->signal_fd, &e->anaf, &why) != RC_OK) {
		failed(e, "config", why.text);
		return RC_OK;
	}
	anaf_api_companies(e->anaf, a, wanted->at, wanted->n, clock_today(), &ans, &why);
	if (ans.is == ANAF_FINE)
		rc = take(e, wanted, &ans, &n, reterr);
	/* A tax code without an answer comes again, with a pause: some answers are empty. */
	*ret_good = ans.is == ANAF_FINE && n == wanted->n;
	if (!*ret_good)
		failed(e, anaf_class_name(ans.is), why.text);
	else if (outage_over(&e->companies_down))
		log_say(LE_COMPANIES_UP, "-");
	if (!rc && n)
		log_say(LE_COMPANIES, "n=%zu", n);
	return rc;
}

/* What is due, in one question. *ret_good: answered, or there was nothing to ask; *ret_more: it may be that more is
 * wanted. */
static enum rc ask(struct engine *e, bool all, bool *ret_good, bool *ret_more, struct why *reterr)
{
	SCOPED_ARENA a = arena_new(WORK_CAP);
	struct spans wanted = { 0 }, known = { 0 };
	enum rc rc = list(e, a, all, &wanted, &known, reterr);

	*ret_good = true;
	*ret_more = known.n > 0;
	if (!rc)
		rc = decide_known(e, &known, reterr);
	if (rc)
		return rc;
	if (!wanted.n) {
		e->companies_first.owed = false;
		return RC_OK;
	}
	*ret_more = true;
	return companies_question(e, a, &wanted, ret_good, reterr);
}

enum rc companies_turn(struct engine *e, struct why *reterr)
{
	struct day today = clock_today();
	bool all = !day_eq(e->companies_day, today), good;
	enum rc rc;

	if (!companies_on(e) || outage_waits(&e->companies_down))
		return RC_OK;
	if (call_gate_wait_ms(e->db, POOL_REGISTER) > 0) {
		e->companies_more = true; /* who waits for mails only would not come back soon */
		return RC_OK;
	}
	rc = ask(e, all, &good, &e->companies_more, reterr);
	if (!rc && all && good && !e->companies_more)
		e->companies_day = today;
	return rc;
}

int companies_wait_ms(const struct engine *e, int ms)
{
	int64_t left;

	if (!e->companies_more)
		return ms;
	left = e->companies_down.on ? e->companies_down.next_ms - clock_mono_ms() :
				      call_gate_wait_ms(e->db, POOL_REGISTER);
	if (left >= ms)
		return ms;
	return left < 0 ? 0 : (int)left;
}

enum rc companies_for_the_day(struct engine *e, int tries, struct why *reterr)
{
	bool good = true, more = companies_on(e);
	int bad = 0;
	enum rc rc = RC_OK;

	for (int i = 0; !rc && more && bad < tries && i < ROUNDS; i++) {
		int64_t left = call_gate_wait_ms(e->db, POOL_REGISTER);

		if (left > 0)
			clock_wait_ms((int)left);
		rc = ask(e, true, &good, &more, reterr);
		bad += !good;
		engine_tell("WATCHDOG=1");
	}
	return rc;
}
