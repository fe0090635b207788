/* File names of issued documents. */
#include "archive_name.h"

#include "span.h"
#include "utf8.h"

enum { NAME_RUNES = 60, LEAF_BYTES = 200 };

/* Signs that are not seen, or turn the direction of what follows: a name made of them lies. */
static bool hidden(uint32_t r)
{
	return r < 0x20 || (r >= 0x7f && r < 0xa0) || r == 0xad || (r >= 0x200b && r <= 0x200f) ||
	       (r >= 0x2028 && r <= 0x202e) || (r >= 0x2060 && r <= 0x206f) || r == 0xfeff ||
	       r >= 0xe0000 || (r >= 0xfff0 && r <= 0xffff);
}

static bool separates(uint32_t r)
{
	return r < 0x80 && memchr("/\\:*?\"<>| \t\r\n", (int)r, 13);
}

struct span archive_safe_name(struct arena *a, struct span name)
{
	struct span rest = utf8_nfc_ro(a, utf8_clean(a, name)), s;
	struct buf out;
	uint32_t r;

	buf_init(&out, a, 4096);
	rest = utf8_cut(rest, 4 * NAME_RUNES);
	while (utf8_next(&rest, &r)) {
		if (separates(r) || r == 0xa0) {
			if (out.len && out.ptr[out.len - 1] != ' ')
				buf_add_char(&out, ' ');
		} else if (!hidden(r)) {
			buf_add_rune(&out, r);
		}
	}
	s = utf8_cut(buf_span(&out), NAME_RUNES);
	while (s.len && (s.ptr[s.len - 1] == '.' || s.ptr[s.len - 1] == ' '))
		s.len--;
	while (s.len && (s.ptr[0] == '.' || s.ptr[0] == ' '))
		s = span_from(s, 1);
	return s;
}

struct span archive_leaf(struct arena *a, const struct document *d)
{
	struct span name = archive_safe_name(a, d->snap->buyer.name), head;

	head = snapshot_file_name(a, d->snap);
	if (!d->number)
		head = arena_fmt(a, "%.*s-%lld", SPAN_ARG(head), (long long)d->id);
	while (name.len && head.len + 1 + name.len > LEAF_BYTES)
		name = utf8_cut(name, utf8_count(name) - 1);
	return name.len ? arena_fmt(a, "%.*s %.*s", SPAN_ARG(head), SPAN_ARG(name)) : head;
}

struct span archive_path(struct arena *a, const struct document *d, const char *ending)
{
	struct civil c = day_civil(d->snap->issue);

	return arena_fmt(a, "%04d/%02d/%.*s.%s", c.year, c.month, SPAN_ARG(archive_leaf(a, d)),
			 ending);
}

struct span archive_answer_path(struct arena *a, const struct document *d, struct span download)
{
	struct civil c = day_civil(d->snap->issue);

	return arena_fmt(a, "%04d/%02d/%.*s ANAF %.*s.zip", c.year, c.month,
			 SPAN_ARG(snapshot_file_name(a, d->snap)),
			 SPAN_ARG(archive_safe_name(a, download)));
}

struct span archive_received_path(struct arena *a, struct day day, struct span number,
				  struct span name, struct span message, const char *ending)
{
	struct civil c = day_civil(day);
	struct span part[] = { archive_safe_name(a, number), archive_safe_name(a, name),
			       archive_safe_name(a, message) };
	struct buf b;

	buf_init(&b, a, 4096);
	buf_add_fmt(&b, "%04d/%02d/primite/", c.year, c.month);
	for (size_t i = 0, n = 0; i < ARRAY_LEN(part); i++)
		if (part[i].len)
			buf_add_fmt(&b, "%s%.*s", n++ ? " " : "", SPAN_ARG(part[i]));
	buf_add_fmt(&b, ".%s", ending);
	return buf_span(&b);
}
