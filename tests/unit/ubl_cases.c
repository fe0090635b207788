/* The cases made by hand: a row each. */
#include "ubl_cases.h"

#include <assert.h>
#include <string.h>

#include "span.h"

static void one_category(struct arena *a, struct snapshot *s, char category, int rate)
{
	s->lines = (struct lines){ 0 };
	(void)ubl_case_line(a, s, "Consultanță", (struct decimal){ 25, 1 },
			    (struct decimal){ 1999999, 4 }, category, rate);
}

static void foreign(struct snapshot *s, const char *currency, const char *country, const char *id,
		    int64_t rate4)
{
	memcpy(s->currency, currency, 4);
	memcpy(s->tax_currency, "RON", 4);
	s->exchange = (struct decimal){ rate4, 4 };
	s->exchange_day = ubl_case_day(2026, 11, 11);
	s->exchange_source = S("BNR");
	s->mentions = S("Curs BNR din 11.11.2026");
	if (!country)
		return;
	s->buyer = (struct party){ .name = S("Müller & Söhne GmbH"),
				   .tax_id = span_of(id),
				   .vat_registered = country[0] != 'U',
				   .street = S("Musterstr. 1"),
				   .city = S("Berlin"),
				   .country = span_of(country) };
}

static struct adjust *adjust(struct arena *a, struct adjusts *list, bool charge, const char *code,
			     const char *reason, int percent, int64_t minor)
{
	struct adjust *j = ARENA_PUSH(a, list);

	j->charge = charge;
	j->code = span_of(code);
	j->reason = span_of(reason);
	j->percent = DECIMAL_INT(percent);
	if (!percent)
		j->amount = MONEY_RON(minor);
	j->vat_category = 'S';
	j->vat_rate = DECIMAL_INT(21);
	return j;
}

static void mirror(struct arena *a, struct snapshot *s)
{
	struct snapshot original = *s;
	struct why why = { "" };
	enum rc rc;

	ubl_case_sums(a, &original);
	rc = snapshot_mirror(a, &original, s, &why);
	assert(rc == RC_OK);
	s->series = S("STN");
	s->number = S("0003");
	s->issue = ubl_case_day(2026, 11, 20);
	s->due = DAY_NONE;
}

static void with_adjusts(struct arena *a, struct snapshot *s)
{
	struct line *l = &s->lines.at[0];

	(void)adjust(a, &l->adjusts, false, "95", "Reducere", 10, 0);
	(void)adjust(a, &l->adjusts, true, "FC", "Transport", 0, 1550);
	(void)adjust(a, &s->adjusts, false, "100", "Reducere de fidelitate", 5, 0);
	(void)adjust(a, &s->adjusts, true, "PC", "Ambalare", 0, 999);
}

/* Two charges of the document that make nothing together. */
static void charges_of_nothing(struct arena *a, struct snapshot *s)
{
	(void)adjust(a, &s->adjusts, true, "FC", "Transport", 0, 1000);
	(void)adjust(a, &s->adjusts, true, "FC", "Transport", 0, -1000);
}

