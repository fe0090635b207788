/* Check digits of the identifiers that Romanian documents carry. */
#ifndef PLIC_IDENT_H
#define PLIC_IDENT_H

#include "arena.h"
#include "base.h"

/* CUI/CIF, with or without RO and blanks: 2-10 digits, weights 7 5 3 2 1 7 5 3 2. */
bool ident_cui_valid(struct span s);
/* The digits alone, "" when invalid; *has_ro tells whether "RO" stood before. */
struct span ident_cui_digits(struct arena *a, struct span s, bool *has_ro);
bool ident_cnp_valid(struct span s);
/* The text with each personal number (13 digits that are one) made thirteen stars; s itself when there is
 * none. */
struct span ident_cnp_mask(struct arena *a, struct span s);
/* ISO 13616: blanks ignored, mod 97, length by country where known. */
bool ident_iban_valid(struct span s);
/* Upper case, no blanks. */
struct span ident_iban_compact(struct arena *a, struct span s);
/* ISO 11649 creditor reference "RFcc...". */
bool ident_rf_valid(struct span s);
struct span ident_rf_make(struct arena *a, struct span ref);
/* addr-spec by grammar (dot-atom@domain, no quotes, no comments), at most 254 bytes. */
bool ident_email_valid(struct span s);
/* Lower-case domain, local part as it is; "" when invalid. */
struct span ident_email_norm(struct arena *a, struct span s);
/* One name for a mailbox however it is written: lower case, "+tag" stripped, and the dots that Gmail
 * ignores. For counting, never to write to. */
struct span ident_email_mailbox(struct arena *a, struct span s);
/* What follows the last "@", "" when none. */
struct span ident_email_host(struct span s);

#endif
