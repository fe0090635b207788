/* Kinds of files by their bytes: the cases that look like another. */
#include "source_kind.h"
#include "unit.h"

static const struct {
	const char *bytes, *kind;
} cases[] = {
	{ "From: a@b.ro\nSubject: x\n\ntext", "mail" },
	{ "Subject: x\n\ntext", "mail" },
	{ "Received: from x\n\n", "mail" },
	{ "X-Mailer: y\nNume: Ion\n\ntext", "mail" },
	{ "Nume: Ion\nEmail: ion@b.ro\n\ntext", "body" },
	/* What clients quote when a letter is only forwarded. */
	{ "From: Ion <ion@b.ro>\nSent: luni\nTo: Ana\nSubject: x\n\ntext", "body" },
	{ "From: Ion <ion@b.ro>\nDate: luni la 9\nTo: a@b\nSubject: x\ntext", "body" },
	{ "From: Ion\n\ntext", "body" },
	{ "Buna ziua,\n\nvrem oferta, va rog, pentru doi, trei, patru.\nIon, Ana\n", "body" },
	{ "Da", "body" },
	{ "<div>Da</div>", "body" },
	{ "<?xml version='1.0'?>\n<html xmlns='x'><body>Da", "body" },
	{ "<ion@b.ro> a scris:", "body" },
	{ "<?xml version='1.0'?>\n<a/>", "xml" },
	{ "a;b;c;d\n", "csv" },
	{ "Cont:;RO49\nData;Detalii;Suma\n1;\"x; y\";2\n2;z;3\n", "csv" },
	{ "a,b\nc,d\n", "body" },
	{ ":20:A\n:25:B\n:60F:C1\n", "mt940" },
	{ "{1:F01}{2:I940}{4:\n:20:A\n:25:B\n:34F:RON0,\n:61:x\n", "mt942" },
	{ ":) buna ziua", "body" },
	{ "\x78\x9F\x3E\x22xx", "tnef" },
};

TEST(source_kinds)
{
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		UNIT_CASE("%s", cases[i].bytes);
		CHECK_STR(source_kind_name(source_kind_of(unit_arena(), span_of(cases[i].bytes))),
			  cases[i].kind);
	}
}
