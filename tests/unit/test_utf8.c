/* Unicode text and hashes. */
#include "hash.h"
#include "unit.h"
#include "utf8.h"

#include <utf8proc.h>

TEST(utf8_knows_valid_text)
{
	static const struct {
		struct span in;
		bool valid;
		const char *clean;
	} rows[] = {
		{ S(""), true, "" },
		{ S("abc"), true, "abc" },
		{ S("țară €"), true, "țară €" },
		{ S("\xf0\x9f\x98\x80"), true, "\xf0\x9f\x98\x80" },
		{ S("\xf4\x8f\xbf\xbf"), true, "\xf4\x8f\xbf\xbf" },
		{ S("a\xc0\x80z"), false, "a\xef\xbf\xbd\xef\xbf\xbdz" }, /* overlong */
		{ S("\xe0\x80\x80"), false, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
		{ S("\xed\xa0\x80"), false,
		  "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" }, /* surrogate */
		{ S("\xf4\x90\x80\x80"), false,
		  "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" }, /* over U+10FFFF */
		{ S("x\xe2\x82"), false, "x\xef\xbf\xbd\xef\xbf\xbd" }, /* cut */
		{ S("\xff"), false, "\xef\xbf\xbd" },
		{ S("caf\xe9!"), false, "caf\xef\xbf\xbd!" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		UNIT_CASE("row %zu", i);
		CHECK_INT(utf8_valid(rows[i].in), rows[i].valid);
		CHECK_SPAN(utf8_clean(unit_arena(), rows[i].in), rows[i].clean);
	}
	CHECK_SPAN(utf8_clean(unit_arena(), S("a\0b")), "a\xef\xbf\xbd"
							"b");
}

TEST(utf8_counts_and_cuts)
{
	CHECK_INT(utf8_count(S("țară")), 4);
	CHECK_SPAN(utf8_cut(S("țară"), 1), "ț");
	CHECK_SPAN(utf8_cut(S("țară"), 99), "țară");
	CHECK_SPAN(utf8_cut(S("țară"), 0), "");
}

TEST(utf8_folds_for_comparison)
{
	static const struct {
		const char *in, *want;
	} rows[] = {
		{ "Ștefan ȚARĂ", "stefan tara" }, /* comma below */
		{ "Şt Ţ ş ţ", "st t s t" },       /* cedilla */
		{ "s\xcc\xa6t\xcc\xa7", "st" },   /* combining */
		{ "ÎNCEPÂND", "incepand" },
		{ "  a\xc2\xa0\t\r\n b  ", "a b" }, /* NBSP and others */
		{ "a\xe2\x80\x8b"
		  "b\xc2\xad"
		  "c\xef\xbb\xbf",
		  "abc" }, /* ZWSP, soft hyphen, BOM */
		{ "„da” “nu” «x»", "\"da\" \"nu\" \"x\"" },
		{ "it’s", "it's" },
		{ "1–2—3−4", "1-2-3-4" },
		{ "x₋₁", "x-1" },
		{ "ﬁrma ①", "firma 1" },
		{ "Straße", "strasse" },
		{ "İ", "i" },
		{ "ΣΣ ς", "σσ σ" },
		{ "", "" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		UNIT_CASE("%s", rows[i].in);
		CHECK_SPAN(utf8_fold(unit_arena(), span_of(rows[i].in)), rows[i].want);
	}
}

/* Letters of two bytes are folded by a table of our own: it must say what Unicode's says. */
TEST(utf8_fold_agrees_with_unicode)
{
	for (int32_t r = 0x80; r < 0x280; r++) {
		const char in[] = { (char)(0xc0 | r >> 6), (char)(0x80 | (r & 0x3f)) };
		utf8proc_int32_t many[32];
		int last = 0;
		utf8proc_ssize_t n = utf8proc_decompose_char(
			r, many, 32, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD,
			&last);
		struct span got = utf8_fold(unit_arena(), (struct span){ in, sizeof(in) });
		utf8proc_uint8_t want[128];
		utf8proc_ssize_t len = 0;

		for (utf8proc_ssize_t i = 0; i < n; i++)
			if (many[i] > ' ' && (many[i] < 0x300 || many[i] > 0x36f))
				len += utf8proc_encode_char(many[i], want + len);
		UNIT_CASE("U+%04X", (unsigned)r);
		/* Quotes, dashes and what is not seen have rules of their own (utf8.h). */
		if (got.len && !strchr("'\"-`", got.ptr[0]))
			CHECK_SPANS(got, ((struct span){ (const char *)want, (size_t)len }));
	}
}

TEST(utf8_fold_is_stable)
{
	char in[24];

	for (int round = 0; round < 20000; round++) {
		struct arena *a = arena_new(1u << 16);
		struct span once;

		for (size_t i = 0; i < sizeof(in); i++)
			in[i] = (char)(unit_random() % 3 ? unit_random() % 128 : unit_random());
		once = utf8_fold(a, utf8_clean(a, (struct span){ in, sizeof(in) }));
		CHECK(utf8_valid(once));
		CHECK_SPANS(utf8_fold(a, once), once);
		arena_free(a);
	}
}

TEST(utf8_normalises_romanian)
{
	struct arena *a = unit_arena();

	CHECK_SPAN(utf8_nfc_ro(a, S("ŞşŢţ")), "ȘșȚț");
	CHECK_SPAN(utf8_nfc_ro(a, S("a\xcc\x86 i\xcc\x82 s\xcc\xa6")), "ă î ș");
	CHECK_SPAN(utf8_nfc_ro(a, S("s\xcc\xa7")), "ș");
	CHECK_SPAN(utf8_nfc_ro(a, S("plain")), "plain");
	CHECK_SPAN(utf8_nfc_ro(a, S("ﬁ €")), "ﬁ €"); /* NFC keeps compatibility letters */
}

/* Ordering a run of marks takes square time: this run would take minutes. */
TEST(utf8_nfc_survives_many_marks)
{
	struct arena *a = unit_arena();
	size_t n = 1000000;
	char *text = arena_alloc(a, 2 * n);

	for (size_t i = 0; i < n; i++)
		memcpy(text + 2 * i, i % 2 ? "\xcc\x80" : "\xcc\xa3", 2);
	CHECK(utf8_nfc_ro(a, (struct span){ text, 2 * n }).len < 200);
}

TEST(utf8_distance_counts_slips)
{
	static const struct {
		const char *a, *b;
		unsigned max, want;
	} rows[] = {
		{ "factura", "factura", 2, 0 }, { "factura", "fatcura", 2, 1 },
		{ "factura", "factur", 2, 1 },  { "factura", "facturaa", 2, 1 },
		{ "factura", "faktura", 2, 1 }, { "abcdef", "uvwxyz", 2, 3 },
		{ "abcdef", "uvwxyz", 10, 6 },  { "", "abc", 5, 3 },
		{ "ca", "abc", 5, 3 },          { "ța", "ta", 5, 1 },
	};
	char words[140];

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		UNIT_CASE("%s %s", rows[i].a, rows[i].b);
		CHECK_INT(utf8_distance(span_of(rows[i].a), span_of(rows[i].b), rows[i].max),
			  rows[i].want);
		CHECK_INT(utf8_distance(span_of(rows[i].b), span_of(rows[i].a), rows[i].max),
			  rows[i].want);
	}
	memset(words, 'x', sizeof(words));
	CHECK_INT(utf8_distance((struct span){ words, 65 }, (struct span){ words, 65 }, 3), 4);
	CHECK_INT(utf8_distance((struct span){ words, 64 }, (struct span){ words, 64 }, 3), 0);
}

static struct span hex(struct sha256 h)
{
	return hash_hex(unit_arena(), h.b, sizeof(h.b));
}

TEST(hash_matches_published_vectors)
{
	struct span key = S(
		"\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b");

	/* FIPS 180-4 examples, RFC 4231 cases 1 and 2 */
	CHECK_SPAN(hex(hash_sha256(S("abc"))),
		   "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	CHECK_SPAN(hex(hash_sha256((struct span){ NULL, 0 })),
		   "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	CHECK_SPAN(hex(hash_hmac(key, S("Hi There"))),
		   "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
	CHECK_SPAN(hex(hash_hmac(S("Jefe"), S("what do ya want for nothing?"))),
		   "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	CHECK_SPAN(hex(hash_hmac(S(""), S(""))),
		   "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
	CHECK(hash_eq((const uint8_t *)"abc", (const uint8_t *)"abc", 3));
	CHECK(!hash_eq((const uint8_t *)"abc", (const uint8_t *)"abd", 3));
}

TEST(hash_base32_matches_rfc4648)
{
	static const char *const rows[][2] = {
		{ "", "" },
		{ "f", "my" },
		{ "fo", "mzxq" },
		{ "foo", "mzxw6" },
		{ "foob", "mzxw6yq" },
		{ "fooba", "mzxw6ytb" },
		{ "foobar", "mzxw6ytboi" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		CHECK_SPAN(
			hash_base32(unit_arena(), (const uint8_t *)rows[i][0], strlen(rows[i][0])),
			rows[i][1]);
}
