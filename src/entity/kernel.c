/* SPDX-License-Identifier: ISC */
/*
 * kernel.c - the network's inner loops, written once with vector types and compiled twice: for any
 * processor, and for those with AVX2, chosen when it runs.
 */
#include "kernel.h"

#define LANES 8
typedef float lanes __attribute__((vector_size(LANES * sizeof(float)), aligned(4)));
#define INLINE static inline __attribute__((always_inline))

_Static_assert(HIDDEN % (4 * LANES) == 0, "four sums at a time");

INLINE void
word_body(const struct layer *l, const float *inputs, float *hidden)
{
	uint16_t used[VECTOR_MAX + MODEL_EXTRA];
	uint32_t n = 0;

	for (uint32_t k = 0; k < l->inputs; k++)
		if (inputs[k] != 0)
			used[n++] = (uint16_t)k;
	for (int o = 0; o < WINDOW; o++)
		for (int b = 0; b < HIDDEN; b += 4 * LANES) {
			const float *w = l->in + (size_t)o * l->inputs * HIDDEN + b;
			lanes s0 = { 0 }, s1 = s0, s2 = s0, s3 = s0; /* in registers */
			lanes *to = (lanes *)(hidden + o * HIDDEN + b);

			for (uint32_t i = 0; i < n; i++) {
				const lanes *row = (const lanes *)(w + (size_t)used[i] * HIDDEN);
				float x = inputs[used[i]];

				s0 += row[0] * x;
				s1 += row[1] * x;
				s2 += row[2] * x;
				s3 += row[3] * x;
			}
			to[0] = s0;
			to[1] = s1;
			to[2] = s2;
			to[3] = s3;
		}
}

_Static_assert(ROW == 3 * LANES, "three sums");

INLINE void
token_body(const struct layer *l, const float *const parts[WINDOW], unsigned flags, float *score)
{
	float flat[HIDDEN];
	lanes *out = (lanes *)score;
	lanes s0 = out[0], s1 = out[1], s2 = out[2];

	for (int j = 0; j < HIDDEN; j += LANES) {
		lanes h = *(const lanes *)(l->bias + j);

		for (int o = 0; o < WINDOW; o++)
			h += *(const lanes *)(parts[o] + j);
		for (int k = 0; k < MODEL_FLAGS; k++)
			if (flags >> k & 1)
				h += *(const lanes *)(l->flags + k * HIDDEN + j);
		*(lanes *)(flat + j) = h;
	}
	for (int j = 0; j < HIDDEN; j++) {
		const lanes *row = (const lanes *)l->out[j];

		if (flat[j] <= 0)
			continue;
		s0 += row[0] * flat[j];
		s1 += row[1] * flat[j];
		s2 += row[2] * flat[j];
	}
	out[0] = s0;
	out[1] = s1;
	out[2] = s2;
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
