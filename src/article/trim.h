/* SPDX-License-Identifier: ISC */
/*
 * trim.h - blocks that are not part of the text though they stand in its container.
 */
#ifndef ARTICLE_TRIM_H
#define ARTICLE_TRIM_H

#include <dateline/article.h>

/* Drops the title said again, lines of dates and names before the text, labels of the page, and
 * what follows the end. */
void article_trim(struct arena *a, struct article *art, bool live);
/* Letters and digits without case, for comparing texts. */
struct str article_key(struct arena *a, struct str s);
/* Takes out blocks (drop[i] true) with their text and spans. */
void article_drop(struct arena *a, struct article *art, const bool *drop);

#endif
