/* Inside of the command mails: what the lines of one mail share, and what every verb uses to speak. */
#ifndef PLIC_RUN_COMMANDS_H
#define PLIC_RUN_COMMANDS_H

#include "checkpoint.h"
#include "doc_type.h"
#include "flow.h"
#include "item.h"
#include "preview.h"
#include "revise.h"

struct commands_run {
	struct state *s;
	struct decision *d;
	const struct mail_fact *f;
	const struct message *m;
	struct flow fl;
	struct answer_draft out;
	struct span after; /* text after the lines: MESAJ's words */
	bool after_used;
	bool confirmed;
	struct card *card;
	struct client *client;
	struct document *began; /* offer or proforma that later lines may still edit */
	enum event began_event;
	struct subscription *began_sub;
	struct revision *revision; /* of a rejected invoice, as far as the lines have come */
	int64_t revised;           /* the invoice that was revised, 0 = none */
	struct document *draft;    /* invoice draft that the answer shows */
	bool draft_anyway;         /* also when the mail is refused: it is not as it was shown */
	bool costly;               /* a line asks to be previewed, whatever its row says */
	bool second_owner;         /* and another owner is to say DA */
	bool yes_no;               /* DA or NU stands in the mail */
	struct question *preview;  /* DA: the preview being carried out */
	bool preview_fits;         /* and what it did is what was shown */
	struct question *told;     /* the question that the answer's token ties to */
	const struct checkpoint *start;
	const struct command_line *failed; /* the line that was refused */
};

struct read_line {
	const struct verb *verb;
	size_t used; /* words of the verb */
	bool typo;
};

/* A line about to be carried out; `used` words of it are its verb. */
struct verb_call commands_call(struct commands_run *run, const struct command_line *line,
			       size_t used);
/* The verb of each line, ret as long as lines. false: one was refused. run->costly becomes true when one
 * is to be shown first. */
bool commands_read(struct commands_run *run, const struct command_lines *lines,
		   struct read_line *ret);
/* The lines of a mail that are commands, and the text below them. */
void commands_block(struct arena *a, const struct mail_fact *f, struct command_lines *ret,
		    struct span *after);
/* Carry out lines on the working copy. After RC_OK, out.refusal tells whether one was refused. */
enum rc commands_run_lines(struct commands_run *run, const struct command_lines *lines,
			   struct why *reterr) MUST_CHECK;
/* Issue and move what a line of this mail began and no line edits any more. */
enum rc commands_finish(struct verb_call *c, struct why *reterr) MUST_CHECK;
/* The one mail to the sender. result: "done", "waiting", "refused", "" (read only). */
enum rc commands_answer(struct commands_run *run, const char *result,
			struct why *reterr) MUST_CHECK;
/* The lists of an answer, empty. */
void answer_begin(struct arena *a, struct answer_draft *out);

/* --- for verbs ------------------------------------------------------------------------------- */

/* A catalogue text with arguments: tx(a, TX("verb.x"), "label", value, ..., NULL). */
struct value *tx(struct arena *a, const char *key, ...) __attribute__((sentinel));
struct value *tx_span(struct verb_call *c, struct span s); /* plain text */

/* "I did nothing, because": the mail will be undone. Gives RC_OK. */
enum rc verb_refuse(struct verb_call *c, struct value *why);
bool verb_refused(const struct verb_call *c);
/* The document would not be fit to leave (fl->faults): refuses with the reasons and the line that fixes
 * them; does nothing when there are none. Gives RC_OK. */
enum rc verb_refuse_faults(struct verb_call *c);
/* The client's data changed: events that waited for them run again; what is still missing is shown. */
enum rc verb_run_held(struct verb_call *c, const struct client *cl, struct why *reterr) MUST_CHECK;
/* A mail to the client of the card at hand, in its thread, telling what was sold; NULL: no address. */
struct mail_spec *verb_mail_client(struct verb_call *c, const char *template_, struct span key);
/* A copy of a hit's member, "" when it has none. */
struct value *verb_member(struct verb_call *c, const struct value *data, const char *key);
/* "lunar, din 01.12.2026": how a subscription runs. */
struct value *verb_cycle(struct arena *a, const struct subscription *sub);
/* STAI S3, REIA S3: nothing is billed while a subscription rests; periods that begin meanwhile are not billed later
 * either. Both sides are told. */
