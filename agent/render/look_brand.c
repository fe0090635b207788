/* brand.conf: keys with their kinds, defaults, and what is wrong with a value. */
#include "look_in.h"
#include "pdf_image.h"
#include "span.h"

enum { IMAGE_MAX = 300 << 10 };

enum brand_kind {
	BRAND_COLOUR,
	BRAND_TEXT,
	BRAND_NUMBER,
	BRAND_IMAGE,
	BRAND_FACE,
	BRAND_FAMILIES,
	BRAND_CHOICE
};
/* Keys of brand.conf; what each is for stands in the shipped file. of: the words of a choice, in the
 * order of the enum that shape.h gives them. */
static const struct brand_key {
	const char *name;
	enum brand_kind kind;
	const char *otherwise, *of;
} brand_keys[] = {
	{ "name", BRAND_TEXT, "", NULL },
	{ "accent", BRAND_COLOUR, "#105c4b", NULL },
	{ "accent_text", BRAND_COLOUR, "#ffffff", NULL },
	{ "accent_dark", BRAND_COLOUR, "#6fcfb4", NULL },
	{ "ink", BRAND_COLOUR, "#1d2329", NULL },
	{ "warn", BRAND_COLOUR, "#9a3b1f", NULL },
	{ "warn_dark", BRAND_COLOUR, "#f0a184", NULL },
	{ "label", BRAND_COLOUR, "#66707a", NULL },
	{ "rule", BRAND_COLOUR, "#dfe3e6", NULL },
	{ "tint", BRAND_COLOUR, "#f3f6f5", NULL },
	{ "page", BRAND_COLOUR, "#eef1f0", NULL },
	{ "logo", BRAND_IMAGE, "", NULL },
	{ "logo_width", BRAND_NUMBER, "120", NULL },
	{ "font_regular", BRAND_FACE, "fonts/regular.ttf", NULL },
	{ "font_bold", BRAND_FACE, "fonts/bold.ttf", NULL },
	{ "mail_font", BRAND_FAMILIES,
	  "Lato, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif", NULL },
	{ "mail_corner", BRAND_NUMBER, "8", NULL },
	{ "button_corner", BRAND_NUMBER, "6", NULL },
	{ "website", BRAND_TEXT, "", NULL },
	{ "qr", BRAND_CHOICE, "yes", "no yes" },
	{ "qr_image", BRAND_IMAGE, "", NULL },
	{ "head", BRAND_CHOICE, "mark", "mark centre band" },
	{ "facts", BRAND_CHOICE, "column", "column strip" },
	{ "table", BRAND_CHOICE, "rules", "rules bands ledger" },
	{ "total", BRAND_CHOICE, "rule", "rule box double" },
	{ "pay", BRAND_CHOICE, "tint", "tint frame bar" },
	{ "foot", BRAND_CHOICE, "sides", "sides centre" },
	{ "corner", BRAND_NUMBER, "5", NULL },
};

_Static_assert(ARRAY_LEN(brand_keys) <= BRAND_KEYS, "room for every key of brand.conf");

static bool colour_ok(struct span v)
{
	if (v.len != 7 || v.ptr[0] != '#')
		return false;
	for (size_t i = 1; i < v.len; i++)
		if (!strchr("0123456789abcdefABCDEF", v.ptr[i]))
			return false;
	return true;
}

/* Which word of "mark centre band"; -1: none of them. */
static int choice_find(const char *of, struct span word)
{
	struct span rest = span_of(of), one;

	for (int i = 0; span_next_word(&rest, &one); i++)
		if (span_eq(one, word))
			return i;
	return -1;
}

/* TrueType begins with its version or "true" (Apple's). */
static const char *face_wrong(const struct file *f)
{
	if (!f)
		return "names a file that is not in templates/";
	return span_starts(f->bytes, S("\0\1\0\0")) || span_starts(f->bytes, S("true")) ?
		       NULL :
		       "is no TrueType face";
}

static const char *image_wrong(const struct file *f)
{
	struct why why;
	int w, h;

	if (!f)
		return "names a file that is not in templates/";
	if (f->bytes.len > IMAGE_MAX)
		return "is over 300 KB, and every mail would carry it (600 pixels across are enough)";
	return pdf_image_size(f->bytes, &w, &h, &why) ? "is neither PNG nor JPEG" : NULL;
}

