/* SPDX-License-Identifier: ISC */
/*
 * bench_entity.c - names in text, in process, on one core: a long text named on the command line
 * (without one, made up), an article of 800 words, and opening the model.
 */
#include "../../src/entity/entity_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define ROUNDS 7
#define SENTENCES 12000
#define ARTICLE_WORDS 800

static double
now_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static const char *const parts[] = { "president", "spokesman", "minister", "report", "attack",
	"river", "bank", "company", "court", "election", "village", "police", "market", "season",
	"border", "storm", "budget", "train", "school", "hospital", "coach", "series", "treaty",
	"survey", "harbour", "valley", "deal" };
static const char *const names[] = { "Mara Quist", "Tomas Eld", "Norland", "Varda", "Port Ansel",
	"Birgit Aune", "Senn Bank", "the Norland Water Authority", "Oslo", "Kenya", "Henrik Lunde",
	"Lima", "United Nations", "Ministry of Trade", "Anton Reyes", "Hask", "Orrin Rail Co" };
static const char *const verbs[] = { "said", "denied", "closed", "visited", "opened",
	"warned about", "lost", "won", "left", "praised" };

static unsigned
next(unsigned *seed, unsigned below)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 8) % below;
}

/* Ordinary words are drawn from a few thousand made-up ones, common ones more often. */
static void
add_word(struct buf *b, unsigned *seed)
{
	unsigned n = next(seed, 60) * next(seed, 60);

	if (n % 3 == 0)
		buf_printf(b, " %s", parts[n % COUNT(parts)]);
	else
		buf_printf(
		        b, " %s%c%c", parts[n % COUNT(parts)], 'a' + n / 31 % 26, 'a' + n / 7 % 26);
}

static void
make_up(struct buf *b)
{
	unsigned seed = 1;

	for (int i = 0; i < SENTENCES; i++) {
		buf_printf(b, "%s %s the", names[next(&seed, COUNT(names))],
		        verbs[next(&seed, COUNT(verbs))]);
		for (unsigned k = 3 + next(&seed, 12); k > 0; k--)
			add_word(b, &seed);
		buf_printf(b, " in %s on Friday.%s", names[next(&seed, COUNT(names))],
		        i % 3 == 2 ? "\n" : " ");
	}
}

static struct str
first_words(struct str text, int count)
{
	size_t at = 0;

	for (; at < text.len && count > 0; at++)
		count -= text.p[at] == ' ' || text.p[at] == '\n';
	return str_sub(text, 0, at);
}

static double
find_s(const struct entity_model *m, struct str text)
{
	double best = 1e9;

	for (int i = 0; i < ROUNDS; i++) {
		struct arena *a = arena_create();
		struct entities e;
		double t = now_s(), d;

		entity_find(a, m, text, NULL, &e);
		d = now_s() - t;
		best = d < best ? d : best;
		arena_destroy(a);
	}
	return best;
}

/* Tokens to labels: without numbers, merging and roles. */
static double
tag_s(const struct entity_model *m, struct str text, size_t *tokens)
{
	double best = 1e9;

	for (int i = 0; i < ROUNDS; i++) {
		static const struct entity_options none = { .date = INT64_MIN };
		struct arena *a = arena_create();
		struct doc d = { .arena = a, .model = m, .text = text, .options = &none };
		double t = now_s(), took;

		d.tokens_count = token_split(a, text, &d.tokens);
		word_index(&d);
		if (m != NULL)
			tagger_tag(&d);
		else
			rules_tag(&d);
		took = now_s() - t;
		best = took < best ? took : best;
		*tokens = d.tokens_count;
		arena_destroy(a);
	}
	return best;
}

static struct entity_model *
open_model(void)
{
	const char *folder = getenv("DATELINE_PKGDATADIR");
	char path[4096];
	struct entity_model *m = NULL;
	struct err e;
	double t = now_s();

	snprintf(path, sizeof(path), "%s/names.model", folder != NULL ? folder : PKGDATADIR);
	if (!entity_model_open(&m, path, &e)) {
		fprintf(stderr, "%s\n", e.text);
		return NULL;
	}
	printf("entity_model_open %.2f ms\n", (now_s() - t) * 1e3);
	return m;
}

int
main(int argc, char **argv)
{
	struct entity_model *m = open_model();
	struct buf b;
	struct err e;
	size_t tokens = 0;
	double tag, all;

	if (argc > 1) {
		if (!file_read(argv[1], ENTITY_TEXT_MAX, &b, &e)) {
			fprintf(stderr, "%s\n", e.text);
			return 1;
		}
	} else {
		buf_init(&b, ENTITY_TEXT_MAX);
		make_up(&b);
	}
	tag = tag_s(m, buf_str(&b), &tokens);
	all = find_s(m, buf_str(&b));
	printf("entity_tag %.0f tokens/s\n", (double)tokens / tag);
	printf("entity_find %.0f tokens/s\n", (double)tokens / all);
	printf("entity_article_800_words %.2f ms\n",
	        find_s(m, first_words(buf_str(&b), ARTICLE_WORDS)) * 1e3);
	buf_free(&b);
	entity_model_close(m);
	return 0;
}
