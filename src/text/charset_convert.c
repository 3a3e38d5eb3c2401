/* SPDX-License-Identifier: ISC */
/*
 * charset_convert.c - bytes of an encoding to UTF-8, a piece at a time.  Single-byte encodings go
 * by table, UTF-16 and UTF-32 by hand, East Asian ones by iconv.  A stray byte in UTF-8, and a C1
 * control, is read as windows-1252, which is what it nearly always is; a broken or forbidden
 * sequence becomes U+FFFD.
 */
#include "charset_private.h"

#include <errno.h>
#include <string.h>

#define OUT_CHUNK 4096
#define HIGH_BITS 0x8080808080808080u
#define LOW_BITS 0x0101010101010101u

/* What a lead byte allows: length, and the range of the second byte (Unicode table 3-7). */
static size_t
lead_length(unsigned char lead, unsigned char *low, unsigned char *high)
{
	*low = 0x80;
	*high = 0xbf;
	if (lead >= 0xc2 && lead <= 0xdf)
		return 2;
	if (lead >= 0xe0 && lead <= 0xef) {
		*low = lead == 0xe0 ? 0xa0 : 0x80;
		*high = lead == 0xed ? 0x9f : 0xbf;
		return 3;
	}
	if (lead >= 0xf0 && lead <= 0xf4) {
		*low = lead == 0xf0 ? 0x90 : 0x80;
		*high = lead == 0xf4 ? 0x8f : 0xbf;
		return 4;
	}
	return 0;
}

size_t
utf8_sequence(const char *p, size_t left, size_t *bad, bool *cut)
{
	const unsigned char *u = (const unsigned char *)p;
	unsigned char low, high;
	size_t len, i = 1;

	*cut = false;
	*bad = 1;
	if (u[0] < 0x80)
		return 1;
	len = lead_length(u[0], &low, &high);
	if (len == 0)
		return 0;
	while (i < len && i < left && u[i] >= low && u[i] <= high) {
		low = 0x80;
		high = 0xbf;
		i++;
	}
	if (i == len)
		return len;
	*bad = i;
	*cut = i == left;
	return 0;
}

/* Length of the run of ASCII without NULs at p. */
static size_t
ascii_run(const char *p, size_t left)
{
	size_t at = 0;

	while (left - at >= 8) {
		uint64_t word;
		memcpy(&word, p + at, 8);
		if (((word | (word - LOW_BITS)) & HIGH_BITS) != 0)
			break;
		at += 8;
	}
	while (at < left && p[at] > 0)
		at++;
	return at;
}

static inline bool
is_tail(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* Length of the run at p of ASCII without NULs and of sequences of two and three bytes whose lead
 * has no exceptions: nearly all text there is. */
static size_t
common_run(const char *p, size_t left)
{
	size_t at = 0;

	for (;;) {
		size_t run = ascii_run(p + at, left - at), from;

		from = at += run;
		while (left - at >= 3) {
			unsigned char lead = (unsigned char)p[at];

			if (lead >= 0xe1 && lead <= 0xef && lead != 0xed && is_tail(p[at + 1]) &&
			        is_tail(p[at + 2]))
				at += 3;
			else if (lead >= 0xc3 && lead <= 0xdf && is_tail(p[at + 1]))
				at += 2;
			else
				break;
		}
		if (at == from)
			return at;
	}
}

/* U+0080 to U+009F: a program took windows-1252 for ISO 8859-1 on the way. */
static bool
is_c1(const char *p)
{
	return (unsigned char)p[0] == 0xc2 && (unsigned char)p[1] < 0xa0;
}

struct utf8_census
utf8_take_census(struct str bytes, bool last)
{
	struct utf8_census c = { 0 };
	size_t at = 0;

	while (at < bytes.len) {
		size_t bad, len;
		bool cut;

		at += ascii_run(bytes.p + at, bytes.len - at);
		if (at == bytes.len)
			break;
		len = utf8_sequence(bytes.p + at, bytes.len - at, &bad, &cut);
		if (len == 0) {
			c.errors += last || !cut;
			at += bad;
			continue;
		}
		c.nuls += bytes.p[at] == '\0';
		c.sequences += len > 1;
		c.controls += is_c1(bytes.p + at);
		c.longer += len > 2;
		at += len;
	}
	return c;
}

static void
put(struct buf *out, uint32_t cp)
{
	char bytes[4];

	if (cp != 0)
		buf_add(out, bytes, utf8_put(cp, bytes));
}

static void
put_replacement(struct charset_state *st, struct buf *out)
{
	st->errors++;
	put(out, 0xfffd);
}

/* A byte that leads continuations is a broken or forbidden sequence (overlong, surrogate, beyond
 * U+10FFFF); their number, or 0 when it stands alone and is rather a letter of windows-1252. */
static size_t
broken_sequence(struct str in, size_t at)
{
	size_t end = at + 1;

	if ((unsigned char)in.p[at] < 0xc0)
		return 0;
	while (end < in.len && end - at < 6 && ((unsigned char)in.p[end] & 0xc0) == 0x80)
		end++;
	return end - at > 1 ? end - at : 0;
}

static size_t
convert_utf8(struct charset_state *st, struct str in, bool last, struct buf *out)
{
	size_t at = 0, from = 0;

	while (at < in.len) {
		size_t bad, len;
		bool cut;

		at += common_run(in.p + at, in.len - at);
		if (at == in.len)
			break;
		len = utf8_sequence(in.p + at, in.len - at, &bad, &cut);
		if (len > 0 && in.p[at] != '\0' && !is_c1(in.p + at)) {
			at += len;
			continue;
		}
		buf_add(out, in.p + from, at - from);
		if (len == 0 && !last && (cut || in.len - at < 6))
			return at;
		if (len == 0 && bad == 1 && broken_sequence(in, at) > 0)
			bad = broken_sequence(in, at);
		if (len == 2)
			put(out, charset_windows_1252.table[(unsigned char)in.p[at + 1] - 0x80]);
		else if (len == 0 && bad == 1)
			put(out, charset_windows_1252.table[(unsigned char)in.p[at] - 0x80]);
		else if (len == 0)
			put(out, 0xfffd);
		st->errors += len == 0;
		at += len > 0 ? len : bad;
		from = at;
	}
	buf_add(out, in.p + from, at - from);
	return at;
}

static size_t
convert_single(struct charset_state *st, struct str in, struct buf *out)
{
	size_t at = 0;

	while (at < in.len) {
		size_t run = ascii_run(in.p + at, in.len - at);

		buf_add(out, in.p + at, run);
		at += run;
		for (; at < in.len && in.p[at] <= 0; at++) {
			uint16_t cp = in.p[at] == 0
			                      ? 0
			                      : st->charset->table[(unsigned char)in.p[at] - 0x80];
			if (cp == 0 && in.p[at] != 0)
				put_replacement(st, out);
			else
				put(out, cp);
		}
	}
	return at;
}

static uint32_t
unit16(const char *p, bool big)
{
	const unsigned char *u = (const unsigned char *)p;

	return big ? (uint32_t)u[0] << 8 | u[1] : (uint32_t)u[1] << 8 | u[0];
}

static size_t
convert_utf16(struct charset_state *st, struct str in, bool last, struct buf *out)
{
	bool big = st->charset->how == CHARSET_IS_UTF16BE;
	size_t at = 0;

	while (in.len - at >= 2) {
		uint32_t unit = unit16(in.p + at, big), low;

		if (unit < 0xd800 || unit > 0xdfff) {
			put(out, unit);
			at += 2;
			continue;
		}
		if (in.len - at < 4 && !last)
			break;
		low = in.len - at >= 4 && unit < 0xdc00 ? unit16(in.p + at + 2, big) : 0;
		if (low >= 0xdc00 && low <= 0xdfff) {
			put(out, 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00));
			at += 4;
		} else {
			put_replacement(st, out);
			at += 2;
		}
	}
	return last ? in.len : at;
}

