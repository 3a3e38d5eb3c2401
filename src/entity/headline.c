/* SPDX-License-Identifier: ISC */
/*
 * headline.c - names in lines set in capitals, where case tells nothing: what the text below calls
 * by name is meant above it too, and countries are known anyway.
 */
#include "entity_private.h"
#include "map.h"

#define PHRASE_MAX 4 /* words of the longest name looked for */

static bool
is_shouting(const struct doc *d, size_t i)
{
	return (d->tokens[i].flags & TOKEN_SHOUT) != 0;
}

/* Names of the running text by their lower case; a person by the surname too. */
static bool
gather(const struct doc *d, struct map *known)
{
	bool any = false;
	char room[96];

	for (size_t i = 0; i < d->tokens_count && !any; i++)
		any = is_shouting(d, i);
	for (size_t i = 0; any && i < d->spans_count; i++) {
		struct span s = d->spans[i];
		struct str key = doc_phrase(d, s.first, s.last, room, sizeof(room));

		if (is_shouting(d, s.first) || s.kind == ENTITY_DEMONYM)
			continue;
		if (key.p != NULL)
			*map_put(known, key, NULL) = (uint32_t)s.kind;
		if (s.kind == ENTITY_PERSON && s.last > s.first)
			*map_put(known, doc_word(d, s.last)->lower, NULL) = ENTITY_PERSON;
	}
	return any;
}

static bool
is_country(const struct doc *d, struct str key, const struct word *w)
{
	struct place_hit hit;

	return key.len > 3 && !(w->class & WORD_STOP) && place_find(d->model, key, &hit) &&
	       hit.bits & LIST_COUNTRY && !(hit.bits & (LIST_FIRST | LIST_LAST));
}

/* Longest known name at i; gives its last token. */
static bool
find_known(const struct doc *d, const struct map *known, size_t i, size_t *last,
        enum entity_kind *kind)
{
	char room[96];

	for (size_t n = PHRASE_MAX; n > 0; n--) {
		const struct word *w = doc_word(d, i);
		const uint32_t *found;
		struct str key;

		*last = i + n - 1;
		if (*last >= d->tokens_count || !is_shouting(d, *last))
			continue;
		key = doc_phrase(d, i, *last, room, sizeof(room));
		if (key.p == NULL)
			continue;
		found = map_get(known, key);
		if (found != NULL && (n > 1 || d->words[w->lower_id].seen_lower == 0)) {
			*kind = (enum entity_kind) * found;
			return true;
		}
		if (is_country(d, key, w)) {
			*kind = ENTITY_PLACE;
			return true;
		}
	}
	return false;
}

void
headline_names(struct doc *d)
{
	struct map known = { .arena = d->arena };
	struct span *old = d->spans;
	size_t count = d->spans_count, s = 0, last;

	if (!gather(d, &known))
		return;
	d->spans = NULL;
	d->spans_count = d->spans_cap = 0;
	for (size_t i = 0; i < d->tokens_count; i++) {
		enum entity_kind kind;

		if (is_shouting(d, i) && d->tokens[i].kind == TOKEN_WORD &&
		        find_known(d, &known, i, &last, &kind)) {
			doc_add_span(d, i, last, kind);
			i = last;
		} else if (s < count && old[s].first == i) {
			doc_add_span(d, old[s].first, old[s].last, old[s].kind);
			i = old[s].last;
		}
		while (s < count && old[s].first <= i)
			s++;
	}
}
