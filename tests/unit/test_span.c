/* Borrowed text, arenas, buffers, reasons. */
#include "arena.h"
#include "buf.h"
#include "unit.h"

TEST(span_compares)
{
	CHECK(span_eq(S("abc"), S("abc")));
	CHECK(!span_eq(S("abc"), S("abC")));
	CHECK(span_eq((struct span){ NULL, 0 }, S("")));
	CHECK(span_ieq(S("aBc\xc8"), S("AbC\xc8")));
	CHECK(!span_ieq(S("\xe8"), S("\xc8"))); /* ASCII only */
	CHECK(!span_ieq(S("["), S("{")));
	CHECK(span_starts(S("Subject: x"), S("Subject:")));
	CHECK(!span_starts(S("Sub"), S("Subject")));
	CHECK(span_istarts(S("SUBJECT"), S("subj")));
	CHECK(span_ends(S("a.pdf"), S(".pdf")));
	CHECK(!span_ends(S("pdf"), S(".pdf")));
	CHECK(span_cmp(S("a"), S("b")) < 0);
	CHECK(span_cmp(S("ab"), S("a")) > 0);
	CHECK_INT(span_cmp(S("ab"), S("ab")), 0);
	CHECK(span_cmp(S("\xff"), S("a")) > 0);
}

TEST(span_cuts)
{
	struct span s = S("  \t a b \r\n\v");

	CHECK_SPAN(span_trim(s), "a b");
	CHECK_SPAN(span_trim(S(" \n ")), "");
	CHECK_SPAN(span_trim((struct span){ NULL, 0 }), "");
	CHECK_SPAN(span_trim_wide(S(" \xc2\xa0 5 lei\xe2\x80\xaf ")), "5 lei");
	CHECK_SPAN(span_sub(S("hello"), 1, 3), "ell");
	CHECK_SPAN(span_sub(S("hello"), 4, 30), "o");
	CHECK_SPAN(span_sub(S("hello"), 9, 1), "");
	CHECK_SPAN(span_from(S("hello"), 5), "");
	CHECK_SPAN(span_from((struct span){ NULL, 0 }, 3), "");
}

TEST(span_takes_lines_parts_words)
{
	struct span rest = S("one\r\ntwo\n\nlast"), got;

	CHECK(span_next_line(&rest, &got));
	CHECK_SPAN(got, "one");
	CHECK(span_next_line(&rest, &got));
	CHECK_SPAN(got, "two");
	CHECK(span_next_line(&rest, &got));
	CHECK_SPAN(got, "");
	CHECK(span_next_line(&rest, &got));
	CHECK_SPAN(got, "last");
	CHECK(!span_next_line(&rest, &got));

	rest = S("a,,b,");
	CHECK(span_next_part(&rest, ',', &got));
	CHECK_SPAN(got, "a");
	CHECK(span_next_part(&rest, ',', &got));
	CHECK_SPAN(got, "");
	CHECK(span_next_part(&rest, ',', &got));
	CHECK_SPAN(got, "b");
	CHECK(!span_next_part(&rest, ',', &got));

	rest = S("  x \t yy\n");
	CHECK(span_next_word(&rest, &got));
	CHECK_SPAN(got, "x");
	CHECK(span_next_word(&rest, &got));
	CHECK_SPAN(got, "yy");
	CHECK(!span_next_word(&rest, &got));
}

TEST(span_finds)
{
	CHECK_INT(span_find(S("abcabc"), S("ca"), 0), 2);
	CHECK_INT(span_find(S("abcabc"), S("abc"), 1), 3);
	CHECK(span_find(S("abc"), S("abcd"), 0) == SIZE_MAX);
	CHECK_INT(span_find(S("abc"), S(""), 3), 3);
	CHECK(span_find(S("abc"), S(""), 4) == SIZE_MAX);
	CHECK_INT(span_ifind(S("Hello WORLD"), S("world"), 0), 6);
	CHECK(span_ifind(S("Hello"), S("lp"), 0) == SIZE_MAX);
	CHECK_INT(span_find_char(S("a\0b"), '\0', 0), 1);
	CHECK(span_has(S("abc"), S("bc")));
}

