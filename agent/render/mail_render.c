/* A mail from its template and context: content, frames, headers, parts. The same input gives the
 * same bytes: the boundary comes from the Message-ID, the date from the caller. */
#include "mail_render.h"

#include "buf.h"
#include "hash.h"
#include "mail_content.h"
#include "mail_mime.h"
#include "picture.h"
#include "span.h"
#include "utf8.h"

enum {
	MAIL_MAX = 64 << 20,
	CONTENT_MAX = 4 << 20,
	SUBJECT_RUNES = 250,
	NAME_RUNES = 100,
	REFERENCES_LAST = 10
};

struct mail {
	const struct look *look;
	struct arena *a;
	const struct mail_input *in;
	const char *lang;
	bool framing; /* parts come from mail/, not from LANG/mail/ */
	struct mail_content content;
	struct picture logo; /* of a letter to a client */
	struct span id;      /* for boundaries and the logo */
	struct span subject, html, text;
	struct buf out;
	struct why *why;
};

/* Foreign text for a header: valid UTF-8, one line, not endless. */
static struct span one_line(struct arena *a, struct span s, size_t runes)
{
	struct span clean = utf8_clean(a, s), cut;
	char *p = arena_array(a, clean.len + 1, 1);

	for (size_t i = 0; i < clean.len; i++)
		p[i] = (unsigned char)clean.ptr[i] < ' ' || clean.ptr[i] == 0x7f ? ' ' :
										   clean.ptr[i];
	cut = utf8_cut((struct span){ p, clean.len }, runes);
	return span_trim(cut);
}

static bool find_part(void *ctx, struct span name, struct span *text)
{
	const struct mail *m = ctx;
	struct span path = arena_fmt(m->a, "%s%smail/%.*s.part", m->framing ? "" : m->lang,
				     m->framing ? "" : "/", SPAN_ARG(name));

	if (!look_template(m->look, arena_str(m->a, path)))
		return false;
	*text = look_file(m->look, arena_str(m->a, path));
	return true;
}

static enum rc render_file(struct mail *m, const char *path, const struct value *ctx,
			   enum escape escape, struct span *ret)
{
	const struct template *t = look_template(m->look, path);
	struct buf b;
	enum rc rc;

	if (!t)
		return why_fail(m->why, RC_BAD_CONFIG, "there is no templates/%s", path);
	buf_init(&b, m->a, CONTENT_MAX);
	rc = template_render(m->a, t, ctx, escape, true, find_part, m, &b, m->why);
	if (rc)
		return rc;
	if (!buf_ok(&b))
		return why_fail(m->why, RC_BAD_INPUT, "%s: the mail grows too long", path);
	*ret = buf_span(&b);
	return RC_OK;
}

/* "Re: Re: x" helps nobody; nor does our tag twice. */
static struct span make_subject(const struct mail *m)
{
	struct span tag = m->in->thread_tag, of = one_line(m->a, m->in->subject_of, SUBJECT_RUNES);
	bool re = span_istarts(of, S("re:")) || span_istarts(of, S("re["));
	struct span s;

	if (of.len)
		s = re ? of : arena_fmt(m->a, "Re: %.*s", SPAN_ARG(of));
	else
		s = one_line(m->a, m->content.subject, SUBJECT_RUNES);
	if (tag.len == 0 || span_has(s, tag))
		return s;
	return arena_fmt(m->a, "%.*s %.*s", SPAN_ARG(s), SPAN_ARG(tag));
}

/* "CTR-0019.pdf, FCT-0012.pdf": what really goes with the mail. */
static struct span attached_words(const struct mail *m)
{
	struct buf b;

	buf_init(&b, m->a, CONTENT_MAX);
	for (size_t i = 0; i < m->in->n_attachment; i++) {
		buf_add_str(&b, i ? ", " : "");
		buf_add(&b, m->in->attachment[i].name);
	}
	return buf_span(&b);
}

static struct span logo_cid(const struct mail *m)
{
	return arena_fmt(m->a, "logo.%.*s@plic", SPAN_ARG(m->id));
}

/* The letterhead of a letter to a client; answers to staff have none. A point is shown as a pixel. */
static enum rc add_logo(struct mail *m, struct value *ctx)
{
	struct value *logo = value_new_map(m->a);
	enum rc rc = picture_logo(m->look, m->a, &m->logo, m->why);

