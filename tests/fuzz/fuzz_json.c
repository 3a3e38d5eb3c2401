/* SPDX-License-Identifier: ISC */
/*
 * fuzz_json.c - any bytes as the items of a JSON Feed.
 */
#include <stdlib.h>

#include <dateline/feed.h>
#include <dateline/text.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
each(void *user, const struct feed_entry *entry)
{
	(void)user;
	if (!utf8_valid(entry->title) || !utf8_valid(entry->content_html) || !utf8_valid(entry->id))
		abort();
	return true;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct feed_options options = { .url = STR("https://news.example/feed.json") };
	struct arena *a = arena_create();
	struct feed_parser *p = feed_parser_open(&options, each, NULL);
	struct notes notes;
	struct feed feed;
	struct err e;

	notes_init(&notes, a);
	feed_parser_push(p, STR("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":["));
	feed_parser_push(p, (struct str){ (const char *)data, size });
	feed_parser_push(p, STR("]}"));
	feed_parser_close(p, a, &feed, &notes, &e);
	if (!utf8_valid(feed.title) || !utf8_valid(feed.description))
		abort();
	arena_destroy(a);
	return 0;
}
