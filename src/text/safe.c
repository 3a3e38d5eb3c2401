/* SPDX-License-Identifier: ISC */
/*
 * safe.c - the one door from the outside to a cell, a log, a clipboard or an argv.  What it drops
 * can move the cursor, change the terminal, reorder what is read (CVE-2021-42574 is the known use
 * of bidi controls), or hide text.  Sources: ECMA-48 for controls, UAX #9 for bidi, UAX #31 and UTR
 * #36 for invisible characters.
 */
#include <dateline/text.h>

#include <unictype.h>

#include "text_private.h"

#define MARKS_MAX 8
#define ZWNJ 0x200Cu
#define ZWJ 0x200Du

/* Ranges that are dropped, sorted. */
static const struct {
	uint32_t low, high;
} dropped[] = {
	{ 0x0000, 0x001F },   /* C0 */
	{ 0x007F, 0x009F },   /* DEL, C1 */
	{ 0x00AD, 0x00AD },   /* soft hyphen: three libraries give it three widths */
	{ 0x034F, 0x034F },   /* grapheme joiner */
	{ 0x061C, 0x061C },   /* Arabic letter mark */
	{ 0x115F, 0x1160 },   /* Hangul fillers */
	{ 0x17B4, 0x17B5 },   /* Khmer inherent vowels */
	{ 0x180B, 0x180F },   /* Mongolian selectors */
	{ 0x200B, 0x200B },   /* zero width space */
	{ 0x200E, 0x200F },   /* directional marks */
	{ 0x2028, 0x202E },   /* separators, embeddings, overrides */
	{ 0x2060, 0x206F },   /* word joiner, invisible operators, isolates, deprecated */
	{ 0x3164, 0x3164 },   /* Hangul filler */
	{ 0xD800, 0xDFFF },   /* surrogates */
	{ 0xFDD0, 0xFDEF },   /* noncharacters */
	{ 0xFEFF, 0xFEFF },   /* byte-order mark */
	{ 0xFFA0, 0xFFA0 },   /* halfwidth filler */
	{ 0xFFF0, 0xFFFB },   /* unassigned, interlinear annotation */
	{ 0xFFFE, 0xFFFF },   /* noncharacters */
	{ 0x1BCA0, 0x1BCA3 }, /* shorthand format controls */
	{ 0x1D173, 0x1D17A }, /* musical format controls */
	{ 0xE0000, 0xE0FFF }, /* tags, variation supplement */
};

static bool
in_dropped(uint32_t cp)
{
	size_t low = 0, high = COUNT(dropped);

	while (low < high) {
		size_t mid = (low + high) / 2;
		if (cp > dropped[mid].high)
			low = mid + 1;
		else
			high = mid;
	}
	return low < COUNT(dropped) && cp >= dropped[low].low;
}

bool
cp_is_dropped(uint32_t cp)
{
	if (cp < 0xAD)
		return cp < 0x20 || (cp >= 0x7F && cp < 0xA0);
	if (cp >= 0x10000 && (cp & 0xFFFE) == 0xFFFE)
		return true;
	return in_dropped(cp);
}

bool
cp_is_mark(uint32_t cp)
{
	if (cp < 0x300 || (cp >= 0x2010 && cp < 0x2070) || (cp >= 0x3400 && cp < 0xA000))
		return false;
	return uc_is_general_category_withtable(cp, UC_CATEGORY_MASK_Mn | UC_CATEGORY_MASK_Me);
}

/* Where a joiner has a meaning: behind letters of cursive and Brahmic scripts, and in emoji. */
static bool
takes_joiner(uint32_t before)
{
	if (before >= 0x0600 && before <= 0x1CFF)
		return true;
	if ((before >= 0xA800 && before <= 0xABFF) || (before >= 0x10A00 && before <= 0x11FFF))
		return true;
	if (before == 0xFE0F || (before >= 0x1F3FB && before <= 0x1F3FF))
		return true;
	return before >= 0xA9 && uc_is_property_extended_pictographic(before);
}

struct filter {
	enum text_safe mode;
	uint32_t before; /* last code point kept, 0 at the start of a line */
	int marks;       /* on the base so far */
};

enum verdict { KEEP, DROP, BLANK };

static enum verdict
judge_control(struct filter *f, uint32_t cp)
{
	bool space = (cp >= '\t' && cp <= '\r') || cp == 0x85 || cp == 0x2028 || cp == 0x2029;

	if (f->mode == TEXT_SAFE_BLOCK && (cp == '\n' || cp == '\t')) {
		f->before = 0;
		f->marks = 0;
		return KEEP;
	}
	if (space && !(cp == '\r' && f->mode == TEXT_SAFE_BLOCK)) {
		f->before = ' ';
		f->marks = 0;
		return BLANK;
	}
	return DROP;
}

static enum verdict
judge(struct filter *f, uint32_t cp)
{
	if (cp >= 0x20 && cp < 0x7F) {
		f->before = cp;
		f->marks = 0;
		return KEEP;
	}
	if (cp_is_dropped(cp))
		return judge_control(f, cp);
	if (cp == ZWJ || cp == ZWNJ)
		return takes_joiner(f->before) && f->before != cp ? (f->before = cp, KEEP) : DROP;
	if (cp_is_mark(cp)) {
		if (f->before == 0 || ++f->marks > MARKS_MAX)
			return DROP;
		if (cp == 0xFE0F)
			f->before = cp;
		return KEEP;
	}
	f->before = cp;
	f->marks = 0;
	return KEEP;
}

/* The first byte that is not to be kept as it is, with the state there; s.len when all is. */
static size_t
safe_end(struct filter *f, struct str s)
{
	size_t at = 0;

	while (at < s.len) {
		struct filter next = *f;
		uint32_t cp;
		size_t n = utf8_next(s, at, &cp);
		/* A sequence cut short may have three bytes too; U+FFFD itself begins with EF. */
		if (judge(&next, cp) != KEEP ||
		        (cp == REPLACEMENT && (n < 3 || (unsigned char)s.p[at] != 0xEF)))
			return at;
		*f = next;
		at += n;
	}
	return at;
}

bool
text_is_safe(struct str s, enum text_safe mode)
{
	struct filter f = { .mode = mode };

	return safe_end(&f, s) == s.len;
}

struct str
text_safe(struct arena *a, struct str s, enum text_safe mode)
{
	struct filter f = { .mode = mode };
	size_t at = safe_end(&f, s), len = at;
	char *out;

	if (at == s.len)
		return s;
	out = arena_alloc(a, at + (s.len - at) * 3 + 1); /* a bad byte grows to three */
	for (size_t i = 0; i < at; i++)
		out[i] = s.p[i];
	while (at < s.len) {
		uint32_t cp;
		enum verdict v;
		at += utf8_next(s, at, &cp);
		v = judge(&f, cp);
		if (v == KEEP)
			len += utf8_put(cp, out + len);
		else if (v == BLANK)
			out[len++] = ' ';
	}
	return (struct str){ out, len };
}

bool
text_is_rtl(struct str s)
{
	for (size_t at = 0; at < s.len;) {
		uint32_t cp;
		int class;
		at += utf8_next(s, at, &cp);
		class = uc_bidi_class(cp);
		if (class == UC_BIDI_L)
			return false;
		if (class == UC_BIDI_R || class == UC_BIDI_AL)
			return true;
	}
	return false;
}
