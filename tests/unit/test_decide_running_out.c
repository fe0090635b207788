/* Offers without an answer and contracts that end: each told once, also after days off. */
#include "state_builder.h"
#include "unit.h"

struct sent {
	struct world *w;
	struct document *doc;
};

static struct sent sent(enum doc_kind kind, const char *stage)
{
	struct sent x = { .w = world_new() };
	struct client *c = world_client(x.w, "Ion Popescu", "ion@example.org");
	struct card *card = world_card(x.w, c, "servicii", stage, "Consultanță");

	x.w->firm.offer_followup_days = 7;
	x.w->firm.contract_notice_days = 30;
	x.doc = world_issued(x.w, card, kind, world_line(x.w, "Consultanță", 2, 150));
	return x;
}

static unsigned follow_up(struct sent *x, const char *day)
{
	world_next(x->w);
	world_today(x->w, day);
	CHECK_RC(decide_offer_followup(&x->w->s, x->doc, &x->w->d, &x->w->why), RC_OK);
	return world_mails(x->w);
}

static unsigned announce(struct sent *x, const char *day)
{
	world_next(x->w);
	world_today(x->w, day);
	CHECK_RC(decide_contract_ends(&x->w->s, x->doc, &x->w->d, &x->w->why), RC_OK);
	return world_mails(x->w);
}

TEST(offer_without_an_answer_is_brought_to_mind_once)
{
	struct sent x = sent(DOC_OFFER, "offered");
	struct mail_spec *m;

	CHECK_INT(follow_up(&x, "2026-11-18"), 0);
	CHECK_INT(follow_up(&x, "2026-11-21"), 1); /* two days off */
	m = world_must(x.w, "ion@example.org", "offer_followup");
	CHECK_INT(m->document[0], x.doc->id);
	CHECK_INT(m->token_document, x.doc->id);
	CHECK_SPAN(m->token_purpose, "reply");
	CHECK_INT(world_keys(x.w, "followup:1"), 1);
	CHECK_INT(follow_up(&x, "2026-11-22"), 0);
}

TEST(offer_is_left_alone_when_it_needs_no_word)
{
	struct sent x = sent(DOC_OFFER, "offered");
	struct question *q;

	CHECK_INT(follow_up(&x, "2026-11-27"), 0); /* over */
	x = sent(DOC_OFFER, "offered");
	x.doc->state = DOC_ACCEPTED;
	CHECK_INT(follow_up(&x, "2026-11-20"), 0);
	x = sent(DOC_OFFER, "offered");
	q = state_new_question(&x.w->s, Q_CLIENT_QUESTION); /* he asked, we did not answer */
	q->card = x.doc->card;
	CHECK_INT(follow_up(&x, "2026-11-20"), 0);
	q->state = Q_DONE;
	CHECK_INT(follow_up(&x, "2026-11-20"), 1);
	x = sent(DOC_OFFER, "offered");
	x.w->s.clients.at[0]->address = ADDRESS_DEAD;
	CHECK_INT(follow_up(&x, "2026-11-20"), 0);
	x = sent(DOC_OFFER, "offered");
	x.w->firm.offer_followup_days = 0;
	CHECK_INT(follow_up(&x, "2026-11-20"), 0);
	x = sent(DOC_PROFORMA, "offered");
	CHECK_INT(follow_up(&x, "2026-11-20"), 0);
}

TEST(contract_that_ends_is_announced_once)
{
	struct sent x = sent(DOC_CONTRACT, "working");
	struct mail_spec *m;

	CHECK_RC(day_parse(S("2026-12-31"), &x.doc->due), RC_OK);
	CHECK_INT(announce(&x, "2026-11-30"), 0);
	CHECK(announce(&x, "2026-12-03") > 0);
	m = world_must(x.w, "diana@atelier.ro", "notice");
	CHECK_SPAN(data_tx(m, "headline"), "flow.contract_ends");
	CHECK_INT(world_keys(x.w, "contract-ends:1:diana@atelier.ro"), 1);
	CHECK(world_mail_to(x.w, "ion@example.org", "notice") == NULL);
	CHECK_INT(announce(&x, "2026-12-04"), 0);
	x = sent(DOC_CONTRACT, "working");
	CHECK_RC(day_parse(S("2026-12-31"), &x.doc->due), RC_OK);
	CHECK_INT(announce(&x, "2027-01-02"), 0);
}
