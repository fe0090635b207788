/* What command lines ask the loader for; lines kept in a preview come back word for word. */
#include "command.h"
#include "needs.h"
#include "preview.h"
#include "unit.h"

static struct needs needs_of_text(const char *text)
{
	struct arena *a = unit_arena();
	struct phrases none = { 0 };
	struct command_rules rules = { .book = phrase_book_new(a, &none) };
	struct mail_fact f = { 0 };
	struct needs n = { 0 };

	command_read(a, &rules, span_of(text), &f.lines, &f.text_after);
	needs_of(a, &f, &n);
	return n;
}

static struct span print(const struct needs *n)
{
	struct buf b;

	buf_init(&b, unit_arena(), 4000);
	for (size_t i = 0; i < n->refs.n; i++)
		buf_add_fmt(&b, "ref %.*s %lld;", SPAN_ARG(n->refs.at[i].prefix),
			    (long long)n->refs.at[i].number);
	for (size_t i = 0; i < n->cards.n; i++)
		buf_add_fmt(&b, "card %lld;", (long long)n->cards.at[i]);
	for (size_t i = 0; i < n->payments.n; i++)
		buf_add_fmt(&b, "payment %lld;", (long long)n->payments.at[i]);
	for (size_t i = 0; i < n->subscriptions.n; i++)
		buf_add_fmt(&b, "sub %lld;", (long long)n->subscriptions.at[i]);
	for (size_t i = 0; i < n->emails.n; i++)
		buf_add_fmt(&b, "email %.*s;", SPAN_ARG(n->emails.at[i]));
	for (size_t i = 0; i < n->cuis.n; i++)
		buf_add_fmt(&b, "cui %.*s;", SPAN_ARG(n->cuis.at[i]));
	for (size_t i = 0; i < n->names.n; i++)
		buf_add_fmt(&b, "name %.*s;", SPAN_ARG(n->names.at[i]));
	for (size_t i = 0; i < n->products.n; i++)
		buf_add_fmt(&b, "product %.*s;", SPAN_ARG(n->products.at[i]));
	for (size_t i = 0; i < n->searches.n; i++)
		buf_add_fmt(&b, "search %d %.*s %lld;", (int)n->searches.at[i].kind,
			    SPAN_ARG(n->searches.at[i].text), (long long)n->searches.at[i].card);
	if (n->client_open)
		buf_add_str(&b, "open;");
	return buf_span(&b);
}

