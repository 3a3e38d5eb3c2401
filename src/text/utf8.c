/* SPDX-License-Identifier: ISC */
/*
 * utf8.c - decoding, encoding, validating and repairing UTF-8.  Source: Unicode 15 section 3.9,
 * table 3-7 (well-formed byte sequences) and its practice for U+FFFD: one for each maximal subpart
 * of an ill-formed sequence.
 */
#include <dateline/text.h>

#include <string.h>

#include "text_private.h"

/* Rows of table 3-7: the first byte's range, the second byte's range, the length. */
static const struct {
	unsigned char first_low, first_high, second_low, second_high, len, mask;
} rows[] = {
	{ 0xC2, 0xDF, 0x80, 0xBF, 2, 0x1F },
	{ 0xE0, 0xE0, 0xA0, 0xBF, 3, 0x0F },
	{ 0xE1, 0xEC, 0x80, 0xBF, 3, 0x0F },
	{ 0xED, 0xED, 0x80, 0x9F, 3, 0x0F },
	{ 0xEE, 0xEF, 0x80, 0xBF, 3, 0x0F },
	{ 0xF0, 0xF0, 0x90, 0xBF, 4, 0x07 },
	{ 0xF1, 0xF3, 0x80, 0xBF, 4, 0x07 },
	{ 0xF4, 0xF4, 0x80, 0x8F, 4, 0x07 },
};

/* As utf8_next, but says whether it was well-formed. */
static size_t
decode(struct str s, size_t at, uint32_t *cp, bool *good)
{
	const unsigned char *p = (const unsigned char *)s.p + at;
	size_t left = s.len - at, row = 0, n;
	uint32_t value;

	*cp = REPLACEMENT;
	*good = false;
	while (row < COUNT(rows) && (p[0] < rows[row].first_low || p[0] > rows[row].first_high))
		row++;
	if (row == COUNT(rows) || left < 2 || p[1] < rows[row].second_low ||
	        p[1] > rows[row].second_high)
		return 1;
	value = (uint32_t)(p[0] & rows[row].mask) << 6 | (p[1] & 0x3F);
	for (n = 2; n < rows[row].len; n++) {
		if (n >= left || (p[n] & 0xC0) != 0x80)
			return n;
		value = value << 6 | (p[n] & 0x3F);
	}
	*cp = value;
	*good = true;
	return n;
}

size_t
utf8_next(struct str s, size_t at, uint32_t *cp)
{
	bool good;

	if ((unsigned char)s.p[at] < 0x80) {
		*cp = (unsigned char)s.p[at];
		return 1;
	}
	return decode(s, at, cp, &good);
}

/* The end of the run of ASCII that begins at `at`; eight bytes at a time. */
static size_t
ascii_end(struct str s, size_t at)
{
	uint64_t word;

	for (; at + sizeof(word) <= s.len; at += sizeof(word)) {
		memcpy(&word, s.p + at, sizeof(word));
		if ((word & 0x8080808080808080u) != 0)
			break;
	}
	while (at < s.len && (unsigned char)s.p[at] < 0x80)
		at++;
	return at;
}

/* The first ill-formed byte at or after `at`, or s.len. */
static size_t
valid_end(struct str s, size_t at)
{
	uint32_t cp;
	bool good;

	while ((at = ascii_end(s, at)) < s.len) {
		size_t n = decode(s, at, &cp, &good);
		if (!good)
			return at;
		at += n;
	}
	return at;
}

bool
utf8_valid(struct str s)
{
	return valid_end(s, 0) == s.len;
}

size_t
utf8_put(uint32_t cp, char out[4])
{
	if ((cp >= 0xD800 && cp <= 0xDFFF) || cp > 0x10FFFF)
		cp = REPLACEMENT;
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xC0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xE0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		out[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	out[3] = (char)(0x80 | (cp & 0x3F));
	return 4;
}

struct str
utf8_repair(struct arena *a, struct str s)
{
	size_t bad = valid_end(s, 0), start = 0, len = 0;
	char *out;

	if (bad == s.len)
		return s;
	out = arena_alloc(a, s.len * 3 + 1); /* a bad byte grows to three */
	while (start < s.len) {
		uint32_t cp;
		memcpy(out + len, s.p + start, bad - start);
		len += bad - start;
		if (bad == s.len)
			break;
		start = bad + utf8_next(s, bad, &cp);
		len += utf8_put(cp, out + len);
		bad = valid_end(s, start);
	}
	return (struct str){ out, len };
}

size_t
utf8_count(struct str s, size_t len)
{
	size_t count = 0;

	if (len > s.len)
		len = s.len;
	for (size_t i = 0; i < len; i++)
		count += ((unsigned char)s.p[i] & 0xC0) != 0x80;
	return count;
}

struct str
utf8_prefix(struct str s, size_t max)
{
	if (s.len <= max)
		return s;
	while (max > 0 && ((unsigned char)s.p[max] & 0xC0) == 0x80)
		max--;
	return str_sub(s, 0, max);
}
