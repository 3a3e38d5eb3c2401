/* SPDX-License-Identifier: ISC */
/*
 * fold.c - text as it is compared and searched: compatibility-decomposed (NFKD), case folded, marks
 * dropped, and typographic quotes and dashes as on a keyboard.  Letters that Unicode does not
 * decompose but readers type without their stroke come from a small table.
 */
#include <dateline/text.h>

#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

#include "text_private.h"

/* Sorted by code point. */
static const struct {
	uint32_t cp;
	const char *to;
} plain[] = {
	{ 0xC6, "ae" },
	{ 0xD0, "d" },
	{ 0xD8, "o" },
	{ 0xDE, "th" },
	{ 0xDF, "ss" },
	{ 0xE6, "ae" },
	{ 0xF0, "d" },
	{ 0xF8, "o" },
	{ 0xFE, "th" },
	{ 0x110, "d" },
	{ 0x111, "d" },
	{ 0x126, "h" },
	{ 0x127, "h" },
	{ 0x131, "i" },
	{ 0x141, "l" },
	{ 0x142, "l" },
	{ 0x152, "oe" },
	{ 0x153, "oe" },
	{ 0x166, "t" },
	{ 0x167, "t" },
	{ 0x2BC, "'" },
	{ 0x2010, "-" },
	{ 0x2011, "-" },
	{ 0x2012, "-" },
	{ 0x2013, "-" },
	{ 0x2014, "-" },
	{ 0x2015, "-" },
	{ 0x2018, "'" },
	{ 0x2019, "'" },
	{ 0x201A, "'" },
	{ 0x201B, "'" },
	{ 0x201C, "\"" },
	{ 0x201D, "\"" },
	{ 0x201E, "\"" },
	{ 0x201F, "\"" },
	{ 0x2212, "-" },
};