static void plain(struct arena *a, struct snapshot *s)
{
	(void)a;
	(void)s;
}
static void two_rates(struct arena *a, struct snapshot *s)
{
	ubl_case_line(a, s, "Manual", DECIMAL_INT(3), (struct decimal){ 3333, 2 }, 'S', 11);
}
static void zero(struct arena *a, struct snapshot *s)
{
	one_category(a, s, 'Z', 0);
}
static void exempt(struct arena *a, struct snapshot *s)
{
	one_category(a, s, 'E', 0);
}
static void reverse(struct arena *a, struct snapshot *s)
{
	one_category(a, s, 'A', 0);
	s->mentions = S("Taxare inversă");
}
static void storno(struct arena *a, struct snapshot *s)
{
	mirror(a, s);
}
static void storno_adjusts(struct arena *a, struct snapshot *s)
{
	with_adjusts(a, s);
	mirror(a, s);
}
static void corrected(struct arena *a, struct snapshot *s)
{
	(void)a;
	s->type_code = S("384");
	s->preceding = S("FCT 0009");
	s->preceding_day = ubl_case_day(2026, 11, 3);
}
static void self_billed(struct arena *a, struct snapshot *s)
{
	(void)a;
	s->type_code = S("389");
}
static void accounting(struct arena *a, struct snapshot *s)
{
	(void)a;
	s->type_code = S("751");
}
static void advance(struct arena *a, struct snapshot *s)
{
	(void)a;
	s->advance = true;
	s->lines.at[0].name = S("Avans 30 % pentru Curs Excel");
}
static void consumer(struct arena *a, struct snapshot *s)
{
	(void)a;
	s->buyer.tax_id = S("");
	s->buyer.vat_registered = false;
	s->buyer.name = S("Popescu Ion");
}
static void consumer_cnp(struct arena *a, struct snapshot *s)
{
	consumer(a, s);
	s->buyer.tax_id = S("1800101221144");
}
static void sector_by_city(struct arena *a, struct snapshot *s)
{
	(void)a;
	s->buyer.city = S("București, sector 3");
	s->buyer.county = S("");
}
static void sector_by_code(struct arena *a, struct snapshot *s)
{
	(void)a;
	s->buyer.city = S("Bucuresti");
	s->buyer.county = S("B");
	s->buyer.postcode = S("061344");
}
static void rounding(struct arena *a, struct snapshot *s)
{
	(void)a;
	s->rounding = MONEY_RON(-3);
}
static void zero_price(struct arena *a, struct snapshot *s)
{
	ubl_case_line(a, s, "Broșură", DECIMAL_INT(1), DECIMAL_INT(0), 'S', 21);
}
static void huge(struct arena *a, struct snapshot *s)
{
	(void)a;
	s->lines.at[0].price = DECIMAL_INT(INT64_C(1000000000000));
}
static void unit_unknown(struct arena *a, struct snapshot *s)
{
	(void)a;
	s->lines.at[0].unit = S("grupe");
}
static void export(struct arena *a, struct snapshot *s)
{
	one_category(a, s, 'G', 0);
	foreign(s, "USD", "US", "98-7654321", 43210);
}
static void euro(struct arena *a, struct snapshot *s)
{
	(void)a;
	foreign(s, "EUR", NULL, "", 49765);
}
static void consumer_abroad(struct arena *a, struct snapshot *s)
{
	(void)a;
	foreign(s, "EUR", "DE", "", 49765);
	s->buyer.vat_registered = false;
}

static void old_rates(struct arena *a, struct snapshot *s)
{
	s->lines = (struct lines){ 0 };
	s->tax_point = ubl_case_day(2025, 7, 31);
	s->delivery = s->tax_point;
	(void)ubl_case_line(a, s, "Curs", DECIMAL_INT(1), DECIMAL_INT(100), 'S', 19);
	(void)ubl_case_line(a, s, "Manual", DECIMAL_INT(1), DECIMAL_INT(45), 'S', 9);
	(void)ubl_case_line(a, s, "Carte", DECIMAL_INT(7), (struct decimal){ 1234, 2 }, 'S', 5);
}

static void exempt_words(struct arena *a, struct snapshot *s)
{
	one_category(a, s, 'E', 0);
	s->lines.at[0].vat_code = S("");
	s->lines.at[0].vat_reason = S("Închiriere, art. 292 alin. (2) lit. e) Cod fiscal");
}

static void intra_community(struct arena *a, struct snapshot *s)
{
	one_category(a, s, 'K', 0);
	foreign(s, "EUR", "DE", "123456789", 49765);
	s->delivery = ubl_case_day(2026, 11, 10);
}

static void intra_community_bare(struct arena *a, struct snapshot *s)
{
	intra_community(a, s);
	s->delivery = DAY_NONE;
	s->buyer.tax_id = S("DE123456789");
}

static void no_payer(struct arena *a, struct snapshot *s)
{
	one_category(a, s, 'O', 0);
	s->seller.vat_registered = false;
	s->mentions = S("Neplătitor de TVA, art. 310 Cod fiscal");
}

static void no_payer_sells_exempt(struct arena *a, struct snapshot *s)
{
	one_category(a, s, 'E', 0);
	s->seller.vat_registered = false;
}

static void on_collection(struct arena *a, struct snapshot *s)
{
	(void)a;
	s->tax_point_code = S("432");
	s->mentions = S("TVA la încasare");
	s->tax_point = ubl_case_day(2026, 11, 10);
}

static void credit_note(struct arena *a, struct snapshot *s)
{
	mirror(a, s);
	s->type_code = S("381");
	s->tax_point = ubl_case_day(2026, 11, 10);
}

static void less_advance(struct arena *a, struct snapshot *s)
{
	struct doc_ref *r = ARENA_PUSH(a, &s->advances);
	struct line *l =
		ubl_case_line(a, s, "Avans FCT 0007", DECIMAL_INT(-1), DECIMAL_INT(270), 'S', 21);

	*r = (struct doc_ref){ S("FCT 0007"), ubl_case_day(2026, 10, 20) };
	l->takes_off = r->label;
}

