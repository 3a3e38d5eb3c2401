/* SPDX-License-Identifier: ISC */
/*
 * test_subs.c - the list of feeds changed from inside: settings of a feed, addresses, folders,
 * tags, order, unsubscribing, each written to the files and undone; and settings of all.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../src/cli/subs.h"
#include "../../src/ui/feeds.h"
#include "fixture.h"

static const char start[] = "# my feeds\nhttps://valley.example/feed local \"~Valley Herald\"\n"
                            "# abroad\nhttps://herald.example/feed news \"~County Post\"\n"
                            "\"query:Bridges:bridge\"\n";

static struct fixture f;
static struct paths paths;
static char folder[64], urls[80], config[80];

static bool
reload(void *user, struct notes *notes, struct err *e)
{
	(void)user;
	return subs_sync(&paths, f.store, notes, e);
}

static void
open_files(int rows, int cols)
{
	struct err e = { ERR_NONE, "" };

	strcpy(folder, "/tmp/dateline-subs-XXXXXX");
	assert_non_null(mkdtemp(folder));
	snprintf(urls, sizeof(urls), "%s/urls", folder);
	snprintf(config, sizeof(config), "%s/config", folder);
	paths = (struct paths){ .urls_file = urls, .config_file = config };
	assert_true(file_write_atomic(urls, str_of(start), 0600, &e));
	assert_true(file_write_atomic(config, STR("# mine\nmeasure = 60\n"), 0600, &e));
	fixture_open(&f, FIXTURE_ARTICLES, rows, cols, "# mine\nmeasure = 60\n");
	f.options.paths = &paths;
	f.options.temporary = false;
	f.options.reload_urls = reload;
	assert_true(reload(NULL, NULL, &e));
	app_changed(&f.app);
}

static void
close_files(void)
{
	fixture_close(&f);
	unlink(urls);
	unlink(config);
	rmdir(folder);
}

static void
assert_file(const char *path, const char *text)
{
	struct buf b;
	struct err e;

	assert_true(file_read(path, 100000, &b, &e));
	assert_string_equal(b.p != NULL ? b.p : "", text);
	buf_free(&b);
}

static void
a_feed_is_renamed_and_undone(void **state)
{
	(void)state;
	open_files(24, 80);
	fixture_keys(&f, "gf");
	assert_shown(&f, "Feeds (3)");
	fixture_keys(&f, "jjcj<Enter>^uValley<Enter>");
	assert_shown(&f, "Feed: Valley");
	assert_shown(&f, "title changed - U undoes");
	assert_file(urls, "# my feeds\nhttps://valley.example/feed ~Valley local\n# abroad\n"
	                  "https://herald.example/feed news \"~County Post\"\n"
	                  "\"query:Bridges:bridge\"\n");
	fixture_keys(&f, "U");
	assert_shown(&f, "undone: title changed");
	assert_shown(&f, "Feed: Valley Herald");
	assert_file(urls, start);
	close_files();
}

static void
a_new_address_keeps_the_articles(void **state)
{
	(void)state;
	open_files(24, 80);
	fixture_keys(&f, "gfjjcjj<Enter>^uftp://x<Enter>");
	assert_shown(&f, "begins with https://");
	fixture_keys(&f, "<Enter>^uhttps://herald.example/feed<Enter>");
	assert_shown(&f, "is subscribed already");
	assert_file(urls, start);
	fixture_keys(&f, "jjjj<Enter>"); /* full-text: always */
	assert_shown(&f, "full-text is now always, in the config");
	fixture_keys(&f, "kkkk<Enter>^uhttps://new.example/feed<Enter>");
	assert_shown(&f, "the address is changed, the articles stay");
	assert_shown(&f, "3 articles");
	assert_file(config, "# mine\nmeasure = 60\n\n[feed https://new.example/feed]\n"
	                    "full-text = always\n");
	fixture_keys(&f, "U");
	assert_shown(&f, "3 articles");
	assert_shown(&f, "https://valley.example/feed");
	assert_file(urls, start);
	fixture_keys(&f, "U");
	assert_shown(&f, "undone: full-text");
	close_files();
}

