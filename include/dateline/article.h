/* SPDX-License-Identifier: ISC */
/*
 * article.h - HTML bytes to an article: title, byline, dates, and blocks of clean text with links
 * and emphasis as spans.  No I/O, no clock.  All text of an article is one string: its blocks'
 * texts joined by '\n'; every span anywhere (links, emphasis, mentions, search matches) is a byte
 * range of that string, so layout and highlights need no mapping.
 */
#ifndef DATELINE_ARTICLE_H
#define DATELINE_ARTICLE_H

#include <dateline/base.h>

#define ARTICLE_NO_DATE INT64_MIN
#define ARTICLE_HTML_MAX (32u * 1024 * 1024) /* bytes of a page that are read */
#define ARTICLE_TEXT_MAX (8u * 1024 * 1024)  /* bytes of text kept */
#define ARTICLE_BLOCKS_MAX 100000
#define ARTICLE_DEPTH_MAX 256 /* nested elements; deeper ones are flattened */

enum block_kind {
	BLOCK_PARAGRAPH,
	BLOCK_HEADING, /* level 1 to 6 */
	BLOCK_ITEM,    /* list item: level is its depth from 1, number > 0 when ordered */
	BLOCK_QUOTE,   /* level is its depth from 1 */
	BLOCK_PRE,     /* white space and newlines are meant */
	BLOCK_TABLE,   /* rows separated by '\n', cells by '\t'; see cells */
	BLOCK_FIGURE,  /* caption or alternative text; url is the picture */
	BLOCK_EMBED,   /* a video, post or frame as one line; url leads there */
	BLOCK_TERM,    /* of a definition list */
	BLOCK_DEFINITION,
	BLOCK_RULE,    /* thematic break, no text */
	BLOCK_KINDS
};
const char *block_kind_name(enum block_kind kind); /* "paragraph", ... as in the JSON */

struct cell {
	uint32_t start, end; /* bytes of article.text */
	uint16_t row, col, row_span, col_span;
	bool header, numeric; /* numeric: set right */
};

struct block {
	enum block_kind kind;
	int level, number, quote; /* quote: depth of enclosing block quotes, any kind */
	uint32_t start, end;      /* bytes of article.text */
	struct str url;
	bool rtl, continued;      /* continued: second paragraph of a list item */
	struct cell *cells;
	size_t cells_count;
};

enum style { STYLE_EMPHASIS, STYLE_STRONG, STYLE_CODE, STYLE_SUB, STYLE_SUP, STYLE_STRIKE };
struct style_span {
	uint32_t start, end;
	enum style style;
};
struct link {
	uint32_t start, end;
	struct str url;
};

enum article_state { ARTICLE_FULL, ARTICLE_PAYWALL, ARTICLE_SCRIPT, ARTICLE_CONSENT, ARTICLE_EMPTY };

struct article {
	struct str title, byline, site, excerpt, lang, canonical_url, image, next_url;
	int64_t published, updated; /* Unix seconds or ARTICLE_NO_DATE */
	struct str published_text;  /* the date as the page's metadata writes it; may be none */
	enum article_state state;
	struct str text; /* all blocks, joined by '\n' */
	struct block *blocks;
	size_t blocks_count;
	struct link *links; /* in order, not nested */
	size_t links_count;
	struct style_span *styles;
	size_t styles_count;
};

struct article_rule { /* per-site rule, XPath 1.0; empty = not given */
	struct str body, title, strip;
};
struct article_options {
	struct str url, content_type;
	bool fragment; /* HTML of a feed or of article_html: all of it is content */
	struct str feed_title, feed_summary; /* what the feed said, as anchors; may be none */
	const struct article_rule *rule;     /* NULL = none */
};

/* Page or fragment to article; in the arena.  False only when it is no text at all (binary). */
bool article_parse(struct arena *a, struct str html, const struct article_options *o,
	struct article *out, struct notes *notes, struct err *e);
/* Plain text (paragraphs: blank-line separated, or else one a line) to article. */
bool article_from_text(struct arena *a, struct str text, struct article *out, struct err *e);
/* Adds one paragraph a line (for extract, pipes). */
void article_write_text(struct buf *b, const struct article *art);
/* Adds clean HTML that article_parse with .fragment turns into the same blocks again; this is the
 * form in which the store keeps an extracted page. */
void article_write_html(struct buf *b, const struct article *art);
void article_write_markdown(struct buf *b, const struct article *art);
/* A number for each block's text, the same however it is spaced, cased and marked: by it a paragraph
 * is known again on another page.  0 for blocks too short to tell, pictures, tables and code. */
uint64_t *article_hashes(struct arena *a, const struct article *art);
/* Takes out the blocks whose number is in the list: paragraphs that the site has on several pages.
 * The first paragraph stays, and nothing goes when that would be more than half of the text: then
 * the article itself is known.  Gives how many went. */
size_t article_drop_known(
	struct arena *a, struct article *art, const uint64_t *known, size_t count);
int article_minutes(const struct article *art); /* reading time at 230 words a minute, at least 1 */
const char *article_state_text(enum article_state s); /* "behind a paywall", ...; "" when full */

#endif
