/* SPDX-License-Identifier: ISC */
/*
 * settle.c - groups a neighbourhood of articles anew, whatever the order they came in:
 * agglomerative clustering by average linkage.  An article the user has put somewhere stays with
 * its kind: pinned ones never get here.
 */
#include "index_private.h"

#include <string.h>

struct group {
	uint32_t count; /* 0: merged away */
	int64_t oldest, newest;
};
/* The terms of all articles in chains by hash, so that only pairs that share a term cost time. */
#define CHAINS 4096
struct link {
	uint32_t hash;
	uint16_t weight, doc, next; /* next: 1 + its place, 0 = end */
};
struct chains {
	uint16_t first[CHAINS];
	struct link links[SETTLE_MAX * FEATURE_TERMS_MAX];
	uint16_t count;
};
_Static_assert(SETTLE_MAX *FEATURE_TERMS_MAX < UINT16_MAX, "links are counted in 16 bits");

struct settling {
	float sums[SETTLE_MAX][SETTLE_MAX]; /* similarities between the pairs of two groups */
	struct group groups[SETTLE_MAX];
	double best[SETTLE_MAX]; /* of each group, its best partner above it */
	uint32_t partner[SETTLE_MAX];
	size_t count;
	double gain; /* of being of the same days */
};

static double
score_of(const struct settling *s, size_t a, size_t b)
{
	const struct group *x = &s->groups[a], *y = &s->groups[b];
	double mean = s->sums[a][b] / ((double)x->count * y->count);

	return link_score(mean, x->count, y->count,
	        interval_gap(x->oldest, x->newest, y->oldest, y->newest), s->gain);
}

static void
find_partner(struct settling *s, size_t a)
{
	s->best[a] = 0;
	for (size_t b = a + 1; b < s->count; b++) {
		double score;

		if (s->groups[b].count == 0)
			continue;
		score = score_of(s, a, b);
		if (score > s->best[a]) {
			s->best[a] = score;
			s->partner[a] = (uint32_t)b;
		}
	}
}

static void
merge(struct settling *s, size_t a, size_t b, uint32_t *group_of)
{
	struct group *x = &s->groups[a], *y = &s->groups[b];

	for (size_t c = 0; c < s->count; c++) {
		s->sums[a][c] += s->sums[b][c];
		s->sums[c][a] = s->sums[a][c];
		if (group_of[c] == b)
			group_of[c] = (uint32_t)a;
	}
	x->count += y->count;
	y->count = 0;
	s->best[b] = 0;
	interval_add(&x->oldest, &x->newest, y->oldest);
	interval_add(&x->oldest, &x->newest, y->newest);
	for (size_t c = 0; c < s->count; c++)
		if (s->groups[c].count > 0 && (c <= a || s->partner[c] == b || s->partner[c] == a))
			find_partner(s, c);
}

static void
add_article(struct settling *s, struct chains *c, const struct live_article *a, uint16_t doc)
{
	for (size_t i = 0; i < a->terms_count; i++) {
		const struct term *t = &a->terms[i];
		uint16_t *first = &c->first[t->hash % CHAINS];

		for (uint16_t at = *first; at != 0; at = c->links[at - 1].next) {
			const struct link *l = &c->links[at - 1];

			if (l->hash == t->hash)
				s->sums[doc][l->doc] += (float)l->weight * (float)t->weight;
		}
		c->links[c->count++] = (struct link){ t->hash, t->weight, doc, *first };
		*first = c->count;
	}
}

static void
fill_sums(struct settling *s, const struct live_article *const *list)
{
	struct chains c;

	memset(c.first, 0, sizeof(c.first));
	c.count = 0;
	for (size_t i = 0; i < s->count; i++)
		add_article(s, &c, list[i], (uint16_t)i);
	for (size_t i = 0; i < s->count; i++)
		for (size_t j = 0; j < i; j++) {
			s->sums[i][j] /= 65535.0f * 65535.0f;
			s->sums[j][i] = s->sums[i][j];
		}
}

void
settle_group(const struct live_article *const *list, size_t count, double gain, uint32_t *group_of)
{
	static const struct settling empty;
	struct settling s = empty;

	if (count < 2) {
		group_of[0] = 0;
		return;
	}
	s.count = count;
	s.gain = gain;
	for (size_t i = 0; i < count; i++) {
		group_of[i] = (uint32_t)i;
		s.groups[i] = (struct group){ 1, list[i]->date, list[i]->date };
	}
	fill_sums(&s, list);
	for (size_t i = 0; i < count; i++)
		find_partner(&s, i);
	for (;;) {
		size_t a = 0;

		for (size_t i = 1; i < count; i++)
			if (s.groups[i].count > 0 && s.best[i] > s.best[a])
				a = i;
		if (s.best[a] < LINK_MIN)
			return;
		merge(&s, a, s.partner[a], group_of);
	}
}
