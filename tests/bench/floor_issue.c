/* The bare floor of `issue`: draw the same page with libharu and commit it in one row (WAL, synchronous FULL).
 * What stands on the page is read from a list made of plic's own PDF: "t FONT SIZE X Y WORD" and "r X Y W H".
 * Fonts are the same two, loaded anew for each document as libharu asks, and subset by it.
 *
 * usage: floor_issue REGULAR.TTF BOLD.TTF LIST N DATABASE    prints the seconds and the bytes of one PDF */
#include <hpdf.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct item {
	char kind;
	int font;
	float size, x, y, w, h;
	char word[200];
};

static struct item items[5000];
static int n_items;
static HPDF_BYTE bytes[1 << 20];

static void fail(const char *what)
{
	fprintf(stderr, "floor_issue: %s\n", what);
	exit(1);
}

static void on_error(HPDF_STATUS error, HPDF_STATUS detail, void *ctx)
{
	(void)ctx;
	fprintf(stderr, "floor_issue: libharu %lx %lu\n", (unsigned long)error, (unsigned long)detail);
	exit(1);
}

static void read_list(const char *path)
{
	FILE *f = fopen(path, "r");
	char line[400];

	if (!f)
		fail(path);
	while (f && n_items < 5000 && fgets(line, sizeof(line), f)) {
		struct item *i = &items[n_items];

		i->kind = line[0];
		if (line[0] == 't' && sscanf(line, "t %d %f %f %f %199s", &i->font, &i->size, &i->x, &i->y, i->word) == 5)
			n_items++;
		else if (line[0] == 'r' && sscanf(line, "r %f %f %f %f", &i->x, &i->y, &i->w, &i->h) == 4)
			n_items++;
	}
	fclose(f);
}

static HPDF_UINT32 draw(const char *const ttf[2])
{
	HPDF_Doc d = HPDF_New(on_error, NULL);
	HPDF_Font font[2];
	HPDF_Page page;
	HPDF_UINT32 n;

	HPDF_UseUTFEncodings(d);
	HPDF_SetCurrentEncoder(d, "UTF-8");
	HPDF_SetCompressionMode(d, HPDF_COMP_ALL);
	for (int i = 0; i < 2; i++)
		font[i] = HPDF_GetFont(d, HPDF_LoadTTFontFromFile(d, ttf[i], HPDF_TRUE), "UTF-8");
	page = HPDF_AddPage(d);
	HPDF_Page_SetSize(page, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT);
	for (int i = 0; i < n_items; i++) {
		const struct item *it = &items[i];

		if (it->kind == 'r') {
			HPDF_Page_Rectangle(page, it->x, it->y, it->w, it->h);
			HPDF_Page_Fill(page);
			continue;
		}
		HPDF_Page_BeginText(page);
		HPDF_Page_SetFontAndSize(page, font[it->font], it->size);
		HPDF_Page_TextOut(page, it->x, it->y, it->word);
		HPDF_Page_EndText(page);
	}
	HPDF_SaveToStream(d);
	n = HPDF_GetStreamSize(d);
	if (n > sizeof(bytes))
		fail("a PDF over 1 MB");
	HPDF_ResetStream(d);
	HPDF_ReadFromStream(d, bytes, &n);
	HPDF_Free(d);
	return n;
}

int main(int argc, char **argv)
{
	const char *ttf[2] = { NULL, NULL };
	struct timespec a, b;
	HPDF_UINT32 size = 0;
	sqlite3_stmt *add;
	sqlite3 *db;
	int n;

	if (argc != 6)
		fail("usage: floor_issue REGULAR BOLD LIST N DATABASE");
	ttf[0] = argv[1];
	ttf[1] = argv[2];
	read_list(argv[3]);
	n = atoi(argv[4]);
	if (sqlite3_open(argv[5], &db) ||
	    sqlite3_exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
			     "CREATE TABLE pdf(id INTEGER PRIMARY KEY, bytes BLOB)", NULL, NULL, NULL) ||
	    sqlite3_prepare_v2(db, "INSERT INTO pdf(bytes) VALUES(?)", -1, &add, NULL))
		fail("database");
	clock_gettime(CLOCK_MONOTONIC, &a);
	for (int i = 0; i < n; i++) {
		size = draw(ttf);
		sqlite3_bind_blob(add, 1, bytes, (int)size, SQLITE_STATIC);
		if (sqlite3_step(add) != SQLITE_DONE)
			fail("commit");
		sqlite3_reset(add);
	}
	clock_gettime(CLOCK_MONOTONIC, &b);
	sqlite3_finalize(add);
	sqlite3_close(db);
	printf("%.3f %u\n", (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9, (unsigned)size);
	return 0;
}