/* Against the obvious search, over a two-letter alphabet: every period of needle comes up. */
TEST(span_ifind_agrees_with_the_obvious)
{
	char text[40], needle[12];

	for (int round = 0; round < 60000; round++) {
		size_t n = (size_t)unit_random_in(0, 40), m = (size_t)unit_random_in(1, 12);
		size_t want = SIZE_MAX;

		for (size_t i = 0; i < n; i++)
			text[i] = "aAbB"[unit_random() % 4];
		for (size_t i = 0; i < m; i++)
			needle[i] = "aAbB"[unit_random() % 4];
		for (size_t i = 0; i + m <= n && want == SIZE_MAX; i++)
			if (span_ieq((struct span){ text + i, m }, (struct span){ needle, m }))
				want = i;
		UNIT_CASE("%.*s in %.*s", (int)m, needle, (int)n, text);
		if (!CHECK(span_ifind((struct span){ text, n }, (struct span){ needle, m }, 0) ==
			   want))
			return;
	}
}

/* The obvious search would take 2.5e11 steps here. */
TEST(span_ifind_is_linear)
{
	size_t n = 2000000;
	char *text = arena_alloc(unit_arena(), n), *needle = arena_alloc(unit_arena(), n / 8);

	memset(text, 'a', n);
	memset(needle, 'A', n / 8);
	needle[n / 16] = 'b';
	CHECK(span_ifind((struct span){ text, n }, (struct span){ needle, n / 8 }, 0) == SIZE_MAX);
	needle[n / 16] = 'a';
	needle[0] = 'b';
	CHECK(span_ifind((struct span){ text, n }, (struct span){ needle, n / 8 }, 0) == SIZE_MAX);
}

TEST(span_reads_numbers)
{
	int64_t n = 7;

	CHECK(span_to_i64(S("9223372036854775807"), &n));
	CHECK_INT(n, INT64_MAX);
	CHECK(!span_to_i64(S("9223372036854775808"), &n));
	CHECK(!span_to_i64(S(""), &n));
	CHECK(!span_to_i64(S("-1"), &n));
	CHECK(!span_to_i64(S("1 "), &n));
	CHECK_INT(n, INT64_MAX);
	CHECK(span_to_i64(S("007"), &n));
	CHECK_INT(n, 7);
	CHECK(!span_all_digits(S("")));
}

TEST(arena_gives_zeroed_aligned_memory)
{
	struct arena *a = arena_new(1u << 20);

	for (int round = 0; round < 3; round++) {
		for (size_t size = 0; size < 3000; size += 37) {
			unsigned char *p = arena_alloc(a, size);

			CHECK((uintptr_t)p % _Alignof(max_align_t) == 0);
			for (size_t i = 0; i < size; i++)
				if (p[i])
					FAIL("byte %zu of %zu is not zero", i, size);
			memset(p, 0xff, size);
		}
		CHECK(arena_used(a) > 0);
		arena_clear(a);
		CHECK_INT(arena_used(a), 0);
	}
	arena_free(a);
	arena_free(NULL);
}

TEST(arena_copies_and_formats)
{
	struct arena *a = unit_arena();
	struct {
		int *at;
		size_t n, cap;
	} list = { 0 };

	CHECK_SPAN(arena_fmt(a, "%s-%d", "x", 42), "x-42");
	CHECK_STR(arena_str(a, S("abc")), "abc");
	CHECK_INT(arena_span(a, S("a\0b")).len, 3);
	for (int i = 0; i < 1000; i++) {
		int *p = ARENA_PUSH(a, &list);

		CHECK_INT(*p, 0);
		*p = i;
	}
	CHECK_INT(list.n, 1000);
	for (int i = 0; i < 1000; i++)
		CHECK_INT(list.at[i], i);
	list.n = 10; /* what was popped comes back zeroed */
	CHECK_INT(*ARENA_PUSH(a, &list), 0);
}

