/* SPDX-License-Identifier: ISC */
/*
 * assign.c - a new article finds its story.  Its heaviest terms lead to a few stories near it;
 * those that might go with it are grouped anew together, article by article, so that what came
 * first does not decide; stories too big for that take it or do not.
 */
#include "index_private.h"

#include <stdlib.h>
#include <string.h>

#include "index_ops.h"

#define QUERY_TERMS 32
#define QUERY_VISITS 64    /* newest stories looked at under one term */
#define NEAR_MAX 6         /* stories that are scored exactly */
#define NEAR_SHARE 0.55    /* of LINK_MIN: from there on a story is grouped anew with the article */
#define COPY_MIN 0.5       /* share of shingles from which on two articles are copies */
#define COPY_LOOK 32       /* newest articles of a story compared for copies */
#define WEIGHTS_STALE 0.02 /* growth of the live set after which weights are reckoned again */

struct near {
	uint32_t slot;
	double score;
};

/* Keeps the best `max` of a list in falling order of score. */
static size_t
near_insert(struct near *list, size_t count, size_t max, struct near n)
{
	size_t at = count < max ? count : max;

	while (at > 0 && list[at - 1].score < n.score)
		at--;
	if (at >= max)
		return count;
	if (count < max)
		count++;
	memmove(list + at + 1, list + at, (count - 1 - at) * sizeof(*list));
	list[at] = n;
	return count;
}

/* Stories that share heavy terms with the article, best first by what they share. */
static size_t
find_near(struct story_index *ix, const struct live_article *a, struct near *out)
{
	struct term terms[QUERY_TERMS];
	size_t terms_count = article_heaviest(a, terms, QUERY_TERMS), count = 0, touched_count = 0;
	uint32_t touched[QUERY_TERMS * QUERY_VISITS];

	scratch_room(ix);
	for (size_t i = 0; i < terms_count; i++) {
		const struct posting_list *l = postings_get(&ix->postings, terms[i].hash);

		for (size_t k = 0; l != NULL && k < l->count && k < QUERY_VISITS; k++) {
			const struct posting *p = &l->list[l->count - 1 - k];

			if (ix->partial[p->story] == 0.0f)
				touched[touched_count++] = p->story;
			ix->partial[p->story] += p->weight * (float)terms[i].weight + 1e-20f;
		}
	}
	for (size_t i = 0; i < touched_count; i++) {
		count = near_insert(
		        out, count, NEAR_MAX, (struct near){ touched[i], ix->partial[touched[i]] });
		ix->partial[touched[i]] = 0.0f;
	}
	return count;
}

static void
score_near(const struct story_index *ix, const struct live_article *a, struct near *list,
        size_t *count)
{
	struct near sorted[NEAR_MAX];
	double gain = near_gain(ix, a->date);
	size_t kept = 0;

	for (size_t i = 0; i < *count; i++) {
		const struct live_story *s = &ix->stories[list[i].slot];
		double mean = vector_dot_centre(ix, a, s) / s->mass;
		int64_t gap = interval_gap(a->date, a->date, s->oldest, s->newest);
		struct near n = { list[i].slot, link_score(mean, 1, s->members_count, gap, gain) };

		kept = near_insert(sorted, kept, NEAR_MAX, n);
	}
	memcpy(list, sorted, kept * sizeof(*list));
	*count = kept;
}

static int64_t
find_copy(const struct story_index *ix, const struct live_article *a, const struct near *list,
        size_t count)
{
	double best = COPY_MIN;
	int64_t id = 0;

	for (size_t i = 0; i < count && a->sketch_count >= FEATURE_SKETCH / 2; i++) {
		const struct live_story *s = &ix->stories[list[i].slot];
		uint32_t from = s->members_count > COPY_LOOK ? s->members_count - COPY_LOOK : 0;

		for (uint32_t k = from; k < s->members_count; k++) {
			const struct live_article *b = &ix->articles[s->members[k]];
			double same = sketch_similarity(
			        a->sketch, a->sketch_count, b->sketch, b->sketch_count);

			if (same > best || (same == best && id == 0)) {
				best = same;
				id = b->id;
			}
		}
	}
	return id;
}

/* ---- grouping a neighbourhood anew ---- */

