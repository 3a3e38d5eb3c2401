/* SPDX-License-Identifier: ISC */
/*
 * text.h - Unicode text: validation and repair, cell width, grapheme clusters, line breaking,
 * folding, cleaning for the screen, and (for feed and article alike) charsets and HTML
 * character references.  Widths come from glibc wcwidth, since that is what curses places by.
 */
#ifndef DATELINE_TEXT_H
#define DATELINE_TEXT_H

#include <dateline/base.h>

/* ---- UTF-8 ---- */
bool utf8_valid(struct str s);
/* Decodes the code point at byte `at` (< s.len), gives its length in bytes (1 to 4); an ill-formed
 * byte gives U+FFFD and the length of its maximal subpart (Unicode 3.9, practice U+FFFD). */
size_t utf8_next(struct str s, size_t at, uint32_t *cp);
/* Writes cp in 1 to 4 bytes to out; surrogates and values past U+10FFFF become U+FFFD. */
size_t utf8_put(uint32_t cp, char out[4]);
/* Valid UTF-8: s itself when it is already, else a copy with U+FFFD for ill-formed parts. */
struct str utf8_repair(struct arena *a, struct str s);
/* The first max bytes of s, or fewer so as not to end within a code point. */
struct str utf8_prefix(struct str s, size_t max);
/* Code points in the first len bytes of s (for the offsets of the JSON contracts). */
size_t utf8_count(struct str s, size_t len);

/* ---- cells and clusters ---- */
struct cluster {
	uint32_t start, len; /* bytes */
	int width;           /* cells: 0, 1 or 2 */
};
/* Extended grapheme clusters of s (UAX #29); an emoji sequence or flag is one of width 2.
 * Returns the count; the array lives in the arena. */
size_t text_clusters(struct arena *a, struct str s, struct cluster **out);
/* Length in bytes of the cluster at byte `at` (< s.len, a border); its cells in *width.  For walking
 * long texts without an array. */
size_t text_cluster_next(struct str s, size_t at, int *width);
int text_width(struct str s); /* cells of s on one line; controls count 0 */
/* The longest prefix in whole clusters that fits width_cells, in bytes; its cells in *used. */
size_t text_fit(struct str s, int width_cells, int *used);
/* s shortened to width_cells with an ellipsis where it was longer. */
struct str text_ellipsis(struct arena *a, struct str s, int width_cells);

/* ---- line breaking ---- */
struct text_span {
	uint32_t start, end; /* bytes, [start, end) */
};
struct text_line {
	uint32_t start, end; /* bytes of s shown on the line, blanks at its end left off */
	int width;           /* cells */
};
struct wrap_options {
	int width;            /* cells of a line, at least 1 */
	int first_width;      /* cells of the first line; 0 = width */
	const struct text_span *nobreak; /* sorted spans not to break inside unless over-long */
	size_t nobreak_count;
	bool keep_blanks;     /* preformatted: only '\n' and the width break lines */
};
/* Breaks s into lines (UAX #14 opportunities; '\n' is mandatory; URLs stay whole while they fit;
 * a word wider than the line is cut between clusters).  Every byte of s that has width is on
 * some line.  Returns the count (at least 1). */
size_t text_wrap(struct arena *a, struct str s, const struct wrap_options *o, struct text_line **out);

/* ---- folding and cleaning ---- */
/* For comparing and search keys: compatibility-decomposed, case folded, marks dropped. */
struct str text_fold(struct arena *a, struct str s);
bool text_eq_fold(struct str a, struct str b);
/* First match of needle in s at or after from, ignoring case and accents; the match in *m. */
bool text_find_fold(struct str s, struct str needle, size_t from, struct text_span *m);
/* White space runs become one blank, ends trimmed. */
struct str text_collapse(struct arena *a, struct str s);
size_t text_count_words(struct str s); /* runs with a letter or digit; CJK counts per ideograph */

enum text_safe { TEXT_SAFE_LINE, TEXT_SAFE_BLOCK }; /* LINE: newlines and tabs become blanks */
/* The one door to a cell, a log, a clipboard or an argv: valid UTF-8 without C0, C1, DEL, escape
 * sequences' introducers, bidi controls (embeddings, overrides, isolates), U+00AD, U+FEFF, U+2028
 * and U+2029, tag characters, noncharacters; more than 8 marks on one base are cut.  Zero-width
 * joiners stay between emoji and in scripts that need them. */
struct str text_safe(struct arena *a, struct str s, enum text_safe mode);
bool text_is_safe(struct str s, enum text_safe mode);
bool text_is_rtl(struct str s); /* first strong character is right-to-left (UAX #9 P2) */

/* ---- charsets and character references (shared by feed and article) ---- */
enum charset_kind { CHARSET_XML, CHARSET_HTML, CHARSET_JSON, CHARSET_TEXT };
struct charset_hints {
	struct str content_type; /* value of the HTTP header, or none */
	enum charset_kind kind;
};
/* Bytes to valid UTF-8: byte-order mark, HTTP header, declaration or meta, then the content itself
 * (RFC 7303, WHATWG labels); a wrong declaration is repaired.  Says in notes what it chose when
 * that was not what was declared.  No byte-order mark and no NUL is left; bytes itself when nothing
 * had to change. */
struct str text_decode(struct arena *a, struct str bytes, const struct charset_hints *h,
	struct notes *notes);
/* The same for a stream: the charset is chosen from the first bytes pushed (give 64 KiB or all). */
struct text_decoder;
struct text_decoder *text_decoder_open(const struct charset_hints *h);
/* Adds the UTF-8 of bytes to out; what is cut off at their end is kept for the next push. */
void text_decoder_push(struct text_decoder *d, struct str bytes, bool last, struct buf *out);
void text_decoder_close(struct text_decoder *d, struct notes *notes);

enum charref_mode {
	CHARREF_TEXT,      /* of HTML: "&copy" needs no ';' */
	CHARREF_ATTRIBUTE, /* of HTML: as text, but "&copy=" is part of an address */
	CHARREF_XML        /* named ones need their ';' */
};
#define CHARREF_TEXT_MAX 8
/* The reference at the start of s (s.p[0] is '&'): writes its text to out, gives its length in
 * bytes and what it took of s in *used; 0 when it is none (then out and *used are untouched). */
size_t charref_decode(struct str s, enum charref_mode mode, char out[CHARREF_TEXT_MAX], size_t *used);
/* Decodes HTML character references once (the whole HTML table, numeric with the windows-1252
 * repair).  s itself when there is none. */
struct str text_unescape(struct arena *a, struct str s); /* CHARREF_TEXT */
struct str text_unescape_as(struct arena *a, struct str s, enum charref_mode mode);
/* Adds s to b with & < > " escaped. */
void text_escape(struct buf *b, struct str s);

#endif
