/* SPDX-License-Identifier: ISC */
/*
 * test_views.c - every view on the canvas at three sizes, and what keys do there.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fixture.h"

static const struct {
	int rows, cols;
} sizes[] = { { 10, 30 }, { 24, 80 }, { 40, 120 }, { 6, 20 }, { 100, 300 }, { 1, 1 }, { 2, 5 } };

/* Every view, reached by keys from the front page, at every size, draws and can be left. */
static const char *const walks[] = { "", "gf", "<Enter>", "<Enter>i", "<Enter><Tab>jjj", "<Enter>u",
	"?", "gl", "gc", "gs", "/bridge<Enter>", ":help<Enter>", "gf<Down><Down><Enter>",
	"<Enter>Zjjj", "<Enter>/bridge<Enter>nnp", "<Enter>]]][", "<Enter> JJKK", "LN*UU",
	"gfGk<Enter>q", ":", "/abc", "<Enter><Tab><Enter>", "Fbridge<Enter>", "<Enter>GG",
	"<Enter>JG", "S", "gp", "gs<Enter>", "<Enter>Sgp", "gsF" };

static void
every_view_draws_at_every_size(void **state)
{
	(void)state;
	for (size_t s = 0; s < COUNT(sizes); s++)
		for (size_t w = 0; w < COUNT(walks); w++)
			for (int kind = FIXTURE_EMPTY; kind <= FIXTURE_HOSTILE; kind++) {
				struct fixture f;
				fixture_open(&f, (enum fixture_kind)kind, sizes[s].rows,
				        sizes[s].cols, NULL);
				fixture_keys(&f, walks[w]);
				fixture_size(&f, 24, 80);
				fixture_shown(&f);
				fixture_close(&f);
			}
}

static void
front_page_lists_what_is_unread(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, FIXTURE_ARTICLES, 24, 80, NULL);
	fixture_shown(&f);
	assert_shown(&f, "5 unread");
	assert_shown(&f, "13:00  Valley Herald       Council to vote on bridge repair");
	assert_shown(&f, "Thu");
	assert_shown(&f, "1/5");
	fixture_keys(&f, "jj");
	assert_shown(&f, "3/5");
	fixture_keys(&f, "N");
	assert_shown(&f, "marked read - U undoes");
	fixture_keys(&f, "k");
	assert_shown(&f, "4 unread");
	fixture_keys(&f, "U");
	fixture_keys(&f, "j");
	assert_shown(&f, "5 unread");
	fixture_close(&f);
}

static void
narrow_lists_show_titles_first(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, FIXTURE_ARTICLES, 10, 30, NULL);
	fixture_shown(&f);
	assert_shown(&f, "Council to vote on bridge");
	assert_not_shown(&f, "Valley");
	fixture_close(&f);
}

static void
nothing_to_read_greets(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, FIXTURE_EMPTY, 24, 80, NULL);
	fixture_shown(&f);
	assert_shown(&f, "Welcome");
	assert_shown(&f, "add a site or feed");
	fixture_close(&f);
}

static void
reader_shows_text_and_sidebar(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, FIXTURE_ARTICLES, 24, 100, NULL);
	fixture_keys(&f, "<Enter>");
	assert_shown(&f, "Council to vote on bridge repair");
	assert_shown(&f, "Valley Herald");
	assert_shown(&f, "budget[1]");
	assert_shown(&f, "\u2502");
	fixture_keys(&f, "Z");
	assert_not_shown(&f, "\u2502 PEOPLE");
	fixture_keys(&f, "q");
	assert_shown(&f, "4 unread");
	fixture_close(&f);
}

static void
reading_goes_on_with_space(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, FIXTURE_ARTICLES, 40, 100, NULL);
	fixture_keys(&f, "<Enter><Space>");
	assert_shown(&f, "The ferry runs again");
	fixture_keys(&f, "<Space>");
	assert_shown(&f, "Take an umbrella");
	fixture_keys(&f, "K");
	assert_shown(&f, "The ferry runs again");
	fixture_close(&f);
}

