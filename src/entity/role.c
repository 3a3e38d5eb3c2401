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

	if (is_possessive(d, i))
		return true;
	if (d->tokens[i].kind == TOKEN_PUNCT)
		return is_word(d, i, "-");
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

/* The person whose name token i belongs to, or NULL. */
static const struct span *
person_at(const struct doc *d, size_t i)
{
	size_t low = 0, high = d->spans_count;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (d->spans[mid].last < i)
			low = mid + 1;
		else
			high = mid;
	}
	if (low >= d->spans_count || d->spans[low].first > i || d->spans[low].kind != ENTITY_PERSON)
		return NULL;
	return &d->spans[low];
}

/* Where a role that ends before token `end` begins; `end` when there is none. */
static size_t
role_start(const struct doc *d, size_t end)
{
	size_t at = end, start = end;

	while (at > 0 && end - at < ROLE_TOKENS && !(d->tokens[at].flags & TOKEN_SENTENCE)) {
		size_t i = at - 1;
		const struct span *other = person_at(d, i);

		if (other != NULL) {
			/* "Kim's sister" tells of her, "Kim and minister Lund" does not. */
			if (at < end && is_possessive(d, at))
				start = other->first;
			break;
		}
		if (fits(d, i))
			start = i;
		else if (!links(d, i) || i == 0 || d->tokens[i].flags & TOKEN_SENTENCE || at == end)
			break;
		at = i;
	}
	while (start < end && (d->tokens[start].kind == TOKEN_PUNCT || is_possessive(d, start) ||
	                              is_form_of_address(d, start)))
		start++;
	return has_head(d, start, end) ? start : end;
}

/* Where "mayor of Varda" ends its head, when that stands before token `end`; else `end`. */
static size_t
head_end(const struct doc *d, size_t end)
{
	size_t at = end;

	while (at > 1 && end - at < ROLE_TOKENS && !(d->tokens[at - 1].flags & TOKEN_SENTENCE)) {
		const struct word *w = doc_word(d, at - 1);

		if (is_word(d, at - 1, "of") && at < end)
			return doc_word(d, at - 2)->class & WORD_ROLE ? at - 1 : end;
		if (!is_upper(w) && !is_word(d, at - 1, "the"))
			break;
		at--;
	}
	return end;
}

/* "the group's leader, NAME" and "the mayor of Varda, NAME": a role set off by a comma. */
static struct str
role_set_off(const struct doc *d, size_t first)
{
	static const char *const owners[] = { "its", "his", "her", "their", "the" };
	size_t end = first > 1 ? first - 1 : 0, head, start;

	if (end == 0 || d->tokens[first].flags & TOKEN_SENTENCE || !is_word(d, end, ",") ||
	        d->tokens[end].flags & TOKEN_SENTENCE)
		return STR_NONE;
	head = head_end(d, end);
	if (!(doc_word(d, head - 1)->class & WORD_ROLE))
		return STR_NONE;
	start = role_start(d, head);
	/* It has to belong to somebody: else it is one of a row ("teacher, farmer, Mara Lund"). */
	for (size_t i = start; i < end; i++)
		if (is_possessive(d, i) || is_word(d, i, "of"))
			return cut(d, start, end);
	for (size_t k = 0; start > 0 && k < COUNT(owners); k++)
		if (is_word(d, start - 1, owners[k]))
			return cut(d, start, end);
	return STR_NONE;
}

struct str
role_before(const struct doc *d, size_t first)
{
	size_t start = role_start(d, first);

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
	return has_head(d, start, first) ? cut(d, start, first) : role_set_off(d, first);
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
