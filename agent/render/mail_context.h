/* What every mail template is given: firm, client, card, documents, and the mail's own data.
 *
 * Whatever a caller leaves out is there as "" or an empty list, also inside list items, so that a
 * template never fails for want of data. Keys (money and days have their _plain, _long, _short forms
 * after look_localise):
 *
 *   firm       name brand email phone address tax_id reg_no iban (in fours) bank contact vat_payer
 *   client     name email phone company(bool) hello (the whole greeting: title and name when known)
 *   card       number title stage tag ("[C-1042]"); "" without a card
 *   documents  list of documents; doc: the first of them, "" without any. Each has the keys of
 *              snapshot_to_value and: label ("FCT 0012"), file ("FCT-0012.pdf"), kind_title
 *              ("Factura"), kind_word ("factura"), is_offer ... is_reminder (by kind), credit_note (a storno
 *              that is one, with plus like its PDF: bool), has_vat,
 *              is_paid (nothing left to pay), about (its one line, else its title), few_lines (1 to 3
 *              lines {what, net}, else empty), many_lines ("5 poziții")
 *   documents_words   "contractul CTR 0019 și factura FCT 0012"
 *   pay_reference     "PRF0031": of all that is to be paid, joined by commas
 *   about      what it is about: doc.about, else card.title
 *   signer     who signs: data's, else firm.contact, else firm.brand
 *
 * Data that the shipped templates understand beside these; a text may be a TX. Lists of paragraphs
 * are lists of texts; rows are maps {label, value}; buttons are maps {label, command}. Beside each
 * list NAME stands NAME_n, its length, "" for none.
 *   any mail      say (paragraphs after the first sentence), facts (rows), next (buttons)
 *   invoice, receipt   payment (money), payment_day: what was received, when it is what caused it
 *   storno        reason
 *   reminder1/2   overdue: list of {label, kind_word, due, open, days}; open_total (money).
 *                 Without overdue the documents and their sum. overdue_one: the only one, or ""
 *   message       text: the words as written (line breaks are kept); signer. has_hello, has_bye are
 *                 found out: a text that greets or closes by itself is left alone
 *   acknowledge   answer_text: what was noted, one or two sentences; or answer: accepted, refused,
 *                 question, paid, signed, changed, stopped, other, which gives it (a caller's own answer_text, a sentence, stays)
 *   confirm_accept   asked_by: the address that answered; quote: its line
 *   stopped       title, until (day)
 *   answer        headline; result: done, waiting, refused, "" (default: refused when refusal is
 *                 set), gives result_text and the flags waiting and bad; understood (texts), changes
 *                 ({what, before, after}), shown (rows), refusal, instead (texts: what to type
 *                 instead), next, attached (file names), gives attached_words; mail_render puts the
 *                 names of what it attaches in its place
 *   question      headline, say, facts, options (buttons), quote (the client's own words)
 *   notice        headline, say, facts, next, quote
 *   digest        the map of store/digest.h as it is; needs_n is counted here: questions,
 *                 unallocated, unsent, quarantine. days gives days_words ("5 zile"), each _sum
 *                 becomes one text ("1.740,00 lei + 99,00 EUR")
 * A headline that is also the first of say is said once. */
#ifndef PLIC_MAIL_CONTEXT_H
#define PLIC_MAIL_CONTEXT_H

#include "firm.h"
#include "snapshot.h"
#include "state.h"

/* client, card, data may be NULL; data's own members win over what is computed. */
struct value *mail_context(struct arena *a, const struct firm *firm, const struct client *client,
			   const struct card *card, const struct snapshot *const *docs, size_t n,
			   const struct value *data);

/* Sets documents, doc, documents_words, and for reminders overdue and open_total. */
void mail_context_documents(struct arena *a, struct value *ctx, const struct snapshot *const *docs,
			    size_t n);

/* What a kind of document is called ("Factura"). */
struct value *mail_kind_title(struct arena *a, enum doc_kind kind);

/* What follows from the data: flags, words and counts named above. */
void mail_context_derive(struct arena *a, struct value *ctx);

/* A context that has every name, each list with an item; its values mean nothing. For the check of
 * templates at start. */
struct value *mail_context_shape(struct arena *a);

#endif
