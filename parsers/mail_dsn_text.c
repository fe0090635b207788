/* Bounces without a report: qmail, Exim, Exchange, Postini and their like tell it in prose. Which of its
 * addresses failed is found by what stands around them. Mail reference section 3. */
#include "mail_dsn_reason.h"
#include "mail_dsn_text.h"
#include "mail_dsn_words.h"
#include "mail_header.h"
#include "mail_mark.h"
#include "span.h"
#include "span_list.h"
#include "utf8.h"

enum { MAX_BOUNCES = 100, TEXT_LINES = 400, MAX_LINE = 1000, MAX_WORDS = 14 };

/* Words that announce the list of failed addresses (folded). */
static const char *const intro_words[] = {
	"following address",
	"following addresses",
	"following recipient",
	"list of recipient",
	"failed address",
	"failed recipient",
	"fatal error",
	"permanent error",
	"not be delivered",
	"not deliver",
	"not delivered",
	"wasn't delivered",
	"unable to deliver",
	"undeliverable",
	"undelivered",
	"intended recipient",
	"recipient address",
	"did not reach",
	"delivery fail",
	"delivery error",
	"delivery of email to",
	"delivery to",
	"final delivery",
	"failure reasons",
	"trouble delivering",
	"error delivering",
	"rejected recipient",
	"recipients were affected",
	"could not be sent",
	"addressed to",
	"delivery problems",
	"delivery errors",
	"your message to",
	"your message was addressed",
	"mailbox is full:",
	"unknown user:",
	"error-for",
	"rejected by",
	"nu a putut fi livrat",
	"nelivrat",
	"kunne ikke leveres",
	"ikke leveret",
	"nicht zugestellt",
	"unzustellbar",
	"nao pode ser entregue",
	"no se ha podido entregar",
	"n'a pas pu etre",
	"non e stato possibile",
	"niet worden bezorgd",
	NULL,
};
/* ... and the returned original. */
static const char *const original_marks[] = {
	"below this line is a copy",
	"this is a copy of the message",
	"is a copy of the original",
	"original message",
	"returned message",
	"returned mail follows",
	"message header",
	"header of",
	"bounced e-mail",
	"original mail",
	"unsent message below",
	"undelivered message follows",
	"undelivered message you sent follows",
	"message headers follow",
	"message text follows",
	"mesaj original",
	"message follows",
	"copy of your message",
	"copy of the message",
	"original headers",
	"urspruengliche nachricht",
	NULL,
};

bool dsn_begins_original(struct arena *a, struct span line)
{
	static const char *const fields[] = { "Return-Path:",     "Received:",
					      "Message-ID:",      "DKIM-Signature:",
					      "X-Received:",      "X-Google-Smtp-Source:",
					      "Content-Type: mu", "X-Track:" };
	struct span t = span_trim(line);

	if (span_starts(t, S(">")))
		t = span_trim(span_from(t, 1));
	for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
		if (span_istarts(t, span_of(fields[i])))
			return true;
	}
	t = utf8_fold(a, utf8_cut(line, 200));
	/* A title, as against "please do not resend your original message". */
	return span_has_any(t, original_marks) && !span_has(t, S("was received")) &&
	       (span_has(t, S("---")) || span_has(t, S("===")) || span_has(t, S("follow")) ||
		span_has(t, S("below")) || span_has(t, S("is a copy")) || t.len < 30 ||
		span_ends(span_trim(t), S(":"))) &&
	       !span_has(t, S("resend")) && !span_has(t, S("transcript")) &&
	       dsn_find_status(t).len == 0 &&
	       span_find_char(span_sub(t, 0, 80), '@', 0) == SIZE_MAX;
}

/* "plic+token@firma.ro" is plic@firma.ro. */
static bool is_same_mailbox(struct span a, struct span b)
{
	size_t plus = span_find_char(a, '+', 0), at = span_find_char(a, '@', 0);

	if (span_ieq(a, b))
		return true;
	return plus != SIZE_MAX && at != SIZE_MAX && plus < at && b.len == plus + (a.len - at) &&
	       span_ieq(span_sub(a, 0, plus), span_sub(b, 0, plus)) &&
	       span_ieq(span_from(a, at), span_from(b, plus));
}

bool dsn_is_own(const struct spans *own, struct span addr)
{
	static const char *const daemons[] = { "mailer-daemon@", "mail-daemon@", "mailerdaemon@" };

	for (size_t i = 0; i < own->n; i++) {
		if (is_same_mailbox(addr, own->at[i]))
			return true;
	}
	for (size_t i = 0; i < ARRAY_LEN(daemons); i++) {
		if (span_istarts(addr, span_of(daemons[i])))
			return true;
	}
	return false;
}

