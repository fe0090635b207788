/* Command lines into typed words. */
#include "buf.h"
#include "command.h"
#include "sample_reader.h"
#include "unit.h"
#include "utf8.h"

static const char *kind_name(enum token_kind k)
{
	static const char *const names[] = {
		[TOK_WORD] = "w",      [TOK_NUMBER] = "n",  [TOK_MONEY] = "money",
		[TOK_PERCENT] = "pct", [TOK_DATE] = "day",  [TOK_REF] = "ref",
		[TOK_EMAIL] = "mail",  [TOK_PHONE] = "tel", [TOK_CUI] = "cui",
		[TOK_IBAN] = "iban",   [TOK_TIMES] = "x",   [TOK_COMMA] = ",",
		[TOK_COLON] = ":",     [TOK_QUOTED] = "q",
	};

	return names[k];
}

/* "w:linie n:2 ..." */
static struct span show(struct arena *a, const struct tokens *t)
{
	struct buf b;

	buf_init(&b, a, 10000);
	for (size_t i = 0; i < t->n; i++) {
		const struct token *k = &t->at[i];
		struct span num = decimal_print(a, k->num, 0);

		buf_add_fmt(&b, "%s%s", i ? " " : "", kind_name(k->kind));
		switch (k->kind) {
		case TOK_WORD:
		case TOK_EMAIL:
		case TOK_PHONE:
			buf_add_fmt(&b, "(%.*s)", SPAN_ARG(k->fold));
			break;
		case TOK_NUMBER:
		case TOK_PERCENT:
			buf_add_fmt(&b, "(%.*s)", SPAN_ARG(num));
			break;
		case TOK_MONEY:
			buf_add_fmt(&b, "(%.*s %s)", SPAN_ARG(money_print(a, k->money)),
				    k->money.cur);
			break;
		case TOK_DATE:
			buf_add_fmt(&b, "(%.*s)", SPAN_ARG(day_iso(a, k->day)));
			break;
		case TOK_REF:
			buf_add_fmt(&b, "(%.*s %.*s)", SPAN_ARG(k->fold), SPAN_ARG(num));
			break;
		case TOK_CUI:
			buf_add_fmt(&b, "(%.*s%.*s)", SPAN_ARG(k->fold), SPAN_ARG(k->text));
			break;
		case TOK_IBAN:
		case TOK_QUOTED:
			buf_add_fmt(&b, "(%.*s)", SPAN_ARG(k->text));
			break;
		case TOK_TIMES:
		case TOK_COMMA:
		case TOK_COLON:
			break;
		}
	}
	return buf_span(&b);
}

