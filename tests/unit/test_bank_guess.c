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
	{ "In contul dvs. au intrat 544,50 lei de la Ion.\nSold: 9,00 lei\n", "544.50", "Ion", "",
	  "", true },
	{ "Ati incasat 1.234,50 RON de la ACME SRL (RO49AAAA1B31007593840000) cu explicatia 'factura 12' "
	  "in 21.11.2026, ref 998877. Soldul contului este 9.000,00 RON.\n",
	  "1234.50", "ACME SRL", "factura 12", "", true },
	{ "You received 12.00 EUR from Ana Pop on 21 Nov 2026, reference FT12.\n", "12.00",
	  "Ana Pop", "", "", true },
	{ "Ati efectuat o plata de 12,00 lei catre Ana, explicatii: chirie incasata.\n", "12.00",
	  "Ana", "chirie incasata", "", false },
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

static const struct several_row {
	const char *text, *want; /* "amount payer +;", "?" for a sum that is asked about */
} several[] = {
	{ "Incasari de azi\nData | Nume partener | Detalii | Suma (RON)\n01.11.2026 | Ana Pop | PRF 1 | 5,00\n"
	  "02.11.2026 | Ion SRL | Curs Excel de la Dan | 1.000,00\nTotal | 1.005,00\n",
	  "5.00 Ana Pop PRF 1 +;1000.00 Ion SRL Curs Excel de la Dan +;" },
	{ "Incasari\nData | Nume | Suma | Sold\n01.11.2026 | Ana | 5,00 | 100,00\n",
	  "5.00 Ana  +;" },
	{ "Extras\nData | Nume | Debit | Credit\n01.11.2026 | Ana | | 5,00\n02.11.2026 | Ion | 6,00 |\n"
	  "Sume incasate azi\n",
	  "5.00 Ana  +;6.00 Ion  -;" },
	{ "Buna ziua,\nAti incasat 5,00 lei de la Ana, ref 1.\nAti platit 6,00 lei catre Ion, ref 2.\n"
	  "Sold: 9,00 lei\n",
	  "5.00 Ana  +;6.00 Ion  -;" },
	{ "Bani in cont\nBuna ziua,\nAti incasat 544,50 RON de la Popescu Ion, detalii PRF 0001\n"
	  "Ati incasat 12,00 RON de la Ana Pop, detalii curs\nAti incasat azi cu totul 556,50 RON\n",
	  "544.50 Popescu Ion PRF 0001 +;12.00 Ana Pop curs +;556.50   +;" },
	{ "Bani in cont\n\nIncasări în contul dvs.\n\nData\tPlătitor\tTip\tSuma\n12.11.2026\tȚepeș Vlad\tIncasare "
	  "OP\t1.000,00 RON\n",
	  "1000.00 Țepeș Vlad  +;" },
	/* the subject says it too */
	{ "Ati incasat 5,00 lei\n\nAti incasat 5,00 lei de la Ana.\n", "5.00 Ana  +;" },
	/* which one? */
	{ "Ati primit 5,00 lei si 6,00 lei de la Ana.\n", "?5,00 lei;?6,00 lei;" },
	{ "Bani incasati\nAstazi 5,00 lei\nNet 4,00 lei\n", "?5,00 lei;?4,00 lei;" },
};

TEST(bank_guess_finds_several_and_asks_when_it_cannot_tell)
{
	struct arena *a = unit_arena();

	for (size_t i = 0; i < ARRAY_LEN(several); i++) {
		struct span got = S("");
		struct bank_guess g;

		UNIT_CASE("%s", several[i].text);
		bank_guess_of(a, &bank, span_of(several[i].text), &g);
		CHECK_INT(g.told_at.n, g.told.n);
		for (size_t k = 0; k < g.told.n && !g.sums.n; k++)
			got = arena_fmt(a, "%.*s%.*s %.*s %.*s %s;", SPAN_ARG(got),
					SPAN_ARG(money_print(a, g.told.at[k].amount)),
					SPAN_ARG(g.told.at[k].payer),
					SPAN_ARG(g.told.at[k].details),
					g.told.at[k].incoming ? "+" : "-");
		for (size_t k = 0; k < g.sums.n; k++)
			got = arena_fmt(a, "%.*s?%.*s;", SPAN_ARG(got), SPAN_ARG(g.sums.at[k]));
		CHECK_SPAN(got, several[i].want);
	}
}

