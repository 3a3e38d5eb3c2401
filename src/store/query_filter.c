/* SPDX-License-Identifier: ISC */
/*
 * query_filter.c - newsboat's filter expressions: `unread = "yes" and age between 0:7`.  Its
 * attributes are one table, from the name to the SQL that gives the value.  Source: newsboat's
 * manual, "Filter Language".
 */
#include "query.h"

#include <string.h>

#define OF_FEED(column) "(select " column " from feeds where id = a.feed)"
#define OF_BODY(column) "(select " column " from bodies b where id = a.id)"

static const struct attribute {
	const char *name, *sql;
	bool number;
} attributes[] = {
	{ "title", "coalesce(a.title, '')", false },
	{ "author", "coalesce(a.author, '')", false },
	{ "link", "coalesce(a.url, '')", false },
	{ "guid", "coalesce(" OF_BODY("guid") ", a.url, '')", false },
	{ "content", "coalesce(" OF_BODY("store_text(" HTML_OF("b") ", page)") ", '')", false },
	{ "unread", "(case when a.unread then 'yes' else 'no' end)", false },
	{ "flags", "coalesce(a.flags, '')", false },
	{ "date", "strftime('%Y-%m-%d %H:%M:%S', a.date, 'unixepoch')", false },
	{ "age", "((:now - a.date) / 86400)", true },
	{ "enclosure_url", "coalesce(" OF_BODY("store_enclosures(enclosures, 0)") ", '')", false },
	{ "enclosure_type", "coalesce(" OF_BODY("store_enclosures(enclosures, 1)") ", '')", false },
	{ "feedtitle", OF_FEED("coalesce(user_title, title, url)"), false },
	{ "description", "coalesce(" OF_FEED("description") ", '')", false },
	{ "feedlink", "coalesce(" OF_FEED("site_url") ", '')", false },
	{ "feeddate",
	        "coalesce(strftime('%Y-%m-%d %H:%M:%S', " OF_FEED("fetched") ", 'unixepoch'), '')",
	        false },
	{ "rssurl", OF_FEED("url"), false },
	{ "tags", "trim(replace(coalesce(" OF_FEED("tags") ", ''), char(10), ' '))", false },
	{ "unread_count", OF_FEED("unread"), true },
	{ "total_count", OF_FEED("total"), true },
};

struct parser {
	struct lexer lex;
	struct token t;
	int64_t now;
	int depth, nodes;
};

static const struct attribute *
find_attribute(struct str name)
{
	for (size_t i = 0; i < COUNT(attributes); i++)
		if (str_eq(name, str_of(attributes[i].name)))
			return &attributes[i];
	return NULL;
}

/* An attribute with an operator behind it can only be newsboat's language. */
bool
filter_looks_like(struct str text)
{
	static const char *const behind[] = { "=", "!", "<", ">", "#", "between " };
	size_t end;

	text = str_trim(text);
	while (str_starts(text, STR("(")) || str_starts(text, STR("!")))
		text = str_trim(str_sub(text, 1, text.len));
	for (end = 0; end < text.len &&
	              ((text.p[end] >= 'a' && text.p[end] <= 'z') || text.p[end] == '_');)
		end++;
	if (find_attribute(str_sub(text, 0, end)) == NULL)
		return false;
	text = str_trim(str_sub(text, end, text.len));
	for (size_t i = 0; i < COUNT(behind); i++)
		if (str_starts(text, str_of(behind[i])))
			return true;
	return false;
}

static bool
advance(struct parser *p, struct err *e)
{
	return lexer_next(&p->lex, &p->t, e);
}

static bool
wrong(struct parser *p, const char *what, struct err *e)
{
	return query_error(e, p->lex.text, p->t.at, "%s", what);
}

static struct query_node *
node(struct parser *p, enum query_kind kind)
{
	struct query_node *n = arena_alloc(p->lex.a, sizeof(*n));

	n->kind = kind;
	p->nodes++;
	return n;
}

