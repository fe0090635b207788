/* The smaller TrueType file and the code map that a document embeds (ISO 32000-1 9.6.3, 9.9, 9.10.3).
 *
 * Glyphs are renumbered: code = new glyph index, so that /CIDToGIDMap is /Identity. Parts of composite
 * glyphs (s with its comma) follow after the codes. */
#include "buf.h"
#include "hash.h"
#include "pdf_font_in.h"
#include "span.h"

#define SUBSET_MAX ((size_t)4 << 20)

/* Flags of a composite glyph's part (OpenType glyf). */
#define PART_WORDS 0x0001
#define PART_SCALE 0x0008
#define PART_MORE  0x0020
#define PART_XY    0x0040
#define PART_2X2   0x0080

struct glyphs {
	uint16_t *at; /* old index of each new glyph */
	size_t n, cap;
};

static void put_u16(struct buf *b, unsigned v)
{
	buf_add_char(b, (char)(v >> 8 & 0xff));
	buf_add_char(b, (char)(v & 0xff));
}

static void put_u32(struct buf *b, uint32_t v)
{
	put_u16(b, v >> 16);
	put_u16(b, v & 0xffff);
}

static struct span subset_outline(const struct pdf_font *f, unsigned glyph)
{
	size_t from, to;

	if (f->long_loca) {
		from = font_u32(f->loca, 4 * (size_t)glyph);
		to = font_u32(f->loca, 4 * (size_t)glyph + 4);
	} else {
		from = 2 * (size_t)font_u16(f->loca, 2 * (size_t)glyph);
		to = 2 * (size_t)font_u16(f->loca, 2 * (size_t)glyph + 2);
	}
	if (from >= to || to > f->glyf.len)
		return (struct span){ "", 0 };
	return span_sub(f->glyf, from, to - from);
}

static unsigned subset_index(struct arena *a, struct glyphs *g, unsigned glyph)
{
	for (size_t i = 0; i < g->n; i++)
		if (g->at[i] == glyph)
			return (unsigned)i;
	*ARENA_PUSH(a, g) = (uint16_t)glyph;
	return (unsigned)g->n - 1;
}

/* Copy one outline; parts of a composite get their new index. */
static void subset_add_outline(struct arena *a, struct buf *b, struct span o, struct glyphs *g)
{
	size_t start = b->len, at = 10;
	unsigned flags;

	buf_add(b, o);
	while (b->len % 4 != 0)
		buf_add_char(b, 0);
	if (font_i16(o, 0) >= 0)
		return;
	do {
		unsigned now;

		if (at + 4 > o.len || !buf_ok(b))
			return;
		flags = font_u16(o, at);
		now = subset_index(a, g, font_u16(o, at + 2));
		b->ptr[start + at + 2] = (char)(now >> 8);
		b->ptr[start + at + 3] = (char)(now & 0xff);
		at += flags & PART_WORDS ? 8 : 6;
		if (flags & PART_SCALE)
			at += 2;
		else if (flags & PART_XY)
			at += 4;
		else if (flags & PART_2X2)
			at += 8;
	} while (flags & PART_MORE);
}

static uint32_t subset_checksum(struct span t)
{
	uint32_t sum = 0;

	for (size_t at = 0; at < t.len; at += 4) {
		uint32_t word = 0;

		for (size_t i = 0; i < 4; i++)
			word = word << 8 | (at + i < t.len ? (unsigned char)t.ptr[at + i] : 0);
		sum += word;
	}
	return sum;
}

struct subset_table {
	const char *tag;
	struct span bytes;
};

/* A font file from its tables, which stand in the order of their tags. */
static struct span subset_assemble(struct arena *a, const struct subset_table *t, size_t n)
{
	size_t total = 12 + 16 * n, at;
	unsigned log = 0, there = 0;
	struct buf b;

	for (size_t i = 0; i < n; i++) {
		total += (t[i].bytes.len + 3) & ~(size_t)3;
		there += t[i].bytes.len > 0;
	}
	buf_init(&b, a, total);
	while ((2U << log) <= there)
		log++;
	put_u32(&b, 0x00010000);
	put_u16(&b, there);
	put_u16(&b, 16U << log);
	put_u16(&b, log);
	put_u16(&b, 16 * there - (16U << log));
	at = 12 + 16 * (size_t)there;
	for (size_t i = 0; i < n; i++) {
		if (t[i].bytes.len == 0)
			continue;
		buf_add_str(&b, t[i].tag);
		put_u32(&b, subset_checksum(t[i].bytes));
		put_u32(&b, (uint32_t)at);
		put_u32(&b, (uint32_t)t[i].bytes.len);
		at += (t[i].bytes.len + 3) & ~(size_t)3;
	}
	for (size_t i = 0; i < n; i++) {
		buf_add(&b, t[i].bytes);
		while (b.len % 4 != 0)
			buf_add_char(&b, 0);
	}
	return buf_span(&b);
}

/* A table with one of its 16-bit fields replaced. */
static struct span subset_patch(struct arena *a, struct span t, size_t at, unsigned v)
{
	char *p = arena_alloc(a, t.len);

	memcpy(p, t.ptr, t.len);
	p[at] = (char)(v >> 8);
	p[at + 1] = (char)(v & 0xff);
	return (struct span){ p, t.len };
}

