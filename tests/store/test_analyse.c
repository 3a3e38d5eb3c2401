/* SPDX-License-Identifier: ISC */
/*
 * test_analyse.c - what follows after an article was taken in: names over all articles, figures,
 * entities of one, copies in other feeds.
 */
#include "store_test.h"

static const char text_1[] = "<p>Foreign minister Antony Blinken met officials in Geneva on "
                             "Friday. Mr Blinken said 32,000 people"
                             " had been displaced.</p>";
static const char text_2[] = "<p>Antony Blinken travels to Geneva and Cairo.</p>";
static const char text_3[] = "<p>Angela Merkel visits Geneva.</p>";

static void
analyse_all(struct fixture *f)
{
	int64_t *ids;
	size_t count;

	do {
		OK(store_queue(f->s, f->a, JOB_ANALYSE, 1000, &ids, &count, &f->e));
		for (size_t i = 0; i < count; i++)
			OK(store_analyse(f->s, NULL, ids[i], NOW, &f->e));
	} while (count > 0);
}

static void
put_three(struct fixture *f)
{
	struct feed_entry entries[] = { entry("1", "One", text_1, NOW - 30),
		entry("2", "Two", text_2, NOW - 20), entry("3", "Three", text_3, NOW - 10) };

	put(f, f->feed, entries, 3, NOW);
}

static const struct entity *
find(const struct entities *x, const char *name)
{
	for (size_t i = 0; i < x->count; i++)
		if (str_eq(x->list[i].name, str_of(name)))
			return &x->list[i];
	return NULL;
}

static void
keeps_entities(void **state)
{
	struct fixture *f = *state;
	struct entities x;
	const struct entity *blinken;
	bool figure = false;

	put_three(f);
	OK(store_entities(f->s, f->a, 1, &x, &f->e));
	assert_int_equal(x.count, 0);
	analyse_all(f);
	OK(store_entities(f->s, f->a, 1, &x, &f->e));
	blinken = find(&x, "Antony Blinken");
	assert_non_null(blinken);
	assert_int_equal(blinken->kind, ENTITY_PERSON);
	assert_int_equal(blinken->count, 2);
	assert_non_null(find(&x, "Geneva"));
	assert_true(x.mentions_count >= 3);
	for (size_t i = 0; i < x.quantities_count; i++)
		figure |= x.quantities[i].value == 32000;
	assert_true(figure);
}

static void
knows_names(void **state)
{
	struct fixture *f = *state;
	struct store_query q = { .order = STORE_NEWEST };
	struct store_name name, *near;
	struct entities x;
	struct feed_entry changed =
	        entry("2", "Two", "<p>Angela Merkel stays in Cairo.</p>", NOW - 20);
	size_t count;

	put_three(f);
	analyse_all(f);
	OK(store_entities(f->s, f->a, 1, &x, &f->e));
	q.entity_key = find(&x, "Antony Blinken")->key;
	assert_string_equal(titles(f, &q), "Two|One");
	OK(store_name_get(f->s, f->a, q.entity_key, &name, &f->e));
	assert_int_equal(name.articles, 2);
	assert_int_equal(name.mentions, 3);
	assert_int_equal(name.last_date, NOW - 20);
	OK(store_names_near(f->s, f->a, q.entity_key, 10, &near, &count, &f->e));
	assert_true(count >= 2);
	assert_string_equal(near[0].name.p, "Geneva");
	assert_int_equal(near[0].articles, 2);
	q = (struct store_query){ .text = STR("person:blinken") };
	assert_string_equal(titles(f, &q), "Two|One");
	q.text = STR("place:cairo OR person:\"angela merkel\"");
	assert_string_equal(titles(f, &q), "Three|Two");
	q.text = STR("number:>=32,000");
	assert_string_equal(titles(f, &q), "One");
	q.text = STR("number:100..200");
	assert_string_equal(titles(f, &q), "");
	/* What an edit took out is found no more. */
	put(f, f->feed, &changed, 1, NOW);
	analyse_all(f);
	q.text = STR("person:blinken");
	assert_string_equal(titles(f, &q), "One");
	OK(store_name_get(f->s, f->a, name.key, &name, &f->e));
	assert_int_equal(name.articles, 1);
	assert_false(store_name_get(f->s, f->a, STR("nobody"), &name, &f->e));
}

