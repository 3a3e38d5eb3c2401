/* SPDX-License-Identifier: ISC */
/*
 * index_private.h - what index.c, vector.c, postings.c and settle.c share: live articles with their
 * vectors, live stories with the sum of theirs, and how well two of them go together.
 */
#ifndef INDEX_PRIVATE_H
#define INDEX_PRIVATE_H

#include "story_private.h"

#define SLOT_NONE UINT32_MAX
#define LINK_MIN 0.30     /* two things that score so much are one story */
#define SETTLE_MAX 64     /* articles that are grouped anew at once */
#define STORY_MEMORY 64.0 /* articles that a story's centre remembers */
#define CENTRE_TERMS_MAX 2048

/* ---- a map of 64-bit keys (0 is no key) to slots ---- */
struct idmap {
	struct idmap_entry {
		uint64_t key;
		uint32_t slot;
	} * entries;
	size_t cap, used; /* cap: power of two; used counts removed ones too */
};
uint32_t idmap_get(const struct idmap *m, uint64_t key); /* SLOT_NONE when it is not there */
void idmap_put(struct idmap *m, uint64_t key, uint32_t slot);
void idmap_remove(struct idmap *m, uint64_t key);
void idmap_free(struct idmap *m);

/* ---- live things ---- */
struct live_article {
	int64_t id, date;
	struct term *terms; /* and behind them the sketch; one allocation */
	uint32_t *sketch;
	uint32_t story;      /* slot; of a free article slot, the next free one */
	uint32_t weighed_at; /* live articles when its weights were reckoned */
	uint16_t terms_count, sketch_count;
	bool pinned, used;
};
struct centre_term {
	uint32_t hash;
	float weight;
};
struct live_story {
	int64_t id, oldest, newest; /* dates INT64_MIN when none is known */
	int64_t undated_since; /* of a free story slot, the next free one */
	uint32_t *members; /* article slots in order of arrival */
	uint32_t members_count, members_cap;
	struct centre_term *centre; /* sum of the members' vectors, by hash; NULL: of one member */
	uint32_t centre_count;
	float mass;       /* articles in the sum, older ones fading past STORY_MEMORY */
	uint32_t *posted; /* terms under which it is found */
	uint32_t posted_count;
	bool pinned, used;
};

/* ---- postings: from a term to stories ---- */
struct posting {
	uint32_t story;
	float weight;
};
struct posting_list {
	struct posting *list;
	uint32_t count, cap; /* of one that is free: cap 0, count the next free one */
};
struct postings {
	struct idmap lists_of; /* term + 1 to index in lists */
	struct posting_list *lists;
	size_t lists_count, lists_cap;
	uint32_t free_first; /* 1 + a list that is free, 0: none */
};
void postings_add(struct postings *p, uint32_t term, uint32_t story, float weight);
void postings_remove(struct postings *p, uint32_t term, uint32_t story);
const struct posting_list *postings_get(const struct postings *p, uint32_t term);
void postings_free(struct postings *p);

struct story_index {
	struct live_article *articles;
	struct live_story *stories;
	size_t articles_count, articles_cap, stories_count, stories_cap; /* slots in use or freed */
	uint32_t live;                                                   /* articles */
	uint32_t free_story, free_article; /* 1 + a slot that can be used again, 0: none */
	uint32_t expire_at;                /* story slot that is looked at next for expiry */
	uint32_t dated; /* live articles with a date */
	struct idmap days; /* live articles of each day */
	struct idmap article_of, story_of, seen_in; /* seen_in: term + 1 to articles that have it */
	struct postings postings;
	double background[256]; /* chance of each step of rarity */
	float *partial; /* per story slot, of the running query */
	size_t scratch_cap;
	struct story_move *moves;
	size_t moves_count, moves_cap;
};

/* ---- vectors ---- */
void vector_prepare(struct story_index *ix);
/* Reckons the weights of the article's terms from how many live articles have each. */
void vector_weigh(const struct story_index *ix, struct live_article *a);
double vector_dot_centre(
        const struct story_index *ix, const struct live_article *a, const struct live_story *s);
void centre_add(struct live_story *s, const struct live_article *a);
double centre_length(const struct live_story *s);

/* How well two groups go together: mean similarity of their pairs, corrected for their sizes (a big
 * story is known better, two big ones that are alike may still be two), faded by the days between
 * them (gap_s, negative: a date is unknown), and raised by near_gain when they are of the same days. */
double link_score(double mean, size_t a_count, size_t b_count, int64_t gap_s, double near_gain);
/* What being of the same days tells: much where few live articles are, little where most are. */
double near_gain(const struct story_index *ix, int64_t date);
void days_change(struct story_index *ix, int64_t date, int by);
int64_t interval_gap(int64_t a_old, int64_t a_new, int64_t b_old, int64_t b_new);
/* Widens [*old, *new] by date; INT64_MIN is no date. */
void interval_add(int64_t *oldest, int64_t *newest, int64_t date);

/* Groups articles by average linkage; group_of[i] is the first index of i's group. */
void settle_group(const struct live_article *const *list, size_t count, double gain,
	uint32_t *group_of);

void *grow_array(void *list, size_t need, size_t *cap, size_t size); /* aborts on no memory */

#endif
