/* SPDX-License-Identifier: ISC */
/*
 * sentence.c - the sentences of a text: a stop with what closes it, white space, and something that
 * starts a sentence.  Initials and short titles before a name do not end one.
 */
#include "story_private.h"

#include <string.h>

/* Abbreviations that are followed by a capital inside a sentence. */
static const char abbreviations[][8] = { "Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "Col", "Lt",
	"Capt", "Sgt", "Sen", "Rep", "Gov", "Rev", "St", "Sr", "Jr", "Hon", "Pres", "Adm", "Maj",
	"Cpl", "No", "vs", "cf", "Jan", "Feb", "Mar", "Apr", "Aug", "Sept", "Sep", "Oct", "Nov",
	"Dec", "Fig", "Mt", "Ft", "bzw", "Nr", "Hr", "Fr", "Mme", "Sra", "Art" };

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
is_alpha(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* Is the word before the stop at `at` an initial, "U.S" or a title? */
static bool
is_abbreviation(struct str s, size_t start, size_t at)
{
	size_t from = at;

	while (from > start && is_alpha(s.p[from - 1]))
		from--;
	if (at - from == 1 && is_upper(s.p[from]))
		return true;
	for (size_t i = 0; i < COUNT(abbreviations); i++)
		if (str_eq(str_sub(s, from, at), str_of(abbreviations[i])))
			return true;
	return false;
}

/* Bytes of a stop at `at`: full width ones need no space behind them. */
static size_t
stop_at(struct str s, size_t at, bool *wide)
{
	static const char wides[][4] = { "。", "！", "？", "।" };

	*wide = false;
	if (s.p[at] == '.' || s.p[at] == '!' || s.p[at] == '?')
		return 1;
	for (size_t i = 0; i < COUNT(wides); i++)
		if (str_starts(str_sub(s, at, s.len), str_of(wides[i]))) {
			*wide = true;
			return strlen(wides[i]);
		}
	return 0;
}

/* Past closing quotes and brackets. */
static size_t
skip_closing(struct str s, size_t at)
{
	static const char closing[][4] = { "\"", "'", ")", "]", "”", "’", "»", "」", "』" };

	for (size_t i = 0; at < s.len && i < COUNT(closing); i++)
		if (str_starts(str_sub(s, at, s.len), str_of(closing[i]))) {
			at += strlen(closing[i]);
			i = (size_t)-1;
		}
	return at;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* End of the sentence that starts at start, in [start, end). */
static size_t
sentence_end(struct str s, size_t start, size_t end)
{
	for (size_t at = start; at < end; at++) {
		bool wide, dot = s.p[at] == '.';
		size_t len = stop_at(s, at, &wide), next, after;

		if (len == 0)
			continue;
		if (dot && is_abbreviation(s, start, at))
			continue;
		after = skip_closing(s, at + len);
		for (next = after; next < end && is_blank(s.p[next]); next++)
			;
		if (wide || next >= end)
			return after < end ? after : end;
		if (next == after || (s.p[next] >= 'a' && s.p[next] <= 'z'))
			continue;
		return after;
	}
	return end;
}

size_t
sentence_list(struct arena *a, struct str text, struct text_span **out)
{
	struct text_span *list = NULL;
	size_t count = 0, cap = 0, at = 0;

	while (at < text.len) {
		const char *line_end = memchr(text.p + at, '\n', text.len - at);
		size_t end = line_end != NULL ? (size_t)(line_end - text.p) : text.len;

		while (at < end) {
			size_t stop;

			if (is_blank(text.p[at])) {
				at++;
				continue;
			}
			stop = sentence_end(text, at, end);
			list = arena_grow(a, list, count, &cap, sizeof(*list));
			list[count] = (struct text_span){ (uint32_t)at, (uint32_t)stop };
			while (list[count].end > at && is_blank(text.p[list[count].end - 1]))
				list[count].end--;
			count++;
			at = stop;
		}
		at = end + 1;
	}
	*out = list;
	return count;
}

struct str
sentence_body(struct str s)
{
	static const char dashes[][8] = { ") - ", ") -- ", ") – ", ") — ", " — ", " -- " };

	for (size_t i = 0; i < COUNT(dashes); i++) {
		ptrdiff_t at = str_find(str_sub(s, 0, 70), str_of(dashes[i]));

		if (at > 2 && s.p[0] >= 'A' && s.p[0] <= 'Z' && s.p[1] >= 'A' && s.p[1] <= 'Z')
			return str_sub(s, (size_t)at + strlen(dashes[i]), s.len);
	}
	return s;
}
