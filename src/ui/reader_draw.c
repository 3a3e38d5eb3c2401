/* SPDX-License-Identifier: ISC */
/*
 * reader_draw.c - the lines of an article on the canvas: head, laid out text with links, emphasis,
 * matches and the mentions of what is chosen, foot, and the sidebar beside or over it.
 */
#include "reader.h"

#include <stdio.h>

#define TEXT_MARGIN 2
#define MARGIN_COLS_MIN 60 /* narrower texts have none */
#define BAR_MIN 26
#define LIST_COLS 48      /* of the list beside the text */
#define LIST_COLS_MIN 150 /* narrower windows have no list there */

/* ---- head and foot ---- */
static void
add_line(struct reader_line **list, size_t *count, size_t *cap, struct arena *a, struct str text,
        struct look look)
{
	*list = arena_grow(a, *list, *count, cap, sizeof(**list));
	(*list)[(*count)++] = (struct reader_line){ text, look };
}

static void
add_head(struct reader *r, struct arena *a, struct str text, int width, struct look look)
{
	struct wrap_options o = { .width = width };
	struct text_line *lines;
	struct str safe = text_safe(a, text, TEXT_SAFE_LINE);
	size_t count;

	if (safe.len == 0)
		return;
	count = text_wrap(a, safe, &o, &lines);
	for (size_t i = 0; i < count; i++)
		add_line(&r->head, &r->head_count, &r->head_cap, a,
		        str_sub(safe, lines[i].start, lines[i].end), look);
}

static void
add_foot(struct reader *r, struct arena *a, struct str text, int width, struct look look)
{
	struct wrap_options o = { .width = width };
	struct text_line *lines;
	struct str safe = text_safe(a, text, TEXT_SAFE_LINE);
	size_t count = text_wrap(a, safe, &o, &lines);

	for (size_t i = 0; i < count; i++)
		add_line(&r->foot, &r->foot_count, &r->foot_cap, a,
		        str_sub(safe, lines[i].start, lines[i].end), look);
}

static void
append(struct buf *b, const char *dot, struct str text)
{
	if (text.len == 0)
		return;
	if (b->len > 0)
		buf_printf(b, " %s ", dot);
	buf_add_str(b, text);
}

/* "Valley Herald · Fri 22 Mar 2024 14:02 · Mara Quist · 4 min · story: 7 articles" */
static struct str
about(struct app *app, struct reader *r, struct arena *a)
{
	const struct store_item *i = &r->stored.item;
	const char *dot = canvas_glyph(&app->canvas, GLYPH_DOT).p;
	struct str out;
	struct buf b;

	buf_init(&b, 4096);
	append(&b, dot, i->feed_title);
	append(&b, dot, date_long(a, i->date));
	append(&b, dot, i->author);
	append(&b, dot, arena_printf(a, "%d min", article_minutes(&r->article)));
	if (i->story_size > 1)
		append(&b, dot, arena_printf(a, "story: %lld articles", (long long)i->story_size));
	if (r->stored.versions > 0)
		append(&b, dot, STR("edited"));
	if (i->starred)
		append(&b, dot, STR("starred"));
	if (i->flags.len > 0)
		append(&b, dot, arena_printf(a, "flags " STR_FMT, STR_ARG(i->flags)));
	out = arena_str(a, buf_str(&b));
	buf_free(&b);
	return out;
}

static void
make_head(struct app *app, struct reader *r, struct arena *a, int width)
{
	r->head = NULL;
	r->head_count = r->head_cap = 0;
	add_head(r, a, r->stored.item.title.len > 0 ? r->stored.item.title : r->article.title,
	        width, LOOK(ROLE_TITLE));
	add_head(r, a, about(app, r, a), width, LOOK(ROLE_DIM));
	if (r->stored.error.len > 0)
		add_head(r, a, r->stored.error, width, LOOK(ROLE_BAD));
	else if (r->stored.state != ARTICLE_FULL)
		add_head(r, a, str_of(article_state_text(r->stored.state)), width, LOOK(ROLE_BAD));
	add_line(&r->head, &r->head_count, &r->head_cap, a, STR(""), LOOK(ROLE_TEXT));
}

