/* SPDX-License-Identifier: ISC */
/*
 * cmd_story.c - `dateline stories` and `dateline story ID`: what is going on, and one of it by
 * date.
 */
#include "cli.h"
#include "context.h"
#include "options.h"
#include "output.h"

#include <stdio.h>

#define STORIES_MAX 200

static void
story_print(const struct store_story *s)
{
	char when[32];

	date_text(s->newest, when, sizeof(when));
	printf("%8lld %3lld articles %3lld new  %-16s  %s", (long long)s->id,
	        (long long)s->articles, (long long)s->unread, when, s->followed ? "F " : "");
	print_safe(s->title);
	putchar('\n');
}

static json_t *
story_json(const struct store_story *s)
{
	return json_pack("{s:I,s:o,s:I,s:I,s:I,s:o,s:o,s:b}", "id", (json_int_t)s->id, "title",
	        json_of(s->title), "articles", (json_int_t)s->articles, "unread",
	        (json_int_t)s->unread, "sources", (json_int_t)s->sources, "oldest",
	        json_of_date(s->oldest), "newest", json_of_date(s->newest), "followed",
	        s->followed);
}

static bool
list_stories(struct context *c, bool json, struct err *e)
{
	struct store_story *list;
	size_t count;

	if (!store_stories(c->store, c->arena, STORIES_MAX, &list, &count, e))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (json)
			print_json_line(story_json(&list[i]));
		else
			story_print(&list[i]);
	}
	if (count == 0 && !json)
		puts("no stories yet: they form as articles are fetched and analysed");
	return true;
}

int
cmd_stories(int argc, char **argv)
{
	bool json = false;
	const struct cli_option options[] = { { "json", &json, NULL } };
	struct context c;
	struct err e;
	int status = 0;

	if (!cli_options(options, COUNT(options), &argc, &argv, &status))
		return status;
	if (!context_open(&c, CONTEXT_READ, &e) || !list_stories(&c, json, &e))
		status = cli_fail("stories", &e);
	context_close(&c);
	return status;
}
