/* Bounces without a report: qmail, Exim, Exchange, Postini and their like tell it in prose. Also the
 * words and codes (RFC 3463) that say whether an address is dead. Mail reference section 3. */
#include "mail_dsn_text.h"
#include "mail_header.h"
#include "mail_mark.h"
#include "span.h"
#include "utf8.h"

enum { MAX_BOUNCES = 100, TEXT_LINES = 400, MAX_LINE = 1000 };

/* Codes that say the address itself is dead. */
static const char *const dead_codes[] = { "5.1.1", "5.1.10", "5.1.2", "5.1.3",
					  "5.1.6", "5.2.1",  "5.4.4" };
/* Words that say so where the code does not (folded). */
static const char *const dead_words[] = {
	"user unknown",
	"unknown user",
	"does not like recipient",
	"user doesn't",
	"no valid recipient",
	"unknown host",
	"no such user",
	"does not exist",
	"doesn't exist",
	"no mailbox here",
	"unknown recipient",
	"recipient unknown",
	"invalid recipient",
	"recipient not found",
	"no such recipient",
	"mailbox not found",
	"unknown or illegal alias",
	"no such mailbox",
	"not our customer",
	"invalid mailbox",
	"account has been disabled",
	"account is disabled",
	"is disabled",
	"mailbox unavailable",
	"not listed in",
	"user not found",
	"address rejected",
	"unknown local",
	"unrouteable address",
	"host unknown",
	"host not found",
	"domain not found",
	"no existe",
	"nu exista",
	"unknown address",
	"bad destination",
	"address unknown",
	"user doesn't have",
	"unknown mailbox",
	"recipnotfound",
	"no longer available",
	"couldn't be found",
	"wasn't found",
	"could not be found",
	"not found by smtp address lookup",
	"no such person",
	"is not known at this site",
	"name or service not known",
	"undeliverable address",
	"name is not recognized",
	"recipient name is not",
	"n'existe pas",
	"address not found",
	"no such domain",
	NULL,
};
static const char *const live_words[] = {
	"full",      "quota",         "over quota", "too large", "spam",      "blocked",
	"blacklist", "policy",        "greylist",   "temporar",  "try again", "timed out",
	"too many",  "access denied", "reputation", "dmarc",     "spf",       NULL,
};

static bool has_any(struct span s, const char *const *list)
{
	for (; *list; list++) {
		if (span_has(s, span_of(*list)))
			return true;
	}
	return false;
}

static bool is_digit(struct span s, size_t i)
{
	return i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9';
}

/* The first "d.d.d" of class 2, 4 or 5 in s. */
struct span dsn_find_status(struct span s)
{
	for (size_t i = 0; i + 4 < s.len; i++) {
		size_t k = i + 2, n = 0;

		if ((s.ptr[i] != '5' && s.ptr[i] != '4' && s.ptr[i] != '2') ||
		    s.ptr[i + 1] != '.' || (i > 0 && (is_digit(s, i - 1) || s.ptr[i - 1] == '.')))
			continue;
		while (is_digit(s, k) && n < 3)
			k++, n++;
		if (n == 0 || k >= s.len || s.ptr[k] != '.')
			continue;
		for (k++, n = 0; is_digit(s, k) && n < 3; n++)
			k++;
		if (n == 0 || is_digit(s, k) ||
		    (k < s.len && s.ptr[k] == '.' && is_digit(s, k + 1)))
			continue;
		return span_sub(s, i, k - i);
	}
	return S("");
}

/* Does the code leave open what is wrong? */
bool dsn_is_generic(struct span status)
{
	return !status.len || span_ends(status, S(".0.0")) || span_eq(status, S("5.1.0")) ||
	       span_eq(status, S("5.5.0")) || span_eq(status, S("5.3.0"));
}

void dsn_judge(struct arena *a, struct bounce *b)
{
	struct span f = utf8_fold(a, utf8_cut(b->reason, 2000));

	b->address_invalid = false;
	if (!b->failed || (b->status.len && b->status.ptr[0] != '5'))
		return;
	for (size_t i = 0; i < ARRAY_LEN(dead_codes); i++)
		b->address_invalid = b->address_invalid || span_eq_str(b->status, dead_codes[i]);
	if (dsn_is_generic(b->status) && has_any(f, dead_words) && !has_any(f, live_words))
		b->address_invalid = true;
	/* Exchange Online's words for an address that its directory does not hold. */
	if (span_eq(b->status, S("5.4.1")) &&
	    span_has(f, S("recipient address rejected: access denied")))
		b->address_invalid = true;
}

