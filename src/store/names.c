/* SPDX-License-Identifier: ISC */
/*
 * names.c - people, places and organisations over all articles: one row a name, its articles by
 * date, and an index of the words of all names.
 */
#include "store_private.h"

#include <math.h>
#include <stdlib.h>

#define FIGURES_MAX 64    /* figures of one article that can be asked for */
#define NEAR_ARTICLES 200 /* newest articles in which company is looked for */

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

static bool
find_name(struct store *s, struct arena *a, struct str key, struct store_name *out, bool *found,
        struct err *e)
{
	struct db_stmt *st = db_query(
	        s->db, e, "select " NAME_COLUMNS " from names where key = ?", DB_TEXT(key));

	if (st == NULL)
		return false;
	*found = db_row(st);
	if (*found)
		read_name(a, st, out);
	return db_end(st, e) || err_context(e, "cannot read a name");
}

bool
store_name_get(
        struct store *s, struct arena *a, struct str key, struct store_name *out, struct err *e)
{
	bool found;

	if (!find_name(s, a, key, out, &found, e))
		return false;
	return found || err_set(e, ERR_FAIL, "no article speaks of " STR_FMT, STR_ARG(key));
}

bool
store_names_find(struct store *s, struct arena *a, enum entity_kind kind, struct str start,
        size_t limit, struct store_name **out, size_t *count, struct err *e)
{
	struct str words = terms_of(a, start);
	struct str match = arena_printf(a, "\"" STR_FMT "\"*", STR_ARG(words));
	struct db_stmt *st;
	size_t cap = 0;

	*out = NULL;
	*count = 0;
	st = words.len == 0
	             ? db_query(s->db, e,
	                       "select " NAME_COLUMNS " from names where kind = ? and articles > 0"
	                       " order by articles desc, key limit ?",
	                       DB_INT(kind), DB_INT((int64_t)limit))
	             : db_query(s->db, e,
	                       "select " NAME_COLUMNS " from names where id in (select rowid from"
	                       " names_search where names_search match ?) and kind = ? and articles"
	                       " > 0 order by articles desc, key limit ?",
	                       DB_TEXT(match), DB_INT(kind), DB_INT((int64_t)limit));
	if (st == NULL)
		return false;
	while (db_row(st)) {
		*out = arena_grow(a, *out, *count, &cap, sizeof(**out));
		read_name(a, st, &(*out)[(*count)++]);
	}
	return db_end(st, e) || err_context(e, "cannot list names");
}

/* ---- entering and taking out ---- */

static bool
name_id(struct store *s, struct arena *a, const struct entity *x, int64_t *id, struct err *e)
{
	bool found;

	if (!db_one(s->db, e, id, &found, "select id from names where key = ?", DB_TEXT(x->key)))
		return false;
	if (found)
		return true;
	if (!db_run(s->db, e, "insert into names(kind, key, name, detail) values(?, ?, ?, ?)",
	            DB_INT(x->kind), DB_TEXT(x->key), DB_TEXT(x->name), DB_TEXT(x->detail)))
		return false;
	*id = db_insert_id(s->db);
	return db_run(s->db, e, "insert into names_search(rowid, name) values(?, ?)", DB_INT(*id),
	        DB_TEXT(terms_of(a, x->name)));
}

static bool
enter_name(struct store *s, struct arena *a, int64_t article, int64_t date, const struct entity *x,
        struct err *e)
{
	int64_t id;

	if (x->key.len == 0)
		return true;
	if (!name_id(s, a, x, &id, e))
		return false;
	/* Two entities of one article may share a key; the second only adds mentions. */
	if (!db_run(s->db, e,
	            "insert into mentions values(?, ?, ?, ?) on conflict do update"
	            " set count = count + excluded.count",
	            DB_INT(id), DB_INT(date), DB_INT(article), DB_INT(x->count)))
		return false;
	return db_run(s->db, e,
	        "update names set articles = articles + 1, mentions = mentions + ?1,"
	        " detail = coalesce(detail, ?2), first_date = min(coalesce(first_date, ?3), ?3),"
	        " last_date = max(coalesce(last_date, ?3), ?3) where id = ?4",
	        DB_INT(x->count), DB_TEXT(x->detail), DB_INT(date), DB_INT(id));
}

static bool
enter_figures(struct store *s, int64_t article, const struct entities *x, struct err *e)
{
	size_t entered = 0;

	for (size_t i = 0; i < x->quantities_count && entered < FIGURES_MAX; i++) {
		const struct quantity *q = &x->quantities[i];
		if (quantity_is_date(q) || !isfinite(q->value))
			continue;
		if (!db_run(s->db, e, "insert or ignore into figures values(?, ?)",
		            DB_REAL(q->value), DB_INT(article)))
			return false;
		entered++;
	}
	return true;
}