static const struct {
	const char *line, *want;
} rows[] = {
	/* the lines of the product description */
	{ "LINIE 2 ore consultanță x 150 lei, TVA 21",
	  "w(linie) n(2) w(ore) w(consultanta) x money(150.00 RON) , w(tva) n(21)" },
	{ "LINIE 1: 3 buc", "w(linie) n(1) : n(3) w(buc)" },
	{ "LINIE -2", "w(linie) n(-2)" },
	{ "OFERTA Curs Excel x 2, reducere 10%",
	  "w(oferta) w(curs) w(excel) x n(2) , w(reducere) pct(10)" },
	{ "INCASAT 450 lei OP 123 12.11.2026",
	  "w(incasat) money(450.00 RON) w(op) n(123) day(2026-11-12)" },
	{ "RECURENT lunar din 01.12.2026 pana 01.12.2027",
	  "w(recurent) w(lunar) w(din) day(2026-12-01) w(pana) day(2027-12-01)" },
	{ "CONTRACT până 31.12.2027", "w(contract) w(pana) day(2027-12-31)" },
	{ "PRF 31", "ref(prf 31)" },
	{ "prf 0031", "ref(prf 31)" },
	{ "FCT-0012", "ref(fct 12)" },
	{ "FCT0012", "ref(fct 12)" },
	{ "ALOCA 450 lei FCT nr. 12, PRF-31.",
	  "w(aloca) money(450.00 RON) ref(fct 12) , ref(prf 31)" },
	{ "STORNO FCT 12 linie 2", "w(storno) ref(fct 12) w(linie) n(2)" },
	{ "C-1042", "ref(c 1042)" },
	{ "[C-1042]", "ref(c 1042)" },
	{ "CARD #1042", "w(card) n(1042)" },
	{ "TVA 21", "w(tva) n(21)" },
	{ "OP 123", "w(op) n(123)" },
	{ "DA", "w(da)" },
	{ "DA.", "w(da)" },

	/* amounts */
	{ "1.234,56 lei", "money(1234.56 RON)" },
	{ "1,234.56 RON", "money(1234.56 RON)" },
	{ "1234.56 ron", "money(1234.56 RON)" },
	{ "1.234 lei", "money(1234.00 RON)" },
	{ "12,5 lei", "money(12.50 RON)" },
	{ "450lei", "money(450.00 RON)" },
	{ "450LEI", "money(450.00 RON)" },
	{ "100 EUR", "money(100.00 EUR)" },
	{ "100 euro", "money(100.00 EUR)" },
	{ "100€", "money(100.00 EUR)" },
	{ "€100", "money(100.00 EUR)" },
	{ "EUR 12,30", "money(12.30 EUR)" },
	{ "-5,00 lei", "money(-5.00 RON)" },
	{ "−5,00 lei", "money(-5.00 RON)" },
	{ "1\xc2\xa0"
	  "234,50 lei",
	  "money(1234.50 RON)" },
	{ "12 450 lei", "n(12) money(450.00 RON)" },
	{ "150 lei/ora", "money(150.00 RON) w(/ora)" },
	{ "3 top", "n(3) w(top)" },
	{ "3 TOP", "n(3) w(top)" },
	{ "reducere 10 %", "w(reducere) pct(10)" },
	{ "10,5%", "pct(10.5)" },
	{ "1.000.000 lei", "money(1000000.00 RON)" },

	/* quantities and times */
	{ "2x150", "n(2) x n(150)" },
	{ "2 X 150 lei", "n(2) x money(150.00 RON)" },
	{ "2×150", "n(2) x n(150)" },
	{ "2 * 150", "n(2) x n(150)" },
	{ "Excel x2", "w(excel) x n(2)" },
	{ "3buc", "n(3) w(buc)" },
	{ "3BUC", "n(3) w(buc)" },
	{ "1,5 ore", "n(1.5) w(ore)" },
	{ "Imprimantă 3D", "w(imprimanta) w(3d)" },
	{ "Curs 4K 2FA", "w(curs) w(4k) w(2fa)" },
	{ "x", "x" },
	{ "xerox 2", "w(xerox) n(2)" },
	{ "12-15", "w(12-15)" },
	{ "+5", "n(5)" },

	/* dates */
	{ "12/11/2026", "day(2026-11-12)" },
	{ "12-11-2026", "day(2026-11-12)" },
	{ "2026-11-12", "day(2026-11-12)" },
	{ "12 nov 2026", "day(2026-11-12)" },
	{ "12 noiembrie 2026", "day(2026-11-12)" },
	{ "1 ianuarie 2027, lunar", "day(2027-01-01) , w(lunar)" },
	{ "12.11.26", "day(2026-11-12)" },
	{ "30.02.2026", "w(30.02.2026)" },
	{ "30 februarie 2026", "w(30 februarie 2026)" },
	{ "OP 45 card 1042", "w(op) n(45) w(card) n(1042)" },
	{ "la 12.11.2026.", "w(la) day(2026-11-12)" },
	{ "din 01.12.2026 la 10:30", "w(din) day(2026-12-01) w(la) w(10:30)" },
	{ "LINIE 1:10 buc", "w(linie) n(1) : n(10) w(buc)" },

	/* people and accounts */
	{ "CLIENT Ion Popescu, ion@client.example, 0722 123 456",
	  "w(client) w(ion) w(popescu) , mail(ion@client.example) , tel(0722123456)" },
	{ "Ion Popescu <Ion@Client.example>", "w(ion) w(popescu) mail(ion@client.example)" },
	{ "0722.123.456", "tel(0722123456)" },
	{ "+40 722 123 456", "tel(40722123456)" },
	{ "021 123 45 67", "tel(0211234567)" },
	{ "02.12.2026 12", "day(2026-12-02) n(12)" },
	{ "RO18547290", "cui(ro18547290)" },
	{ "CUI 18547290", "cui(18547290)" },
	{ "CIF: RO 18547290", "cui(ro18547290)" },
	{ "C.U.I. 18547290", "cui(18547290)" },
	{ "RO18547291", "w(ro18547291)" },
	{ "CUI 18547291", "w(cui) n(18547291)" },
	{ "RO49AAAA1B31007593840000", "iban(RO49AAAA1B31007593840000)" },
	{ "RO49 AAAA 1B31 0075 9384 0000 lunar", "iban(RO49AAAA1B31007593840000) w(lunar)" },

	/* quotes, marks */
	{ "OFERTA \"Curs Excel, avansat\" x 2", "w(oferta) q(Curs Excel, avansat) x n(2)" },
	{ "OFERTA „Curs Excel” x 2", "w(oferta) q(Curs Excel) x n(2)" },
	{ "OFERTA „Curs Excel\" x 2", "w(oferta) q(Curs Excel) x n(2)" },
	{ "NOTA \"neînchis", "w(nota) w(\") w(neinchis)" },
	{ "Curs Excel (avansat); zile", "w(curs) w(excel) w(avansat) , w(zile)" },
	{ "Șters ȘTERS șters", "w(sters) w(sters) w(sters)" },
	{ "S.R.L. srl.", "w(s.r.l) w(srl)" },
	{ "MP3 A4", "ref(mp 3) ref(a 4)" },
	{ "", "" },
	{ "   ", "" },
};

