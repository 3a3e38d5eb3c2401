/* SPDX-License-Identifier: ISC */
/*
 * write.c - parameters to the model file: the most telling features in one byte a label with a
 * scale of their own, word vectors projected and in one byte a number, the network as it is.
 */
#include "train.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct kept {
	uint32_t key, row;
	float worth;
};

static int
by_worth(const void *a, const void *b)
{
	float x = ((const struct kept *)a)->worth, y = ((const struct kept *)b)->worth;

	return x > y ? -1 : x < y;
}

static int
by_key(const void *a, const void *b)
{
	uint32_t x = ((const struct kept *)a)->key, y = ((const struct kept *)b)->key;

	return x < y ? -1 : x > y;
}

/* A feature tells as much as its weights are large and as it is seen often. */
static size_t
choose(const struct params *p, const struct feature_table *t, size_t most, struct kept **out)
{
	struct kept *list = calloc(p->rows + 1, sizeof(*list));
	size_t n = 0;

	for (size_t i = 0; i < t->size; i++) {
		float sum = 0;

		if (t->hashes[i] == 0 || t->rows[i] == UINT32_MAX)
			continue;
		for (int y = 0; y < LABELS; y++)
			sum += fabsf(p->sparse[(size_t)t->rows[i] * LABELS_PAD + (size_t)y]);
		list[n++] = (struct kept){ hash_key(t->hashes[i]), t->rows[i],
			sum * sqrtf(logf(1 + (float)t->seen[i])) };
	}
	qsort(list, n, sizeof(*list), by_worth);
	n = n < most ? n : most;
	qsort(list, n, sizeof(*list), by_key);
	*out = list;
	return n;
}

struct file {
	struct buf bytes;
	struct model_header head;
};

static void
section(struct file *f, enum model_section s, const void *bytes, size_t size)
{
	while (f->bytes.len % 8 != 0)
		buf_add_char(&f->bytes, '\0');
	f->head.sections[s].start = (uint32_t)f->bytes.len;
	f->head.sections[s].size = (uint32_t)size;
	buf_add(&f->bytes, bytes, size);
}

static void
index_sections(struct file *f, enum model_section keys, const struct model_index *x)
{
	section(f, keys, x->keys, x->count * sizeof(uint32_t));
	section(f, keys + 1, x->starts, ((1u << x->bits) + 1) * sizeof(uint32_t));
}

static void
feature_sections(struct file *f, const struct params *p, const struct feature_table *t, size_t most)
{
	struct kept *kept;
	size_t n = choose(p, t, most, &kept);
	uint32_t bits = 4, *keys = calloc(n + 1, sizeof(*keys)), *starts;
	uint8_t *scales = calloc(n + 1, 1);
	int8_t *weights = calloc(n + 1, LABELS);

	while (bits < 16 && (1u << bits) * 4 < n)
		bits++;
	starts = calloc((1u << bits) + 1, sizeof(*starts));
	for (size_t i = 0; i < n; i++) {
		const float *w = p->sparse + (size_t)kept[i].row * LABELS_PAD;
		float most_w = 0;
		int scale;

		keys[i] = kept[i].key;
		starts[(keys[i] >> (32 - bits)) + 1]++;
		for (int y = 0; y < LABELS; y++)
			most_w = fabsf(w[y]) > most_w ? fabsf(w[y]) : most_w;
		scale = (int)ceilf((log2f(most_w / 127 + 1e-9f) + 16) * 8);
		scales[i] = (uint8_t)(scale < 0 ? 0 : scale > 255 ? 255 : scale);
		for (int y = 0; y < LABELS; y++)
			weights[i * LABELS + (size_t)y] =
			        (int8_t)lrintf(w[y] / feature_step(scales[i]));
	}
	for (uint32_t i = 0; i < 1u << bits; i++)
		starts[i + 1] += starts[i];
	f->head.features = (uint32_t)n;
	f->head.feature_bits = bits;
	section(f, SECTION_FEATURE_KEYS, keys, n * sizeof(*keys));
	section(f, SECTION_FEATURE_STARTS, starts, ((1u << bits) + 1) * sizeof(*starts));
	section(f, SECTION_FEATURE_SCALE, scales, n);
	section(f, SECTION_FEATURE_WEIGHTS, weights, n * LABELS);
}

#define VECTOR_STEP                                                                                \
	0.335f /* deviations a step of four bits is worth: the best for a bell curve               \
	        */

