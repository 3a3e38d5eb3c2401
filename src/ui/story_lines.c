/* SPDX-License-Identifier: ISC */
/*
 * story_lines.c - the lines of a story's page: what is new since it was looked at, or else what it
 * is about; its figures; its articles day by day, each with how it begins; who and where.
 */
#include "story.h"

#define BRIEF_SHOWN 3 /* sentences above the timeline */
#define NEWS_SHOWN 4
#define NEW_NAMES_SHOWN 8
#define SERIES_SHOWN 4
#define HEAD_ROWS_MIN 14 /* smaller windows have only what is new above the timeline */
#define TEXT_MAX 76
#define SOURCE_CELLS 16
#define SOURCE_COLS_MIN 64
#define MARK_CELLS 4
#define TIME_CELLS 5
#define NAME_CELLS 26

static struct story_page *
page_of(struct page *p)
{
	return p->state;
}

static struct story_line *
add(struct story_page *s, struct arena *a, enum story_line_kind kind, size_t row)
{
	s->lines = arena_grow(a, s->lines, s->lines_count, &s->lines_cap, sizeof(*s->lines));
	s->lines[s->lines_count] = (struct story_line){ .kind = kind, .row = row };
	return &s->lines[s->lines_count++];
}

static void
add_text(struct story_page *s, struct arena *a, struct str text, enum role role)
{
	struct story_line *l = add(s, a, STORY_TEXT, STORY_NO_ROW);

	l->text = text;
	l->look = LOOK(role);
}

static void
add_wrapped(
        struct story_page *s, struct arena *a, const char *mark, struct str text, enum role role)
{
	struct wrap_options o = { .width = s->cols - 4 < TEXT_MAX ? s->cols - 4 : TEXT_MAX };
	struct text_line *lines;
	struct str safe = text_safe(a, text, TEXT_SAFE_LINE);
	size_t count = text_wrap(a, safe, &o, &lines);

	for (size_t i = 0; i < count; i++)
		add_text(s, a,
		        arena_printf(a, "%s" STR_FMT, i == 0 ? mark : "  ",
		                STR_ARG(str_sub(safe, lines[i].start, lines[i].end))),
		        role);
}

/* ---- above the timeline ---- */

static void
add_new_names(struct story_page *s, struct arena *a)
{
	struct str out = STR("");
	size_t shown =
	        s->news.names_count < NEW_NAMES_SHOWN ? s->news.names_count : NEW_NAMES_SHOWN;

	if (shown == 0)
		return;
	for (size_t i = 0; i < shown; i++)
		out = arena_printf(a, STR_FMT "%s" STR_FMT, STR_ARG(out), i == 0 ? "" : ", ",
		        STR_ARG(s->news.names[i]->name));
	if (shown < s->news.names_count)
		out = arena_printf(
		        a, STR_FMT " and %zu more", STR_ARG(out), s->news.names_count - shown);
	add_wrapped(s, a, "+ ", arena_printf(a, "new names: " STR_FMT, STR_ARG(out)), ROLE_PERSON);
}

static void
add_new_figures(struct app *app, struct story_page *s, struct arena *a)
{
	for (size_t i = 0; i < s->news.figures_count && i < SERIES_SHOWN; i++) {
		const struct news_figure *f = &s->news.figures[i];

		add_text(s, a,
		        arena_printf(a, "+ " STR_FMT ": " STR_FMT " %s " STR_FMT, STR_ARG(f->what),
		                STR_ARG(f->was.text), app->canvas.ascii ? "->" : "\u2192",
		                STR_ARG(f->now.text)),
		        ROLE_NUMBER);
	}
}

static void
add_new_sentences(struct story_page *s, struct arena *a)
{
	int64_t last = 0;
	size_t shown = 0;

	/* The first new sentence of each article, for it is the one that stands by itself best. */
	for (size_t i = 0; i < s->news.sentences_count && shown < NEWS_SHOWN; i++) {
		const struct brief_sentence *b = &s->news.sentences[i];

		if (b->article == last)
			continue;
		last = b->article;
		add_wrapped(s, a, "+ ", b->text, ROLE_TEXT);
		shown++;
	}
}

