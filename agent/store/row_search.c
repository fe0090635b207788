/* The word index of CAUTA: one row of folded words for each client, card and document (FTS5, so a
 * search costs the same among ten cards and a hundred thousand). Whole words are asked for first: their
 * lists are walked from the newest on, while for a prefix all that it begins is gathered before the first
 * row comes. */
#include "row_search.h"

#include "db_in.h"
#include "names.h"
#include "query.h"
#include "row_card.h"
#include "row_client.h"
#include "row_document.h"
#include "search_in.h"
#include "span.h"
#include "utf8.h"

#define KINDS     4 /* room for a fourth */
/* Before a word of a client's name: found among names alone, however many cards and addresses have it. */
#define NAME_WORD "0n"

enum search_kind search_id_kind(int64_t rowid)
{
	return (enum search_kind)(rowid % KINDS);
}

int64_t search_id_row(int64_t rowid)
{
	return rowid / KINDS;
}

/* Kept for the end of the transaction: FTS5 writes a segment whenever another table's statement sets a
 * savepoint, so words written in between would cost a segment each. */
void search_put(struct tx *tx, enum search_kind kind, int64_t id, bool is_new, struct span text)
{
	struct db *db = tx->db;
	struct db_search *s = ARENA_PUSH(db->written_arena, &db->searches);

	s->rowid = id * KINDS + (int64_t)kind;
	s->is_new = is_new;
	s->text = utf8_fold(db->written_arena, text);
}

enum rc search_flush(struct tx *tx, struct why *reterr)
{
	struct db *db = tx->db;
	enum rc rc = RC_OK;

	for (size_t i = 0; !rc && i < db->searches.n; i++) {
		const struct db_search *s = &db->searches.at[i];
		SCOPED(query) q = { 0 };

		query_begin(&q, tx, s->is_new ? SQL_SEARCH_ADD : SQL_SEARCH_SET);
		query_int(&q, s->rowid);
		query_text(&q, s->text);
		rc = query_run(&q, NULL, reterr);
	}
	db->searches.n = 0;
	return rc;
}

/* As FTS5's unicode61 cuts them, as far as folded text goes: letters and digits. */
static bool in_word(uint32_t rune)
{
	if (rune < 0x80)
		return (rune >= '0' && rune <= '9') || (rune >= 'a' && rune <= 'z');
	return rune >= 0xc0 && !(rune >= 0x2000 && rune <= 0x2bff) && /* punctuation and signs */
	       !(rune >= 0x3000 && rune <= 0x303f) && rune != 0xfffd;
}

static bool next_word(struct span *rest, struct span *word)
{
	struct span at = *rest, before = at;
	uint32_t rune;

	*word = (struct span){ 0 };
	while (utf8_next(&at, &rune)) {
		if (in_word(rune) && !word->ptr)
			word->ptr = before.ptr;
		if (!in_word(rune) && word->ptr)
			break;
		before = at;
	}
	word->len = word->ptr ? (size_t)(before.ptr - word->ptr) : 0;
	*rest = at;
	return word->ptr != NULL;
}

/* "Șoareci FCT-12" -> "soareci"* "fct"* "12"*: letters and digits only, so nothing is an operator. */
static struct span match_words(struct arena *a, struct span text, enum search_words how)
{
	struct span rest = utf8_fold(a, text), word;
	struct buf out;

	buf_init(&out, a, 4096);
	for (unsigned words = 0; words < 12 && next_word(&rest, &word); words++)
		buf_add_fmt(&out, "%s\"%.*s\"%s", words ? " " : "", SPAN_ARG(word),
			    how == SEARCH_BEGIN ? "*" : "");
	return buf_ok(&out) ? buf_span(&out) : S("");
}

struct span search_name_words(struct arena *a, struct span name)
{
	struct span rest = utf8_fold(a, name), word;
	struct buf out;

	buf_init(&out, a, 4096);
	while (next_word(&rest, &word))
		buf_add_fmt(&out, NAME_WORD "%.*s ", SPAN_ARG(word));
	return buf_ok(&out) ? buf_span(&out) : S("");
}

enum rc search_ids(struct tx *tx, struct arena *a, struct span text, enum search_words how,
		   unsigned limit, struct row_ids *ret, struct why *reterr)
{
	struct span match = match_words(a, span_sub(text, 0, 1000), how);
	SCOPED(query) q = { 0 };
	enum rc rc;

	ret->n = 0;
	if (!match.len)
		return RC_OK;
	/* Another message of this transaction may have written what this one looks for. */
	rc = search_flush(tx, reterr);
	if (rc)
		return rc;
	query_begin(&q, tx, SQL_SEARCH_FIND);
	query_text(&q, match);
	query_int(&q, limit);
	while (query_row(&q))
		*ARENA_PUSH(a, ret) = col_int(&q);
	return query_end(&q, reterr);
}

static bool has_hit(const struct row_hits *hits, const char *kind, int64_t id)
{
	for (size_t i = 0; i < hits->n; i++) {
		if (span_eq_str(hits->at[i].kind, kind) &&
		    value_get_int(hits->at[i].data, "id", 0) == id)
			return true;
	}
	return false;
}

