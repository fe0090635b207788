/* Type: what a face has, cleaning, measuring, wrapping, the subset that a document embeds. */
#include "pdf_text.h"
#include "unit.h"

static struct type open_type(void)
{
	const char *dir = PLIC_BUILD_DIR "/fonts/";
	struct type t = { .arena = unit_arena() };
	struct why why = { "" };

	CHECK_RC(type_open(t.arena,
			   unit_file(arena_str(t.arena, arena_fmt(t.arena, "%sregular.ttf", dir))),
			   unit_file(arena_str(t.arena, arena_fmt(t.arena, "%sbold.ttf", dir))), &t,
			   &why),
		 RC_OK);
	return t;
}

static const struct text_style body = { FACE_REGULAR, PT(9.5), 0 };

TEST(type_has_what_romanian_documents_print)
{
	struct type t = open_type();
	static const uint32_t want[] = { 0x103,  0xe2,   0xee,   0x219,  0x21b,  0x102,
					 0xc2,   0xce,   0x218,  0x21a,  0x20ac, 0x201e,
					 0x201d, 0x201c, 0x2013, 0x2014, 0x202f, 0xa0,
					 0x2212, 0xb7,   0x2026, 0x416,  0x3b1 };

	for (size_t i = 0; i < ARRAY_LEN(want); i++) {
		UNIT_CASE("U+%04X", (unsigned)want[i]);
		CHECK(pdf_font_has(t.face[FACE_REGULAR], want[i]));
		CHECK(pdf_font_has(t.face[FACE_BOLD], want[i]));
	}
	CHECK(!pdf_font_has(t.face[FACE_REGULAR], 0x1f389));
	CHECK(!pdf_font_has(t.face[FACE_REGULAR], 0x4f60));
}

TEST(type_digits_are_tabular)
{
	struct type t = open_type();

	for (uint32_t face = 0; face < FACES; face++)
		for (uint32_t r = '1'; r <= '9'; r++) {
			UNIT_CASE("%c", (int)r);
			CHECK_INT(pdf_font_width(t.face[face], r),
				  pdf_font_width(t.face[face], '0'));
			CHECK_INT(pdf_font_kern(t.face[face], '0', r), 0);
		}
}

TEST(type_kerns)
{
	struct type t = open_type();

	CHECK(pdf_font_kern(t.face[FACE_REGULAR], 'F', 'a') < 0);
	CHECK(pdf_font_kern(t.face[FACE_BOLD], 'T', 'e') < 0);
	CHECK_INT(pdf_font_kern(t.face[FACE_REGULAR], 'n', 'n'), 0);
	CHECK(type_width(&t, body, S("Te")) <
	      type_width(&t, body, S("T")) + type_width(&t, body, S("e")));
}

