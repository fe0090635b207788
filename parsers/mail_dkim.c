/* DKIM by libopendkim. It is given the fields of the mail as they came and of its signatures only those
 * whose key was asked for: five at most, so that a mail with hundreds of them costs no more. */
#include <opendkim/dkim.h>

#include "buf.h"
#include "dkim_key.h"
#include "mail_auth.h"
#include "mail_dkim.h"
#include "span.h"

enum { KEY_BITS_LEAST = 1024, MAX_SIGS = 20 };

static struct dkim_key *find_key(const struct dkim_keys *keys, struct span selector,
				 struct span domain)
{
	for (size_t i = 0; i < keys->n; i++)
		if (span_ieq(keys->at[i].selector, selector) &&
		    span_ieq(keys->at[i].domain, domain))
			return &keys->at[i];
	return NULL;
}

void mail_dkim_wanted(struct arena *a, const struct dkim_sigs *sigs, struct span from_domain,
		      struct dkim_keys *ret)
{
	for (size_t i = 0; i < sigs->n && ret->n < DKIM_KEYS_MAX; i++) {
		const struct dkim_sig *sig = &sigs->at[i];

		if (sig->weak || !sig->s.len || sig->s.len + sig->d.len > 230 ||
		    !mail_auth_aligned(a, sig->d, from_domain) || find_key(ret, sig->s, sig->d))
			continue;
		*ARENA_PUSH(a, ret) =
			(struct dkim_key){ .selector = sig->s, .domain = sig->d, .txt = S("") };
	}
}

static struct span text_of(const u_char *s)
{
	return span_of(s ? (const char *)s : "");
}

/* libopendkim asks for a key. */
static DKIM_CBSTAT feed_key(DKIM *dkim, DKIM_SIGINFO *sig, u_char *buf, size_t size)
{
	const struct dkim_keys *keys = dkim_get_user_context(dkim);
	const struct dkim_key *key = find_key(keys, text_of(dkim_sig_getselector(sig)),
					      text_of(dkim_sig_getdomain(sig)));

	if (!key || key->state != DKIM_KEY_FOUND)
		return DKIM_CBSTAT_NOTFOUND;
	return dkim_key_text(key->txt, (char *)buf, size) ? DKIM_CBSTAT_CONTINUE :
							    DKIM_CBSTAT_NOTFOUND;
}

/* All of them, not only up to the first that is right. */
static DKIM_CBSTAT process_all(DKIM *dkim, DKIM_SIGINFO **sigs, int n)
{
	for (int i = 0; i < n; i++)
		if (dkim_sig_process(dkim, sigs[i]) != DKIM_STAT_OK)
			continue; /* its flags say so */
	return DKIM_CBSTAT_CONTINUE;
}

/* CRLF, as it was sent: files and some servers keep LF. */
static struct span crlf(struct arena *a, struct span s)
{
	struct buf b;
	size_t bare = 0;

	for (size_t i = 0; i < s.len; i++)
		bare += s.ptr[i] == '\n' && (!i || s.ptr[i - 1] != '\r');
	if (!bare)
		return s;
	buf_init(&b, a, s.len + bare + 1);
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '\n' && (!i || s.ptr[i - 1] != '\r'))
			buf_add_char(&b, '\r');
		buf_add_char(&b, s.ptr[i]);
	}
	return buf_span(&b);
}

static u_char *bytes_of(struct span s)
{
	return (u_char *)(uintptr_t)s.ptr;
}

static bool is_wanted(struct arena *a, const struct mail_field *f, const struct dkim_keys *keys)
{
	struct dkim_tags tags;
	struct span s, d;

	if (!span_ieq_str(f->name, "DKIM-Signature"))
		return true;
	dkim_tags_read(a, f->value, &tags);
	return dkim_tag(a, &tags, "d", &d) && dkim_tag(a, &tags, "s", &s) && find_key(keys, s, d);
}

/* false: the library will have none of it. */
static bool feed_mail(struct arena *a, DKIM *dkim, const struct mail_part *root, struct span raw,
		      const struct dkim_keys *keys)
{
	struct span body = span_from(raw, (size_t)(root->body.ptr - raw.ptr));
	unsigned n_sig = 0;
	bool test = false;

	for (size_t i = 0; i < root->fields.n; i++) {
		const struct mail_field *f = &root->fields.at[i];
		struct span whole = { f->name.ptr,
				      (size_t)(f->value.ptr + f->value.len - f->name.ptr) };

		if (!is_wanted(a, f, keys) ||
		    (span_ieq_str(f->name, "DKIM-Signature") && ++n_sig > MAX_SIGS))
			continue;
		whole = crlf(a, whole);
		if (dkim_header(dkim, bytes_of(whole), whole.len) != DKIM_STAT_OK)
			return false;
	}
	if (dkim_eoh(dkim) != DKIM_STAT_OK)
		return false;
	body = crlf(a, body);
	if (body.len && dkim_body(dkim, bytes_of(body), body.len) != DKIM_STAT_OK)
		return false;
	/* Which of them are right stands in each. */
	(void)dkim_eom(dkim, &test);
	return true;
}