static void
search_in_the_page_counts_matches(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, FIXTURE_ARTICLES, 12, 60, NULL);
	fixture_keys(&f, "<Enter>/BRIDGE<Enter>");
	assert_shown(&f, "match 1 of 2");
	fixture_keys(&f, "n");
	assert_shown(&f, "match 2 of 2");
	fixture_keys(&f, "n");
	assert_shown(&f, "match 1 of 2");
	fixture_keys(&f, "/nowhere<Enter>");
	assert_shown(&f, "no match for nowhere");
	fixture_close(&f);
}

static void
the_place_is_kept_over_widths(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, FIXTURE_ARTICLES, 6, 70, NULL);
	fixture_keys(&f, "<Enter>10j");
	assert_shown(&f, "New piers");
	fixture_size(&f, 6, 30);
	fixture_shown(&f);
	fixture_size(&f, 6, 70);
	fixture_shown(&f);
	assert_shown(&f, "New piers");
	fixture_close(&f);
}

static void
commands_complete_and_complain(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, FIXTURE_ARTICLES, 24, 80, NULL);
	fixture_keys(&f, ":set mea<Tab>");
	assert_shown(&f, ":set measure");
	fixture_keys(&f, "40<Enter>");
	assert_shown(&f, "measure is now 40");
	fixture_keys(&f, ":serch<Enter>");
	assert_shown(&f, "did you mean 'search'");
	fixture_keys(&f, ":set measure 7<Enter>");
	assert_shown(&f, "from 20 to 300");
	fixture_keys(&f, ":<Up>");
	assert_shown(&f, ":set measure 7");
	fixture_close(&f);
}

static void
marking_all_asks_and_is_undone(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, FIXTURE_ARTICLES, 24, 80, NULL);
	fixture_keys(&f, "C");
	assert_shown(&f, "mark all articles of all feeds read? (y/n)");
	fixture_keys(&f, "n");
	assert_shown(&f, "nothing done");
	fixture_keys(&f, "Cy");
	assert_shown(&f, "5 marked read - U undoes");
	fixture_keys(&f, "U");
	assert_shown(&f, "5 unread");
	fixture_close(&f);
}

static void
help_comes_from_the_table(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, FIXTURE_ARTICLES, 100, 100, NULL);
	fixture_keys(&f, "?");
	for (const struct action *a = actions; a->name != NULL; a++)
		if ((a->views & VIEW_FRONT) != 0)
			assert_shown(&f, a->help);
	fixture_close(&f);
}

static void
wide_windows_show_three_panes(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, FIXTURE_ARTICLES, 30, 170, NULL);
	fixture_keys(&f, "<Enter>");
	assert_shown(&f, "Ferry to Varda runs twice a day");
	assert_shown(&f, "PEOPLE");
	fixture_keys(&f, "Z");
	assert_not_shown(&f, "Ferry to Varda");
	fixture_close(&f);
}

static void
feeds_stand_beside_lists(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, FIXTURE_ARTICLES, 40, 120, NULL);
	fixture_shown(&f);
	assert_shown(&f, "Feeds (2)");
	assert_shown(&f, "5 unread");
	fixture_keys(&f, "<Tab>jjj"); /* to the feeds */
	assert_shown(&f, "4/6");
	fixture_keys(&f, "<Enter>");
	assert_shown(&f, "County Post \u00B7 2 unread");
	fixture_keys(&f, "<Tab>k<Enter>"); /* another one takes its place */
	assert_shown(&f, "Valley Herald \u00B7 3 unread");
	assert_ptr_equal(f.app.top->below->view, &view_feeds);
	assert_ptr_equal(f.app.top->below->below->view, &view_front);
	fixture_keys(&f, "}");
	assert_shown(&f, "County Post \u00B7 2 unread");
	fixture_keys(&f, "Z");
	assert_not_shown(&f, "Feeds (2)");
	fixture_size(&f, 24, 80);
	fixture_keys(&f, "Z");
	assert_not_shown(&f, "Feeds (2)");
	fixture_keys(&f, "qq");
	assert_shown(&f, "5 unread");
	fixture_keys(&f, ":set panes 60<Enter>");
	assert_shown(&f, "Feeds (2)");
	app_mouse(&f.app, MOUSE_PRESS, 4, 3);
	fixture_shown(&f);
	assert_ptr_equal(f.app.top->view, &view_feeds);
	fixture_keys(&f, "gh");
	assert_ptr_equal(f.app.top->view, &view_front);
	fixture_keys(&f, "gfq");
	fixture_close(&f);
}

