/* SPDX-License-Identifier: ISC */
/*
 * cmd_remove.c - `dateline remove URL`: unsubscribes.  The line leaves the urls file; starred and
 * noted articles stay in the store.
 */
#include "cli.h"
#include "context.h"
#include "options.h"
#include "output.h"

#include <stdio.h>

static bool
remove_one(struct context *c, const char *url, struct err *e)
{
	int64_t id;

	if (!urls_remove(c->paths.urls_file, str_of(url), e))
		return false;
	if (!store_feed_find(c->store, str_of(url), &id, e))
		return false;
	return id == 0 || store_feed_remove(c->store, id, e);
}

int
cmd_remove(int argc, char **argv)
{
	struct context c;
	struct err e;
	int status = 0;

	if (!cli_options(NULL, 0, &argc, &argv, &status))
		return status;
	if (argc == 0)
		return cli_usage("remove", false);
	if (!context_open(&c, CONTEXT_STORE, &e))
		status = cli_fail("remove", &e);
	for (int i = 0; c.store != NULL && i < argc; i++) {
		if (!remove_one(&c, argv[i], &e)) {
			status = cli_fail("remove", &e);
			continue;
		}
		fputs("unsubscribed from ", stdout);
		print_safe(str_of(argv[i]));
		putchar('\n');
	}
	context_close(&c);
	return status;
}
