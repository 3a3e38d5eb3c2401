/* SPDX-License-Identifier: ISC */
/*
 * refine.c - what the whole document and the lists know better than the tagger: forms of address
 * are outside a name, peoples are no places, a surname once seen in full is a person again,
 * well-known acronyms are organisations, and one word is one kind of thing throughout.
 */
#include "entity_private.h"

#define UNCLEAR_VOTES 2 /* names of one kind before a word without one follows them */

struct votes {
	uint32_t of[ENTITY_KINDS];
	bool surname;
	bool located; /* stands behind "in", or ends the name of a place */
	bool acts;    /* has a title or a first name, or speaks */
};

static bool
is_capital(const struct word *w)
{
	return w->shape == SHAPE_CAPITAL || w->shape == SHAPE_UPPER || w->shape == SHAPE_MIXED;
}

/* "Secretary of State Mara Lund": the name begins behind the role. */
static bool
continues_role(const struct doc *d, size_t i)
{
	return i > 1 && !(d->tokens[i].flags & TOKEN_SENTENCE) &&
	       str_eq(doc_word(d, i - 1)->lower, STR("of")) &&
	       doc_word(d, i - 2)->class & WORD_ROLE;
}

/* Titles and roles before a name are outside it. */
static void
strip_role(const struct doc *d, struct span *s)
{
	bool role = continues_role(d, s->first);
	uint32_t first = s->first;

	if (s->kind != ENTITY_PERSON && !role)
		return;
	while (first < s->last &&
	        doc_word(d, first)->class & (WORD_TITLE | WORD_ROLE | WORD_ROLE_ADJ))
		first++;
	if (s->kind != ENTITY_PERSON &&
	        !(first > s->first && doc_word(d, first)->list & LIST_FIRST))
		return;
	s->first = first;
	s->kind = ENTITY_PERSON;
}

static const char *
known_org(const struct doc *d, struct span s)
{
	char room[96];
	struct str key = doc_phrase(d, s.first, s.last, room, sizeof(room));
	const struct word *w = doc_word(d, s.first);

	if (key.p == NULL || (s.first == s.last && w->shape == SHAPE_CAPITAL && key.len < 5))
		return NULL;
	if (s.first == s.last &&
	        (w->shape == SHAPE_LOWER || (d->tokens[s.first].flags & TOKEN_SHOUT)))
		return NULL;
	return org_name(key);
}

/* Punctuation at an edge is no part of a name; a point that ends an abbreviation is in its token.
 */
static bool
is_edge(const struct doc *d, size_t i)
{
	return d->tokens[i].kind == TOKEN_PUNCT || str_eq(doc_word(d, i)->lower, STR("'s"));
}

/* "Kerala state", "Interfax news agency": what is not written large behind a name is not in it. */
static void
strip_lower(const struct doc *d, struct span *s)
{
	if (s->kind == ENTITY_PERSON || !is_capital(doc_word(d, s->first)))
		return;
	while (s->last > s->first && doc_word(d, s->last)->shape == SHAPE_LOWER &&
	        d->tokens[s->last].kind == TOKEN_WORD)
		s->last--;
}

/* "US$", "HK$1.25" */
static bool
is_money(const struct doc *d, size_t i)
{
	struct str w = doc_word(d, i)->text;

	return str_chr(w, '$') >= 0 &&
	       (str_ends(w, STR("$")) || d->tokens[i].kind == TOKEN_NUMBER ||
	               (w.p[w.len - 1] >= '0' && w.p[w.len - 1] <= '9'));
}

/* "Israeli", "South African": a people, and no place of that name. */
static bool
is_people(const struct doc *d, struct span s)
{
	unsigned list = doc_word(d, s.first)->list;
	char room[96];
	struct place_hit hit;

	if (s.last > s.first)
		list = place_find(
		               d->model, doc_phrase(d, s.first, s.last, room, sizeof(room)), &hit)
		               ? hit.bits
		               : 0;
	return list & LIST_DEMONYM && !(list & LIST_PLACE);
}

/* Mends one span; false when nothing of it stays. */
static bool
mend(const struct doc *d, struct span *s)
{
	if (is_money(d, s->first) || is_money(d, s->last))
		return false;
	while (s->last > s->first && is_edge(d, s->last) &&
	        !(s->kind == ENTITY_ORGANISATION && str_eq(doc_word(d, s->last)->text, STR("!"))))
		s->last--;
	while (s->last > s->first && is_edge(d, s->first))
		s->first++;
	if (is_edge(d, s->first))
		return false;
	strip_role(d, s);
	strip_lower(d, s);
	if (s->kind != ENTITY_ORGANISATION && known_org(d, *s) != NULL)
		s->kind = ENTITY_ORGANISATION;
	return s->kind == ENTITY_PERSON || !is_people(d, *s);
}

