/* Sample look, firm and documents: the ones of the drawn targets. */
#include "sample_look.h"

#include <dirent.h>

#include "unit.h"

static size_t read_dir(struct look_file *files, size_t n, size_t max, const char *dir)
{
	struct arena *a = unit_arena();
	DIR *d = opendir(arena_str(a, arena_fmt(a, "%s/templates/%s", PLIC_SOURCE_DIR, dir)));
	struct dirent *e;

	while (d && (e = readdir(d)) != NULL) {
		struct span path = arena_fmt(a, "%s%s%s", dir, dir[0] ? "/" : "", e->d_name);

		if (e->d_name[0] == '.' || strcmp(e->d_name, "brands") == 0)
			continue;
		if (e->d_type == DT_DIR)
			n = read_dir(files, n, max, arena_str(a, path));
		else if (n < max && !span_ends(path, S(".md")))
			files[n++] = (struct look_file){
				.path = path,
				.bytes = unit_file(arena_str(
					a, arena_fmt(a, "templates/%.*s", SPAN_ARG(path)))),
			};
	}
	if (d)
		closedir(d);
	return n;
}

size_t sample_files(struct look_file *files, size_t max, const struct look_file *extra,
		    size_t n_extra)
{
	static const char *const fonts[] = { "fonts/regular.ttf", "fonts/bold.ttf" };
	size_t n = read_dir(files, 0, max, "");

	/* cut by make; mails do not look into them */
	for (size_t i = 0; i < ARRAY_LEN(fonts) && n < max; i++)
		files[n++] =
			(struct look_file){ .path = span_of(fonts[i]), .bytes = S("\0\1\0\0") };
	for (size_t i = 0; i < n_extra; i++) {
		size_t k = 0;

		while (k < n && !span_eq(files[k].path, extra[i].path))
			k++;
		if (k < max)
			files[k] = extra[i];
		n = k < n ? n : k + 1;
	}
	return n;
}

struct look *sample_look(void)
{
	struct look_file *files = ARENA_ARRAY(unit_arena(), 400, struct look_file);
	size_t n = sample_files(files, 400, NULL, 0);
	struct look *l = NULL;
	struct why why = { 0 };

	if (look_new(files, n, &l, &why) != RC_OK)
		FAIL("%s", why.text);
	return l;
}

struct firm sample_firm(void)
{
	struct firm f = { .brand = S("Atelier Diana"),
			  .address = S("birou@atelierdiana.example"),
			  .lang = S("ro"),
			  .currency = "RON",
			  .vat_payer = true };

	f.self = (struct party){ .name = S("Atelier Diana SRL"),
				 .tax_id = S("18547290"),
				 .vat_registered = true,
				 .reg_no = S("J40/1234/2006"),
				 .street = S("Str. Țepeș Vodă 14"),
				 .city = S("București"),
				 .county = S("B"),
				 .country = S("RO"),
				 .phone = S("021 555 01 02"),
				 .contact = S("Diana Ionescu"),
				 .iban = S("RO49AAAA1B31007593840000"),
				 .bank = S("Banca Exemplu") };
	return f;
}

struct client sample_client(void)
{
	struct client c = { .id = 7, .lang = S("ro") };

	c.party = (struct party){ .name = S("Dl Ion Popescu"),
				  .email = S("ion@exemplu.ro"),
				  .city = S("Cluj-Napoca"),
				  .country = S("RO") };
	return c;
}

struct card sample_card(void)
{
	return (struct card){ .id = 1042,
			      .client = 7,
			      .title = S("Curs Excel avansat"),
			      .stage = S("offered"),
			      .pipeline = S("servicii") };
}

static struct day day_of(int y, int m, int d)
{
	struct day ret = DAY_NONE;

	CHECK_RC(day_from_civil((struct civil){ y, m, d }, &ret), RC_OK);
	return ret;
}

struct snapshot *sample_document(enum doc_kind kind, const char *number, bool paid)
{
	static const char *const prefix[DOC_KINDS] = { "OFR", "PRF", "CTR",  "PV", "FCT",
						       "FCT", "CH",  "SOLD", "INS" };
	struct arena *a = unit_arena();
	struct snapshot *s = ARENA_NEW(a, struct snapshot);
	struct line *line;
	struct firm f = sample_firm();
	struct client c = sample_client();
	struct why why = { 0 };

