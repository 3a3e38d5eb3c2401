/* SPDX-License-Identifier: ISC */
/*
 * news.c - what a story has that its reader does not know yet: sentences that were not said before,
 * names that were not there, figures that moved; and who and where, with the first appearance.
 */
#include "story_private.h"

#include <stdlib.h>

#define FRESH_READ_MAX 16 /* newest fresh articles whose sentences are told */
#define SEEN_READ_MAX 40  /* newest others they are compared with */
#define FRESH_SENTENCES_MAX 60

struct str
story_lead(struct arena *a, const struct story_doc *doc)
{
	struct str text = str_trim(doc->text), title = str_trim(doc->title);
	struct text_span *list;
	struct str rest;

	if (title.len > 0 && str_starts(text, title)) {
		rest = str_trim(str_sub(text, title.len, text.len));
		text = rest.len > 0 ? rest : text;
	}
	text = str_sub(text, 0, text.len < 2000 ? text.len : 2000);
	if (sentence_list(a, text, &list) == 0)
		return STR("");
	return sentence_body(str_sub(text, list[0].start, list[0].end));
}

/* ---- who and where ---- */

static struct story_name *
name_find(struct story_name *list, size_t count, const struct entity *en)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(list[i].entity->key, en->key))
			return &list[i];
	return NULL;
}

static int
by_mentions(const void *a, const void *b)
{
	const struct story_name *x = a, *y = b;

	if (x->articles != y->articles)
		return x->articles < y->articles ? 1 : -1;
	if (x->mentions != y->mentions)
		return x->mentions < y->mentions ? 1 : -1;
	if (x->date != y->date)
		return x->date < y->date ? -1 : 1;
	return str_cmp(x->entity->key, y->entity->key);
}

size_t
story_names(struct arena *a, const struct story_doc *docs, size_t count, enum entity_kind kind,
        struct story_name **out)
{
	struct story_name *list = NULL;
	size_t found = 0, cap = 0;

	for (size_t d = 0; d < count; d++)
		for (size_t i = 0; docs[d].entities != NULL && i < docs[d].entities->count; i++) {
			const struct entity *en = &docs[d].entities->list[i];
			struct story_name *n = en->kind == kind ? name_find(list, found, en) : NULL;

			if (en->kind != kind)
				continue;
			if (n == NULL) {
				list = arena_grow(a, list, found, &cap, sizeof(*list));
				n = &list[found++];
				*n = (struct story_name){ en, 0, 0, docs[d].id, docs[d].date,
					docs[d].source };
			}
			if (n->entity->detail.len == 0 && en->detail.len > 0)
				n->entity = en; /* the same name, with what it is */
			n->mentions += en->count;
			n->articles++;
		}
	if (found > 0)
		qsort(list, found, sizeof(*list), by_mentions);
	*out = list;
	return found;
}

/* ---- what is new ---- */

static void
add_sentences(struct arena *a, const struct story_doc *doc, const struct str *seen,
        size_t seen_count, struct story_news *out)
{
	struct text_span *spans;
	size_t count = story_new_spans(a, doc->text, seen, seen_count, &spans);

	out->said += count;
	for (size_t i = 0; i < count && out->sentences_count < FRESH_SENTENCES_MAX; i++)
		out->sentences[out->sentences_count++] =
		        (struct brief_sentence){ doc->id, doc->date, doc->source,
			        sentence_body(str_sub(doc->text, spans[i].start, spans[i].end)) };
}

/* Each fresh article against what was seen and the fresh ones before it, so that all is told once.
 */
static void
find_sentences(struct arena *a, const struct story_doc *docs, size_t count, const bool *fresh,
        struct story_news *out)
{
	struct str seen[SEEN_READ_MAX + FRESH_READ_MAX];
	size_t seen_count = 0, from = count, fresh_count = 0;

	out->sentences = arena_array(a, FRESH_SENTENCES_MAX, sizeof(*out->sentences));
	for (size_t i = count; i-- > 0 && seen_count < SEEN_READ_MAX;)
		if (!fresh[i])
			seen[seen_count++] = docs[i].text;
	while (from > 0 && fresh_count < FRESH_READ_MAX)
		fresh_count += fresh[--from];
	for (size_t i = from; i < count; i++) {
		if (!fresh[i])
			continue;
		add_sentences(a, &docs[i], seen, seen_count, out);
		seen[seen_count++] = docs[i].text;
	}
}

static bool
is_known(const struct story_doc *docs, size_t count, const bool *fresh, const struct entity *en)
{
	for (size_t d = 0; d < count; d++)
		for (size_t i = 0;
		        !fresh[d] && docs[d].entities != NULL && i < docs[d].entities->count; i++)
			if (docs[d].entities->list[i].kind == en->kind &&
			        str_eq(docs[d].entities->list[i].key, en->key))
				return true;
	return false;
}

static void
find_names(struct arena *a, const struct story_doc *docs, size_t count, const bool *fresh,
        struct story_news *out)
{
	size_t cap = 0;

	for (int kind = 0; kind < ENTITY_DEMONYM; kind++) {
		struct story_name *list;
		size_t found = story_names(a, docs, count, (enum entity_kind)kind, &list);

		for (size_t i = 0; i < found; i++) {
			if (is_known(docs, count, fresh, list[i].entity))
				continue;
			out->names = arena_grow(
			        a, out->names, out->names_count, &cap, sizeof(*out->names));
			out->names[out->names_count++] = list[i].entity;
		}
	}
}

static bool
is_fresh(const struct story_doc *docs, size_t count, const bool *fresh, int64_t article)
{
	for (size_t i = 0; i < count; i++)
		if (docs[i].id == article)
			return fresh[i];
	return false;
}

static void
find_figures(struct arena *a, const struct story_doc *docs, size_t count, const bool *fresh,
        struct story_news *out)
{
	struct figure_series *series;
	size_t n = story_figures(a, docs, count, &series);

	out->figures = arena_array(a, n + 1, sizeof(*out->figures));
	for (size_t i = 0; i < n; i++) {
		const struct figure_series *s = &series[i];
		const struct figure_point *was = NULL, *now = NULL;

		for (size_t k = 0; k < s->points_count; k++) {
			const struct figure_point *p = &s->points[k];

			if (!is_fresh(docs, count, fresh, p->article))
				was = p;
			else if (was != NULL && p->state != FIGURE_SAME &&
			         p->state != FIGURE_DISPUTED)
				now = p;
		}
		if (now != NULL && was->value != now->value)
			out->figures[out->figures_count++] =
			        (struct news_figure){ s->what, s->unit, *was, *now };
	}
}

void
story_news(struct arena *a, const struct story_doc *docs, size_t count, const bool *fresh,
        struct story_news *out)
{
	*out = (struct story_news){ 0 };
	for (size_t i = 0; i < count; i++)
		out->articles += fresh[i];
	if (out->articles == 0 || out->articles == count)
		return; /* nothing is new, or everything */
	find_sentences(a, docs, count, fresh, out);
	find_names(a, docs, count, fresh, out);
	find_figures(a, docs, count, fresh, out);
}
