/* Fuzz targets: a bank's mail by its patterns and labels, and one that no rule reads: what is guessed of it, and the
 * form that is taught from the guess, which must read the same mail alike. */
#include "fuzz.h"

#include "bank_notice.h"
#include "span.h"
#include "utf8.h"

static const struct {
	enum bank_field field;
	const char *label;
} labels[] = {
	{ BANK_AMOUNT, "suma" },         { BANK_CURRENCY, "moneda" },
	{ BANK_DATE, "data" },           { BANK_PAYER, "platitor" },
	{ BANK_IBAN, "cont platitor" },  { BANK_TAX_ID, "cui" },
	{ BANK_DETAILS, "detalii" },     { BANK_REF, "referinta" },
	{ BANK_ACCOUNT, "in contul" },   { BANK_SENDER, "ordonator" },
	{ BANK_RECEIVER, "beneficiar" }, { BANK_VS, "vs" },
	{ BANK_REFERENCE, "end2end" },   { BANK_FEE, "comision" },
	{ BANK_DIRECTION, "tip" },       { BANK_STATUS, "stare" },
};

static void add_pattern(struct arena *a, struct bank_rule *r, struct span regex,
			enum bank_direction direction, enum bank_pattern_use use)
{
	if (r->n_pattern == r->cap_pattern) {
		struct bank_pattern *at = ARENA_ARRAY(a, r->cap_pattern + 8, struct bank_pattern);

		if (r->n_pattern)
			memcpy(at, r->pattern, r->n_pattern * sizeof(*at));
		r->pattern = at;
		r->cap_pattern += 8;
	}
	r->pattern[r->n_pattern++] = (struct bank_pattern){ regex, direction, use };
}

/* The first rule has patterns alone, the second labels too, the third reads labelled lines by themselves. */
static void banks_in(struct arena *a, struct bank_rules *ret)
{
	for (unsigned i = 0; i < 3; i++) {
		struct bank_rule *r = ARENA_PUSH(a, ret);

		r->name = S("b");
		r->currency = i ? S("") : S("RON");
		r->mark = i == 1 ? MARK_COMMA : MARK_GUESS;
		r->labelled = i == 2;
		r->default_ = BANK_TOLD;
		add_pattern(a, r, S("^nimic nou$"), BANK_IN, BANK_NOTHING);
		add_pattern(
			a, r,
			S("^suma: (?<amount>[\\d., ]+)(?: (?<currency>\\w+))?(?:\\R(?<payer>.+))?$"),
			BANK_IN, BANK_MOVEMENT);
		add_pattern(a, r, S("^(?<direction>debitare|creditare) cont"), BANK_TOLD,
			    BANK_MOVEMENT);
		add_pattern(a, r, S("de la (?<payer>[^,\\n]+), (?<iban>RO\\w+)"), BANK_IN,
			    BANK_PART);
		for (size_t k = 0; i && k < ARRAY_LEN(labels); k++)
			*ARENA_PUSH(a, &r->labels) =
				(struct bank_label){ labels[k].field, span_of(labels[k].label) };
		*ARENA_PUSH(a, &r->in) = S("credit*");
		*ARENA_PUSH(a, &r->out) = S("debit*");
		if (i == 2)
			*ARENA_PUSH(a, &r->done) = S("procesat*");
	}
}

static void holds_notices(const struct notices *n)
{
	assert(n->n <= BANK_NOTICES_MAX);
	for (size_t i = 0; i < n->n; i++) {
		const struct notice *one = &n->at[i];

		assert(one->amount.minor > 0 && one->amount.cur[0]);
		assert(utf8_valid(one->payer) && utf8_valid(one->details) &&
		       utf8_valid(one->bank_ref));
	}
}

