/* SPDX-License-Identifier: ISC */
/*
 * origin.c - where a report comes from: the line "KAMPALA, Uganda (AP) -" or "KAMPALA 1998-03-04".
 * What stands there is a place whatever else its name may be, and what is in the brackets, an
 * agency.
 */
#include "entity_private.h"

#define PARTS_MAX 3  /* town, region, country */
#define PART_WORDS 4 /* words of the longest name of a place here */

struct origin {
	struct span part[PARTS_MAX + 1]; /* places, then the agency */
	size_t count, end;               /* end: first token behind it all */
};

static bool
in_line(const struct doc *d, size_t i)
{
	return i < d->tokens_count && !(d->tokens[i].flags & TOKEN_LINE);
}

static bool
is_text(const struct doc *d, size_t i, const char *text)
{
	return in_line(d, i) && str_eq(doc_word(d, i)->text, str_of(text));
}

/* 1998-03-04 */
static bool
is_iso_date(const struct doc *d, size_t i)
{
	struct str w = in_line(d, i) ? doc_word(d, i)->text : STR_NONE;

	return w.len == 10 && w.p[4] == '-' && w.p[7] == '-' && w.p[0] >= '1' && w.p[0] <= '2';
}

static size_t
place_end(const struct doc *d, size_t i)
{
	size_t end = i;

	while (end < d->tokens_count && (end == i || in_line(d, end)) && end - i < PART_WORDS &&
	        doc_is_capital(d, end) && !(doc_word(d, end)->class & WORD_CALENDAR))
		end++;
	return end;
}

/* ", Aug 12", "Tuesday": the day may stand before the agency. */
static size_t
skip_day(const struct doc *d, size_t i)
{
	size_t at = is_text(d, i, ",") ? i + 1 : i;

	if (!in_line(d, at) || !(doc_word(d, at)->class & WORD_CALENDAR))
		return i;
	at++;
	while (in_line(d, at) && (d->tokens[at].kind == TOKEN_NUMBER || is_text(d, at, ".")))
		at++;
	return at;
}

static bool
is_dash(const struct doc *d, size_t i)
{
	static const char *const dashes[] = { "-", "--", "_", "\xe2\x80\x93", "\xe2\x80\x94" };

	for (size_t k = 0; k < COUNT(dashes); k++)
		if (is_text(d, i, dashes[k]))
			return true;
	return false;
}

/* "(Reuters) -" */
static bool
take_agency(const struct doc *d, size_t i, struct origin *o)
{
	size_t end = i + 1;

	if (!is_text(d, i, "("))
		return false;
	while (in_line(d, end) && end - i <= PART_WORDS && doc_is_capital(d, end))
		end++;
	if (end == i + 1 || !is_text(d, end, ")") || !is_dash(d, end + 1))
		return false;
	o->part[o->count++] =
	        (struct span){ (uint32_t)i + 1, (uint32_t)end - 1, ENTITY_ORGANISATION };
	o->end = end + 2;
	return true;
}

/* "MOSCOW -", "Norway:", without an agency: only what the lists know. */
static bool
is_known_origin(const struct doc *d, const struct origin *o, size_t end)
{
	char room[96];
	struct place_hit hit;
	struct span s = o->part[o->count - 1];
	struct str key = doc_phrase(d, s.first, s.last, room, sizeof(room));

	if (!(is_dash(d, end) || is_text(d, end, ":")) || key.p == NULL ||
	        !place_find(d->model, key, &hit))
		return false;
	return (hit.bits & (LIST_COUNTRY | LIST_CAPITAL)) != 0 ||
	       (doc_word(d, s.first)->shape == SHAPE_UPPER && hit.bits & LIST_PLACE);
}

static bool
read_origin(const struct doc *d, size_t i, struct origin *o)
{
	size_t end = place_end(d, i);

	o->count = 0;
	while (end > i) {
		o->part[o->count++] = (struct span){ (uint32_t)i, (uint32_t)end - 1, ENTITY_PLACE };
		o->end = end;
		if (is_iso_date(d, end))
			return !in_line(d, end + 1);
		if (take_agency(d, skip_day(d, end), o) || is_known_origin(d, o, end))
			return true;
		if (o->count == PARTS_MAX || !is_text(d, end, ","))
			return false;
		i = end + 1;
		end = in_line(d, i) ? place_end(d, i) : i;
	}
	return false;
}

void
origin_spans(struct doc *d)
{
	struct span *old = d->spans;
	size_t count = d->spans_count, s = 0;
	struct origin o;

	d->spans = NULL;
	d->spans_count = d->spans_cap = 0;
	for (size_t i = 0; i < d->tokens_count; i++) {
		if (!(d->tokens[i].flags & TOKEN_LINE) || !read_origin(d, i, &o))
			continue;
		for (; s < count && old[s].last < i; s++)
			doc_add_span(d, old[s].first, old[s].last, old[s].kind);
		for (size_t k = 0; k < o.count; k++)
			doc_add_span(d, o.part[k].first, o.part[k].last, o.part[k].kind);
		while (s < count && old[s].first < o.end)
			s++;
	}
	for (; s < count; s++)
		doc_add_span(d, old[s].first, old[s].last, old[s].kind);
}
