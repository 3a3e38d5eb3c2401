/* SPDX-License-Identifier: ISC */
/*
 * query_parse.c - tokens to a tree, by recursive descent: OR binds least, then AND (also by
 * standing side by side), then NOT, then NEAR.  A field is a row of one table.
 */
#include "query.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct parser {
	struct lexer lex;
	struct token t; /* the one that is looked at */
	int64_t now;
	int depth, nodes;
};

const struct query_state query_states[] = {
	{ "unread", "a.unread = 1" },
	{ "read", "a.unread = 0" },
	{ "starred", "a.starred = 1" },
	{ "new", "(a.unread = 1 and a.id > coalesce((select value from meta where key = "
	         "'new_after'), 0))" },
	{ "noted", "a.noted = 1" },
	{ "flagged", "a.flags is not null" },
	{ "tagged", "exists (select 1 from tags where article = a.id)" },
	{ "full", "a.page = 1" },
	{ "changed", "a.versions > 0" },
	{ "story", "a.story is not null" },
	{ "followed", "a.story in (select id from stories where followed = 1)" },
	{ "deleted", "a.gone & 1 <> 0" },
	{ "hidden", "a.gone & 2 <> 0" },
};

size_t
query_states_count(void)
{
	return COUNT(query_states);
}

static bool parse_or(struct parser *p, struct query_node **out, struct err *e);

static bool
advance(struct parser *p, struct err *e)
{
	return lexer_next(&p->lex, &p->t, e);
}

static struct query_node *
node(struct parser *p, enum query_kind kind)
{
	struct query_node *n = arena_alloc(p->lex.a, sizeof(*n));

	n->kind = kind;
	p->nodes++;
	return n;
}

static bool
wrong(struct parser *p, const struct token *t, const char *what, struct err *e)
{
	return query_error(e, p->lex.text, t->at, "%s", what);
}

/* ---- values of fields ---- */

static bool
text_value(struct parser *p, const struct token *t, enum query_field field, struct query_node **out,
        struct err *e)
{
	struct query_node *n = *out = node(p, t->kind == TOKEN_REGEX ? QUERY_REGEX : QUERY_TEXT);

	n->field = field;
	n->prefix = t->prefix;
	n->text = t->kind == TOKEN_REGEX ? t->text : terms_asked(p->lex.a, t->text, &n->prefix);
	if (t->kind == TOKEN_REGEX)
		return query_regex_check(n->text, e) ||
		       query_error(
		               e, p->lex.text, t->at, "%s", arena_cstr(p->lex.a, str_of(e->text)));
	if (n->text.len == 0) /* only punctuation: asks for nothing */
		n->kind = QUERY_ALL;
	return true;
}

static bool
plain_value(
        struct parser *p, const struct token *t, int kind, struct query_node **out, struct err *e)
{
	(void)e;
	*out = node(p, (enum query_kind)kind);
	(*out)->text = t->text;
	return true;
}

static bool
title_value(
        struct parser *p, const struct token *t, int field, struct query_node **out, struct err *e)
{
	return text_value(p, t, (enum query_field)field, out, e);
}

static bool
name_value(
        struct parser *p, const struct token *t, int kind, struct query_node **out, struct err *e)
{
	if (!plain_value(p, t, QUERY_NAME, out, e))
		return false;
	(*out)->number = kind;
	(*out)->text = terms_asked(p->lex.a, t->text, &(*out)->prefix);
	return (*out)->text.len > 0 || wrong(p, t, "a name is missing", e);
}

static bool
is_value(
        struct parser *p, const struct token *t, int unused, struct query_node **out, struct err *e)
{
	(void)unused;
	*out = node(p, QUERY_IS);
	for (size_t i = 0; i < COUNT(query_states); i++)
		if (str_eq_nocase(t->text, str_of(query_states[i].name))) {
			(*out)->number = (int64_t)i;
			return true;
		}
	return wrong(p, t,
	        "unknown state (unread, read, starred, new, noted, flagged, tagged, full,"
	        " changed, story, followed, deleted, hidden)",
	        e);
}

static bool
flag_value(
        struct parser *p, const struct token *t, int unused, struct query_node **out, struct err *e)
{
	(void)unused;
	if (t->text.len != 1 || t->text.p[0] < 'a' || t->text.p[0] > 'z')
		return wrong(p, t, "a flag is a letter from a to z", e);
	return plain_value(p, t, QUERY_FLAG, out, e);
}

static bool
story_value(
        struct parser *p, const struct token *t, int unused, struct query_node **out, struct err *e)
{
	(void)unused;
	*out = node(p, QUERY_STORY);
	return str_to_i64(t->text, &(*out)->number) || wrong(p, t, "a story is a number", e);
}

