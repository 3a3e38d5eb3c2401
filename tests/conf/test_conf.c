/* SPDX-License-Identifier: ISC */
/*
 * test_conf.c - the config file: defaults, values, mistakes and what is said of them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <unistd.h>

#include <stdlib.h>
#include <string.h>

#include <dateline/conf.h>

static struct conf *
parse(struct arena *a, const char *text, struct notes *notes)
{
	struct conf *c;
	struct err e;

	notes_init(notes, a);
	assert_true(conf_parse(&c, str_of(text), "config", notes, &e));
	return c;
}

static void
every_row_has_a_valid_default(void **state)
{
	struct arena *a = arena_create();
	struct notes notes;
	struct conf *c = parse(a, "", &notes);
	struct err e;

	(void)state;
	for (size_t i = 0; i < CONF_IDS; i++) {
		assert_non_null(conf_table[i].name);
		assert_non_null(conf_table[i].help);
		assert_true(conf_set(c, conf_table[i].name, conf_table[i].fallback, &e));
	}
	assert_int_equal(conf_int(c, CONF_MEASURE), 72);
	assert_int_equal(conf_int(c, CONF_INTERVAL), 1800);
	assert_string_equal(conf_str(c, CONF_KEYMAP), "dateline");
	conf_close(c);
	arena_destroy(a);
}

static void
values_are_read_and_sections_kept(void **state)
{
	struct arena *a = arena_create();
	struct notes notes;
	struct conf *c = parse(a,
	        "# comment\nmeasure = 60\nhints off\nbrowser = \"w3m %u\"\n"
	        "[feed https://example.org/a-very-long-path/that-goes-on-and-on/feed.xml?x=1]\n"
	        "interval = 2h\nuser = me\n[keys]\n= = next-item\nctrl-x q = quit\n",
	        &notes);
	struct str url =
	        STR("https://example.org/a-very-long-path/that-goes-on-and-on/feed.xml?x=1");
	const struct conf_line *keys;

	(void)state;
	assert_int_equal(notes.count, 0);
	assert_int_equal(conf_int(c, CONF_MEASURE), 60);
	assert_false(conf_bool(c, CONF_HINTS));
	assert_string_equal(conf_str(c, CONF_BROWSER), "w3m %u");
	assert_int_equal(conf_feed_int(c, url, CONF_INTERVAL), 7200);
	assert_int_equal(conf_feed_int(c, STR("https://other.org/"), CONF_INTERVAL), 1800);
	assert_string_equal(conf_feed_key(c, url, "user"), "me");
	assert_null(conf_feed_key(c, url, "password"));
	assert_int_equal(conf_section(c, "keys", &keys), 2);
	assert_true(str_eq(keys[0].name, STR("=")));
	assert_true(str_eq(keys[0].value, STR("next-item")));
	assert_true(str_eq(keys[1].name, STR("ctrl-x")));
	conf_close(c);
	arena_destroy(a);
}

static const struct {
	const char *text, *note;
} mistakes[] = {
	{ "\nmesure = 60", "config:2: there is no setting 'mesure'; did you mean 'measure'?" },
	{ "zzzzzzz = 1", "config:1: there is no setting 'zzzzzzz'" },
	{ "measure = wide", "config:1: measure is a number" },
	{ "measure = 19", "config:1: measure is from 20 to 300" },
	{ "interval = soon", "config:1: interval is a time such as 30s, 15m, 2h or 1d" },
	{ "keymap = emacs", "config:1: keymap is one of: dateline newsboat vim" },
	{ "mouse = maybe", "config:1: mouse is yes or no" },
	{ "[kyes]\na = b", "config:2: there is no section 'kyes'; did you mean 'keys'?" },
	{ "[feed http://x/]\nintervall = 1h",
	        "config:2: there is no setting of a feed 'intervall'; did you mean 'interval'?" },
	{ "[keys\na = b", "config:1: a section ends with ']'" },
};

static void
mistakes_are_named(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(mistakes); i++) {
		struct arena *a = arena_create();
		struct notes notes;
		struct conf *c = parse(a, mistakes[i].text, &notes);

		assert_int_equal(notes.count, 1);
		assert_string_equal(notes.list[0].text.p, mistakes[i].note);
		assert_int_equal(conf_int(c, CONF_MEASURE), 72);
		conf_close(c);
		arena_destroy(a);
	}
}

/* A file before, a change, the file after and where the setting stands then. */
static const struct {
	const char *before, *section, *name, *value, *after;
	int line;
} changes[] = {
	{ "", "", "measure", "60", "measure = 60\n", 1 },
	{ "# mine\n\n[keys]\nx = open\n", "", "measure", "60",
	        "# mine\nmeasure = 60\n\n[keys]\nx = open\n", 2 },
	{ "# mine\nmeasure = 50\n# why\nhints = no\n\n[keys]\nx = open", "", "measure", "60",
	        "# mine\nmeasure = 60\n# why\nhints = no\n\n[keys]\nx = open", 2 },
	{ "hints no\n[keys]\nx = open\n", "", "measure", "60",
	        "hints no\nmeasure = 60\n[keys]\nx = open\n", 2 },
	{ "measure = 50 \\\n\nhints = no", "", "measure", NULL, "hints = no", 0 },
	{ "measure = 50\nmeasure = 51\n", "", "measure", NULL, "", 0 },
	{ "", "", "browser", " x \"%u\"", "browser = ' x \"%u\"'\n", 1 },
	{ "hints = no", "feed http://a/", "interval", "2h",
	        "hints = no\n\n[feed http://a/]\ninterval = 2h\n", 4 },
	{ "[feed http://a/]\ntimeout = 5\n\n[keys]\n", "feed http://a/", "interval", "2h",
	        "[feed http://a/]\ntimeout = 5\ninterval = 2h\n\n[keys]\n", 3 },
	{ "interval = 1h\n[feed http://a/]\ninterval = 2h\n", "feed http://a/", "interval", NULL,
	        "interval = 1h\n[feed http://a/]\n", 0 },
};

