/* SPDX-License-Identifier: ISC */
/*
 * test_query.c - the query language: what it finds, newsboat's expressions, and errors that point
 * at the character.
 */
#include "store_test.h"

static const struct {
	const char *id, *title, *author, *html;
	int64_t age_s;
} corpus[] = {
	{ "https://one.example/1", "Council votes on the bridge", "Mara Quist",
	        "<p>The old <b>stone bridge</b> in Varda stays closed, the council said.</p>",
	        3600 },
	{ "https://one.example/2", "Ferry strike ends", "Tomas Eld",
	        "<p>Crews of the ferry return to work. The bridge, long closed, opens.</p>",
	        2 * 86400 },
	{ "https://www.two.example/3", "Caf\xc3\xa9 prices rise", NULL,
	        "<p>A cup now costs 4 crowns in Stra\xc3\x9f"
	        "burg; bridging loans do not help.</p>",
	        8 * 86400 },
	{ "https://one.example/4", "\xe6\x9d\xb1\xe4\xba\xac\xe3\x81\xae\xe5\xa4\xa9\xe6\xb0\x97",
	        NULL,
	        "<p>\xe6\x98\x8e\xe6\x97\xa5\xe3\x81\xaf\xe9\x9b\xa8\xe3\x81\xa7\xe3\x81\x99</p>",
	        40 * 86400 },
};

static int
setup(void **state)
{
	struct fixture *f;

	setup_memory(state);
	f = *state;
	for (size_t i = 0; i < COUNT(corpus); i++) {
		struct feed_entry one =
		        entry(corpus[i].id, corpus[i].title, corpus[i].html, NOW - corpus[i].age_s);
		int64_t changed, id;
		one.author = str_of(corpus[i].author);
		put(f, f->feed, &one, 1, NOW);
		id = (int64_t)i + 1;
		OK(store_analyse(f->s, NULL, id, NOW, &f->e));
		if (i == 1)
			OK(store_mark(f->s,
			        &(struct store_marking){
			                .mark = MARK_READ, .on = true, .ids = &id, .ids_count = 1 },
			        &changed, &f->e));
		if (i == 2)
			OK(store_mark(f->s,
			        &(struct store_marking){
			                .mark = MARK_STAR, .on = true, .ids = &id, .ids_count = 1 },
			        &changed, &f->e));
	}
	return 0;
}

static const char *
ids_of(struct fixture *f, const char *query)
{
	struct store_query q = { .text = str_of(query), .now = NOW };
	struct store_item *items;
	struct str ids = STR("");
	size_t count;

	if (!store_list(f->s, f->a, &q, &items, &count, &f->e))
		return NULL;
	assert_int_equal(count_of(f, &q), count);
	for (size_t i = 0; i < count; i++)
		ids = arena_printf(f->a, STR_FMT "%lld", STR_ARG(ids), (long long)items[i].id);
	return ids.p;
}

static const struct {
	const char *query, *ids; /* newest first */
} finds[] = {
	{ "", "1234" },
	{ "  ", "1234" },
	{ "bridge", "12" },
	{ "BRIDGE", "12" },
	{ "bridge closed", "12" },
	{ "\"bridge closed\"", "" },
	{ "\"stone bridge\"", "1" },
	{ "bridg*", "123" },
	{ "bridge AND ferry", "2" },
	{ "council OR ferry", "12" },
	{ "council OR ferry bridge", "12" },
	{ "bridge -ferry", "1" },
	{ "bridge NOT ferry", "1" },
	{ "NOT bridge", "34" },
	{ "-bridge -cafe", "4" },
	{ "NOT NOT bridge", "12" },
	{ "----------------bridge", "12" },
	{ "(council OR ferry) -strike", "1" },
	{ "title:bridge", "1" },
	{ "title:(bridge)", NULL },
	{ "author:mara", "1" },
	{ "author:\"tomas eld\"", "2" },
	{ "cafe", "3" },
	{ "strassburg", "3" },
	{ "\xe6\x9d\xb1\xe4\xba\xac", "4" },
	{ "\xe4\xba\xac\xe6\x9d\xb1", "" },
	{ "\xe9\x9b\xa8", "4" },
	{ "stone NEAR/2 varda", "1" },
	{ "old NEAR/1 council", "" },
	{ "bridge NEAR council", "1" },
	{ "/br[i]dg(e|ing)/", "123" },
	{ "title:/^ferry/", "2" },
	{ "bridge /clos/", "12" },
	{ "is:unread", "134" },
	{ "is:read", "2" },
	{ "is:starred", "3" },
	{ "bridge is:unread", "1" },
	{ "bridge OR is:starred", "123" },
	{ "NOT (bridge OR is:starred)", "4" },
	{ "feed:one", "1234" },
	{ "feed:two", "" },
	{ "site:two.example", "3" },
	{ "site:wo.example", "" },
	{ "link:example/2", "2" },
	{ "age:3d", "12" },
	{ "age:<3", "12" },
	{ "age:>3d", "34" },
	{ "age:1d..10d", "23" },
	{ "since:3d", "12" },
	{ "since:2024-03-20", "12" },
	{ "before:2024-03", "4" },
	{ "since:2024-03-14 before:2024-03-20", "3" },
	{ "since:today", "1" },
	{ "since:yesterday", "1" },
	{ "!!!", "1234" },
	{ "\"...\" bridge", "12" },
	{ "is:deleted", "" },
	{ "tag:news", "1234" },
	/* newsboat's language */
	{ "unread = \"yes\"", "134" },
	{ "unread != \"yes\"", "2" },
	{ "title =~ \"bridge|ferry\"", "12" },
	{ "title !~ \"bridge|ferry\"", "34" },
	{ "content =~ \"stone\"", "1" },
	{ "age between 0:3", "12" },
	{ "age > 5", "34" },
	{ "age <= 2 and unread = \"yes\"", "1" },
	{ "(title # \"Ferry\" or author == \"Mara Quist\")", "12" },
	{ "title !# \"Ferry\"", "134" },
	{ "tags # \"news\"", "1234" },
	{ "feedtitle = \"One\"", "1234" },
	{ "rssurl =~ \"one\" AND link =~ \"two\"", "3" },
	{ "flags = \"\"", "1234" },
};

