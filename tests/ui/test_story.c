/* SPDX-License-Identifier: ISC */
/*
 * test_story.c - the views of a story on a canvas: timeline, what is new, plot, folding, at a usual
 * and at a very small size.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"

#define START 1711350000 /* Mon 25 Mar 2024 07:00 UTC */
#define HOUR 3600

struct told {
	int feed, hours; /* after START */
	const char *title, *text;
};

/* A fire in an invented town, told by two feeds over three days, and a quarrel about a theatre. */
static const struct told early[] = {
	{ 0, 1, "Fire burns through Ostby timber yard, four dead",
	        "<p>A fire burned through the timber yard in Ostby before dawn on Monday. At least "
	        "4 "
	        "people were killed, the Ostby fire brigade said.</p><p>About 900 people were "
	        "displaced from the streets around the timber yard.</p>" },
	{ 1, 3, "Timber yard fire in Ostby kills four",
	        "<p>Four people were killed when a fire burned through the timber yard in Ostby. "
	        "Flames could be seen from the harbour of Ostby, the fire brigade said.</p>" },
	{ 0, 26, "Ostby timber yard fire: seven dead, say firemen",
	        "<p>The fire at the timber yard in Ostby has killed 7 people, the fire brigade of "
	        "Ostby said on Tuesday. Nearly 1,400 people were displaced by the fire.</p>" },
	{ 0, 5, "Ringsund theatre to keep its old stage",
	        "<p>The council of Ringsund wants to keep the wooden stage of the theatre, "
	        "although "
	        "the director of the theatre asked for a new one.</p>" },
	{ 1, 8, "Old stage of Ringsund theatre stays, council says",
	        "<p>The wooden stage of the theatre of Ringsund stays, the council said. The "
	        "director "
	        "of the theatre had asked for a new stage.</p>" },
};
static const struct told late[] = {
	{ 1, 50, "Ostby fire toll rises to nine; yard had no sprinklers",
	        "<p>The fire at the timber yard in Ostby has killed 9 people, the fire brigade "
	        "said "
	        "on Wednesday.</p><p>The timber yard had no sprinklers, inspector Nora Vik of "
	        "Ostby said. She had asked its owner twice to put them in.</p>" },
};
static const char *const feeds[] = { "Coast Daily", "Evening Lamp" };

static void
take_in(struct store *store, const struct told *list, size_t count, int feed)
{
	struct feed_entry entries[8];
	struct str url = str_of(feed == 0 ? "https://coast.example/f" : "https://lamp.example/f");
	struct store_feed f = { .url = url, .user_title = str_of(feeds[feed]) };
	struct store_answer answer = { .now = START + 60 * HOUR, .entries = entries };
	struct store_result result;
	struct err e = { ERR_NONE, "" };

	for (size_t i = 0; i < count; i++)
		if (list[i].feed == feed)
			entries[answer.entries_count++] =
			        (struct feed_entry){ .id = str_of(list[i].title),
				        .title = str_of(list[i].title),
				        .content_html = str_of(list[i].text),
				        .published = START + list[i].hours * HOUR,
				        .updated = FEED_NO_DATE };
	if (!store_feed_put(store, &f, &answer.feed, &e) ||
	        !store_put_answer(store, &answer, &result, &e))
		fail_msg("%s", e.text);
}

static void
analyse(struct store *store)
{
	struct arena *a = arena_create();
	struct err e = { ERR_NONE, "" };
	struct entity_model *model;
	int64_t *ids;
	size_t count;

	if (!entity_model_open(
	            &model, arena_printf(a, "%s/src/data/names.model", getenv("srcdir")).p, &e) ||
	        !store_queue(store, a, JOB_ANALYSE, 100, &ids, &count, &e))
		fail_msg("%s", e.text);
	for (size_t i = 0; i < count; i++)
		if (!store_analyse(store, model, ids[i], START, &e))
			fail_msg("%s", e.text);
	entity_model_close(model);
	arena_destroy(a);
}

