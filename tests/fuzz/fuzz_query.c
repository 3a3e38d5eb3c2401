/* SPDX-License-Identifier: ISC */
/*
 * fuzz_query.c - any bytes as a query: an error that points into it, or a list whose length is the
 * count, in both orders.
 */
#include <stdlib.h>

#include <dateline/store.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define NOW 1711116000

static void
check(bool holds)
{
	if (!holds)
		abort();
}

static struct store *
make_store(void)
{
	static const char *const texts[] = { "The bridge in Varda", "A ferry strike",
		"Caf\xc3\xa9 prices", "\xe6\x9d\xb1\xe4\xba\xac\xe3\x81\xae\xe9\x9b\xa8" };
	struct store_feed feed = { .url = STR("https://one.example/"), .title = STR("One") };
	struct feed_entry entries[COUNT(texts)];
	struct store_answer x = { .now = NOW,
		.entries = entries,
		.entries_count = COUNT(texts),
		.state = FEED_OK,
		.http = { .retry_after = STORE_NO_DATE } };
	struct store_result r;
	struct store *s;
	struct err e;

	check(store_open(&s, NULL, STORE_MEMORY, &e) && store_feed_put(s, &feed, &x.feed, &e));
	for (size_t i = 0; i < COUNT(texts); i++)
		entries[i] = (struct feed_entry){ .id = str_of(texts[i]),
			.title = str_of(texts[i]),
			.content_html = str_of(texts[i]),
			.published = NOW - (int64_t)i * 86400,
			.updated = FEED_NO_DATE };
	check(store_put_answer(s, &x, &r, &e));
	for (int64_t id = 1; id < (int64_t)COUNT(texts);
	        id++) /* the last one waits for the index */
		check(store_analyse(s, NULL, id, NOW, &e));
	return s;
}

static size_t
list(struct store *s, const struct store_query *q)
{
	struct arena *a = arena_create();
	struct store_item *items;
	size_t count;
	struct err e;

	check(store_list(s, a, q, &items, &count, &e));
	arena_destroy(a);
	return count;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct store *s;
	struct store_query q = { .text = { (const char *)data, size }, .now = NOW };
	int64_t count;
	struct err e = { 0 };

	if (s == NULL)
		s = make_store();
	if (size > 4096)
		return 0;
	if (!store_query_check(q.text, &e)) {
		check(e.kind == ERR_USAGE && e.text[0] != '\0');
		return 0;
	}
	if (!store_count(s, &q, &count, &e)) {
		check(e.kind == ERR_USAGE); /* too long for the database */
		return 0;
	}
	check(list(s, &q) == (size_t)count);
	q.order = STORE_RELEVANCE;
	check(list(s, &q) == (size_t)count);
	return 0;
}
