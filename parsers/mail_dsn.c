/* Bounces (mail_dsn.h): RFC 3464 fields, RFC 3463 codes; free text is mail_dsn_text.c's, reasons are
 * mail_dsn_reason.c's. Addresses inside the quoted original do not count. Mail reference section 3. */
#include <assert.h>

#include "mail_dsn.h"
#include "mail_dsn_json.h"
#include "mail_dsn_reason.h"
#include "mail_dsn_text.h"
#include "mail_header.h"
#include "span.h"
#include "utf8.h"

enum { MAX_BOUNCES = 100, MAX_IDS = 20, WORDS_ENOUGH = 8 };

/* "rfc822; a@b" -> a@b */
static struct span typed_address(struct arena *a, struct span v)
{
	struct mail_addrs list = { .at = NULL };
	size_t semi = span_find_char(v, ';', 0);

	if (semi != SIZE_MAX)
		v = span_from(v, semi + 1);
	mail_addrs_parse(a, span_sub(v, 0, 1000), &list);
	return list.n ? list.at[0].addr : S("");
}

struct report {
	struct arena *a;
	struct bounces *out;
	struct bounce cur;
	struct span original, reporter;
	bool has_action, failed, late;
};

static struct span host_of(struct span addr)
{
	size_t at = span_find_char(addr, '@', 0);

	return at == SIZE_MAX ? S("") : span_from(addr, at + 1);
}

/* A host's own name for a mailbox, after its aliases, means nothing to us; the one we wrote to does. */
static bool is_inside_name(const struct report *r, struct span addr)
{
	struct span host = host_of(addr), ours = host_of(r->original);

	return span_find_char(host, '.', 0) == SIZE_MAX ||
	       (span_ieq(host, r->reporter) && !(ours.len > host.len && span_ends(ours, host)));
}

static void close_recipient(struct report *r)
{
	struct bounce *b = &r->cur;
	bool other = r->original.len && !span_ieq(r->original, b->recipient);

	if (!b->recipient.len || (other && is_inside_name(r, b->recipient))) {
		b->alias = b->recipient;
		b->recipient = r->original;
	} else if (other) {
		b->alias = r->original;
	}
	if (b->recipient.len && r->out->n < MAX_BOUNCES) {
		struct span inner = dsn_find_status(b->said);

		b->failed = r->has_action ? r->failed : span_starts(b->status, S("5"));
		/* "5.0.0" says nothing; the server's own words may. */
		if (inner.len && (!b->status.len || span_ends(b->status, S(".0.0"))))
			b->status = inner;
		if (r->late && !b->said.len)
			b->said = S("delayed");
		*ARENA_PUSH(r->a, r->out) = *b;
	}
	r->cur = (struct bounce){ .failed = false };
	r->original = S("");
	r->has_action = r->failed = r->late = false;
}

static void take_field(struct report *r, struct span name, struct span value)
{
	if (span_ieq_str(name, "Final-Recipient")) {
		if (r->cur.recipient.len && r->has_action)
			close_recipient(r); /* no blank line between recipients */
		r->cur.recipient = typed_address(r->a, value);
	} else if (span_ieq_str(name, "Original-Recipient")) {
		r->original = typed_address(r->a, value);
	} else if (span_ieq_str(name, "Reporting-MTA")) {
		size_t semi = span_find_char(value, ';', 0);

		r->reporter = span_trim(semi == SIZE_MAX ? value : span_from(value, semi + 1));
	} else if (span_ieq_str(name, "Action")) {
		struct span word = mail_first_token(r->a, value);

		r->has_action = true;
		r->failed = span_ieq_str(word, "failed") || span_ieq_str(word, "failure");
		r->late = span_ieq_str(word, "delayed");
	} else if (span_ieq_str(name, "Status")) {
		struct span text = mail_decode_text(r->a, value);

		r->cur.status = dsn_find_status(text);
		/* "5.0.0 (recipient reached disk quota)" */
		if (!r->cur.said.len && text.len > r->cur.status.len + WORDS_ENOUGH)
			r->cur.said = text;
	} else if (span_ieq_str(name, "X-Actual-Recipient") && !r->cur.said.len) {
		r->cur.said = mail_decode_text(r->a, value); /* a program: "X-Unix; |/bin/x" */
	} else if (span_ieq_str(name, "Diagnostic-Code")) {
		struct span text = mail_decode_text(r->a, value);
		size_t semi = span_find_char(text, ';', 0);

		text = semi == SIZE_MAX || semi > 20 ? text : span_trim(span_from(text, semi + 1));
		r->cur.said = text.len ? text : r->cur.said;
	}
}

