/* Replies and forwards against real mails of public test suites (../shared/corpora/mail beside the
 * project; skipped where it is absent). Each test prints what it measured and holds the floor that
 * was reached: exact may not fall, leaks may not rise. CORPORA_VERBOSE=1 shows each miss. */
#include "mail_corpora.h"
#include "mail_forward.h"
#include "mail_reply.h"

static struct span visible(struct arena *a, struct span bytes, struct span ext)
{
	struct mail_lines l = { .at = NULL };

	if (span_eq(ext, S("txt"))) {
		l = mail_lines_of(a, bytes);
	} else if (span_eq(ext, S("html"))) {
		mail_html_lines(a, mail_tidy(a, bytes, true), &l);
	} else {
		struct mail_part *root = NULL;

		if (mail_parse(a, bytes, &root, NULL))
			return S("");
		l = mail_text_lines(a, root);
	}
	return mail_reply_text(a, &l);
}

TEST(corpora_replies)
{
	struct arena *index_arena = unit_arena();
	struct span index, line;
	size_t n = 0, exact = 0, leaks = 0, losses = 0;

	if (!slurp(index_arena, CORPORA "replies/INDEX.tsv", &index))
		SKIP("no corpora");
	span_next_line(&index, &line);
	while (span_next_line(&index, &line)) {
		struct arena *a = arena_new((size_t)64 << 20);
		struct span name = column(line, 0), ext = column(line, 1), in = S(""), want = S("");
		struct span alt = { NULL, 0 }, got;
		char path[1024];
		bool same;
		size_t leak, loss;

		CHECK(snprintf(path, sizeof(path), CORPORA "replies/%.*s.%.*s", SPAN_ARG(name),
			       SPAN_ARG(ext)) > 0);
		CHECK(slurp(a, path, &in));
		CHECK(slurp_named(a, &want, CORPORA "expected/replies/%.*s.expected.txt", name));
		if (slurp_named(a, &alt, CORPORA "expected/replies/%.*s.alt.txt", name))
			alt = norm(a, alt);
		got = visible(a, in, ext);
		same = span_eq(norm(a, got), norm(a, want)) ||
		       (alt.ptr && span_eq(norm(a, got), alt));
		leak = lines_missing(a, got, norm(a, want), alt);
		loss = lines_missing(a, want, norm(a, got), (struct span){ NULL, 0 });
		n++;
		exact += same;
		leaks += leak > 0;
		losses += loss > 0;
		if (verbose() && (!same || leak))
			printf("--- %.*s: exact %d, leak %zu, loss %zu\n%.*s\n", SPAN_ARG(name),
			       same, leak, loss, SPAN_ARG(got));
		arena_free(a);
	}
	printf("replies: %zu, exact %zu, with leaks %zu, with losses %zu\n", n, exact, leaks,
	       losses);
	CHECK(exact * 100 >= n * 90);
	CHECK_INT(leaks, 0);
}

TEST(corpora_forwards)
{
	struct arena *index_arena = unit_arena();
	struct span index, line;
	size_t n = 0, found = 0, from = 0, name_ok = 0, subject_ok = 0, date_ok = 0, own = 0;

	if (!slurp(index_arena, CORPORA "expected/forwards.tsv", &index))
		SKIP("no corpora");
	span_next_line(&index, &line);
	while (span_next_line(&index, &line)) {
		struct arena *a = arena_new((size_t)64 << 20);
		struct span name = column(line, 0), in = S(""), subject = S(""),
			    want_own = column(line, 6);
		bool want = span_eq(column(line, 1), S("yes"));
		struct forward f = { .present = false };
		struct mail_lines l;
		size_t ok;

		CHECK(slurp_named(a, &in, CORPORA "forwards/%.*s.txt", name));
		if (!slurp_named(a, &subject, CORPORA "forwards/%.*s.subject.txt", name))
			subject = S("");
		l = mail_lines_of(a, in);
		mail_forward_inline(a, &l, span_trim(subject), &f);
		n++;
		if (want != f.present) {
			if (verbose())
				printf("--- %.*s: forwarded %d\n", SPAN_ARG(name), f.present);
			arena_free(a);
			continue;
		}
		found++;
		if (!want) {
			arena_free(a);
			continue;
		}
		ok = from + name_ok + subject_ok + date_ok + own;
		from += span_eq(f.from, column(line, 2));
		name_ok += span_eq(f.from_name, column(line, 3));
		subject_ok += span_eq(f.subject, column(line, 4));
		date_ok += span_eq(f.date, column(line, 5));
		if (span_eq(want_own, S("no-own-text")))
			want_own = S("");
		own += span_eq(norm(a, mail_reply_text(a, &l)), norm(a, want_own));
		if (verbose() && from + name_ok + subject_ok + date_ok + own != ok + 5)
			printf("--- %.*s: from=%.*s name=%.*s subject=%.*s date=%.*s own=%.*s\n",
			       SPAN_ARG(name), SPAN_ARG(f.from), SPAN_ARG(f.from_name),
			       SPAN_ARG(f.subject), SPAN_ARG(f.date),
			       SPAN_ARG(norm(a, mail_reply_text(a, &l))));
		arena_free(a);
	}
	printf("forwards: %zu, told apart %zu, from %zu, name %zu, subject %zu, date %zu, own text %zu\n",
	       n, found, from, name_ok, subject_ok, date_ok, own);
	CHECK_INT(found, n);
	CHECK(from * 100 >= n * 95);
}
