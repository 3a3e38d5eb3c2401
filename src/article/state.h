/* SPDX-License-Identifier: ISC */
/*
 * state.h - why a page has no article to show: paywall, script, consent.
 */
#ifndef ARTICLE_STATE_H
#define ARTICLE_STATE_H

#include "meta.h"
#include "page.h"

/* Judged by how much text was found and by what the page says besides. */
enum article_state state_of(struct page *p, const struct meta *m, const struct article *art);

#endif
