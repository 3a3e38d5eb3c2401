/* SPDX-License-Identifier: ISC */
/*
 * train.h - what the files of dateline-train share: samples, parameters, resources.
 */
#ifndef ENTITY_TRAIN_H
#define ENTITY_TRAIN_H

#include "feature.h"

#define LABELS_PAD 20 /* labels of a row, rounded up for the vector unit */
#define GLOVE 100     /* numbers of a raw word vector */

#define LABEL_UNKNOWN 255 /* any label may be right */

struct sample_token {
	uint64_t extra;   /* bits of the inputs beside the vector */
	uint32_t row;     /* word row, or UINT32_MAX */
	uint32_t feature; /* where its features start; the next token's start is their end */
	uint8_t label, flags;
};
struct sample {                /* a sentence */
	uint32_t first, count; /* in corpus.tokens; one token more stands behind as an end mark */
	float weight;
	bool partial; /* the source does not mark MISC: O may hide it */
};
struct corpus {
	struct arena *arena; /* scratch of one document at a time */
	struct sample *samples;
	size_t samples_count, samples_cap;
	struct sample_token *tokens;
	size_t tokens_count, tokens_cap;
	uint32_t *features; /* indices of parameter rows */
	size_t features_count, features_cap;
	size_t pages;
};

/* Hash of a feature to its row. */
struct feature_table {
	uint64_t *hashes;
	uint32_t *rows, *seen;
	size_t size, count; /* size is a power of two */
	bool frozen;
};
uint32_t feature_row(struct feature_table *t, uint64_t hash); /* UINT32_MAX when frozen and new */

/* Lists, clusters and vectors in the memory form of a model without weights. */
struct resources {
	struct entity_model model;
	float *glove;     /* GLOVE numbers of each word row */
	uint32_t without; /* feature templates left out */
	int shout_every;  /* each so-manieth page is read once more in capitals; 0 = none */
};
struct resource_paths {
	const char *lists, *clusters, *vectors; /* vectors may be NULL */
	size_t words_max;
};
bool resources_read(struct resources *r, const struct resource_paths *p, struct err *e);

struct source {
	const char *path;
	float weight;
	bool loose;
};
/* Reads a BIO file: "token TAB tag", blank line = sentence, -DOCSTART- = document.  Of a loose one
 * the names that touch a MISC are not believed (GUM's flat form cuts "New York" there). */
bool corpus_read(struct corpus *c, const struct source *from, const struct resources *r,
        struct feature_table *t, struct err *e);

struct net {
	float project[GLOVE][VECTOR_MAX]; /* raw vector to the one that is stored */
	float in[WINDOW][VECTOR_MAX + INPUT_EXTRA][HIDDEN];
	float beyond[WINDOW][HIDDEN];
	float bias[HIDDEN];
	float flags[INPUT_FLAGS][HIDDEN];
	float out[HIDDEN][LABELS_PAD];
};
struct params {
	float *sparse,
	        *sparse_sum; /* LABELS_PAD of each feature, and their sums of squared steps */
	size_t rows;
	float trans[LABELS + 1][LABELS_PAD]; /* the last row: at the start of a sentence */
	float trans_sum[LABELS + 1][LABELS_PAD];
	struct net net, step1, step2; /* the net, and the moments of Adam */
	uint32_t vector;              /* numbers of a stored vector; 0 = no net */
	uint64_t random, steps;
	float rate, trans_rate, dense_rate, drop_sparse, drop_hidden, drop_word, decay;
};
void params_init(struct params *p, size_t rows, uint32_t vector);
/* All passes over the samples, each in a new order, in ever smaller steps. */
void train_all(struct params *p, const struct corpus *c, const struct resources *r, int epochs);
/* Prints precision, recall and F1 of exact names. */
void train_score(
        struct params *p, const struct corpus *c, const struct resources *r, const char *name);
bool model_write(const char *path, const struct resources *r, const struct params *p,
        const struct feature_table *t, size_t features_max, struct err *e);

#endif
