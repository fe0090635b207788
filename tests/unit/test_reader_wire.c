/* The codec between plic and its reader child: nothing is lost, nothing hostile gets through. */
#include "fact_reader.h"
#include "reader_wire.h"
#include "sample_reader.h"
#include "unit.h"

/* A fact in which no field is empty. */
static struct mail_fact full_fact(void)
{
	struct arena *a = unit_arena();
	struct mail_fact f = {
		.kind = SOURCE_CSV,
		.class = MAIL_BOUNCE,
		.class_why = S("class why"),
		.encrypted = true,
		.auth = { .verdict = AUTH_PASS,
			  .by = S("dkim"),
			  .domain = S("client.example"),
			  .why = S("auth why"),
			  .code = AUTH_WEAK,
			  .about = S("about"),
			  .policy_fail = true,
			  .signed_at = 1793000000,
			  .expires = 1793000001,
			  .loose_date = true,
			  .loose_id = true,
			  .loose_to = true,
			  .loose_refs = true,
			  .loose_subject = true },
		.from = { S("Ștefan Țîru"), S("stefan@client.example") },
		.n_from = 1,
		.n_to_cc = 2,
		.reply_to = S("reply@client.example"),
		.subject = S("subiect"),
		.message_id = S("id@client.example"),
		.date = -1234567890123,
		.return_path = S("<>"),
		.text = S("text\ncu linii"),
		.text_after = S("după"),
		.forward = { true, S("f"), S("fn"), S("fs"), S("fd"), S("ft") },
		.request = { true, S("rule"), true, true, S("line"), S("name"), S("email"),
			     S("phone"), S("company"), S("tax"), S("address"), S("product"),
			     S("message") },
		.answer = { .kind = ANSWER_UNSURE, .line = S("da, dar"), .alone = ANSWER_ACCEPT },
		.balances = BALANCES_WRONG,
		.wants_more = true,
		.bank = S("bt"),
	};
	struct command_line *l = ARENA_PUSH(a, &f.lines);

	for (unsigned i = 0; i < sizeof(f.content_key.b); i++)
		f.content_key.b[i] = (uint8_t)(i * 7);
	*ARENA_PUSH(a, &f.to) = (struct mail_addr){ S("Firma"), S("firma@example.ro") };
	*ARENA_PUSH(a, &f.to) = (struct mail_addr){ S(""), S("doi@example.ro") };
	*ARENA_PUSH(a, &f.refs) = S("ref@x");
	*ARENA_PUSH(a, &f.answer.doubts) = S("dacă");
	*ARENA_PUSH(a, &f.auth.proven) = S("client.example");
	*ARENA_PUSH(a, &f.auth.wanted) =
		(struct dkim_key){ S("s1"), S("client.example"), DKIM_KEY_FOUND, S("v=DKIM1") };
	*ARENA_PUSH(a, &f.attachments) =
		(struct attachment){ S("a.pdf"), S("application/pdf"), 1ULL << 40 };
	*ARENA_PUSH(a, &f.bounces) =
		(struct bounce){ S("x@y"),          S("alias@y"), S("5.1.1"), S("userunknown"),
				 S("no such user"), true,         true };
	*ARENA_PUSH(a, &f.bounced_ids) = S("ours@x");
	*ARENA_PUSH(a, &f.notices) =
		(struct notice){ S("bt"),   true,      MONEY_RON(54450), { 20770 }, S("payer"),
				 S("iban"), S("tax"),  S("details"),     S("ref"),  S("account"),
				 S("VS12"), S("kind"), S("as printed"),  8 };
	*ARENA_PUSH(a, &f.entries) = (struct entry){ { 20770 },
						     { 20771 },
						     { 20772 },
						     MONEY_RON(-5),
						     S("party"),
						     S("account"),
						     S("iban"),
						     S("tax"),
						     S("reference"),
						     S("purpose"),
						     S("text"),
						     S("bank"),
						     S("batch"),
						     MONEY_RON(-9),
						     S("e2e"),
						     S("NTRF"),
						     S("own"),
						     S("00004/00001"),
						     3,
						     S("mt940"),
						     S("extras.sta"),
						     S("booked"),
						     { 110, "EUR" },
						     7,
						     true };
	*ARENA_PUSH(a, &f.warnings) = S("line 3: doubt");
	l->line_no = 7;
	l->text = S("LINIE -2 x 1,5 lei");
	*ARENA_PUSH(a, &f.guess) =
		(struct guess_part){ S("amount"), S("Suma"), S("1,50"), MONEY_RON(150) };
	*ARENA_PUSH(a, &f.guess.told) = f.notices.at[0];
	f.guess.title = S("virament sosit");
	f.guess.seen = 3;
	f.guess.mark = MARK_DOT;
	f.guess.text = S("Ati incasat 1.50 RON");
	*ARENA_PUSH(a, &f.guess.told_at) = 7;
	*ARENA_PUSH(a, &f.guess.sums) = S("1.50 RON");
	*ARENA_PUSH(a, &l->tok) =
		(struct token){ TOK_MONEY,       S("LINIE"), S("linie"), { -15, 1 },
				MONEY_RON(-150), { 20000 },  3,          9 };
	return f;
}

