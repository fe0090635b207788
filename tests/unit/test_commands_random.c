/* Whatever is typed: a refused or previewed mail leaves no mark, and nothing ever crashes. */
#include "commands_kit.h"

static const char *const words[] = {
	"OFERTA",
	"PROFORMA",
	"FACTURA",
	"LINIE",
	"DISCOUNT",
	"SCADENTA",
	"TRIMITE",
	"CONTRACT",
	"PREDAT",
	"PV SEMNAT",
	"INCASAT",
	"ALOCA",
	"STORNO",
	"RECURENT",
	"OPRESTE",
	"CARD",
	"SOLD",
	"MESAJ",
	"ANULEAZA",
	"DA",
	"NU",
	"STAI TOT",
	"PORNESTE",
	"AMANA",
	"ACCEPTAT",
	"REFUZAT",
	"PIERDUT",
	"NOTA",
	"AJUTOR",
	"PRODUS",
	"CLIENT",
	"LEAD",
	"CAUTA",
	"STATUS",
	"OFERTAA",
	"Curs Excel",
	"Consultanță",
	"montaj",
	"x 2",
	"x 150 lei",
	"TVA 21",
	"TVA 0",
	"reducere 10%",
	"3 ore",
	"450 lei",
	"100 EUR",
	"-5 lei",
	"1: 3 buc",
	"-1",
	"emite",
	"nou",
	"Ana Pop",
	"ana@pop.ro",
	"RO18547290",
	"0722 123 456",
	"12.11.2026",
	"pana 31.12.2027",
	"din 01.12.2026",
	"lunar",
	"la 2 luni",
	"15 zile",
	"FCT 12",
	"FCT 13",
	"PRF 31",
	"OFR 44",
	"STN 1",
	"P1",
	"P2",
	"S1",
	"card 1042",
	"card 1043",
	"#1042",
	"OP 7",
	",",
	":",
	"x",
	"%",
	"(da)",
	"„ghilimele”",
	"999999999999999999 lei",
	"tot",
};

/* Lines that mean something, at least at times. */
static const char *const lines_[] = {
	"OFERTA Curs Excel x 2",
	"OFERTA 3 ore montaj x 150 lei",
	"OFERTAA Curs Excel",
	"PROFORMA Curs Excel",
	"FACTURA Consultanță x 3",
	"FACTURA emite Curs Excel",
	"LINIE 2 ore audit x 100 lei",
	"LINIE 1: 3 buc",
	"LINIE -1",
	"DISCOUNT 10%",
	"SCADENTA 15 zile",
	"TRIMITE",
	"TRIMITE FCT 12",
	"CONTRACT pana 31.12.2027",
	"PREDAT",
	"PV SEMNAT",
	"INCASAT 544,50 lei",
	"INCASAT 100 lei FCT 12",
	"INCASAT 1000 lei PRF 31",
	"INCASAT",
	"ALOCA P1 FCT 12",
	"ALOCA P2",
	"STORNO",
	"STORNO FCT 12",
	"RECURENT lunar, Hosting x 30 lei",
	"OPRESTE",
	"CARD",
	"CARD 1042",
	"SOLD",
	"MESAJ Bună ziua",
	"ANULEAZA",
	"ANULEAZA PRF 31",
	"DA",
	"NU",
	"STAI TOT",
	"PORNESTE",
	"AMANA 7 zile",
	"ACCEPTAT",
	"REFUZAT",
	"PIERDUT",
	"NOTA seara",
	"AJUTOR",
	"PRODUS",
	"PRODUS Curs Word 300 lei",
	"PRODUS -Curs Word",
	"CLIENT telefon 0722 123 456",
	"CLIENT nou Ana Pop, ana@pop.ro",
	"LEAD Dan Pop, dan@pop.ro, Curs Excel",
	"CLIENT email ion@altul.ro",
};

static struct span random_mail(struct arena *a)
{
	struct buf b;
	int64_t lines = unit_random_in(1, unit_random_in(1, 4));

