/* SPDX-License-Identifier: ISC */
/*
 * test_screen.c - what only the real program in a terminal can show: the first start, reading with
 * the sidebar, resizing, leaving the terminal as it was, hostile text on the wire, other terminals
 * and locales.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "../ui/fixture.h"
#include "spawn.h"

static void
fill(const char *path, const char *urls, enum fixture_kind kind)
{
	struct arena *a = arena_create();
	struct store_feed *feeds;
	struct store *store;
	struct buf b;
	size_t count;
	struct err e;

	buf_init(&b, 1024 * 1024);
	if (!store_open(&store, path, STORE_WRITE, &e))
		fail_msg("%s", e.text);
	fixture_fill(store, kind);
	assert_true(store_feeds(store, a, &feeds, &count, &e));
	for (size_t i = 0; i < count; i++) {
		struct urls_line line = { .url = feeds[i].url,
			.title = feeds[i].title,
			.tags = feeds[i].tags,
			.tags_count = feeds[i].tags_count };
		urls_write_line(&b, &line);
	}
	assert_true(file_write_atomic(urls, buf_str(&b), 0600, &e));
	buf_free(&b);
	store_close(store);
	arena_destroy(a);
}

static void
with_articles(const char *path, const char *urls)
{
	fill(path, urls, FIXTURE_ARTICLES);
}

static void
with_hostile(const char *path, const char *urls)
{
	fill(path, urls, FIXTURE_HOSTILE);
}

static struct term t;

static void
first_start_greets_and_leaves(void **state)
{
	const struct term_options o = { .rows = 24, .cols = 80 };

	(void)state;
	term_open(&t, &o);
	term_expect(&t, "Welcome to dateline");
	term_expect(&t, "add a site or feed");
	term_send(&t, "q");
	term_wait(&t);
	assert_true(WIFEXITED(t.status) && WEXITSTATUS(t.status) == 0);
	term_assert_restored(&t);
	term_close(&t);
}

static void
a_name_is_chosen_and_lit(void **state)
{
	const struct term_options o = { .rows = 24, .cols = 100, .prepare = with_articles };

	(void)state;
	term_open(&t, &o);
	term_expect(&t, "Council to vote on bridge");
	term_send(&t, "\r");
	term_expect(&t, "PEOPLE");
	assert_false(term_is_lit(&t, "Mara Quist said"));
	term_send(&t, "\t");
	term_idle(&t);
	assert_true(term_is_lit(&t, "Mara Quist"));
	term_resize(&t, 12, 40);
	term_idle(&t);
	assert_false(term_shows(&t, "PEOPLE"));
	term_send(&t, "i");
	term_expect(&t, "PEOPLE");
	term_resize(&t, 24, 100);
	term_idle(&t);
	term_expect(&t, "PEOPLE");
	term_send(&t, "Q");
	term_wait(&t);
	term_assert_restored(&t);
	term_assert_clean(&t);
	term_close(&t);
}

static void
a_place_outlives_the_page(void **state)
{
	const struct term_options o = { .rows = 8, .cols = 70, .prepare = with_articles };

	(void)state;
	term_open(&t, &o);
	term_expect(&t, "5 unread");
	term_send(&t, "\r");
	term_expect(&t, "Valley Herald");
	term_send(&t, "9j");
	term_expect(&t, "The work would cost");
	term_send(&t, "q");
	term_expect(&t, "4 unread");
	term_send(&t, "\r");
	term_expect(&t, "The work would cost");
	term_send(&t, "Q");
	term_wait(&t);
	term_close(&t);
}

static void
the_demo_shows_a_story_and_its_figures(void **state)
{
	static const char *const argv[] = { "demo", NULL };
	const struct term_options o = { .rows = 24, .cols = 80, .argv = argv };

	(void)state;
	term_open(&t, &o);
	term_expect(&t, "unread");
	term_send(&t, "\r");
	term_expect(&t, "Story: ");
	term_expect(&t, "people killed: ");
	term_send(&t, "gp");
	term_expect(&t, "Figures: ");
	term_expect(&t, "rose to");
	term_resize(&t, 12, 40);
	term_expect(&t, "Figures: ");
	term_send(&t, "q");
	term_expect(&t, "Thu 21 Mar 2024");
	assert_false(term_shows(&t, "people killed"));
	term_resize(&t, 24, 100);
	term_send(&t, "\r");
	term_expect(&t, "PEOPLE");
	term_send(&t, "\t");
	term_idle(&t);
	term_send(&t, "\r");
	term_expect(&t, "mentions");
	term_send(&t, "Q");
	term_wait(&t);
	term_assert_restored(&t);
	term_assert_clean(&t);
	term_close(&t);
}

static const int endings[] = { SIGTERM, SIGHUP, SIGSEGV, SIGABRT };

static void
the_terminal_is_given_back_after_signals(void **state)
{
	const struct term_options o = { .rows = 24, .cols = 80, .prepare = with_articles };

	(void)state;
	for (size_t i = 0; i < COUNT(endings); i++) {
		term_open(&t, &o);
		term_expect(&t, "5 unread");
		kill(t.pid, endings[i]);
		term_wait(&t);
		term_assert_restored(&t);
		if (endings[i] == SIGSEGV)
			assert_true(WIFSIGNALED(t.status));
		term_close(&t);
	}
}

static void
stopped_and_continued(void **state)
{
	const struct term_options o = { .rows = 24, .cols = 80, .prepare = with_articles };
	int status;

	(void)state;
	term_open(&t, &o);
	term_expect(&t, "5 unread");
	term_send(&t, "\x1A");
	assert_int_equal(waitpid(t.pid, &status, WUNTRACED), t.pid);
	assert_true(WIFSTOPPED(status));
	term_assert_restored(&t);
	kill(t.pid, SIGCONT);
	term_idle(&t);
	term_expect(&t, "5 unread");
	term_send(&t, "j");
	term_expect(&t, "2/5");
	term_send(&t, "Q");
	term_wait(&t);
	term_close(&t);
}

/* As a fetching child does, but for longer. */
static sqlite3 *
hold_store(struct term *term)
{
	char path[256];
	sqlite3 *db;

	snprintf(path, sizeof(path), "%s/d/dateline/dateline.db", term->home);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "begin immediate", NULL, NULL, NULL), SQLITE_OK);
	return db;
}

