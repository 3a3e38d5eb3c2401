/* SPDX-License-Identifier: ISC */
/*
 * test_care.c - export and import, newsboat's cache, backup, check and vacuum.
 */
#include "store_test.h"

#include <sqlite3.h>

static void
flag(struct fixture *f, int64_t id, char letter, bool on)
{
	int64_t changed;

	OK(store_mark(f->s,
	        &(struct store_marking){
	                .mark = MARK_FLAG, .flag = letter, .on = on, .ids = &id, .ids_count = 1 },
	        &changed, &f->e));
}

static void
fill(struct fixture *f)
{
	struct feed_entry entries[] = { entry("https://one.example/1", "First", "<p>One text.</p>",
		                                NOW - 30),
		entry("tag:one,2", "Second \xe2\x80\x9cquoted\xe2\x80\x9d", "<p>Two texts.</p>",
		        NOW - 20) };
	struct feed_enclosure sound = { .url = STR("https://one.example/2.ogg"),
		.type = STR("audio/ogg"),
		.length = 5,
		.duration_s = -1 };
	int64_t id, changed;

	entries[1].link = STR("https://one.example/2");
	entries[1].enclosures = &sound;
	entries[1].enclosures_count = 1;
	put(f, f->feed, entries, 2, NOW);
	entries[0].content_html = STR("<p>One text, corrected.</p>");
	put(f, f->feed, entries, 2, NOW + 60);
	id = id_of(f, "First");
	OK(store_mark(f->s,
	        &(struct store_marking){
	                .mark = MARK_READ, .on = true, .ids = &id, .ids_count = 1 },
	        &changed, &f->e));
	flag(f, id, 'k', true);
	OK(store_set_note(f->s, id, STR("a note"), &f->e));
	OK(store_put_full_text(f->s, id, STR("<p>The page.</p>"), ARTICLE_FULL, STR_NONE, &f->e));
}

static void
restores_what_it_dumped(void **state)
{
	struct fixture *f = *state;
	struct lines first = { .a = f->a }, second = { .a = f->a };
	struct store *other;
	struct store_article art;

	fill(f);
	OK(store_dump(f->s, keep_line, &first, &f->e));
	assert_int_equal(first.count, 1 + 1 + 2);
	OK(store_open(&other, NULL, STORE_MEMORY, &f->e));
	for (int twice = 0; twice < 2; twice++)
		for (size_t i = 0; i < first.count; i++)
			OK(store_restore_line(other, first.list[i], &f->e));
	OK(store_dump(other, keep_line, &second, &f->e));
	assert_int_equal(first.count, second.count);
	for (size_t i = 0; i < first.count; i++)
		assert_string_equal(first.list[i].p, second.list[i].p);
	OK(store_article(other, f->a, 1, &art, &f->e));
	assert_string_equal(art.note.p, "a note");
	assert_string_equal(art.item.flags.p, "k");
	assert_int_equal(art.versions, 1);
	assert_false(art.item.unread);
	store_close(other);
}

/* Flags set on either side are there afterwards. */
static void
restored_flags_are_added(void **state)
{
	struct fixture *f = *state;
	struct lines dump = { .a = f->a };
	struct store_article art;

	fill(f);
	OK(store_dump(f->s, keep_line, &dump, &f->e));
	flag(f, id_of(f, "First"), 'b', true);
	flag(f, id_of(f, "First"), 'k', false);
	for (size_t i = 0; i < dump.count; i++)
		OK(store_restore_line(f->s, dump.list[i], &f->e));
	OK(store_article(f->s, f->a, id_of(f, "First"), &art, &f->e));
	assert_true(str_eq(art.item.flags, STR("bk")));
}

static void
refuses_other_lines(void **state)
{
	struct fixture *f = *state;
	static const char *const lines[] = { "", "{", "[]", "{\"type\":\"cat\"}",
		"{\"type\":\"feed\"}",
		"{\"type\":\"article\",\"id\":\"x\",\"feed\":\"https://nowhere.example/\"}",
		"{\"type\":\"dateline\",\"version\":99}" };

	for (size_t i = 0; i < COUNT(lines); i++)
		assert_false(store_restore_line(f->s, str_of(lines[i]), &f->e));
	OK(store_restore_line(f->s,
	        STR("{\"type\":\"article\",\"id\":\"x\",\"feed\":\"https://one.example/feed\","
	            "\"html\":\"<p onclick=x>t</p><script>alert(1)</script>\"}"),
	        &f->e));
}

