/* SPDX-License-Identifier: ISC */
/*
 * cmd_open.c - no subcommand: the reader.
 */
#include "cli.h"
#include "context.h"
#include "reader.h"

int
cmd_open(int argc, char **argv)
{
	struct ui_options o = { .start = UI_FRONT };
	struct context c;
	struct err e;
	int status;

	(void)argv;
	if (argc > 1)
		return ERR_USAGE;
	if (!context_open(&c, CONTEXT_STORE | CONTEXT_MODEL, &e))
		status = cli_fail("", &e);
	else
		status = reader_run(&c, &o, "");
	context_close(&c);
	return status;
}
