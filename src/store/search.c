/* SPDX-License-Identifier: ISC */
/*
 * search.c - the text index: `search` knows which words an article has, `titles` also where they
 * stand in title and author.  Places of all words would take 1.6 kB an article more than the 0.4 kB
 * of the words; a phrase is looked for among the articles that have its words.  Neither keeps any
 * text, so an entry cannot be taken out again: an article that changed gets a new entry, and one
 * that no article names is passed over.  The number of an entry is made of the article's date, so
 * the newest matches come first by themselves, however many there are.
 */
#include "query.h"

#include <stdlib.h>
#include <string.h>

#define EPOCH 946684800        /* 2000-01-01: older articles share its first second */
#define DATE_LAST 253402300799 /* 9999-12-31: later ones share its last second */
#define DOCS_A_SECOND 64
#define DOC_TRIES_MAX 40 /* places of doubling size: the last is longer than all time */
#define WAITING_MAX 2000 /* newest articles outside the index whose titles are looked at */

struct pending { /* of a batch, entered at its end in the order of numbers */
	struct pending *next;
	int64_t doc;
	struct str title, author, terms;
	char bytes[];
};

static bool
enter(struct store *s, const struct pending *p, struct err *e)
{
	return db_run(s->db, e, "insert into search(rowid, terms) values(?, ?)", DB_INT(p->doc),
	               DB_TEXT(p->terms)) &&
	       db_run(s->db, e, "insert into titles(rowid, title, author) values(?, ?, ?)",
	               DB_INT(p->doc), DB_TEXT(p->title), DB_TEXT(p->author));
}

static void
keep_pending(struct store *s, int64_t doc, struct str title, struct str author, struct str text)
{
	struct pending *p = malloc(sizeof(*p) + title.len + author.len + text.len + 2);
	const struct str parts[] = { title, STR(" "), author, STR(" "), text };
	size_t at = 0;

	if (p == NULL)
		out_of_memory();
	for (size_t i = 0; i < COUNT(parts); i++) {
		if (parts[i].len > 0)
			memcpy(p->bytes + at, parts[i].p, parts[i].len);
		at += parts[i].len;
	}
	p->doc = doc;
	p->title = (struct str){ p->bytes, title.len };
	p->author = (struct str){ p->bytes + title.len + 1, author.len };
	p->terms = (struct str){ p->bytes, at };
	p->next = s->pending;
	s->pending = p;
	s->pending_count++;
}

static int
by_doc(const void *x, const void *y)
{
	const struct pending *a = *(struct pending *const *)x, *b = *(struct pending *const *)y;

	return a->doc < b->doc ? -1 : a->doc > b->doc;
}

/* The index writes a piece for each number that is smaller than the one before, so order pays. */
bool
search_flush(struct store *s, bool enter_them, struct err *e)
{
	struct pending **list = calloc(s->pending_count + 1, sizeof(*list));
	size_t count = 0;
	bool ok = true;

	if (list == NULL)
		out_of_memory();
	for (struct pending *p = s->pending; p != NULL; p = p->next)
		list[count++] = p;
	qsort(list, count, sizeof(*list), by_doc);
	for (size_t i = 0; i < count; i++) {
		ok = ok && (!enter_them || enter(s, list[i], e));
		free(list[i]);
	}
	free(list);
	s->pending = NULL;
	s->pending_count = 0;
	return ok;
}

/* A free number of the entry's second, or of the seconds behind it when very many share one: places
 * of 1, 2, 4, ... seconds are tried, each twice the last, so a crowd of any size finds room and
 * costs few looks. */
static bool
new_doc(struct store *s, int64_t date, int64_t *doc, struct err *e)
{
	int64_t second = date < EPOCH ? 0 : date > DATE_LAST ? DATE_LAST - EPOCH : date - EPOCH;
	int64_t first = second * DOCS_A_SECOND, room = DOCS_A_SECOND, last;

	for (int tries = 0; tries < DOC_TRIES_MAX; tries++) {
		if (!db_one(s->db, e, &last, NULL,
		            "select max(doc) from articles where doc >= ? and doc < ?",
		            DB_INT(first), DB_INT(first + room)))
			return false;
		*doc = last == 0 ? first + 1 : last + 1;
		if (*doc < first + room)
			return true;
		first += room;
		room *= 2;
	}
	return err_set(e, ERR_FAIL, "no number is left in the text index");
}

bool
search_put(struct store *s, int64_t id, const struct str terms[3], struct err *e)
{
	int64_t doc, date;

	if (!db_one(s->db, e, &date, NULL, "select date from articles where id = ?", DB_INT(id)) ||
	        !new_doc(s, date, &doc, e) ||
	        !db_run(s->db, e,
	                "update articles set doc = ?, todo = todo & ~4"
	                " where id = ?",
	                DB_INT(doc), DB_INT(id)))
		return false;
	keep_pending(s, doc, terms[0], terms[1], terms[2]);
	return s->batch > 0 || search_flush(s, true, e);
}

bool
search_verify(struct store *s, int64_t id, const struct query_node *n, bool *holds, struct err *e)
{
	struct db_stmt *st = db_query(s->db, e,
	        "select a.title, a.author, " HTML_OF(
	                "b") ", b.page from articles a"
	                     " join bodies b on b.id = a.id where a.id = ?",
	        DB_INT(id));
	struct arena *a = arena_create();
	struct str html;
	bool ok = st != NULL;

	*holds = false;
	if (ok && db_row(st)) {
		ok = body_choose(s, a, db_view(st, 2), db_view(st, 3), &html, NULL, e);
		*holds = ok &&
		         query_eval_text(n, terms_of(a, db_view(st, 0)),
		                 terms_of(a, db_view(st, 1)), terms_of(a, markup_text(a, html)));
	}
	arena_destroy(a);
	return st != NULL && db_end(st, e) && ok;
}

/* Articles that are not in the index yet are found by title and author: their ids as JSON. */
bool
search_waiting(struct store *s, struct arena *a, const struct query_node *n, struct str *out,
        struct err *e)
{
	struct db_stmt *st = db_query(s->db, e,
	        "select id, title, author from articles where todo & 2"
	        " and doc is null order by date desc limit ?",
	        DB_INT(WAITING_MAX));
	struct arena *row = arena_create();
	struct buf b;

	*out = STR_NONE;
	if (st == NULL) {
		arena_destroy(row);
		return false;
	}
	buf_init(&b, WAITING_MAX * 24);
	while (db_row(st)) {
		arena_reset(row);
		if (query_eval_text(n, terms_of(row, db_view(st, 1)), terms_of(row, db_view(st, 2)),
		            STR_NONE))
			buf_printf(&b, "%c%lld", b.len == 0 ? '[' : ',', (long long)db_int(st, 0));
	}
	if (b.len > 0) {
		buf_add_char(&b, ']');
		*out = arena_str(a, buf_str(&b));
	}
	buf_free(&b);
	arena_destroy(row);
	return db_end(st, e);
}
