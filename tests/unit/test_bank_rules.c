/* Rules of config/banks whose wording is known from public samples, and what the engine makes of labels,
 * tables, parts, signs and direction words. Values are ours. */
#include "bank_notice.h"
#include "sample_reader.h"
#include "unit.h"

/* The movements of a text, one a line: "in 12.31 EUR 2026-11-12 account|reference|payer|kind|fee". */
static struct span told(const char *from, const char *text)
{
	struct reader_config *cfg = sample_reader_config();
	const struct bank_rule *rule = bank_rule_of(&cfg->banks, span_of(from));
	struct bank_engine *e = NULL;
	struct notices n = { 0 };
	struct why why = { "" };
	struct span all = S("");
	enum rc rc;

	if (!CHECK(rule != NULL) || !CHECK_RC(bank_engine_open(&cfg->banks, &e, &why), RC_OK))
		return all;
	rc = bank_notice_read(e, unit_arena(), rule, span_of(text), &n, &why);
	bank_engine_close(e);
	if (rc)
		return S("doubt");
	for (size_t i = 0; i < n.n; i++) {
		const struct notice *x = &n.at[i];

		all = arena_fmt(
			unit_arena(), "%.*s%s%s %.*s %s %.*s %.*s|%.*s|%.*s|%.*s|%lld",
			SPAN_ARG(all), i ? "\n" : "", x->incoming ? "in" : "out",
			SPAN_ARG(money_print(unit_arena(), x->amount)), x->amount.cur,
			SPAN_ARG(day_is_set(x->day) ? day_iso(unit_arena(), x->day) : S("-")),
			SPAN_ARG(x->payer_iban), SPAN_ARG(x->reference), SPAN_ARG(x->payer),
			SPAN_ARG(x->details), (long long)x->fee);
	}
	return n.nothing ? S("nothing") : all;
}

#define TATRA(verb, amount, rest)                                                                  \
	"Vazeny klient,\n\n3.2.2026 09:15 bol zostatok Vasho uctu SK1100000000 " verb " o " amount \
	".\nuctovny zostatok:      1 000,00 EUR\n\n" rest "\n\nS pozdravom\n"

TEST(bank_tatra_banka)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{ TATRA("zvyseny", "1 234,50 EUR",
			"Popis transakcie: CCINT 8360/000000-12345678\n"
			"Referencia platitela: /VS2600031/SS/KS0308\nInformacia pre prijemcu: dakujem"),
		  "in 1234.50 EUR 2026-02-03 8360/000000-12345678|VS2600031||dakujem|0" },
		{ TATRA("znizeny", "5,00 EUR", "Popis transakcie: 8360/000000-12345678"),
		  "out 5.00 EUR 2026-02-03 8360/000000-12345678||||0" },
		/* the symbol in the message, with and without its letters; a structured reference */
		{ TATRA("zvyseny", "5,00 EUR",
			"Referencia platitela: /VS/SS/KS\nInformacia pre prijemcu: VS: 77 dik"),
		  "in 5.00 EUR 2026-02-03 |VS77||VS: 77 dik|0" },
		{ TATRA("zvyseny", "5,00 EUR", "Referencia platitela: 12345"),
		  "in 5.00 EUR 2026-02-03 |VS12345|||0" },
		{ TATRA("zvyseny", "5,00 EUR",
			"Informacia pre prijemcu: (CdtrRefInf)(Tp)(CdOrPrtry)(Cd)SCOR(/Cd)(/CdOrPrtry)(/Tp)(Ref)RF18539007547034(/Ref)(/CdtrRefInf)"),
		  "in 5.00 EUR 2026-02-03 |RF18539007547034||(CdtrRefInf)(Tp)(CdOrPrtry)(Cd)SCOR(/Cd)(/CdOrPrtry)(/Tp)(Ref)"
		  "RF18539007547034(/Ref)(/CdtrRefInf)|0" },
		/* a card gate's line: its currency is a number, its time a stamp; what failed is none */
		{ "AMT=33.99 CURR=978 VS=5000 RES=OK AC=7400 TID=8 TIMESTAMP=05022026223023 HMAC=9d",
		  "in 33.99 EUR 2026-02-05 |VS5000|||0" },
		{ "AMT=33.99 CURR=978 VS=5000 RES=FAIL TRES=OK TIMESTAMP=05022026223023", "" },
		{ "VS=5000 RES=OK AC=7400 SIGN=C0", "" },
		/* two mails in one */
		{ TATRA("zvyseny", "1,00 EUR", "Referencia platitela: /VS1/SS/KS")
			  TATRA("zvyseny", "1,00 EUR", "Referencia platitela: /VS2/SS/KS"),
		  "in 1.00 EUR 2026-02-03 |VS1|||0\nin 1.00 EUR 2026-02-03 |VS2|||0" },
		{ "Popis transakcie: CCINT 8360/000000-12345678\nuctovny zostatok: 5,00 EUR", "" },
		/* the settlement of a terminal: gross, and the fee; a row that gives back */
		{ "Dátum zúčtovania|Terminál ID|Suma transakcie|Mena transakcie|Provízia|Typ trans.|Variabilný symbol|Číslo účtu\n"
		  "20260203|0907|13.37|EUR|0.08|Predaj|416|26212     \n"
		  "20260203|0907|5.00|EUR|0.00|Návrat|417|26212\n"
		  "Spolu||8.37|EUR||||\n",
		  "in 13.37 EUR 2026-02-03 26212|VS416|||8\nout 5.00 EUR 2026-02-03 26212|VS417|||0" },
		{ "Dátum zúčtovania|Suma transakcie|Mena transakcie|Typ trans.|Variabilný symbol\n20260203|13.37|EUR|Iné|416\n",
		  "doubt" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		UNIT_CASE("%zu", i);
		CHECK_SPAN(told("b-mail@tatrabanka.sk", rows[i].text), rows[i].want);
	}
}