	if (rc)
		return rc;
	if (m->content.plain)
		m->logo.bytes = S("");
	value_set(m->a, logo, "cid", value_text(m->a, logo_cid(m)));
	value_set(m->a, logo, "width", value_int(m->a, m->logo.width / 100));
	value_set(m->a, logo, "height", value_int(m->a, m->logo.height / 100));
	value_set(m->a, ctx, "logo", m->logo.bytes.len ? logo : value_str(m->a, ""));
	return RC_OK;
}

static enum rc make_content(struct mail *m)
{
	struct span path =
		arena_fmt(m->a, "%s/mail/%.*s.mail", m->lang, SPAN_ARG(m->in->template_));
	struct span to = m->in->reply_to.len ? m->in->reply_to : m->in->from;
	struct span text = S("");
	struct value *ctx;
	enum rc rc;

	rc = look_localise(m->look, m->a, m->in->lang, m->in->context, &ctx, m->why);
	if (rc)
		return rc;
	if (ctx->kind != VALUE_MAP)
		return why_fail(m->why, RC_BAD_CONFIG, "%.*s: no context", SPAN_ARG(path));
	value_set(m->a, ctx, "brand", look_brand_value(m->look, m->a));
	if (m->in->n_attachment)
		value_set(m->a, ctx, "attached_words", value_text(m->a, attached_words(m)));
	rc = render_file(m, arena_str(m->a, path), ctx, ESCAPE_LINE, &text);
	if (rc)
		return rc;
	rc = mail_content_read(m->a, path, text, to, m->in->thread_tag, &m->content, m->why);
	if (rc)
		return rc;
	m->subject = make_subject(m);
	value_set(m->a, ctx, "lang", value_str(m->a, m->lang));
	value_set(m->a, ctx, "subject", value_text(m->a, m->subject));
	value_set(m->a, ctx, "preheader", value_text(m->a, m->content.preheader));
	value_set(m->a, ctx, "plain", value_bool(m->a, m->content.plain));
	value_set(m->a, ctx, "blocks", m->content.blocks);
	rc = add_logo(m, ctx);
	if (rc)
		return rc;
	m->framing = true;
	rc = render_file(m, "mail/frame.html", ctx, ESCAPE_HTML, &m->html);
	if (rc)
		return rc;
	return render_file(m, "mail/frame.txt", ctx, ESCAPE_NONE, &m->text);
}

/* References: the parent's and the parent itself (RFC 5322 3.6.4), the first and the last ten. What
 * is no Message-ID in a foreign mail is left out. */
static enum rc add_threading(struct mail *m)
{
	const struct mail_input *in = m->in;
	struct span *ids = ARENA_ARRAY(m->a, in->n_references + 1, struct span);
	size_t n = 0;
	enum rc rc;

	if (!mime_id_ok(in->in_reply_to))
		return RC_OK;
	rc = mime_ids(&m->out, "In-Reply-To", &in->in_reply_to, 1, m->why);
	if (rc)
		return rc;
	for (size_t i = 0; i < in->n_references; i++)
		if (mime_id_ok(in->references[i]) && !span_eq(in->references[i], in->in_reply_to))
			ids[n++] = in->references[i];
	ids[n++] = in->in_reply_to;
	if (n > REFERENCES_LAST + 1) {
		memmove(&ids[1], &ids[n - REFERENCES_LAST], REFERENCES_LAST * sizeof(*ids));
		n = REFERENCES_LAST + 1;
	}
	return mime_ids(&m->out, "References", ids, n, m->why);
}

static enum rc add_headers(struct mail *m)
{
	const struct mail_input *in = m->in;
	struct span to_name = one_line(m->a, in->to_name, NAME_RUNES);
	enum rc rc;

