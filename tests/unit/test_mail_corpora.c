/* The mail readers against real mails of public test suites (../shared/corpora/mail beside the
 * project; skipped where it is absent). Each test prints what it measured and holds the floor that
 * was reached: exact may not fall, leaks may not rise. CORPORA_VERBOSE=1 shows each miss. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <time.h>

#include "buf.h"
#include "mail_forward.h"
#include "mail_header.h"
#include "mail_read.h"
#include "mail_reply.h"
#include "unit.h"

#define CORPORA PLIC_SOURCE_DIR "/../shared/corpora/mail/"

static bool verbose(void)
{
	return getenv("CORPORA_VERBOSE") != NULL;
}

/* false when there is no such file. */
static bool slurp(struct arena *a, const char *path, struct span *ret)
{
	FILE *f = fopen(path, "rb");
	struct buf b;
	char chunk[65536];
	size_t n;

	if (!f)
		return false;
	buf_init(&b, a, (size_t)1 << 27);
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_add(&b, (struct span){ chunk, n });
	fclose(f);
	*ret = buf_span(&b);
	return true;
}

static bool slurp_named(struct arena *a, struct span *ret, const char *fmt, struct span name)
{
	char path[1024];

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	snprintf(path, sizeof(path), fmt, SPAN_ARG(name));
#pragma GCC diagnostic pop
	return slurp(a, path, ret);
}

static struct span column(struct span line, size_t n)
{
	struct span part = S("");

	for (size_t i = 0; i <= n; i++) {
		if (!span_next_part(&line, '\t', &part))
			return S("");
	}
	return part;
}

static struct span norm(struct arena *a, struct span s)
{
	return mail_tidy(a, s, false);
}

/* Lines of `of` with at least 8 bytes that neither x nor y holds. */
static size_t lines_missing(struct arena *a, struct span of, struct span x, struct span y)
{
	struct span line;
	size_t n = 0;

	while (span_next_line(&of, &line)) {
		line = norm(a, line);
		n += line.len >= 8 && !span_has(x, line) && !(y.ptr && span_has(y, line));
	}
	return n;
}

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

		snprintf(path, sizeof(path), CORPORA "replies/%.*s.%.*s", SPAN_ARG(name),
			 SPAN_ARG(ext));
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

static const char *class_name(enum mail_class c)
{
	static const char *const names[] = { "human", "bounce", "auto-reply", "feedback-report",
					     "mdn",   "list",   "other" };

	return names[c];
}

static enum rc read_file(struct arena *a, struct span name, const char *fmt, struct mail_fact *f)
{
	struct reader_config cfg = { .authserv_id = S("mx.example.net") };
	struct span raw = S(""), whole;
	struct why why;

	CHECK(slurp_named(a, &raw, fmt, name));
	return mail_read(a, &cfg, raw, f, &whole, &why);
}

TEST(corpora_class)
{
	struct arena *index_arena = unit_arena();
	struct span index, line;
	size_t n = 0, ok = 0, answered = 0;

	if (!slurp(index_arena, CORPORA "expected/class.tsv", &index))
		SKIP("no corpora");
	span_next_line(&index, &line);
	while (span_next_line(&index, &line)) {
		struct arena *a = arena_new((size_t)64 << 20);
		struct span name = column(line, 0), want = column(line, 1);
		struct mail_fact f = { .class = MAIL_OTHER };
		bool same;

		CHECK_RC(read_file(a, name, CORPORA "%.*s", &f), RC_OK);
		same = span_eq_str(want, class_name(f.class));
		n++;
		ok += same;
		/* The dangerous way round: a robot taken for a person. */
		answered += f.class == MAIL_HUMAN && !span_eq(want, S("human")) &&
			    !span_eq(want, S("other"));
		if (verbose() && !same)
			printf("--- %.*s: want %.*s, got %s (%.*s) subject %.*s\n", SPAN_ARG(name),
			       SPAN_ARG(want), class_name(f.class), SPAN_ARG(f.class_why),
			       SPAN_ARG(f.subject));
		arena_free(a);
	}
	printf("class: %zu, right %zu, robots taken for people %zu\n", n, ok, answered);
	CHECK(ok * 100 >= n * 95);
	CHECK_INT(answered, 0);
}

TEST(corpora_bounces)
{
	struct arena *index_arena = unit_arena();
	struct span index, line;
	size_t n = 0, found = 0, status = 0, statuses = 0, hard = 0, hards = 0, wrongly = 0;

	if (!slurp(index_arena, CORPORA "expected/bounces.tsv", &index))
		SKIP("no corpora");
	span_next_line(&index, &line);
	while (span_next_line(&index, &line)) {
		struct arena *a = arena_new((size_t)64 << 20);
		struct span name = column(line, 0), who = column(line, 1), code = column(line, 2);
		struct span invalid = column(line, 5);
		struct mail_fact f = { .class = MAIL_OTHER };
		const struct bounce *b = NULL;

		CHECK_RC(read_file(a, name, CORPORA "bounces/%.*s.eml", &f), RC_OK);
		for (size_t i = 0; i < f.bounces.n && !b; i++) {
			if (span_ieq(f.bounces.at[i].recipient, who))
				b = &f.bounces.at[i];
		}
		n++;
		found += b != NULL;
		if (verbose() && !b) {
			printf("--- %.*s: no %.*s, class %s, got", SPAN_ARG(name), SPAN_ARG(who),
			       class_name(f.class));
			for (size_t i = 0; i < f.bounces.n; i++)
				printf(" %.*s", SPAN_ARG(f.bounces.at[i].recipient));
			printf("\n");
		}
		if (code.len > 1 && b) {
			statuses++;
			status += span_eq(b->status, code);
			if (verbose() && !span_eq(b->status, code))
				printf("--- %.*s: status %.*s want %.*s\n", SPAN_ARG(name),
				       SPAN_ARG(b->status), SPAN_ARG(code));
		}
		hards += span_eq(invalid, S("hard"));
		hard += b && b->address_invalid && span_eq(invalid, S("hard"));
		wrongly += b && b->address_invalid && !span_eq(invalid, S("hard"));
		if (verbose() && b && b->address_invalid != span_eq(invalid, S("hard")))
			printf("--- %.*s: invalid %d want %.*s (%.*s) %.*s | %.*s\n",
			       SPAN_ARG(name), b->address_invalid, SPAN_ARG(invalid),
			       SPAN_ARG(column(line, 4)), SPAN_ARG(b->status),
			       SPAN_ARG(span_sub(b->reason, 0, 160)));
		arena_free(a);
	}
	printf("bounces: %zu recipients, found %zu, status %zu of %zu, dead addresses %zu of %zu, wrongly "
	       "dead %zu\n",
	       n, found, status, statuses, hard, hards, wrongly);
	CHECK(found * 100 >= n * 85);
}

