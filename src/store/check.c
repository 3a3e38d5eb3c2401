/* SPDX-License-Identifier: ISC */
/*
 * check.c - whether the store is sound: SQLite's own look at every page and index, the text index's
 * look at itself, and the kept counts against what they count.  Counts that are wrong are set
 * right; what else is wrong is said.
 */
#include "store_private.h"

static bool
check_pages(struct store *s, struct notes *notes, struct err *e)
{
	struct db_stmt *st = db_query_v(s->db, e, "pragma integrity_check(50)", NULL, 0);

	if (st == NULL)
		return false;
	while (db_row(st))
		if (!str_eq(db_view(st, 0), STR("ok")))
			notes_add(notes, NOTE_ERROR, 0, STR_FMT, STR_ARG(db_view(st, 0)));
	return db_end(st, e);
}

static const struct {
	const char *what, *count, *repair;
} counts[] = {
	{ "feeds had wrong counts of articles",
	        "select count(*) from feeds f where (total, unread) <> (select count(*), "
	        "coalesce(sum(unread), 0)"
	        " from articles where feed = f.id and gone = 0)",
	        "update feeds set (total, unread) = (select count(*), coalesce(sum(unread), 0) "
	        "from articles"
	        " where feed = feeds.id and gone = 0)" },
	{ "stories had wrong counts of articles",
	        "select count(*) from stories s where (articles, unread) <> (select count(*), "
	        "coalesce(sum(unread), 0)"
	        " from articles where story = s.id and gone = 0 and copy_of is null)",
	        "update stories set (articles, unread) = (select count(*), coalesce(sum(unread), "
	        "0) from articles"
	        " where story = stories.id and gone = 0 and copy_of is null)" },
	{ "stories had a wrong article in front", schema_count_wrong_leads, schema_find_leads },
	{ "articles had lost their text",
	        "select count(*) from articles a where not exists (select 1 from bodies where id = "
	        "a.id)",
	        "insert or ignore into bodies(id) select id from articles" },
	{ "texts belonged to no article",
	        "select count(*) from bodies b where not exists (select 1 from articles where id = "
	        "b.id)",
	        "delete from bodies where not exists (select 1 from articles where id = "
	        "bodies.id)" },
	{ "new texts belonged to no article",
	        "select count(*) from fresh where not exists (select 1 from bodies where id = "
	        "fresh.id)",
	        "delete from fresh where not exists (select 1 from bodies where id = fresh.id)" },
	{ "packed texts belonged to no article",
	        "select count(*) from texts where not exists (select 1 from bodies where id = "
	        "texts.id)",
	        "delete from texts where not exists (select 1 from bodies where id = texts.id)" },
};

static bool
check_counts(struct store *s, struct notes *notes, struct err *e)
{
	for (size_t i = 0; i < COUNT(counts); i++) {
		int64_t wrong;
		if (!db_one_v(s->db, e, &wrong, NULL, counts[i].count, NULL, 0))
			return false;
		if (wrong == 0)
			continue;
		notes_add(notes, NOTE_WARNING, 0, "%lld %s%s", (long long)wrong, counts[i].what,
		        s->mode == STORE_READ_ONLY ? "" : "; mended");
		if (s->mode != STORE_READ_ONLY && !db_script(s->db, counts[i].repair, e))
			return false;
	}
	return true;
}

static void
check_index(struct store *s, struct notes *notes)
{
	static const char *const tables[] = {
		"insert into search(search) values('integrity-check')",
		"insert into titles(titles) values('integrity-check')",
		"insert into names_search(names_search) values('integrity-check')"
	};
	struct err e;

	for (size_t i = 0; i < COUNT(tables) && s->mode != STORE_READ_ONLY; i++)
		if (!db_run_v(s->db, &e, tables[i], NULL, 0))
			notes_add(notes, NOTE_ERROR, 0, "the text index: %s", e.text);
}

bool
store_check(struct store *s, struct notes *notes, struct err *e)
{
	size_t before = notes->count;

	if (!check_pages(s, notes, e))
		return err_context(e, "cannot check the store");
	if (notes->count > before)
		return true; /* the rest would only say so again */
	check_index(s, notes);
	return check_counts(s, notes, e) || err_context(e, "cannot check the store");
}
