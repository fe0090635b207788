/* What a seal says, held against the document: its parts and what they refer to. */
#include "seal.h"

#include "buf.h"
#include "seal_in.h"
#include "seal_xml.h"
#include "span.h"

#define C14N       "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
#define REFERENCES 16

struct check {
	struct arena *a;
	struct span xml;
	xmlDoc *seal, *doc; /* doc: parsed when a reference asks for its canonical form */
	struct seal *ret;
	bool doc_seen; /* a reference is to the document, and its digest fits */
};

static bool says(struct check *c, enum seal_verdict is, const char *why)
{
	c->ret->is = is;
	why_set(&c->ret->why, "%s", why);
	return false;
}

static bool is_signature(const xmlNode *n, struct span what)
{
	(void)what;
	return seal_is_named(n, DSIG, "Signature");
}

static bool has_id(const xmlNode *n, struct span id)
{
	for (const xmlAttr *p = n->properties; p; p = p->next)
		if (span_ieq_str(span_of((const char *)p->name), "id") && p->children &&
		    !p->children->next && p->children->content &&
		    span_eq_str(id, (const char *)p->children->content))
			return true;
	return false;
}

/* What a reference's transforms make of a node or the document: one canonical form, the first when none is named.
 * The signature lies apart, so taking it out (enveloped) changes nothing. NULL: another transform. */
static const struct seal_canon *form_of(struct arena *a, const xmlNode *reference,
					const xmlNode **method, size_t *n)
{
	const struct seal_canon *form = NULL;
	const xmlNode *transforms = seal_child(reference, NULL, "Transforms");

	*n = 0;
	*method = NULL;
	for (const xmlNode *t = seal_child(transforms, NULL, "Transform"); t;
	     t = seal_child(transforms, t, "Transform")) {
		struct span uri = seal_attribute(a, t, "Algorithm");

		++*n;
		if (span_eq(uri, S(DSIG "enveloped-signature")))
			continue;
		if (form || !(form = seal_canon_of(uri)))
			return NULL;
		*method = t;
	}
	return form ? form : seal_canon_of(S(C14N));
}

/* A reference, as it is read. */
struct reference {
	struct span uri, algorithm, value;
	const struct seal_canon *form;
	const xmlNode *method; /* of the form */
	size_t transforms;
};

static bool bytes_fit(struct check *c, const struct reference *r, struct span bytes)
{
	void *digest = seal_digest_new(r->algorithm);

	if (digest)
		seal_digest_add(digest, bytes);
	return digest && seal_digest_is(digest, c->a, r->value);
}

/* The canonical form of a part, or of the whole. */
static bool form_fits(struct check *c, const struct reference *r, xmlDoc *doc, xmlNode *part,
		      bool comments)
{
	void *digest = seal_digest_new(r->algorithm);
	bool made = digest && seal_canonical(c->a, doc, part, r->form, comments, r->method,
					     seal_digest_add, digest);

	return digest && seal_digest_is(digest, c->a, r->value) && made;
}

/* To the document: its bytes, or its canonical form. */
static bool document_fits(struct check *c, const struct reference *r)
{
	if (!r->transforms && bytes_fit(c, r, c->xml))
		return true;
	if (r->transforms || !r->uri.len) {
		if (!c->doc)
			c->doc = seal_read_xml(c->xml);
		if (c->doc && form_fits(c, r, c->doc, NULL, r->form->comments && r->uri.len))
			return true;
	}
	return says(c, SEAL_OTHER, "the digest is not this document's");
}

/* To a part of the seal itself, such as XAdES' properties. */
static bool part_fits(struct check *c, const struct reference *r)
{
	xmlNode *part = seal_the_one(c->seal, has_id, span_from(r->uri, 1));

	if (!part)
		return says(c, SEAL_UNKNOWN, "a part of it cannot be told");
	return form_fits(c, r, c->seal, part, r->form->comments) ||
	       says(c, SEAL_BROKEN, "a part of the seal was changed");
}

static bool reference_fits(struct check *c, const xmlNode *at)
{
	struct reference r = {
		.uri = seal_attribute(c->a, at, "URI"),
		.algorithm =
			seal_attribute(c->a, seal_child(at, NULL, "DigestMethod"), "Algorithm"),
		.value = seal_content(c->a, seal_child(at, NULL, "DigestValue")),
	};

	r.form = form_of(c->a, at, &r.method, &r.transforms);
	if (!r.form || !seal_digest_known(r.algorithm))
		return says(c, SEAL_UNKNOWN, "what it refers to is transformed in an unknown way");
	if (r.uri.len > 1 && r.uri.ptr[0] == '#')
		return part_fits(c, &r);
	c->doc_seen = document_fits(c, &r);
	return c->doc_seen;
}