/* How a word stands in the text, whatever the tagger took it for. */
static void
count_places(const struct doc *d, struct votes *v)
{
	for (size_t i = 1; i < d->tokens_count; i++) {
		const struct word *w = doc_word(d, i), *before = doc_word(d, i - 1);
		bool first = (d->tokens[i].flags & TOKEN_SENTENCE) != 0;

		if (w->shape != SHAPE_CAPITAL)
			continue;
		if (!first && str_eq(before->lower, STR("in")))
			v[w->lower_id].located = true;
		if (!first && (before->class & WORD_TITLE ||
		                      (before->list & LIST_FIRST && is_capital(before))))
			v[w->lower_id].acts = true;
		if (i + 1 < d->tokens_count && doc_word(d, i + 1)->class & WORD_SPEECH &&
		        !(d->tokens[i + 1].flags & TOKEN_SENTENCE))
			v[w->lower_id].acts = true;
	}
}

static void
count_votes(const struct doc *d, struct votes *v)
{
	for (size_t i = 0; i < d->spans_count; i++) {
		struct span s = d->spans[i];
		const struct word *last = doc_word(d, s.last);

		if (s.first == s.last)
			v[last->lower_id].of[s.kind]++;
		else if (s.kind == ENTITY_PLACE)
			v[last->lower_id].located = true;
		else if (s.kind == ENTITY_PERSON && last->shape == SHAPE_CAPITAL &&
		         last->text.len > 2 && !(last->list & LIST_COUNTRY) &&
		         !(d->tokens[s.first].flags & TOKEN_SHOUT))
			v[last->lower_id].surname = true;
	}
}

static enum entity_kind
winner(const struct votes *v, uint32_t *count)
{
	enum entity_kind best = ENTITY_PERSON;

	for (int k = 0; k < ENTITY_KINDS; k++)
		if (v->of[k] > v->of[best])
			best = (enum entity_kind)k;
	*count = v->of[best];
	return best;
}

static bool
capital_at_left(const struct doc *d, size_t i)
{
	return i > 0 && !(d->tokens[i].flags & TOKEN_SENTENCE) && is_capital(doc_word(d, i - 1));
}

static bool
capital_at_right(const struct doc *d, size_t i)
{
	return i + 1 < d->tokens_count && !(d->tokens[i + 1].flags & TOKEN_SENTENCE) &&
	       is_capital(doc_word(d, i + 1));
}

/* What a lone word that the tagger left out is after all; ENTITY_KINDS = nothing. */
static enum entity_kind
second_look(const struct doc *d, const struct votes *votes, size_t i)
{
	const struct word *w = doc_word(d, i), *base = &d->words[w->lower_id];
	const struct votes *v = &votes[w->lower_id];
	bool left =
	        i > 0 && !(d->tokens[i].flags & TOKEN_SENTENCE) && is_capital(doc_word(d, i - 1));
	bool right = i + 1 < d->tokens_count && !(d->tokens[i + 1].flags & TOKEN_SENTENCE) &&
	             is_capital(doc_word(d, i + 1));
	uint32_t count;
	enum entity_kind best = winner(v, &count);

	if (!is_capital(w) || d->tokens[i].kind != TOKEN_WORD ||
	        w->class & (WORD_STOP | WORD_CALENDAR))
		return ENTITY_KINDS;
	if (known_org(d, (struct span){ (uint32_t)i, (uint32_t)i, ENTITY_ORGANISATION }) != NULL &&
	        w->shape == SHAPE_UPPER && !left && !right)
		return ENTITY_ORGANISATION;
	if (left || right || base->seen_lower > 0)
		return ENTITY_KINDS;
	if (v->surname)
		return ENTITY_PERSON;
	return count >= UNCLEAR_VOTES ? best : ENTITY_KINDS;
}

/* A number as it stands behind a side in a list of results or a table: no date, no year. */
static bool
is_score(const struct doc *d, size_t i)
{
	struct str w;

	if (i >= d->tokens_count || d->tokens[i].flags & TOKEN_LINE ||
	        d->tokens[i].kind != TOKEN_NUMBER)
		return false;
	w = doc_word(d, i)->text;
	return w.len < 4 && str_chr(w, ':') < 0;
}

/* "Leeds 2 Everton 1", "Boston 66 48 .579": in a line of results a town is the side that plays for
 * it.  Countries stay what they are. */
