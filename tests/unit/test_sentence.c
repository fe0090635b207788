/* Wordings learnt from an example: what they become, what they read, and what they leave in doubt. */
#include "sentence.h"
#include "unit.h"

static struct sentence_value value_of(struct span text, const char *field, const char *value)
{
	size_t at = span_find(text, span_of(value), 0);

	return (struct sentence_value){ span_of(field), at, at + strlen(value) };
}

static const char sentence[] =
	"Ati incasat 1.234,50 RON de la ACME SRL (RO49AAAA1B31007593840000) cu explicatia "
	"'factura 12' in 21.11.2026, ref 998877.";
static const char taught[] =
	"Ati incasat {amount} de la {payer} ({iban}) cu explicatia '{details}' in {date}, ref {ref}.";

TEST(a_wording_is_the_constant_words_with_the_values_between)
{
	struct span text = span_of(sentence);
	struct sentence_value at[] = {
		value_of(text, "amount", "1.234,50 RON"),
		value_of(text, "payer", "ACME SRL"),
		value_of(text, "iban", "RO49AAAA1B31007593840000"),
		value_of(text, "details", "factura 12"),
		value_of(text, "date", "21.11.2026"),
		value_of(text, "ref", "998877"),
	};
	struct sentence_values v = { at, ARRAY_LEN(at), ARRAY_LEN(at) };

	CHECK_SPAN(sentence_of(unit_arena(), text, &v), taught);
	/* what has a digit and was not told changes */
	v.n = 1;
	CHECK_SPAN(sentence_of(unit_arena(), S("Ati incasat 1.234,50 RON in 21.11.2026"), &v),
		   "Ati incasat {amount} in {#}");
	at[1] = at[0];
	v.n = 2;
	CHECK_SPAN(sentence_of(unit_arena(), text, &v), "");
}

static const struct {
	const char *wording, *text;
	bool sure;
	const char *want; /* "field=value|..." of all matches, "/" between them */
} rows[] = {
	{ taught,
	  "Buna ziua,\nati incasat 9,00 EUR de la Ion S.R.L. (RO49AAAA1B31007593840000) cu explicatia "
	  "'plata in avans' in 1 decembrie 2026, ref FT/12.\nSold: 10,00 EUR",
	  true,
	  "amount=9,00 EUR|payer=Ion S.R.L.|iban=RO49AAAA1B31007593840000|details=plata in avans|"
	  "date=1 decembrie 2026|ref=FT/12" },
	/* no details; a masked account; an account in groups */
	{ taught, "Ati incasat 9 lei de la Ana (**** 1234) cu explicatia '' in 21.11.2026, ref 1.",
	  true, "" },
	{ taught, "Ati incasat 9 lei de la Ana (****1234) cu explicatia '' in 21.11.2026, ref 1.",
	  true, "amount=9 lei|payer=Ana|iban=****1234|details=|date=21.11.2026|ref=1" },
	{ taught,
	  "Ati incasat 9 lei de la Ana (RO49 AAAA 1B31 0075 9384 0000) cu explicatia 'x' in "
	  "21.11.2026, ref 1.",
	  true,
	  "amount=9 lei|payer=Ana|iban=RO49 AAAA 1B31 0075 9384 0000|details=x|date=21.11.2026|ref=1" },
	/* other words are another wording: nothing is read */
	{ taught,
	  "Ati platit 9,00 EUR catre Ana (RO49AAAA1B31007593840000) cu explicatia 'x' in 21.11.2026, "
	  "ref 1.",
	  true, "" },
	{ taught,
	  "Nu ati incasat 9,00 EUR de la Ana (****1234) cu explicatia 'x' in 21.11.2026, ref 1.",
	  true, "" },
	{ taught,
	  "Ati incasat 9,00 EUR de la Ana (****1234) cu explicatia 'x' in 31.02.2026, ref 1.", true,
	  "" },
	/* the payer's words that look like the bank's: in doubt */
	{ taught,
	  "Ati incasat 1,00 RON de la Ana (****1234) cu explicatia 'x' in 01.01.2026, ref 1. Ati "
	  "incasat 9.999,00 RON de la Ion (****9) cu explicatia 'y' in 21.11.2026, ref 2.",
	  false, "" },
	{ "Ati primit {amount} de la {payer}, {details}", "Ati primit 5 lei de la A, b, c", false,
	  "" },
	{ "Ati primit {amount} de la {payer}, {details}", "Ati primit 5 lei de la A, b c", true,
	  "amount=5 lei|payer=A|details=b c" },
	/* the sum is never a part of one */
	{ "Suma {amount}", "Suma 1.234,50 RON", true, "amount=1.234,50 RON" },
	{ "Suma {amount}", "Suma 1 234,50 lei", true, "amount=1 234,50 lei" },
	{ "Suma {amount}", "Suma RON 12,00", true, "amount=RON 12,00" },
	{ "Suma {amount}", "Suma 12,00", true, "" },
	{ "Suma {amount}", "Suma 12.00 RON", true, "" },
	{ "Suma {amount} lei", "Suma 12,00 lei", true, "" },
	/* rows of a table, and blocks of lines */
	{ "{date} | {payer} | {*} | {amount}",
	  "Data | Nume | Tip | Suma\n01.11.2026 | Ana Pop | OP | 5,00\n02.11.2026 | Ion | Instant | "
	  "1.000,00\nTotal | 1.005,00",
	  true,
	  "date=01.11.2026|payer=Ana Pop|*=OP|amount=5,00/date=02.11.2026|payer=Ion|*=Instant|"
	  "amount=1.000,00" },
	{ "Plata {#}\nde la {payer}\n{amount}",
	  "Plata 1\nde la Ana\n5 lei\nPlata 2\nde la Ion\n6 lei\nPlata 3\nde la Dan", true,
	  "#=1|payer=Ana|amount=5 lei/#=2|payer=Ion|amount=6 lei" },
	{ "Explicatie: {details}\nSuma {amount}",
	  "Explicatie:\nSuma 5 lei\nExplicatie: x\nSuma 6 lei", true,
	  "details=|amount=5 lei/details=x|amount=6 lei" },
	{ "Suma {amonut}", "Suma 5 lei", false, "" },
};

