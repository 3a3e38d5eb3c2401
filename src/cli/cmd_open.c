/* SPDX-License-Identifier: ISC */
/*
 * cmd_open.c - no subcommand: the reader on the user's store, or on the sources named.  Pages of
 * the web are kept in the store as "read later"; feeds and files are opened in a store of their own
 * that lives as long as the reader.
 */
#include "cli.h"
#include "options.h"
#include "reader.h"
#include "source.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define SOURCES_MAX 256

static int
open_store_reader(bool accessible)
{
	struct ui_options o = { .start = UI_FRONT, .accessible = accessible };
	struct context c;
	struct err e;
	int status;

	if (!isatty(STDOUT_FILENO)) {
		err_set(&e, ERR_USAGE,
		        "the reader needs a terminal; for scripts: dateline list, show, search");
		return cli_fail("", &e);
	}
	if (!context_open(&c, CONTEXT_STORE | CONTEXT_MODEL, &e))
		status = cli_fail("", &e);
	else
		status = reader_run(&c, &o, "");
	context_close(&c);
	return status;
}

/* Loads each source; what fails is said, the others count. */
static size_t
load_all(struct context *c, int argc, char **argv, struct source *out)
{
	size_t loaded = 0;
	struct err e;

	for (int i = 0; i < argc && loaded < SOURCES_MAX; i++) {
		if (source_load(c, argv[i], &out[loaded], &e))
			loaded++;
		else
			cli_fail("", &e);
	}
	return loaded;
}

static bool
all_web_pages(const struct source *sources, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!sources[i].from_web || sources[i].kind != SOURCE_PAGE)
			return false;
	return true;
}

static bool
store_all(struct context *c, const struct source *sources, size_t count, struct ui_options *o,
        struct err *e)
{
	for (size_t i = 0; i < count; i++)
		if (!source_store(c, &sources[i], &o->start_article, &o->start_feed, e))
			return false;
	if (count > 1)
		o->start = UI_FRONT;
	else
		o->start = sources[0].kind == SOURCE_FEED ? UI_FEED : UI_ARTICLE;
	return true;
}

static bool
show_sources(struct context *c, const struct source *sources, size_t count, bool accessible,
        int *status, struct err *e)
{
	bool terminal = isatty(STDOUT_FILENO);
	bool keep = terminal && all_web_pages(sources, count);
	struct ui_options o = { .temporary = !keep, .accessible = accessible };

	if (keep && !paths_make(&c->paths, e))
		return false;
	if (!store_open(&c->store, c->paths.store_file, keep ? STORE_WRITE : STORE_MEMORY, e))
		return false;
	if (!store_all(c, sources, count, &o, e))
		return false;
	if (!terminal)
		return reader_print(c, e);
	*status = reader_run(c, &o, "");
	return true;
}

static int
open_sources(int argc, char **argv, bool accessible)
{
	struct source *sources;
	struct context c;
	struct err e;
	size_t loaded;
	int status = 0;

	if (!context_open(&c, CONTEXT_MODEL, &e)) {
		status = cli_fail("", &e);
		context_close(&c);
		return status;
	}
	sources = arena_array(c.arena, SOURCES_MAX, sizeof(*sources));
	loaded = load_all(&c, argc, argv, sources);
	if (loaded < (size_t)argc)
		status = ERR_FAIL;
	/* Standard input was the document: the keys come from the terminal itself. */
	if (loaded > 0 && !isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) &&
	        freopen("/dev/tty", "r", stdin) == NULL)
		log_line(LOG_WARNING, "no terminal to read keys from");
	if (loaded > 0 && !show_sources(&c, sources, loaded, accessible, &status, &e))
		status = cli_fail("", &e);
	context_close(&c);
	return status;
}

int
cmd_open(int argc, char **argv)
{
	bool accessible = false;
	const struct cli_option options[] = { { "accessible", &accessible, NULL } };
	int status;

	argv[0] = "";
	if (!cli_options(options, COUNT(options), &argc, &argv, &status))
		return status;
	return argc == 0 ? open_store_reader(accessible) : open_sources(argc, argv, accessible);
}
