/* SPDX-License-Identifier: ISC */
/*
 * query_name.c - person:, place: and org: in SQL.  Articles that speak of rare names are listed and
 * looked up; for a name that is everywhere the list is walked in its own order and every article
 * asked for the mention, so that a window is full after few of them.
 */
#include "query.h"

#define WALKED_NAMES_MAX 8 /* of each article so many mentions are looked for */
#define COMMON 50          /* a name in one of so many articles is common */

struct names_found {
	struct str ids; /* as JSON */
	size_t count;
	int64_t articles; /* that speak of them, at most */
};

static bool
find_names(struct store *s, struct arena *a, const struct query_node *n, struct names_found *out,
        struct err *e)
{
	struct str phrase =
	        arena_printf(a, "\"" STR_FMT "\"%s", STR_ARG(n->text), n->prefix ? "*" : "");
	struct db_stmt *st = db_query(s->db, e,
	        "select n.id, n.articles from names_search f cross join names n on n.id = f.rowid"
	        " where names_search match ? and n.kind = ?",
	        DB_TEXT(phrase), DB_INT(n->number));
	struct buf b;

	*out = (struct names_found){ 0 };
	if (st == NULL)
		return false;
	buf_init(&b, SIZE_MAX / 2);
	while (db_row(st)) {
		buf_printf(&b, "%c%lld", out->count == 0 ? '[' : ',', (long long)db_int(st, 0));
		out->count++;
		out->articles += db_int(st, 1);
	}
	buf_add_cstr(&b, out->count == 0 ? "[]" : "]");
	out->ids = arena_str(a, buf_str(&b));
	buf_free(&b);
	return db_end(st, e);
}

bool
query_add_name(struct store *s, struct sql *q, const struct query_node *n, struct err *e)
{
	struct names_found found;
	int64_t all;

	if (!find_names(s, q->arena, n, &found, e) ||
	        !db_one_v(s->db, e, &all, NULL, "select sum(total) from feeds", NULL, 0))
		return false;
	if (found.count <= WALKED_NAMES_MAX && found.articles > all / COMMON) {
		sql_add(q, "exists (select 1 from mentions w where w.name in"
		           " (select value from json_each(");
		sql_value(q, DB_TEXT(found.ids));
		sql_add(q, ")) and w.date = a.date and w.article = a.id)");
		return true;
	}
	sql_add(q, "a.id in (select article from mentions where name in"
	           " (select value from json_each(");
	sql_value(q, DB_TEXT(found.ids));
	sql_add(q, ")))");
	return true;
}
