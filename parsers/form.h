/* Mails that a web form sends: "Label: value" lines, by the rules of config/forms. Pure. */
#ifndef PLIC_FORM_H
#define PLIC_FORM_H

#include "arena.h"
#include "reader_config.h"

/* The fields a label may fill; also the option names in config/forms. */
extern const char *const form_fields[];
extern const size_t form_fields_n;
/* The member of a request by field name, NULL when there is none. */
struct span *form_field(struct request *r, struct span field);

/* A label as it is compared: folded, without stars, bullets, brackets and marks. */
struct span form_label_fold(struct arena *a, struct span label);

/* Fill ret from the first rule that finds the most fields, at least its min_fields and an address or
 * a telephone among them. from: who sent the mail. A label stands at the line's start, before ":",
 * "=", "|" or a tab, or alone on its line with the value below; a message goes on over lines until the
 * next label. False: no rule fits, ret is untouched. */
bool form_read(struct arena *a, const struct form_rules *rules, struct span from, struct span text,
	       struct request *ret);

/* Is `from` who a rule names: the address, or one of "@domain"? */
bool form_sent_by(struct span who, struct span from);

#endif
