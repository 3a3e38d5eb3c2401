/* SPDX-License-Identifier: ISC */
/*
 * query_compile.c - a tree to a condition in SQL on article `a`, every value bound.  Parts that are
 * texts only become one expression of the text index.
 */
#include "query.h"

#include <string.h>

/* ---- the text index's own expressions ---- */

static bool
is_words(const struct query_node *n)
{
	return (n->kind == QUERY_TEXT || n->kind == QUERY_NEAR) && n->field == FIELD_ANY;
}

/* The index of all words knows which words an article has, not where. */
static bool
is_exact(const struct query_node *n)
{
	bool left, right;

	switch (n->kind) {
	case QUERY_TEXT: return n->field == FIELD_ANY && str_chr(n->text, ' ') < 0;
	case QUERY_OR: return is_exact(n->left) && is_exact(n->right);
	case QUERY_AND:
		/* It has NOT only as "this but not that". */
		left = n->left->kind == QUERY_NOT;
		right = n->right->kind == QUERY_NOT;
		return !(left && right) && is_exact(left ? n->left->left : n->left) &&
		       is_exact(right ? n->right->left : n->right);
	default: return false;
	}
}

static void
write_words(struct buf *b, const struct query_node *n)
{
	struct str left = n->text;

	if (n->kind == QUERY_NEAR) {
		write_words(b, n->left);
		buf_add_cstr(b, " AND ");
		write_words(b, n->right);
		return;
	}
	while (left.p != NULL) {
		struct str word = str_split(&left, ' '); /* terms have no quotes */
		buf_printf(b, "\"" STR_FMT "\"%s%s", STR_ARG(word),
		        left.p == NULL && n->prefix ? "*" : "", left.p == NULL ? "" : " AND ");
	}
}

static void write_match(struct buf *b, const struct query_node *n);

/* "this but not that" */
static bool
is_not(const struct query_node *n)
{
	return n->kind == QUERY_AND && (n->left->kind == QUERY_NOT || n->right->kind == QUERY_NOT);
}

/* Brackets only where the kind changes: the index's parser has a small stack, and a long chain of
 * words needs none of it. */
static void
write_part(struct buf *b, const struct query_node *n, enum query_kind around)
{
	bool single = n->kind == QUERY_TEXT && str_chr(n->text, ' ') < 0;
	bool brackets = n->kind != around && !single;

	if (brackets)
		buf_add_char(b, '(');
	write_match(b, n);
	if (brackets)
		buf_add_char(b, ')');
}

static void
write_both(struct buf *b, const struct query_node *left, const char *op,
        const struct query_node *right, enum query_kind kind)
{
	write_part(b, left, kind);
	buf_add_cstr(b, op);
	write_part(b, right, QUERY_ALL); /* operators bind to the left */
}

static void
write_match(struct buf *b, const struct query_node *n)
{
	if (n->kind == QUERY_OR)
		write_both(b, n->left, " OR ", n->right, QUERY_OR);
	else if (n->kind == QUERY_AND && n->left->kind == QUERY_NOT)
		write_both(b, n->right, " NOT ", n->left->left, QUERY_ALL);
	else if (n->kind == QUERY_AND && n->right->kind == QUERY_NOT)
		write_both(b, n->left, " NOT ", n->right->left, QUERY_ALL);
	else if (n->kind == QUERY_AND)
		write_both(b, n->left, " AND ", n->right, is_not(n->left) ? QUERY_ALL : QUERY_AND);
	else
		write_words(b, n);
}

static struct str
written(struct arena *a, const struct query_node *n)
{
	struct buf b;
	struct str match;

	buf_init(&b, 4 * QUERY_MAX);
	write_match(&b, n);
	match = arena_str(a, buf_str(&b));
	buf_free(&b);
	return match;
}

/* What the index gives for it holds every article that is meant, and maybe others. */
static bool
is_candidate(const struct query_node *n)
{
	return is_exact(n) || is_words(n) ||
	       (n->kind == QUERY_AND && is_candidate(n->left) && is_candidate(n->right));
}

struct str
query_match(struct arena *a, const struct query_node *n, bool *exact)
{
	*exact = is_exact(n);
	return is_candidate(n) ? written(a, n) : STR_NONE;
}

/* ---- conditions ---- */

/* Closes the bracket of a condition on the index with the articles that wait for it. */
static void
add_waiting(struct sql *q, struct str waiting)
{
	if (waiting.len > 0) {
		sql_add(q, " or a.id in (select value from json_each(");
		sql_value(q, DB_TEXT(waiting));
		sql_add(q, "))");
	}
	sql_add(q, ")");
}

