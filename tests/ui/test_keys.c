/* SPDX-License-Identifier: ISC */
/*
 * test_keys.c - names of keys there and back, the default map without clashes, keys of the config.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "../../src/ui/action.h"
#include "../../src/ui/keys.h"

static const struct {
	const char *text;
	int count;
	uint32_t first;
	const char *written; /* NULL: the same */
} rows[] = {
	{ "j", 1, 'j', NULL },
	{ "gg", 2, 'g', NULL },
	{ "^F", 1, KEY_CTRL('f'), NULL },
	{ "^f", 1, KEY_CTRL('f'), "^F" },
	{ "Space", 1, ' ', NULL },
	{ "space", 1, ' ', "Space" },
	{ "<Up>", 1, KEY_ARROW_UP, "Up" },
	{ "<F1>", 1, KEY_F + 1, "F1" },
	{ "<F12>", 1, KEY_F + 12, "F12" },
	{ "<C-f>", 1, KEY_CTRL('f'), "^F" },
	{ "<A-x>", 1, 'x' | KEY_WITH_ALT, NULL },
	{ "<C-Left>", 1, KEY_ARROW_LEFT | KEY_WITH_CTRL, NULL },
	{ "<S-Tab>", 1, KEY_BACKTAB, "S-Tab" },
	{ "g<Enter>", 2, 'g', NULL },
	{ "^Wo", 2, KEY_CTRL('w'), NULL },
	{ "<", 1, '<', NULL },
	{ "\u00E9", 1, 0xE9, NULL },
	{ "", 0, 0, NULL },
	{ "toolonga", 0, 0, NULL },
};

static void
names_are_read_and_written(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint32_t keys[KEYS_SEQUENCE_MAX];
		int count = keys_parse(str_of(rows[i].text), keys);
		struct buf b;
		assert_int_equal(count, rows[i].count);
		if (count == 0)
			continue;
		assert_int_equal(keys[0], rows[i].first);
		buf_init(&b, 100);
		keys_write(&b, keys, count);
		assert_string_equal(b.p, rows[i].written != NULL ? rows[i].written : rows[i].text);
		buf_free(&b);
	}
}

static struct keymap map;
static struct notes notes;

static void
load(struct arena *a, const char *config)
{
	struct conf *c;
	struct err e;

	notes_init(&notes, a);
	assert_true(conf_parse(&c, str_of(config), "config", &notes, &e));
	keymap_load(&map, a, c, &notes);
	conf_close(c);
}

static const char *
bound(const char *keys, unsigned view)
{
	uint32_t parsed[KEYS_SEQUENCE_MAX];
	const struct binding *b = NULL;
	int count = keys_parse(str_of(keys), parsed);

	switch (keymap_find(&map, view, parsed, count, &b)) {
	case KEYMAP_FOUND: return b->action->name;
	case KEYMAP_MORE: return "...";
	default: return "";
	}
}

/* Two default actions on one key in one view would hide one of them. */
static void
default_keys_do_not_clash(void **state)
{
	struct arena *a = arena_create();

	(void)state;
	load(a, "");
	assert_int_equal(notes.count, 0);
	for (size_t i = 0; i < map.count; i++)
		for (size_t k = 0; k < i; k++) {
			int n = map.list[i].count < map.list[k].count ? map.list[i].count
			                                              : map.list[k].count;
			if ((map.list[i].views & map.list[k].views) != 0 &&
			        memcmp(map.list[i].keys, map.list[k].keys, (size_t)n * 4) == 0)
				fail_msg("%s and %s", map.list[i].action->name,
				        map.list[k].action->name);
		}
	arena_destroy(a);
}

static void
the_config_binds_and_unbinds(void **state)
{
	struct arena *a = arena_create();

	(void)state;
	load(a, "[keys]\nj = none\n^X = bottom\ngz = search\nw = set measure 60\nv = opne\n");
	assert_string_equal(bound("j", VIEW_FRONT), "");
	assert_string_equal(bound("k", VIEW_FRONT), "up");
	assert_string_equal(bound("^X", VIEW_READER), "bottom");
	assert_string_equal(bound("g", VIEW_FRONT), "...");
	assert_string_equal(bound("gz", VIEW_FRONT), "search");
	assert_string_equal(bound("w", VIEW_FRONT), "set");
	assert_int_equal(notes.count, 1);
	assert_non_null(strstr(notes.list[0].text.p, "did you mean 'open'"));
	arena_destroy(a);
}

/* What newsboat 2.21's own help lists for its feed list, article list and article, and what it is
 * called here. */
