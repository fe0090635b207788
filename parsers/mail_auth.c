/* Authentication-Results (RFC 8601) and what makes a header ambiguous (mail reference section 4).
 *
 * The field is foreign input until its authserv-id is the configured one: nested comments, quoted
 * strings and versions are read before anything is believed, and what cannot be read is no result.
 * SPF alone never counts. A DKIM signature with l= leaves room for appended text and is ignored. */
#include <libpsl.h>

#include "buf.h"
#include "mail_auth.h"
#include "mail_header.h"
#include "span.h"

enum { MAX_PROPS = 50 };

struct prop {
	struct span name, value;
};
struct result {
	struct span method, value;
	struct prop prop[MAX_PROPS];
	size_t n;
};

enum tok_kind { T_END, T_WORD, T_EQUALS, T_SEMICOLON };
struct lexer {
	struct arena *a;
	struct span s;
	size_t i;
	enum tok_kind kind;
	struct span text; /* of T_WORD: quotes undone */
};

/* Blanks (control bytes too, or a word could be empty) and comments, nested to any depth. */
static void skip_cfws(struct lexer *x)
{
	size_t depth = 0;

	for (; x->i < x->s.len; x->i++) {
		char c = x->s.ptr[x->i];

		if (c == '(')
			depth++;
		else if (c == ')' && depth)
			depth--;
		else if (c == '\\' && depth)
			x->i++;
		else if (!depth && (unsigned char)c > ' ')
			break;
	}
	if (x->i > x->s.len)
		x->i = x->s.len;
}

static void next_tok(struct lexer *x)
{
	struct buf b;

	skip_cfws(x);
	x->text = S("");
	if (x->i >= x->s.len) {
		x->kind = T_END;
		return;
	}
	if (x->s.ptr[x->i] == ';' || x->s.ptr[x->i] == '=') {
		x->kind = x->s.ptr[x->i++] == ';' ? T_SEMICOLON : T_EQUALS;
		return;
	}
	x->kind = T_WORD;
	buf_init(&b, x->a, x->s.len + 1);
	while (x->i < x->s.len) {
		char c = x->s.ptr[x->i];

		if (c == '"') {
			for (x->i++; x->i < x->s.len && x->s.ptr[x->i] != '"'; x->i++) {
				if (x->s.ptr[x->i] == '\\' && x->i + 1 < x->s.len)
					x->i++;
				buf_add_char(&b, x->s.ptr[x->i]);
			}
			x->i += x->i < x->s.len;
			continue;
		}
		if ((unsigned char)c <= ' ' || c == ';' || c == '=' || c == '(')
			break;
		buf_add_char(&b, c);
		x->i++;
	}
	x->text = buf_span(&b);
}

/* One "method=result props"; false at the end, or when the rest cannot be read. */
static bool read_result(struct lexer *x, struct result *r)
{
	size_t slash;

	*r = (struct result){ .n = 0 };
	while (x->kind == T_SEMICOLON)
		next_tok(x);
	if (x->kind != T_WORD)
		return false;
	slash = span_find_char(x->text, '/', 0);
	r->method = slash == SIZE_MAX ? x->text : span_sub(x->text, 0, slash);
	next_tok(x);
	if (x->kind != T_EQUALS)
		return x->kind == T_SEMICOLON; /* "none" */
	next_tok(x);
	if (x->kind != T_WORD)
		return false;
	r->value = x->text;
	next_tok(x);
	while (x->kind == T_WORD) {
		struct span name = x->text;

		next_tok(x);
		if (x->kind != T_EQUALS)
			continue; /* a stray word */
		next_tok(x);
		if (x->kind == T_WORD && r->n < MAX_PROPS)
			r->prop[r->n++] = (struct prop){ name, x->text };
		while (x->kind == T_WORD || x->kind == T_EQUALS) {
			/* "header.b=abc==": padding belongs to the value. */
			next_tok(x);
			if (x->kind != T_EQUALS)
				break;
		}
	}
	return x->kind == T_SEMICOLON || x->kind == T_END;
}