bool
query_add_words(struct store *s, struct sql *q, const struct query_node *n, struct err *e)
{
	struct str waiting;
	bool exact;

	if (!search_waiting(s, q->arena, n, &waiting, e))
		return false;
	sql_add(q, "(a.doc in (select rowid from search where search match ");
	sql_value(q, DB_TEXT(query_match(q->arena, n, &exact)));
	sql_add(q, ")");
	add_waiting(q, waiting);
	return true;
}

static bool
compile_words(struct store *s, struct sql *q, const struct query_node *n, struct err *e)
{
	if (!query_add_words(s, q, n, e))
		return false;
	if (!is_exact(n)) {
		sql_add(q, " and (select store_verify(");
		sql_value(q, DB_INT((int64_t)(intptr_t)n));
		sql_add(q, ", a.title, a.author, " HTML_OF(
		                   "b") ", page) from bodies b where id = a.id)");
	}
	return true;
}

/* Words of a title or an author: there the index knows the places. */
static bool
compile_titles(struct store *s, struct sql *q, const struct query_node *n, struct err *e)
{
	static const char *const columns[] = { [FIELD_TITLE] = "title", [FIELD_AUTHOR] = "author" };
	struct str waiting, match;

	if (!search_waiting(s, q->arena, n, &waiting, e))
		return false;
	match = n->kind == QUERY_TEXT
	                ? arena_printf(q->arena, "%s : \"" STR_FMT "\"%s", columns[n->field],
	                          STR_ARG(n->text), n->prefix ? "*" : "")
	                : arena_printf(q->arena,
	                          "%s : NEAR(\"" STR_FMT "\"%s \"" STR_FMT "\"%s, %lld)",
	                          columns[n->field], STR_ARG(n->left->text),
	                          n->left->prefix ? "*" : "", STR_ARG(n->right->text),
	                          n->right->prefix ? "*" : "", (long long)n->number);
	sql_add(q, "(a.doc in (select rowid from titles where titles match ");
	sql_value(q, DB_TEXT(match));
	sql_add(q, ")");
	add_waiting(q, waiting);
	return true;
}

static void
compile_regex(struct sql *q, const struct query_node *n)
{
	static const char *const what[] = {
		[FIELD_ANY] = "coalesce(a.title, '') || char(10) || coalesce((select "
		              "store_text(" HTML_OF("b") ", page)"
		                                         " from bodies b where id = a.id), ''))",
		[FIELD_TITLE] = "coalesce(a.title, ''))",
		[FIELD_AUTHOR] = "coalesce(a.author, ''))",
	};

	sql_add(q, "store_regex(");
	sql_value(q, DB_TEXT(n->text));
	sql_add(q, ", ");
	sql_add(q, what[n->field]);
}

static void
compile_feed(struct sql *q, const struct query_node *n)
{
	sql_add(q, "a.feed in (select id from feeds where store_has(coalesce(user_title, title, "
	           "url), ");
	sql_value(q, DB_TEXT(n->text));
	sql_add(q, ") or instr(url, ");
	sql_value(q, DB_TEXT(n->text));
	sql_add(q, "))");
}

static void
compile_tag(struct sql *q, const struct query_node *n)
{
	sql_add(q, "(a.feed in (select id from feeds where instr(tags, char(10) || ");
	sql_value(q, DB_TEXT(n->text));
	sql_add(q, " || char(10))) or a.id in (select article from tags where tag = ");
	sql_value(q, DB_TEXT(n->text));
	sql_add(q, "))");
}

static void
compile_site(struct sql *q, const struct query_node *n)
{
	sql_add(q, "store_site(a.url, ");
	sql_value(q, DB_TEXT(n->text));
	sql_add(q, ")");
}

static void
compile_date(struct sql *q, const struct query_node *n)
{
	sql_add(q, "(a.date >= ");
	sql_value(q, DB_INT(n->low));
	sql_add(q, " and a.date < ");
	sql_value(q, DB_INT(n->high));
	sql_add(q, ")");
}

static void
compile_number(struct sql *q, const struct query_node *n)
{
	sql_add(q, "a.id in (select article from figures where value >= ");
	sql_value(q, DB_REAL(n->real_low));
	sql_add(q, " and value <= ");
	sql_value(q, DB_REAL(n->real_high));
	sql_add(q, ")");
}

