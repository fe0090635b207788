/* What a preview keeps and shows: the command lines, token by token, because core cannot read text and DA
 * is to do what was read then, not what a newer reader would read; and the documents they would make. */
#include "effect.h"
#include "hash.h"
#include "preview.h"
#include "span.h"

static struct value *token_keep(struct arena *a, const struct token *t)
{
	struct value *m = value_new_map(a);

	value_set(a, m, "k", value_int(a, t->kind));
	value_set(a, m, "t", value_text(a, t->text));
	value_set(a, m, "f", value_text(a, t->fold));
	value_set(a, m, "b", value_int(a, t->begin));
	value_set(a, m, "e", value_int(a, t->end));
	if (t->kind == TOK_NUMBER || t->kind == TOK_PERCENT || t->kind == TOK_REF ||
	    t->kind == TOK_MONEY)
		value_set(a, m, "n", value_decimal(a, t->num));
	if (t->kind == TOK_MONEY)
		value_set(a, m, "m", value_money(a, t->money));
	if (t->kind == TOK_DATE)
		value_set(a, m, "d", value_day(a, t->day));
	return m;
}

static struct token token_back(const struct value *m)
{
	const struct value *num = value_get(m, "n");
	const struct value *money = value_get(m, "m");
	const struct value *day = value_get(m, "d");
	int64_t kind = value_get_int(m, "k", TOK_WORD);
	struct token t = { .kind = TOK_WORD,
			   .text = value_get_text(m, "t"),
			   .fold = value_get_text(m, "f"),
			   .day = DAY_NONE };

	t.begin = (uint32_t)value_get_int(m, "b", 0);
	t.end = (uint32_t)value_get_int(m, "e", 0);
	if (kind >= TOK_WORD && kind <= TOK_QUOTED)
		t.kind = (enum token_kind)kind;
	if (num != NULL && num->kind == VALUE_DECIMAL)
		t.num = num->u.dec;
	if (money != NULL && money->kind == VALUE_MONEY)
		t.money = money->u.money;
	if (day != NULL && day->kind == VALUE_DAY)
		t.day = day->u.day;
	return t;
}

struct value *preview_keep(struct arena *a, const struct command_lines *lines, struct span after,
			   struct span by)
{
	struct value *list = value_new_list(a);
	struct value *m = value_new_map(a);

	for (size_t i = 0; i < lines->n; i++) {
		const struct command_line *l = &lines->at[i];
		struct value *line = value_new_map(a);
		struct value *tok = value_new_list(a);

		for (size_t k = 0; k < l->tok.n; k++)
			value_push(a, tok, token_keep(a, &l->tok.at[k]));
		value_set(a, line, "no", value_int(a, (int64_t)l->line_no));
		value_set(a, line, "text", value_text(a, l->text));
		value_set(a, line, "tok", tok);
		value_push(a, list, line);
	}
	value_set(a, m, "lines", list);
	value_set(a, m, "after", value_text(a, after));
	return value_set(a, m, "by", value_text(a, by));
}

void preview_lines(struct arena *a, const struct value *data, struct command_lines *ret)
{
	const struct value *list = value_get(data, "lines");

	*ret = (struct command_lines){ 0 };
	if (list == NULL || list->kind != VALUE_LIST)
		return;
	for (size_t i = 0; i < list->u.list.n; i++) {
		const struct value *m = list->u.list.at[i];
		const struct value *tok = value_get(m, "tok");
		struct command_line *l = ARENA_PUSH(a, ret);

		l->line_no = (unsigned)value_get_int(m, "no", 0);
		l->text = value_get_text(m, "text");
		if (tok == NULL || tok->kind != VALUE_LIST)
			continue;
		for (size_t k = 0; k < tok->u.list.n; k++)
			*ARENA_PUSH(a, &l->tok) = token_back(tok->u.list.at[k]);
	}
}

static void release_line(struct arena *a, struct command_lines *lines)
{
	struct command_line *l = ARENA_PUSH(a, lines);

	*l = (struct command_line){ .line_no = 1, .text = S("TRIMITE") };
	*ARENA_PUSH(a, &l->tok) = (struct token){
		.kind = TOK_WORD, .text = S("TRIMITE"), .fold = S("trimite"), .day = DAY_NONE
	};
}

struct question *preview_ask_draft(struct state *s, const struct document *draft, struct span asked)
{
	struct question *q = state_new_question(s, Q_PREVIEW);
	struct command_lines lines = { 0 };

	release_line(s->a, &lines);
	q->card = draft->card;
	q->document = draft->id;
	q->asked = asked;
	q->shown = preview_hash_draft(s->a, draft);
	q->expires = s->now + (int64_t)s->firm->preview_hours * 3600;
	q->data = preview_keep(s->a, &lines, S(""), asked);
	value_set(s->a, q->data, "draft", value_bool(s->a, true));
	return q;
}

struct value *preview_documents(struct state *s, const struct checkpoint *since)
{
	const size_t most = ARRAY_LEN(((struct mail_spec *)NULL)->document);
	struct value *list = value_new_list(s->a);

	for (size_t i = 0; i < s->documents.n && list->u.list.n < most; i++) {
		const struct document *doc = s->documents.at[i];
		struct snapshot snap;

		if (doc->mark == ROW_CLEAN || doc->number == 0 || doc->snap == NULL ||
		    (checkpoint_had_number(since, doc->id) && !doc->revised))
			continue;
		snap = *doc->snap;
		if (!doc->revised) {
			snap.number = S("");
			snap.reference = S("");
		}
		value_push(s->a, list, snapshot_to_value(s->a, &snap));
	}
	return list->u.list.n == 0 ? NULL : list;
}
