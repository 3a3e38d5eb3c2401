/* SPDX-License-Identifier: ISC */
/* test_story.c - clustering, new sentences, briefs and differences through the door. */
#include <dateline/story.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct arena *arena;

static int
setup(void **state)
{
	(void)state;
	arena = arena_create();
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_destroy(arena);
	return 0;
}

/* Six short articles of two stories, one of them a copy. */
static const struct {
	const char *title, *text;
} six[] = {
	{ "Ferry runs aground off Skarn Island", "The ferry Amalia ran aground on a reef off Skarn "
	                                         "Island on Sunday with 310 passengers "
	                                         "on board. The coastguard took all of them off by "
	                                         "helicopter. The Amalia is leaking oil, "
	                                         "and divers are to look at the hull on Monday, "
	                                         "the coastguard in Port Ansel said." },
	{ "Bakers of Hask win bread prize", "Two bakers from Hask have won the golden loaf at the "
	                                    "bread fair in Lyon. Their rye bread "
	                                    "with caraway beat 212 other loaves. The jury praised "
	                                    "the crust. The bakery was founded "
	                                    "in 1911 and has stayed in one family." },
	{ "Coastguard pumps oil from stranded ferry Amalia",
	        "The coastguard began to pump oil from the ferry Amalia, which ran aground off "
	        "Skarn "
	        "Island on Sunday. Divers found a hole of two metres in the hull. The 310 "
	        "passengers of "
	        "the Amalia were taken to Port Ansel by helicopter." },
	{ "Ferry runs aground off Skarn Island",
	        "SKARN (Wire) - The ferry Amalia ran aground on a reef off Skarn Island on Sunday "
	        "with 310 "
	        "passengers on board. The coastguard took all of them off by helicopter. The "
	        "Amalia is "
	        "leaking oil, and divers are to look at the hull on Monday, the coastguard in Port "
	        "Ansel said." },
	{ "Golden loaf goes to rye bread from Hask",
	        "A rye bread with caraway from Hask took the golden loaf in Lyon on Sunday. The "
	        "two bakers "
	        "said that the crust is a matter of patience. Their bakery sells 400 loaves a day, "
	        "and "
	        "the bread fair has brought it orders from Paris." },
	{ "Captain of the Amalia was on the telephone",
	        "The captain of the ferry Amalia was on the telephone when she ran aground off "
	        "Skarn "
	        "Island, the coastguard said. The reef is on every chart. Oil from the Amalia has "
	        "reached "
	        "the beaches of Skarn Island." },
};

#define DAY 86400
#define START INT64_C(1710720000)

static struct str
features_of(size_t i)
{
	struct story_doc d = { .id = (int64_t)i + 1,
		.date = START,
		.title = str_of(six[i].title),
		.text = str_of(six[i].text) };

	return story_features(arena, &d);
}

static void
add_in_order(struct story_index *ix, const size_t *order, size_t count)
{
	struct story_assignment out;

	for (size_t i = 0; i < count; i++)
		assert_true(story_index_add(ix, (int64_t)order[i] + 1,
		        START + (int64_t)order[i] * DAY / 4, STR("x"), features_of(order[i]),
		        &out));
}

static void
two_stories_in_any_order(void **state)
{
	static const size_t orders[][6] = { { 0, 1, 2, 3, 4, 5 }, { 5, 4, 3, 2, 1, 0 },
		{ 4, 0, 5, 1, 3, 2 } };

	(void)state;
	for (size_t k = 0; k < COUNT(orders); k++) {
		struct story_index *ix = story_index_create();
		int64_t ferry, bread;

		add_in_order(ix, orders[k], 6);
		ferry = story_index_story(ix, 1);
		bread = story_index_story(ix, 2);
		assert_int_not_equal(ferry, bread);
		assert_int_equal(story_index_story(ix, 3), ferry);
		assert_int_equal(story_index_story(ix, 4), ferry);
		assert_int_equal(story_index_story(ix, 6), ferry);
		assert_int_equal(story_index_story(ix, 5), bread);
		story_index_destroy(ix);
	}
}

static void
a_copy_is_told(void **state)
{
	struct story_index *ix = story_index_create();
	struct story_assignment out;

	(void)state;
	add_in_order(ix, (const size_t[]){ 0, 1, 2 }, 3);
	story_index_add(ix, 4, START, STR("y"), features_of(3), &out);
	assert_int_equal(out.copy_of, 1);
	assert_int_equal(out.story, 1);
	assert_true(out.similarity > 0.5 && out.similarity <= 1.0);
	story_index_add(ix, 6, START, STR("y"), features_of(5), &out);
	assert_int_equal(out.copy_of, 0);
	story_index_destroy(ix);
}