/* Blanks of every width are copied out as a plain space, a minus as a hyphen: who pastes an amount
 * into a bank's form or a spreadsheet gets what it takes. */
static uint32_t subset_meaning(uint32_t rune)
{
	if (rune == 0x2212)
		return '-';
	return rune == 0xa0 || rune == 0x2009 || rune == 0x202f ? ' ' : rune;
}

static struct span subset_cmap(const struct pdf_font *f, struct arena *a)
{
	struct buf b;

	buf_init(&b, a, SUBSET_MAX);
	buf_add_str(&b, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
			"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
			"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
			"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
	for (size_t i = 0; i < f->n_use; i++) {
		if (i % 100 == 0)
			buf_add_fmt(&b, "%zu beginbfchar\n",
				    f->n_use - i < 100 ? f->n_use - i : (size_t)100);
		buf_add_fmt(&b, "<%04zX> <%04X>\n", i, (unsigned)subset_meaning(f->use[i].rune));
		if (i % 100 == 99 || i + 1 == f->n_use)
			buf_add_str(&b, "endbfchar\n");
	}
	buf_add_str(&b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
	return buf_span(&b);
}

/* PostScript name (name ID 6, Windows Unicode), letters and digits and "-" only. */
static struct span subset_name(const struct pdf_font *f, struct arena *a, struct span file)
{
	unsigned n = font_u16(f->name, 2), strings = font_u16(f->name, 4);
	struct sha256 h = hash_sha256(file);
	struct buf b;

	buf_init(&b, a, 100);
	for (size_t i = 0; i < 6; i++)
		buf_add_char(&b, (char)('A' + h.b[i] % 26));
	buf_add_char(&b, '+');
	for (unsigned i = 0; i < n; i++) {
		size_t at = 6 + 12 * (size_t)i;
		struct span s;

		if (font_u16(f->name, at) != 3 || font_u16(f->name, at + 6) != 6)
			continue;
		s = span_sub(f->name, strings + font_u16(f->name, at + 10),
			     font_u16(f->name, at + 8));
		for (size_t k = 1; k < s.len && k < 120; k += 2) {
			char c = s.ptr[k];

			if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
			    (c >= '0' && c <= '9') || c == '-')
				buf_add_char(&b, c);
		}
		break;
	}
	if (b.len == 7)
		buf_add_str(&b, "Font");
	return buf_span(&b);
}

static void subset_metrics(const struct pdf_font *f, struct arena *a, struct pdf_subset *ret)
{
	int *width = ARENA_ARRAY(a, f->n_use, int), em = (int)f->em;

	for (size_t i = 0; i < f->n_use; i++)
		width[i] = (int)font_advance(f, f->use[i].glyph) * 1000 / em;
	ret->width = width;
	ret->n = f->n_use;
	ret->ascent = font_i16(f->hhea, 4) * 1000 / em;
	ret->descent = font_i16(f->hhea, 6) * 1000 / em;
	ret->cap_height = f->os2.len >= 90 ? font_i16(f->os2, 88) * 1000 / em : 700;
	for (size_t i = 0; i < 4; i++)
		ret->box[i] = font_i16(f->head, 36 + 2 * i) * 1000 / em;
}

enum rc pdf_font_subset(const struct pdf_font *f, struct arena *a, struct pdf_subset *ret,
			struct why *reterr)
{
	struct glyphs g = { 0 };
	struct buf glyf, loca, hmtx;

	buf_init(&glyf, a, SUBSET_MAX);
	buf_init(&loca, a, SUBSET_MAX);
	buf_init(&hmtx, a, SUBSET_MAX);
	for (size_t i = 0; i < f->n_use; i++)
		*ARENA_PUSH(a, &g) = f->use[i].glyph;
	for (size_t i = 0; i < g.n && i < 0xffff; i++) { /* g grows by the parts found */
		put_u32(&loca, (uint32_t)glyf.len);
		put_u16(&hmtx, font_advance(f, g.at[i]));
		put_u16(&hmtx,
			g.at[i] < f->n_metric ? font_u16(f->hmtx, 4 * (size_t)g.at[i] + 2) : 0);
		subset_add_outline(a, &glyf, subset_outline(f, g.at[i]), &g);
	}
	put_u32(&loca, (uint32_t)glyf.len);
	if (!buf_ok(&glyf) || !buf_ok(&loca) || !buf_ok(&hmtx))
		return why_fail(reterr, RC_BAD_CONFIG, "font: glyphs of over 4 MB");
	ret->file = subset_assemble(
		a,
		(struct subset_table[]){
			{ "cvt ", f->cvt },
			{ "fpgm", f->fpgm },
			{ "glyf", buf_span(&glyf) },
			{ "head", subset_patch(a, span_sub(f->head, 0, 54), 50, 1) },
			{ "hhea", subset_patch(a, f->hhea, 34, (unsigned)g.n) },
			{ "hmtx", buf_span(&hmtx) },
			{ "loca", buf_span(&loca) },
			{ "maxp", subset_patch(a, f->maxp, 4, (unsigned)g.n) },
			{ "prep", f->prep },
		},
		9);
	ret->unicode = subset_cmap(f, a);
	ret->name = subset_name(f, a, ret->file);
	subset_metrics(f, a, ret);
	return RC_OK;
}