static void
imports_newsboat(void **state)
{
	struct fixture *f = *state;
	struct store_result r;
	struct store_item *items;
	struct store_article art;
	char path[128];
	sqlite3 *db;
	size_t count;

	snprintf(path, sizeof(path), "%s/cache.db", f->dir);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(
	        sqlite3_exec(db,
	                "create table rss_feed(rssurl text primary key, url text, title text);"
	                "create table rss_item(id integer primary key autoincrement, guid text, "
	                "title text, author text, url text,"
	                " feedurl text, pubDate int, content text, unread int, enclosure_url text, "
	                "enclosure_type text,"
	                " enqueued int, flags text, deleted int, base text, content_mime_type "
	                "text);"
	                "insert into rss_feed values('https://one.example/feed', '', 'One'), "
	                "('https://old.example/', '', 'Old');"
	                "insert into rss_item(guid, title, url, feedurl, pubDate, content, unread, "
	                "flags, deleted) values"
	                " ('g1', 'Read', 'https://one.example/1', 'https://one.example/feed', "
	                "1711100000,"
	                "  '<p>x<script>y</script></p>', 0, 'ab', 0),"
	                " ('g2', 'Unread', 'https://one.example/2', 'https://one.example/feed', "
	                "1711100001, 'y', 1, '', 0),"
	                " ('g3', 'Gone', 'https://old.example/3', 'https://old.example/', "
	                "1711100002, 'z', 1, '', 1);",
	                NULL, NULL, NULL),
	        SQLITE_OK);
	sqlite3_close(db);
	OK(store_import_newsboat(f->s, path, NOW, &r, &f->e));
	assert_int_equal(r.added, 3);
	OK(store_list(
	        f->s, f->a, &(struct store_query){ .order = STORE_OLDEST }, &items, &count, &f->e));
	assert_int_equal(count, 2);
	assert_false(items[0].unread);
	assert_string_equal(items[0].flags.p, "ab");
	assert_true(items[1].unread);
	OK(store_article(f->s, f->a, items[0].id, &art, &f->e));
	assert_null(strstr(art.html.p, "script"));
	OK(store_import_newsboat(f->s, path, NOW, &r, &f->e));
	assert_int_equal(r.added, 0);
	snprintf(path, sizeof(path), "%s/missing.db", f->dir);
	assert_false(store_import_newsboat(f->s, path, NOW, &r, &f->e));
}

static void
backs_up_and_checks(void **state)
{
	struct fixture *f = *state;
	struct notes notes;
	struct store *copy;
	struct store_item *items;
	char path[128];
	size_t count;

	fill(f);
	snprintf(path, sizeof(path), "%s/backup.db", f->dir);
	OK(store_backup(f->s, path, &f->e));
	OK(store_open(&copy, path, STORE_READ_ONLY, &f->e));
	OK(store_list(copy, f->a, &(struct store_query){ .limit = 10 }, &items, &count, &f->e));
	assert_int_equal(count, 2);
	store_close(copy);
	notes_init(&notes, f->a);
	OK(store_check(f->s, &notes, &f->e));
	assert_int_equal(notes.count, 0);
	OK(store_vacuum(f->s, &f->e));
	OK(store_check(f->s, &notes, &f->e));
	assert_int_equal(notes.count, 0);
	assert_string_equal(
	        titles(f, &(struct store_query){ .order = STORE_OLDEST, .limit = 1 }), "First");
}

