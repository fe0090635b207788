/* plic init: asks (or takes from --set) what it needs, tries every connection, and only then writes
 * the commented configuration with the owner as first staff. */
#include "auth_mail.h"
#include "cli.h"
#include "config_check.h"
#include "config_keys.h"
#include "key.h"
#include "probe.h"
#include "span.h"
#include "token_file.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

static const struct cli_option options[] = {
	{ "set", 's', "KEY=VALUE",
	  "a value instead of a question (repeat); also staff.address, staff.name" },
	{ "password", 0, "FILE",
	  "take the mailbox's password from FILE's first line instead of asking" },
	{ "out", 'o', "FILE", "the configuration to write (default: the one -c names)" },
};

/* Keys worth a question although they have a default. */
static const char *const also_asked[] = { "firm.brand",   "firm.reg_no",      "firm.postcode",
					  "firm.contact", "firm.bank",        "firm.phone",
					  "mail.auth",    "mail.authserv_id", "mail.form_sender",
					  "smtp.port",    "imap.port",        "oauth.provider" };

static bool is_asked(const struct config_key *k, const char *path)
{
	if (!k->def)
		return true;
	for (size_t i = 0; i < ARRAY_LEN(also_asked); i++)
		if (!strcmp(also_asked[i], path))
			return true;
	return false;
}

static void take_sets(struct cli_call *c, struct value *values)
{
	const char *sets = cli_option(c, &cli_init, "set");
	struct span rest = span_of(sets ? sets : ""), line;

	while (span_next_line(&rest, &line)) {
		size_t eq = span_find_char(line, '=', 0);

		if (eq == SIZE_MAX)
			continue;
		value_set(c->arena, values, arena_str(c->arena, span_trim(span_sub(line, 0, eq))),
			  value_text(c->arena, span_trim(span_from(line, eq + 1))));
	}
}

static bool read_line(struct cli_call *c, bool hidden, struct span *ret)
{
	struct termios old, quiet;
	char line[1024];
	bool hide = hidden && tcgetattr(STDIN_FILENO, &old) == 0;
	bool got;

	if (hide) {
		quiet = old;
		quiet.c_lflag &= ~(tcflag_t)ECHO;
		hide = tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet) == 0;
	}
	got = fgets(line, sizeof(line), stdin) != NULL;
	if (hide) {
		if (tcsetattr(STDIN_FILENO, TCSAFLUSH, &old) != 0)
			errno = 0;
		cli_say("\n");
	}
	*ret = got ? arena_span(c->arena, span_trim(span_of(line))) : S("");
	return got;
}

static const char *value_wrong(const struct config_key *k, struct span v, struct arena *a)
{
	int64_t n;

	if (k->type == KEY_INT)
		return span_to_i64(v, &n) && n >= k->min && n <= k->max ? NULL :
									  "is no number that fits";
	return k->type == KEY_TEXT ? config_check_text(k->section, k->name, arena_str(a, v)) : NULL;
}

static enum rc ask_key(struct cli_call *c, const struct config_key *k, const char *path,
		       struct value *values, struct why *reterr)
{
	struct span v = value_get_text(values, path);
	bool given = value_get(values, path) != NULL;
	const char *wrong;

	if (given) {
		wrong = value_wrong(k, v, c->arena);
		return wrong ? why_fail(reterr, RC_BAD_CONFIG, "%s = \"%.*s\" %s", path,
					SPAN_ARG(v), wrong) :
			       RC_OK;
	}
	if (!isatty(STDIN_FILENO))
		return k->def ? RC_OK :
				why_fail(reterr, RC_BAD_CONFIG,
					 "%s is missing: %s Give it with --set %s=...", path,
					 k->help, path);
	for (;;) {
		cli_say("%s\n  %s%s%s%s: ", k->help, path, k->def ? " [" : "", k->def ? k->def : "",
			k->def ? "]" : "");
		if (!read_line(c, false, &v))
			return why_fail(reterr, RC_REFUSED, "no answer; nothing was written");
		if (!v.len && k->def)
			return RC_OK;
		wrong = value_wrong(k, v, c->arena);
		if (!wrong)
			break;
		cli_say("  „%.*s” %s\n", SPAN_ARG(v), wrong);
	}
	value_set(c->arena, values, path, value_text(c->arena, v));
	return RC_OK;
}