TEST(bank_vub)
{
	static const char form[] =
		"Dátum:   3.2.2026\nNa účet: SK11\nSuma:    1 300,50\nZ účtu:  SK22\nVS:      31\nŠS:      910\n"
		"Stav:    zrealizovaný\nSIGN:    5CB8\n";

	CHECK_SPAN(told("n@vub.sk", form), "in 1300.50 EUR 2026-02-03 SK22|VS31|||0");
	/* as table cells, and with values below their labels */
	CHECK_SPAN(told("n@vub.sk",
			"Dátum\t3.2.2026\nSuma\t\t5,00 EUR\nZ účtu\tSK22\nStav\tzrealizovaný\n"),
		   "in 5.00 EUR 2026-02-03 SK22||||0");
	CHECK_SPAN(told("n@vub.sk", "Dátum:\n3.2.2026\n\nSuma:\n5,00 EUR\nZ účtu:\nSK22"),
		   "in 5.00 EUR 2026-02-03 SK22||||0");
	/* letters lost on the way */
	CHECK_SPAN(told("n@vub.sk", "Dtum: 3.2.2026\nSuma: 5,00\nZ tu: SK22\nStav: zrealizovan"),
		   "in 5.00 EUR 2026-02-03 SK22||||0");
	/* what was not done is no movement; two amounts in one form are a doubt */
	CHECK_SPAN(told("n@vub.sk", "Dátum: 3.2.2026\nSuma: 5,00\nZ účtu: SK22\nStav: zamietnutý"),
		   "");
	CHECK_SPAN(told("n@vub.sk", "Dátum: 3.2.2026\nSuma: 5,00\nZ účtu: SK22\nSuma: 6,00"),
		   "doubt");
	/* what the first form began with begins the next */
	CHECK_SPAN(told("n@vub.sk",
			"Dátum: 3.2.2026\nSuma: 5,00\nVS: 1\n\nDátum: 4.2.2026\nSuma: 6,00\nVS: 2"),
		   "in 5.00 EUR 2026-02-03 |VS1|||0\nin 6.00 EUR 2026-02-04 |VS2|||0");
	/* a sentence, then labels */
	CHECK_SPAN(
		told("n@vub.sk",
		     "na účte SK11 1200 0000 dňa 3.2.2026 o 10:15 bola zrealizovaná debetná transakcia vo výške 1 027,70 EUR.\n"
		     "Variabilný symbol: 31\nÚčet partnera: SK22\nPopis: nájom\n"),
		"out 1027.70 EUR 2026-02-03 SK22|VS31||nájom|0");
}

