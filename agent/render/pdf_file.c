/* The file's objects by libharu 2.3.0: it keeps the object table, compresses and saves.
 *
 * Two things are done through its object layer (hpdf_objects.h) and not by its front door, because
 * that would cost 2 ms a face and 65,536 codes of tables: the font objects, of Type0 with Identity-H
 * codes (ISO 32000-1 9.7), and the title, as UTF-16BE. HPDF errors are sticky, so most calls are
 * checked once, by the document's error code at the end. */
#include "pdf_file_in.h"

#include <hpdf_info.h>
#include <hpdf_pages.h>
#include <hpdf_utils.h>

#include "day.h"
#include "span.h"
#include "utf8.h"

#define FILE_MAX ((size_t)256 << 20)

static void hpdf_dropp(HPDF_Doc *doc)
{
	if (*doc)
		HPDF_Free(*doc);
}

void file_add_text(HPDF_Doc doc, HPDF_Dict dict, const char *key, struct span utf8)
{
	unsigned char bytes[512] = { 0xfe, 0xff };
	HPDF_UINT n = 2;
	uint32_t r;

	while (n < sizeof(bytes) - 4 && utf8_next(&utf8, &r)) {
		if (r > 0xffff) {
			r -= 0x10000;
			bytes[n++] = (unsigned char)(0xd8 | r >> 18);
			bytes[n++] = (unsigned char)(r >> 10 & 0xff);
			r = 0xdc00 | (r & 0x3ff);
		}
		bytes[n++] = (unsigned char)(r >> 8 & 0xff);
		bytes[n++] = (unsigned char)(r & 0xff);
	}
	HPDF_Dict_Add(dict, key, HPDF_Binary_New(doc->mmgr, bytes, n));
}

HPDF_Dict file_stream(HPDF_Doc doc, struct span bytes)
{
	HPDF_Dict d = HPDF_DictStream_New(doc->mmgr, doc->xref);

	if (!d)
		return NULL;
	d->filter = HPDF_STREAM_FILTER_FLATE_DECODE;
	HPDF_Stream_Write(d->stream, (const HPDF_BYTE *)bytes.ptr, (HPDF_UINT)bytes.len);
	return d;
}

HPDF_Dict file_dict(HPDF_Doc doc, const char *type, const char *subtype, bool indirect)
{
	HPDF_Dict d = HPDF_Dict_New(doc->mmgr);

	if (!d || (indirect && HPDF_Xref_Add(doc->xref, d) != HPDF_OK))
		return NULL;
	if (type)
		HPDF_Dict_AddName(d, "Type", type);
	if (subtype)
		HPDF_Dict_AddName(d, "Subtype", subtype);
	return d;
}

static HPDF_Dict file_descriptor(HPDF_Doc doc, const struct pdf_subset *s, const char *name)
{
	HPDF_Dict d = file_dict(doc, "FontDescriptor", NULL, true);
	HPDF_Dict data = file_stream(doc, s->file);
	HPDF_Array box = HPDF_Array_New(doc->mmgr);

	if (!d || !data || !box)
		return NULL;
	HPDF_Dict_AddNumber(data, "Length1", (HPDF_INT32)s->file.len);
	for (size_t i = 0; i < 4; i++)
		HPDF_Array_AddNumber(box, s->box[i]);
	HPDF_Dict_AddName(d, "FontName", name);
	HPDF_Dict_AddNumber(d, "Flags", 4); /* codes are our own: "symbolic" */
	HPDF_Dict_Add(d, "FontBBox", box);
	HPDF_Dict_AddNumber(d, "ItalicAngle", 0);
	HPDF_Dict_AddNumber(d, "Ascent", s->ascent);
	HPDF_Dict_AddNumber(d, "Descent", s->descent);
	HPDF_Dict_AddNumber(d, "CapHeight", s->cap_height);
	HPDF_Dict_AddNumber(d, "StemV", 80);
	HPDF_Dict_Add(d, "FontFile2", data);
	return d;
}

