/* The words of a command line: which verb, its options, what is no option. Needs nothing of what verbs need. */
#ifndef PLIC_CLI_ARGS_H
#define PLIC_CLI_ARGS_H

#include "cli.h"

enum { CLI_USAGE = 2 }; /* exit status */

struct cli_globals {
	const char *config, *now;
	bool json, verbose;
};

/* The verb is the first word that is no option nor an option's value; *at: where it stands, 0 = there is
 * none. NULL: verbs have it not. */
const struct cli_verb *cli_verb_of(int argc, char **argv, const struct cli_verb *const *verbs,
				   size_t n, int *at);
/* By v's row; the order of argv changes. false: not as the row says, getopt has told. */
bool cli_read_options(int argc, char **argv, const struct cli_verb *v, struct cli_globals *g,
		      struct cli_call *c);
/* Say how v is used, or with NULL where that is told; gives the exit status. */
int cli_usage(const struct cli_verb *v);
/* What scripts and systemd are told: see plic(1), EXIT STATUS. */
int cli_exit_of(enum rc rc);

#endif
