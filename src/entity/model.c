/* SPDX-License-Identifier: ISC */
/*
 * model.c - the model file: mapped, checked, looked into.  Nothing in it is trusted before its
 * magic, version, sizes and check sum are right; then every lookup stays inside its section.
 */
#include "model.h"
#include "memo.h"

#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

uint64_t
hash_mix(uint64_t a, uint64_t b)
{
	uint64_t h = (a ^ (b * 0x9e3779b97f4a7c15u)) * 0xff51afd7ed558ccdu;

	return h ^ h >> 32;
}

uint32_t
hash_key(uint64_t h)
{
	h *= 0xc4ceb9fe1a85ec53u;
	return (uint32_t)(h >> 32);
}

uint32_t
model_find(const struct model_index *x, uint32_t key)
{
	uint32_t bucket, low, high;

	if (x->count == 0)
		return UINT32_MAX;
	bucket = key >> (32 - x->bits);
	low = x->starts[bucket];
	high = x->starts[bucket + 1];
	while (low < high && low < x->count && x->keys[low] < key)
		low++;
	return low < high && low < x->count && x->keys[low] == key ? low : UINT32_MAX;
}

bool
model_list_find(const struct entity_model *m, struct str lower, struct place_hit *out)
{
	uint32_t at = model_find(&m->lists, hash_key(hash_str(lower)));

	if (at == UINT32_MAX)
		return false;
	out->bits = m->list_info[at].bits;
	memcpy(out->country, m->list_info[at].country, 2);
	return true;
}

void
model_vector(const struct entity_model *m, uint32_t row, float *out)
{
	const uint8_t *v = m->vectors + (size_t)row * (m->vector_size / 2);

	for (uint32_t i = 0; i < m->vector_size; i += 2) {
		out[i] = m->vector_scale * ((float)(v[i / 2] & 15) - 7.5f);
		out[i + 1] = m->vector_scale * ((float)(v[i / 2] >> 4) - 7.5f);
	}
}

/* Eight bytes at a step: a check against damage, not against malice. */
uint64_t
model_check(const uint8_t *bytes, size_t size)
{
	uint64_t h = 0x1234567890abcdefu ^ size, word;
	size_t i = 0;

	for (; i + 8 <= size; i += 8) {
		memcpy(&word, bytes + i, 8);
		h = (h ^ word) * 0x9fb21c651e98df25u;
		h ^= h >> 29;
	}
	for (; i < size; i++)
		h = (h ^ bytes[i]) * 0x9fb21c651e98df25u;
	return h ^ h >> 32;
}

float
feature_step(uint8_t scale)
{
	return exp2f((float)scale / 8.0f - 16.0f);
}

/* Each bucket's start is checked once, so that lookups need not. */
static bool
check_index(const struct model_index *x)
{
	for (uint32_t i = 0; i < 1u << x->bits; i++)
		if (x->starts[i] > x->starts[i + 1])
			return false;
	return x->starts[1u << x->bits] == x->count;
}

struct plan { /* size that each section must have */
	uint64_t size[SECTIONS];
};

static struct plan
plan_of(const struct model_header *h)
{
	uint64_t list_starts = (1u << h->list_bits) + 1, word_starts = (1u << h->word_bits) + 1,
	         feature_starts = (1u << h->feature_bits) + 1;
	uint64_t inputs = h->vector_size + MODEL_EXTRA;
	struct plan p = { .size = {
		                  [SECTION_LIST_KEYS] = 4ull * h->lists,
		                  [SECTION_LIST_STARTS] = 4 * list_starts,
		                  [SECTION_LIST_INFO] =
		                          sizeof(struct list_info) * (uint64_t)h->lists,
		                  [SECTION_WORD_KEYS] = 4ull * h->words,
		                  [SECTION_WORD_STARTS] = 4 * word_starts,
		                  [SECTION_WORD_FINE] = 2ull * h->words,
		                  [SECTION_WORD_COARSE] = h->words,
		                  [SECTION_WORD_VECTORS] =
		                          (uint64_t)h->words * (h->vector_size / 2),
		                  [SECTION_FEATURE_KEYS] = 4ull * h->features,
		                  [SECTION_FEATURE_STARTS] = 4 * feature_starts,
		                  [SECTION_FEATURE_SCALE] = h->features,
		                  [SECTION_FEATURE_WEIGHTS] = (uint64_t)h->features * LABELS,
		                  [SECTION_TRANSITIONS] = 4 * (LABELS + 1) * LABELS,
		                  [SECTION_NET] = h->vector_size > 0 ? 4 * NET_FLOATS(inputs) : 0,
		          } };

	return p;
}