static void
make_foot(struct reader *r, struct arena *a, int width)
{
	const struct store_article *s = &r->stored;

	r->foot = NULL;
	r->foot_count = r->foot_cap = 0;
	add_line(&r->foot, &r->foot_count, &r->foot_cap, a, STR(""), LOOK(ROLE_TEXT));
	if (s->note.len > 0)
		add_foot(r, a, arena_printf(a, "Note: " STR_FMT, STR_ARG(s->note)), width,
		        LOOK(ROLE_STAR));
	for (size_t i = 0; i < s->enclosures_count; i++)
		add_foot(r, a,
		        arena_printf(a, "Enclosure: " STR_FMT " " STR_FMT,
		                STR_ARG(s->enclosures[i].url), STR_ARG(s->enclosures[i].type)),
		        width, LOOK(ROLE_DIM));
	if (s->item.url.len > 0)
		add_foot(r, a, s->item.url, width, LOOK(ROLE_DIM));
}

/* ---- layout ---- */
/* Beside the sidebar of a small window every column is for text: rows that begin at the edge are
 * also the cheapest to reach on a slow line. */
static int
margin_of(int cols)
{
	return cols >= MARGIN_COLS_MIN ? TEXT_MARGIN : 0;
}

/* Of the text; one column is left for the mark of what is new. */
static int
width_of(int cols)
{
	return cols - (margin_of(cols) > 0 ? 2 * margin_of(cols) : 1);
}

void
reader_layout(struct app *app, struct page *p, struct area a)
{
	struct reader *r = p->state;
	int width = width_of(a.cols), measure = (int)conf_int(app->o->conf, CONF_MEASURE);
	struct layout_options o = {
		.width = width > 1 ? width : 1,
		.measure = measure,
		.ascii = app->canvas.ascii,
		.link_numbers = conf_bool(app->o->conf, CONF_LINK_NUMBERS),
		.table_scroll = r->table_scroll,
	};
	uint32_t place;
	int text_width_cells = o.width < measure ? o.width : measure;

	if (r->layout_width == a.cols)
		return;
	place = r->layout_width > 0 ? reader_top_byte(p) : r->current;
	arena_reset(p->wrap);
	layout_make(p->wrap, &r->article, &o, &r->layout);
	make_head(app, r, p->wrap, text_width_cells);
	r->head_width = text_width_cells;
	make_foot(r, p->wrap, text_width_cells);
	r->layout_width = a.cols;
	p->list.count = r->head_count + r->layout.lines_count + r->foot_count;
	p->list.top = place > 0 ? r->head_count + layout_line_at(&r->layout, place) : p->list.top;
}

/* ---- text ---- */
static struct look
block_look(const struct article *art, uint32_t block)
{
	const struct block *b = block < art->blocks_count ? &art->blocks[block] : NULL;

	if (b == NULL)
		return LOOK(ROLE_TEXT);
	switch (b->kind) {
	case BLOCK_HEADING: return LOOK(ROLE_HEADING);
	case BLOCK_QUOTE: return LOOK(ROLE_QUOTE);
	case BLOCK_PRE: return LOOK(ROLE_CODE);
	case BLOCK_FIGURE:
	case BLOCK_EMBED: return LOOK(ROLE_DIM);
	default: return LOOK(b->quote > 0 ? ROLE_QUOTE : ROLE_TEXT);
	}
}

/* A piece that is on the canvas, for what is laid over it. */
struct drawn_piece {
	struct canvas *c;
	int row, col;
	struct str text;     /* of the article, all of it */
	uint32_t start, end; /* of the piece */
};

