/* SPDX-License-Identifier: ISC */
/*
 * live.c - live blogs: posts side by side in one container, each with its time.  The times, which
 * are no text elsewhere, become the posts' headings.  A post is a child of the node that most
 * neighbouring times have in common, and has running text of its own.
 */
#include "cue.h"
#include "page.h"

#define STAMPS_MAX 512
#define STAMP_BYTES 60
#define POSTS_LEAST 3
#define POST_LETTERS 40

static bool
is_stamp(const struct page *p, uint32_t i)
{
	struct str text;

	if (p->dom.nodes[i].tag != TAG_TIME && !(p->bits[i] & HINT_META))
		return false;
	if (p->dom.nodes[i].end - i > 12)
		return false;
	text = html_text(p->a, &p->dom, i, STAMP_BYTES * 2);
	return text.len > 0 && text.len <= STAMP_BYTES &&
	       (p->dom.nodes[i].tag == TAG_TIME || cue_has_date(text));
}

static int
find_stamps(const struct page *p, uint32_t node, uint32_t *stamps)
{
	int n = 0;

	for (uint32_t i = node + 1; i < p->dom.nodes[node].end && n < STAMPS_MAX; i++)
		if (p->dom.nodes[i].tag != TAG_TEXT && is_stamp(p, i)) {
			stamps[n++] = i;
			i = p->dom.nodes[i].end - 1;
		}
	return n;
}

static uint32_t
common_of(const struct dom *d, uint32_t x, uint32_t y)
{
	while (!html_inside(d, y, x))
		x = d->nodes[x].parent;
	return x;
}

/* The node that most pairs of neighbouring stamps have in common. */
static uint32_t
find_container(const struct dom *d, const uint32_t *stamps, int n)
{
	uint32_t common[STAMPS_MAX], best = 0;
	int most = 0;

	for (int i = 0; i + 1 < n; i++)
		common[i] = common_of(d, stamps[i], stamps[i + 1]);
	for (int i = 0; i + 1 < n; i++) {
		int count = 0;

		for (int k = i; k + 1 < n; k++)
			count += common[k] == common[i];
		if (count > most) {
			most = count;
			best = common[i];
		}
	}
	return most + 1 >= POSTS_LEAST ? best : 0;
}

static uint32_t
child_of(const struct dom *d, uint32_t node, uint32_t up)
{
	while (node != 0 && d->nodes[node].parent != up)
		node = d->nodes[node].parent;
	return node;
}

/* Running text apart from its time; a teaser is mostly a link. */
static bool
is_post(const struct page *p, uint32_t post)
{
	const struct measure *m = &p->m[post];

	return post != 0 && m->letters >= POST_LETTERS && link_density(m) < 0.5f;
}

static void
mark(struct page *p, uint32_t stamp, uint32_t post)
{
	p->cut[stamp] = CUT_STAMP;
	for (uint32_t up = p->dom.nodes[stamp].parent; up > post; up = p->dom.nodes[up].parent)
		p->cut[up] &= (uint8_t)~CUT_DROP;
}

bool
page_live(struct page *p, uint32_t node)
{
	uint32_t stamps[STAMPS_MAX], posts[STAMPS_MAX], up, letters = 0;
	int n = find_stamps(p, node, stamps), count = 0;

	if (n < POSTS_LEAST || (up = find_container(&p->dom, stamps, n)) == 0)
		return false;
	for (int i = 0; i < n; i++) {
		uint32_t post = child_of(&p->dom, stamps[i], up);

		if (!is_post(p, post) || (count > 0 && posts[count - 1] == post))
			continue;
		letters += p->m[post].letters;
		stamps[count] = stamps[i];
		posts[count++] = post;
	}
	if (count < POSTS_LEAST || letters < p->m[node].letters / 2)
		return false;
	for (int i = 0; i < count; i++)
		mark(p, stamps[i], posts[i]);
	return true;
}
