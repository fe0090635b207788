/* A small firm in memory for tests of commands: real pipelines and VAT rates of config/, real reading
 * of the lines, real texts for the answers; only the database is missing. */
#ifndef PLIC_COMMANDS_KIT_H
#define PLIC_COMMANDS_KIT_H

#include "commands.h"
#include "decide.h"
#include "flow.h"
#include "unit.h"

struct kit {
	struct arena *a;
	struct firm firm;
	struct state s;
	struct decision d;
	struct mail_fact f;
	struct message m;
	struct why why;
	struct look *look;
	struct client *ion; /* ion@exemplu.ro, a person */
	struct card *card;  /* 1042, Ion's, pipeline servicii, stage new */
};

/* Today is 12.11.2026. Staff: diana@ (owner), dan@ (owner), ana@ (sales), geo@ (accounting),
 * lia@ (delivery), vio@ (viewer), eve@ (owner, English). Products: Curs Excel 450, Curs Excel avansat
 * 700, Consultanță 150 / ore. */
struct kit *kit_new(void);
void kit_free(struct kit *k);
/* Who writes next, and what the mail replies to. */
void kit_from(struct kit *k, const char *local);
void kit_thread(struct kit *k, struct card *card);
void kit_reply_to(struct kit *k, int64_t question);
/* Decide a mail of these lines; then what the answer says, in its language, one thing a line:
 *   result=done   headline=...   understood: ...   change: WHAT | BEFORE | AFTER
 *   row: LABEL | VALUE   next: LABEL | COMMAND   refusal=...   instead: ...   attached: FCT-0001.pdf */
struct span kit_send(struct kit *k, const char *text);
/* The same for lines that are shown first: sent, the preview answered with DA; what the answer to that says. */
struct span kit_sure(struct kit *k, const char *text);
/* The rows are stored: marks are clean, new allocations and mails are gone. */
void kit_commit(struct kit *k);
/* The mail of this template that was decided last, or NULL. */
const struct mail_spec *kit_mail(const struct kit *k, const char *template_);
unsigned kit_mails(const struct kit *k, const char *template_);
/* The newest document of a kind, or NULL; the newest question. */
struct document *kit_doc(const struct kit *k, enum doc_kind kind);
struct question *kit_question(const struct kit *k);

#endif
