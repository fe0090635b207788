/* Puts the readers of mail together (mail_read.h); the order is: header, texts, class, proof. */
#include "buf.h"
#include "charset.h"
#include "source_kind.h"
#include "mail_auth.h"
#include "mail_dsn.h"
#include "mail_forward.h"
#include "mail_header.h"
#include "mail_noise.h"
#include "mail_read.h"
#include "mail_reply.h"
#include "mail_wrap.h"
#include "span.h"

enum { MAX_REFS = 100, MAX_REFS_READ = 5000, MAX_FROM = 1000 };

/* In-Reply-To, then References from the newest back. */
static void read_refs(struct arena *a, const struct mail_part *root, struct spans *ret)
{
	struct spans older = { .at = NULL };

	mail_ids_parse(a, mail_field_raw(root, "In-Reply-To"), ret, MAX_REFS);
	mail_ids_parse(a, mail_field_raw(root, "References"), &older, MAX_REFS_READ);
	for (size_t i = older.n; i > 0 && ret->n < MAX_REFS; i--) {
		if (!spans_has(ret, older.at[i - 1]))
			*ARENA_PUSH(a, ret) = older.at[i - 1];
	}
}

static void read_all_addrs(struct arena *a, const struct mail_part *root, const char *field,
			   struct mail_addrs *ret)
{
	const struct mail_field *f;

	for (size_t i = 0; i < MAX_FROM && (f = mail_field_at(root, field, i)); i++)
		mail_addrs_parse(a, f->value, ret);
}

/* "<>" for the null sender, else the address. */
static struct span read_return_path(struct arena *a, const struct mail_part *root)
{
	const struct mail_field *f = mail_field_at(root, "Return-Path", 0);
	struct mail_addrs v = { .at = NULL };

	if (!f)
		return S("");
	mail_addrs_parse(a, f->value, &v);
	if (v.n && v.at[0].addr.len)
		return v.at[0].addr;
	return span_has(f->value, S("<")) ? S("<>") : S("");
}

static void read_header(struct arena *a, const struct mail_part *root, struct mail_addrs *from,
			struct mail_fact *ret)
{
	static const char *const to_fields[] = { "To", "Cc", "Delivered-To", "X-Original-To" };
	struct mail_addrs reply = { .at = NULL };
	struct spans id = { .at = NULL };

	read_all_addrs(a, root, "From", from);
	ret->n_from = (unsigned)from->n;
	if (from->n)
		ret->from = from->at[0];
	for (size_t i = 0; i < ARRAY_LEN(to_fields); i++) {
		read_all_addrs(a, root, to_fields[i], &ret->to);
		if (i < 2)
			ret->n_to_cc = (unsigned)ret->to.n;
	}
	mail_addrs_parse(a, mail_field_raw(root, "Reply-To"), &reply);
	if (reply.n)
		ret->reply_to = reply.at[0].addr;
	ret->subject = mail_decode_text(a, mail_field_raw(root, "Subject"));
	mail_ids_parse(a, mail_field_raw(root, "Message-ID"), &id, 1);
	if (id.n)
		ret->message_id = id.at[0];
	read_refs(a, root, &ret->refs);
	ret->date = mail_date(mail_field_raw(root, "Date"));
	ret->return_path = read_return_path(a, root);
}

/* The same letter under another UID gives the same key; a reused Message-ID does not (mail reference
 * section 1, "Exactly once"). What the proving signature does not hold is left out: whoever sends a
 * signed letter again could write something else there. */
static struct sha256 content_key(struct arena *a, const struct mail_part *root,
				 const struct mail_fact *f, struct span whole)
{
	struct span date = span_trim(mail_field_raw(root, "Date"));
	struct buf b;

	buf_init(&b, a, whole.len + f->message_id.len + f->from.addr.len + date.len + 16);
	buf_add(&b, f->auth.loose_id ? S("") : f->message_id);
	buf_add_char(&b, '\0');
	buf_add(&b, f->from.addr);
	buf_add_char(&b, '\0');
	buf_add(&b, f->auth.loose_date ? S("") : date);
	buf_add_char(&b, '\0');
	buf_add(&b, whole);
	return hash_sha256(buf_span(&b));
}

/* Spans are "" and never NULL, so that whoever prints them need not ask. */
static void fill_empty(struct mail_fact *f)
{
	struct span *all[] = { &f->class_why,
			       &f->from.name,
			       &f->from.addr,
			       &f->reply_to,
			       &f->subject,
			       &f->message_id,
			       &f->return_path,
			       &f->text,
			       &f->text_after,
			       &f->forward.from,
			       &f->forward.from_name,
			       &f->forward.subject,
			       &f->forward.date,
			       &f->forward.text,
			       &f->bank };

	for (size_t i = 0; i < ARRAY_LEN(all); i++) {
		if (!all[i]->ptr)
			*all[i] = S("");
	}
}