enum { SINCE, BEFORE };

static bool
date_value(
        struct parser *p, const struct token *t, int which, struct query_node **out, struct err *e)
{
	int64_t low, high;

	if (!query_date(t->text, p->now, &low, &high))
		return wrong(p, t,
		        "a date is 2024, 2024-03, 2024-03-22, today, yesterday or 3d (12h, 2w,"
		        " 6m, 1y) ago",
		        e);
	*out = node(p, QUERY_DATE);
	(*out)->low = which == SINCE ? low : INT64_MIN;
	(*out)->high = which == SINCE ? INT64_MAX : low;
	return true;
}

/* Takes a comparison off the front: 0 none, '<', '>', and whether '=' was with it. */
static char
take_comparison(struct str *text, bool *equal)
{
	char c = text->len > 0 && (text->p[0] == '<' || text->p[0] == '>') ? text->p[0] : 0;

	*text = str_sub(*text, c != 0, text->len);
	*equal = c != 0 && str_starts(*text, STR("="));
	*text = str_sub(*text, *equal, text->len);
	return c;
}

/* "a..b" into its two sides; false when there is no "..". */
static bool
split_range(struct str text, struct str *low, struct str *high)
{
	ptrdiff_t at = str_find(text, STR(".."));

	if (at < 0)
		return false;
	*low = str_sub(text, 0, (size_t)at);
	*high = str_sub(text, (size_t)at + 2, text.len);
	return true;
}

static bool
age_value(
        struct parser *p, const struct token *t, int unused, struct query_node **out, struct err *e)
{
	struct str text = t->text, young, old;
	int64_t from = 0, to = INT64_MAX;
	bool equal, ok;
	char c;

	(void)unused;
	if (split_range(text, &young, &old)) {
		ok = query_age(young, &from) && query_age(old, &to);
	} else {
		c = take_comparison(&text, &equal);
		ok = query_age(text, c == '>' ? &from : &to);
	}
	if (!ok)
		return wrong(p, t, "an age is <3d, >12h, 2w or 1d..7d", e);
	*out = node(p, QUERY_DATE);
	(*out)->low = to == INT64_MAX ? INT64_MIN : p->now - to;
	(*out)->high = from == 0 ? INT64_MAX : p->now - from;
	return true;
}

static bool
real(struct parser *p, struct str text, double *out)
{
	char *copy = arena_cstr(p->lex.a, text), *end, *w = copy;

	for (const char *r = copy; *r != '\0'; r++) /* "32,000" */
		if (*r != ',')
			*w++ = *r;
	*w = '\0';
	*out = strtod(copy, &end);
	return end != copy && *end == '\0' && isfinite(*out);
}

static bool
number_value(
        struct parser *p, const struct token *t, int unused, struct query_node **out, struct err *e)
{
	struct str text = t->text, low, high;
	struct query_node *n = *out = node(p, QUERY_NUMBER);
	double value;
	bool equal;
	char c;

	(void)unused;
	n->real_low = -INFINITY;
	n->real_high = INFINITY;
	if (split_range(text, &low, &high)) {
		if (real(p, low, &n->real_low) && real(p, high, &n->real_high))
			return true;
		return wrong(p, t, "a range of numbers is 10..20", e);
	}
	c = take_comparison(&text, &equal);
	if (!real(p, text, &value))
		return wrong(p, t, "a number is missing", e);
	if (c != '<')
		n->real_low = c == '>' && !equal ? nextafter(value, INFINITY) : value;
	if (c != '>')
		n->real_high = c == '<' && !equal ? nextafter(value, -INFINITY) : value;
	return true;
}

static const struct {
	const char *name;
	bool (*value)(struct parser *p, const struct token *t, int arg, struct query_node **out,
	        struct err *e);
	int arg;
} fields[] = {
	{ "title", title_value, FIELD_TITLE },
	{ "author", title_value, FIELD_AUTHOR },
	{ "feed", plain_value, QUERY_FEED },
	{ "tag", plain_value, QUERY_TAG },
	{ "person", name_value, ENTITY_PERSON },
	{ "place", name_value, ENTITY_PLACE },
	{ "org", name_value, ENTITY_ORGANISATION },
	{ "organisation", name_value, ENTITY_ORGANISATION },
	{ "demonym", name_value, ENTITY_DEMONYM },
	{ "link", plain_value, QUERY_LINK },
	{ "site", plain_value, QUERY_SITE },
	{ "flag", flag_value, 0 },
	{ "story", story_value, 0 },
	{ "is", is_value, 0 },
	{ "since", date_value, SINCE },
	{ "before", date_value, BEFORE },
	{ "age", age_value, 0 },
	{ "number", number_value, 0 },
};

