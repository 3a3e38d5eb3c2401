/* SPDX-License-Identifier: ISC */
/*
 * test_plans.c - no query of a screen scans a table: everything that screens and the fetching child
 * call is called once, and the plan of every statement that was used for it is looked at.
 */
#include "store_test.h"

#include "../../src/store/store_private.h"

/* Tables that grow with the archive.  Walking one of their indexes in the order of a list is no
 * scan: the window ends it. */
static const char *const large[] = { "a", "b", "c", "articles", "bodies", "texts", "fresh",
	"versions", "mentions", "m", "names", "analyses", "figures", "tags", "tombs", "stories",
	"w", "docs", "n" };

/* Runs once in a while, behind the screen: these may look at all rows. */
static const char *const excused[] = { "insert or ignore into names_search" };

static bool
is_large(struct str name)
{
	for (size_t i = 0; i < COUNT(large); i++)
		if (str_eq(name, str_of(large[i])))
			return true;
	return false;
}

static bool
is_scan(struct str detail)
{
	struct str rest = detail, word = str_split(&rest, ' '), name = str_split(&rest, ' ');

	return str_eq(word, STR("SCAN")) && is_large(name) && str_find(rest, STR("INDEX")) < 0;
}

static void
look_at(struct fixture *f, const char *sql)
{
	struct str text = arena_printf(f->a, "explain query plan %s", sql);
	struct db_value nulls[64] = { { .type = DB_NULL } };
	size_t count = 0;
	struct db_stmt *st;

	for (size_t i = 0; i < COUNT(excused); i++)
		if (str_starts(str_of(sql), str_of(excused[i])))
			return;
	if (str_starts(str_of(sql), STR("pragma")) || str_starts(str_of(sql), STR("begin")) ||
	        str_starts(str_of(sql), STR("commit")))
		return;
	count = db_parameters(f->s->db, sql);
	assert_true(count <= COUNT(nulls));
	st = db_query_v(f->s->db, &f->e, text.p, nulls, count);
	if (st == NULL)
		fail_msg("%s: %s", sql, f->e.text);
	while (db_row(st))
		if (is_scan(db_view(st, 3)))
			fail_msg("%s: " STR_FMT, sql, STR_ARG(db_view(st, 3)));
	OK(db_end(st, &f->e));
}

static const struct store_query lists[] = {
	{ .unread_only = true, .fold_stories = true },
	{ .fold_stories = true },
	{ .limit = 10 },
	{ .order = STORE_OLDEST },
	{ .order = STORE_OLDEST, .unread_only = true },
	{ .feed = 1 },
	{ .feed = 1, .unread_only = true },
	{ .feed = 1, .unread_only = true, .fold_stories = true },
	{ .feed = 1, .order = STORE_TITLE },
	{ .starred_only = true },
	{ .story = 1 },
	{ .story = 1, .order = STORE_OLDEST },
	{ .entity_key = { "geneva", 6 } },
	{ .entity_key = { "geneva", 6 }, .unread_only = true },
	{ .text = { "bridge", 6 } },
	{ .text = { "bridge", 6 }, .order = STORE_RELEVANCE },
	{ .text = { "bridge", 6 }, .feed = 1 },
	{ .text = { "\"a bridge\"", 10 } },
	{ .text = { "is:starred", 10 } },
	{ .text = { "is:unread", 9 } },
	{ .text = { "is:flagged", 10 } },
	{ .text = { "age:3d", 6 } },
	{ .text = { "person:mara", 11 } },
	{ .text = { "number:>3", 9 } },
	{ .text = { "title:bridge", 12 } },
	{ .text = { "feed:one bridge", 15 } },
	{ .tag = { "news", 4 } },
};

static void
use_everything(struct fixture *f)
{
	struct feed_entry entries[] = {
		entry("1", "A bridge", "<p>Mara Quist met Tomas Eld in Geneva; 12 people.</p>",
		        NOW),
		entry("2", "A bridge again",
		        "<p>Mara Quist met Tomas Eld in Geneva; 12 people.</p>", NOW - 5)
	};
	struct store_article art;
	struct store_story *stories;
	struct store_place *places;
	struct store_name *names;
	struct store_feed *feeds;
	struct store_item *items;
	int64_t id = 1, *ids, n;
	struct story_doc *docs;
	struct entities x;
	struct str said;
	size_t count;

	put(f, f->feed, entries, 2, NOW);
	entries[0].title = STR("A bridge, changed");
	put(f, f->feed, entries, 2, NOW);
	for (id = 1; id <= 2; id++)
		OK(store_analyse(f->s, NULL, id, NOW, &f->e));
	for (int i = 0; i <= MARK_HIDDEN; i++)
		OK(store_mark(f->s,
		        &(struct store_marking){ .mark = (enum store_mark)i,
		                .on = true,
		                .flag = 'a',
		                .tag = STR("t"),
		                .ids = (int64_t[]){ 1 },
		                .ids_count = 1 },
		        &n, &f->e));
	for (int i = 0; i <= MARK_HIDDEN; i++)
		OK(store_undo(f->s, f->a, &said, &f->e));
	OK(store_article(f->s, f->a, 1, &art, &f->e));
	OK(store_set_position(f->s, 1, 5, &f->e));
	OK(store_set_note(f->s, 1, STR("x"), &f->e));
	OK(store_feeds(f->s, f->a, &feeds, &count, &f->e));
	OK(store_stories(f->s, f->a, 20, &stories, &count, &f->e));
	OK(store_story_docs(f->s, f->a, 1, &docs, &count, &f->e));
	OK(store_stories_near(f->s, f->a, 1, 20, &stories, &count, &f->e));
	OK(store_story_places(f->s, f->a, 1, &places, &count, &f->e));
	OK(store_story_move(f->s, 1, 2, &f->e));
	OK(store_story_move(f->s, 1, 0, &f->e));
	OK(store_entities(f->s, f->a, 1, &x, &f->e));
	OK(store_names_near(f->s, f->a, STR("geneva"), 10, &names, &count, &f->e));
	OK(store_put_full_text(f->s, 1, STR("<p>x</p>"), ARTICLE_FULL, STR_NONE, &f->e));
	for (int job = 0; job <= JOB_INDEX; job++)
		OK(store_queue(f->s, f->a, (enum store_job)job, 10, &ids, &count, &f->e));
	for (size_t i = 0; i < COUNT(lists); i++) {
		OK(store_list(f->s, f->a, &lists[i], &items, &count, &f->e));
		if (lists[i].text.len == 0)
			OK(store_count(f->s, &lists[i], &n, &f->e));
	}
}

static void
nothing_is_scanned(void **state)
{
	struct fixture *f = *state;
	const char *all[DB_KEPT_MAX];
	size_t count = 0;

	use_everything(f);
	for (size_t i = 0; i < DB_KEPT_MAX; i++)
		if (db_kept_sql(f->s->db, i) != NULL)
			all[count++] = arena_cstr(f->a, str_of(db_kept_sql(f->s->db, i)));
	assert_true(count > 60);
	for (size_t i = 0; i < count; i++)
		look_at(f, all[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(nothing_is_scanned, setup_memory, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