static void
add_news(struct app *app, struct story_page *s, struct arena *a, bool short_one)
{
	const char *dot = canvas_glyph(&app->canvas, GLYPH_DOT).p;

	add_text(s, a,
	        arena_printf(a, "%zu new since " STR_FMT " %s %zu new %s", s->news.articles,
	                STR_ARG(date_day(a, s->looked)), dot, s->news.said,
	                s->news.said == 1 ? "sentence" : "sentences"),
	        ROLE_NEW);
	add_new_figures(app, s, a);
	add_new_names(s, a);
	if (!short_one)
		add_new_sentences(s, a);
}

static void
add_about(struct app *app, struct story_page *s, struct arena *a)
{
	size_t shown = 0;

	for (size_t i = 0; i < s->told.brief_count && i < BRIEF_SHOWN; i++)
		add_wrapped(s, a, "- ", s->told.brief[i].text, ROLE_TEXT);
	for (size_t i = 0; i < s->told.series_count && shown < SERIES_SHOWN; i++) {
		const struct figure_series *f = &s->told.series[i];
		bool moved = false;

		for (size_t k = 1; k < f->points_count; k++)
			moved |= f->points[k].state != FIGURE_SAME;
		if (!moved)
			continue;
		shown++;
		add_text(s, a,
		        arena_printf(a, STR_FMT ": " STR_FMT, STR_ARG(story_series_name(a, f)),
		                STR_ARG(story_series_line(&app->canvas, a, f))),
		        ROLE_NUMBER);
	}
}

/* At most half of the window, and no half sentences; the brief has all of it. */
static void
add_head(struct app *app, struct story_page *s, struct arena *a)
{
	size_t most = (size_t)s->rows / 2;

	if (s->has_news)
		add_news(app, s, a, s->rows < HEAD_ROWS_MIN);
	else if (s->rows >= HEAD_ROWS_MIN)
		add_about(app, s, a);
	if (s->lines_count <= most)
		return;
	while (most > 1 && str_starts(s->lines[most].text, STR("  ")))
		most--;
	s->lines_count = most;
}

/* ---- the timeline ---- */

static const struct story_doc *
doc_of(const struct story_page *s, int64_t article)
{
	for (size_t i = 0; i < s->told.docs_count; i++)
		if (s->told.docs[i].id == article)
			return &s->told.docs[i];
	return NULL;
}

/* Where there is news, the leads of what was read before would only bury it. */
static bool
wants_lead(const struct story_page *s, const struct store_item *i)
{
	return !s->has_news || i->unread || i->id > s->looked_last;
}

static void
add_lead(struct story_page *s, struct arena *a, size_t row)
{
	const struct store_item *i = &s->items.list[row];
	const struct story_doc *doc = doc_of(s, i->id);
	struct str lead = doc != NULL ? story_lead(a, doc) : i->excerpt, others;
	struct story_line *l;

	if (lead.len > 0 && wants_lead(s, i)) {
		l = add(s, a, STORY_LEAD, row);
		l->text = lead;
		l->look = LOOK(ROLE_DIM);
	}
	story_source(i->feed_title, &others);
	if (others.len > 0) {
		l = add(s, a, STORY_LEAD, row);
		l->text = arena_printf(a, "the same text in " STR_FMT, STR_ARG(others));
		l->look = LOOK(ROLE_QUOTE);
	}
}

static void
add_timeline(struct story_page *s, struct arena *a)
{
	struct str before = STR_NONE;

	for (size_t i = 0; i < s->items.count; i++) {
		struct str day = date_heading(a, s->items.list[i].date);

		if (!str_eq(day, before)) {
			struct story_line *l = add(s, a, STORY_DAY, i);
			l->text = day;
			l->look = LOOK(ROLE_HEADING);
			before = day;
		}
		add(s, a, STORY_ITEM, i);
		add_lead(s, a, i);
	}
}

static void
add_names(struct story_page *s, struct arena *a)
{
	int kind = -1;

	for (size_t i = 0; i < s->names_count; i++) {
		const struct story_name *n = &s->names[i];
		struct story_line *l;

		if ((int)n->entity->kind != kind) {
			kind = (int)n->entity->kind;
			l = add(s, a, STORY_HEADING, s->items.count + i);
			l->text = str_of(entity_kinds[kind].title);
			l->look = LOOK(ROLE_HEADING);
		}
		l = add(s, a, STORY_WHO, s->items.count + i);
		l->text = n->entity->name;
		l->right = story_name_about(a, n);
		l->look = LOOK((enum role)(ROLE_PERSON + kind));
	}
}