static HPDF_Dict file_descendant(HPDF_Doc doc, const struct pdf_subset *s, const char *name)
{
	HPDF_Dict d = file_dict(doc, "Font", "CIDFontType2", true);
	HPDF_Dict system = HPDF_Dict_New(doc->mmgr);
	HPDF_Dict descriptor = file_descriptor(doc, s, name);
	HPDF_Array outer = HPDF_Array_New(doc->mmgr), width = HPDF_Array_New(doc->mmgr);

	if (!d || !system || !descriptor || !outer || !width)
		return NULL;
	HPDF_Dict_AddName(d, "BaseFont", name);
	HPDF_Dict_Add(d, "CIDSystemInfo", system);
	HPDF_Dict_Add(system, "Registry", HPDF_String_New(doc->mmgr, "Adobe", NULL));
	HPDF_Dict_Add(system, "Ordering", HPDF_String_New(doc->mmgr, "Identity", NULL));
	HPDF_Dict_AddNumber(system, "Supplement", 0);
	HPDF_Dict_Add(d, "FontDescriptor", descriptor);
	HPDF_Dict_AddName(d, "CIDToGIDMap", "Identity");
	HPDF_Dict_Add(d, "W", outer);
	HPDF_Array_AddNumber(outer, 0);
	HPDF_Array_Add(outer, width);
	for (size_t i = 0; i < s->n; i++)
		HPDF_Array_AddNumber(width, s->width[i]);
	return d;
}

static HPDF_Dict file_font(HPDF_Doc doc, struct arena *a, const struct pdf_subset *s)
{
	const char *name = arena_str(a, s->name);
	HPDF_Dict d = file_dict(doc, "Font", "Type0", true);
	HPDF_Dict descendant = file_descendant(doc, s, name);
	HPDF_Dict unicode = file_stream(doc, s->unicode);
	HPDF_Array list = HPDF_Array_New(doc->mmgr);

	if (!d || !descendant || !unicode || !list)
		return NULL;
	HPDF_Dict_AddName(d, "BaseFont", name);
	HPDF_Dict_AddName(d, "Encoding", "Identity-H");
	HPDF_Dict_Add(d, "DescendantFonts", list);
	HPDF_Array_Add(list, descendant);
	HPDF_Dict_Add(d, "ToUnicode", unicode);
	return d;
}

static enum rc file_images(HPDF_Doc doc, struct arena *a, const struct pdf_info *info,
			   HPDF_Dict res, struct why *reterr)
{
	HPDF_Dict images = HPDF_Dict_New(doc->mmgr);

	if (!images || HPDF_Dict_Add(res, "XObject", images) != HPDF_OK)
		return why_fail(reterr, RC_RETRY, "PDF: out of memory");
	for (size_t i = 0; i < PDF_IMAGES; i++) {
		const struct pdf_image *image = &info->image[i];
		HPDF_Image x;
		enum rc rc;

		if (image->bytes.len == 0)
			continue;
		rc = file_picture(doc, a, image->bytes, &x, reterr);
		if (rc)
			return why_prefix(reterr, rc, "%.*s", SPAN_ARG(image->file));
		HPDF_Dict_Add(images, image->name, x);
	}
	return RC_OK;
}

/* One resource dictionary, which all pages point at. */
static enum rc file_resources(HPDF_Doc doc, struct arena *a, const struct type *type,
			      const struct pdf_info *info, HPDF_Dict *ret, struct why *reterr)
{
	static const char *const name[FACES] = { "R", "B" };
	HPDF_Dict res = file_dict(doc, NULL, NULL, true), fonts = HPDF_Dict_New(doc->mmgr);

	if (!res || !fonts)
		return why_fail(reterr, RC_RETRY, "PDF: out of memory");
	HPDF_Dict_Add(res, "Font", fonts);
	for (size_t i = 0; i < FACES; i++) {
		struct pdf_subset s;
		HPDF_Dict font;
		enum rc rc;

		if (pdf_font_used(type->face[i]) == 0)
			continue;
		rc = pdf_font_subset(type->face[i], a, &s, reterr);
		if (rc)
			return rc;
		font = file_font(doc, a, &s);
		if (!font)
			return why_fail(reterr, RC_RETRY, "PDF: out of memory");
		HPDF_Dict_Add(fonts, name[i], font);
	}
	*ret = res;
	return file_images(doc, a, info, res, reterr);
}

static HPDF_Date file_date(int64_t made)
{
	struct civil c = day_civil(day_of_instant(made - bucharest_offset_s(made)));
	int64_t second = ((made % 86400) + 86400) % 86400;

	return (HPDF_Date){ .year = c.year,
			    .month = c.month,
			    .day = c.day,
			    .hour = (int)(second / 3600),
			    .minutes = (int)(second / 60 % 60),
			    .seconds = (int)(second % 60),
			    .ind = 'Z' };
}

