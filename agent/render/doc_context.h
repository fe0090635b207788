/* What a layout file may name: the snapshot in its language and what is derived from it.
 *
 * Keys of snapshot_to_value (money and days with their _plain, _long, _short forms), and:
 *   label          "FCT 0012", or the word for a draft or a preview
 *   draft          true for a draft                brand.name     the firm's name without its legal form
 *   vat_payer      the seller's lines carry VAT    negative       the sum to pay is below zero
 *   credit_note, corrected, self_billed, of_receipt, of_proforma   which invoice it is (bool; invoice_type.h)
 *   period         "01.11 - 30.11.2026" (with an en dash), "" without one
 *   words          the sum to pay in words         total_words    the total in words
 *   iban           the seller's IBAN in fours, "" when nothing is to be paid
 *   qr             a payment code can be made (EPC: euro, to an IBAN)
 *   qr_own         none can, but something is to be paid in lei and brand.conf names the firm's own picture
 *   card_url       where it can be paid by card, "" = nowhere
 *   notes          list of {text}: the lines of the mentions and of the note
 *   seller, buyer  also: tax_code ("RO18547290"), place ("400110 Cluj-Napoca, jud. Cluj"), abroad (the
 *                  country's code, "" for Romania), company (bool)
 *   lines          also: index, running (sum of net so far), amount (qty and unit), unit_price (with
 *                  _plain), rate ("21 %" or the words of its category), detail (description, discount
 *                  and period, one a line)
 *                  of a statement and a reminder: what ("Factura FCT 0012"), billed or paid (one is "");
 *                  of a decision: what ("Factura")
 *   vat            also: label (as rate above) */
#ifndef PLIC_DOC_CONTEXT_H
#define PLIC_DOC_CONTEXT_H

#include "look.h"
#include "snapshot.h"

enum rc doc_context(const struct look *l, struct arena *a, const struct snapshot *s,
		    enum doc_face face, struct value **ret, struct why *reterr) MUST_CHECK;
/* "Atelier Diana" for "Atelier Diana S.R.L.": the name mark when brand.conf names none. */
struct span doc_brand_name(struct span legal);

#endif
