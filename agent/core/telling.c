/* A notice or a statement's line as a payment, and its identity. */
#include "telling.h"

#include "ident.h"
#include "match.h"
#include "span.h"
#include "utf8.h"

#define SLOTS ((size_t)1 << 18) /* of one generation: 8 bytes each */
#define MOST  (SLOTS / 4 * 3)

/* How often each identity was seen, in two generations: twins stand near each other, since their
 * identity holds the day, so that what was not seen for 190 000 lines may be forgotten. A slot is 48 bits
 * of hash and a count of 16. */
struct twins {
	struct arena *arena;
	uint64_t *young, *old;
	size_t n;
};

struct twins *twins_open(void)
{
	struct arena *a = arena_new(SLOTS * 2 * sizeof(uint64_t) + 4096);
	struct twins *t = ARENA_NEW(a, struct twins);

	t->arena = a;
	t->young = ARENA_ARRAY(a, SLOTS, uint64_t);
	t->old = ARENA_ARRAY(a, SLOTS, uint64_t);
	return t;
}

void twins_close(struct twins *t)
{
	if (t)
		arena_free(t->arena);
}

void twins_dropp(struct twins **t)
{
	twins_close(*t);
}

static uint64_t *slot_of(uint64_t *table, uint64_t key)
{
	size_t i = (size_t)(key >> 16) & (SLOTS - 1);

	while (table[i] && (table[i] ^ key) >> 16)
		i = (i + 1) & (SLOTS - 1);
	return &table[i];
}

/* How often it was seen before; NULL twins: nothing is counted. */
static unsigned count(struct twins *t, struct span what)
{
	struct sha256 h = hash_sha256(what);
	uint64_t key, *slot, *before;

	if (!t)
		return 0;
	memcpy(&key, h.b, sizeof(key));
	key &= ~(uint64_t)0xffff;
	if (t->n >= MOST) {
		uint64_t *forgotten = t->old;

		t->old = t->young;
		t->young = forgotten;
		memset(t->young, 0, SLOTS * sizeof(*t->young));
		t->n = 0;
	}
	slot = slot_of(t->young, key);
	if (!*slot) {
		before = slot_of(t->old, key);
		*slot = *before ? *before : key;
		t->n++;
	}
	if ((*slot & 0xffff) < 0xffff)
		(*slot)++;
	return (unsigned)(*slot & 0xffff) - 1;
}

static struct money fee_of(int64_t minor, const char cur[4])
{
	struct money m = { .minor = minor < 0 ? 0 : minor };

	memcpy(m.cur, cur, sizeof(m.cur));
	return m;
}

struct payment telling_of_notice(const struct state *s, const struct notice *n)
{
	return (struct payment){
		.state = PAYMENT_REPORTED,
		.kind = !n->incoming && match_says_return(s->a, n->details) ? PAYMENT_RETURN :
									      PAYMENT_TRANSFER,
		.source = arena_fmt(s->a, "bank:%.*s", SPAN_ARG(n->bank)),
		.amount = n->incoming ? n->amount : money_neg(n->amount),
		.left = n->incoming ? n->amount : money_neg(n->amount),
		.day = day_is_set(n->day) ? n->day : s->today,
		.value_day = DAY_NONE,
		.confirmed = DAY_NONE,
		.payer = n->payer,
		.payer_iban = n->payer_iban,
		.payer_tax_id = n->payer_tax_id,
		.details = n->details,
		.bank_ref = n->bank_ref,
		.own_account = n->account,
		.reference = n->reference,
		.fee = fee_of(n->fee, n->amount.cur),
	};
}

/* The payout of many card payments, as the files of config/banks word it. */
static bool is_settlement(struct arena *a, const struct firm *f, const struct entry *e)
{
	struct span name = span_trim(utf8_fold(a, e->counterparty));
	struct span text =
		arena_fmt(a, "%.*s %.*s", SPAN_ARG(name), SPAN_ARG(utf8_fold(a, e->text)));

	for (size_t i = 0; i < f->payouts.n; i++) {
		struct span word = f->payouts.at[i];

		if (span_starts(word, S("=")) ? span_eq(name, span_from(word, 1)) :
						span_has(text, word))
			return true;
	}
	return false;
}

static enum payment_kind kind_of(struct arena *a, const struct firm *f, const struct entry *e)
{
	/* ISO 20022: returns of credit transfers and direct debits; ours by SWIFT's code */
	static const char *const codes[] = { "-RRTN", "-UPDD", "-RPCR", "NRTI" };

	for (size_t i = 0; i < ARRAY_LEN(codes); i++)
		if (span_ends(e->kind, span_of(codes[i])))
			return PAYMENT_RETURN;
	if (e->reversal)
		return PAYMENT_RETURN;
	if (e->amount.minor < 0)
		return match_says_return(a, e->text) ? PAYMENT_RETURN : PAYMENT_TRANSFER;
	return is_settlement(a, f, e) ? PAYMENT_SETTLEMENT : PAYMENT_TRANSFER;
}