	snapshot_begin(s, kind);
	s->lang = S("ro");
	s->series = span_of(prefix[kind]);
	s->number = span_of(number);
	s->issue = day_of(2026, 11, 12);
	s->due = day_of(2026, 11, 26);
	memcpy(s->currency, "RON", 4);
	s->seller = f.self;
	s->buyer = c.party;
	line = ARENA_PUSH(a, &s->lines);
	*line = (struct line){ .name = S("Curs Excel avansat"),
			       .description = S("24 de ore"),
			       .qty = DECIMAL_INT(1),
			       .unit = S("buc"),
			       .price = DECIMAL_INT(450),
			       .vat_category = 'S',
			       .vat_rate = DECIMAL_INT(21),
			       .period_from = DAY_NONE,
			       .period_to = DAY_NONE };
	s->reference = arena_fmt(a, "%s%s", prefix[kind], number);
	if (kind == DOC_STORNO) {
		line->qty = DECIMAL_INT(-1);
		s->preceding = S("FCT 0012");
		s->preceding_day = day_of(2026, 11, 10);
	}
	if (paid)
		s->prepaid = MONEY_RON(54450);
	if (snapshot_compute(a, s, &why) != RC_OK)
		FAIL("%s", why.text);
	return s;
}

static struct value *pair(const char *k1, const char *v1, const char *k2, struct value *v2)
{
	struct arena *a = unit_arena();

	return value_set(a, value_set(a, value_new_map(a), k1, value_str(a, v1)), k2, v2);
}

static struct value *change(const char *what, const char *before, const char *after)
{
	struct arena *a = unit_arena();

	return value_set(a, pair("what", what, "before", value_str(a, before)), "after",
			 value_str(a, after));
}

static struct value *list_of(struct value *const *items, size_t n)
{
	struct value *list = value_new_list(unit_arena());

	for (size_t i = 0; i < n; i++)
		value_push(unit_arena(), list, items[i]);
	return list;
}
#define LIST(...)                                  \
	list_of((struct value *[]){ __VA_ARGS__ }, \
		sizeof((struct value *[]){ __VA_ARGS__ }) / sizeof(struct value *))

static void answer_data(struct arena *a, struct value *d)
{
	value_set(a, d, "result", value_str(a, "done"));
	value_set(a, d, "headline", value_str(a, "Popescu Ion, cardul 1042: plătit integral"));
	value_set(a, d, "understood", LIST(value_str(a, "INCASAT 544,50 lei OP 123 12.11.2026")));
	value_set(a, d, "changes",
		  LIST(change("Proforma PRF 0031", "de plată 544,50", "plătită"),
		       change("Cardul 1042", "așteaptă plata", "plătit"),
		       change("Contract CTR 0019", "", "emis, trimis clientului"),
		       change("Factura FCT 0012, 544,50 lei", "", "emisă, trimisă clientului"),
		       change("e-Factura", "", "se depune astăzi, termen 19.11.2026")));
	value_set(a, d, "next",
		  LIST(pair("label", "Arată cardul", "command", value_str(a, "CARD 1042")),
		       pair("label", "Storno FCT 0012", "command", value_str(a, "STORNO FCT 0012")),
		       pair("label", "Anulează (încă 10 minute)", "command",
			    value_str(a, "ANULEAZA")),
		       pair("label", "De ce?", "command", value_str(a, "DE CE"))));
	value_set(a, d, "attached",
		  LIST(value_str(a, "CTR-0019.pdf"), value_str(a, "FCT-0012.pdf")));
}

static void refused_data(struct arena *a, struct value *d)
{
	value_set(a, d, "result", value_str(a, "refused"));
	value_set(a, d, "refusal",
		  value_str(a, "Nu am găsit proforma 31. Pe cardul 1042 este "
			       "proforma PRF 0030, deja plătită."));
	value_set(a, d, "understood", LIST(value_str(a, "INCASAT PRF 31 544,50 lei")));
	value_set(a, d, "instead",
		  LIST(value_str(a, "INCASAT PRF 30 544,50 lei"), value_str(a, "CAUTA Popescu")));
}

static void staff_data(struct arena *a, struct value *d)
{
	struct value *options = LIST(
		pair("label", "PRF 0031, 544,50 lei", "command", value_str(a, "ALOCA P12 PRF 31")),
		pair("label", "FCT 0007, 540,00 lei", "command", value_str(a, "ALOCA P12 FCT 7")));

	value_set(a, d, "headline", value_str(a, "Ce plătesc cei 540,00 lei de la Popescu Ion?"));
	value_set(a, d, "say",
		  LIST(value_str(a, "Ce plătesc cei 540,00 lei de la Popescu Ion?"),
		       value_str(a, "Suma nu este egală cu niciun document deschis al "
				    "clientului.")));
	value_set(a, d, "facts",
		  LIST(pair("label", "Suma", "value", value_money(a, MONEY_RON(54000))),
		       pair("label", "Data", "value", value_day(a, day_of(2026, 11, 12))),
		       pair("label", "Detalii", "value", value_str(a, "plata curs excel"))));
	value_set(a, d, "options", options);
	value_set(a, d, "next", options);
	value_set(a, d, "quote", value_str(a, "Bună ziua,\nașa am plătit eu."));
}

