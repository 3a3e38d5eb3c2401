/* SPDX-License-Identifier: ISC */
/*
 * cmd_feeds.c - `dateline feeds`: the subscriptions with their counts and what is wrong with them.
 */
#include "cli.h"
#include "context.h"
#include "options.h"
#include "output.h"

#include <jansson.h>
#include <stdio.h>

static const char *const state_names[] = { [FEED_OK] = "ok",
	[FEED_FAILING] = "failing",
	[FEED_GONE] = "gone",
	[FEED_AUTH] = "auth",
	[FEED_NEVER] = "never fetched" };

static void
print_json(const struct store_feed *feeds, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct store_feed *f = &feeds[i];
		json_t *tags = json_array();

		for (size_t t = 0; t < f->tags_count; t++)
			json_array_append_new(tags, json_of(f->tags[t]));
		print_json_line(json_pack("{s:I,s:o,s:o,s:o,s:o,s:b,s:I,s:I,s:s,s:o,s:o,s:o}", "id",
		        (json_int_t)f->id, "url", json_of(f->url), "title", json_of(f->title),
		        "site_url", json_of(f->site_url), "tags", tags, "hidden", f->hidden,
		        "unread", (json_int_t)f->unread, "total", (json_int_t)f->total, "state",
		        state_names[f->state], "error", json_of(f->error), "fetched",
		        json_of_date(f->fetched), "next_fetch", json_of_date(f->next_fetch)));
	}
}

static void
print_text(const struct store_feed *feeds, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct store_feed *f = &feeds[i];

		printf("%6lld/%-6lld ", (long long)f->unread, (long long)f->total);
		print_safe(f->title.len > 0 ? f->title : f->url);
		fputs("  ", stdout);
		print_safe(f->url);
		if (f->error.len > 0) {
			fputs("\n              ", stdout);
			print_safe(f->error);
		}
		putchar('\n');
	}
}

int
cmd_feeds(int argc, char **argv)
{
	bool json = false;
	const struct cli_option options[] = { { "json", &json, NULL } };
	struct context c;
	struct store_feed *feeds;
	struct err e;
	size_t count;
	int status = 0;

	if (!cli_options(options, COUNT(options), &argc, &argv, &status))
		return status;
	if (!context_open(&c, CONTEXT_STORE, &e) ||
	        !store_feeds(c.store, c.arena, &feeds, &count, &e))
		status = cli_fail("feeds", &e);
	else if (json)
		print_json(feeds, count);
	else if (count == 0)
		puts("no feeds yet: dateline add URL");
	else
		print_text(feeds, count);
	context_close(&c);
	return status;
}
