/* Lines equal to mail we sent are quotes, whatever marks they carry or lack (mail reference section 2).
 *
 * A mail program that quotes without marks puts our prices, questions and conditions below a plain
 * "Accept", and our own buttons' words among the client's. Pure. */
#ifndef PLIC_OWN_WORDS_H
#define PLIC_OWN_WORDS_H

#include "state.h"

/* A text without what wrapping, quoting and styling change: folded letters and digits alone. */
struct span own_words_fold(struct arena *a, struct span text);

/* What the sender himself says, given the mail of ours that he answers (sender.answered_words):
 * a doubt that only our own lines raised is none; an answer that stands in a row of our own lines is
 * ANSWER_UNSURE. */
enum answer_kind own_words_answer(const struct state *s, const struct mail_fact *f);

#endif
