/* Who may command, and where money goes, has changed in the configuration: every owner hears of it, and who
 * was an owner before too. A stolen machine must not become a stolen firm in silence (product.md 5). */
#include "flow.h"
#include "say.h"
#include "span.h"

static bool is_owner(const struct firm *f, struct span addr)
{
	for (size_t i = 0; i < f->staff.n; i++)
		if (span_ieq(f->staff.at[i].addr, addr) && (f->staff.at[i].roles & ROLE_OWNER))
			return true;
	return false;
}

enum rc decide_changed(struct state *s, enum changed what, struct span before, struct span now,
		       const struct spans *old_owners, struct decision *d, struct why *reterr)
{
	struct arena *a = s->a;
	struct flow fl = { .s = s, .d = d };
	struct value *facts = value_new_list(a), *headline;
	struct sha256 h = hash_sha256(
		arena_fmt(a, "%.*s|%.*s|%lld", SPAN_ARG(before), SPAN_ARG(now), (long long)s->now));
	struct span key = arena_fmt(a, "changed:%.*s", SPAN_ARG(hash_hex(a, h.b, 8)));
	enum rc rc;

	headline = what == CHANGED_STAFF ? value_tx(a, TX("trust.changed.staff"), NULL) :
					   value_tx(a, TX("trust.changed.account"), NULL);
	say_fact_text(a, facts, TX("trust.fact.before"), before);
	say_fact_text(a, facts, TX("trust.fact.now"), now);
	rc = tell_staff(&fl, key, headline, NULL, facts, NULL, ROLE_OWNER, reterr);
	for (size_t i = 0; !rc && d->effects.n && i < old_owners->n; i++) {
		struct mail_spec like = d->effects.at[0].mail, *m;

		if (is_owner(s->firm, old_owners->at[i]))
			continue;
		m = effect_mail(
			s, d, "notice", SORT_NOTICE,
			arena_fmt(a, "%.*s:%.*s", SPAN_ARG(key), SPAN_ARG(old_owners->at[i])));
		m->lang = s->firm->lang;
		m->to = old_owners->at[i];
		m->token_purpose = S("told"); /* no staff any more: it opens nothing */
		m->data = like.data;
	}
	return rc;
}
