/* SPDX-License-Identifier: ISC */
/*
 * opinion.c - a second opinion on the container, by paragraphs alone: each block of the page is
 * running text or not by its own length and links (struct measure), names and points aside.  A pick
 * with next to none of the page's running text was wrong; one with an inner block that holds nearly
 * all of its running text and far fewer odd lines was too wide.
 */
#include "page.h"

#define POOR_SHARE 0.2f /* of the page's running text; a pick with less is wrong */
#define RICH_SHARE 0.7f /* the innermost block with so much is taken instead */
#define SMALL_LETTERS 200
#define SMALL_PAGE_LETTERS 2000
#define SMALL_LINKS 0.1f
#define TIGHT_SHARE 0.9f
#define TIGHT_ODD 0.1f /* share of letters in odd lines that must go */

/* The innermost block below node with that share of its running text. */
static uint32_t
innermost(const struct page *p, uint32_t node, float share)
{
	const struct dom *d = &p->dom;
	float least = share * (float)p->m[node].running;
	uint32_t best = 0;

	for (uint32_t i = node + 1; i < d->nodes[node].end; i++) {
		const struct measure *m = &p->m[i];

		if ((float)m->running < least)
			i = d->nodes[i].end - 1;
		else if (tag_flags(d->nodes[i].tag) & TF_BLOCK && m->own_letters < m->running)
			best = i; /* nodes stand in document order, so later is deeper */
	}
	return best;
}

/* Share of letters that are not running text. */
static float
odd_share(const struct measure *m)
{
	return m->letters == 0 ? 1 : 1 - (float)m->running / (float)m->letters;
}

/* A few words of a page that has not many more, and hardly a link among them: it is all text. */
static bool
is_small_part(const struct page *p, uint32_t node, uint32_t all)
{
	const struct measure *m = &p->m[all];

	return p->m[node].letters < SMALL_LETTERS && m->letters > 2 * p->m[node].letters &&
	       m->letters < SMALL_PAGE_LETTERS && link_density(m) < SMALL_LINKS;
}

uint32_t
page_widen(const struct page *p, uint32_t node, uint32_t all)
{
	uint32_t rich;

	if (is_small_part(p, node, all))
		return all;
	if (p->m[0].running == 0 ||
	        (float)p->m[node].running >= POOR_SHARE * (float)p->m[0].running)
		return node;
	rich = innermost(p, 0, RICH_SHARE);
	return rich == 0 ? node : rich;
}

uint32_t
page_tighten(const struct page *p, uint32_t node)
{
	uint32_t inner = p->m[node].running == 0 ? 0 : innermost(p, node, TIGHT_SHARE);

	if (inner == 0 || odd_share(&p->m[node]) - odd_share(&p->m[inner]) <= TIGHT_ODD)
		return node;
	return inner;
}
