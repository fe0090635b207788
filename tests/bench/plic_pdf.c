/* `pdf`: plic's side: the sample invoice with so many lines, drawn again and again in one process as run/compose.c draws it:
 * layout, texts, pages, file.
 *
 * usage: plic_pdf TEMPLATES LINES N PDF [XML]    prints the seconds, the bytes of one PDF and the peak memory in kB; the last
 * PDF is written to the file named. With XML each document is written as UBL too and embedded; the last goes to that file. */

#include "clock.h"
#include "doc_render.h"
#include "load_look.h"
#include "peak.h"
#include "sample.h"
#include "span.h"
#include "ubl_write.h"

static void check(const char *what, enum rc rc, const struct why *why)
{
	if (!rc)
		return;
	fprintf(stderr, "plic_pdf: %s: %s\n", what, why->text);
	exit(1);
}

static struct snapshot *invoice(struct arena *a, int64_t n)
{
	struct snapshot *s = sample_snapshot(a, DOC_INVOICE, S("ro"));
	struct lines lines = { 0 };
	struct why why = { "" };

	for (int64_t i = 0; i < n; i++) {
		struct line *line = ARENA_PUSH(a, &lines);

		*line = s->lines.at[i % (int64_t)s->lines.n];
		line->name = arena_fmt(a, "%.*s %lld", SPAN_ARG(line->name), (long long)i + 1);
	}
	s->lines = lines;
	check("compute", snapshot_compute(a, s, &why), &why);
	return s;
}

static void keep_file(const char *path, struct span bytes)
{
	FILE *f = fopen(path, "we");

	if (!f || fwrite(bytes.ptr, 1, bytes.len, f) != bytes.len || fclose(f))
		check(path, RC_REFUSED, &(struct why){ "not written" });
}

int main(int argc, char **argv)
{
	SCOPED_ARENA keep = arena_new((size_t)64 << 20);
	SCOPED_ARENA work = arena_new((size_t)1 << 30);
	struct span xml = S(""), pdf = S("");
	struct snapshot *snapshot;
	struct why why = { "" };
	struct look *look;
	int64_t lines = 0, n = 0, start;

	if (argc < 5 || !span_to_i64(span_of(argv[2]), &lines) || lines < 1 || !span_to_i64(span_of(argv[3]), &n))
		return 64;
	check("look", load_look(argv[1], NULL, &look, &why), &why);
	snapshot = invoice(keep, lines);
	start = clock_mono_ms();
	for (int64_t i = 0; i < n; i++) {
		arena_clear(work);
		if (argc > 5)
			check("xml", ubl_write(look, work, snapshot, NULL, &xml, &why), &why);
		check("render", doc_render_pdf(look, work, snapshot, FACE_ISSUED, xml, &pdf, &why), &why);
	}
	start = clock_mono_ms() - start;
	printf("%lld.%03lld %zu %ld\n", (long long)start / 1000, (long long)start % 1000, pdf.len, peak_kb());
	keep_file(argv[4], pdf);
	if (argc > 5)
		keep_file(argv[5], xml);
	look_free(look);
	return 0;
}