TEST(a_wording_reads_others_of_its_own_and_leaves_doubt_alone)
{
	struct arena *a = unit_arena();

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct span one = span_of(rows[i].wording), text = span_of(rows[i].text);
		struct spans wordings = { &one, 1, 1 };
		struct sentence_matches m;
		struct span got = S("");

		UNIT_CASE("%s <- %s", rows[i].wording, rows[i].text);
		if (!CHECK_INT(sentence_read(a, &wordings, MARK_COMMA, "RON", text, &m),
			       rows[i].sure) ||
		    !rows[i].sure)
			continue;
		for (size_t k = 0; k < m.n; k++)
			for (size_t v = 0; v < m.at[k].values.n; v++) {
				const struct sentence_value *x = &m.at[k].values.at[v];

				got = arena_fmt(a, "%.*s%s%.*s=%.*s", SPAN_ARG(got),
						v ? "|" :
						k ? "/" :
						    "",
						SPAN_ARG(x->field),
						SPAN_ARG(span_sub(text, x->from, x->to - x->from)));
			}
		CHECK_SPAN(got, rows[i].want);
	}
}

TEST(two_wordings_that_fit_the_same_lines_are_a_doubt)
{
	struct span both[] = { S("Suma {amount}"), S("{details} {amount}") };
	struct spans wordings = { both, 2, 2 };
	struct sentence_matches m;

	CHECK(!sentence_read(unit_arena(), &wordings, MARK_COMMA, "RON", S("Suma 5 lei"), &m));
	CHECK(sentence_read(unit_arena(), &wordings, MARK_COMMA, "RON", S("Alta 5 lei"), &m));
	CHECK_INT(m.n, 1);
}

TEST(lines_with_a_sum_that_nothing_covers_are_told)
{
	struct span text = S("Suma 5 lei\nSold: 1.234,50 RON\nTelefon 021 300\nSold: 9,00 RON");
	struct span one = S("Suma {amount}");
	struct spans wordings = { &one, 1, 1 }, rest = { 0 };
	struct sentence_matches m;

	CHECK(sentence_read(unit_arena(), &wordings, MARK_COMMA, "RON", text, &m));
	sentence_rest(unit_arena(), text, &m, &rest);
	if (CHECK_INT(rest.n, 1))
		CHECK_SPAN(rest.at[0], "sold: # ron");
}
