/* SPDX-License-Identifier: ISC */
/*
 * vector.c - articles as vectors: a term's weight is its weight in the article times -ln of the
 * chance that an article has it.  That chance starts from the background table and moves towards
 * what the live articles show, so the first article of a fresh store is weighed as well as the
 * last.
 */
#include "index_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BACKGROUND_ARTICLES 20000.0 /* live articles that count as much as the background */
#define SIZE_GAIN 0.3               /* how much more surely one links to a story of many articles */
#define SIZE_LOSS 0.25 /* how much less surely two stories of many link, by ln of the smaller */
#define SIZE_FULL 8    /* articles from which on a story is known */
#define FADE_AFTER_S (2 * 86400)
#define FADE_S (6 * 86400.0)
#define NEAR_DAYS 2    /* each way, that count as the same days */
#define NEAR_GAIN 0.05 /* for each factor e by which those days are rarer than all */
#define NEAR_MOST 0.2
#define DAY_S 86400

/* -ln of the chance that an article has the term, from the background and the live ones. */
static double
term_rarity(const struct story_index *ix, const struct term *t, double all)
{
	uint32_t seen;

	if (t->background == BACKGROUND_PAIR)
		return BACKGROUND_PAIR / BACKGROUND_STEP;
	seen = idmap_get(&ix->seen_in, (uint64_t)t->hash + 1);
	if (seen == SLOT_NONE || seen < 2) /* only here */
		return all - log(BACKGROUND_ARTICLES) + t->background / BACKGROUND_STEP;
	return all - log(BACKGROUND_ARTICLES * ix->background[t->background] + (seen - 1));
}

void
vector_weigh(const struct story_index *ix, struct live_article *a)
{
	double raw[FEATURE_TERMS_MAX], sum = 0, all = log(BACKGROUND_ARTICLES + ix->live);

	for (size_t i = 0; i < a->terms_count; i++) {
		raw[i] = a->terms[i].tf * term_rarity(ix, &a->terms[i], all);
		sum += raw[i] * raw[i];
	}
	sum = sum > 0 ? 65535.0 / sqrt(sum) : 0;
	for (size_t i = 0; i < a->terms_count; i++)
		a->terms[i].weight = raw[i] > 0 ? (uint16_t)(raw[i] * sum + 0.5) : 0;
	a->weighed_at = ix->live;
}

void
vector_prepare(struct story_index *ix)
{
	for (size_t i = 0; i < COUNT(ix->background); i++)
		ix->background[i] = exp(-(double)i / BACKGROUND_STEP);
}

static double
dot_articles(const struct live_article *a, const struct live_article *b)
{
	uint64_t sum = 0;

	for (size_t i = 0, j = 0; i < a->terms_count && j < b->terms_count;) {
		if (a->terms[i].hash == b->terms[j].hash)
			sum += (uint64_t)a->terms[i++].weight * b->terms[j++].weight;
		else if (a->terms[i].hash < b->terms[j].hash)
			i++;
		else
			j++;
	}
	return (double)sum / (65535.0 * 65535.0);
}

double
vector_dot_centre(
        const struct story_index *ix, const struct live_article *a, const struct live_story *s)
{
	double sum = 0;

	if (s->centre == NULL)
		return s->members_count == 0 ? 0 : dot_articles(a, &ix->articles[s->members[0]]);

	for (size_t i = 0, j = 0; i < a->terms_count && j < s->centre_count;) {
		if (a->terms[i].hash == s->centre[j].hash)
			sum += a->terms[i++].weight * (double)s->centre[j++].weight;
		else if (a->terms[i].hash < s->centre[j].hash)
			i++;
		else
			j++;
	}
	return sum / 65535.0;
}

static int
heavier(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return x > y ? -1 : x < y;
}

/* Drops the lightest terms of a centre that has grown too long. */
static size_t
centre_cut(struct centre_term *list, size_t count)
{
	float *weights;
	float least;
	size_t kept = 0;

	if (count <= CENTRE_TERMS_MAX)
		return count;
	weights = grow_array(NULL, count, &(size_t){ 0 }, sizeof(*weights));
	for (size_t i = 0; i < count; i++)
		weights[i] = list[i].weight;
	qsort(weights, count, sizeof(*weights), heavier);
	least = weights[CENTRE_TERMS_MAX / 2];
	free(weights);
	for (size_t i = 0; i < count; i++)
		if (list[i].weight >= least && kept < CENTRE_TERMS_MAX)
			list[kept++] = list[i];
	return kept;
}