static void
vacuum_removes_and_repacks(void **state)
{
	struct fixture *f = *state;
	struct feed_entry entries[60];
	struct store_article art;
	int64_t id, changed;

	for (int i = 0; i < 60; i++) {
		struct str name = arena_printf(f->a, "entry %d", i);
		struct str html = arena_printf(f->a,
		        "<p>A text of some length about number %d, with words in it like bridge "
		        "and river,"
		        " so that there is something to pack.</p>",
		        i);
		entries[i] = entry(name.p, name.p, html.p, NOW - i);
	}
	put(f, f->feed, entries, 60, NOW);
	id = id_of(f, "entry 7");
	OK(store_mark(f->s,
	        &(struct store_marking){
	                .mark = MARK_DELETED, .on = true, .ids = &id, .ids_count = 1 },
	        &changed, &f->e));
	OK(store_vacuum(f->s, &f->e));
	assert_false(store_article(f->s, f->a, id, &art, &f->e));
	put(f, f->feed, entries, 60, NOW + 10); /* the feed still carries it */
	assert_int_equal(count_of(f, &(struct store_query){ .feed = f->feed }), 59);
	OK(store_article(f->s, f->a, id_of(f, "entry 50"), &art, &f->e));
	assert_non_null(strstr(art.html.p, "number 50,"));
}

static void
check_mends_counts(void **state)
{
	struct fixture *f = *state;
	struct notes notes;
	sqlite3 *db;

	fill(f);
	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	assert_int_equal(
	        sqlite3_exec(db, "update feeds set unread = 77", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	notes_init(&notes, f->a);
	OK(store_check(f->s, &notes, &f->e));
	assert_int_equal(notes.count, 1);
	assert_non_null(strstr(notes.list[0].text.p, "wrong counts"));
	assert_int_equal(
	        count_of(f, &(struct store_query){ .feed = f->feed, .unread_only = true }), 1);
}

/* Rules are done to what comes, once: titles at once, texts when they are analysed; what was there
 * before is left alone, and so is what the user changes afterwards. */
static void
rules_meet_what_comes(void **state)
{
	struct fixture *f = *state;
	struct feed_entry old = entry("1", "Football old", "<p>x</p>", NOW - 9),
	                  by_title = entry("2", "Football new", "<p>x</p>", NOW - 8),
	                  by_text = entry("3", "Weather", "<p>More about football.</p>", NOW - 7);
	const struct store_query unread = { .unread_only = true };
	int64_t id = 2, changed;
	const struct store_marking again = {
		.mark = MARK_READ, .on = false, .ids = &id, .ids_count = 1
	};
	struct store_rule rule;

	OK(store_rule_parse(STR("read"), STR("football"), &rule, &f->e));
	put(f, f->feed, &old, 1, NOW);
	OK(store_rules_arrive(f->s, &rule, 1, STORE_ARRIVING, NOW, &changed, &f->e));
	put(f, f->feed, &by_title, 1, NOW);
	put(f, f->feed, &by_text, 1, NOW);
	OK(store_rules_arrive(f->s, &rule, 1, STORE_ARRIVED, NOW, &changed, &f->e));
	assert_int_equal(changed, 1);
	assert_string_equal(titles(f, &unread), "Weather|Football old");
	for (int64_t i = 1; i <= 3; i++)
		OK(store_analyse(f->s, NULL, i, NOW, &f->e));
	OK(store_rules_arrive(f->s, &rule, 1, STORE_ANALYSED, NOW, &changed, &f->e));
	assert_string_equal(titles(f, &unread), "Football old");
	OK(store_mark(f->s, &again, &changed, &f->e));
	OK(store_rules_arrive(f->s, &rule, 1, STORE_ARRIVING, NOW, &changed, &f->e));
	OK(store_rules_arrive(f->s, &rule, 1, STORE_ANALYSED, NOW, &changed, &f->e));
	assert_string_equal(titles(f, &unread), "Football new|Football old");
	OK(store_rules_run(f->s, &rule, 1, 0, NOW, &changed, &f->e));
	assert_int_equal(changed, 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(restores_what_it_dumped, setup_memory, teardown),
		cmocka_unit_test_setup_teardown(restored_flags_are_added, setup_memory, teardown),
		cmocka_unit_test_setup_teardown(refuses_other_lines, setup_memory, teardown),
		cmocka_unit_test_setup_teardown(imports_newsboat, setup_file, teardown),
		cmocka_unit_test_setup_teardown(backs_up_and_checks, setup_file, teardown),
		cmocka_unit_test_setup_teardown(vacuum_removes_and_repacks, setup_file, teardown),
		cmocka_unit_test_setup_teardown(check_mends_counts, setup_file, teardown),
		cmocka_unit_test_setup_teardown(rules_meet_what_comes, setup_memory, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
