/* SPDX-License-Identifier: ISC */
/*
 * word.c - the distinct spellings of a document: each is folded, shaped and looked up once.
 */
#include "model.h"

#include <string.h>

static uint8_t
shape_of(struct str s)
{
	size_t upper = 0, lower = 0, other = 0, len;
	enum char_class first = CHAR_PUNCT;

	for (size_t at = 0; at < s.len; at += len) {
		enum char_class c = char_class(char_next(s, at, &len));

		if (at == 0)
			first = c;
		upper += c == CHAR_UPPER;
		lower += c == CHAR_LOWER;
		other += c == CHAR_LETTER;
	}
	if (upper + lower + other == 0)
		return first == CHAR_DIGIT ? SHAPE_NUMBER : SHAPE_OTHER;
	if (upper == 0)
		return other > 0 && lower == 0 ? SHAPE_MIXED : SHAPE_LOWER;
	if (lower == 0)
		return upper == 1 ? SHAPE_INITIAL : SHAPE_UPPER;
	return first == CHAR_UPPER ? SHAPE_CAPITAL : SHAPE_MIXED;
}

static void
fill(struct doc *d, struct word *w, struct str text)
{
	struct place_hit hit;

	w->text = text;
	w->lower = char_lower(d->arena, text);
	w->hash = hash_str(w->lower);
	w->shape = shape_of(text);
	if (w->shape == SHAPE_NUMBER || w->shape == SHAPE_OTHER)
		return;
	w->class = (uint16_t)word_class(d->classes, w->lower);
	if (w->shape != SHAPE_LOWER && place_find(d->model, w->lower, &hit)) {
		w->list = hit.bits;
		memcpy(w->country, hit.country, 2);
	}
}

struct table {           /* open addressing over doc.words */
	uint32_t *slots; /* index + 1 */
	size_t mask;
};

static uint32_t
find_lower(const struct doc *d, struct table *t, uint32_t id)
{
	const struct word *w = &d->words[id];
	size_t at = w->hash & t->mask;

	while (t->slots[at] != 0) {
		const struct word *other = &d->words[t->slots[at] - 1];

		if (other->hash == w->hash && str_eq(other->lower, w->lower))
			return t->slots[at] - 1;
		at = (at + 1) & t->mask;
	}
	t->slots[at] = id + 1;
	return id;
}

static uint32_t
intern(struct doc *d, struct table *t, struct table *lower, struct str text)
{
	size_t at = hash_str(text) & t->mask;
	uint32_t id;

	while (t->slots[at] != 0) {
		if (str_eq(d->words[t->slots[at] - 1].text, text))
			return t->slots[at] - 1;
		at = (at + 1) & t->mask;
	}
	d->words = arena_grow(d->arena, d->words, d->words_count, &d->words_cap, sizeof(*d->words));
	id = (uint32_t)d->words_count++;
	d->words[id] = (struct word){ 0 };
	fill(d, &d->words[id], text);
	d->words[id].lower_id = find_lower(d, lower, id);
	t->slots[at] = id + 1;
	return id;
}

void
word_index(struct doc *d)
{
	size_t size = 16;
	struct table exact, lower;

	d->classes = d->model != NULL && d->model->classes != NULL ? d->model->classes
	                                                           : class_table_make(d->arena);
	while (size < d->tokens_count * 2)
		size *= 2;
	exact = (struct table){ arena_array(d->arena, size, sizeof(uint32_t)), size - 1 };
	lower = (struct table){ arena_array(d->arena, size, sizeof(uint32_t)), size - 1 };
	for (size_t i = 0; i < d->tokens_count; i++) {
		struct token *t = &d->tokens[i];
		struct word *w;

		t->word = intern(d, &exact, &lower, str_sub(d->text, t->start, t->end));
		w = &d->words[d->words[t->word].lower_id];
		if (d->words[t->word].shape == SHAPE_LOWER)
			w->seen_lower++;
		else if (!(t->flags & (TOKEN_SENTENCE | TOKEN_SHOUT)))
			w->seen_inside++;
	}
}

struct str
doc_span_text(const struct doc *d, struct span s)
{
	return str_sub(d->text, d->tokens[s.first].start, d->tokens[s.last].end);
}

bool
doc_is_capital(const struct doc *d, size_t i)
{
	uint8_t s = doc_word(d, i)->shape;

	return d->tokens[i].kind == TOKEN_WORD &&
	       (s == SHAPE_CAPITAL || s == SHAPE_UPPER || s == SHAPE_INITIAL || s == SHAPE_MIXED);
}

struct str
doc_phrase(const struct doc *d, size_t first, size_t last, char *room, size_t size)
{
	size_t n = 0;

	for (size_t i = first; i <= last; i++) {
		struct str w = doc_word(d, i)->lower;

		if (n + w.len + 1 > size)
			return STR_NONE;
		if (n > 0)
			room[n++] = ' ';
		memcpy(room + n, w.p, w.len);
		n += w.len;
	}
	return (struct str){ room, n };
}

void
doc_add_span(struct doc *d, size_t first, size_t last, enum entity_kind kind)
{
	d->spans = arena_grow(d->arena, d->spans, d->spans_count, &d->spans_cap, sizeof(*d->spans));
	d->spans[d->spans_count++] = (struct span){ (uint32_t)first, (uint32_t)last, kind };
}