static void paid_before(struct arena *a, struct snapshot *s)
{
	(void)a;
	s->preceding = S("PRF 0031");
	s->preceding_day = ubl_case_day(2026, 11, 2);
	s->prepaid = MONEY_RON(50000);
}

static void paid_whole(struct arena *a, struct snapshot *s)
{
	paid_before(a, s);
	s->prepaid = MONEY_RON(108900);
}

static void references(struct arena *a, struct snapshot *s)
{
	(void)a;
	s->order_ref = S("OFR 0004");
	s->contract_ref = S("CTR 0002");
	s->period_from = ubl_case_day(2026, 11, 1);
	s->period_to = ubl_case_day(2026, 11, 30);
	s->lines.at[0].period_from = s->period_from;
	s->lines.at[0].period_to = s->period_to;
}

static void long_texts(struct arena *a, struct snapshot *s)
{
	s->lines.at[0].name = ubl_case_words(a, 340);
	s->lines.at[0].description = ubl_case_words(a, 900);
	s->note = ubl_case_words(a, 2000);
	s->buyer.street = ubl_case_words(a, 340);
	s->buyer.name = ubl_case_words(a, 198);
}

static void odd_letters(struct arena *a, struct snapshot *s)
{
	(void)a;
	s->lines.at[0].name = S("Cafea ☕ <b>\"mare\"</b> & ceai\x01 \xff مرحبا 😀");
	s->buyer.name = S("Ștefan & Țuțu <ltd> 'x'");
	s->note = S("unu\ndoi\r\n\n  trei]]>  ");
}

static void many_lines(struct arena *a, struct snapshot *s)
{
	for (int i = 0; i < 199; i++)
		(void)ubl_case_line(a, s, "Articol", (struct decimal){ i + 1, 2 },
				    (struct decimal){ 333 + i, 2 }, 'S', i % 2 ? 21 : 11);
}

static const struct {
	const char *name;
	void (*make)(struct arena *a, struct snapshot *s);
} rows[] = {
	{ "standard-21", plain },
	{ "rates-21-11", two_rates },
	{ "rates-19-9-5", old_rates },
	{ "zero-rated", zero },
	{ "exempt", exempt },
	{ "exempt-in-words", exempt_words },
	{ "reverse-charge", reverse },
	{ "intra-community-eur", intra_community },
	{ "intra-community-no-delivery", intra_community_bare },
	{ "export-usd", export },
	{ "no-payer", no_payer },
	{ "no-payer-sells-exempt", no_payer_sells_exempt },
	{ "vat-on-collection", on_collection },
	{ "eur-with-vat-in-lei", euro },
	{ "consumer-abroad", consumer_abroad },
	{ "storno", storno },
	{ "storno-with-adjusts", storno_adjusts },
	{ "credit-note-381", credit_note },
	{ "corrected-384", corrected },
	{ "self-billed-389", self_billed },
	{ "accounting-751", accounting },
	{ "advance", advance },
	{ "less-advance", less_advance },
	{ "adjusts", with_adjusts },
	{ "charges-of-nothing", charges_of_nothing },
	{ "consumer", consumer },
	{ "consumer-with-cnp", consumer_cnp },
	{ "sector-by-city", sector_by_city },
	{ "sector-by-postcode", sector_by_code },
	{ "paid-before", paid_before },
	{ "paid-whole", paid_whole },
	{ "references-and-period", references },
	{ "rounding", rounding },
	{ "price-zero", zero_price },
	{ "long-texts", long_texts },
	{ "odd-letters", odd_letters },
	{ "two-million-millions", huge },
	{ "unit-unknown", unit_unknown },
	{ "lines-200", many_lines },
	{ "attachment", plain },
};

bool ubl_case_at(struct arena *a, size_t i, struct ubl_case *ret)
{
	if (i >= ARRAY_LEN(rows))
		return false;
	*ret = (struct ubl_case){ .name = rows[i].name };
	ubl_case_begin(a, &ret->s);
	rows[i].make(a, &ret->s);
	ubl_case_sums(a, &ret->s);
	if (i == ARRAY_LEN(rows) - 1)
		*ARENA_PUSH(a, &ret->files) =
			(struct ubl_file){ S("PV 0002"), S("Proces-verbal"), S("PV-0002.pdf"),
					   S("application/pdf"), S("%PDF-1.4 not really") };
	return true;
}
