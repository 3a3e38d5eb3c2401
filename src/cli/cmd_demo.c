/* SPDX-License-Identifier: ISC */
/*
 * cmd_demo.c - `dateline demo`: a small made-up edition in a store of its own; no network, nothing
 * kept.
 */
#include "cli.h"
#include "options.h"
#include "reader.h"
#include "source.h"

#include <glob.h>
#include <stdio.h>
#include <unistd.h>

static bool
load_edition(struct context *c, struct err *e)
{
	const char *pattern = arena_printf(c->arena, "%s/demo/*", c->paths.pkgdata_dir).p;
	int64_t article, feed;
	struct source s;
	glob_t found;
	bool ok = true;

	if (glob(pattern, 0, NULL, &found) != 0)
		return err_set(e, ERR_FAIL, "the demo edition is not installed in %s/demo",
		        c->paths.pkgdata_dir);
	for (size_t i = 0; ok && i < found.gl_pathc; i++)
		ok = source_load(c, found.gl_pathv[i], &s, e) &&
		     source_store(c, &s, &article, &feed, e);
	globfree(&found);
	return ok;
}

int
cmd_demo(int argc, char **argv)
{
	bool accessible = false;
	const struct cli_option options[] = { { "accessible", &accessible, NULL } };
	struct ui_options o = { .start = UI_FRONT, .temporary = true };
	struct context c;
	struct err e;
	int status = 0;

	if (!cli_options(options, COUNT(options), &argc, &argv, &status))
		return status;
	o.accessible = accessible;
	if (!context_open(&c, CONTEXT_TEMPORARY | CONTEXT_MODEL, &e) || !load_edition(&c, &e) ||
	        !reader_analyse(&c, &e))
		status = cli_fail("demo", &e);
	else if (isatty(STDOUT_FILENO))
		status = reader_run(&c, &o, "demo");
	else if (!reader_print(&c, &e))
		status = cli_fail("demo", &e);
	context_close(&c);
	return status;
}
