/* SPDX-License-Identifier: ISC */
/*
 * reader_new.c - what an article of a story says that the articles of it already read did not:
 * found when the article is on the screen, and marked at the left of its lines.
 */
#include "reader.h"

/* Which articles of the story were read before this one is: asked before it is marked, since copies
 * of it are marked with it. */
void
reader_note_seen(struct app *app, struct page *p)
{
	struct reader *r = p->state;
	struct store_query q = {
		.story = r->stored.item.story, .order = STORE_NEWEST, .limit = STORY_TOLD_MAX
	};
	struct store_item *items;
	size_t count;
	struct err ignored;

	r->seen_count = r->fresh_count = 0;
	if (!r->stored.item.unread || r->stored.item.story_size < 2 ||
	        !store_list(app->o->store, p->arena, &q, &items, &count, &ignored))
		return;
	for (size_t i = 0; i < count && r->seen_count < READER_SEEN_MAX; i++)
		if (!items[i].unread && items[i].id != p->id)
			r->seen[r->seen_count++] = items[i].id;
}

/* Texts of the articles seen; gives how many could be had. */
static size_t
seen_texts(struct app *app, const struct reader *r, struct arena *a, struct str *out)
{
	struct article_options o = { .fragment = true };
	struct store_article stored;
	struct article article;
	size_t texts = 0;
	struct err ignored;

	for (size_t i = 0; i < r->seen_count; i++)
		if (store_article(app->o->store, a, r->seen[i], &stored, &ignored) &&
		        article_parse(a, stored.html, &o, &article, NULL, &ignored))
			out[texts++] = article.text;
	return texts;
}

bool
reader_find_new(struct app *app, struct page *p)
{
	struct reader *r = p->state;
	struct str seen[READER_SEEN_MAX];
	struct arena *a;
	size_t count;

	if (r->seen_count == 0)
		return false;
	a = arena_create();
	count = seen_texts(app, r, a, seen);
	r->seen_count = 0; /* once */
	if (count > 0)
		r->fresh_count = story_new_spans(p->arena, r->article.text, seen, count, &r->fresh);
	arena_destroy(a);
	return r->fresh_count > 0;
}

bool
reader_is_new(const struct reader *r, uint32_t start, uint32_t end)
{
	for (size_t i = 0; i < r->fresh_count && r->fresh[i].start < end; i++)
		if (r->fresh[i].end > start)
			return true;
	return false;
}