/* Word vectors through the projection, four bits a number in units of its deviation, which goes
 * into the weights instead. */
static void
vector_section(struct file *f, const struct resources *r, const struct params *p, float *deviation)
{
	size_t words = r->model.words.count, size = p->vector / 2;
	float *all = calloc(words * p->vector + 1, sizeof(*all));
	uint8_t *bytes = calloc(words * size + 1, 1);

	for (uint32_t j = 0; j < p->vector; j++) {
		double square = 0;

		for (size_t w = 0; w < words; w++) {
			float s = 0;

			for (int k = 0; k < GLOVE; k++)
				s += r->glove[w * GLOVE + (size_t)k] * p->net.project[k][j];
			all[w * p->vector + j] = s;
			square += (double)s * s;
		}
		deviation[j] = (float)sqrt(square / (double)(words > 0 ? words : 1)) + 1e-9f;
		for (size_t w = 0; w < words; w++) {
			float q = all[w * p->vector + j] / deviation[j] / VECTOR_STEP + 7.5f;
			unsigned four = (unsigned)lrintf(q < 0 ? 0 : q > 15 ? 15 : q);

			bytes[w * size + j / 2] |= (uint8_t)(four << (j % 2 * 4));
		}
	}
	f->head.vector_size = p->vector;
	f->head.vector_scale = VECTOR_STEP;
	section(f, SECTION_WORD_VECTORS, bytes, words * size);
}

static void
net_section(struct file *f, const struct params *p, const float *deviation)
{
	uint32_t inputs = p->vector + INPUT_EXTRA;
	size_t n = p->vector > 0 ? NET_FLOATS(inputs) : 0, at = 0;
	float *x = calloc(n + 1, sizeof(*x));

	for (int o = 0; n > 0 && o < WINDOW; o++)
		for (uint32_t k = 0; k < inputs; k++)
			for (int j = 0; j < HIDDEN; j++)
				x[at++] = p->net.in[o][k][j] * (k < p->vector ? deviation[k] : 1);
	if (n > 0) {
		memcpy(x + at, p->net.beyond, sizeof(p->net.beyond));
		at += WINDOW * HIDDEN;
		memcpy(x + at, p->net.bias, sizeof(p->net.bias));
		at += HIDDEN;
		memcpy(x + at, p->net.flags, sizeof(p->net.flags));
		at += INPUT_FLAGS * HIDDEN;
		for (int j = 0; j < HIDDEN; j++)
			for (int y = 0; y < LABELS; y++)
				x[at++] = p->net.out[j][y];
	}
	section(f, SECTION_NET, x, n * sizeof(*x));
}

bool
model_write(const char *path, const struct resources *r, const struct params *p,
        const struct feature_table *t, size_t features_max, struct err *e)
{
	struct file f = { .head = { .magic = MODEL_MAGIC, .version = MODEL_VERSION } };
	float trans[LABELS + 1][LABELS], deviation[VECTOR_MAX];

	buf_init(&f.bytes, MODEL_SIZE_MAX);
	buf_add(&f.bytes, &f.head, sizeof(f.head));
	f.head.lists = r->model.lists.count;
	f.head.list_bits = r->model.lists.bits;
	f.head.words = r->model.words.count;
	f.head.word_bits = r->model.words.bits;
	index_sections(&f, SECTION_LIST_KEYS, &r->model.lists);
	section(&f, SECTION_LIST_INFO, r->model.list_info,
	        r->model.lists.count * sizeof(struct list_info));
	index_sections(&f, SECTION_WORD_KEYS, &r->model.words);
	section(&f, SECTION_WORD_FINE, r->model.cluster_fine,
	        r->model.words.count * sizeof(uint16_t));
	section(&f, SECTION_WORD_COARSE, r->model.cluster_coarse, r->model.words.count);
	vector_section(&f, r, p, deviation);
	feature_sections(&f, p, t, features_max);
	for (int x = 0; x <= LABELS; x++)
		memcpy(trans[x], p->trans[x], sizeof(trans[x]));
	section(&f, SECTION_TRANSITIONS, trans, sizeof(trans));
	net_section(&f, p, deviation);
	f.head.size = (uint32_t)f.bytes.len;
	f.head.check = model_check(
	        (const uint8_t *)f.bytes.p + sizeof(f.head), f.bytes.len - sizeof(f.head));
	memcpy(f.bytes.p, &f.head, sizeof(f.head));
	return !f.bytes.full && file_write_atomic(path, buf_str(&f.bytes), 0644, e);
}
