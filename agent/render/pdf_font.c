/* Reading a TrueType face (OpenType 1.9: table directory, cmap format 4, hmtx, kern format 0).
 *
 * Every read is bounds-checked, so that a damaged font file gives boxes or a refusal, never a crash.
 * Kerning comes from the old `kern` table, which Lato carries and the subsetter keeps when asked. */
#include "pdf_font_in.h"
#include "span.h"

static struct span font_table(struct span file, const char *tag)
{
	unsigned n = font_u16(file, 4);

	for (unsigned i = 0; i < n; i++) {
		size_t at = 12 + 16 * (size_t)i;

		if (at + 16 > file.len)
			break;
		if (memcmp(file.ptr + at, tag, 4) == 0) {
			uint32_t from = font_u32(file, at + 8), len = font_u32(file, at + 12);

			if (from > file.len || len > file.len - from)
				break;
			return (struct span){ file.ptr + from, len };
		}
	}
	return (struct span){ "", 0 };
}

/* The Windows Unicode table (platform 3, encoding 1), which holds the basic plane. */
static struct span font_find_cmap(struct span cmap)
{
	unsigned n = font_u16(cmap, 2);

	for (unsigned i = 0; i < n; i++) {
		size_t at = 4 + 8 * (size_t)i;
		uint32_t from = font_u32(cmap, at + 4);

		if (font_u16(cmap, at) != 3 || font_u16(cmap, at + 2) != 1)
			continue;
		if (from < cmap.len && font_u16(cmap, from) == 4)
			return span_from(cmap, from);
	}
	return (struct span){ "", 0 };
}

static unsigned font_glyph_slow(const struct pdf_font *f, uint32_t rune)
{
	unsigned n2 = font_u16(f->cmap, 6), low = 0, high = n2 / 2;
	size_t start, delta, range;
	unsigned offset, glyph;

	if (rune > 0xffff)
		return 0;
	while (low < high) {
		unsigned mid = (low + high) / 2;

		if (font_u16(f->cmap, 14 + 2 * (size_t)mid) < rune)
			low = mid + 1;
		else
			high = mid;
	}
	if (low >= n2 / 2)
		return 0;
	start = 16 + (size_t)n2 + 2 * (size_t)low;
	delta = start + n2;
	range = delta + n2;
	if (font_u16(f->cmap, start) > rune)
		return 0;
	offset = font_u16(f->cmap, range);
	if (offset == 0)
		glyph = (rune + font_u16(f->cmap, delta)) & 0xffff;
	else {
		glyph = font_u16(f->cmap,
				 range + offset + 2 * (size_t)(rune - font_u16(f->cmap, start)));
		if (glyph)
			glyph = (glyph + font_u16(f->cmap, delta)) & 0xffff;
	}
	return glyph < f->n_glyph ? glyph : 0;
}

static unsigned font_glyph(const struct pdf_font *f, uint32_t rune)
{
	return rune < FONT_DIRECT ? f->direct[rune] : font_glyph_slow(f, rune);
}

unsigned font_advance(const struct pdf_font *f, unsigned glyph)
{
	if (glyph >= f->n_metric)
		glyph = f->n_metric - 1;
	return font_u16(f->hmtx, 4 * (size_t)glyph);
}

/* The pairs of the first horizontal format 0 table: sorted 6-byte records. */
static struct span font_find_kern(struct span kern)
{
	size_t at = 4, n = font_u16(kern, 2);

	for (size_t i = 0; i < n && at + 14 <= kern.len; i++) {
		unsigned len = font_u16(kern, at + 2), coverage = font_u16(kern, at + 4);

		if ((coverage & 0xff07) == 0x0001) {
			/* The 16-bit length overflows in large tables; the count is right. */
			size_t pairs = 6 * (size_t)font_u16(kern, at + 6);

			return span_sub(kern, at + 14, pairs);
		}
		at += len;
	}
	return (struct span){ "", 0 };
}

enum rc pdf_font_open(struct arena *a, struct span ttf, struct pdf_font **ret, struct why *reterr)
{
	struct pdf_font *f = ARENA_NEW(a, struct pdf_font);

