/* SPDX-License-Identifier: ISC */
/*
 * form.c - drawing and searching rows of settings.
 */
#include "form.h"

#include <dateline/text.h>

#define NAME_CELLS 18
#define SOURCE_CELLS 14
#define WIDE 60 /* cells from which on the source has a column */
#define HELP_ROWS_MAX 3

void
form_add(struct form *f, struct arena *a, struct form_row row)
{
	f->rows = arena_grow(a, f->rows, f->count, &f->cap, sizeof(*f->rows));
	f->rows[f->count++] = row;
}

static void
draw_row(struct app *app, struct page *p, struct canvas *c, struct area a,
        const struct form_row *row)
{
	bool chosen = row == &((struct form *)p->state)->rows[p->list.cursor];
	int col = a.col + 2, end = a.col + a.cols - (a.cols >= WIDE ? SOURCE_CELLS : 0);

	if (chosen)
		canvas_put_glyph(c, a.row, a.col, GLYPH_POINTER, LOOK(ROLE_TEXT));
	canvas_put_cut(
	        c, a.row, col, NAME_CELLS - 1, row->name, LOOK(chosen ? ROLE_SELECTED : ROLE_TEXT));
	if (chosen)
		canvas_cursor(c, a.row, col, app->o->accessible);
	col += NAME_CELLS;
	canvas_put_cut(c, a.row, col, end - col - 1,
	        row->value.len > 0 ? text_safe(c->arena, row->value, TEXT_SAFE_LINE) : STR("-"),
	        LOOK(row->set ? ROLE_NEW : ROLE_DIM));
	if (a.cols >= WIDE)
		canvas_put_cut(c, a.row, end, SOURCE_CELLS, row->source, LOOK(ROLE_DIM));
}

/* The help of the chosen row under a line, in words that fit; gives the rows it takes. */
static int
draw_help(struct form *f, struct page *p, struct canvas *c, struct area a)
{
	const struct form_row *row = &f->rows[p->list.cursor];
	struct wrap_options o = { .width = a.cols > 4 ? a.cols - 2 : a.cols };
	struct str text = a.cols < WIDE && row->source.len > 0
	                          ? arena_printf(c->arena, STR_FMT " (" STR_FMT ")",
	                                    STR_ARG(row->help), STR_ARG(row->source))
	                          : row->help;
	struct text_line *lines;
	int rows, top;

	text = text_safe(c->arena, text, TEXT_SAFE_LINE);
	rows = (int)text_wrap(c->arena, text, &o, &lines);
	if (a.rows < 8)
		return 0;
	if (rows > HELP_ROWS_MAX)
		rows = HELP_ROWS_MAX;
	top = a.row + a.rows - HELP_ROWS_MAX - 1;
	canvas_hline(c, top, a.col, a.cols, LOOK(ROLE_LINE));
	for (int i = 0; i < rows; i++)
		canvas_put(c, top + 1 + i, a.col + 1, a.cols - 1,
		        str_sub(text, lines[i].start, lines[i].end), LOOK(ROLE_TEXT));
	return HELP_ROWS_MAX + 1;
}

void
form_draw(struct app *app, struct page *p, struct canvas *c, struct area a)
{
	struct form *f = p->state;

	p->list.count = f->count;
	if (f->count == 0)
		return;
	if (p->list.cursor >= f->count)
		p->list.cursor = f->count - 1;
	a.rows -= draw_help(f, p, c, a);
	p->area = a;
	list_show(&p->list, (size_t)a.rows);
	for (int row = 0; row < a.rows && p->list.top + (size_t)row < f->count; row++)
		draw_row(app, p, c, (struct area){ a.row + row, a.col, 1, a.cols },
		        &f->rows[p->list.top + (size_t)row]);
}

static bool
has_words(const struct form_row *row, struct str words)
{
	struct text_span m;

	return text_find_fold(row->name, words, 0, &m) ||
	       text_find_fold(row->value, words, 0, &m) || text_find_fold(row->help, words, 0, &m);
}

bool
form_find(struct app *app, struct page *p, struct str words, int direction)
{
	struct form *f = p->state;

	(void)app;
	if (words.len > 0)
		f->words = arena_str(p->keep, words);
	for (size_t i = 1; f->words.len > 0 && i <= f->count; i++) {
		size_t at =
		        (p->list.cursor + f->count + (direction > 0 ? i : f->count - i)) % f->count;
		if (has_words(&f->rows[at], f->words)) {
			list_go(&p->list, at);
			return true;
		}
	}
	return false;
}

struct str
form_help(struct arena *a, const struct conf_option *o)
{
	char *text = arena_cstr(a, str_of(o->help));

	if (text[0] >= 'a' && text[0] <= 'z' && !str_starts(str_of(text), STR("http")))
		text[0] = (char)(text[0] - 'a' + 'A');
	return str_of(text);
}

struct str
form_bounds(struct arena *a, const struct conf_option *o)
{
	struct str fallback = o->fallback[0] == '\0'
	                              ? STR("Empty by default")
	                              : arena_printf(a, "%s by default", o->fallback);

	switch (o->type) {
	case CONF_CHOICE:
		return arena_printf(a, STR_FMT "; one of: %s", STR_ARG(fallback), o->choices);
	case CONF_INT:
		return arena_printf(a, STR_FMT "; %lld to %lld", STR_ARG(fallback),
		        (long long)o->min, (long long)o->max);
	case CONF_DURATION:
		return arena_printf(a, STR_FMT "; as in 90s, 15m, 2h, 1d", STR_ARG(fallback));
	case CONF_BOOL:
	case CONF_STRING: break;
	}
	return fallback;
}

struct str
form_next_value(enum conf_id id, struct str now)
{
	struct str value = STR_NONE;

	for (int round = 0; (value = conf_value(id, STR(""), round)).p != NULL; round++)
		if (str_eq(value, now)) {
			value = conf_value(id, STR(""), round + 1);
			return value.p != NULL ? value : conf_value(id, STR(""), 0);
		}
	return conf_value(id, STR(""), 0);
}
