/* STORNO of lines and quantities, as staff write it. */
#include "commands_kit.h"

#include "say.h"
#include "span.h"

/* FCT 0012: 2 x Curs Excel (900), 3 hours of audit (300), a book (60); 1.524,60 with VAT. */
static struct kit *with_invoice(void)
{
	struct kit *k = kit_new();

	kit_thread(k, k->card);
	CHECK_HAS(
		kit_sure(k,
			 "FACTURA 2 x Curs Excel, 3 ore audit x 100 lei, carte x 60 lei\nTRIMITE"),
		"result=done");
	kit_commit(k);
	return k;
}

/* The command, and DA to what it showed. */
static struct span confirmed(struct kit *k, const char *line)
{
	struct span said = kit_send(k, line);

	if (!CHECK_HAS(said, "result=waiting"))
		return said;
	kit_commit(k);
	kit_reply_to(k, kit_question(k)->id);
	said = kit_send(k, "DA");
	CHECK_HAS(said, "result=done");
	kit_commit(k);
	kit_reply_to(k, 0);
	return said;
}

TEST(verb_storno_parts_as_people_write_them)
{
	static const struct {
		const char *line;
		int64_t total; /* bani */
		const char *note;
	} rows[] = {
		{ "STORNO FCT 12 LINIE 2", -36300, "" },
		{ "STORNO LINIE 2 1 oră", -12100, "" },
		{ "STORNO 2", -36300, "" },
		{ "STORNO FCT 12 2 1,5 ore", -18150, "" },
		{ "STORNO 1 oră din linia 2", -12100, "" },
		{ "STORNO FCT 12 linia 1: 1 buc, linia 3", -61710, "" },
		{ "STORNO FCT 12 linia 3 și linia 1", -116160, "" },
		{ "STORNO FCT 12 linia 2 motiv ore nelucrate", -36300, "ore nelucrate" },
		{ "STORNO FCT 12 motiv client greșit", -152460, "client greșit" },
		{ "STORNO FCT 12", -152460, "" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct kit *k = with_invoice();
		const struct document *st;

		UNIT_CASE("%s", rows[i].line);
		(void)confirmed(k, rows[i].line);
		st = kit_doc(k, DOC_STORNO);
		CHECK(st != NULL);
		if (st) {
			CHECK_INT(st->total.minor, rows[i].total);
			CHECK_SPAN(st->snap->note, rows[i].note);
			CHECK_SPAN(st->snap->preceding, "FCT 0012");
			CHECK_INT(st->snap->part, rows[i].total != -152460);
			CHECK_INT(kit_doc(k, DOC_INVOICE)->open.minor, 152460 + rows[i].total);
			CHECK_INT(kit_doc(k, DOC_INVOICE)->state,
				  st->snap->part ? DOC_ISSUED : DOC_REVERSED);
		}
		kit_free(k);
	}
}

TEST(verb_storno_refuses_what_is_not_there)
{
	static const struct {
		const char *line, *why;
	} rows[] = {
		{ "STORNO FCT 12 LINIE 4", "Linia 4 nu există: sunt 3." },
		{ "STORNO FCT 12 LINIE 2 4 ore", "Din linia 2 mai sunt de stornat 3." },
		{ "STORNO FCT 12 LINIE 2 0 ore", "Din linia 2 mai sunt de stornat 3." },
		{ "STORNO 1 buc", "Care linie se stornează?" },
		{ "STORNO FCT 12 100 lei", "O sumă nu se stornează" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct kit *k = with_invoice();

		UNIT_CASE("%s", rows[i].line);
		CHECK_HAS(kit_send(k, rows[i].line), rows[i].why);
		CHECK(kit_doc(k, DOC_STORNO) == NULL);
		kit_free(k);
	}
}

/* Part after part: the invoice is reversed when nothing of it is left, and not before. */
TEST(verb_storno_part_after_part)
{
	struct kit *k = with_invoice();
	struct span said = confirmed(k, "STORNO LINIE 2 2 ore");

	CHECK_HAS(said, "stornată în parte, de plată 1.282,60");
	CHECK_HAS(kit_send(k, "STORNO LINIE 2 2 ore"), "Din linia 2 mai sunt de stornat 1.");
	(void)confirmed(k, "STORNO LINIE 1");
	CHECK_INT(kit_doc(k, DOC_INVOICE)->state, DOC_ISSUED);
	/* the whole is what is left of it */
	CHECK_HAS(confirmed(k, "STORNO FCT 12"), "| stornată");
	CHECK_INT(kit_doc(k, DOC_STORNO)->total.minor, -12100 - 7260);
	CHECK_INT(kit_doc(k, DOC_STORNO)->snap->lines.n, 2);
	CHECK_INT(kit_doc(k, DOC_INVOICE)->state, DOC_REVERSED);
	CHECK_INT(kit_doc(k, DOC_INVOICE)->open.minor, 0);
	CHECK_HAS(kit_send(k, "STORNO FCT 12"), "result=refused");
	kit_free(k);
}

/* What was paid already and is taken back is the client's. */
TEST(verb_storno_part_of_what_was_paid)
{
	struct kit *k = with_invoice();

	(void)confirmed(k, "INCASAT 1500 lei FCT 12");
	CHECK_INT(kit_doc(k, DOC_INVOICE)->open.minor, 2460);
	(void)confirmed(k, "STORNO LINIE 2 1 oră");
	CHECK_INT(kit_doc(k, DOC_INVOICE)->open.minor, 0);
	CHECK_INT(k->ion->credit.minor, 12100 - 2460);
	(void)confirmed(k, "STORNO FCT 12");
	CHECK_INT(k->ion->credit.minor, 150000);
	kit_free(k);
}

/* Small parts of a large sum are a large sum: another owner says DA. */
TEST(verb_storno_limit_counts_all_parts)
{
	struct kit *k = with_invoice();
	struct question *q;

	k->firm.storno_limit = MONEY_RON(30000);
	(void)confirmed(k, "STORNO LINIE 2 1 oră");
	CHECK_HAS(kit_send(k, "STORNO LINIE 2"), "result=waiting");
	kit_commit(k);
	q = kit_question(k);
	CHECK(value_get_bool(q->data, "second"));
	kit_reply_to(k, q->id);
	CHECK_HAS(kit_send(k, "DA"), "result=refused");
	kit_from(k, "dan");
	kit_reply_to(k, q->id);
	CHECK_HAS(kit_send(k, "DA"), "result=done");
	kit_free(k);
}
