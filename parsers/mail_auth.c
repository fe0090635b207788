/* Whose word about the sender counts, and what it says (RFC 8601, mail reference section 4).
 *
 * A line is foreign input until it is our server's: its id is the configured one, it is the topmost of
 * that id, and it stands above the Received that our server wrote, so that no sender can have brought
 * it along. What it says counts when a domain passed that is From's. */
#include "auth_results.h"
#include "buf.h"
#include "dkim_sig.h"
#include "mail_auth.h"
#include "mail_auth_line.h"
#include "mail_dkim.h"
#include "span.h"
#include "span_copy.h"
#include "utf8.h"

struct judging {
	struct arena *a;
	struct span from, domain; /* From's address and domain */
	struct dkim_sigs sigs;    /* of From's organisation */
	struct auth *ret;
};

/* Does the result speak of this signature? Servers quote the beginning of b=, or name the selector. */
static bool names(const struct auth_result *r, const struct dkim_sig *sig)
{
	struct span b = auth_result_prop(r, "header.b"), s = auth_result_prop(r, "header.s");

	if (b.len >= 8)
		return span_starts(sig->b, span_sub(b, 0, b.len > 16 ? 16 : b.len));
	return s.len && span_ieq(s, sig->s);
}

static int64_t earlier(int64_t x, int64_t y)
{
	return x && (!y || x < y) ? x : y;
}

/* The signatures that a pass may rest on: those it names, else all of the organisation. The weakest
 * counts, and what is not held by each of them may have been changed since. NULL: they hold. */
static const char *weakness(struct judging *j, const struct auth_result *r)
{
	bool dkim = span_eq_str(r->method, "dkim"), named = false;
	struct dkim_sig all = {
		.date = true, .id = true, .to = true, .refs = true, .subject = true
	};
	size_t n = 0;

	for (size_t i = 0; dkim && i < j->sigs.n; i++)
		named |= names(r, &j->sigs.at[i]);
	for (size_t i = 0; i < j->sigs.n; i++) {
		const struct dkim_sig *sig = &j->sigs.at[i];

		if (named && !names(r, sig))
			continue;
		if (sig->weak)
			return sig->weak;
		n++;
		all.date &= sig->date;
		all.id &= sig->id;
		all.to &= sig->to;
		all.refs &= sig->refs;
		all.subject &= sig->subject;
		all.t = earlier(sig->t, all.t);
		all.x = earlier(sig->x, all.x);
	}
	if (n && !all.date && !all.id)
		return "holds neither Date nor Message-ID";
	j->ret->loose_date = !all.date;
	j->ret->loose_id = !all.id;
	j->ret->loose_to = !all.to;
	j->ret->loose_refs = !all.refs;
	j->ret->loose_subject = !all.subject;
	j->ret->signed_at = all.t;
	j->ret->expires = all.x;
	return NULL;
}

static void say(struct judging *j, enum auth_verdict verdict, enum auth_code code,
		struct span about, struct span why)
{
	j->ret->verdict = verdict;
	j->ret->code = code;
	j->ret->about = about;
	j->ret->why = why;
}

static void prove(struct judging *j, const struct auth_result *r, struct span who)
{
	const char *weak = span_eq_str(r->method, "auth") ? NULL : weakness(j, r);

	if (weak) {
		say(j, AUTH_NONE, AUTH_WEAK, span_lower(j->a, who),
		    arena_fmt(j->a, "%.*s=pass for %.*s, but a signature %s", SPAN_ARG(r->method),
			      SPAN_ARG(who), weak));
		return;
	}
	j->ret->by = r->method;
	j->ret->domain = span_lower(j->a, who);
	say(j, AUTH_PASS, AUTH_PROVEN, j->ret->domain,
	    arena_fmt(j->a, "%.*s=pass for %.*s", SPAN_ARG(r->method), SPAN_ARG(who)));
}

/* Whom a result is about: a domain, of auth= an address. false: a method that proves nothing. */
static bool subject_of(struct judging *j, const struct auth_result *r, struct span *who,
		       bool *aligned)
{
	if (span_eq_str(r->method, "dmarc")) {
		*who = auth_result_prop(r, "header.from");
		*aligned = span_ieq(*who, j->domain);
	} else if (span_eq_str(r->method, "dkim")) {
		*who = auth_result_prop(r, "header.d");
		if (!who->len)
			*who = mail_auth_domain(auth_result_prop(r, "header.i"));
		*aligned = mail_auth_aligned(j->a, *who, j->domain);
	} else if (span_eq_str(r->method, "auth")) {
		*who = auth_result_prop(r, "smtp.auth");
		*aligned = span_ieq(*who, j->from);
		*who = mail_auth_domain(*who);
	} else {
		return false;
	}
	return true;
}

