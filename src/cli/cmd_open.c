/* SPDX-License-Identifier: ISC */
/*
 * cmd_open.c - no subcommand: the reader.
 */
#include "cli.h"

int
cmd_open(int argc, char **argv)
{
	(void)argv;
	return argc > 1 ? ERR_USAGE : cmd_help(1, argv);
}
