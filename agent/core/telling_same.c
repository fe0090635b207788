/* One payment, told in other words: what speaks for it and what against. */
#include "telling.h"

#include "ident.h"
#include "match.h"
#include "say.h"
#include "span.h"
#include "utf8.h"

bool telling_is_ours(const struct firm *f, struct span account)
{
	if (!account.len || (!f->self.iban.len && !f->accounts.n))
		return true;
	if (telling_same_account(f->self.iban, account))
		return true;
	for (size_t i = 0; i < f->accounts.n; i++)
		if (telling_same_account(f->accounts.at[i], account))
			return true;
	return false;
}

static bool is_mask(char c)
{
	return c == '*' || c == '.' || c == '#' || c == '?';
}

/* Letters and digits upper case, a run of masks as one "*"; "XXX" is a mask too. */
static size_t plain(struct span s, char *to, size_t room)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len && n + 1 < room; i++) {
		char c = s.ptr[i];
		bool x3 = span_istarts(span_from(s, i), S("xxx"));

		if (is_mask(c) || x3) {
			while (i + 1 < s.len && (is_mask(s.ptr[i + 1]) || s.ptr[i + 1] == 'x' ||
						 s.ptr[i + 1] == 'X' || s.ptr[i + 1] == ' '))
				i++;
			to[n++] = '*';
		} else if (c >= 'a' && c <= 'z') {
			to[n++] = (char)(c - 'a' + 'A');
		} else if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
			to[n++] = c;
		}
	}
	return n;
}

/* "RO49*0000" and "RO49AAAA1B31007593840000". */
static bool mask_fits(struct span mask, struct span whole)
{
	size_t at = span_find_char(mask, '*', 0), last = mask.len;

	while (last > at + 1 && mask.ptr[last - 1] != '*')
		last--;
	return whole.len >= at + (mask.len - last) && span_starts(whole, span_sub(mask, 0, at)) &&
	       span_ends(whole, span_from(mask, last));
}

bool telling_same_account(struct span left, struct span right)
{
	char l[64], r[64];
	struct span a = { l, plain(left, l, sizeof(l)) }, b = { r, plain(right, r, sizeof(r)) };
	bool am = span_find_char(a, '*', 0) != SIZE_MAX, bm = span_find_char(b, '*', 0) != SIZE_MAX;

	if (!a.len || !b.len || (am && bm))
		return true;
	/* "EUR Main": what a processor calls it is no number */
	if (!span_has_digit(a) || !span_has_digit(b))
		return true;
	if (am || bm)
		return am ? mask_fits(a, b) : mask_fits(b, a);
	/* a national number is the end of its IBAN; a currency may follow an IBAN */
	return span_eq(a, b) ||
	       (a.len >= 4 && b.len >= 4 && (span_ends(a, b) || span_ends(b, a))) ||
	       (a.len > 15 && b.len > 15 && (span_starts(a, b) || span_starts(b, a)));
}

bool telling_is_late(const struct payment *p, struct day today)
{
	return p->state == PAYMENT_REPORTED && !p->flagged && span_starts(p->source, S("bank:")) &&
	       day_cmp(day_add_working(p->day, TELLING_WORKING_DAYS), today) < 0;
}

struct payment *telling_known(const struct state *s, const struct payment *told)
{
	for (size_t i = 0; i < s->payments.n; i++)
		if (payment_is_told(s->payments.at[i], told->identity))
			return s->payments.at[i];
	return NULL;
}

/* Tellings of mails, of statements, of staff: the word before the colon. */
static struct span class_of(struct span source)
{
	size_t end = span_find_char(source, ':', 0);

	return end == SIZE_MAX ? source : span_sub(source, 0, end);
}

struct sources {
	bool this_one; /* the very source of `told` */
	bool of_class; /* one like it: another mail, another statement */
	bool only_staff;
};

static void look(struct sources *r, struct span source, struct span told)
{
	r->this_one |= span_eq(source, told);
	r->of_class |= span_eq(class_of(source), class_of(told));
	r->only_staff &= span_starts(source, S("staff:"));
}

