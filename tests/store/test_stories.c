/* SPDX-License-Identifier: ISC */
/*
 * test_stories.c - stories as the user wants them: articles moved and split off stay so when more
 * comes in, when the store is opened again, and when what was done is taken back.
 */
#include "store_test.h"

static const char *const bridge[] = {
	"<p>The bridge over the Aun in Varda collapsed on Friday, and 12 workers of the bridge "
	"repair were injured, mayor Mara Quist said.</p>",
	"<p>Two more workers were found under the bridge over the Aun in Varda, which collapsed on "
	"Friday; 14 are injured, mayor Mara Quist said.</p>",
	"<p>An inquiry into the collapse of the bridge over the Aun in Varda opens on Monday, "
	"mayor Mara Quist said. 16 workers were injured when the bridge fell.</p>",
	"<p>Workers of the bridge over the Aun in Varda had warned of its collapse, an inquiry "
	"heard. Mayor Mara Quist said 16 workers were injured.</p>",
	"<p>The inquiry into the collapse of the bridge over the Aun in Varda heard mayor Mara "
	"Quist, and the workers of the bridge who were injured.</p>",
};
static const char football[] = "<p>The national football team beat Norland 3-1 in a friendly match "
                               "on Saturday evening, with two late goals by the striker.</p>";

static void
take_in(struct fixture *f, const char *id, const char *html, int hours)
{
	struct feed_entry one = entry(id, id, html, NOW - 86400 + hours * 3600);
	int64_t last;

	put(f, f->feed, &one, 1, NOW);
	OK(store_last_article(f->s, &last, &f->e));
	OK(store_analyse(f->s, NULL, last, NOW, &f->e));
}

static void
take_in_three(struct fixture *f)
{
	take_in(f, "bridge 1", bridge[0], 1);
	take_in(f, "bridge 2", bridge[1], 2);
	take_in(f, "bridge 3", bridge[2], 3);
	take_in(f, "football", football, 4);
}

static void
open_again(struct fixture *f)
{
	store_close(f->s);
	OK(store_open(&f->s, f->path, STORE_WRITE, &f->e));
}

static struct store_place
place_of(struct fixture *f, int64_t article)
{
	struct store_place *list;
	size_t count;

	OK(store_story_places(f->s, f->a, article, &list, &count, &f->e));
	return list[0];
}

static int64_t
story_of(struct fixture *f, int64_t article)
{
	return place_of(f, article).story;
}

/* Article 1 gave the story its number; the story keeps it without the article. */
static void
a_founder_is_split_off_and_stays_so(void **state)
{
	struct fixture *f = *state;
	struct store_story story;

	take_in_three(f);
	assert_int_equal(story_of(f, 1), 1);
	OK(store_story_move(f->s, 1, STORY_NONE, &f->e));
	assert_int_equal(story_of(f, 1), STORY_NONE);
	assert_int_equal(story_of(f, 2), 1);
	take_in(f, "bridge 4", bridge[3], 5);
	assert_true(story_of(f, 1) != 1);
	open_again(f);
	take_in(f, "bridge 5", bridge[4], 6);
	assert_true(story_of(f, 1) != 1);
	assert_int_equal(story_of(f, 2), 1);
	assert_int_equal(story_of(f, 3), 1);
	OK(store_story_get(f->s, f->a, 1, &story, &f->e));
	assert_true(story.articles >= 2);
}

static void
a_moved_article_stays(void **state)
{
	struct fixture *f = *state;

	take_in_three(f);
	assert_int_equal(story_of(f, 4), STORY_NONE);
	OK(store_story_move(f->s, 4, 1, &f->e));
	assert_int_equal(story_of(f, 4), 1);
	take_in(f, "bridge 4", bridge[3], 5);
	open_again(f);
	take_in(f, "bridge 5", bridge[4], 6);
	assert_int_equal(story_of(f, 4), 1);
	assert_int_equal(story_of(f, 6), 1); /* and its story takes more */
}

static void
two_single_articles_become_a_story(void **state)
{
	struct fixture *f = *state;

	take_in(f, "bridge 1", bridge[0], 1);
	take_in(f, "football", football, 4);
	OK(store_story_move(f->s, 2, 1, &f->e));
	assert_int_equal(story_of(f, 1), 1);
	assert_int_equal(story_of(f, 2), 1);
	OK(store_story_move(f->s, 1, STORY_NONE, &f->e));
	assert_int_equal(story_of(f, 1), STORY_NONE);
	assert_int_equal(story_of(f, 2), STORY_NONE);
}