static bool
parse_field(struct parser *p, struct query_node **out, struct err *e)
{
	struct token field = p->t, value;

	if (!advance(p, e))
		return false;
	value = p->t;
	for (size_t i = 0; i < COUNT(fields); i++) {
		if (!str_eq_nocase(field.text, str_of(fields[i].name)))
			continue;
		if (value.kind != TOKEN_WORD && value.kind != TOKEN_STRING &&
		        (value.kind != TOKEN_REGEX || fields[i].value != title_value))
			return wrong(p, &value, "a value is missing", e);
		return fields[i].value(p, &value, fields[i].arg, out, e) && advance(p, e);
	}
	return wrong(p, &field, "unknown field", e);
}

/* ---- the grammar ---- */

static bool
parse_primary(struct parser *p, struct query_node **out, struct err *e)
{
	struct token t = p->t;

	switch (t.kind) {
	case TOKEN_FIELD: return parse_field(p, out, e);
	case TOKEN_WORD:
	case TOKEN_STRING:
	case TOKEN_REGEX: return text_value(p, &t, FIELD_ANY, out, e) && advance(p, e);
	case TOKEN_OPEN:
		if (!advance(p, e) || !parse_or(p, out, e))
			return false;
		if (p->t.kind != TOKEN_CLOSE)
			return wrong(p, &p->t, "a closing bracket is missing", e);
		return advance(p, e);
	default: return wrong(p, &t, "a word is missing", e);
	}
}

static bool
parse_near(struct parser *p, struct query_node **out, struct err *e)
{
	struct query_node *n;
	struct token near;

	if (!parse_primary(p, out, e))
		return false;
	while (p->t.kind == TOKEN_NEAR) {
		near = p->t;
		n = node(p, QUERY_NEAR);
		n->number = near.number;
		n->left = *out;
		if (!advance(p, e) || !parse_primary(p, &n->right, e))
			return false;
		if (n->left->kind != QUERY_TEXT || n->right->kind != QUERY_TEXT ||
		        n->left->field != n->right->field)
			return wrong(p, &near, "NEAR stands between two words or phrases", e);
		n->field = n->left->field;
		*out = n;
	}
	return true;
}

static bool
parse_not(struct parser *p, struct query_node **out, struct err *e)
{
	struct query_node *n;

	if (p->t.kind != TOKEN_NOT)
		return parse_near(p, out, e);
	n = node(p, QUERY_NOT);
	*out = n;
	if (++p->depth > QUERY_DEPTH_MAX || p->nodes > QUERY_NODES_MAX)
		return wrong(p, &p->t, "the query is nested too deep", e);
	if (!advance(p, e) || !parse_not(p, &n->left, e))
		return false;
	if (n->left->kind == QUERY_NOT) /* twice is not at all */
		*out = n->left->left;
	p->depth--;
	return true;
}

static bool
starts_operand(enum token_kind kind)
{
	return kind == TOKEN_WORD || kind == TOKEN_STRING || kind == TOKEN_REGEX ||
	       kind == TOKEN_FIELD || kind == TOKEN_OPEN || kind == TOKEN_NOT;
}

static bool
parse_and(struct parser *p, struct query_node **out, struct err *e)
{
	if (!parse_not(p, out, e))
		return false;
	while (p->t.kind == TOKEN_AND || starts_operand(p->t.kind)) {
		struct query_node *n = node(p, QUERY_AND);
		n->left = *out;
		if ((p->t.kind == TOKEN_AND && !advance(p, e)) || !parse_not(p, &n->right, e))
			return false;
		*out = n;
	}
	return true;
}

static bool
parse_or(struct parser *p, struct query_node **out, struct err *e)
{
	if (++p->depth > QUERY_DEPTH_MAX || p->nodes > QUERY_NODES_MAX)
		return wrong(p, &p->t, "the query is nested too deep", e);
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
query_parse(struct arena *a, struct str text, int64_t now, struct query_node **out, struct err *e)
{
	struct parser p = { .lex = { .a = a, .text = text }, .now = now };

	if (text.len > QUERY_MAX)
		return err_set(e, ERR_USAGE, "the query is longer than %d bytes", QUERY_MAX);
	if (filter_looks_like(text))
		return filter_parse(a, text, now, out, e);
	if (!advance(&p, e))
		return false;
	if (p.t.kind == TOKEN_END) {
		*out = node(&p, QUERY_ALL);
		return true;
	}
	if (!parse_or(&p, out, e))
		return false;
	if (p.nodes > QUERY_NODES_MAX)
		return err_set(e, ERR_USAGE, "the query has more than %d parts", QUERY_NODES_MAX);
	return p.t.kind == TOKEN_END || wrong(&p, &p.t, "a bracket is not open", e);
}
