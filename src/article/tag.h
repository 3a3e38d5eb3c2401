/* SPDX-License-Identifier: ISC */
/*
 * tag.h - tables of elements and attributes, in the order of their enums.
 */
#ifndef ARTICLE_TAG_H
#define ARTICLE_TAG_H

#include "html.h"

extern const struct name_row tag_rows[]; /* row i is tag TAG_A + i; value: tag | flags << 8 */
extern const size_t tag_rows_count;
extern const struct name_row attr_rows[];
extern const size_t attr_rows_count;
const char *tag_name(enum tag t);

#endif
