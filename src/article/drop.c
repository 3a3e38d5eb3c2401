/* SPDX-License-Identifier: ISC */
/*
 * drop.c - an article without some of its blocks: text closed up, spans moved along.
 */
#include "trim.h"

#include <string.h>

struct mover {
	const struct article *art;
	const bool *drop;
	size_t block;
	uint32_t removed; /* bytes taken out before this block */
};

/* How far a position moves; positions must come in order.  False when its block is dropped. */
static bool
move(struct mover *m, uint32_t at, uint32_t *by)
{
	const struct article *art = m->art;

	while (m->block < art->blocks_count && art->blocks[m->block].end < at) {
		const struct block *k = &art->blocks[m->block];

		if (m->drop[m->block])
			m->removed += k->end - k->start + 1;
		m->block++;
	}
	*by = m->removed;
	return m->block < art->blocks_count && !m->drop[m->block];
}

static void
move_spans(struct article *art, const bool *drop)
{
	struct mover links = { .art = art, .drop = drop }, styles = links;
	size_t n = 0;
	uint32_t by;

	for (size_t i = 0; i < art->links_count; i++) {
		struct link l = art->links[i];

		if (move(&links, l.end, &by))
			art->links[n++] = (struct link){ l.start - by, l.end - by, l.url };
	}
	art->links_count = n;
	n = 0;
	for (size_t i = 0; i < art->styles_count; i++) {
		struct style_span s = art->styles[i];

		/* By its first byte: a span may reach over blocks only when merged at an edge. */
		if (move(&styles, s.start + 1, &by))
			art->styles[n++] = (struct style_span){ s.start - by, s.end - by, s.style };
	}
	art->styles_count = n;
}

static void
move_block(struct block *k, uint32_t by)
{
	k->start -= by;
	k->end -= by;
	for (size_t i = 0; i < k->cells_count; i++) {
		k->cells[i].start -= by;
		k->cells[i].end -= by;
	}
}

void
article_drop(struct arena *a, struct article *art, const bool *drop)
{
	char *text = arena_alloc(a, art->text.len + 1);
	size_t n = 0, len = 0;

	move_spans(art, drop);
	for (size_t i = 0; i < art->blocks_count; i++) {
		struct block k = art->blocks[i];
		uint32_t old = k.start, size = k.end - k.start;

		if (drop[i])
			continue;
		if (n > 0)
			text[len++] = '\n';
		memcpy(text + len, art->text.p + old, size);
		move_block(&k, old - (uint32_t)len);
		len += size;
		art->blocks[n++] = k;
	}
	art->blocks_count = n;
	art->text = (struct str){ text, len };
}
