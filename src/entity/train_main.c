/* SPDX-License-Identifier: ISC */
/*
 * train_main.c - dateline-train: corpora, lists, clusters and vectors to the names model.  The same
 * input gives the same model.  Not installed; dateline-hacking(7) has the command.
 */
#include "train.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define TESTS_MAX 8

struct job {
	struct resource_paths paths;
	const char *out;
	const char *tests[TESTS_MAX];
	size_t tests_count, features_max;
	int epochs, least, vector, without, shout_every;
	struct params params;
};

/* Rows seen fewer than `least` times teach nothing: they are left out. */
static size_t
prune(struct corpus *c, struct feature_table *t, unsigned least)
{
	uint32_t *to = malloc((t->count + 1) * sizeof(*to)), next = 0;
	size_t kept = 0;

	memset(to, 0xff, (t->count + 1) * sizeof(*to));
	for (size_t i = 0; i < t->size; i++)
		if (t->hashes[i] != 0) {
			if (t->seen[i] >= least)
				to[t->rows[i]] = next++;
			t->rows[i] = to[t->rows[i]];
		}
	for (size_t i = 0, k = 0; i < c->tokens_count; i++) {
		size_t end = i + 1 < c->tokens_count ? c->tokens[i + 1].feature : c->features_count;

		c->tokens[i].feature = (uint32_t)kept;
		for (; k < end; k++)
			if (to[c->features[k]] != UINT32_MAX)
				c->features[kept++] = to[c->features[k]];
	}
	c->features_count = kept;
	free(to);
	t->frozen = true;
	return next;
}

static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

/* PATH, PATH=WEIGHT or PATH=WEIGHT? (loose). */
static struct source
source_of(char *text)
{
	char *weight = strchr(text, '=');
	struct source s = { text, 1, false };

	if (weight == NULL)
		return s;
	*weight++ = '\0';
	s.weight = strtof(weight, &weight);
	s.loose = *weight == '?';
	return s;
}

static bool
run(struct job *job, char **files, int count, struct err *e)
{
	struct resources r = { .without = (uint32_t)job->without, .shout_every = job->shout_every };
	struct corpus all = { 0 }, tests[TESTS_MAX] = { { 0 } };
	struct feature_table table = { 0 };
	size_t rows;
	clock_t began = clock();

	if (!resources_read(&r, &job->paths, e))
		return false;
	for (int i = 0; i < count; i++) {
		struct source from = source_of(files[i]);

		if (!corpus_read(&all, &from, &r, &table, e))
			return false;
	}
	rows = prune(&all, &table, (unsigned)job->least);
	for (size_t i = 0; i < job->tests_count; i++)
		if (!corpus_read(
		            &tests[i], &(struct source){ job->tests[i], 1, false }, &r, &table, e))
			return false;
	params_init(&job->params, rows, (uint32_t)job->vector);
	printf("%zu sentences, %zu tokens, %zu features, %u words, %.1f s\n", all.samples_count,
	        all.tokens_count, rows, r.model.words.count,
	        (double)(clock() - began) / CLOCKS_PER_SEC);
	train_all(&job->params, &all, &r, job->epochs);
	printf("trained, %.1f s\n", (double)(clock() - began) / CLOCKS_PER_SEC);
	for (size_t k = 0; k < job->tests_count; k++)
		train_score(&job->params, &tests[k], &r, base_name(job->tests[k]));
	return job->out == NULL ||
	       model_write(job->out, &r, &job->params, &table, job->features_max, e);
}

static bool
option(struct job *job, const char *name, const char *value)
{
	struct params *p = &job->params;
	const struct {
		const char *name;
		const char **text;
		int *whole;
		float *real;
	} table[] = {
		{ "--lists", &job->paths.lists, NULL, NULL },
		{ "--clusters", &job->paths.clusters, NULL, NULL },
		{ "--vectors", &job->paths.vectors, NULL, NULL },
		{ "--out", &job->out, NULL, NULL },
		{ "--epochs", NULL, &job->epochs, NULL },
		{ "--least", NULL, &job->least, NULL },
		{ "--vector", NULL, &job->vector, NULL },
		{ "--without", NULL, &job->without, NULL },
		{ "--shout-every", NULL, &job->shout_every, NULL },
		{ "--rate", NULL, NULL, &p->rate },
		{ "--trans-rate", NULL, NULL, &p->trans_rate },
		{ "--dense-rate", NULL, NULL, &p->dense_rate },
		{ "--drop-sparse", NULL, NULL, &p->drop_sparse },
		{ "--drop-hidden", NULL, NULL, &p->drop_hidden },
		{ "--drop-word", NULL, NULL, &p->drop_word },
		{ "--decay", NULL, NULL, &p->decay },
	};

	if (strcmp(name, "--test") == 0 && job->tests_count < TESTS_MAX) {
		job->tests[job->tests_count++] = value;
		return true;
	}
	if (strcmp(name, "--seed") == 0) {
		p->random = strtoull(value, NULL, 10);
		return true;
	}
	if (strcmp(name, "--words") == 0) {
		job->paths.words_max = (size_t)atol(value);
		return true;
	}
	if (strcmp(name, "--features") == 0) {
		job->features_max = (size_t)atol(value);
		return true;
	}
	for (size_t i = 0; i < COUNT(table); i++) {
		if (strcmp(name, table[i].name) != 0)
			continue;
		if (table[i].text != NULL)
			*table[i].text = value;
		else if (table[i].whole != NULL)
			*table[i].whole = atoi(value);
		else
			*table[i].real = strtof(value, NULL);
		return true;
	}
	return false;
}

int
main(int argc, char **argv)
{
	static struct job job = { .epochs = 6,
		.shout_every = 10,
		.vector = 32,
		.least = 2,
		.features_max = 100000,
		.paths = { .words_max = 110000 },
		.params = { .rate = 0.01f,
		        .trans_rate = 0.1f,
		        .dense_rate = 0.001f,
		        .drop_sparse = 0.4f,
		        .drop_hidden = 0.3f,
		        .drop_word = 0.05f,
		        .decay = 0.0001f } };
	struct err e;
	int i = 1;

	for (; i + 1 < argc && strncmp(argv[i], "--", 2) == 0; i += 2)
		if (!option(&job, argv[i], argv[i + 1])) {
			fprintf(stderr, "dateline-train: unknown option %s\n", argv[i]);
			return ERR_USAGE;
		}
	if (i >= argc || job.paths.lists == NULL || job.paths.clusters == NULL) {
		fputs("usage: dateline-train --lists FILE --clusters FILE [--vectors FILE --vector "
		      "N] --out MODEL "
		      "[--test BIO]... BIO[=WEIGHT[?]]...\n",
		        stderr);
		return ERR_USAGE;
	}
	if (!run(&job, argv + i, argc - i, &e)) {
		fprintf(stderr, "dateline-train: %s\n", e.text);
		return ERR_FAIL;
	}
	return 0;
}
