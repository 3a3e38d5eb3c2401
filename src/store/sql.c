/* SPDX-License-Identifier: ISC */
/*
 * sql.c - statements put together at run time: fixed pieces of text, and every value of a user or
 * a feed as a bound parameter.
 */
#include "store_private.h"

#define SQL_MAX (256 * 1024) /* bytes of one statement */

void
sql_init(struct sql *q, struct arena *a)
{
	*q = (struct sql){ .arena = a };
	buf_init(&q->text, SQL_MAX);
}

void
sql_add(struct sql *q, const char *text)
{
	buf_add_cstr(&q->text, text);
}

void
sql_value(struct sql *q, struct db_value v)
{
	sql_add(q, "?");
	q->values = arena_grow(q->arena, q->values, q->count, &q->cap, sizeof(*q->values));
	q->values[q->count++] = v;
}

struct db_stmt *
sql_query(struct db *d, struct sql *q, struct err *e)
{
	struct db_stmt *st = NULL;

	if (q->text.full || q->count > SQL_VALUES_MAX)
		err_set(e, ERR_USAGE, "the query is too long");
	else
		st = db_query_v(d, e, q->text.p, q->values, q->count);
	buf_free(&q->text);
	return st;
}

bool
sql_ids(struct db_stmt *st, struct arena *a, int64_t **ids, size_t *count, struct err *e)
{
	size_t cap = 0;

	*ids = NULL;
	*count = 0;
	if (st == NULL)
		return false;
	while (db_row(st)) {
		*ids = arena_grow(a, *ids, *count, &cap, sizeof(**ids));
		(*ids)[(*count)++] = db_int(st, 0);
	}
	return db_end(st, e);
}
