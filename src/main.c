/* SPDX-License-Identifier: ISC */
/*
 * main.c - the program's entry: sets the locale, then hands over to a subcommand of the table in
 * cli/commands.c; anything else is a SOURCE to open.  Text inside the program is UTF-8 whatever the
 * locale: where the user's is not, C.UTF-8 serves for widths, and the screen translates.
 */
#include "cli/cli.h"

#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static void
set_locale(void)
{
	setlocale(LC_ALL, "");
	if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		setlocale(LC_CTYPE, "C.UTF-8");
	setlocale(LC_NUMERIC, "C"); /* JSON and SQL want a point */
}

static const struct command *
command_find(const char *name)
{
	for (const struct command *c = commands; c->name != NULL; c++)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

#ifdef HAVE_FRIBIDI
#define FEATURE_FRIBIDI " fribidi"
#else
#define FEATURE_FRIBIDI ""
#endif
#ifdef HAVE_SECCOMP
#define FEATURE_SECCOMP " seccomp"
#else
#define FEATURE_SECCOMP ""
#endif
#define FEATURES FEATURE_FRIBIDI FEATURE_SECCOMP

int
main(int argc, char **argv)
{
	const struct command *c;

	set_locale();
	signal(SIGPIPE, SIG_IGN);
	if (argc > 1 && strcmp(argv[1], "--version") == 0) {
		puts(PACKAGE_STRING);
		puts("built with:" FEATURES);
		return 0;
	}
	if (argc > 1 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0))
		return cmd_help(1, argv + 1);
	c = argc > 1 ? command_find(argv[1]) : NULL;
	return c != NULL ? c->run(argc - 1, argv + 1) : cmd_open(argc, argv);
}
