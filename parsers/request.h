/* A person who asks for something in free text: who they are, how to reach them, what they ask.
 *
 * Everything is what the mail says; nothing is guessed beyond it. Name: after "ma numesc", else the
 * first lines under a closing ("Cu stima,"), else the display name. Telephones are Romanian or begin
 * with "+". A tax id counts with a right check digit and "RO" or a label before it. A company is the
 * capitalised words beside SRL, SA, PFA ... Pure. */
#ifndef PLIC_REQUEST_H
#define PLIC_REQUEST_H

#include "phrase.h"

struct request_source {
	struct span text;      /* the asker's own words */
	struct span from;      /* their address */
	struct span from_name; /* display name */
};

struct request request_read(struct arena *a, const struct phrase_book *b,
			    const struct request_source *src);
/* Complete a form's request with what its fields hold: telephone in one shape, tax id from the
 * company field, intent. */
void request_tidy(struct arena *a, const struct phrase_book *b, struct request *r);

/* "+40 722.123.456" -> "0722123456"; "+45 12 34 56 78" -> "+4512345678"; "" when it is none. */
struct span request_phone(struct arena *a, struct span s);

#endif
