/* SPDX-License-Identifier: ISC */
/*
 * merge.c - spans to mentions and entities: what is one thing gets one entry, with its count, its
 * fullest name, and the order of the sidebar.
 */
#include "merge.h"

#include <stdlib.h>
#include <string.h>

#include <dateline/text.h>

#define LONGEST_INITIALS 3 /* bytes of a word in capitals that keeps them */

struct str
merge_key(struct merge *m, enum entity_kind kind, struct str text)
{
	char *out = arena_alloc(m->doc->arena, text.len + 2);

	out[0] = (char)('0' + (int)kind);
	if (text.len > 0)
		memcpy(out + 1, text.p, text.len);
	return (struct str){ out, text.len + 1 };
}

uint32_t
merge_entity(struct merge *m, enum entity_kind kind, struct str key, bool *fresh)
{
	uint32_t *slot = map_put(&m->keys, merge_key(m, kind, key), fresh);

	if (!*fresh)
		return *slot;
	*slot = (uint32_t)m->count;
	m->list = arena_grow(m->doc->arena, m->list, m->count, &m->cap, sizeof(*m->list));
	m->words = arena_grow(m->doc->arena, m->words, m->count, &m->words_cap, sizeof(*m->words));
	m->words[m->count] = 0;
	m->list[m->count++] = (struct entity){
		.kind = kind, .key = arena_str(m->doc->arena, key), .first = UINT32_MAX
	};
	return *slot;
}

/* "PORT ANSEL", as it stands at the head of a report, is Port Ansel; "USA" stays. */
static bool
is_shouted(const struct doc *d, struct span s)
{
	bool is_long = false;

	for (size_t i = s.first; i <= s.last; i++) {
		const struct word *w = doc_word(d, i);

		if (w->shape != SHAPE_UPPER || w->lower.len != w->text.len)
			return false;
		is_long = is_long || w->text.len > LONGEST_INITIALS;
	}
	return is_long && (s.kind == ENTITY_PLACE || s.kind == ENTITY_DEMONYM);
}

struct str
merge_name(struct merge *m, struct span s)
{
	struct doc *d = m->doc;
	struct str raw = doc_span_text(d, s);
	char *out = arena_alloc(d->arena, raw.len + 1);
	bool shouted = is_shouted(d, s);
	size_t n = 0;

	for (size_t i = s.first; i <= s.last; i++) {
		const struct word *word = doc_word(d, i);
		struct str w = word->text;
		uint32_t cp;

		if (i > s.first && !(d->tokens[i].flags & TOKEN_GLUED))
			out[n++] = ' ';
		memcpy(out + n, shouted ? word->lower.p : w.p, w.len);
		if (shouted)
			memcpy(out + n, w.p, utf8_next(w, 0, &cp));
		n += w.len;
	}
	return (struct str){ out, n };
}

void
merge_take_name(struct merge *m, uint32_t entity, struct span s)
{
	uint32_t words = (s.last - s.first + 1) * 2;

	/* Of two as long, the one that is not set in capitals. */
	if (!(m->doc->tokens[s.first].flags & TOKEN_SHOUT))
		words++;
	if (words <= m->words[entity])
		return;
	m->words[entity] = words;
	m->list[entity].name = merge_name(m, s);
}

static void
count_mentions(struct merge *m, struct entities *out)
{
	struct doc *d = m->doc;

	out->mentions = arena_array(d->arena, d->spans_count + 1, sizeof(*out->mentions));
	for (size_t i = 0; i < d->spans_count; i++) {
		struct span s = d->spans[i];
		struct mention *x;
		struct entity *e;

		if (m->of_span[i] == UINT32_MAX)
			continue;
		x = &out->mentions[out->mentions_count];
		*x = (struct mention){ d->tokens[s.first].start, d->tokens[s.last].end, s.kind,
			m->of_span[i] };
		if (!char_on_border(d->text, x->start) || !char_on_border(d->text, x->end))
			continue;
		out->mentions_count++;
		e = &m->list[x->entity];
		e->count++;
		if (x->start < e->first)
			e->first = x->start;
	}
}

struct order {
	struct entity e;
	uint32_t old;
};

static int
by_weight(const void *pa, const void *pb)
{
	const struct entity *a = &((const struct order *)pa)->e,
	                    *b = &((const struct order *)pb)->e;

	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	return a->first < b->first ? -1 : a->first > b->first;
}

static void
sort(struct merge *m, struct entities *out)
{
	struct arena *a = m->doc->arena;
	struct order *order = arena_array(a, m->count + 1, sizeof(*order));
	uint32_t *place = arena_array(a, m->count + 1, sizeof(*place));
	size_t n = 0;

	for (size_t i = 0; i < m->count; i++)
		if (m->list[i].count > 0)
			order[n++] = (struct order){ m->list[i], (uint32_t)i };
	qsort(order, n, sizeof(*order), by_weight);
	out->list = arena_array(a, n + 1, sizeof(*out->list));
	out->count = n;
	for (size_t i = 0; i < n; i++) {
		out->list[i] = order[i].e;
		place[order[i].old] = (uint32_t)i;
	}
	for (size_t i = 0; i < out->mentions_count; i++)
		out->mentions[i].entity = place[out->mentions[i].entity];
}

void
entity_merge(struct doc *d, struct entities *out)
{
	struct merge m = {
		.doc = d, .keys = { .arena = d->arena }, .forms = { .arena = d->arena }
	};

	m.of_span = arena_array(d->arena, d->spans_count + 1, sizeof(*m.of_span));
	memset(m.of_span, 0xff, d->spans_count * sizeof(*m.of_span));
	merge_people(&m);
	merge_places(&m);
	merge_organisations(&m);
	count_mentions(&m, out);
	sort(&m, out);
}
