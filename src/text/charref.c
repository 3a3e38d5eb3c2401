/* SPDX-License-Identifier: ISC */
/*
 * charref.c - character references of HTML and XML: one at a time, and whole strings.  After the
 * HTML standard, section 13.2.5.72 onwards: longest name first, a list of old names that need no
 * ';', numbers from 0x80 to 0x9f read as windows-1252.
 */
#include <dateline/text.h>

#include <string.h>

#include "charref_private.h"

#define CODE_MAX 0x10ffff

/* What numeric references from 0x80 to 0x9f stand for (the standard's table in 13.2.5.80). */
static const uint16_t c1_repair[32] = { 0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c,
	0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178 };

static bool
is_alnum(char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static int
digit_value(char c, int base)
{
	int value = -1;

	if (c >= '0' && c <= '9')
		value = c - '0';
	else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
		value = (c | 0x20) - 'a' + 10;
	return value < base ? value : -1;
}

static size_t
put_code(uint32_t cp, char out[4])
{
	if (cp == 0 || cp > CODE_MAX || (cp >= 0xd800 && cp <= 0xdfff))
		cp = 0xfffd;
	if (cp >= 0x80 && cp < 0xa0)
		cp = c1_repair[cp - 0x80];
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xc0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 63));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xe0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 63));
		out[2] = (char)(0x80 | (cp & 63));
		return 3;
	}
	out[0] = (char)(0xf0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 63));
	out[2] = (char)(0x80 | (cp >> 6 & 63));
	out[3] = (char)(0x80 | (cp & 63));
	return 4;
}

/* s starts with "&#". */
static size_t
decode_number(struct str s, char out[CHARREF_TEXT_MAX], size_t *used)
{
	int base = s.len > 2 && (s.p[2] | 0x20) == 'x' ? 16 : 10;
	size_t first = base == 16 ? 3 : 2, at = first;
	uint32_t cp = 0;

	while (at < s.len && digit_value(s.p[at], base) >= 0) {
		if (cp <= CODE_MAX)
			cp = cp * (uint32_t)base + (uint32_t)digit_value(s.p[at], base);
		at++;
	}
	if (at == first)
		return 0;
	*used = at + (at < s.len && s.p[at] == ';');
	return put_code(cp, out);
}

static const struct charref_row *
find_name(const char *name, size_t len)
{
	size_t low = 0, high = CHARREF_ROWS;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const struct charref_row *row = &charref_rows[mid];
		size_t shorter = row->len < len ? row->len : len;
		int order = memcmp(name, charref_names + row->at, shorter);

		if (order == 0)
			order = (len > row->len) - (len < row->len);
		if (order == 0)
			return row;
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

static size_t
give(const struct charref_row *row, size_t used_bytes, char *out, size_t *used)
{
	memcpy(out, row->text, row->text_len);
	*used = used_bytes;
	return row->text_len;
}

/* The longest old name that is a prefix of the name and stands without ';'. */
static size_t
decode_prefix(struct str s, size_t len, enum charref_mode mode, char *out, size_t *used)
{
	for (; len >= 2; len--) {
		const struct charref_row *row = find_name(s.p + 1, len);
		char next = 1 + len < s.len ? s.p[1 + len] : '\0';

		if (row == NULL || row->needs_semi)
			continue;
		if (mode == CHARREF_ATTRIBUTE && (next == '=' || is_alnum(next)))
			return 0;
		return give(row, 1 + len, out, used);
	}
	return 0;
}

/* The references that are nearly all there are; s has 3 bytes at least. */
static size_t
decode_common(struct str s, char *out, size_t *used)
{
	const char *p = s.p;

	if ((p[1] == 'l' || p[1] == 'g') && p[2] == 't' && s.len > 3 && p[3] == ';') {
		*out = p[1] == 'l' ? '<' : '>';
		*used = 4;
		return 1;
	}
	if (p[1] == 'a' && p[2] == 'm' && s.len > 4 && p[3] == 'p' && p[4] == ';') {
		*out = '&';
		*used = 5;
		return 1;
	}
	if (p[1] == 'q' && s.len > 5 && memcmp(p, "&quot;", 6) == 0) {
		*out = '"';
		*used = 6;
		return 1;
	}
	return 0;
}

size_t
charref_decode(struct str s, enum charref_mode mode, char out[CHARREF_TEXT_MAX], size_t *used)
{
	size_t len = 0;

	if (s.len < 3 || s.p[0] != '&')
		return 0;
	if (s.p[1] == '#')
		return decode_number(s, out, used);
	if (decode_common(s, out, used) > 0)
		return 1;
	while (len <= CHARREF_NAME_MAX && 1 + len < s.len && is_alnum(s.p[1 + len]))
		len++;
	if (len == 0)
		return 0;
	if (1 + len < s.len && s.p[1 + len] == ';') {
		const struct charref_row *row = find_name(s.p + 1, len);
		if (row != NULL)
			return give(row, len + 2, out, used);
	}
	return mode == CHARREF_XML ? 0 : decode_prefix(s, len > 6 ? 6 : len, mode, out, used);
}

struct str
text_unescape_as(struct arena *a, struct str s, enum charref_mode mode)
{
	ptrdiff_t first = str_chr(s, '&');
	size_t at = 0, len = 0;
	char *out;

	if (first < 0)
		return s;
	out = arena_alloc(a, s.len + s.len / 5 + CHARREF_TEXT_MAX); /* "&nGt;" gives 6 bytes */
	while (at < s.len) {
		const char *amp = memchr(s.p + at, '&', s.len - at);
		size_t plain = amp == NULL ? s.len - at : (size_t)(amp - (s.p + at)), n, used;

		memcpy(out + len, s.p + at, plain);
		len += plain;
		at += plain;
		if (at == s.len)
			break;
		n = charref_decode(str_sub(s, at, s.len), mode, out + len, &used);
		if (n == 0) {
			out[len] = '&';
			n = used = 1;
		}
		len += n;
		at += used;
	}
	return (struct str){ out, len };
}

struct str
text_unescape(struct arena *a, struct str s)
{
	return text_unescape_as(a, s, CHARREF_TEXT);
}

void
text_escape(struct buf *b, struct str s)
{
	static const unsigned char kinds[256] = { ['&'] = 1, ['<'] = 2, ['>'] = 3, ['"'] = 4 };
	static const struct str as[] = { { "&amp;", 5 }, { "&lt;", 4 }, { "&gt;", 4 },
		{ "&quot;", 6 } };
	size_t from = 0;

	for (size_t i = 0; i < s.len; i++) {
		unsigned kind = kinds[(unsigned char)s.p[i]];

		if (kind == 0)
			continue;
		buf_add(b, s.p + from, i - from);
		buf_add_str(b, as[kind - 1]);
		from = i + 1;
	}
	if (from < s.len)
		buf_add(b, s.p + from, s.len - from);
}