/* "3:7" */
static bool
between(struct parser *p, struct query_node *n, struct err *e)
{
	struct str high = p->t.text, low = str_split(&high, ':');

	n->op = "between";
	if (p->t.kind != TOKEN_WORD || !str_to_i64(low, &n->low) || !str_to_i64(high, &n->high))
		return wrong(p, "a range is 3:7", e);
	if (n->low > n->high) {
		int64_t other = n->low;
		n->low = n->high;
		n->high = other;
	}
	return true;
}

static const char *const numeric_ops[] = { "=", "==", "!=", "<", ">", "<=", ">=" };

static bool
value(struct parser *p, struct query_node *n, bool number, struct err *e)
{
	bool numeric_op = false;

	for (size_t i = 0; i < COUNT(numeric_ops); i++)
		numeric_op |= strcmp(n->op, numeric_ops[i]) == 0;
	if (p->t.kind != TOKEN_STRING && p->t.kind != TOKEN_WORD)
		return wrong(p, "a value is missing", e);
	n->text = p->t.text;
	if (strchr(n->op, '~') != NULL && !query_regex_check(n->text, e))
		return query_error(
		        e, p->lex.text, p->t.at, "%s", arena_cstr(p->lex.a, str_of(e->text)));
	if (number && numeric_op && !str_to_i64(n->text, &n->number))
		return wrong(p, "a number is missing", e);
	n->low = number && numeric_op; /* compared as a number */
	return true;
}

static bool
parse_comparison(struct parser *p, struct query_node **out, struct err *e)
{
	const struct attribute *at = p->t.kind == TOKEN_WORD ? find_attribute(p->t.text) : NULL;
	struct query_node *n = *out = node(p, QUERY_COMPARE);
	bool range;

	if (at == NULL)
		return wrong(p, "unknown attribute", e);
	n->attribute = at->sql;
	n->real_low = (double)p->now;
	if (!advance(p, e))
		return false;
	range = p->t.kind == TOKEN_WORD && str_eq(p->t.text, STR("between"));
	if (p->t.kind != TOKEN_COMPARE && !range)
		return wrong(p,
		        "an operator is missing (=, !=, =~, !~, <, >, <=, >=, #, !#, between)", e);
	n->op = range ? "between" : arena_cstr(p->lex.a, p->t.text);
	if (!advance(p, e))
		return false;
	return (range ? between(p, n, e) : value(p, n, at->number, e)) && advance(p, e);
}

static bool parse_or(struct parser *p, struct query_node **out, struct err *e);

static bool
parse_primary(struct parser *p, struct query_node **out, struct err *e)
{
	if (p->t.kind != TOKEN_OPEN)
		return parse_comparison(p, out, e);
	if (!advance(p, e) || !parse_or(p, out, e))
		return false;
	if (p->t.kind != TOKEN_CLOSE)
		return wrong(p, "a closing bracket is missing", e);
	return advance(p, e);
}

static bool
parse_and(struct parser *p, struct query_node **out, struct err *e)
{
	if (!parse_primary(p, out, e))
		return false;
	while (p->t.kind == TOKEN_AND) {
		struct query_node *n = node(p, QUERY_AND);
		n->left = *out;
		if (!advance(p, e) || !parse_primary(p, &n->right, e))
			return false;
		*out = n;
	}
	return true;
}

static bool
parse_or(struct parser *p, struct query_node **out, struct err *e)
{
	if (++p->depth > QUERY_DEPTH_MAX || p->nodes > QUERY_NODES_MAX)
		return wrong(p, "the query is nested too deep", e);
	if (!parse_and(p, out, e))
		return false;
	while (p->t.kind == TOKEN_OR) {
		struct query_node *n = node(p, QUERY_OR);
		n->left = *out;
		if (!advance(p, e) || !parse_and(p, &n->right, e))
			return false;
		*out = n;
	}
	p->depth--;
	return true;
}

bool
filter_parse(struct arena *a, struct str text, int64_t now, struct query_node **out, struct err *e)
{
	struct parser p = { .lex = { .a = a, .text = text, .filter = true }, .now = now };

	if (!advance(&p, e) || !parse_or(&p, out, e))
		return false;
	if (p.nodes > QUERY_NODES_MAX)
		return err_set(e, ERR_USAGE, "the query has more than %d parts", QUERY_NODES_MAX);
	return p.t.kind == TOKEN_END || wrong(&p, "`and` or `or` is missing", e);
}
