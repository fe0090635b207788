/* Address lists, message ids and dates (RFC 5322 3.3, 3.4, 3.6.4 and the obsolete forms of 4). The
 * list is split before names are decoded: an encoded "<" or "," never makes a mailbox. */
#include "buf.h"
#include "day.h"
#include "mail_header.h"
#include "span.h"
#include "utf8.h"

enum { MAX_ADDRS = 1000 };

struct addr_scan {
	struct arena *a;
	struct mail_addrs *v;
	struct buf phrase, comment;
	struct span angle;
	bool has_angle;
};

/* An addr-spec as people compare it: no blanks, no comments (when they still stand in it), domain in lower case, valid UTF-8. */
static struct span tidy_addr(struct arena *a, struct span s, bool comments)
{
	size_t at = SIZE_MAX, depth = 0;
	bool quoted = false;
	struct buf b;

	/* A source route "@x,@y:a@b" is dropped (RFC 5322 4.4). */
	if (s.len && s.ptr[0] == '@' && span_find_char(s, ':', 0) != SIZE_MAX)
		s = span_from(s, span_find_char(s, ':', 0) + 1);
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '@')
			at = i;
	}
	buf_init(&b, a, s.len + 1);
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (c == '"')
			quoted = !quoted;
		if (comments && c == '(' && !quoted)
			depth++;
		else if (c == ')' && depth && depth--)
			continue;
		if (depth || (unsigned char)c <= ' ' || c == 127)
			continue;
		if (at != SIZE_MAX && i > at && c >= 'A' && c <= 'Z')
			c = (char)(c | 0x20);
		buf_add_char(&b, c);
	}
	return mail_tidy(a, buf_span(&b), false);
}

/* Bare addresses with nothing but blanks between them. */
static void push_bare(struct addr_scan *sc, struct span phrase)
{
	size_t ats = 0;
	struct span word;

	for (size_t i = 0; i < phrase.len; i++)
		ats += phrase.ptr[i] == '@';
	if (ats < 2)
		return;
	while (span_next_word(&phrase, &word)) {
		if (span_find_char(word, '@', 0) != SIZE_MAX && sc->v->n < MAX_ADDRS) {
			struct mail_addr *m = ARENA_PUSH(sc->a, sc->v);

			m->addr = tidy_addr(sc->a, word, false);
			m->name = S("");
		}
	}
}

static void finish(struct addr_scan *sc)
{
	struct span phrase = span_trim(buf_span(&sc->phrase));
	bool bare = !sc->has_angle && span_find_char(phrase, '@', 0) != SIZE_MAX;
	struct mail_addr *m;
	size_t n;

	if (!sc->has_angle && !bare) {
		/* "Popescu, Ion <a@b>": the comma stands in an unquoted name. */
		if (phrase.len)
			buf_add_str(&sc->phrase, ", ");
		return;
	}
	n = sc->v->n;
	if (bare)
		push_bare(sc, phrase);
	if (sc->v->n == n && n < MAX_ADDRS) {
		m = ARENA_PUSH(sc->a, sc->v);
		m->addr = tidy_addr(sc->a, bare ? phrase : sc->angle, !bare);
		m->name = mail_decode_text(sc->a, bare || !phrase.len ?
							  span_trim(buf_span(&sc->comment)) :
							  arena_span(sc->a, phrase));
	}
	buf_trunc(&sc->phrase, 0);
	buf_trunc(&sc->comment, 0);
	sc->has_angle = false;
}

/* Length of an encoded word at s[i], 0 when none: its text is opaque to the splitter. */
static size_t encoded_word_len(struct span s, size_t i)
{
	size_t marks = 0;

	for (size_t k = i + 2; k < s.len && k < i + 200; k++) {
		if (s.ptr[k] == ' ' || s.ptr[k] == '\t' || s.ptr[k] == '\r' || s.ptr[k] == '\n')
			return 0;
		if (s.ptr[k] == '?' && ++marks == 3)
			return k + 1 < s.len && s.ptr[k + 1] == '=' ? k + 2 - i : 0;
	}
	return 0;
}

static size_t scan_quoted(struct span s, size_t i, struct buf *out)
{
	for (i++; i < s.len && s.ptr[i] != '"'; i++) {
		if (s.ptr[i] == '\\' && i + 1 < s.len)
			i++;
		buf_add_char(out, s.ptr[i]);
	}
	return i;
}

static size_t scan_comment(struct span s, size_t i, struct buf *out)
{
	size_t depth = 0;

	for (; i < s.len; i++) {
		if (s.ptr[i] == '(' && depth++ == 0)
			continue;
		if (s.ptr[i] == ')' && --depth == 0)
			break;
		if (s.ptr[i] == '\\' && i + 1 < s.len)
			i++;
		buf_add_char(out, s.ptr[i]);
	}
	return i;
}

