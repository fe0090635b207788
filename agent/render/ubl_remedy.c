/* Rows by what a rule speaks of (ubl_rule.what): the buyer is mended by CLIENT, the seller in the
 * configuration, what stands on the invoice by the commands that edit it. */
#include "ubl_remedy.h"

#include "span.h"
#include "ubl_rule.h"

#define LINE                    \
	{                       \
		"LINIE", "LINE" \
	} /* and the number of the line */
#define PERIOD "01.11.2026 - 30.11.2026"

static const struct remedy {
	const char *what;
	enum fix_kind kind;
	const char *word[2], *example[2];
} remedies[] = {
	{ "bt-44", FIX_CLIENT, { "nume", "name" }, { "Popescu Ion", "Popescu Ion" } },
	{ "bt-47", FIX_CLIENT, { "cui", "cui" }, { "RO12345674", "RO12345674" } },
	{ "bt-48", FIX_CLIENT, { "cui", "cui" }, { "RO12345674", "RO12345674" } },
	{ "bt-50", FIX_CLIENT, { "adresa", "address" }, { "Str. Lungă 1", "Str. Lungă 1" } },
	{ "bt-51", FIX_CLIENT, { "adresa", "address" }, { "Str. Lungă 1", "Str. Lungă 1" } },
	{ "bt-52", FIX_CLIENT, { "oras", "city" }, { "Cluj-Napoca", "Cluj-Napoca" } },
	{ "bt-54", FIX_CLIENT, { "judet", "county" }, { "CJ", "CJ" } },
	{ "bt-56", FIX_CLIENT, { "contact", "contact" }, { "Popescu Ion", "Popescu Ion" } },
	{ "bt-57", FIX_CLIENT, { "telefon", "phone" }, { "0722 123 456", "0722 123 456" } },
	{ "bt-12",
	  FIX_COMMAND,
	  { "DETALII contract", "DETAILS contract" },
	  { "12/2026", "12/2026" } },
	{ "bt-13", FIX_COMMAND, { "DETALII comanda", "DETAILS order" }, { "PO-77", "PO-77" } },
	{ "bt-22", FIX_COMMAND, { "DETALII mentiune", "DETAILS note" }, { "etapa 2", "stage 2" } },
	{ "bt-72",
	  FIX_COMMAND,
	  { "DETALII livrat", "DETAILS delivered" },
	  { "10.11.2026", "10.11.2026" } },
	{ "bg-14", FIX_COMMAND, { "DETALII perioada", "DETAILS period" }, { PERIOD, PERIOD } },
	{ "bt-73", FIX_COMMAND, { "DETALII perioada", "DETAILS period" }, { PERIOD, PERIOD } },
	{ "bt-74", FIX_COMMAND, { "DETALII perioada", "DETAILS period" }, { PERIOD, PERIOD } },
	{ "bt-111", FIX_COMMAND, { "CURS BNR", "BNR RATE" }, { "EUR 5,0923", "EUR 5.0923" } },
	{ "bt-92", FIX_COMMAND, { "DISCOUNT", "DISCOUNT" }, { "50 lei", "50 lei" } },
	{ "bt-93", FIX_COMMAND, { "DISCOUNT", "DISCOUNT" }, { "50 lei", "50 lei" } },
	{ "bt-107", FIX_COMMAND, { "DISCOUNT", "DISCOUNT" }, { "50 lei", "50 lei" } },
	{ "bt-136", FIX_COMMAND, { "DISCOUNT", "DISCOUNT" }, { "10%", "10%" } },
	{ "bt-137", FIX_COMMAND, { "DISCOUNT", "DISCOUNT" }, { "10%", "10%" } },
	{ "bt-129", FIX_COMMAND, LINE, { "2 buc", "2 pcs" } },
	{ "bt-130", FIX_COMMAND, LINE, { "2 buc", "2 pcs" } },
	{ "bt-131", FIX_COMMAND, LINE, { "2 buc x 150 lei", "2 pcs x 150 lei" } },
	{ "bt-146", FIX_COMMAND, LINE, { "150 lei", "150 lei" } },
	{ "bt-151", FIX_COMMAND, LINE, { "TVA 21", "VAT 21" } },
	{ "bt-152", FIX_COMMAND, LINE, { "TVA 21", "VAT 21" } },
	{ "bt-118", FIX_COMMAND, LINE, { "TVA 21", "VAT 21" } },
	{ "bt-119", FIX_COMMAND, LINE, { "TVA 21", "VAT 21" } },
	{ "bt-120", FIX_COMMAND, LINE, { "taxare inversă", "reverse charge" } },
	{ "bt-121", FIX_COMMAND, LINE, { "taxare inversă", "reverse charge" } },
	{ "bt-153", FIX_COMMAND, LINE, { "Consultanță", "Consulting" } },
	{ "bt-154", FIX_COMMAND, LINE, { "Consultanță", "Consulting" } },
	{ "bt-9", FIX_COMMAND, { "SCADENTA", "DUE" }, { "30", "30" } },
	{ "bt-20", FIX_COMMAND, { "SCADENTA", "DUE" }, { "30", "30" } },
	{ "bt-27", FIX_CONFIG, { "firm.name" }, { NULL } },
	{ "bt-30", FIX_CONFIG, { "firm.tax_id" }, { NULL } },
	{ "bt-31", FIX_CONFIG, { "firm.tax_id" }, { NULL } },
	{ "bt-32", FIX_CONFIG, { "firm.tax_id" }, { NULL } },
	{ "bt-35", FIX_CONFIG, { "firm.street" }, { NULL } },
	{ "bt-37", FIX_CONFIG, { "firm.city" }, { NULL } },
	{ "bt-38", FIX_CONFIG, { "firm.postcode" }, { NULL } },
	{ "bt-39", FIX_CONFIG, { "firm.county" }, { NULL } },
	{ "bt-42", FIX_CONFIG, { "firm.phone" }, { NULL } },
	{ "bt-84", FIX_CONFIG, { "firm.iban" }, { NULL } },
};

