/* SPDX-License-Identifier: ISC */
/*
 * cli.h - the subcommands: one function each, `int cmd_NAME(int argc, char **argv)`, argv[0] being
 * the subcommand's name; it gives the exit status.  Each reads its own options and has --help.
 */
#ifndef CLI_H
#define CLI_H

#include <dateline/base.h>

struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *usage; /* "[--json] FILE" */
	const char *help;  /* one line */
};
extern const struct command commands[]; /* ends with a NULL name */

int cmd_add(int argc, char **argv);
int cmd_backup(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_cluster(int argc, char **argv);
int cmd_demo(int argc, char **argv);
int cmd_entities(int argc, char **argv);
int cmd_export(int argc, char **argv);
int cmd_extract(int argc, char **argv);
int cmd_feeds(int argc, char **argv);
int cmd_fetch(int argc, char **argv);
int cmd_help(int argc, char **argv);
int cmd_import(int argc, char **argv);
int cmd_list(int argc, char **argv);
int cmd_open(int argc, char **argv); /* no subcommand: SOURCE... or the reader */
int cmd_parse(int argc, char **argv);
int cmd_remove(int argc, char **argv);
int cmd_rules(int argc, char **argv);
int cmd_search(int argc, char **argv);
int cmd_show(int argc, char **argv);
int cmd_stories(int argc, char **argv);
int cmd_story(int argc, char **argv);
int cmd_vacuum(int argc, char **argv);

/* Prints "dateline NAME: text" on stderr; gives e->kind as the exit status. */
int cli_fail(const char *command, const struct err *e);
/* Prints how the command is used; to stdout and 0 when asked for, else to stderr and 2. */
int cli_usage(const char *command, bool asked);

#endif