static void
places_put_back_what_was_done(void **state)
{
	struct fixture *f = *state;
	struct store_place *was;
	size_t count;

	take_in(f, "bridge 1", bridge[0], 1);
	take_in(f, "bridge 2", bridge[1], 2);
	OK(store_story_places(f->s, f->a, 2, &was, &count, &f->e));
	assert_int_equal(count, 2); /* the other one would be alone */
	OK(store_story_move(f->s, 2, STORY_NONE, &f->e));
	assert_int_equal(story_of(f, 1), STORY_NONE);
	OK(store_story_put(f->s, was, count, &f->e));
	assert_int_equal(story_of(f, 1), 1);
	assert_int_equal(story_of(f, 2), 1);
	assert_false(place_of(f, 2).pinned);
}

static void
near_stories_come_the_most_alike_first(void **state)
{
	struct fixture *f = *state;
	struct store_story *list;
	size_t count;

	take_in_three(f);
	OK(store_story_move(f->s, 3, STORY_NONE, &f->e));
	OK(store_stories_near(f->s, f->a, 3, 10, &list, &count, &f->e));
	assert_int_equal(count, 2);
	assert_int_equal(list[0].id, 1);
	assert_int_equal(list[0].articles, 2);
	assert_int_equal(list[1].articles, 1);
	assert_string_equal(list[1].title.p, "football");
	OK(store_story_move(f->s, 3, list[1].id, &f->e));
	assert_int_equal(story_of(f, 4), story_of(f, 3));
	assert_false(store_stories_near(f->s, f->a, 99, 10, &list, &count, &f->e));
}

/* Joining an article that was split off makes a story of the two, which is not the one it left. */
static void
a_split_article_takes_others(void **state)
{
	struct fixture *f = *state;
	struct store_story *list;
	size_t count;

	take_in_three(f);
	OK(store_story_move(f->s, 1, STORY_NONE, &f->e));
	OK(store_stories_near(f->s, f->a, 4, 10, &list, &count, &f->e));
	for (size_t i = 0; i < count; i++)
		if (str_eq(list[i].title, STR("bridge 1")))
			OK(store_story_move(f->s, 4, list[i].id, &f->e));
	assert_true(story_of(f, 4) != STORY_NONE);
	assert_int_equal(story_of(f, 4), story_of(f, 1));
	assert_true(story_of(f, 1) != 1);
	assert_int_equal(story_of(f, 2), 1);
	open_again(f);
	take_in(f, "bridge 4", bridge[3], 5);
	assert_true(story_of(f, 1) != 1);
	assert_int_equal(story_of(f, 4), story_of(f, 1));
}

static bool
is_followed(struct fixture *f, int64_t id)
{
	struct store_story story;

	return store_story_get(f->s, f->a, id, &story, &f->e) && story.followed;
}

static void
a_story_is_followed_over_restarts_and_changes(void **state)
{
	struct fixture *f = *state;
	int64_t *ids;
	size_t count;

	take_in_three(f);
	OK(store_story_follow(f->s, 1, true, &f->e));
	open_again(f);
	assert_true(is_followed(f, 1));
	OK(store_story_move(f->s, 2, STORY_NONE, &f->e));
	OK(store_story_move(f->s, 3, STORY_NONE, &f->e));
	assert_true(is_followed(f, 1)); /* with one article: more may come */
	take_in(f, "bridge 4", bridge[3], 5);
	open_again(f);
	OK(store_stories_followed(f->s, f->a, &ids, &count, &f->e));
	assert_int_equal(count, 1);
	OK(store_story_follow(f->s, ids[0], false, &f->e));
	OK(store_stories_followed(f->s, f->a, &ids, &count, &f->e));
	assert_int_equal(count, 0);
}

/* Two stories of one event, told in different words, until an article joins them. */
static void
a_followed_story_is_merged(void **state)
{
	static const char *const parts[] = {
		"<p>The ferry Aurora ran aground on the Skarn reef before dawn with 210 "
		"passengers, "
		"who were taken off in boats.</p>",
		"<p>The ferry Aurora is stuck on the Skarn reef; its 210 passengers were taken off "
		"in boats before noon.</p>",
		"<p>Oil of a ferry reached the beach of Hask on Tuesday, where divers and farmers "
		"shovel it into sacks.</p>",
		"<p>Oil of a ferry lies on the beach of Hask; divers and farmers shovel it into "
		"sacks since Tuesday.</p>",
		"<p>Oil from the ferry Aurora, which ran aground on the Skarn reef with 210 "
		"passengers, reached the beach of Hask, where divers and farmers shovel it into "
		"sacks.</p>",
		"<p>The ferry Aurora on the Skarn reef, whose 210 passengers were taken off in "
		"boats, loses oil that farmers shovel into sacks on the beach of Hask.</p>",
		"<p>Farmers shovel the oil of the ferry Aurora into sacks on the beach of Hask; "
		"divers look at its hull on the Skarn reef, its 210 passengers were taken off in "
		"boats.</p>",
	};
	struct fixture *f = *state;
	int64_t *ids;
	size_t count;

	for (size_t i = 0; i < 4; i++)
		take_in(f, arena_printf(f->a, "part %zu", i).p, parts[i], (int)i);
	assert_true(story_of(f, 1) != STORY_NONE && story_of(f, 3) != STORY_NONE);
	assert_true(story_of(f, 1) != story_of(f, 3));
	OK(store_story_follow(f->s, story_of(f, 1), true, &f->e));
	OK(store_story_follow(f->s, story_of(f, 3), true, &f->e));
	for (size_t i = 4; i < COUNT(parts); i++)
		take_in(f, arena_printf(f->a, "part %zu", i).p, parts[i], (int)i);
	open_again(f);
	assert_int_equal(story_of(f, 1), story_of(f, 3));
	OK(store_stories_followed(f->s, f->a, &ids, &count, &f->e));
	assert_int_equal(count, 1);
	assert_int_equal(ids[0], story_of(f, 1));
}

