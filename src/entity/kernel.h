/* SPDX-License-Identifier: ISC */
/*
 * kernel.h - the network's two inner loops, in the widest form that the processor has (private to
 * entity).
 */
#ifndef ENTITY_KERNEL_H
#define ENTITY_KERNEL_H

#include "model.h"

#define ROW 24 /* labels, rounded up to whole vectors */

struct layer { /* where the network's numbers lie */
	const float *in, *beyond, *bias, *flags;
	float out[HIDDEN][ROW];
	uint32_t inputs;
};
struct kernel {
	/* hidden[WINDOW][HIDDEN] = what a word with these inputs adds to the tokens around it */
	void (*word)(const struct layer *l, const float *inputs, float *hidden);
	/* score[ROW] += output of the network over the window; parts[o] is HIDDEN numbers each */
	void (*token)(const struct layer *l, const float *const parts[WINDOW], unsigned flags,
	        float *score);
};
struct kernel kernel_choose(void);

#endif