static const struct {
	const char *key, *feeds, *articles, *reader; /* NULL: not bound there */
} newsboat[] = {
	{ "Enter", "open", "open", NULL },
	{ "q", "back", "back", "back" },
	{ "Q", "quit", "quit", "quit" },
	{ "r", "reload", "reload", NULL },
	{ "R", "reload-all", NULL, NULL },
	{ "A", "read-feed", "read-feed", NULL },
	{ "C", "read-all", NULL, NULL },
	{ "s", NULL, "save", "save" },
	{ "J", "down", "next-item", "next-item" },
	{ "K", "up", "previous-item", "previous-item" },
	{ "n", "next-unread", "next-unread", "next-unread" },
	{ "p", "previous-unread", "previous-unread", "previous-unread" },
	{ "^K", NULL, "random-unread", "random-unread" },
	{ "O", NULL, "browser-all", "browser-all" },
	{ "o", "browser", "browser", "browser" },
	{ "?", "help", "help", "help" },
	{ "^U", NULL, NULL, "pipe" },
	{ "N", NULL, "toggle-read", "toggle-read" },
	{ "l", "show-read", "show-read", NULL },
	{ "u", NULL, "links", "links" },
	{ "^T", NULL, "clear-filter", NULL },
	{ "t", "filter", NULL, NULL },
	{ "/", "search", "search", "search" },
	{ "#", NULL, NULL, "links" },
	{ "e", NULL, NULL, "enqueue" },
	{ "^R", "reload-urls", NULL, NULL },
	{ ":", "command", "command", "command" },
	{ "F", NULL, "type-filter", NULL },
	{ "f", "filter", "filter", NULL },
	{ "^F", NULL, "clear-filter", NULL },
	{ "^B", NULL, "bookmark", "bookmark" },
	{ "^E", NULL, "flag", "flag" },
	{ "j", NULL, "next-feed", NULL },
	{ "k", NULL, "previous-feed", NULL },
	{ "^N", NULL, "next-unread-feed", NULL },
	{ "^P", NULL, "previous-unread-feed", NULL },
	{ ",", "macro", "macro", "macro" },
	{ "D", NULL, "delete", "delete" },
	{ "^D", NULL, "delete-all", NULL },
	{ "E", "edit-urls", "edit-urls", NULL },
	{ "v", "log", "log", "log" },
	{ "^V", "front", "front", "front" },
	{ "^G", "feeds", "feeds", "feeds" },
	{ "|", NULL, "pipe", "pipe" },
	{ "g", NULL, "order", NULL },
	{ "G", NULL, "order", NULL },
	{ "3", NULL, NULL, "browser" },
	{ "^L", "redraw", "redraw", "redraw" },
	{ "<Up>", "up", "up", "up" },
	{ "<PageDown>", "page-down", "page-down", "page-down" },
	{ "<Home>", "top", "top", "top" },
	{ "b", NULL, NULL, "page-up" },
	{ "Space", NULL, NULL, "read-on" },
};

static void
newsboats_keys_are_all_there(void **state)
{
	struct arena *a = arena_create();

	(void)state;
	load(a, "keymap = newsboat\n");
	assert_int_equal(notes.count, 0);
	/* g sorts at once, so that gg cannot be typed in a list. */
	assert_string_equal(
	        keymap_keys_of(&map, a, action_find(STR("top")), VIEW_ARTICLES, true).p, "Home");
	assert_string_equal(
	        keymap_keys_of(&map, a, action_find(STR("top")), VIEW_READER, true).p, "gg Home");
	for (size_t i = 0; i < COUNT(newsboat); i++) {
		if (newsboat[i].feeds != NULL)
			assert_string_equal(bound(newsboat[i].key, VIEW_FEEDS), newsboat[i].feeds);
		if (newsboat[i].articles != NULL)
			assert_string_equal(
			        bound(newsboat[i].key, VIEW_ARTICLES), newsboat[i].articles);
		if (newsboat[i].reader != NULL)
			assert_string_equal(
			        bound(newsboat[i].key, VIEW_READER), newsboat[i].reader);
	}
	arena_destroy(a);
}

static void
keymaps_name_actions(void **state)
{
	struct arena *a = arena_create();

	(void)state;
	for (const struct keymap_row *r = keymap_rows; r->map != NULL; r++) {
		struct str rest = str_of(r->action);
		assert_non_null(action_find(str_split(&rest, ' ')));
	}
	load(a, "keymap = vim\n");
	assert_string_equal(bound("dd", VIEW_ARTICLES), "delete");
	assert_string_equal(bound("yy", VIEW_READER), "copy");
	assert_string_equal(bound("u", VIEW_READER), "undo");
	assert_string_equal(bound("gu", VIEW_READER), "links");
	assert_string_equal(bound("ZZ", VIEW_FRONT), "quit");
	assert_string_equal(bound("gg", VIEW_FRONT), "top");
	assert_string_equal(bound("za", VIEW_FRONT), "fold");
	arena_destroy(a);
}

static void
typed_names_may_be_short(void **state)
{
	(void)state;
	assert_string_equal(action_meant(STR("q"))->name, "quit");
	assert_string_equal(action_meant(STR("bookm"))->name, "bookmark");
	assert_string_equal(action_meant(STR("back"))->name, "back");
	assert_null(action_meant(STR("re"))); /* more than one begins so */
	assert_null(action_meant(STR("")));
}

static void
every_action_says_what_it_does(void **state)
{
	(void)state;
	for (const struct action *a = actions; a->name != NULL; a++) {
		assert_non_null(a->help);
		assert_non_null(a->run);
		assert_int_not_equal(a->views, 0);
		assert_ptr_equal(action_find(str_of(a->name)), a);
	}
	assert_string_equal(action_nearest(STR("serch")), "search");
	assert_null(action_nearest(STR("zzzzzzzz")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_read_and_written),
		cmocka_unit_test(default_keys_do_not_clash),
		cmocka_unit_test(the_config_binds_and_unbinds),
		cmocka_unit_test(newsboats_keys_are_all_there),
		cmocka_unit_test(keymaps_name_actions),
		cmocka_unit_test(typed_names_may_be_short),
		cmocka_unit_test(every_action_says_what_it_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