static void
restored_as_it_was(void **state)
{
	struct story_index *ix = story_index_create();
	struct story_assignment out;

	(void)state;
	story_index_restore(ix, 1, 1, START, false, features_of(0));
	story_index_restore(ix, 2, 2, START, false, features_of(1));
	story_index_add(ix, 3, START + DAY, STR("x"), features_of(2), &out);
	assert_int_equal(out.story, 1);
	story_index_add(ix, 5, START + DAY, STR("x"), features_of(4), &out);
	assert_int_equal(out.story, 2);
	assert_false(story_index_add(ix, 5, START, STR("x"), features_of(4), &out));
	assert_false(story_index_add(ix, 9, START, STR("x"), STR("nonsense"), &out));
	story_index_destroy(ix);
}

static void
the_users_own_stays(void **state)
{
	struct story_index *ix = story_index_create();
	struct story_assignment out;

	(void)state;
	add_in_order(ix, (const size_t[]){ 0, 2, 3 }, 3);
	story_index_restore(ix, 3, 3, START, true, STR_NONE); /* split off */
	assert_int_equal(story_index_story(ix, 3), 3);
	story_index_add(ix, 6, START, STR("x"), features_of(5), &out);
	assert_int_equal(story_index_story(ix, 3), 3);
	assert_int_equal(story_index_story(ix, 1), 1);
	assert_int_equal(story_index_story(ix, 4), 1);
	story_index_destroy(ix);
}

/* Articles of random words of a few themes that run into each other: what an arrival says it moved
 * must be what moved. */
static struct str
random_features(uint32_t *seed, size_t theme)
{
	struct story_doc d = { .id = 1 };
	struct str text = STR("");

	for (size_t i = 0; i < 30; i++) {
		uint32_t word;

		*seed = *seed * 1664525u + 1013904223u;
		word = (*seed >> 16) % 40;
		if (word < 25)
			word += 100 * (uint32_t)(theme + (*seed >> 8) % 2);
		else
			word = (*seed >> 10) % 5000 + 10000;
		text = arena_printf(arena, STR_FMT " qw%uz", STR_ARG(text), word);
	}
	d.text = text;
	return story_features(arena, &d);
}

static void
moves_are_told(void **state)
{
	enum { ARTICLES = 400 };
	struct story_index *ix = story_index_create();
	int64_t story_of[ARTICLES + 1] = { 0 };
	uint32_t seed = 7;
	size_t moved = 0, merged = 0;

	(void)state;
	for (int64_t id = 1; id <= ARTICLES; id++) {
		struct story_assignment out;
		const struct story_move *moves;
		size_t count;

		assert_true(story_index_add(ix, id, START + id * 600, STR("x"),
		        random_features(&seed, (size_t)(id * 7 % 23)), &out));
		count = story_index_moves(ix, &moves);
		for (size_t i = 0; i < count; i++) {
			assert_int_equal(story_of[moves[i].article], moves[i].from);
			story_of[moves[i].article] = moves[i].to;
		}
		story_of[id] = out.story;
		moved += count;
		merged += out.merged_from != STORY_NONE;
		for (int64_t k = 1; k <= id; k++) {
			assert_int_equal(story_of[k], story_index_story(ix, k));
			assert_true(
			        out.merged_from == STORY_NONE || story_of[k] != out.merged_from);
		}
	}
	assert_true(moved > 0 && merged > 0);
	story_index_destroy(ix);
}

/* A window that slides over many articles stays small and forgets. */
static void
the_window_slides(void **state)
{
	enum { ARTICLES = 6000 };
	struct story_index *ix = story_index_create();
	struct arena *shared = arena;
	uint32_t seed = 11;

	(void)state;
	arena = arena_create();
	for (int64_t id = 1; id <= ARTICLES; id++) {
		struct story_assignment out;
		int64_t date = START + id * (STORY_WINDOW_S / 1000);

		assert_true(story_index_add(
		        ix, id, date, STR("x"), random_features(&seed, (size_t)(id / 50)), &out));
		if (id % 100 == 0)
			story_index_expire(ix, date);
		arena_reset(arena);
	}
	arena_destroy(arena);
	arena = shared;
	assert_int_equal(story_index_story(ix, 100), STORY_NONE);
	assert_int_not_equal(story_index_story(ix, ARTICLES), STORY_NONE);
	assert_int_not_equal(story_index_story(ix, ARTICLES - 500), STORY_NONE);
	story_index_destroy(ix);
}

static void
old_stories_take_no_more(void **state)
{
	struct story_index *ix = story_index_create();
	struct story_assignment out;

	(void)state;
	add_in_order(ix, (const size_t[]){ 0, 2 }, 2);
	story_index_expire(ix, START + STORY_WINDOW_S / 2);
	assert_int_equal(story_index_story(ix, 1), 1);
	story_index_add(ix, 6, START + STORY_WINDOW_S + DAY, STR("x"), features_of(5), &out);
	assert_int_equal(out.story, 6);
	story_index_expire(ix, START + STORY_WINDOW_S + DAY);
	assert_int_equal(story_index_story(ix, 1), STORY_NONE);
	assert_int_equal(story_index_story(ix, 6), 6);
	story_index_destroy(ix);
}