/* The body of message/delivery-status: groups of fields, blank lines between. */
static void read_status_part(struct report *r, struct span body)
{
	struct span rest = body, line, name = S(""), value = S("");

	while (r->out->n < MAX_BOUNCES) {
		bool more = span_next_line(&rest, &line);
		bool folded = more && line.len && (line.ptr[0] == ' ' || line.ptr[0] == '\t');
		size_t colon;

		if (folded && name.len) {
			value.len = (size_t)(line.ptr + line.len - value.ptr);
			continue;
		}
		if (name.len)
			take_field(r, name, value);
		name = S("");
		if (!more)
			break;
		if (span_trim(line).len == 0) {
			close_recipient(r);
			continue;
		}
		colon = span_find_char(line, ':', 0);
		if (colon == SIZE_MAX)
			continue;
		name = span_trim(span_sub(line, 0, colon));
		value = span_from(line, colon + 1);
	}
	close_recipient(r);
}

static bool is_status(const struct mail_part *p)
{
	return span_eq(p->type, S("message/delivery-status")) ||
	       span_eq(p->type, S("message/global-delivery-status"));
}

/* Is the part inside a letter that came back? Its reports are not about us. */
static bool is_inside_letter(const struct mail_part *p)
{
	for (p = p->parent; p; p = p->parent) {
		if (span_starts(p->type, S("message/")))
			return true;
	}
	return false;
}

/* Original-Rcpt-To, Removal-Recipient of a feedback report. */
static void feedback_recipients(struct arena *a, struct span body, struct mail_addrs *v)
{
	struct span line;

	while (v->n < MAX_BOUNCES && span_next_line(&body, &line)) {
		size_t colon = span_find_char(line, ':', 0);
		struct span name = span_trim(span_sub(line, 0, colon));

		if (colon != SIZE_MAX && (span_ieq_str(name, "Original-Rcpt-To") ||
					  span_ieq_str(name, "Removal-Recipient")))
			mail_addrs_parse(a, span_sub(line, colon + 1, 1000), v);
	}
}

bool mail_dsn_is_report(struct arena *a, struct mail_part *root)
{
	struct span type = mail_param(a, mail_field_raw(root, "Content-Type"), "report-type");

	if (span_eq(root->type, S("multipart/report")) && span_ieq_str(type, "delivery-status"))
		return true;
	for (struct mail_part *p = root; p; p = mail_next(p)) {
		if (is_status(p) && (p->depth <= 1 || !span_starts(p->parent->type, S("message/"))))
			return p->depth <= 2;
	}
	return false;
}

/* Gmail's reports name it in their own fields. */
static void read_original_id(struct arena *a, struct span body, struct spans *ids)
{
	struct span line;

	for (int n = 0; n < MAX_IDS && span_next_line(&body, &line); n++) {
		if (span_istarts(line, S("X-Original-Message-ID:")) ||
		    span_istarts(line, S("Original-Message-ID:")))
			mail_ids_parse(a, span_sub(line, 0, 1000), ids, MAX_IDS);
	}
}

/* Message-IDs of the letter that came back: a nested one, its headers alone, or headers in text. */
static void read_returned(struct arena *a, struct mail_part *root, struct span text,
			  struct spans *ids)
{
	size_t at = 0;

	for (struct mail_part *p = root->child; p; p = mail_next(p)) {
		struct mail_part *inner = NULL;

		if (is_status(p) && !is_inside_letter(p))
			read_original_id(a, mail_body(a, p), ids);

		if (p->parent && span_starts(p->parent->type, S("message/")))
			mail_ids_parse(a, mail_field_raw(p, "Message-ID"), ids, MAX_IDS);
		else if ((span_eq(p->type, S("text/rfc822-headers")) ||
			  span_eq(p->type, S("message/rfc822-headers")) ||
			  (span_eq(p->type, S("message/rfc822")) && !p->child)) &&
			 mail_parse(a, mail_body(a, p), &inner, NULL) == RC_OK)
			mail_ids_parse(a, mail_field_raw(inner, "Message-ID"), ids, MAX_IDS);
	}
	/* Exchange returns no headers to outsiders, but answers the mail. */
	mail_ids_parse(a, mail_field_raw(root, "In-Reply-To"), ids, MAX_IDS);
	while (ids->n < MAX_IDS && (at = span_ifind(text, S("Message-ID:"), at)) != SIZE_MAX) {
		mail_ids_parse(a, span_sub(text, at + 11, 1000), ids, ids->n + 1);
		at += 11;
	}
}

/* The fields of a report whose MIME structure is lost, standing in the text. */
static void read_fields_in_text(struct report *r, const struct mail_lines *l)
{
	for (size_t i = 0; i < l->n; i++) {
		struct span t = l->at[i].text;
		size_t end = i;

		if (!span_istarts(t, S("Final-Recipient:")) &&
		    !span_istarts(t, S("Original-Recipient:")))
			continue;
		while (end < l->n && !dsn_begins_original(r->a, l->at[end].text))
			end++;
		read_status_part(r, mail_lines_join(r->a, l, i, end));
		return;
	}
}

