/* What goes over the wire, field by field. A new field of fact.h or reader_config.h is one line
 * here; the test that fills every field and compares finds the one that was forgotten. */
#include "reader_visit.h"

enum {
	MOST_ADDRS = 5000,
	MOST_REFS = 1000,
	MOST_PARTS = 2000,
	MOST_LINES = 60,
	MOST_TOKENS = 500,
	MOST_NOTICES = 200,
	MOST_PROVEN = 20,
	MOST_KEYS = 5,
	MOST_ENTRIES = 30000
};

static void visit_addr(struct wire *w, struct mail_addr *v)
{
	wire_span(w, &v->name);
	wire_span(w, &v->addr);
}

static void visit_attachment(struct wire *w, struct attachment *v)
{
	wire_span(w, &v->name);
	wire_span(w, &v->type);
	wire_u64(w, &v->size);
}

static void visit_bounce(struct wire *w, struct bounce *v)
{
	wire_span(w, &v->recipient);
	wire_span(w, &v->alias);
	wire_span(w, &v->status);
	wire_span(w, &v->reason);
	wire_span(w, &v->said);
	wire_bool(w, &v->address_invalid);
	wire_bool(w, &v->failed);
}

static void visit_forward(struct wire *w, struct forward *v)
{
	wire_bool(w, &v->present);
	wire_span(w, &v->from);
	wire_span(w, &v->from_name);
	wire_span(w, &v->subject);
	wire_span(w, &v->date);
	wire_span(w, &v->text);
}

static void visit_request(struct wire *w, struct request *v)
{
	wire_bool(w, &v->is_form);
	wire_span(w, &v->rule);
	wire_bool(w, &v->named_source);
	wire_bool(w, &v->intent);
	wire_span(w, &v->intent_line);
	wire_span(w, &v->name);
	wire_span(w, &v->email);
	wire_span(w, &v->phone);
	wire_span(w, &v->company);
	wire_span(w, &v->tax_id);
	wire_span(w, &v->address);
	wire_span(w, &v->product);
	wire_span(w, &v->message);
}

static void visit_token(struct wire *w, struct token *v)
{
	VISIT_ENUM(w, v->kind, TOK_QUOTED);
	wire_span(w, &v->text);
	wire_span(w, &v->fold);
	wire_decimal(w, &v->num);
	wire_money(w, &v->money);
	wire_day(w, &v->day);
	wire_u32(w, &v->begin);
	wire_u32(w, &v->end);
}

static void visit_line(struct wire *w, struct command_line *v)
{
	uint32_t no = v->line_no;

	wire_u32(w, &no);
	v->line_no = no;
	wire_span(w, &v->text);
	VISIT_LIST(w, &v->tok, MOST_TOKENS, visit_token);
	/* Verbs cut the line by these. */
	for (size_t i = 0; i < v->tok.n && !w->bad; i++)
		if (v->tok.at[i].begin > v->tok.at[i].end || v->tok.at[i].end > v->text.len)
			wire_bad(w, "a token outside its line");
}

static void visit_notice(struct wire *w, struct notice *v)
{
	wire_span(w, &v->bank);
	wire_bool(w, &v->incoming);
	wire_money(w, &v->amount);
	wire_day(w, &v->day);
	wire_span(w, &v->payer);
	wire_span(w, &v->payer_iban);
	wire_span(w, &v->payer_tax_id);
	wire_span(w, &v->details);
	wire_span(w, &v->bank_ref);
	wire_span(w, &v->account);
	wire_span(w, &v->reference);
	wire_span(w, &v->kind);
	wire_span(w, &v->payer_account);
	wire_i64(w, &v->fee);
}

static void visit_part(struct wire *w, struct guess_part *v)
{
	wire_span(w, &v->field);
	wire_span(w, &v->label);
	wire_span(w, &v->value);
	wire_money(w, &v->amount);
}

static void visit_guess(struct wire *w, struct bank_guess *v)
{
	VISIT_LIST(w, v, MOST_LINES, visit_part);
	VISIT_LIST(w, &v->told, MOST_NOTICES, visit_notice);
	wire_span(w, &v->title);
	wire_u32(w, &v->seen);
	VISIT_ENUM(w, v->mark, MARK_DOT);
	wire_span(w, &v->text);
	VISIT_LIST(w, &v->told_at, MOST_NOTICES, wire_u32);
	VISIT_LIST(w, &v->sums, MOST_NOTICES, wire_span);
}

static void visit_key(struct wire *w, struct dkim_key *v)
{
	wire_span(w, &v->selector);
	wire_span(w, &v->domain);
	VISIT_ENUM(w, v->state, DKIM_KEY_FOUND);
	wire_span(w, &v->txt);
}