/* In Bucharest a city is its sector. */
static const struct remedy sector = {
	NULL,
	FIX_CLIENT,
	{ "oras", "city" },
	{ "București sector 3", "București sector 3" },
};

static const struct remedy *find(const struct ubl_rule *r)
{
	if (!r || !r->what)
		return NULL;
	if (strcmp(r->say, "sector") == 0 && strcmp(r->what, "bt-52") == 0)
		return &sector;
	for (size_t i = 0; i < ARRAY_LEN(remedies); i++)
		if (strcmp(remedies[i].what, r->what) == 0)
			return &remedies[i];
	return NULL;
}

/* The rule only says that it is no county, no sector. */
static bool is_missing(const struct snapshot *s, const struct remedy *m)
{
	return m && m->kind == FIX_CLIENT &&
	       ((strcmp(m->word[1], "county") == 0 && s->buyer.county.len == 0) ||
		(strcmp(m->word[1], "city") == 0 && s->buyer.city.len == 0));
}

void ubl_remedy(struct arena *a, const struct snapshot *s, const struct ubl_finding *f,
		unsigned item, struct preflight_fault *ret)
{
	const struct remedy *m = find(f->rule);

	*ret = (struct preflight_fault){ .id = f->id };
	ubl_say(a, f, &ret->why, &ret->fix);
	if (is_missing(s, m))
		ret->why = value_tx(a, TX("ubl.missing.why"), ret->why->args);
	/* a storno's lines are its invoice's */
	if (!m || (m->kind == FIX_COMMAND && s->kind == DOC_STORNO))
		return;
	ret->kind = m->kind;
	for (size_t i = 0; i < ARRAY_LEN(m->word); i++) {
		ret->word[i] = m->word[i];
		ret->example[i] = m->example[i];
		if (m->kind == FIX_COMMAND && strcmp(m->word[1], "LINE") == 0)
			ret->word[i] = arena_str(a, arena_fmt(a, "%s %u:", m->word[i], item));
	}
}