void
centre_add(struct live_story *s, const struct live_article *a)
{
	size_t need = (size_t)s->centre_count + a->terms_count, i = 0, j = 0, n = 0;
	struct centre_term *list = grow_array(NULL, need + 1, &(size_t){ 0 }, sizeof(*list));
	float fade = s->mass >= STORY_MEMORY ? (float)(1.0 - 1.0 / STORY_MEMORY) : 1.0f;

	while (i < s->centre_count || j < a->terms_count) {
		if (j >= a->terms_count ||
		        (i < s->centre_count && s->centre[i].hash < a->terms[j].hash)) {
			list[n] = s->centre[i++];
			list[n++].weight *= fade;
		} else {
			list[n].hash = a->terms[j].hash;
			list[n].weight = a->terms[j].weight / 65535.0f;
			if (i < s->centre_count && s->centre[i].hash == a->terms[j].hash)
				list[n].weight += fade * s->centre[i++].weight;
			n++;
			j++;
		}
	}
	free(s->centre);
	s->centre_count = (uint32_t)centre_cut(list, n);
	s->centre = realloc(list, ((size_t)s->centre_count + 1) * sizeof(*list));
	if (s->centre == NULL)
		s->centre = list;
	s->mass = s->mass * fade + 1.0f;
}

double
centre_length(const struct live_story *s)
{
	double sum = 0;

	for (size_t i = 0; i < s->centre_count; i++)
		sum += (double)s->centre[i].weight * s->centre[i].weight;
	return sqrt(sum);
}

void
interval_add(int64_t *oldest, int64_t *newest, int64_t date)
{
	if (date == INT64_MIN)
		return;
	if (*oldest == INT64_MIN || date < *oldest)
		*oldest = date;
	if (*newest == INT64_MIN || date > *newest)
		*newest = date;
}

int64_t
interval_gap(int64_t a_old, int64_t a_new, int64_t b_old, int64_t b_new)
{
	uint64_t gap;

	if (a_old == INT64_MIN || b_old == INT64_MIN)
		return -1;
	if (a_old <= b_new && b_old <= a_new)
		return 0;
	gap = a_old > b_new ? (uint64_t)a_old - (uint64_t)b_new : (uint64_t)b_old - (uint64_t)a_new;
	return gap > INT64_MAX ? INT64_MAX : (int64_t)gap;
}

static uint64_t
day_key(int64_t day)
{
	return (uint64_t)day ^ (UINT64_C(1) << 63); /* never 0 for a day that a date can have */
}

static int64_t
day_of(int64_t date)
{
	return date / DAY_S - (date % DAY_S < 0);
}

void
days_change(struct story_index *ix, int64_t date, int by)
{
	uint64_t key = day_key(day_of(date));
	uint32_t n;

	if (date == INT64_MIN)
		return;
	n = idmap_get(&ix->days, key);
	n = (n == SLOT_NONE ? 0 : n) + (uint32_t)by;
	if (n == 0)
		idmap_remove(&ix->days, key);
	else
		idmap_put(&ix->days, key, n);
	ix->dated += (uint32_t)by;
}

double
near_gain(const struct story_index *ix, int64_t date)
{
	uint32_t near = 0;
	double gain;

	if (date == INT64_MIN || ix->dated == 0)
		return 0;
	for (int64_t d = -NEAR_DAYS; d <= NEAR_DAYS; d++) {
		uint32_t n = idmap_get(&ix->days, day_key(day_of(date) + d));

		near += n == SLOT_NONE ? 0 : n;
	}
	gain = NEAR_GAIN * log((double)ix->dated / (near > 0 ? near : 1));
	return gain < NEAR_MOST ? gain : NEAR_MOST;
}

double
link_score(double mean, size_t a_count, size_t b_count, int64_t gap_s, double gain)
{
	double most = (double)(a_count > b_count ? a_count : b_count);
	double least = (double)(a_count > b_count ? b_count : a_count);

	if (gap_s > STORY_WINDOW_S)
		return 0;
	if (most > SIZE_FULL)
		most = SIZE_FULL;
	if (least > SIZE_FULL)
		least = SIZE_FULL;
	mean *= (1.0 + SIZE_GAIN * (1.0 - 1.0 / most)) / (1.0 + SIZE_LOSS * log(least));
	if (gap_s < 0)
		return mean;
	return gap_s <= FADE_AFTER_S ? mean * (1.0 + gain)
	                             : mean * exp(-(double)(gap_s - FADE_AFTER_S) / FADE_S);
}
