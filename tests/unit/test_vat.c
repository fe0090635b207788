/* VAT as dated data: the shipped config/vat.conf put on documents. */
#include "load_vat.h"
#include "span.h"
#include "unit.h"
#include "vat.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct firm payer(void)
{
	struct firm f = { .vat_payer = true, .lang = S("ro"), .collection_until = DAY_NONE };
	struct why why = { "" };

	if (load_vat(PLIC_SOURCE_DIR "/config", unit_arena(), &f, &why))
		FAIL("%s", why.text);
	return f;
}

static struct day iso(const char *text)
{
	struct day d = DAY_NONE;

	CHECK_RC(day_parse(span_of(text), &d), RC_OK);
	return d;
}

static struct snapshot draft(const char *issue, const char *lang)
{
	struct snapshot s;

	snapshot_begin(&s, DOC_INVOICE);
	s.lang = span_of(lang);
	s.issue = iso(issue);
	memcpy(s.currency, "RON", 4);
	return s;
}

static struct line *add_line(struct snapshot *s, int64_t rate)
{
	struct line *l = ARENA_PUSH(unit_arena(), &s->lines);

	*l = (struct line){ .name = S("Curs"),
			    .qty = DECIMAL_INT(1),
			    .price = DECIMAL_INT(100),
			    .period_from = DAY_NONE,
			    .period_to = DAY_NONE };
	vat_line_rate(l, DECIMAL_INT(rate));
	return l;
}

TEST(vat_housing_has_its_own_dates)
{
	static const struct {
		const char *name, *day;
		int64_t rate;
	} rows[] = {
		{ "housing", "2026-07-31", 9 },
		{ "housing", "2026-08-01", 21 },
		{ "reduced5", "2025-07-31", 5 },
		{ "reduced5", "2025-08-01", 11 },
	};
	struct firm f = payer();

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		UNIT_CASE("%s %s", rows[i].name, rows[i].day);
		CHECK(decimal_eq(vat_rate_at(&f, span_of(rows[i].name), iso(rows[i].day)),
				 DECIMAL_INT(rows[i].rate)));
	}
}

/* What staff write, the category it is, and the code that RO e-Factura takes for it. */
TEST(vat_grounds_are_found_by_their_words)
{
	static const struct {
		const char *words;
		char category;
		const char *code;
	} rows[] = {
		{ "taxare inversa", 'A', "VATEX-EU-AE" },
		{ "reverse charge", 'A', "VATEX-EU-AE" },
		{ "intracomunitar", 'K', "VATEX-EU-IC" },
		{ "export", 'G', "VATEX-EU-G" },
		{ "neimpozabil", 'O', "VATEX-EU-O" },
		{ "scutit invatamant", 'E', "VATEX-EU-132-1I" },
		{ "scutit chirie", 'E', "" },
	};
	struct firm f = payer();

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct vat_ground *g =
			vat_ground_said(&f, span_of(rows[i].words), iso("2026-11-12"));

		UNIT_CASE("%s", rows[i].words);
		CHECK(g != NULL);
		if (!g)
			continue;
		CHECK_INT(g->category, rows[i].category);
		CHECK_SPAN(g->code, rows[i].code);
	}
	CHECK(vat_ground_said(&f, S("scutit"), iso("2026-11-12")) == NULL);
	CHECK(vat_ground_said(&f, S("export"), iso("2015-12-31")) == NULL);
}