static bool
check_header(const struct model_header *h, const uint8_t *bytes, size_t size, struct err *e)
{
	struct plan plan;

	if (memcmp(h->magic, MODEL_MAGIC, sizeof(MODEL_MAGIC)) != 0)
		return err_set(e, ERR_FAIL, "not a names model");
	if (h->version != MODEL_VERSION)
		return err_set(e, ERR_FAIL, "a names model of version %u, not %d", h->version,
		        MODEL_VERSION);
	if (h->size != size || h->list_bits - 1 > 19 || h->word_bits - 1 > 19 ||
	        h->feature_bits - 1 > 19 || h->vector_size > VECTOR_MAX ||
	        h->vector_size % 2 != 0 || !(h->vector_scale >= 0 && h->vector_scale < 1e6f))
		return err_set(e, ERR_FAIL, "the names model is cut short or damaged");
	plan = plan_of(h);
	for (int i = 0; i < SECTIONS; i++)
		if (h->sections[i].size != plan.size[i] || h->sections[i].start % 8 != 0 ||
		        h->sections[i].start < sizeof(*h) || h->sections[i].start > size ||
		        h->sections[i].size > size - h->sections[i].start)
			return err_set(e, ERR_FAIL, "the names model is damaged (section %d)", i);
	if (model_check(bytes + sizeof(*h), size - sizeof(*h)) != h->check)
		return err_set(e, ERR_FAIL, "the names model is damaged (check sum)");
	return true;
}

bool
model_attach(struct entity_model *m, const uint8_t *bytes, size_t size, struct err *e)
{
	struct model_header h;
	const void *at[SECTIONS];

	if (size < sizeof(h))
		return err_set(e, ERR_FAIL, "the names model is cut short");
	memcpy(&h, bytes, sizeof(h));
	if (!check_header(&h, bytes, size, e))
		return false;
	for (int i = 0; i < SECTIONS; i++)
		at[i] = bytes + h.sections[i].start;
	m->lists = (struct model_index){ at[SECTION_LIST_KEYS], at[SECTION_LIST_STARTS], h.lists,
		h.list_bits };
	m->list_info = at[SECTION_LIST_INFO];
	m->words = (struct model_index){ at[SECTION_WORD_KEYS], at[SECTION_WORD_STARTS], h.words,
		h.word_bits };
	m->cluster_fine = at[SECTION_WORD_FINE];
	m->cluster_coarse = at[SECTION_WORD_COARSE];
	m->vectors = at[SECTION_WORD_VECTORS];
	m->vector_size = h.vector_size;
	m->vector_scale = h.vector_scale;
	m->features = (struct model_index){ at[SECTION_FEATURE_KEYS], at[SECTION_FEATURE_STARTS],
		h.features, h.feature_bits };
	m->feature_scale = at[SECTION_FEATURE_SCALE];
	for (int i = 0; i < 256; i++)
		m->steps[i] = feature_step((uint8_t)i);
	m->feature_weights = at[SECTION_FEATURE_WEIGHTS];
	m->transitions = at[SECTION_TRANSITIONS];
	m->net = h.vector_size > 0 ? at[SECTION_NET] : NULL;
	if (!check_index(&m->lists) || !check_index(&m->words) || !check_index(&m->features))
		return err_set(e, ERR_FAIL, "the names model is damaged (index)");
	return true;
}

static bool
map_file(struct entity_model *m, const char *path, struct err *e)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return err_errno(e, "cannot open the names model %s", path);
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size <= 0 ||
	        st.st_size > (off_t)MODEL_SIZE_MAX) {
		close(fd);
		return err_set(e, ERR_FAIL, "%s is no names model", path);
	}
	m->size = (size_t)st.st_size;
	m->map = mmap(NULL, m->size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
	close(fd);
	if (m->map == MAP_FAILED) {
		m->map = NULL;
		return err_errno(e, "cannot map the names model %s", path);
	}
	return true;
}

bool
entity_model_open(struct entity_model **out, const char *path, struct err *e)
{
	struct entity_model *m = calloc(1, sizeof(*m));

	*out = NULL;
	if (m == NULL)
		out_of_memory();
	if (!map_file(m, path, e) || !model_attach(m, m->map, m->size, e)) {
		entity_model_close(m);
		return err_context(e, "%s", path);
	}
	m->memo = memo_cache_create();
	m->arena = arena_create();
	m->classes = class_table_make(m->arena);
	*out = m;
	return true;
}

void
entity_model_close(struct entity_model *m)
{
	if (m == NULL)
		return;
	if (m->map != NULL)
		munmap(m->map, m->size);
	if (m->arena != NULL)
		arena_destroy(m->arena);
	memo_cache_destroy(m->memo);
	free(m);
}

/* Which label may stand behind which: a name that began goes on to its last token. */
bool
label_follows(int before, int after)
{
	bool opens = before > 0 &&
	             (LABEL_PART(before) == PART_BEGIN || LABEL_PART(before) == PART_INSIDE);

	if (!opens)
		return after == 0 || LABEL_PART(after) == PART_BEGIN ||
		       LABEL_PART(after) == PART_SINGLE;
	return after > 0 && LABEL_TYPE(after) == LABEL_TYPE(before) &&
	       (LABEL_PART(after) == PART_INSIDE || LABEL_PART(after) == PART_LAST);
}