static struct span encode(const struct wire_answer *answer)
{
	struct buf out;

	buf_init(&out, unit_arena(), WIRE_ANSWER_MAX + WIRE_HEAD);
	CHECK(wire_put_answer(unit_arena(), &out, answer));
	return buf_span(&out);
}

static struct span payload_of(struct span frame)
{
	enum wire_kind kind;
	size_t len;

	CHECK(wire_head_get(frame.ptr, &kind, &len));
	CHECK_INT(kind, WIRE_ANSWER);
	CHECK_INT(len, frame.len - WIRE_HEAD);
	return span_from(frame, WIRE_HEAD);
}

TEST(wire_keeps_every_field)
{
	struct wire_answer answer = { .cpu_ms = 12, .fact = full_fact() }, got;
	struct span frame = encode(&answer), again;
	const struct mail_fact *f = &got.fact;

	if (!CHECK_RC(wire_get_answer(unit_arena(), payload_of(frame), &got, NULL), RC_OK))
		return;
	/* Encoding what was decoded gives the same bytes: every field that is sent came back. */
	again = encode(&got);
	CHECK_SPANS(again, frame);
	CHECK_INT(got.cpu_ms, 12);
	CHECK_INT(f->class, MAIL_BOUNCE);
	CHECK_INT(f->auth.verdict, AUTH_PASS);
	CHECK_SPAN(f->from.name, "Ștefan Țîru");
	CHECK_INT(f->date, -1234567890123);
	CHECK_INT(f->content_key.b[31], (uint8_t)(31 * 7));
	CHECK_SPAN(f->to.at[1].addr, "doi@example.ro");
	CHECK_INT(f->attachments.at[0].size, 1ULL << 40);
	CHECK(f->bounces.at[0].address_invalid);
	CHECK(f->request.named_source);
	CHECK_SPAN(f->request.message, "message");
	CHECK_INT(f->answer.kind, ANSWER_UNSURE);
	CHECK_INT(f->lines.at[0].tok.at[0].money.minor, -150);
	CHECK_INT(f->lines.at[0].tok.at[0].num.n, -15);
	CHECK_INT(f->lines.at[0].tok.at[0].end, 9);
	CHECK_INT(f->notices.at[0].day.n, 20770);
	CHECK_SPAN(f->guess.at[0].value, "1,50");
	CHECK_INT(f->guess.told.n, 1);
	CHECK_SPAN(f->guess.text, "Ati incasat 1.50 RON");
	if (CHECK_INT(f->guess.told_at.n, 1) && CHECK_INT(f->guess.sums.n, 1)) {
		CHECK_INT(f->guess.told_at.at[0], 7);
		CHECK_SPAN(f->guess.sums.at[0], "1.50 RON");
	}
	CHECK_INT(f->entries.at[0].amount.minor, -5);
	CHECK_INT(f->entries.at[0].entry_date.n, 20772);
	CHECK_INT(f->entries.at[0].fee, 7);
	CHECK_SPAN(f->entries.at[0].status, "booked");
	CHECK_SPAN(f->warnings.at[0], "line 3: doubt");
	CHECK_SPAN(f->bank, "bt");
}

/* A field that the visitor forgets keeps its zero: every byte of the struct that the sample sets must
 * be set after the trip. Pointers differ; only whether they are set is compared. */
TEST(wire_forgets_no_field)
{
	struct wire_answer answer = { .fact = full_fact() }, got;
	const uint64_t *sent, *back;

	if (!CHECK_RC(wire_get_answer(unit_arena(), payload_of(encode(&answer)), &got, NULL),
		      RC_OK))
		return;
	sent = (const uint64_t *)(const void *)&answer.fact;
	back = (const uint64_t *)(const void *)&got.fact;
	for (size_t i = 0; i < sizeof(struct mail_fact) / sizeof(uint64_t); i++) {
		UNIT_CASE("word %zu of struct mail_fact", i);
		CHECK((sent[i] != 0) == (back[i] != 0));
	}
}

