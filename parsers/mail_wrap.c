/* Opens envelopes (mail_wrap.h). What is inside gets header fields of our own making, encoded so that
 * nothing in a foreign name can end a field. */
#include "mail_wrap.h"

#include "buf.h"
#include "mail_cms.h"
#include "mail_header.h"
#include "rtf.h"
#include "span.h"

static void add_field(struct arena *a, struct mail_part *p, struct span name, struct span value)
{
	struct mail_field *f = ARENA_PUSH(a, &p->fields);

	f->name = name;
	f->value = value;
}

/* "text/plain; charset=utf-8"; what is no media type is taken for plain bytes. */
static struct mail_part *add_part(struct arena *a, struct mail_part *parent, struct span type,
				  struct span charset, struct span body)
{
	struct mail_part *p = ARENA_NEW(a, struct mail_part);
	struct span clean = mail_media_type(a, type);

	p->parent = parent;
	p->depth = parent->depth + 1;
	p->type = clean.len ? clean : S("application/octet-stream");
	p->typed = true;
	p->body = body;
	p->boundary = S("");
	add_field(a, p, S("Content-Type"),
		  arena_fmt(a, "%.*s%s%.*s", SPAN_ARG(p->type), charset.len ? "; charset=" : "",
			    SPAN_ARG(charset)));
	if (parent->last_child)
		parent->last_child->next = p;
	else
		parent->child = p;
	parent->last_child = p;
	return p;
}

static void add_file(struct arena *a, struct mail_part *parent, struct span name, struct span type,
		     struct span data)
{
	static const char hex[] = "0123456789ABCDEF";
	struct mail_part *p = add_part(a, parent, type, S(""), data);
	struct buf b;

	buf_init(&b, a, name.len * 3 + 64);
	buf_add_str(&b, "attachment; filename*=utf-8''");
	for (size_t i = 0; i < name.len; i++) {
		unsigned char c = (unsigned char)name.ptr[i];

		buf_add_char(&b, '%');
		buf_add_char(&b, hex[c >> 4]);
		buf_add_char(&b, hex[c & 15]);
	}
	add_field(a, p, S("Content-Disposition"), buf_span(&b));
}

static bool is_type(const struct mail_part *p, const char *type)
{
	return span_eq_str(p->type, type);
}

/* Has the mail words outside its envelopes? */
static bool has_words(struct arena *a, struct mail_part *root)
{
	for (struct mail_part *p = root; p; p = mail_next(p)) {
		struct span how = mail_first_token(a, mail_field_raw(p, "Content-Disposition"));

		if ((is_type(p, "text/plain") || is_type(p, "text/html")) &&
		    !span_eq(how, S("attachment")) && span_trim(p->body).len)
			return true;
	}
	return false;
}

static void add_words(struct arena *a, struct mail_part *at, const struct tnef *t)
{
	bool html = false;
	struct span text;

	if (span_trim(t->text).len) {
		(void)add_part(a, at, S("text/plain"), S("utf-8"), t->text);
	} else if (t->html.len) {
		(void)add_part(a, at, S("text/html"), t->charset, t->html);
	} else if (t->rtf.len) {
		text = rtf_text(a, t->rtf, &html);
		(void)add_part(a, at, html ? S("text/html") : S("text/plain"), S("utf-8"), text);
	}
}

static void graft_tnef(struct arena *a, struct mail_part *at, const struct tnef *t, bool words)
{
	if (words)
		add_words(a, at, t);
	for (size_t i = 0; i < t->n; i++) {
		struct span name = mail_safe_name(a, t->at[i].name);

		if (name.len || t->at[i].data.len)
			add_file(a, at, name.len ? name : S("Untitled Attachment"), t->at[i].type,
				 t->at[i].data);
	}
	/* The formatted letter is kept as a file, as other readers of this format do. */
	if (t->html.len)
		add_file(a, at, S("body.html"), S("text/html"), t->html);
	if (t->rtf.len)
		add_file(a, at, S("body.rtf"), S("text/rtf"), t->rtf);
	if (at->child)
		at->type = S("multipart/mixed");
}

static bool is_tnef_part(const struct mail_part *p)
{
	return is_type(p, "application/ms-tnef") || is_type(p, "application/vnd.ms-tnef");
}

static bool is_cms_part(const struct mail_part *p)
{
	return is_type(p, "application/pkcs7-mime") || is_type(p, "application/x-pkcs7-mime");
}

static void open_tnef(struct arena *a, struct mail_part *root, struct mail_part *p,
		      struct mail_wrap *ret)
{
	struct tnef t;

	if (tnef_read(a, mail_body(a, p), &t, NULL))
		return;
	ret->meeting_answer |= t.meeting_answer;
	graft_tnef(a, p, &t, !has_words(a, root));
}

static void open_cms(struct arena *a, struct mail_part *p, struct mail_wrap *ret)
{
	struct mail_part *inner = NULL;
	struct span inside;

	switch (mail_cms_open(a, mail_body(a, p), &inside)) {
	case CMS_ENCRYPTED:
		ret->encrypted = true;
		break;
	case CMS_SIGNED:
		if (mail_parse(a, inside, &inner, NULL))
			break;
		/* Depth counts from the top of what was parsed: both are limited, and so is their number. */
		inner->parent = p;
		p->child = p->last_child = inner;
		p->type = S("multipart/signed");
		break;
	case CMS_NONE:
		break;
	}
}

/* METHOD of a calendar: said by the type, or only inside. */
static bool is_calendar_answer(struct arena *a, const struct mail_part *p)
{
	struct span method = mail_param(a, mail_field_raw(p, "Content-Type"), "method"), line, body;
	unsigned n = 0;

	if (!is_type(p, "text/calendar") && !is_type(p, "application/ics"))
		return false;
	body = mail_body(a, p);
	while (!method.len && n++ < 200 && span_next_line(&body, &line)) {
		if (span_istarts(line, S("METHOD:")))
			method = span_trim(span_from(line, 7));
	}
	return span_ieq(method, S("reply")) || span_ieq(method, S("counter")) ||
	       span_ieq(method, S("declinecounter")) || span_ieq(method, S("refresh"));
}

static bool is_pgp(const struct mail_part *p)
{
	return is_type(p, "multipart/encrypted") || is_type(p, "application/pgp-encrypted") ||
	       (is_type(p, "text/plain") && span_starts(span_trim(span_sub(p->body, 0, 200)),
							S("-----BEGIN PGP MESSAGE-----")));
}

void mail_unwrap(struct arena *a, struct mail_part *root, struct mail_wrap *ret)
{
	unsigned n = 0;

	*ret = (struct mail_wrap){ .encrypted = false };
	for (struct mail_part *p = root; p; p = mail_next(p)) {
		if (n < MAIL_WRAPS_MAX && !p->child && (is_tnef_part(p) || is_cms_part(p))) {
			n++;
			if (is_tnef_part(p))
				open_tnef(a, root, p, ret);
			else
				open_cms(a, p, ret);
		}
		ret->encrypted |= is_pgp(p);
		ret->meeting_answer |= is_calendar_answer(a, p);
	}
}

enum rc mail_of_tnef(struct arena *a, struct span bytes, struct mail_part **ret, struct why *reterr)
{
	struct mail_part *root = ARENA_NEW(a, struct mail_part);
	struct tnef t;
	enum rc rc = tnef_read(a, bytes, &t, reterr);

	if (rc)
		return rc;
	root->type = S("application/ms-tnef");
	root->boundary = root->body = S("");
	graft_tnef(a, root, &t, true);
	*ret = root;
	return RC_OK;
}