static bool is_addr_byte(char c)
{
	return (unsigned char)c > ' ' && c != 127 && !strchr("<>()[]\",;:'|`@", c);
}

/* "MAIL FROM:<us@here>", "mail from us@here": our own side of the talk. "NAME@host": a placeholder. */
static bool is_sender_side(struct span before, struct span addr)
{
	struct span t = span_trim(before);

	if (span_ends(t, S("<")))
		t = span_trim(span_sub(t, 0, t.len - 1));
	return span_istarts(addr, S("name@")) ||
	       (t.len >= 5 && span_ieq_str(span_from(t, t.len - 5), "from:")) ||
	       (t.len >= 4 && span_ieq_str(span_from(t, t.len - 4), "from"));
}

/* "550 5.2.0 <a@b> From: ...": what a server answered is about the recipient above it, whatever address
 * it holds, unless it says "for a@b". */
static bool is_reply(struct span before)
{
	struct span t = span_trim(before), rest = t, word;
	struct span last = S("");

	if (t.len < 3 || !span_all_digits(span_sub(t, 0, 3)) ||
	    (t.ptr[0] != '5' && t.ptr[0] != '4'))
		return false;
	while (span_next_word(&rest, &word))
		last = word;
	return !span_ieq_str(last, "for") && !span_ieq_str(last, "to");
}

/* The first address of a line that may be a failed recipient. known: one was found above. */
static struct span line_address(struct arena *a, struct span line, const struct spans *own,
				bool known, bool announced)
{
	line = span_sub(line, 0, MAX_LINE);
	for (size_t at = span_find_char(line, '@', 0); at != SIZE_MAX;
	     at = span_find_char(line, '@', at + 1)) {
		size_t b = at, e = at + 1;
		struct mail_addrs v = { .at = NULL };

		while (b > 0 && is_addr_byte(line.ptr[b - 1]))
			b--;
		while (e < line.len && is_addr_byte(line.ptr[e]))
			e++;
		while (e > at + 1 && line.ptr[e - 1] == '.')
			e--;
		if (b == at || span_find_char(span_sub(line, at, e - at), '.', 0) == SIZE_MAX)
			continue;
		mail_addrs_parse(a, span_sub(line, b, e - b), &v);
		if (!v.n || dsn_is_own(own, v.at[0].addr) ||
		    (span_istarts(v.at[0].addr, S("postmaster@")) &&
		     !(announced && b <= 1 && e < line.len)) ||
		    is_sender_side(span_sub(line, 0, b), v.at[0].addr) ||
		    (known && is_reply(span_sub(line, 0, b))))
			continue;
		return v.at[0].addr;
	}
	return S("");
}

struct bounce *dsn_known(const struct bounces *v, struct span addr)
{
	for (size_t i = 0; i < v->n; i++) {
		if (span_ieq(v->at[i].recipient, addr) ||
		    (v->at[i].alias.len && span_ieq(v->at[i].alias, addr)))
			return &v->at[i];
	}
	return NULL;
}

static void append_words(struct arena *a, struct bounce *b, struct span line)
{
	line = span_trim(line);
	if (line.len && b->said.len < 1000)
		b->said = arena_fmt(a, "%.*s%s%.*s", SPAN_ARG(b->said), b->said.len ? " " : "",
				    SPAN_ARG(utf8_cut(line, 300)));
}

/* "(expanded from: <a@b>)", "(generated from a@b)": what was written to, before the host's aliases. */
static struct span expanded_from(struct arena *a, struct span line)
{
	static const char *const marks[] = { "(expanded from", "generated from" };
	struct mail_addrs v = { .at = NULL };

	for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
		size_t at = span_ifind(line, span_of(marks[i]), 0), end;

		if (at == SIZE_MAX)
			continue;
		at += strlen(marks[i]);
		end = span_find_char(line, ')', at);
		line = span_sub(line, at, (end == SIZE_MAX ? line.len : end) - at);
		while (line.len && (line.ptr[0] == ':' || line.ptr[0] == ' '))
			line = span_from(line, 1);
		mail_addrs_parse(a, line, &v);
		return v.n && span_find_char(v.at[0].addr, '@', 0) != SIZE_MAX ? v.at[0].addr :
										 S("");
	}
	return S("");
}

/* Under "following recipients:" a name without a host: the one it has elsewhere in the text, or the
 * report's own. */
static struct span bare_name(struct arena *a, struct span line, struct span all, struct span from)
{
	struct span full;
	struct span rest = span_trim(line), word;
	size_t at = span_find_char(from, '@', 0), found;