#define CSOB(word, amount, more)                                                                  \
	"Dne 3.2.2026 byla na účtu 123 " word " transakce typu: Platba.\n\nÚčet: 123, CZK, A\n" \
	"Částka: " amount "\nÚčet protistrany: 44/9999\n" more                                    \
	"\nZůstatek na účtu po zaúčtování transakce: +1 234 567,89 CZK.\n\n"

TEST(bank_csob)
{
	CHECK_SPAN(told("n@csob.cz",
			CSOB("zaúčtovaná", "+1 234,56 CZK",
			     "Název protistrany: Kukla s.r.o.\nVariabilní symbol: 31\n")
				CSOB("zaúčtována", "-20,00 CZK", "Zpráva pro příjemce: nájem\n")),
		   "in 1234.56 CZK 2026-02-03 44/9999|VS31|Kukla s.r.o.||0\n"
		   "out 20.00 CZK 2026-02-03 44/9999|||nájem|0");
	CHECK_SPAN(told("n@csob.cz", CSOB("zaúčtovaná", "1.5.00 CZK", "")), "doubt");
	/* other kinds, symbols of naught, symbols as people write them, an account of nothing */
	CHECK_SPAN(
		told("n@csob.cz",
		     "Dne 8.2.2026 byl na účtu 123 zaúčtovaný SEPA převod.\n\nZaslaná částka platby: 150,00 EUR\n"
		     "Částka: +3 581,70 CZK\nÚčet protistrany/IBAN: 44/1\nVariabilní symbol: 0000000000\n"
		     "Zpráva příjemci: /Ana\n/VS0449\n"),
		"in 3581.70 CZK 2026-02-08 44/1|VS0449||/Ana|0");
	CHECK_SPAN(
		told("n@csob.cz",
		     "Dne 8.2.2026 byla na účtu 123 zaúčtována zahraniční transakce.\nČástka: +5,00 CZK\nZ účtu: /\n"
		     "Účel platby: NOVAK V.S\n. 6869\n"),
		"in 5.00 CZK 2026-02-08 |VS6869||NOVAK V.S|0");
	CHECK_SPAN(
		told("n@csob.sk",
		     "Oznamujeme, že dňa 6.2.2026 bola na účte SK13 7500 0000 0040 0000 5381 FIRMA, A.S. zaúčtovaná suma SEPA platobného príkazu:\n"
		     "suma:         +1150,00 EUR\nz účtu:       SK22\nnázov protiúčtu: NOVAK\nreferencia platiteľa: /VS2120/SS9/KS0308\n"
		     "informácia pre príjemcu: Maroko\n\nZostatok na účte po zaúčtovaní: +9,70 EUR"),
		"in 1150.00 EUR 2026-02-06 SK22|VS2120|NOVAK|Maroko|0");
	/* no sign at the amount: the sentence tells */
	CHECK_SPAN(
		told("n@csob.sk",
		     "Oznamujeme, že dňa 6.2.2026 bola na účte SK1375000000004000005381 FIRMA S.R.O. odpísaná platba\n"
		     "suma: 27,70 EUR\nv prospech účtu: SK22\nreferencia platiteľa: /VS31/SS/KS\nZostatok na účte: 9,70 EUR"),
		"out 27.70 EUR 2026-02-06 SK22|VS31|||0");
}