static const char *
find_plain(uint32_t cp)
{
	size_t low = 0, high = COUNT(plain);

	while (low < high) {
		size_t mid = (low + high) / 2;
		if (plain[mid].cp == cp)
			return plain[mid].to;
		if (plain[mid].cp < cp)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

/* Whole blocks that fold to themselves, so that Chinese and Korean text needs no look-up. */
static bool
folds_to_itself(uint32_t cp)
{
	return (cp >= 0x3400 && cp <= 0x4DBF) || (cp >= 0x4E00 && cp <= 0x9FFF) ||
	       (cp >= 0x3041 && cp <= 0x304A) || (cp >= 0x1F300 && cp <= 0x1FAFF);
}

static size_t
fold_by_library(uint32_t cp, char out[FOLD_MAX])
{
	uint32_t wide[64], folded[64];
	size_t wide_len = COUNT(wide), folded_len = COUNT(folded), len = 0;

	if (u32_normalize(UNINORM_NFKD, &cp, 1, wide, &wide_len) != wide)
		return utf8_put(cp, out);
	if (u32_casefold(wide, wide_len, NULL, UNINORM_NFKD, folded, &folded_len) != folded)
		return utf8_put(cp, out);
	for (size_t i = 0; i < folded_len && len + 4 <= FOLD_MAX; i++)
		if (!cp_is_mark(folded[i]))
			len += utf8_put(folded[i], out + len);
	return len;
}

size_t
cp_fold(uint32_t cp, char out[FOLD_MAX])
{
	const char *to;

	if (cp < 0x80) {
		out[0] = (char)(cp >= 'A' && cp <= 'Z' ? cp + ('a' - 'A') : cp);
		return 1;
	}
	if (folds_to_itself(cp))
		return utf8_put(cp, out);
	if (cp_is_mark(cp) || cp == 0xAD)
		return 0;
	to = find_plain(cp);
	if (to != NULL) {
		size_t len = strlen(to);
		memcpy(out, to, len);
		return len;
	}
	return fold_by_library(cp, out);
}

static size_t
fold_next(struct str s, size_t *at, char out[FOLD_MAX])
{
	uint32_t cp;

	*at += utf8_next(s, *at, &cp);
	return cp_fold(cp, out);
}

struct str
text_fold(struct arena *a, struct str s)
{
	char *out;
	size_t len = 0, total = 0;
	char one[FOLD_MAX];

	for (size_t at = 0; at < s.len;)
		total += fold_next(s, &at, one);
	out = arena_alloc(a, total + 1);
	for (size_t at = 0; at < s.len;) {
		size_t n = fold_next(s, &at, one);
		memcpy(out + len, one, n);
		len += n;
	}
	return (struct str){ out, len };
}

/* Reads folded bytes one by one. */
struct reader {
	struct str s;
	size_t at, i, n;
	char one[FOLD_MAX];
};

static int
reader_next(struct reader *r)
{
	while (r->i == r->n) {
		if (r->at >= r->s.len)
			return -1;
		r->n = fold_next(r->s, &r->at, r->one);
		r->i = 0;
	}
	return (unsigned char)r->one[r->i++];
}

bool
text_eq_fold(struct str a, struct str b)
{
	struct reader ra = { .s = a }, rb = { .s = b };
	int ca;

	do {
		ca = reader_next(&ra);
		if (ca != reader_next(&rb))
			return false;
	} while (ca >= 0);
	return true;
}

/* Matches needle at byte `at` of s; gives the end of the match.  Marks behind it belong to it. */
static bool
match_at(struct str s, size_t at, struct str needle, size_t *end)
{
	struct reader hay = { .s = s, .at = at }, want = { .s = needle };
	int c;
	uint32_t cp;

	while ((c = reader_next(&want)) >= 0)
		if (c != reader_next(&hay))
			return false;
	if (hay.i != hay.n) /* ends inside one character, as "s" in a sharp s */
		return false;
	for (*end = hay.at; *end < s.len;) {
		size_t n = utf8_next(s, *end, &cp);
		if (!cp_is_mark(cp))
			break;
		*end += n;
	}
	return true;
}

bool
text_find_fold(struct str s, struct str needle, size_t from, struct text_span *m)
{
	struct reader first = { .s = needle };
	int c = reader_next(&first);

	if (c < 0)
		return false;
	for (size_t at = from, next; at < s.len; at = next) {
		char one[FOLD_MAX];
		size_t end;
		next = at;
		if (fold_next(s, &next, one) == 0 || (unsigned char)one[0] != c)
			continue;
		if (match_at(s, at, needle, &end)) {
			*m = (struct text_span){ (uint32_t)at, (uint32_t)end };
			return true;
		}
	}
	return false;
}

static bool
is_space(uint32_t cp)
{
	if (cp < 0x80)
		return cp == ' ' || (cp >= '\t' && cp <= '\r');
	return cp == 0x85 || cp == 0xA0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200A) ||
	       cp == 0x2028 || cp == 0x2029 || cp == 0x202F || cp == 0x205F || cp == 0x3000;
}

struct str
text_collapse(struct arena *a, struct str s)
{
	char *out = arena_alloc(a, s.len + 1);
	size_t len = 0;
	bool pending = false;

	for (size_t at = 0; at < s.len;) {
		uint32_t cp;
		size_t n = utf8_next(s, at, &cp);
		if (is_space(cp)) {
			pending = len > 0;
		} else {
			if (pending)
				out[len++] = ' ';
			pending = false;
			memcpy(out + len, s.p + at, n);
			len += n;
		}
		at += n;
	}
	return (struct str){ out, len };
}

/* Scripts written without blanks: each character counts as a word. */
static bool
is_ideograph(uint32_t cp)
{
	return (cp >= 0x3041 && cp <= 0x30FF) || (cp >= 0x3400 && cp <= 0x4DBF) ||
	       (cp >= 0x4E00 && cp <= 0x9FFF) || (cp >= 0xF900 && cp <= 0xFAFF) ||
	       (cp >= 0x20000 && cp <= 0x3FFFF);
}

static bool
is_word_part(uint32_t cp)
{
	if (cp < 0x80)
		return (cp >= '0' && cp <= '9') || ((cp | 0x20) >= 'a' && (cp | 0x20) <= 'z');
	return uc_is_general_category_withtable(cp, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_N);
}

size_t
text_count_words(struct str s)
{
	size_t count = 0;
	bool inside = false;

	for (size_t at = 0; at < s.len;) {
		uint32_t cp;
		at += utf8_next(s, at, &cp);
		if (is_space(cp)) {
			inside = false;
		} else if (is_ideograph(cp)) {
			count++;
			inside = false;
		} else if (!inside && is_word_part(cp)) {
			count++;
			inside = true;
		}
	}
	return count;
}
