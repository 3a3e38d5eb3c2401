/* SPDX-License-Identifier: ISC */
/*
 * view_story.c - one story (page->id): what is new in it or what it is about, its articles in the
 * order of time, and who and where.  Articles and names can be chosen and opened; ] and [ go to the
 * next story of the list it was opened from.
 */
#include "story.h"

/* ---- loading ---- */

static void
load_names(struct page *p)
{
	struct story_page *s = p->state;
	size_t cap = 0;

	s->names = NULL;
	s->names_count = 0;
	for (int kind = 0; kind < ENTITY_DEMONYM; kind++) {
		struct story_name *list;
		size_t found = story_names(
		        p->arena, s->told.docs, s->told.docs_count, (enum entity_kind)kind, &list);

		for (size_t i = 0; i < found && i < STORY_NAMES_MAX; i++) {
			s->names = arena_grow(
			        p->arena, s->names, s->names_count, &cap, sizeof(*s->names));
			s->names[s->names_count++] = list[i];
		}
	}
}

static void
load_news(struct page *p)
{
	struct story_page *s = p->state;
	bool *fresh = arena_array(p->arena, s->told.docs_count + 1, sizeof(*fresh));

	s->has_news = false;
	if (s->looked_last == 0)
		return;
	for (size_t i = 0; i < s->told.docs_count; i++)
		fresh[i] = s->told.docs[i].id > s->looked_last;
	story_news(p->arena, s->told.docs, s->told.docs_count, fresh, &s->news);
	s->has_news = s->news.articles > 0;
}

/* The first look at the page since it was opened: what came later is new, and it begins there. */
static void
visit(struct app *app, struct page *p)
{
	struct story_page *s = p->state;
	struct err ignored;

	s->looked = s->told.story.looked;
	s->looked_last = s->told.story.looked_last;
	s->visited = true;
	if (!store_story_looked(app->o->store, p->id, clock_now_s(), &ignored))
		log_line(LOG_WARNING, "%s", ignored.text);
}

/* A story that was merged into another goes on as that one. */
static void
follow_merge(struct app *app, struct page *p)
{
	struct story_page *s = p->state;
	struct store_story story;
	struct store_place *places;
	size_t count;
	struct err e;

	if (!store_story_get(app->o->store, p->arena, p->id, &story, &e) && s->items.at_id != 0 &&
	        store_story_places(app->o->store, p->arena, s->items.at_id, &places, &count, &e) &&
	        places[0].story != STORY_NONE)
		p->id = places[0].story;
}

static bool
load(struct app *app, struct page *p, struct err *e)
{
	struct story_page *s = p->state;
	bool first = !s->visited;

	if (!first)
		follow_merge(app, p);

	s->items.query.story = p->id;
	s->items.query.order = STORE_OLDEST;
	s->rows = s->cols = 0;
	if (!story_tell(app, p->arena, p->id, &s->told, e))
		return false;
	if (first)
		visit(app, p);
	load_news(p);
	load_names(p);
	if (!items_load(app, p, e) || !items_load_all(app, p, e))
		return false;
	p->list.count = s->items.count + s->names_count;
	s->opened = s->opened || first;
	return true;
}

/* ---- drawing ---- */

/* First line of the block of a row, with a heading right above it. */
static size_t
first_line(const struct story_page *s, size_t row)
{
	size_t i = 0;

	while (i < s->lines_count && s->lines[i].row != row)
		i++;
	return i;
}

static size_t
last_line(const struct story_page *s, size_t first)
{
	size_t i = first;

	while (i + 1 < s->lines_count && s->lines[i + 1].row == s->lines[first].row)
		i++;
	return i;
}

/* Scrolls so that all of the chosen row is seen, and all above the first row with it. */
static void
scroll(struct story_page *s, size_t cursor, size_t rows)
{
	size_t first = first_line(s, cursor), last = last_line(s, first);

	if (s->lines_count <= rows)
		s->top = 0;
	else if (s->top > s->lines_count - rows)
		s->top = s->lines_count - rows;
	if (cursor == 0 && last < rows)
		s->top = 0;
	else if (last >= s->top + rows)
		s->top = last - rows + 1;
	if (first < s->top)
		s->top = first;
}

/* Rows of the list that are seen: what a page down goes by. */
static size_t
rows_seen(const struct story_page *s, size_t rows)
{
	size_t seen = 0;

	for (size_t i = s->top; i < s->lines_count && i < s->top + rows; i++)
		seen += s->lines[i].kind == STORY_ITEM || s->lines[i].kind == STORY_WHO;
	return seen > 0 ? seen : 1;
}