enum rc verb_rest(struct verb_call *c, bool paused) MUST_CHECK;
/* What to type instead, after verb_refuse. */
void verb_instead(struct verb_call *c, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* No client, or several of that name (hits "namesake"), where an account of one was asked for: `word` is the
 * command that is offered with each one's address. */
enum rc verb_refuse_client(struct verb_call *c, const char *word) MUST_CHECK;
void verb_changed(struct verb_call *c, struct value *what, struct value *before,
		  struct value *after);
void verb_show(struct verb_call *c, struct value *label, struct value *val);
/* A likely next action: a button that opens a reply with this command. */
void verb_next(struct verb_call *c, struct value *label, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* The verb's name in the sender's language. */
const char *verb_word(const struct verb_call *c, const struct verb *v);
/* Words left over were not understood: refuses and gives true. */
bool verb_leftover(struct verb_call *c);

/* The mail answers a question of this kind that another one has answered: refuses (unless the line
 * names its card) and gives true. */
bool verb_question_taken(struct verb_call *c, enum question_kind kind);
/* The mail answers an open question of this kind: it is done. */
void verb_question_answered(struct verb_call *c, enum question_kind kind);

/* The card the line is about: named in it, else of the document named, else in context; a client in
 * context without a card gets one in a pipeline that knows `ev`. NULL: refused. */
struct card *verb_card(struct verb_call *c, enum event ev);
/* The card named or in context, never a new one. NULL without refusal when `optional`. */
struct card *verb_card_at_hand(struct verb_call *c, bool optional);
struct card *verb_new_card(struct verb_call *c, struct client *cl, enum event ev);
/* The document named by a reference, or NULL; *named = one was named (when it is not there the
 * refusal is set). */
struct document *verb_take_document(struct verb_call *c, bool *named);
/* The document that a line pays: the one named, else the card's only one that is owed (or the only one owed
 * in exactly *amount, which may be NULL). NULL: refused. */
struct document *verb_find_owing(struct verb_call *c, const struct money *amount);
/* ANULEAZA of a payment, and of a receipt with its cash: verb_cancel_payment.c. */
enum rc verb_cancel_payment(struct verb_call *c, int64_t id, struct why *reterr) MUST_CHECK;
enum rc verb_cancel_receipt(struct verb_call *c, struct document *doc,
			    struct why *reterr) MUST_CHECK;
/* May so much be taken in cash for the document on the day? false: refused, with the line for what may
 * still be; how: words of that line (" numerar"). */
bool verb_cash_allowed(struct verb_call *c, const struct client *cl, const struct document *doc,
		       struct money amount, struct day day, const char *how);
/* DE CE of a payment; which rule put it somewhere; an event "payment" or "payment-back" in words, with its
 * evidence; a step of a story as a row of the answer (card NULL: it tells of no stage). */
enum rc verb_why_payment(struct verb_call *c, int64_t id);
struct value *verb_rule_say(struct arena *a, struct span rule);
struct value *verb_why_put(struct verb_call *c, const struct value *hit);
void verb_show_step(struct verb_call *c, const struct card *card, const struct value *hit);
/* FISA; also SOLD on a day. */
enum rc verb_statement_decide(struct verb_call *c, struct why *reterr) MUST_CHECK;
/* A day that has come, today when none is told. false: refused. */
bool verb_take_day(struct verb_call *c, struct day *ret);
/* A sum above zero; *has = one was told. false: refused. */
bool verb_take_amount(struct verb_call *c, struct money *ret, bool *has);
/* The running subscription named ("S3"), or the card's only one. NULL: refused. */
struct subscription *verb_subscription(struct verb_call *c);
/* The newest document of the card for which ok() holds. */
struct document *card_newest_where(const struct state *s, const struct card *card,
				   bool (*ok)(const struct document *));
bool document_is_draft(const struct document *doc);
/* An offer or proforma that waits: issued, not accepted, not paid, not withdrawn. */
bool document_is_waiting(const struct document *doc);
bool document_owes(const struct document *doc);
bool document_is_invoice(const struct document *doc);

/* The active product of exactly this name or synonym, or NULL. */
struct product *product_named(const struct state *s, struct span name);
/* Put item lines into document lines with products' names, prices and VAT rates. false: refused. */
bool verb_lines(struct verb_call *c, struct items *items, struct lines *ret);
/* What was said as an allowance or charge. false: refused. */
bool verb_share(struct verb_call *c, const struct item_share *said, bool charge,
		struct adjust *ret);
/* Change one line by what an item says. false: refused. */
bool verb_line_change(struct verb_call *c, struct line *line, const struct item *it);
/* Read all the rest of the line as items. false: refused. */
bool verb_items(struct verb_call *c, struct items *ret);

/* "livrat 28.07.2025", taken: the day whose VAT rates count, when it is not the day of issue; DAY_NONE: not said. false:
 * refused. */
bool verb_take_delivery(struct verb_call *c, struct day *ret);

/* A draft from the rest of the line, else from what the card has (an offer, a proforma, its
 * product). *ret NULL: refused. */
enum rc verb_document_draft(struct verb_call *c, enum doc_kind kind, struct card *card,
			    struct document **ret, struct why *reterr) MUST_CHECK;

/* Names for answers (a document's: doc_say). */
struct value *card_name(struct arena *a, const struct card *card);     /* Cardul 1042 */
struct value *document_kind_name(struct arena *a, enum doc_kind kind); /* proformă */
struct value *document_state_name(struct arena *a, enum doc_state state, enum doc_kind kind,
				  struct money total, struct money open);
struct value *verb_event_name(struct arena *a, struct span kind); /* of card_event.kind */
struct span verb_synonyms(struct arena *a, const struct verb *v);
struct span stage_title(const struct state *s, const struct card *card);
struct value *lines_summary(struct verb_call *c, const struct line *line, const char *currency);
struct span staff_lang(const struct state *s);
bool lang_is_en(struct span lang);
struct span upper_ascii(struct arena *a, struct span s);

/* Move a card by an event where its pipeline knows it; where it does not, stay and say so.
 * lines: as card_run. */
enum rc verb_move(struct verb_call *c, struct card *card, enum event ev, const struct lines *lines,
		  struct why *reterr) MUST_CHECK;
/* Buttons for what the card's stage waits for. */
void verb_next_of_card(struct verb_call *c, const struct card *card);
/* Does the card's pipeline know the event where the card stands? */
bool card_knows(const struct state *s, const struct card *card, enum event ev);
/* Let a card that has no live document yet follow a pipeline that knows ev from its start. */
bool card_switch(struct verb_call *c, struct card *card, enum event ev, struct span wished);

/* Show a draft with the answer: its PDF, its lines, its sum. */
void verb_show_draft(struct verb_call *c, struct document *draft);
/* The client's drafts say what is known of him now; what has changed is shown. */
enum rc verb_redraft(struct verb_call *c, const struct client *cl, struct why *reterr) MUST_CHECK;
/* The lines and the sum of a document as rows of the answer. */
void verb_show_lines(struct verb_call *c, const struct document *doc);

#endif
