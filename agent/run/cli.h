/* The command line: a row per verb. Options, help, `help --json` and the man page's check come from
 * the rows. */
#ifndef PLIC_CLI_H
#define PLIC_CLI_H

#include "arena.h"
#include "config.h"
#include "db.h"

enum cli_need {
	NEED_NOTHING,
	NEED_PATH, /* only where the configuration is: the verb reads it itself */
	NEED_CONFIG,
	NEED_READ, /* database, read-only */
	NEED_WRITE /* database, read-write, migrated */
};
struct cli_option {
	const char *name; /* "lang" -> --lang */
	char letter;      /* 'o' or 0 */
	const char *arg;  /* "FILE", NULL = a flag */
	const char *help;
};
struct cli_call {
	struct arena *arena;
	const char *config_path;
	bool config_named; /* by -c or the environment */
	const struct config *cfg;
	struct db *db;
	bool json;
	const char **arg; /* what is no option */
	int n_arg;
	const char
		*option[12]; /* by the verb's option row; "" for a flag that was given; NULL = not;
				 * a repeated one: all values, a line each */
};
struct cli_verb {
	const char *name, *args, *help;
	enum cli_need need;
	bool json; /* has --json */
	const struct cli_option *options;
	size_t n_options;
	int min_arg, max_arg;
	enum rc (*run)(struct cli_call *c, struct why *reterr);
};

extern const struct cli_verb *const cli_verbs[];
extern const size_t cli_verbs_n;

/* The value of an option of the call's verb, NULL when not given. */
const char *cli_option(const struct cli_call *c, const struct cli_verb *v, const char *name);
/* Parse, prepare what the verb needs, run; gives the exit status. */
int cli_main(int argc, char **argv);
/* Print a value: JSON on one line with --json. */
void cli_print_json(struct cli_call *c, const struct value *v);
/* Messages for people who run it: stdout, flushed. */
void cli_say(const char *fmt, ...) PRINTF_LIKE(1, 2);

#define CLI_VERB(name) extern const struct cli_verb cli_##name
CLI_VERB(run);
CLI_VERB(once);
CLI_VERB(daily);
CLI_VERB(check);
CLI_VERB(auth);
CLI_VERB(status);
CLI_VERB(card);
CLI_VERB(find);
CLI_VERB(documents);
CLI_VERB(export);
CLI_VERB(verify);
CLI_VERB(archive);
CLI_VERB(purge);
CLI_VERB(backup);
CLI_VERB(restore);
CLI_VERB(init);
CLI_VERB(import);
CLI_VERB(read);
CLI_VERB(preview);
CLI_VERB(check_invoice);
CLI_VERB(docs);
CLI_VERB(replay);
CLI_VERB(key);
CLI_VERB(efactura);
CLI_VERB(help);

#endif
