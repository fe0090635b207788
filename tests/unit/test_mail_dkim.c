/* DKIM checked here: the shared samples with their DNS, and letters of our own. */
#include "mail_dkim.h"
#include "read_file.h"
#include "unit.h"

#include <unistd.h>

#define CORPUS "../shared/corpora/mail/"

static bool corpus_file(const char *name, struct span *ret)
{
	const char *path = arena_str(
		unit_arena(), arena_fmt(unit_arena(), "%s/%s%s", PLIC_SOURCE_DIR, CORPUS, name));
	struct why why;

	return access(path, R_OK) == 0 &&
	       read_file(unit_arena(), path, 1 << 20, ret, &why) == RC_OK;
}

/* Whatever it is aligned with: what the mechanism itself says, all keys of the sample at hand. */
static bool passes(struct span raw, struct span dns)
{
	struct mail_part *root = NULL;
	struct auth_results found = { .id = S("") };
	struct dkim_keys keys = { 0 };
	enum auth_code doubt = AUTH_PROVEN;
	struct span line, name, selector;
	bool any = false;

	CHECK_RC(mail_parse(unit_arena(), raw, &root, NULL), RC_OK);
	while (span_next_line(&dns, &line)) {
		size_t dot = span_find(line, S("._domainkey."), 0);

		if (dot == SIZE_MAX)
			continue;
		selector = span_sub(line, 0, dot);
		line = span_from(line, dot + 12);
		if (!span_next_part(&line, ' ', &name))
			continue;
		*ARENA_PUSH(unit_arena(), &keys) =
			(struct dkim_key){ selector, name, DKIM_KEY_FOUND, line };
	}
	mail_dkim_verify(unit_arena(), root, raw, &keys, &found, &doubt);
	for (size_t i = 0; i < found.list.n; i++)
		any |= span_eq_str(found.list.at[i].value, "pass");
	return any;
}

TEST(dkim_corpus)
{
	struct arena *a = unit_arena();
	struct span tsv, line, raw = S(""), dns = S("");
	int n = 0, right = 0;

	if (!corpus_file("expected/auth.tsv", &tsv))
		SKIP("no ../shared/corpora");
	(void)span_next_line(&tsv, &line);
	while (span_next_line(&tsv, &line)) {
		struct span name, how;

		if (!span_next_part(&line, '\t', &name) || !span_next_part(&line, '\t', &how) ||
		    !span_eq_str(how, "dkim"))
			continue;
		n++;
		UNIT_CASE("%.*s", SPAN_ARG(name));
		if (CHECK(corpus_file(arena_str(a, arena_fmt(a, "auth/%.*s.eml", SPAN_ARG(name))),
				      &raw) &&
			  corpus_file(arena_str(a, arena_fmt(a, "auth/%.*s.dns", SPAN_ARG(name))),
				      &dns)))
			right += passes(raw, dns);
	}
	printf("dkim: %d samples, %d right\n", n, right);
	CHECK_INT(right, n);
}
