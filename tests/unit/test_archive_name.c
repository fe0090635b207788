/* Names of issued documents among files: no name of a client leads out of the folder or lies. */
#include "archive_name.h"
#include "unit.h"

static struct document invoice(struct arena *a, const char *buyer)
{
	struct document d = { .id = 17, .kind = DOC_INVOICE, .number = 12 };

	d.snap = ARENA_NEW(a, struct snapshot);
	d.snap->kind = DOC_INVOICE;
	d.snap->series = S("FCT");
	d.snap->number = S("0012");
	d.snap->buyer.name = span_of(buyer);
	CHECK_RC(day_from_civil((struct civil){ 2026, 11, 3 }, &d.snap->issue), RC_OK);
	return d;
}

TEST(archive_name_is_what_people_look_for)
{
	struct arena *a = unit_arena();
	struct document d = invoice(a, "Popescu Ion"), s = invoice(a, "Țăran & Fiii SRL");

	CHECK_SPAN(archive_path(a, &d, "pdf"), "2026/11/FCT-0012 Popescu Ion.pdf");
	CHECK_SPAN(archive_path(a, &s, "xml"), "2026/11/FCT-0012 Țăran & Fiii SRL.xml");
	s.number = 0;
	s.snap->number = S("");
	s.snap->kind = DOC_STATEMENT;
	CHECK_SPAN(archive_leaf(a, &s), "statement-17 Țăran & Fiii SRL");
}

TEST(archive_name_of_hostile_clients)
{
	static const struct {
		const char *name, *leaf;
	} row[] = {
		{ "../../etc/passwd", "FCT-0012 etc passwd" },
		{ "", "FCT-0012" },
		{ " . ", "FCT-0012" },
		{ "a/b\\c:d*e?f\"g<h>i|j", "FCT-0012 a b c d e f g h i j" },
		{ "Ana\r\n\tMaria", "FCT-0012 Ana Maria" },
		{ "Invoice\xe2\x80\xae" /* NOLINT(misc-misleading-bidirectional): the attack */
		  "gpj.exe",
		  "FCT-0012 Invoicegpj.exe" },
		{ "Z\xe2\x80\x8b"
		  "ero",
		  "FCT-0012 Zero" },
		{ "Firma SRL.", "FCT-0012 Firma SRL" },
		{ "S\xcc\xa6tefan", "FCT-0012 Ștefan" }, /* a combining comma below: NFC */
		{ "bad\xff", "FCT-0012 bad" },
		{ "\xf0\x9f\x98\x80 Smile", "FCT-0012 \xf0\x9f\x98\x80 Smile" },
	};
	struct arena *a = unit_arena();

	for (size_t i = 0; i < ARRAY_LEN(row); i++) {
		struct document d = invoice(a, row[i].name);

		UNIT_CASE("%s", row[i].name);
		CHECK_SPAN(archive_leaf(a, &d), row[i].leaf);
	}
}

TEST(archive_name_of_300_characters)
{
	struct arena *a = unit_arena();
	char name[1201];
	struct document d;

	for (size_t i = 0; i < 300; i++)
		memcpy(name + 4 * i, "\xf0\x9f\x98\x80", 4);
	name[1200] = '\0';
	d = invoice(a, name);
	CHECK(archive_leaf(a, &d).len <= 200);
	CHECK(archive_leaf(a, &d).len > 150);
}

TEST(archive_name_of_what_anaf_gave)
{
	struct arena *a = unit_arena();
	struct document d = invoice(a, "Popescu Ion");
	struct day day = d.snap->issue;

	CHECK_SPAN(archive_answer_path(a, &d, S("3001474425")),
		   "2026/11/FCT-0012 ANAF 3001474425.zip");
	CHECK_SPAN(archive_answer_path(a, &d, S("../x")), "2026/11/FCT-0012 ANAF x.zip");
	CHECK_SPAN(
		archive_received_path(a, day, S("HA/77"), S("Hârtia Albă SRL"), S("30012"), "xml"),
		"2026/11/primite/HA 77 Hârtia Albă SRL 30012.xml");
	CHECK_SPAN(archive_received_path(a, day, S(""), S("../.."), S("30012"), "zip"),
		   "2026/11/primite/30012.zip");
}
