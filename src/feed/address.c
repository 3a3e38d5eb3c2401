/* SPDX-License-Identifier: ISC */
/*
 * address.c - a reference of a feed as an address that may be shown and followed.  Most are written
 * as they should be, and those are not taken apart.
 */
#include "html.h"

#include <dateline/url.h>

#include <string.h>

/* Bytes that make an address one that has to be looked at. */
static const bool needs_care[256] = {
	['\\'] = true,
	['"'] = true,
	['<'] = true,
	['>'] = true,
	[0x7f] = true,
	[' '] = true,
	['\t'] = true,
	['\n'] = true,
	['\r'] = true,
	['\0'] = true,
	['\f'] = true,
	['\v'] = true,
	[1] = true,
	[2] = true,
	[3] = true,
	[4] = true,
	[5] = true,
	[6] = true,
	[7] = true,
	[8] = true,
	[14] = true,
	[15] = true,
	[16] = true,
	[17] = true,
	[18] = true,
	[19] = true,
	[20] = true,
	[21] = true,
	[22] = true,
	[23] = true,
	[24] = true,
	[25] = true,
	[26] = true,
	[27] = true,
	[28] = true,
	[29] = true,
	[30] = true,
	[31] = true,
};

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
	for (host = at; at < s.len && s.p[at] != '/' && s.p[at] != '?' && s.p[at] != '#'; at++)
		if ((s.p[at] >= 'A' && s.p[at] <= 'Z') || needs_care[(unsigned char)s.p[at]])
			return false;
	if (at == host || at == s.len || s.p[at] != '/')
		return false;
	for (; at < s.len; at++)
		if (needs_care[(unsigned char)s.p[at]] ||
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
