/* A small firm held in memory, for tests of decide, flow and verbs: state built by hand, mails as
 * facts, the decision to look at. Nothing is loaded from a database; the shipped pipelines and VAT rates
 * are.
 *
 *   struct world *w = world_new();                      today = 12.11.2026, 10:15
 *   world_mail(w, "ion@example.org", "aș dori ...");    a proven mail of a person; set w->f as needed
 *   CHECK_RC(world_decide(w), RC_OK);                   w->s, w->d hold what came of it
 *   world_next(w);                                      committed: rows clean, next mail */
#ifndef PLIC_STATE_BUILDER_H
#define PLIC_STATE_BUILDER_H

#include "flow.h"

struct world {
	struct arena *a;
	struct firm firm;
	struct state s;
	struct mail_fact f;
	struct message m;
	struct decision d;
	struct why why;
};

/* Firm "Atelier Diana SRL" (VAT payer, RON), staff: diana@atelier.ro (all roles), conta@atelier.ro
 * (accounting), vlad@atelier.ro (sales), iulia@atelier.ro (viewer). Series OFR PRF CTR PV FCT CHT, a
 * storno is numbered with FCT. Products: Curs Excel avansat 450, Curs Word 300 (curs), Consultanță
 * 150 (servicii), Reparații 100 (estimare), Mentenanță 200 (abonament). */
struct world *world_new(void);
void world_today(struct world *w, const char *iso);

/* A letter of a person, proven by DKIM; resets w->f and w->s.sender (staff, client are looked up). */
void world_mail(struct world *w, const char *from, const char *text);
/* Nothing proves the sender. */
void world_unproven(struct world *w);
/* The client says so, in this line. */
void world_answer(struct world *w, enum answer_kind kind, const char *line);
/* The mail carries the token of this mail of ours (one that world_mail_to found). */
void world_token(struct world *w, const struct mail_spec *m);
/* The mail's command lines, read by the real parser. */
void world_lines(struct world *w, const char *text);
/* A bank's mail with one movement in. */
struct notice *world_notice(struct world *w, int64_t minor, const char *payer, const char *details);

enum rc world_decide(struct world *w);
/* Committed: rows clean, new evidence and effects gone, s.card forgotten. */
void world_next(struct world *w);

struct client *world_client(struct world *w, const char *name, const char *email);
struct card *world_card(struct world *w, struct client *c, const char *pipeline, const char *stage,
			const char *title);
/* A line: name, quantity, price in whole units, VAT 21. */
struct lines *world_line(struct world *w, const char *name, int64_t qty, int64_t price);
/* Drafted and issued through the flow, on today; mails and events of it are forgotten. */
struct document *world_issued(struct world *w, struct card *card, enum doc_kind kind,
			      const struct lines *lines);
struct product *world_product(struct world *w, const char *name);

/* The mail of the decision: by address and template; NULL: none. */
struct mail_spec *world_mail_to(struct world *w, const char *to, const char *template_);
/* The same, which must be there: else the test fails and an empty one is given. */
struct mail_spec *world_must(struct world *w, const char *to, const char *template_)
	__attribute__((returns_nonnull));
unsigned world_mails(const struct world *w);
/* Effects with this key. */
unsigned world_keys(const struct world *w, const char *key);
/* Does a new event of this kind stand in a card's story? */
bool world_event(const struct world *w, const char *kind);
/* The newest document of a kind, NULL: none. */
struct document *world_newest(struct world *w, enum doc_kind kind);
/* The catalogue key of a TX value, "" for others. */
struct span tx_key(const struct value *v);
/* A mail's data; what is absent or of another kind is "" or -1. */
struct span data_tx(const struct mail_spec *m, const char *key);
int64_t data_minor(const struct mail_spec *m, const char *key);
struct span data_iso(const struct mail_spec *m, const char *key);
int64_t data_n(const struct mail_spec *m, const char *key);
/* The command of the i-th one-tap answer. */
struct span data_command(const struct mail_spec *m, size_t i);

/* Called by world_decide: reasons in a notice are texts of the catalogue. */
void state_check_reasons(const struct mail_spec *m);

#endif
