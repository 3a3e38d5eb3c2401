/* SPDX-License-Identifier: ISC */
/*
 * cmd_help.c - `dateline help` and `dateline --help`: the list of commands, from the table that
 * dispatches them.
 */
#include "cli.h"

#include <dateline/conf.h>
#include <dateline/ui.h>

#include <stdio.h>
#include <string.h>

static void
print_overview(void)
{
	puts("usage: dateline [SOURCE...]        open the reader, or feeds, pages, files, - "
	     "(standard input)\n"
	     "       dateline COMMAND [ARG...]\n");
	for (const struct command *c = commands; c->name != NULL; c++)
		printf("  %-10s %s\n", c->name, c->help);
	puts("\nEach command has --help.  `dateline help keys` and `dateline help settings` list\n"
	     "those; dateline(1) and dateline.conf(5) tell all.  Try `dateline demo` first.");
}

/* The settings as the table has them. */
static void
print_settings(void)
{
	for (size_t i = 0; i < CONF_IDS; i++)
		printf("%-17s %-10s %s\n", conf_table[i].name, conf_table[i].fallback,
		        conf_table[i].help);
}

static void
print_keys(void)
{
	struct buf b;

	buf_init(&b, 65536);
	ui_write_keys(&b);
	fwrite(b.p, 1, b.len, stdout);
	buf_free(&b);
}

static const struct {
	const char *name;
	void (*print)(void);
} topics[] = { { "settings", print_settings }, { "keys", print_keys } };

int
cmd_help(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "--help") == 0)
		return cli_usage("help", true);
	if (argc < 2) {
		print_overview();
		return 0;
	}
	for (const struct command *c = commands; c->name != NULL; c++)
		if (strcmp(c->name, argv[1]) == 0)
			return cli_usage(argv[1], true);
	for (size_t i = 0; i < COUNT(topics); i++)
		if (strcmp(topics[i].name, argv[1]) == 0) {
			topics[i].print();
			return 0;
		}
	fprintf(stderr, "dateline help: there is no command '%s'\n", argv[1]);
	return ERR_USAGE;
}