static struct span prop(const struct result *r, const char *name)
{
	for (size_t i = 0; i < r->n; i++) {
		if (span_ieq_str(r->prop[i].name, name))
			return r->prop[i].value;
	}
	return S("");
}

static struct span lower(struct arena *a, struct span s)
{
	struct buf b;

	buf_init(&b, a, s.len + 1);
	for (size_t i = 0; i < s.len; i++)
		buf_add_char(&b, s.ptr[i] >= 'A' && s.ptr[i] <= 'Z' ? (char)(s.ptr[i] | 0x20) :
								      s.ptr[i]);
	return buf_span(&b);
}

static struct span domain_of(struct span addr)
{
	size_t at = SIZE_MAX;

	for (size_t i = 0; i < addr.len; i++) {
		if (addr.ptr[i] == '@')
			at = i;
	}
	return at == SIZE_MAX ? S("") : span_from(addr, at + 1);
}

bool mail_auth_aligned(struct arena *a, struct span domain, struct span from_domain)
{
	const psl_ctx_t *psl = psl_builtin();
	const char *d = arena_str(a, lower(a, domain)), *f = arena_str(a, lower(a, from_domain));
	const char *org_d, *org_f;

	if (!domain.len || !from_domain.len || strlen(d) != domain.len ||
	    strlen(f) != from_domain.len)
		return false;
	if (strcmp(d, f) == 0)
		return true;
	if (!psl)
		return false;
	org_d = psl_registrable_domain(psl, d);
	org_f = psl_registrable_domain(psl, f);
	return org_d && org_f && strcmp(org_d, org_f) == 0;
}

/* A tag of a DKIM-Signature field ("d=", "l="), blanks dropped; false when absent. */
static bool dkim_tag(struct arena *a, struct span sig, const char *tag, struct span *ret)
{
	struct span part;

	while (span_next_part(&sig, ';', &part)) {
		size_t eq = span_find_char(part, '=', 0);

		if (eq == SIZE_MAX || !span_eq_str(span_trim(span_sub(part, 0, eq)), tag))
			continue;
		*ret = lower(a, span_trim(span_from(part, eq + 1)));
		return true;
	}
	return false;
}

/* Is there a signature of an aligned domain that does not hold the whole letter? */
static bool weak_signature(struct arena *a, const struct mail_part *root, struct span from_domain)
{
	const struct mail_field *f;

	for (size_t i = 0; i < 50 && (f = mail_field_at(root, "DKIM-Signature", i)); i++) {
		struct span d, alg, l;

		if (!dkim_tag(a, f->value, "d", &d) || !mail_auth_aligned(a, d, from_domain))
			continue;
		if (dkim_tag(a, f->value, "l", &l) ||
		    (dkim_tag(a, f->value, "a", &alg) && span_ends(alg, S("sha1"))))
			return true;
	}
	return false;
}

/* Why the header can be read in two ways, or NULL. */
static const char *ambiguity(struct arena *a, const struct mail_part *root,
			     const struct mail_addrs *from)
{
	static const char *const single[] = { "Subject",      "Date",   "Message-ID", "To",
					      "Content-Type", "Sender", "Reply-To" };
	struct span name;

	if (mail_field_count(root, "From") != 1)
		return mail_field_count(root, "From") ? "several From fields" : "no From field";
	if (from->n != 1)
		return from->n ? "several mailboxes in From" : "no mailbox in From";
	if (mail_addrs_has_group(mail_field_raw(root, "From")))
		return "a group in From";
	if (root->broken)
		return "a header line that is no field, NUL or bare CR";
	for (size_t i = 0; i < ARRAY_LEN(single); i++) {
		if (mail_field_count(root, single[i]) > 1)
			return arena_str(a, arena_fmt(a, "field %s stands twice", single[i]));
	}
	name = from->at[0].name;
	if (span_find_char(name, '@', 0) != SIZE_MAX &&
	    span_ifind(name, from->at[0].addr, 0) == SIZE_MAX)
		return "another address in the display name";
	return NULL;
}

