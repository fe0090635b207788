/* plic purge: what is older than config/retention.conf asks. Shown first, under a code; deleted only when that
 * very list is confirmed by its code (OMFP 2634/2015 pt 43: destruction is decided by people and noted). */
#include "archive.h"
#include "cli.h"
#include "clock.h"
#include "load_retention.h"
#include "row_purge.h"
#include "span.h"

#include <unistd.h>

enum { OPT_YES, CODE_BYTES = 6 };

static const struct cli_option options[] = {
	[OPT_YES] = { "da", 0, "CODE", "delete the list that was shown under this code" },
};

static enum rc select_items(struct cli_call *c, struct tx *tx, struct purge_items *ret,
			    struct why *reterr)
{
	struct purge_items all = { 0 };
	struct day today = clock_today();
	enum rc rc = row_purge_before(tx, c->arena, today, &all, reterr);

	for (size_t i = 0; !rc && i < all.n; i++) {
		struct day until =
			retention_until(&c->cfg->retention, all.at[i].kind, all.at[i].made);

		if (day_is_set(until) && day_cmp(until, today) < 0)
			*ARENA_PUSH(c->arena, ret) = all.at[i];
	}
	return rc;
}

/* A hash of what would go: another list has another code. */
static struct span code_of(struct cli_call *c, const struct purge_items *items)
{
	struct sha256 h;
	struct buf b;

	buf_init(&b, c->arena, 256 << 20);
	for (size_t i = 0; i < items->n; i++)
		buf_add_fmt(&b, "%d %lld %.*s\n", (int)items->at[i].what,
			    (long long)items->at[i].row,
			    SPAN_ARG(hash_hex(c->arena, items->at[i].hash.b,
					      sizeof(items->at[i].hash.b))));
	h = hash_sha256(buf_span(&b));
	return hash_hex(c->arena, h.b, CODE_BYTES);
}

static void show(struct cli_call *c, const struct purge_items *items)
{
	for (int kind = 0; kind < RETAIN_KINDS; kind++) {
		struct day first = DAY_NONE, last = DAY_NONE;
		int64_t n = 0, bytes = 0;

		for (size_t i = 0; i < items->n; i++) {
			const struct purge_item *p = &items->at[i];

			if (p->kind != kind)
				continue;
			n++;
			bytes += p->size;
			if (!day_is_set(first) || day_cmp(p->made, first) < 0)
				first = p->made;
			if (!day_is_set(last) || day_cmp(p->made, last) > 0)
				last = p->made;
		}
		if (n)
			cli_say("%-10s %6lld files, %s to %s, %lld KB\n", retention_name(kind),
				(long long)n, arena_str(c->arena, day_iso(c->arena, first)),
				arena_str(c->arena, day_iso(c->arena, last)),
				(long long)(bytes / 1024));
	}
}

static enum rc preview(struct cli_call *c, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct purge_items items = { 0 };
	struct span code;
	enum rc rc = tx_begin_read(c->db, &tx, reterr);

	if (!rc)
		rc = select_items(c, &tx, &items, reterr);
	if (rc)
		return rc;
	if (!items.n) {
		cli_say("nothing is older than config/retention.conf asks\n");
		return RC_OK;
	}
	code = code_of(c, &items);
	show(c, &items);
	cli_say("These would be deleted for ever; numbers, sums and contents stay in the books.\n"
		"To delete them: plic purge --da %.*s\n",
		SPAN_ARG(code));
	return RC_OK;
}

static enum rc delete_shown(struct cli_call *c, const char *said, struct why *reterr)
{
	struct purge_items items = { 0 };
	struct span by = arena_fmt(c->arena, "uid %lld", (long long)getuid()), code;
	SCOPED(tx) tx = { 0 };
	enum rc rc = tx_begin(c->db, &tx, reterr);

	if (!rc)
		rc = select_items(c, &tx, &items, reterr);
	if (rc)
		return rc;
	code = code_of(c, &items);
	if (!items.n || !span_eq_str(code, said))
		return why_fail(
			reterr, RC_REFUSED,
			"--da %.20s: this is not the code of what would go now; run plic purge and look again",
			said);
	rc = row_purge_do(&tx, &items, by, code, clock_now(), reterr);
	if (!rc)
		rc = tx_commit(&tx, reterr);
	if (!rc)
		rc = archive_sweep(c->cfg, c->db, reterr);
	if (!rc)
		cli_say("%zu deleted\n", items.n);
	return rc;
}

static enum rc run(struct cli_call *c, struct why *reterr)
{
	const char *code = c->option[OPT_YES];

	return code ? delete_shown(c, code, reterr) : preview(c, reterr);
}

const struct cli_verb cli_purge = {
	.name = "purge",
	.args = "[--da CODE]",
	.help = "Show what is older than config/retention.conf asks; with the code shown, delete it.",
	.need = NEED_WRITE,
	.options = options,
	.n_options = ARRAY_LEN(options),
	.run = run,
};