static struct sources sources_of(const struct payment *old, const struct payment *told)
{
	struct sources r = { .only_staff = true };

	look(&r, old->source, told->source);
	for (size_t i = 0; i < old->told.n; i++)
		look(&r, old->told.at[i].source, told->source);
	return r;
}

/* For (above zero), against (below), or silent. */
static int compare_text(struct span l, struct span r, int weight)
{
	return !l.len || !r.len ? 0 : span_ieq(l, r) ? weight : -weight;
}

static int compare_bank_ref(struct arena *a, const struct payment *l, const struct payment *r)
{
	struct span x = utf8_fold(a, l->bank_ref), y = utf8_fold(a, r->bank_ref);

	if (!match_is_bank_number(x) || !match_is_bank_number(y))
		return 0;
	if (span_has(x, y) || span_has(y, x) || span_has(utf8_fold(a, l->details), y) ||
	    span_has(utf8_fold(a, r->details), x))
		return 8;
	return -8;
}

static bool has_ref(const struct match_refs *in, const struct match_ref *r)
{
	for (size_t i = 0; i < in->n; i++)
		if (in->at[i].number == r->number && span_eq(in->at[i].prefix, r->prefix))
			return true;
	return false;
}

/* The documents that the two texts name. */
static int compare_documents(const struct state *s, const struct payment *l,
			     const struct payment *r)
{
	struct match_refs x = { 0 }, y = { 0 };

	match_refs_of(s->a, s->firm, l, &x);
	match_refs_of(s->a, s->firm, r, &y);
	if (!x.n || !y.n)
		return 0;
	for (size_t i = 0; i < x.n; i++)
		if (has_ref(&y, &x.at[i]))
			return 4;
	return -4;
}

/* One word of three letters or more in common; a mail may cut or turn a name. */
static int compare_names(struct arena *a, struct span l, struct span r)
{
	struct span x = utf8_fold(a, l), y = utf8_fold(a, r), w;

	if (!x.len || !y.len)
		return 0;
	while (span_next_word(&x, &w))
		if (w.len >= 3 && !span_eq_str(w, "srl") && span_has(y, w))
			return 2;
	return -2;
}

static struct span iban_of(struct span account)
{
	return ident_iban_valid(account) ? account : S("");
}

/* What both say of the payer and the purpose: the sum of what agrees, or below zero when a reference, the
 * payer's account or his number differs. */
static int agreement(const struct state *s, const struct payment *l, const struct payment *r)
{
	int firm[] = {
		compare_bank_ref(s->a, l, r),
		compare_text(l->end_to_end, r->end_to_end, 8),
		compare_text(l->reference, r->reference, 6),
		compare_documents(s, l, r),
		compare_text(ident_iban_compact(s->a, iban_of(l->payer_iban)),
			     ident_iban_compact(s->a, iban_of(r->payer_iban)), 4),
		compare_text(l->payer_tax_id, r->payer_tax_id, 4),
	};
	int sum = 0, names = compare_names(s->a, l->payer, r->payer);

	for (size_t i = 0; i < ARRAY_LEN(firm); i++) {
		if (firm[i] < 0)
			return -1;
		sum += firm[i];
	}
	return sum == 0 && names < 0 ? -1 : sum + (names > 0 ? names : 0);
}

static int days_apart(const struct payment *l, const struct payment *r)
{
	int d = l->day.n - r->day.n, v = d;

	if (day_is_set(r->value_day) && r->value_day.n)
		v = l->day.n - r->value_day.n;
	d = d < 0 ? -d : d;
	v = v < 0 ? -v : v;
	return v < d ? v : d;
}

/* Whose money this is, as far as the text says: the referenced document's client, else the payer. */
static int64_t likely_client(const struct state *s, const struct payment *p)
{
	enum match_reason reason;
	struct match m;
	struct client *c;

	match_payment(s, p, &m);
	if (m.settled)
		return m.settled->client;
	if (m.n_candidate && m.candidate[0].reason == MATCH_REFERENCE)
		return m.candidate[0].doc->client;
	c = match_payer(s, p, &reason);
	return c ? c->id : 0;
}

