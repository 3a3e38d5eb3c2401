/* SPDX-License-Identifier: ISC */
/*
 * html.h - HTML bytes to an array of nodes in document order.  The nodes of a subtree stand side by
 * side (node i's subtree is [i, end)), so every walk is a loop over the array and nothing recurses.
 */
#ifndef ARTICLE_HTML_H
#define ARTICLE_HTML_H

#include "name.h"
#include <dateline/article.h>

#define HTML_NODES_MAX 1500000u
#define HTML_ATTRS_MAX 32 /* kept of one element */

enum tag {
	TAG_NONE, /* the root, node 0 */
	TAG_TEXT,
	TAG_UNKNOWN,
	TAG_A,
	TAG_ABBR,
	TAG_ADDRESS,
	TAG_APPLET,
	TAG_AREA,
	TAG_ARTICLE,
	TAG_ASIDE,
	TAG_AUDIO,
	TAG_B,
	TAG_BASE,
	TAG_BIG,
	TAG_BLOCKQUOTE,
	TAG_BODY,
	TAG_BR,
	TAG_BUTTON,
	TAG_CANVAS,
	TAG_CAPTION,
	TAG_CENTER,
	TAG_CITE,
	TAG_CODE,
	TAG_COL,
	TAG_COLGROUP,
	TAG_DATALIST,
	TAG_DD,
	TAG_DEL,
	TAG_DETAILS,
	TAG_DIALOG,
	TAG_DIR,
	TAG_DIV,
	TAG_DL,
	TAG_DT,
	TAG_EM,
	TAG_EMBED,
	TAG_FIELDSET,
	TAG_FIGCAPTION,
	TAG_FIGURE,
	TAG_FONT,
	TAG_FOOTER,
	TAG_FORM,
	TAG_FRAME,
	TAG_FRAMESET,
	TAG_H1,
	TAG_H2,
	TAG_H3,
	TAG_H4,
	TAG_H5,
	TAG_H6,
	TAG_HEAD,
	TAG_HEADER,
	TAG_HGROUP,
	TAG_HR,
	TAG_HTML,
	TAG_I,
	TAG_IFRAME,
	TAG_IMG,
	TAG_INPUT,
	TAG_INS,
	TAG_KBD,
	TAG_LABEL,
	TAG_LEGEND,
	TAG_LI,
	TAG_LINK,
	TAG_LISTING,
	TAG_MAIN,
	TAG_MAP,
	TAG_MARK,
	TAG_MARQUEE,
	TAG_MATH,
	TAG_MENU,
	TAG_META,
	TAG_METER,
	TAG_NAV,
	TAG_NOBR,
	TAG_NOEMBED,
	TAG_NOFRAMES,
	TAG_NOSCRIPT,
	TAG_OBJECT,
	TAG_OL,
	TAG_OPTGROUP,
	TAG_OPTION,
	TAG_P,
	TAG_PARAM,
	TAG_PICTURE,
	TAG_PLAINTEXT,
	TAG_PRE,
	TAG_PROGRESS,
	TAG_Q,
	TAG_RB,
	TAG_RP,
	TAG_RT,
	TAG_RTC,
	TAG_RUBY,
	TAG_S,
	TAG_SAMP,
	TAG_SCRIPT,
	TAG_SECTION,
	TAG_SELECT,
	TAG_SMALL,
	TAG_SOURCE,
	TAG_SPAN,
	TAG_STRIKE,
	TAG_STRONG,
	TAG_STYLE,
	TAG_SUB,
	TAG_SUMMARY,
	TAG_SUP,
	TAG_SVG,
	TAG_TABLE,
	TAG_TBODY,
	TAG_TD,
	TAG_TEMPLATE,
	TAG_TEXTAREA,
	TAG_TFOOT,
	TAG_TH,
	TAG_THEAD,
	TAG_TIME,
	TAG_TITLE,
	TAG_TR,
	TAG_TRACK,
	TAG_TT,
	TAG_U,
	TAG_UL,
	TAG_VAR,
	TAG_VIDEO,
	TAG_WBR,
	TAG_XMP,
	TAGS
};

enum tag_flag {
	TF_VOID = 1 << 0,
	TF_RAW = 1 << 1,      /* text up to its end tag, no references */
	TF_RCDATA = 1 << 2,   /* the same, with references */
	TF_BLOCK = 1 << 3,    /* starts a line of its own */
	TF_CLOSES_P = 1 << 4, /* ends an open p */
	TF_FORMAT = 1 << 5,   /* inline; its end tag does not end a block */
	TF_SCOPE = 1 << 6,    /* end tags inside do not reach past it */
	TF_HEAD = 1 << 7,     /* may stand in head */
	TF_DROP = 1 << 8,     /* never text of an article */
	TF_HEADING = 1 << 9,
	TF_TABLE = 1 << 10, /* part of a table's frame */
};
uint32_t tag_flags(enum tag t);

enum attr_name {
	ATTR_NONE,
	ATTR_ALT,
	ATTR_ARIA_HIDDEN,
	ATTR_CITE,
	ATTR_CLASS,
	ATTR_COLSPAN,
	ATTR_CONTENT,
	ATTR_DATA_SRC,
	ATTR_DATETIME,
	ATTR_DIR,
	ATTR_HIDDEN,
	ATTR_HREF,
	ATTR_HTTP_EQUIV,
	ATTR_ID,
	ATTR_ITEMPROP,
	ATTR_ITEMSCOPE,
	ATTR_ITEMTYPE,
	ATTR_LANG,
	ATTR_NAME,
	ATTR_PROPERTY,
	ATTR_REL,
	ATTR_ROLE,
	ATTR_ROWSPAN,
	ATTR_SRC,
	ATTR_SRCSET,
	ATTR_START,
	ATTR_STYLE,
	ATTR_TITLE,
	ATTR_TYPE,
	ATTR_VALUE,
	ATTRS
};

struct attr {
	enum attr_name name;
	struct str value; /* references decoded */
};

struct node {
	uint32_t parent, end; /* subtree: [this, end) */
	uint32_t attrs;       /* into dom.attrs */
	uint32_t text_len;
	const char *text; /* of a text node, references decoded; of an unknown tag its name */
	uint16_t depth;
	uint8_t tag, attrs_count;
};

struct dom {
	struct node *nodes;
	uint32_t count;
	struct attr *attrs;
	struct str base; /* href of <base> */
};

/* Never fails: past a cap it notes and keeps what it has. */
void html_parse(struct arena *a, struct str html, struct dom *out, struct notes *notes);
/* Value of an attribute; STR_NONE when it is not there. */
struct str html_attr(const struct dom *d, uint32_t node, enum attr_name name);
/* All text below a node, white space collapsed, TF_DROP elements left out; at most max bytes. */
struct str html_text(struct arena *a, const struct dom *d, uint32_t node, size_t max);
/* Text of a text node. */
static inline struct str
html_node_text(const struct dom *d, uint32_t node)
{
	return (struct str){ d->nodes[node].text, d->nodes[node].text_len };
}
static inline bool
html_inside(const struct dom *d, uint32_t node, uint32_t outer)
{
	return node >= outer && node < d->nodes[outer].end;
}

#endif
