/* SPDX-License-Identifier: ISC */
/*
 * commands.c - the table of subcommands, and what they all say alike: usage and failure.  A new
 * subcommand is one file with its cmd_ function and one row here.
 */
#include "cli.h"

#include <stdio.h>
#include <string.h>

const struct command commands[] = {
	{ "extract", cmd_extract, "[--url U] [--content-type C] [--json|--html|--markdown] [FILE]",
	        "a page to its article" },
	{ "help", cmd_help, "[COMMAND]", "what the commands are, or how one is used" },
	{ "entities", cmd_entities, "[--jsonl|--text] [--date YYYY-MM-DD] [FILE]",
		"people, places, organisations, numbers and dates of a text" },
	{ NULL, NULL, NULL, NULL },
};

int
cli_fail(const char *command, const struct err *e)
{
	fprintf(stderr, "dateline%s%s: %s\n", command[0] == '\0' ? "" : " ", command, e->text);
	return e->kind == ERR_NONE ? ERR_FAIL : (int)e->kind;
}

int
cli_usage(const char *command, bool asked)
{
	FILE *out = asked ? stdout : stderr;

	for (const struct command *c = commands; c->name != NULL; c++)
		if (strcmp(c->name, command) == 0)
			fprintf(out, "usage: dateline %s %s\n       %s\n", c->name, c->usage,
			        c->help);
	if (!asked)
		fputs("See dateline(1).\n", out);
	return asked ? 0 : ERR_USAGE;
}
