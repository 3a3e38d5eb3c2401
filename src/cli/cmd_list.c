/* SPDX-License-Identifier: ISC */
/*
 * cmd_list.c - `dateline list [QUERY]` and `dateline search WORDS`: rows of articles.  They differ
 * in order only: newest first, or best match first.
 */
#include "cli.h"
#include "context.h"
#include "options.h"
#include "output.h"

#include <stdio.h>
#include <string.h>

#define LIMIT_DEFAULT 100
#define WORDS_MAX 65536

struct list_options {
	bool json, all, unread;
	const char *limit, *feed;
};

static json_t *
item_json(const struct store_item *it)
{
	return json_pack("{s:I,s:I,s:o,s:o,s:o,s:o,s:o,s:b,s:b,s:I,s:o}", "id", (json_int_t)it->id,
	        "feed", (json_int_t)it->feed, "feed_title", json_of(it->feed_title), "title",
	        json_of(it->title), "author", json_of(it->author), "url", json_of(it->url), "date",
	        json_of_date(it->date), "unread", it->unread, "starred", it->starred, "story",
	        (json_int_t)it->story, "excerpt", json_of(it->excerpt));
}

static void
item_print(const struct store_item *it)
{
	char when[32];

	date_text(it->date, when, sizeof(when));
	printf("%8lld %c%c %-16s  ", (long long)it->id, it->unread ? 'N' : ' ',
	        it->starred ? '*' : ' ', when);
	print_safe(it->title.len > 0 ? it->title : STR("(no title)"));
	fputs("  [", stdout);
	print_safe(it->feed_title);
	fputs("]\n", stdout);
}

/* Prints window after window, so that a million rows need no memory. */
static bool
print_rows(struct context *c, struct store_query *q, size_t most, bool json, struct err *e)
{
	struct arena *a = arena_create();
	struct store_item *items;
	size_t count = 0;
	bool ok = true;

	do {
		arena_reset(a);
		q->limit = most < STORE_LIST_MAX ? most : STORE_LIST_MAX;
		ok = store_list(c->store, a, q, &items, &count, e);
		for (size_t i = 0; ok && i < count; i++) {
			if (json)
				print_json_line(item_json(&items[i]));
			else
				item_print(&items[i]);
		}
		q->offset += count;
		most -= count < most ? count : most;
	} while (ok && most > 0 && count == q->limit);
	arena_destroy(a);
	return ok;
}

static struct str
join_words(struct context *c, int argc, char **argv)
{
	struct buf b;
	struct str joined;

	buf_init(&b, WORDS_MAX);
	for (int i = 0; i < argc; i++) {
		buf_add_cstr(&b, i > 0 ? " " : "");
		buf_add_cstr(&b, argv[i]);
	}
	joined = arena_str(c->arena, buf_str(&b));
	buf_free(&b);
	return joined;
}

static bool
read_limit(const struct list_options *o, size_t *most, struct err *e)
{
	int64_t n;

	*most = o->all ? SIZE_MAX : LIMIT_DEFAULT;
	if (o->limit == NULL)
		return true;
	if (!str_to_i64(str_of(o->limit), &n) || n < 1)
		return err_set(e, ERR_USAGE, "--limit wants a number from 1");
	*most = (size_t)n;
	return true;
}

static bool
run_list(struct context *c, const struct list_options *o, enum store_order order, struct str text,
        struct err *e)
{
	struct store_query q = { .text = text, .order = order, .unread_only = o->unread };
	size_t most;

	if (!read_limit(o, &most, e))
		return false;
	if (o->feed != NULL) {
		if (!store_feed_find(c->store, str_of(o->feed), &q.feed, e))
			return false;
		if (q.feed == 0)
			return err_set(e, ERR_FAIL, "you are not subscribed to %s", o->feed);
	}
	return print_rows(c, &q, most, o->json, e);
}

static int
list_command(int argc, char **argv, enum store_order order)
{
	const char *name = argv[0];
	struct list_options o = { 0 };
	const struct cli_option options[] = { { "json", &o.json, NULL }, { "all", &o.all, NULL },
		{ "unread", &o.unread, NULL }, { "limit", NULL, &o.limit },
		{ "feed", NULL, &o.feed } };
	struct context c;
	struct err e;
	int status = 0;

	if (!cli_options(options, COUNT(options), &argc, &argv, &status))
		return status;
	if (order == STORE_RELEVANCE && argc == 0)
		return cli_usage(name, false);
	if (!context_open(&c, CONTEXT_STORE, &e) ||
	        !run_list(&c, &o, order, join_words(&c, argc, argv), &e))
		status = cli_fail(name, &e);
	context_close(&c);
	return status;
}

int
cmd_list(int argc, char **argv)
{
	return list_command(argc, argv, STORE_NEWEST);
}

int
cmd_search(int argc, char **argv)
{
	return list_command(argc, argv, STORE_RELEVANCE);
}