TEST(wire_carries_a_refusal_without_facts)
{
	struct wire_answer answer = { .rc = RC_BAD_INPUT, .why = S("too deep") }, got;
	struct span frame = encode(&answer);

	CHECK(frame.len < 40);
	CHECK_RC(wire_get_answer(unit_arena(), payload_of(frame), &got, NULL), RC_OK);
	CHECK_INT(got.rc, RC_BAD_INPUT);
	CHECK_SPAN(got.why, "too deep");
}

TEST(wire_cleans_bad_text_on_the_way_out)
{
	struct wire_answer answer = { .fact = { .subject = { "a\xff"
							     "b\0c",
							     5 } } },
			   got;

	CHECK_RC(wire_get_answer(unit_arena(), payload_of(encode(&answer)), &got, NULL), RC_OK);
	CHECK_SPAN(got.fact.subject, "a\xef\xbf\xbd"
				     "b\xef\xbf\xbd"
				     "c");
}

TEST(wire_refuses_every_cut)
{
	struct wire_answer answer = { .fact = full_fact() }, got;
	struct span payload = payload_of(encode(&answer));
	struct why why;

	for (size_t n = 0; n < payload.len; n++) {
		UNIT_CASE("%zu of %zu bytes", n, payload.len);
		CHECK_RC(wire_get_answer(unit_arena(), span_sub(payload, 0, n), &got, &why),
			 RC_BAD_INPUT);
	}
}

TEST(wire_refuses_more_than_it_asked_for)
{
	struct wire_answer answer = { .fact = full_fact() }, got;
	struct span payload = payload_of(encode(&answer));
	struct span more;
	char *p = arena_alloc(unit_arena(), payload.len + 1);
	struct why why = { "" };

	memcpy(p, payload.ptr, payload.len);
	more = (struct span){ p, payload.len + 1 };
	CHECK_RC(wire_get_answer(unit_arena(), more, &got, &why), RC_BAD_INPUT);
	CHECK_HAS(span_of(why.text), "too many");
}

/* Each byte set to each of a few values: refused, or decoded into something that encodes again and
 * whose enums and texts are in range. Run under the sanitizers by `make asan`. */
TEST(wire_survives_every_wrong_byte)
{
	static const unsigned char value[] = { 0x00, 0x01, 0x7f, 0x80, 0xff };
	struct wire_answer answer = { .fact = full_fact() }, got;
	struct span payload = payload_of(encode(&answer));
	char *p = arena_alloc(unit_arena(), payload.len);
	size_t refused = 0;

	for (size_t i = 0; i < payload.len; i++) {
		for (size_t v = 0; v < sizeof(value); v++) {
			SCOPED_ARENA a = arena_new(64 << 20);
			struct buf out;

			memcpy(p, payload.ptr, payload.len);
			p[i] = (char)value[v];
			if (wire_get_answer(a, (struct span){ p, payload.len }, &got, NULL)) {
				refused++;
				continue;
			}
			CHECK(got.fact.class <= MAIL_OTHER &&
			      got.fact.answer.kind <= ANSWER_UNSURE);
			CHECK(got.rc || got.fact.lines.n <= 60);
			buf_init(&out, a, WIRE_ANSWER_MAX);
			CHECK(wire_put_answer(a, &out, &got));
		}
	}
	CHECK(refused > payload.len);
}

TEST(wire_asks_for_no_more_memory_than_sent)
{
	/* A count of 4 billion in place of every four bytes. */
	struct wire_answer answer = { .fact = full_fact() }, got;
	struct span payload = payload_of(encode(&answer));
	char *p = arena_alloc(unit_arena(), payload.len);

	for (size_t i = 0; i + 4 <= payload.len; i++) {
		SCOPED_ARENA a = arena_new(16 << 20);

		memcpy(p, payload.ptr, payload.len);
		memset(p + i, 0xff, 4);
		if (wire_get_answer(a, (struct span){ p, payload.len }, &got, NULL) == RC_OK)
			CHECK(arena_used(a) < 1 << 20);
	}
}

TEST(wire_heads)
{
	char head[WIRE_HEAD];
	enum wire_kind kind;
	size_t len;

	wire_head_put(head, WIRE_MAIL, WIRE_MAIL_MAX);
	CHECK(wire_head_get(head, &kind, &len));
	CHECK_INT(len, WIRE_MAIL_MAX);
	wire_head_put(head, WIRE_MAIL, WIRE_MAIL_MAX + 1);
	CHECK(!wire_head_get(head, &kind, &len));
	wire_head_put(head, WIRE_ANSWER, WIRE_ANSWER_MAX + 1);
	CHECK(!wire_head_get(head, &kind, &len));
	wire_head_put(head, WIRE_ANSWER, 3);
	head[4] = 'Z';
	CHECK(!wire_head_get(head, &kind, &len));
}

