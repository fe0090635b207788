/* What a DKIM-Signature claims. One with l= leaves room for text to be appended, rsa-sha1 and short keys
 * can be forged (RFC 8301), one that holds neither Date nor Message-ID makes an old letter new. */
#include "dkim_sig.h"

#include "mail_auth.h"
#include "span.h"
#include "span_copy.h"

enum { RSA_BYTES_LEAST = 128 };

void dkim_tags_read(struct arena *a, struct span field, struct dkim_tags *ret)
{
	struct span part;

	*ret = (struct dkim_tags){ .at = NULL };
	while (span_next_part(&field, ';', &part)) {
		size_t eq = span_find_char(part, '=', 0);

		if (eq != SIZE_MAX)
			*ARENA_PUSH(a, ret) =
				(struct dkim_tag){ span_trim(span_sub(part, 0, eq)),
						   span_trim(span_from(part, eq + 1)) };
	}
}

bool dkim_tag(struct arena *a, const struct dkim_tags *tags, const char *name, struct span *ret)
{
	*ret = S("");
	for (size_t i = 0; i < tags->n; i++) {
		if (!span_eq_str(tags->at[i].name, name))
			continue;
		*ret = span_squeeze(a, tags->at[i].value);
		return true;
	}
	return false;
}

static bool holds(struct span h, const char *field)
{
	struct span name;

	while (span_next_part(&h, ':', &name))
		if (span_ieq_str(name, field))
			return true;
	return false;
}

static bool holds_if_there(const struct mail_part *root, struct span h, const char *field)
{
	return holds(h, field) || !mail_field_count(root, field);
}

/* The length of an RSA signature is its key's (RFC 8017 8.2.1). */
static bool is_short(struct span alg, struct span b)
{
	size_t n = b.len;

	while (n && b.ptr[n - 1] == '=')
		n--;
	return span_istarts(alg, S("rsa-")) && n * 3 / 4 < RSA_BYTES_LEAST;
}

static int64_t instant(struct arena *a, const struct dkim_tags *tags, const char *name)
{
	struct span s;
	int64_t n;

	return dkim_tag(a, tags, name, &s) && s.len <= 12 && span_to_i64(s, &n) ? n : 0;
}

static const char *weakness(struct arena *a, const struct dkim_tags *tags,
			    const struct dkim_sig *sig, struct span h)
{
	struct span alg, l;

	(void)dkim_tag(a, tags, "a", &alg);
	if (dkim_tag(a, tags, "l", &l))
		return "holds only the beginning of the text (l=)";
	if (span_ieq_str(alg, "rsa-sha1"))
		return "is made with SHA-1";
	if (is_short(alg, sig->b))
		return "has a key under 1024 bits";
	if (!holds(h, "from"))
		return "does not hold From";
	return NULL;
}

void dkim_sigs_read(struct arena *a, const struct mail_part *root, struct span from_domain,
		    struct dkim_sigs *ret)
{
	const struct mail_field *f;

	*ret = (struct dkim_sigs){ 0 };
	for (size_t i = 0; (f = mail_field_at(root, "DKIM-Signature", i)); i++) {
		struct dkim_sig sig = { 0 };
		struct dkim_tags tags;
		struct span h;

		dkim_tags_read(a, f->value, &tags);
		if (!dkim_tag(a, &tags, "d", &sig.d) || !mail_auth_same_org(a, sig.d, from_domain))
			continue;
		(void)dkim_tag(a, &tags, "s", &sig.s);
		(void)dkim_tag(a, &tags, "b", &sig.b);
		(void)dkim_tag(a, &tags, "h", &h);
		sig.weak = weakness(a, &tags, &sig, h);
		sig.date = holds(h, "date");
		sig.id = holds(h, "message-id");
		sig.subject = holds(h, "subject");
		sig.to = holds(h, "to") && holds_if_there(root, h, "cc");
		sig.refs = holds_if_there(root, h, "in-reply-to") &&
			   holds_if_there(root, h, "references");
		sig.t = instant(a, &tags, "t");
		sig.x = instant(a, &tags, "x");
		*ARENA_PUSH(a, ret) = sig;
	}
}
