/* SPDX-License-Identifier: ISC */
/*
 * spans.c - what is new in a text for someone who has read others.  A sentence was said before when
 * what it says, stem by stem and each by its rarity, is nearly all in one sentence that was read,
 * or in two; a figure or a name that was never read is news all the same.
 */
#include "story_private.h"

#include <stdlib.h>
#include <string.h>

#define SAID_BY_ONE 0.60  /* share of a sentence's weight found in one that was read */
#define SAID_BY_TWO 0.80  /* or in two of them */
#define SEEN_MAX 20000    /* sentences that were read and are compared; the newest ones */
#define SENTENCE_TERMS 96 /* of one sentence that are compared */

struct said_term {
	uint32_t hash;
	uint8_t weight;
	bool number, name;
};
struct said {
	struct said_term terms[SENTENCE_TERMS]; /* by hash, each once */
	size_t count;
	double weight;
};
struct seen_hash {
	uint32_t hash, sentence;
};
struct reading {
	struct seen_hash *terms; /* by hash, then sentence */
	size_t count, cap, sentences;
	float *shares; /* per sentence, for one that is asked about */
};

/* "two" and "2" are one figure. */
static uint32_t
number_hash(struct str word, bool *number)
{
	static const char words[][8] = { "two", "three", "four", "five", "six", "seven", "eight",
		"nine", "ten", "eleven", "twelve" };
	char digits[4];

	for (size_t i = 0; i < COUNT(words); i++)
		if (str_eq_nocase(word, str_of(words[i]))) {
			digits[0] = i + 2 < 10 ? (char)('2' + i) : '1';
			digits[1] = i + 2 < 10 ? '\0' : (char)('0' + i + 2 - 10);
			digits[2] = '\0';
			*number = true;
			return token_hash(digits, strlen(digits));
		}
	return 0;
}

static int
by_hash(const void *a, const void *b)
{
	const struct said_term *x = a, *y = b;

	return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static void
said_of(struct arena *a, struct str sentence, struct said *out)
{
	struct token_reader r = { .arena = a, .text = sentence };
	struct token t;
	bool first = true;
	size_t kept = 0;

	*out = (struct said){ 0 };
	while (out->count < SENTENCE_TERMS && token_next(&r, &t)) {
		struct said_term *term = &out->terms[out->count];
		bool number = t.number, small = false;
		char c = sentence.p[t.start];
		uint32_t hash = number_hash(str_sub(sentence, t.start, t.end), &small);

		number |= small;
		if (!t.common || number)
			*term = (struct said_term){ hash != 0 ? hash : t.hash,
				number ? 120 : t.background, number,
				!first && c >= 'A' && c <= 'Z' },
			out->count++;
		first = false;
	}
	qsort(out->terms, out->count, sizeof(out->terms[0]), by_hash);
	for (size_t i = 0; i < out->count; i++) {
		if (kept > 0 && out->terms[kept - 1].hash == out->terms[i].hash)
			continue;
		out->terms[kept++] = out->terms[i];
		out->weight += out->terms[i].weight;
	}
	out->count = kept;
}

static int
by_hash_sentence(const void *a, const void *b)
{
	const struct seen_hash *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return x->sentence < y->sentence ? -1 : x->sentence > y->sentence;
}

static void
read_text(struct arena *a, struct reading *r, struct str text)
{
	struct text_span *list;
	size_t count = sentence_list(a, text, &list);

	for (size_t i = 0; i < count && r->sentences < SEEN_MAX; i++, r->sentences++) {
		struct said s;

		said_of(a, str_sub(text, list[i].start, list[i].end), &s);
		for (size_t k = 0; k < s.count; k++) {
			r->terms = arena_grow(a, r->terms, r->count, &r->cap, sizeof(*r->terms));
			r->terms[r->count++] =
			        (struct seen_hash){ s.terms[k].hash, (uint32_t)r->sentences };
		}
	}
}

/* First place of a hash among what was read. */
static size_t
find_hash(const struct reading *r, uint32_t hash)
{
	size_t low = 0, high = r->count;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (r->terms[mid].hash < hash)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static bool
holds(const struct reading *r, uint32_t hash, uint32_t sentence)
{
	struct seen_hash key = { hash, sentence };

	return bsearch(&key, r->terms, r->count, sizeof(key), by_hash_sentence) != NULL;
}

/* The sentence that says most of s together with `first` (UINT32_MAX: alone); its share. */
static double
best_share(struct reading *r, const struct said *s, uint32_t first, uint32_t *best)
{
	double most = 0, base = 0;

	*best = UINT32_MAX;
	memset(r->shares, 0, r->sentences * sizeof(*r->shares));
	for (size_t i = 0; i < s->count; i++) {
		uint32_t hash = s->terms[i].hash;

		if (first != UINT32_MAX && holds(r, hash, first)) {
			base += s->terms[i].weight;
			continue;
		}
		for (size_t k = find_hash(r, hash); k < r->count && r->terms[k].hash == hash; k++)
			r->shares[r->terms[k].sentence] += s->terms[i].weight;
	}
	for (size_t i = 0; i < r->sentences; i++)
		if (r->shares[i] > most) {
			most = r->shares[i];
			*best = (uint32_t)i;
		}
	return (base + most) / s->weight;
}

static bool
was_read(const struct reading *r, uint32_t hash)
{
	size_t at = find_hash(r, hash);

	return at < r->count && r->terms[at].hash == hash;
}

static bool
is_new(struct reading *r, const struct said *s)
{
	uint32_t one, two;
	double share;

	if (s->count == 0 || s->weight <= 0)
		return false;
	for (size_t i = 0; i < s->count; i++)
		if ((s->terms[i].number || s->terms[i].name) && !was_read(r, s->terms[i].hash))
			return true;
	share = best_share(r, s, UINT32_MAX, &one);
	if (share >= SAID_BY_ONE)
		return false;
	return one == UINT32_MAX || best_share(r, s, one, &two) < SAID_BY_TWO;
}

size_t
story_new_spans(struct arena *a, struct str text, const struct str *seen, size_t seen_count,
        struct text_span **out)
{
	struct arena *work = arena_create();
	struct reading r = { 0 };
	struct text_span *list, *found = NULL;
	size_t count, found_count = 0, cap = 0;

	for (size_t i = seen_count; i-- > 0;)
		read_text(work, &r, seen[i]);
	if (r.count > 0)
		qsort(r.terms, r.count, sizeof(*r.terms), by_hash_sentence);
	r.shares = arena_array(work, r.sentences + 1, sizeof(*r.shares));
	count = sentence_list(work, text, &list);
	for (size_t i = 0; i < count; i++) {
		struct said s;

		said_of(work, str_sub(text, list[i].start, list[i].end), &s);
		if (!is_new(&r, &s))
			continue;
		found = arena_grow(a, found, found_count, &cap, sizeof(*found));
		found[found_count++] = list[i];
	}
	arena_destroy(work);
	*out = found;
	return found_count;
}
