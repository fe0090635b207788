/* Bytes -> facts (in the cage) -> what is booked and told, and the PDF. Ours comes first: it is there when ANAF is down, costs
 * no call and no waiting, warns of sums that do not agree, and speaks the staff's language. ANAF's is asked for what ours
 * cannot be made of. */
#include "received_read.h"

#include "ident.h"
#include "log.h"
#include "received_render.h"
#include "received_sums.h"
#include "span.h"
#include "utf8.h"

#define ITEMS_SHOWN 5
#define ITEMS_MAX   4096

static struct span items_of(struct arena *a, const struct ubl_in *u)
{
	struct buf items;

	buf_init(&items, a, ITEMS_MAX);
	for (size_t i = 0; i < u->lines.n && i < ITEMS_SHOWN; i++)
		buf_add_fmt(&items, "%s%.*s", i ? "; " : "",
			    SPAN_ARG(utf8_cut(u->lines.at[i].name, 100)));
	if (u->n_lines > ITEMS_SHOWN)
		buf_add_str(&items, "; …");
	return buf_span(&items);
}

static void take_facts(struct arena *a, const struct ubl_in *u, struct received *r)
{
	struct span cui;
	bool has_ro;

	r->credit_note = u->credit_note;
	r->name = u->seller.name;
	r->issue = u->issue;
	r->due = u->due;
	cui = ident_cui_digits(a, u->seller.tax_id, &has_ro);
	r->seller = cui.len ? cui : r->seller;
	r->items = items_of(a, u);
	r->unreadable = !u->head.number.len || !u->payable.cur[0];
	if (r->unreadable)
		return;
	r->number = u->head.number;
	r->total = u->total;
	r->payable = u->payable;
	r->sums = received_sums(a, u);
}

static void draw(struct engine *e, struct arena *a, const struct ubl_in *u, struct received *r,
		 struct span *ret)
{
	struct received_print print = { u, r->upload, r->sums, e->firm.lang };
	struct received_pdf pdf;
	struct why why = { "" };

	if (received_render_pdf(e->look, a, &print, &pdf, &why)) {
		log_say(LE_RECEIVED_DOWN, "what=draw id=%.*s why=%s", SPAN_ARG(r->message),
			log_quote_str(why.text));
		return;
	}
	*ret = pdf.bytes;
	r->boxes = pdf.missing;
}

enum rc received_read(struct engine *e, struct anaf_api *api, struct arena *a, struct span xml,
		      struct received *r, struct span *ret_pdf, struct why *reterr)
{
	struct ubl_in u = { 0 };
	enum reader_end ended;
	struct why why = { "" };
	enum rc rc = reader_ask_invoice(e->reader, a, xml, &u, &ended, &why);

	*ret_pdf = S("");
	if (rc == RC_RETRY)
		return why_fail(reterr, rc, "%s", why.text);
	if (rc) {
		log_say(LE_RECEIVED_DOWN, "what=read id=%.*s class=%s why=%s", SPAN_ARG(r->message),
			ended == READER_OK ? "unreadable" : "reader", log_quote_str(why.text));
		r->unreadable = true;
		/* Which of the two it is, its name space says. */
		r->credit_note = span_has(xml, S(":xsd:CreditNote-2"));
	} else {
		take_facts(a, &u, r);
		draw(e, a, &u, r, ret_pdf);
	}
	if (!ret_pdf->len)
		anaf_api_pdf(api, a, xml, r->credit_note, ret_pdf);
	r->no_pdf = !ret_pdf->len;
	return RC_OK;
}
