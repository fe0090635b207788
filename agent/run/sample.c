/* The sample firm and its papers. */
#include "sample.h"

#include <assert.h>

#include "span.h"

static struct day sample_day(int year, int month, int day)
{
	struct day d;
	enum rc rc = day_from_civil((struct civil){ year, month, day }, &d);

	assert(rc == RC_OK);
	return d;
}

static const struct party sample_seller = {
	.name = S("Atelier Diana SRL"),
	.tax_id = S("18547290"),
	.vat_registered = true,
	.reg_no = S("J40/4512/2006"),
	.street = S("Str. Țepeș Vodă nr. 14, sector 2"),
	.city = S("București"),
	.county = S("B"),
	.postcode = S("021521"),
	.country = S("RO"),
	.email = S("contact@atelierdiana.ro"),
	.contact = S("Diana Marinescu"),
	.iban = S("RO49AAAA1B31007593840000"),
	.bank = S("Banca Transilvania"),
};
static const struct party sample_person = {
	.name = S("Popescu Ion"),
	.street = S("Str. Știrbei Vodă nr. 7, ap. 3"),
	.city = S("Cluj-Napoca"),
	.county = S("CJ"),
	.postcode = S("400110"),
	.country = S("RO"),
	.email = S("ion.popescu@exemplu.ro"),
};
static const struct party sample_company = {
	.name = S("Brâncuși Construct SRL"),
	.tax_id = S("14399840"),
	.vat_registered = true,
	.reg_no = S("J35/1187/2002"),
	.street = S("Bd. Revoluției din 1989 nr. 22"),
	.city = S("Timișoara"),
	.county = S("TM"),
	.postcode = S("300024"),
	.country = S("RO"),
	.email = S("office@brancusi-construct.ro"),
	.contact = S("Mihai Țăran"),
};
static const struct party sample_abroad = {
	.name = S("Nordlys Consulting ApS"),
	.tax_id = S("DK31234567"),
	.street = S("Vesterbrogade 12, 3. sal"),
	.city = S("København"),
	.postcode = S("1620"),
	.country = S("DK"),
	.email = S("accounts@nordlys.example"),
	.contact = S("Søren Ågård"),
};

struct sample_line {
	const char *name[2], *description[2], *unit[2]; /* ro, en */
	struct decimal qty, price, rate, discount;
};

static const struct sample_line course_lines[] = {
	{ { "Curs Excel avansat, modulul II", "Advanced Excel course, module II" },
	  { "24 de ore, grupa de seară, rata 2 din 6",
	    "24 hours, evening group, instalment 2 of 6" },
	  { "buc", "pcs" },
	  { 1, 0 },
	  { 450, 0 },
	  { 21, 0 },
	  { 0, 0 } },
	{ { "Manual „Tabele și funcții”, ediția 2026",
	    "Handbook “Tables and Functions”, 2026 edition" },
	  { "", "" },
	  { "buc", "pcs" },
	  { 2, 0 },
	  { 60, 0 },
	  { 11, 0 },
	  { 0, 0 } },
	{ { "Consultanță individuală", "Individual consulting" },
	  { "", "" },
	  { "ore", "hours" },
	  { 15, 1 },
	  { 150, 0 },
	  { 21, 0 },
	  { 0, 0 } },
};
static const struct sample_line service_lines[] = {
	{ { "Curs Excel pentru echipe, la sediul clientului",
	    "Excel course for teams, at the client’s office" },
	  { "două grupe de câte 12 persoane, 16 ore fiecare", "two groups of 12, 16 hours each" },
	  { "grupe", "groups" },
	  { 2, 0 },
	  { 3200, 0 },
	  { 21, 0 },
	  { 10, 0 } },
	{ { "Adaptarea materialelor la datele firmei", "Materials adapted to the firm’s data" },
	  { "", "" },
	  { "ore", "hours" },
	  { 12, 0 },
	  { 150, 0 },
	  { 21, 0 },
	  { 0, 0 } },
	{ { "Manual „Tabele și funcții”, ediția 2026",
	    "Handbook “Tables and Functions”, 2026 edition" },
	  { "", "" },
	  { "buc", "pcs" },
	  { 24, 0 },
	  { 60, 0 },
	  { 11, 0 },
	  { 5, 0 } },
};