static void
changes_keep_the_rest(void **state)
{
	char path[] = "/tmp/dateline-conf-XXXXXX";
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	for (size_t i = 0; i < COUNT(changes); i++) {
		struct str section = str_of(changes[i].section);
		struct conf *c;
		struct buf b;
		struct err e = { ERR_NONE, "" };

		assert_true(file_write_atomic(path, str_of(changes[i].before), 0600, &e));
		assert_true(conf_load(&c, path, NULL, &e));
		assert_true(conf_change(c, path, section, changes[i].name, changes[i].value, &e));
		assert_true(file_read(path, 10000, &b, &e));
		assert_string_equal(b.p != NULL ? b.p : "", changes[i].after);
		if (section.len == 0 && strcmp(changes[i].name, "measure") == 0) {
			assert_int_equal(conf_line_of(c, CONF_MEASURE), changes[i].line);
			assert_int_equal(
			        conf_int(c, CONF_MEASURE), changes[i].value != NULL ? 60 : 72);
		}
		if (section.len > 0 && changes[i].value != NULL)
			assert_string_equal(conf_feed_key(c, STR("http://a/"), changes[i].name),
			        changes[i].value);
		buf_free(&b);
		conf_close(c);
	}
	unlink(path);
}

static void
a_section_follows_its_feed(void **state)
{
	char path[] = "/tmp/dateline-conf-XXXXXX";
	int fd = mkstemp(path);
	struct conf *c;
	struct buf b;
	struct err e;

	(void)state;
	close(fd);
	assert_true(file_write_atomic(path,
	        STR("hints = no\n# a\n[feed http://a/]\ntimeout = 5\n[keys]\nx = open\n"), 0600,
	        &e));
	assert_true(conf_load(&c, path, NULL, &e));
	assert_true(conf_feed_moved(c, path, STR("http://a/"), STR("http://b/"), &e));
	assert_int_equal(conf_feed_int(c, STR("http://b/"), CONF_TIMEOUT), 5);
	assert_int_equal(conf_feed_int(c, STR("http://a/"), CONF_TIMEOUT), 30);
	assert_true(file_read(path, 1000, &b, &e));
	assert_string_equal(
	        b.p, "hints = no\n# a\n[feed http://b/]\ntimeout = 5\n[keys]\nx = open\n");
	buf_free(&b);
	conf_close(c);
	unlink(path);
}

static void
wrong_changes_change_nothing(void **state)
{
	struct arena *a = arena_create();
	struct notes notes;
	struct conf *c = parse(a, "", &notes);
	struct err e;

	(void)state;
	assert_false(conf_change(c, NULL, STR(""), "measure", "7", &e));
	assert_false(conf_change(c, NULL, STR(""), "mesure", "70", &e));
	assert_false(conf_change(c, NULL, STR("feed http://a/"), "interval", "soon", &e));
	assert_false(conf_change(c, NULL, STR("feed http://a/"), "header", "a\nb", &e));
	assert_int_equal(conf_int(c, CONF_MEASURE), 72);
	assert_true(conf_set(c, "measure", "80", &e));
	assert_int_equal(conf_line_of(c, CONF_MEASURE), CONF_BY_SESSION);
	assert_true(str_eq(conf_value(CONF_FULL_TEXT, STR("al"), 0), STR("always")));
	assert_true(str_eq(conf_value(CONF_MOUSE, STR(""), 1), STR("no")));
	assert_null(conf_value(CONF_MOUSE, STR(""), 2).p);
	conf_close(c);
	arena_destroy(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_has_a_valid_default),
		cmocka_unit_test(values_are_read_and_sections_kept),
		cmocka_unit_test(mistakes_are_named),
		cmocka_unit_test(changes_keep_the_rest),
		cmocka_unit_test(a_section_follows_its_feed),
		cmocka_unit_test(wrong_changes_change_nothing),
	};

	return cmocka_run_group_tests_name("conf", tests, NULL, NULL);
}