TEST(bank_guess_sees_a_sentence_whole_where_a_mail_program_broke_it)
{
	struct bank_guess g;

	bank_guess_of(
		unit_arena(), &bank,
		S("Buna ziua,\n\nAti incasat 1.234,50 RON de la Întreprinderea Individuală ACME\n"
		  "Trade (RO49AAAA1B31007593840000) cu explicatia 'factura 12' in\n21.11.2026, "
		  "ref 998877.\nSold: 1,00 RON\n> citat\n"),
		&g);
	CHECK_SPAN(g.text,
		   "Buna ziua,\nAti incasat 1.234,50 RON de la Intreprinderea Individuala ACME "
		   "Trade (RO49AAAA1B31007593840000) cu explicatia 'factura 12' in "
		   "21.11.2026, ref 998877.\nSold: 1,00 RON");
	if (CHECK_INT(g.told.n, 1)) {
		CHECK_SPAN(g.told.at[0].payer, "Întreprinderea Individuală ACME Trade");
		CHECK_SPAN(g.told.at[0].bank_ref, "998877");
		CHECK_SPAN(g.told.at[0].payer_iban, "RO49AAAA1B31007593840000");
		CHECK_SPAN(day_iso(unit_arena(), g.told.at[0].day), "2026-11-21");
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

#define L(lit)                       \
	{                            \
		lit, sizeof(lit) - 1 \
	}

TEST(a_form_of_sentences_reads_its_own_mails_only)
{
	static struct bank_sentence sentences[] = {
		{ L("Ati incasat {amount} de la {payer}, ref {ref}."), true },
		{ L("Ati platit {amount} catre {payer}, ref {ref}."), false },
		{ L("{date} | {payer} | {amount}"), true },
	};
	static struct span rest[] = { L("sold: # ron") };
	static const struct {
		const char *text, *want;
	} mails[] = {
		{ "Buna ziua,\nAti incasat 9,00 EUR de la Țiț SRL, ref A1.\nSold: 1,00 RON\n",
		  "9.00EUR Țiț SRL +;" },
		{ "Ati platit 9,00 EUR catre Ana, ref 1.\nAti incasat 1,00 RON de la Ion, ref 2.\n",
		  "9.00EUR Ana -;1.00RON Ion +;" },
		/* one more line with a sum, a sum written otherwise, a changed word: somebody must look */
		{ "Ati incasat 9,00 EUR de la Ana, ref 1.\nComision: 1,00 RON\n", "" },
		{ "Ati incasat 9,00 EUR de la Ana, ref 1.\nAti incasat 9.00 EUR de la Ion, ref 2.\n",
		  "" },
		{ "S-au incasat 9,00 EUR de la Ana, ref 1.\n", "" },
		{ "Ati incasat -9,00 EUR de la Ana, ref 1.\n", "" },
		/* no word of the row says which way: the whole mail must be as it was */
		{ "Virament sosit\n01.11.2026 | Ana | 5,00\n", "5.00RON Ana +;" },
		{ "Virament sosit\nCont debitat\n01.11.2026 | Ana | 5,00\n", "" },
		{ "Alt titlu, tot incasari\n01.11.2026 | Ana | 5,00\n", "" },
	};
	const struct bank_form form = { .bank = bank.name,
					.sentences = { sentences, ARRAY_LEN(sentences), 0 },
					.rest = { rest, 1, 1 },
					.title = S("virament sosit"),
					.seen = 1,
					.mark = MARK_COMMA };
	struct arena *a = unit_arena();

	for (size_t i = 0; i < ARRAY_LEN(mails); i++) {
		struct span got = S("");
		struct notices n;

		UNIT_CASE("%s", mails[i].text);
		CHECK(bank_form_read(a, &bank, &form, span_of(mails[i].text), &n) ==
		      (mails[i].want[0] != 0));
		for (size_t k = 0; k < n.n; k++)
			got = arena_fmt(a, "%.*s%.*s%s %.*s %s;", SPAN_ARG(got),
					SPAN_ARG(money_print(a, n.at[k].amount)),
					n.at[k].amount.cur, SPAN_ARG(n.at[k].payer),
					n.at[k].incoming ? "+" : "-");
		CHECK_SPAN(got, mails[i].want);
	}
}
