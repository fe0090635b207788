/* What staff are shown before it is done: the lines are kept in a question, with a hash of what they
 * would change. DA runs them again and keeps the result only if that hash is still the same. */
#ifndef PLIC_PREVIEW_H
#define PLIC_PREVIEW_H

#include "checkpoint.h"
#include "state.h"

/* Hash (hex) over every row that is marked changed or new, every allocation and every mail that would
 * leave, without what only says "the next one": ids and numbers of new rows. `since` tells old rows
 * from new. */
struct span preview_hash(struct state *s, const struct decision *d, const struct checkpoint *since);
/* Hash (hex) of a draft as its PDF shows it. */
struct span preview_hash_draft(struct arena *a, const struct document *draft);

/* Turn the numbers that a preview's documents would get into "FCT …" wherever the tree names them:
 * the next number is not promised. */
void preview_mask_numbers(struct state *s, const struct checkpoint *since, struct value *tree);

/* The documents that DA would issue, as mail_spec.proposed: without the numbers that they would get, but a revision
 * with the one it has. NULL: none. Before the rollback. */
struct value *preview_documents(struct state *s, const struct checkpoint *since);

/* A question (Q_PREVIEW) that DA or TRIMITE answers by releasing this draft, if it is still as shown.
 * asked: the address, "" = whoever may release. For every mail that shows a draft's PDF. */
struct question *preview_ask_draft(struct state *s, const struct document *draft,
				   struct span asked);

/* question.data of a preview: {lines: [{no, text, tok: [...]}], after, by} and back. */
struct value *preview_keep(struct arena *a, const struct command_lines *lines, struct span after,
			   struct span by);
void preview_lines(struct arena *a, const struct value *data, struct command_lines *ret);
struct value *value_copy(struct arena *a, const struct value *v);

#endif
