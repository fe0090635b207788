/* agent/core/doc_fields against the layouts: every mandatory field of every kind is printed in both
 * languages, and its loss is seen. Each field gets a value that stands nowhere else; then it is taken
 * away again. */
#include "doc_context.h"
#include "doc_fields.h"
#include "doc_items.h"
#include "load_look.h"
#include "sample.h"
#include "unit.h"
#include "utf8.h"
#include "words.h"

/* Words of the layouts. */
static const struct {
	const char *field;
	enum doc_kind kind;
	const char *words[2]; /* ro, en */
} phrases[] = {
	{ "text.accept", DOC_OFFER, { "Ca să acceptați", "To accept" } },
	{ "text.not_fiscal", DOC_PROFORMA, { "nu este factură fiscală", "not a fiscal invoice" } },
	{ "text.object", DOC_CONTRACT, { "Obiectul", "Object" } },
	{ "text.price", DOC_CONTRACT, { "Prețul și plata", "Price and payment" } },
	{ "text.term", DOC_CONTRACT, { "Durata", "Term" } },
	{ "text.notice", DOC_CONTRACT, { "preaviz scris", "written notice" } },
	{ "text.mail",
	  DOC_CONTRACT,
	  { "art. 4 alin. (9) din Legea nr. 214/2024", "art. 4 (9) of Romanian Law 214/2024" } },
	{ "text.data", DOC_CONTRACT, { "Date cu caracter personal", "Personal data" } },
	{ "text.signatures", DOC_CONTRACT, { "Beneficiar", "Client" } },
	{ "text.signatures", DOC_PV, { "Beneficiar, am primit", "For the client" } },
	{ "text.result", DOC_PV, { "Rezultatul recepției", "Result" } },
	{ "text.cashier", DOC_RECEIPT, { "Casier", "Cashier" } },
};

/* Where a field of the snapshot stands in what a layout is given, when not under its own name. */
static const struct {
	const char *field, *context;
} shown_as[] = {
	{ "seller.tax_id", "seller.tax_code" },
	{ "buyer.tax_id", "buyer.tax_code" },
	{ "seller.iban", "iban" },
	{ "lines.qty", "lines.amount" },
	{ "lines.price", "lines.unit_price" },
	{ "vat.rate", "vat.label" },
};

struct shop {
	struct look *look;
	struct type type;
};

static bool shop_open(struct shop *s)
{
	struct why why = { "" };

	if (!CHECK_RC(load_look(PLIC_SOURCE_DIR "/templates", NULL, &s->look, &why), RC_OK))
		return false;
	return CHECK_RC(type_open(unit_arena(), look_file(s->look, "fonts/regular.ttf"),
				  look_file(s->look, "fonts/bold.ttf"), &s->type, &why),
			RC_OK);
}

/* Blanks do not count: an account number is printed in fours, a sum with a thin blank. */
static struct span packed(struct arena *a, struct span s)
{
	char *p = arena_alloc(a, s.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		size_t nbsp = s.len - i > 1 && memcmp(s.ptr + i, "\xc2\xa0", 2) == 0     ? 2 :
			      s.len - i > 2 && memcmp(s.ptr + i, "\xe2\x80\xaf", 3) == 0 ? 3 :
											   0;

		if (nbsp)
			i += nbsp - 1;
		else if (s.ptr[i] > ' ' || s.ptr[i] < 0)
			p[n++] = s.ptr[i];
	}
	return (struct span){ p, n };
}

/* All that a document says, packed, and what its layout was given. */
static struct span say(struct shop *shop, struct arena *a, const struct snapshot *s,
		       struct value **context)
{
	struct items items = { 0 };
	struct why why = { "" };
	struct buf b;

	shop->type.arena = a;
	if (doc_context(shop->look, a, s, FACE_ISSUED, context, &why) ||
	    doc_items(&shop->type, shop->look, s, *context, &items, &why)) {
		FAIL("%s", why.text);
		return S("");
	}
	buf_init(&b, a, 1 << 20);
	for (size_t i = 0; i < items.n; i++)
		for (unsigned k = 0; k < items.at[i].n; k++)
			buf_add(&b, items.at[i].part[k]);
	return packed(a, buf_span(&b));
}

/* The value at "seller.name", "total", of the last item of a list. */
static struct value **slot(struct value *v, struct span path)
{
	size_t dot = span_find_char(path, '.', 0);
	struct span head = dot == SIZE_MAX ? path : span_sub(path, 0, dot);

	if (v->kind == VALUE_LIST)
		return v->u.list.n ? slot(v->u.list.at[v->u.list.n - 1], path) : NULL;
	for (size_t i = 0; v->kind == VALUE_MAP && i < v->u.map.n; i++)
		if (span_eq(v->u.map.at[i].key, head))
			return dot == SIZE_MAX ? &v->u.map.at[i].val :
						 slot(v->u.map.at[i].val, span_from(path, dot + 1));
	return NULL;
}

