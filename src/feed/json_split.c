/* SPDX-License-Identifier: ISC */
/*
 * json_split.c - see json_split.h.  It counts brackets and knows strings; what lies between is left
 * to the JSON library, a piece at a time.
 */
#include "json_split.h"

#include <string.h>

void
json_split_init(struct json_split *s, struct str array,
        bool (*give)(void *user, bool member, struct str text), void *user)
{
	*s = (struct json_split){ .array = array, .give = give, .user = user };
	buf_init(&s->piece, JSON_VALUE_MAX);
}

void
json_split_free(struct json_split *s)
{
	buf_free(&s->piece);
}

static void
give(struct json_split *s)
{
	struct str text = str_trim(buf_str(&s->piece));

	if (text.len > 0 && !s->piece.full && !s->give(s->user, !s->in_array, text))
		s->done = true;
	buf_reset(&s->piece);
}

/* Whether the piece so far is the name of the array and a colon. */
static bool
names_array(const struct json_split *s)
{
	struct str text = str_trim(buf_str(&s->piece));

	if (text.len < 3 || text.p[text.len - 1] != ':' || text.p[0] != '"')
		return false;
	text = str_trim(str_sub(text, 0, text.len - 1));
	return text.len == s->array.len + 2 && str_eq(str_sub(text, 1, text.len - 1), s->array);
}

static void
open_bracket(struct json_split *s, char c)
{
	s->depth++;
	if (s->depth == 1) /* the document itself */
		return;
	if (s->depth == 2 && c == '[' && names_array(s)) {
		s->in_array = true;
		buf_reset(&s->piece);
		return;
	}
	buf_add_char(&s->piece, c);
}

static void
close_bracket(struct json_split *s, char c)
{
	int border = s->in_array ? 2 : 1;

	if (s->depth == border) {
		give(s);
		s->in_array = false;
		s->done |= s->depth == 1;
	} else {
		buf_add_char(&s->piece, c);
	}
	s->depth -= s->depth > 0;
}

static void
take(struct json_split *s, char c)
{
	switch (c) {
	case '"':
		s->in_string = true;
		buf_add_char(&s->piece, c);
		break;
	case '{':
	case '[': open_bracket(s, c); break;
	case '}':
	case ']': close_bracket(s, c); break;
	case ',':
		if (s->depth == (s->in_array ? 2 : 1))
			give(s);
		else
			buf_add_char(&s->piece, c);
		break;
	default: buf_add_char(&s->piece, c);
	}
}

/* Takes a run of a string; the bytes taken. */
static size_t
take_string(struct json_split *s, struct str text)
{
	size_t at = 0;

	if (s->escaped) {
		buf_add_char(&s->piece, text.p[0]);
		s->escaped = false;
		return 1;
	}
	while (at < text.len && text.p[at] != '"' && text.p[at] != '\\')
		at++;
	if (at < text.len) {
		s->escaped = text.p[at] == '\\';
		s->in_string = s->escaped;
		at++;
	}
	buf_add(&s->piece, text.p, at);
	return at;
}

void
json_split_push(struct json_split *s, struct str text, bool last)
{
	size_t at = 0;

	while (at < text.len && !s->done) {
		if (s->in_string)
			at += take_string(s, str_sub(text, at, text.len));
		else
			take(s, text.p[at++]);
	}
	if (last && !s->done && s->depth > 0)
		give(s);
}
