/* SPDX-License-Identifier: ISC */
/*
 * test_fresh.c - texts before and after they are packed: what is read is the same, a change or a
 * removal in between leaves nothing behind, and the file becomes small again.
 */
#include "store_test.h"

#include <sqlite3.h>

#define MANY 600

static int64_t
number(struct fixture *f, const char *sql)
{
	sqlite3_stmt *st;
	sqlite3 *db;
	int64_t n;

	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	sqlite3_close(db);
	return n;
}

static void
pack_all(struct fixture *f)
{
	bool more = true;

	while (more)
		OK(store_pack_texts(f->s, &more, &f->e));
}

static struct str
text_of(struct fixture *f, int i)
{
	return arena_printf(f->a,
	        "<p>Article %d: %d boats left the harbour of Quay%d at dawn, and"
	        " the ferry company counted %d passengers on all of them.</p>",
	        i, i * 7, i % 13, i * 31);
}

static void
fill(struct fixture *f, int count)
{
	struct feed_entry *list = calloc((size_t)count, sizeof(*list));

	for (int i = 0; i < count; i++)
		list[i] = entry(arena_printf(f->a, "https://sea.example/%d", i).p,
		        arena_printf(f->a, "Title %d", i).p, text_of(f, i).p, NOW - i * 60);
	f->feed = add_feed(f, "https://sea.example/feed", "Sea");
	put(f, f->feed, list, (size_t)count, NOW);
	free(list);
}

static void
check_texts(struct fixture *f, int count)
{
	for (int i = 0; i < count; i++) {
		struct store_article art;
		OK(store_article(f->s, f->a, i + 1, &art, &f->e));
		assert_true(str_eq(art.html, text_of(f, i)));
	}
}

static void
reads_the_same(void **state)
{
	struct fixture *f = *state;
	const struct store_query q = { .text = STR("/passengers on all/ /Quay12/") };
	int64_t before, after;

	fill(f, MANY);
	check_texts(f, MANY);
	OK(store_count(f->s, &q, &before, &f->e));
	assert_true(before > 0);
	pack_all(f);
	check_texts(f, MANY);
	OK(store_count(f->s, &q, &after, &f->e));
	assert_int_equal(before, after);
	assert_int_equal(number(f, "select count(*) from fresh"), 0);
	assert_int_equal(number(f, "select count(*) from texts"), MANY);
	/* The dictionary was made first, so every text was packed with it. */
	assert_int_equal(
	        number(f, "select count(*) from texts where substr(html, 1, 1) <> x'02'"), 0);
}

static void
one_helping_is_short(void **state)
{
	struct fixture *f = *state;
	bool more;

	fill(f, MANY);
	OK(store_pack_texts(f->s, &more, &f->e));
	assert_true(more);
	check_texts(f, MANY);
	pack_all(f);
	OK(store_pack_texts(f->s, &more, &f->e));
	assert_false(more);
}

static void
change_in_between(void **state)
{
	struct fixture *f = *state;
	const char *texts[] = { "<p>The bridge is closed.</p>", "<p>The bridge is open.</p>", "",
		"<p>The bridge is gone.</p>" };
	struct store_article art;

	for (size_t i = 0; i < COUNT(texts); i++) {
		struct feed_entry one = entry("https://one.example/1", "Bridge", texts[i], NOW);
		put(f, add_feed(f, "https://one.example/feed", "One"), &one, 1, NOW + (int64_t)i);
		OK(store_article(f->s, f->a, 1, &art, &f->e));
		assert_true(str_eq(art.html, str_of(texts[i])));
		if (i % 2 == 0)
			pack_all(f);
		OK(store_article(f->s, f->a, 1, &art, &f->e));
		assert_true(str_eq(art.html, str_of(texts[i])));
		assert_int_equal(art.versions, i);
		for (size_t v = 0; v < i; v++) {
			struct str html;
			int64_t date;
			OK(store_article_version(f->s, f->a, 1, v, &html, &date, &f->e));
			assert_true(str_eq(html, str_of(texts[i - 1 - v])));
		}
	}
}

static void
removal_leaves_nothing(void **state)
{
	struct fixture *f = *state;
	struct store_retention r = { .keep_count = 10, .now = NOW, .unread_too = true };
	int64_t removed;

	fill(f, 100);
	OK(store_purge(f->s, f->feed, &r, &removed, &f->e));
	assert_int_equal(number(f, "select count(*) from fresh"), 10);
	pack_all(f);
	r.keep_count = 5;
	OK(store_purge(f->s, f->feed, &r, &removed, &f->e));
	assert_int_equal(number(f, "select count(*) from texts"), 5);
}

static void
vacuum_packs_too(void **state)
{
	struct fixture *f = *state;

	fill(f, MANY);
	OK(store_vacuum(f->s, &f->e));
	check_texts(f, MANY);
	assert_int_equal(number(f, "select count(*) from fresh"), 0);
}

/* Room that packing left is given back without a vacuum. */
static void
the_file_shrinks(void **state)
{
	struct fixture *f = *state;
	struct buf b;
	bool more = true;
	int64_t before;

	buf_init(&b, 100000);
	while (!b.full)
		buf_add_cstr(&b, "<p>The same words are said again and again by all of them.</p>");
	for (int i = 0; i < 200; i++) {
		struct feed_entry one =
		        entry(arena_printf(f->a, "https://one.example/%d", i).p, "Long", b.p, NOW);
		put(f, add_feed(f, "https://one.example/feed", "One"), &one, 1, NOW);
	}
	buf_free(&b);
	before = number(f, "pragma page_count");
	pack_all(f);
	while (more)
		OK(store_shrink(f->s, &more, &f->e));
	assert_true(number(f, "pragma page_count") * 2 < before);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(reads_the_same, setup_file, teardown),
		cmocka_unit_test_setup_teardown(one_helping_is_short, setup_file, teardown),
		cmocka_unit_test_setup_teardown(change_in_between, setup_file, teardown),
		cmocka_unit_test_setup_teardown(removal_leaves_nothing, setup_file, teardown),
		cmocka_unit_test_setup_teardown(vacuum_packs_too, setup_file, teardown),
		cmocka_unit_test_setup_teardown(the_file_shrinks, setup_file, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
