/* The common context of mail templates: built from the rows, completed so that nothing is missing. */
#include "mail_context.h"

#include "place.h"
#include "span.h"
#include "utf8.h"

/* Top-level data keys with what stands for them when the caller gives none; items: the keys of a
 * list's maps, completed the same way. */
static const struct data_key {
	const char *name;
	bool list;
	const char *items;
} data_keys[] = {
	{ "say", true, "" },
	{ "facts", true, "label value small" },
	{ "next", true, "label command" },
	{ "options", true, "label command" },
	{ "understood", true, "" },
	{ "changes", true, "what before after" },
	{ "shown", true, "label value" },
	{ "instead", true, "" },
	{ "attached", true, "" },
	{ "headline", false, "" },
	{ "result", false, "" },
	{ "refusal", false, "" },
	{ "detail", false, "" },
	{ "quote", false, "" },
	{ "text", false, "" },
	{ "answer", false, "" },
	{ "asked_by", false, "" },
	{ "reason", false, "" },
	{ "payment", false, "" },
	{ "payment_day", false, "" },
	{ "open_total", false, "" },
	{ "title", false, "" },
	{ "until", false, "" },
	{ "signer", false, "" },
	/* the digest: store/digest.h */
	{ "day", false, "" },
	{ "questions", true, "question kind card client title asked expires" },
	{ "money_in", true, "payment day amount left payer client card state" },
	{ "money_back", true, "payment day amount left payer client card state" },
	{ "unallocated", true, "payment day amount left payer client" },
	{ "unconfirmed", true, "payment day amount left payer client" },
	{ "overdue", true, "document label kind_word card client due days open" },
	{ "late", true, "document label card client due days open" },
	{ "coming_due", true, "document label card client due days open" },
	{ "issued", true, "document label kind card client total" },
	{ "offers_open", true, "document label card client due days total" },
	{ "subscriptions", true, "subscription card client day" },
	{ "cards", true, "card title client stage" },
	{ "unsent", true, "outbox to card state tries error created fate" },
	{ "quarantine", true, "message from subject" },
	{ "filings", true, "label value" },
};

static bool in_words(const char *words, struct span name)
{
	struct span rest = span_of(words), word;

	while (span_next_word(&rest, &word))
		if (span_eq(word, name))
			return true;
	return false;
}

static struct span one_line(struct arena *a, struct span text)
{
	char *p = arena_array(a, text.len + 1, 1);

	for (size_t i = 0; i < text.len; i++)
		p[i] = (unsigned char)text.ptr[i] < ' ' ? ' ' : text.ptr[i];
	return span_trim((struct span){ p, text.len });
}

/* Names, titles and addresses are one line each, whatever a client's mail made of them. */
static void set_text(struct arena *a, struct value *map, const char *key, struct span text)
{
	value_set(a, map, key, value_text(a, one_line(a, text)));
}

static void set_members(struct arena *a, struct value *to, const struct value *from)
{
	for (size_t i = 0; from && from->kind == VALUE_MAP && i < from->u.map.n; i++)
		value_set(a, to, arena_str(a, from->u.map.at[i].key), from->u.map.at[i].val);
}

/* "Str. Lungă 5, 010101 București": what there is, joined by commas. */
static struct span party_address(struct arena *a, const struct party *p)
{
	struct buf b;

	buf_init(&b, a, 1024);
	buf_add(&b, p->street);
	if (p->city.len) {
		buf_add_str(&b, b.len ? ", " : "");
		buf_add(&b, place_city(a, p->city, p->county));
	}
	return buf_span(&b);
}

/* "RO49 AAAA 1B31 0075 9384 0000" */
static struct span iban_in_fours(struct arena *a, struct span iban)
{
	struct buf b;
	size_t n = 0;

	buf_init(&b, a, 128);
	for (size_t i = 0; i < iban.len; i++) {
		if (iban.ptr[i] == ' ')
			continue;
		if (n && n % 4 == 0)
			buf_add_char(&b, ' ');
		buf_add_char(&b, iban.ptr[i]);
		n++;
	}
	return buf_span(&b);
}

static struct value *firm_value(struct arena *a, const struct firm *f)
{
	const struct party *p = &f->self;
	struct value *v = value_new_map(a);

	set_text(a, v, "name", p->name);
	set_text(a, v, "brand", f->brand.len ? f->brand : p->name);
	set_text(a, v, "email", f->address.len ? f->address : p->email);
	set_text(a, v, "phone", p->phone);
	set_text(a, v, "address", party_address(a, p));
	set_text(a, v, "tax_id",
		 arena_fmt(a, "%s%.*s", p->vat_registered && p->tax_id.len ? "RO" : "",
			   SPAN_ARG(p->tax_id)));
	set_text(a, v, "reg_no", p->reg_no);
	set_text(a, v, "iban", iban_in_fours(a, p->iban));
	set_text(a, v, "bank", p->bank);
	set_text(a, v, "contact", p->contact);
	value_set(a, v, "vat_payer", value_bool(a, f->vat_payer));
	return v;
}

/* A title before a person's name, as people write it in a form. */
static const struct title {
	const char *words; /* folded */
	const char *key;
} titles[] = {
	{ "dl dl. dnul d-nul domnul domnule mr mr.", TX("mail.hello.sir") },
	{ "dna dna. d-na doamna mrs mrs. ms ms.", TX("mail.hello.madam") },
};

/* "Bună ziua, domnule Popescu," only when the title is known; nothing is guessed from a name. */
static struct value *hello_value(struct arena *a, const struct client *c)
{
	struct span name = S(""), rest, first, word;
	struct value *args = value_new_map(a);

