/* `pdf`: plic's side: the sample invoice with so many lines, drawn again and again in one process as run/compose.c draws it:
 * layout, texts, pages, file.
 *
 * usage: plic_pdf TEMPLATES FONTS LINES N PDF [XML]    prints the seconds, the bytes of one PDF and the peak memory in kB;
 * the last PDF is written to the file named; XML is a file to embed */

#include "clock.h"
#include "doc_render.h"
#include "load_look.h"
#include "peak.h"
#include "read_file.h"
#include "sample.h"
#include "span.h"

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

int main(int argc, char **argv)
{
	SCOPED_ARENA keep = arena_new((size_t)64 << 20);
	SCOPED_ARENA work = arena_new((size_t)1 << 30);
	struct span xml = S(""), pdf = S("");
	struct snapshot *snapshot;
	struct why why = { "" };
	struct look *look;
	int64_t lines = 0, n = 0, start;
	FILE *f;

	if (argc < 6 || !span_to_i64(span_of(argv[3]), &lines) || lines < 1 || !span_to_i64(span_of(argv[4]), &n))
		return 64;
	check("look", load_look(argv[1], argv[2], &look, &why), &why);
	snapshot = invoice(keep, lines);
	if (argc > 6)
		check("xml", read_file(keep, argv[6], (size_t)16 << 20, &xml, &why), &why);
	start = clock_mono_ms();
	for (int64_t i = 0; i < n; i++) {
		arena_clear(work);
		check("render", doc_render_pdf(look, work, snapshot, FACE_ISSUED, xml, &pdf, &why), &why);
	}
	start = clock_mono_ms() - start;
	printf("%lld.%03lld %zu %ld\n", (long long)start / 1000, (long long)start % 1000, pdf.len, peak_kb());
	f = fopen(argv[5], "we");
	if (!f || fwrite(pdf.ptr, 1, pdf.len, f) != pdf.len || fclose(f))
		check("write", RC_REFUSED, &why);
	look_free(look);
	return 0;
}
