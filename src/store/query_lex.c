/* SPDX-License-Identifier: ISC */
/*
 * query_lex.c - the text of a query to tokens.  Both grammars share strings, brackets and words;
 * newsboat's has comparison operators and lower-case `and` and `or`, ours has fields, regular
 * expressions, a leading minus and NEAR.
 */
#include "query.h"

#include <stdio.h>

#define NEAR_WORDS 10 /* between two texts, when not said */

bool
query_error(struct err *e, struct str text, size_t at, const char *fmt, ...)
{
	char words[256];
	va_list args;
	struct str rest = str_sub(text, at, text.len);

	va_start(args, fmt);
	vsnprintf(words, sizeof(words), fmt, args);
	va_end(args);
	if (rest.len == 0)
		return err_set(e, ERR_USAGE, "%s at the end of the query", words);
	return err_set(e, ERR_USAGE, "%s at character %zu of the query: \"" STR_FMT "\"", words,
	        at + 1, STR_ARG(str_sub(rest, 0, 40)));
}

size_t
store_query_error_at(const struct err *e, struct str text)
{
	struct str said = str_of(e->text), mark = STR(" at character ");
	ptrdiff_t at = str_find(said, mark);
	int64_t number;

	if (at < 0)
		return text.len;
	said = str_sub(said, (size_t)at + mark.len, said.len);
	if (!str_to_i64(str_split(&said, ' '), &number) || number < 1 ||
	        (uint64_t)number > text.len)
		return text.len;
	return (size_t)number - 1;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* A quoted text; a backslash takes the next character as it is. */
static bool
quoted(struct lexer *l, char end, struct str *out, struct err *e)
{
	size_t start = l->at++, len = 0;
	char *p = arena_alloc(l->a, l->text.len - start + 1);

	while (l->at < l->text.len && l->text.p[l->at] != end) {
		bool escape = l->text.p[l->at] == '\\' && l->at + 1 < l->text.len;
		/* In a regular expression only the slash needs it; all else is its own business. */
		if (escape && end == '/' && l->text.p[l->at + 1] != '/')
			p[len++] = l->text.p[l->at];
		l->at += escape;
		p[len++] = l->text.p[l->at++];
	}
	if (l->at == l->text.len)
		return query_error(e, l->text, start, "no closing %c", end);
	l->at++;
	*out = (struct str){ p, len };
	return true;
}

static const char *const operators[] = { "==", "=~", "!~", "!=", "!#", "<=", ">=", "=", "<", ">",
	"#" };

static bool
take_operator(struct lexer *l, struct token *out)
{
	struct str rest = str_sub(l->text, l->at, l->text.len);

	for (size_t i = 0; l->filter && i < COUNT(operators); i++)
		if (str_starts(rest, str_of(operators[i]))) {
			out->kind = TOKEN_COMPARE;
			out->text = str_of(operators[i]);
			l->at += out->text.len;
			return true;
		}
	return false;
}

static bool
ends_word(const struct lexer *l, char c)
{
	if (is_blank(c) || c == '(' || c == ')' || c == '"')
		return true;
	return l->filter && (c == '=' || c == '!' || c == '<' || c == '>' || c == '#' || c == '~');
}

static bool
is_field_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* "name:" with something right behind it. */
static bool
take_field(struct lexer *l, struct token *out)
{
	size_t end = l->at;

	while (end < l->text.len && is_field_letter(l->text.p[end]))
		end++;
	if (l->filter || end == l->at || end >= l->text.len || l->text.p[end] != ':' ||
	        str_starts(str_sub(l->text, end, l->text.len), STR("://")))
		return false;
	out->kind = TOKEN_FIELD;
	out->text = str_sub(l->text, l->at, end);
	l->at = end + 1;
	return true;
}

static const struct {
	const char *word;
	enum token_kind kind;
	bool lower; /* also in lower case, newsboat's grammar */
} keywords[] = {
	{ "AND", TOKEN_AND, true },
	{ "OR", TOKEN_OR, true },
	{ "NOT", TOKEN_NOT, true },
	{ "NEAR", TOKEN_NEAR, false },
};

static void
find_keyword(const struct lexer *l, struct token *t)
{
	struct str distance = t->text, word = str_split(&distance, '/');
	int64_t n = NEAR_WORDS;

	for (size_t i = 0; i < COUNT(keywords); i++)
		if (str_eq(t->text, str_of(keywords[i].word)) ||
		        (l->filter && keywords[i].lower &&
		                str_eq_nocase(t->text, str_of(keywords[i].word))))
			t->kind = keywords[i].kind;
	if (!l->filter && str_eq(word, STR("NEAR")) &&
	        (distance.p == NULL || (str_to_i64(distance, &n) && n >= 0 && n <= 1000))) {
		t->kind = TOKEN_NEAR;
		t->number = n;
	}
}

static void
take_word(struct lexer *l, struct token *out)
{
	size_t start = l->at;

	while (l->at < l->text.len && !ends_word(l, l->text.p[l->at]))
		l->at++;
	if (l->at == start)
		l->at++;
	out->kind = TOKEN_WORD;
	out->text = str_sub(l->text, start, l->at);
	if (!l->filter && out->text.len > 1 && str_ends(out->text, STR("*"))) {
		out->prefix = true;
		out->text.len--;
	}
	find_keyword(l, out);
}

bool
lexer_next(struct lexer *l, struct token *out, struct err *e)
{
	char c;

	while (l->at < l->text.len && is_blank(l->text.p[l->at]))
		l->at++;
	*out = (struct token){ .kind = TOKEN_END, .at = l->at };
	if (l->at == l->text.len)
		return true;
	c = l->text.p[l->at];
	if (c == '(' || c == ')') {
		out->kind = c == '(' ? TOKEN_OPEN : TOKEN_CLOSE;
		l->at++;
		return true;
	}
	if (c == '"') {
		out->kind = TOKEN_STRING;
		if (!quoted(l, '"', &out->text, e))
			return false;
		out->prefix = !l->filter && l->at < l->text.len && l->text.p[l->at] == '*';
		l->at += out->prefix;
		return true;
	}
	if (take_operator(l, out))
		return true;
	if (!l->filter && c == '/') {
		out->kind = TOKEN_REGEX;
		return quoted(l, '/', &out->text, e);
	}
	if (!l->filter && (c == '-' || c == '!') && l->at + 1 < l->text.len &&
	        !is_blank(l->text.p[l->at + 1])) {
		out->kind = TOKEN_NOT;
		l->at++;
		return true;
	}
	if (!take_field(l, out))
		take_word(l, out);
	return true;
}
