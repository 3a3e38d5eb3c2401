/* SPDX-License-Identifier: ISC */
/*
 * kernel.c - the network's inner loops, written once with vector types and compiled twice: for any
 * processor, and for those with AVX2, chosen when it runs.
 */
#include "kernel.h"

#include <string.h>

#define LANES 8
typedef float lanes __attribute__((vector_size(LANES * sizeof(float)), aligned(4)));
#define BLOCK 4 /* vectors whose sums stay in registers */
#define INLINE static inline __attribute__((always_inline))

INLINE void
word_body(const struct layer *l, const float *inputs, float *hidden)
{
	uint16_t used[VECTOR_MAX + MODEL_EXTRA];
	uint32_t n = 0;

	for (uint32_t k = 0; k < l->inputs; k++)
		if (inputs[k] != 0)
			used[n++] = (uint16_t)k;
	for (int o = 0; o < WINDOW; o++)
		for (int b = 0; b < HIDDEN; b += BLOCK * LANES) {
			const float *w = l->in + (size_t)o * l->inputs * HIDDEN + b;
			lanes s[BLOCK] = { { 0 } };

			for (uint32_t i = 0; i < n; i++) {
				const lanes *row = (const lanes *)(w + (size_t)used[i] * HIDDEN);

				for (int j = 0; j < BLOCK; j++)
					s[j] += row[j] * inputs[used[i]];
			}
			memcpy(hidden + o * HIDDEN + b, s, sizeof(s));
		}
}

INLINE void
token_body(const struct layer *l, const float *const parts[WINDOW], unsigned flags, float *score)
{
	lanes h[HIDDEN / LANES], s[ROW / LANES];
	float flat[HIDDEN];

	for (int j = 0; j < HIDDEN / LANES; j++) {
		h[j] = ((const lanes *)l->bias)[j];
		for (int o = 0; o < WINDOW; o++)
			h[j] += ((const lanes *)parts[o])[j];
	}
	for (int k = 0; k < MODEL_FLAGS; k++)
		if (flags >> k & 1)
			for (int j = 0; j < HIDDEN / LANES; j++)
				h[j] += ((const lanes *)(l->flags + k * HIDDEN))[j];
	memcpy(flat, h, sizeof(flat));
	memcpy(s, score, sizeof(s));
	for (int j = 0; j < HIDDEN; j++) {
		if (flat[j] <= 0)
			continue;
		for (int y = 0; y < ROW / LANES; y++)
			s[y] += ((const lanes *)l->out[j])[y] * flat[j];
	}
	memcpy(score, s, sizeof(s));
}

static void
word_any(const struct layer *l, const float *inputs, float *hidden)
{
	word_body(l, inputs, hidden);
}

static void
token_any(const struct layer *l, const float *const parts[WINDOW], unsigned flags, float *score)
{
	token_body(l, parts, flags, score);
}

#ifdef __x86_64__
__attribute__((target("avx2,fma"))) static void
word_avx2(const struct layer *l, const float *inputs, float *hidden)
{
	word_body(l, inputs, hidden);
}

__attribute__((target("avx2,fma"))) static void
token_avx2(const struct layer *l, const float *const parts[WINDOW], unsigned flags, float *score)
{
	token_body(l, parts, flags, score);
}
#endif

struct kernel
kernel_choose(void)
{
#ifdef __x86_64__
	__builtin_cpu_init();
	if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
		return (struct kernel){ word_avx2, token_avx2 };
#endif
	return (struct kernel){ word_any, token_any };
}