TEST(type_clean_shows_or_boxes)
{
	struct type t = open_type();
	static const struct {
		const char *in, *want;
	} row[] = {
		{ "plain", "plain" },
		{ "ş ţ Ş Ţ composed a\xcc\x86", "ş ţ Ş Ţ composed a\xcc\x86" },
		{ "party 🎉", "party" },
		{ "curs 👩‍💻 și 👍🏽 gata", "curs și gata" },
		{ "🎉", "\xef\xbf\xbd" },
		{ "① ℃ ㎡ ＡＢ", "1 °C m2 AB" },
		{ "10⁵ și 2⅓", "10\xef\xbf\xbd și 2\xef\xbf\xbd" },
		{ "q\xcc\x81 ḍ x\xcc\x88", "q d x" },
		{ "שלום", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
		{ "株式", "\xef\xbf\xbd\xef\xbf\xbd" },
		{ "한", "\xef\xbf\xbd" },
		{ "bad \xff byte", "bad \xef\xbf\xbd byte" },
		{ "a\xe2\x80\x8b"
		  "b\xc2\xad"
		  "c",
		  "abc" },
		{ "tab\there", "tab here" },
		{ "-5,00 and -", "\xe2\x88\x92"
				 "5,00 and -" },
		{ "Cluj-Napoca 2026-11-12", "Cluj-Napoca 2026-11-12" },
		{ "discount: -5", "discount: \xe2\x88\x92"
				  "5" },
	};

	for (size_t i = 0; i < ARRAY_LEN(row); i++) {
		if (i == 1)
			continue; /* depends on which marks the face has: below */
		UNIT_CASE("%s", row[i].in);
		CHECK_SPAN(type_clean(&t, span_of(row[i].in)), row[i].want);
	}
	/* A letter followed by its mark is shown as one letter. */
	CHECK_HAS(type_clean(&t, S("s\xcc\xa6 \xf0\x9f\x8e\x89")), "ș");
}

TEST(type_wrap_breaks_at_blanks)
{
	struct type t = open_type();
	struct span s = S("unu doi trei patru cinci șase șapte opt nouă zece unsprezece");
	struct text_lines l = type_wrap(&t, body, s, PT(100));
	size_t letters = 0;

	CHECK(l.n > 2);
	for (size_t i = 0; i < l.n; i++) {
		CHECK(l.at[i].width <= PT(100));
		CHECK_INT(l.at[i].n, 1);
		letters += l.at[i].at[0].s.len;
		CHECK(!span_has(l.at[i].at[0].s, S("-")));
	}
	CHECK_INT(letters, s.len - (l.n - 1)); /* only the blanks at the breaks are gone */
	CHECK_INT(type_wrap(&t, body, S(""), PT(100)).n, 1);
	CHECK_INT(type_wrap(&t, body, S("a\nb\n\nc"), PT(100)).n, 4);
}

TEST(type_wrap_cuts_what_has_no_blank)
{
	struct type t = open_type();
	struct span s = S("o.adresa.foarte.lunga@subdomeniu.exemplu-foarte-lung.ro");
	struct text_lines l = type_wrap(&t, body, s, PT(90));
	struct span first = l.at[0].at[0].s;

	CHECK(l.n >= 3);
	CHECK(strchr(".@-", first.ptr[first.len - 1]) != NULL);
	l = type_wrap(&t, body, S("WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW"), PT(50));
	for (size_t i = 0; i < l.n; i++)
		CHECK(l.at[i].width <= PT(50));
	/* Narrower than a letter: still one letter a line, and an end. */
	CHECK_INT(type_wrap(&t, body, S("abc"), PT(1)).n, 3);
}

TEST(type_wrap_toggles_bold)
{
	struct type t = open_type();
	struct text_lines l = type_wrap(&t, body,
					S("a \x0e"
					  "b c\x0e, d"),
					PT(400));

	if (!CHECK_INT(l.n, 1) || !CHECK_INT(l.at[0].n, 3))
		return;
	CHECK_INT(l.at[0].at[0].face, FACE_REGULAR);
	CHECK_SPAN(l.at[0].at[1].s, "b c");
	CHECK_INT(l.at[0].at[1].face, FACE_BOLD);
	CHECK_SPAN(l.at[0].at[2].s, ", d");
	CHECK_INT(l.at[0].at[2].face, FACE_REGULAR);
}

TEST(subset_holds_what_was_shown)
{
	struct type t = open_type();
	struct pdf_subset sub;
	struct pdf_font *again;
	struct why why;
	struct buf ops;

	buf_init(&ops, unit_arena(), 10000);
	type_show(&t, &ops, 0, 0, ALIGN_LEFT, body, S("Șș \xe2\x80\xaf\xef\xbf\xbd"));
	CHECK_INT(pdf_font_used(t.face[FACE_REGULAR]), 5); /* box, S, s, blank, narrow blank */
	CHECK_INT(pdf_font_used(t.face[FACE_BOLD]), 0);
	if (!CHECK_RC(pdf_font_subset(t.face[FACE_REGULAR], unit_arena(), &sub, &why), RC_OK))
		return;
	CHECK(sub.file.len < 6000);
	CHECK_INT(sub.n, 5);
	CHECK_INT(sub.width[1], pdf_font_width(t.face[FACE_REGULAR], 0x218));
	CHECK_HAS(sub.unicode, "<0001> <0218>\n<0002> <0219>\n<0003> <0020>\n<0004> <0020>\n");
	CHECK_HAS(sub.name, "+PlicSans-Regular");
	/* A subset has no character map any more: it cannot be opened as a face. */
	CHECK_RC(pdf_font_open(unit_arena(), sub.file, &again, &why), RC_BAD_CONFIG);
}

/* A damaged face gives a refusal or boxes, never a read outside it (run with ASan). */
TEST(font_survives_damage)
{
	struct span good = unit_file(PLIC_BUILD_DIR "/fonts/regular.ttf");
	struct pdf_subset sub;
	struct pdf_font *f;
	struct why why;

	for (int i = 0; i < 300; i++) {
		struct arena *a = arena_new((size_t)32 << 20);
		size_t len = i % 3 ? good.len : (size_t)unit_random_in(0, (int64_t)good.len);
		char *p = malloc(len + 1);

		memcpy(p, good.ptr, len);
		for (int k = 0; k < 20 && len > 0; k++)
			p[unit_random_in(0, (int64_t)(k % 2 && len > 400 ? 400 : len) - 1)] =
				(char)unit_random();
		if (pdf_font_open(a, (struct span){ p, len }, &f, &why) == RC_OK) {
			for (uint32_t r = 0x20; r < 0x250; r++)
				CHECK(pdf_font_code(f, r) <= 0xffff);
			if (pdf_font_subset(f, a, &sub, &why) == RC_OK)
				CHECK(sub.file.len < (size_t)16 << 20);
		}
		free(p);
		arena_free(a);
	}
}
