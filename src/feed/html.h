/* SPDX-License-Identifier: ISC */
/*
 * html.h - HTML as a row of tokens, the way browsers cut it (part of feed): what cleans, reads and
 * searches HTML here walks over the same tokens, so none of them can be fooled alone.
 */
#ifndef FEED_HTML_H
#define FEED_HTML_H

#include <dateline/base.h>

enum html_kind { HTML_TEXT, HTML_START, HTML_END, HTML_COMMENT };

struct html_token {
	enum html_kind kind;
	struct str text; /* HTML_TEXT: as written, with references unless raw */
	struct str name; /* tags: as written */
	struct str attrs;
	bool raw;   /* text of an element that has no references (script) */
	bool empty; /* "<x/>" */
};

#define HTML_RECENT 16

struct html_element;
struct html_reader {
	struct str rest;
	struct str raw_element; /* whose text follows up to its end tag */
	bool raw_references;    /* that text has references (title, textarea) */
	bool no_gt;             /* there is no '>' in the rest */
	const struct html_element *recent[HTML_RECENT]; /* that were looked up, by a hash */
};

void feed_html_open(struct html_reader *r, struct str html);
bool feed_html_next(struct html_reader *r, struct html_token *t); /* false at the end */

/* Takes the next attribute off *attrs; the value is as written.  False at the end. */
bool feed_html_attr_next(struct str *attrs, struct str *name, struct str *value);
/* The decoded value of an attribute; STR_NONE when it is not there. */
struct str feed_html_attr(struct arena *a, struct str attrs, const char *name);

/* What is known of an element; NULL for names that HTML does not have. */
struct html_element {
	struct str name;
	struct str start, end; /* "<name", "</name>" */
	uint8_t keep;          /* KEEP_* */
	bool is_block;         /* separates words */
	bool is_void;          /* has no end tag */
	const char *attrs;     /* allowed ones beside the common, blank separated */
};
enum html_keep {
	KEEP_TAG,     /* stays */
	KEEP_CONTENT, /* the tag goes, what is inside stays */
	KEEP_NOTHING, /* goes with all that is inside */
	KEEP_EMBED    /* goes, but for its address, which stays as a video's */
};
const struct html_element *feed_html_element_find(struct str name);
/* The same, quicker for what came before in the document. */
const struct html_element *feed_html_element_of(struct html_reader *r, const struct html_token *t);

/* ref as an absolute address of a harmless scheme, or as it is when it is relative and no base is
 * known; STR_NONE for others.  May be ref itself, or lie in the arena. */
struct str feed_address(struct arena *a, struct str base, struct str ref);
/* Cleans html into out.  base: of relative addresses.  scratch holds pieces while it works. */
void feed_html_sanitise(struct buf *out, struct arena *scratch, struct str html, struct str base);
/* Adds text escaped, without controls. */
void feed_html_write_text(struct buf *out, struct str text);
/* Adds the text of html to out, white space folded.  In titles (strict) only tags that HTML knows
 * are tags: "Vec<T>" stays. */
void feed_html_plain(struct buf *out, struct str html, bool strict);
/* The same for text that is no HTML: white space folded and controls dropped. */
void feed_plain_fold(struct buf *out, struct str text);
bool feed_is_folded(struct str text); /* it would come out as it is */

#endif
