/* SPDX-License-Identifier: ISC */
/*
 * merge_orgs.c - organisations: well-known ones by the built-in table, others by their initials
 * ("World Food Council" and WFC), by the acronym in brackets behind them, by name without its
 * legal form ("Acme Inc.").
 */
#include "merge.h"

#include <string.h>

static bool
is_legal_form(struct str w)
{
	static const char *const forms[] = { "inc", "inc.", "corp", "corp.", "ltd", "ltd.", "plc",
		"llc", "co", "co.", "company", "corporation", "group" };

	for (size_t i = 0; i < COUNT(forms); i++)
		if (str_eq(w, str_of(forms[i])))
			return true;
	return false;
}

/* Initials of a name of several words; an acronym inside gives all its letters. */
static struct str
initials(struct merge *m, struct span s)
{
	char room[32];
	size_t n = 0;

	for (size_t i = s.first; i <= s.last; i++) {
		const struct word *w = doc_word(m->doc, i);
		bool whole = w->shape == SHAPE_UPPER && s.last > s.first;

		if (w->shape != SHAPE_CAPITAL && w->shape != SHAPE_UPPER)
			continue;
		for (size_t k = 0; k < (whole ? w->lower.len : 1) && n < sizeof(room); k++)
			if (w->lower.p[k] != '.')
				room[n++] = w->lower.p[k];
	}
	return n > 1 && s.last > s.first ? arena_str(m->doc->arena, (struct str){ room, n })
	                                 : STR_NONE;
}

static struct str
plain_key(struct merge *m, struct span s)
{
	struct doc *d = m->doc;
	char room[256];
	struct str key, out;
	size_t n = 0;

	if (s.last > s.first && str_eq(doc_word(d, s.first)->lower, STR("the")))
		s.first++;
	while (s.last > s.first && is_legal_form(doc_word(d, s.last)->lower))
		s.last--;
	while (s.last > s.first && str_eq(doc_word(d, s.last)->text, STR(",")))
		s.last--;
	key = doc_phrase(d, s.first, s.last, room, sizeof(room));
	if (key.p == NULL)
		return char_lower(d->arena, doc_span_text(d, s));
	out = arena_str(d->arena, key);
	/* "U.N." and "UN" are one */
	if (s.first == s.last)
		for (size_t i = 0; i < out.len; i++)
			if (out.p[i] != '.' || out.len > 8)
				((char *)out.p)[n++] = out.p[i];
	out.len = n > 0 ? n : out.len;
	return out;
}

static void
take_known(struct merge *m, size_t i, const char *name)
{
	bool fresh;
	uint32_t e = merge_entity(
	        m, ENTITY_ORGANISATION, char_lower(m->doc->arena, str_of(name)), &fresh);

	if (fresh)
		m->list[e].name = str_of(name);
	m->of_span[i] = e;
}

static void
take_long(struct merge *m, size_t i)
{
	struct span s = m->doc->spans[i];
	bool fresh;
	uint32_t e = merge_entity(m, ENTITY_ORGANISATION, plain_key(m, s), &fresh);
	struct str letters = initials(m, s);

	m->of_span[i] = e;
	merge_take_name(m, e, s);
	if (fresh && letters.len > 0)
		*map_put(&m->forms, merge_key(m, ENTITY_ORGANISATION, letters), NULL) = e + 1;
}

/* The acronym in brackets right behind a name: "Front for Change (FpC)". */
static uint32_t
named_before(const struct merge *m, size_t i)
{
	const struct doc *d = m->doc;
	struct span s = d->spans[i];

	if (i == 0 || s.first != s.last || d->spans[i - 1].kind != ENTITY_ORGANISATION)
		return UINT32_MAX;
	if (d->spans[i - 1].last + 2 != s.first ||
	        !str_eq(doc_word(d, s.first - 1)->text, STR("(")))
		return UINT32_MAX;
	return m->of_span[i - 1];
}

static void
take_short(struct merge *m, size_t i)
{
	struct span s = m->doc->spans[i];
	struct str key = plain_key(m, s);
	uint32_t *found = map_get(&m->forms, merge_key(m, ENTITY_ORGANISATION, key));
	uint32_t before = named_before(m, i);
	bool fresh;

	if (before != UINT32_MAX) {
		*map_put(&m->forms, merge_key(m, ENTITY_ORGANISATION, key), NULL) = before + 1;
		m->of_span[i] = before;
		return;
	}
	if (found != NULL && doc_word(m->doc, s.first)->shape != SHAPE_CAPITAL) {
		m->of_span[i] = *found - 1;
		return;
	}
	m->of_span[i] = merge_entity(m, ENTITY_ORGANISATION, key, &fresh);
	merge_take_name(m, m->of_span[i], s);
}

void
merge_organisations(struct merge *m)
{
	struct doc *d = m->doc;
	char room[128];

	for (size_t i = 0; i < d->spans_count; i++) {
		struct span s = d->spans[i];
		struct str key;
		const char *name;

		if (s.kind != ENTITY_ORGANISATION)
			continue;
		key = doc_phrase(d, s.first, s.last, room, sizeof(room));
		name = key.p != NULL ? org_name(key) : NULL;
		if (name != NULL)
			take_known(m, i, name);
		else if (s.last > s.first)
			take_long(m, i);
	}
	for (size_t i = 0; i < d->spans_count; i++)
		if (d->spans[i].kind == ENTITY_ORGANISATION && m->of_span[i] == UINT32_MAX)
			take_short(m, i);
}
