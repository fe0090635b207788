/* Fuzz targets: a whole mail, and each reader of a piece of one. Any bytes give an answer or a refusal, the
 * same one twice, in valid text. */
#include "fuzz.h"

#include "charset.h"
#include "mail_auth.h"
#include "mail_cms.h"
#include "mail_dsn.h"
#include "mail_forward.h"
#include "mail_header.h"
#include "mail_read.h"
#include "mail_reply.h"
#include "mail_wrap.h"
#include "rtf.h"
#include "source_kind.h"
#include "span.h"
#include "utf8.h"

static void run_mail(struct arena *a, struct span raw)
{
	struct span own[] = { S("plic@firma.ro") };
	struct reader_config cfg = { .authserv_id = S("mx.firma.ro"), .own = { own, 1, 1 } };
	struct mail_fact f = { .class = MAIL_OTHER }, g = { .class = MAIL_OTHER };
	struct span whole, again;
	enum rc rc = mail_read(a, &cfg, raw, &f, &whole, NULL);

	assert(rc == RC_OK || rc == RC_BAD_INPUT);
	if (mail_read(a, &cfg, raw, &g, &again, NULL) != rc)
		assert(false);
	if (rc)
		return;
	assert(span_eq(whole, again) && span_eq(f.text, g.text) && f.class == g.class);
	assert(utf8_valid(whole) && utf8_valid(f.text) && utf8_valid(f.subject) &&
	       utf8_valid(f.from.addr));
	assert(utf8_valid(f.forward.text) && utf8_valid(f.from.name) && utf8_valid(f.auth.why));
	/* Proof needs exactly one sender. */
	assert(f.auth.verdict != AUTH_PASS || f.n_from == 1);
	for (size_t i = 0; i < f.attachments.n; i++)
		assert(f.attachments.at[i].name.len <= 120);
}

static void holds_lines(const struct mail_lines *l)
{
	for (size_t i = 0; i < l->n; i++)
		assert(utf8_valid(l->at[i].text));
}

static void run_html(struct arena *a, struct span s)
{
	struct mail_lines l = { .at = NULL };

	mail_html_lines(a, mail_tidy(a, s, true), &l);
	holds_lines(&l);
}

/* The first line is a charset, a parameter's name or nothing; the rest what is read. */
static void run_words(struct arena *a, struct span s)
{
	struct span label, whole = s;
	struct mail_addrs v = { .at = NULL };
	struct spans ids = { .at = NULL };

	if (!span_next_line(&s, &label))
		label = S("");
	assert(utf8_valid(charset_utf8(a, label, s)));
	assert(utf8_valid(mail_decode_text(a, whole)));
	assert(utf8_valid(mail_param(a, whole, "filename")) &&
	       utf8_valid(mail_tidy(a, whole, true)));
	assert(mail_safe_name(a, whole).len <= 120);
	mail_addrs_parse(a, whole, &v);
	for (size_t i = 0; i < v.n; i++)
		assert(utf8_valid(v.at[i].addr) && utf8_valid(v.at[i].name));
	mail_ids_parse(a, whole, &ids, 100);
	(void)mail_addrs_has_group(whole);
	(void)mail_date(whole);
	(void)mail_media_type(a, whole);
}

static void run_dsn(struct arena *a, struct span raw)
{
	struct mail_part *root = NULL;
	struct bounces b = { .at = NULL };
	struct spans ids = { .at = NULL }, own = { .at = NULL };
	struct mail_lines l;

	if (mail_parse(a, raw, &root, NULL))
		return;
	l = mail_text_lines(a, root);
	(void)mail_dsn_is_report(a, root);
	mail_dsn_read(a, root, &l, &own, S("mailer-daemon@b.ro"), &b, &ids);
	mail_dsn_read_feedback(a, root, S("abuse@b.ro"), &b, &ids);
	for (size_t i = 0; i < b.n; i++)
		assert(utf8_valid(b.at[i].recipient) && utf8_valid(b.at[i].reason));
}

