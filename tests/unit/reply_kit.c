/* Replies to a document (reply_kit.h). */
#include "reply_kit.h"

#include "unit.h"

struct fixture reply_fixture(const char *pipeline, const char *stage, enum doc_kind kind)
{
	struct fixture x = { .w = world_new() };

	x.client = world_client(x.w, "Ion Popescu", "ion@example.org");
	x.card = world_card(x.w, x.client, pipeline, stage, "Consultanță");
	x.doc = world_issued(x.w, x.card, kind, world_line(x.w, "Consultanță", 2, 150));
	x.sent = (struct mail_spec){ .to = S("ion@example.org"),
				     .token_purpose = S("reply"),
				     .card = x.card->id,
				     .token_document = x.doc->id };
	return x;
}

void reply(struct fixture *x, const char *from, enum answer_kind kind, const char *line)
{
	world_next(x->w);
	world_mail(x->w, from, line);
	world_answer(x->w, kind, line);
	world_token(x->w, &x->sent);
}
