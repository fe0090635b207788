/* What ANAF's register says of a client (see company.h). */
#include <inttypes.h>

#include "company.h"
#include "hash.h"
#include "say.h"
#include "span.h"
#include "utf8.h"

enum { FIELDS = 6 };
static const char *const labels[FIELDS] = {
	TX("verb.label.name"),   TX("verb.label.street"),   TX("verb.label.city"),
	TX("verb.label.county"), TX("verb.label.postcode"), TX("verb.label.reg"),
};
static const char *const keys[FIELDS] = {
	"name", "street", "city", "county", "postcode", "reg_no"
};

static struct span *field_of(struct party *p, size_t i)
{
	struct span *const all[FIELDS] = { &p->name,   &p->street,   &p->city,
					   &p->county, &p->postcode, &p->reg_no };

	return all[i];
}

static struct span word_of(const struct company *co, size_t i)
{
	const struct span all[FIELDS] = { co->name,   co->street,   co->city,
					  co->county, co->postcode, co->reg_no };

	return all[i];
}

/* Letters and figures alone: "S.C. Exemplu S.R.L." is "SC EXEMPLU SRL". */
static struct span bare(struct arena *a, struct span text)
{
	struct span fold = utf8_fold(a, text);
	struct buf b;

	buf_init(&b, a, fold.len + 1);
	for (size_t i = 0; i < fold.len; i++)
		if ((fold.ptr[i] >= 'a' && fold.ptr[i] <= 'z') ||
		    (fold.ptr[i] >= '0' && fold.ptr[i] <= '9'))
			buf_add_char(&b, fold.ptr[i]);
	return buf_span(&b);
}

static bool differs(struct arena *a, struct span ours, struct span theirs)
{
	return theirs.len && !span_eq(bare(a, ours), bare(a, theirs));
}

static struct span hash_of(struct arena *a, const struct company *co)
{
	struct buf b;
	struct sha256 h;

	buf_init(&b, a, 4096);
	for (size_t i = 0; i < FIELDS; i++)
		buf_add_fmt(&b, "%.*s\n", SPAN_ARG(word_of(co, i)));
	buf_add_fmt(&b, "%.*s %d %d %d %d %" PRId32, SPAN_ARG(co->cui), co->found, co->vat,
		    co->on_collection, co->inactive, co->struck_off.n);
	h = hash_sha256(buf_span(&b));
	return hash_hex(a, h.b, sizeof(h.b));
}

struct value *company_vat_word(struct arena *a, bool vat)
{
	return value_tx(a, vat ? TX("company.vat.yes") : TX("company.vat.no"), NULL);
}

void company_change(struct arena *a, struct value *facts, const char *label, struct value *before,
		    struct value *after)
{
	struct value *args = say_value(a, NULL, "before", before);

	say_value(a, args, "after", after);
	say_fact(a, facts, label, value_tx(a, TX("company.change"), args));
}

struct value *company_kept_facts(struct arena *a, struct client *cl, const struct value *data,
				 struct value *facts)
{
	for (size_t i = 0; i < FIELDS; i++) {
		struct span ours = *field_of(&cl->party, i), text = value_get_text(data, keys[i]);

		if (text.len && !span_eq(ours, text))
			company_change(a, facts, labels[i],
				       ours.len ? value_text(a, ours) : value_str(a, "–"),
				       value_text(a, text));
	}
	return facts;
}

/* What DA would change, for the eye in *facts and for the books in *data; false: nothing. */
static bool compare(struct state *s, struct client *cl, const struct company *co, bool whole,
		    struct value *facts, struct value *data)
{
	struct arena *a = s->a;

	for (size_t i = 0; whole && i < FIELDS; i++)
		if (differs(a, *field_of(&cl->party, i), word_of(co, i)))
			say_text(a, data, keys[i], word_of(co, i));
	value_set(a, data, "vat", value_bool(a, co->vat));
	(void)company_kept_facts(a, cl, data, facts);
	return company_facts(a, cl, co, facts)->u.list.n > 0;
}

static struct card *card_of(const struct state *s, const struct client *cl)
{
	for (size_t i = 0; i < s->cards.n; i++)
		if (s->cards.at[i]->client == cl->id && !s->cards.at[i]->closed)
			return s->cards.at[i];
	return NULL;
}

/* What is wrong with the company itself; false: nothing. */
static bool warn(struct state *s, const struct company *co, struct value *say)
{
	size_t before = say->u.list.n;

	company_warn(s->a, co, say);
	return say->u.list.n > before;
}

static enum rc ask(struct flow *fl, const struct client *cl, struct company_note *note,
		   struct value *say, struct value *facts, struct value *data, struct why *reterr)
{
	struct arena *a = fl->s->a;
	struct question *old = state_question(fl->s, note->question), *q;
	struct value *options = value_new_list(a);
	const struct card *card = card_of(fl->s, cl);

	if (old && old->kind == Q_COMPANY && old->state == Q_OPEN) {
		old->state = Q_EXPIRED;
		ROW_TOUCH(old);
	}
	q = state_new_question(fl->s, Q_COMPANY);
	q->card = card ? card->id : 0;
	q->data = data;
	note->question = q->id;
	company_options(a, true, options);
	return ask_staff(fl, q, say, facts, options, COMPANY_ROLES, reterr);
}