/* A value of the same kind that no sample has. */
static struct value *marker(struct arena *a, const struct value *old, struct span field)
{
	struct money m = { 7712345, "" };
	struct day day;

	if (old->kind == VALUE_MONEY) {
		memcpy(m.cur, old->u.money.cur, sizeof(m.cur));
		return value_money(a, m);
	}
	if (old->kind == VALUE_DECIMAL)
		return value_decimal(a, span_ends(field, S("rate")) ?
						DECIMAL_INT(17) :
						(struct decimal){ 473325, 2 });
	if (old->kind == VALUE_TEXT)
		return value_str(a, span_ends(field, S("tax_id")) || span_eq_str(field, "number") ?
					    "77665544" :
					    "Qzxw");
	CHECK_RC(day_parse(S("2031-03-17"), &day), RC_OK);
	return value_day(a, day);
}

static struct value *nothing(struct arena *a, const struct value *old)
{
	struct money m = { 0, "" };

	if (old->kind == VALUE_MONEY) {
		memcpy(m.cur, old->u.money.cur, sizeof(m.cur));
		return value_money(a, m);
	}
	if (old->kind == VALUE_DECIMAL)
		return value_decimal(a, DECIMAL_INT(0));
	return old->kind == VALUE_TEXT ? value_str(a, "") : value_day(a, DAY_NONE);
}

static struct snapshot *with(struct arena *a, const struct snapshot *from, struct span field,
			     bool marked)
{
	struct value *tree = snapshot_to_value(a, from), **at = slot(tree, field);
	struct snapshot *s = ARENA_NEW(a, struct snapshot);
	struct why why = { "" };

	if (!at) {
		FAIL("no such key of a snapshot: %.*s", SPAN_ARG(field));
		return s;
	}
	*at = marked ? marker(a, *at, field) : nothing(a, *at);
	if (!CHECK_RC(snapshot_from_value(a, tree, s, &why), RC_OK))
		FAIL("%s", why.text);
	return s;
}

/* Does the text hold the field as the layout was given it, in any of its forms? */
static bool is_printed(struct arena *a, struct value *context, struct span field, struct span text)
{
	static const char *const forms[] = { "", "_plain", "_long", "_short" };
	struct span name = field;

	for (size_t i = 0; i < ARRAY_LEN(shown_as); i++)
		if (span_eq_str(field, shown_as[i].field))
			name = span_of(shown_as[i].context);
	for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
		struct span path = arena_fmt(a, "%.*s%s", SPAN_ARG(name), forms[i]), want;
		struct value **v = slot(context, path);

		want = v && (*v)->kind == VALUE_TEXT ? packed(a, (*v)->u.text) : S("");
		if (want.len && span_find(text, want, 0) != SIZE_MAX)
			return true;
	}
	return false;
}

/* A period is printed in one piece, its year once. */
static struct span part_of_period(struct span field)
{
	return span_eq_str(field, "period_from") || span_eq_str(field, "period_to") ? S("period") :
										      field;
}

static void check_field(struct shop *shop, const struct doc_field *f, enum doc_kind kind, int en)
{
	SCOPED_ARENA a = arena_new(64 << 20);
	struct snapshot *sample = sample_snapshot(a, kind, en ? S("en") : S("ro"));
	struct span field = span_of(f->field), text, less, golden;
	struct value *context, *other;

	UNIT_CASE("%s %s: %s", doc_kind_name(kind), en ? "en" : "ro", f->field);
	golden = say(shop, a, sample, &other);
	text = say(shop, a, with(a, sample, field, true), &context);
	if (!CHECK(is_printed(a, context, part_of_period(field), text)))
		return;
	less = say(shop, a, with(a, sample, field, false), &other);
	/* The value is gone, and the text is another than the one that is kept (tests/render/want). */
	CHECK(!is_printed(a, context, part_of_period(field), less));
	if (f->when == FIELD_ALWAYS || f->when == FIELD_VAT)
		CHECK(!span_eq(less, golden));
}

TEST(doc_fields_are_printed_and_missed)
{
	struct shop shop;
	unsigned n = 0;

	if (!shop_open(&shop))
		return;
	for (size_t i = 0; i < doc_fields_n; i++)
		for (int k = 0; k < DOC_KINDS * 2; k++) {
			const struct doc_field *f = &doc_fields[i];

			if (!(f->kinds & 1u << k / 2) || strncmp(f->field, "text.", 5) == 0 ||
			    strcmp(f->field, "total_words") == 0)
				continue;
			check_field(&shop, f, (enum doc_kind)(k / 2), k % 2);
			n++;
		}
	CHECK(n > 250);
	look_free(shop.look);
}

