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

static void
keymaps_lie_over_the_defaults(void **state)
{
	struct arena *a = arena_create();

	(void)state;
	load(a, "keymap = newsboat\n");
	assert_string_equal(bound("l", VIEW_FRONT), "show-read");
	assert_string_equal(bound("Enter", VIEW_FRONT), "open");
	assert_string_equal(bound("v", VIEW_FRONT), "log");
	for (const struct keymap_row *r = keymap_rows; r->map != NULL; r++)
		assert_non_null(action_find(str_of(r->action)));
	arena_destroy(a);
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
		cmocka_unit_test(keymaps_lie_over_the_defaults),
		cmocka_unit_test(every_action_says_what_it_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