static struct value *digest_document(struct arena *a, const char *label, const char *client,
				     int64_t days, int64_t minor)
{
	struct value *v = pair("label", label, "client", value_str(a, client));

	value_set(a, v, "days", value_int(a, days));
	value_set(a, v, "due", value_day(a, day_of(2026, 11, 30)));
	value_set(a, v, "total", value_money(a, MONEY_RON(minor)));
	return value_set(a, v, "open", value_money(a, MONEY_RON(minor)));
}

static void digest_data(struct arena *a, struct value *d)
{
	struct value *q = pair("client", "Popescu Ion", "title", value_str(a, "Curs Excel"));
	struct value *p = pair("payer", "ACME SRL", "left", value_money(a, MONEY_RON(120000)));

	value_set(a, d, "day", value_day(a, day_of(2026, 11, 12)));
	value_set(a, d, "questions", LIST(value_set(a, q, "card", value_int(a, 1042))));
	value_set(a, d, "questions_n", value_int(a, 1));
	value_set(a, d, "unallocated",
		  LIST(value_set(a, p, "day", value_day(a, day_of(2026, 11, 11)))));
	value_set(a, d, "money_back", LIST(pair("payer", "Ion", "amount", value_str(a, ""))));
	value_set(a, d, "money_in", LIST(pair("payer", "Ion", "left", value_str(a, ""))));
	value_set(a, d, "money_in_sum",
		  LIST(value_money(a, MONEY_RON(174450)),
		       value_money(a, (struct money){ 9900, "EUR" })));
	value_set(a, d, "overdue",
		  LIST(digest_document(a, "FCT 0007", "Maria Rusu", 21, 54000),
		       digest_document(a, "FCT 0009", "ACME SRL", 1, 120000)));
	value_set(a, d, "late", LIST(digest_document(a, "FCT 0007", "Maria Rusu", 21, 54000)));
	value_set(a, d, "overdue_sum", LIST(value_money(a, MONEY_RON(174000))));
	value_set(a, d, "coming_due", LIST(digest_document(a, "FCT 0012", "Ion", 5, 54450)));
	value_set(a, d, "coming_due_sum", LIST(value_money(a, MONEY_RON(54450))));
	value_set(a, d, "issued", LIST(digest_document(a, "FCT 0012", "Popescu Ion", 0, 54450)));
	value_set(a, d, "offers_open", LIST(digest_document(a, "OFR 0044", "Vlad Pop", 3, 250000)));
	value_set(a, d, "cards_n", value_int(a, 2));
	value_set(a, d, "subscriptions_n", value_int(a, 3));
	value_set(a, d, "unsent_n", value_int(a, 0));
}

struct value *sample_data(const char *mail)
{
	struct arena *a = unit_arena();
	struct value *d = value_new_map(a);

	if (strcmp(mail, "answer") == 0)
		answer_data(a, d);
	else if (strcmp(mail, "refused") == 0)
		refused_data(a, d);
	else if (strcmp(mail, "question") == 0 || strcmp(mail, "notice") == 0)
		staff_data(a, d);
	else if (strcmp(mail, "digest") == 0)
		digest_data(a, d);
	value_set(a, d, "text",
		  value_str(a, "Da, cursul începe luni, 16 noiembrie, la ora 9.\n\n"
			       "Sala este la etajul 2 | stânga; *nu* e nevoie de "
			       "laptop."));
	value_set(a, d, "answer", value_str(a, "accepted"));
	value_set(a, d, "asked_by", value_str(a, "altcineva@exemplu.ro"));
	if (!value_get(d, "quote"))
		value_set(a, d, "quote", value_str(a, "accept oferta, mulțumesc"));
	value_set(a, d, "reason", value_str(a, "cursul a fost mutat"));
	value_set(a, d, "payment", value_money(a, MONEY_RON(54450)));
	value_set(a, d, "payment_day", value_day(a, day_of(2026, 11, 12)));
	value_set(a, d, "title", value_str(a, "Mentenanță site"));
	value_set(a, d, "until", value_day(a, day_of(2026, 11, 30)));
	return d;
}