	f->arena = a;
	f->file = ttf;
	f->head = font_table(ttf, "head");
	f->hhea = font_table(ttf, "hhea");
	f->maxp = font_table(ttf, "maxp");
	f->hmtx = font_table(ttf, "hmtx");
	f->loca = font_table(ttf, "loca");
	f->glyf = font_table(ttf, "glyf");
	f->cmap = font_find_cmap(font_table(ttf, "cmap"));
	f->kern = font_find_kern(font_table(ttf, "kern"));
	f->os2 = font_table(ttf, "OS/2");
	f->name = font_table(ttf, "name");
	f->fpgm = font_table(ttf, "fpgm");
	f->prep = font_table(ttf, "prep");
	f->cvt = font_table(ttf, "cvt ");
	if (f->head.len < 54 || f->hhea.len < 36 || f->maxp.len < 6 || f->glyf.len == 0 ||
	    f->cmap.len < 16)
		return why_fail(reterr, RC_BAD_CONFIG, "font: no TrueType outlines in it");
	f->em = font_u16(f->head, 18);
	f->long_loca = font_u16(f->head, 50) != 0;
	f->n_glyph = font_u16(f->maxp, 4);
	f->n_metric = font_u16(f->hhea, 34);
	if (f->em < 16 || f->em > 16384 || f->n_glyph == 0 || f->n_metric == 0 ||
	    f->n_metric > f->n_glyph || f->hmtx.len < 4 * (size_t)f->n_metric ||
	    f->loca.len < ((size_t)f->n_glyph + 1) * (f->long_loca ? 4 : 2))
		return why_fail(reterr, RC_BAD_CONFIG, "font: a table is cut short");
	for (uint32_t r = 0; r < FONT_DIRECT; r++)
		f->direct[r] = (uint16_t)font_glyph_slow(f, r);
	*ret = f;
	return RC_OK;
}

bool pdf_font_has(const struct pdf_font *f, uint32_t rune)
{
	return font_glyph(f, rune) != 0;
}

static int font_thousandths(const struct pdf_font *f, int units)
{
	return units * 1000 / (int)f->em;
}

int pdf_font_width(const struct pdf_font *f, uint32_t rune)
{
	return font_thousandths(f, (int)font_advance(f, font_glyph(f, rune)));
}

int pdf_font_kern(const struct pdf_font *f, uint32_t left, uint32_t right)
{
	uint32_t want = (font_glyph(f, left) << 16) | font_glyph(f, right);
	size_t low = 0, high = f->kern.len / 6;

	while (low < high) {
		size_t mid = (low + high) / 2;
		uint32_t pair = font_u32(f->kern, 6 * mid);

		if (pair == want)
			return font_thousandths(f, font_i16(f->kern, 6 * mid + 4));
		if (pair < want)
			low = mid + 1;
		else
			high = mid;
	}
	return 0;
}

static unsigned font_new_code(struct pdf_font *f, uint32_t rune, unsigned glyph)
{
	if (f->n_use == 0) { /* code 0 is the box, as the format wants it */
		f->use = arena_grow(f->arena, f->use, 0, &f->cap_use, sizeof(*f->use));
		f->use[f->n_use++] = (struct font_use){ 0xfffd, 0 };
	}
	if (glyph == 0)
		return 0;
	f->use = arena_grow(f->arena, f->use, f->n_use, &f->cap_use, sizeof(*f->use));
	f->use[f->n_use] = (struct font_use){ rune, (uint16_t)glyph };
	return (unsigned)f->n_use++;
}

unsigned pdf_font_code(struct pdf_font *f, uint32_t rune)
{
	if (rune < FONT_DIRECT) {
		if (f->code_direct[rune] == 0)
			f->code_direct[rune] =
				(uint16_t)(font_new_code(f, rune, f->direct[rune]) + 1);
		return f->code_direct[rune] - 1U;
	}
	for (size_t i = 1; i < f->n_use; i++)
		if (f->use[i].rune == rune)
			return (unsigned)i;
	return font_new_code(f, rune, font_glyph(f, rune));
}

size_t pdf_font_used(const struct pdf_font *f)
{
	return f->n_use;
}
