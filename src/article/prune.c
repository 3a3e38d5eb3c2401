/* SPDX-License-Identifier: ISC */
/*
 * prune.c - what does not belong inside the chosen container.
 */
#include "page.h"

#define VETO_BITS                                                                                  \
	(HINT_COMMENT | HINT_RELATED | HINT_SHARE | HINT_NAV | HINT_AD | HINT_SIGNUP |             \
	        HINT_AUTHOR | HINT_META | HINT_EDGE | HINT_SIDE | HINT_CONSENT | HINT_TOOL |       \
	        HINT_TEASER | HINT_WIDGET | HINT_QUOTE | HINT_MEDIA)

/* A veto by name holds only for parts with little running text. */
static bool
is_vetoed(const struct page *p, uint32_t i, const struct measure *whole)
{
	const struct measure *m = &p->m[i];

	if (!(p->bits[i] & VETO_BITS) || p->bits[i] & HINT_BODY)
		return false;
	return m->paragraphs < 2 && m->letters < 600 && m->letters * 3 < whole->letters;
}

static bool
is_link_list(const struct page *p, uint32_t i)
{
	const struct measure *m = &p->m[i];

	return m->letters > 0 && link_density(m) > 0.6f && m->paragraphs == 0;
}

void
page_prune(struct page *p, uint32_t node)
{
	const struct dom *d = &p->dom;
	const struct measure *whole = &p->m[node];

	for (uint32_t i = node + 1; i < d->nodes[node].end; i++) {
		enum tag t = d->nodes[i].tag;

		if (p->cut[i] & CUT_DROP) {
			i = d->nodes[i].end - 1;
			continue;
		}
		if (!(tag_flags(t) & TF_BLOCK))
			continue;
		if (is_vetoed(p, i, whole) || is_link_list(p, i))
			p->cut[i] |= CUT_DROP;
		else if (p->bits[i] & HINT_CAPTION && p->m[i].letters < 500)
			p->cut[i] |= CUT_CAPTION;
	}
}
