/* Lists of messages (see anaf_answer.h). */
#include "anaf_answer.h"

#include "anaf_in.h"
#include "span.h"
#include "utf8.h"

#define ROWS_MAX 5000

static enum anaf_kind kind_of(struct span fold)
{
	static const struct {
		const char *words;
		enum anaf_kind kind;
	} rows[] = { { "factura trimisa", ANAF_SENT },
		     { "factura primita", ANAF_RECEIVED },
		     { "erori factura", ANAF_ERRORS },
		     { "mesaj cumparator primit", ANAF_BUYER_WROTE },
		     { "mesaj cumparator transmis", ANAF_BUYER_ANSWER } };

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (span_starts(fold, span_of(rows[i].words)))
			return rows[i].kind;
	return ANAF_OTHER;
}

static struct span digits(struct span s)
{
	return span_all_digits(s) && s.len <= 30 ? s : S("");
}

/* The digits behind the first of the words that is there: "cif_emitent=8000000000". */
static struct span number_after(struct span text, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t at = span_find(text, span_of(words[i]), 0), len = 0;
		struct span rest;

		if (at == SIZE_MAX)
			continue;
		rest = span_from(text, at + strlen(words[i]));
		if (span_istarts(rest, S("RO")))
			rest = span_from(rest, 2);
		while (span_digit_at(rest, len) && len < 30)
			len++;
		if (len)
			return span_sub(rest, 0, len);
	}
	return S("");
}

static void take_row(struct arena *a, const struct value *row, struct anaf_messages *to)
{
	/* Self-billed: "... transmisa de cif=B ca autofactura in numele cif=S": the seller is the second. */
	static const char *const seller[] = { "cif_emitent=", "in numele cif=" };
	static const char *const buyer[] = { "cif_beneficiar=", "transmisa de cif=" };
	struct anaf_message m = { .id = digits(anaf_text(a, row, "id")),
				  .index = digits(anaf_text(a, row, "id_solicitare")),
				  .cif = digits(anaf_text(a, row, "cif")),
				  .details = anaf_text(a, row, "detalii"),
				  .created = anaf_instant(anaf_text(a, row, "data_creare")) };

	if (!m.id.len && !m.index.len)
		return;
	m.kind = kind_of(utf8_fold(a, anaf_text(a, row, "tip")));
	m.seller = digits(anaf_text(a, row, "cif_emitent"));
	m.buyer = digits(anaf_text(a, row, "cif_beneficiar"));
	if (!m.seller.len)
		m.seller = number_after(m.details, seller, ARRAY_LEN(seller));
	if (!m.buyer.len)
		m.buyer = number_after(m.details, buyer, ARRAY_LEN(buyer));
	*ARENA_PUSH(a, to) = m;
}

void anaf_list_read(struct arena *a, long status, struct span body, struct anaf_list_answer *ret)
{
	const struct value *rows;
	struct value *v;

	*ret = (struct anaf_list_answer){ .is = ANAF_DOWN, .page = 1, .pages = 1 };
	if (!anaf_json(a, body, &v)) {
		enum anaf_class is = anaf_status_class(status);

		ret->is = is == ANAF_FINE || is == ANAF_REFUSED ? ANAF_DOWN : is;
		return;
	}
	rows = value_get(v, "mesaje");
	if (!rows || rows->kind != VALUE_LIST) {
		ret->is = anaf_json_error(a, status, v, &ret->faults);
		if (ret->is == ANAF_FINE) /* neither rows nor a reason */
			ret->is = ANAF_DOWN;
		return;
	}
	for (size_t i = 0; i < rows->u.list.n && i < ROWS_MAX; i++)
		take_row(a, rows->u.list.at[i], &ret->messages);
	ret->total = value_get_int(v, "numar_total_inregistrari", (int64_t)ret->messages.n);
	ret->pages = value_get_int(v, "numar_total_pagini", 1);
	ret->page = value_get_int(v, "index_pagina_curenta", 1);
	ret->is = ret->messages.n ? ANAF_FINE : ANAF_NONE;
}
