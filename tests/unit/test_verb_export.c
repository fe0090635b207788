/* EXPORT: who gets what, when, and when nothing leaves. */
#include "commands_kit.h"

static void there_are(struct kit *k, int64_t documents, int64_t bytes, int64_t waiting)
{
	struct hit *h = ARENA_PUSH(k->a, &k->s.hits);

	h->kind = S("export");
	h->data = value_new_map(k->a);
	value_set(k->a, h->data, "documents", value_int(k->a, documents));
	value_set(k->a, h->data, "files", value_int(k->a, documents));
	value_set(k->a, h->data, "bytes", value_int(k->a, bytes));
	value_set(k->a, h->data, "waiting", value_int(k->a, waiting));
}

static struct kit *kit(const char *who)
{
	struct kit *k = kit_new();

	k->firm.export_bytes = 15 << 20;
	k->firm.export_delay_hours = 24;
	kit_from(k, who);
	there_are(k, 12, 1 << 20, 0);
	return k;
}

/* The mail that carries the archive, or NULL. */
static const struct mail_spec *archive(const struct kit *k)
{
	const struct mail_spec *found = NULL;

	for (size_t i = 0; i < k->d.effects.n; i++)
		if (k->d.effects.at[i].mail.export_part)
			found = &k->d.effects.at[i].mail;
	return found;
}

TEST(verb_export_of_a_month)
{
	struct kit *k = kit("geo");
	struct span said = kit_send(k, "export octombrie 2026");
	const struct mail_spec *m = archive(k);

	CHECK_HAS(said, "result=done");
	CHECK_HAS(said, "change: Export 2026-10");
	if (CHECK(m)) {
		CHECK_SPAN(m->to, "geo@firma.example");
		CHECK_SPAN(day_iso(k->a, m->export_period.from), "2026-10-01");
		CHECK_SPAN(day_iso(k->a, m->export_period.to), "2026-10-31");
		CHECK(m->delay_s < 60);
	}
	kit_free(k);
}

TEST(verb_export_too_large_for_mails)
{
	struct kit *k = kit("geo");
	struct span said;

	k->s.hits.n = 0;
	there_are(k, 9000, (int64_t)200 << 20, 0);
	said = kit_send(k, "EXPORT 2026");
	CHECK_HAS(said, "result=refused");
	CHECK_HAS(said, "200 MB (9000 documente)");
	CHECK_HAS(said, "plic export");
	CHECK(!archive(k));
	kit_free(k);
}

TEST(verb_export_of_everything_waits_for_another_owner)
{
	struct kit *k = kit("diana");
	struct span said = kit_send(k, "EXPORT tot");

	CHECK_HAS(said, "result=waiting");
	CHECK(!archive(k));
	CHECK_INT(kit_mails(k, "answer"), 3); /* diana, and dan and eve, who may say DA */
	kit_commit(k);
	there_are(k, 12, 1 << 20, 0);
	kit_reply_to(k, kit_question(k)->id);
	said = kit_send(k, "DA");
	CHECK_HAS(said, "result=refused");
	CHECK_HAS(said, "alt proprietar");
	CHECK(!archive(k));
	kit_from(k, "dan");
	kit_reply_to(k, kit_question(k)->id);
	said = kit_send(k, "DA");
	CHECK_HAS(said, "result=done");
	if (CHECK(archive(k))) {
		CHECK_SPAN(archive(k)->to, "diana@firma.example");
		CHECK(archive(k)->delay_s < 60);
	}
	kit_free(k);
}

TEST(verb_export_of_everything_where_there_is_one_owner)
{
	struct kit *k = kit("diana");
	struct span said;

	for (size_t i = 0; i < k->firm.staff.n; i++)
		if (!span_starts(k->firm.staff.at[i].addr, S("diana")))
			k->firm.staff.at[i].roles &= ~(unsigned)ROLE_OWNER;
	CHECK_HAS(kit_send(k, "EXPORT 2026"), "result=waiting");
	kit_commit(k);
	there_are(k, 12, 1 << 20, 0);
	kit_reply_to(k, kit_question(k)->id);
	said = kit_send(k, "DA");
	CHECK_HAS(said, "pe 13.11.2026");
	if (CHECK(archive(k)))
		CHECK_INT(archive(k)->delay_s, 24 * 3600);
	CHECK_INT(kit_mails(k, "notice"), 2); /* the archive, and the word to the owner */
	kit_commit(k);
	k->s.hits.n = 0;
	there_are(k, 0, 0, 1);
	kit_reply_to(k, 0);
	CHECK_HAS(kit_send(k, "EXPORT STOP"), "result=done");
	CHECK(k->s.exports_stopped);
	kit_free(k);
}

TEST(verb_export_refusals)
{
	static const struct {
		const char *who, *line, *why;
	} row[] = {
		{ "geo", "EXPORT", "Pe ce perioad" },
		{ "geo", "EXPORT brumar", "brumar" },
		{ "geo", "EXPORT 2027-01", "2027-01" },
		{ "geo", "EXPORT STOP", "Niciun export" },
		{ "ana", "EXPORT 2026-10", "result=refused" },
		{ "lia", "EXPORT 2026-10", "result=refused" },
		{ "vio", "EXPORT tot", "result=refused" },
	};

	for (size_t i = 0; i < ARRAY_LEN(row); i++) {
		struct kit *k = kit(row[i].who);
		struct span said = kit_send(k, row[i].line);

		UNIT_CASE("%s: %s", row[i].who, row[i].line);
		CHECK_HAS(said, "result=refused");
		CHECK_HAS(said, row[i].why);
		CHECK(!archive(k));
		kit_free(k);
	}
}