static struct value *add_hit(struct arena *a, struct row_hits *ret, const char *kind, int64_t id)
{
	struct hit *h = ARENA_PUSH(a, ret);

	h->kind = span_of(kind);
	h->data = value_new_map(a);
	return value_set(a, h->data, "id", value_int(a, id));
}

static enum rc set_client(struct tx *tx, struct arena *a, struct value *data, int64_t id,
			  struct why *reterr)
{
	struct client *c = NULL;
	enum rc rc = row_client_load(tx, a, id, &c, reterr);

	value_set(a, data, "client", value_text(a, c ? c->party.name : S("")));
	value_set(a, data, "client_id", value_int(a, id));
	return rc;
}

static enum rc hit_card(struct tx *tx, struct arena *a, const struct card *c, struct row_hits *ret,
			struct why *reterr)
{
	struct value *data;

	if (!c || has_hit(ret, "card", c->id))
		return RC_OK;
	data = add_hit(a, ret, "card", c->id);
	value_set(a, data, "title", value_text(a, c->title));
	value_set(a, data, "stage", value_text(a, c->stage));
	value_set(a, data, "pipeline", value_text(a, c->pipeline));
	value_set(a, data, "closed", value_bool(a, c->closed));
	value_set(a, data, "opened", value_day(a, c->opened));
	return set_client(tx, a, data, c->client, reterr);
}

/* A client, and the cards that are his. */
static enum rc hit_client(struct tx *tx, struct arena *a, int64_t id, unsigned limit,
			  struct row_hits *ret, struct why *reterr)
{
	struct row_cards cards = { 0 };
	struct client *c = NULL;
	struct value *data;
	enum rc rc;

	if (has_hit(ret, "client", id))
		return RC_OK;
	rc = row_client_load(tx, a, id, &c, reterr);
	if (rc || !c)
		return rc;
	data = add_hit(a, ret, "client", id);
	value_set(a, data, "name", value_text(a, c->party.name));
	value_set(a, data, "email", value_text(a, c->party.email));
	value_set(a, data, "phone", value_text(a, c->party.phone));
	value_set(a, data, "tax_id", value_text(a, c->party.tax_id));
	value_set(a, data, "city", value_text(a, c->party.city));
	rc = row_card_of_client(tx, a, id, limit, &cards, reterr);
	for (size_t i = 0; !rc && i < cards.n && ret->n < limit; i++)
		rc = hit_card(tx, a, cards.at[i], ret, reterr);
	return rc;
}

static enum rc hit_document(struct tx *tx, struct arena *a, int64_t id, struct row_hits *ret,
			    struct why *reterr)
{
	struct document *d = NULL;
	struct value *data;
	enum rc rc;

	if (has_hit(ret, "document", id))
		return RC_OK;
	rc = row_document_head(tx, a, id, &d, reterr);
	if (rc || !d)
		return rc;
	data = add_hit(a, ret, "document", id);
	value_set(a, data, "label", value_text(a, d->label));
	value_set(a, data, "doc_kind", value_str(a, NAME_OF(names_doc_kind, d->kind)));
	value_set(a, data, "state", value_str(a, NAME_OF(names_doc_state, d->state)));
	value_set(a, data, "issue", value_day(a, d->issue));
	value_set(a, data, "due", value_day(a, d->due));
	value_set(a, data, "total", value_money(a, d->total));
	value_set(a, data, "open", value_money(a, d->open));
	value_set(a, data, "card", value_int(a, d->card));
	return set_client(tx, a, data, d->client, reterr);
}

static enum rc hit_one(struct tx *tx, struct arena *a, int64_t rowid, unsigned limit,
		       struct row_hits *ret, struct why *reterr)
{
	int64_t id = search_id_row(rowid);
	struct card *card = NULL;
	enum rc rc;

	switch (search_id_kind(rowid)) {
	case SEARCH_CLIENT:
		return hit_client(tx, a, id, limit, ret, reterr);
	case SEARCH_CARD:
		rc = row_card_load(tx, a, id, &card, reterr);
		return rc ? rc : hit_card(tx, a, card, ret, reterr);
	case SEARCH_DOCUMENT:
		return hit_document(tx, a, id, ret, reterr);
	}
	return RC_OK;
}

enum rc row_search(struct tx *tx, struct arena *a, struct span text, unsigned limit,
		   struct row_hits *ret, struct why *reterr)
{
	struct row_ids ids = { 0 };
	enum rc rc = search_ids(tx, a, text, SEARCH_WHOLE, limit, &ids, reterr);

	for (size_t i = 0; !rc && i < ids.n && ret->n < limit; i++)
		rc = hit_one(tx, a, ids.at[i], limit, ret, reterr);
	if (rc || ret->n >= limit)
		return rc;
	rc = search_ids(tx, a, text, SEARCH_BEGIN, limit, &ids, reterr);
	for (size_t i = 0; !rc && i < ids.n && ret->n < limit; i++)
		rc = hit_one(tx, a, ids.at[i], limit, ret, reterr);
	return rc;
}