static void
finds_what_is_asked(void **state)
{
	struct fixture *f = *state;
	struct str tag = STR("news");
	struct store_feed feed = {
		.url = STR("https://one.example/feed"), .tags = &tag, .tags_count = 1
	};
	int64_t id;

	OK(store_feed_put(f->s, &feed, &id, &f->e));
	for (size_t i = 0; i < COUNT(finds); i++) {
		const char *got = ids_of(f, finds[i].query);
		if (finds[i].ids == NULL ? got != NULL
		                         : got == NULL || strcmp(got, finds[i].ids) != 0)
			fail_msg("%s: %s, wanted %s", finds[i].query, got == NULL ? f->e.text : got,
			        finds[i].ids);
	}
}

static const struct {
	const char *query, *error;
} errors[] = {
	{ "\"open", "no closing \" at character 1 of the query" },
	{ "a (b", "a closing bracket is missing at the end" },
	{ "a) b", "a bracket is not open at character 2 of the query: \") b\"" },
	{ "a OR", "a word is missing at the end of the query" },
	{ "colour:red", "unknown field at character 1" },
	{ "x title:", "a value is missing at the end" },
	{ "is:odd", "unknown state" },
	{ "since:soon", "a date is" },
	{ "/[a/", "wrong regular expression" },
	{ "flag:AB", "a flag is a letter" },
	{ "unread = ", "a value is missing at the end" },
	{ "unread = \"yes\" and colour = \"red\"", "unknown attribute at character 20" },
	{ "age between 3", "a range is 3:7 at character 13" },
	{ "age > x", "a number is missing at character 7" },
	{ "(a NEAR is:read)", "NEAR stands between" },
};

static void
errors_point(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT(errors); i++) {
		assert_false(store_query_check(str_of(errors[i].query), &f->e));
		assert_int_equal(f->e.kind, ERR_USAGE);
		if (strstr(f->e.text, errors[i].error) == NULL)
			fail_msg("%s: %s", errors[i].query, f->e.text);
	}
}

static void
depth_has_a_cap(void **state)
{
	struct fixture *f = *state;
	char deep[2000] = "";

	memset(deep, '(', 999);
	strcpy(deep + 999, "x");
	assert_false(store_query_check(str_of(deep), &f->e));
	assert_non_null(strstr(f->e.text, "too deep"));
	for (int i = 0; i < 999; i++)
		deep[i] = i % 2 == 0 ? '-' : 'a';
	store_query_check(str_of(deep), &f->e);
	for (int i = 0; i < 190; i++)
		memcpy(deep + i * 4, i % 7 == 6 ? "OR  " : "ab  ", 4);
	strcpy(deep + 190 * 4 - 4, "ab");
	assert_non_null(ids_of(f, deep)); /* long, but not deep */
	memset(deep, 0, sizeof(deep));
	memset(deep, '-', 999);
	assert_false(store_query_check(str_of(deep), &f->e));
}

