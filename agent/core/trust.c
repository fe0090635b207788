/* The trust table (trust.h). A row is looked for from the top. */
#include "trust.h"

#include <assert.h>

#include "say.h"

const struct trust_row trust_rows[] = {
	{ TRUST_COMMAND, SIGN_STAFF | SIGN_PROVEN | SIGN_FRESH, 0, TRUST_DO,
	  "carried out, answered" },
	{ TRUST_COMMAND, SIGN_STAFF | SIGN_CONFIRMED | SIGN_FRESH, SIGN_REFUTED, TRUST_DO,
	  "what was asked back is carried out, once" },
	{ TRUST_COMMAND, SIGN_STAFF | SIGN_PROVEN, 0, TRUST_ASIDE, "an old letter sent again" },
	{ TRUST_COMMAND, SIGN_STAFF | SIGN_FRESH, SIGN_REFUTED, TRUST_ASK,
	  "Quarantine; one confirmation a day is asked of that address" },
	{ TRUST_COMMAND, 0, 0, TRUST_ASIDE, "Quarantine" },

	{ TRUST_GUARDED, SIGN_STAFF | SIGN_PROVEN | SIGN_FRESH | SIGN_TOKEN, 0, TRUST_DO,
	  "carried out, answered" },
	{ TRUST_GUARDED, SIGN_STAFF | SIGN_CONFIRMED | SIGN_FRESH, SIGN_REFUTED, TRUST_DO,
	  "what was asked back is carried out, once" },
	{ TRUST_GUARDED, SIGN_STAFF | SIGN_PROVEN | SIGN_FRESH, 0, TRUST_PREVIEW,
	  "shown, done on DA in reply to that" },
	{ TRUST_GUARDED, 0, 0, TRUST_ASIDE, "as a command" },

	{ TRUST_ACCEPT, SIGN_STORED | SIGN_PROVEN | SIGN_TOKEN | SIGN_BOUND | SIGN_FRESH, 0,
	  TRUST_DO, "recorded as evidence, the card moves" },
	{ TRUST_ACCEPT, SIGN_STORED | SIGN_CONFIRMED, SIGN_REFUTED, TRUST_DO,
	  "recorded as confirmed, the card moves" },
	{ TRUST_ACCEPT, 0, 0, TRUST_ASK, "noted; asked back once at the stored address" },

	{ TRUST_BANK, SIGN_BANK | SIGN_PROVEN | SIGN_PINNED | SIGN_FRESH, 0, TRUST_DO,
	  "booked as reported, once per reference" },
	{ TRUST_BANK, 0, 0, TRUST_ASIDE, "Quarantine" },
};
const size_t trust_rows_n = ARRAY_LEN(trust_rows);

const struct trust_row *trust_find(enum trust_claim claim, unsigned signs)
{
	for (size_t i = 0; i < trust_rows_n; i++) {
		const struct trust_row *r = &trust_rows[i];

		if (r->claim == claim && (signs & r->needs) == r->needs && !(signs & r->bars))
			return r;
	}
	assert(false); /* the last row of each claim needs nothing */
	return NULL;
}

static void print_signs(struct buf *out, unsigned signs)
{
	static const char *const names[] = { "staff address",
					     "stored address",
					     "bank's address",
					     "proven",
					     "pinned domain passed",
					     "token given to it",
					     "token in proven fields",
					     "answer to the confirmation",
					     "fresh",
					     "refuted" };
	bool any = false;

	for (unsigned i = 0; i < ARRAY_LEN(names); i++) {
		if (!(signs & 1u << i))
			continue;
		buf_add_fmt(out, "%s%s", any ? ", " : "", names[i]);
		any = true;
	}
	if (!any)
		buf_add_str(out, "-");
}

void trust_print(struct buf *out)
{
	static const char *const claims[] = { "command of staff",
					      "guarded command (money, taking back)",
					      "client's acceptance or refusal", "bank's notice" };
	static const char *const acts[] = { "do", "preview", "ask back", "set aside" };

	buf_add_str(out, "| what | needs | not | then | |\n|---|---|---|---|---|\n");
	for (size_t i = 0; i < trust_rows_n; i++) {
		const struct trust_row *r = &trust_rows[i];

		buf_add_fmt(out, "| %s | ", claims[r->claim]);
		print_signs(out, r->needs);
		buf_add_str(out, " | ");
		print_signs(out, r->bars);
		buf_add_fmt(out, " | **%s** | %s |\n", acts[r->act], r->then);
	}
}

const char *trust_why(enum auth_code code)
{
	static const char *const keys[AUTH_CODES] = {
		[AUTH_PROVEN] = TX("flow.why.unproven"),
		[AUTH_NO_LINE] = TX("flow.why.sender_no_line"),
		[AUTH_LINE_LOW] = TX("flow.why.sender_line_low"),
		[AUTH_LINE_BROKEN] = TX("flow.why.sender_line_broken"),
		[AUTH_LINE_EMPTY] = TX("flow.why.sender_line_empty"),
		[AUTH_OTHER] = TX("flow.why.sender_other"),
		[AUTH_CHECK_FAILED] = TX("flow.why.sender_failed"),
		[AUTH_WEAK] = TX("flow.why.sender_weak"),
		[AUTH_FROM] = TX("flow.why.sender_from"),
		[AUTH_TWICE] = TX("flow.why.sender_twice"),
		[AUTH_NAME] = TX("flow.why.sender_name"),
		[AUTH_BANK] = TX("flow.why.sender_bank"),
		[AUTH_UNSIGNED] = TX("flow.why.sender_unsigned"),
		[AUTH_NO_KEY] = TX("flow.why.sender_no_key"),
		[AUTH_KEY_LATER] = TX("flow.why.sender_key_later"),
	};

	return code < AUTH_CODES ? keys[code] : keys[AUTH_PROVEN];
}
