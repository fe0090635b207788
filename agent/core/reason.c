/* Reasons by code (reason.h). */
#include "reason.h"

#include <stdarg.h>
#include <stdio.h>

#include "flow.h"
#include "say.h"

struct cause {
	const char *status; /* how the enhanced status begins after its class: "1.1" */
	const char *key;
};
static const struct cause causes[] = {
	{ "1.10", TX("flow.why.no_domain") }, { "1.1", TX("flow.why.no_mailbox") },
	{ "1.2", TX("flow.why.no_domain") },  { "1.3", TX("flow.why.no_mailbox") },
	{ "1.6", TX("flow.why.no_mailbox") }, { "1.", TX("flow.why.refused") },
	{ "2.1", TX("flow.why.no_mailbox") }, { "2.2", TX("flow.why.full") },
	{ "2.3", TX("flow.why.large") },      { "3.4", TX("flow.why.large") },
	{ "4.4", TX("flow.why.no_domain") },  { "4.", TX("flow.why.unreachable") },
	{ "7.", TX("flow.why.policy") },
};
/* Where no status is said, or one that says nothing: a server's words, or the bounce reader's one word. */
static const struct cause words[] = {
	{ "mailbox full", TX("flow.why.full") },
	{ "mailboxfull", TX("flow.why.full") },
	{ "over quota", TX("flow.why.full") },
	{ "quota exceeded", TX("flow.why.full") },
	{ "exceeded storage", TX("flow.why.full") },
	{ "too large", TX("flow.why.large") },
	{ "mesgtoobig", TX("flow.why.large") },
	{ "exceedlimit", TX("flow.why.large") },
	{ "message size", TX("flow.why.large") },
	{ "user unknown", TX("flow.why.no_mailbox") },
	{ "userunknown", TX("flow.why.no_mailbox") },
	{ "unknown user", TX("flow.why.no_mailbox") },
	{ "no such user", TX("flow.why.no_mailbox") },
	{ "no such recipient", TX("flow.why.no_mailbox") },
	{ "no such mailbox", TX("flow.why.no_mailbox") },
	{ "mailbox unavailable", TX("flow.why.no_mailbox") },
	{ "mailbox not found", TX("flow.why.no_mailbox") },
	{ "does not exist", TX("flow.why.no_mailbox") },
	{ "recipient rejected", TX("flow.why.no_mailbox") },
	{ "suspend", TX("flow.why.no_mailbox") },
	{ "hasmoved", TX("flow.why.no_mailbox") },
	{ "hostunknown", TX("flow.why.no_domain") },
	{ "host not found", TX("flow.why.no_domain") },
	{ "domain not found", TX("flow.why.no_domain") },
	{ "spam", TX("flow.why.policy") },
	{ "block", TX("flow.why.policy") },
	{ "policy", TX("flow.why.policy") },
	{ "blacklist", TX("flow.why.policy") },
	{ "reputation", TX("flow.why.policy") },
	{ "dmarc", TX("flow.why.policy") },
	{ "filtered", TX("flow.why.policy") },
	{ "authfailure", TX("flow.why.policy") },
	{ "networkerror", TX("flow.why.unreachable") },
	{ "expired", TX("flow.why.unreachable") },
	{ "timed out", TX("flow.why.unreachable") },
	{ "timeout", TX("flow.why.unreachable") },
	{ "connection refused", TX("flow.why.unreachable") },
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

const char *reason_of_status(struct span status, struct span said)
{
	struct span part = status.len > 2 && status.ptr[1] == '.' ? span_from(status, 2) : S("");

	for (size_t i = 0; part.len && i < ARRAY_LEN(causes); i++) {
		struct span want = span_of(causes[i].status);
		bool whole = want.ptr[want.len - 1] != '.';

		if (span_starts(part, want) &&
		    (!whole || part.len == want.len || !is_digit(part.ptr[want.len])))
			return causes[i].key;
	}
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (span_ifind(said, span_of(words[i].status), 0) != SIZE_MAX)
			return words[i].key;
	return status.len && status.ptr[0] == '4' ? TX("flow.why.later") : TX("flow.why.refused");
}

/* The first "5.1.1" of an answer, as a word of its own behind the three digits. */
static struct span status_in(struct span reply)
{
	struct span rest = span_from(reply, 4), word;

	if (!span_next_word(&rest, &word) || word.len < 5 || word.ptr[1] != '.' ||
	    word.ptr[0] != reply.ptr[0])
		return span_sub(reply, 0, 1);
	return word;
}

const char *reason_of_reply(struct span reply)
{
	if (reply.len < 4 || !is_digit(reply.ptr[0]) || !is_digit(reply.ptr[1]) ||
	    !is_digit(reply.ptr[2]) || (reply.ptr[3] != ' ' && reply.ptr[3] != '-'))
		return TX("flow.why.unmade");
	return reason_of_status(status_in(reply), reply);
}

void say_why(struct arena *a, struct value *facts, const char *key, struct span detail)
{
	struct value *row;

	if (key)
		say_fact(a, facts, TX("flow.fact.why"), value_tx(a, key, NULL));
	if (span_trim(detail).len == 0)
		return;
	row = say_value(a, NULL, "label", value_tx(a, TX("flow.fact.detail"), NULL));
	say_text(a, row, "value", detail);
	say_value(a, row, "small", value_bool(a, true));
	value_push(a, facts, row);
}

enum rc flow_refuse(struct flow *fl, struct why *reterr, const char *key, const char *fmt, ...)
{
	char text[400];
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	fl->refused = key;
	return why_fail(reterr, RC_REFUSED, "%s", text);
}