static enum rc ask_all(struct cli_call *c, struct value *values, struct why *reterr)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; !rc && i < config_keys_n; i++) {
		const char *path =
			arena_str(c->arena, arena_fmt(c->arena, "%s.%s", config_keys[i].section,
						      config_keys[i].name));

		if (is_asked(&config_keys[i], path) || value_get(values, path) ||
		    (!strcmp(path, "oauth.client_id") &&
		     value_get_text(values, "oauth.provider").len))
			rc = ask_key(c, &config_keys[i], path, values, reterr);
	}
	if (!rc && !value_get_text(values, "staff.address").len) {
		struct span v = S("");

		if (!isatty(STDIN_FILENO))
			return why_fail(
				reterr, RC_BAD_CONFIG,
				"staff.address is missing: the owner's own mail address. Give it with --set staff.address=...");
		cli_say("The owner's own mail address: plic takes commands from it.\n  staff.address: ");
		if (!read_line(c, false, &v))
			return why_fail(reterr, RC_REFUSED, "no answer; nothing was written");
		value_set(c->arena, values, "staff.address", value_text(c->arena, v));
	}
	return rc;
}

static enum rc write_file(const char *path, struct span bytes, struct why *reterr)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	bool ok =
		fd >= 0 && write(fd, bytes.ptr, bytes.len) == (ssize_t)bytes.len && fsync(fd) == 0;

	if (fd >= 0)
		ok = close(fd) == 0 && ok;
	return ok ? RC_OK : why_fail(reterr, RC_RETRY, "%s: %s", path, strerror(errno));
}

/* The password goes into its own file, never into the configuration. */
static enum rc write_password(struct cli_call *c, const char *path, struct why *reterr)
{
	const char *from = cli_option(c, &cli_init, "password");
	struct span pw = S("");
	char line[600] = "";
	FILE *f;

	if (access(path, F_OK) == 0 && !from)
		return RC_OK;
	if (from) {
		f = fopen(from, "re");
		if (!f || !fgets(line, sizeof(line), f))
			line[0] = '\0';
		if (f && fclose(f) != 0)
			line[0] = '\0';
		pw = span_trim(span_of(line));
	} else if (isatty(STDIN_FILENO)) {
		cli_say("The mailbox's password (or app password; it is not shown): ");
		if (!read_line(c, true, &pw))
			pw = S("");
	}
	if (!pw.len)
		return why_fail(reterr, RC_BAD_CONFIG,
				"no password: put it alone into a file and give --password FILE");
	if (unlink(path) != 0 && errno != ENOENT)
		return why_fail(reterr, RC_RETRY, "%s: %s", path, strerror(errno));
	return write_file(path, pw, reterr);
}

static void say(void *ctx, bool ok, const char *what, const char *why)
{
	(void)ctx;
	cli_say("%-6s %-24s %s\n", ok ? "ok" : "WRONG", what, why);
}

/* Tried as it will be used, from a file beside the final one. */
static enum rc try_out(struct cli_call *c, const char *draft, struct why *reterr)
{
	struct config *cfg = NULL;
	struct signin token;
	struct why why;
	struct span key;
	enum rc rc = config_load(draft, &cfg, NULL, reterr), one;

	if (rc)
		return rc;
	rc = probe_files(cfg, say, NULL);
	if (!rc && cfg->oauth.provider[0] &&
	    token_load(cfg, "mail", c->arena, &token, &why) == RC_REFUSED)
		rc = auth_mail(cfg, c->arena, true, reterr);
	one = rc ? rc : probe_connections(cfg, say, NULL);
	rc = rc ? rc : one;
	if (!rc && mkdir(config_path(cfg, cfg->paths.dir), 0700) != 0 && errno != EEXIST)
		rc = why_fail(reterr, RC_RETRY, "%s: %s", config_path(cfg, cfg->paths.dir),
			      strerror(errno));
	if (!rc)
		rc = key_load(cfg, true, c->arena, &key, reterr);
	else if (!reterr->text[0])
		why_set(reterr,
			"nothing was written; correct what is WRONG above and run init again");
	config_free(cfg);
	return rc;
}