	if (at == SIZE_MAX || !span_next_word(&rest, &word) || word.len < 3 || word.len > 64 ||
	    (span_trim(rest).len && span_find_char(word, '.', 0) == SIZE_MAX &&
	     !span_starts(span_trim(rest), S("("))))
		return S("");
	for (size_t i = 0; i < word.len; i++) {
		char c = word.ptr[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && !strchr("._-", c))
			return S("");
	}
	full = arena_fmt(a, "%.*s@", SPAN_ARG(word));
	found = span_ifind(all, full, 0);
	if (found != SIZE_MAX) {
		size_t e = found + full.len;

		while (e < all.len && is_addr_byte(all.ptr[e]))
			e++;
		return span_sub(all, found, e - found);
	}
	return arena_fmt(a, "%.*s%.*s", SPAN_ARG(word), SPAN_ARG(span_from(from, at)));
}

/* What the loop below knows. */
struct prose {
	struct arena *a;
	const struct spans *own;
	struct bounces *out;
	struct bounce *cur;
	size_t since;
	struct span above;       /* the line above, when it is no announcement */
	struct span from, all;   /* the report's sender; the whole text */
	bool announced, listing; /* listing: the line above announced and ended in ":" */
	bool bare;               /* recipients are named without their host */
};

static void begin(struct prose *p, struct span addr)
{
	p->cur = dsn_known(p->out, addr);
	p->since = 0;
	if (p->cur || p->out->n == MAX_BOUNCES)
		return;
	p->cur = ARENA_PUSH(p->a, p->out);
	*p->cur = (struct bounce){ .recipient = addr };
}

static void read_line(struct prose *p, struct span line)
{
	struct span f = utf8_fold(p->a, utf8_cut(line, 400)), addr, was;
	bool intro = span_has_any(f, intro_words);

	p->announced = p->announced || intro;
	was = expanded_from(p->a, line);
	addr = p->bare || (was.len && p->cur) ?
		       S("") :
		       line_address(p->a, line, p->own, p->cur != NULL, p->announced);
	if (p->listing && !addr.len && !intro) {
		addr = bare_name(p->a, line, p->all, p->from);
		p->bare = addr.len > 0;
	}
	/* Under a recipient that is found, another one begins its line or is spoken of in it. */
	if (addr.len && p->cur && !intro && span_ifind(span_trim(line), addr, 0) > 3 &&
	    dsn_reason_by_words(f) == R_UNDEFINED)
		addr = S("");
	if (addr.len &&
	    (p->announced || span_trim(line).len <= addr.len + 3 || dsn_find_status(line).len ||
	     dsn_known(p->out, addr) || dsn_reason_by_words(f) != R_UNDEFINED))
		begin(p, addr);
	if (was.len && !p->cur)
		begin(p, was);
	if (was.len && p->cur && !span_ieq(p->cur->recipient, was)) {
		p->cur->alias = p->cur->recipient;
		p->cur->recipient = was;
	}
	/* A reason may stand above its address. */
	if (p->cur && p->since == 0 && p->out->n == 1 && !p->cur->said.len)
		append_words(p->a, p->cur, p->above);
	if (p->cur && p->since++ < MAX_WORDS)
		append_words(p->a, p->cur, line);
	p->listing = p->announced && !p->cur && span_ends(span_trim(line), S(":"));
	p->above = intro ? S("") : line;
}

/* qmail's "<a@b>:", Exim's indented address, "could not be delivered to": an address above the
 * returned original, and the words after it up to the next address. */
void dsn_read_text(struct arena *a, const struct mail_lines *l, const struct spans *own,
		   struct span from, struct bounces *ret)
{
	struct prose p = { .a = a,
			   .own = own,
			   .out = ret,
			   .above = S(""),
			   .from = from,
			   .all = mail_lines_join(a, l, 0, TEXT_LINES) };
	struct span above = S("");

	for (size_t i = 0; i < l->n && i < TEXT_LINES; i++) {
		struct span line = l->at[i].text;

		if (mark_is_blank(line))
			continue;
		if (dsn_begins_original(a, line))
			break;
		if (!p.cur && above.len < 1500)
			above = arena_fmt(a, "%.*s %.*s", SPAN_ARG(above),
					  SPAN_ARG(utf8_cut(line, 300)));
		read_line(&p, line);
	}
	for (size_t i = 0; i < ret->n; i++) {
		struct bounce *b = &ret->at[i];

		b->status = dsn_find_status(b->said);
		/* "Could not be delivered because of 550 5.1.1 ...", then whom that is about. */
		if (ret->n == 1 && !b->status.len && dsn_find_status(above).len) {
			b->status = dsn_find_status(above);
			b->said = span_trim(above);
		}
		b->failed = !span_starts(b->status, S("4")) && !span_starts(b->status, S("2")) &&
			    !dsn_is_delay(a, above) && !dsn_is_delay(a, b->said);
	}
}