TEST(needs_of_lines)
{
	static const struct {
		const char *in, *want;
	} rows[] = {
		{ "CARD 1042", "card 1042;search 2  1042;" },
		{ "CARD", "search 2  0;" },
		{ "CLIENT cui DE129273398, adresa Str. 1", "cui DE129273398;" },
		{ "CLIENT cod TVA dk31234567", "ref dk 31234567;cui DK31234567;" },
		{ "CLIENT CIF FR 12 345678901, oras Lyon", "cui FR12345678901;" },
		{ "PRODUS Curs Word, 300 lei, nume Curs Ș", "product curs word;product curs s;" },
		{ "PRODUS -Curs Word", "product curs word;" },
		{ "MESAJ\nam sunat la ion@exemplu.ro\nCARD 5", "" },
		{ "CAUTA Popescu Ștefan", "search 0 popescu stefan 0;" },
		{ "SOLD popescu", "search 1 popescu 0;" },
		{ "SOLD card 7", "card 7;search 1  7;" },
		{ "SOLD ion@exemplu.ro", "email ion@exemplu.ro;search 1 ion@exemplu.ro 0;" },
		{ "FISA popescu la 31.10.2026, trimite", "search 6 popescu 0;" },
		{ "FISA card 7 01.01.2026 - 31.10.2026", "card 7;search 6  7;" },
		{ "SOLD popescu la 31.10.2026", "search 6 popescu 0;" },
		{ "CHITANTA 450 lei FCT 12", "ref fct 12;open;" },
		{ "INCASAT 450 lei OP 123 PRF 31", "ref prf 31;open;" },
		{ "ALOCA P12 FCT 12, FCT-0013", "ref fct 12;ref fct 13;payment 12;open;" },
		{ "OPRESTE S3", "sub 3;" },
		{ "LINIE O DATA S3: 2 ore instalare x 150 lei", "sub 3;" },
		{ "REDESCHIDE card 7", "card 7;search 2  7;" },
		{ "ARATA card 7, luna viitoare", "card 7;search 8  0;" },
		{ "DE CE P12", "payment 12;search 10  0;" },
		{ "INCASARI luna trecută", "search 5 luna trecută 0;" },
		{ "STAI card 7", "card 7;" },
		{ "OFERTA pentru ion@exemplu.ro Curs Excel", "email ion@exemplu.ro;" },
		{ "CLIENT nou Alfa SRL, office@alfa.ro, RO18547290",
		  "email office@alfa.ro;cui 18547290;name alfa srl;" },
		{ "CLIENT popescu telefon 0722 123 456", "name popescu;" },
		{ "CLIENT nordlys cod postal 4000", "name nordlys;" },
		{ "CLIENT nordlys tara Danemarca", "name nordlys;" },
		{ "LINIE 2 ore consultanta x 150 lei, TVA 21", "" },
		{ "STATUS", "search 3  0;" },
		{ "STORNO FCT 12\nTRIMITE FCT 12\nOFERTA card 5 x", "ref fct 12;card 5;" },
		{ "Bună ziua, ce mai faceți", "" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct needs n = needs_of_text(rows[i].in);

		UNIT_CASE("%s", rows[i].in);
		CHECK_SPAN(print(&n), rows[i].want);
	}
}

TEST(needs_of_a_kept_preview)
{
	struct arena *a = unit_arena();
	static const char text[] =
		"STORNO FCT 12 motiv „greșit”\nINCASAT 450,50 lei OP 7 12.11.2026\n"
		"CLIENT RO18547290 reducere 10% ion@x.ro 0722 123 456";
	struct phrases none = { 0 };
	struct command_rules rules = { .book = phrase_book_new(a, &none) };
	struct command_lines in = { 0 }, out;
	struct question q = { .kind = Q_PREVIEW };
	struct needs n = { 0 };
	struct value *back;
	struct span after;
	struct why why;
	struct buf b;

	command_read(a, &rules, span_of(text), &in, &after);
	q.data = preview_keep(a, &in, S("după"), S("ana@x"));
	buf_init(&b, a, 1 << 16);
	value_to_json(q.data, &b);
	if (!CHECK_RC(value_from_json(a, buf_span(&b), &back, &why), RC_OK))
		return;
	preview_lines(a, back, &out);
	CHECK_SPAN(value_get_text(back, "after"), "după");
	if (!CHECK_INT(out.n, in.n))
		return;
	for (size_t i = 0; i < in.n; i++) {
		CHECK_SPANS(out.at[i].text, in.at[i].text);
		if (!CHECK_INT(out.at[i].tok.n, in.at[i].tok.n))
			return;
		for (size_t k = 0; k < in.at[i].tok.n; k++) {
			const struct token *x = &in.at[i].tok.at[k], *y = &out.at[i].tok.at[k];

			UNIT_CASE("line %zu token %zu", i, k);
			CHECK_INT(y->kind, x->kind);
			CHECK_SPANS(y->text, x->text);
			CHECK_SPANS(y->fold, x->fold);
			CHECK(decimal_eq(y->num, x->num));
			CHECK_INT(y->money.minor, x->money.minor);
			CHECK_INT(y->begin, x->begin);
			CHECK_INT(y->end, x->end);
			if (x->kind == TOK_DATE)
				CHECK_INT(y->day.n, x->day.n);
		}
	}
	q.data = back;
	needs_of_question(a, &q, &n);
	CHECK_HAS(print(&n), "ref fct 12;");
}
