/* SPDX-License-Identifier: ISC */
/*
 * test_urls.c - the urls file: newsboat's grammar, and edits that leave the rest of the file alone.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <dateline/conf.h>

static void
grammar(void **state)
{
	struct arena *a = arena_create();
	struct notes notes;
	struct urls_line *l;

	(void)state;
	notes_init(&notes, a);
	assert_int_equal(
	        urls_parse(a,
	                STR("# my feeds\n\nhttp://a.org/rss news \"two words\" \"~My \\\"A\\\"\"\n"
	                    "http://b.org/ ! x # not a tag\r\n"
	                    "\"query:Unread:unread = \\\"yes\\\"\" q\nexec:~/bin/x.sh\n"
	                    "\"filter:sed 's/a/b/':http://c.org/\""),
	                &l, &notes),
	        5);
	assert_int_equal(notes.count, 0);
	assert_string_equal(l[0].url.p, "http://a.org/rss");
	assert_string_equal(l[0].title.p, "My \"A\"");
	assert_int_equal(l[0].tags_count, 2);
	assert_string_equal(l[0].tags[1].p, "two words");
	assert_true(l[1].hidden);
	assert_int_equal(l[1].tags_count, 1);
	assert_int_equal(l[1].line, 4);
	assert_int_equal(l[2].kind, URLS_QUERY);
	assert_true(str_eq(l[2].title, STR("Unread")));
	assert_true(str_eq(l[2].url, STR("query:Unread:unread = \"yes\"")));
	assert_int_equal(l[3].kind, URLS_EXEC);
	assert_int_equal(l[4].kind, URLS_FILTER);
	assert_int_equal(urls_parse(a, STR("query:nothing\nnonsense"), &l, &notes), 2);
	assert_int_equal(notes.count, 2);
	arena_destroy(a);
}

static void
written_lines_read_back(void **state)
{
	struct arena *a = arena_create();
	struct str tags[] = { STR("plain"), STR("with blank"), STR("q\"uote") };
	struct urls_line line = { .url = STR("http://x.org/#frag"),
		.title = STR("A title"),
		.tags = tags,
		.tags_count = 3,
		.hidden = true };
	struct urls_line *back;
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	urls_write_line(&b, &line);
	assert_int_equal(urls_parse(a, buf_str(&b), &back, NULL), 1);
	assert_true(str_eq(back->url, line.url));
	assert_true(str_eq(back->title, line.title));
	assert_true(back->hidden);
	assert_int_equal(back->tags_count, 3);
	for (size_t i = 0; i < 3; i++)
		assert_true(str_eq(back->tags[i], tags[i]));
	buf_free(&b);
	arena_destroy(a);
}

static void
edits_keep_the_rest(void **state)
{
	char dir[] = "/tmp/dateline-urls-XXXXXX", path[64];
	struct urls_line line = { .url = STR("http://new.org/") };
	struct buf b;
	struct err e;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/urls", dir);
	assert_true(urls_add(path, &line, 1, &e));
	assert_true(file_write_atomic(
	        path, STR("# top\n\nhttp://a.org/ \"~A b\"\nhttp://b.org/"), 0640, &e));
	assert_true(urls_add(path, &line, 1, &e));
	assert_true(urls_replace(path, STR("http://a.org/"), STR("https://a.org/"), &e));
	assert_true(urls_remove(path, STR("http://b.org/"), &e));
	assert_false(urls_remove(path, STR("http://b.org/"), &e));
	assert_true(file_read(path, 1000, &b, &e));
	assert_string_equal(b.p, "# top\n\nhttps://a.org/ \"~A b\"\nhttp://new.org/\n");
	buf_free(&b);
	unlink(path);
	rmdir(dir);
}

static void
lines_are_set_and_moved(void **state)
{
	char path[] = "/tmp/dateline-urls-XXXXXX";
	int fd = mkstemp(path);
	struct arena *a = arena_create();
	struct str both[] = { STR("http://a.org/"), STR("http://c.org/") };
	struct urls_line line;
	struct buf b;
	struct err e;

	(void)state;
	close(fd);
	assert_true(file_write_atomic(path,
	        STR("# top\nhttp://a.org/ x\n# of b\nhttp://b.org/\n\nhttp://c.org/"), 0600, &e));
	assert_true(urls_find(a, path, STR("http://a.org/"), &line, &e));
	line.title = STR("A one");
	line.hidden = true;
	assert_true(urls_set(path, STR("http://a.org/"), &line, &e));
	assert_true(urls_move(path, both, 2, STR("http://b.org/"), &e));
	assert_true(urls_move(path, both, 1, STR_NONE, &e));
	assert_false(urls_find(a, path, STR("http://d.org/"), &line, &e));
	assert_true(file_read(path, 1000, &b, &e));
	assert_string_equal(b.p,
	        "# top\n# of b\nhttp://c.org/\nhttp://b.org/\n\nhttp://a.org/ \"~A one\" ! x\n");
	buf_free(&b);
	arena_destroy(a);
	unlink(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(grammar),
		cmocka_unit_test(written_lines_read_back),
		cmocka_unit_test(edits_keep_the_rest),
		cmocka_unit_test(lines_are_set_and_moved),
	};

	return cmocka_run_group_tests_name("urls", tests, NULL, NULL);
}