static void
folders_and_tags_are_changed(void **state)
{
	(void)state;
	open_files(24, 80);
	fixture_keys(&f, "gfjjMNear home<Enter>");
	assert_shown(&f, "put in the folder Near home");
	assert_shown(&f, "\u25BE Near home");
	assert_not_shown(&f, "#folder");
	fixture_keys(&f, "kcNearby<Enter>"); /* the folder's row, its name taken on */
	assert_shown(&f, "Near homeNearby");
	fixture_keys(&f, "c^uNearby<Enter>");
	assert_shown(&f, "the folder is now Nearby");
	fixture_keys(&f, ">");
	assert_shown(&f, "moved down: Nearby");
	assert_file(urls,
	        "# my feeds\n# abroad\nhttps://herald.example/feed news \"~County Post\"\n"
	        "https://valley.example/feed \"~Valley Herald\" local folder/Nearby\n"
	        "\"query:Bridges:bridge\"\n");
	fixture_keys(&f, "Dy");
	assert_shown(&f, "taken apart: folder Nearby");
	assert_not_shown(&f, "\u25BE Nearby");
	fixture_keys(&f, "Gc^uabroad<Enter>");
	assert_shown(&f, "the tag is now abroad");
	fixture_keys(&f, "U");
	fixture_keys(&f, "9U");
	assert_shown(&f, "5 steps undone");
	assert_file(urls, start);
	fixture_keys(&f, "U");
	assert_shown(&f, "nothing to undo");
	close_files();
}

static void
unsubscribing_asks_and_is_undone(void **state)
{
	(void)state;
	open_files(24, 80);
	fixture_keys(&f, "gfjjDn");
	assert_shown(&f, "nothing done");
	fixture_keys(&f, "Dy");
	assert_shown(&f, "unsubscribed; starred articles stay - U undoes");
	assert_shown(&f, "Feeds (2)");
	fixture_keys(&f, "U");
	assert_shown(&f, "Feeds (3)");
	assert_shown(&f, "3/3");
	assert_file(urls, start);
	/* A change from outside is not overwritten. */
	fixture_keys(&f, "Dy");
	struct err e;
	assert_true(file_write_atomic(urls, STR("https://other.example/\n"), 0600, &e));
	fixture_keys(&f, "U");
	assert_shown(&f, "was changed since");
	assert_file(urls, "https://other.example/\n");
	close_files();
}

static void
hidden_feeds_wait_at_the_end(void **state)
{
	(void)state;
	open_files(24, 80);
	fixture_keys(&f, "gfjjcjjjjj<Enter>q");
	assert_shown(&f, "\u25B8 Hidden feeds");
	assert_not_shown(&f, "Valley Herald");
	fixture_keys(&f, "G<Enter>");
	assert_shown(&f, "Valley Herald");
	close_files();
}

static void
settings_are_kept_and_undone(void **state)
{
	(void)state;
	open_files(24, 80);
	fixture_keys(&f, "gc");
	assert_shown(&f, "config:2");
	assert_shown(&f, "72 by default; 20 to 300");
	fixture_keys(&f, "<Enter>^u66<Enter>");
	assert_shown(&f, "measure is now 66, in the config - U undoes");
	assert_file(config, "# mine\nmeasure = 66\n");
	fixture_keys(&f, "D");
	assert_file(config, "# mine\n");
	fixture_keys(&f, "UU");
	assert_file(config, "# mine\nmeasure = 60\n");
	fixture_keys(&f, "/hints<Enter><Enter>");
	assert_shown(&f, "hints is now no");
	assert_file(config, "# mine\nmeasure = 60\nhints = no\n");
	fixture_keys(&f, ":set measure 40<Enter>");
	assert_shown(&f, "this session");
	fixture_keys(&f, ":set measure<Enter>");
	assert_shown(&f, "measure is 40 (this session)");
	close_files();
}

static void
set_error(const char *url, enum feed_state state, const char *error)
{
	struct store_answer answer = { .now = 1711116000,
		.state = state,
		.error = str_of(error),
		.http = { .retry_after = STORE_NO_DATE } };
	struct store_result result;
	struct err e;

	assert_true(store_feed_find(f.store, str_of(url), &answer.feed, &e));
	assert_true(store_put_answer(f.store, &answer, &result, &e));
	app_changed(&f.app);
}

