/* What is not fit to leave does not leave: a command says what is missing and how to say it; an event waits
 * and runs when the data are there; nothing that happened is lost. */
#include "commands_kit.h"
#include "load_look.h"
#include "preflight.h"
#include "preflight_look.h"
#include "sample.h"
#include "say.h"
#include "state_builder.h"

/* Stands for e-Factura: a buyer needs a county, a seller a telephone. */
static enum rc ask_county(const void *with, struct arena *a, const struct snapshot *s,
			  struct preflight_faults *ret, struct why *reterr)
{
	(void)with, (void)reterr;
	if (s->kind != DOC_INVOICE && s->kind != DOC_STORNO)
		return RC_OK;
	if (s->buyer.county.len == 0)
		*ARENA_PUSH(a, ret) = (struct preflight_fault){
			.id = "BR-RO-111",
			.why = value_str(a, "Lipsește județul."),
			.kind = FIX_CLIENT,
			.word = { "judet", "county" },
			.example = { "CJ", "CJ" },
		};
	if (s->seller.phone.len == 0)
		*ARENA_PUSH(a, ret) = (struct preflight_fault){
			.id = "BR-X",
			.why = value_str(a, "Lipsește telefonul nostru."),
			.kind = FIX_CONFIG,
			.word = { "firm.phone" },
		};
	return RC_OK;
}

static const struct preflight county = { .check = ask_county };

/* A proforma that waits for its money, of a client without a county. */
static struct world *waiting(struct card **card)
{
	struct world *w = world_new();
	struct client *c = world_client(w, "Ion Popescu", "ion@example.org");

	*card = world_card(w, c, "curs", "awaiting", "Curs Excel avansat");
	(void)world_issued(w, *card, DOC_PROFORMA, world_line(w, "Curs", 1, 450));
	w->firm.self.phone = S("0264 123 456");
	w->firm.preflight = &county;
	world_notice(w, 54450, "POPESCU ION", "plata PRF 0001");
	return w;
}

static void answer(struct world *w, const struct mail_spec *q, const char *line)
{
	world_next(w);
	world_mail(w, "diana@atelier.ro", line);
	world_token(w, q);
	world_lines(w, line);
	CHECK_RC(world_decide(w), RC_OK);
}

TEST(preflight_holds_the_invoice_and_keeps_the_payment)
{
	struct card *card;
	struct world *w = waiting(&card);
	struct mail_spec *q;

	CHECK_RC(world_decide(w), RC_OK);
	CHECK_SPAN(w->d.outcome, "paid");
	CHECK_INT(w->s.payments.n, 1);
	CHECK_INT(world_newest(w, DOC_PROFORMA)->open.minor, 0);
	CHECK_SPAN(card->stage, "awaiting");
	CHECK(world_newest(w, DOC_INVOICE) == NULL);
	CHECK(world_newest(w, DOC_CONTRACT) == NULL);
	CHECK(world_mail_to(w, "ion@example.org", "invoice") == NULL);
	q = world_must(w, "diana@atelier.ro", "question");
	CHECK_SPAN(data_tx(q, "headline"), "flow.held");
	CHECK_SPAN(data_command(q, 0), "CLIENT judet ");
	CHECK_SPAN(data_command(q, 1), "DA");
}

TEST(preflight_held_event_runs_when_the_data_are_there)
{
	struct card *card;
	struct world *w = waiting(&card);
	struct document *inv;

	CHECK_RC(world_decide(w), RC_OK);
	answer(w, world_must(w, "diana@atelier.ro", "question"), "CLIENT judet CJ");
	CHECK_SPAN(card->stage, "paid");
	inv = world_newest(w, DOC_INVOICE);
	if (!CHECK(inv != NULL) || !inv)
		return;
	CHECK_SPAN(inv->snap->buyer.county, "CJ");
	CHECK_SPAN(inv->label, "FCT 0001");
	CHECK(world_newest(w, DOC_CONTRACT) != NULL);
	CHECK(world_mail_to(w, "ion@example.org", "invoice") != NULL);
	CHECK_INT(w->s.questions.at[0]->state, Q_DONE);
}

TEST(preflight_held_event_goes_on_waiting)
{
	struct card *card;
	struct world *w = waiting(&card);

	CHECK_RC(world_decide(w), RC_OK);
	answer(w, world_must(w, "diana@atelier.ro", "question"), "CLIENT oras Cluj-Napoca");
	CHECK_SPAN(card->stage, "awaiting");
	CHECK(world_newest(w, DOC_INVOICE) == NULL);
	CHECK_INT(w->s.questions.n, 1);
	CHECK_INT(w->s.questions.at[0]->state, Q_OPEN);
	CHECK(world_mail_to(w, "diana@atelier.ro", "answer") != NULL);
}

TEST(preflight_yes_tries_again_and_says_what_is_missing)
{
	struct card *card;
	struct world *w = waiting(&card);
	struct mail_spec *q;

	CHECK_RC(world_decide(w), RC_OK);
	q = world_must(w, "diana@atelier.ro", "question");
	answer(w, q, "DA");
	CHECK_SPAN(card->stage, "awaiting");
	CHECK_INT(w->s.questions.at[0]->state, Q_OPEN);
	w->firm.preflight = NULL;
	answer(w, q, "DA");
	CHECK_SPAN(card->stage, "paid");
	CHECK(world_newest(w, DOC_INVOICE) != NULL);
}

TEST(preflight_offers_need_no_address)
{
	struct kit *k = kit_new();

	k->firm.preflight = &county;
	kit_from(k, "diana");
	kit_thread(k, k->card);
	CHECK_HAS(kit_send(k, "OFERTA 2 ore consultanță x 150 lei"), "result=done");
	CHECK(kit_doc(k, DOC_OFFER) != NULL);
	kit_free(k);
}

