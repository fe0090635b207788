/* The ministry's seal: seals that xmlsec1 made (tests/seal/make), and forged ones, against the document they lie beside. */
#include "unit.h"

#include <sys/resource.h>

#include "buf.h"
#include "seal.h"

static int64_t made(void)
{
	int64_t at = 0;

	CHECK(span_to_i64(span_trim(unit_file("tests/seal/made")), &at));
	return at;
}

static struct seal look(const char *name, struct span doc, const char *trusted)
{
	struct arena *a = unit_arena();
	const char *path = arena_str(a, arena_fmt(a, "tests/seal/seals/%s.xml", name));
	struct seal_trust *t = NULL;
	struct seal ret;

	if (trusted)
		CHECK_RC(seal_trust_new(unit_file(trusted), &t, NULL), RC_OK);
	seal_check(a, doc, unit_file(path), t, made(), &ret);
	seal_trust_free(t);
	return ret;
}

#define CA     "tests/seal/ca.pem"
#define SIGNER "tests/seal/signer.pem"

TEST(seals_are_found_to_be_what_they_are)
{
	static const struct {
		const char *name, *is;
	} rows[] = {
		{ "plain", "good" },
		{ "xades", "good" },
		{ "default-namespace", "good" },
		{ "exclusive", "good" },
		{ "exclusive-kept-prefixes", "good" },
		{ "inherited", "good" },
		{ "comments", "good" },
		{ "c14n11", "good" },
		{ "canonical-document", "good" },
		{ "exclusive-document", "good" },
		{ "commented-document", "good" },
		{ "sha384", "good" },
		{ "sha512", "good" },
		{ "ecdsa", "good" },
		{ "expired", "stranger" },
		/* Forged: the document, the digest, a part of the seal, and both together */
		{ "another-document", "other" },
		{ "changed-digest", "other" },
		{ "reference-outside", "other" },
		{ "changed-time", "broken" },
		{ "exchanged-digest", "broken" },
		{ "other-certificate", "broken" },
		/* never believed, nor called a forgery */
		{ "sha1", "unknown" },
		{ "sha1-digest", "unknown" },
		{ "xpath", "unknown" },
		{ "of-itself-alone", "unknown" },
		{ "two-signatures", "unknown" },
		{ "entities", "unknown" },
	};
	struct span doc = unit_file("tests/seal/doc.xml");

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct seal s = look(rows[i].name, doc, CA);

		UNIT_CASE("%s: %s", rows[i].name, s.why.text);
		CHECK_STR(seal_name(s.is), rows[i].is);
		CHECK_INT(s.why.text[0] == '\0', s.is == SEAL_GOOD);
	}
}

TEST(a_seal_holds_no_byte_of_another_document)
{
	struct arena *a = unit_arena();
	struct span doc = unit_file("tests/seal/doc.xml");
	char *copy = (char *)(uintptr_t)arena_str(a, doc);

	for (size_t i = 0; i < doc.len; i++) {
		struct seal s;

		copy[i] = (char)(copy[i] ^ 1);
		s = look(i % 2 ? "plain" : "exclusive", (struct span){ copy, doc.len }, NULL);
		copy[i] = (char)(copy[i] ^ 1);
		UNIT_CASE("byte %zu", i);
		CHECK_INT(s.is, SEAL_OTHER);
	}
}

/* Each byte of it, but for the certificate's text and the one attribute that nothing signs. */
TEST(a_seal_that_was_changed_is_never_good)
{
	struct arena *a = unit_arena();
	struct span doc = unit_file("tests/seal/doc.xml"),
		    seal = unit_file("tests/seal/seals/xades.xml"), free_text = S("Target=\"#S1\"");
	size_t key = span_find(seal, S("<ds:KeyInfo>"), 0),
	       object = span_find(seal, S("</ds:KeyInfo>"), 0),
	       target = span_find(seal, free_text, 0);
	char *copy = (char *)(uintptr_t)arena_str(a, seal);

	CHECK(key < object && object < target && target < seal.len);
	for (size_t i = span_find(seal, S("<ds:SignedInfo>"), 0); i < seal.len; i++) {
		struct seal s;

		if (i == key)
			i = object;
		if (i == target)
			i += free_text.len;
		copy[i] = (char)(copy[i] ^ 1);
		seal_check(a, doc, (struct span){ copy, seal.len }, NULL, made(), &s);
		UNIT_CASE("byte %zu: %.30s", i, copy + i);
		CHECK(seal_is_bad(s.is));
		copy[i] = (char)(copy[i] ^ 1);
	}
}

