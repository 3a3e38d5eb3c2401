/* SPDX-License-Identifier: ISC */
/*
 * test_alike.c - events of one kind in the same days stay apart, a story that is followed for days
 * stays one, whatever the order of arrival.  BCubed as Bagga and Baldwin (1998) have it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dateline/story.h>

#include <stdio.h>
#include <stdlib.h>

#define ARTICLES_MAX 100
#define ORDERS 20
#define FIRST_DAY 1711324800 /* Mon 25 Mar 2024 */

struct gold {
	struct story_doc doc;
	int story;
};
struct set {
	struct gold list[ARTICLES_MAX];
	size_t count;
};

static void
read_set(struct arena *a, struct set *set)
{
	const char *path = arena_printf(a, "%s/tests/story/alike.txt", getenv("srcdir")).p;
	struct story_doc *doc = NULL;
	struct buf file;
	struct str rest;
	struct err e;
	int story = 0;

	assert_true(file_read(path, 1 << 20, &file, &e));
	rest = arena_str(a, buf_str(&file));
	buf_free(&file);
	while (rest.p != NULL) {
		struct str line = str_split(&rest, '\n');
		int64_t day;

		if (line.len == 0 || line.p[0] == ';')
			continue;
		if (line.p[0] == '#') {
			story++;
		} else if (line.p[0] == '@') {
			assert_true(set->count < ARTICLES_MAX);
			assert_true(str_to_i64(str_trim(str_sub(line, 1, line.len)), &day));
			doc = &set->list[set->count].doc;
			set->list[set->count].story = story;
			doc->id = (int64_t)++set->count;
			doc->date = FIRST_DAY + day * 86400;
		} else if (doc->title.len == 0) {
			doc->title = line;
		} else {
			doc->text = line;
		}
	}
}

static double
bcubed(const struct set *set, const struct story_index *ix)
{
	double precision = 0, recall = 0;

	for (size_t i = 0; i < set->count; i++) {
		int64_t found = story_index_story(ix, set->list[i].doc.id);
		double both = 0, same_found = 0, same_gold = 0;

		for (size_t k = 0; k < set->count; k++) {
			bool f = story_index_story(ix, set->list[k].doc.id) == found;
			bool g = set->list[k].story == set->list[i].story;

			both += f && g;
			same_found += f;
			same_gold += g;
		}
		precision += both / same_found;
		recall += both / same_gold;
	}
	precision /= (double)set->count;
	recall /= (double)set->count;
	return 2 * precision * recall / (precision + recall);
}

static double
cluster(const struct set *set, const size_t *order)
{
	struct arena *a = arena_create();
	struct story_index *ix = story_index_create();
	double f1;

	for (size_t i = 0; i < set->count; i++) {
		const struct story_doc *d = &set->list[order[i]].doc;
		struct story_assignment out;

		assert_true(
		        story_index_add(ix, d->id, d->date, STR("x"), story_features(a, d), &out));
	}
	f1 = bcubed(set, ix);
	story_index_destroy(ix);
	arena_destroy(a);
	return f1;
}

static void
alike_events_stay_apart(void **state)
{
	struct arena *a = arena_create();
	struct set *set = arena_alloc(a, sizeof(*set));
	size_t order[ARTICLES_MAX];
	double least = 1, first;
	uint32_t seed = 7;

	(void)state;
	read_set(a, set);
	for (size_t i = 0; i < set->count; i++)
		order[i] = i;
	first = cluster(set, order);
	for (int round = 0; round < ORDERS; round++) {
		double f1;

		for (size_t i = set->count - 1; i > 0; i--) {
			size_t k, t = order[i];
			seed = seed * 1664525u + 1013904223u;
			k = (seed >> 8) % (i + 1);
			order[i] = order[k];
			order[k] = t;
		}
		f1 = cluster(set, order);
		least = f1 < least ? f1 : least;
	}
	printf("# %zu articles: BCubed F1 %.1f, the worst of %d orders %.1f\n", set->count,
	        100 * first, ORDERS, 100 * least);
	assert_true(first >= 0.95);
	assert_true(least >= 0.93);
	arena_destroy(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(alike_events_stay_apart) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
