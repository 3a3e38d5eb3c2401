/* SPDX-License-Identifier: ISC */
/*
 * hint_words.h - the table behind hint.c.
 */
#ifndef ARTICLE_HINT_WORDS_H
#define ARTICLE_HINT_WORDS_H

#include "name.h"

extern const struct name_row hint_rows[];
extern const size_t hint_rows_count;

#endif
