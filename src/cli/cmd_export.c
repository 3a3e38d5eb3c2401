/* SPDX-License-Identifier: ISC */
/*
 * cmd_export.c - `dateline export`: the subscriptions as OPML or as a urls file, or everything in
 * the store as JSON lines.  Nobody is locked in.
 */
#include "cli.h"
#include "context.h"
#include "options.h"
#include "output.h"

#include <dateline/feed.h>

#include <stdio.h>
#include <string.h>

#define EXPORT_MAX (256u * 1024 * 1024)

static bool
write_opml(struct context *c, const struct store_feed *feeds, size_t count, struct buf *b)
{
	struct opml_outline *list = arena_array(c->arena, count, sizeof(*list));
	size_t written = 0;

	for (size_t i = 0; i < count; i++) {
		const struct store_feed *f = &feeds[i];
		if (f->query.p != NULL || !str_starts(f->url, STR("http")))
			continue;
		list[written++] = (struct opml_outline){ .title = f->title,
			.xml_url = f->url,
			.html_url = f->site_url,
			.folder = f->folder,
			.tags = f->tags,
			.tags_count = f->tags_count };
	}
	opml_write(b, STR("dateline subscriptions"), list, written);
	return true;
}

static void
write_urls(const struct store_feed *feeds, size_t count, struct buf *b)
{
	for (size_t i = 0; i < count; i++) {
		struct urls_line line = { .url = feeds[i].url,
			.title = feeds[i].user_title,
			.tags = feeds[i].tags,
			.tags_count = feeds[i].tags_count,
			.hidden = feeds[i].hidden };
		if (feeds[i].query.p != NULL)
			line.kind = URLS_QUERY;
		urls_write_line(b, &line);
	}
}

static bool
print_line(void *user, struct str line)
{
	(void)user;
	return fwrite(line.p, 1, line.len, stdout) == line.len && putchar('\n') != EOF;
}

static bool
export_list(struct context *c, bool urls, struct err *e)
{
	struct store_feed *feeds;
	struct buf b;
	size_t count;

	if (!store_feeds(c->store, c->arena, &feeds, &count, e))
		return false;
	buf_init(&b, EXPORT_MAX);
	if (urls)
		write_urls(feeds, count, &b);
	else
		write_opml(c, feeds, count, &b);
	fwrite(b.p, 1, b.len, stdout);
	buf_free(&b);
	return true;
}

int
cmd_export(int argc, char **argv)
{
	bool opml = false, urls = false, all = false, ok;
	const struct cli_option options[] = { { "opml", &opml, NULL }, { "urls", &urls, NULL },
		{ "all", &all, NULL } };
	struct context c;
	struct err e;
	int status = 0;

	if (!cli_options(options, COUNT(options), &argc, &argv, &status))
		return status;
	if (argc > 0 || opml + urls + all > 1)
		return cli_usage("export", false);
	ok = context_open(&c, CONTEXT_STORE, &e) &&
	     (all ? store_dump(c.store, print_line, NULL, &e) : export_list(&c, urls, &e));
	if (ok && (fflush(stdout) != 0 || ferror(stdout)))
		ok = err_errno(&e, "cannot write");
	if (!ok)
		status = cli_fail("export", &e);
	context_close(&c);
	return status;
}
