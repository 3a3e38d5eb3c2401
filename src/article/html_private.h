/* SPDX-License-Identifier: ISC */
/*
 * html_private.h - what the tokenizer (html_token.c) and the tree builder (html.c) share.
 */
#ifndef ARTICLE_HTML_PRIVATE_H
#define ARTICLE_HTML_PRIVATE_H

#include "html.h"
#include "tag.h"

struct html_parser {
	struct arena *a;
	struct dom *d;
	struct str in;
	size_t at;
	size_t nodes_cap, attrs_cap, attrs_count;
	struct names tags, attrs;
	uint32_t stack[ARTICLE_DEPTH_MAX];
	bool pending[ARTICLE_DEPTH_MAX]; /* its end tag was seen inside a later block */
	int depth;
	uint32_t overflow; /* elements open beyond the deepest level */
	uint32_t open[TAGS];
	bool seen[TAGS];
	bool after_block; /* the last thing was the edge of a block */
	bool full;
};

struct html_token {
	enum tag tag;
	struct str name;
	uint32_t attrs, attrs_count;
	bool self_closing;
};

void html_tokens(struct html_parser *p);
void html_start(struct html_parser *p, const struct html_token *t);
void html_end(struct html_parser *p, enum tag tag, struct str name);
void html_add_text(struct html_parser *p, struct str s, bool references);
bool html_foreign(const struct html_parser *p);

#endif