static void
restore_into(struct fixture *f, struct store *to, const struct lines *dump)
{
	for (size_t i = 0; i < dump->count; i++)
		OK(store_restore_line(to, dump->list[i], &f->e));
}

static void
same_lines(const struct lines *x, const struct lines *y)
{
	assert_int_equal(x->count, y->count);
	for (size_t i = 0; i < x->count; i++)
		assert_string_equal(x->list[i].p, y->list[i].p);
}

/* What the user did to stories, and what was purged, goes with a dump: into an empty store, twice,
 * and through the analysis of what was taken in. */
static void
stories_go_with_a_dump(void **state)
{
	struct fixture *f = *state;
	struct lines first = { .a = f->a }, second = { .a = f->a }, third = { .a = f->a };
	struct feed_entry again = entry("old", "old", "<p>Old news.</p>", NOW - 900 * 86400);
	struct store_retention keep = { .keep_days = 30, .now = NOW };
	struct store_story story;
	struct store *mine = f->s, *other;
	int64_t changed, old, joined;

	take_in_three(f);
	put(f, f->feed, &again, 1, NOW);
	old = id_of(f, "old");
	OK(store_mark(f->s,
	        &(struct store_marking){
	                .mark = MARK_READ, .on = true, .ids = &old, .ids_count = 1 },
	        &changed, &f->e));
	OK(store_purge(f->s, f->feed, &keep, &changed, &f->e));
	assert_int_equal(changed, 1);
	OK(store_story_move(f->s, 4, 1, &f->e));
	OK(store_story_move(f->s, 3, STORY_NONE, &f->e));
	OK(store_story_follow(f->s, 1, true, &f->e));
	OK(store_story_looked(f->s, 1, NOW, &f->e));
	OK(store_dump(f->s, keep_line, &first, &f->e));
	OK(store_open(&other, NULL, STORE_MEMORY, &f->e));
	restore_into(f, other, &first);
	restore_into(f, other, &first);
	OK(store_dump(other, keep_line, &second, &f->e));
	same_lines(&first, &second);
	f->s = other;
	for (int64_t id = 1; id <= 4; id++)
		OK(store_analyse(other, NULL, id, NOW, &f->e));
	OK(store_dump(other, keep_line, &third, &f->e));
	same_lines(&first, &third);
	take_in(f, "bridge 4", bridge[3], 5); /* goes where it would have gone before */
	joined = story_of(f, 5);
	assert_true(joined != STORY_NONE);
	put(f, f->feed, &again, 1, NOW);
	assert_int_equal(id_of(f, "old"), 0);
	OK(store_story_get(other, f->a, story_of(f, 1), &story, &f->e));
	assert_true(story.followed);
	assert_int_equal(story.looked, NOW);
	store_close(other);
	f->s = mine;
	take_in(f, "bridge 4", bridge[3], 5);
	assert_int_equal(story_of(f, id_of(f, "bridge 4")), joined);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		        a_founder_is_split_off_and_stays_so, setup_file, teardown),
		cmocka_unit_test_setup_teardown(a_moved_article_stays, setup_file, teardown),
		cmocka_unit_test_setup_teardown(
		        two_single_articles_become_a_story, setup_memory, teardown),
		cmocka_unit_test_setup_teardown(
		        places_put_back_what_was_done, setup_memory, teardown),
		cmocka_unit_test_setup_teardown(
		        near_stories_come_the_most_alike_first, setup_memory, teardown),
		cmocka_unit_test_setup_teardown(
		        a_story_is_followed_over_restarts_and_changes, setup_file, teardown),
		cmocka_unit_test_setup_teardown(a_followed_story_is_merged, setup_file, teardown),
		cmocka_unit_test_setup_teardown(a_split_article_takes_others, setup_file, teardown),
		cmocka_unit_test_setup_teardown(stories_go_with_a_dump, setup_memory, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
