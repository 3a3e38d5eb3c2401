/* SPDX-License-Identifier: ISC */
/*
 * entity.c - the door: text to mentions and entities.  Runs the passes in order: tokens, words,
 * names (by the model, or by rules), peoples, merging; numbers and dates are quantity.c's.
 */
#include "entity_private.h"

#include <string.h>

const struct entity_kind_info entity_kinds[ENTITY_KINDS] = {
	[ENTITY_PERSON] = { "person", "people", "PEOPLE", "person:" },
	[ENTITY_PLACE] = { "place", "places", "PLACES", "place:" },
	[ENTITY_ORGANISATION] = { "organisation", "organisations", "ORGANISATIONS", "org:" },
	[ENTITY_DEMONYM] = { "demonym", "demonyms", "PEOPLES", "demonym:" },
};

static struct str
within_cap(struct str text)
{
	size_t n = text.len < ENTITY_TEXT_MAX ? text.len : ENTITY_TEXT_MAX;

	while (n > 0 && n < text.len && !char_on_border(text, n))
		n--;
	return str_sub(text, 0, n);
}

/* Tokens [i, *last] name a people: "South Korean". */
static bool
find_people(const struct doc *d, size_t i, size_t *last)
{
	char room[64];
	struct place_hit hit;
	uint8_t shape = doc_word(d, i)->shape;

	if (d->tokens[i].kind != TOKEN_WORD || (shape != SHAPE_CAPITAL && shape != SHAPE_UPPER))
		return false;
	for (size_t n = 3; n > 0; n--) {
		struct str key;

		if (i + n > d->tokens_count)
			continue;
		key = doc_phrase(d, i, i + n - 1, room, sizeof(room));
		if (key.p == NULL || !place_find(d->model, key, &hit))
			continue;
		if (hit.bits & LIST_DEMONYM && !(hit.bits & LIST_COUNTRY)) {
			*last = i + n - 1;
			return true;
		}
	}
	return false;
}

/* Adds the demonyms that stand outside every name. */
static void
add_peoples(struct doc *d)
{
	struct span *old = d->spans;
	size_t count = d->spans_count, s = 0, last;

	d->spans = NULL;
	d->spans_count = d->spans_cap = 0;
	for (size_t i = 0; i < d->tokens_count; i++) {
		if (s < count && old[s].first <= i) {
			doc_add_span(d, old[s].first, old[s].last, old[s].kind);
			i = old[s].last;
			s++;
		} else if (find_people(d, i, &last) && (s >= count || last < old[s].first)) {
			doc_add_span(d, i, last, ENTITY_DEMONYM);
			i = last;
		}
	}
}

void
entity_find(struct arena *a, const struct entity_model *m, struct str text,
        const struct entity_options *o, struct entities *out)
{
	static const struct entity_options none = { .date = INT64_MIN };
	struct doc d = { .arena = a, .model = m, .options = o != NULL ? o : &none };
	struct quantity_options q;

	memset(out, 0, sizeof(*out));
	d.text = within_cap(text);
	d.tokens_count = token_split(a, d.text, &d.tokens);
	word_index(&d);
	d.english = lang_is_english(&d);
	if (m != NULL && d.english) {
		tagger_tag(&d);
		headline_names(&d);
		refine_spans(&d);
		origin_spans(&d);
	} else {
		rules_tag(&d);
	}
	add_peoples(&d);
	entity_merge(&d, out);
	q = (struct quantity_options){ .date = d.options->date,
		.lang = d.english                 ? STR_NONE
		        : d.options->lang.len > 0 ? d.options->lang
		                                  : STR("und") };
	out->quantities_count = quantity_find(a, d.text, &q, &out->quantities);
	if (!d.english)
		out->note = STR("not English: names by rules and lists only");
	else if (m == NULL)
		out->note = STR("no model: names by rules and lists only");
}
