/* SPDX-License-Identifier: ISC */
/*
 * pick.c - which node holds the article.  Every paragraph gives points to the blocks around it,
 * less the further out they are (the scheme of reader views); then a node that is named as an
 * article's body is preferred where it agrees with the points.
 */
#include "page.h"

#include <string.h>

#include <dateline/text.h>

#define LEVELS 5 /* blocks around a paragraph that get points */
#define WEIGHT_CLASS 25
#define TITLED_SHARE                                                                               \
	8 /* an eighth of the running text at least is in the article with the title               \
	   */
#define TEASER_LETTERS 40 /* a nearby <article> with more is another article */

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

/* The outermost element around a node that holds no other text: wrappers count as one level.  Their
 * hints are gathered on it. */
static uint32_t
unwrapped(struct page *p, uint32_t node)
{
	const struct dom *d = &p->dom;

	for (uint32_t up; (up = d->nodes[node].parent) != 0 && d->nodes[up].tag != TAG_BODY &&
	                  p->m[up].letters == p->m[node].letters;
	        node = up)
		p->bits[up] |= p->bits[node] & (HINT_BODY | HINT_CONTENT);
	return node;
}

static void
give_points(struct page *p, uint32_t node, float points)
{
	const struct dom *d = &p->dom;

	node = unwrapped(p, node);
	for (int level = 0; level < LEVELS; level++) {
		node = d->nodes[node].parent;
		if (node == 0)
			break;
		node = unwrapped(p, node);
		if (p->m[node].score == 0)
			p->m[node].score = start_score(p, node);
		p->m[node].score += level == 0   ? points
		                    : level == 1 ? points / 2
		                                 : points / (float)(level * 3);
	}
}

static float
final_score(const struct page *p, uint32_t node)
{
	return p->m[node].score * (1 - link_density(&p->m[node]));
}

/* The best nodes, best first. */
static int
best_nodes(const struct page *p, uint32_t *best, int most)
{
	int n = 0;

	for (uint32_t i = 1; i < p->dom.count; i++) {
		float score = p->m[i].score == 0 ? 0 : final_score(p, i);
		int at = n;

		if (score <= 0)
			continue;
		while (at > 0 && final_score(p, best[at - 1]) < score)
			at--;
		if (at == most)
			continue;
		n = n < most ? n + 1 : n;
		memmove(best + at + 1, best + at, (size_t)(n - at - 1) * sizeof(*best));
		best[at] = i;
	}
	return n;
}

#define CANDIDATES 5
#define AGREE_LEAST 3
#define AGREE_SCORE 0.75f

/* When several candidates are nearly as good as the best, the innermost node around three of them.
 */
