/* The reason of a bounce and whether its address is dead (mail_dsn_reason.h). */
#include "mail_dsn_reason.h"
#include "mail_dsn_words.h"
#include "buf.h"
#include "span.h"
#include "utf8.h"

/* When does the reason mean that nobody is there? Mail reference section 3. */
enum aim {
	AIM_OTHER, /* never: it speaks of our mail, our host, the hour */
	AIM_DEAD,
	AIM_UNCODED, /* when the server gave up for good in words alone: an old host says no more */
	AIM_VAGUE    /* ... or with a code that says nothing */
};
static const struct {
	const char *name, *number; /* number: the last digits of sisimai's own code */
	enum aim aim;
} reasons[] = {
	[R_UNDEFINED] = { "undefined", "900", AIM_VAGUE },
	[R_AUTHFAILURE] = { "authfailure", "972", AIM_OTHER },
	[R_BADREPUTATION] = { "badreputation", "975", AIM_OTHER },
	[R_BLOCKED] = { "blocked", "971", AIM_OTHER },
	[R_CONTENTERROR] = { "contenterror", "960", AIM_OTHER },
	[R_DELIVERED] = { "delivered", "", AIM_OTHER },
	[R_EXCEEDLIMIT] = { "exceedlimit", "923", AIM_OTHER },
	[R_EXPIRED] = { "expired", "947", AIM_OTHER },
	[R_FILTERED] = { "filtered", "910", AIM_OTHER },
	[R_HASMOVED] = { "hasmoved", "916", AIM_DEAD },
	[R_HOSTUNKNOWN] = { "hostunknown", "912", AIM_DEAD },
	[R_LOOP] = { "networkerror", "944", AIM_UNCODED },
	[R_MAILBOXFULL] = { "mailboxfull", "922", AIM_VAGUE },
	[R_MAILERERROR] = { "mailererror", "939", AIM_UNCODED },
	[R_MESGTOOBIG] = { "mesgtoobig", "934", AIM_OTHER },
	[R_NETWORKERROR] = { "networkerror", "944", AIM_OTHER },
	[R_NORELAYING] = { "norelaying", "909", AIM_OTHER },
	[R_NOTACCEPT] = { "notaccept", "932", AIM_DEAD },
	[R_NOTCOMPLIANT] = { "notcompliantrfc", "974", AIM_OTHER },
	[R_ONHOLD] = { "onhold", "901", AIM_OTHER },
	[R_POLICY] = { "policyviolation", "972", AIM_OTHER },
	[R_REJECTED] = { "rejected", "918", AIM_OTHER },
	[R_REQUIREPTR] = { "requireptr", "973", AIM_OTHER },
	[R_SECURITY] = { "securityerror", "970", AIM_OTHER },
	[R_SPAM] = { "spamdetected", "980", AIM_OTHER },
	[R_SUSPEND] = { "suspend", "921", AIM_UNCODED },
	[R_SYNTAX] = { "syntaxerror", "902", AIM_OTHER },
	[R_SYSTEMERROR] = { "systemerror", "930", AIM_OTHER },
	[R_SYSTEMFULL] = { "systemfull", "931", AIM_OTHER },
	[R_SPEEDING] = { "speeding", "946", AIM_OTHER },
	[R_TOOMANYCONN] = { "toomanyconn", "945", AIM_OTHER },
	[R_USERUNKNOWN] = { "userunknown", "911", AIM_DEAD },
	[R_VIRUS] = { "virusdetected", "971", AIM_OTHER },
};

/* What a server says that goes on trying (folded). */
static const char *const delays[] = {
	"will be retried",          "continue trying",
	"continue to try",          "delivery attempts will continue",
	"has been delayed",         "has been postponed",
	"temporary failure report", "retry timeout exceeded",
	"this is a warning",        "only a warning",
	"will keep trying",         "wird weiterhin versucht",
	"se va reincerca",
};

/* Codes that mean a dead address whatever is said of our host (mail reference section 3). */
static const char *const dead_codes[] = { "5.1.1", "5.1.10", "5.1.2", "5.1.3",
					  "5.1.6", "5.2.1",  "5.4.4" };

