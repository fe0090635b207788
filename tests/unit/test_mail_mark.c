/* Mark lines: the tables of words, and that reading stays linear whatever the lines look like. */
#include <stdio.h>
#include <time.h>

#include "buf.h"
#include "mail_forward.h"
#include "mail_reply.h"
#include "span.h"
#include "unit.h"
#include "utf8.h"

/* A word that is not in folded form would never be found. Every text in quotes of the tables. */
TEST(mark_words_are_folded)
{
	static const char *const files[] = { "parsers/mail_mark_words.c",
					     "parsers/mail_mark_labels.c",
					     "parsers/mail_mark_footer.c" };
	struct arena *a = unit_arena();
	size_t n = 0;

	for (size_t i = 0; i < ARRAY_LEN(files); i++) {
		struct span text = unit_file(files[i]), line;

		while (span_next_line(&text, &line)) {
			struct span word;

			if (!span_starts(line, S("\t\"")) && !span_starts(line, S("\t{ \"")))
				continue;
			/* Every second piece stands between quote marks. */
			for (size_t k = 0; span_next_part(&line, '"', &word); k++) {
				if (k % 2 == 0)
					continue;
				if (span_ends(word, S("+")))
					word.len--;
				word = span_trim(word);
				UNIT_CASE("%.*s", SPAN_ARG(word));
				CHECK_SPANS(utf8_fold(a, word), word);
				n++;
			}
		}
	}
	CHECK(n > 500);
}

static int64_t read_ns(const char *line, size_t times)
{
	struct arena *a = arena_new((size_t)256 << 20);
	struct timespec t0, t1;
	struct mail_lines l;
	struct forward f = { .present = false };
	struct buf b;

	buf_init(&b, a, (size_t)64 << 20);
	for (size_t i = 0; i < times; i++)
		buf_add_str(&b, line);
	l = mail_lines_of(a, buf_span(&b));
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t0);
	(void)mail_reply_text(a, &l);
	mail_forward_inline(a, &l, S("Re: x"), &f);
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t1);
	arena_free(a);
	return (t1.tv_sec - t0.tv_sec) * 1000000000 + (t1.tv_nsec - t0.tv_nsec);
}

/* Ten times the lines may take at most some twenty times as long; whatever they look like. */
TEST(marks_are_read_in_linear_time)
{
	static const char *const lines[] = {
		"> Accept\n",
		">>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>> x\n",
		"On Mon, 21 Jul 2025 at 14:05, X <a@b> wrote\n",
		"On Mon, 21 Jul 2025 at 14:05, X <a@b> wrote:\n> x\n",
		"Pe 3 mai 2025\nla 14:05\n",
		"From: x\nTo: y\n",
		"Qrom: X <a@b>\nZent: 3\n",
		"______________\n\n",
		"----- x -----\n\n",
		"--\nx\n",
		"--\n",
		"x --\n",
		"Trimis\n",
		"a:\n",
		"a: <x@y> 2025\n",
		"raspundeti\n",
	};
	enum { SMALL = 1000 };

	for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
		int64_t small = read_ns(lines[i], SMALL), big = read_ns(lines[i], SMALL * 20);

		UNIT_CASE("%s", lines[i]);
		CHECK(big < small * 60 + 50000000);
	}
}

/* They are searched by halves. */
TEST(labels_stand_in_the_order_of_their_bytes)
{
	for (size_t i = 1; i < mark_n_labels; i++) {
		UNIT_CASE("%s", mark_labels[i].word);
		CHECK(strcmp(mark_labels[i - 1].word, mark_labels[i].word) < 0);
	}
}