static void file_info(HPDF_Doc doc, const struct pdf_info *info, struct arena *a)
{
	HPDF_Date date = file_date(info->made);
	HPDF_Dict view;

	HPDF_SetInfoDateAttr(doc, HPDF_INFO_CREATION_DATE, date);
	HPDF_SetInfoDateAttr(doc, HPDF_INFO_MOD_DATE, date);
	if (!doc->info)
		return;
	file_add_text(doc, doc->info, "Title", info->title);
	file_add_text(doc, doc->info, "Author", info->author);
	doc->pdf_version = HPDF_VER_14; /* Lang, DisplayDocTitle, images that let through */
	view = HPDF_Dict_New(doc->mmgr);
	if (view) {
		HPDF_Dict_AddBoolean(view, "DisplayDocTitle", HPDF_TRUE);
		HPDF_Dict_Add(doc->catalog, "ViewerPreferences", view);
	}
	HPDF_Dict_Add(doc->catalog, "Lang",
		      HPDF_String_New(doc->mmgr, arena_str(a, info->lang), NULL));
}

static void file_links(HPDF_Page page, struct arena *a, const struct sheet_links *links)
{
	for (size_t i = 0; i < links->n; i++) {
		const struct sheet_link *l = &links->at[i];
		HPDF_Rect rect = { .left = (HPDF_REAL)l->x / 100,
				   .right = (HPDF_REAL)(l->x + l->w) / 100,
				   .top = (HPDF_REAL)(SHEET_H - l->y) / 100,
				   .bottom = (HPDF_REAL)(SHEET_H - l->y - l->h) / 100 };
		HPDF_Annotation mark =
			HPDF_Page_CreateURILinkAnnot(page, rect, arena_str(a, l->url));

		if (mark)
			HPDF_LinkAnnot_SetBorderStyle(mark, 0, 0, 0);
	}
}

static void file_page(HPDF_Doc doc, HPDF_Dict res, struct arena *a, const struct sheet *sheet)
{
	struct span ops = buf_span(&sheet->ops);
	HPDF_Page page = HPDF_AddPage(doc);
	HPDF_PageAttr attr = page ? (HPDF_PageAttr)page->attr : NULL;

	if (!attr)
		return;
	HPDF_Page_SetWidth(page, (HPDF_REAL)SHEET_W / 100);
	HPDF_Page_SetHeight(page, (HPDF_REAL)SHEET_H / 100);
	HPDF_Dict_RemoveElement(page, "Resources");
	HPDF_Dict_Add(page, "Resources", res);
	HPDF_Stream_Write(attr->stream, (const HPDF_BYTE *)ops.ptr, (HPDF_UINT)ops.len);
	file_links(page, a, &sheet->links);
}

static enum rc file_save(HPDF_Doc doc, struct arena *a, struct span *ret, struct why *reterr)
{
	HPDF_UINT32 size;
	char *bytes;

	HPDF_SaveToStream(doc);
	if (HPDF_GetError(doc) != HPDF_OK)
		return why_fail(reterr, RC_RETRY, "PDF: libharu error 0x%04lx/%lu",
				HPDF_GetError(doc), HPDF_GetErrorDetail(doc));
	size = HPDF_GetStreamSize(doc);
	bytes = arena_alloc(a, size);
	HPDF_ResetStream(doc);
	HPDF_ReadFromStream(doc, (HPDF_BYTE *)bytes, &size);
	*ret = (struct span){ bytes, size };
	return RC_OK;
}

enum rc pdf_file_write(struct arena *a, const struct sheets *sheets, const struct type *type,
		       const struct pdf_info *info, struct span *ret, struct why *reterr)
{
	/* No memory pool: libharu's does not align what it gives. */
	__attribute__((cleanup(hpdf_dropp))) HPDF_Doc doc = HPDF_New(NULL, NULL);
	HPDF_Dict res = NULL;
	enum rc rc;

	if (!doc)
		return why_fail(reterr, RC_RETRY, "PDF: out of memory");
	HPDF_SetCompressionMode(doc, HPDF_COMP_ALL);
	file_info(doc, info, a);
	rc = file_resources(doc, a, type, info, &res, reterr);
	if (rc)
		return rc;
	for (size_t i = 0; i < sheets->n; i++)
		file_page(doc, res, a, &sheets->at[i]);
	file_attach(doc, a, &info->attached);
	return file_save(doc, a, ret, reterr);
}
