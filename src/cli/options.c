/* SPDX-License-Identifier: ISC */
/*
 * options.c - long options by getopt_long(3) from a table, with the same words for every mistake.
 */
#include "options.h"

#include "cli.h"

#include <getopt.h>
#include <stdio.h>

#define OPTIONS_MAX 24
#define CODE_HELP 1
#define CODE_FIRST 256

static bool
refuse(const char *command, const char *what, const char *option, int *status)
{
	fprintf(stderr, "dateline %s: %s %s\n", command, what, option);
	*status = cli_usage(command, false);
	return false;
}

bool
cli_options(const struct cli_option *table, size_t count, int *argc, char ***argv, int *status)
{
	struct option longs[OPTIONS_MAX + 2] = { { "help", no_argument, NULL, CODE_HELP } };
	const char *command = (*argv)[0];
	int code;

	for (size_t i = 0; i < count && i < OPTIONS_MAX; i++)
		longs[i + 1] = (struct option){ table[i].name,
			table[i].value != NULL ? required_argument : no_argument, NULL,
			CODE_FIRST + (int)i };
	opterr = 0;
	optind = 1;
	while ((code = getopt_long(*argc, *argv, ":h", longs, NULL)) != -1) {
		if (code == CODE_HELP || code == 'h') {
			*status = cli_usage(command, true);
			return false;
		}
		if (code == ':')
			return refuse(
			        command, "a value is missing behind", (*argv)[optind - 1], status);
		if (code < CODE_FIRST)
			return refuse(command, "there is no option", (*argv)[optind - 1], status);
		if (table[code - CODE_FIRST].value != NULL)
			*table[code - CODE_FIRST].value = optarg;
		else
			*table[code - CODE_FIRST].flag = true;
	}
	*argc -= optind;
	*argv += optind;
	return true;
}