TEST(a_seal_is_trusted_by_its_authority_or_itself)
{
	struct span doc = unit_file("tests/seal/doc.xml");
	struct arena *a = unit_arena();
	struct seal_trust *t = NULL;
	struct seal s = look("plain", doc, NULL);

	CHECK_INT(s.is, SEAL_UNCHAINED);
	CHECK(!seal_is_bad(s.is));
	CHECK_SPAN(s.signer, "C = RO, O = Ministerul de test, CN = Sigiliu rsa");
	s = look("plain", doc, SIGNER);
	CHECK_INT(s.is, SEAL_GOOD);
	s = look("ecdsa", doc, SIGNER); /* of the same authority, but that is not trusted here */
	CHECK_INT(s.is, SEAL_STRANGER);
	CHECK_STR(s.why.text, "unable to get local issuer certificate");

	/* Valid when it was made, not ten years later. */
	CHECK_RC(seal_trust_new(unit_file(CA), &t, NULL), RC_OK);
	seal_check(a, doc, unit_file("tests/seal/seals/plain.xml"), t, made() + 10LL * 366 * 86400,
		   &s);
	CHECK_INT(s.is, SEAL_STRANGER);
	CHECK_STR(s.why.text, "certificate has expired");
	seal_trust_free(t);
}

/* A canonical form may be far larger than what it is made of: each element names its space again. */
/* The most memory that this process ever had. */
static long most_kb(void)
{
	struct rusage u;

	CHECK_INT(getrusage(RUSAGE_SELF, &u), 0);
	return u.ru_maxrss;
}

TEST(a_form_that_grows_without_end_is_given_up)
{
	long before = most_kb();
	struct arena *a = unit_arena();
	struct span seal = unit_file("tests/seal/seals/exclusive-document.xml");
	char *uri = arena_alloc(a, 100001);
	struct buf doc;
	struct seal s;

	for (size_t i = 0; i < 100000; i++)
		uri[i] = 'u';
	uri[100000] = '\0';
	buf_init(&doc, a, 4 << 20);
	buf_add_fmt(&doc, "<r xmlns:p='urn:%s'>", uri);
	for (size_t i = 0; i < 200000; i++)
		buf_add_str(&doc, "<p:a/>");
	buf_add_str(&doc, "</r>");
	CHECK(buf_ok(&doc));
	seal_check(a, buf_span(&doc), seal, NULL, made(), &s);
	CHECK_INT(s.is, SEAL_OTHER);
	CHECK(arena_used(a) < (32 << 20));
	CHECK(most_kb() - before < 256 << 10);
}

TEST(a_seal_may_be_missing_or_no_seal)
{
	struct arena *a = unit_arena();
	struct span doc = unit_file("tests/seal/doc.xml"), big;
	struct seal s;

	seal_check(a, doc, S(""), NULL, 0, &s);
	CHECK_INT(s.is, SEAL_MISSING);
	CHECK(seal_is_bad(s.is));
	seal_check(a, doc, S("semnatura"), NULL, 0, &s);
	CHECK_INT(s.is, SEAL_UNKNOWN);
	seal_check(a, doc, S("<Signature xmlns='http://www.w3.org/2000/09/xmldsig#'/>"), NULL, 0,
		   &s);
	CHECK_INT(s.is, SEAL_UNKNOWN);
	big = (struct span){ arena_alloc(a, SEAL_MAX + 1), SEAL_MAX + 1 };
	seal_check(a, doc, big, NULL, 0, &s);
	CHECK_INT(s.is, SEAL_UNKNOWN);
}

TEST(trusted_certificates_are_read_whole_or_refused)
{
	struct arena *a = unit_arena();
	struct span ca = unit_file(CA), signer = unit_file(SIGNER);
	struct seal_trust *t = NULL;
	struct why why;

	CHECK_RC(seal_trust_new(arena_fmt(a, "un text\n%.*s%.*s", SPAN_ARG(ca), SPAN_ARG(signer)),
				&t, NULL),
		 RC_OK);
	seal_trust_free(t);
	CHECK_RC(seal_trust_new(S(""), &t, &why), RC_BAD_CONFIG);
	CHECK(!t);
	CHECK_RC(seal_trust_new(arena_fmt(a, "%.*s%.*s", SPAN_ARG(ca),
					  SPAN_ARG(span_sub(signer, 0, signer.len / 2))),
				&t, &why),
		 RC_BAD_CONFIG);
	CHECK_STR(why.text, "after 1 certificates (PEM) something else stands");
}