	if (c)
		name = one_line(a, c->company ? c->party.contact : c->party.name);
	rest = name;
	if (!span_next_word(&rest, &first))
		return value_tx(a, TX("mail.hello.nobody"), NULL);
	rest = span_trim(rest);
	for (size_t i = 0; rest.len && i < ARRAY_LEN(titles); i++) {
		if (!in_words(titles[i].words, utf8_fold(a, first)))
			continue;
		while (span_next_word(&rest, &word))
			name = word;
		value_set(a, args, "name", value_text(a, name));
		return value_tx(a, titles[i].key, args);
	}
	value_set(a, args, "name", value_text(a, name));
	return value_tx(a, TX("mail.hello.name"), args);
}

static struct value *client_value(struct arena *a, const struct client *c)
{
	struct value *v = value_new_map(a);

	set_text(a, v, "name", c ? c->party.name : S(""));
	set_text(a, v, "email", c ? c->party.email : S(""));
	set_text(a, v, "phone", c ? c->party.phone : S(""));
	value_set(a, v, "company", value_bool(a, c && c->company));
	value_set(a, v, "hello", hello_value(a, c));
	return v;
}

static struct value *card_value(struct arena *a, const struct card *c)
{
	struct value *v = value_new_map(a);

	if (!c)
		return value_str(a, "");
	value_set(a, v, "number", value_int(a, c->id));
	set_text(a, v, "title", c->title);
	set_text(a, v, "stage", c->stage);
	set_text(a, v, "tag", arena_fmt(a, "[C-%lld]", (long long)c->id));
	return v;
}

static struct value *complete_list(struct arena *a, const struct value *list, const char *items)
{
	struct value *ret = value_new_list(a);

	for (size_t i = 0; list->kind == VALUE_LIST && i < list->u.list.n; i++) {
		struct value *item = list->u.list.at[i], *whole;
		struct span rest = span_of(items), key;

		if (!item || item->kind != VALUE_MAP) {
			if (item)
				value_push(a, ret, item);
			continue;
		}
		whole = value_new_map(a);
		set_members(a, whole, item);
		while (span_next_word(&rest, &key))
			if (!value_get(whole, arena_str(a, key)))
				value_set(a, whole, arena_str(a, key), value_str(a, ""));
		value_push(a, ret, whole);
	}
	return ret;
}

/* The data over what was computed, then whatever is still missing. */
static void complete(struct arena *a, struct value *ctx, const struct value *data)
{
	set_members(a, ctx, data);
	for (size_t i = 0; i < ARRAY_LEN(data_keys); i++) {
		const struct data_key *k = &data_keys[i];
		const struct value *have = value_get(ctx, k->name);
		const char *n = arena_str(a, arena_fmt(a, "%s_n", k->name));
		const char *sum = arena_str(a, arena_fmt(a, "%s_sum", k->name));
		struct value *list;
		int64_t count;

		if (!k->list) {
			if (!have)
				value_set(a, ctx, k->name, value_str(a, ""));
			continue;
		}
		list = have ? complete_list(a, have, k->items) : value_new_list(a);
		count = value_get_int(ctx, n, (int64_t)list->u.list.n);
		value_set(a, ctx, k->name, list);
		value_set(a, ctx, n, count ? value_int(a, count) : value_str(a, ""));
		if (!value_get(ctx, sum))
			value_set(a, ctx, sum, value_new_list(a));
	}
}

struct value *mail_context(struct arena *a, const struct firm *firm, const struct client *client,
			   const struct card *card, const struct snapshot *const *docs, size_t n,
			   const struct value *data)
{
	struct value *ctx = value_new_map(a);

	value_set(a, ctx, "firm", firm_value(a, firm));
	value_set(a, ctx, "client", client_value(a, client));
	value_set(a, ctx, "card", card_value(a, card));
	mail_context_documents(a, ctx, docs, n);
	complete(a, ctx, data);
	mail_context_derive(a, ctx);
	if (value_get_text(ctx, "signer").len == 0)
		set_text(a, ctx, "signer",
			 firm->self.contact.len ? firm->self.contact :
			 firm->brand.len        ? firm->brand :
						  firm->self.name);
	return ctx;
}

/* One of everything, so that a template's names can be looked for in it. */
struct value *mail_context_shape(struct arena *a)
{
	struct snapshot *s = ARENA_NEW(a, struct snapshot);
	const struct snapshot *docs[] = { s };
	struct value *data = value_new_map(a);
	const struct firm firm = { .vat_payer = true };
	const struct client client = { .id = 1 };
	const struct card card = { .id = 1 };

	snapshot_begin(s, DOC_INVOICE);
	*ARENA_PUSH(a, &s->lines) = (struct line){ .period_from = DAY_NONE, .period_to = DAY_NONE };
	(void)ARENA_PUSH(a, &s->lines.at[0].adjusts);
	(void)ARENA_PUSH(a, &s->vat);
	(void)ARENA_PUSH(a, &s->adjusts);
	ARENA_PUSH(a, &s->advances)->day = DAY_NONE;
	for (size_t i = 0; i < ARRAY_LEN(data_keys); i++) {
		const struct data_key *k = &data_keys[i];
		struct value *list = value_new_list(a);

		if (k->list)
			value_push(a, list, k->items[0] ? value_new_map(a) : value_str(a, ""));
		value_set(a, data, k->name, k->list ? list : value_str(a, ""));
	}
	return mail_context(a, &firm, &client, &card, docs, 1, data);
}