/* Whom the report was sent to wrote the mail and is no recipient of it. */
static const struct spans *own_and_to(struct arena *a, const struct mail_part *root,
				      const struct spans *own)
{
	static const char *const fields[] = { "To", "Delivered-To", "X-Original-To" };
	struct spans *all = ARENA_NEW(a, struct spans);

	for (size_t i = 0; i < own->n; i++)
		*ARENA_PUSH(a, all) = own->at[i];
	for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
		struct mail_addrs v = { .at = NULL };

		mail_addrs_parse(a, span_sub(mail_field_raw(root, fields[i]), 0, 1000), &v);
		for (size_t k = 0; k < v.n && k < 10; k++)
			*ARENA_PUSH(a, all) = v.at[k].addr;
	}
	return all;
}

/* A report without the server's words: its text for people has them. */
static void complete(struct bounce *b, const struct bounces *told)
{
	const struct bounce *t = dsn_known(told, b->recipient);

	t = !t && b->alias.len ? dsn_known(told, b->alias) : t;
	if (!t || b->said.len >= WORDS_ENOUGH)
		return;
	b->said = t->said;
	if (dsn_is_generic(b->status) && t->status.len && (t->status.ptr[0] == '5') == b->failed)
		b->status = t->status;
}

/* X-Failed-Recipients (Exim, Gmail): addresses that the text may not name. */
static void read_failed_field(struct arena *a, const struct mail_part *root,
			      const struct mail_lines *l, struct bounces *ret)
{
	struct span field = mail_field_raw(root, "X-Failed-Recipients");
	struct mail_addrs v = { .at = NULL };

	mail_addrs_parse(a, span_sub(field, 0, 8000), &v);
	for (size_t i = 0; i < v.n && ret->n < MAX_BOUNCES; i++) {
		struct bounce b = { .recipient = v.at[i].addr, .failed = true };

		if (dsn_known(ret, v.at[i].addr))
			continue;
		b.said = mail_tidy(a, span_sub(mail_lines_join(a, l, 0, 40), 0, 1500), false);
		b.status = dsn_find_status(b.said);
		*ARENA_PUSH(a, ret) = b;
	}
}

static void finish(struct arena *a, struct bounces *v)
{
	for (size_t i = 0; i < v->n; i++) {
		struct bounce *b = &v->at[i];
		struct span *all[] = { &b->alias, &b->status, &b->said };

		for (size_t k = 0; k < ARRAY_LEN(all); k++)
			*all[k] = all[k]->ptr ? *all[k] : S("");
		dsn_judge(a, b);
	}
}

void mail_dsn_read(struct arena *a, struct mail_part *root, const struct mail_lines *lines,
		   const struct spans *own, struct span from, struct bounces *ret,
		   struct spans *ids)
{
	struct report r = { .a = a, .out = ret };
	struct bounces told = { .at = NULL };

	assert(root);
	if (mail_dsn_read_json(a, lines, ret)) {
		finish(a, ret);
		return;
	}
	/* One inside a letter is about that letter, unless the letter was only passed on to us. */
	for (int inside = 0; inside < 2 && ret->n == 0; inside++) {
		for (struct mail_part *p = root; p; p = mail_next(p)) {
			if (is_status(p) && is_inside_letter(p) == inside)
				read_status_part(&r, mail_body(a, p));
		}
	}
	if (ret->n == 0)
		read_fields_in_text(&r, lines);
	dsn_read_text(a, lines, own_and_to(a, root, own), from, &told);
	if (ret->n == 0)
		*ret = told;
	else
		for (size_t i = 0; i < ret->n; i++)
			complete(&ret->at[i], &told);
	read_failed_field(a, root, lines, ret);
	finish(a, ret);
	read_returned(a, root, ret->n ? mail_lines_join(a, lines, 0, lines->n) : S(""), ids);
}

/* ARF (RFC 5965): who complained, else whom the mail that they complain of went to. */
void mail_dsn_read_feedback(struct arena *a, struct mail_part *root, struct span from,
			    struct bounces *ret, struct spans *ids)
{
	struct mail_addrs v = { .at = NULL };
	struct mail_part *inner = NULL;

	assert(root);
	for (struct mail_part *p = root; p; p = mail_next(p)) {
		if (span_eq(p->type, S("message/feedback-report")))
			feedback_recipients(a, mail_body(a, p), &v);
		if (p->parent && span_starts(p->parent->type, S("message/")) && !inner)
			inner = p;
	}
	if (v.n == 0 && inner)
		mail_addrs_parse(a, span_sub(mail_field_raw(inner, "To"), 0, 8000), &v);
	for (size_t i = 0; i < v.n && ret->n < MAX_BOUNCES; i++) {
		if (!dsn_known(ret, v.at[i].addr))
			mail_dsn_note(a, v.at[i].addr, "feedback", ret);
	}
	if (ret->n == 0 && from.len)
		mail_dsn_note(a, from, "feedback", ret);
	read_returned(a, root, S(""), ids);
}

void mail_dsn_note(struct arena *a, struct span addr, const char *reason, struct bounces *ret)
{
	*ARENA_PUSH(a, ret) = (struct bounce){ .recipient = addr,
					       .reason = span_of(reason),
					       .status = S(""),
					       .alias = S(""),
					       .said = S("") };
}
