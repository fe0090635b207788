/* When two tellings of a movement are one (match.h). */
#include "match.h"

#include "span.h"
#include "utf8.h"

#define NUMBER_MIN 6

bool match_is_bank_number(struct span bank_ref)
{
	return span_trim(bank_ref).len >= NUMBER_MIN;
}

struct span match_identity_base(struct arena *a, const struct notice *n)
{
	const char *sign = n->incoming ? "" : "-";
	struct span head, text;
	struct sha256 hash;

	head = arena_fmt(a, "%.*s|%.*s|%s%.*s %.*s", SPAN_ARG(n->bank),
			 SPAN_ARG(utf8_fold(a, n->account)), sign,
			 SPAN_ARG(money_print(a, n->amount)), 3, n->amount.cur);
	if (match_is_bank_number(n->bank_ref))
		return arena_fmt(a, "%.*s|ref|%.*s", SPAN_ARG(head),
				 SPAN_ARG(utf8_fold(a, n->bank_ref)));
	text = arena_fmt(a, "%.*s %.*s %.*s", SPAN_ARG(n->payer), SPAN_ARG(n->payer_iban),
			 SPAN_ARG(n->details));
	hash = hash_sha256(utf8_fold(a, text));
	return arena_fmt(a, "%.*s|day|%.*s|%.*s", SPAN_ARG(head),
			 SPAN_ARG(day_is_set(n->day) ? day_iso(a, n->day) : S("")),
			 SPAN_ARG(hash_hex(a, hash.b, 12)));
}

struct span match_identity(struct arena *a, struct span base, unsigned ordinal)
{
	return arena_fmt(a, "%.*s|%u", SPAN_ARG(base), ordinal);
}