	if (span_ieq(to_name, in->to))
		to_name = S("");
	mime_date(&m->out, in->date);
	rc = mime_mailbox(&m->out, "From", one_line(m->a, in->from_name, NAME_RUNES), in->from,
			  m->why);
	if (rc)
		return rc;
	rc = mime_mailbox(&m->out, "To", to_name, in->to, m->why);
	if (rc)
		return rc;
	if (in->reply_to.len) {
		rc = mime_mailbox(&m->out, "Reply-To", S(""), in->reply_to, m->why);
		if (rc)
			return rc;
	}
	rc = mime_text(&m->out, "Subject", m->subject, m->why);
	if (rc)
		return rc;
	rc = mime_ids(&m->out, "Message-ID", &in->message_id, 1, m->why);
	if (rc)
		return rc;
	rc = add_threading(m);
	if (rc)
		return rc;
	if (in->auto_submitted.len) {
		rc = mime_text(&m->out, "Auto-Submitted", in->auto_submitted, m->why);
		if (rc)
			return rc;
		buf_add_str(&m->out, "X-Auto-Response-Suppress: All\r\n");
	}
	buf_add_fmt(&m->out, "Content-Language: %s\r\nMIME-Version: 1.0\r\n", m->lang);
	return RC_OK;
}

static void open_multipart(struct mail *m, const char *kind, struct span boundary)
{
	buf_add_fmt(&m->out, "Content-Type: multipart/%s; boundary=\"%.*s\"\r\n\r\n", kind,
		    SPAN_ARG(boundary));
}

static void add_delimiter(struct mail *m, struct span boundary, const char *end)
{
	buf_add_fmt(&m->out, "--%.*s%s\r\n", SPAN_ARG(boundary), end);
}

/* The HTML alone, or with the logo that it shows (RFC 2387). */
static void add_html(struct mail *m)
{
	struct span boundary = arena_fmt(m->a, "plic_r_%.*s", SPAN_ARG(m->id));
	bool png = span_starts(m->logo.bytes, S("\x89PNG"));

	if (m->logo.bytes.len == 0) {
		mime_part_text(&m->out, "text/html", m->html);
		return;
	}
	buf_add_fmt(
		&m->out,
		"Content-Type: multipart/related; type=\"text/html\"; boundary=\"%.*s\"\r\n\r\n",
		SPAN_ARG(boundary));
	add_delimiter(m, boundary, "");
	mime_part_text(&m->out, "text/html", m->html);
	add_delimiter(m, boundary, "");
	mime_part_image(&m->out, png ? "image/png" : "image/jpeg", logo_cid(m), m->logo.bytes);
	add_delimiter(m, boundary, "--");
}

static void add_alternative(struct mail *m, struct span boundary)
{
	open_multipart(m, "alternative", boundary);
	add_delimiter(m, boundary, "");
	mime_part_text(&m->out, "text/plain", m->text);
	add_delimiter(m, boundary, "");
	add_html(m);
	add_delimiter(m, boundary, "--");
}

static enum rc add_body(struct mail *m)
{
	struct span mixed = arena_fmt(m->a, "plic_m_%.*s", SPAN_ARG(m->id));
	struct span alternative = arena_fmt(m->a, "plic_a_%.*s", SPAN_ARG(m->id));

	if (m->in->n_attachment == 0) {
		add_alternative(m, alternative);
		return RC_OK;
	}
	open_multipart(m, "mixed", mixed);
	add_delimiter(m, mixed, "");
	add_alternative(m, alternative);
	for (size_t i = 0; i < m->in->n_attachment; i++) {
		const struct mail_attachment *f = &m->in->attachment[i];
		enum rc rc;

		add_delimiter(m, mixed, "");
		rc = mime_part_file(&m->out, f->name, f->type, f->bytes, m->why);
		if (rc)
			return rc;
	}
	add_delimiter(m, mixed, "--");
	return RC_OK;
}

enum rc mail_render(const struct look *l, struct arena *a, const struct mail_input *in,
		    struct span *ret, struct why *reterr)
{
	struct mail m = { .look = l,
			  .a = a,
			  .in = in,
			  .lang = arena_str(a, look_lang(l, in->lang)),
			  .why = reterr };
	struct sha256 h = hash_sha256(in->message_id);
	enum rc rc;

	m.id = hash_hex(a, h.b, 12);
	rc = make_content(&m);
	if (rc)
		return rc;
	buf_init(&m.out, a, MAIL_MAX);
	rc = add_headers(&m);
	if (rc)
		return rc;
	rc = add_body(&m);
	if (rc)
		return rc;
	if (!buf_ok(&m.out))
		return why_fail(reterr, RC_BAD_INPUT, "the mail is over %d MB", MAIL_MAX >> 20);
	*ret = buf_span(&m.out);
	return RC_OK;
}
