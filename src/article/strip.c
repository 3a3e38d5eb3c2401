/* SPDX-License-Identifier: ISC */
/*
 * strip.c - what is never part of an article: page frames, hidden parts, menus, and parts whose
 * names say so.  A part that holds much of the page's running text is kept whatever its name is.
 */
#include "page.h"

#include <string.h>

#define STRIP_BITS                                                                                 \
	(HINT_COMMENT | HINT_RELATED | HINT_SHARE | HINT_NAV | HINT_AD | HINT_SIGNUP | HINT_EDGE | \
	        HINT_SIDE | HINT_CONSENT | HINT_TOOL)
#define KEEP_BITS (HINT_BODY | HINT_CONTENT)

#define STRIP_SHARE 3 /* at most a third of the running text is stripped for a name */

static bool
is_frame(enum tag t)
{
	return t == TAG_NAV || t == TAG_FOOTER || t == TAG_ASIDE || t == TAG_HEAD ||
	       t == TAG_DIALOG || t == TAG_MENU;
}

static bool
is_dropped(enum tag t)
{
	return (tag_flags(t) & TF_DROP) != 0 && t != TAG_IFRAME && t != TAG_VIDEO &&
	       t != TAG_AUDIO && t != TAG_EMBED;
}

/* Parts with much of the page's running text are not stripped for their name. */
static bool
holds_the_text(const struct page *p, uint32_t node)
{
	if (p->bits[node] & (HINT_COMMENT | HINT_CONSENT))
		return false;
	return p->m[node].running * STRIP_SHARE > p->m[0].running && p->m[0].running > 0;
}

/* What is left out in every case. */
static void
strip_always(struct page *p)
{
	const struct dom *d = &p->dom;

	memset(p->cut, 0, d->count);
	for (uint32_t i = 1; i < d->count; i++) {
		enum tag t = d->nodes[i].tag;

		if (is_dropped(t) || t == TAG_HEAD || t == TAG_NOSCRIPT ||
		        (t != TAG_TEXT && p->bits[i] & HINT_HIDDEN))
			p->cut[i] = CUT_DROP;
	}
}

void
page_strip(struct page *p, enum strictness s)
{
	const struct dom *d = &p->dom;

	strip_always(p);
	if (s == STRICT_NONE)
		return;
	page_measure(p);
	for (uint32_t i = 1; i < d->count; i++) {
		enum tag t = d->nodes[i].tag;
		uint32_t bits = p->bits[i];

		if (t == TAG_TEXT || t == TAG_BODY || t == TAG_HTML || t == TAG_ARTICLE ||
		        t == TAG_A || t == TAG_MAIN)
			continue;
		if (is_frame(t))
			p->cut[i] |= CUT_DROP;
		else if (s == STRICT_ALL && bits & STRIP_BITS && !(bits & KEEP_BITS) &&
		         !holds_the_text(p, i))
			p->cut[i] |= CUT_DROP;
	}
}
