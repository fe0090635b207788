/* Previews: lines kept as JSON values, and the hash of what they would change. */
#include "preview.h"

#include "hash.h"
#include "span.h"

#define PREVIEW_MAX (16u << 20)

struct value *value_copy(struct arena *a, const struct value *v)
{
	struct value *r;

	if (v == NULL)
		return NULL;
	r = ARENA_NEW(a, struct value);
	*r = *v;
	r->args = value_copy(a, v->args);
	if (v->kind == VALUE_LIST) {
		r->u.list = (struct value_list){ 0 };
		for (size_t i = 0; i < v->u.list.n; i++)
			value_push(a, r, value_copy(a, v->u.list.at[i]));
	} else if (v->kind == VALUE_MAP) {
		r->u.map = (struct value_map){ 0 };
		for (size_t i = 0; i < v->u.map.n; i++) {
			struct value_member *m = ARENA_PUSH(a, &r->u.map);

			m->key = v->u.map.at[i].key;
			m->val = value_copy(a, v->u.map.at[i].val);
		}
	}
	return r;
}

static void add_text(struct buf *b, const char *key, struct span s)
{
	buf_add_fmt(b, " %s=%zu:", key, s.len);
	buf_add(b, s);
}

static void add_money(struct buf *b, const char *key, struct money m)
{
	buf_add_fmt(b, " %s=%lld%.3s", key, (long long)m.minor, m.cur);
}

/* Ids handed out since the checkpoint count as "new": another mail may have taken some meanwhile. */
static void add_id(struct buf *b, const char *key, int64_t id, int64_t first_new)
{
	if (id >= first_new)
		buf_add_fmt(b, " %s=new", key);
	else
		buf_add_fmt(b, " %s=%lld", key, (long long)id);
}

static void add_snapshot(struct buf *b, struct arena *a, const struct snapshot *snap)
{
	struct snapshot s;

	if (snap == NULL)
		return;
	s = *snap;
	s.number = S("");
	s.reference = S("");
	value_to_json(snapshot_to_value(a, &s), b);
}

static void add_document(struct buf *b, struct arena *a, const struct document *r,
			 const struct state *next)
{
	buf_add_fmt(b, "\ndocument kind=%d state=%d issue=%d due=%d snoozed=%d", (int)r->kind,
		    (int)r->state, r->issue.n, r->due.n, r->snoozed.n);
	add_id(b, "id", r->id, next->next.document);
	add_id(b, "card", r->card, next->next.card);
	add_id(b, "client", r->client, next->next.client);
	add_id(b, "ref", r->ref, next->next.document);
	add_text(b, "series", r->series);
	add_money(b, "total", r->total);
	add_money(b, "open", r->open);
	add_snapshot(b, a, r->snap);
}

static void add_client(struct buf *b, const struct client *r, const struct state *next)
{
	buf_add_str(b, "\nclient");
	add_id(b, "id", r->id, next->next.client);
	add_text(b, "name", r->party.name);
	add_text(b, "tax_id", r->party.tax_id);
	add_text(b, "street", r->party.street);
	add_text(b, "city", r->party.city);
	add_text(b, "county", r->party.county);
	add_text(b, "email", r->party.email);
	add_text(b, "phone", r->party.phone);
	add_text(b, "lang", r->lang);
	add_money(b, "credit", r->credit);
}

static void add_rest(struct buf *b, struct arena *a, struct state *s, const struct state *next)
{
	for (size_t i = 0; i < s->payments.n; i++) {
		const struct payment *r = s->payments.at[i];

		if (r->mark == ROW_CLEAN)
			continue;
		buf_add_fmt(b, "\npayment state=%d day=%d", (int)r->state, r->day.n);
		add_id(b, "id", r->id, next->next.payment);
		add_id(b, "client", r->client, next->next.client);
		add_money(b, "amount", r->amount);
		add_money(b, "left", r->left);
		add_text(b, "ref", r->bank_ref);
	}
	for (size_t i = 0; i < s->subscriptions.n; i++) {
		const struct subscription *r = s->subscriptions.at[i];

		if (r->mark == ROW_CLEAN)
			continue;
		buf_add_fmt(b,
			    "\nsubscription unit=%d every=%d anchor=%d until=%d stop=%d pause=%d",
			    (int)r->unit, r->every, r->anchor.n, r->until.n, r->stopped, r->paused);
		add_id(b, "id", r->id, next->next.subscription);
		add_id(b, "card", r->card, next->next.card);
		add_snapshot(b, a, r->template_);
	}
	for (size_t i = 0; i < s->products.n; i++) {
		const struct product *r = s->products.at[i];

		if (r->mark == ROW_CLEAN)
			continue;
		buf_add_fmt(b, "\nproduct active=%d price=%lld/%d%.3s", r->active,
			    (long long)r->price.n, r->price.scale, r->currency);
		add_text(b, "name", r->name);
		add_text(b, "vat", r->vat);
		add_text(b, "unit", r->unit);
		add_text(b, "pipeline", r->pipeline);
		add_text(b, "synonyms", r->synonyms);
	}
}

static void add_card(struct buf *b, const struct card *r, const struct state *next)
{
	buf_add_fmt(b, "\ncard closed=%d held=%d", r->closed, r->held);
	add_id(b, "id", r->id, next->next.card);
	add_id(b, "client", r->client, next->next.client);
	add_text(b, "pipeline", r->pipeline);
	add_text(b, "stage", r->stage);
}