/* ---- new sentences ---- */

static size_t
new_in(const char *text, const char *seen, struct text_span **out)
{
	struct str s = str_of(seen);

	return story_new_spans(arena, str_of(text), &s, 1, out);
}

static void
new_sentences(void **state)
{
	static const char seen[] = "The ferry Amalia ran aground on a reef off Skarn Island on "
	                           "Sunday with 310 passengers on "
	                           "board. The coastguard took all of them off by helicopter.\n"
	                           "Divers are to look at the hull on Monday.";
	static const char reworded[] =
	        "With 310 passengers on board, the ferry Amalia ran aground on a reef near Skarn "
	        "Island on "
	        "Sunday. All of them were taken off by helicopter by the coastguard.";
	static const char more[] =
	        "The ferry Amalia ran aground on a reef off Skarn Island on Sunday. Dr. Ida Storm, "
	        "a "
	        "biologist, counted 45 dead sea birds. Divers are to look at the hull on Tuesday.";
	struct text_span *spans;

	(void)state;
	assert_int_equal(new_in(seen, seen, &spans), 0);
	assert_int_equal(new_in(reworded, seen, &spans), 0);
	assert_int_equal(new_in(more, seen, &spans), 2);
	assert_string_equal(arena_cstr(arena, str_sub(str_of(more), spans[0].start, spans[0].end)),
	        "Dr. Ida Storm, a biologist, counted 45 dead sea birds.");
	assert_int_equal(story_new_spans(arena, str_of(seen), NULL, 0, &spans), 3);
	assert_int_equal(story_new_spans(arena, STR_NONE, NULL, 0, &spans), 0);
}

/* ---- brief and headline ---- */

static void
brief_and_headline(void **state)
{
	struct story_doc docs[3] = { 0 };
	static const size_t ferry[] = { 0, 2, 5 };
	struct brief_sentence *list;
	size_t count;

	(void)state;
	for (size_t i = 0; i < 3; i++)
		docs[i] = (struct story_doc){ .id = (int64_t)i + 1,
			.date = START + (int64_t)i * DAY,
			.title = str_of(six[ferry[i]].title),
			.text = str_of(six[ferry[i]].text) };
	count = story_brief(arena, docs, 3, 3, &list);
	assert_true(count >= 1 && count <= 3);
	for (size_t i = 0; i < count; i++) {
		const struct story_doc *d = &docs[list[i].article - 1];

		assert_true(str_find(d->text, list[i].text) >= 0);
		assert_true(i == 0 || list[i].date >= list[i - 1].date);
	}
	assert_true(story_central(docs, 3) < 3);
	assert_int_equal(story_central(docs, 1), 0);
	assert_int_equal(story_brief(arena, docs, 0, 5, &list), 0);
}

/* ---- differences ---- */

static struct str
diff_text(const char *old_text, const char *new_text)
{
	static const char marks[] = "=-+";
	struct diff_part *parts;
	struct str out = STR("");
	size_t count = story_diff(arena, str_of(old_text), str_of(new_text), &parts);

	for (size_t i = 0; i < count; i++) {
		struct str from = str_of(parts[i].kind == DIFF_GONE ? old_text : new_text);
		struct str part = str_sub(from, parts[i].start, parts[i].end);

		out = arena_printf(arena, STR_FMT "%c" STR_FMT "|", STR_ARG(out),
		        marks[parts[i].kind], STR_ARG(part));
	}
	return out;
}

static void
differences(void **state)
{
	static const struct {
		const char *old_text, *new_text, *want;
	} cases[] = {
		{ "", "", "" },
		{ "a b", "a b", "=a b|" },
		{ "", "new text", "+new text|" },
		{ "old text", "", "-old text|" },
		{ "The fund has 180 million euros.", "The fund has 240 million euros.",
		        "=The fund has |-180|+240|= million euros.|" },
		{ "one two three four", "one three four five", "=one |-two |=three four|+ five|" },
		{ "He was very ill.", "She is not ill.", "-He was very|+She is not|= ill.|" },
		{ "a\nb\nc", "a\nc", "=a\n|-b\n|=c|" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct str got = diff_text(cases[i].old_text, cases[i].new_text);

		assert_string_equal(arena_cstr(arena, got), cases[i].want);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_stories_in_any_order),
		cmocka_unit_test(a_copy_is_told),
		cmocka_unit_test(restored_as_it_was),
		cmocka_unit_test(the_users_own_stays),
		cmocka_unit_test(moves_are_told),
		cmocka_unit_test(the_window_slides),
		cmocka_unit_test(old_stories_take_no_more),
		cmocka_unit_test(new_sentences),
		cmocka_unit_test(brief_and_headline),
		cmocka_unit_test(differences),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