/* Compiled once: compiling is not what is tested. */
static const struct bank_rules *rules(struct bank_engine **ret)
{
	static struct arena *kept;
	static struct bank_rules banks;
	static struct bank_engine *engine;

	if (!kept) {
		kept = arena_new(1u << 20);
		banks_in(kept, &banks);
		if (bank_engine_open(&banks, &engine, NULL))
			assert(false);
	}
	*ret = engine;
	return &banks;
}

static void run_bank_notice(struct arena *a, struct span s)
{
	struct bank_engine *engine;
	const struct bank_rules *banks = rules(&engine);

	s = utf8_clean(a, s);
	for (size_t i = 0; i < banks->n; i++) {
		struct notices notices = { 0 };

		if (bank_notice_read(engine, a, &banks->at[i], s, &notices, NULL))
			assert(!notices.n);
		holds_notices(&notices);
	}
}

static enum bank_field field_named(struct span name)
{
	unsigned f = 0;

	while (f < BANK_FIELDS && !span_eq_str(name, bank_fields[f]))
		f++;
	return (enum bank_field)f;
}

/* As staff's DA keeps it. false: the guess was of a sentence, whose form cannot be kept. */
static bool form_of(struct arena *a, const struct bank_rule *rule, const struct bank_guess *g,
		    struct bank_form *ret)
{
	bool amount = false;

	*ret = (struct bank_form){ .bank = rule->name,
				   .title = g->title,
				   .seen = g->seen,
				   .mark = g->mark,
				   .incoming = g->told.n && g->told.at[0].incoming };
	for (size_t i = 0; i < g->n; i++) {
		enum bank_field f = field_named(g->at[i].field);

		assert(utf8_valid(g->at[i].label) && utf8_valid(g->at[i].value));
		assert(!g->at[i].field.len || f < BANK_FIELDS);
		if (f == BANK_FIELDS)
			continue;
		amount |= f == BANK_AMOUNT;
		*ARENA_PUSH(a, &ret->labels) =
			(struct bank_label){ f, utf8_fold(a, g->at[i].label) };
	}
	return amount && g->title.len && g->told.n;
}

/* Wordings of every sort read whatever comes; what they read is whole. */
static void read_sentences(struct arena *a, const struct bank_rule *rule, struct span s)
{
	static struct bank_sentence at[] = {
		{ { "Ati incasat {amount} de la {payer} ({iban}), {details}", 54 }, true },
		{ { "{date} | {payer} | {*} | {amount}", 33 }, true },
		{ { "plata {#}\n{payer}\n{amount} ref {ref}.", 38 }, false },
	};
	const struct bank_form form = { .bank = rule->name,
					.sentences = { at, ARRAY_LEN(at), ARRAY_LEN(at) },
					.currency = S("RON") };
	struct notices n;

	if (!bank_form_read(a, rule, &form, s, &n))
		assert(!n.n);
	holds_notices(&n);
}

static void run_bank_guess(struct arena *a, struct span s)
{
	struct bank_engine *engine;
	const struct bank_rules *banks = rules(&engine);

	s = utf8_clean(a, s);
	for (size_t i = 0; i < banks->n; i++) {
		struct bank_guess guess;
		struct bank_form form;
		struct notices again;

		bank_guess_of(a, &banks->at[i], s, &guess);
		holds_notices(&guess.told);
		assert(utf8_valid(guess.title) && utf8_valid(guess.text));
		assert(guess.told_at.n == guess.told.n);
		read_sentences(a, &banks->at[i], s);
		if (!form_of(a, &banks->at[i], &guess, &form))
			continue;
		assert(bank_form_read(a, &banks->at[i], &form, s, &again));
		assert(again.n == guess.told.n);
		for (size_t k = 0; k < again.n; k++)
			assert(again.at[k].amount.minor == guess.told.at[k].amount.minor &&
			       span_eq(again.at[k].payer, guess.told.at[k].payer));
	}
}

const struct fuzz_target fuzz_targets[] = {
	{ "bank_notice", run_bank_notice },
	{ "bank_guess", run_bank_guess },
};
const size_t fuzz_n = ARRAY_LEN(fuzz_targets);
