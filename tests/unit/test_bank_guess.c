/* A bank's mail that no rule reads: what is guessed, and that a form taught from it reads the next one and
 * nothing else. */
#include "bank_notice.h"
#include "span.h"
#include "unit.h"

static const struct bank_rule bank = { .name = { "b", 1 },
				       .mark = MARK_COMMA,
				       .currency = { "RON", 3 } };

static const struct guess_row {
	const char *text, *amount, *payer, *details, *label;
	bool incoming;
} rows[] = {
	{ "Virament sosit\n\nSold disponibil: 9.000,00 RON\nCuantum virat: 544,50 RON\n"
	  "Nume partener: POPESCU ION\nSpecificatie: PRF 1\nData: 12.11.2026\n",
	  "544.50", "POPESCU ION", "PRF 1", "Cuantum virat", true },
	{ "Alerta\nContul a fost debitat\nSuma: 12,00 lei\nCatre: Ana\nMotiv: chirie\n", "12.00",
	  "", "chirie", "Suma", false },
	/* no label speaks of a sum: the only value in a currency that is no balance */
	{ "Ati primit bani\nTranzactie: 100,00 EUR\nSold: 5,00 EUR\nEmitent: Ana\n", "100.00",
	  "Ana", "", "Tranzactie", true },
	/* a sentence */
	{ "In contul dvs. au intrat 544,50 lei de la Ion.\nSold: 9,00 lei\n", "544.50", "", "", "",
	  true },
	{ "Miscare\nSuma: -12,00 RON\nPartener: Ana\n", "12.00", "Ana", "", "Suma", false },
	{ "Stimate client,\nContul a fost creditat\nSuma: 1,00 RON\nDe la: Ana\n", "1.00", "Ana",
	  "", "Suma", true },
	/* nothing that could be one */
	{ "Incasare\nSuma: -12,00 RON\nPartener: Ana\n", "", "", "", "", true },
	{ "> Incasare\n> Suma: 12,00 RON\n> Partener: Ana\n", "", "", "", "", true },
	{ "Soldul contului: 1.000,00 RON\nSold disponibil: 900,00 RON\n", "", "", "", "", true },
	{ "Invită un prieten și câștigi 100 lei!\n", "", "", "", "", true },
	{ "Ati primit un cod: 123456\n", "", "", "", "", true },
};

static struct span label_of(const struct bank_guess *g, const char *field)
{
	for (size_t i = 0; i < g->n; i++)
		if (span_eq_str(g->at[i].field, field))
			return g->at[i].label;
	return S("");
}

TEST(bank_guess_finds_what_a_mail_tells_and_never_a_balance)
{
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct bank_guess g;

		UNIT_CASE("%s", rows[i].text);
		bank_guess_of(unit_arena(), &bank, span_of(rows[i].text), &g);
		if (!CHECK_INT(g.told.n, rows[i].amount[0] ? 1 : 0) || !g.told.n)
			continue;
		CHECK_SPAN(money_print(unit_arena(), g.told.at[0].amount), rows[i].amount);
		CHECK_SPAN(g.told.at[0].payer, rows[i].payer);
		CHECK_SPAN(g.told.at[0].details, rows[i].details);
		CHECK_SPAN(label_of(&g, "amount"), rows[i].label);
		CHECK(g.told.at[0].incoming == rows[i].incoming);
	}
}

static struct bank_label labels[] = { { BANK_AMOUNT, { "cuantum virat", 13 } },
				      { BANK_PAYER, { "nume partener", 13 } },
				      { BANK_DETAILS, { "specificatie", 12 } } };

TEST(bank_form_reads_its_own_mails_only)
{
	static const struct {
		const char *text;
		unsigned n;
	} mails[] = {
		{ "Virament sosit\nCuantum virat: 1.000,00 RON\nNume partener: Ana\nSpecificatie: FCT 2\n",
		  1 },
		{ "Virament sosit\nCuantum virat: 1,00 RON\nNume partener: A\n"
		  "Cuantum virat: 2,00 RON\nNume partener: B\n",
		  2 },
		/* another title, words of another direction, no payer, a mark of another form */
		{ "Virament plecat\nCuantum virat: 1,00 RON\nNume partener: Ana\n", 0 },
		{ "Virament sosit\nContul a fost debitat\nCuantum virat: 1,00 RON\nNume partener: Ana\n",
		  0 },
		{ "Virament sosit\nCuantum virat: 1,00 RON\n", 0 },
		{ "Virament sosit\nCuantum virat: 1,234.50 RON\nNume partener: Ana\n", 0 },
		{ "Virament sosit\nCuantum virat: -1,00 RON\nNume partener: Ana\n", 0 },
		{ "Virament sosit\nSold: 1,00 RON\nNume partener: Ana\n", 0 },
	};
	const struct bank_form form = { .bank = bank.name,
					.labels = { labels, ARRAY_LEN(labels), ARRAY_LEN(labels) },
					.title = S("virament sosit"),
					.seen = 1,
					.incoming = true,
					.mark = MARK_COMMA };

	for (size_t i = 0; i < ARRAY_LEN(mails); i++) {
		struct notices n;

		UNIT_CASE("%s", mails[i].text);
		CHECK(bank_form_read(unit_arena(), &bank, &form, span_of(mails[i].text), &n) ==
		      (mails[i].n > 0));
		CHECK_INT(n.n, mails[i].n);
		if (n.n)
			CHECK(n.at[0].incoming && n.at[0].payer.len);
	}
}
