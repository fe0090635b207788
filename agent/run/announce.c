/* What the last start knew stands in the settings table (announce.h). */
#include "announce.h"

#include "clock.h"
#include "decide.h"
#include "load_state.h"
#include "row_setting.h"
#include "span.h"
#include "store_state.h"

/* "ana@firma.ro (owner), dan@firma.ro (sales accounting)" */
static struct span staff_text(const struct firm *f, struct arena *a)
{
	static const char *const roles[] = { "owner", "sales", "accounting", "delivery", "viewer" };
	struct span text = S("");

	for (size_t i = 0; i < f->staff.n; i++) {
		struct span words = S("");

		for (size_t k = 0; k < ARRAY_LEN(roles); k++)
			if (f->staff.at[i].roles & 1u << k)
				words = arena_fmt(a, "%.*s%s%s", SPAN_ARG(words),
						  words.len ? " " : "", roles[k]);
		text = arena_fmt(a, "%.*s%s%.*s (%.*s)", SPAN_ARG(text), i ? ", " : "",
				 SPAN_ARG(f->staff.at[i].addr), SPAN_ARG(words));
	}
	return text;
}

/* "RO49AAAA..., bt: bancatransilvania.ro" */
static struct span account_text(const struct engine *e, struct arena *a)
{
	struct span text = arena_fmt(a, "%s", e->cfg->firm_keys.iban);

	for (size_t i = 0; i < e->firm.banks.n; i++)
		text = arena_fmt(a, "%.*s, %.*s: %.*s", SPAN_ARG(text),
				 SPAN_ARG(e->firm.banks.at[i].name),
				 SPAN_ARG(e->firm.banks.at[i].auth_domain));
	return text;
}

/* Addresses of those who were owners, from what staff_text wrote. */
static struct spans owners_in(struct span text, struct arena *a)
{
	struct spans v = { 0 };
	struct span part;

	while (span_next_part(&text, ',', &part)) {
		struct span addr;

		part = span_trim(part);
		if (span_has(part, S("(owner")) && span_next_word(&part, &addr))
			*ARENA_PUSH(a, &v) = addr;
	}
	return v;
}

static enum rc compare(struct engine *e, const char *setting, enum changed what, struct span now,
		       struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct state s;
	struct decision d = { 0 };
	struct span before = S("");
	struct spans owners = { 0 };
	enum rc rc = tx_begin_soon(e->db, &tx, reterr);

	if (!rc)
		rc = row_setting_get(&tx, e->work, setting, &before, reterr);
	if (rc || span_eq(before, now))
		return rc;
	rc = row_setting_set(&tx, setting, now, reterr);
	if (!rc && before.len) {
		if (what == CHANGED_STAFF)
			owners = owners_in(before, e->work);
		rc = load_base(&tx, e->work, &e->firm, clock_now(), &s, reterr);
		if (!rc)
			rc = decide_changed(&s, what, before, now, &owners, &d, reterr);
		if (!rc)
			rc = store_decision(&tx, e->work, &s, &d, 0, reterr);
	}
	return rc ? rc : tx_commit(&tx, reterr);
}

enum rc announce_changes(struct engine *e, struct why *reterr)
{
	enum rc rc =
		compare(e, "known.staff", CHANGED_STAFF, staff_text(&e->firm, e->work), reterr);

	if (!rc)
		rc = compare(e, "known.accounts", CHANGED_ACCOUNT, account_text(e, e->work),
			     reterr);
	arena_clear(e->work);
	return rc;
}
