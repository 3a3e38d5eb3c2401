/* SPDX-License-Identifier: ISC */
/*
 * test_store.c - opening and its file modes, feeds, taking in, lists, articles, marks and undo.
 */
#include "store_test.h"

#include <sys/stat.h>

static void
opens_private(void **state)
{
	struct fixture *f = *state;
	struct stat st;
	struct store *reader;

	assert_int_equal(stat(f->path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	snprintf(f->path, sizeof(f->path), "%s/data", f->dir);
	assert_int_equal(stat(f->path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	snprintf(f->path, sizeof(f->path), "%s/data/store.db", f->dir);
	OK(store_open(&reader, f->path, STORE_READ_ONLY, &f->e));
	assert_false(store_feed_remove(reader, f->feed, &f->e));
	assert_non_null(strstr(f->e.text, "read-only"));
	assert_false(store_changed(reader));
	add_feed(f, "https://two.example/", "Two");
	assert_true(store_changed(reader));
	assert_false(store_changed(reader));
	store_close(reader);
	assert_false(store_open(&reader, "/nonexistent/x.db", STORE_READ_ONLY, &f->e));
	assert_non_null(strstr(f->e.text, "No such file"));
}

static void
refuses_other_files(void **state)
{
	struct fixture *f = *state;
	struct store *other;
	FILE *file;

	snprintf(f->path, sizeof(f->path), "%s/text", f->dir);
	file = fopen(f->path, "w");
	for (int i = 0; i < 1000; i++)
		fputs("This is a text and no store.\n", file);
	fclose(file);
	assert_false(store_open(&other, f->path, STORE_WRITE, &f->e));
	assert_non_null(strstr(f->e.text, "no store of dateline"));
}

static void
keeps_feeds(void **state)
{
	struct fixture *f = *state;
	struct str tags[] = { STR("world"), STR("news") };
	struct store_feed list[] = {
		{ .url = STR("https://b.example/"), .user_title = STR("Bee"), .tags = tags, .tags_count = 2 },
		{ .url = STR("https://a.example/"), .hidden = true },
		{ .url = STR("query:unread:unread = \"yes\""), .query = STR("is:unread"), .title = STR("Unread") },
	}, *got;
	struct feed_entry one = entry("x1", "First", "<p>Text</p>", NOW - 60);
	size_t count;
	int64_t id;

	put(f, f->feed, &one, 1, NOW);
	OK(store_feeds_set(f->s, list, 3, &f->e));
	OK(store_feeds(f->s, f->a, &got, &count, &f->e));
	assert_int_equal(count, 3);
	assert_string_equal(got[0].title.p, "Bee");
	assert_int_equal(got[0].tags_count, 2);
	assert_true(str_eq(got[0].tags[1], STR("news")));
	assert_true(got[1].hidden);
	assert_int_equal(got[1].state, FEED_NEVER);
	assert_string_equal(got[1].title.p, "https://a.example/");
	assert_string_equal(got[2].query.p, "is:unread");
	/* The feed that is no longer in the list took its articles along... */
	assert_string_equal(titles(f, &(struct store_query){ 0 }), "");
	OK(store_feed_find(f->s, STR("https://one.example/feed"), &id, &f->e));
	assert_int_equal(id, 0);
	/* ... and brings them back when it comes back. */
	assert_int_equal(add_feed(f, "https://one.example/feed", "One"), f->feed);
	assert_string_equal(titles(f, &(struct store_query){ 0 }), "First");
	assert_false(store_feed_move(f->s, f->feed, STR("https://b.example/"), &f->e));
	OK(store_feed_move(f->s, f->feed, STR("https://new.example/"), &f->e));
	OK(store_feed_find(f->s, STR("https://new.example/"), &id, &f->e));
	assert_int_equal(id, f->feed);
}

static void
starred_articles_stay(void **state)
{
	struct fixture *f = *state;
	struct feed_entry entries[] = { entry("a", "Plain", "x", NOW - 1),
		entry("b", "Star", "x", NOW - 2), entry("c", "Noted", "x", NOW - 3) };
	int64_t changed;

	put(f, f->feed, entries, 3, NOW);
	OK(store_mark(f->s,
	        &(struct store_marking){ .mark = MARK_STAR,
	                .on = true,
	                .ids = (int64_t[]){ id_of(f, "Star") },
	                .ids_count = 1 },
	        &changed, &f->e));
	OK(store_set_note(f->s, id_of(f, "Noted"), STR("remember"), &f->e));
	OK(store_feed_remove(f->s, f->feed, &f->e));
	assert_string_equal(titles(f, &(struct store_query){ 0 }), "Star|Noted");
	assert_string_equal(titles(f, &(struct store_query){ .starred_only = true }), "Star");
}

static void
takes_entries_once(void **state)
{
	struct fixture *f = *state;
	struct feed_entry entries[] = { entry("a", "A", "<p>one</p>", NOW - 100),
		entry("b", "B", "<p>two</p>", NOW) };
	struct store_result r = put(f, f->feed, entries, 2, NOW);
	struct store_article art;
	struct str old;
	int64_t id, date, changed;

	assert_int_equal(r.added, 2);
	r = put(f, f->feed, entries, 2, NOW + 1000);
	assert_int_equal(r.added + r.changed, 0);
	id = id_of(f, "A");
	OK(store_mark(f->s,
	        &(struct store_marking){
	                .mark = MARK_READ, .on = true, .ids = &id, .ids_count = 1 },
	        &changed, &f->e));
	entries[0].content_html = STR("<p>one, corrected</p>");
	r = put(f, f->feed, entries, 2, NOW + 2000);
	assert_int_equal(r.added, 0);
	assert_int_equal(r.changed, 1);
	OK(store_article(f->s, f->a, id, &art, &f->e));
	assert_false(art.item.unread);
	assert_int_equal(art.versions, 1);
	assert_string_equal(art.html.p, "<p>one, corrected</p>");
	OK(store_article_version(f->s, f->a, id, 0, &old, &date, &f->e));
	assert_string_equal(old.p, "<p>one</p>");
	assert_int_equal(date, NOW + 2000);
	assert_false(store_article_version(f->s, f->a, id, 1, &old, &date, &f->e));
	/* Another feed may use the same id. */
	r = put(f, add_feed(f, "https://two.example/", "Two"), entries, 1, NOW);
	assert_int_equal(r.added, 1);
}

static void
believes_no_future(void **state)
{
	struct fixture *f = *state;
	struct feed_entry entries[] = { entry("a", "Future", "x", NOW + 999999),
		entry("b", "None", "x", FEED_NO_DATE), entry("c", "Past", "x", NOW - 50) };

	put(f, f->feed, entries, 3, NOW);
	assert_string_equal(titles(f, &(struct store_query){ 0 }), "None|Future|Past");
}

static void
keeps_what_a_feed_said(void **state)
{
	struct fixture *f = *state;
	struct feed meta = {
		.title = STR("The One"), .link = STR("https://one.example/"), .language = STR("de")
	};
	struct store_answer x = { .feed = f->feed,
		.now = NOW,
		.meta = &meta,
		.state = FEED_OK,
		.http = { .etag = STR("\"abc\""),
		        .status = 200,
		        .retry_after = STORE_NO_DATE,
		        .interval_s = 900 },
		.next_fetch = NOW + 900 };
	struct store_result r;
	struct store_http http;
	struct store_feed feed;

	OK(store_put_answer(f->s, &x, &r, &f->e));
	x.meta = NULL;
	x.now = NOW + 900;
	x.state = FEED_FAILING;
	x.error = STR("HTTP 503");
	OK(store_put_answer(f->s, &x, &r, &f->e));
	OK(store_http_get(f->s, f->a, f->feed, &http, &f->e));
	assert_string_equal(http.etag.p, "\"abc\"");
	assert_true(http.retry_after == STORE_NO_DATE);
	OK(store_feed_get(f->s, f->a, f->feed, &feed, &f->e));
	assert_string_equal(feed.title.p, "The One");
	assert_string_equal(feed.lang.p, "de");
	assert_string_equal(feed.error.p, "HTTP 503");
	assert_int_equal(feed.state, FEED_FAILING);
	assert_int_equal(feed.fetched, NOW);
}

static void
counts_follow_marks(void **state)
{
	struct fixture *f = *state;
	struct feed_entry entries[] = { entry("a", "A", "x", NOW - 1),
		entry("b", "B", "x", NOW - 2), entry("c", "C", "x", NOW - 3) };
	struct store_query unread = { .unread_only = true },
	                   of_feed = { .feed = f->feed, .unread_only = true };
	int64_t ids[3], changed;
	struct str said;

	put(f, f->feed, entries, 3, NOW);
	ids[0] = id_of(f, "A"), ids[1] = id_of(f, "B"), ids[2] = id_of(f, "C");
	OK(store_mark(f->s,
	        &(struct store_marking){
	                .mark = MARK_READ, .on = true, .ids = ids, .ids_count = 2 },
	        &changed, &f->e));
	assert_int_equal(changed, 2);
	assert_string_equal(titles(f, &unread), "C");
	assert_int_equal(count_of(f, &of_feed), 1);
	OK(store_mark(f->s,
	        &(struct store_marking){ .mark = MARK_READ, .on = true, .query = &unread },
	        &changed, &f->e));
	assert_int_equal(changed, 1);
	assert_int_equal(count_of(f, &of_feed), 0);
	OK(store_mark(f->s,
	        &(struct store_marking){
	                .mark = MARK_DELETED, .on = true, .ids = ids, .ids_count = 1 },
	        &changed, &f->e));
	assert_int_equal(count_of(f, &(struct store_query){ .feed = f->feed }), 2);
	OK(store_undo(f->s, f->a, &said, &f->e));
	assert_string_equal(said.p, "1 deleted");
	OK(store_undo(f->s, f->a, &said, &f->e));
	assert_string_equal(said.p, "1 marked read");
	OK(store_undo(f->s, f->a, &said, &f->e));
	assert_string_equal(said.p, "2 marked read");
	assert_int_equal(count_of(f, &of_feed), 3);
	OK(store_undo(f->s, f->a, &said, &f->e));
	assert_int_equal(said.len, 0);
}

static void
flags_and_tags(void **state)
{
	struct fixture *f = *state;
	struct feed_entry one = entry("a", "A", "x", NOW);
	struct store_article art;
	int64_t id, changed;

	put(f, f->feed, &one, 1, NOW);
	id = id_of(f, "A");
	for (const char *c = "qab"; *c != '\0'; c++)
		OK(store_mark(f->s,
		        &(struct store_marking){ .mark = MARK_FLAG,
		                .on = true,
		                .flag = *c,
		                .ids = &id,
		                .ids_count = 1 },
		        &changed, &f->e));
	OK(store_article(f->s, f->a, id, &art, &f->e));
	assert_string_equal(art.item.flags.p, "abq");
	assert_false(store_mark(f->s,
	        &(struct store_marking){
	                .mark = MARK_FLAG, .on = true, .flag = 'A', .ids = &id, .ids_count = 1 },
	        &changed, &f->e));
	OK(store_mark(f->s,
	        &(struct store_marking){ .mark = MARK_TAG,
	                .on = true,
	                .tag = STR("later"),
	                .ids = &id,
	                .ids_count = 1 },
	        &changed, &f->e));
	assert_string_equal(titles(f, &(struct store_query){ .tag = STR("later") }), "A");
	assert_string_equal(titles(f, &(struct store_query){ .tag = STR("other") }), "");
}

static void
keeps_article(void **state)
{
	struct fixture *f = *state;
	struct feed_enclosure sound = { .url = STR("https://one.example/a.mp3"),
		.type = STR("audio/mpeg"),
		.length = 12,
		.duration_s = -1 };
	struct str categories[] = { STR("Politics"), STR("World") };
	struct feed_entry one = entry("https://one.example/a", "A", NULL, NOW);
	struct store_article art;
	int64_t id;

	one.summary = STR("Short & plain");
	one.enclosures = &sound;
	one.enclosures_count = 1;
	one.categories = categories;
	one.categories_count = 2;
	put(f, f->feed, &one, 1, NOW);
	id = id_of(f, "A");
	OK(store_set_position(f->s, id, 77, &f->e));
	OK(store_set_note(f->s, id, STR("mine"), &f->e));
	OK(store_article(f->s, f->a, id, &art, &f->e));
	assert_string_equal(art.html.p, "<p>Short &amp; plain</p>");
	assert_string_equal(art.item.excerpt.p, "Short & plain");
	assert_string_equal(art.categories.p, "Politics, World");
	assert_int_equal(art.enclosures_count, 1);
	assert_string_equal(art.enclosures[0].type.p, "audio/mpeg");
	assert_int_equal(art.enclosures[0].duration_s, -1);
	assert_int_equal(art.position, 77);
	assert_string_equal(art.note.p, "mine");
	assert_true(art.item.has_note && art.item.is_new && !art.html_is_page && !art.analysed);
	OK(store_put_full_text(
	        f->s, id, STR("<p>The whole page</p>"), ARTICLE_FULL, STR_NONE, &f->e));
	OK(store_article(f->s, f->a, id, &art, &f->e));
	assert_true(art.html_is_page && art.item.full_text);
	assert_string_equal(art.html.p, "<p>The whole page</p>");
	OK(store_put_full_text(f->s, id, STR_NONE, ARTICLE_PAYWALL, STR("HTTP 403"), &f->e));
	OK(store_article(f->s, f->a, id, &art, &f->e));
	assert_string_equal(art.html.p, "<p>The whole page</p>");
	assert_string_equal(art.error.p, "HTTP 403");
	assert_int_equal(art.state, ARTICLE_PAYWALL);
	assert_false(store_article(f->s, f->a, 999, &art, &f->e));
}

static void
keeps_pages(void **state)
{
	struct fixture *f = *state;
	struct feed_entry page = entry("https://x.example/page", "Page", "<p>p</p>", NOW);
	struct store_feed *feeds;
	size_t count;
	int64_t id, again;

	OK(store_put_page(f->s, &page, NOW, &id, &f->e));
	OK(store_put_page(f->s, &page, NOW + 5, &again, &f->e));
	assert_int_equal(id, again);
	assert_string_equal(titles(f, &(struct store_query){ 0 }), "Page");
	OK(store_feeds(f->s, f->a, &feeds, &count, &f->e));
	assert_int_equal(count, 1);
}

static void
new_is_the_last_refresh(void **state)
{
	struct fixture *f = *state;
	struct feed_entry entries[] = { entry("a", "A", "x", NOW - 2),
		entry("b", "B", "x", NOW - 1) };
	struct store_item *items;
	size_t count;

	put(f, f->feed, entries, 1, NOW);
	put(f, f->feed, entries, 2, NOW + 3600);
	OK(store_list(f->s, f->a, &(struct store_query){ 0 }, &items, &count, &f->e));
	assert_true(items[0].is_new);
	assert_false(items[1].is_new);
}

static void
windows_and_orders(void **state)
{
	struct fixture *f = *state;
	struct feed_entry entries[] = { entry("1", "banana", "x", NOW - 1),
		entry("2", "Apple", "x", NOW - 2), entry("3", "cherry", "x", NOW - 2) };

	put(f, f->feed, entries, 3, NOW);
	assert_string_equal(titles(f, &(struct store_query){ 0 }), "banana|cherry|Apple");
	assert_string_equal(
	        titles(f, &(struct store_query){ .order = STORE_OLDEST }), "Apple|cherry|banana");
	assert_string_equal(
	        titles(f, &(struct store_query){ .order = STORE_TITLE }), "Apple|banana|cherry");
	assert_string_equal(titles(f, &(struct store_query){ .offset = 1, .limit = 1 }), "cherry");
	assert_int_equal(count_of(f, &(struct store_query){ .limit = 1 }), 3);
}

static int64_t
id_at(struct fixture *f, const struct store_query *q)
{
	struct store_item *items;
	size_t count;

	OK(store_list(f->s, f->a, q, &items, &count, &f->e));
	assert_true(count > 0);
	return items[0].id;
}

static void
far_windows_are_the_same(void **state)
{
	struct fixture *f = *state;
	struct feed_entry *entries = arena_array(f->a, 5000, sizeof(*entries));
	struct store_query q = { .limit = 3 };
	struct store_item *items;
	size_t count;

	for (int i = 0; i < 5000; i++) {
		struct str name = arena_printf(f->a, "%d", i);
		entries[i] = entry(name.p, name.p, "x", NOW - i / 2); /* two share a second */
	}
	put(f, f->feed, entries, 5000, NOW);
	OK(store_list(f->s, f->a, &(struct store_query){ .offset = 1990, .limit = 20 }, &items,
	        &count, &f->e));
	for (q.offset = 1990; q.offset < 2010; q.offset++)
		assert_int_equal(id_at(f, &q), items[q.offset - 1990].id);
	OK(store_list(f->s, f->a, &(struct store_query){ .order = STORE_OLDEST, .limit = 10 },
	        &items, &count, &f->e));
	for (size_t i = 0; i < 10; i++) {
		q.offset = 4999 - i;
		assert_int_equal(id_at(f, &q), items[i].id);
	}
	q.offset = 4998;
	q.limit = 10;
	OK(store_list(f->s, f->a, &q, &items, &count, &f->e));
	assert_int_equal(count, 2);
	q.offset = 5000;
	OK(store_list(f->s, f->a, &q, &items, &count, &f->e));
	assert_int_equal(count, 0);
}

static void
batches_are_one_transaction(void **state)
{
	struct fixture *f = *state;
	struct feed_entry one = entry("a", "A", "x", NOW);
	struct store *other;

	OK(store_open(&other, f->path, STORE_READ_ONLY, &f->e));
	OK(store_batch_begin(f->s, &f->e));
	put(f, f->feed, &one, 1, NOW);
	assert_false(store_changed(other));
	OK(store_batch_end(f->s, &f->e));
	assert_true(store_changed(other));
	store_close(other);
}

static void
purged_ones_stay_away(void **state)
{
	struct fixture *f = *state;
	struct feed_entry entries[] = { entry("a", "A", "x", NOW - 100 * 86400),
		entry("b", "B", "x", NOW - 90 * 86400), entry("c", "C", "x", NOW - 2) };
	struct store_retention r = { .keep_days = 30, .now = NOW };
	int64_t removed, id;

	put(f, f->feed, entries, 3, NOW);
	OK(store_purge(f->s, f->feed, &r, &removed, &f->e));
	assert_int_equal(removed, 0); /* none was read yet */
	r.unread_too = true;
	id = id_of(f, "B");
	OK(store_mark(f->s,
	        &(struct store_marking){
	                .mark = MARK_STAR, .on = true, .ids = &id, .ids_count = 1 },
	        &removed, &f->e));
	OK(store_purge(f->s, f->feed, &r, &removed, &f->e));
	assert_int_equal(removed, 1);
	assert_string_equal(titles(f, &(struct store_query){ 0 }), "C|B");
	assert_int_equal(count_of(f, &(struct store_query){ .feed = f->feed }), 2);
	put(f, f->feed, entries, 3, NOW + 10);
	assert_string_equal(titles(f, &(struct store_query){ 0 }), "C|B");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(opens_private, setup_file, teardown),
		cmocka_unit_test_setup_teardown(refuses_other_files, setup_file, teardown),
		cmocka_unit_test_setup_teardown(keeps_feeds, setup_memory, teardown),
		cmocka_unit_test_setup_teardown(starred_articles_stay, setup_memory, teardown),
		cmocka_unit_test_setup_teardown(takes_entries_once, setup_memory, teardown),
		cmocka_unit_test_setup_teardown(believes_no_future, setup_memory, teardown),
		cmocka_unit_test_setup_teardown(keeps_what_a_feed_said, setup_memory, teardown),
		cmocka_unit_test_setup_teardown(counts_follow_marks, setup_memory, teardown),
		cmocka_unit_test_setup_teardown(flags_and_tags, setup_memory, teardown),
		cmocka_unit_test_setup_teardown(keeps_article, setup_memory, teardown),
		cmocka_unit_test_setup_teardown(keeps_pages, setup_memory, teardown),
		cmocka_unit_test_setup_teardown(new_is_the_last_refresh, setup_memory, teardown),
		cmocka_unit_test_setup_teardown(windows_and_orders, setup_memory, teardown),
		cmocka_unit_test_setup_teardown(far_windows_are_the_same, setup_memory, teardown),
		cmocka_unit_test_setup_teardown(batches_are_one_transaction, setup_file, teardown),
		cmocka_unit_test_setup_teardown(purged_ones_stay_away, setup_memory, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