TEST(corpora_mime)
{
	struct arena *index_arena = unit_arena();
	struct span index, line;
	size_t n = 0, subjects = 0, subject_ok = 0, froms = 0, from_ok = 0, names = 0, name_ok = 0, refused = 0;

	if (!slurp(index_arena, CORPORA "expected/mime.tsv", &index))
		SKIP("no corpora");
	span_next_line(&index, &line);
	while (span_next_line(&index, &line)) {
		struct arena *a = arena_new((size_t)64 << 20);
		struct span name = column(line, 0), subject = column(line, 1),
			    from = column(line, 2);
		struct span count = column(line, 3), files = column(line, 4), file;
		struct mail_fact f = { .class = MAIL_OTHER };
		int64_t want_n;

		if (read_file(a, name, CORPORA "mime/%.*s.eml", &f) != RC_OK) {
			refused++;
			if (verbose())
				printf("--- %.*s: refused\n", SPAN_ARG(name));
		}
		n++;
		if (subject.len > 1) {
			subjects++;
			subject_ok += span_eq(norm(a, subject), f.subject);
		}
		if (from.len > 1) {
			froms++;
			from_ok += span_ieq(from, f.from.addr);
		}
		while (span_next_part(&files, '|', &file)) {
			bool got = false;

			if (file.len <= 1)
				continue;
			names++;
			for (size_t i = 0; i < f.attachments.n; i++)
				got = got ||
				      span_eq(f.attachments.at[i].name, mail_safe_name(a, file));
			name_ok += got;
			if (verbose() && !got)
				printf("--- %.*s: no file %.*s\n", SPAN_ARG(name), SPAN_ARG(file));
		}
		if (verbose() && span_to_i64(count, &want_n) && (size_t)want_n != f.attachments.n)
			printf("--- %.*s: %zu attachments, reference says %.*s\n", SPAN_ARG(name),
			       f.attachments.n, SPAN_ARG(count));
		arena_free(a);
	}
	printf("mime: %zu read, subjects %zu of %zu, senders %zu of %zu, file names %zu of %zu\n",
	       n, subject_ok, subjects, from_ok, froms, name_ok, names);
	CHECK(refused <= 1); /* one nests over the limit */
	CHECK_INT(subject_ok, subjects);
	CHECK_INT(from_ok, froms);
	CHECK_INT(name_ok, names);
}

static void read_folder(const char *folder, size_t *files, int64_t *worst_ms)
{
	DIR *d = opendir(folder);
	struct dirent *e;

	while (d && (e = readdir(d))) {
		struct arena *a;
		struct mail_fact f = { .class = MAIL_OTHER };
		struct reader_config cfg = { .authserv_id = S("mx.example.net") };
		struct span raw, whole;
		struct timespec t0, t1;
		char path[2048];
		int64_t ms;
		enum rc rc;

		if (e->d_name[0] == '.')
			continue;
		a = arena_new((size_t)512 << 20);
		snprintf(path, sizeof(path), "%s/%s", folder, e->d_name);
		if (slurp(a, path, &raw)) {
			clock_gettime(CLOCK_MONOTONIC, &t0);
			rc = mail_read(a, &cfg, raw, &f, &whole, NULL);
			clock_gettime(CLOCK_MONOTONIC, &t1);
			UNIT_CASE("%s", e->d_name);
			CHECK(rc == RC_OK || rc == RC_BAD_INPUT);
			CHECK(f.auth.verdict != AUTH_PASS ||
			      span_starts(span_of(e->d_name), S("ar-")));
			ms = (t1.tv_sec - t0.tv_sec) * 1000 + (t1.tv_nsec - t0.tv_nsec) / 1000000;
			if (ms > *worst_ms)
				*worst_ms = ms;
			++*files;
		}
		arena_free(a);
	}
	if (d)
		closedir(d);
}

TEST(corpora_every_file_ends)
{
	static const char *const folders[] = { "replies", "forwards", "bounces", "mime",
					       "tnef",    "auth",     "hostile", "expected" };
	size_t files = 0;
	int64_t worst = 0;

	for (size_t i = 0; i < ARRAY_LEN(folders); i++) {
		char path[1024];

		snprintf(path, sizeof(path), CORPORA "%s", folders[i]);
		read_folder(path, &files, &worst);
	}
	if (!files)
		SKIP("no corpora");
	printf("every file: %zu read, slowest %lld ms\n", files, (long long)worst);
	CHECK(worst < 1000);
}