static void
failing_feeds_say_what_to_do(void **state)
{
	(void)state;
	open_files(24, 80);
	set_error("https://herald.example/feed", FEED_AUTH, "HTTP 401 from herald.example");
	fixture_keys(&f, "gf");
	assert_shown(&f, "!County Post  HTTP 401");
	fixture_keys(&f, "gl");
	assert_shown(&f, "FEEDS THAT FAIL: 1 OF 3");
	assert_shown(&f, "set user and password-command");
	fixture_keys(&f, "<Enter>");
	assert_shown(&f, "Feed: County Post");
	fixture_keys(&f, "/user<Enter>n<Enter>me<Enter>");
	assert_shown(&f, "user is now me");
	fixture_keys(&f, "qDy");
	assert_shown(&f, "unsubscribed");
	assert_not_shown(&f, "FEEDS THAT FAIL");
	fixture_keys(&f, "U");
	assert_shown(&f, "FEEDS THAT FAIL");
	close_files();
}

static void
a_site_with_several_feeds_asks(void **state)
{
	(void)state;
	open_files(24, 80);
	assert_false(offer_read(&f.app, STR("one line\n")));
	assert_true(offer_read(&f.app, STR("http://x is a web page; it offers 2 feeds:\n"
	                                   "  dateline add http://x/a    All of it\n"
	                                   "  dateline add http://x/b\n")));
	fixture_shown(&f);
	assert_shown(&f, "offers 2 feeds");
	assert_shown(&f, "All of it");
	fixture_keys(&f, "jq");
	assert_not_shown(&f, "All of it");
	close_files();
}

static void
an_edited_list_is_followed(void **state)
{
	static const char moved[] = "# my feeds\nhttps://new.example/feed local \"~Valley "
	                            "Herald\"\nhttps://herald.example/feed news\n"
	                            "\"query:Bridges:bridge\"\n";
	struct err e;

	(void)state;
	open_files(24, 80);
	fixture_keys(&f, "gf");
	assert_true(file_write_atomic(urls, str_of(moved), 0600, &e));
	urls_edited(&f.app, str_of(start), str_of(moved));
	fixture_shown(&f);
	assert_shown(&f, "the new address of the same feed");
	fixture_keys(&f, "y");
	assert_shown(&f, "3 feeds, 3 before - U undoes");
	assert_shown(&f, "3/3"); /* its articles */
	fixture_keys(&f, "U");
	assert_shown(&f, "undone: the list of feeds");
	assert_file(urls, start);
	assert_shown(&f, "3/3");
	assert_true(file_write_atomic(urls, str_of(moved), 0600, &e));
	urls_edited(&f.app, str_of(start), str_of(moved));
	fixture_keys(&f, "n"); /* another feed */
	assert_not_shown(&f, "3/3");
	urls_edited(&f.app, str_of(moved), str_of(moved));
	fixture_shown(&f);
	assert_shown(&f, "nothing was changed");
	close_files();
}

static void
forms_fit_small_windows(void **state)
{
	static const int sizes[][2] = { { 10, 30 }, { 40, 120 }, { 6, 20 }, { 1, 1 }, { 12, 40 } };

	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		open_files(sizes[i][0], sizes[i][1]);
		fixture_keys(&f, "gfjjcGkq");
		fixture_keys(&f, "gcGkkq");
		set_error("https://herald.example/feed", FEED_GONE, "HTTP 410 Gone");
		fixture_keys(&f, "gljjGq?^F^Fq");
		close_files();
	}
	open_files(10, 30);
	fixture_keys(&f, "gfjjcj");
	assert_shown(&f, "Valley Her");
	assert_shown(&f, "Your name for it");
	close_files();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_feed_is_renamed_and_undone),
		cmocka_unit_test(a_new_address_keeps_the_articles),
		cmocka_unit_test(folders_and_tags_are_changed),
		cmocka_unit_test(unsubscribing_asks_and_is_undone),
		cmocka_unit_test(hidden_feeds_wait_at_the_end),
		cmocka_unit_test(settings_are_kept_and_undone),
		cmocka_unit_test(failing_feeds_say_what_to_do),
		cmocka_unit_test(a_site_with_several_feeds_asks),
		cmocka_unit_test(an_edited_list_is_followed),
		cmocka_unit_test(forms_fit_small_windows),
	};

	setlocale(LC_ALL, "");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
