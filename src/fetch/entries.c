/* SPDX-License-Identifier: ISC */
/*
 * entries.c - entries as they come from the streaming parser, whose own live only until its
 * callback returns, copied into the arena of the job: nothing is stored before the whole document
 * was there.
 */
#include "run.h"

#include <stdlib.h>

static struct str *
copy_strings(struct arena *a, const struct str *from, size_t count)
{
	struct str *list = count > 0 ? arena_array(a, count, sizeof(*list)) : NULL;

	for (size_t i = 0; i < count; i++)
		list[i] = arena_str(a, from[i]);
	return list;
}

static struct feed_enclosure *
copy_enclosures(struct arena *a, const struct feed_enclosure *from, size_t count)
{
	struct feed_enclosure *list = count > 0 ? arena_array(a, count, sizeof(*list)) : NULL;

	for (size_t i = 0; i < count; i++) {
		list[i] = from[i];
		list[i].url = arena_str(a, from[i].url);
		list[i].type = arena_str(a, from[i].type);
		list[i].title = arena_str(a, from[i].title);
	}
	return list;
}

/* Not in the arena: a list of 100,000 entries would leave as much again behind while it grows. */
static void
grow(struct entries *list)
{
	list->cap = list->cap == 0 ? 16 : list->cap * 2;
	list->list = reallocarray(list->list, list->cap, sizeof(*list->list));
	if (list->list == NULL)
		out_of_memory();
}

void
entries_free(struct entries *list)
{
	free(list->list);
	list->list = NULL;
	list->count = list->cap = 0;
}

size_t
entries_bytes(const struct entries *list)
{
	return list->count * sizeof(*list->list) +
	       (list->arena != NULL ? arena_used(list->arena) : 0);
}

void
entries_add(struct entries *list, const struct feed_entry *entry)
{
	struct arena *a = list->arena;
	struct feed_entry *e;

	if (list->count == list->cap)
		grow(list);
	e = &list->list[list->count++];
	*e = *entry;
	struct str *const texts[] = { &e->id, &e->title, &e->link, &e->author, &e->summary,
		&e->content_html, &e->lang, &e->comments_url, &e->source_title, &e->source_url,
		&e->image };
	for (size_t i = 0; i < COUNT(texts); i++)
		if (texts[i]->len > 0)
			*texts[i] = arena_str(a, *texts[i]);
	e->categories = copy_strings(a, entry->categories, entry->categories_count);
	e->enclosures = copy_enclosures(a, entry->enclosures, entry->enclosures_count);
}