static void visit_auth(struct wire *w, struct auth *v)
{
	VISIT_ENUM(w, v->verdict, AUTH_PASS);
	wire_span(w, &v->by);
	wire_span(w, &v->domain);
	wire_span(w, &v->why);
	VISIT_ENUM(w, v->code, AUTH_CODES - 1);
	wire_span(w, &v->about);
	VISIT_LIST(w, &v->proven, MOST_PROVEN, wire_span);
	wire_bool(w, &v->policy_fail);
	wire_i64(w, &v->signed_at);
	wire_i64(w, &v->expires);
	wire_bool(w, &v->loose_date);
	wire_bool(w, &v->loose_id);
	wire_bool(w, &v->loose_to);
	wire_bool(w, &v->loose_refs);
	wire_bool(w, &v->loose_subject);
	VISIT_LIST(w, &v->wanted, MOST_KEYS, visit_key);
}

void visit_keys(struct wire *w, struct dkim_keys *v)
{
	VISIT_LIST(w, v, MOST_KEYS, visit_key);
}

static void visit_entry(struct wire *w, struct entry *v)
{
	wire_day(w, &v->date);
	wire_day(w, &v->value_date);
	wire_day(w, &v->entry_date);
	wire_money(w, &v->amount);
	wire_span(w, &v->counterparty);
	wire_span(w, &v->account);
	wire_span(w, &v->iban);
	wire_span(w, &v->tax_id);
	wire_span(w, &v->reference);
	wire_span(w, &v->text);
	wire_span(w, &v->bank_ref);
	wire_span(w, &v->batch_ref);
	wire_money(w, &v->batch);
	wire_span(w, &v->purpose);
	wire_span(w, &v->end_to_end);
	wire_span(w, &v->kind);
	wire_span(w, &v->own_account);
	wire_span(w, &v->statement);
	wire_u32(w, &v->part);
	wire_span(w, &v->format);
	wire_span(w, &v->file);
	wire_span(w, &v->status);
	wire_money(w, &v->original);
	wire_i64(w, &v->fee);
	wire_bool(w, &v->reversal);
}

static void visit_fact(struct wire *w, struct mail_fact *f)
{
	VISIT_ENUM(w, f->kind, SOURCE_UNKNOWN);
	VISIT_ENUM(w, f->class, MAIL_OTHER);
	wire_span(w, &f->class_why);
	wire_bool(w, &f->encrypted);
	visit_auth(w, &f->auth);
	visit_addr(w, &f->from);
	wire_u32(w, &f->n_from);
	VISIT_LIST(w, &f->to, MOST_ADDRS, visit_addr);
	wire_u32(w, &f->n_to_cc);
	if (f->n_to_cc > f->to.n)
		wire_bad(w, "more addresses than there are");
	wire_span(w, &f->reply_to);
	wire_span(w, &f->subject);
	wire_span(w, &f->message_id);
	VISIT_LIST(w, &f->refs, MOST_REFS, wire_span);
	wire_i64(w, &f->date);
	wire_span(w, &f->return_path);
	wire_bytes(w, f->content_key.b, sizeof(f->content_key.b));
	wire_span(w, &f->text);
	wire_span(w, &f->text_after);
	visit_forward(w, &f->forward);
	VISIT_LIST(w, &f->attachments, MOST_PARTS, visit_attachment);
	VISIT_LIST(w, &f->bounces, MOST_PARTS, visit_bounce);
	VISIT_LIST(w, &f->bounced_ids, MOST_REFS, wire_span);
	visit_request(w, &f->request);
	VISIT_ENUM(w, f->answer.kind, ANSWER_UNSURE);
	wire_span(w, &f->answer.line);
	VISIT_ENUM(w, f->answer.alone, ANSWER_UNSURE);
	VISIT_LIST(w, &f->answer.doubts, MOST_LINES, wire_span);
	VISIT_LIST(w, &f->lines, MOST_LINES, visit_line);
	VISIT_LIST(w, &f->notices, MOST_NOTICES, visit_notice);
	wire_bool(w, &f->notices.nothing);
	visit_guess(w, &f->guess);
	VISIT_LIST(w, &f->entries, MOST_ENTRIES, visit_entry);
	VISIT_LIST(w, &f->warnings, MOST_REFS, wire_span);
	VISIT_ENUM(w, f->balances, BALANCES_WRONG);
	wire_bool(w, &f->wants_more);
	wire_span(w, &f->bank);
}

void visit_answer(struct wire *w, struct wire_answer *a)
{
	VISIT_ENUM(w, a->rc, RC_BAD_CONFIG);
	wire_span(w, &a->why);
	wire_u32(w, &a->cpu_ms);
	wire_bool(w, &a->is_invoice);
	if (a->rc == RC_OK && a->is_invoice)
		visit_invoice(w, &a->invoice);
	else if (a->rc == RC_OK)
		visit_fact(w, &a->fact);
}
