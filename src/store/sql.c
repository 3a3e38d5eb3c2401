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