bool
names_enter(struct store *s, struct arena *a, int64_t article, int64_t date,
        const struct entities *x, struct err *e)
{
	for (size_t i = 0; i < x->count; i++)
		if (!enter_name(s, a, article, date, &x->list[i], e))
			return false;
	return enter_figures(s, article, x, e);
}

static bool
take_out_name(struct store *s, int64_t article, const struct entity *x, struct err *e)
{
	int64_t id;

	if (!db_one(s->db, e, &id, NULL, "select id from names where key = ?", DB_TEXT(x->key)))
		return false;
	return db_run(s->db, e,
	               "delete from mentions where name = ? and article = ? and"
	               " date = (select date from articles where id = ?)",
	               DB_INT(id), DB_INT(article), DB_INT(article)) &&
	       db_run(s->db, e,
	               "update names set articles = articles - 1, mentions = mentions - ?"
	               " where id = ?",
	               DB_INT(x->count), DB_INT(id));
}

bool
names_take_out(struct store *s, struct arena *a, int64_t article, struct err *e)
{
	struct db_stmt *st = db_query(
	        s->db, e, "select entities from analyses where article = ?", DB_INT(article));
	struct str packed = STR_NONE;
	struct entities x = { 0 };
	bool ok = true;

	if (st == NULL)
		return false;
	if (db_row(st))
		ok = body_unpack(s, a, db_view(st, 0), &packed, e);
	if (!db_end(st, e) || !ok)
		return false;
	if (packed.len == 0 || !entities_unpack(a, packed, &x))
		return true;
	for (size_t i = 0; i < x.count; i++)
		if (x.list[i].key.len > 0 && !take_out_name(s, article, &x.list[i], e))
			return false;
	for (size_t i = 0; i < x.quantities_count; i++)
		if (isfinite(x.quantities[i].value) &&
		        !db_run(s->db, e, "delete from figures where value = ? and article = ?",
		                DB_REAL(x.quantities[i].value), DB_INT(article)))
			return false;
	return true;
}

/* ---- company ---- */

struct company {
	struct str key;
	int64_t count;
};

static int
by_key(const void *x, const void *y)
{
	return str_cmp(((const struct company *)x)->key, ((const struct company *)y)->key);
}

static int
by_count(const void *x, const void *y)
{
	const struct company *a = x, *b = y;

	return a->count != b->count ? (a->count > b->count ? -1 : 1) : str_cmp(a->key, b->key);
}

/* Keys that stand in the newest articles that speak of `key`, once an article. */
static bool
collect(struct store *s, struct arena *a, struct str key, struct company **list, size_t *count,
        struct err *e)
{
	struct db_stmt *st = db_query(s->db, e,
	        "select n.entities from mentions m join analyses n on"
	        " n.article = m.article where m.name = (select id from names where key = ?)"
	        " order by m.date desc limit ?",
	        DB_TEXT(key), DB_INT(NEAR_ARTICLES));
	struct entities x;
	struct str packed;
	size_t cap = 0;
	bool ok = true;

	if (st == NULL)
		return false;
	while (ok && db_row(st)) {
		ok = body_unpack(s, a, db_view(st, 0), &packed, e);
		if (!ok || !entities_unpack(a, packed, &x))
			continue;
		for (size_t i = 0; i < x.count; i++) {
			if (x.list[i].key.len == 0 || str_eq(x.list[i].key, key))
				continue;
			*list = arena_grow(a, *list, *count, &cap, sizeof(**list));
			(*list)[(*count)++] = (struct company){ x.list[i].key, 1 };
		}
	}
	return db_end(st, e) && ok;
}

static size_t
add_up(struct company *list, size_t count)
{
	size_t kept = 0;

	if (count > 0)
		qsort(list, count, sizeof(*list), by_key);
	for (size_t i = 0; i < count; i++) {
		if (kept > 0 && str_eq(list[kept - 1].key, list[i].key))
			list[kept - 1].count++;
		else
			list[kept++] = list[i];
	}
	if (kept > 0)
		qsort(list, kept, sizeof(*list), by_count);
	return kept;
}

/* articles of a row of *out says in how many of those articles both stand. */
bool
store_names_near(struct store *s, struct arena *a, struct str key, size_t limit,
        struct store_name **out, size_t *count, struct err *e)
{
	struct company *list = NULL;
	size_t list_count = 0;
	bool found;

	*out = NULL;
	*count = 0;
	if (!collect(s, a, key, &list, &list_count, e))
		return err_context(e, "cannot find names beside " STR_FMT, STR_ARG(key));
	list_count = add_up(list, list_count);
	*out = arena_array(a, limit < list_count ? limit : list_count, sizeof(**out));
	for (size_t i = 0; i < list_count && *count < limit; i++) {
		if (!find_name(s, a, list[i].key, &(*out)[*count], &found, e))
			return false;
		if (found)
			(*out)[(*count)++].articles = list[i].count;
	}
	return true;
}