/* An IBAN without what a bank hangs on it ("...RON"); else as printed, blanks out. */
static struct span plain_account(struct arena *a, struct span account)
{
	struct span c = ident_iban_compact(a, account);

	return c.len > 24 && ident_iban_valid(span_sub(c, 0, 24)) ? span_sub(c, 0, 24) : c;
}

/* What the payer wrote, without the bank's own words and marks around it; a structured reference with what
 * stands beside it. */
static struct span details_of(struct arena *a, const struct entry *e)
{
	if (e->purpose.len)
		return span_has(e->purpose, e->reference) || span_eq(e->reference, e->bank_ref) ?
			       e->purpose :
			       arena_fmt(a, "%.*s %.*s", SPAN_ARG(e->reference),
					 SPAN_ARG(e->purpose));
	if (e->reference.len && !ident_rf_valid(e->reference) &&
	    !span_eq(e->reference, e->bank_ref))
		return e->reference;
	if (!e->reference.len || span_has(e->text, e->reference))
		return e->text;
	return arena_fmt(a, "%.*s %.*s", SPAN_ARG(e->reference), SPAN_ARG(e->text));
}

static struct span head_of(struct arena *a, struct span account, struct money m)
{
	return arena_fmt(a, "statement|%.*s|%.*s %.3s", SPAN_ARG(account),
			 SPAN_ARG(money_print(a, m)), m.cur);
}

static struct span numbered(struct arena *a, struct span head, struct span bank_ref)
{
	return arena_fmt(a, "%.*s|ref|%.*s", SPAN_ARG(head), SPAN_ARG(utf8_fold(a, bank_ref)));
}

static struct span identity_of(struct arena *a, struct twins *t, const struct entry *e,
			       const struct payment *p)
{
	struct span head = head_of(a, p->own_account, p->amount);
	struct span base, scope, text;
	struct sha256 hash;

	if (match_is_bank_number(p->bank_ref)) {
		/* One number may stand for a batch of payments; a statement tells none of them twice. */
		base = numbered(a, head, p->bank_ref);
		scope = arena_fmt(a, "%.*s %u", SPAN_ARG(e->file), e->part);
	} else {
		text = arena_fmt(a, "%.*s %.*s %.*s", SPAN_ARG(p->payer), SPAN_ARG(p->payer_iban),
				 SPAN_ARG(p->details));
		hash = hash_sha256(utf8_fold(a, text));
		base = arena_fmt(a, "%.*s|day|%.*s|%.*s", SPAN_ARG(head),
				 SPAN_ARG(day_iso(a, p->day)), SPAN_ARG(hash_hex(a, hash.b, 12)));
		scope = arena_fmt(a, "%.*s", SPAN_ARG(e->file));
	}
	return match_identity(
		a, base, count(t, arena_fmt(a, "%.*s\n%.*s", SPAN_ARG(scope), SPAN_ARG(base))));
}

/* As identity_of the line that tells the batch as a whole. */
static struct span batch_of(struct arena *a, const struct entry *e, struct span account)
{
	return match_is_bank_number(e->batch_ref) ?
		       match_identity(a, numbered(a, head_of(a, account, e->batch), e->batch_ref),
				      0) :
		       S("");
}

struct payment telling_of_entry(struct arena *a, const struct firm *firm, struct day today,
				struct twins *t, const struct entry *e, struct span file)
{
	bool interim = span_eq_str(e->format, "mt942");
	struct payment p = {
		.state = interim ? PAYMENT_REPORTED : PAYMENT_CONFIRMED,
		.kind = kind_of(a, firm, e),
		.source = arena_fmt(a, "statement:%.*s", SPAN_ARG(e->format)),
		.amount = e->amount,
		.left = e->amount,
		.day = day_is_set(e->date) ? e->date : today,
		.value_day = e->value_date,
		.confirmed = interim ? DAY_NONE : today,
		.payer = e->counterparty,
		.payer_iban = e->iban.len ? e->iban : e->account,
		.payer_tax_id = e->tax_id,
		.details = details_of(a, e),
		.bank_ref = e->bank_ref,
		.own_account =
			e->own_account.len ? plain_account(a, e->own_account) : firm->self.iban,
		.end_to_end = e->end_to_end,
		.fee = fee_of(e->fee, e->amount.cur),
		.original = e->original,
		.confirmed_by = interim ? S("") : file,
	};

	if (ident_rf_valid(e->reference))
		p.reference = ident_iban_compact(a, e->reference);
	p.identity = identity_of(a, t, e, &p);
	p.batch = batch_of(a, e, p.own_account);
	return p;
}
