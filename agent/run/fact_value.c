/* Facts -> value tree. The keys are the interface of `plic read --json`. */
#include "fact_value.h"

#include "ident.h"
#include "source_kind.h"
#include "span.h"

static const char *class_name(const struct mail_fact *f)
{
	switch (f->class) {
	case MAIL_BOUNCE:
		return "bounce";
	case MAIL_AUTO_REPLY:
		return "auto-reply";
	case MAIL_FEEDBACK:
		return "feedback-report";
	case MAIL_MDN:
		return "mdn";
	case MAIL_LIST:
		return "list";
	case MAIL_OTHER:
		return "other";
	case MAIL_HUMAN:
		break;
	}
	return f->request.is_form ? "request" : "human";
}

static void set_text(struct arena *a, struct value *v, const char *key, struct span s)
{
	value_set(a, v, key, value_text(a, s));
}

static struct value *auth_value(struct arena *a, const struct auth *au)
{
	static const char *const verdicts[] = { "none", "fail", "pass" };
	struct value *v = value_new_map(a);

	value_set(a, v, "verdict", value_str(a, verdicts[au->verdict]));
	set_text(a, v, "by", au->by);
	set_text(a, v, "domain", au->domain);
	set_text(a, v, "why", au->why);
	return v;
}

static struct value *forward_value(struct arena *a, const struct forward *fw)
{
	struct value *v = value_new_map(a);

	set_text(a, v, "from", fw->from);
	set_text(a, v, "from_name", fw->from_name);
	set_text(a, v, "subject", fw->subject);
	set_text(a, v, "date", fw->date);
	return v;
}

static struct value *bounces_value(struct arena *a, const struct bounces *b)
{
	struct value *list = value_new_list(a);

	for (size_t i = 0; i < b->n; i++) {
		struct value *v = value_new_map(a);

		set_text(a, v, "recipient", b->at[i].recipient);
		set_text(a, v, "status", b->at[i].status);
		set_text(a, v, "reason", b->at[i].reason);
		set_text(a, v, "said", b->at[i].said);
		value_set(a, v, "address_invalid", value_bool(a, b->at[i].address_invalid));
		value_push(a, list, v);
	}
	return list;
}

static struct value *attachments_value(struct arena *a, const struct attachments *at)
{
	struct value *list = value_new_list(a);

	for (size_t i = 0; i < at->n; i++) {
		struct value *v = value_new_map(a);

		set_text(a, v, "name", at->at[i].name);
		set_text(a, v, "type", at->at[i].type);
		value_set(a, v, "size", value_int(a, (int64_t)at->at[i].size));
		value_push(a, list, v);
	}
	return list;
}

static void set_day(struct arena *a, struct value *v, const char *key, struct day d)
{
	value_set(a, v, key, value_text(a, day_is_set(d) ? day_iso(a, d) : (struct span){ "", 0 }));
}

struct value *entry_to_value(struct arena *a, const struct entry *e)
{
	struct value *v = value_new_map(a);

	set_day(a, v, "date", e->date);
	set_day(a, v, "value_date", e->value_date);
	set_day(a, v, "entry_date", e->entry_date);
	value_set(a, v, "amount", value_int(a, e->amount.minor));
	value_set(a, v, "currency", value_str(a, e->amount.cur));
	set_text(a, v, "counterparty", e->counterparty);
	set_text(a, v, "account", e->account);
	set_text(a, v, "iban", e->iban);
	set_text(a, v, "tax_id", e->tax_id);
	set_text(a, v, "reference", e->reference);
	set_text(a, v, "text", e->text);
	set_text(a, v, "bank_ref", e->bank_ref);
	set_text(a, v, "end_to_end", e->end_to_end);
	set_text(a, v, "kind", e->kind);
	set_text(a, v, "own_account", e->own_account);
	set_text(a, v, "status", e->status);
	if (e->file.len)
		set_text(a, v, "file", e->file);
	value_set(a, v, "fee", value_int(a, e->fee));
	if (e->original.cur[0]) {
		value_set(a, v, "original", value_int(a, e->original.minor));
		value_set(a, v, "original_currency", value_str(a, e->original.cur));
	}
	value_set(a, v, "reversal", value_bool(a, e->reversal));
	return v;
}

/* A bank's mail told it: the same entry with what a mail leaves open. */
static struct entry entry_of_notice(const struct notice *n)
{
	struct entry e = { .date = n->day,
			   .value_date = DAY_NONE,
			   .entry_date = n->day,
			   .amount = n->incoming ? n->amount : money_neg(n->amount),
			   .counterparty = n->payer,
			   .account = n->payer_account.len ? n->payer_account : n->payer_iban,
			   .tax_id = n->payer_tax_id,
			   .reference = n->reference.len ? n->reference :
					n->details.len   ? n->details :
							   n->bank_ref,
			   .text = n->details,
			   .bank_ref = n->bank_ref,
			   .own_account = n->account,
			   .kind = n->kind.len ? n->kind : S("notice"),
			   .fee = n->fee,
			   .status = { "told", 4 } };