/* Does the returned original begin with this line? */
static bool begins_original(struct arena *a, struct span line)
{
	static const char *const marks[] = {
		"below this line is a copy",
		"this is a copy of the message",
		"original message",
		"returned message",
		"message header",
		"header of",
		"bounced e-mail",
		"original mail",
		"unsent message below",
		"undelivered message follows",
		"message headers follow",
		"mesaj original",
		"message follows",
		"copy of your message",
		"original headers",
		NULL,
	};
	struct span t = span_trim(line);

	if (span_istarts(t, S("Return-Path:")) || span_istarts(t, S("Received:")) ||
	    span_istarts(t, S("Message-ID:")) || span_istarts(t, S("DKIM-Signature:")))
		return true;
	return line.len < 200 && has_any(utf8_fold(a, line), marks) &&
	       !span_has(line, S("was received")) && !span_has(line, S("5.")) &&
	       span_find_char(line, '@', 0) == SIZE_MAX;
}

static bool is_own(const struct spans *own, struct span addr)
{
	for (size_t i = 0; i < own->n; i++) {
		if (span_ieq(own->at[i], addr))
			return true;
	}
	return span_istarts(addr, S("postmaster@")) || span_istarts(addr, S("mailer-daemon@")) ||
	       span_istarts(addr, S("mail-daemon@"));
}

static bool is_addr_byte(char c)
{
	return (unsigned char)c > ' ' && c != 127 && !strchr("<>()[]\",;:'|`@", c);
}

/* The first address of a line that may be a failed recipient. */
static struct span line_address(struct arena *a, struct span line, const struct spans *own)
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
		if (v.n && !is_own(own, v.at[0].addr))
			return v.at[0].addr;
	}
	return S("");
}

struct bounce *dsn_known(const struct bounces *v, struct span addr)
{
	for (size_t i = 0; i < v->n; i++) {
		if (span_ieq(v->at[i].recipient, addr))
			return &v->at[i];
	}
	return NULL;
}

/* Words that announce the list of failed addresses (folded). */
static const char *const intro_words[] = {
	"following address",
	"following recipient",
	"failed address",
	"fatal error",
	"not be delivered",
	"failed recipient",
	"undeliverable",
	"intended recipient",
	"did not reach",
	"not deliver",
	"wasn't delivered",
	"delivery fail",
	"delivery to",
	"nu a putut fi livrat",
	"nelivrat",
	"permanent error",
	"final delivery",
	"delivery error",
	"message not delivered",
	"nao pode ser entregue",
	"kunne ikke leveres",
	"recipient address",
	"list of recipients",
	"unable to deliver",
	"your message to",
	"full",
	"quota",
	NULL,
};

static void append_reason(struct arena *a, struct bounce *b, struct span line)
{
	line = span_trim(line);
	if (line.len && b->reason.len < 1000)
		b->reason = arena_fmt(a, "%.*s%s%.*s", SPAN_ARG(b->reason),
				      b->reason.len ? " " : "", SPAN_ARG(utf8_cut(line, 300)));
}

/* qmail's "<a@b>:", Exim's indented address, "could not be delivered to": an address above the
 * returned original, and the words after it up to the next address. */
void dsn_read_text(struct arena *a, const struct mail_lines *l, const struct spans *own,
		   struct bounces *ret)
{
	struct bounce *cur = NULL;
	bool announced = false;
	size_t since = 0;

	for (size_t i = 0; i < l->n && i < TEXT_LINES; i++) {
		struct span line = l->at[i].text, addr, f;

		if (mark_is_blank(line))
			continue;
		if (begins_original(a, line))
			break;
		f = utf8_fold(a, utf8_cut(line, 400));
		announced = announced || has_any(f, intro_words);
		addr = line_address(a, line, own);
		if (addr.len && dsn_known(ret, addr)) {
			cur = dsn_known(ret, addr);
			since = 0;
		} else if (addr.len && ret->n < MAX_BOUNCES &&
			   (announced || span_trim(line).len <= addr.len + 3 ||
			    dsn_find_status(line).len || has_any(f, dead_words))) {
			cur = ARENA_PUSH(a, ret);
			cur->recipient = addr;
			cur->reason = S("");
			since = 0;
		}
		if (cur && since++ < 12)
			append_reason(a, cur, line);
	}
	for (size_t i = 0; i < ret->n; i++) {
		struct bounce *b = &ret->at[i];

		b->status = dsn_find_status(b->reason);
		b->failed = !span_starts(b->status, S("4"));
		dsn_judge(a, b);
	}
}