/* The shared Romanian words, by the parties' sides: what is the payer's of money in is ours of money out. */
TEST(bank_romanian_words)
{
	static const struct {
		const char *from, *text, *want;
	} rows[] = {
		{ "a@cec.ro",
		  "Încasare în contul dumneavoastră\n\nStimate client, iată tranzacția:\n\nSuma\t1.234,50 RON\nOrdonator\tALFA SRL\n"
		  "Cont ordonator\tRO49AAAA1B31007593840000\nCont beneficiar\tRO09BCYP0000001234567890\nData\t12.11.2026 10:05\n"
		  "Detalii plată\tPRF 31\nSold disponibil\t9.999,00 RON\n",
		  "in 1234.50 RON 2026-11-12 RO49AAAA1B31007593840000||ALFA SRL|PRF 31|0" },
		{ "a@unicredit.ro",
		  "Tranzacție de debitare\nSuma: 100,00 RON\nBeneficiar: ENEL\nCont beneficiar: RO49AAAA1B31007593840000\n"
		  "Ordonator: FIRMA SRL\nExplicații: factura\n",
		  "out 100.00 RON - RO49AAAA1B31007593840000||ENEL|factura|0" },
		/* a headline and its table tell one movement */
		{ "a@bcr.ro",
		  "Ați primit 544,50 RON de la ION POPESCU.\n\nIncasare\nSuma: 544,50 RON\nPlătitor: Ion Popescu\nDetalii: PRF 31\n",
		  "in 544.50 RON - ||ION POPESCU|PRF 31|0" },
		/* two that are alike but for what they pay stay two; a table has its rows */
		{ "a@brd.ro",
		  "Incasari\nSuma: 5,00 RON\nPlatitor: A\nDetalii: PRF 1\n\nSuma: 5,00 RON\nPlatitor: A\nDetalii: PRF 2\n",
		  "in 5.00 RON - ||A|PRF 1|0\nin 5.00 RON - ||A|PRF 2|0" },
		{ "a@btrl.ro",
		  "Incasari\n\nData\tOrdonator\tSuma\tDetalii\n12.11.2026\tA\t5,00 RON\tPRF 1\n12.11.2026\tB\t6,00 RON\tPRF 2\nTotal\t\t11,00 RON\t\n",
		  "in 5.00 RON 2026-11-12 ||A|PRF 1|0\nin 6.00 RON 2026-11-12 ||B|PRF 2|0" },
		/* a masked account stays as printed */
		{ "a@ing.ro", "Incasare\nSuma: 5,00 RON\nDin contul: RO49****0000\n",
		  "in 5.00 RON - RO49****0000||||0" },
		{ "a@ing.ro", "Codul de autentificare este 123456", "nothing" },
		/* labels alone do not say whose money it is */
		{ "a@ing.ro", "Suma: 5,00 RON\nBeneficiar: ENEL\n", "" },
		{ "noreply@wise.com",
		  "You received 4,250.00 USD from ACME Ltd\n\nReference: FCT 12\n",
		  "in 4250.00 USD - ||ACME Ltd|FCT 12|0" },
		{ "notifications@stripe.com", "Your payout of 2,480.00 EUR is on its way",
		  "nothing" },
		{ "notifications@stripe.com",
		  "You received a payment of 49.00 EUR from Ana Pop\nDescription: PRF 7\n",
		  "in 49.00 EUR - ||Ana Pop|PRF 7|0" },
		/* reports of processors: what is refused is no money, what is given back goes out */
		{ "decontari@europayment.services",
		  "EPID\tData\tNr. comandă\tNume client\tSuma\tMoneda\tComision\tStatus\n"
		  "A1\t12.11.2026\tPRF-7\tAna Pop\t49,00\tRON\t0,98\tAprobată\nA2\t12.11.2026\tPRF-8\tIon\t5,00\tRON\t0\tRespinsă\n"
		  "A3\t12.11.2026\tPRF-9\tDan\t7,00\tRON\t0\tRambursată\nTOTAL\t\t\t\t54,00\t\t\t\n",
		  "in 49.00 RON 2026-11-12 |PRF-7|Ana Pop||98\nout 7.00 RON 2026-11-12 |PRF-9|Dan||0" },
		{ "a@netopia-payments.com",
		  "ID comandă: 55\nSuma: 49,00 RON\nNume client: Ana Pop\nStatus: confirmed\n",
		  "in 49.00 RON - |55|Ana Pop||0" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		UNIT_CASE("%s: %s", rows[i].from, rows[i].text);
		CHECK_SPAN(told(rows[i].from, rows[i].text), rows[i].want);
	}
}