static void
no_key_waits_for_the_store(void **state)
{
	const struct term_options o = { .rows = 24, .cols = 80, .prepare = with_articles };
	int64_t start;
	sqlite3 *db;

	(void)state;
	term_open(&t, &o);
	term_expect(&t, "5 unread");
	db = hold_store(&t);
	start = clock_mono_ms();
	term_send(&t, "\r");
	term_expect(&t, "The work would cost");
	term_send(&t, "q");
	term_expect(&t, "4 unread");
	term_send(&t, "j\r");
	term_expect(&t, "The ferry runs again");
	term_send(&t, "q");
	term_expect(&t, "3 unread");
	assert_true(clock_mono_ms() - start < 4000); /* one write would wait 5 s */
	sqlite3_exec(db, "rollback", NULL, NULL, NULL);
	sqlite3_close(db);
	term_send(&t, "C");
	term_send(&t, "y");
	term_expect(&t, "3 marked read"); /* the others are read in the store too */
	term_send(&t, "Q");
	term_wait(&t);
	term_close(&t);
}

static void
a_storm_of_sizes_and_keys(void **state)
{
	const struct term_options o = { .rows = 24, .cols = 80, .prepare = with_articles };
	static const char *const keys[] = { "j", "\r", " ", "\t", "i", "G", "gg", "?", "Z", "]",
		"\x0C" };

	(void)state;
	srandom(11);
	term_open(&t, &o);
	term_expect(&t, "5 unread");
	for (int i = 0; i < 200; i++) {
		/* Not one column: libvterm writes past a row that a wide character does not
		 * fit in, when the program still draws for the size before. */
		term_resize(&t, (int)(random() % 60) + 1, (int)(random() % 199) + 2);
		term_send(&t, keys[random() % (long)COUNT(keys)]);
		if (i % 10 == 0)
			term_send(&t, "gh");
	}
	term_resize(&t, 24, 80);
	term_send(&t, "gh\x0C");
	term_expect(&t, "dateline");
	term_send(&t, "Q");
	term_wait(&t);
	assert_true(WIFEXITED(t.status));
	term_assert_restored(&t);
	term_assert_clean(&t);
	term_close(&t);
}

