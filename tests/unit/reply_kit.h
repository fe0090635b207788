/* A client with a card and one document that went out to him, and his replies to it. */
#ifndef PLIC_REPLY_KIT_H
#define PLIC_REPLY_KIT_H

#include "state_builder.h"

struct fixture {
	struct world *w;
	struct client *client; /* Ion Popescu, ion@example.org */
	struct card *card;     /* 1042 */
	struct document *doc;  /* two of "Consultanță" at 150 */
	struct mail_spec sent; /* the mail that brought it: its token is what replies carry */
};
struct fixture reply_fixture(const char *pipeline, const char *stage, enum doc_kind kind);
/* Committed; then a proven mail from this address, with the token, that reads so. */
void reply(struct fixture *x, const char *from, enum answer_kind kind, const char *line);

#endif