/* Changes the look of the bytes [start, end) as far as they are in the piece. */
static void
overlay(const struct drawn_piece *d, uint32_t start, uint32_t end, struct look look)
{
	if (start < d->start)
		start = d->start;
	if (end > d->end)
		end = d->end;
	if (start >= end)
		return;
	canvas_relook(d->c, d->row, d->col + text_width(str_sub(d->text, d->start, start)),
	        text_width(str_sub(d->text, start, end)), look);
}

static const struct {
	uint8_t role, attrs; /* role 0: keeps the block's */
} style_looks[] = {
	[STYLE_EMPHASIS] = { 0, ATTR_ITALIC },
	[STYLE_STRONG] = { 0, ATTR_BOLD },
	[STYLE_CODE] = { ROLE_CODE, 0 },
	[STYLE_SUB] = { 0, 0 },
	[STYLE_SUP] = { 0, 0 },
	[STYLE_STRIKE] = { 0, ATTR_STRIKE },
};

static void
overlay_article(const struct reader *r, const struct drawn_piece *d, struct look base)
{
	const struct article *art = &r->article;

	for (size_t i = 0; i < art->styles_count && art->styles[i].start < d->end; i++) {
		enum style s = art->styles[i].style;
		struct look look = { style_looks[s].role != 0 ? style_looks[s].role : base.role,
			style_looks[s].attrs, 0 };
		overlay(d, art->styles[i].start, art->styles[i].end, look);
	}
	for (size_t i = 0; i < art->links_count && art->links[i].start < d->end; i++) {
		struct look look = LOOK(ROLE_LINK);
		if (art->links[i].end <= d->start)
			continue;
		look.link = canvas_link(d->c, art->links[i].url);
		overlay(d, art->links[i].start, art->links[i].end, look);
	}
}

static void
overlay_found(const struct reader *r, const struct drawn_piece *d)
{
	struct text_span span;
	size_t at = 0;

	for (size_t i = 0; i < r->matches_count && r->matches[i].start < d->end; i++)
		overlay(d, r->matches[i].start, r->matches[i].end,
		        LOOK(i == r->match ? ROLE_CURRENT : ROLE_MATCH));
	while ((at = chosen_next(&r->bar, at, &span)) > 0 && span.start < d->end)
		overlay(d, span.start, span.end,
		        LOOK(r->has_current && span.start == r->current ? ROLE_CURRENT
		                                                        : ROLE_MENTION));
}

static void
draw_text_line(struct reader *r, struct canvas *c, int row, int col, int cells, size_t index)
{
	const struct layout_line *line = &r->layout.lines[index];
	uint32_t first = 0;

	if (reader_is_new(r, line->start, line->end))
		canvas_put_glyph(c, row, col > r->text_area.col ? col - 1 : col + cells - 1,
		        GLYPH_NEW, LOOK(ROLE_NEW));
	/* Marks before the text (bullets, bars) keep their place. */
	while (first < line->pieces_count && line->pieces[first].start == line->pieces[first].end)
		first++;
	for (uint32_t i = 0; i < line->pieces_count; i++) {
		const struct layout_piece *piece = &line->pieces[i];
		struct drawn_piece d = { c, row, col + piece->col, r->article.text, piece->start,
			piece->end };
		struct look look = block_look(&r->article, line->block);
		int room = cells - piece->col < piece->width ? cells - piece->col : piece->width;
		if (i == first)
			canvas_run_begin(c, line->block < r->article.blocks_count &&
			                            r->article.blocks[line->block].rtl);
		if (piece->start == piece->end) {
			canvas_put(c, row, d.col, room, piece->literal, look);
			continue;
		}
		canvas_put(c, row, d.col, room, str_sub(d.text, d.start, d.end), look);
		overlay_article(r, &d, look);
		overlay_found(r, &d);
	}
	canvas_run_end(c);
}

/* A line of the head; a title that reads from the right stands at the right, as its text does. */
static void
draw_head(const struct reader *r, struct canvas *c, int row, int col, const struct reader_line *l)
{
	int width = text_width(l->text);

	if (l->look.role == ROLE_TITLE && text_is_rtl(l->text) && width < r->head_width)
		col += r->head_width - width;
	canvas_put(c, row, col, width, l->text, l->look);
}