static void
hostile_text_stays_text(void **state)
{
	const struct term_options o = { .rows = 24, .cols = 100, .prepare = with_hostile };

	(void)state;
	term_open(&t, &o);
	term_expect(&t, "unread");
	term_send(&t, "\r");
	term_expect(&t, "[31mred");
	term_send(&t, "yY");
	term_send(&t, "J");
	term_idle(&t);
	term_send(&t, "J");
	term_idle(&t);
	term_send(&t, "J");
	term_expect(&t, "AAAAAAAA");
	term_send(&t, "GY");
	term_idle(&t);
	term_send(&t, "gf");
	term_expect(&t, "Feeds");
	term_send(&t, "jjjjj\r");
	term_idle(&t);
	term_send(&t, "\033[200~:\033]0;x\a\r\nquit\r\033[201~");
	term_expect(&t, "pasted text is not taken as keys");
	term_send(&t, "/\033[200~a\033[31mb\rc\033[201~");
	term_expect(&t, "a[31mb c");
	term_send(&t, "\rgl");
	term_idle(&t);
	/* names of feeds, tags and people in forms, completions and beside lists */
	term_send(&t, "gfggjjc");
	term_expect(&t, "Feed:");
	term_send(&t, "jjj\rx\r");
	term_idle(&t);
	term_send(&t, "q:type-filter feed:\t\t\033");
	term_idle(&t);
	term_send(&t, ":type-filter tag:\t\r");
	term_idle(&t);
	term_resize(&t, 30, 140);
	term_send(&t, "gh");
	term_idle(&t);
	term_send(&t, "\tjjDn?");
	term_idle(&t);
	term_send(&t, "Q");
	term_wait(&t);
	term_assert_clean(&t);
	term_close(&t);
}

/* The files in the user's folder change as the screen says, and are as before after U. */
static void
feeds_are_changed_in_the_files(void **state)
{
	const struct term_options o = { .rows = 24, .cols = 80, .prepare = with_articles };
	char path[128];
	struct buf before, after;
	struct err e;

	(void)state;
	term_open(&t, &o);
	snprintf(path, sizeof(path), "%s/c/dateline/urls", t.home);
	term_expect(&t, "Council to vote on bridge");
	assert_true(file_read(path, 10000, &before, &e));
	term_send(&t, "gfjj");
	term_expect(&t, "Valley Herald");
	term_send(&t, "MNear home\r");
	term_expect(&t, "put in the folder Near home");
	term_send(&t, "kDy");
	term_expect(&t, "taken apart: folder Near home");
	term_send(&t, "ggjjDy");
	term_idle(&t);
	term_send(&t, "gh9U");
	term_expect(&t, "steps undone");
	assert_true(file_read(path, 10000, &after, &e));
	assert_string_equal(after.p, before.p);
	term_send(&t, "gc/hints\r\r");
	term_expect(&t, "hints is now no");
	buf_free(&before);
	buf_free(&after);
	snprintf(path, sizeof(path), "%s/c/dateline/config", t.home);
	assert_true(file_read(path, 10000, &after, &e));
	assert_non_null(strstr(after.p, "hints = no"));
	buf_free(&after);
	term_send(&t, "Q");
	term_wait(&t);
	term_assert_restored(&t);
	term_assert_clean(&t);
	term_close(&t);
}

static void
old_terminals_get_no_new_sequences(void **state)
{
	const struct term_options o = {
		.rows = 24, .cols = 80, .prepare = with_articles, .term = "vt100"
	};

	(void)state;
	term_open(&t, &o);
	term_expect(&t, "Council to vote on bridge");
	term_send(&t, "j\r");
	term_expect(&t, "The ferry runs again");
	term_send(&t, "Q");
	term_wait(&t);
	assert_int_equal(str_find(buf_str(&t.log), STR("\033[?2004")), -1);
	assert_int_equal(str_find(buf_str(&t.log), STR("\033]")), -1);
	assert_int_equal(str_find(buf_str(&t.log), STR("38;5")), -1);
	term_assert_clean(&t);
	term_close(&t);
}

/* Asked once, and only where the terminal is one that answers. */
static void
the_theme_follows_the_background(void **state)
{
	const struct term_options o = { .rows = 24, .cols = 80, .prepare = with_articles };
	const char light[] = "48;5;153m", dark[] = "48;5;24m"; /* of the chosen row */

	(void)state;
	term_open(&t, &o);
	term_expect(&t, "5 unread");
	assert_true(str_find(buf_str(&t.log), STR("\033]11;?\033\\")) >= 0);
	assert_true(str_find(buf_str(&t.log), str_of(dark)) >= 0);
	assert_int_equal(str_find(buf_str(&t.log), str_of(light)), -1);
	term_send(&t, "\033]11;rgb:ffff/ff");
	term_send(&t, "ff/ffff\033\\");
	term_send(&t, "j");
	term_expect(&t, "2/5");
	assert_true(str_find(buf_str(&t.log), str_of(light)) >= 0);
	term_send(&t, "Q");
	term_wait(&t);
	term_assert_clean(&t);
	term_close(&t);
}