/* The tax point decides: the day of delivery where one was said, else the day of issue. */
TEST(vat_rate_follows_the_tax_point)
{
	static const struct {
		const char *issue, *delivery;
		int64_t typed, want;
	} rows[] = {
		{ "2025-08-05", "", 21, 21 },           { "2025-08-05", "2025-07-28", 21, 19 },
		{ "2025-08-05", "2025-08-01", 21, 21 }, { "2025-08-05", "2025-07-31", 11, 9 },
		{ "2026-08-02", "2026-07-30", 21, 21 },
	};
	struct firm f = payer();

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct snapshot s = draft(rows[i].issue, "ro");

		UNIT_CASE("issued %s, delivered %s", rows[i].issue, rows[i].delivery);
		(void)add_line(&s, rows[i].typed);
		if (rows[i].delivery[0])
			s.delivery = iso(rows[i].delivery);
		vat_settle(unit_arena(), &f, &s);
		CHECK(decimal_eq(s.lines.at[0].vat_rate, DECIMAL_INT(rows[i].want)));
		/* a draft that is looked at again stays as it is */
		vat_settle(unit_arena(), &f, &s);
		CHECK(decimal_eq(s.lines.at[0].vat_rate, DECIMAL_INT(rows[i].want)));
	}
}

/* A draft of July that is issued in August. */
TEST(vat_rate_moves_with_the_day_of_issue)
{
	struct firm f = payer();
	struct snapshot s = draft("2025-07-30", "ro");
	struct line *advance;

	(void)add_line(&s, 19);
	advance = add_line(&s, 19);
	advance->takes_off = S("FCT 0003"); /* was invoiced at 19, is taken off at 19 */
	vat_settle(unit_arena(), &f, &s);
	s.issue = iso("2025-08-01");
	vat_settle(unit_arena(), &f, &s);
	CHECK(decimal_eq(s.lines.at[0].vat_rate, DECIMAL_INT(21)));
	CHECK(decimal_eq(s.lines.at[1].vat_rate, DECIMAL_INT(19)));
	CHECK(day_eq(s.tax_point, iso("2025-08-01")));
}

/* Cod fiscal art. 319 (20): the ground in the document's language, once. */
TEST(vat_grounds_are_mentioned)
{
	struct firm f = payer();
	const struct vat_ground *g = vat_ground_named(&f, S("reverse"), iso("2026-11-12"));

	for (int en = 0; en < 2; en++) {
		struct snapshot s = draft("2026-11-12", en ? "en" : "ro");

		vat_line_ground(add_line(&s, 21), g, S("ro"));
		vat_line_ground(add_line(&s, 21), g, S("ro"));
		vat_settle(unit_arena(), &f, &s);
		CHECK_SPANS(s.mentions, g->text[en]);
		CHECK_SPANS(s.lines.at[1].vat_reason, g->text[en]);
		CHECK_RC(snapshot_compute(unit_arena(), &s, NULL), RC_OK);
		CHECK_SPAN(s.vat.at[0].code, "VATEX-EU-AE");
		CHECK_SPANS(s.vat.at[0].reason, g->text[en]);
		CHECK_INT(s.tax.minor, 0);
		CHECK_SPAN(s.tax_point_code, "");
	}
	CHECK_HAS(g->text[0], "Taxare inversă");
}

TEST(vat_on_collection)
{
	static const struct {
		const char *issue;
		int64_t rate;
		enum doc_kind kind;
		bool said;
	} rows[] = {
		{ "2025-12-31", 21, DOC_INVOICE, false }, { "2026-01-01", 21, DOC_INVOICE, true },
		{ "2026-06-30", 11, DOC_INVOICE, true },  { "2026-07-01", 21, DOC_INVOICE, false },
		{ "2026-03-01", 0, DOC_INVOICE, false },  { "2026-03-01", 21, DOC_OFFER, false },
	};
	struct firm f = payer();

	f.collection = true;
	f.collection_since = iso("2026-01-01");
	f.collection_until = iso("2026-06-30");
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct snapshot s = draft(rows[i].issue, "ro");

		UNIT_CASE("%s at %lld", rows[i].issue, (long long)rows[i].rate);
		s.kind = rows[i].kind;
		(void)add_line(&s, rows[i].rate);
		vat_settle(unit_arena(), &f, &s);
		CHECK_SPAN(s.mentions, rows[i].said ? "TVA la încasare" : "");
		CHECK_SPAN(s.tax_point_code, rows[i].said ? "432" : "");
	}
}