	buf_init(&b, a, 4000);
	while (lines-- > 0) {
		int64_t n = unit_random_in(0, 5);

		if (unit_random_in(0, 9) < 8) {
			buf_add_fmt(&b, "%s\n",
				    lines_[unit_random_in(0, (int64_t)ARRAY_LEN(lines_) - 1)]);
			continue;
		}

		/* a verb, most of the time */
		buf_add_str(&b, words[unit_random_in(0, 34)]);
		while (n-- > 0)
			buf_add_fmt(&b, " %s",
				    words[unit_random_in(0, (int64_t)ARRAY_LEN(words) - 1)]);
		buf_add_char(&b, '\n');
	}
	buf_add_char(&b, '\0');
	return buf_span(&b);
}

/* Marks and numbers, all that a store would write. */
static struct span written(struct kit *k)
{
	struct buf b;

	buf_init(&b, k->a, 1 << 16);
	for (size_t i = 0; i < k->s.clients.n; i++)
		buf_add_fmt(&b, "c%d ", (int)k->s.clients.at[i]->mark);
	for (size_t i = 0; i < k->s.cards.n; i++)
		buf_add_fmt(&b, "k%d%.*s ", (int)k->s.cards.at[i]->mark,
			    SPAN_ARG(k->s.cards.at[i]->stage));
	for (size_t i = 0; i < k->s.documents.n; i++) {
		const struct document *doc = k->s.documents.at[i];

		buf_add_fmt(&b, "d%d/%d/%lld/%lld/%zu ", (int)doc->mark, (int)doc->state,
			    (long long)doc->open.minor, (long long)doc->snap->total.minor,
			    doc->snap->lines.n);
	}
	for (size_t i = 0; i < k->s.payments.n; i++)
		buf_add_fmt(&b, "p%d/%lld ", (int)k->s.payments.at[i]->mark,
			    (long long)k->s.payments.at[i]->left.minor);
	for (size_t i = 0; i < k->s.subscriptions.n; i++)
		buf_add_fmt(&b, "s%d ", (int)k->s.subscriptions.at[i]->mark);
	for (size_t i = 0; i < k->s.products.n; i++)
		buf_add_fmt(&b, "r%d ", (int)k->s.products.at[i]->mark);
	for (size_t i = 0; i < k->s.series.n; i++)
		buf_add_fmt(&b, "n%lld/%d ", (long long)k->s.series.at[i]->next,
			    k->s.series.at[i]->dirty);
	buf_add_fmt(&b, "a%zu e%zu v%zu hold%d", k->s.allocations.n, k->s.acceptances.n,
		    k->s.events.n, k->s.hold_all);
	return buf_span(&b);
}

struct tally {
	unsigned done, waiting, refused;
};

static void one_story(unsigned story, struct tally *tally)
{
	struct kit *k = kit_new();

	for (unsigned i = 0; i < 60; i++) {
		struct span mail = random_mail(k->a), before, said;
		struct question *q = kit_question(k);

		UNIT_CASE("story %u mail %u: %s", story, i, mail.ptr);
		if (q != NULL && unit_random_in(0, 2) == 0)
			kit_reply_to(k, q->id);
		before = written(k);
		said = kit_send(k, mail.ptr);
		tally->done += span_has(said, S("result=done"));
		tally->waiting += span_has(said, S("result=waiting"));
		tally->refused += span_has(said, S("result=refused"));
		if (span_has(said, S("result=refused")) || span_has(said, S("result=waiting")))
			CHECK_SPANS(written(k), before);
		if (span_has(said, S("result=refused")))
			CHECK_INT(k->d.effects.n, 1);
		/* never a second number, never a gap */
		for (size_t x = 0; x < k->s.documents.n; x++)
			for (size_t y = 0; y < x; y++)
				CHECK(k->s.documents.at[x]->number == 0 ||
				      !span_eq(k->s.documents.at[x]->label,
					       k->s.documents.at[y]->label));
		kit_commit(k);
	}
	kit_free(k);
}

TEST(commands_random_mails_leave_no_half_work)
{
	struct tally tally = { 0 };

	for (unsigned story = 0; story < 40; story++)
		one_story(story, &tally);
	/* the words do mean something, often enough to prove anything */
	CHECK(tally.done > 300);
	CHECK(tally.waiting > 50);
	CHECK(tally.refused > 300);
}
