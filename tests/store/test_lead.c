/* SPDX-License-Identifier: ISC */
/*
 * test_lead.c - the flags by which a folded list is walked say at every moment what a look at all
 * articles says, whatever is done to articles, stories and feeds.
 */
#include "store_test.h"

#include <sqlite3.h>

#define FEEDS 4
#define ARTICLES 40
#define STEPS 600

static uint32_t
next(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

/* Ids as the definition gives them, slowly. */
static const char *
asked(struct fixture *f, bool unread)
{
	struct str sql = arena_printf(f->a,
	        "select group_concat(id, ' ') from (select id from articles a where %s and (story "
	        "is"
	        " null or not exists (select 1 from articles b where b.story = a.story and %s and"
	        " (b.date, b.id) > (a.date, a.id))) order by date desc, id desc)",
	        unread ? "a.gone = 0 and a.copy_of is null and a.unread = 1 and a.feed not in "
	                 "(select"
	                 " id from feeds where hidden = 1)"
	               : "a.gone = 0 and a.copy_of is null and a.feed not in (select id from feeds"
	                 " where hidden = 1)",
	        unread ? "b.gone = 0 and b.copy_of is null and b.unread = 1 and b.feed not in "
	                 "(select"
	                 " id from feeds where hidden = 1)"
	               : "b.gone = 0 and b.copy_of is null and b.feed not in (select id from feeds"
	                 " where hidden = 1)");
	const char *all;
	sqlite3_stmt *st;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql.p, -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	all = (const char *)sqlite3_column_text(st, 0);
	all = arena_cstr(f->a, str_of(all));
	sqlite3_finalize(st);
	sqlite3_close(db);
	return all;
}

static const char *
listed(struct fixture *f, bool unread)
{
	const struct store_query q = {
		.fold_stories = true, .visible_only = true, .unread_only = unread
	};
	struct str all = STR("");
	struct store_item *items;
	size_t count;

	OK(store_list(f->s, f->a, &q, &items, &count, &f->e));
	for (size_t i = 0; i < count; i++)
		all = arena_printf(f->a, STR_FMT "%s%lld", STR_ARG(all), i > 0 ? " " : "",
		        (long long)items[i].id);
	return all.p;
}

static void
compare(struct fixture *f)
{
	struct notes notes;

	assert_string_equal(listed(f, true), asked(f, true));
	assert_string_equal(listed(f, false), asked(f, false));
	notes_init(&notes, f->a);
	OK(store_check(f->s, &notes, &f->e));
	if (notes.count > 0)
		fail_msg(STR_FMT, STR_ARG(notes.list[0].text));
}

static void
put_some(struct fixture *f, int64_t feed, uint32_t *seed)
{
	uint32_t n = next(seed) % ARTICLES;
	struct feed_entry one = entry(arena_printf(f->a, "https://x.example/%u", n).p,
	        arena_printf(f->a, "Title %u", n).p, "<p>Text.</p>", NOW - (n % 7) * 60);

	put(f, feed, &one, 1, NOW);
}

static void
mark_some(struct fixture *f, int64_t last, uint32_t *seed)
{
	static const enum store_mark marks[] = { MARK_READ, MARK_DELETED, MARK_HIDDEN };
	int64_t id = 1 + next(seed) % (uint32_t)(last + 1), changed;
	struct store_marking m = {
		.mark = marks[next(seed) % 3], .on = next(seed) % 3 > 0, .ids = &id, .ids_count = 1
	};
	struct str said;

	OK(store_mark(f->s, &m, &changed, &f->e));
	if (next(seed) % 4 == 0)
		OK(store_undo(f->s, f->a, &said, &f->e));
}

static void
change_feed(struct fixture *f, int at, uint32_t *seed)
{
	struct store_feed feed = { .url = arena_printf(f->a, "https://%d.example/feed", at),
		.hidden = next(seed) % 2 == 0 };
	struct store_retention r = { .keep_count = 3 + next(seed) % 9, .now = NOW };
	int64_t id, removed;

	OK(store_feed_put(f->s, &feed, &id, &f->e));
	if (next(seed) % 3 == 0)
		OK(store_purge(f->s, id, &r, &removed, &f->e));
	if (next(seed) % 8 == 0)
		OK(store_feed_remove(f->s, id, &f->e));
}

static void
step(struct fixture *f, const int64_t *feeds, uint32_t *seed)
{
	int64_t last, article;

	OK(store_last_article(f->s, &last, &f->e));
	article = 1 + next(seed) % (uint32_t)(last + 1);
	switch (next(seed) % 8) {
	case 0:
	case 1: put_some(f, feeds[next(seed) % FEEDS], seed); break;
	case 2:
	case 3:
		/* An article that is gone cannot be moved, which is said. */
		store_story_move(f->s, article, 1 + next(seed) % 3, &f->e);
		break;
	case 4: store_story_move(f->s, article, 0, &f->e); break;
	case 5: change_feed(f, (int)(next(seed) % FEEDS), seed); break;
	default: mark_some(f, last, seed); break;
	}
}

static void
flags_say_what_a_look_says(void **state)
{
	struct fixture *f = *state;
	struct store_story *stories;
	int64_t feeds[FEEDS];
	uint32_t seed = 7;
	size_t count, most = 0;

	for (int i = 0; i < FEEDS; i++)
		feeds[i] = add_feed(f, arena_printf(f->a, "https://%d.example/feed", i).p, "Feed");
	for (int i = 0; i < ARTICLES; i++)
		put_some(f, feeds[i % FEEDS], &seed);
	for (int i = 0; i < STEPS; i++) {
		step(f, feeds, &seed);
		if (i % 5 == 0)
			compare(f);
		OK(store_stories(f->s, f->a, 10, &stories, &count, &f->e));
		most = count > most ? count : most;
	}
	compare(f);
	assert_true(most > 1);
}

/* A long story costs a folded list nothing: its window is read from the index of leads. */
static void
without_hidden_feeds_too(void **state)
{
	struct fixture *f = *state;
	struct store_query q = { .fold_stories = true, .unread_only = true };
	struct feed_entry list[] = { entry("1", "One", "<p>x</p>", NOW - 20),
		entry("2", "Two", "<p>x</p>", NOW - 10), entry("3", "Three", "<p>x</p>", NOW) };
	int64_t id = 3, changed;
	const struct store_marking read = {
		.mark = MARK_READ, .on = true, .ids = &id, .ids_count = 1
	};

	put(f, f->feed, list, 3, NOW);
	for (int64_t i = 2; i <= 3; i++)
		OK(store_story_move(f->s, i, 1, &f->e));
	assert_string_equal(titles(f, &q), "Three");
	OK(store_mark(f->s, &read, &changed, &f->e));
	assert_string_equal(titles(f, &q), "Two");
	q.unread_only = false;
	assert_string_equal(titles(f, &q), "Three");
	OK(store_story_move(f->s, 1, 0, &f->e));
	assert_string_equal(titles(f, &q), "Three|One");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(flags_say_what_a_look_says, setup_file, teardown),
		cmocka_unit_test_setup_teardown(without_hidden_feeds_too, setup_file, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
