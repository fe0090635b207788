/* Log lines for the journal (sd-daemon(3) level prefixes). */
#include "log.h"

#include <stdarg.h>

static enum log_level level_max = LOG_INFO;

static const struct {
	const char *text;
	enum log_level level;
} events[LOG_EVENT_COUNT] = {
#define E(id, text, level) [id] = { text, level },
	LOG_EVENTS(E)
#undef E
};

const char *log_event_name(enum log_event e)
{
	return events[e].text;
}

enum log_level log_event_level(enum log_event e)
{
	return events[e].level;
}

void log_level(enum log_level max)
{
	level_max = max;
}

void log_say(enum log_event e, const char *fmt, ...)
{
	char line[2048];
	va_list ap;
	int n;

	if (events[e].level > level_max)
		return;
	va_start(ap, fmt);
	n = vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	if (n < 0)
		line[0] = '\0';
	/* One write, so that lines of parent and child do not mix. */
	(void)fprintf(stderr, "<%d>%s%s%s\n", (int)events[e].level, events[e].text,
		      line[0] ? " " : "", line);
}

const char *log_quote(struct span s)
{
	static char ring[8][224];
	static unsigned next;
	char *out = ring[next++ % 8];
	size_t w = 0;

	out[w++] = '"';
	for (size_t i = 0; i < s.len && w < 200; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c < 0x20 || c == 0x7f)
			c = '?';
		if (c == '"' || c == '\\')
			out[w++] = '\\';
		out[w++] = (char)c;
	}
	out[w++] = '"';
	out[w] = '\0';
	return out;
}

const char *log_quote_str(const char *s)
{
	return log_quote((struct span){ s, s ? strlen(s) : 0 });
}