void mail_addrs_parse(struct arena *a, struct span s, struct mail_addrs *v)
{
	struct addr_scan sc = { .a = a, .v = v };

	buf_init(&sc.phrase, a, s.len * 2 + 16);
	buf_init(&sc.comment, a, s.len * 2 + 16);
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		size_t word = 0, end;

		if (c == '=' && i + 1 < s.len && s.ptr[i + 1] == '?')
			word = encoded_word_len(s, i);
		if (word) {
			buf_add(&sc.phrase, span_sub(s, i, word));
			i += word - 1;
		} else if (c == '"') {
			i = scan_quoted(s, i, &sc.phrase);
		} else if (c == '(') {
			buf_trunc(&sc.comment, 0);
			i = scan_comment(s, i, &sc.comment);
		} else if (c == '<') {
			end = span_find_char(s, '>', i);
			if (end == SIZE_MAX)
				end = s.len;
			sc.angle = span_sub(s, i + 1, end - i - 1);
			sc.has_angle = true;
			i = end;
		} else if (c == ',' || c == ';') {
			finish(&sc);
		} else if (c == ':' && !sc.has_angle &&
			   span_find_char(buf_span(&sc.phrase), '@', 0) == SIZE_MAX) {
			buf_trunc(&sc.phrase, 0); /* the name of a group */
		} else {
			buf_add_char(&sc.phrase, c);
		}
	}
	finish(&sc);
}

bool mail_addrs_has_group(struct span s)
{
	bool quoted = false, angle = false;
	size_t depth = 0;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (c == '\\')
			i++;
		else if (c == '"' && !depth)
			quoted = !quoted;
		else if (quoted)
			continue;
		else if (c == '(')
			depth++;
		else if (c == ')' && depth)
			depth--;
		else if (c == '<' && !depth)
			angle = true;
		else if (c == '>' && !depth)
			angle = false;
		else if (c == ':' && !depth && !angle)
			return true;
	}
	return false;
}

void mail_ids_parse(struct arena *a, struct span s, struct spans *v, size_t max)
{
	size_t i = 0;

	while (v->n < max) {
		size_t begin = span_find_char(s, '<', i), end;
		struct span id;

		if (begin == SIZE_MAX)
			return;
		end = span_find_char(s, '>', begin);
		if (end == SIZE_MAX)
			return;
		i = end + 1;
		id = mail_tidy(a, span_sub(s, begin + 1, end - begin - 1), false);
		/* 998: an id is one line (RFC 5322 2.1.1). */
		if (id.len && id.len <= 998 && span_find_char(id, ' ', 0) == SIZE_MAX)
			*ARENA_PUSH(a, v) = id;
	}
}

static int month_of(struct span w)
{
	static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
	struct span all = span_of(names);

	if (w.len < 3)
		return 0;
	for (size_t m = 0; m < 12; m++) {
		if (span_ieq(span_sub(w, 0, 3), span_sub(all, m * 3, 3)))
			return (int)m + 1;
	}
	return 0;
}

/* Offset of a zone in seconds: "+0200", and the names of RFC 5322 4.3. */
static int zone_offset(struct span z)
{
	static const struct {
		const char *name;
		int hours;
	} zones[] = { { "EST", -5 }, { "EDT", -4 }, { "CST", -6 }, { "CDT", -5 },
		      { "MST", -7 }, { "MDT", -6 }, { "PST", -8 }, { "PDT", -7 } };
	int64_t n;

	if (z.len == 5 && (z.ptr[0] == '+' || z.ptr[0] == '-') &&
	    span_to_i64(span_from(z, 1), &n) && n % 100 < 60 && n <= 1400) {
		int s = (int)(n / 100 * 3600 + n % 100 * 60);

		return z.ptr[0] == '-' ? -s : s;
	}
	for (size_t i = 0; i < ARRAY_LEN(zones); i++) {
		if (span_ieq_str(z, zones[i].name))
			return zones[i].hours * 3600;
	}
	return 0;
}

/* "12:30:59" or "12:30" as seconds, -1 when impossible. */
static int time_of(struct span w)
{
	int64_t part[3] = { 0, 0, 0 };
	struct span piece;
	size_t n = 0;

	while (n < 3 && span_next_part(&w, ':', &piece)) {
		if (!span_to_i64(piece, &part[n++]))
			return -1;
	}
	if (n < 2 || part[0] > 23 || part[1] > 59 || part[2] > 60)
		return -1;
	return (int)(part[0] * 3600 + part[1] * 60 + (part[2] > 59 ? 59 : part[2]));
}

int64_t mail_date(struct span s)
{
	struct span w, zone = S("");
	struct civil c = { .year = 0 };
	int64_t n;
	int secs = -1;
	struct day day;

	while (span_next_word(&s, &w)) {
		if (w.ptr[0] == '(')
			break;
		if (w.ptr[w.len - 1] == ',')
			w.len--;
		if (span_to_i64(w, &n)) {
			if (!c.day)
				c.day = n > 31 ? 99 : (int)n;
			else if (c.month && !c.year)
				c.year = n > 9999 ? 1 :
						    (int)(n < 50   ? n + 2000 :
							  n < 1000 ? n + 1900 :
								     n);
		} else if (c.day && !c.month && month_of(w)) {
			c.month = month_of(w);
		} else if (secs < 0 && c.year && span_find_char(w, ':', 0) != SIZE_MAX) {
			secs = time_of(w);
			if (secs < 0)
				return 0;
		} else if (secs >= 0 && !zone.len) {
			zone = w;
		}
	}
	if (!c.day || !c.month || c.year < 1970 || secs < 0 || day_from_civil(c, &day))
		return 0;
	return (int64_t)day.n * 86400 + secs - zone_offset(zone);
}