static void
purge_takes_names_out(void **state)
{
	struct fixture *f = *state;
	struct store_retention r = { .keep_count = 1, .now = NOW, .unread_too = true };
	struct store_query q = { .text = STR("person:blinken OR number:32000") };
	int64_t removed;

	put_three(f);
	analyse_all(f);
	OK(store_purge(f->s, f->feed, &r, &removed, &f->e));
	assert_int_equal(removed, 2);
	assert_string_equal(titles(f, &q), "");
	assert_string_equal(titles(f, &(struct store_query){ .text = STR("geneva") }), "Three");
}

/* More than 4,032 of one second once had no number in the text index, and were looked for for ever.
 */
static void
crowds_of_one_second_are_indexed(void **state)
{
	struct fixture *f = *state;
	enum { CROWD = 4200 };
	struct feed_entry *entries = arena_array(f->a, CROWD, sizeof(*entries));
	int64_t *ids;
	size_t count;

	for (size_t i = 0; i < CROWD; i++)
		entries[i] =
		        entry(arena_printf(f->a, "guid-%zu", i).p, "Same second", "<p>x</p>", 1);
	entries[0].published = INT64_MAX - 1;
	put(f, f->feed, entries, CROWD, NOW);
	analyse_all(f);
	OK(store_queue(f->s, f->a, JOB_ANALYSE, 10, &ids, &count, &f->e));
	assert_int_equal(count, 0);
}

static void
copies_are_one(void **state)
{
	struct fixture *f = *state;
	int64_t other = add_feed(f, "https://two.example/feed", "Two"), id, changed;
	struct feed_entry one = entry("guid-1", "Story", "<p>x</p>", NOW - 10);
	struct store_query all = { .unread_only = true },
	                   of_other = { .feed = other, .unread_only = true };
	struct store_item *items;
	struct str said;
	size_t count;

	one.link = STR("https://news.example/story?utm_source=one");
	put(f, f->feed, &one, 1, NOW);
	one.link = STR("https://news.example/story?utm_source=two");
	put(f, other, &one, 1, NOW);
	OK(store_list(f->s, f->a, &all, &items, &count, &f->e));
	assert_int_equal(count, 1);
	assert_string_equal(items[0].feed_title.p, "One, Two");
	assert_int_equal(count_of(f, &all), 1);
	assert_string_equal(titles(f, &of_other), "Story");
	id = items[0].id;
	OK(store_mark(f->s,
	        &(struct store_marking){
	                .mark = MARK_READ, .on = true, .ids = &id, .ids_count = 1 },
	        &changed, &f->e));
	assert_int_equal(changed, 1);
	assert_int_equal(count_of(f, &of_other), 0);
	OK(store_undo(f->s, f->a, &said, &f->e));
	assert_int_equal(count_of(f, &of_other), 1);
	/* When the feed that was first goes, the other's stands for itself. */
	OK(store_feed_remove(f->s, f->feed, &f->e));
	OK(store_list(f->s, f->a, &all, &items, &count, &f->e));
	assert_int_equal(count, 1);
	assert_string_equal(items[0].feed_title.p, "Two");
}

static void
a_front_page_makes_no_copies(void **state)
{
	struct fixture *f = *state;
	int64_t other = add_feed(f, "https://two.example/feed", "Two");
	struct feed_entry entries[] = { entry("1", "A", "x", NOW - 1),
		entry("2", "B", "x", NOW - 2) };

	entries[0].link = entries[1].link = STR("https://news.example/");
	put(f, f->feed, entries, 2, NOW);
	put(f, other, entries, 2, NOW);
	assert_int_equal(count_of(f, &(struct store_query){ .order = STORE_NEWEST }), 4);
}

static const char *const event[] = {
	"<p>A bridge over the river Aun collapsed in Varda on Friday, injuring 14 workers. Mayor "
	"Mara Quist said the"
	" bridge had been inspected in May. Rescue crews searched the river until night.</p>",
	"<p>Rescue crews found two more injured workers after the bridge over the Aun in Varda "
	"collapsed. Mayor Mara"
	" Quist called for an inquiry into the inspection of the bridge.</p>",
	"<p>An inquiry into the collapse of the bridge over the Aun in Varda opens on Monday, "
	"mayor Mara Quist said."
	" 16 workers were injured when the bridge fell.</p>",
};
static const char other_event[] = "<p>The national football team beat Norland 3-1 in a friendly "
                                  "match on Saturday evening, with two late"
                                  " goals by the young striker.</p>";

