/* SPDX-License-Identifier: ISC */
/*
 * chars.c - what a character is to the tokeniser: letter with its case, digit, mark, blank or
 * punctuation.  ASCII by table, the rest by libunistring (Unicode general categories).
 */
#include "entity_private.h"

#include <unicase.h>
#include <unictype.h>
#include <unigbrk.h>

static const uint8_t ascii_class[128] = {
	['\t'] = CHAR_SPACE,
	['\n'] = CHAR_NEWLINE,
	['\v'] = CHAR_SPACE,
	['\f'] = CHAR_NEWLINE,
	['\r'] = CHAR_SPACE,
	[' '] = CHAR_SPACE,
};

enum char_class
char_class(uint32_t cp)
{
	if (cp >= 'a' && cp <= 'z')
		return CHAR_LOWER;
	if (cp >= 'A' && cp <= 'Z')
		return CHAR_UPPER;
	if (cp >= '0' && cp <= '9')
		return CHAR_DIGIT;
	if (cp < 128)
		return cp == '\t' || cp == ' ' || ascii_class[cp] != 0 ? ascii_class[cp]
		                                                       : CHAR_PUNCT;
	if (cp == 0x2028 || cp == 0x2029 || cp == 0x85)
		return CHAR_NEWLINE;
	if (cp >= 0x2010 && cp <= 0x2027)
		return CHAR_PUNCT;
	if (uc_is_general_category_withtable(cp, UC_CATEGORY_MASK_Lu | UC_CATEGORY_MASK_Lt))
		return CHAR_UPPER;
	if (uc_is_general_category_withtable(cp, UC_CATEGORY_MASK_Ll))
		return CHAR_LOWER;
	if (uc_is_general_category_withtable(cp, UC_CATEGORY_MASK_L))
		return CHAR_LETTER;
	if (uc_is_general_category_withtable(cp, UC_CATEGORY_MASK_M) || cp == 0x200d ||
	        cp == 0x200c || (cp >= 0x1f3fb && cp <= 0x1f3ff))
		return CHAR_MARK;
	if (uc_is_general_category_withtable(cp, UC_CATEGORY_MASK_N))
		return CHAR_DIGIT;
	if (uc_is_general_category_withtable(cp, UC_CATEGORY_MASK_Z))
		return CHAR_SPACE;
	return CHAR_PUNCT;
}

static bool
is_tail(struct str s, size_t at)
{
	return at < s.len && ((unsigned char)s.p[at] & 0xc0) == 0x80;
}

uint32_t
char_next(struct str s, size_t at, size_t *len)
{
	unsigned char c = (unsigned char)s.p[at];
	size_t need = c < 0x80 ? 1 : c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : c >= 0xc0 ? 2 : 0;
	uint32_t cp = need == 4 ? c & 7u : need == 3 ? c & 15u : need == 2 ? c & 31u : c;

	*len = 1;
	if (need == 0)
		return 0xfffd;
	for (size_t i = 1; i < need; i++) {
		if (!is_tail(s, at + i))
			return 0xfffd;
		cp = cp << 6 | ((unsigned char)s.p[at + i] & 63u);
	}
	*len = need;
	return cp > 0x10ffff || (cp >= 0xd800 && cp < 0xe000) ? 0xfffd : cp;
}

static uint32_t
lower_of(uint32_t cp)
{
	if (cp < 128)
		return cp >= 'A' && cp <= 'Z' ? cp + 32 : cp;
	if (cp == 0x2018 || cp == 0x2019 || cp == 0x2bc || cp == 0x2bf || cp == 0x2be)
		return '\'';
	if (cp == 0x2010 || cp == 0x2011)
		return '-';
	return uc_tolower(cp);
}

struct str
char_lower(struct arena *a, struct str s)
{
	/* A lower-case letter never needs more than three bytes for two here (U+0130 and friends).
	 */
	char *out = arena_alloc(a, s.len * 2 + 4);
	size_t n = 0, len;

	for (size_t at = 0; at < s.len; at += len) {
		uint32_t cp = lower_of(char_next(s, at, &len));

		if (cp < 0x80) {
			out[n++] = (char)cp;
		} else if (cp < 0x800) {
			out[n++] = (char)(0xc0 | cp >> 6);
			out[n++] = (char)(0x80 | (cp & 63));
		} else if (cp < 0x10000) {
			/* An ill-formed byte would grow to three: keep it as one mark instead. */
			if (len == 1) {
				out[n++] = '?';
				continue;
			}
			out[n++] = (char)(0xe0 | cp >> 12);
			out[n++] = (char)(0x80 | (cp >> 6 & 63));
			out[n++] = (char)(0x80 | (cp & 63));
		} else {
			out[n++] = (char)(0xf0 | cp >> 18);
			out[n++] = (char)(0x80 | (cp >> 12 & 63));
			out[n++] = (char)(0x80 | (cp >> 6 & 63));
			out[n++] = (char)(0x80 | (cp & 63));
		}
	}
	out[n] = '\0';
	return (struct str){ out, n };
}

/* A character that neither joins what is before it nor takes what follows. */
static bool
is_plain(uint32_t cp)
{
	return (cp >= 0x20 && cp < 0x7f) ||
	       (cp > 0xa0 && cp < 0x300 && cp != 0xad && cp != 0xa9 && cp != 0xae) ||
	       (cp >= 0x2010 && cp <= 0x2027);
}

static size_t
step_back(struct str s, size_t at)
{
	do
		at--;
	while (at > 0 && is_tail(s, at));
	return at;
}

#define BORDER_WINDOW 1024 /* bytes looked back for a place where a cluster surely begins */

bool
char_on_border(struct str s, size_t at)
{
	size_t len, from = at, limit = at > BORDER_WINDOW ? at - BORDER_WINDOW : 0;
	ucs4_t before = 0, cp;
	int breaks = 0;

	if (at == 0 || at >= s.len)
		return at == 0 || at == s.len;
	if (is_tail(s, at))
		return false;
	cp = char_next(s, at, &len);
	before = char_next(s, step_back(s, at), &len);
	if (is_plain(cp) && is_plain(before))
		return true;
	if (before == '\n')
		return true;
	/* Emoji sequences and flags need to be read from their start. */
	while (from > limit) {
		size_t len2;

		from = step_back(s, from);
		if (is_plain(char_next(s, from, &len2)) || s.p[from] == '\n')
			break;
	}
	{
		const uint8_t *p = (const uint8_t *)s.p + from, *end = (const uint8_t *)s.p + s.len;
		const uint8_t *stop = (const uint8_t *)s.p + at;

		while (p != NULL && p < stop)
			p = u8_grapheme_next(p, end);
		breaks = p == stop;
	}
	return breaks != 0;
}
