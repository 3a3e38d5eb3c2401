/* SPDX-License-Identifier: ISC */
/*
 * pick.c - which node holds the article.  Every paragraph gives points to the blocks around it,
 * less the further out they are (the scheme of reader views); then a node that is named as an
 * article's body is preferred where it agrees with the points.
 */
#include "page.h"

#include <string.h>

#define LEVELS 5 /* blocks around a paragraph that get points */
#define WEIGHT_CLASS 25

static float
start_score(const struct page *p, uint32_t node)
{
	uint32_t bits = p->bits[node];
	float score = 0;

	switch (p->dom.nodes[node].tag) {
	case TAG_DIV: score += 5; break;
	case TAG_PRE:
	case TAG_TD:
	case TAG_BLOCKQUOTE: score += 3; break;
	case TAG_ADDRESS:
	case TAG_OL:
	case TAG_UL:
	case TAG_DL:
	case TAG_DD:
	case TAG_DT:
	case TAG_LI:
	case TAG_FORM: score -= 3; break;
	case TAG_H1:
	case TAG_H2:
	case TAG_H3:
	case TAG_H4:
	case TAG_H5:
	case TAG_H6:
	case TAG_TH: score -= 5; break;
	default: break;
	}
	if (bits & (HINT_BODY | HINT_CONTENT))
		score += WEIGHT_CLASS;
	if (bits & (HINT_COMMENT | HINT_RELATED | HINT_SHARE | HINT_AD | HINT_SIGNUP | HINT_SIDE |
	                   HINT_EDGE | HINT_WIDGET | HINT_TEASER | HINT_MEDIA))
		score -= WEIGHT_CLASS;
	return score;
}

static float
paragraph_score(const struct measure *m)
{
	float len = (float)m->own_letters / 85, density;

	if (m->own_letters < 22)
		return 0;
	density = (float)m->own_link_letters / (float)m->own_letters;
	return (1 + (float)m->own_commas + (len > 3 ? 3 : len)) * (1 - density);
}

static void
give_points(struct page *p, uint32_t node, float points)
{
	const struct dom *d = &p->dom;

	for (int level = 0; level < LEVELS; level++) {
		node = d->nodes[node].parent;
		if (node == 0)
			break;
		if (p->m[node].score == 0)
			p->m[node].score = start_score(p, node);
		p->m[node].score += level == 0   ? points
		                    : level == 1 ? points / 2
		                                 : points / (float)(level * 3);
	}
}

static uint32_t
best_node(const struct page *p)
{
	uint32_t best = 0;
	float best_score = 0;

	for (uint32_t i = 1; i < p->dom.count; i++) {
		float score = p->m[i].score * (1 - link_density(&p->m[i]));

		if (score > best_score) {
			best = i;
			best_score = score;
		}
	}
	return best;
}

static uint32_t
body_node(const struct dom *d)
{
	for (uint32_t i = 1; i < d->count; i++)
		if (d->nodes[i].tag == TAG_BODY)
			return i;
	return 0;
}

/* Climbs while the parent adds running text of the same make. */
static uint32_t
climb(const struct page *p, uint32_t node)
{
	const struct dom *d = &p->dom;
	float last = p->m[node].score, least = last / 3;

	for (uint32_t up = d->nodes[node].parent; up != 0 && d->nodes[up].tag != TAG_BODY;
	        up = d->nodes[up].parent) {
		float score = p->m[up].score;

		if (score == 0)
			continue;
		if (score < least)
			break;
		if (score > last)
			return up;
		last = score;
	}
	return node;
}

/* The node named as body that holds most of the chosen node's text, or the other way round. */
static uint32_t
prefer_named(const struct page *p, uint32_t node)
{
	const struct dom *d = &p->dom;
	uint32_t best = 0, best_letters = 0;

	for (uint32_t i = 1; i < d->count; i++) {
		uint32_t running = p->m[i].letters - p->m[i].link_letters;

		if (!(p->bits[i] & HINT_BODY) || running <= best_letters)
			continue;
		if (html_inside(d, i, node) || html_inside(d, node, i)) {
			best = i;
			best_letters = running;
		}
	}
	if (best == 0)
		return node;
	if (html_inside(d, node, best))
		return best;
	return best_letters * 10 >= (p->m[node].letters - p->m[node].link_letters) * 7 ? best
	                                                                               : node;
}

uint32_t
page_pick(struct page *p)
{
	uint32_t best;

	for (uint32_t i = 1; i < p->dom.count; i++) {
		float points = paragraph_score(&p->m[i]);

		if (points > 0)
			give_points(p, i, points);
	}
	best = best_node(p);
	if (best == 0)
		return body_node(&p->dom);
	return prefer_named(p, climb(p, best));
}
