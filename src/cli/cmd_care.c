/* SPDX-License-Identifier: ISC */
/*
 * cmd_care.c - `dateline check`, `vacuum` and `backup`: looking after the store.
 */
#include "cli.h"
#include "context.h"
#include "options.h"
#include "output.h"

#include <stdio.h>

static bool
do_check(struct context *c, char **argv, struct err *e)
{
	struct notes notes;

	(void)argv;
	notes_init(&notes, c->arena);
	if (!store_check(c->store, &notes, e))
		return false;
	for (size_t i = 0; i < notes.count; i++) {
		print_safe(notes.list[i].text);
		putchar('\n');
	}
	puts(notes.count == 0 ? "the store is whole" : "the store was looked over");
	return true;
}

static bool
do_vacuum(struct context *c, char **argv, struct err *e)
{
	(void)argv;
	return store_vacuum(c->store, e);
}

static bool
do_backup(struct context *c, char **argv, struct err *e)
{
	return store_backup(c->store, argv[0], e);
}

static int
care(int argc, char **argv, int operands, bool (*run)(struct context *, char **, struct err *))
{
	const char *name = argv[0];
	struct context c;
	struct err e;
	int status = 0;

	if (!cli_options(NULL, 0, &argc, &argv, &status))
		return status;
	if (argc != operands)
		return cli_usage(name, false);
	if (!context_open(&c, CONTEXT_READ, &e) || !run(&c, argv, &e))
		status = cli_fail(name, &e);
	context_close(&c);
	return status;
}

int
cmd_check(int argc, char **argv)
{
	return care(argc, argv, 0, do_check);
}

int
cmd_vacuum(int argc, char **argv)
{
	return care(argc, argv, 0, do_vacuum);
}

int
cmd_backup(int argc, char **argv)
{
	return care(argc, argv, 1, do_backup);
}