static void
name_sides(const struct doc *d, struct span *spans, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t from = spans[i].first, to = from + 1, numbers = 0, small = 0;

		while (from > 0 && !(d->tokens[from].flags & TOKEN_LINE))
			from--;
		while (to < d->tokens_count && !(d->tokens[to].flags & TOKEN_LINE))
			to++;
		for (size_t k = from; k < to && to - from < 24; k++) {
			numbers += d->tokens[k].kind == TOKEN_NUMBER;
			small += d->tokens[k].kind == TOKEN_WORD &&
			         doc_word(d, k)->shape == SHAPE_LOWER;
		}
		if (numbers < 2 || small > 2 || spans[i].kind != ENTITY_PLACE ||
		        !is_score(d, spans[i].last + 1) ||
		        doc_word(d, spans[i].first)->list & LIST_COUNTRY)
			continue;
		spans[i].kind = ENTITY_ORGANISATION;
	}
}

/* A country that the tagger left out, by itself; gives its last token. */
static bool
find_country(const struct doc *d, size_t i, size_t before, size_t *last)
{
	char room[96];
	struct place_hit hit;

	if (!is_capital(doc_word(d, i)) || d->tokens[i].kind != TOKEN_WORD ||
	        d->tokens[i].flags & TOKEN_SHOUT)
		return false;
	for (size_t n = 3; n > 0; n--) {
		struct str key;

		*last = i + n - 1;
		if (*last >= before)
			continue;
		key = doc_phrase(d, i, *last, room, sizeof(room));
		if (key.p == NULL || !place_find(d->model, key, &hit) ||
		        !(hit.bits & LIST_COUNTRY) || hit.bits & (LIST_FIRST | LIST_LAST))
			continue;
		return !capital_at_left(d, i) && !capital_at_right(d, *last);
	}
	return false;
}

static bool
is_titled(const struct doc *d, size_t i)
{
	return i > 0 && !(d->tokens[i].flags & TOKEN_SENTENCE) &&
	       doc_word(d, i - 1)->class & WORD_TITLE;
}

static bool
is_country(const struct doc *d, struct span s)
{
	char room[96];
	struct place_hit hit;
	struct str key = doc_phrase(d, s.first, s.last, room, sizeof(room));

	return key.p != NULL && place_find(d->model, key, &hit) && hit.bits & LIST_COUNTRY;
}

static void
settle(const struct doc *d, const struct votes *votes, struct span *s)
{
	const struct word *w = doc_word(d, s->first);
	const struct votes *v = &votes[w->lower_id];
	uint32_t count;
	enum entity_kind best = winner(v, &count);

	if (known_org(d, *s) != NULL)
		return;
	if (s->kind == ENTITY_ORGANISATION && (is_country(d, *s) || place_is_metonym(d, *s)))
		s->kind = ENTITY_PLACE; /* its team or its government */
	if (s->first != s->last)
		return;
	if (v->surname && !(w->list & LIST_COUNTRY))
		s->kind = ENTITY_PERSON;
	else if (s->kind == ENTITY_PERSON && w->list & (LIST_CAPITAL | LIST_COUNTRY) &&
	         !is_titled(d, s->first))
		s->kind = ENTITY_PLACE; /* nobody of that name is told in full */
	else if (s->kind == ENTITY_PERSON && v->of[ENTITY_PLACE] > 0 && v->located && !v->acts &&
	         !(w->list & LIST_FIRST))
		s->kind = ENTITY_PLACE;
	else if (count >= UNCLEAR_VOTES && count > 2 * v->of[s->kind])
		s->kind = best;
}

void
refine_spans(struct doc *d)
{
	struct votes *votes = arena_array(d->arena, d->words_count + 1, sizeof(*votes));
	struct span *old = d->spans;
	size_t count = 0, s = 0, last;

	for (size_t i = 0; i < d->spans_count; i++)
		if (mend(d, &old[i]))
			old[count++] = old[i];
	d->spans_count = count;
	count_votes(d, votes);
	count_places(d, votes);
	d->spans = NULL;
	d->spans_count = d->spans_cap = 0;
	for (size_t i = 0; i < d->tokens_count; i++) {
		enum entity_kind kind;

		if (s < count && old[s].first == i) {
			settle(d, votes, &old[s]);
			doc_add_span(d, old[s].first, old[s].last, old[s].kind);
			i = old[s++].last;
			continue;
		}
		if (find_country(d, i, s < count ? old[s].first : d->tokens_count, &last)) {
			doc_add_span(d, i, last, ENTITY_PLACE);
			i = last;
			continue;
		}
		kind = second_look(d, votes, i);
		if (kind != ENTITY_KINDS)
			doc_add_span(d, i, i, kind);
	}
	name_sides(d, d->spans, d->spans_count);
}