static void
finds_before_the_index(void **state)
{
	struct fixture *f = *state;
	struct feed_entry one = entry("new", "Bridge reopens", "<p>At last.</p>", NOW);

	put(f, f->feed, &one, 1, NOW);
	assert_string_equal(ids_of(f, "bridge"), "512");
	assert_string_equal(ids_of(f, "last"), "");
	OK(store_analyse(f->s, NULL, 5, NOW, &f->e));
	assert_string_equal(ids_of(f, "last"), "5");
	one.content_html = STR("<p>After all.</p>");
	put(f, f->feed, &one, 1, NOW);
	OK(store_analyse(f->s, NULL, 5, NOW, &f->e));
	assert_string_equal(ids_of(f, "last"), "");
	assert_string_equal(ids_of(f, "\"after all\""), "5");
}

static void
best_match_first(void **state)
{
	struct fixture *f = *state;
	struct store_query q = { .text = STR("closed OR ferry"), .order = STORE_RELEVANCE };
	struct store_item *items;
	size_t count;

	OK(store_list(f->s, f->a, &q, &items, &count, &f->e));
	assert_int_equal(count, 2);
	assert_int_equal(items[0].id, 2);
	q.text = STR("(closed OR ferry) age:3d");
	q.now = NOW;
	OK(store_list(f->s, f->a, &q, &items, &count, &f->e));
	assert_int_equal(items[0].id, 2);
}

static void
shows_where_it_stands(void **state)
{
	struct fixture *f = *state;
	struct str filler = STR("");
	struct feed_entry one;
	struct store_query q = { .text = STR("zeppelin") };
	struct store_item *items;
	size_t count;

	for (int i = 0; i < 60; i++)
		filler = arena_printf(f->a, STR_FMT "some words ", STR_ARG(filler));
	one = entry("long", "Long",
	        arena_printf(f->a, "<p>" STR_FMT "<b>a Zeppelin</b> over " STR_FMT "</p>",
	                STR_ARG(filler), STR_ARG(filler))
	                .p,
	        NOW);
	put(f, f->feed, &one, 1, NOW);
	OK(store_analyse(f->s, NULL, 5, NOW, &f->e));
	OK(store_list(f->s, f->a, &q, &items, &count, &f->e));
	assert_int_equal(count, 1);
	assert_non_null(strstr(items[0].excerpt.p, "a Zeppelin over"));
	assert_true(items[0].excerpt.len < 200);
}

static void
rules_mark(void **state)
{
	struct fixture *f = *state;
	struct store_rule rules[2], wrong;
	struct feed_entry one = entry("new", "Ferry news", "<p>x</p>", NOW);
	int64_t last, changed;
	struct str said;

	OK(store_rule_parse(STR("hide"), STR("title:ferry"), &rules[0], &f->e));
	OK(store_rule_parse(STR("tag boats"), STR("bridge OR is:hidden"), &rules[1], &f->e));
	OK(store_last_article(f->s, &last, &f->e));
	put(f, f->feed, &one, 1, NOW);
	OK(store_rules_run(f->s, rules, 2, last, NOW, &changed, &f->e));
	assert_int_equal(changed, 2); /* the new one, twice */
	assert_string_equal(ids_of(f, "ferry"), "2");
	assert_string_equal(ids_of(f, "is:hidden"), "5");
	OK(store_rules_run(f->s, rules, 1, 0, NOW, &changed, &f->e));
	assert_int_equal(changed, 1);
	assert_string_equal(ids_of(f, "ferry"), "");
	OK(store_undo(f->s, f->a, &said, &f->e));
	assert_string_equal(said.p, "1 hidden");
	assert_string_equal(ids_of(f, "ferry"), "2");
	assert_false(store_rule_parse(STR("eat"), STR("x"), &wrong, &f->e));
	assert_false(store_rule_parse(STR("tag"), STR("x"), &wrong, &f->e));
	assert_false(store_rule_parse(STR("flag XY"), STR("x"), &wrong, &f->e));
	assert_false(store_rule_parse(STR("hide"), STR("(x"), &wrong, &f->e));
	assert_false(store_rule_parse(STR("hide"), STR(" "), &wrong, &f->e));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(finds_what_is_asked, setup, teardown),
		cmocka_unit_test_setup_teardown(errors_point, setup, teardown),
		cmocka_unit_test_setup_teardown(depth_has_a_cap, setup, teardown),
		cmocka_unit_test_setup_teardown(finds_before_the_index, setup, teardown),
		cmocka_unit_test_setup_teardown(best_match_first, setup, teardown),
		cmocka_unit_test_setup_teardown(shows_where_it_stands, setup, teardown),
		cmocka_unit_test_setup_teardown(rules_mark, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