static void
draw_line(struct reader *r, struct canvas *c, struct area a, int row, size_t line)
{
	int margin = margin_of(a.cols), col = a.col + margin, cells = a.cols - margin;

	if (line < r->head_count)
		draw_head(r, c, row, col, &r->head[line]);
	else if (line - r->head_count < r->layout.lines_count)
		draw_text_line(r, c, row, col, cells, line - r->head_count);
	else if (line - r->head_count - r->layout.lines_count < r->foot_count) {
		const struct reader_line *f =
		        &r->foot[line - r->head_count - r->layout.lines_count];
		canvas_put(c, row, col, cells, f->text, f->look);
	}
}

/* ---- the whole ---- */
static int
bar_cols(struct app *app, struct area a)
{
	int wanted = (int)conf_int(app->o->conf, CONF_SIDEBAR_WIDTH), third = a.cols / 3;

	if (a.cols < SIDEBAR_COLS_MIN)
		return a.cols < 40 ? a.cols - 2 : a.cols * 2 / 3 < wanted ? a.cols * 2 / 3 : wanted;
	return wanted > third ? (third > BAR_MIN ? third : BAR_MIN) : wanted;
}

static void
draw_bar(struct reader *r, struct canvas *c, struct area a, int cols)
{
	struct area bar = { a.row, a.col + a.cols - cols, a.rows, cols };

	canvas_fill(c, bar, LOOK(ROLE_TEXT));
	canvas_vline(c, bar.row, bar.col, bar.rows, LOOK(ROLE_LINE));
	bar.col++;
	bar.cols--;
	r->bar_area = bar;
	sidebar_draw(&r->bar, c, bar, r->bar_focused);
}

/* In a wide window the list that the article came from stands on the left; gives the cells it
 * takes. */
static int
draw_list(struct app *app, struct page *p, struct canvas *c, struct area a)
{
	struct page *list = page_items(p->below);

	if (a.cols < LIST_COLS_MIN || !panes_wanted(app) || list == NULL || list->stale)
		return 0;
	items_draw(app, list, c, (struct area){ a.row, a.col, a.rows, LIST_COLS });
	canvas_vline(c, a.row, a.col + LIST_COLS, a.rows, LOOK(ROLE_LINE));
	return LIST_COLS + 1;
}

static void
show_cursor(struct reader *r, struct canvas *c, struct area a)
{
	struct area bar = r->bar_area;

	if (r->bar_focused && r->bar_drawn)
		canvas_cursor(
		        c, bar.row + (int)(r->bar.list.cursor - r->bar.list.top), bar.col, true);
	else
		canvas_cursor(c, a.row, a.col, true);
}

void
reader_draw(struct app *app, struct page *p, struct canvas *c, struct area a)
{
	struct reader *r = p->state;
	bool wide = a.cols >= SIDEBAR_COLS_MIN;
	bool shown = !app->text_only && (wide ? !app->sidebar_off : r->bar_over);
	int list = draw_list(app, p, c, a), cols;

	a.col += list;
	a.cols -= list;
	cols = shown ? bar_cols(app, a) : 0;
	if (!shown)
		r->bar_focused = false;
	if (shown && !wide)
		r->bar_focused = true;
	r->bar_drawn = shown;
	r->text_area = a;
	if (shown && wide)
		r->text_area.cols -= cols;
	reader_layout(app, p, r->text_area);
	list_show(&p->list, (size_t)a.rows);
	for (int row = 0; row < a.rows && p->list.top + (size_t)row < p->list.count; row++)
		draw_line(r, c, r->text_area, a.row + row, p->list.top + (size_t)row);
	if (shown)
		draw_bar(r, c, a, cols);
	if (app->o->accessible)
		show_cursor(r, c, a);
}