static void sample_add_lines(struct arena *a, struct snapshot *s, const struct sample_line *from,
			     size_t n, size_t en)
{
	for (size_t i = 0; i < n; i++) {
		struct line *l = ARENA_PUSH(a, &s->lines);

		*l = (struct line){
			.name = span_of(from[i].name[en]),
			.description = span_of(from[i].description[en]),
			.unit = span_of(from[i].unit[en]),
			.qty = from[i].qty,
			.price = from[i].price,
			.vat_category = 'S',
			.vat_rate = from[i].rate,
			.period_from = DAY_NONE,
			.period_to = DAY_NONE,
		};
		line_set_discount(a, l, from[i].discount);
	}
}

static void sample_compute(struct arena *a, struct snapshot *s)
{
	struct why why;
	enum rc rc = snapshot_compute(a, s, &why);

	assert(rc == RC_OK);
}

/* A statement and a letter list documents and payments: name, kind, day, due day, sum. */
static void sample_movement(struct arena *a, struct snapshot *s, const char *name, const char *kind,
			    const struct day days[2], int64_t minor)
{
	*ARENA_PUSH(a, &s->lines) = (struct line){ .name = span_of(name),
						   .unit = span_of(kind),
						   .qty = DECIMAL_INT(minor < 0 ? -1 : 1),
						   .vat_category = 'O',
						   .period_from = days[0],
						   .period_to = days[1],
						   .price = { minor < 0 ? -minor : minor, 2 } };
}

static void sample_account(struct arena *a, struct snapshot *s)
{
	struct day third[] = { sample_day(2026, 9, 14), sample_day(2026, 9, 29) };
	struct day seventh[] = { sample_day(2026, 10, 12), sample_day(2026, 10, 27) };
	struct day twelfth[] = { sample_day(2026, 11, 12), sample_day(2026, 11, 27) };
	struct day paid[] = { sample_day(2026, 10, 2), DAY_NONE };
	struct day opening[] = { sample_day(2026, 9, 1), DAY_NONE };

	if (s->kind == DOC_STATEMENT) {
		s->period_from = opening[0];
		s->period_to = s->issue;
		sample_movement(a, s, "-", "opening", opening, 12000);
	}
	sample_movement(a, s, "FCT 0003", "invoice", third, 99500);
	if (s->kind == DOC_STATEMENT)
		sample_movement(a, s, "P4 · OP 123", "payment", paid, -61500);
	sample_movement(a, s, "FCT 0007", "invoice", seventh, 54450);
	if (s->kind == DOC_STATEMENT)
		sample_movement(a, s, "FCT 0012", "invoice", twelfth, 94995);
	s->due = s->kind == DOC_REMINDER ? sample_day(2026, 11, 19) : DAY_NONE;
	s->series = s->number = S("");
	sample_compute(a, s);
	s->reference = s->kind == DOC_REMINDER ? S("FCT0003, FCT0007") : S("");
}

static struct snapshot *sample_blank(struct arena *a, enum doc_kind kind, bool en)
{
	static const struct {
		struct span series, number;
	} label[DOC_PAPERS] = {
		[DOC_OFFER] = { S("OFR"), S("0044") },    [DOC_PROFORMA] = { S("PRF"), S("0031") },
		[DOC_CONTRACT] = { S("CTR"), S("0019") }, [DOC_PV] = { S("PV"), S("0008") },
		[DOC_INVOICE] = { S("FCT"), S("0012") },  [DOC_STORNO] = { S("STN"), S("0002") },
		[DOC_RECEIPT] = { S("CHT"), S("0003") },
	};
	struct snapshot *s = ARENA_NEW(a, struct snapshot);

	snapshot_begin(s, kind);
	s->lang = en ? S("en") : S("ro");
	s->series = label[kind].series;
	s->number = label[kind].number;
	s->issue = sample_day(2026, 11, 12);
	s->due = sample_day(2026, 11, 27);
	memcpy(s->currency, en ? "EUR" : "RON", sizeof(s->currency));
	s->seller = sample_seller;
	s->buyer = en ? sample_abroad :
		   kind == DOC_OFFER || kind == DOC_CONTRACT || kind == DOC_PV ||
				   kind == DOC_STATEMENT || kind == DOC_REMINDER ?
			sample_company :
			sample_person;
	s->reference = arena_fmt(a, "%.*s%.*s", SPAN_ARG(s->series), SPAN_ARG(s->number));
	return s;
}

