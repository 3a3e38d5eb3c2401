/* SPDX-License-Identifier: ISC */
/*
 * index.c - live articles and stories, and how they change: articles come in, move and expire.
 * Nothing names what is gone, so its slot is used again at once.
 */
#include "index_private.h"

#include <stdlib.h>
#include <string.h>

#include "index_ops.h"

#define POSTED_NEW 32        /* heaviest terms of an article under which its story is found */
#define POSTED_MAX 128       /* of a story */
#define EXPIRE_STORIES 16384 /* that one call looks at ... */
#define EXPIRE_ARTICLES 2048 /* ... and the articles after which it stops: some ms of work */

struct story_index *
story_index_create(void)
{
	struct story_index *ix = grow_array(NULL, 1, &(size_t){ 0 }, sizeof(*ix));

	memset(ix, 0, sizeof(*ix));
	vector_prepare(ix);
	return ix;
}

static void
article_free(struct live_article *a)
{
	free(a->terms);
	*a = (struct live_article){ 0 };
}

static void
story_free(struct live_story *s)
{
	free(s->members);
	free(s->centre);
	free(s->posted);
	*s = (struct live_story){ 0 };
}

void
story_index_destroy(struct story_index *ix)
{
	if (ix == NULL)
		return;
	for (size_t i = 0; i < ix->articles_count; i++)
		article_free(&ix->articles[i]);
	for (size_t i = 0; i < ix->stories_count; i++)
		story_free(&ix->stories[i]);
	postings_free(&ix->postings);
	idmap_free(&ix->article_of);
	idmap_free(&ix->story_of);
	idmap_free(&ix->seen_in);
	idmap_free(&ix->days);
	free(ix->articles);
	free(ix->stories);
	free(ix->partial);
	free(ix->moves);
	free(ix);
}

/* ---- articles ---- */

static void
seen_change(struct story_index *ix, const struct live_article *a, int by)
{
	for (size_t i = 0; i < a->terms_count; i++) {
		uint64_t key = (uint64_t)a->terms[i].hash + 1;
		uint32_t n;

		if (a->terms[i].background == BACKGROUND_PAIR)
			continue;
		n = idmap_get(&ix->seen_in, key);
		n = n == SLOT_NONE ? 0 : n;
		if (by < 0 && n <= 1)
			idmap_remove(&ix->seen_in, key);
		else
			idmap_put(&ix->seen_in, key, n + (uint32_t)by);
	}
}

uint32_t
article_put(struct story_index *ix, int64_t id, int64_t date, const struct features *f)
{
	struct live_article *a;
	uint32_t slot = ix->free_article - 1; /* SLOT_NONE when there is none */
	size_t bytes = f->terms_count * sizeof(*a->terms) + f->sketch_count * sizeof(*a->sketch);

	if (slot != SLOT_NONE) {
		ix->free_article = ix->articles[slot].story;
	} else {
		ix->articles = grow_array(ix->articles, ix->articles_count + 1, &ix->articles_cap,
		        sizeof(*ix->articles));
		slot = (uint32_t)ix->articles_count++;
	}
	a = &ix->articles[slot];
	*a = (struct live_article){ .id = id,
		.date = date,
		.story = SLOT_NONE,
		.used = true,
		.terms_count = f->terms_count,
		.sketch_count = f->sketch_count };
	a->terms = grow_array(NULL, bytes + 1, &(size_t){ 0 }, 1);
	a->sketch = (uint32_t *)(void *)(a->terms + f->terms_count);
	memcpy(a->terms, f->terms, f->terms_count * sizeof(*a->terms));
	memcpy(a->sketch, f->sketch, f->sketch_count * sizeof(*a->sketch));
	idmap_put(&ix->article_of, (uint64_t)id, slot);
	ix->live++;
	seen_change(ix, a, 1);
	days_change(ix, date, 1);
	vector_weigh(ix, a);
	return slot;
}

static void
article_drop(struct story_index *ix, uint32_t slot)
{
	struct live_article *a = &ix->articles[slot];

	seen_change(ix, a, -1);
	days_change(ix, a->date, -1);
	idmap_remove(&ix->article_of, (uint64_t)a->id);
	article_free(a);
	a->story = ix->free_article;
	ix->free_article = slot + 1;
	ix->live--;
}

