/* SPDX-License-Identifier: ISC */
/*
 * rules.c - names without a model: runs of capitalised words, judged by lists (countries, places,
 * known organisations), by words inside them ("Ministry", "Inc."), and by their neighbours (titles,
 * verbs of saying, prepositions of place).  What stays unclear is left out.
 */
#include "entity_private.h"

#define PHRASE_MAX 6 /* words of the longest list entry looked for */

static bool
has_class(const struct doc *d, size_t i, unsigned class)
{
	return i < d->tokens_count && (doc_word(d, i)->class & class) != 0;
}

static bool
same_sentence(const struct doc *d, size_t i)
{
	return i < d->tokens_count && !(d->tokens[i].flags & TOKEN_SENTENCE);
}

/* A capital at the head of a sentence proves nothing: then the word must be known not to be an
 * ordinary one. */
static bool
is_ordinary(const struct doc *d, size_t i)
{
	const struct word *w = doc_word(d, i);

	if (w->class & (WORD_STOP | WORD_CALENDAR))
		return w->shape != SHAPE_UPPER || w->text.len > 3;
	if (!(d->tokens[i].flags & (TOKEN_SENTENCE | TOKEN_SHOUT)))
		return false;
	w = &d->words[w->lower_id];
	return w->seen_lower > 0 && w->seen_inside == 0;
}

static bool
is_name_word(const struct doc *d, size_t i)
{
	return i < d->tokens_count && doc_is_capital(d, i) && !is_ordinary(d, i);
}

/* Where nouns have capitals, "Löhne" is wages, and not the small town. */
#define WELL_KNOWN (LIST_COUNTRY | LIST_DEMONYM | LIST_CAPITAL | LIST_BIG)

/* Longest entry of the lists at i; gives its last token. */
static bool
find_listed(const struct doc *d, size_t i, size_t *last, enum entity_kind *kind)
{
	char room[96];

	for (size_t n = PHRASE_MAX; n > 0; n--) {
		struct place_hit hit;
		struct str key;
		size_t end = i + n - 1;
		bool inside = true;

		if (end >= d->tokens_count || !doc_is_capital(d, end))
			continue;
		for (size_t k = i + 1; k <= end; k++)
			inside = inside && same_sentence(d, k);
		key = inside ? doc_phrase(d, i, end, room, sizeof(room)) : STR_NONE;
		if (key.p == NULL)
			continue;
		*last = end;
		if (org_name(key) != NULL &&
		        (n > 1 || doc_word(d, i)->shape != SHAPE_CAPITAL || key.len > 3)) {
			*kind = ENTITY_ORGANISATION;
			return true;
		}
		if (place_find(d->model, key, &hit) && (hit.bits & (LIST_PLACE | LIST_DEMONYM)) &&
		        !(d->nouns && !(hit.bits & WELL_KNOWN))) {
			*kind = hit.bits & LIST_DEMONYM && !(hit.bits & LIST_COUNTRY)
			                ? ENTITY_DEMONYM
			                : ENTITY_PLACE;
			return true;
		}
		if (n == 1 && (str_eq(doc_word(d, i)->text, STR("US")) ||
		                      str_eq(doc_word(d, i)->text, STR("USA")))) {
			*kind = ENTITY_PLACE;
			return true;
		}
	}
	return false;
}

/* Where the run of name words from i ends (exclusive); particles and "of" inside belong to it. */
static size_t
run_end(const struct doc *d, size_t i)
{
	size_t end = i + 1;

	while (end < d->tokens_count && same_sentence(d, end)) {
		size_t next = end + 1;

		if (is_name_word(d, end)) {
			end++;
			continue;
		}
		if (has_class(d, end, WORD_PARTICLE) && same_sentence(d, next) &&
		        is_name_word(d, next)) {
			end = next + 1;
			continue;
		}
		if (str_eq(doc_word(d, end)->lower, STR("of")) && same_sentence(d, next)) {
			if (str_eq(doc_word(d, next)->lower, STR("the")))
				next++;
			if (has_class(d, end - 1, WORD_ORG | WORD_ORG_HEAD) &&
			        next < d->tokens_count && same_sentence(d, next) &&
			        is_name_word(d, next)) {
				end = next + 1;
				continue;
			}
		}
		break;
	}
	return end;
}

static bool
any_class(const struct doc *d, size_t i, size_t end, unsigned class)
{
	for (; i < end; i++)
		if (has_class(d, i, class))
			return true;
	return false;
}