/* A configuration in /etc keeps its data in /var/lib, where the units of systemd/ let it write. */
static void place_data(struct cli_call *c, const char *out, struct value *values)
{
	const char *etc = "/etc/", *slash = strrchr(out, '/');

	if (value_get(values, "paths.data") || strncmp(out, etc, strlen(etc)) != 0 ||
	    slash < out + strlen(etc))
		return;
	value_set(c->arena, values, "paths.data",
		  value_text(c->arena,
			     arena_fmt(c->arena, "/var/lib%.*s", (int)(slash - out - 4), out + 4)));
}

/* Files that root writes into the folder of plic's user could not be read by the daemon. */
static enum rc check_user(struct cli_call *c, const char *out, struct why *reterr)
{
	const char *slash = strrchr(out, '/');
	const char *dir =
		slash ? arena_str(c->arena, (struct span){ out, (size_t)(slash - out + 1) }) : ".";
	const struct passwd *pw;
	struct stat st;

	if (geteuid() != 0 || stat(dir, &st) != 0 || st.st_uid == 0)
		return RC_OK;
	pw = getpwuid(st.st_uid);
	if (!pw)
		return RC_OK;
	return why_fail(reterr, RC_REFUSED, "%s belongs to %s: run  runuser -u %s -- plic init",
			dir, pw->pw_name, pw->pw_name);
}

static enum rc run(struct cli_call *c, struct why *reterr)
{
	const char *out = cli_option(c, &cli_init, "out");
	struct value *values = value_new_map(c->arena);
	const char *draft, *password, *slash;
	struct span pw_name;
	struct buf text;
	enum rc rc;

	out = out ? out : c->config_path;
	if (access(out, F_OK) == 0)
		return why_fail(reterr, RC_REFUSED,
				"%s is there already; edit it, or move it away first", out);
	rc = check_user(c, out, reterr);
	if (rc)
		return rc;
	take_sets(c, values);
	place_data(c, out, values);
	rc = ask_all(c, values, reterr);
	if (rc)
		return rc;
	pw_name = value_get_text(values, "imap.password_file");
	slash = strrchr(out, '/');
	password = arena_str(
		c->arena,
		pw_name.len && pw_name.ptr[0] == '/' ?
			pw_name :
			arena_fmt(c->arena, "%.*s%.*s", slash ? (int)(slash - out + 1) : 0, out,
				  SPAN_ARG(pw_name.len ? pw_name : S("imap.password"))));
	if (!value_get_text(values, "oauth.provider").len)
		rc = write_password(c, password, reterr);
	draft = arena_str(c->arena, arena_fmt(c->arena, "%s.draft", out));
	buf_init(&text, c->arena, 1 << 20);
	config_print(&text, values);
	if (!rc && unlink(draft) != 0 && errno != ENOENT)
		rc = why_fail(reterr, RC_RETRY, "%s: %s", draft, strerror(errno));
	if (!rc)
		rc = write_file(draft, buf_span(&text), reterr);
	if (!rc)
		rc = try_out(c, draft, reterr);
	if (!rc && rename(draft, out) != 0)
		rc = why_fail(reterr, RC_RETRY, "%s: %s", out, strerror(errno));
	if (rc && unlink(draft) != 0)
		errno = 0; /* never written */
	if (!rc)
		cli_say("\nWritten: %s. Next: `plic -c %s run`, then mail it AJUTOR from %.*s.\n",
			out, out, SPAN_ARG(value_get_text(values, "staff.address")));
	return rc;
}

const struct cli_verb cli_init = {
	.name = "init",
	.args = "[--out FILE] [--set KEY=VALUE]... [--password FILE]",
	.help = "Ask what is needed, test every connection, write a commented configuration.",
	.need = NEED_PATH,
	.options = options,
	.n_options = ARRAY_LEN(options),
	.run = run,
};