/* ---- stories ---- */

uint32_t
story_put(struct story_index *ix, int64_t id)
{
	struct live_story *s;
	uint32_t slot = ix->free_story - 1; /* SLOT_NONE when there is none */

	if (slot != SLOT_NONE) {
		ix->free_story = (uint32_t)ix->stories[slot].undated_since;
	} else {
		ix->stories = grow_array(
		        ix->stories, ix->stories_count + 1, &ix->stories_cap, sizeof(*ix->stories));
		slot = (uint32_t)ix->stories_count++;
	}
	s = &ix->stories[slot];
	*s = (struct live_story){
		.id = id, .oldest = INT64_MIN, .newest = INT64_MIN, .used = true
	};
	idmap_put(&ix->story_of, (uint64_t)id, slot);
	return slot;
}

void
scratch_room(struct story_index *ix)
{
	size_t cap = ix->scratch_cap;

	if (ix->stories_count <= cap)
		return;
	ix->partial = grow_array(ix->partial, ix->stories_count, &cap, sizeof(*ix->partial));
	memset(ix->partial + ix->scratch_cap, 0, (cap - ix->scratch_cap) * sizeof(*ix->partial));
	ix->scratch_cap = cap;
}

void
story_drop(struct story_index *ix, uint32_t slot)
{
	struct live_story *s = &ix->stories[slot];

	if (idmap_get(&ix->story_of, (uint64_t)s->id) == slot)
		idmap_remove(&ix->story_of, (uint64_t)s->id);
	for (uint32_t i = 0; i < s->posted_count; i++)
		postings_remove(&ix->postings, s->posted[i], slot);
	story_free(s);
	s->undated_since = ix->free_story;
	ix->free_story = slot + 1;
}

static bool
is_heavier(const struct term *x, const struct term *y)
{
	return x->weight != y->weight ? x->weight > y->weight : x->hash < y->hash;
}

size_t
article_heaviest(const struct live_article *a, struct term *out, size_t max)
{
	size_t count = 0;

	for (size_t i = 0; i < a->terms_count; i++) {
		size_t at = count;

		if (count == max && !is_heavier(&a->terms[i], &out[max - 1]))
			continue;
		if (count < max)
			count++;
		else
			at--;
		for (; at > 0 && is_heavier(&a->terms[i], &out[at - 1]); at--)
			out[at] = out[at - 1];
		out[at] = a->terms[i];
	}
	return count;
}

static bool
is_posted(const struct live_story *s, uint32_t term)
{
	for (uint32_t i = 0; i < s->posted_count; i++)
		if (s->posted[i] == term)
			return true;
	return false;
}

static float
term_weight(const struct live_article *a, uint32_t term)
{
	size_t low = 0, high = a->terms_count;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (a->terms[mid].hash == term)
			return a->terms[mid].weight / 65535.0f;
		if (a->terms[mid].hash < term)
			low = mid + 1;
		else
			high = mid;
	}
	return 0;
}

static float
centre_weight(const struct story_index *ix, const struct live_story *s, uint32_t term)
{
	size_t low = 0, high = s->centre_count;

	if (s->centre == NULL)
		return s->members_count == 0 ? 0 : term_weight(&ix->articles[s->members[0]], term);

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (s->centre[mid].hash == term)
			return s->centre[mid].weight / s->mass;
		if (s->centre[mid].hash < term)
			low = mid + 1;
		else
			high = mid;
	}
	return 0;
}

static void
story_post(struct story_index *ix, uint32_t slot, const struct live_article *a)
{
	struct live_story *s = &ix->stories[slot];
	struct term list[POSTED_NEW];
	size_t count = article_heaviest(a, list, POSTED_NEW), cap = s->posted_count;

	for (size_t i = 0; i < count && s->posted_count < POSTED_MAX; i++) {
		if (is_posted(s, list[i].hash))
			continue;
		cap = s->posted_count;
		s->posted =
		        grow_array(s->posted, count + cap > POSTED_MAX ? POSTED_MAX : count + cap,
		                &cap, sizeof(*s->posted));
		s->posted[s->posted_count++] = list[i].hash;
		postings_add(&ix->postings, list[i].hash, slot, centre_weight(ix, s, list[i].hash));
	}
}

