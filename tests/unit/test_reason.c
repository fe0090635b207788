/* What people read when something failed: words of ours by the kind of failure, never a machine's. */
#include <dirent.h>

#include "reason.h"
#include "unit.h"

TEST(reason_of_a_servers_answer)
{
	static const struct {
		const char *reply, *key;
	} rows[] = {
		{ "550 5.1.1 <a@b.ro>: Recipient address rejected", "flow.why.no_mailbox" },
		{ "550-5.1.1 The email account that you tried to reach", "flow.why.no_mailbox" },
		{ "550 5.1.10 RESOLVER.ADR.RecipientNotFound", "flow.why.no_domain" },
		{ "550 5.1.2 bad destination system", "flow.why.no_domain" },
		{ "552 5.2.2 over quota", "flow.why.full" },
		{ "452 4.2.2 The email account is over quota", "flow.why.full" },
		{ "552 5.3.4 message too big", "flow.why.large" },
		{ "550 5.7.1 rejected", "flow.why.policy" },
		{ "550 5.7.26 unauthenticated", "flow.why.policy" },
		{ "451 4.4.1 no answer from host", "flow.why.unreachable" },
		{ "550 No such user here", "flow.why.no_mailbox" },
		{ "550 5.0.0 mailbox full", "flow.why.full" },
		{ "554 Message looks like SPAM", "flow.why.policy" },
		{ "450 try again later", "flow.why.later" },
		{ "550 no", "flow.why.refused" },
		{ "document FCT 0012: no layout", "flow.why.unmade" },
		{ "", "flow.why.unmade" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (strcmp(reason_of_reply(span_of(rows[i].reply)), rows[i].key) != 0)
			FAIL("%s: %s", rows[i].reply, reason_of_reply(span_of(rows[i].reply)));
}

TEST(reason_of_a_delivery_report)
{
	CHECK(!strcmp(reason_of_status(S("5.1.1"), S("")), "flow.why.no_mailbox"));
	CHECK(!strcmp(reason_of_status(S(""), S("mailboxfull")), "flow.why.full"));
	CHECK(!strcmp(reason_of_status(S("4.0.0"), S("")), "flow.why.later"));
	CHECK(!strcmp(reason_of_status(S(""), S("")), "flow.why.refused"));
}

/* A statement that gives a person what a C string, a parser or a server says in English. */
static bool says_english(struct span statement)
{
	static const char *const machine[] = {
		"why.text",     "why->text", "err.text", "err->text",
		"reterr->text", "class_why", "auth.why", "strerror"
	};
	static const char *const told[] = { "value_str", "value_text", "say_text",
					    "say_fact",  "verb_show",  "tx_span" };

	for (size_t i = 0; i < ARRAY_LEN(machine); i++)
		for (size_t k = 0; k < ARRAY_LEN(told); k++)
			if (span_find(statement, span_of(machine[i]), 0) != SIZE_MAX &&
			    span_find(statement, span_of(told[k]), 0) != SIZE_MAX)
				return true;
	return false;
}

static void check_source(struct span path)
{
	struct span text = unit_file(arena_str(unit_arena(), path)), statement;

	if (!span_ends(path, S("/reason.c")) &&
	    span_find(text, S("TX(\"flow.fact.why\")"), 0) != SIZE_MAX)
		FAIL("%.*s: reasons are said by say_why", SPAN_ARG(path));
	while (span_next_part(&text, ';', &statement))
		if (says_english(statement))
			FAIL("%.*s: %.*s", SPAN_ARG(path), SPAN_ARG(span_trim(statement)));
}

TEST(reasons_of_machines_are_never_said_to_people)
{
	struct arena *a = unit_arena();
	const char *dir = PLIC_SOURCE_DIR "/agent/core";
	DIR *d = opendir(dir);
	struct dirent *e;
	size_t n = 0;

	while (d && (e = readdir(d)) != NULL) {
		if (!span_ends(span_of(e->d_name), S(".c")))
			continue;
		check_source(arena_fmt(a, "agent/core/%s", e->d_name));
		n++;
	}
	if (d)
		closedir(d);
	CHECK(n > 50);
}