static uint32_t
common_ancestor(const struct page *p, const uint32_t *best, int n)
{
	const struct dom *d = &p->dom;
	int good = 1;

	while (good < n && final_score(p, best[good]) >= AGREE_SCORE * final_score(p, best[0]))
		good++;
	if (good < AGREE_LEAST)
		return best[0];
	for (uint32_t up = d->nodes[best[0]].parent; up != 0 && d->nodes[up].tag != TAG_BODY;
	        up = d->nodes[up].parent) {
		int inside = 0;

		for (int i = 0; i < good; i++)
			inside += best[i] != up && html_inside(d, best[i], up);
		if (inside >= AGREE_LEAST)
			return up;
	}
	return best[0];
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

static bool
ends_sentence(const struct page *p, uint32_t node)
{
	for (uint32_t i = p->dom.nodes[node].end; i-- > node;) {
		struct str t = str_trim(html_node_text(&p->dom, i));

		if (p->dom.nodes[i].tag == TAG_TEXT && t.len > 0)
			return t.p[t.len - 1] == '.';
	}
	return false;
}

/* A sibling of the chosen node that belongs to the article too. */
static bool
belongs(const struct page *p, uint32_t node, uint32_t chosen)
{
	const struct measure *m = &p->m[node];
	float top = p->m[chosen].score, bonus = 0;
	struct str class = html_attr(&p->dom, chosen, ATTR_CLASS);

	if (class.len > 0 && str_eq(class, html_attr(&p->dom, node, ATTR_CLASS)))
		bonus = top * 0.2f;
	if (m->running > 0 && final_score(p, node) + bonus >= (top * 0.2f > 10 ? top * 0.2f : 10))
		return true;
	if (p->dom.nodes[node].tag != TAG_P)
		return false;
	if (m->letters > 68)
		return link_density(m) < 0.25f;
	return m->letters > 0 && m->link_letters == 0 && ends_sentence(p, node);
}

/* Takes in siblings: the parent stands for all, the others are cut. */
static uint32_t
gather(struct page *p, uint32_t chosen)
{
	const struct dom *d = &p->dom;
	uint32_t up = d->nodes[chosen].parent, taken = 0;

	if (up == 0 || d->nodes[chosen].tag == TAG_BODY)
		return chosen;
	for (uint32_t i = up + 1; i < d->nodes[up].end; i = d->nodes[i].end)
		if (i != chosen && !(p->cut[i] & CUT_DROP) && d->nodes[i].tag != TAG_TEXT &&
		        belongs(p, i, chosen))
			taken++;
	if (taken == 0)
		return chosen;
	for (uint32_t i = up + 1; i < d->nodes[up].end; i = d->nodes[i].end)
		if (i != chosen && (d->nodes[i].tag == TAG_TEXT || !belongs(p, i, chosen)))
			p->cut[i] |= CUT_DROP;
	return up;
}

static bool
is_title(const struct page *p, uint32_t node)
{
	struct str text;

	if (p->m[node].letters == 0 || !(tag_flags(p->dom.nodes[node].tag) & TF_HEADING))
		return false;
	text = html_text(p->a, &p->dom, node, 500);
	return text.len >= 4 && (text_eq_fold(text, p->title) || text_eq_fold(text, p->feed_title));
}

/* The heading that is the page's title: the one that says it, else the only h1. */
static uint32_t
title_node(const struct page *p)
{
	const struct dom *d = &p->dom;
	uint32_t only = 0;
	int count = 0;

	for (uint32_t i = 1; i < d->count; i++) {
		if (is_title(p, i))
			return i;
		if (d->nodes[i].tag == TAG_H1) {
			only = i;
			count++;
		}
	}
	return count == 1 ? only : 0;
}

/* The outermost <article> around the title. */
static uint32_t
titled_article(const struct page *p)
{
	const struct dom *d = &p->dom;
	uint32_t outer = 0;

	for (uint32_t up = title_node(p); up != 0; up = d->nodes[up].parent)
		outer = d->nodes[up].tag == TAG_ARTICLE ? up : outer;
	return outer;
}

/* Of several <article> elements in the pick, the one that has the title; the others are teasers. */
static uint32_t
prefer_titled(const struct page *p, uint32_t node)
{
	const struct dom *d = &p->dom;
	uint32_t article = titled_article(p);

	if (article == 0 || !html_inside(d, article, node) || article == node ||
	        p->m[article].running * TITLED_SHARE < p->m[node].running ||
	        p->m[article].running == 0)
		return node;
	for (uint32_t i = node; i < d->nodes[node].end; i++)
		if (d->nodes[i].tag == TAG_ARTICLE && i != article && !html_inside(d, i, article) &&
		        !html_inside(d, article, i) && p->m[i].letters > TEASER_LETTERS &&
		        !(p->cut[i] & CUT_DROP))
			return article;
	return node;
}

uint32_t
page_pick(struct page *p)
{
	uint32_t best[CANDIDATES], node;
	int n;

	for (uint32_t i = 1; i < p->dom.count; i++) {
		float points = paragraph_score(&p->m[i]);

		if (points > 0)
			give_points(p, i, points);
	}
	n = best_nodes(p, best, CANDIDATES);
	if (n == 0)
		return body_node(&p->dom);
	node = climb(p, common_ancestor(p, best, n));
	node = page_widen(p, node, body_node(&p->dom));
	node = gather(p, node);
	node = prefer_titled(p, node);
	node = prefer_named(p, node);
	return page_tighten(p, node);
}