/* A row that an earlier part of the same decision had marked (a forwarded request's client and card)
 * counts only if the lines changed it again: at DA it will be an old row. */
static void drop_unchanged(struct buf *b, size_t before, const struct buf *old)
{
	struct span now = span_from(buf_span(b), before);

	if (span_eq(now, buf_span(old)))
		buf_trunc(b, before);
}

static void add_rows(struct buf *b, struct state *s, const struct checkpoint *since)
{
	const struct state *next = checkpoint_state(since);
	struct client client;
	struct card card;
	struct document doc;
	struct buf old;

	for (size_t i = 0; i < s->clients.n; i++) {
		size_t before = b->len;

		buf_init(&old, s->a, PREVIEW_MAX);
		if (s->clients.at[i]->mark == ROW_CLEAN)
			continue;
		add_client(b, s->clients.at[i], next);
		if (checkpoint_client(since, i, &client))
			add_client(&old, &client, next);
		drop_unchanged(b, before, &old);
	}
	for (size_t i = 0; i < s->cards.n; i++) {
		size_t before = b->len;

		buf_init(&old, s->a, PREVIEW_MAX);
		if (s->cards.at[i]->mark == ROW_CLEAN)
			continue;
		add_card(b, s->cards.at[i], next);
		if (checkpoint_card(since, i, &card))
			add_card(&old, &card, next);
		drop_unchanged(b, before, &old);
	}
	for (size_t i = 0; i < s->documents.n; i++) {
		size_t before = b->len;

		buf_init(&old, s->a, PREVIEW_MAX);
		if (s->documents.at[i]->mark == ROW_CLEAN)
			continue;
		add_document(b, s->a, s->documents.at[i], next);
		if (checkpoint_document(since, i, &doc))
			add_document(&old, s->a, &doc, next);
		drop_unchanged(b, before, &old);
	}
}

struct span preview_hash(struct state *s, const struct decision *d, const struct checkpoint *since)
{
	const struct state *next = checkpoint_state(since);
	struct sha256 h;
	struct buf b;

	buf_init(&b, s->a, PREVIEW_MAX);
	add_rows(&b, s, since);
	add_rest(&b, s->a, s, next);
	for (size_t i = next->allocations.n; i < s->allocations.n; i++) {
		const struct allocation *r = s->allocations.at[i];

		buf_add_str(&b, "\nallocation");
		add_id(&b, "payment", r->payment, next->next.payment);
		add_id(&b, "document", r->document, next->next.document);
		add_money(&b, "amount", r->amount);
		add_money(&b, "settles", allocation_settles(r));
	}
	for (size_t i = checkpoint_effects(since); i < d->effects.n; i++) {
		const struct mail_spec *m = &d->effects.at[i].mail;

		if (d->effects.at[i].kind != FX_SEND_MAIL)
			continue;
		buf_add_str(&b, "\nmail");
		add_text(&b, "template", m->template_);
		add_text(&b, "to", m->to);
		for (unsigned k = 0; k < m->n_document; k++)
			add_id(&b, "document", m->document[k], next->next.document);
	}
	buf_add_fmt(&b, "\nhold=%d", s->hold_all);
	add_text(&b, "forms", s->form_sites);
	for (size_t i = next->new_bank_forms.n; i < s->new_bank_forms.n; i++) {
		add_text(&b, "bank-form", s->new_bank_forms.at[i].rule);
		buf_add_fmt(&b, "%lld|", (long long)s->new_bank_forms.at[i].forgets);
	}
	for (size_t i = next->new_rates.n; i < s->new_rates.n; i++) {
		const struct fx_rate *r = &s->new_rates.at[i];

		buf_add_fmt(&b, "\nrate %.3s day=%d %lld/%d", r->cur, r->day.n,
			    (long long)r->rate.n, r->rate.scale);
	}
	h = hash_sha256(buf_span(&b));
	return hash_hex(s->a, h.b, sizeof(h.b));
}

struct span preview_hash_draft(struct arena *a, const struct document *draft)
{
	struct snapshot snap = *draft->snap;
	struct sha256 h;
	struct buf b;

	if (day_eq(snap.tax_point, snap.issue))
		snap.tax_point = DAY_NONE;
	snap.issue = DAY_NONE; /* set by the release, on its own day */
	buf_init(&b, a, PREVIEW_MAX);
	add_snapshot(&b, a, &snap);
	h = hash_sha256(buf_span(&b));
	return hash_hex(a, h.b, sizeof(h.b));
}

static void mask(struct arena *a, struct value *v, struct span label, struct span masked)
{
	if (v == NULL)
		return;
	mask(a, v->args, label, masked);
	if (v->kind == VALUE_TEXT && span_eq(v->u.text, label))
		v->u.text = masked;
	for (size_t i = 0; v->kind == VALUE_LIST && i < v->u.list.n; i++)
		mask(a, v->u.list.at[i], label, masked);
	for (size_t i = 0; v->kind == VALUE_MAP && i < v->u.map.n; i++)
		mask(a, v->u.map.at[i].val, label, masked);
}

void preview_mask_numbers(struct state *s, const struct checkpoint *since, struct value *tree)
{
	for (size_t i = 0; i < s->documents.n; i++) {
		const struct document *doc = s->documents.at[i];

		if (doc->number == 0 || checkpoint_had_number(since, doc->id) ||
		    (doc->mark == ROW_CLEAN))
			continue;
		mask(s->a, tree, doc->label,
		     arena_fmt(s->a, "%.*s \xe2\x80\xa6", SPAN_ARG(doc->series)));
	}
}
