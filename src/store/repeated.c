/* SPDX-License-Identifier: ISC */
/*
 * repeated.c - paragraphs that a site has on several of its pages, by hash: what only a reader who
 * has seen the site's earlier pages can know to be no part of an article.
 */
#include "store_private.h"

/* Counts a paragraph once an article; one that this article had last says nothing new. */
static bool
count_one(struct store *s, int64_t host, int64_t article, uint64_t hash, struct err *e)
{
	return db_run(s->db, e,
	        "insert into paragraphs(host, hash, pages, last) values(?1, ?2, 1, ?3)"
	        " on conflict do update set pages = pages + 1, last = ?3 where last <> ?3",
	        DB_INT(host), DB_INT((int64_t)hash), DB_INT(article));
}

/* Past the cap those go that were seen on one page alone, the oldest first. */
static bool
keep_bound(struct store *s, int64_t host, struct err *e)
{
	int64_t rows;

	if (!db_one(s->db, e, &rows, NULL, "select count(*) from paragraphs where host = ?",
	            DB_INT(host)))
		return false;
	return rows <= STORE_REPEATED_MAX ||
	       db_run(s->db, e,
	               "delete from paragraphs where host = ?1 and hash in"
	               " (select hash from paragraphs where host = ?1 order by pages, last limit "
	               "?2)",
	               DB_INT(host), DB_INT(rows - STORE_REPEATED_MAX * 3 / 4));
}

static bool
count_all(struct store *s, int64_t host, int64_t article, const uint64_t *hashes, size_t count,
        struct err *e)
{
	for (size_t i = 0; i < count && i < STORE_REPEATED_PAGE_MAX; i++)
		if (hashes[i] != 0 && !count_one(s, host, article, hashes[i], e))
			return false;
	return keep_bound(s, host, e);
}

bool
store_count_paragraphs(struct store *s, struct str host, int64_t article, const uint64_t *hashes,
        size_t count, struct err *e)
{
	if (host.len == 0 || count == 0)
		return true;
	if (!db_begin(s->db, e))
		return false;
	return db_finish(s->db, count_all(s, (int64_t)hash_str(host), article, hashes, count, e),
	               e) ||
	       err_context(e, "cannot count the paragraphs of " STR_FMT, STR_ARG(host));
}

bool
store_repeated(struct store *s, struct arena *a, struct str host, int64_t pages, uint64_t **out,
        size_t *count, struct err *e)
{
	struct db_stmt *st = db_query(s->db, e,
	        "select hash from paragraphs where host = ? and pages >= ? limit ?",
	        DB_INT((int64_t)hash_str(host)), DB_INT(pages), DB_INT(STORE_REPEATED_MAX));
	size_t cap = 0;

	*out = NULL;
	*count = 0;
	if (st == NULL)
		return false;
	while (db_row(st)) {
		*out = arena_grow(a, *out, *count, &cap, sizeof(**out));
		(*out)[(*count)++] = (uint64_t)db_int(st, 0);
	}
	return db_end(st, e);
}
