/* A rule that our pre-flight has is explained as the pre-flight does; what ANAF checks beyond it (the identity of
 * seller and buyer) has rows here; for the rest ANAF's own words stand. */
#include "filing_fault.h"

#include "span.h"
#include "ubl_remedy.h"
#include "ubl_rule.h"
#include "utf8.h"

static const struct identity {
	const char *rule, *words; /* both must be there; words: in ANAF's text, NULL = any */
	const char *why;
	enum fix_kind kind;
	const char *word[2], *example[2];
} identities[] = {
	{ "",
	  "a mai fost transmisa anterior",
	  TX("flow.fault.twin"),
	  FIX_COMMAND,
	  { NULL },
	  { NULL } },
	{ "R6.1", NULL, TX("flow.fault.seller_unknown"), FIX_CONFIG, { "firm.tax_id" }, { NULL } },
	{ "ERRIdentif",
	  "vanzator",
	  TX("flow.fault.seller_id"),
	  FIX_CONFIG,
	  { "firm.tax_id" },
	  { NULL } },
	{ "ERRIdentif",
	  NULL,
	  TX("flow.fault.buyer_id"),
	  FIX_CLIENT,
	  { "cui", "cui" },
	  { "RO12345674", "RO12345674" } },
};

/* ANAF prints shortened ids (BR-RO-L020 for BR-RO-L0201): the first that begins so. */
static const struct ubl_rule *rule_of(struct span id)
{
	const struct ubl_rule *begins = NULL;

	if (!id.len)
		return NULL;
	for (size_t i = 0; i < ubl_rule_count(); i++) {
		const struct ubl_rule *r = ubl_rule_at(i);

		if (span_eq_str(id, r->id))
			return r;
		if (!begins && span_starts(span_of(r->id), id))
			begins = r;
	}
	return begins;
}

static bool take_identity(struct arena *a, const struct anaf_fault *f, struct preflight_fault *ret)
{
	struct span words = utf8_fold(a, f->text);

	for (size_t i = 0; i < ARRAY_LEN(identities); i++) {
		const struct identity *d = &identities[i];

		if (!span_eq_str(f->rule, d->rule) ||
		    (d->words && !span_has(words, span_of(d->words))))
			continue;
		*ret = (struct preflight_fault){ .id = d->rule,
						 .why = value_tx(a, d->why, NULL),
						 .kind = d->kind };
		memcpy(ret->word, d->word, sizeof(ret->word));
		memcpy(ret->example, d->example, sizeof(ret->example));
		return true;
	}
	return false;
}

/* Both ask for the same word of CLIENT. */
static bool same_word(const struct preflight_fault *a, const struct preflight_fault *b)
{
	return a->kind == FIX_CLIENT && b->kind == FIX_CLIENT && a->word[0] && b->word[0] &&
	       strcmp(a->word[0], b->word[0]) == 0;
}

static bool known(const struct preflight_faults *all, const struct preflight_fault *f)
{
	for (size_t i = 0; i < all->n; i++)
		if (strcmp(all->at[i].id, f->id) == 0 || same_word(&all->at[i], f))
			return true;
	return false;
}

/* "/Invoice/cac:InvoiceLine[2]/...": 2. */
static unsigned item_of(struct span place)
{
	size_t at = span_find(place, S("Line["), 0);
	unsigned n = 0;

	if (at == SIZE_MAX)
		return 1;
	for (at += 5; at < place.len && place.ptr[at] >= '0' && place.ptr[at] <= '9' && n < 100000;
	     at++)
		n = n * 10 + (unsigned)(place.ptr[at] - '0');
	return n ? n : 1;
}

void filing_faults(struct arena *a, const struct snapshot *s, const struct anaf_faults *from,
		   struct preflight_faults *ret)
{
	for (size_t i = 0; i < from->n; i++) {
		const struct anaf_fault *t = &from->at[i];
		const struct ubl_rule *r = rule_of(t->rule);
		struct preflight_fault f;

		if (r) {
			struct ubl_finding found = { .id = r->id, .rule = r };

			ubl_remedy(a, s, &found, item_of(t->place), &f);
		} else if (!take_identity(a, t, &f)) {
			struct value *args =
				value_set(a, value_new_map(a), "text", value_text(a, t->text));

			f = (struct preflight_fault){
				.id = arena_str(a, arena_fmt(a, "%.*s", SPAN_ARG(t->rule))),
				.why = value_tx(a, TX("flow.fault.words"), args),
				.fix = value_tx(a, TX("flow.fault.fix"), NULL),
			};
			*ARENA_PUSH(a, ret) = f;
			continue;
		}
		if (!known(ret, &f))
			*ARENA_PUSH(a, ret) = f;
	}
}