TEST(preflight_command_is_refused_with_the_line_that_helps)
{
	struct kit *k = kit_new();
	struct span out;

	k->firm.preflight = &county;
	k->firm.self.phone = S("");
	kit_from(k, "diana");
	kit_thread(k, k->card);
	out = kit_send(k, "FACTURA emite 2 ore consultanță x 150 lei");
	CHECK_HAS(out, "result=refused");
	CHECK_HAS(
		out,
		"e-Factura l-ar respinge sau nu se poate tipări. Lipsește județul. Lipsește telefonul nostru. Se "
		"completează firm.phone în fișierul de configurare.");
	CHECK_HAS(out, "instead: CLIENT judet CJ");
	CHECK(kit_doc(k, DOC_INVOICE) == NULL);
	kit_free(k);
}

TEST(preflight_period_waits_and_is_told_once)
{
	struct world *w = world_new();
	struct client *c = world_client(w, "Ion Popescu", "ion@example.org");
	struct card *card = world_card(w, c, "abonament", "running", "Mentenanță");
	struct subscription *sub = state_new_subscription(&w->s);

	sub->card = card->id;
	sub->client = c->id;
	sub->unit = CYCLE_MONTH;
	sub->every = 1;
	sub->anchor = w->s.today;
	sub->until = DAY_NONE;
	sub->template_ = ARENA_NEW(w->a, struct snapshot);
	snapshot_begin(sub->template_, DOC_INVOICE);
	sub->template_->lines = *world_line(w, "Mentenanță", 1, 200);
	memcpy(sub->template_->currency, "RON", 4);
	w->firm.self.phone = S("0264 123 456");
	w->firm.preflight = &county;
	CHECK_RC(decide_period_due(&w->s, sub, &w->d, &w->why), RC_OK);
	CHECK_SPAN(w->d.outcome, "held");
	CHECK_INT(sub->next_period, 0);
	CHECK(world_newest(w, DOC_INVOICE) == NULL);
	CHECK_SPAN(data_command(world_must(w, "diana@atelier.ro", "notice"), 0), "CLIENT judet ");
	CHECK_INT(world_keys(w, "held:1:0:diana@atelier.ro"), 1);
	c->party.county = S("CJ");
	CHECK_RC(decide_period_due(&w->s, sub, &w->d, &w->why), RC_OK);
	CHECK_SPAN(w->d.outcome, "billed");
	CHECK_INT(sub->next_period, 1);
}

TEST(preflight_letters_that_no_face_has)
{
	struct look *l = NULL;
	struct snapshot *s = sample_snapshot(unit_arena(), DOC_PROFORMA, S("ro"));
	struct preflight_faults f = { 0 };
	struct preflight p;
	struct why why = { "" };

	if (!CHECK_RC(load_look(PLIC_SOURCE_DIR "/templates", NULL, &l, &why), RC_OK))
		return;
	p = preflight_of(l, true);
	s->buyer.name = S("Łukasz Đurić 🎉");
	CHECK_RC(p.check(p.with, unit_arena(), s, &f, &why), RC_OK);
	CHECK_INT(f.n, 0);
	s->buyer.name = S("شركة محمد");
	s->lines.at[0].name = S("书");
	CHECK_RC(p.check(p.with, unit_arena(), s, &f, &why), RC_OK);
	if (CHECK_INT(f.n, 2)) {
		CHECK_INT(f.at[0].kind, FIX_CLIENT);
		CHECK_SPAN(preflight_client_line(unit_arena(), &f, false, true),
			   "CLIENT nume Popescu Ion");
		CHECK_SPAN(value_get_text(f.at[0].why->args, "text"), "شركة محمد");
		CHECK_INT(f.at[1].kind, FIX_WORDS);
		CHECK_SPAN(value_get_text(f.at[1].why->args, "missing"), "书");
	}
	look_free(l);
}

/* A draft made before the client's county was known goes when it is. */
TEST(preflight_draft_takes_the_address_that_came_later)
{
	struct kit *k = kit_new();

	k->firm.preflight = &county;
	kit_from(k, "diana");
	kit_thread(k, k->card);
	CHECK_HAS(kit_send(k, "FACTURA 2 ore consultanță x 150 lei"), "result=done");
	kit_commit(k);
	CHECK_HAS(kit_send(k, "TRIMITE"), "instead: CLIENT judet CJ");
	CHECK_HAS(kit_send(k, "CLIENT judet CJ"), "result=done");
	kit_commit(k);
	CHECK_HAS(kit_sure(k, "TRIMITE"), "result=done");
	CHECK_SPAN(kit_doc(k, DOC_INVOICE)->snap->buyer.county, "CJ");
	kit_free(k);
}

/* An invoice of before the pre-flight: its storno takes the address that the client has by now. */
TEST(preflight_storno_of_an_invoice_without_an_address)
{
	struct kit *k = kit_new();
	struct document *invoice;

	kit_from(k, "diana");
	kit_thread(k, k->card);
	CHECK_HAS(kit_send(k, "FACTURA emite 2 ore consultanță x 150 lei"), "waiting");
	kit_reply_to(k, kit_question(k)->id);
	CHECK_HAS(kit_send(k, "DA"), "result=done");
	invoice = kit_doc(k, DOC_INVOICE);
	kit_commit(k);
	k->firm.preflight = &county;
	kit_thread(k, k->card);
	CHECK_HAS(kit_send(k, "STORNO"), "instead: CLIENT judet CJ");
	k->ion->party.county = S("CJ");
	CHECK_HAS(kit_send(k, "STORNO"), "result=waiting");
	CHECK_SPAN(invoice->snap->buyer.county, "");
	kit_free(k);
}
