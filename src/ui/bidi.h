/* SPDX-License-Identifier: ISC */
/*
 * bidi.h - right-to-left text (UAX #9) by fribidi, when it is built in.
 */
#ifndef UI_BIDI_H
#define UI_BIDI_H

#include <dateline/conf.h>

#include "canvas.h"

/* What the setting bidi means here; auto is off where the terminal reorders by itself. */
bool bidi_is_on(const struct conf *c);
/* Brings the cells of each run into the order in which they are read off the screen, Arabic letters
 * joined and brackets turned; looks, links and the cursor go along. */
void bidi_reorder(struct canvas *c);

#endif