/* It goes into a style as it is. */
static bool families_ok(struct span v)
{
	for (size_t i = 0; i < v.len; i++)
		if (!strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 ,'-",
			    v.ptr[i]))
			return false;
	return v.len > 0;
}

/* What is wrong with a value, or NULL. */
static const char *brand_wrong(const struct look *l, const struct brand_key *k, struct span v)
{
	int64_t num;

	switch (k->kind) {
	case BRAND_COLOUR:
		return colour_ok(v) ? NULL : "is no colour like #105c4b";
	case BRAND_NUMBER:
		return span_to_i64(v, &num) && num >= 0 && num <= 400 ? NULL :
									"is no number (0 to 400)";
	case BRAND_FACE:
		return face_wrong(look_find(l, v));
	case BRAND_IMAGE:
		return v.len ? image_wrong(look_find(l, v)) : NULL;
	case BRAND_FAMILIES:
		return families_ok(v) ?
			       NULL :
			       "is no list of families like Georgia, 'Times New Roman', serif";
	case BRAND_CHOICE:
		return choice_find(k->of, v) >= 0 ?
			       NULL :
			       arena_str(l->arena, arena_fmt(l->arena, "is one of: %s", k->of));
	case BRAND_TEXT:
		break;
	}
	return NULL;
}

static enum rc brand_set(struct look *l, struct span file, unsigned line, struct span key,
			 struct span v, struct why *why)
{
	for (size_t i = 0; i < ARRAY_LEN(brand_keys); i++) {
		const char *wrong;

		if (!span_eq_str(key, brand_keys[i].name))
			continue;
		wrong = brand_wrong(l, &brand_keys[i], v);
		if (wrong)
			return why_fail(why, RC_BAD_CONFIG, "%.*s:%u: %s %s: %.*s", SPAN_ARG(file),
					line, brand_keys[i].name, wrong, SPAN_ARG(v));
		l->brand[i] = v;
		return RC_OK;
	}
	return why_fail(why, RC_BAD_CONFIG, "%.*s:%u: unknown key %.*s", SPAN_ARG(file), line,
			SPAN_ARG(key));
}

static enum rc take_brand(struct look *l, const char *path, struct why *why)
{
	const struct file *f = look_find(l, span_of(path));
	struct span rest, line;
	unsigned n = 0;

	if (!f)
		return RC_OK;
	rest = f->bytes;
	while (span_next_line(&rest, &line)) {
		struct span s = span_trim(line);
		size_t eq = span_find_char(s, '=', 0);
		enum rc rc;

		n++;
		if (s.len == 0 || s.ptr[0] == '#')
			continue;
		if (eq == SIZE_MAX)
			return why_fail(why, RC_BAD_CONFIG, "%.*s:%u: not \"key = value\"",
					SPAN_ARG(f->shown), n);
		rc = brand_set(l, f->shown, n, span_trim(span_sub(s, 0, eq)),
			       span_trim(span_from(s, eq + 1)), why);
		if (rc)
			return rc;
	}
	return RC_OK;
}

enum rc brand_take(struct look *l, struct why *reterr)
{
	enum rc rc;

	for (size_t i = 0; i < ARRAY_LEN(brand_keys); i++)
		l->brand[i] = span_of(brand_keys[i].otherwise);
	rc = take_brand(l, "brand.conf", reterr);
	return rc ? rc : take_brand(l, BRAND_OVER, reterr);
}

struct span look_brand(const struct look *l, const char *key)
{
	for (size_t i = 0; i < ARRAY_LEN(brand_keys); i++)
		if (strcmp(key, brand_keys[i].name) == 0)
			return l->brand[i];
	return S("");
}

unsigned look_choice(const struct look *l, const char *key)
{
	for (size_t i = 0; i < ARRAY_LEN(brand_keys); i++)
		if (brand_keys[i].of && strcmp(key, brand_keys[i].name) == 0)
			return (unsigned)choice_find(brand_keys[i].of, l->brand[i]);
	return 0;
}

struct value *look_brand_value(const struct look *l, struct arena *a)
{
	struct value *v = value_new_map(a);

	for (size_t i = 0; i < ARRAY_LEN(brand_keys); i++)
		value_set(a, v, brand_keys[i].name, value_text(a, l->brand[i]));
	return v;
}