/* The last line of a statement that was cut, told whole by the next one. */
static bool is_cut_telling(const struct payment *old, const struct payment *told)
{
	return span_starts(told->source, S("statement:")) && old->state == PAYMENT_REPORTED &&
	       day_eq(old->day, told->day) && span_starts(told->details, old->details) &&
	       told->details.len > old->details.len;
}

/* How well `told` tells `old` again; below zero: it does not. */
static int fit(const struct state *s, const struct payment *old, const struct payment *told)
{
	struct sources by = sources_of(old, told);
	int apart = days_apart(old, told), agree;

	/* money out is a return because staff say so (RAMBURSAT), whatever the bank calls it */
	if (old->state == PAYMENT_REVERSED ||
	    (old->kind != told->kind && told->amount.minor >= 0) ||
	    !money_same_currency(old->amount, told->amount) ||
	    old->amount.minor != told->amount.minor || apart > TELLING_DAYS ||
	    (by.this_one && !is_cut_telling(old, told)))
		return -1;
	if (by.only_staff && told->amount.minor < 0)
		return 100 - apart;
	if (by.only_staff) {
		int64_t client = old->client ? likely_client(s, told) : 0;

		return client && client == old->client ? 100 - apart : -1;
	}
	if (!telling_same_account(old->own_account, told->own_account))
		return -1;
	agree = agreement(s, old, told);
	if (agree < 0)
		return -1;
	/* Two mails, or two statements, tell two payments, but where a format tells what another told. */
	if (by.of_class && !by.this_one &&
	    (!span_starts(told->source, S("statement:")) || apart > 0 || agree == 0))
		return -1;
	return agree * 10 + TELLING_DAYS - apart;
}

struct payment *telling_same(const struct state *s, const struct payment *told)
{
	struct payment *best = NULL;
	int best_fit = -1;

	for (size_t i = 0; i < s->payments.n; i++) {
		int f = fit(s, s->payments.at[i], told);

		if (f > best_fit) {
			best_fit = f;
			best = s->payments.at[i];
		}
	}
	return best;
}

static void better(struct span *to, struct span from)
{
	if (from.len)
		*to = from;
}

void telling_take(struct flow *fl, struct payment *old, const struct payment *told)
{
	bool statement = span_starts(told->source, S("statement:"));
	bool was_told = span_starts(old->source, S("statement:"));

	if (!payment_is_told(old, told->identity))
		*ARENA_PUSH(fl->s->a, &old->told) =
			(struct telling){ told->identity, told->source, .fresh = true };
	/* A mail knows nothing better than a statement. */
	if (statement || !was_told) {
		better(&old->source, told->source);
		better(&old->payer, told->payer);
		better(&old->payer_iban, told->payer_iban);
		better(&old->payer_tax_id, told->payer_tax_id);
		better(&old->details, told->details);
		better(&old->bank_ref, told->bank_ref);
		better(&old->own_account, told->own_account);
		better(&old->reference, told->reference);
		better(&old->end_to_end, told->end_to_end);
		if (told->fee.minor)
			old->fee = told->fee;
		if (told->original.cur[0])
			old->original = told->original;
		if (day_is_set(told->value_day))
			old->value_day = told->value_day;
	}
	if (told->state == PAYMENT_CONFIRMED && old->state == PAYMENT_REPORTED) {
		old->state = PAYMENT_CONFIRMED;
		old->confirmed = told->confirmed;
		old->confirmed_by = told->confirmed_by;
		old->flagged = false;
	}
	ROW_TOUCH(old);
	state_event(fl->s, 0, "payment", 0, old->id,
		    say_text(fl->s->a, NULL, "rule",
			     told->state == PAYMENT_CONFIRMED ? S("statement-confirms") :
								S("bank-confirms")));
}
