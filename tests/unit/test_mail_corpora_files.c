/* Whole mails of public test suites: classes, bounces, MIME, and every file of the corpora, which must
 * end in time. As test_mail_corpora.c: skipped where the corpora are absent; the floors may not fall. */
#include <dirent.h>
#include <time.h>

#include "mail_corpora.h"
#include "mail_read.h"

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
	size_t n = 0, subjects = 0, subject_ok = 0, froms = 0, from_ok = 0, names = 0, name_ok = 0,
	       refused = 0;

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
		(void)snprintf(path, sizeof(path), "%s/%s", folder, e->d_name);
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

		CHECK(snprintf(path, sizeof(path), CORPORA "%s", folders[i]) > 0);
		read_folder(path, &files, &worst);
	}
	if (!files)
		SKIP("no corpora");
	printf("every file: %zu read, slowest %lld ms\n", files, (long long)worst);
	CHECK(worst < 1000);
}
