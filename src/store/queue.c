/* SPDX-License-Identifier: ISC */
/*
 * queue.c - the articles that wait for a piece of work, newest first.  Each kind of work is a bit
 * of articles.todo with an index of its own, so the queue survives a kill and costs no rows.
 */
#include "store_private.h"

/* The condition stands literally as in the index, or SQLite would not use it. */
static const char *const waiting[] = {
	[JOB_FULL_TEXT] =
	        "select id from articles where todo & 1 and gone = 0 order by date desc limit ?",
	[JOB_ANALYSE] = "select id from articles where todo & 2 order by date desc limit ?",
	[JOB_INDEX] = "select id from articles where todo & 4 order by date desc limit ?",
};

bool
store_queue(struct store *s, struct arena *a, enum store_job job, size_t limit, int64_t **ids,
        size_t *count, struct err *e)
{
	struct db_stmt *st = db_query_v(s->db, e, waiting[job], DB_LIST(DB_INT((int64_t)limit)), 1);

	*ids = NULL;
	*count = 0;
	if (st == NULL)
		return false;
	return sql_ids(st, a, ids, count, e) || err_context(e, "cannot read the queue");
}
