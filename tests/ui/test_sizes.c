/* SPDX-License-Identifier: ISC */
/*
 * test_sizes.c - each view at 30x10, 80x24 and 120x40: it opens, shows what it is for, keeps its
 * bottom line, and puts nothing but safe cells on the canvas, with hostile articles too.
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

static const struct {
	int rows, cols;
} sizes[] = { { 10, 30 }, { 24, 80 }, { 40, 120 } };

static const struct {
	const struct view *view;
	enum fixture_kind kind;
	const char *keys;
	const char *texts[COUNT(sizes)]; /* on the screen at each size */
} rows[] = {
	{ &view_front, FIXTURE_ARTICLES, "",
	        { "Council to vote", "Rain expected all week in the north",
	                "Rain expected all week in the north of the valley and in" } },
	{ &view_feeds, FIXTURE_ARTICLES, "gf", { "Valley", "Valley Herald", "Valley Herald" } },
	{ &view_articles, FIXTURE_ARTICLES, "gfjj<Enter>",
	        { "Council to vote", "Ferry to Varda", "Ferry to Varda" } },
	{ &view_reader, FIXTURE_ARTICLES, "<Enter>", { "Council to vote", "PEOPLE", "NUMBERS" } },
	{ &view_search, FIXTURE_ARTICLES, "/bridge<Enter>",
	        { "Search: bridge", "Council to vote on bridge repair",
	                "Council to vote on bridge repair" } },
	{ &view_links, FIXTURE_ARTICLES, "<Enter>u",
	        { "budget", "https://valley.example/budget", "https://valley.example/budget" } },
	{ &view_help, FIXTURE_ARTICLES, "?", { "down", "down", "down" } },
	{ &view_log, FIXTURE_ARTICLES, "gl",
	        { "Nothing went wrong.", "Nothing went wrong.", "Nothing went wrong." } },
	{ &view_name, FIXTURE_ARTICLES, "<Enter><Tab><Enter>",
	        { "Quist", "Mara Quist", "Mara Quist" } },
	{ &view_settings, FIXTURE_ARTICLES, "gc", { "measure", "measure", "measure" } },
	{ &view_stories, FIXTURE_STORY, "gs",
	        { "Ship Astrid agrou", "3 articles, 2 sources", "eleven sailors safe" } },
	{ &view_story, FIXTURE_STORY, "<Enter>", { "Astrid", "Story: ", "Story: " } },
	{ &view_figures, FIXTURE_STORY, "<Enter>gp", { "Figures", "Figures", "Figures" } },
	{ &view_brief, FIXTURE_STORY, "<Enter>V", { "Astrid", "Astrid", "Astrid" } },
	{ &view_feed, FIXTURE_ARTICLES, "gfjjc", { "title", "title", "title" } },
	{ &view_move, FIXTURE_STORY, "<Enter>M",
	        { "on its own", "Choir sings in the old mill", "Choir sings in the old mill" } },
};

static void
assert_safe(const struct fixture *f)
{
	const struct canvas *c = &f->app.canvas;
	bool bottom = false;

	for (int i = 0; i < c->rows * c->cols; i++) {
		struct str cell = { c->cells[i].text, c->cells[i].len };
		assert_true(utf8_valid(cell) && text_is_safe(cell, TEXT_SAFE_LINE));
		bottom |= i >= (c->rows - 1) * c->cols && cell.len > 0 && cell.p[0] != ' ';
	}
	assert_true(bottom);
}

static void
each_view_shows_what_it_is_for(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		for (size_t s = 0; s < COUNT(sizes); s++) {
			struct fixture f;
			fixture_open(&f, rows[i].kind, sizes[s].rows, sizes[s].cols, NULL);
			fixture_keys(&f, rows[i].keys);
			if (f.app.top->view != rows[i].view)
				fail_msg("%s opened %s, not %s:\n%s", rows[i].keys,
				        f.app.top->view->name, rows[i].view->name, f.shown.p);
			assert_shown(&f, rows[i].texts[s]);
			assert_safe(&f);
			fixture_close(&f);
		}
}

/* The views that no key reaches in the made-up editions, and all others, over hostile articles. */
static void
each_view_stays_safe_over_hostile_articles(void **state)
{
	static const struct view *const views[] = { &view_front, &view_feeds, &view_articles,
		&view_reader, &view_search, &view_links, &view_help, &view_log, &view_story,
		&view_name, &view_settings, &view_stories, &view_changes, &view_figures,
		&view_brief, &view_feed, &view_move };
	static const char *const keys[] = { "", "G", "<Enter>", "<Space><Space>", "<Tab>j" };

	(void)state;
	for (size_t v = 0; v < COUNT(views); v++)
		for (size_t s = 0; s < COUNT(sizes); s++)
			for (size_t k = 0; k < COUNT(keys); k++)
				for (int64_t id = 1; id <= 4; id++) {
					struct fixture f;
					fixture_open(&f, FIXTURE_HOSTILE, sizes[s].rows,
					        sizes[s].cols, NULL);
					fixture_shown(&f);
					page_open(&f.app, views[v], id, STR("\033[31mred"));
					fixture_keys(&f, keys[k]);
					if (f.app.top != NULL)
						assert_safe(&f);
					fixture_close(&f);
				}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_view_shows_what_it_is_for),
		cmocka_unit_test(each_view_stays_safe_over_hostile_articles),
	};

	setlocale(LC_ALL, "C.UTF-8");
	setenv("TZ", "UTC", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
