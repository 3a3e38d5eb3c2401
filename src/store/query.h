/* SPDX-License-Identifier: ISC */
/*
 * query.h - the query language between its files: text -> tokens (query_lex.c) -> tree
 * (query_parse.c, and query_filter.c for newsboat's expressions) -> SQL (query_compile.c).
 *
 *   words and "phrases", prefix*, a NEAR/5 b, /regular expression/, AND OR NOT - ( )
 *   title: author: feed: tag: person: place: org: link: site: flag: story: is:
 *   since: before: age: number:
 */
#ifndef QUERY_H
#define QUERY_H

#include "store_private.h"

#define QUERY_MAX 65536    /* bytes of a query */
#define QUERY_DEPTH_MAX 20 /* nested brackets: more would pass the stack of the parser of SQL */
#define QUERY_NODES_MAX 400

enum token_kind {
	TOKEN_END,
	TOKEN_WORD,   /* text without quotes */
	TOKEN_STRING, /* text with the quotes taken off */
	TOKEN_REGEX,  /* text between slashes */
	TOKEN_FIELD,  /* "title:" with text "title" */
	TOKEN_OPEN,
	TOKEN_CLOSE,
	TOKEN_AND,
	TOKEN_OR,
	TOKEN_NOT,
	TOKEN_NEAR,    /* number: words between at most */
	TOKEN_COMPARE, /* newsboat's operators; text is the operator */
};
struct token {
	enum token_kind kind;
	struct str text;
	size_t at;   /* byte of the query */
	bool prefix; /* a '*' behind it */
	int64_t number;
};
struct lexer {
	struct arena *a;
	struct str text;
	size_t at;
	bool filter; /* newsboat's grammar */
};
bool lexer_next(struct lexer *l, struct token *out, struct err *e);
/* Sets an error that points at byte `at` of the query; false. */
bool query_error(struct err *e, struct str text, size_t at, const char *fmt, ...) PRINTF_LIKE(4, 5);

enum query_kind {
	QUERY_ALL, /* nothing asked: every article */
	QUERY_AND,
	QUERY_OR,
	QUERY_NOT,
	QUERY_TEXT, /* terms in title, author or text */
	QUERY_NEAR, /* two texts at most `number` terms apart */
	QUERY_REGEX,
	QUERY_FEED,
	QUERY_TAG,
	QUERY_NAME, /* a person, place or organisation; number: the kind */
	QUERY_LINK,
	QUERY_SITE,
	QUERY_FLAG,
	QUERY_STORY,
	QUERY_IS,      /* number: index into query_states */
	QUERY_DATE,    /* date in [low, high) */
	QUERY_NUMBER,  /* a figure in [real_low, real_high] */
	QUERY_COMPARE, /* newsboat: attribute, operator, value */
};
enum query_field { FIELD_ANY, FIELD_TITLE, FIELD_AUTHOR };
struct query_node {
	enum query_kind kind;
	enum query_field field;
	struct query_node *left, *right;
	struct str text; /* as asked; TEXT: terms */
	bool prefix;
	int64_t number, low, high;
	double real_low, real_high;
	const char *attribute; /* COMPARE: SQL expression of it */
	const char *op;
};
/* now: for ages and words like "yesterday". */
bool query_parse(
        struct arena *a, struct str text, int64_t now, struct query_node **out, struct err *e);
bool filter_parse(
        struct arena *a, struct str text, int64_t now, struct query_node **out, struct err *e);
bool filter_looks_like(struct str text);

struct query_state {
	const char *name, *sql; /* "unread", "a.unread = 1" */
};
extern const struct query_state query_states[];
size_t query_states_count(void);

/* ---- query_date.c ---- */
/* "2024", "2024-03", "2024-03-22", "today", "yesterday", "3d": [*low, *high) of Unix seconds, UTC.
 */
bool query_date(struct str text, int64_t now, int64_t *low, int64_t *high);
/* "3", "3d", "12h", "2w", "6m", "1y" in seconds; a bare number is days. */
bool query_age(struct str text, int64_t *seconds);

/* ---- query_compile.c ---- */
/* Adds the condition on article `a`; it goes into brackets. */
bool query_compile(struct store *s, struct sql *q, const struct query_node *n, struct err *e);
/* The index's expression for a tree of words; *exact: what it gives needs no further look.
 * STR_NONE for every other tree. */
struct str query_match(struct arena *a, const struct query_node *n, bool *exact);
/* Adds the condition that the index, or the look at what waits for it, gives article `a`. */
bool query_add_words(struct store *s, struct sql *q, const struct query_node *n, struct err *e);

/* ---- query_eval.c ---- */
/* Whether a tree of texts holds for terms of title, author and text. */
bool query_eval_text(
        const struct query_node *n, struct str title, struct str author, struct str text);

/* ---- plan.c ---- */
/* A query, taken apart for the database. */
struct plan {
	const struct store_query *query;
	struct query_node *match;  /* what the index of words answers; NULL = nothing */
	struct query_node *verify; /* phrases to be looked for in what it gives; NULL = none */
	struct query_node *rest;   /* what is no text; NULL = nothing */
	int allowed;               /* bits of `gone` that do not keep an article out */
	enum { FROM_LIST, FROM_WORDS, FROM_WAITING } source; /* what is walked for the rows */
	struct str waiting; /* articles outside the index that match, as JSON */
	bool led;           /* folded by the flags that are kept of leading articles */
	bool all;           /* everything is wanted, not a window */
	enum { TITLES_ANY, TITLES_ONLY, TITLES_NOT } titles; /* whether these have the words */
};
bool plan_make(struct store *s, struct arena *a, const struct store_query *query, struct plan *p,
        struct err *e);
bool plan_add_body(
        struct store *s, struct sql *q, const struct plan *p, struct err *e); /* from, where */
bool plan_add_select(
        struct store *s, struct sql *q, const struct plan *p, struct err *e); /* of ids */

bool plan_walks_words(const struct plan *p);

/* ---- query_name.c ---- */
bool query_add_name(struct store *s, struct sql *q, const struct query_node *n, struct err *e);

/* ---- snippet.c ---- */
/* About 160 bytes of text around byte `match`, with an ellipsis where it does not start there. */
struct str snippet_cut(struct arena *a, struct str text, size_t match);
bool snippet_fill(struct store *s, struct arena *a, const struct store_query *q,
        struct store_item *items, size_t count, struct err *e);

/* ---- count.c ---- */
bool count_is_kept(const struct store_query *q); /* its count is known without counting */

#endif
