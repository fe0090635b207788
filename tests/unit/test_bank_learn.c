/* What is kept of a bank's mail of sentences: wordings that read it as it was confirmed, or nothing. */
#include "bank_learn.h"
#include "say.h"
#include "unit.h"

/* One confirmed movement and the line that its sum was guessed in. */
struct said {
	const char *amount, *payer, *details, *ref, *line;
	bool out;
};

static struct question *asked(const char *text, const struct said *said, size_t n,
			      struct notices *told)
{
	struct arena *a = unit_arena();
	struct question *q = ARENA_NEW(a, struct question);
	struct value *list = value_new_list(a);

	*told = (struct notices){ 0 };
	for (size_t i = 0; i < n; i++) {
		struct notice *t = ARENA_PUSH(a, told);
		struct value *v;

		*t = (struct notice){ .bank = S("b"),
				      .incoming = !said[i].out,
				      .payer = span_of(said[i].payer),
				      .details = span_of(said[i].details),
				      .bank_ref = span_of(said[i].ref),
				      .day = DAY_NONE };
		CHECK_RC(money_parse(span_of(said[i].amount), MARK_COMMA, "RON", &t->amount),
			 RC_OK);
		v = bank_learn_keep(a, t);
		value_push(a, list,
			   say_int(a, v, "at",
				   (int64_t)span_find(span_of(text), span_of(said[i].line), 0)));
	}
	q->data = say_text(a, NULL, "text", span_of(text));
	say_int(a, q->data, "mark", MARK_COMMA);
	value_set(a, q->data, "told", list);
	return q;
}

static const struct row {
	const char *text;
	struct said said[3];
	const char *
		want; /* wordings, "out:" before those of money out, ";" behind each; "" = nothing is kept */
} rows[] = {
	{ "Ati primit 5 lei de la Ana, detalii curs.",
	  { { "5 lei", "Ana", "curs", "", "Ati", false } },
	  "Ati primit {amount} de la {payer}, detalii {details}.;" },
	/* the name in what was paid for is not the payer's place */
	{ "Ati primit 5 lei de la Ana, detalii curs Ana.",
	  { { "5 lei", "Ana", "curs Ana", "", "Ati", false } },
	  "Ati primit {amount} de la {payer}, detalii {details}.;" },
	/* what staff said stands nowhere: the rest is kept; twice, or where it cannot be told apart: nothing */
	{ "Ati primit 5 lei de la Ana.",
	  { { "5 lei", "Ion", "", "", "Ati", false } },
	  "Ati primit {amount} de la Ana.;" },
	{ "Ati primit 5 lei de la Ana catre Ana.",
	  { { "5 lei", "Ana", "", "", "Ati", false } },
	  "" },
	{ "Ati primit 5 lei, sold 5 lei, de la Ana.",
	  { { "5 lei", "Ana", "", "", "Ati", false } },
	  "" },
	{ "Ati primit 5 lei Ana curs.", { { "5 lei", "Ana", "curs.", "", "Ati", false } }, "" },
	{ "Ati primit 5 lei Ana Pop curs de seara",
	  { { "5 lei", "Ana Pop", "curs de seara", "", "Ati", false } },
	  "" },
	/* a sum that is not there */
	{ "Ati primit 5 lei de la Ana.", { { "6 lei", "Ana", "", "", "Ati", false } }, "" },
	/* several; each way has words of its own, or nothing is kept */
	{ "Primit 5 lei de la Ana\nPlatit 6 lei catre Ion\nPrimit 7 lei de la Dan",
	  { { "5 lei", "Ana", "", "", "Primit 5", false },
	    { "6 lei", "Ion", "", "", "Platit", true },
	    { "7 lei", "Dan", "", "", "Primit 7", false } },
	  "Primit {amount} de la {payer};out:Platit {amount} catre {payer};" },
	{ "5 lei, Ana\n6 lei, Ion",
	  { { "5 lei", "Ana", "", "", "5", false }, { "6 lei", "Ion", "", "", "6", true } },
	  "" },
	/* one that is none, though its line reads like the others */
	{ "Primit 5 lei de la Ana\nPrimit 6 lei de la Ion",
	  { { "5 lei", "Ana", "", "", "Primit 5", false },
	    { "0 lei", "", "", "", "Primit 6", false } },
	  "" },
	/* the payer of another movement */
	{ "Primit 5 lei de la Ana\nPrimit 6 lei de la Ion",
	  { { "5 lei", "Ion", "", "", "Primit 5", false },
	    { "6 lei", "Ana", "", "", "Primit 6", false } },
	  "" },
};

TEST(bank_learn_keeps_what_reads_the_mail_as_it_was_confirmed)
{
	struct arena *a = unit_arena();

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct value *list = NULL;
		struct span got = S("");
		struct notices told;
		struct question *q;
		struct value *form;
		size_t n = 0;

		UNIT_CASE("%s", rows[i].text);
		while (n < ARRAY_LEN(rows[i].said) && rows[i].said[n].amount)
			n++;
		q = asked(rows[i].text, rows[i].said, n, &told);
		form = bank_learn_form(a, q, &told);
		if (form)
			list = value_get(form, "sentences");
		for (size_t k = 0; list && k < list->u.list.n; k++) {
			const struct value *s = list->u.list.at[k];

			got = arena_fmt(a, "%.*s%s%.*s;", SPAN_ARG(got),
					value_get_bool(s, "in") ? "" : "out:",
					SPAN_ARG(value_get_text(s, "wording")));
		}
		CHECK_SPAN(got, rows[i].want);
	}
}