enum rc decide_company(struct state *s, struct client *cl, const struct company *co,
		       struct company_note *note, bool billed, struct decision *d,
		       struct why *reterr)
{
	struct flow fl = { .s = s, .d = d };
	struct arena *a = s->a;
	const struct question *open = state_question(s, note->question);
	struct span hash = hash_of(a, co);
	struct value *say = value_new_list(a), *facts = value_new_list(a), *data = value_new_map(a),
		     *args;
	bool whole = note->wanted || (open && open->state == Q_OPEN), fresh, differ, wrong;

	d->folder = FOLDER_STAY;
	d->outcome = S("company");
	if (company_in_doubt(s, cl, co) &&
	    (billed || (!note->wanted && company_asked_held(s, open, co))))
		return RC_OK;
	fresh = note->wanted || !span_eq(note->told, hash);
	note->wanted = false;
	note->told = hash;
	if (!fresh || (!whole && company_differs(cl, co) && !company_in_doubt(s, cl, co)))
		return RC_OK; /* told, or answered */
	say_text(a, data, "cui", co->cui);
	say_text(a, data, "status", company_status(a, co));
	value_set(a, data, "client", value_int(a, cl->id));
	args = say_text(a, NULL, "name", cl->party.name);
	say_text(a, args, "cui", co->cui);
	differ = co->found && compare(s, cl, co, whole, facts, data);
	value_push(a, say,
		   value_tx(a,
			    differ ? (whole ? TX("company.differs") : TX("company.vat_changed")) :
			    co->found ? TX("company.off") :
					TX("company.unknown"),
			    args));
	wrong = warn(s, co, say);
	if (differ && co->on_collection)
		value_push(a, say, value_tx(a, TX("company.on_collection"), NULL));
	if (differ && company_in_doubt(s, cl, co))
		value_push(a, say, value_tx(a, TX("company.waits"), NULL));
	if (differ)
		return ask(&fl, cl, note, say, facts, data, reterr);
	if (!wrong)
		return RC_OK;
	return tell_staff(&fl, arena_fmt(a, "company:%" PRId64 ":%.*s", cl->id, SPAN_ARG(hash)),
			  say->u.list.at[0], say, NULL, NULL, COMPANY_ROLES, reterr);
}

struct client *company_apply(struct flow *fl, struct question *q)
{
	struct arena *a = fl->s->a;
	struct client *cl = state_client(fl->s, value_get_int(q->data, "client", 0));
	const struct company *now = cl ? company_known(fl->s, cl) : NULL;
	bool vat = now ? now->vat : value_get_bool(q->data, "vat");

	if (!cl || !span_eq(cl->party.tax_id, value_get_text(q->data, "cui")))
		return NULL;
	for (size_t i = 0; i < FIELDS; i++) {
		struct span *field = field_of(&cl->party, i),
			    text = value_get_text(q->data, keys[i]);

		if (!text.len || span_eq(*field, text))
			continue;
		flow_changed(fl, value_tx(a, labels[i], NULL), value_text(a, *field),
			     value_text(a, text));
		*field = text;
	}
	if (cl->party.vat_registered != vat)
		flow_changed(fl, value_tx(a, TX("company.vat"), NULL),
			     company_vat_word(a, cl->party.vat_registered),
			     company_vat_word(a, vat));
	cl->party.vat_registered = vat;
	ROW_TOUCH(cl);
	q->state = Q_DONE;
	q->answered_by = fl->s->sender.addr;
	ROW_TOUCH(q);
	return cl;
}

enum rc decide_company_unchecked(struct state *s, const struct document *doc, struct day last,
				 struct decision *d, struct why *reterr)
{
	struct flow fl = { .s = s, .d = d };
	struct arena *a = s->a;
	const struct client *cl = state_client(s, doc->client);
	struct value *say = value_new_list(a), *facts = value_new_list(a);
	struct span key = arena_fmt(a, "company:unchecked:%.*s", SPAN_ARG(day_iso(a, s->today)));

	value_push(a, say, value_tx(a, TX("company.unchecked"), NULL));
	value_push(a, say, value_tx(a, TX("company.unchecked.why"), NULL));
	say_fact(a, facts, TX("company.unchecked.document"), doc_say(a, doc));
	if (cl) {
		say_fact_text(a, facts, TX("company.unchecked.client"), cl->party.name);
		say_fact(a, facts, TX("company.vat"),
			 company_vat_word(a, cl->party.vat_registered));
	}
	say_fact(a, facts, TX("company.unchecked.last"),
		 day_is_set(last) ? value_day(a, last) :
				    value_tx(a, TX("company.unchecked.never"), NULL));
	return tell_staff(&fl, key, say->u.list.at[0], say, facts, NULL,
			  ROLE_OWNER | ROLE_ACCOUNTING, reterr);
}

enum rc decide_company_enough(struct state *s, int64_t told, int64_t waiting, struct decision *d,
			      struct why *reterr)
{
	struct flow fl = { .s = s, .d = d };
	struct arena *a = s->a;
	struct value *say = value_new_list(a), *args = say_count(a, NULL, "n", waiting);
	struct span key = arena_fmt(a, "company:enough:%.*s", SPAN_ARG(day_iso(a, s->today)));

	value_push(a, say, value_tx(a, TX("company.enough"), args));
	value_push(a, say, value_tx(a, TX("company.enough.why"), say_count(a, NULL, "n", told)));
	return tell_staff(&fl, key, say->u.list.at[0], say, NULL, NULL, COMPANY_ROLES, reterr);
}
