/* SPDX-License-Identifier: ISC */
/*
 * test_versions.c - a store of every earlier version opens and has all it had. tests/store/versions
 * has one dump a version, made when that version was current; each holds the same few articles.
 */
#include "store_test.h"

#include <sqlite3.h>

#define STORE_TESTED_VERSION 5

static void
load_dump(struct fixture *f, int version)
{
	struct str path =
	        arena_printf(f->a, "%s/tests/store/versions/%d.sql", getenv("srcdir"), version);
	struct buf dump;
	sqlite3 *db;
	char *text = NULL;

	OK(file_read(path.p, 1 << 22, &dump, &f->e));
	snprintf(f->path, sizeof(f->path), "%s/v%d.db", f->dir, version);
	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	if (sqlite3_exec(db, dump.p, NULL, NULL, &text) != SQLITE_OK)
		fail_msg("%s: %s", path.p, text);
	sqlite3_close(db);
	buf_free(&dump);
}

static void
opens_older_versions(void **state)
{
	struct fixture *f = *state;
	struct store_article art;
	struct store_story *stories;
	struct notes notes;
	struct entities x;
	size_t count;

	store_close(f->s);
	for (int version = 1; version <= STORE_TESTED_VERSION; version++) {
		load_dump(f, version);
		OK(store_open(&f->s, f->path, STORE_WRITE, &f->e));
		assert_string_equal(
		        titles(f, &(struct store_query){ .order = STORE_OLDEST }), "First|Second");
		assert_string_equal(
		        titles(f, &(struct store_query){ .text = STR("bridge") }), "Second|First");
		assert_string_equal(
		        titles(f, &(struct store_query){ .text = STR("\"old bridge\"") }), "First");
		assert_string_equal(
		        titles(f, &(struct store_query){ .starred_only = true }), "First");
		OK(store_article(f->s, f->a, 1, &art, &f->e));
		assert_string_equal(art.note.p, "a note");
		assert_false(art.item.unread);
		OK(store_entities(f->s, f->a, 1, &x, &f->e));
		assert_true(x.count > 0);
		OK(store_stories(f->s, f->a, 10, &stories, &count, &f->e));
		assert_int_equal(count, 1);
		OK(store_story_looked(f->s, stories[0].id, NOW, &f->e));
		notes_init(&notes, f->a);
		OK(store_check(f->s, &notes, &f->e));
		assert_int_equal(notes.count, 0);
		if (version < STORE_TESTED_VERSION)
			store_close(f->s);
	}
}

static void
refuses_newer_versions(void **state)
{
	struct fixture *f = *state;
	struct store *s;
	sqlite3 *db;

	store_close(f->s);
	f->s = NULL;
	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "pragma user_version=999", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	assert_false(store_open(&s, f->path, STORE_WRITE, &f->e));
	assert_non_null(strstr(f->e.text, "newer dateline"));
}

/* Writes the dump's store to a path: `test_versions PATH`, then sqlite3 PATH .dump. */
static int
make(const char *path)
{
	struct fixture fixture = { .a = arena_create() }, *f = &fixture;
	struct feed_entry entries[] = { entry("https://one.example/1", "First",
		                                "<p>The old bridge in Geneva is closed.</p>",
		                                NOW - 60),
		entry("https://one.example/2", "Second", "<p>A new bridge opens in Geneva.</p>",
		        NOW) };
	int64_t changed, id = 1;
	bool more;

	OK(store_open(&f->s, path, STORE_WRITE, &f->e));
	put(f, add_feed(f, "https://one.example/feed", "One"), entries, 1, NOW);
	OK(store_pack_texts(f->s, &more, &f->e));
	put(f, add_feed(f, "https://one.example/feed", "One"), entries + 1, 1, NOW);
	for (int64_t i = 1; i <= 2; i++)
		OK(store_analyse(f->s, NULL, i, NOW, &f->e));
	OK(store_mark(f->s,
	        &(struct store_marking){
	                .mark = MARK_READ, .on = true, .ids = &id, .ids_count = 1 },
	        &changed, &f->e));
	OK(store_mark(f->s,
	        &(struct store_marking){
	                .mark = MARK_STAR, .on = true, .ids = &id, .ids_count = 1 },
	        &changed, &f->e));
	OK(store_set_note(f->s, id, STR("a note"), &f->e));
	store_close(f->s);
	arena_destroy(f->a);
	return 0;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(opens_older_versions, setup_file, teardown),
		cmocka_unit_test_setup_teardown(refuses_newer_versions, setup_file, teardown),
	};

	if (argc > 1)
		return make(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
