/* SPDX-License-Identifier: ISC */
/*
 * names.c - people, places and organisations over all articles.
 */
#include "store_private.h"

#define NAME_COLUMNS "kind, key, name, detail, articles, mentions, first_date, last_date"

static void
read_name(struct arena *a, struct db_stmt *st, struct store_name *out)
{
	*out = (struct store_name){
		.kind = (enum entity_kind)db_int(st, 0),
		.key = db_text(a, st, 1),
		.name = db_text(a, st, 2),
		.detail = db_text(a, st, 3),
		.articles = db_int(st, 4),
		.mentions = db_int(st, 5),
		.first_date = db_date(st, 6),
		.last_date = db_date(st, 7),
	};
}

bool
store_name_get(
        struct store *s, struct arena *a, struct str key, struct store_name *out, struct err *e)
{
	struct db_stmt *st = db_query(
	        s->db, e, "select " NAME_COLUMNS " from names where key = ?", DB_TEXT(key));
	bool found;

	if (st == NULL)
		return false;
	found = db_row(st);
	if (found)
		read_name(a, st, out);
	if (!db_end(st, e))
		return err_context(e, "cannot read a name");
	return found || err_set(e, ERR_FAIL, "no article speaks of " STR_FMT, STR_ARG(key));
}
