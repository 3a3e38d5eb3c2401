/* SPDX-License-Identifier: ISC */
/*
 * resource.c - lists, word clusters and word vectors, read from text files into the sorted form in
 * which the model holds them.
 */
#include "train.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct row {
	uint32_t key;
	uint32_t fine, coarse;
	struct list_info info;
	float *vector;
	bool known;
};
struct rows {
	struct row *list;
	size_t count, cap;
};

static struct row *
add(struct rows *r)
{
	if (r->count == r->cap) {
		r->cap = r->cap > 0 ? r->cap * 2 : 1024;
		r->list = realloc(r->list, r->cap * sizeof(*r->list));
		if (r->list == NULL)
			out_of_memory();
	}
	r->list[r->count] = (struct row){ 0 };
	return &r->list[r->count++];
}

static int
by_key(const void *a, const void *b)
{
	uint32_t x = ((const struct row *)a)->key, y = ((const struct row *)b)->key;

	return x < y ? -1 : x > y;
}

/* Keys in order and where each bucket begins. */
static void
index_make(struct model_index *x, const struct rows *r)
{
	uint32_t *keys = calloc(r->count + 1, sizeof(*keys)), *starts, bits = 4;

	while (bits < 14 && (1u << bits) * 8 < r->count)
		bits++;
	starts = calloc((1u << bits) + 1, sizeof(*starts));
	if (keys == NULL || starts == NULL)
		out_of_memory();
	for (size_t i = 0; i < r->count; i++) {
		keys[i] = r->list[i].key;
		starts[(keys[i] >> (32 - bits)) + 1]++;
	}
	for (uint32_t i = 0; i < 1u << bits; i++)
		starts[i + 1] += starts[i];
	*x = (struct model_index){ keys, starts, (uint32_t)r->count, bits };
}

static FILE *
open_text(const char *path, struct err *e)
{
	FILE *f = fopen(path, "r");

	if (f == NULL)
		err_errno(e, "cannot read %s", path);
	return f;
}

static bool
read_lists(struct resources *r, const char *path, struct err *e)
{
	FILE *f = open_text(path, e);
	struct rows rows = { 0 };
	struct list_info *info;
	char line[512];

	if (f == NULL)
		return false;
	while (fgets(line, sizeof(line), f) != NULL) {
		char *bits = strchr(line, '\t'),
		     *country = bits != NULL ? strchr(bits + 1, '\t') : NULL;
		struct row *x;

		if (country == NULL)
			continue;
		x = add(&rows);
		x->key = hash_key(hash64(line, (size_t)(bits - line)));
		x->info.bits = (uint8_t)atoi(bits + 1);
		memcpy(x->info.country, country + 1, 2);
	}
	fclose(f);
	qsort(rows.list, rows.count, sizeof(*rows.list), by_key);
	index_make(&r->model.lists, &rows);
	info = calloc(rows.count + 1, sizeof(*info));
	for (size_t i = 0; i < rows.count; i++)
		info[i] = rows.list[i].info;
	r->model.list_info = info;
	free(rows.list);
	return true;
}

static bool
read_vectors(struct rows *rows, const char *path, size_t most, struct err *e)
{
	FILE *f = open_text(path, e);
	char *line = NULL;
	size_t size = 0;

	if (f == NULL)
		return false;
	while (rows->count < most && getline(&line, &size, f) > 0) {
		char *p = strchr(line, '\t');
		struct row *x;

		if (p == NULL)
			continue;
		x = add(rows);
		x->key = hash_key(hash64(line, (size_t)(p - line)));
		x->vector = malloc(GLOVE * sizeof(float));
		for (int k = 0; k < GLOVE; k++)
			x->vector[k] = 0.5f * strtof(p + 1, &p), p--;
	}
	free(line);
	fclose(f);
	return true;
}

static bool
read_clusters(struct rows *rows, const char *path, struct err *e)
{
	FILE *f = open_text(path, e);
	char line[512];
	size_t vectors = rows->count;

	if (f == NULL)
		return false;
	qsort(rows->list, vectors, sizeof(*rows->list), by_key);
	while (fgets(line, sizeof(line), f) != NULL) {
		char *a = strchr(line, '\t'), *b = a != NULL ? strchr(a + 1, '\t') : NULL;
		struct row key, *x;

		if (b == NULL)
			continue;
		key.key = hash_key(hash64(line, (size_t)(a - line)));
		x = vectors > 0 ? bsearch(&key, rows->list, vectors, sizeof(key), by_key) : NULL;
		if (x == NULL) {
			if (vectors > 0)
				continue;
			x = add(rows);
			x->key = key.key;
		}
		x->fine = (uint32_t)atoi(a + 1) + 1;
		x->coarse = (uint32_t)atoi(b + 1) + 1;
	}
	fclose(f);
	return true;
}

bool
resources_read(struct resources *r, const struct resource_paths *p, struct err *e)
{
	struct rows rows = { 0 };
	uint16_t *fine;
	uint8_t *coarse;

	if (!read_lists(r, p->lists, e) ||
	        (p->vectors != NULL && !read_vectors(&rows, p->vectors, p->words_max, e)) ||
	        !read_clusters(&rows, p->clusters, e))
		return false;
	qsort(rows.list, rows.count, sizeof(*rows.list), by_key);
	index_make(&r->model.words, &rows);
	fine = calloc(rows.count + 1, sizeof(*fine));
	coarse = calloc(rows.count + 1, sizeof(*coarse));
	r->glove = calloc((rows.count + 1) * GLOVE, sizeof(float));
	for (size_t i = 0; i < rows.count; i++) {
		fine[i] = (uint16_t)rows.list[i].fine;
		coarse[i] = (uint8_t)rows.list[i].coarse;
		if (rows.list[i].vector != NULL)
			memcpy(r->glove + i * GLOVE, rows.list[i].vector, GLOVE * sizeof(float));
		free(rows.list[i].vector);
	}
	r->model.cluster_fine = fine;
	r->model.cluster_coarse = coarse;
	free(rows.list);
	return true;
}
