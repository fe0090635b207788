/* `ubl`: plic's side: the sample invoice written as XML again and again in one process, as run/store does before a
 * document first leaves; with "check" each is also asked e-Factura's rules, as before it is issued.
 *
 * usage: plic_ubl TEMPLATES N XML [check]    prints the seconds; the last XML is written to the file named */
#include <stdio.h>
#include <stdlib.h>

#include "clock.h"
#include "load_look.h"
#include "sample.h"
#include "span.h"
#include "ubl_check.h"
#include "ubl_write.h"

static void check(const char *what, enum rc rc, const struct why *why)
{
	if (!rc)
		return;
	(void)fprintf(stderr, "plic_ubl: %s: %s\n", what, why->text);
	exit(1);
}

int main(int argc, char **argv)
{
	SCOPED_ARENA keep = arena_new((size_t)64 << 20);
	SCOPED_ARENA work = arena_new((size_t)64 << 20);
	struct span xml = S("");
	struct snapshot *s;
	struct why why = { "" };
	struct look *look;
	int64_t n = 0, start;
	FILE *f;

	if (argc < 4 || !span_to_i64(span_of(argv[2]), &n))
		return 64;
	check("look", load_look(argv[1], NULL, &look, &why), &why);
	s = sample_snapshot(keep, DOC_INVOICE, S("ro"));
	check("compute", snapshot_compute(keep, s, &why), &why);
	start = clock_mono_ms();
	for (int64_t i = 0; i < n; i++) {
		struct ubl_report rep = { 0 };

		arena_clear(work);
		check("write", ubl_write(look, work, s, NULL, &xml, &why), &why);
		if (argc > 4)
			ubl_check(work, xml, &rep);
		if (rep.n_fatal)
			check(rep.at[0].id, RC_REFUSED, &why);
	}
	start = clock_mono_ms() - start;
	printf("%lld.%03lld\n", (long long)start / 1000, (long long)start % 1000);
	f = fopen(argv[3], "we");
	if (!f || fwrite(xml.ptr, 1, xml.len, f) != xml.len || fclose(f))
		check("file", RC_REFUSED, &why);
	look_free(look);
	return 0;
}
