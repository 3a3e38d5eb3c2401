/* SPDX-License-Identifier: ISC */
/*
 * str.c - string views: comparing, searching, cutting.  All work on bytes; only ASCII case is
 * folded here (text.h folds Unicode).
 */
#include <dateline/base.h>

#include <limits.h>
#include <string.h>

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
same_nocase(const char *a, const char *b, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (lower(a[i]) != lower(b[i]))
			return false;
	return true;
}

struct str
str_of(const char *text)
{
	return text == NULL ? STR_NONE : (struct str){ text, strlen(text) };
}

int
str_precision(struct str s)
{
	return s.len > INT_MAX ? INT_MAX : (int)s.len;
}

bool
str_eq(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.p, b.p, a.len) == 0);
}

bool
str_eq_nocase(struct str a, struct str b)
{
	return a.len == b.len &&
	       (a.len == 0 || memcmp(a.p, b.p, a.len) == 0 || same_nocase(a.p, b.p, a.len));
}

int
str_cmp(struct str a, struct str b)
{
	size_t shorter = a.len < b.len ? a.len : b.len;
	int order = shorter == 0 ? 0 : memcmp(a.p, b.p, shorter);

	if (order != 0)
		return order;
	return a.len < b.len ? -1 : a.len > b.len;
}

bool
str_starts(struct str s, struct str prefix)
{
	return s.len >= prefix.len && str_eq(str_sub(s, 0, prefix.len), prefix);
}

bool
str_starts_nocase(struct str s, struct str prefix)
{
	return s.len >= prefix.len && same_nocase(s.p, prefix.p, prefix.len);
}

bool
str_ends(struct str s, struct str suffix)
{
	return s.len >= suffix.len && str_eq(str_sub(s, s.len - suffix.len, s.len), suffix);
}

struct str
str_trim(struct str s)
{
	while (s.len > 0 && is_blank(s.p[0])) {
		s.p++;
		s.len--;
	}
	while (s.len > 0 && is_blank(s.p[s.len - 1]))
		s.len--;
	return s;
}

ptrdiff_t
str_find(struct str s, struct str needle)
{
	const char *at;

	if (needle.len == 0)
		return 0;
	if (s.len < needle.len)
		return -1;
	at = memmem(s.p, s.len, needle.p, needle.len);
	return at == NULL ? -1 : at - s.p;
}

ptrdiff_t
str_find_nocase(struct str s, struct str needle)
{
	for (size_t i = 0; needle.len <= s.len && i <= s.len - needle.len; i++)
		if (same_nocase(s.p + i, needle.p, needle.len))
			return (ptrdiff_t)i;
	return -1;
}

ptrdiff_t
str_chr(struct str s, char c)
{
	const char *at = s.len == 0 ? NULL : memchr(s.p, c, s.len);

	return at == NULL ? -1 : at - s.p;
}

struct str
str_split(struct str *s, char sep)
{
	ptrdiff_t at = str_chr(*s, sep);
	struct str part = *s;

	if (at < 0) {
		*s = STR_NONE;
		return part;
	}
	part.len = (size_t)at;
	s->p += at + 1;
	s->len -= (size_t)at + 1;
	return part;
}

bool
str_to_i64(struct str s, int64_t *out)
{
	bool negative = s.len > 0 && s.p[0] == '-';
	int64_t value = 0;

	if (s.len == (size_t)negative)
		return false;
	for (size_t i = negative; i < s.len; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		if (__builtin_mul_overflow(value, 10, &value) ||
		        __builtin_sub_overflow(value, s.p[i] - '0', &value))
			return false;
	}
	/* Kept negative on the way, so that INT64_MIN can be read too. */
	if (!negative && value == INT64_MIN)
		return false;
	*out = negative ? value : -value;
	return true;
}