static void
arrive(struct fixture *f, const struct told *list, size_t count)
{
	take_in(f->store, list, count, 0);
	take_in(f->store, list, count, 1);
	analyse(f->store);
	app_changed(&f->app);
}

static void
open_early(struct fixture *f, int rows, int cols)
{
	fixture_open(f, FIXTURE_EMPTY, rows, cols, NULL);
	arrive(f, early, COUNT(early));
	fixture_shown(f);
}

static void
a_story_is_one_row_of_the_front_page(void **state)
{
	struct fixture f;

	(void)state;
	open_early(&f, 24, 80);
	assert_shown(&f, "5 unread");
	assert_shown(&f, "\u00D73");
	assert_shown(&f, "\u00D72");
	assert_not_shown(&f, "Timber yard fire in Ostby kills four");
	fixture_keys(&f, "<Enter>");
	assert_shown(&f, "3 articles, 2 sources");
	fixture_size(&f, 12, 40);
	fixture_keys(&f, "q");
	assert_shown(&f, "\u00D73");
	assert_shown(&f, "\u00D72");
	fixture_close(&f);
}

static void
the_timeline_goes_by_days(void **state)
{
	struct fixture f;

	(void)state;
	open_early(&f, 24, 80);
	fixture_keys(&f, "<Enter>");
	assert_shown(&f, "Mon 25 Mar 2024 \u2500");
	assert_shown(&f, "Tue 26 Mar 2024 \u2500");
	assert_shown(&f, "08:00  Coast Daily      Fire burns through Ostby");
	assert_shown(&f, "A fire burned through the timber yard in Ostby befo");
	assert_shown(&f, "people killed: At least 4 \u2192 7");
	assert_not_shown(&f, "new since");
	fixture_keys(&f, "G");
	assert_shown(&f, "PLACES");
	assert_shown(&f, "3 articles, first 25 Mar 08:00 in Coast Daily");
	fixture_close(&f);
}

static void
a_small_window_has_the_timeline(void **state)
{
	struct fixture f;

	(void)state;
	open_early(&f, 12, 40);
	fixture_keys(&f, "<Enter>");
	assert_shown(&f, "Mon 25 Mar 2024 \u2500");
	assert_shown(&f, "08:00 Fire burns through Ostby");
	assert_not_shown(&f, "people killed:");
	fixture_keys(&f, "G");
	fixture_keys(&f, "gg");
	assert_shown(&f, "Mon 25 Mar 2024 \u2500");
	fixture_close(&f);
}

static void
what_came_since_the_last_look_is_new(void **state)
{
	struct fixture f;

	(void)state;
	open_early(&f, 24, 80);
	fixture_keys(&f, "<Enter>Ayq");
	arrive(&f, late, COUNT(late));
	fixture_keys(&f, "gg<Enter>");
	assert_shown(&f, "1 new since");
	assert_shown(&f, "+ people killed: 7 \u2192 9");
	assert_shown(&f, "Nora Vik");
	assert_shown(&f, "\u25B8\u2022 +09:00  Evening Lamp     Ostby fire toll rises");
	assert_not_shown(&f, "A fire burned through"); /* the leads of what is known step back */
	fixture_keys(&f, "q<Enter>");
	assert_not_shown(&f, "new since");
	fixture_close(&f);
}

static void
new_sentences_are_marked_in_the_article(void **state)
{
	struct fixture f;

	(void)state;
	open_early(&f, 24, 80);
	fixture_keys(&f, "<Enter>Ay"); /* all read */
	arrive(&f, late, COUNT(late));
	fixture_keys(&f, "n<Enter>");
	assert_shown(&f, "Ostby fire toll rises to nine");
	app_settle(&f.app);
	for (int i = 0; i < 4 && f.app.top->view->later != NULL; i++)
		f.app.top->view->later(&f.app, f.app.top);
	fixture_shown(&f);
	assert_shown(&f, "inspector Nora Vik\u258E");
	fixture_close(&f);
}