struct neighbourhood {
	uint32_t stories[NEAR_MAX]; /* slots */
	size_t stories_count;
	uint32_t articles[SETTLE_MAX]; /* slots; the new one is the last */
	const struct live_article *list[SETTLE_MAX];
	uint32_t group[SETTLE_MAX]; /* first of its group, index into articles */
	uint32_t story[SETTLE_MAX]; /* of a group's first: the story slot it becomes */
	size_t count;
};

static void
gather(struct story_index *ix, const struct near *list, size_t count, uint32_t article,
        struct neighbourhood *n)
{
	n->count = n->stories_count = 0;
	for (size_t i = 0; i < count; i++) {
		const struct live_story *s = &ix->stories[list[i].slot];

		if (list[i].score < NEAR_SHARE * LINK_MIN || s->pinned ||
		        n->count + s->members_count + 1 > SETTLE_MAX)
			continue;
		n->stories[n->stories_count++] = list[i].slot;
		for (uint32_t k = 0; k < s->members_count; k++)
			n->articles[n->count++] = s->members[k];
	}
	n->articles[n->count++] = article;
	for (size_t i = 0; i < n->count; i++) {
		struct live_article *a = &ix->articles[n->articles[i]];

		if (ix->live - a->weighed_at > WEIGHTS_STALE * ix->live)
			vector_weigh(ix, a);
		n->list[i] = a;
	}
}

/* Articles of a group that are in a story now. */
static uint32_t
overlap(const struct story_index *ix, const struct neighbourhood *n, uint32_t group, uint32_t story)
{
	uint32_t same = 0;

	for (size_t i = 0; i < n->count; i++)
		same += n->group[i] == group && ix->articles[n->articles[i]].story == story;
	return same;
}

/* Gives each story to the group that has most of it, best fit first; the others are new. */
static void
match_groups(const struct story_index *ix, struct neighbourhood *n)
{
	bool taken[NEAR_MAX] = { false };

	for (size_t i = 0; i < n->count; i++)
		n->story[i] = SLOT_NONE;
	for (;;) {
		uint32_t most = 0;
		size_t group = 0, story = 0;

		for (size_t i = 0; i < n->count; i++)
			for (size_t k = 0; k < n->stories_count; k++) {
				uint32_t same;

				if (n->group[i] != i || n->story[i] != SLOT_NONE || taken[k])
					continue;
				same = overlap(ix, n, (uint32_t)i, n->stories[k]);
				if (same > most ||
				        (same == most && same > 0 &&
				                ix->stories[n->stories[k]].id <
				                        ix->stories[n->stories[story]].id)) {
					most = same;
					group = i;
					story = k;
				}
			}
		if (most == 0)
			return;
		n->story[group] = n->stories[story];
		taken[story] = true;
	}
}

/* An id for a new story: that of its first article which is not a story's already. */
static int64_t
free_id(const struct story_index *ix, const uint32_t *members, size_t count)
{
	int64_t id;

	for (size_t i = 0; i < count; i++)
		if (idmap_get(&ix->story_of, (uint64_t)ix->articles[members[i]].id) == SLOT_NONE)
			return ix->articles[members[i]].id;
	for (id = ix->articles[members[0]].id | INT64_C(1) << 62;; id++)
		if (idmap_get(&ix->story_of, (uint64_t)id) == SLOT_NONE)
			return id;
}

static void
note_move(struct story_index *ix, int64_t article, int64_t from, int64_t to)
{
	ix->moves = grow_array(ix->moves, ix->moves_count + 1, &ix->moves_cap, sizeof(*ix->moves));
	ix->moves[ix->moves_count++] = (struct story_move){ article, from, to };
}

