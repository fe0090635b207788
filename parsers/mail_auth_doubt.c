/* What makes a header mean two things to two readers, and which domains belong together. */
#include <libpsl.h>

#include "buf.h"
#include "mail_auth.h"
#include "mail_header.h"
#include "span.h"

struct span mail_auth_domain(struct span addr)
{
	size_t at = SIZE_MAX;

	for (size_t i = 0; i < addr.len; i++)
		if (addr.ptr[i] == '@')
			at = i;
	return at == SIZE_MAX ? S("") : span_from(addr, at + 1);
}

static const char *lower_str(struct arena *a, struct span s)
{
	char *to = arena_alloc(a, s.len + 1);

	for (size_t i = 0; i < s.len; i++)
		to[i] = s.ptr[i] >= 'A' && s.ptr[i] <= 'Z' ? (char)(s.ptr[i] | 0x20) : s.ptr[i];
	to[s.len] = '\0';
	return strlen(to) == s.len ? to : "";
}

/* "sub.client.ro" of "client.ro". */
static bool is_below(const char *d, const char *of)
{
	size_t n = strlen(d), k = strlen(of);

	return n == k ? strcmp(d, of) == 0 : n > k && d[n - k - 1] == '.' && !strcmp(d + n - k, of);
}

static const char *organisation(const char *d)
{
	const psl_ctx_t *psl = psl_builtin();

	return psl && *d ? psl_registrable_domain(psl, d) : NULL;
}

bool mail_auth_aligned(struct arena *a, struct span domain, struct span from_domain)
{
	const char *d = lower_str(a, domain), *f = lower_str(a, from_domain), *org;

	if (!*d || !*f)
		return false;
	if (strcmp(d, f) == 0)
		return true;
	org = organisation(f);
	return org && is_below(f, d) && is_below(d, org);
}

bool mail_auth_same_org(struct arena *a, struct span domain, struct span from_domain)
{
	const char *d = lower_str(a, domain), *f = lower_str(a, from_domain), *org_d, *org_f;

	if (!*d || !*f)
		return false;
	if (strcmp(d, f) == 0)
		return true;
	org_d = organisation(d);
	org_f = organisation(f);
	return org_d && org_f && strcmp(org_d, org_f) == 0;
}

static bool is_at(struct span s, size_t i, size_t *len)
{
	static const char *const forms[] = { "@", "\xef\xbc\xa0", "\xef\xb9\xab" }; /* ＠ ﹫ */

	for (size_t k = 0; k < ARRAY_LEN(forms); k++) {
		*len = strlen(forms[k]);
		if (s.len - i >= *len && memcmp(s.ptr + i, forms[k], *len) == 0)
			return true;
	}
	return false;
}

static bool ends_word(char c)
{
	return (unsigned char)c <= ' ' || strchr("<>()[]\"',;:", c) != NULL;
}

/* An address in the name that is not the mailbox's own: what most programs show instead of it. */
static bool name_shows_other(struct arena *a, const struct mail_addr *m, struct span *ret_about)
{
	struct span name = m->name;
	size_t n;

	for (size_t i = 0; i < name.len; i++) {
		size_t from = i, to, dot;
		struct span shown;

		if (!is_at(name, i, &n))
			continue;
		while (from && !ends_word(name.ptr[from - 1]))
			from--;
		for (to = i + n; to < name.len && !ends_word(name.ptr[to]);)
			to++;
		dot = span_find_char(span_sub(name, i + n, to - i - n), '.', 0);
		if (from == i || dot == SIZE_MAX)
			continue; /* "Ion @ Firma" */
		shown = arena_fmt(a, "%.*s@%.*s", SPAN_ARG(span_sub(name, from, i - from)),
				  SPAN_ARG(span_sub(name, i + n, to - i - n)));
		*ret_about = shown;
		if (!span_ieq(shown, m->addr))
			return true;
		i = to;
	}
	return false;
}

enum auth_code mail_auth_doubt(struct arena *a, const struct mail_part *root,
			       const struct mail_addrs *from, struct span *ret_about)
{
	static const char *const single[] = { "Subject",      "Date",   "Message-ID", "To",
					      "Content-Type", "Sender", "Reply-To" };

	*ret_about = S("From");
	if (mail_field_count(root, "From") != 1 || from->n != 1 ||
	    mail_addrs_has_group(mail_field_raw(root, "From")))
		return AUTH_FROM;
	*ret_about = S("");
	if (root->broken)
		return AUTH_TWICE;
	for (size_t i = 0; i < ARRAY_LEN(single); i++) {
		*ret_about = span_of(single[i]);
		if (mail_field_count(root, single[i]) > 1)
			return AUTH_TWICE;
	}
	*ret_about = S("");
	return name_shows_other(a, &from->at[0], ret_about) ? AUTH_NAME : AUTH_PROVEN;
}