/* An attribute's SQL may ask for the time by ":now", which becomes a bound value. */
static void
add_attribute(struct sql *q, const struct query_node *n)
{
	const char *now = strstr(n->attribute, ":now");

	if (now == NULL) {
		sql_add(q, n->attribute);
		return;
	}
	buf_add(&q->text, n->attribute, (size_t)(now - n->attribute));
	sql_value(q, DB_INT((int64_t)n->real_low));
	sql_add(q, now + strlen(":now"));
}

static const struct {
	const char *op, *before, *between, *after;
	bool folded;
} operators[] = {
	{ "=", "(", " = ", ")", false },
	{ "==", "(", " = ", ")", false },
	{ "!=", "(", " <> ", ")", false },
	{ "<", "(", " < ", ")", false },
	{ ">", "(", " > ", ")", false },
	{ "<=", "(", " <= ", ")", false },
	{ ">=", "(", " >= ", ")", false },
	{ "=~", "store_regex_of(", ", ", ")", false },
	{ "!~", "not store_regex_of(", ", ", ")", false },
	{ "#", "(instr(' ' || ", " || ' ', ' ' || ", " || ' ') > 0)", false },
	{ "!#", "(instr(' ' || ", " || ' ', ' ' || ", " || ' ') = 0)", false },
};

static void
compile_compare(struct sql *q, const struct query_node *n)
{
	if (strcmp(n->op, "between") == 0) {
		sql_add(q, "(cast(");
		add_attribute(q, n);
		sql_add(q, " as integer) between ");
		sql_value(q, DB_INT(n->low));
		sql_add(q, " and ");
		sql_value(q, DB_INT(n->high));
		sql_add(q, ")");
		return;
	}
	for (size_t i = 0; i < COUNT(operators); i++) {
		if (strcmp(n->op, operators[i].op) != 0)
			continue;
		sql_add(q, operators[i].before);
		add_attribute(q, n);
		sql_add(q, operators[i].between);
		sql_value(q, n->low ? DB_INT(n->number)
		                    : (struct db_value){ .type = DB_STR, .s = n->text });
		sql_add(q, operators[i].after);
	}
}

static void
compile_equal(struct sql *q, const char *before, struct db_value v, const char *after)
{
	sql_add(q, before);
	sql_value(q, v);
	sql_add(q, after);
}

/* A chain of the same kind needs no brackets on its left side, where it grows. */
static bool
compile_part(
        struct store *s, struct sql *q, const struct query_node *n, bool brackets, struct err *e)
{
	if (brackets)
		sql_add(q, "(");
	if (!query_compile(s, q, n, e))
		return false;
	if (brackets)
		sql_add(q, ")");
	return true;
}

static bool
compile_two(struct store *s, struct sql *q, const struct query_node *n, struct err *e)
{
	if (!compile_part(s, q, n->left, n->left->kind != n->kind, e))
		return false;
	sql_add(q, n->kind == QUERY_AND ? " and " : " or ");
	return compile_part(s, q, n->right, true, e);
}

bool
query_compile(struct store *s, struct sql *q, const struct query_node *n, struct err *e)
{
	if (is_candidate(n))
		return compile_words(s, q, n, e);
	if (n->kind == QUERY_TEXT || n->kind == QUERY_NEAR)
		return compile_titles(s, q, n, e);
	switch (n->kind) {
	case QUERY_AND:
	case QUERY_OR: return compile_two(s, q, n, e); /* the caller brackets it */
	case QUERY_NOT:
		sql_add(q, "not coalesce(");
		if (!query_compile(s, q, n->left, e))
			return false;
		sql_add(q, ", 0)");
		break;
	case QUERY_REGEX: compile_regex(q, n); break;
	case QUERY_FEED: compile_feed(q, n); break;
	case QUERY_TAG: compile_tag(q, n); break;
	case QUERY_NAME: return query_add_name(s, q, n, e);
	case QUERY_LINK: compile_equal(q, "instr(a.url, ", DB_TEXT(n->text), ")"); break;
	case QUERY_SITE: compile_site(q, n); break;
	case QUERY_FLAG:
		compile_equal(
		        q, "(a.flags is not null and instr(a.flags, ", DB_TEXT(n->text), "))");
		break;
	case QUERY_STORY: compile_equal(q, "a.story = ", DB_INT(n->number), ""); break;
	case QUERY_IS: sql_add(q, query_states[n->number].sql); break;
	case QUERY_DATE: compile_date(q, n); break;
	case QUERY_NUMBER: compile_number(q, n); break;
	case QUERY_COMPARE: compile_compare(q, n); break;
	default: sql_add(q, "1"); break;
	}
	return true;
}
