/* Drawing for the bare floors: see floor_page.h. */
#include "floor_page.h"

#include <hpdf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct item {
	char kind;
	int font;
	float size, x, y, w, h;
	char word[200];
};

static struct item items[40000];
static int n_items;
static HPDF_BYTE bytes[4 << 20];

void floor_fail(const char *what)
{
	fprintf(stderr, "floor: %s\n", what);
	exit(1);
}

static void on_error(HPDF_STATUS error, HPDF_STATUS detail, void *ctx)
{
	(void)ctx;
	fprintf(stderr, "floor: libharu %lx %lu\n", (unsigned long)error, (unsigned long)detail);
	exit(1);
}

void floor_read_list(const char *path)
{
	FILE *f = fopen(path, "r");
	char line[400];

	if (!f)
		floor_fail(path);
	while (n_items < 40000 && fgets(line, sizeof(line), f)) {
		struct item *i = &items[n_items];

		i->kind = line[0];
		if (line[0] == 'p')
			n_items++;
		if (line[0] == 't' && sscanf(line, "t %d %f %f %f %199s", &i->font, &i->size, &i->x, &i->y, i->word) == 5)
			n_items++;
		else if (line[0] == 'r' && sscanf(line, "r %f %f %f %f", &i->x, &i->y, &i->w, &i->h) == 4)
			n_items++;
	}
	fclose(f);
}

const void *floor_draw(const char *regular, const char *bold, const char *attach, size_t *size)
{
	const char *const ttf[2] = { regular, bold };
	HPDF_Doc d = HPDF_New(on_error, NULL);
	HPDF_Page page = NULL;
	HPDF_Font font[2];
	HPDF_UINT32 n;

	HPDF_UseUTFEncodings(d);
	HPDF_SetCurrentEncoder(d, "UTF-8");
	HPDF_SetCompressionMode(d, HPDF_COMP_ALL);
	for (int i = 0; i < 2; i++)
		font[i] = HPDF_GetFont(d, HPDF_LoadTTFontFromFile(d, ttf[i], HPDF_TRUE), "UTF-8");
	for (int i = 0; i < n_items; i++) {
		const struct item *it = &items[i];

		if (it->kind == 'p') {
			page = HPDF_AddPage(d);
			HPDF_Page_SetSize(page, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT);
		} else if (it->kind == 'r') {
			HPDF_Page_Rectangle(page, it->x, it->y, it->w, it->h);
			HPDF_Page_Fill(page);
		} else {
			HPDF_Page_BeginText(page);
			HPDF_Page_SetFontAndSize(page, font[it->font], it->size);
			HPDF_Page_TextOut(page, it->x, it->y, it->word);
			HPDF_Page_EndText(page);
		}
	}
	if (attach)
		HPDF_AttachFile(d, attach);
	HPDF_SaveToStream(d);
	n = HPDF_GetStreamSize(d);
	if (n > sizeof(bytes))
		floor_fail("a PDF over 4 MB");
	HPDF_ResetStream(d);
	HPDF_ReadFromStream(d, bytes, &n);
	HPDF_Free(d);
	*size = n;
	return bytes;
}