/* Fields above a fixed letter, read by a server's stamp and by the signatures themselves. */
static void run_auth(struct arena *a, struct span s)
{
	static const enum auth_mode modes[] = { AUTH_BY_RESULTS, AUTH_BY_M365, AUTH_BY_LOCAL };
	struct span raw = arena_fmt(a, "%.*s\nFrom: Ion <ion@client.ro>\n\nda\n", SPAN_ARG(s));
	struct mail_addrs from = { .at = NULL };
	struct mail_part *root = NULL;

	if (mail_parse(a, raw, &root, NULL))
		return;
	mail_addrs_parse(a, mail_field_raw(root, "From"), &from);
	for (size_t i = 0; i < ARRAY_LEN(modes); i++) {
		/* Checked here, no server's word counts: without keys nothing is proved. */
		bool local = modes[i] == AUTH_BY_LOCAL;
		struct reader_config cfg = { .authserv_id = local ? S("") : S("mx.firma.ro"),
					     .auth_mode = modes[i] };
		struct auth got = mail_auth_read(a, &cfg, root, &from, raw, NULL);

		assert(utf8_valid(got.why) && utf8_valid(got.domain));
		assert(!local || got.verdict != AUTH_PASS);
	}
}

static void run_tnef(struct arena *a, struct span s)
{
	struct mail_fact f = { 0 };
	struct span with;
	char *bytes = arena_alloc(a, s.len + 6);

	/* Half of what is tried would fail at the signature. */
	memcpy(bytes, "\x78\x9F\x3E\x22\x01\x00", 6);
	if (s.len)
		memcpy(bytes + 6, s.ptr, s.len);
	with = tnef_is(s) ? s : (struct span){ bytes, s.len + 6 };
	if (mail_read_tnef(a, with, &f, NULL))
		return;
	assert(utf8_valid(f.text));
	for (size_t i = 0; i < f.attachments.n; i++)
		assert(utf8_valid(f.attachments.at[i].name) &&
		       f.attachments.at[i].size <= RTF_MAX + s.len);
}

static void run_rtf(struct arena *a, struct span s)
{
	bool html;

	assert(utf8_valid(rtf_text(a, s, &html)));
	assert(utf8_valid(rtf_text(a, rtf_unpack(a, s, 1 << 16), &html)));
}

static void run_cms(struct arena *a, struct span s)
{
	struct span inside;

	if (mail_cms_open(a, s, &inside) != CMS_SIGNED)
		assert(!inside.len);
}

static void run_forward(struct arena *a, struct span s)
{
	struct mail_lines l = mail_lines_of(a, s);
	struct forward f = { .present = false };

	holds_lines(&l);
	mail_forward_inline(a, &l, S("Fwd: x"), &f);
	assert(!f.present || (utf8_valid(f.from) && utf8_valid(f.text) && utf8_valid(f.subject)));
}

static void run_reply(struct arena *a, struct span s)
{
	struct mail_lines l = mail_lines_of(a, s);

	assert(utf8_valid(mail_reply_text(a, &l)));
}

static void run_source(struct arena *a, struct span s)
{
	struct mail_fact f = { 0 };
	struct span whole;

	assert(source_kind_name(source_kind_of(a, s)));
	if (mail_read_body(a, s, &f, &whole, NULL) == RC_OK)
		assert(utf8_valid(f.text) && utf8_valid(whole));
}

const struct fuzz_target fuzz_targets[] = {
	{ "auth", run_auth },       { "cms", run_cms },     { "dsn", run_dsn },
	{ "forward", run_forward }, { "html", run_html },   { "mail", run_mail },
	{ "reply", run_reply },     { "rtf", run_rtf },     { "source", run_source },
	{ "tnef", run_tnef },       { "words", run_words },
};
const size_t fuzz_n = ARRAY_LEN(fuzz_targets);