TEST(vat_of_no_payer)
{
	struct firm f = payer();
	struct snapshot s = draft("2026-11-12", "ro");

	f.vat_payer = false;
	f.collection = true;
	f.collection_since = iso("2026-01-01");
	(void)add_line(&s, 21);
	vat_settle(unit_arena(), &f, &s);
	CHECK_RC(snapshot_compute(unit_arena(), &s, NULL), RC_OK);
	CHECK_INT(s.lines.at[0].vat_category, 'O');
	CHECK_INT(s.tax.minor, 0);
	CHECK_SPAN(s.vat.at[0].code, "VATEX-EU-O");
	CHECK_HAS(s.mentions, "art. 310 Cod fiscal");
	CHECK_SPAN(s.tax_point_code, "");
}

/* The storno says what its invoice said, whatever the rules are by then. */
TEST(vat_of_a_storno_is_its_invoices)
{
	struct firm f = payer();
	struct snapshot s = draft("2025-07-30", "ro"), m;

	(void)add_line(&s, 19);
	s.number = S("0007");
	vat_settle(unit_arena(), &f, &s);
	CHECK_RC(snapshot_compute(unit_arena(), &s, NULL), RC_OK);
	CHECK_RC(snapshot_mirror(unit_arena(), &s, &m, NULL), RC_OK);
	m.issue = iso("2026-11-12");
	vat_settle(unit_arena(), &f, &m);
	CHECK(decimal_eq(m.lines.at[0].vat_rate, DECIMAL_INT(19)));
}

#define RATE    "rate { name = 'standard' percent = '21' from = '2025-08-01' }\n"
#define GROUND  "ground { name = 'no-payer' category = 'O' ro = 'a' en = 'b' from = '2016-01-01' }\n"
#define MENTION "mention { name = 'collection' ro = 'a' en = 'b' }\n"

TEST(vat_config_is_refused_with_line_and_reason)
{
	static const struct {
		const char *text, *why;
	} rows[] = {
		{ RATE GROUND MENTION, "" },
		{ GROUND MENTION, "no rate is called \"standard\"" },
		{ RATE MENTION, "no ground is called \"no-payer\"" },
		{ RATE GROUND, "no mention is called \"collection\"" },
		{ RATE GROUND "ground { name = 'x' category = 'S' ro = 'a' en = 'b' "
			      "from = '2016-01-01' }\n" MENTION,
		  "vat.conf:3: ground: category = \"S\"" },
		{ RATE GROUND "ground { name = 'x' category = 'E' ro = '' en = 'b' "
			      "from = '2016-01-01' }\n" MENTION,
		  "vat.conf:3: ground: ro = \"\"" },
		{ RATE GROUND MENTION
		  "ground { name = 'x' category = 'E' ro = 'a' en = 'b' from = 'soon' }\n",
		  "vat.conf:4: ground: from = \"soon\"" },
	};
	char dir[] = "/tmp/plic-vat-XXXXXX", path[64];

	CHECK(mkdtemp(dir) != NULL);
	(void)snprintf(path, sizeof(path), "%s/vat.conf", dir);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct firm f = { 0 };
		struct why why = { "" };
		FILE *out = fopen(path, "w");

		UNIT_CASE("%s", rows[i].why);
		if (!CHECK(out != NULL))
			return;
		CHECK(fputs(rows[i].text, out) >= 0);
		CHECK_INT(fclose(out), 0);
		CHECK_RC(load_vat(dir, unit_arena(), &f, &why),
			 rows[i].why[0] ? RC_BAD_CONFIG : RC_OK);
		CHECK_HAS(span_of(why.text), rows[i].why);
	}
	CHECK_INT(unlink(path), 0);
	CHECK_INT(rmdir(dir), 0);
}
