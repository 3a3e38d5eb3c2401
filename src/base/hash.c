/* SPDX-License-Identifier: ISC */
/*
 * hash.c - FNV-1a (Fowler, Noll, Vo; 64 bit) with the finaliser of MurmurHash3 behind it, so that
 * the low bits can index a table.  Stable across machines and versions: the store keeps some.
 * Long texts are hashed by words, in two lanes so that multiplications overlap.
 */
#include <dateline/base.h>

#include <endian.h>
#include <string.h>

#define LANE_BYTES 8
#define FIRST_ODD 0x9e3779b97f4a7c15u /* the golden ratio, and another odd number without pattern  \
	                               */
#define SECOND_ODD 0xd6e8feb86659fd93u

static uint64_t
finish(uint64_t h)
{
	h ^= h >> 33;
	h *= 0xff51afd7ed558ccdu;
	h ^= h >> 33;
	h *= 0xc4ceb9fe1a85ec53u;
	return h ^ (h >> 33);
}

uint64_t
hash64(const void *bytes, size_t len)
{
	const unsigned char *p = bytes;
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < len; i++)
		h = (h ^ p[i]) * 0x100000001b3u;
	return finish(h);
}

uint64_t
hash_str(struct str s)
{
	return hash64(s.p, s.len);
}

/* The bytes of a word, the first one lowest; fewer than eight at the end of a text. */
static uint64_t
word_at(const char *p, size_t len)
{
	uint64_t w = 0;

	memcpy(&w, p, len);
	return le64toh(w);
}

static uint64_t
stir(uint64_t lane, uint64_t word, uint64_t odd)
{
	lane = (lane ^ word) * odd;
	return lane ^ (lane >> 32);
}

uint64_t
hash_text(struct str s)
{
	uint64_t a = s.len, b = ~a;
	size_t at = 0;

	for (; s.len - at >= 2 * LANE_BYTES; at += 2 * LANE_BYTES) {
		a = stir(a, word_at(s.p + at, LANE_BYTES), FIRST_ODD);
		b = stir(b, word_at(s.p + at + LANE_BYTES, LANE_BYTES), SECOND_ODD);
	}
	if (s.len - at >= LANE_BYTES) {
		a = stir(a, word_at(s.p + at, LANE_BYTES), FIRST_ODD);
		at += LANE_BYTES;
	}
	if (at < s.len)
		b = stir(b, word_at(s.p + at, s.len - at), SECOND_ODD);
	return finish(a ^ finish(b));
}