TEST(command_lines_are_typed)
{
	struct arena *a = unit_arena();
	struct reader_config *cfg = sample_reader_config();

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct span line = span_of(rows[i].line);
		struct tokens t = command_tokens(a, &cfg->series, line);

		UNIT_CASE("%s", rows[i].line);
		CHECK_SPAN(show(a, &t), rows[i].want);
		for (size_t k = 0; k < t.n; k++) {
			CHECK(t.at[k].begin < t.at[k].end && t.at[k].end <= line.len);
			CHECK(k == 0 || t.at[k].begin >= t.at[k - 1].end);
		}
	}
}

TEST(command_words_can_be_taken_as_written)
{
	struct span line = S("OFERTA Curs Excel (avansat), ediția 2 x 3");
	struct tokens t = command_tokens(unit_arena(), NULL, line);

	CHECK_SPAN(span_sub(line, t.at[1].begin, t.at[6].end - t.at[1].begin),
		   "Curs Excel (avansat), ediția 2");
}

TEST(command_money_keeps_its_decimals)
{
	struct tokens t = command_tokens(unit_arena(), NULL, S("150,50 lei"));

	CHECK(decimal_eq(t.at[0].num, (struct decimal){ 15050, 2 }));
	CHECK_INT(t.at[0].money.minor, 15050);
}