	if (ident_iban_valid(n->payer_iban))
		e.iban = n->payer_iban;
	return e;
}

static struct value *entries_value(struct arena *a, const struct mail_fact *f)
{
	struct value *list = value_new_list(a);

	for (size_t i = 0; i < f->notices.n; i++) {
		struct entry e = entry_of_notice(&f->notices.at[i]);

		value_push(a, list, entry_to_value(a, &e));
	}
	for (size_t i = 0; i < f->entries.n; i++)
		value_push(a, list, entry_to_value(a, &f->entries.at[i]));
	return list;
}

struct value *balances_to_value(struct arena *a, const struct spans *warnings,
				enum balances balances, bool trusted)
{
	struct value *v = value_new_map(a), *list = value_new_list(a);

	value_set(a, v, "balances_ok",
		  balances == BALANCES_NONE || balances == BALANCES_CUT ?
			  value_day(a, DAY_NONE) :
			  value_bool(a, balances == BALANCES_OK));
	for (size_t i = 0; i < warnings->n; i++)
		value_push(a, list, value_text(a, warnings->at[i]));
	value_set(a, v, "warnings", list);
	value_set(a, v, "trusted", value_bool(a, trusted));
	return v;
}

struct value *fact_value_less(struct arena *a, const struct value *v)
{
	static const char *const told[] = { "entries", "balances_ok", "warnings", "trusted" };
	struct value *less = value_new_map(a);

	for (size_t i = 0; i < v->u.map.n; i++) {
		const struct value_member *m = &v->u.map.at[i];
		bool leave = false;

		for (size_t k = 0; k < ARRAY_LEN(told); k++)
			leave |= span_eq_str(m->key, told[k]);
		if (!leave)
			*ARENA_PUSH(a, &less->u.map) = *m;
	}
	return less;
}

static struct value *facts_value(struct arena *a, const struct mail_fact *f)
{
	static const char *const answers[] = { "",     "accept", "refuse", "question",
					       "stop", "paid",   "unsure" };
	struct value *v = value_new_map(a), *req = value_new_map(a), *lines = value_new_list(a);

	value_set(a, v, "answer", value_str(a, answers[f->answer.kind]));
	value_set(a, req, "form", value_bool(a, f->request.is_form));
	value_set(a, req, "intent", value_bool(a, f->request.intent));
	set_text(a, req, "name", f->request.name);
	set_text(a, req, "email", f->request.email);
	set_text(a, req, "phone", f->request.phone);
	set_text(a, req, "company", f->request.company);
	set_text(a, req, "tax_id", f->request.tax_id);
	set_text(a, req, "address", f->request.address);
	set_text(a, req, "product", f->request.product);
	value_set(a, v, "request", req);
	for (size_t i = 0; i < f->lines.n; i++)
		value_push(a, lines, value_text(a, f->lines.at[i].text));
	value_set(a, v, "lines", lines);
	set_text(a, v, "bank", f->bank);
	value_set(a, v, "encrypted", value_bool(a, f->encrypted));
	return v;
}

struct value *fact_to_value(struct arena *a, const char *file, const struct mail_fact *f)
{
	struct value *v = value_new_map(a), *told;

	value_set(a, v, "file", value_str(a, file));
	value_set(a, v, "kind",
		  value_str(a, f->bank.len ? "bank-notice" : source_kind_name(f->kind)));
	value_set(a, v, "class", value_str(a, class_name(f)));
	set_text(a, v, "from", f->from.addr);
	set_text(a, v, "from_name", f->from.name);
	set_text(a, v, "subject", f->subject);
	value_set(a, v, "date",
		  value_text(a, f->date ? instant_iso(a, f->date) : (struct span){ "", 0 }));
	set_text(a, v, "message_id", f->message_id);
	set_text(a, v, "visible_text", f->text);
	value_set(a, v, "forward",
		  f->forward.present ? forward_value(a, &f->forward) : value_day(a, DAY_NONE));
	set_text(a, v, "own_text", f->text);
	value_set(a, v, "bounces", bounces_value(a, &f->bounces));
	value_set(a, v, "attachments", attachments_value(a, &f->attachments));
	value_set(a, v, "auth", auth_value(a, &f->auth));
	value_set(a, v, "entries", entries_value(a, f));
	told = balances_to_value(a, &f->warnings, f->balances,
				 f->auth.verdict == AUTH_PASS && (f->bank.len || !f->notices.n));
	for (size_t i = 0; i < told->u.map.n; i++)
		*ARENA_PUSH(a, &v->u.map) = told->u.map.at[i];
	value_set(a, v, "facts", facts_value(a, f));
	return v;
}
