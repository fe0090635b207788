/* ubl_set DIR N: the cases of tests/unit/ubl_cases.h as DIR/NAME.xml and DIR/NAME.pdf, N of them by lot (a PDF
 * of each tenth), and DIR/sums.tsv with the snapshots' sums: name, currency, PDF or not, then BT-106, 107,
 * 108, 109, 110, 111, 112, 113, 114, 115 in machine form, "" where there is none. */
#include <stdio.h>
#include <stdlib.h>

#include "doc_render.h"
#include "invoice_type.h"
#include "load_look.h"
#include "span.h"
#include "ubl_cases.h"

static const char *dir;

static void die(const char *what, const struct why *why)
{
	(void)fprintf(stderr, "ubl_set: %s: %s\n", what, why->text);
	exit(1);
}

static void put(struct arena *a, const char *name, const char *end, struct span bytes)
{
	FILE *f = fopen(arena_str(a, arena_fmt(a, "%s/%s.%s", dir, name, end)), "wb");

	if (!f || fwrite(bytes.ptr, 1, bytes.len, f) != bytes.len || fclose(f) != 0) {
		perror(name);
		exit(1);
	}
}

static void put_sums(struct arena *a, FILE *f, const char *name, const struct snapshot *s, bool pdf)
{
	const struct money sums[] = { s->sum_lines, s->allowances, s->charges, s->net,
				      s->tax,       s->tax_lei,    s->total,   s->prepaid,
				      s->rounding,  s->payable };

	(void)fprintf(f, "%s\t%s\t%d", name, s->currency, pdf);
	for (size_t i = 0; i < ARRAY_LEN(sums); i++)
		(void)fprintf(f, "\t%.*s",
			      SPAN_ARG(sums[i].cur[0] ? money_print(a, sums[i]) : S("")));
	(void)fputc('\n', f);
}

static void put_case(const struct look *l, struct arena *a, FILE *sums, const char *name,
		     const struct ubl_case *c, bool pdf)
{
	struct why why = { "" };
	struct span bytes;

	if (ubl_write(l, a, &c->s, &c->files, &bytes, &why))
		die(name, &why);
	put(a, name, "xml", bytes);
	if (pdf) {
		if (doc_render_pdf(l, a, &c->s, FACE_ISSUED, bytes, &bytes, &why))
			die(name, &why);
		put(a, name, "pdf", bytes);
	}
	put_sums(a, sums, name, invoice_as_read(a, &c->s), pdf);
}

int main(int argc, char **argv)
{
	struct look *l = NULL;
	struct why why = { "" };
	FILE *sums;

	if (argc != 3) {
		(void)fputs("usage: ubl_set DIR N\n", stderr);
		return 2;
	}
	dir = argv[1];
	if (load_look(NULL, NULL, &l, &why))
		die("templates", &why);
	{
		SCOPED_ARENA a = arena_new(1 << 20);

		sums = fopen(arena_str(a, arena_fmt(a, "%s/sums.tsv", dir)), "w");
		if (!sums) {
			perror(dir);
			return 1;
		}
	}
	for (size_t i = 0;; i++) {
		SCOPED_ARENA a = arena_new(256 << 20);
		struct ubl_case c;

		if (!ubl_case_at(a, i, &c))
			break;
		put_case(l, a, sums, c.name, &c, true);
	}
	for (long i = 0; i < strtol(argv[2], NULL, 10); i++) {
		SCOPED_ARENA a = arena_new(256 << 20);
		struct ubl_case c;

		ubl_case_random(a, UINT64_C(1000000) + (uint64_t)i, &c);
		put_case(l, a, sums, arena_str(a, arena_fmt(a, "lot-%05ld", i)), &c, i % 10 == 0);
	}
	look_free(l);
	return fclose(sums) != 0;
}
