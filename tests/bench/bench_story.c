/* SPDX-License-Identifier: ISC */
/*
 * bench_story.c - articles clustered a second, with their features, as the live window fills to
 * 100,000 articles and slides on; the same for figures and briefs of one long story.  Articles are
 * made up: words by Zipf's law, 350 an article, 4 in 10 alone and the others in stories of 2 to 30
 * that have words of their own.
 */
#include <dateline/quantity.h>
#include <dateline/story.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#define ARTICLES 160000 /* or the argument */
#define STEP 20000
#define FULL 100000
#define WORDS 350
#define VOCABULARY 60000
#define OWN_WORDS 25
#define OPEN_STORIES 400
#define STEP_S (STORY_WINDOW_S / FULL)

struct made_story {
	uint32_t words[OWN_WORDS];
	int left;
};
static struct made_story made[OPEN_STORIES];
static uint64_t seed = 88172645463325252u;

static uint32_t
draw(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (uint32_t)(seed >> 32);
}

/* A word's rank by Zipf's law. */
static uint32_t
draw_word(void)
{
	double u = draw() / 4294967296.0;

	return (uint32_t)exp(u * log(VOCABULARY));
}

/* Common words are short, as in any language; an article has about 2,300 bytes. */
static size_t
put_word(char *p, uint32_t word)
{
	static const char syllables[25][4] = { "ba", "de", "ko", "li", "mu", "na", "pe", "qui",
		"ro", "sta", "te", "un", "vo", "wi", "xan", "zo", "fi", "gu", "ha", "je", "ce",
		"ol", "ir", "ey", "au" };
	size_t n = 0;

	for (word += 25; word > 0; word /= 25) {
		size_t len = strlen(syllables[word % 25]);

		memcpy(p + n, syllables[word % 25], len);
		n += len;
	}
	p[n++] = ' ';
	return n;
}

static size_t
make_article(char *p)
{
	struct made_story alone, *s = &made[draw() % OPEN_STORIES];
	size_t n = 0;

	if (draw() % 10 < 4)
		s = &alone, s->left = 0;
	if (s->left-- <= 0) {
		s->left = (int)(2 + draw() % 29);
		for (size_t i = 0; i < OWN_WORDS; i++)
			s->words[i] = draw() % VOCABULARY;
	}
	for (size_t i = 0; i < WORDS; i++)
		n += put_word(
		        p + n, draw() % 100 < 18 ? s->words[draw() % OWN_WORDS] : draw_word());
	return n;
}

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
cluster(int64_t articles)
{
	static char text[WORDS * 40];
	struct arena *a = arena_create();
	struct story_index *ix = story_index_create();
	double features_s = 0, add_s = 0, slowest = 0;
	size_t in_step = 0, stories = 0;
	struct rusage use;

	for (int64_t id = 1; id <= articles; id++) {
		struct story_doc d = { .id = id, .date = id * STEP_S };
		struct story_assignment out;
		struct str f;
		double t0, t1, t2;

		d.text = (struct str){ text, make_article(text) };
		t0 = seconds();
		f = story_features(a, &d);
		t1 = seconds();
		story_index_add(ix, id, d.date, STR("x"), f, &out);
		if (id % 500 == 0)
			story_index_expire(ix, d.date);
		t2 = seconds();
		features_s += t1 - t0;
		add_s += t2 - t1;
		slowest = t2 - t1 > slowest ? t2 - t1 : slowest;
		stories += out.story == id;
		arena_reset(a);
		if (++in_step == STEP || id == articles) {
			printf("story_cluster_at_%lldk %.0f articles/s\n", (long long)id / 1000,
			        (double)in_step / (features_s + add_s));
			printf("story_features_at_%lldk %.1f us\n", (long long)id / 1000,
			        features_s * 1e6 / (double)in_step);
			features_s = add_s = 0;
			in_step = 0;
		}
	}
	getrusage(RUSAGE_SELF, &use);
	printf("story_slowest_add %.1f ms\nstory_new_share %.2f of articles\nstory_memory %ld "
	       "MiB\n",
	        slowest * 1e3, (double)stories / (double)articles, use.ru_maxrss / 1024);
	story_index_destroy(ix);
	arena_destroy(a);
}

/* A story of 60 articles with figures. */
static void
long_story(void)
{
	static char text[60][4096];
	struct story_doc docs[60];
	struct arena *a = arena_create();
	struct figure_series *series;
	struct brief_sentence *brief;
	double t;

	for (size_t i = 0; i < 60; i++) {
		struct entities *e = arena_alloc(a, sizeof(*e));
		struct quantity_options o = { .date = INT64_MIN };
		size_t n = 0;

		for (size_t k = 0; k < 12; k++)
			n += (size_t)snprintf(text[i] + n, sizeof(text[i]) - n,
			        "The flood in district %zu killed %zu people and left about %zu "
			        "homeless, "
			        "the council of ward %zu said. Repairs will cost %zu million "
			        "euros.\n",
			        k, 20 + i, 1000 * (i + k + 1), k * 7, 3 + i * k);
		docs[i] = (struct story_doc){ .id = (int64_t)i + 1,
			.date = (int64_t)i * 3600,
			.title = STR("Flood toll rises"),
			.text = { text[i], n } };
		e->quantities_count = quantity_find(a, docs[i].text, &o, &e->quantities);
		docs[i].entities = e;
	}
	t = seconds();
	story_figures(a, docs, 60, &series);
	printf("story_figures_60 %.2f ms\n", (seconds() - t) * 1e3);
	t = seconds();
	story_brief(a, docs, 60, 6, &brief);
	printf("story_brief_60 %.2f ms\n", (seconds() - t) * 1e3);
	arena_destroy(a);
}

int
main(int argc, char **argv)
{
	cluster(argc > 1 ? atoll(argv[1]) : ARTICLES);
	long_story();
	return 0;
}
