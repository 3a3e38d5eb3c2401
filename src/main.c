/* SPDX-License-Identifier: ISC */
/*
 * main.c - the program's entry: options and subcommands.
 */
#include <dateline/base.h>

#include <stdio.h>

int
main(void)
{
	puts(PACKAGE_STRING);
	return 0;
}
