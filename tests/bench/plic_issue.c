/* `issue`: a proforma from the request's facts to its mail, in one process on one core: decide and commit, then
 * the PDF drawn and the mail built and stored with it, as run/intake.c and run/outbox.c do. The reader child and SMTP are
 * measured by `drain` and `latency`.
 *
 * usage: plic_issue PLIC.CONF FIRST N PDF    prints the seconds; the last PDF is written to the file named */
#include "clock.h"
#include "compose.h"
#include "decide.h"
#include "fact_reader.h"
#include "load_state.h"
#include "row_document_file.h"
#include "span.h"
#include "store_state.h"

static void check(const char *what, enum rc rc, const struct why *why)
{
	if (!rc)
		return;
	fprintf(stderr, "plic_issue: %s: %s\n", what, why->text);
	exit(1);
}

static struct span request(struct arena *a, int n)
{
	return arena_fmt(a, "Authentication-Results: mx.mail.test; dkim=pass header.d=client.test; dmarc=pass "
			    "header.from=client.test\r\nFrom: Ion Popescu <om%d@client.test>\r\nTo: office@mail.test\r\n"
			    "Subject: Inscriere curs\r\nMessage-ID: <issue.%d@client.test>\r\n"
			    "Date: Thu, 12 Nov 2026 09:00:00 +0200\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
			    "Bun\xc4\x83 ziua,\r\n\r\nA\xc8\x99 dori s\xc4\x83 m\xc4\x83 \xc3\xaenscriu la cursul de Excel "
			    "avansat din decembrie.\r\nTelefonul meu este 0722 %06d.\r\n\r\nCu stim\xc4\x83,\r\nIon Popescu\r\n",
			 n, n, n);
}

static void decide_one(struct engine *e, const struct mail_fact *f)
{
	SCOPED(tx) tx = { 0 };
	struct state s;
	struct decision d = { 0 };
	struct message m = { 0 };
	struct why why = { "" };

	check("begin", tx_begin_soon(e->db, &tx, &why), &why);
	check("load", load_for_mail(&tx, e->work, &e->firm, e->reply_key, f, clock_now(), &s, &why), &why);
	check("decide", decide_mail(&s, f, &m, &d, &why), &why);
	if (d.effects.n != 1 || d.effects.at[0].mail.n_document != 1)
		check("decide: no proforma", RC_REFUSED, &why);
	check("store", store_decision(&tx, e->work, &s, &d, 0, &why), &why);
	check("commit", tx_commit(&tx, &why), &why);
}

static void compose_one(struct engine *e, struct arena *list)
{
	struct outbox_rows rows = { 0 };
	struct composed c;
	struct why why = { "" };

	{
		SCOPED(tx) tx = { 0 };

		check("view", tx_begin_read(e->db, &tx, &why), &why);
		check("due", row_outbox_due(&tx, list, FX_SEND_MAIL, OUTBOX_QUEUED, clock_now() + 1, 1, &rows, &why),
		      &why);
	}
	if (rows.n != 1)
		check("no mail is due", RC_REFUSED, &why);
	check("compose", compose_mail(e, rows.at, &c, &why), &why);
	/* What is sent is on the disk before. */
	check("sync", db_sync(e->db, &why), &why);
}

static void keep_last(struct engine *e, int64_t document, const char *path)
{
	SCOPED(tx) tx = { 0 };
	struct why why = { "" };
	struct sha256 hash;
	struct span pdf;
	bool found = false;
	FILE *f = fopen(path, "we");

	check("view", tx_begin_read(e->db, &tx, &why), &why);
	check("pdf", row_document_file_get(&tx, e->work, document, FILE_PDF, &pdf, &hash, &found, &why), &why);
	if (!f || !found || fwrite(pdf.ptr, 1, pdf.len, f) != pdf.len || fclose(f))
		check("keep the PDF", RC_REFUSED, &why);
}

static int64_t number(const char *text)
{
	int64_t n = 0;

	if (!span_to_i64(span_of(text), &n) || n < 0 || n > 100000)
		check("a number is wanted", RC_REFUSED, &(struct why){ "" });
	return n;
}

static struct mail_fact *read_facts(const struct engine *e, struct arena *a, int first, int n)
{
	struct mail_fact *f = ARENA_ARRAY(a, (size_t)n, struct mail_fact);
	struct fact_reader *reader;
	struct why why = { "" };

	check("reader", fact_reader_open(e->reader_cfg, &reader, &why), &why);
	for (int i = 0; i < n; i++)
		check("read", fact_reader_read(reader, a, request(a, first + i), &f[i], &why), &why);
	fact_reader_close(reader);
	return f;
}

int main(int argc, char **argv)
{
	SCOPED_ARENA facts = arena_new((size_t)1 << 30);
	SCOPED_ARENA list = arena_new((size_t)16 << 20);
	struct mail_fact *fact;
	struct config *cfg;
	struct engine e;
	struct why why = { "" };
	struct db *db;
	int64_t start;
	int n;

	if (argc == 2 && strcmp(argv[1], "--reader") == 0)
		return reader_child_main();
	if (argc != 5)
		return 64;
	n = (int)number(argv[3]);
	clock_start_at(1794477600); /* 2026-11-12 12:00 in Romania */
	check("config", config_load(argv[1], &cfg, NULL, &why), &why);
	check("open", db_open(arena_str(facts, arena_fmt(facts, "%s/plic.db", config_path(cfg, cfg->paths.dir))),
			      DB_RW, &db, &why), &why);
	check("engine", engine_open(cfg, db, &e, &why), &why);
	fact = read_facts(&e, facts, (int)number(argv[2]), n);
	start = clock_mono_ms();
	for (int i = 0; i < n; i++) {
		decide_one(&e, &fact[i]);
		arena_clear(e.work);
		compose_one(&e, list);
		arena_clear(e.work);
		arena_clear(list);
	}
	printf("%lld.%03lld\n", (long long)(clock_mono_ms() - start) / 1000,
	       (long long)(clock_mono_ms() - start) % 1000);
	keep_last(&e, n, argv[4]);
	engine_close(&e);
	db_close(db);
	config_free(cfg);
	return 0;
}
