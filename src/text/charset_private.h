/* SPDX-License-Identifier: ISC */
/*
 * charset_private.h - what the charset files share: the encodings with their labels, the sniffing
 * of declarations, and the converters to UTF-8.
 */
#ifndef CHARSET_PRIVATE_H
#define CHARSET_PRIVATE_H

#include <dateline/text.h>

#include <iconv.h>

enum charset_how {
	CHARSET_IS_UTF8,
	CHARSET_IS_SINGLE, /* one byte a character, by a table */
	CHARSET_IS_ICONV,  /* more bytes a character, by iconv */
	CHARSET_IS_UTF16LE,
	CHARSET_IS_UTF16BE,
	CHARSET_IS_UTF32LE,
	CHARSET_IS_UTF32BE,
	CHARSET_IS_REFUSED /* escapes can hide markup from a filter: never decoded */
};

struct charset {
	const char *name; /* of the WHATWG Encoding standard, in lower case */
	enum charset_how how;
	const uint16_t *table;  /* CHARSET_IS_SINGLE: of the bytes 0x80 to 0xff; 0 = none */
	const char *iconv_name; /* CHARSET_IS_ICONV */
	bool seven_bit;         /* its text looks like ASCII */
};

extern const uint16_t charset_single[][128];
extern const char *const charset_single_names[]; /* ends with NULL */

/* The encoding that a label means (blanks around it and case do not matter); NULL if unknown. */
const struct charset *charset_find(struct str label);
extern const struct charset charset_utf8, charset_windows_1252;
extern const struct charset charset_utf16le, charset_utf16be, charset_utf32le, charset_utf32be;

/* By byte-order mark; its length in *skip.  NULL when there is none. */
const struct charset *charset_of_bom(struct str bytes, size_t *skip);
/* By the pattern of NUL bytes that ASCII gives in UTF-16 and UTF-32 (XML 1.0 appendix F). */
const struct charset *charset_of_nuls(struct str bytes);
/* The charset parameter of a Content-Type header, or none. */
struct str charset_of_header(struct str content_type);
/* The encoding that the XML declaration, or for HTML a meta element, names; or none. */
struct str charset_of_declaration(struct str bytes, enum charset_kind kind);

/* What a look at the bytes as UTF-8 says. */
struct utf8_census {
	size_t sequences; /* well-formed ones of 2 bytes and more */
	size_t longer;    /* those of 3 and 4 bytes */
	size_t errors;
	size_t nuls;
	size_t controls; /* U+0080 to U+009F */
};
/* A sequence cut off at the end is no error when more bytes are to come. */
struct utf8_census utf8_take_census(struct str bytes, bool last);
/* Length of the sequence at p (1 to 4); 0 when it is ill-formed, with the length of its maximal
 * subpart in *bad and whether it is merely cut off at the end in *cut. */
size_t utf8_sequence(const char *p, size_t left, size_t *bad, bool *cut);

/* A conversion in progress. */
struct charset_state {
	const struct charset *charset;
	iconv_t cd;
	bool opened;
	size_t errors; /* bytes or units that had to be replaced */
};
/* False when the system has no converter for it. */
bool charset_open(struct charset_state *st, const struct charset *c);
void charset_close(struct charset_state *st);
/* Converts in to UTF-8 behind out, NULs dropped; returns the bytes consumed, all of them when
 * last is set. */
size_t charset_convert(struct charset_state *st, struct str in, bool last, struct buf *out);

#endif
