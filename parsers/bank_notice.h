/* Movements told by a bank's mail. One engine; each bank is a file of config/banks.
 *
 * Patterns see the mail with letters that have marks as ASCII, every blank a space and typographic dashes
 * "-", ignoring case, with ^ and $ at line ends; fields are read from the mail as it stands. They are
 * tried in order; each match is a movement, a match that overlaps an earlier pattern's is not. What the
 * match leaves open is taken from what follows it, up to the next match: by the rule's parts, from lines
 * and table cells that bear one of the rule's labels, and from tables with them as header. Two patterns that
 * tell the same amount without contradiction tell one movement (a headline and its table).
 * A doubt is no movement: when one match has no readable amount or direction, or a pattern gives up, the
 * mail has no notices at all and a person reads it. */
#ifndef PLIC_BANK_NOTICE_H
#define PLIC_BANK_NOTICE_H

#include "arena.h"
#include "reader_config.h"

#define BANK_NOTICES_MAX 100

struct bank_engine;

/* Compiles every pattern. RC_BAD_CONFIG: names bank and pattern. */
enum rc bank_engine_open(const struct bank_rules *rules, struct bank_engine **ret,
			 struct why *reterr) MUST_CHECK;
void bank_engine_close(struct bank_engine *e);
/* Compile one pattern of a bank to see whether it can be used: a part must have a group named after a
 * field. */
enum rc bank_pattern_check(struct span regex, enum bank_pattern_use use, struct why *reterr);
/* Names of the fields: of groups, and of lists of labels in config/banks. */
extern const char *const bank_fields[BANK_FIELDS];
/* BANK_FIELDS = none is named so. */
enum bank_field bank_field_named(struct span name);

/* The rule whose senders hold this address (or its "@domain"), NULL = no bank. */
const struct bank_rule *bank_rule_of(const struct bank_rules *rules, struct span from);
/* RC_BAD_INPUT: in doubt, see above; ret is then empty and reterr says why. text: valid UTF-8. */
enum rc bank_notice_read(struct bank_engine *e, struct arena *a, const struct bank_rule *rule,
			 struct span text, struct notices *ret, struct why *reterr) MUST_CHECK;

/* A mail of a bank that its rules do not read: what it seems to tell, by labels, else by sentences and rows.
 * ret->told is empty when no amount stands in it; a balance never is the amount; of several amounts none is
 * chosen (ret->sums). text: valid UTF-8. */
void bank_guess_of(struct arena *a, const struct bank_rule *rule, struct span text,
		   struct bank_guess *ret);
/* Read it by a form that was taught. false: it is not of this form, or in doubt; ret is then empty. */
bool bank_form_read(struct arena *a, const struct bank_rule *rule, const struct bank_form *form,
		    struct span text, struct notices *ret);

#endif
