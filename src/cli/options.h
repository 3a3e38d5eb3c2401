/* SPDX-License-Identifier: ISC */
/*
 * options.h - the options of a subcommand as a table.
 */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

struct cli_option {
	const char *name;   /* without "--" */
	bool *flag;         /* set to true when given; or */
	const char **value; /* gets the argument */
};

/* Reads the options of argv (which getopt permutes) and leaves *argc and *argv as the operands.
 * --help is always there.  False: *status is the exit status to end with. */
bool cli_options(const struct cli_option *table, size_t count, int *argc, char ***argv, int *status);

#endif