static void
queries_complete(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, FIXTURE_ARTICLES, 24, 80, NULL);
	fixture_keys(&f, "/bridge is:un<Tab>");
	assert_shown(&f, "search: bridge is:unread");
	fixture_keys(&f, "<Enter>");
	assert_shown(&f, "Search: bridge is:unread");
	fixture_close(&f);
}

static void
a_wrong_query_comes_back(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, FIXTURE_ARTICLES, 24, 80, NULL);
	fixture_keys(&f, "/bridge is:green<Enter>");
	assert_shown(&f, "unknown state");
	assert_shown(&f, "search: bridge is:green");
	assert_int_equal(f.app.canvas.cursor_col, 8 + 10);
	fixture_keys(&f, "^kread<Enter>");
	assert_shown(&f, "Search: bridge is:read");
	fixture_close(&f);
}

static void
prompts_edit_like_a_shell(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, FIXTURE_ARTICLES, 24, 80, NULL);
	fixture_keys(&f, ":one two three^w");
	assert_shown(&f, ":one two");
	fixture_keys(&f, "^a^k^y^y");
	assert_shown(&f, ":one two one two");
	fixture_keys(&f, "^u<A-b>x^y");
	assert_shown(&f, ":xone two one two");
	fixture_keys(&f, "^a<A-f><A-f><A-d>!");
	assert_shown(&f, ":xone two! two");
	fixture_keys(&f, "<Esc>:help<Enter>q:set hints no<Enter>:h<Up>");
	assert_shown(&f, ":help"); /* what begins as typed */
	fixture_keys(&f, "<Down>");
	assert_not_shown(&f, ":help");
	fixture_close(&f);
}

static void
history_is_kept(void **state)
{
	char path[] = "/tmp/dateline-history-XXXXXX";
	int fd = mkstemp(path);
	struct fixture f;

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	fixture_open(&f, FIXTURE_ARTICLES, 24, 80, NULL);
	fixture_keys(&f, ":bottom<Enter>/bridge<Enter>q");
	prompt_save_history(&f.app.prompt, path);
	fixture_close(&f);
	fixture_open(&f, FIXTURE_ARTICLES, 24, 80, NULL);
	prompt_load_history(&f.app.prompt, path);
	fixture_keys(&f, ":<Up>");
	assert_shown(&f, ":bottom");
	fixture_keys(&f, "<Esc>/<Up>");
	assert_shown(&f, "search: bridge");
	fixture_close(&f);
	unlink(path);
}

static void
tab_offers_what_fits(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, FIXTURE_STORY, 24, 80, NULL);
	fixture_keys(&f, ":set theme<Tab>");
	fixture_keys(&f, "<Esc>:set full<Tab><Tab>");
	assert_shown(&f, ":set full-text auto");
	assert_shown(&f, "auto  always  never");
	fixture_keys(&f, "<S-Tab>");
	assert_shown(&f, ":set full-text never");
	fixture_keys(&f, "<Esc>/feed:c<Tab>");
	assert_shown(&f, "search: feed:\"County Post\"");
	fixture_keys(&f, " tag:<Tab>");
	assert_shown(&f, "tag:local");
	fixture_keys(&f, " -is:st<Tab>");
	assert_shown(&f, "-is:starred");
	fixture_keys(&f, "^uperson:bra<Tab>");
	assert_shown(&f, "person:\"Ole Brandt\"");
	fixture_keys(&f, "<Enter>");
	assert_shown(&f, "2 articles");
	fixture_keys(&f, ":type-filter is:unr<Tab><Enter>");
	fixture_close(&f);
}

static void
lists_are_gone_through_by_feed(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, FIXTURE_ARTICLES, 24, 80, NULL);
	fixture_keys(&f, "gfjj<Enter>");
	assert_shown(&f, "Valley Herald \u00B7 3 unread");
	fixture_keys(&f, "}");
	assert_shown(&f, "County Post \u00B7 2 unread");
	fixture_keys(&f, "A)");
	assert_shown(&f, "Valley Herald \u00B7 3 unread");
	fixture_keys(&f, "go");
	assert_shown(&f, "the oldest first");
	assert_true(strstr(f.shown.p, "Rain expected") < strstr(f.shown.p, "Council"));
	fixture_keys(&f, "gogogo");
	assert_shown(&f, "the newest first");
	fixture_keys(&f, "j:read-above<Enter>");
	assert_shown(&f, "2 marked read - U undoes");
	assert_shown(&f, "1 unread");
	fixture_keys(&f, "U:delete-all<Enter>y");
	assert_shown(&f, "3 deleted - U undoes");
	fixture_keys(&f, "U");
	assert_shown(&f, "3 unread");
	fixture_keys(&f, "q");
	assert_shown(&f, "Feeds (2)");
	fixture_close(&f);
}

