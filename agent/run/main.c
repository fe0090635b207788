/* plic-office: all of plic, the back office that lives in a mailbox. See front.c and plic(1). */
#include "cli.h"
#include "reader.h"

#include <signal.h>

int main(int argc, char **argv)
{
	(void)signal(SIGPIPE, SIG_IGN);
	/* The reader child is this program again: see run/reader.h. */
	if (argc == 2 && !strcmp(argv[1], "--reader"))
		return reader_child_main();
	return cli_main(argc, argv);
}