static const struct {
	const char *text, *lines /* joined by | */, *after;
} blocks[] = {
	{ "OFERTA Excel\nLINIE 2 ore", "OFERTA Excel|LINIE 2 ore", "" },
	{ "Bună,\n\nOFERTA Excel\n\nMulțumesc,\nAna", "OFERTA Excel", "Mulțumesc,\nAna" },
	{ "Salut\nCARD 12\nCu stimă,\nAna", "CARD 12", "Cu stimă,\nAna" },
	{ "\n\nCARD 12\r\nSOLD\r\n\r\nceva", "CARD 12|SOLD", "ceva" },
	{ "MESAJ\n\nBună ziua,\nCursul începe luni.\n\nAna", "MESAJ",
	  "Bună ziua,\nCursul începe luni.\n\nAna" },
	{ "MESAJ\nBună ziua,\nCursul începe luni.", "MESAJ", "Bună ziua,\nCursul începe luni." },
	{ "CARD 12\n-- \nAna\nFirma SRL", "CARD 12", "" },
	{ "CARD 12\n> SOLD", "CARD 12", "" },
	{ "> CARD 12", "", "" },
	{ "- OFERTA Excel\n- LINIE 2 ore", "OFERTA Excel|LINIE 2 ore", "" },
	{ "DA, mulțumesc", "DA, mulțumesc", "" },
	{ "Bună ziua,", "", "" },
	{ "", "", "" },
	{ "CARD 12\n\nTrimis de pe iPhone-ul meu", "CARD 12", "Trimis de pe iPhone-ul meu" },
};

TEST(command_block_has_an_end)
{
	struct arena *a = unit_arena();
	struct reader_config *cfg = sample_reader_config();
	struct command_rules rules = { sample_book(), &cfg->series };

	for (size_t i = 0; i < ARRAY_LEN(blocks); i++) {
		struct command_lines lines = { 0 };
		struct span after = { 0 };
		struct buf b;

		buf_init(&b, a, 10000);
		command_read(a, &rules, span_of(blocks[i].text), &lines, &after);
		for (size_t k = 0; k < lines.n; k++)
			buf_add_fmt(&b, "%s%.*s", k ? "|" : "", SPAN_ARG(lines.at[k].text));
		UNIT_CASE("%s", blocks[i].text);
		CHECK_SPAN(buf_span(&b), blocks[i].lines);
		CHECK_SPAN(after, blocks[i].after);
	}
}

TEST(command_thanks_are_no_argument)
{
	struct command_rules rules = { sample_book(), NULL };
	struct command_lines lines = { 0 };
	struct span after;

	command_read(unit_arena(), &rules,
		     S("DA, mulțumesc frumos!\nNOTA a zis mulțumesc\nLINIE 2 ore, te rog"), &lines,
		     &after);
	CHECK_INT(lines.at[0].tok.n, 1);
	CHECK_INT(lines.at[1].tok.n, 4);
	CHECK_INT(lines.at[2].tok.n, 3);
	CHECK_INT(lines.at[2].line_no, 3);
}

TEST(command_lines_over_the_limit_refuse_themselves)
{
	struct arena *a = unit_arena();
	struct command_rules rules = { sample_book(), NULL };
	struct command_lines lines = { 0 };
	struct span after;
	struct buf b;

	buf_init(&b, a, 1 << 20);
	for (unsigned i = 0; i < 80; i++)
		buf_add_fmt(&b, "CARD %u\n", i);
	command_read(a, &rules, buf_span(&b), &lines, &after);
	CHECK_INT(lines.n, COMMAND_LINES_MAX + 1);
	CHECK_SPAN(lines.at[49].text, "CARD 49");
	CHECK_SPAN(lines.at[50].text, "...");
}

TEST(command_tokens_survive_noise)
{
	struct arena *a = unit_arena();
	static const char bytes[] =
		"0123456789.,:;-+/ xX%()\"'roROlei@#\xc8\x99\xe2\x82\xac\xc2\xa0";

	for (unsigned round = 0; round < 3000; round++) {
		char raw[60];
		struct span line;
		struct tokens t;

		for (size_t i = 0; i < sizeof(raw); i++)
			raw[i] = bytes[unit_random() % (sizeof(bytes) - 1)];
		line = utf8_clean(a, (struct span){ raw, sizeof(raw) });
		t = command_tokens(a, NULL, line);
		for (size_t k = 0; k < t.n; k++)
			CHECK(t.at[k].begin < t.at[k].end && t.at[k].end <= line.len &&
			      utf8_valid(t.at[k].text) &&
			      (k == 0 || t.at[k].begin >= t.at[k - 1].end));
	}
}