/* The first new article is chosen, if it can be seen together with what is said above. */
static void
go_to_first_new(struct page *p, size_t rows)
{
	struct story_page *s = p->state;

	s->opened = false;
	for (size_t i = 0; s->has_news && i < s->items.count; i++)
		if (s->items.list[i].id > s->looked_last) {
			if (last_line(s, first_line(s, i)) < rows)
				list_go(&p->list, i);
			return;
		}
}

static void
draw(struct app *app, struct page *p, struct canvas *c, struct area a)
{
	struct story_page *s = p->state;
	size_t rows = a.rows > 0 ? (size_t)a.rows : 1;

	if (s->rows != a.rows || s->cols != a.cols)
		story_lines(app, p, a);
	p->list.count = s->items.count + s->names_count;
	if (s->opened)
		go_to_first_new(p, rows);
	list_show(&p->list, rows_seen(s, rows));
	scroll(s, p->list.cursor, rows);
	for (size_t i = 0; i < rows && s->top + i < s->lines_count; i++)
		story_draw_line(
		        app, p, c, (struct area){ a.row + (int)i, a.col, 1, a.cols }, s->top + i);
}

static struct str
title(struct app *app, struct page *p, struct arena *a)
{
	const struct store_story *s = &((struct story_page *)p->state)->told.story;
	const char *dot = canvas_glyph(&app->canvas, GLYPH_DOT).p;

	return arena_printf(a, "%s" STR_FMT " %s %lld articles, %lld %s",
	        s->followed ? "Followed: " : "Story: ", STR_ARG(s->title), dot,
	        (long long)s->articles, (long long)s->sources,
	        s->sources == 1 ? "source" : "sources");
}

static struct str
place(struct app *app, struct page *p, struct arena *a)
{
	const struct story_page *s = p->state;

	return p->list.cursor < s->items.count ? items_place(app, p, a) : STR("");
}

/* ---- acting ---- */

static void
open_row(struct app *app, struct page *p)
{
	struct story_page *s = p->state;
	size_t name = p->list.cursor - s->items.count;

	if (p->list.cursor < s->items.count)
		items_open(app, p);
	else if (name < s->names_count)
		page_open(app, &view_name, 0, s->names[name].entity->key);
}

static bool
select_row(struct app *app, struct page *p, struct selection *out)
{
	struct story_page *s = p->state;

	if (items_select(app, p, out)) {
		out->story = p->id;
		return true;
	}
	out->story = p->id;
	out->title = s->told.story.title;
	return true;
}

static bool
move(struct app *app, struct page *p, enum move m, long n)
{
	(void)app;
	return list_move(&p->list, m, n);
}

static bool
press(struct app *app, struct page *p, int row, int col)
{
	struct story_page *s = p->state;
	size_t line = s->top + (size_t)(row - p->area.row);

	(void)col;
	if (row < p->area.row || row >= p->area.row + p->area.rows || line >= s->lines_count)
		return false;
	if (s->lines[line].row == STORY_NO_ROW)
		return true;
	if (s->lines[line].row == p->list.cursor)
		open_row(app, p);
	else
		list_go(&p->list, s->lines[line].row);
	return true;
}

/* The next story of the page below, in place of this one. */
static bool
step(struct app *app, struct page *p, int direction)
{
	struct page *below = p->below;
	struct selection sel;
	size_t row;

	if (below == NULL || below->view->select == NULL)
		return false;
	for (row = below->list.cursor; direction > 0 ? row + 1 < below->list.count : row > 0;) {
		row = direction > 0 ? row + 1 : row - 1;
		list_go(&below->list, row);
		sel = (struct selection){ 0 };
		if (!below->view->select(app, below, &sel) || sel.story == STORY_NONE ||
		        sel.story == p->id)
			continue;
		*(struct story_page *)p->state = (struct story_page){ 0 };
		p->id = sel.story;
		p->list.cursor = p->list.top = 0;
		return page_load(app, p);
	}
	return false;
}

const struct view view_story = {
	.name = "story",
	.bit = VIEW_STORY,
	.state_size = sizeof(struct story_page),
	.load = load,
	.draw = draw,
	.title = title,
	.hints = "open next-unread:unread figures brief follow next-mention:story help",
	.open = open_row,
	.move = move,
	.step = step,
	.press = press,
	.place = place,
	.select = select_row,
};