void
story_take(struct story_index *ix, uint32_t slot, uint32_t article)
{
	struct live_story *s = &ix->stories[slot];
	struct live_article *a = &ix->articles[article];
	size_t cap = s->members_cap;

	s->members =
	        grow_array(s->members, (size_t)s->members_count + 1, &cap, sizeof(*s->members));
	s->members_cap = (uint32_t)cap;
	s->members[s->members_count++] = article;
	a->story = slot;
	s->pinned |= a->pinned;
	interval_add(&s->oldest, &s->newest, a->date);
	if (s->members_count == 1) { /* its vector is the story's */
		s->mass = 1.0f;
	} else {
		if (s->centre == NULL) {
			s->mass = 0;
			centre_add(s, &ix->articles[s->members[0]]);
		}
		centre_add(s, a);
	}
	story_post(ix, slot, a);
}

void
story_refill(struct story_index *ix, uint32_t slot, const uint32_t *members, size_t count)
{
	struct live_story *s = &ix->stories[slot];

	free(s->centre);
	s->centre = NULL;
	s->centre_count = 0;
	s->mass = 0;
	s->members_count = 0;
	s->oldest = s->newest = INT64_MIN;
	s->pinned = false;
	for (size_t i = 0; i < count; i++)
		story_take(ix, slot, members[i]);
}

/* Takes an article out of its story; an empty story goes. */
static void
story_lose(struct story_index *ix, uint32_t article)
{
	uint32_t slot = ix->articles[article].story, *members;
	struct live_story *s = &ix->stories[slot];
	size_t count = 0;

	members = grow_array(NULL, s->members_count, &(size_t){ 0 }, sizeof(*members));
	for (uint32_t i = 0; i < s->members_count; i++)
		if (s->members[i] != article)
			members[count++] = s->members[i];
	if (count == 0)
		story_drop(ix, slot);
	else
		story_refill(ix, slot, members, count);
	free(members);
}

/* ---- restoring and forgetting ---- */

void
story_index_restore(struct story_index *ix, int64_t id, int64_t story, int64_t date, bool pinned,
        struct str features)
{
	uint32_t article = idmap_get(&ix->article_of, (uint64_t)id), slot;
	struct features f;

	if (id <= 0 || story <= 0)
		return;
	if (article == SLOT_NONE) {
		features_unpack(features, &f); /* unreadable ones: a member without a vector */
		article = article_put(ix, id, date, &f);
	} else {
		story_lose(ix, article);
	}
	slot = idmap_get(&ix->story_of, (uint64_t)story);
	if (slot == SLOT_NONE)
		slot = story_put(ix, story);
	ix->articles[article].pinned = pinned;
	story_take(ix, slot, article);
}

int64_t
story_index_story(const struct story_index *ix, int64_t id)
{
	uint32_t article = idmap_get(&ix->article_of, (uint64_t)id);

	return article == SLOT_NONE ? STORY_NONE : ix->stories[ix->articles[article].story].id;
}

size_t
story_index_moves(const struct story_index *ix, const struct story_move **out)
{
	*out = ix->moves;
	return ix->moves_count;
}

/* A story without any date counts from the first look at it. */
static bool
is_old(struct live_story *s, int64_t now)
{
	if (s->newest != INT64_MIN)
		return s->newest < now - STORY_WINDOW_S;
	if (s->undated_since == 0)
		s->undated_since = now;
	return s->undated_since < now - STORY_WINDOW_S;
}

void
story_index_expire(struct story_index *ix, int64_t now)
{
	size_t dropped = 0;

	for (size_t i = 0; i < ix->stories_count && i < EXPIRE_STORIES && dropped < EXPIRE_ARTICLES;
	        i++) {
		uint32_t slot = ix->expire_at < ix->stories_count ? ix->expire_at : 0;
		struct live_story *s = &ix->stories[slot];

		ix->expire_at = slot + 1;
		if (!s->used || !is_old(s, now))
			continue;
		dropped += s->members_count;
		for (uint32_t k = 0; k < s->members_count; k++)
			article_drop(ix, s->members[k]);
		story_drop(ix, slot);
	}
}
