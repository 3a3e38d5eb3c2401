/* SPDX-License-Identifier: ISC */
/*
 * cmd_import.c - `dateline import FILE`: takes over what another reader kept.  The file's first
 * bytes say what it is: OPML, newsboat's urls, newsboat's cache.db, or `dateline export --all`.
 */
#include "cli.h"
#include "context.h"
#include "options.h"
#include "output.h"

#include <dateline/feed.h>
#include <dateline/url.h>

#include <stdio.h>
#include <string.h>

#define IMPORT_MAX (1024u * 1024 * 1024)

struct imported {
	struct urls_line *lines; /* new subscriptions */
	size_t count, cap;
	int64_t known, articles, refused;
};

static bool
is_taken(const struct imported *n, struct str url)
{
	for (size_t i = 0; i < n->count; i++)
		if (str_eq(n->lines[i].url, url))
			return true;
	return false;
}

/* Notes a line to be added unless the address is there already. */
static bool
take_line(struct context *c, const struct urls_line *line, struct imported *n, struct err *e)
{
	int64_t id;

	if (!store_feed_find(c->store, line->url, &id, e))
		return false;
	if (id != 0 || is_taken(n, line->url)) {
		n->known++;
		return true;
	}
	n->lines = arena_grow(c->arena, n->lines, n->count, &n->cap, sizeof(*n->lines));
	n->lines[n->count++] = *line;
	return true;
}

/* All new lines in one write of the file. */
static bool
subscribe_all(struct context *c, const struct imported *n, struct err *e)
{
	if (n->count == 0)
		return true;
	return urls_add(c->paths.urls_file, n->lines, n->count, e) &&
	       subs_sync(&c->paths, c->store, NULL, e);
}

static struct urls_line
line_of_outline(struct context *c, const struct opml_outline *o)
{
	struct urls_line line = { .url = o->xml_url, .title = o->title };

	line.tags = arena_array(c->arena, o->tags_count + 1, sizeof(*line.tags));
	for (size_t i = 0; i < o->tags_count; i++)
		line.tags[line.tags_count++] = o->tags[i];
	if (o->folder.len > 0)
		line.tags[line.tags_count++] =
		        arena_printf(c->arena, "folder/" STR_FMT, STR_ARG(o->folder));
	return line;
}

static bool
import_opml(struct context *c, struct str bytes, struct imported *n, struct err *e)
{
	struct opml_outline *list;
	size_t count;

	if (!opml_parse(c->arena, bytes, &list, &count, &c->notes, e))
		return false;
	for (size_t i = 0; i < count; i++) {
		struct urls_line line = line_of_outline(c, &list[i]);
		if (!url_is_http(line.url)) {
			n->refused++;
			fputs("dateline import: refused, not http or https: ", stderr);
			fprintf(stderr, STR_FMT "\n", STR_ARG(line.url));
			continue;
		}
		if (!take_line(c, &line, n, e))
			return false;
	}
	return true;
}

static bool
import_urls(struct context *c, struct str bytes, struct imported *n, struct err *e)
{
	struct urls_line *lines;
	size_t count = urls_parse(c->arena, bytes, &lines, &c->notes);

	for (size_t i = 0; i < count; i++)
		if (!take_line(c, &lines[i], n, e))
			return false;
	return true;
}

static bool
import_dump(struct context *c, struct str bytes, struct imported *n, struct err *e)
{
	for (int number = 1; bytes.p != NULL; number++) {
		struct str line = str_trim(str_split(&bytes, '\n'));
		if (line.len == 0)
			continue;
		if (!store_restore_line(c->store, line, e))
			return err_context(e, "line %d", number);
		n->articles++;
	}
	return true;
}

static bool
import_newsboat(struct context *c, const char *path, struct imported *n, struct err *e)
{
	struct store_result result;

	if (!store_import_newsboat(c->store, path, clock_now_s(), &result, e))
		return false;
	n->articles = result.added + result.changed;
	return true;
}

static bool
import_file(struct context *c, const char *path, struct imported *n, struct err *e)
{
	struct buf b;
	struct str start;
	bool ok;

	if (!file_read(path, IMPORT_MAX, &b, e))
		return false;
	start = str_trim(str_sub(buf_str(&b), 0, 4096));
	if (str_starts(start, STR("SQLite format 3")))
		ok = import_newsboat(c, path, n, e);
	else if (str_find_nocase(start, STR("<opml")) >= 0)
		ok = import_opml(c, buf_str(&b), n, e);
	else if (str_starts(start, STR("{")))
		ok = import_dump(c, buf_str(&b), n, e);
	else if (str_starts(start, STR("<")))
		ok = err_set(e, ERR_FAIL, "%s is neither OPML nor a urls file", path);
	else
		ok = import_urls(c, buf_str(&b), n, e);
	buf_free(&b);
	return ok;
}

int
cmd_import(int argc, char **argv)
{
	struct imported n = { 0 };
	struct context c;
	struct err e;
	int status = 0;

	if (!cli_options(NULL, 0, &argc, &argv, &status))
		return status;
	if (argc != 1)
		return cli_usage("import", false);
	if (!context_open(&c, CONTEXT_STORE, &e) || !import_file(&c, argv[0], &n, &e) ||
	        !subscribe_all(&c, &n, &e))
		status = cli_fail("import", &e);
	else
		printf("%zu feeds added, %lld known already, %lld refused; %lld articles taken "
		       "over\n",
		        n.count, (long long)n.known, (long long)n.refused, (long long)n.articles);
	context_warn(&c);
	context_close(&c);
	return status;
}