static void add_result(struct arena *a, struct auth_results *ret, DKIM_SIGINFO *sig)
{
	unsigned flags = dkim_sig_getflags(sig), bits = 0;
	bool right = (flags & DKIM_SIGFLAG_PASSED) && dkim_sig_getbh(sig) == DKIM_SIGBH_MATCH;
	u_char *b = dkim_sig_gettagvalue(sig, false, (u_char *)(uintptr_t) "b");
	dkim_alg_t alg = DKIM_SIGN_UNKNOWN;
	struct auth_result *r = ARENA_PUSH(a, &ret->list);
	struct span value = S("fail");

	(void)dkim_sig_getsignalg(sig, &alg);
	if (right && alg == DKIM_SIGN_RSASHA256 &&
	    (dkim_sig_getkeysize(sig, &bits) != DKIM_STAT_OK || bits < KEY_BITS_LEAST))
		right = false;
	if (right)
		value = flags & DKIM_SIGFLAG_TESTKEY ? S("policy") : S("pass");
	*r = (struct auth_result){ .method = S("dkim"), .value = value, .clean = true };
	*ARENA_PUSH(a, &r->props) =
		(struct auth_prop){ S("header.d"),
				    arena_span(a, text_of(dkim_sig_getdomain(sig))) };
	*ARENA_PUSH(a, &r->props) =
		(struct auth_prop){ S("header.s"),
				    arena_span(a, text_of(dkim_sig_getselector(sig))) };
	if (b) {
		struct buf clean;

		buf_init(&clean, a, strlen((const char *)b) + 1);
		for (const u_char *p = b; *p; p++)
			if (*p > ' ')
				buf_add_char(&clean, (char)*p);
		*ARENA_PUSH(a, &r->props) = (struct auth_prop){ S("header.b"), buf_span(&clean) };
	}
}

static void look_for_doubt(const struct dkim_keys *keys, enum auth_code *doubt)
{
	for (size_t i = 0; i < keys->n; i++) {
		if (keys->at[i].state == DKIM_KEY_NONE && *doubt != AUTH_KEY_LATER)
			*doubt = AUTH_NO_KEY;
		if (keys->at[i].state == DKIM_KEY_LATER)
			*doubt = AUTH_KEY_LATER;
	}
}

void mail_dkim_verify(struct arena *a, const struct mail_part *root, struct span raw,
		      const struct dkim_keys *keys, struct auth_results *ret, enum auth_code *doubt)
{
	DKIM_LIB *lib = keys->n ? dkim_init(NULL, NULL) : NULL;
	DKIM_SIGINFO **sigs = NULL;
	DKIM_STAT stat = DKIM_STAT_OK;
	DKIM *dkim;
	int n = 0;

	look_for_doubt(keys, doubt);
	if (!lib)
		return;
	(void)dkim_set_key_lookup(lib, feed_key);
	(void)dkim_set_final(lib, process_all);
	dkim = dkim_verify(lib, (const unsigned char *)"plic", NULL, &stat);
	if (dkim) {
		(void)dkim_set_user_context(dkim, (void *)(uintptr_t)keys);
		if (feed_mail(a, dkim, root, raw, keys) &&
		    dkim_getsiglist(dkim, &sigs, &n) == DKIM_STAT_OK)
			for (int i = 0; i < n; i++)
				add_result(a, ret, sigs[i]);
		(void)dkim_free(dkim);
	}
	dkim_close(lib);
}

void mail_dkim_warm(struct arena *a)
{
	static const char mail[] =
		"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=warm.example; s=s; h=from:date;\r\n"
		" bh=frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=; b=dGVzdHRlc3Q=\r\n"
		"From: a@warm.example\r\nDate: Mon, 2 Nov 2026 10:00:00 +0200\r\n\r\nwarm\r\n";
	struct span raw = { mail, sizeof(mail) - 1 };
	struct dkim_key key[] = {
		{ S("s"), S("warm.example"), DKIM_KEY_FOUND,
		  S("v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6"
		    "Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj"
		    "+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB") },
	};
	struct dkim_keys keys = { key, 1, 1 };
	struct auth_results results = { .id = S("") };
	enum auth_code doubt = AUTH_PROVEN;
	struct mail_part *root;
	struct why why;

	if (!mail_parse(a, raw, &root, &why))
		mail_dkim_verify(a, root, raw, &keys, &results, &doubt);
	arena_clear(a);
}