static void
rows_are_found_in_lists(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, FIXTURE_ARTICLES, 24, 80, NULL);
	fixture_keys(&f, "'COUN<Enter>");
	assert_shown(&f, "5/5");
	fixture_keys(&f, "n");
	assert_shown(&f, "1/5");
	fixture_keys(&f, "p");
	assert_shown(&f, "5/5");
	fixture_keys(&f, "<Esc>n"); /* no longer: the next unread one */
	assert_shown(&f, "1/5");
	fixture_keys(&f, "gf'post<Enter>");
	assert_shown(&f, "4/6");
	fixture_keys(&f, "G");
	fixture_keys(&f, "A");
	assert_shown(&f, "2 marked read - U undoes"); /* all with the tag */
	fixture_keys(&f, "'nowhere<Enter>");
	assert_shown(&f, "no row has nowhere");
	fixture_close(&f);
}

static void
newsboats_digits_open_links(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(
	        &f, FIXTURE_ARTICLES, 24, 80, "keymap = newsboat\nbrowser = false-not-there %u\n");
	fixture_keys(&f, "<Enter>1");
	assert_shown(&f, "cannot find the program");
	fixture_keys(&f, "9");
	assert_shown(&f, "there is no link 9");
	fixture_keys(&f, "qu");
	assert_shown(&f, "valley.example/budget");
	fixture_close(&f);
}

static void
macros_run_commands(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(
	        &f, FIXTURE_ARTICLES, 24, 80, "[macro]\nx = set measure 33; bottom\nr = macro r\n");
	fixture_keys(&f, ",x");
	assert_shown(&f, "measure is now 33");
	fixture_keys(&f, "<Esc>");
	assert_shown(&f, "5/5");
	fixture_keys(&f, ",r");
	assert_shown(&f, "calls itself");
	fixture_close(&f);
}

static void
accessible_mode_is_ascii_with_a_cursor(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, FIXTURE_ARTICLES, 24, 100, NULL);
	f.options.accessible = f.app.canvas.ascii = true;
	fixture_keys(&f, "j");
	assert_true(f.app.canvas.cursor_shown);
	assert_int_equal(f.app.canvas.cursor_row, 2);
	fixture_keys(&f, "k<Enter>");
	assert_not_shown(&f, "\u2502");
	assert_not_shown(&f, "\u00B7");
	fixture_close(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_view_draws_at_every_size),
		cmocka_unit_test(front_page_lists_what_is_unread),
		cmocka_unit_test(narrow_lists_show_titles_first),
		cmocka_unit_test(nothing_to_read_greets),
		cmocka_unit_test(reader_shows_text_and_sidebar),
		cmocka_unit_test(reading_goes_on_with_space),
		cmocka_unit_test(search_in_the_page_counts_matches),
		cmocka_unit_test(the_place_is_kept_over_widths),
		cmocka_unit_test(commands_complete_and_complain),
		cmocka_unit_test(marking_all_asks_and_is_undone),
		cmocka_unit_test(help_comes_from_the_table),
		cmocka_unit_test(wide_windows_show_three_panes),
		cmocka_unit_test(lists_are_gone_through_by_feed),
		cmocka_unit_test(rows_are_found_in_lists),
		cmocka_unit_test(newsboats_digits_open_links),
		cmocka_unit_test(feeds_stand_beside_lists),
		cmocka_unit_test(queries_complete),
		cmocka_unit_test(a_wrong_query_comes_back),
		cmocka_unit_test(prompts_edit_like_a_shell),
		cmocka_unit_test(history_is_kept),
		cmocka_unit_test(tab_offers_what_fits),
		cmocka_unit_test(macros_run_commands),
		cmocka_unit_test(accessible_mode_is_ascii_with_a_cursor),
	};

	setlocale(LC_ALL, "");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
