/* SPDX-License-Identifier: ISC */
/*
 * meta_next.c - whether a link leads to the next page of the same article: rel="next" is written
 * for the next article as often, so the address must differ from the page's own by a number alone
 * ("?page=2", "/2", "-2.html").
 */
#include "meta.h"

#include <string.h>

#include <dateline/url.h>

#define PAGE_MOST 99
#define DIFFERENCE_MOST 16 /* bytes: "&seite=12" */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
digit_at(struct str s, size_t at)
{
	return at < s.len && is_digit(s.p[at]);
}

/* "/page/2", "?seite=2", "-2", "2": the number, 0 when it is something else. */
static int
page_number(struct str s)
{
	int n = 0;
	size_t at;

	if (str_ends(s, STR("/")))
		s.len--;
	at = s.len;
	if (s.len == 0 || s.len > DIFFERENCE_MOST || !is_digit(s.p[s.len - 1]))
		return 0;
	while (at > 0 && is_digit(s.p[at - 1]))
		at--;
	for (size_t i = at; i < s.len && n <= PAGE_MOST; i++)
		n = n * 10 + s.p[i] - '0';
	for (size_t i = 0; i < at; i++)
		if (is_digit(s.p[i]) || (unsigned char)s.p[i] >= 0x80)
			return 0;
	/* A word before the number stands behind a mark. */
	return n <= PAGE_MOST && (at == 0 || strchr("/?&-_=;,.", s.p[at - 1]) != NULL) ? n : 0;
}

static struct str
without_fragment(struct str url)
{
	ptrdiff_t at = str_chr(url, '#');

	return at < 0 ? url : str_sub(url, 0, (size_t)at);
}

bool
meta_is_next_page(struct str base, struct str href)
{
	struct str own = without_fragment(base), next = without_fragment(href);
	size_t same = 0, end = 0;
	int number;

	if (!str_eq_nocase(url_host(own), url_host(next)))
		return false;
	while (same < own.len && same < next.len && own.p[same] == next.p[same])
		same++;
	if (digit_at(own, same) || digit_at(next, same)) /* a number is compared whole */
		while (digit_at(next, same - 1))
			same--;
	while (end + same < own.len && end + same < next.len &&
	        own.p[own.len - 1 - end] == next.p[next.len - 1 - end] &&
	        !is_digit(own.p[own.len - 1 - end]))
		end++;
	own = str_sub(own, same, own.len - end);
	number = own.len == 0 || str_eq(own, STR("/")) ? 1 : page_number(own);
	return number > 0 && page_number(str_sub(next, same, next.len - end)) == number + 1;
}