TEST(wire_keeps_the_configuration)
{
	struct reader_config *cfg = sample_reader_config(), got;
	struct span frame, again;
	struct buf out;

	buf_init(&out, unit_arena(), WIRE_CONFIG_MAX);
	CHECK(wire_put_config(unit_arena(), &out, cfg));
	frame = buf_span(&out);
	if (!CHECK_RC(wire_get_config(unit_arena(), span_from(frame, WIRE_HEAD), &got, NULL),
		      RC_OK))
		return;
	buf_init(&out, unit_arena(), WIRE_CONFIG_MAX);
	CHECK(wire_put_config(unit_arena(), &out, &got));
	again = buf_span(&out);
	CHECK_SPANS(again, frame);
	CHECK_INT(got.phrases.n, cfg->phrases.n);
	CHECK_INT(got.banks.at[1].n_pattern, cfg->banks.at[1].n_pattern);
	CHECK_SPANS(got.banks.at[1].pattern[1].regex, cfg->banks.at[1].pattern[1].regex);
	CHECK_INT(got.forms.at[0].n_label, cfg->forms.at[0].n_label);
	CHECK_INT(got.forms.at[0].min_fields, cfg->forms.at[0].min_fields);
	CHECK_INT(got.series.n, cfg->series.n);
	CHECK_SPAN(got.staff.at[0], "ana@example.ro");
	CHECK_SPAN(got.authserv_id, "mx.example.ro");
}

TEST(wire_refuses_too_much)
{
	struct wire_answer answer = { 0 };
	struct buf out;

	for (unsigned i = 0; i < 6000; i++)
		ARENA_PUSH(unit_arena(), &answer.fact.to)->addr = S("a@b.ro");
	buf_init(&out, unit_arena(), WIRE_ANSWER_MAX + WIRE_HEAD);
	CHECK(!wire_put_answer(unit_arena(), &out, &answer));
}

TEST(wire_an_invoice_comes_back_whole_or_not_at_all)
{
	struct ubl_adjust off = { .charge = S("false"), .amount = S("1.00") };
	struct ubl_property colour = { S("culoare"), S("alb") };
	struct ubl_vat vat = { .base = S("100.00"), .category = S("AE") };
	struct ubl_tax tax = { S("0.00"), S("RON"), { &vat, 1, 1 } };
	struct ubl_note note = { S("mulțumim") };
	struct ubl_line lines[] = {
		{ .name = S("Hârtie A4"), .qty = S("10"), .adjusts = { &off, 1, 1 } },
		{ .name = S("Cerneală"), .unit = S("LTR"), .properties = { &colour, 1, 1 } },
	};
	struct wire_answer got,
		answer = { .is_invoice = true,
			   .invoice = { .credit_note = true,
					.head = { .number = S("HA-77"), .lot = S("7") },
					.seller = { .name = S("Hârtia Albă"), .endpoint = S("x") },
					.totals = { .payable = S("120.00") },
					.taxes = { &tax, 1, 1 },
					.notes = { &note, 1, 1 },
					.issue = { 20000 },
					.due = { 20014 },
					.total = { 12245, "RON" },
					.payable = { 12000, "RON" },
					.lines = { lines, 2, 2 },
					.n_lines = 150 } };
	struct span frame = encode(&answer), payload = payload_of(frame), again;
	struct buf out;

	if (!CHECK_RC(wire_get_answer(unit_arena(), payload, &got, NULL), RC_OK))
		return;
	again = encode(&got);
	CHECK(span_eq(again, frame));
	CHECK_SPAN(got.invoice.lines.at[1].name, "Cerneală");
	CHECK_SPAN(got.invoice.lines.at[0].adjusts.at[0].amount, "1.00");
	CHECK_SPAN(got.invoice.lines.at[1].properties.at[0].value, "alb");
	CHECK_SPAN(got.invoice.taxes.at[0].vat.at[0].category, "AE");
	CHECK_SPAN(got.invoice.seller.endpoint, "x");
	CHECK_INT(got.invoice.n_lines, 150);
	for (size_t cut = 0; cut < payload.len; cut++)
		CHECK(wire_get_answer(unit_arena(), span_sub(payload, 0, cut), &got, NULL) ==
		      RC_BAD_INPUT);
	answer.invoice.total.cur[0] = 'r'; /* no currency: nothing is sent */
	buf_init(&out, unit_arena(), WIRE_ANSWER_MAX + WIRE_HEAD);
	CHECK(!wire_put_answer(unit_arena(), &out, &answer));
}