static void judge(struct judging *j, const struct auth_result *r)
{
	struct auth *ret = j->ret;
	bool pass = span_eq_str(r->value, "pass"), aligned = false;
	struct span who = S("");

	if (!subject_of(j, r, &who, &aligned))
		return;
	if (pass && who.len && ret->proven.n < 20 && !span_eq_str(r->method, "auth"))
		*ARENA_PUSH(j->a, &ret->proven) = span_lower(j->a, who);
	if (span_eq_str(r->method, "dmarc") && span_eq_str(r->value, "fail") && aligned)
		ret->policy_fail = true;
	if (ret->verdict == AUTH_PASS)
		return;
	if (pass && aligned && who.len) {
		prove(j, r, who);
	} else if (pass && ret->verdict == AUTH_NONE && ret->code != AUTH_WEAK) {
		say(j, AUTH_NONE, AUTH_OTHER, span_lower(j->a, who),
		    arena_fmt(j->a, "%.*s=pass, but for %.*s", SPAN_ARG(r->method), SPAN_ARG(who)));
	} else if (ret->verdict == AUTH_NONE && ret->code != AUTH_WEAK &&
		   (span_eq_str(r->value, "fail") || span_eq_str(r->value, "permerror"))) {
		say(j, AUTH_FAIL, AUTH_CHECK_FAILED, span_lower(j->a, who),
		    arena_fmt(j->a, "%.*s=%.*s", SPAN_ARG(r->method), SPAN_ARG(r->value)));
	}
}

static const char *const doubt_text[AUTH_CODES] = {
	[AUTH_FROM] = "no From, several mailboxes in it, or a group",
	[AUTH_TWICE] = "a header field stands twice, or a line is no field",
	[AUTH_NAME] = "another address in the display name",
};

static void judge_all(struct judging *j, const struct auth_results *all, bool stray_words)
{
	for (size_t i = 0; i < all->list.n; i++)
		if (all->list.at[i].clean || stray_words)
			judge(j, &all->list.at[i]);
}

/* A pass that a trusted intermediary saw and sealed; our own server says that the chain is whole. */
static void judge_arc(struct judging *j, const struct reader_config *cfg,
		      const struct mail_part *root, const struct auth_results *ours)
{
	struct auth_results sealed;

	if (j->ret->verdict == AUTH_PASS ||
	    !mail_auth_arc(j->a, root, &cfg->arc_sealers, ours, &sealed))
		return;
	judge_all(j, &sealed, false);
	if (j->ret->verdict != AUTH_PASS)
		return;
	j->ret->by = S("arc");
	j->ret->policy_fail = false;
}

static void judge_local(struct judging *j, const struct mail_part *root, struct span raw,
			const struct dkim_keys *keys)
{
	struct auth_results found = { .id = S("") };
	enum auth_code doubt = AUTH_UNSIGNED;

	if (!keys) {
		mail_dkim_wanted(j->a, &j->sigs, j->domain, &j->ret->wanted);
		return;
	}
	mail_dkim_verify(j->a, root, raw, keys, &found, &doubt);
	judge_all(j, &found, false);
	if (j->ret->verdict != AUTH_PASS && (doubt == AUTH_KEY_LATER || doubt == AUTH_NO_KEY))
		say(j, AUTH_NONE, doubt, j->domain,
		    doubt == AUTH_NO_KEY ? S("the domain publishes no such DKIM key") :
					   S("DNS does not give the DKIM key"));
}

struct auth mail_auth_read(struct arena *a, const struct reader_config *cfg,
			   const struct mail_part *root, const struct mail_addrs *from,
			   struct span raw, const struct dkim_keys *keys)
{
	struct auth ret = { .by = S(""), .domain = S(""), .why = S(""), .about = S("") };
	struct judging j = { .a = a, .ret = &ret };
	struct auth_results line;
	bool local = cfg->auth_mode == AUTH_BY_LOCAL;

	ret.code = mail_auth_doubt(a, root, from, &ret.about);
	if (ret.code != AUTH_PROVEN) {
		ret.verdict = AUTH_FAIL;
		ret.policy_fail = true;
		ret.why = span_of(doubt_text[ret.code]);
		return ret;
	}
	j.from = from->at[0].addr;
	j.domain = mail_auth_domain(j.from);
	dkim_sigs_read(a, root, j.domain, &j.sigs);
	ret.code = mail_auth_line(a, cfg, root, &line);
	if (ret.code == AUTH_PROVEN) {
		judge_all(&j, &line, cfg->auth_mode == AUTH_BY_M365);
		judge_arc(&j, cfg, root, &line);
		if (!ret.why.len)
			ret.code = AUTH_LINE_EMPTY;
	}
	if (local && ret.verdict != AUTH_PASS) {
		if (ret.code != AUTH_CHECK_FAILED)
			ret.code = j.sigs.n ? AUTH_CHECK_FAILED : AUTH_UNSIGNED;
		judge_local(&j, root, raw, keys);
	}
	if (!ret.why.len)
		ret.why = span_of(mail_auth_line_text(ret.code));
	/* Domains of the line may hold any bytes; what goes out is text. */
	ret.why = utf8_clean(a, ret.why);
	ret.domain = utf8_clean(a, ret.domain);
	ret.about = utf8_clean(a, ret.about);
	return ret;
}
