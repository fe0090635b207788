/* What a mail shows of its sender, as the bits of the trust table. */
#include "decide_parts.h"
#include "span.h"
#include "trust.h"

#define DAY_S INT64_C(86400)

/* A signature stays right for ever: whoever keeps an old command or notice could send it again. */
bool is_old_mail(const struct flow *fl)
{
	const struct auth *au = &fl->f->auth;
	int64_t came = fl->m->received, written = fl->f->date;

	if (!came)
		return false;
	return written < came - 3 * DAY_S || written > came + DAY_S ||
	       (au->signed_at && au->signed_at < came - 3 * DAY_S) ||
	       (au->expires && au->expires < came);
}

unsigned signs_of(const struct flow *fl)
{
	const struct sender *w = &fl->s->sender;
	const struct auth *au = &fl->f->auth;
	bool own_token = w->token_ok && span_ieq(w->token_addr, w->addr);

	return (w->staff ? SIGN_STAFF : 0u) | (w->authenticated ? SIGN_PROVEN : 0u) |
	       (own_token ? SIGN_TOKEN : 0u) | (own_token && w->token_bound ? SIGN_BOUND : 0u) |
	       (is_old_mail(fl) ? 0u : SIGN_FRESH) |
	       (au->policy_fail || fl->f->n_from != 1 ? SIGN_REFUTED : 0u) |
	       (confirm_answered(fl) ? SIGN_CONFIRMED : 0u);
}
