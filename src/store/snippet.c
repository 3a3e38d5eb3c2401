/* SPDX-License-Identifier: ISC */
/*
 * snippet.c - of a found article the piece of its text where the first word asked for stands, in
 * place of its beginning.
 */
#include "query.h"

#include <dateline/text.h>

#define SNIPPET_BYTES 160
#define BEFORE_BYTES 50 /* of it before the word */
#define ROWS_MAX 200    /* larger windows go without */

/* First text that must be there. */
static const struct query_node *
first_text(const struct query_node *n)
{
	const struct query_node *found;

	if (n == NULL || n->kind == QUERY_NOT)
		return NULL;
	if (n->kind == QUERY_TEXT && n->field == FIELD_ANY)
		return n;
	found = first_text(n->left);
	return found != NULL ? found : first_text(n->right);
}

/* The terms are folded and bare of marks; in the text the first of them is looked for. */
static struct str
needle_of(const struct query_node *n)
{
	struct str rest = n->text;

	return str_split(&rest, ' ');
}

static size_t
word_start(struct str text, size_t at)
{
	while (at > 0 && text.p[at - 1] != ' ' &&
	        ((unsigned char)text.p[at - 1] < 0x80 || (text.p[at] & 0xc0) == 0x80))
		at--;
	return at;
}

static size_t
sequence_start(struct str text, size_t at)
{
	while (at > 0 && at < text.len && ((unsigned char)text.p[at] & 0xc0) == 0x80)
		at--;
	return at;
}

struct str
snippet_cut(struct arena *a, struct str text, size_t match)
{
	size_t start, end;

	if (match < BEFORE_BYTES)
		return str_sub(text, 0,
		        sequence_start(text, SNIPPET_BYTES < text.len ? SNIPPET_BYTES : text.len));
	start = sequence_start(text, word_start(text, match - BEFORE_BYTES));
	end = start + SNIPPET_BYTES < text.len ? sequence_start(text, start + SNIPPET_BYTES)
	                                       : text.len;
	return arena_printf(a, "\xe2\x80\xa6" STR_FMT, STR_ARG(str_sub(text, start, end)));
}

static bool
read_text(struct store *s, struct arena *a, int64_t id, struct str *out, struct err *e)
{
	struct db_stmt *st = db_query(
	        s->db, e, "select " HTML_OF("b") ", page from bodies b where id = ?", DB_INT(id));
	struct str html = STR_NONE;
	bool ok = true;

	if (st == NULL)
		return false;
	if (db_row(st))
		ok = body_choose(s, a, db_view(st, 0), db_view(st, 1), &html, NULL, e);
	*out = markup_text(a, html);
	return db_end(st, e) && ok;
}

bool
snippet_fill(struct store *s, struct arena *a, const struct store_query *q,
        struct store_item *items, size_t count, struct err *e)
{
	const struct query_node *text = NULL;
	struct query_node *root;
	struct arena *row;
	bool ok = true;

	if (q->text.len == 0 || count > ROWS_MAX)
		return true;
	if (!query_parse(a, q->text, 0, &root, e))
		return false;
	text = first_text(root);
	row = arena_create();
	for (size_t i = 0; ok && text != NULL && i < count; i++) {
		struct text_span found;
		struct str body;
		arena_reset(row);
		ok = read_text(s, row, items[i].id, &body, e);
		if (ok && text_find_fold(body, needle_of(text), 0, &found))
			items[i].excerpt = arena_str(a, snippet_cut(row, body, found.start));
	}
	arena_destroy(row);
	return ok;
}
