/* SPDX-License-Identifier: ISC */
/*
 * cmd_help.c - `dateline help` and `dateline --help`: the list of commands, from the table that
 * dispatches them.
 */
#include "cli.h"

#include <stdio.h>
#include <string.h>

static void
print_overview(void)
{
	puts("usage: dateline [SOURCE...]        open the reader, or feeds, pages, files, - "
	     "(standard input)\n"
	     "       dateline COMMAND [ARG...]\n");
	for (const struct command *c = commands; c->name != NULL; c++)
		printf("  %-9s %-34s %s\n", c->name, c->usage, c->help);
	puts("\nEach command has --help.  dateline(1) tells all, dateline.conf(5) the settings;\n"
	     "inside the reader ? lists the keys.  `dateline demo` shows what it is.");
}

int
cmd_help(int argc, char **argv)
{
	if (argc < 2) {
		print_overview();
		return 0;
	}
	for (const struct command *c = commands; c->name != NULL; c++)
		if (strcmp(c->name, argv[1]) == 0)
			return cli_usage(argv[1], true);
	fprintf(stderr, "dateline help: there is no command '%s'\n", argv[1]);
	return ERR_USAGE;
}
