/* Forwards: Gmail, Outlook, Thunderbird, Apple Mail and Yahoo blocks in the locales of
 * mail_mark_words.c, and message/rfc822 attachments. Mail reference section 2. */
#include "buf.h"
#include "mail_forward.h"
#include "mail_forward_fields.h"
#include "mail_header.h"
#include "mail_reply.h"
#include "span.h"
#include "utf8.h"

enum { SCRATCH_MAX = 8 << 20 };

/* Does a line begin with ">", or stand in a container? */
static bool is_any_quoted(const struct mail_lines *l)
{
	for (size_t i = 0; i < l->n; i++) {
		struct span t = span_trim(l->at[i].text);

		if (l->at[i].origin != LINE_FREE || l->at[i].gap || (t.len && t.ptr[0] == '>'))
			return true;
	}
	return false;
}

/* Lines without one level of ">" and without what containers say: a forward is wholly quoted. */
static struct mail_lines unquoted(struct arena *a, const struct mail_lines *l)
{
	struct mail_lines out = { .at = NULL };

	if (!is_any_quoted(l))
		return *l;
	for (size_t i = 0; i < l->n; i++) {
		struct span s = l->at[i].text, t = span_trim(s);

		if (t.len && t.ptr[0] == '>') {
			s = span_from(t, 1);
			if (s.len && s.ptr[0] == ' ')
				s = span_from(s, 1);
		}
		ARENA_PUSH(a, &out)->text = s;
	}
	return out;
}

/* The original's lines. When the mark itself is quoted, so is the whole original, one level deep. */
static struct mail_lines original_lines(struct arena *a, const struct mail_lines *l,
					const struct mail_lines *u, struct mark m, size_t body)
{
	struct mail_lines out = { .at = NULL };
	bool quoted = mark_is_quoted(l->at[m.at].text), cited = l->at[m.at].origin == LINE_CITED;

	for (size_t i = body; i < l->n; i++) {
		struct mail_line *n = ARENA_PUSH(a, &out);

		n->text = quoted ? u->at[i].text : l->at[i].text;
		n->origin = !cited && l->at[i].origin == LINE_CITED ? LINE_CITED : LINE_FREE;
	}
	return out;
}

/* Fill f from mark m; u: the lines l without one level of quotes. false: no sender can be read. */
static bool read_block(struct arena *a, const struct mail_lines *l, const struct mail_lines *u,
		       struct mark m, struct span subject, struct forward *f)
{
	struct mail_lines rest;
	size_t body;

	body = forward_fields(a, u, m, subject, f);
	if (!f->from.len && !f->from_name.len)
		return false;
	rest = original_lines(a, l, u, m, body);
	f->text = span_trim(mail_reply_text(a, &rest));
	f->present = true;
	return true;
}

void mail_forward_inline(struct arena *a, const struct mail_lines *lines, struct span subject,
			 struct forward *ret)
{
	struct mail_lines u = unquoted(a, lines);
	enum subject_kind kind = mark_strip_subject(a, &subject);
	SCOPED_ARENA scratch = arena_new(SCRATCH_MAX);

	for (size_t i = 0; i < u.n; i++) {
		struct mark m = mark_at(scratch, &u, i);
		bool was_quoted = mark_is_quoted(lines->at[i].text);
		struct forward f = { .present = false };

		arena_clear(scratch);
		if (m.kind == MARK_NONE || m.kind == MARK_FOOTER)
			continue;
		if (m.kind == MARK_OURS)
			return;
		if (m.kind == MARK_ATTRIBUTION && kind != SUBJECT_FORWARD)
			return;
		if (m.kind != MARK_FORWARD && kind == SUBJECT_REPLY)
			return;
		if (m.kind == MARK_ORIGINAL && kind != SUBJECT_FORWARD)
			return;
		if (was_quoted && kind == SUBJECT_REPLY)
			return;
		if (read_block(a, lines, &u, m, subject, &f)) {
			*ret = f;
			return;
		}
		/* "Begin forwarded message:" without fields: go on, they may stand below. */
		if (m.kind != MARK_FORWARD)
			return;
	}
}

/* The first letter attached as message/rfc822, also base64-encoded against the rules. */
static struct mail_part *attached_letter(struct arena *a, struct mail_part *root)
{
	for (struct mail_part *p = root; p; p = mail_next(p)) {
		struct mail_part *inner = NULL;

		/* A digest is a list's, and no letter in it is the one forwarded. */
		if (span_eq(p->type, S("multipart/digest")))
			return NULL;
		if (!span_eq(p->type, S("message/rfc822")))
			continue;
		if (p->child)
			return p->child;
		if (mail_parse(a, mail_body(a, p), &inner, NULL) == RC_OK && inner->fields.n)
			return inner;
	}
	return NULL;
}

void mail_forward_read(struct arena *a, struct mail_part *root, const struct mail_lines *lines,
		       struct span subject, struct forward *ret)
{
	struct mail_part *letter;
	struct mail_addrs from = { .at = NULL };
	struct mail_lines l;

	*ret = (struct forward){ .present = false };
	mail_forward_inline(a, lines, subject, ret);
	if (ret->present)
		return;
	letter = attached_letter(a, root);
	if (!letter)
		return;
	mail_addrs_parse(a, mail_field_raw(letter, "From"), &from);
	if (!from.n)
		return;
	l = mail_text_lines(a, letter);
	*ret = (struct forward){
		.present = true,
		.from = from.at[0].addr,
		.from_name = from.at[0].name,
		.subject = mail_decode_text(a, mail_field_raw(letter, "Subject")),
		.date = mail_decode_text(a, mail_field_raw(letter, "Date")),
		.text = span_trim(mail_reply_text(a, &l)),
	};
}
