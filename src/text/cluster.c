/* SPDX-License-Identifier: ISC */
/*
 * cluster.c - grapheme clusters and their width in cells.  Borders are those of UAX #29 (rules GB3
 * to GB13), found in one pass without a buffer; properties come from libunistring.  Cells are
 * those of glibc's wcwidth, since curses places by it; an emoji sequence or flag takes two.
 */
#include <dateline/text.h>

#include <unictype.h>
#include <unigbrk.h>
#include <uniwidth.h>
#include <wchar.h>

#include "text_private.h"

#define VARIATION_EMOJI 0xFE0Fu
#define KEYCAP 0x20E3u

struct state {
	int property;    /* of the code point before */
	bool pictograph; /* ExtPict Extend* so far */
	bool joined;     /* ExtPict Extend* ZWJ so far */
	bool odd_region; /* an odd number of regional indicators so far */
};

static int
property_of(uint32_t cp)
{
	if (cp >= 0x20 && cp < 0x7F)
		return GBP_OTHER;
	if (cp >= 0x4E00 && cp <= 0x9FFF)
		return GBP_OTHER;
	return uc_graphemeclusterbreak_property(cp);
}

static bool
is_pictograph(uint32_t cp)
{
	return cp >= 0xA9 && uc_is_property_extended_pictographic(cp);
}

static bool
joins_hangul(int before, int after)
{
	switch (before) {
	case GBP_L: return after == GBP_L || after == GBP_V || after == GBP_LV || after == GBP_LVT;
	case GBP_LV:
	case GBP_V: return after == GBP_V || after == GBP_T;
	case GBP_LVT:
	case GBP_T: return after == GBP_T;
	default: return false;
	}
}

static bool
is_control(int property)
{
	return property == GBP_CR || property == GBP_LF || property == GBP_CONTROL;
}

/* Whether there is no border between the state and a code point of this property. */
static bool
joins(const struct state *st, uint32_t cp, int after)
{
	int before = st->property;

	if (before == GBP_CR && after == GBP_LF)
		return true;
	if (is_control(before) || is_control(after))
		return false;
	if (after == GBP_EXTEND || after == GBP_ZWJ || after == GBP_SPACINGMARK)
		return true;
	if (before == GBP_PREPEND || joins_hangul(before, after))
		return true;
	if (st->joined && is_pictograph(cp))
		return true;
	return before == GBP_RI && after == GBP_RI && st->odd_region;
}

static void
state_take(struct state *st, uint32_t cp, int property)
{
	st->joined = property == GBP_ZWJ && st->pictograph;
	if (property != GBP_EXTEND)
		st->pictograph = property == GBP_OTHER && is_pictograph(cp);
	st->odd_region = property == GBP_RI && !(st->property == GBP_RI && st->odd_region);
	st->property = property;
}

int
cp_width(uint32_t cp)
{
	int width;

	if (cp >= 0x20 && cp < 0x7F)
		return 1;
	if (cp_is_dropped(cp))
		return 0;
	width = wcwidth((wchar_t)cp);
	if (width < 0) /* no UTF-8 locale, or newer than the C library */
		width = uc_width(cp, "UTF-8");
	return width < 0 ? 0 : width;
}

/* Cells of a cluster while it is read. */
struct measure {
	int sum;
	size_t regions;
	bool emoji, base_emoji; /* emoji: some part asks for picture form */
};

static void
measure_take(struct measure *m, const struct state *st, uint32_t cp)
{
	m->sum += cp_width(cp);
	m->regions += st->property == GBP_RI;
	m->emoji |= cp == VARIATION_EMOJI || cp == KEYCAP || (cp >= 0x1F3FB && cp <= 0x1F3FF);
	m->emoji |= m->base_emoji && st->pictograph; /* the second of a joined sequence */
	m->base_emoji |= st->pictograph || (cp >= '0' && cp <= '9') || cp == '#' || cp == '*';
}

static int
measure_width(const struct measure *m)
{
	if ((m->emoji && m->base_emoji) || m->regions > 1)
		return 2;
	return m->sum > 2 ? 2 : m->sum;
}

/* A cluster that does not begin with plain ASCII before plain ASCII. */
static size_t
cluster_slow(struct str s, size_t at, int *width)
{
	struct state st = { .property = GBP_OTHER };
	struct measure m = { 0 };
	size_t i = at;

	while (i < s.len) {
		uint32_t cp;
		size_t n = utf8_next(s, i, &cp);
		int property = property_of(cp);
		if (i > at && !joins(&st, cp, property))
			break;
		state_take(&st, cp, property);
		measure_take(&m, &st, cp);
		i += n;
	}
	*width = measure_width(&m);
	return i - at;
}

size_t
text_cluster_next(struct str s, size_t at, int *width)
{
	unsigned char c = (unsigned char)s.p[at];

	if (c < 0x80 && c != '\r' && (at + 1 == s.len || (unsigned char)s.p[at + 1] < 0x80)) {
		*width = c >= 0x20 && c < 0x7F;
		return 1;
	}
	return cluster_slow(s, at, width);
}

size_t
text_clusters(struct arena *a, struct str s, struct cluster **out)
{
	struct cluster *list = NULL;
	size_t count = 0, cap = 0;

	for (size_t at = 0; at < s.len;) {
		int width;
		size_t n = text_cluster_next(s, at, &width);
		list = arena_grow(a, list, count, &cap, sizeof(*list));
		list[count++] = (struct cluster){ (uint32_t)at, (uint32_t)n, width };
		at += n;
	}
	*out = list;
	return count;
}

int
text_width(struct str s)
{
	int total = 0, width;

	for (size_t at = 0; at < s.len; total += width)
		at += text_cluster_next(s, at, &width);
	return total;
}

size_t
text_fit(struct str s, int width_cells, int *used)
{
	size_t at = 0;
	int total = 0;

	while (at < s.len) {
		int width;
		size_t n = text_cluster_next(s, at, &width);
		if (total + width > width_cells)
			break;
		total += width;
		at += n;
	}
	if (used != NULL)
		*used = total;
	return at;
}

struct str
text_ellipsis(struct arena *a, struct str s, int width_cells)
{
	size_t fits = text_fit(s, width_cells, NULL);

	if (fits == s.len)
		return s;
	if (width_cells < 1)
		return str_sub(s, 0, 0);
	s = str_sub(s, 0, text_fit(s, width_cells - 1, NULL));
	while (s.len > 0 && s.p[s.len - 1] == ' ')
		s.len--;
	return arena_printf(a, STR_FMT "\xE2\x80\xA6", STR_ARG(s));
}
