/* SPDX-License-Identifier: ISC */
/*
 * test_front.c - the front page: stories folded into a row, unfolded in place, followed, marked as
 * a whole; its order; hidden feeds.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <string.h>

#include "fixture.h"

static struct fixture f;

/* How often text is on the canvas. */
static int
times(const char *text)
{
	int count = 0;

	for (const char *at = f.shown.p; (at = strstr(at, text)) != NULL; at++)
		count++;
	return count;
}

static void
a_story_is_one_row(void **state)
{
	(void)state;
	fixture_open(&f, FIXTURE_STORY, 24, 80, NULL);
	fixture_shown(&f);
	assert_shown(&f, "4 unread");
	assert_shown(&f, "2 sources           Tugs free grain ship Astrid");
	assert_shown(&f, "\u00D73");
	assert_shown(&f, "Choir sings");
	assert_shown(&f, "1/2");
	assert_not_shown(&f, "runs aground");
	fixture_close(&f);
}

static void
a_story_unfolds_in_place(void **state)
{
	(void)state;
	fixture_open(&f, FIXTURE_STORY, 24, 80, NULL);
	fixture_keys(&f, "za");
	assert_shown(&f, "runs aground");
	assert_shown(&f, "County Post           Ship Astrid aground");
	assert_shown(&f, "\u25BE \u00D73");
	assert_int_equal(times("Tugs free"), 2);
	assert_shown(&f, "1/5");
	fixture_keys(&f, "jjj");
	fixture_keys(&f, "N"); /* one of them */
	assert_shown(&f, "marked read - U undoes");
	assert_shown(&f, "2/3");
	fixture_keys(&f, "zc");
	assert_shown(&f, "1/2");
	assert_not_shown(&f, "Ship Astrid aground");
	fixture_keys(&f, "zRG");
	assert_shown(&f, "4/4"); /* what was read has left the list */
	fixture_keys(&f, "zM");
	assert_shown(&f, "2/2");
	fixture_keys(&f, "za");
	assert_shown(&f, "nothing to fold here");
	fixture_close(&f);
}

static void
the_row_of_a_story_marks_all_of_it(void **state)
{
	(void)state;
	fixture_open(&f, FIXTURE_STORY, 24, 80, NULL);
	fixture_keys(&f, "N");
	assert_shown(&f, "3 marked read - U undoes");
	assert_shown(&f, "1 unread");
	fixture_keys(&f, "U");
	assert_shown(&f, "4 unread");
	assert_shown(&f, "undone: 3 marked read");
	fixture_keys(&f, "Dn");
	assert_shown(&f, "4 unread");
	fixture_keys(&f, "D");
	assert_shown(&f, "delete the 3 articles of this story? (y/n)");
	fixture_keys(&f, "y");
	assert_shown(&f, "3 deleted - U undoes");
	assert_shown(&f, "1 unread");
	fixture_keys(&f, "U");
	assert_shown(&f, "4 unread");
	fixture_keys(&f, "ggzajD"); /* one of them, by itself */
	assert_shown(&f, "deleted: Tugs free grain ship");
	fixture_close(&f);
}

static void
reading_on_goes_into_stories(void **state)
{
	(void)state;
	fixture_open(&f, FIXTURE_STORY, 40, 100, NULL);
	fixture_keys(&f, "j<Enter>");
	assert_shown(&f, "Forty voices");
	fixture_keys(&f, "n"); /* around to the story, its oldest unread first */
	assert_shown(&f, "runs aground");
	fixture_keys(&f, "n");
	assert_shown(&f, "eleven sailors safe");
	fixture_keys(&f, "n");
	assert_shown(&f, "floats again");
	fixture_keys(&f, "n");
	assert_shown(&f, "nothing else unread here");
	fixture_close(&f);
}

static void
what_is_followed_stays(void **state)
{
	(void)state;
	fixture_open(&f, FIXTURE_STORY, 24, 80, NULL);
	fixture_keys(&f, "lF");
	assert_shown(&f, "stays on the front page - U undoes");
	fixture_keys(&f, "qNj"); /* all of it read */
	fixture_keys(&f, "gfgh");
	app_changed(&f.app);
	fixture_shown(&f);
	assert_shown(&f, "F");
	assert_shown(&f, "Tugs free grain ship Astrid");
	assert_shown(&f, "1 unread");
	fixture_keys(&f, "UU"); /* the marks, the following */
	assert_shown(&f, "undone: followed");
	fixture_close(&f);
}

static void
the_order_is_chosen(void **state)
{
	(void)state;
	fixture_open(&f, FIXTURE_STORY, 24, 80, "front-order = size\n");
	fixture_shown(&f);
	assert_true(strstr(f.shown.p, "Tugs") < strstr(f.shown.p, "Choir"));
	fixture_keys(&f, "go");
	assert_shown(&f, "the stories you follow first");
	fixture_keys(&f, "go");
	assert_shown(&f, "the newest first");
	fixture_close(&f);
}

/* The kept sums and a walk through the list agree. */
static void
assert_counted(bool unread_only, bool fold)
{
	struct store_query q = {
		.unread_only = unread_only, .fold_stories = fold, .visible_only = true
	};
	struct arena *a = arena_create();
	struct store_item *items;
	size_t listed;
	int64_t counted;
	struct err e;

	assert_true(store_list(f.store, a, &q, &items, &listed, &e));
	assert_true(store_count(f.store, &q, &counted, &e));
	assert_int_equal(counted, listed);
	arena_destroy(a);
}

static void
hidden_feeds_are_not_on_it(void **state)
{
	struct store_feed feed = { .url = STR("https://herald.example/feed"), .hidden = true };
	struct err e;
	int64_t id;

	(void)state;
	fixture_open(&f, FIXTURE_STORY, 24, 80, NULL);
	assert_true(store_feed_put(f.store, &feed, &id, &e));
	app_changed(&f.app);
	fixture_keys(&f, "za");
	assert_shown(&f, "3 unread");
	for (int i = 0; i < 4; i++)
		assert_counted((i & 1) != 0, (i & 2) != 0);
	fixture_keys(&f, "N");
	for (int i = 0; i < 4; i++)
		assert_counted((i & 1) != 0, (i & 2) != 0);
	fixture_keys(&f, "U");
	assert_not_shown(&f, "Ship Astrid aground");
	fixture_close(&f);
}

static void
unfolded_stories_fit_small_windows(void **state)
{
	static const int sizes[][2] = { { 10, 30 }, { 40, 120 }, { 12, 40 }, { 6, 20 }, { 1, 1 } };

	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		fixture_open(&f, FIXTURE_STORY, sizes[i][0], sizes[i][1], NULL);
		fixture_keys(&f, "zajjlqzcgozRGkNUzM");
		fixture_close(&f);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_story_is_one_row),
		cmocka_unit_test(a_story_unfolds_in_place),
		cmocka_unit_test(the_row_of_a_story_marks_all_of_it),
		cmocka_unit_test(reading_on_goes_into_stories),
		cmocka_unit_test(what_is_followed_stays),
		cmocka_unit_test(the_order_is_chosen),
		cmocka_unit_test(hidden_feeds_are_not_on_it),
		cmocka_unit_test(unfolded_stories_fit_small_windows),
	};

	setlocale(LC_ALL, "");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