/* The topmost field of our server's id: a lexer that stands after the id. */
static bool find_results(struct arena *a, const struct mail_part *root, struct span id,
			 struct lexer *x)
{
	const struct mail_field *f;
	int64_t version;

	for (size_t i = 0; (f = mail_field_at(root, "Authentication-Results", i)); i++) {
		*x = (struct lexer){ .a = a, .s = f->value };
		next_tok(x);
		if (x->kind != T_WORD || !span_ieq(x->text, id))
			continue;
		next_tok(x);
		if (x->kind == T_WORD && span_to_i64(x->text, &version))
			next_tok(x);
		return x->kind == T_SEMICOLON || x->kind == T_END;
	}
	return false;
}

static void judge(struct arena *a, const struct result *r, struct span from, bool weak,
		  struct auth *ret)
{
	struct span domain = domain_of(from), who;
	bool aligned = false;

	if (span_ieq_str(r->method, "dmarc")) {
		who = prop(r, "header.from");
		aligned = !weak && span_ieq(who, domain) && domain.len;
	} else if (span_ieq_str(r->method, "dkim")) {
		who = prop(r, "header.d");
		if (!who.len)
			who = domain_of(prop(r, "header.i"));
		aligned = !weak && mail_auth_aligned(a, who, domain);
	} else if (span_ieq_str(r->method, "auth")) {
		who = prop(r, "smtp.auth");
		aligned = span_ieq(who, from);
		who = domain_of(who);
	} else {
		return;
	}
	if (span_ieq_str(r->value, "pass") && aligned && ret->verdict != AUTH_PASS) {
		*ret = (struct auth){
			.verdict = AUTH_PASS,
			.by = lower(a, r->method),
			.domain = lower(a, who),
			.why = arena_fmt(a, "%.*s=pass for %.*s", SPAN_ARG(r->method),
					 SPAN_ARG(who)),
		};
	} else if (ret->verdict == AUTH_NONE && span_ieq_str(r->value, "pass")) {
		ret->why = arena_fmt(
			a, "%.*s=pass, but for %.*s%s", SPAN_ARG(r->method), SPAN_ARG(who),
			weak ? " with a signature that does not hold the whole mail" : "");
	} else if (ret->verdict == AUTH_NONE &&
		   (span_ieq_str(r->value, "fail") || span_ieq_str(r->value, "permerror"))) {
		ret->verdict = AUTH_FAIL;
		ret->why = arena_fmt(a, "%.*s=%.*s", SPAN_ARG(r->method), SPAN_ARG(r->value));
	}
}

struct auth mail_auth_read(struct arena *a, const struct mail_part *root, struct span authserv_id,
			   const struct mail_addrs *from)
{
	struct auth ret = { .verdict = AUTH_NONE, .by = S(""), .domain = S(""), .why = S("") };
	const char *doubt = ambiguity(a, root, from);
	struct lexer x;
	struct result r;
	bool weak;

	if (doubt) {
		ret.verdict = AUTH_FAIL;
		ret.why = span_of(doubt);
		return ret;
	}
	authserv_id = span_trim(authserv_id);
	if (!authserv_id.len) {
		ret.why = S("no authserv-id is configured");
		return ret;
	}
	if (!find_results(a, root, authserv_id, &x)) {
		ret.why = S("no Authentication-Results of our server");
		return ret;
	}
	weak = weak_signature(a, root, domain_of(from->at[0].addr));
	while (read_result(&x, &r))
		judge(a, &r, from->at[0].addr, weak, &ret);
	if (!ret.why.len)
		ret.why = S("our server's line names no DKIM, DMARC or login");
	return ret;
}