static void
finds_stories(void **state)
{
	struct fixture *f = *state;
	struct store_story *stories, story;
	struct story_doc *docs;
	size_t count;

	for (size_t i = 0; i < COUNT(event); i++) {
		const char *title[] = { "Bridge over the Aun collapses in Varda",
			"Varda bridge: two more injured found",
			"Inquiry into Varda bridge collapse opens" };
		char id[8];
		struct feed_entry one;
		snprintf(id, sizeof(id), "%zu", i);
		one = entry(id, title[i], event[i], NOW - 86400 + (int64_t)i * 3600);
		put(f, f->feed, &one, 1, NOW);
	}
	put(f, f->feed,
	        &(struct feed_entry){ .id = STR("x"),
	                .title = STR("Friendly match won"),
	                .content_html = str_of(other_event),
	                .published = NOW - 500,
	                .updated = FEED_NO_DATE },
	        1, NOW);
	for (int64_t id = 1; id <= 4; id++)
		OK(store_analyse(f->s, NULL, id, NOW, &f->e));
	OK(store_stories(f->s, f->a, 10, &stories, &count, &f->e));
	assert_int_equal(count, 1);
	assert_int_equal(stories[0].articles, 3);
	assert_int_equal(stories[0].unread, 3);
	assert_string_equal(stories[0].title.p, "Inquiry into Varda bridge collapse opens");
	assert_string_equal(titles(f, &(struct store_query){ .fold_stories = true }),
	        "Friendly match won|Inquiry into Varda bridge collapse opens");
	assert_int_equal(count_of(f, &(struct store_query){ .fold_stories = true }), 2);
	assert_int_equal(
	        count_of(f, &(struct store_query){ .fold_stories = true, .unread_only = true }), 2);
	OK(store_story_docs(f->s, f->a, stories[0].id, &docs, &count, &f->e));
	assert_int_equal(count, 3);
	assert_true(docs[0].date < docs[2].date);
	OK(store_story_follow(f->s, stories[0].id, true, &f->e));
	OK(store_story_move(f->s, 3, 0, &f->e));
	OK(store_story_get(f->s, f->a, stories[0].id, &story, &f->e));
	assert_int_equal(story.articles, 2);
	assert_true(story.followed);
	OK(store_story_move(f->s, 2, 0, &f->e));
	OK(store_stories(f->s, f->a, 10, &stories, &count, &f->e));
	assert_int_equal(count, 0);
}

/* What changed or went while it was prepared is not entered: it waits for another turn. */
static void
many_are_entered_at_once(void **state)
{
	struct fixture *f = *state;
	struct feed_entry other = entry("2", "Two", "<p>Nothing about anyone.</p>", NOW - 20);
	struct store_retention all = { .keep_days = 1, .now = NOW + 90000, .unread_too = true };
	struct entities x;
	int64_t *ids, removed;
	size_t count, failed;

	put_three(f);
	for (int64_t id = 1; id <= 3; id++)
		OK(store_analyse_prepare(f->s, NULL, id, &f->e));
	assert_int_equal(store_analyse_prepared(f->s), 3);
	put(f, f->feed, &other, 1, NOW + 1);
	OK(store_analyse_commit(f->s, &failed, &f->e));
	assert_int_equal(failed, 0);
	assert_int_equal(store_analyse_prepared(f->s), 0);
	OK(store_entities(f->s, f->a, 1, &x, &f->e));
	assert_non_null(find(&x, "Geneva"));
	OK(store_entities(f->s, f->a, 2, &x, &f->e));
	assert_int_equal(x.count, 0);
	OK(store_queue(f->s, f->a, JOB_ANALYSE, 10, &ids, &count, &f->e));
	assert_int_equal(count, 1);
	assert_int_equal(ids[0], 2);

	OK(store_analyse_prepare(f->s, NULL, 2, &f->e));
	OK(store_purge(f->s, f->feed, &all, &removed, &f->e));
	assert_int_equal(removed, 3);
	OK(store_analyse_commit(f->s, &failed, &f->e));
	OK(store_analyse_commit(f->s, &failed, &f->e)); /* nothing is prepared */
	assert_int_equal(count_of(f, &(struct store_query){ .text = STR("anyone") }), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(keeps_entities, setup_memory, teardown),
		cmocka_unit_test_setup_teardown(knows_names, setup_memory, teardown),
		cmocka_unit_test_setup_teardown(purge_takes_names_out, setup_memory, teardown),
		cmocka_unit_test_setup_teardown(
		        crowds_of_one_second_are_indexed, setup_memory, teardown),
		cmocka_unit_test_setup_teardown(copies_are_one, setup_memory, teardown),
		cmocka_unit_test_setup_teardown(many_are_entered_at_once, setup_memory, teardown),
		cmocka_unit_test_setup_teardown(finds_stories, setup_memory, teardown),
		cmocka_unit_test_setup_teardown(
		        a_front_page_makes_no_copies, setup_memory, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