void
story_lines(struct app *app, struct page *p, struct area a)
{
	struct story_page *s = page_of(p);

	arena_reset(p->wrap);
	s->lines = NULL;
	s->lines_count = s->lines_cap = 0;
	s->rows = a.rows;
	s->cols = a.cols;
	add_head(app, s, p->wrap);
	add_timeline(s, p->wrap);
	add_names(s, p->wrap);
}

/* ---- drawing ---- */

static int
title_column(struct area a)
{
	int col = a.col + MARK_CELLS + TIME_CELLS + 1;

	return a.cols >= SOURCE_COLS_MIN ? col + 1 + SOURCE_CELLS + 1 : col;
}

static void
draw_item(struct app *app, struct page *p, struct canvas *c, struct area a, size_t row)
{
	struct story_page *s = page_of(p);
	const struct store_item *i = &s->items.list[row];
	bool chosen = row == p->list.cursor, fresh = s->has_news && i->id > s->looked_last;
	struct look look = LOOK(chosen ? ROLE_SELECTED : i->unread ? ROLE_UNREAD : ROLE_READ);
	int col = a.col + MARK_CELLS, title = title_column(a), end = a.col + a.cols;
	struct str others;

	if (chosen)
		canvas_put_glyph(c, a.row, a.col, GLYPH_POINTER, LOOK(ROLE_TEXT));
	if (i->unread)
		canvas_put_glyph(c, a.row, a.col + 1, GLYPH_UNREAD, LOOK(ROLE_NEW));
	if (i->starred)
		canvas_put_glyph(c, a.row, a.col + 2, GLYPH_STAR, LOOK(ROLE_STAR));
	if (fresh)
		canvas_put(c, a.row, a.col + 3, 1, STR("+"), LOOK(ROLE_NEW));
	canvas_put(c, a.row, col, TIME_CELLS, date_time(c->arena, i->date), LOOK(ROLE_DIM));
	if (a.cols >= SOURCE_COLS_MIN)
		canvas_put_cut(c, a.row, col + TIME_CELLS + 2, SOURCE_CELLS,
		        story_source(i->feed_title, &others),
		        LOOK(i->unread ? ROLE_TEXT : ROLE_READ));
	canvas_put_cut(c, a.row, title, end - title,
	        i->title.len > 0     ? i->title
	        : i->excerpt.len > 0 ? i->excerpt
	                             : STR("(no title)"),
	        look);
	if (chosen)
		canvas_cursor(c, a.row, title, app->o->accessible);
}

static void
draw_day(struct canvas *c, struct area a, const struct story_line *l)
{
	int used = canvas_put(c, a.row, a.col + 1, a.cols - 1, l->text, l->look) + 2;

	if (used < a.cols)
		canvas_hline(c, a.row, a.col + used, a.cols - used, LOOK(ROLE_LINE));
}

static void
draw_who(struct app *app, struct page *p, struct canvas *c, struct area a,
        const struct story_line *l)
{
	bool chosen = l->row == p->list.cursor;
	int col = a.col + 2, end = a.col + a.cols, about = col + NAME_CELLS;

	if (chosen) {
		canvas_put_glyph(c, a.row, a.col, GLYPH_POINTER, LOOK(ROLE_TEXT));
		canvas_cursor(c, a.row, col, app->o->accessible);
	}
	col += canvas_put_cut(
	        c, a.row, col, end - col, l->text, chosen ? LOOK(ROLE_SELECTED) : l->look);
	col = a.cols >= SOURCE_COLS_MIN && col + 2 < about ? about : col + 2;
	if (end - col > 8)
		canvas_put_cut(c, a.row, col, end - col, l->right, LOOK(ROLE_DIM));
}

void
story_draw_line(struct app *app, struct page *p, struct canvas *c, struct area a, size_t line)
{
	const struct story_line *l = &page_of(p)->lines[line];
	int col = title_column(a);

	switch (l->kind) {
	case STORY_ITEM: draw_item(app, p, c, a, l->row); break;
	case STORY_DAY: draw_day(c, a, l); break;
	case STORY_WHO: draw_who(app, p, c, a, l); break;
	case STORY_LEAD:
		canvas_put_cut(c, a.row, col, a.col + a.cols - col, l->text, l->look);
		break;
	default: canvas_put_cut(c, a.row, a.col + 1, a.cols - 1, l->text, l->look);
	}
}
