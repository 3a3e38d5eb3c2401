/* SPDX-License-Identifier: ISC */
/*
 * address.c - a reference of a feed as an address that may be shown and followed.  Most are written
 * as they should be, and those are not taken apart.
 */
#include "html.h"

#include <dateline/url.h>

#include <string.h>

/* Bytes that make an address one that has to be looked at, always or in places. */
enum { CARE = 1, MARK = 2 };
static const unsigned char classes[256] = { ['\\'] = CARE,
	['"'] = CARE,
	['<'] = CARE,
	['>'] = CARE,
	[0x7f] = CARE,
	[0] = CARE,
	[1] = CARE,
	[2] = CARE,
	[3] = CARE,
	[4] = CARE,
	[5] = CARE,
	[6] = CARE,
	[7] = CARE,
	[8] = CARE,
	[9] = CARE,
	[10] = CARE,
	[11] = CARE,
	[12] = CARE,
	[13] = CARE,
	[14] = CARE,
	[15] = CARE,
	[16] = CARE,
	[17] = CARE,
	[18] = CARE,
	[19] = CARE,
	[20] = CARE,
	[21] = CARE,
	[22] = CARE,
	[23] = CARE,
	[24] = CARE,
	[25] = CARE,
	[26] = CARE,
	[27] = CARE,
	[28] = CARE,
	[29] = CARE,
	[30] = CARE,
	[31] = CARE,
	[32] = CARE,
	['/'] = MARK,
	['?'] = MARK,
	['#'] = MARK };

static inline size_t
skip_plain(struct str s, size_t at)
{
	while (at < s.len && classes[(unsigned char)s.p[at]] == 0)
		at++;
	return at;
}

/* In lower case and without a port, as nearly all are. */
static inline bool
is_of_host(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
}

/* Absolute, of the web, lower case up to the path, and nothing in it to repair or resolve. */
static bool
is_plain(struct str s)
{
	size_t at = 4, host;

	if (s.len > URL_MAX || s.len < 10 || memcmp(s.p, "http", 4) != 0)
		return false;
	at += s.p[4] == 's';
	if (memcmp(s.p + at, "://", 3) != 0)
		return false;
	at += 3;
	host = at;
	at = skip_plain(s, at);
	if (at == host || at == s.len || s.p[at] != '/')
		return false;
	for (size_t i = host; i < at; i++)
		if (!is_of_host(s.p[i]))
			return false;
	for (; at < s.len; at = skip_plain(s, at + 1))
		if (classes[(unsigned char)s.p[at]] == CARE ||
		        (s.p[at] == '/' && at + 1 < s.len &&
		                (s.p[at + 1] == '.' || s.p[at + 1] == '%')))
			return false;
	return true;
}

struct str
feed_address(struct arena *a, struct str base, struct str ref)
{
	struct str whole;
	struct url u;

	if (is_plain(ref))
		return ref;
	ref = str_trim(ref);
	if (ref.len == 0)
		return STR_NONE;
	whole = url_resolve(a, base, ref);
	if (whole.p != NULL && str_starts(whole, STR("http")) && !url_is_http(whole))
		return STR_NONE; /* "https:///x": no host */
	if (whole.p != NULL)
		return url_is_safe_link(whole) ? whole : STR_NONE;
	/* Relative, and no base is known: harmless when it has no scheme. */
	return url_parse(ref, &u) && u.scheme.len == 0 ? ref : STR_NONE;
}
