/* SPDX-License-Identifier: ISC */
/*
 * cmd_add.c - `dateline add URL [TAG...]`: subscribes.  The address may be a feed, a site, or a
 * host alone; a site with one feed is subscribed to by it, one with several is asked about.
 */
#include "cli.h"
#include "context.h"
#include "options.h"
#include "output.h"

#include <dateline/fetch.h>
#include <dateline/url.h>

#include <stdio.h>

struct add_options {
	bool json, offline, hidden;
	const char *title;
	int tags_count;
	char **tags;
};

/* Writes the line and the feed; a known address is an error that says so. */
static bool
subscribe(struct context *c, const struct add_options *o, struct str url, struct err *e)
{
	struct urls_line line = { .url = url, .title = str_of(o->title), .hidden = o->hidden };
	int64_t id;

	if (!store_feed_find(c->store, url, &id, e))
		return false;
	if (id != 0)
		return err_set(
		        e, ERR_FAIL, "you are subscribed to " STR_FMT " already", STR_ARG(url));
	line.tags = arena_array(c->arena, (size_t)o->tags_count, sizeof(*line.tags));
	for (int i = 0; i < o->tags_count; i++)
		line.tags[line.tags_count++] = str_of(o->tags[i]);
	return urls_add(c->paths.urls_file, &line, 1, e) && subs_sync(&c->paths, c->store, NULL, e);
}

static void
report(const struct add_options *o, const struct feed_link *link)
{
	if (o->json) {
		print_json_line(json_pack(
		        "{s:o,s:o}", "added", json_of(link->url), "title", json_of(link->title)));
		return;
	}
	fputs("subscribed to ", stdout);
	print_safe(link->title.len > 0 ? link->title : link->url);
	if (link->title.len > 0) {
		fputs(" (", stdout);
		print_safe(link->url);
		putchar(')');
	}
	putchar('\n');
}

/* Several feeds: the user chooses by naming one. */
static int
offer(const struct add_options *o, const char *address, const struct feed_link *links, size_t count)
{
	if (o->json) {
		json_t *list = json_array();
		for (size_t i = 0; i < count; i++)
			json_array_append_new(
			        list, json_pack("{s:o,s:o}", "url", json_of(links[i].url), "title",
			                      json_of(links[i].title)));
		print_json_line(json_pack("{s:o}", "feeds", list));
		return ERR_FAIL;
	}
	printf("%s is a web page, not a feed; it offers %zu feeds:\n", address, count);
	for (size_t i = 0; i < count; i++) {
		fputs("  dateline add ", stdout);
		print_safe(links[i].url);
		if (links[i].title.len > 0) {
			fputs("    ", stdout);
			print_safe(links[i].title);
		}
		putchar('\n');
	}
	return ERR_FAIL;
}

static int
add(struct context *c, const struct add_options *o, const char *address)
{
	struct feed_link *links, given = { .url = str_of(address) };
	size_t count;
	bool is_feed;
	struct err e;

	if (o->offline) {
		links = &given;
		count = 1;
	} else if (!fetch_find_feeds(c->arena, c->conf, given.url, &links, &count, &is_feed, &e)) {
		return cli_fail("add", &e);
	}
	if (count == 0) {
		err_set(&e, ERR_FAIL, "%s is a web page, not a feed, and it offers none", address);
		return cli_fail("add", &e);
	}
	if (count > 1)
		return offer(o, address, links, count);
	if (!subscribe(c, o, links[0].url, &e))
		return cli_fail("add", &e);
	report(o, &links[0]);
	return 0;
}

int
cmd_add(int argc, char **argv)
{
	struct add_options o = { 0 };
	const struct cli_option options[] = { { "json", &o.json, NULL },
		{ "offline", &o.offline, NULL }, { "hidden", &o.hidden, NULL },
		{ "title", NULL, &o.title } };
	struct context c;
	struct err e;
	int status = 0;

	if (!cli_options(options, COUNT(options), &argc, &argv, &status))
		return status;
	if (argc == 0)
		return cli_usage("add", false);
	o.tags_count = argc - 1;
	o.tags = argv + 1;
	if (!context_open(&c, CONTEXT_STORE, &e))
		status = cli_fail("add", &e);
	else
		status = add(&c, &o, argv[0]);
	context_close(&c);
	return status;
}