static void
apply_group(struct story_index *ix, struct neighbourhood *n, uint32_t group, const int64_t *was)
{
	uint32_t members[SETTLE_MAX], slot = n->story[group];
	size_t count = 0;
	bool same = slot != SLOT_NONE;

	for (size_t i = 0; i < n->count; i++) {
		if (n->group[i] != group)
			continue;
		members[count++] = n->articles[i];
		same &= ix->articles[n->articles[i]].story == slot || i == n->count - 1;
	}
	if (slot == SLOT_NONE)
		slot = n->story[group] = story_put(ix, free_id(ix, members, count));
	else if (same && count == ix->stories[slot].members_count &&
	         n->group[n->count - 1] != group)
		return; /* nothing changed */
	if (same && count == ix->stories[slot].members_count + 1)
		story_take(ix, slot, members[count - 1]);
	else
		story_refill(ix, slot, members, count);
	for (size_t i = 0; i + 1 < n->count; i++)
		if (n->group[i] == group && was[i] != ix->stories[slot].id)
			note_move(
			        ix, ix->articles[n->articles[i]].id, was[i], ix->stories[slot].id);
}

/* The story that went into `to` as a whole; the one with most articles when there are several. */
static int64_t
merged_whole(const struct story_index *ix, const struct neighbourhood *n, int64_t to)
{
	uint32_t most = 0;
	int64_t id = STORY_NONE;

	for (size_t k = 0; k < n->stories_count; k++) {
		const struct live_story *s = &ix->stories[n->stories[k]];
		uint32_t same = 0;

		if (s->used && s->members_count > 0)
			continue;
		for (size_t i = 0; i < ix->moves_count; i++)
			same += ix->moves[i].from == s->id && ix->moves[i].to == to;
		if (same == s->members_cap && same > most) {
			most = same;
			id = s->id;
		}
	}
	return id;
}

static void
apply(struct story_index *ix, struct neighbourhood *n, struct story_assignment *out)
{
	int64_t was[SETTLE_MAX];
	bool kept[NEAR_MAX] = { false };

	match_groups(ix, n);
	for (size_t i = 0; i + 1 < n->count; i++)
		was[i] = ix->stories[ix->articles[n->articles[i]].story].id;
	for (size_t k = 0; k < n->stories_count; k++)
		for (size_t i = 0; i < n->count; i++)
			kept[k] |= n->story[i] == n->stories[k];
	for (size_t i = 0; i < n->count; i++)
		if (n->group[i] == i)
			apply_group(ix, n, (uint32_t)i, was);
	out->story = ix->stories[n->story[n->group[n->count - 1]]].id;
	for (size_t k = 0; k < n->stories_count; k++) {
		struct live_story *s = &ix->stories[n->stories[k]];

		if (kept[k])
			continue;
		s->members_cap = s->members_count;
		s->members_count = 0;
	}
	out->merged_from = merged_whole(ix, n, out->story);
	for (size_t k = 0; k < n->stories_count; k++)
		if (!kept[k])
			story_drop(ix, n->stories[k]);
}

/* ---- the door ---- */

static double
similarity_to(const struct story_index *ix, const struct live_article *a)
{
	const struct live_story *s = &ix->stories[a->story];
	double length = centre_length(s);

	return s->members_count < 2 || length <= 0 ? 0 : vector_dot_centre(ix, a, s) / length;
}

bool
story_index_add(struct story_index *ix, int64_t id, int64_t date, struct str source,
        struct str features, struct story_assignment *out)
{
	struct features f;
	struct near list[NEAR_MAX];
	struct neighbourhood n;
	uint32_t article;
	size_t count;

	(void)source;
	ix->moves_count = 0;
	*out = (struct story_assignment){ 0 };
	if (id <= 0 || !features_unpack(features, &f) ||
	        idmap_get(&ix->article_of, (uint64_t)id) != SLOT_NONE)
		return false;
	article = article_put(ix, id, date, &f);
	count = find_near(ix, &ix->articles[article], list);
	score_near(ix, &ix->articles[article], list, &count);
	out->copy_of = find_copy(ix, &ix->articles[article], list, count);
	gather(ix, list, count, article, &n);
	if (count > 0 && list[0].score >= LINK_MIN &&
	        (n.stories_count == 0 || n.stories[0] != list[0].slot)) {
		story_take(ix, list[0].slot, article); /* too big, or the user's own */
		out->story = ix->stories[list[0].slot].id;
	} else {
		settle_group(n.list, n.count, near_gain(ix, date), n.group);
		apply(ix, &n, out);
	}
	out->similarity = similarity_to(ix, &ix->articles[article]);
	if (out->similarity > 1)
		out->similarity = 1;
	return true;
}