static bool references_fit(struct check *c, const xmlNode *info)
{
	size_t n = 0;

	for (const xmlNode *r = seal_child(info, NULL, "Reference"); r;
	     r = seal_child(info, r, "Reference")) {
		if (++n > REFERENCES)
			return says(c, SEAL_UNKNOWN, "it refers to too much");
		if (!reference_fits(c, r))
			return false;
	}
	return c->doc_seen || says(c, SEAL_UNKNOWN, "it refers to no document");
}

static void add(void *ctx, struct span bytes)
{
	buf_add(ctx, bytes);
}

/* The part that is signed, in its canonical form. */
static bool signed_bytes(struct check *c, xmlNode *info, const struct seal_scheme **scheme,
			 struct span *ret)
{
	struct buf b;
	const xmlNode *method = seal_child(info, NULL, "CanonicalizationMethod");
	const struct seal_canon *form = seal_canon_of(seal_attribute(c->a, method, "Algorithm"));

	*scheme = seal_scheme_of(
		seal_attribute(c->a, seal_child(info, NULL, "SignatureMethod"), "Algorithm"));
	buf_init(&b, c->a, SEAL_MAX);
	if (!form || !*scheme ||
	    !seal_canonical(c->a, c->seal, info, form, form->comments, method, add, &b) ||
	    !buf_ok(&b))
		return says(c, SEAL_UNKNOWN, "it is signed in an unknown way");
	*ret = buf_span(&b);
	return true;
}

static void read_certificates(struct check *c, const xmlNode *signature, struct seal_certs *certs)
{
	const xmlNode *key = seal_child(signature, NULL, "KeyInfo");

	for (const xmlNode *d = seal_child(key, NULL, "X509Data"); d;
	     d = seal_child(key, d, "X509Data"))
		for (const xmlNode *x = seal_child(d, NULL, "X509Certificate"); x;
		     x = seal_child(d, x, "X509Certificate"))
			seal_certs_add(c->a, certs, seal_content(c->a, x));
}

static void judge(struct check *c, xmlNode *signature, struct seal_certs *certs,
		  const struct seal_trust *trust, int64_t at)
{
	xmlNode *info = seal_child(signature, NULL, "SignedInfo");
	struct span value = seal_content(c->a, seal_child(signature, NULL, "SignatureValue")),
		    bytes;
	const struct seal_scheme *scheme;
	size_t which;

	if (!info || !value.len) {
		(void)says(c, SEAL_UNKNOWN, "it is no XML signature");
		return;
	}
	if (!signed_bytes(c, info, &scheme, &bytes) || !references_fit(c, info))
		return;
	read_certificates(c, signature, certs);
	if (!certs->n) {
		(void)says(c, SEAL_UNKNOWN, "it names no certificate");
		return;
	}
	which = seal_signer(c->a, certs, scheme, bytes, value);
	c->ret->signer = seal_subject(c->a, certs, which == SIZE_MAX ? 0 : which);
	if (which == SIZE_MAX)
		(void)says(c, SEAL_BROKEN, "it was not made by the key of its certificate");
	else if (!trust)
		c->ret->is = SEAL_UNCHAINED;
	else
		c->ret->is = seal_trusted(certs, which, trust, at, &c->ret->why) ? SEAL_GOOD :
										   SEAL_STRANGER;
}

void seal_check(struct arena *a, struct span xml, struct span seal, const struct seal_trust *trust,
		int64_t at, struct seal *ret)
{
	struct check c = { .a = a, .xml = xml, .ret = ret };
	struct seal_certs certs = { 0 };
	xmlNode *signature;

	*ret = (struct seal){ .is = SEAL_MISSING, .signer = S("") };
	if (!seal.len)
		return;
	seal_xml_quiet(true);
	c.seal = seal.len <= SEAL_MAX ? seal_read_xml(seal) : NULL;
	signature = c.seal ? seal_the_one(c.seal, is_signature, S("")) : NULL;
	if (!signature)
		(void)says(&c, SEAL_UNKNOWN, "it is no XML signature");
	else
		judge(&c, signature, &certs, trust, at);
	seal_xml_quiet(false);
	seal_certs_drop(&certs);
	xmlFreeDoc(c.doc);
	xmlFreeDoc(c.seal);
}