static void
a_locale_without_utf8_gets_ascii(void **state)
{
	const struct term_options o = {
		.rows = 24, .cols = 100, .prepare = with_articles, .locale = "C"
	};

	(void)state;
	term_open(&t, &o);
	term_expect(&t, "Council to vote on bridge");
	term_send(&t, "\r");
	term_expect(&t, "Mara Quist");
	term_send(&t, "Q");
	term_wait(&t);
	for (size_t i = 0; i < t.log.len; i++)
		assert_true((unsigned char)t.log.p[i] < 0x80);
	term_close(&t);
}

static void
a_tiny_window_is_enough(void **state)
{
	const struct term_options o = { .rows = 6, .cols = 20, .prepare = with_articles };

	(void)state;
	term_open(&t, &o);
	term_expect(&t, "Council to");
	term_send(&t, "\r");
	term_expect(&t, "Council to vote");
	term_send(&t, "   ");
	term_idle(&t);
	term_send(&t, "Q");
	term_wait(&t);
	term_assert_restored(&t);
	term_close(&t);
}

/* A file of tests/article/data, opened in 80x24 with the sidebar away. */
static void
open_file(const char *name)
{
	static char path[4096];
	const char *argv[] = { path, NULL };
	const struct term_options o = { .rows = 24, .cols = 80, .argv = argv };
	char *dir = realpath(getenv("srcdir"), NULL);

	assert_non_null(dir);
	snprintf(path, sizeof(path), "%s/tests/article/data/%s", dir, name);
	free(dir);
	term_open(&t, &o);
	term_expect(&t, name);
	term_send(&t, "i");
	term_idle(&t);
}

static void
leave_file(void)
{
	term_send(&t, "Q");
	term_wait(&t);
	term_assert_restored(&t);
	term_assert_clean(&t);
	term_close(&t);
}

static void
tables_are_drawn_and_scrolled(void **state)
{
	(void)state;
	open_file("wide.html");
	term_expect(&t, "Day \u2502 High  \u2502 Low   \u2502 Wind \u2502 Sea");
	term_expect(&t, "\u2500\u2500\u2500\u253c\u2500\u2500\u2500\u2500");
	term_expect(&t, "Mon \u2502 04:12 \u2502 10:31 \u2502 NW 5");
	assert_false(term_shows(&t, "Light"));
	term_send(&t, ">>>");
	term_expect(&t, "\u2502 Light");
	term_expect(&t, "The week at the quay:");
	assert_false(term_shows(&t, "Mon \u2502"));
	term_send(&t, "<<<");
	term_expect(&t, "Mon \u2502 04:12");
	leave_file();
}

static void
lists_are_indented(void **state)
{
	(void)state;
	open_file("lists.html");
	term_expect(&t,
	        "\u2022 A second one\n    \u25e6 with a nested one\n    \u25e6 and another\n"
	        "      1. deep\n   9. Ninth\n  10. Tenth\n");
	term_expect(
	        &t, "Quay\n      A wall along the water where ships are made fast and unloaded");
	term_expect(&t, "\u2502 \u2022 quoted item");
	leave_file();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(first_start_greets_and_leaves),
		cmocka_unit_test(a_name_is_chosen_and_lit),
		cmocka_unit_test(a_place_outlives_the_page),
		cmocka_unit_test(the_demo_shows_a_story_and_its_figures),
		cmocka_unit_test(the_terminal_is_given_back_after_signals),
		cmocka_unit_test(stopped_and_continued),
		cmocka_unit_test(no_key_waits_for_the_store),
		cmocka_unit_test(a_storm_of_sizes_and_keys),
		cmocka_unit_test(hostile_text_stays_text),
		cmocka_unit_test(feeds_are_changed_in_the_files),
		cmocka_unit_test(old_terminals_get_no_new_sequences),
		cmocka_unit_test(the_theme_follows_the_background),
		cmocka_unit_test(a_locale_without_utf8_gets_ascii),
		cmocka_unit_test(a_tiny_window_is_enough),
		cmocka_unit_test(tables_are_drawn_and_scrolled),
		cmocka_unit_test(lists_are_indented),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
