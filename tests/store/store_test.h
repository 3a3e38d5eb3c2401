/* SPDX-License-Identifier: ISC */
/*
 * store_test.h - what the store's tests share: a store in memory or in a folder of its own, feeds
 * and entries made from a few words.
 */
#ifndef STORE_TEST_H
#define STORE_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dateline/store.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NOW 1711116000 /* 2024-03-22 14:00 UTC */

struct fixture {
	struct store *s;
	struct arena *a;
	struct err e;
	char dir[64], path[96];
	int64_t feed;
};

#define OK(call)                                                                                   \
	do {                                                                                       \
		if (!(call))                                                                       \
			fail_msg("%s: %s", #call, f->e.text);                                      \
	} while (0)

static inline int64_t
add_feed(struct fixture *f, const char *url, const char *title)
{
	struct store_feed feed = { .url = str_of(url), .title = str_of(title) };
	int64_t id = 0;

	OK(store_feed_put(f->s, &feed, &id, &f->e));
	return id;
}

static inline struct feed_entry
entry(const char *id, const char *title, const char *html, int64_t date)
{
	return (struct feed_entry){ .id = str_of(id),
		.title = str_of(title),
		.link = str_of(id),
		.content_html = str_of(html),
		.published = date,
		.updated = FEED_NO_DATE };
}

static inline struct store_result
put(struct fixture *f, int64_t feed, const struct feed_entry *entries, size_t count, int64_t now)
{
	struct feed meta = { .format = FEED_RSS };
	struct store_answer x = { .feed = feed,
		.now = now,
		.meta = &meta,
		.entries = entries,
		.entries_count = count,
		.state = FEED_OK,
		.next_fetch = now + 3600,
		.http = { .status = 200, .retry_after = STORE_NO_DATE } };
	struct store_result r;

	OK(store_put_answer(f->s, &x, &r, &f->e));
	return r;
}

/* Titles of a list, joined with '|', in f->a. */
static inline const char *
titles(struct fixture *f, const struct store_query *q)
{
	struct store_item *items;
	size_t count;
	struct str all = STR("");

	OK(store_list(f->s, f->a, q, &items, &count, &f->e));
	for (size_t i = 0; i < count; i++)
		all = arena_printf(f->a, STR_FMT "%s" STR_FMT, STR_ARG(all), i > 0 ? "|" : "",
		        STR_ARG(items[i].title));
	return all.p;
}

static inline int64_t
count_of(struct fixture *f, const struct store_query *q)
{
	int64_t count = -1;

	OK(store_count(f->s, q, &count, &f->e));
	return count;
}

static inline int64_t
id_of(struct fixture *f, const char *title)
{
	struct store_query q = { 0 };
	struct store_item *items;
	size_t count;

	OK(store_list(f->s, f->a, &q, &items, &count, &f->e));
	for (size_t i = 0; i < count; i++)
		if (str_eq(items[i].title, str_of(title)))
			return items[i].id;
	return 0;
}

/* Lines of a dump, in the arena. */
struct lines {
	struct arena *a;
	struct str *list;
	size_t count, cap;
};

static inline bool
keep_line(void *user, struct str line)
{
	struct lines *l = user;

	l->list = arena_grow(l->a, l->list, l->count, &l->cap, sizeof(*l->list));
	l->list[l->count++] = arena_str(l->a, line);
	return true;
}

static inline int
setup_memory(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->a = arena_create();
	OK(store_open(&f->s, NULL, STORE_MEMORY, &f->e));
	f->feed = add_feed(f, "https://one.example/feed", "One");
	*state = f;
	return 0;
}

static inline int
setup_file(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->a = arena_create();
	strcpy(f->dir, "/tmp/dateline-store-XXXXXX");
	assert_non_null(mkdtemp(f->dir));
	snprintf(f->path, sizeof(f->path), "%s/data/store.db", f->dir);
	OK(store_open(&f->s, f->path, STORE_WRITE, &f->e));
	f->feed = add_feed(f, "https://one.example/feed", "One");
	*state = f;
	return 0;
}

static inline int
teardown(void **state)
{
	struct fixture *f = *state;
	char command[128];

	store_close(f->s);
	arena_destroy(f->a);
	if (f->dir[0] != '\0') {
		snprintf(command, sizeof(command), "rm -rf %s", f->dir);
		assert_int_equal(system(command), 0);
	}
	free(f);
	return 0;
}

#endif