static size_t
convert_utf32(struct charset_state *st, struct str in, bool last, struct buf *out)
{
	bool big = st->charset->how == CHARSET_IS_UTF32BE;
	size_t at = 0;

	for (; in.len - at >= 4; at += 4) {
		uint32_t high = unit16(in.p + at + (big ? 0 : 2), big);
		uint32_t cp = high << 16 | unit16(in.p + at + (big ? 2 : 0), big);

		if (cp > 0x10ffff || (cp >= 0xd800 && cp <= 0xdfff))
			put_replacement(st, out);
		else
			put(out, cp);
	}
	return last ? in.len : at;
}

static void
add_without_nuls(struct buf *out, const char *p, size_t len)
{
	while (len > 0) {
		const char *nul = memchr(p, '\0', len);
		size_t run = nul == NULL ? len : (size_t)(nul - p);

		buf_add(out, p, run);
		run += nul != NULL;
		p += run;
		len -= run;
	}
}

static size_t
convert_iconv(struct charset_state *st, struct str in, bool last, struct buf *out)
{
	char piece[OUT_CHUNK], *from = (char *)in.p;
	size_t left = in.len;

	while (left > 0) {
		char *to = piece;
		size_t room = sizeof(piece), got = iconv(st->cd, &from, &left, &to, &room);
		int why = errno;

		add_without_nuls(out, piece, sizeof(piece) - room);
		if (got != (size_t)-1 || why == E2BIG)
			continue;
		if (why == EINVAL && !last)
			break;
		/* A lead byte before ASCII takes nothing of the markup that follows with it. */
		put_replacement(st, out);
		from++;
		left--;
	}
	return in.len - left;
}

bool
charset_open(struct charset_state *st, const struct charset *c)
{
	*st = (struct charset_state){ .charset = c };
	if (c->how == CHARSET_IS_REFUSED)
		return false;
	if (c->how != CHARSET_IS_ICONV)
		return true;
	st->cd = iconv_open("UTF-8", c->iconv_name);
	st->opened = st->cd != (iconv_t)-1;
	return st->opened;
}

void
charset_close(struct charset_state *st)
{
	if (st->opened)
		iconv_close(st->cd);
	st->opened = false;
}

size_t
charset_convert(struct charset_state *st, struct str in, bool last, struct buf *out)
{
	if (in.len == 0)
		return 0;
	switch (st->charset->how) {
	case CHARSET_IS_UTF8: return convert_utf8(st, in, last, out);
	case CHARSET_IS_SINGLE: return convert_single(st, in, out);
	case CHARSET_IS_UTF16LE:
	case CHARSET_IS_UTF16BE: return convert_utf16(st, in, last, out);
	case CHARSET_IS_UTF32LE:
	case CHARSET_IS_UTF32BE: return convert_utf32(st, in, last, out);
	case CHARSET_IS_ICONV: return convert_iconv(st, in, last, out);
	case CHARSET_IS_REFUSED: break;
	}
	return in.len;
}
