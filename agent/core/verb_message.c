/* MESAJ: a person's words to the card's client, as a mail from us. The question of a client that this
 * answers is closed; who answers second is told so. */
#include <inttypes.h>

#include "run_commands.h"
#include "span.h"
#include "utf8.h"

#define MOST_SHOWN 2000 /* of the words, in the answer */

/* A card number only in front: the words themselves may speak of cards and documents. */
static struct card *take_card(struct verb_call *c)
{
	struct args words = c->args;
	struct card *card;
	size_t lead = 0;

	if (words.n > 1 && words.at[0].kind == TOK_WORD &&
	    word_in(words.at[0].fold, "card|cardul|c") && words.at[1].kind == TOK_NUMBER)
		lead = 2;
	else if (words.n > 0 && words.at[0].kind == TOK_NUMBER && words.at[0].begin > 0 &&
		 words.at[0].begin <= words.line.len &&
		 words.line.ptr[words.at[0].begin - 1] == '#')
		lead = 1;
	c->args = (struct args){ .a = words.a,
				 .line = words.line,
				 .n = lead,
				 .at = ARENA_ARRAY(words.a, lead, struct token) };
	for (size_t i = 0; i < lead; i++)
		c->args.at[i] = words.at[i];
	card = verb_card_at_hand(c, false);
	args_remove(&words, 0, lead);
	if (words.n > 0 && words.at[0].kind == TOK_COLON)
		args_remove(&words, 0, 1);
	c->args = words;
	return card;
}

static struct span take_words(struct verb_call *c)
{
	struct span line = args_take_rest(&c->args);
	struct span after = c->run->after_used ? S("") : span_trim(c->run->after);

	c->run->after_used = true;
	if (line.len == 0 || after.len == 0)
		return line.len == 0 ? after : line;
	return arena_fmt(c->s->a, "%.*s\n\n%.*s", SPAN_ARG(line), SPAN_ARG(after));
}

/* The client's questions on this card are answered now. */
static void close_questions(struct verb_call *c, const struct card *card)
{
	for (size_t i = 0; i < c->s->questions.n; i++) {
		struct question *q = c->s->questions.at[i];

		if (q->kind != Q_CLIENT_QUESTION || q->state != Q_OPEN || q->card != card->id)
			continue;
		q->state = Q_DONE;
		q->answered_by = c->s->sender.addr;
		ROW_TOUCH(q);
	}
}

static enum rc message(struct verb_call *c, struct why *reterr)
{
	struct state *s = c->s;
	struct mail_spec *m;
	struct value *data;
	struct card *card;
	struct span words;

	(void)reterr;
	if (verb_question_taken(c, Q_CLIENT_QUESTION)) {
		verb_instead(c, "%s card %" PRId64, lang_is_en(staff_lang(s)) ? "MESSAGE" : "MESAJ",
			     s->sender.token_card);
		return RC_OK;
	}
	card = take_card(c);
	if (card == NULL)
		return RC_OK;
	words = take_words(c);
	if (words.len == 0) {
		(void)verb_refuse(c, value_tx(s->a, TX("verb.no.message"), NULL));
		verb_instead(c, lang_is_en(staff_lang(s)) ?
					"MESSAGE Good morning, the course begins at 9." :
					"MESAJ Bună ziua, cursul începe la ora 9.");
		return RC_OK;
	}
	if (!client_reachable(c->client)) {
		(void)verb_refuse(c, value_tx(s->a, TX("verb.no.address"), NULL));
		verb_instead(c, "CLIENT email nume@exemplu.ro");
		return RC_OK;
	}
	m = effect_mail_client(
		s, c->d, "message", SORT_PERSON,
		arena_fmt(s->a, "message:%" PRId64 ":%u", c->m->id, c->line->line_no), c->client);
	m->card = card->id;
	m->in_reply_to = card->thread_id;
	m->subject_of = card->thread_subject;
	value_set(s->a, m->data, "text", value_text(s->a, words));
	value_set(s->a, m->data, "signer", value_text(s->a, s->sender.staff->name));
	data = value_new_map(s->a);
	value_set(s->a, data, "text", value_text(s->a, words));
	value_set(s->a, data, "by", value_text(s->a, s->sender.staff->addr));
	state_event(s, card->id, "message", 0, 0, data);
	close_questions(c, card);
	verb_question_answered(c, Q_PRODUCT);
	verb_changed(c, value_tx(s->a, TX("verb.label.message"), NULL), NULL,
		     tx(s->a, TX("verb.message.sent"), "to", tx_span(c, m->to), NULL));
	c->out->quote = utf8_cut(words, MOST_SHOWN);
	if (c->f->attachments.n > 0)
		verb_show(c, value_tx(s->a, TX("verb.label.attachments"), NULL),
			  value_tx(s->a, TX("verb.message.no_files"), NULL));
	return RC_OK;
}

const struct verb verb_message = {
	.ro = "MESAJ",
	.en = "MESSAGE",
	.synonyms = "RASPUNS|REPLY",
	.help = TX("help.mesaj"),
	.example = { TX("help.mesaj.1") },
	.roles = ROLE_ALL & ~ROLE_VIEWER,
	.moves = true,
	.takes_text = true,
	.decide = message,
};