/* What a run of unlisted name words is; ENTITY_KINDS when unclear. */
static enum entity_kind
judge(const struct doc *d, size_t i, size_t end)
{
	size_t n = end - i;
	bool titled = i > 0 && !(d->tokens[i].flags & TOKEN_SENTENCE) &&
	              has_class(d, i - 1, WORD_TITLE | WORD_ROLE);
	const struct word *first = doc_word(d, i), *last = doc_word(d, end - 1);

	if (n > 1 && (last->class & WORD_ORG || any_class(d, i, end, WORD_ORG_HEAD)))
		return ENTITY_ORGANISATION;
	if (n > 1 && last->class & WORD_SITE)
		return ENTITY_PLACE;
	if (d->nouns && !(first->list & LIST_FIRST && n > 1))
		return n == 1 && first->shape == SHAPE_UPPER && first->text.len < 7
		               ? ENTITY_ORGANISATION
		               : ENTITY_KINDS;
	if (titled)
		return ENTITY_PERSON;
	if (end < d->tokens_count && has_class(d, end, WORD_SITE) && same_sentence(d, end))
		return ENTITY_PLACE;
	if (first->list & LIST_FIRST && n > 1 && n < 5)
		return ENTITY_PERSON;
	if (has_class(d, end, WORD_SPEECH) && n < 4 && first->shape == SHAPE_CAPITAL &&
	        same_sentence(d, end))
		return ENTITY_PERSON;
	if (n == 1 && first->shape == SHAPE_UPPER && first->text.len < 7 &&
	        !(d->tokens[i].flags & TOKEN_SHOUT))
		return ENTITY_ORGANISATION;
	if (n > 1 && n < 4 && first->shape != SHAPE_UPPER &&
	        !any_class(d, i, end, WORD_ROLE | WORD_ROLE_ADJ | WORD_SITE))
		return ENTITY_PERSON;
	return ENTITY_KINDS;
}

/* Leading titles and roles are no part of a name: "President Biden". */
static size_t
skip_titles(const struct doc *d, size_t i, size_t end)
{
	size_t at = i;

	while (at < end && has_class(d, at, WORD_TITLE | WORD_ROLE | WORD_ROLE_ADJ))
		at++;
	while (at > i && at < end && has_class(d, at, WORD_PARTICLE | WORD_STOP))
		at++;
	/* "Secretary of State": the word after "of" belongs to the role. */
	return at;
}

static size_t
take_run(struct doc *d, size_t i)
{
	size_t end = run_end(d, i), from = i, last;
	enum entity_kind kind;

	if (end - i > 1 && any_class(d, i, end, WORD_ORG | WORD_ORG_HEAD) &&
	        judge(d, i, end) == ENTITY_ORGANISATION) {
		doc_add_span(d, i, end - 1, ENTITY_ORGANISATION);
		return end;
	}
	from = skip_titles(d, i, end);
	if (from >= end)
		return end;
	if (from > i && find_listed(d, from, &last, &kind) && last + 1 == end &&
	        kind == ENTITY_PLACE)
		return from;
	kind = judge(d, from, end);
	if (kind != ENTITY_KINDS)
		doc_add_span(d, from, end - 1, kind);
	return end;
}

/* Names found once are found again where only their last word stands. */
static void
add_short_forms(struct doc *d)
{
	size_t count = d->spans_count, s = 0;
	struct span *old = d->spans;
	uint8_t *surname = arena_array(d->arena, d->words_count + 1, 1);

	for (size_t i = 0; i < count; i++)
		if (old[i].kind == ENTITY_PERSON)
			surname[d->tokens[old[i].last].word] = 1;
	d->spans = NULL;
	d->spans_count = d->spans_cap = 0;
	for (size_t i = 0; i < d->tokens_count; i++) {
		if (s < count && old[s].first == i) {
			doc_add_span(d, old[s].first, old[s].last, old[s].kind);
			i = old[s].last;
			s++;
		} else if (surname[d->tokens[i].word] && is_name_word(d, i)) {
			doc_add_span(d, i, i, ENTITY_PERSON);
		}
	}
}

/* German writes every noun large: a capital proves nothing there. */
static bool
has_large_nouns(const struct doc *d)
{
	size_t words = 0, large = 0;

	for (size_t i = 0; i < d->tokens_count; i++)
		if (d->tokens[i].kind == TOKEN_WORD && !(d->tokens[i].flags & TOKEN_SENTENCE)) {
			words++;
			large += doc_word(d, i)->shape == SHAPE_CAPITAL;
		}
	return !d->english && large * 100 > words * 22;
}

void
rules_tag(struct doc *d)
{
	d->nouns = has_large_nouns(d);
	for (size_t i = 0; i < d->tokens_count;) {
		enum entity_kind kind;
		size_t last;

		if (!doc_is_capital(d, i) ||
		        (is_ordinary(d, i) && !find_listed(d, i, &last, &kind))) {
			i++;
		} else if (find_listed(d, i, &last, &kind) &&
		           (kind == ENTITY_DEMONYM || last + 1 == run_end(d, i) || last > i ||
		                   kind == ENTITY_PLACE)) {
			if (kind != ENTITY_DEMONYM)
				doc_add_span(d, i, last, kind);
			i = last + 1;
		} else {
			i = take_run(d, i);
		}
	}
	add_short_forms(d);
}
