/* SPDX-License-Identifier: ISC */
/*
 * paint_sgr.c - colours and attributes as SGR (ECMA-48 section 8.3.117): either everything is reset
 * and set anew, or only what differs is changed, whichever is shorter.
 */
#include "screen_private.h"

#define CODES_MAX 128 /* bytes of one sequence */

static const struct paint plain = { COLOR_DEFAULT, COLOR_DEFAULT, 0 };
static const uint8_t seen_on_blanks = ATTR_UNDERLINE | ATTR_REVERSE | ATTR_STRIKE;

static const struct {
	uint8_t attr;
	const char *on, *off;
} attr_codes[] = {
	{ ATTR_BOLD, ";1", ";22" },
	{ ATTR_DIM, ";2", ";22" },
	{ ATTR_ITALIC, ";3", ";23" },
	{ ATTR_UNDERLINE, ";4", ";24" },
	{ ATTR_REVERSE, ";7", ";27" },
	{ ATTR_STRIKE, ";9", ";29" },
};

/* The nearest of the 6x6x6 cube, for terminals without true colour. */
static int
cube_of(int rgb)
{
	int r = (rgb >> 16 & 255) * 5 / 255, g = (rgb >> 8 & 255) * 5 / 255,
	    b = (rgb & 255) * 5 / 255;

	return 16 + 36 * r + 6 * g + b;
}

static void
add_color(struct buf *codes, int colors, int color, int base)
{
	if (color == COLOR_DEFAULT || colors < 8)
		return;
	if (color >= COLOR_RGB && colors > 256) {
		buf_printf(codes, ";%d;2;%d;%d;%d", base + 8, color >> 16 & 255, color >> 8 & 255,
		        color & 255);
		return;
	}
	if (color >= COLOR_RGB)
		color = cube_of(color);
	if (color < 8)
		buf_printf(codes, ";%d", base + color);
	else if (colors < 256)
		buf_printf(codes, ";%d", base + (color & 7));
	else
		buf_printf(codes, ";%d;5;%d", base + 8, color);
}

/* Codes that turn attributes off; what shares a code with one that stays is set again after it. */
static uint8_t
add_off(struct buf *codes, uint8_t from, uint8_t to)
{
	const uint8_t weights = ATTR_BOLD | ATTR_DIM;
	uint8_t gone = from & (uint8_t)~to;

	if ((gone & weights) != 0) {
		buf_add_cstr(codes, ";22");
		gone &= (uint8_t)~weights;
		from &= (uint8_t)~weights;
	}
	for (size_t i = 0; i < COUNT(attr_codes); i++)
		if ((gone & attr_codes[i].attr) != 0)
			buf_add_cstr(codes, attr_codes[i].off);
	return from & to;
}

/* The codes from one paint to another, each behind a ';'. */
static void
add_codes(struct buf *codes, int colors, struct paint from, struct paint to)
{
	uint8_t kept = add_off(codes, from.attrs, to.attrs);

	for (size_t i = 0; i < COUNT(attr_codes); i++)
		if ((to.attrs & attr_codes[i].attr) != 0 && (kept & attr_codes[i].attr) == 0)
			buf_add_cstr(codes, attr_codes[i].on);
	if (to.fg == COLOR_DEFAULT && from.fg != COLOR_DEFAULT && colors >= 8)
		buf_add_cstr(codes, ";39");
	if (to.bg == COLOR_DEFAULT && from.bg != COLOR_DEFAULT && colors >= 8)
		buf_add_cstr(codes, ";49");
	if (to.fg != from.fg)
		add_color(codes, colors, to.fg, 30);
	if (to.bg != from.bg)
		add_color(codes, colors, to.bg, 40);
}

static bool
paint_eq(struct paint a, struct paint b)
{
	return a.fg == b.fg && a.bg == b.bg && a.attrs == b.attrs;
}

bool
painter_paint_is(const struct painter *p, struct paint to)
{
	return p->pen.paint_known && paint_eq(p->pen.paint, to);
}

/* Whether nothing has to be turned off, which terminals without xterm's codes cannot do singly. */
static bool
only_adds(struct paint from, struct paint to)
{
	return (from.attrs & ~to.attrs) == 0 &&
	       (to.fg != COLOR_DEFAULT || from.fg == COLOR_DEFAULT) &&
	       (to.bg != COLOR_DEFAULT || from.bg == COLOR_DEFAULT);
}

void
painter_set_paint(struct painter *p, struct paint to)
{
	struct buf anew, change;
	bool can_change =
	        p->pen.paint_known && (p->traits.takes_back || only_adds(p->pen.paint, to));

	if (painter_paint_is(p, to))
		return;
	buf_init(&anew, CODES_MAX);
	buf_init(&change, CODES_MAX);
	add_codes(&anew, p->traits.colors, plain, to);
	if (can_change)
		add_codes(&change, p->traits.colors, p->pen.paint, to);
	/* Behind an empty first parameter, which resets; the change leaves its first ';' off. */
	if (!can_change || anew.len < change.len)
		buf_printf(&p->out, "\033[" STR_FMT "m", STR_ARG(buf_str(&anew)));
	else if (change.len > 0) /* it is empty for a colour that the terminal has not */
		buf_printf(&p->out, "\033[" STR_FMT "m",
		        STR_ARG(str_sub(buf_str(&change), 1, change.len)));
	buf_free(&anew);
	buf_free(&change);
	p->pen.paint = to;
	p->pen.paint_known = true;
}

bool
drawn_blank_fits(const struct painter *p, const struct drawn *d)
{
	return d->len == 1 && d->text[0] == ' ' && p->pen.paint_known &&
	       d->paint.bg == p->pen.paint.bg &&
	       ((d->paint.attrs | p->pen.paint.attrs) & seen_on_blanks) == 0;
}

void
painter_prepare_erase(struct painter *p)
{
	if (!p->pen.paint_known || p->pen.paint.bg != COLOR_DEFAULT ||
	        (p->pen.paint.attrs & seen_on_blanks) != 0)
		painter_set_paint(p, plain);
}
