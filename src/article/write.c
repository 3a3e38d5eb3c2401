/* SPDX-License-Identifier: ISC */
/*
 * write.c - an article as plain text: the prose, one paragraph a line.  Pictures, players and rules
 * are not prose and are left out; a table is one row a line.
 */
#include <dateline/article.h>

#include <string.h>

static bool
is_prose(enum block_kind k)
{
	return k != BLOCK_FIGURE && k != BLOCK_EMBED && k != BLOCK_RULE;
}

void
article_write_text(struct buf *b, const struct article *art)
{
	for (size_t i = 0; i < art->blocks_count; i++) {
		const struct block *k = &art->blocks[i];
		struct str text = str_sub(art->text, k->start, k->end);
		bool keep_lines = k->kind == BLOCK_PRE || k->kind == BLOCK_TABLE;

		if (!is_prose(k->kind))
			continue;
		for (size_t j = 0; j < text.len; j++)
			buf_add_char(b, text.p[j] == '\n' && !keep_lines ? ' ' : text.p[j]);
		buf_add_char(b, '\n');
	}
}
