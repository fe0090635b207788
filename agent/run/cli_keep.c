/* plic verify, backup, restore: that the books are whole, and stay so. */
#include "archive.h"
#include "backup.h"
#include "cli.h"
#include "cli_rows.h"
#include "lockfile.h"
#include "seal_verify.h"
#include "span.h"
#include "verify.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static void progress(void *ctx, int64_t done, int64_t all)
{
	const struct cli_call *c = ctx;

	if (!c->json && isatty(STDERR_FILENO))
		(void)fprintf(stderr, "\r%lld of %lld pages%s", (long long)done, (long long)all,
			      done == all ? "\n" : "");
}

static enum rc verify_run(struct cli_call *c, struct why *reterr)
{
	struct findings f = { 0 };
	struct seal_counts seals = { 0 };
	enum rc rc = verify_all(c->db, c->arena, NULL, NULL, &f, reterr);

	if (!rc)
		rc = archive_check(c->cfg, c->db, c->arena, true, &f, reterr);
	if (!rc)
		rc = seals_verify(c->cfg, c->db, c->arena, &f, &seals, reterr);
	if (rc)
		return rc;
	for (size_t i = 0; i < f.n; i++) {
		struct value *v = value_new_map(c->arena);

		value_set(c->arena, v, "rule", value_text(c->arena, f.at[i].rule));
		value_set(c->arena, v, "text", value_text(c->arena, f.at[i].text));
		cli_row(c, v, "rule text");
	}
	if (!c->json)
		cli_say("%lld documents, %lld payments, %lld acceptances, %lld files, %lld messages: %s\n",
			(long long)f.documents, (long long)f.payments, (long long)f.acceptances,
			(long long)f.files, (long long)f.messages,
			f.n ? "see above" : "all is well");
	if (!c->json && seals.looked_at)
		cli_say("%lld seals of ANAF's%s\n", (long long)seals.looked_at,
			seals.unchained ?
				"; whose certificates they are of was not asked: efactura.seal_ca_file" :
				"");
	if (!c->json && seals.unknown)
		cli_say("%lld of them of a form that cannot be checked\n",
			(long long)seals.unknown);
	if (!c->json && seals.known)
		cli_say("%lld of them wrong, and known to be: efactura.seals_known\n",
			(long long)seals.known);
	return f.n ? why_fail(reterr, RC_REFUSED, "%zu findings", f.n) : RC_OK;
}

/* The reply key belongs to a backup: without it old mails could no longer be answered. */
static enum rc copy_key(struct cli_call *c, const char *from, const char *to, struct why *reterr)
{
	char bytes[512];
	ssize_t n;
	int in = open(from, O_RDONLY | O_NOFOLLOW | O_CLOEXEC), out;
	bool ok;

	if (in < 0 && errno == ENOENT)
		return RC_OK; /* never started: there is none yet */
	n = in < 0 ? -1 : read(in, bytes, sizeof(bytes));
	if (in >= 0)
		close(in);
	if (n <= 0)
		return why_fail(reterr, RC_RETRY, "%s: %s", from, strerror(errno));
	out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
	ok = out >= 0 && write(out, bytes, (size_t)n) == n && fsync(out) == 0;
	if (out >= 0)
		ok = close(out) == 0 && ok;
	(void)c;
	return ok ? RC_OK : why_fail(reterr, RC_RETRY, "%s: %s", to, strerror(errno));
}

static const char *in_data(struct cli_call *c, const char *name)
{
	return arena_str(c->arena, arena_fmt(c->arena, "%s/%s",
					     config_path(c->cfg, c->cfg->paths.dir), name));
}

static const char *beside(struct cli_call *c, const char *path)
{
	return arena_str(c->arena, arena_fmt(c->arena, "%s.key", path));
}

static enum rc backup_run(struct cli_call *c, struct why *reterr)
{
	enum rc rc = db_backup(c->db, c->arg[0], progress, c, reterr);

	if (!rc)
		rc = copy_key(c, in_data(c, "reply.key"), beside(c, c->arg[0]), reterr);
	if (!rc)
		cli_say("backup written: %s and %s\n", c->arg[0], beside(c, c->arg[0]));
	return rc;
}

static enum rc restore_run(struct cli_call *c, struct why *reterr)
{
	const char *dir = config_path(c->cfg, c->cfg->paths.dir);
	struct archive_counts n = { 0 };
	SCOPED_DB db = NULL;
	enum rc rc;

	if (mkdir(dir, 0700) != 0 && errno != EEXIST)
		return why_fail(reterr, RC_RETRY, "%s: %s", dir, strerror(errno));
	rc = lockfile_take(c->cfg, reterr);
	if (!rc)
		rc = db_restore(c->arg[0], in_data(c, "plic.db"), progress, c, reterr);
	if (rc == RC_REFUSED)
		return why_prefix(reterr, rc, "the old database is kept: move it away first");
	if (!rc)
		rc = copy_key(c, beside(c, c->arg[0]), in_data(c, "reply.key"), reterr);
	/* The folder of documents is no part of a backup: it is made from the database. */
	if (!rc)
		rc = db_open(in_data(c, "plic.db"), DB_RW, &db, reterr);
	if (!rc)
		rc = archive_rebuild(c->cfg, db, true, &n, reterr);
	if (!rc)
		cli_say("restored into %s; `plic verify` looks it over\n", dir);
	return rc;
}

static enum rc archive_run(struct cli_call *c, struct why *reterr)
{
	struct archive_counts n = { 0 };
	enum rc rc = archive_rebuild(c->cfg, c->db, true, &n, reterr);

	if (!rc)
		cli_say("%s: %lld files, %lld written\n", archive_dir(c->cfg, c->arena),
			(long long)n.files, (long long)n.written);
	return rc;
}

const struct cli_verb cli_archive = {
	.name = "archive",
	.args = "",
	.help = "Make the folder of issued documents again from the database: what lacks, what was changed.",
	.need = NEED_READ,
	.run = archive_run,
};
const struct cli_verb cli_verify = {
	.name = "verify",
	.args = "",
	.help = "Look over series, sums, evidence, every sent document's bytes and the folder of them.",
	.need = NEED_READ,
	.json = true,
	.run = verify_run,
};
const struct cli_verb cli_backup = {
	.name = "backup",
	.args = "FILE",
	.help = "Copy the database, also while the daemon works, with the reply key.",
	.need = NEED_READ,
	.min_arg = 1,
	.max_arg = 1,
	.run = backup_run,
};
const struct cli_verb cli_restore = {
	.name = "restore",
	.args = "FILE",
	.help = "Put a backup into an empty data folder.",
	.need = NEED_CONFIG,
	.min_arg = 1,
	.max_arg = 1,
	.run = restore_run,
};