TEST(buf_grows_to_its_cap_and_stays_full)
{
	struct buf b;

	buf_init(&b, unit_arena(), 10);
	CHECK_SPAN(buf_span(&b), "");
	buf_add_str(&b, "12345");
	buf_add_fmt(&b, "%d", 6789);
	buf_add_char(&b, '0');
	CHECK_SPAN(buf_span(&b), "1234567890");
	CHECK(buf_ok(&b));
	buf_add_char(&b, 'x');
	CHECK(!buf_ok(&b));
	buf_trunc(&b, 2);
	buf_add_str(&b, "x");
	CHECK_SPAN(buf_span(&b), "12");
	CHECK(!buf_ok(&b));
}

TEST(buf_writes_runes)
{
	struct buf b;

	buf_init(&b, unit_arena(), 100);
	buf_add_rune(&b, 'a');
	buf_add_rune(&b, 0x219);
	buf_add_rune(&b, 0x20ac);
	buf_add_rune(&b, 0x1f600);
	buf_add_rune(&b, 0xd800);
	buf_add_rune(&b, 0x110000);
	CHECK_SPAN(buf_span(&b), "aș€\xf0\x9f\x98\x80\xef\xbf\xbd\xef\xbf\xbd");
}

TEST(buf_takes_much)
{
	struct buf b;

	buf_init(&b, unit_arena(), SIZE_MAX);
	for (int i = 0; i < 100000; i++)
		buf_add_fmt(&b, "%05d", i);
	CHECK_INT(buf_span(&b).len, 500000);
	CHECK_SPAN(span_sub(buf_span(&b), 499995, 5), "99999");
	CHECK_SPAN(span_sub(buf_span(&b), 0, 10), "0000000001");
}

TEST(why_is_one_printable_line)
{
	struct why w;

	CHECK_RC(why_fail(&w, RC_REFUSED, "a\nb\x1b[31m %s", "ș\x7f"), RC_REFUSED);
	CHECK_STR(w.text, "a?b?[31m ș?");
	why_set(&w, "x\xc2\x9bz"); /* C1: CSI to some terminals */
	CHECK_STR(w.text, "x??z");
	CHECK_RC(why_prefix(&w, RC_RETRY, "file %d", 3), RC_RETRY);
	CHECK_STR(w.text, "file 3: x??z");
	CHECK_RC(why_fail(NULL, RC_RETRY, "nobody asks"), RC_RETRY);
	CHECK_RC(why_prefix(NULL, RC_OK, "x"), RC_OK);
}

TEST(why_is_cut_between_characters)
{
	struct why w;
	char text[1400];

	for (size_t shift = 0; shift < 4; shift++) {
		size_t n = shift;

		memset(text, 'x', shift);
		while (n + 4 < sizeof(text)) {
			memcpy(text + n, "\xe2\x82\xac", 3);
			n += 3;
		}
		text[n] = '\0';
		why_set(&w, "%s", text);
		UNIT_CASE("shift %zu", shift);
		CHECK_INT((strlen(w.text) - shift) % 3, 0);
		CHECK(strlen(w.text) > 590);
	}
}

TEST(buf_reserves)
{
	struct buf b;
	char *at;

	buf_init(&b, unit_arena(), 100);
	buf_add_str(&b, "ab");
	buf_reserve(&b, 90);
	at = b.ptr;
	for (int i = 0; i < 90; i++)
		buf_add_char(&b, 'x');
	CHECK(b.ptr == at && buf_ok(&b));
	buf_reserve(&b, 50); /* over the cap: no promise, no fault */
	CHECK(buf_ok(&b));
	CHECK_INT(buf_span(&b).len, 92);
}
