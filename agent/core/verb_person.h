/* A client as a line of CLIENT or LEAD tells him: the fields that were written, and who of the known he is. */
#ifndef PLIC_VERB_PERSON_H
#define PLIC_VERB_PERSON_H

#include "run_commands.h"

/* Words that begin a field of free text, and so end the one before. */
#define PERSON_SECTIONS                                                                            \
	"nume|name|email|mail|telefon|tel|phone|cui|cif|adresa|address|strada|street|oras|orasul|" \
	"localitate|city|judet|judetul|county|limba|lang|language|contact|reg|tara|country|"       \
	"postal|postcode|zip|tva|vat"

enum person_field {
	F_NAME,
	F_EMAIL,
	F_PHONE,
	F_CUI,
	F_STREET,
	F_CITY,
	F_COUNTY,
	F_LANG,
	F_CONTACT,
	F_REG,
	F_POSTCODE,
	F_COUNTRY,
	PERSON_FIELDS
};
struct person {
	bool has[PERSON_FIELDS];
	struct span val[PERSON_FIELDS];
	bool vat; /* CUI came with RO, or a VAT number of another country */
	bool keyed_email, keyed_cui;
	struct span name, extra; /* free text: up to the first comma, and after it */
};

/* The fields at hand in the line's words; what is left is the name and, after a comma, what else was said.
 * false: refused already. */
bool person_take(struct verb_call *c, struct person *ret);
/* Who of the loaded clients is meant: by address, by tax code, by name; without a name the client at hand.
 * NULL: nobody, or *several share the name. */
struct client *person_find(struct verb_call *c, const struct person *p, bool *several);
/* Do the words of `text` all stand in `name`? */
bool person_name_has(struct arena *a, struct span name, struct span text);
/* Of one name, and yet somebody else: another tax code, or none known and another address. */
bool person_is_namesake(const struct client *cl, const struct person *p);

#endif
