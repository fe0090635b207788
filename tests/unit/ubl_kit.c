/* What all the cases are built with. */
#include "ubl_cases.h"

#include <assert.h>
#include <string.h>

#include "buf.h"
#include "span.h"
#include "utf8.h"

struct day ubl_case_day(int year, int month, int day)
{
	struct day d;
	enum rc rc = day_from_civil((struct civil){ year, month, day }, &d);

	assert(rc == RC_OK);
	return d;
}

struct span ubl_case_words(struct arena *a, size_t n)
{
	static const char text[] = "Întreținerea aplicației și școlarizarea oamenilor ";
	struct buf b;

	buf_init(&b, a, n * 3 + sizeof(text));
	while (utf8_count(buf_span(&b)) < n)
		buf_add_str(&b, text);
	return span_trim(utf8_cut(buf_span(&b), n));
}

struct line *ubl_case_line(struct arena *a, struct snapshot *s, const char *name,
			   struct decimal qty, struct decimal price, char category, int rate)
{
	static const struct {
		char category;
		struct span code, reason;
	} exempt[] = {
		{ 'E', S("VATEX-EU-132-1I"), S("Scutit, art. 292 alin. (1) lit. f) Cod fiscal") },
		{ 'A', S("VATEX-EU-AE"), S("Taxare inversă, art. 331 Cod fiscal") },
		{ 'K', S("VATEX-EU-IC"), S("Livrare intracomunitară scutită") },
		{ 'G', S("VATEX-EU-G"), S("Export") },
		{ 'O', S("VATEX-EU-O"), S("Neplătitor de TVA, art. 310 Cod fiscal") },
	};
	struct line *l = ARENA_PUSH(a, &s->lines);

	l->name = span_of(name);
	l->qty = qty;
	l->unit = S("buc");
	l->price = price;
	l->vat_category = category;
	l->vat_rate = DECIMAL_INT(rate);
	l->period_from = l->period_to = DAY_NONE;
	for (size_t i = 0; i < ARRAY_LEN(exempt); i++) {
		if (exempt[i].category != category)
			continue;
		l->vat_code = exempt[i].code;
		l->vat_reason = exempt[i].reason;
	}
	return l;
}

void ubl_case_begin(struct arena *a, struct snapshot *s)
{
	snapshot_begin(s, DOC_INVOICE);
	s->lang = S("ro");
	s->series = S("FCT");
	s->number = S("0012");
	s->reference = S("FCT0012");
	s->issue = s->tax_point = ubl_case_day(2026, 11, 12);
	s->due = ubl_case_day(2026, 11, 27);
	memcpy(s->currency, "RON", 4);
	s->seller = (struct party){ .name = S("Atelier Diana SRL"),
				    .tax_id = S("18547290"),
				    .vat_registered = true,
				    .reg_no = S("J40/4512/2006"),
				    .street = S("Str. Țepeș Vodă nr. 14, sector 2"),
				    .city = S("București"),
				    .county = S("B"),
				    .country = S("RO"),
				    .email = S("contact@atelierdiana.ro"),
				    .iban = S("RO49 AAAA 1B31 0075 9384 0000") };
	s->buyer = (struct party){ .name = S("Brâncuși & Fiii SRL"),
				   .tax_id = S("14399840"),
				   .vat_registered = true,
				   .street = S("Bd. Eroilor 3"),
				   .city = S("Cluj-Napoca"),
				   .county = S("CJ"),
				   .country = S("RO") };
	(void)ubl_case_line(a, s, "Curs Excel avansat", DECIMAL_INT(2), DECIMAL_INT(450), 'S', 21);
}

void ubl_case_sums(struct arena *a, struct snapshot *s)
{
	struct why why = { "" };
	enum rc rc = snapshot_compute(a, s, &why);

	assert(rc == RC_OK);
}
