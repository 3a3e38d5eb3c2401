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
#include <stdlib.h>
#include <unistd.h>

#define AFTER_NEWEST_S 7200
#define READ_UNTIL 1711004400 /* Thu 21 Mar 2024 07:00 UTC */

/* What was published by then. */
static void
cut_feed(struct context *c, struct feed *f, int64_t until)
{
	struct feed_entry *kept = arena_array(c->arena, f->entries_count + 1, sizeof(*kept));
	size_t count = 0;

	for (size_t i = 0; i < f->entries_count; i++)
		if (f->entries[i].published <= until)
			kept[count++] = f->entries[i];
	f->entries = kept;
	f->entries_count = count;
}

static bool
load_edition(struct context *c, int64_t until, struct err *e)
{
	const char *pattern = arena_printf(c->arena, "%s/demo/*", c->paths.pkgdata_dir).p;
	int64_t article, feed;
	struct source s;
	glob_t found;
	bool ok = true;

	if (glob(pattern, 0, NULL, &found) != 0)
		return err_set(e, ERR_FAIL, "the demo edition is not installed in %s/demo",
		        c->paths.pkgdata_dir);
	for (size_t i = 0; ok && i < found.gl_pathc; i++) {
		ok = source_load(c, found.gl_pathv[i], &s, e);
		if (ok && s.kind == SOURCE_FEED)
			cut_feed(c, &s.feed, until);
		ok = ok && source_store(c, &s, &article, &feed, e);
	}
	globfree(&found);
	return ok && reader_analyse(c, e);
}

/* As if the stories had been read in the morning of that day: what came later is new. */
static bool
read_stories(struct context *c, struct err *e)
{
	struct store_story *list;
	size_t count;

	if (!store_stories(c->store, c->arena, STORE_LIST_MAX, &list, &count, e))
		return false;
	for (size_t i = 0; i < count; i++) {
		struct store_query q = { .story = list[i].id };
		struct store_marking m = { .mark = MARK_READ, .on = true, .query = &q };
		int64_t changed;

		if (!store_mark(c->store, &m, &changed, e) ||
		        !store_story_looked(c->store, list[i].id, READ_UNTIL, e))
			return false;
	}
	return true;
}

/* The edition is read on its own day: "14:02" and "Wed" say more than a year long gone. */
static bool
set_clock(struct context *c, struct err *e)
{
	struct store_query newest = { .limit = 1 };
	struct store_item *items;
	char text[32];
	size_t count;

	if (!store_list(c->store, c->arena, &newest, &items, &count, e))
		return false;
	if (count == 0 || items[0].date == STORE_NO_DATE)
		return true;
	snprintf(text, sizeof(text), "%lld", (long long)items[0].date + AFTER_NEWEST_S);
	setenv("DATELINE_NOW", text, 0);
	return true;
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
	if (!context_open(&c, CONTEXT_TEMPORARY | CONTEXT_MODEL, &e) ||
	        !load_edition(&c, READ_UNTIL, &e) || !read_stories(&c, &e) ||
	        !load_edition(&c, INT64_MAX, &e) || !set_clock(&c, &e))
		status = cli_fail("demo", &e);
	else if (isatty(STDOUT_FILENO))
		status = reader_run(&c, &o, "demo");
	else if (!reader_print(&c, &e))
		status = cli_fail("demo", &e);
	context_close(&c);
	return status;
}