static void sample_decision(struct snapshot *s, struct arena *a)
{
	static const struct {
		const char *kind, *first, *yearly;
	} rows[] = {
		{ "invoice", "FCT 20270001", "yearly" },
		{ "storno", "STN 0003", "" },
		{ "receipt", "CHT 20270001", "yearly" },
		{ "proforma", "PRF 0032", "" },
		{ "offer", "OFR 0045", "" },
		{ "contract", "CTR 0020", "" },
		{ "pv", "PV 0009", "" },
	};

	s->issue = sample_day(2027, 1, 2);
	s->due = DAY_NONE;
	s->period_from = sample_day(2027, 1, 1);
	s->period_to = sample_day(2027, 12, 31);
	s->title = S("2027");
	s->note = S("Diana Marinescu, contact@atelierdiana.ro");
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		*ARENA_PUSH(a, &s->lines) = (struct line){ .name = span_of(rows[i].first),
							   .unit = span_of(rows[i].kind),
							   .description = span_of(rows[i].yearly),
							   .qty = DECIMAL_INT(1),
							   .vat_category = 'O',
							   .period_from = DAY_NONE,
							   .period_to = DAY_NONE };
	sample_compute(a, s);
}

static void sample_fill(struct arena *a, struct snapshot *s, bool en)
{
	bool service = s->kind == DOC_OFFER || s->kind == DOC_CONTRACT || s->kind == DOC_PV;

	if (en && (s->kind == DOC_OFFER || s->kind == DOC_PROFORMA || s->kind == DOC_INVOICE ||
		   s->kind == DOC_STORNO)) {
		memcpy(s->tax_currency, "RON", sizeof(s->tax_currency));
		s->exchange = (struct decimal){ 50923, 4 };
		s->exchange_day = sample_day(2026, 11, 11);
		s->exchange_source = S("BNR");
	}
	if (service)
		sample_add_lines(a, s, service_lines, ARRAY_LEN(service_lines), en);
	else
		sample_add_lines(a, s, course_lines, ARRAY_LEN(course_lines), en);
	if (service)
		s->title = en ? S("Excel training for the finance team") :
				S("instruirea echipei financiare în Excel");
	if (s->kind == DOC_INVOICE || s->kind == DOC_STORNO) {
		s->period_from = sample_day(2026, 11, 1);
		s->period_to = sample_day(2026, 11, 30);
		s->preceding = S("PRF 0031");
	}
	if (s->kind == DOC_CONTRACT || s->kind == DOC_PV)
		s->order_ref = s->kind == DOC_PV ? S("CTR 0019") : S("OFR 0044");
	if (s->kind == DOC_CONTRACT) {
		s->due = sample_day(2027, 11, 11);
		s->acceptance = arena_fmt(
			a,
			"OFR 0044 · %.*s · „%s” · 2026-11-12T08:15:00Z · SHA-256 "
			"4f0d3a6c51b7e2984c1d70aa2be93f6510c8d7e4a9b25f3376e1c04d8ab91e72",
			SPAN_ARG(s->buyer.email),
			en ? "Accepted, please go ahead" : "Accept, vă rog să începeți");
	}
	if (s->kind == DOC_PV) {
		s->due = DAY_NONE;
		s->period_from = sample_day(2026, 11, 2);
		s->period_to = sample_day(2026, 11, 11);
	}
}

struct snapshot *sample_snapshot(struct arena *a, enum doc_kind kind, struct span lang)
{
	bool en = span_eq_str(lang, "en");
	struct snapshot *s = sample_blank(a, kind, en), *mirror;
	struct why why;
	enum rc rc;

	if (lang.len)
		s->lang = lang;
	if (kind == DOC_DECISION) {
		sample_decision(s, a);
		return s;
	}
	if (kind == DOC_STATEMENT || kind == DOC_REMINDER) {
		sample_account(a, s);
		return s;
	}
	if (kind == DOC_RECEIPT) {
		memcpy(s->total.cur, s->currency, sizeof(s->total.cur));
		s->total.minor = 94995;
		s->net = s->payable = s->total;
		s->due = DAY_NONE;
		s->preceding = S("FCT 0012");
		s->preceding_day = sample_day(2026, 11, 12);
		s->title = en ? S("Advanced Excel course, module II") :
				S("Curs Excel avansat, modulul II");
		return s;
	}
	if (kind != DOC_STORNO) {
		sample_fill(a, s, en);
		sample_compute(a, s);
		return s;
	}
	s = sample_snapshot(a, DOC_INVOICE, lang);
	mirror = ARENA_NEW(a, struct snapshot);
	rc = snapshot_mirror(a, s, mirror, &why);
	assert(rc == RC_OK);
	mirror->series = S("STN");
	mirror->number = S("0002");
	mirror->issue = sample_day(2026, 11, 20);
	mirror->due = DAY_NONE;
	return mirror;
}
