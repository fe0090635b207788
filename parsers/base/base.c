/* Error reasons: one printable line, cut at the size of struct why. */
#include <limits.h>
#include <stdarg.h>

#include "base.h"

/* Foreign text goes to terminals and logs: C0, DEL and the C1 range (U+0080..9F) are neutered. */
static void make_printable(char *text)
{
	unsigned char before = 0;

	for (char *p = text; *p; p++) {
		unsigned char c = (unsigned char)*p;

		if (c < 0x20 || c == 0x7f || (before == 0xc2 && c >= 0x80 && c <= 0x9f)) {
			if (before == 0xc2 && c >= 0x80)
				p[-1] = '?';
			*p = '?';
		}
		before = c;
	}
}

/* A cut may have split a character: drop its first bytes. */
static void drop_split_char(char *text, size_t len)
{
	size_t at = len, need;

	while (at > 0 && len - at < 3 && ((unsigned char)text[at - 1] & 0xc0) == 0x80)
		at--;
	if (at == 0)
		return;
	unsigned char lead = (unsigned char)text[at - 1];
	need = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
	if (len - (at - 1) < need)
		text[at - 1] = '\0';
}

static void why_vset(struct why *w, const char *fmt, va_list args)
	__attribute__((format(printf, 2, 0)));

static void why_vset(struct why *w, const char *fmt, va_list args)
{
	int n;

	if (!w)
		return;
	n = vsnprintf(w->text, sizeof(w->text), fmt, args);
	if (n < 0)
		w->text[0] = '\0';
	else if ((size_t)n >= sizeof(w->text))
		drop_split_char(w->text, sizeof(w->text) - 1);
	make_printable(w->text);
}

void why_set(struct why *w, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	why_vset(w, fmt, args);
	va_end(args);
}

enum rc why_fail(struct why *w, enum rc rc, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	why_vset(w, fmt, args);
	va_end(args);
	return rc;
}

enum rc why_prefix(struct why *w, enum rc rc, const char *fmt, ...)
{
	struct why before, all;
	va_list args;

	if (!w)
		return rc;
	va_start(args, fmt);
	why_vset(&before, fmt, args);
	va_end(args);
	/* The reason matters more than where it came from: it may push the prefix short. */
	why_set(&all, "%.*s: %s", 200, before.text, w->text);
	*w = all;
	return rc;
}

int span_int(struct span s)
{
	return s.len > INT_MAX ? INT_MAX : (int)s.len;
}