/* Whom a machine's mail is about. */
static void read_noise(struct arena *a, const struct reader_config *cfg, struct mail_part *root,
		       const struct mail_lines *lines, struct mail_fact *f)
{
	if (f->class == MAIL_BOUNCE) {
		mail_dsn_read(a, root, lines, &cfg->own, f->from.addr, &f->bounces,
			      &f->bounced_ids);
		/* It says that something failed, but not for whom. */
		if (f->bounces.n == 0 && !mail_dsn_is_report(a, root) &&
		    !mail_noise_is_bounce_title(a, f->subject))
			f->class = MAIL_OTHER;
	} else if (f->class == MAIL_FEEDBACK) {
		mail_dsn_read_feedback(a, root, f->from.addr, &f->bounces, &f->bounced_ids);
	} else if (f->class == MAIL_AUTO_REPLY && f->from.addr.len) {
		mail_dsn_note(a, f->from.addr, "vacation", &f->bounces);
	}
}

/* Reports and robots carry other letters without forwarding them; so does what lost its own header. */
static bool may_forward(const struct mail_fact *f)
{
	return f->n_from > 0 && (f->class == MAIL_HUMAN || f->class == MAIL_LIST);
}

enum rc mail_read(struct arena *a, const struct reader_config *cfg, struct span raw,
		  struct mail_fact *ret, struct span *ret_whole, struct why *reterr)
{
	struct mail_part *root = NULL;
	struct mail_addrs from = { .at = NULL };
	struct mail_fact f = { .class = MAIL_OTHER };
	struct mail_wrap wrap;
	struct mail_lines lines;
	struct span whole;
	enum rc rc = mail_parse(a, raw, &root, reterr);

	if (rc)
		return rc;
	mail_unwrap(a, root, &wrap);
	f.encrypted = wrap.encrypted;
	read_header(a, root, &from, &f);
	lines = mail_text_lines(a, root);
	mark_remember(a, &lines);
	whole = span_trim(mail_lines_join(a, &lines, 0, lines.n));
	f.class = mail_noise_class(a, root, &lines, cfg, &f, &f.class_why);
	if (f.class == MAIL_HUMAN && wrap.meeting_answer) {
		f.class = MAIL_OTHER;
		f.class_why = S("answers a meeting");
	}
	read_noise(a, cfg, root, &lines, &f);
	if (f.class != MAIL_BOUNCE) {
		if (may_forward(&f))
			mail_forward_read(a, root, &lines, f.subject, &f.forward);
		if (!f.text.ptr)
			f.text = mail_reply_text(a, &lines);
	}
	mail_attachments(a, root, &f.attachments);
	f.auth = mail_auth_read(a, cfg, root, &from, raw, cfg->keys);
	f.content_key = content_key(a, root, &f, whole);
	fill_empty(&f);
	*ret = f;
	*ret_whole = span_trim(mail_lines_cells(a, &lines));
	return RC_OK;
}

enum rc mail_read_body(struct arena *a, struct span bytes, struct mail_fact *ret,
		       struct span *ret_whole, struct why *reterr)
{
	struct mail_fact f = { .kind = SOURCE_BODY, .class = MAIL_HUMAN };
	struct mail_lines lines = { .at = NULL };
	struct span text;

	if (bytes.len == 0)
		return why_fail(reterr, RC_BAD_INPUT, "empty");
	if (bytes.len > MAIL_MAX_BYTES)
		return why_fail(reterr, RC_BAD_INPUT, "over %zu bytes", MAIL_MAX_BYTES);
	text = charset_utf8(a, S(""), span_sub(bytes, 0, MAIL_MAX_TEXT));
	if (source_is_html(text))
		mail_html_lines(a, mail_tidy(a, text, true), &lines);
	else
		lines = mail_lines_of(a, text);
	mail_forward_inline(a, &lines, S(""), &f.forward);
	f.text = mail_reply_text(a, &lines);
	fill_empty(&f);
	*ret = f;
	*ret_whole = span_trim(mail_lines_cells(a, &lines));
	return RC_OK;
}

enum rc mail_read_tnef(struct arena *a, struct span bytes, struct mail_fact *ret,
		       struct why *reterr)
{
	struct mail_fact f = { .kind = SOURCE_TNEF, .class = MAIL_HUMAN };
	struct mail_part *root = NULL;
	struct mail_lines lines;
	enum rc rc = mail_of_tnef(a, bytes, &root, reterr);

	if (rc)
		return rc;
	lines = mail_text_lines(a, root);
	mail_forward_inline(a, &lines, S(""), &f.forward);
	f.text = mail_reply_text(a, &lines);
	mail_attachments(a, root, &f.attachments);
	fill_empty(&f);
	*ret = f;
	return RC_OK;
}
