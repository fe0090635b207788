/* Bounces (mail_dsn.h): RFC 3464 fields, RFC 3463 codes; qmail, Exim, Exchange and other free text.
 * Addresses inside the quoted original do not count. Mail reference section 3. */
#include <assert.h>

#include "mail_dsn.h"
#include "mail_dsn_text.h"
#include "mail_header.h"
#include "span.h"
#include "utf8.h"

enum { MAX_BOUNCES = 100, MAX_IDS = 20 };

/* "rfc822; a@b" -> a@b */
static struct span typed_address(struct arena *a, struct span v)
{
	struct mail_addrs list = { .at = NULL };
	size_t semi = span_find_char(v, ';', 0);

	if (semi != SIZE_MAX)
		v = span_from(v, semi + 1);
	mail_addrs_parse(a, v, &list);
	return list.n ? list.at[0].addr : S("");
}

struct report {
	struct arena *a;
	struct bounces *out;
	struct bounce cur;
	struct span original;
	bool has_action, failed;
};

static void close_recipient(struct report *r)
{
	struct bounce *b = &r->cur;

	if (!b->recipient.len)
		b->recipient = r->original;
	if (b->recipient.len && r->out->n < MAX_BOUNCES) {
		struct span inner = dsn_find_status(b->reason);

		b->failed = r->has_action ? r->failed : span_starts(b->status, S("5"));
		/* "5.0.0" says nothing; the server's own words may. */
		if (inner.len && (!b->status.len || span_ends(b->status, S(".0.0"))))
			b->status = inner;
		if (!b->status.len)
			b->status = S("");
		dsn_judge(r->a, b);
		*ARENA_PUSH(r->a, r->out) = *b;
		/* What we wrote to, before the receiver's aliases: one of the two is our client. */
		if (r->original.len && !span_ieq(r->original, b->recipient)) {
			b->recipient = r->original;
			*ARENA_PUSH(r->a, r->out) = *b;
		}
	}
	r->cur = (struct bounce){ .failed = false };
	r->original = S("");
	r->has_action = r->failed = false;
}

static void take_field(struct report *r, struct span name, struct span value)
{
	struct span text = mail_decode_text(r->a, value);

	if (span_ieq_str(name, "Final-Recipient")) {
		if (r->cur.recipient.len && r->has_action)
			close_recipient(r); /* no blank line between recipients */
		r->cur.recipient = typed_address(r->a, value);
	} else if (span_ieq_str(name, "Original-Recipient")) {
		r->original = typed_address(r->a, value);
	} else if (span_ieq_str(name, "Action")) {
		struct span word = mail_first_token(r->a, value);

		r->has_action = true;
		r->failed = span_ieq_str(word, "failed") || span_ieq_str(word, "failure");
	} else if (span_ieq_str(name, "Status")) {
		r->cur.status = dsn_find_status(text);
	} else if (span_ieq_str(name, "Diagnostic-Code")) {
		size_t semi = span_find_char(text, ';', 0);

		r->cur.reason =
			semi == SIZE_MAX || semi > 20 ? text : span_trim(span_from(text, semi + 1));
	}
}

/* The body of message/delivery-status: groups of fields, blank lines between. */
static void read_status_part(struct report *r, struct span body)
{
	struct span rest = body, line, name = S(""), value = S("");

	for (;;) {
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

/* Message-IDs of the letter that came back: a nested one, its headers alone, or headers in text. */
static void read_returned(struct arena *a, struct mail_part *root, struct span text,
			  struct spans *ids)
{
	size_t at = 0;

	for (struct mail_part *p = root->child; p; p = mail_next(p)) {
		struct mail_part *inner = NULL;

		if (p->parent && span_starts(p->parent->type, S("message/")))
			mail_ids_parse(a, mail_field_raw(p, "Message-ID"), ids, MAX_IDS);
		else if ((span_eq(p->type, S("text/rfc822-headers")) ||
			  span_eq(p->type, S("message/rfc822-headers")) ||
			  (span_eq(p->type, S("message/rfc822")) && !p->child)) &&
			 mail_parse(a, mail_body(a, p), &inner, NULL) == RC_OK)
			mail_ids_parse(a, mail_field_raw(inner, "Message-ID"), ids, MAX_IDS);
	}
	while (ids->n < MAX_IDS && (at = span_ifind(text, S("Message-ID:"), at)) != SIZE_MAX) {
		mail_ids_parse(a, span_sub(text, at + 11, 1000), ids, ids->n + 1);
		at += 11;
	}
}

void mail_dsn_read(struct arena *a, struct mail_part *root, const struct mail_lines *lines,
		   const struct spans *own, struct bounces *ret, struct spans *ids)
{
	struct report r = { .a = a, .out = ret };
	struct span failed = mail_field_raw(root, "X-Failed-Recipients");
	struct mail_addrs v = { .at = NULL };
	struct bounces told = { .at = NULL };

	assert(root);
	r.cur = (struct bounce){ .failed = false };
	for (struct mail_part *p = root; p; p = mail_next(p)) {
		if (is_status(p))
			read_status_part(&r, mail_body(a, p));
	}
	dsn_read_text(a, lines, own, &told);
	if (ret->n == 0) {
		mail_addrs_parse(a, failed, &v);
		*ret = told;
	}
	/* A report without the server's words: its text for people has them. */
	for (size_t i = 0; i < ret->n; i++) {
		struct bounce *b = &ret->at[i];
		const struct bounce *t = b->reason.len ? NULL : dsn_known(&told, b->recipient);

		if (t) {
			b->reason = t->reason;
			if (dsn_is_generic(b->status) && span_starts(t->status, S("5")))
				b->status = t->status;
			dsn_judge(a, b);
		}
	}
	for (size_t i = 0; i < v.n && i < MAX_BOUNCES; i++) {
		struct bounce *b;

		if (dsn_known(ret, v.at[i].addr))
			continue;
		b = ARENA_PUSH(a, ret);
		*b = (struct bounce){
			.recipient = v.at[i].addr, .status = S(""), .reason = S(""), .failed = true
		};
		b->reason =
			mail_tidy(a, span_sub(mail_lines_join(a, lines, 0, 40), 0, 1500), false);
		b->status = dsn_find_status(b->reason);
		dsn_judge(a, b);
	}
	read_returned(a, root, ret->n ? mail_lines_join(a, lines, 0, lines->n) : S(""), ids);
}