static void
names_of_a_story_open(void **state)
{
	struct fixture f;

	(void)state;
	open_early(&f, 24, 80);
	fixture_keys(&f, "<Enter>G<Enter>");
	assert_not_shown(&f, "first 25 Mar");
	assert_ptr_equal(f.app.top->view, &view_name);
	fixture_close(&f);
}

static void
brackets_go_to_the_next_story(void **state)
{
	struct fixture f;

	(void)state;
	open_early(&f, 24, 80);
	fixture_keys(&f, "<Enter>");
	assert_shown(&f, "timber yard");
	fixture_keys(&f, "]");
	assert_shown(&f, "Ringsund");
	assert_not_shown(&f, "Ostby");
	fixture_keys(&f, "[");
	assert_shown(&f, "timber yard");
	fixture_keys(&f, "[");
	assert_shown(&f, "no more");
	fixture_close(&f);
}

static void
figures_are_plotted(void **state)
{
	static const int sizes[][2] = { { 24, 80 }, { 12, 40 } };
	struct fixture f;

	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		open_early(&f, sizes[i][0], sizes[i][1]);
		fixture_keys(&f, "<Enter>v");
		assert_shown(&f, "people killed");
		assert_shown(&f, "4 \u2192 7");
		assert_shown(&f, "rose to  7");
		assert_shown(&f, "\u25C6"); /* the chosen point */
		assert_shown(&f, "25 Mar 08:00");
		assert_shown(&f, "26 Mar 09:00");
		fixture_keys(&f, "[[");
		assert_shown(&f, "first  At least 4");
		f.app.canvas.ascii = true;
		fixture_shown(&f);
		assert_shown(&f, "4 > 7");
		assert_shown(&f, "@");
		assert_not_shown(&f, "\u25C6");
		fixture_close(&f);
	}
}

static void
the_brief_names_its_sources(void **state)
{
	struct fixture f;

	(void)state;
	open_early(&f, 24, 80);
	fixture_keys(&f, "<Enter>V");
	assert_shown(&f, "BRIEF");
	assert_shown(&f, "Coast Daily, ");
	assert_shown(&f, "FIGURES");
	assert_shown(&f, "people killed: At least 4 \u2192 7 (Coast Daily, 26 Mar 09:00)");
	fixture_close(&f);
}

static void
an_article_is_moved_and_put_back(void **state)
{
	struct fixture f;

	(void)state;
	open_early(&f, 24, 80);
	fixture_keys(&f, "<Enter>M");
	assert_shown(&f, "Move to: (Fire burns through Ostby timber yard");
	assert_shown(&f, "on its own");
	assert_shown(&f, "\u00D72");
	fixture_keys(&f, "j<Enter>");
	assert_shown(&f, "moved - U undoes");
	assert_shown(&f, "2 articles, 2 sources");
	fixture_keys(&f, "q");
	assert_shown(&f, "\u00D73"); /* the theatre's */
	fixture_keys(&f, "U");
	assert_shown(&f, "undone: the article is where it was");
	fixture_keys(&f, "gg<Enter>X");
	assert_shown(&f, "taken out of the story - U undoes");
	assert_shown(&f, "2 articles");
	fixture_keys(&f, "U");
	assert_shown(&f, "3 articles");
	fixture_keys(&f, "XX"); /* a story of one is none */
	assert_ptr_equal(f.app.top->view, &view_front);
	fixture_close(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_story_is_one_row_of_the_front_page),
		cmocka_unit_test(the_timeline_goes_by_days),
		cmocka_unit_test(a_small_window_has_the_timeline),
		cmocka_unit_test(what_came_since_the_last_look_is_new),
		cmocka_unit_test(new_sentences_are_marked_in_the_article),
		cmocka_unit_test(names_of_a_story_open),
		cmocka_unit_test(brackets_go_to_the_next_story),
		cmocka_unit_test(figures_are_plotted),
		cmocka_unit_test(the_brief_names_its_sources),
		cmocka_unit_test(an_article_is_moved_and_put_back),
	};

	setlocale(LC_ALL, "C.UTF-8");
	setenv("TZ", "UTC", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