TEST(doc_fields_of_words_are_printed)
{
	struct shop shop;

	if (!shop_open(&shop))
		return;
	for (size_t i = 0; i < doc_fields_n; i++)
		for (int k = 0; k < DOC_KINDS * 2; k++) {
			const struct doc_field *f = &doc_fields[i];
			SCOPED_ARENA a = arena_new(64 << 20);
			struct snapshot *s;
			struct value *context;
			struct span text, want = S("");

			if (!(f->kinds & 1u << k / 2))
				continue;
			s = sample_snapshot(a, (enum doc_kind)(k / 2), k % 2 ? S("en") : S("ro"));
			if (strcmp(f->field, "total_words") == 0)
				want = words_money(a, s->lang, s->total);
			else if (strncmp(f->field, "text.", 5) != 0)
				continue;
			for (size_t j = 0; j < ARRAY_LEN(phrases); j++)
				if (strcmp(phrases[j].field, f->field) == 0 &&
				    (int)phrases[j].kind == k / 2)
					want = span_of(phrases[j].words[k % 2]);
			UNIT_CASE("%s %d: %s", doc_kind_name(s->kind), k % 2, f->field);
			CHECK(want.len > 0);
			text = say(&shop, a, s, &context);
			CHECK(span_find(text, packed(a, want), 0) != SIZE_MAX);
		}
	look_free(shop.look);
}

TEST(doc_fields_that_must_be_there_are_asked_for)
{
	for (int k = 0; k < DOC_KINDS; k++) {
		SCOPED_ARENA a = arena_new(64 << 20);
		struct snapshot *s = sample_snapshot(a, (enum doc_kind)k, S("ro"));
		const struct doc_field *f = doc_field_missing(a, s);

		UNIT_CASE("%s", doc_kind_name(s->kind));
		CHECK(f == NULL);
		if (f)
			FAIL("%s", f->field);
		s->buyer.name = S(" ");
		f = doc_field_missing(a, s);
		CHECK(f != NULL);
		if (f)
			CHECK_STR(f->field, "buyer.name");
		s->seller.street = S("");
		f = doc_field_missing(a, s);
		CHECK(f != NULL);
		if (f)
			CHECK_STR(f->field, "seller.street");
	}
}

/* A contract of a pipeline or product says what every contract must. */
TEST(doc_fields_of_contracts_by_pipeline)
{
	static const char *const variants[] = { "curs", "abonament", "nimic curs" };
	static const struct {
		const char *variant, *own;
	} words[] = { { "curs", "dovada participării" }, { "abonament", "opri abonamentul" } };
	struct shop shop;

	if (!shop_open(&shop))
		return;
	for (size_t v = 0; v < ARRAY_LEN(variants); v++)
		for (size_t j = 0; j < 2 * ARRAY_LEN(phrases); j++) {
			SCOPED_ARENA a = arena_new(64 << 20);
			size_t en = j % 2;
			struct snapshot *s =
				sample_snapshot(a, DOC_CONTRACT, en ? S("en") : S("ro"));
			struct value *context;
			struct span text;

			if (phrases[j / 2].kind != DOC_CONTRACT)
				continue;
			s->variant = span_of(variants[v]);
			text = say(&shop, a, s, &context);
			UNIT_CASE("%s %zu: %s", variants[v], en, phrases[j / 2].field);
			CHECK(span_find(text, packed(a, span_of(phrases[j / 2].words[en])), 0) !=
			      SIZE_MAX);
			for (size_t w = 0; !en && w < ARRAY_LEN(words); w++)
				CHECK((span_find(text, packed(a, span_of(words[w].own)), 0) !=
				       SIZE_MAX) ==
				      (strstr(variants[v], words[w].variant) != NULL));
		}
	look_free(shop.look);
}

/* Each kind names who issues it, when, and to whom; each row names a source. */
TEST(doc_fields_table_is_whole)
{
	static const char *const everywhere[] = { "issue",         "seller.name", "seller.tax_id",
						  "seller.street", "seller.city", "buyer.name" };

	for (size_t e = 0; e < ARRAY_LEN(everywhere); e++) {
		unsigned kinds = 0;

		for (size_t i = 0; i < doc_fields_n; i++)
			if (strcmp(doc_fields[i].field, everywhere[e]) == 0)
				kinds |= doc_fields[i].kinds;
		UNIT_CASE("%s", everywhere[e]);
		CHECK_INT(kinds, (1u << DOC_KINDS) - 1);
	}
	for (size_t i = 0; i < doc_fields_n; i++) {
		UNIT_CASE("%s", doc_fields[i].field);
		CHECK(doc_fields[i].from[0] && doc_fields[i].law[0]);
		for (size_t j = 0; j < i; j++)
			CHECK(strcmp(doc_fields[i].field, doc_fields[j].field) != 0 ||
			      !(doc_fields[i].kinds & doc_fields[j].kinds));
	}
}
