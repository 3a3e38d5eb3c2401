/* SPDX-License-Identifier: ISC */
/*
 * text_private.h - what the files of the text module share.
 */
#ifndef DATELINE_TEXT_PRIVATE_H
#define DATELINE_TEXT_PRIVATE_H

#include <dateline/text.h>

#define REPLACEMENT 0xFFFDu
#define FOLD_MAX 32 /* bytes one code point may fold to (U+FDFA gives 33 letters: cut) */

/* What the screen never shows; counts no cells. */
bool cp_is_dropped(uint32_t cp);
bool cp_is_mark(uint32_t cp); /* nonspacing or enclosing */
int cp_width(uint32_t cp);    /* cells as glibc counts them; 0 for what is dropped */
/* The folded form of cp; returns its length, 0 for marks. */
size_t cp_fold(uint32_t cp, char out[FOLD_MAX]);

#endif
