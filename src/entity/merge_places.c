/* SPDX-License-Identifier: ISC */
/*
 * merge_places.c - places and peoples: all names of a country are one, a city has its country, a
 * capital that acts stands for its government, a demonym leads to its country.
 */
#include "merge.h"

#include <string.h>

/* "US" is a country, "us" a pronoun: the lists are in lower case and do not have it. */
static bool
find(struct merge *m, struct span s, struct str *key, struct place_hit *hit)
{
	struct doc *d = m->doc;
	struct str text = doc_span_text(d, s);
	char room[128];

	if (str_eq(text, STR("US"))) {
		*hit = (struct place_hit){ LIST_COUNTRY, { 'U', 'S' } };
		*key = STR("u.s.");
		return true;
	}
	*key = doc_phrase(d, s.first, s.last, room, sizeof(room));
	if (key->p == NULL)
		*key = char_lower(d->arena, str_sub(text, 0, sizeof(room) - 1));
	if (str_starts(*key, STR("the ")))
		*key = str_sub(*key, 4, key->len);
	*key = arena_str(d->arena, *key);
	return place_find(d->model, *key, hit);
}

static uint32_t
country_entity(struct merge *m, const char code[2])
{
	const char *name = country_name(code);
	bool fresh;
	uint32_t e = merge_entity(m, ENTITY_PLACE, char_lower(m->doc->arena, str_of(name)), &fresh);

	if (fresh)
		m->list[e].country = arena_str(m->doc->arena, (struct str){ code, 2 });
	return e;
}

/* A country's name is written out where the text has only its initials. */
static void
take_country_name(struct merge *m, uint32_t entity, struct span s, const char code[2])
{
	struct str text = doc_span_text(m->doc, s);

	if (text.len > 4 && doc_word(m->doc, s.last)->shape != SHAPE_UPPER &&
	        !(m->doc->tokens[s.first].flags & TOKEN_SHOUT) && text.p[1] != '.' &&
	        !str_eq(text, STR("America")))
		merge_take_name(m, entity, s);
	else if (m->list[entity].name.len == 0)
		m->list[entity].name = str_of(country_name(code));
}

/* "Ilopango, El Salvador": the country that follows a comma. */
static bool
country_behind(struct merge *m, size_t i, char code[2])
{
	struct doc *d = m->doc;
	struct place_hit hit;
	struct str key;
	struct span next;

	if (i + 1 >= d->spans_count || d->spans[i + 1].kind != ENTITY_PLACE)
		return false;
	next = d->spans[i + 1];
	if (next.first != d->spans[i].last + 2 ||
	        !str_eq(doc_word(d, next.first - 1)->text, STR(",")))
		return false;
	if (!find(m, next, &key, &hit) || !(hit.bits & (LIST_COUNTRY | LIST_REGION)) ||
	        hit.country[0] == '-')
		return false;
	memcpy(code, hit.country, 2);
	return true;
}

/* Two letters to a bit of the set. */
static size_t
code_bit(const char code[2])
{
	return ((size_t)(code[0] & 31) << 5) | (size_t)(code[1] & 31);
}

/* Countries of which the text speaks: by name, by people, by a large city of theirs. */
static void
gather_countries(struct merge *m)
{
	struct doc *d = m->doc;
	struct place_hit hit;
	struct str key;

	for (size_t i = 0; i < d->spans_count; i++) {
		struct span s = d->spans[i];

		if ((s.kind == ENTITY_PLACE || s.kind == ENTITY_DEMONYM) &&
		        find(m, s, &key, &hit) &&
		        hit.bits & (LIST_COUNTRY | LIST_DEMONYM | LIST_CAPITAL | LIST_BIG))
			m->countries[code_bit(hit.country) / 8] |=
			        (uint8_t)(1u << code_bit(hit.country) % 8);
	}
}

/* A small place has many namesakes: which is meant only the text itself can tell. */
static bool
is_likely(const struct merge *m, const struct place_hit *hit)
{
	return hit->bits & (LIST_CAPITAL | LIST_BIG | LIST_REGION) ||
	       m->countries[code_bit(hit->country) / 8] >> code_bit(hit->country) % 8 & 1;
}

static void
take_place(struct merge *m, size_t i)
{
	struct doc *d = m->doc;
	struct span s = d->spans[i];
	struct place_hit hit = { 0 };
	struct str key;
	bool known = find(m, s, &key, &hit), fresh;
	uint32_t e;

	if (known && hit.bits & LIST_COUNTRY && country_name(hit.country) != NULL) {
		m->of_span[i] = country_entity(m, hit.country);
		take_country_name(m, m->of_span[i], s, hit.country);
		return;
	}
	e = m->of_span[i] = merge_entity(m, ENTITY_PLACE, key, &fresh);
	merge_take_name(m, e, s);
	if (country_behind(m, i, hit.country))
		known = true;
	else if (!(hit.bits & LIST_PLACE) || !is_likely(m, &hit))
		known = false;
	if (known && hit.country[0] != '-' && (fresh || m->list[e].country.len == 0)) {
		const char *name = country_name(hit.country);

		m->list[e].country = arena_str(d->arena, (struct str){ hit.country, 2 });
		m->list[e].detail = str_of(name);
	}
}

static void
take_demonym(struct merge *m, size_t i)
{
	struct doc *d = m->doc;
	struct span s = d->spans[i];
	struct place_hit hit = { 0 }, one;
	struct str key, name = merge_name(m, s);
	const char *country = NULL;
	bool fresh;
	uint32_t e;

	if (find(m, s, &key, &hit) && hit.country[0] != '-')
		country = country_name(hit.country);
	if (str_ends(key, STR("s")) && place_find(d->model, str_sub(key, 0, key.len - 1), &one) &&
	        one.bits & LIST_DEMONYM) {
		key.len--;
		name.len--;
	}
	e = m->of_span[i] = merge_entity(m, ENTITY_DEMONYM,
	        country != NULL && memcmp(hit.country, "GB", 2) != 0
	                ? char_lower(d->arena, str_of(country))
	                : key,
	        &fresh);
	if (!fresh)
		return;
	m->list[e].name = name;
	m->list[e].detail = str_of(country);
	if (country != NULL)
		m->list[e].country = arena_str(d->arena, (struct str){ hit.country, 2 });
}

/* A capital stands for its government only where the text speaks of that country anyway. */
static void
take_metonym(struct merge *m, size_t i)
{
	struct place_hit hit;
	struct str key;
	uint32_t *country;
	const char *name;

	if (!place_is_metonym(m->doc, m->doc->spans[i]) || !find(m, m->doc->spans[i], &key, &hit))
		return;
	name = country_name(hit.country);
	if (name == NULL)
		return;
	key = char_lower(m->doc->arena, str_of(name));
	country = map_get(&m->keys, merge_key(m, ENTITY_PLACE, key));
	if (country == NULL || *country == m->of_span[i])
		return;
	m->of_span[i] = *country;
	m->list[*country].metonym = true;
}

void
merge_places(struct merge *m)
{
	struct doc *d = m->doc;

	gather_countries(m);
	for (size_t i = 0; i < d->spans_count; i++) {
		if (d->spans[i].kind == ENTITY_PLACE)
			take_place(m, i);
		else if (d->spans[i].kind == ENTITY_DEMONYM)
			take_demonym(m, i);
	}
	for (size_t i = 0; i < d->spans_count; i++)
		if (d->spans[i].kind == ENTITY_PLACE)
			take_metonym(m, i);
}