/* "v5.0.4" is a version. */
static bool is_word(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

static struct span status_at(struct span s, size_t i)
{
	size_t k = i + 2, n = 0;

	if ((s.ptr[i] != '5' && s.ptr[i] != '4' && s.ptr[i] != '2') || s.ptr[i + 1] != '.' ||
	    (i > 0 && (is_word(s.ptr[i - 1]) || s.ptr[i - 1] == '.')))
		return S("");
	while (span_digit_at(s, k) && n < 3)
		k++, n++;
	if (n == 0 || k >= s.len || s.ptr[k] != '.')
		return S("");
	for (k++, n = 0; span_digit_at(s, k) && n < 3; n++)
		k++;
	if (n == 0 || span_digit_at(s, k) ||
	    (k < s.len && s.ptr[k] == '.' && span_digit_at(s, k + 1)))
		return S("");
	return span_sub(s, i, k - i);
}

struct span dsn_find_status(struct span s)
{
	struct span vague = S("");

	for (size_t i = 0; i + 4 < s.len; i++) {
		struct span code = status_at(s, i);

		if (code.len && !span_ends(code, S(".0.0")))
			return code;
		if (code.len && !vague.len)
			vague = code;
	}
	return vague;
}

bool dsn_is_generic(struct span status)
{
	return !status.len || span_ends(status, S(".0.0")) || span_eq(status, S("5.1.0")) ||
	       span_eq(status, S("5.5.0")) || span_eq(status, S("5.3.0"));
}

bool dsn_is_delay(struct arena *a, struct span said)
{
	struct span f = utf8_fold(a, utf8_cut(said, 2000));

	for (size_t i = 0; i < ARRAY_LEN(delays); i++) {
		if (span_has(f, span_of(delays[i])))
			return true;
	}
	return false;
}

/* A reply code 4yz standing alone ("421 4.7.0", "ResponseCode 421"). */
static bool has_reply_4(struct span s)
{
	for (size_t i = 0; i + 3 <= s.len; i++) {
		if (s.ptr[i] == '4' && span_digit_at(s, i + 1) && s.ptr[i + 1] <= '5' &&
		    span_digit_at(s, i + 2) && !span_digit_at(s, i + 3) &&
		    (i == 0 || s.ptr[i - 1] == ' ' || s.ptr[i - 1] == ':') &&
		    (i + 3 == s.len || strchr(" -,;:", s.ptr[i + 3])))
			return true;
	}
	return false;
}

/* Words are there, but in a script whose phrases are not in the table. */
static bool is_foreign(struct span folded)
{
	size_t n = 0;

	for (size_t i = 0; i < folded.len; i++)
		n += (unsigned char)folded.ptr[i] >= 0x80;
	return n * 3 > folded.len;
}

/* "550 ...": words of a server that are not in the table, and may speak of anything. */
static bool is_reply_5(struct span s)
{
	return s.len > 3 && s.ptr[0] == '5' && span_digit_at(s, 1) && span_digit_at(s, 2) &&
	       !span_digit_at(s, 3);
}

/* later: the words say that the server may try again. */
static bool is_dead(enum dsn_reason r, const struct bounce *b, bool uncoded, bool later)
{
	static const char *const alive[] = { "4", "2", "5.2.2", "5.2.3", "5.3.", "5.7." };

	if (!b->failed || later)
		return false;
	/* Whatever the words are, these codes are not about the address; 5.3.0 is about nothing. */
	for (size_t i = 0; i < ARRAY_LEN(alive); i++) {
		if (span_starts(b->status, span_of(alive[i])) && !span_eq(b->status, S("5.3.0")))
			return false;
	}
	switch (reasons[r].aim) {
	case AIM_DEAD:
		return true;
	case AIM_UNCODED:
		return uncoded;
	case AIM_VAGUE:
		return uncoded || (span_eq(b->status, S("5.0.0")) &&
				   !(r == R_UNDEFINED && is_reply_5(b->said)));
	case AIM_OTHER:
		break;
	}
	for (size_t i = 0; r == R_FILTERED && i < ARRAY_LEN(dead_codes); i++) {
		if (span_eq_str(b->status, dead_codes[i]))
			return true;
	}
	return false;
}

/* What was said, folded, without addresses and host names: "host mx.spamfilter.example said". */
static struct span words_of(struct arena *a, struct span said)
{
	struct span rest = utf8_fold(a, utf8_cut(said, 2000)), word;
	bool host = false;
	struct buf b;

	buf_init(&b, a, rest.len + 2);
	buf_add_char(&b, ' ');
	while (span_next_part(&rest, ' ', &word)) {
		bool dotted = span_find_char(word, '.', 0) != SIZE_MAX;
		bool drop = (host && dotted) || span_find_char(word, '@', 0) != SIZE_MAX;

		host = span_eq(word, S("host"));
		if (drop || !word.len)
			continue;
		buf_add(&b, word);
		buf_add_char(&b, ' ');
	}
	return buf_span(&b);
}

void dsn_judge(struct arena *a, struct bounce *b)
{
	struct span f = words_of(a, b->said);
	bool uncoded = b->status.len == 0, later;
	enum dsn_reason r = dsn_reason_by_strong_code(b->status);

	if (span_starts(b->status, S("2")))
		r = R_DELIVERED;
	if (r == R_UNDEFINED)
		r = dsn_reason_by_words(f);
	if (r == R_UNDEFINED)
		r = dsn_reason_by_code(b->status);
	/* A group says the same in every language: you may not write here, or it is gone. */
	if (r == R_UNDEFINED && span_ends(b->recipient, S("@googlegroups.com")))
		r = R_REJECTED;
	if (r == R_UNDEFINED && uncoded && is_foreign(f))
		r = R_ONHOLD;
	b->reason = span_of(reasons[r].name);
	later = uncoded && (has_reply_4(b->said) || span_has(f, S("retry timeout exceeded")));
	b->address_invalid = is_dead(r, b, uncoded, later);
	/* At MAIL FROM sisimai takes the stage for the code and the words for the reason. */
	if (uncoded && *reasons[r].number)
		b->status = arena_fmt(a, "%c.0.%s", later ? '4' : '5',
				      span_ifind(b->said, S("after MAIL FROM"), 0) != SIZE_MAX ?
					      "901" :
					      reasons[r].number);
}
