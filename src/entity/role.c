/* SPDX-License-Identifier: ISC */
/*
 * role.c - who a person is: the title before the name ("US Secretary of State Antony Blinken") and
 * the apposition beside it ("Mara Quist, the group's leader,").
 */
#include "entity_private.h"

#include <string.h>

#define ROLE_TOKENS 9 /* tokens of the longest role */

static bool
is_word(const struct doc *d, size_t i, const char *text)
{
	return str_eq(doc_word(d, i)->lower, str_of(text));
}

static bool
is_possessive(const struct doc *d, size_t i)
{
	return is_word(d, i, "'s") || is_word(d, i, "'");
}

static bool
is_upper(const struct word *w)
{
	return w->shape == SHAPE_CAPITAL || w->shape == SHAPE_UPPER || w->shape == SHAPE_MIXED;
}

/* May token i stand inside a role?  `of`, `for` and `and` may, between two that do. */
static bool
fits(const struct doc *d, size_t i)
{
	const struct word *w = doc_word(d, i);

	if (d->tokens[i].kind == TOKEN_PUNCT)
		return is_possessive(d, i) || is_word(d, i, "-");
	if (w->class & (WORD_ROLE | WORD_ROLE_ADJ))
		return true;
	return is_upper(w) &&
	       (w->shape == SHAPE_UPPER || !(w->class & (WORD_STOP | WORD_CALENDAR)));
}

static bool
links(const struct doc *d, size_t i)
{
	return is_word(d, i, "of") || is_word(d, i, "for") || is_word(d, i, "and") ||
	       is_word(d, i, "the");
}

static bool
has_head(const struct doc *d, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++)
		if (doc_word(d, i)->class & WORD_ROLE)
			return true;
	return false;
}

/* "Mr" alone says nothing worth showing. */
static bool
is_form_of_address(const struct doc *d, size_t i)
{
	static const char *const forms[] = { "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "sir",
		"dr", "dr." };

	for (size_t k = 0; k < COUNT(forms); k++)
		if (is_word(d, i, forms[k]))
			return true;
	return false;
}

static struct str
cut(const struct doc *d, size_t first, size_t end)
{
	return end > first ? str_sub(d->text, d->tokens[first].start, d->tokens[end - 1].end)
	                   : STR_NONE;
}

struct str
role_before(const struct doc *d, size_t first)
{
	size_t at = first, start = first;

	while (at > 0 && first - at < ROLE_TOKENS && !(d->tokens[at].flags & TOKEN_SENTENCE)) {
		size_t i = at - 1;

		if (fits(d, i)) {
			start = i;
		} else if (!links(d, i) || i == 0 || d->tokens[i].flags & TOKEN_SENTENCE ||
		           i + 1 == first) {
			break;
		}
		at = i;
	}
	while (start < first && (is_possessive(d, start) || is_form_of_address(d, start)))
		start++;
	/* Beginning at the last name before the head would be another name: "Smith and minister X".
	 */
	while (start < first && has_head(d, start, first)) {
		size_t i = start;

		while (i < first && !is_word(d, i, "and"))
			i++;
		if (i >= first || !has_head(d, i, first) || has_head(d, start, i))
			break;
		start = i + 1;
	}
	return has_head(d, start, first) ? cut(d, start, first) : STR_NONE;
}

static bool
ends_phrase(const struct doc *d, size_t i)
{
	struct str w = doc_word(d, i)->text;

	return d->tokens[i].flags & TOKEN_SENTENCE ||
	       (d->tokens[i].kind == TOKEN_PUNCT && !is_possessive(d, i) && !is_word(d, i, "-") &&
	               w.p[0] != '/');
}

static bool
is_comma(const struct doc *d, size_t i)
{
	return i < d->tokens_count && !(d->tokens[i].flags & TOKEN_SENTENCE) && is_word(d, i, ",");
}

/* "NAME, [the] ROLE ...," up to the next comma or full stop. */
struct str
role_after(const struct doc *d, size_t last)
{
	size_t first = last + 2, end;

	if (!is_comma(d, last + 1) || first >= d->tokens_count)
		return STR_NONE;
	if (d->tokens[first].kind == TOKEN_NUMBER)
		return STR_NONE;
	for (end = first;
	        end < d->tokens_count && !ends_phrase(d, end) && end - first <= ROLE_TOKENS; end++)
		if (doc_word(d, end)->class & WORD_SPEECH || is_word(d, end, "who") ||
		        is_word(d, end, "which"))
			return STR_NONE;
	if (end == first || end - first > ROLE_TOKENS || !has_head(d, first, end))
		return STR_NONE;
	if (is_word(d, first, "and") || is_word(d, first, "but") || is_word(d, first, "said"))
		return STR_NONE;
	if (is_word(d, first, "a") || is_word(d, first, "an"))
		first++;
	if (is_word(d, first, "the") && !(end - first > 2 && (is_possessive(d, first + 2))))
		first++;
	return cut(d, first, end);
}
