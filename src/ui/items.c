/* SPDX-License-Identifier: ISC */
/*
 * items.c - rows of articles: mark, date, feed, title, size of the story.  Only the title of the
 * chosen row is highlighted, so that a step costs few bytes on a slow line.
 */
#include "items.h"

#include <string.h>

#define FEED_CELLS 16
#define DATE_CELLS 6
#define LONG_DATE_CELLS 12
#define CHUNK_FIRST 200 /* rows loaded at first; more when the cursor comes near their end */

static struct items *
items_of(struct page *p)
{
	return p->state;
}

static void
find_again(struct page *p, int64_t id)
{
	struct items *it = items_of(p);

	for (size_t i = 0; i < it->count; i++)
		if (it->list[i].id == id)
			p->list.cursor = i;
}

static struct store_query
query_of(struct app *app, struct page *p)
{
	struct items *it = items_of(p);
	struct store_query q = it->query;

	if (it->filter.len > 0)
		q.text = q.text.len > 0 ? arena_printf(p->arena, STR_FMT " " STR_FMT,
		                                  STR_ARG(q.text), STR_ARG(it->filter))
		                        : it->filter;
	if ((p->view->bit & (VIEW_FRONT | VIEW_ARTICLES)) != 0)
		q.unread_only = !conf_bool(app->o->conf, CONF_SHOW_READ) && it->filter.len == 0 &&
		                !q.starred_only;
	return q;
}

void
items_remember(struct page *p)
{
	struct items *it = items_of(p);

	it->at_id = p->list.cursor < it->count ? it->list[p->list.cursor].id : 0;
}

/* Adds the next rows of the query to the list. */
static bool
load_more(struct app *app, struct page *p, size_t limit, struct err *e)
{
	struct items *it = items_of(p);
	struct store_query q = query_of(app, p);
	struct store_item *more, *all;
	size_t count;

	q.offset = it->count;
	q.limit = limit;
	if (!store_list(app->o->store, p->arena, &q, &more, &count, e))
		return false;
	all = more;
	if (it->count > 0) {
		all = arena_array(p->arena, it->count + count, sizeof(*all));
		memcpy(all, it->list, it->count * sizeof(*all));
		memcpy(all + it->count, more, count * sizeof(*all));
	}
	it->list = all;
	it->count += count;
	it->whole = count < limit;
	p->list.count = it->count;
	return true;
}

/* As many rows as were there before, so that the cursor's row is among them. */
bool
items_load(struct app *app, struct page *p, struct err *e)
{
	struct items *it = items_of(p);
	struct store_query q = query_of(app, p);
	size_t wanted = p->list.cursor;

	it->list = NULL;
	it->count = 0;
	do {
		if (!load_more(app, p, it->count == 0 ? CHUNK_FIRST : STORE_LIST_MAX, e))
			return false;
	} while (!it->whole && it->count <= wanted);
	it->total = (int64_t)it->count;
	it->unread = 0;
	if (q.order !=
	        STORE_RELEVANCE) { /* counting what a search finds costs as much as the search */
		if (!it->whole && !store_count(app->o->store, &q, &it->total, e))
			return false;
		q.fold_stories = false;
		q.unread_only = true;
		if (!store_count(app->o->store, &q, &it->unread, e))
			return false;
	}
	if (it->at_id != 0)
		find_again(p, it->at_id);
	return true;
}

bool
items_load_all(struct app *app, struct page *p, struct err *e)
{
	while (!items_of(p)->whole)
		if (!load_more(app, p, STORE_LIST_MAX, e))
			return false;
	return true;
}

bool
items_move(struct app *app, struct page *p, enum move m, long n)
{
	struct items *it = items_of(p);
	struct err e;

	while (!it->whole && m == MOVE_END && n > 0)
		if (!load_more(app, p, STORE_LIST_MAX, &e)) {
			app_fail(app, &e);
			break;
		}
	return list_move(&p->list, m, n);
}

struct str
items_place(struct app *app, struct page *p, struct arena *a)
{
	struct items *it = items_of(p);
	bool more = !it->whole && it->total == CHUNK_FIRST;

	(void)app;
	if (it->count == 0)
		return STR("");
	return arena_printf(a, "%zu/%lld%s", p->list.cursor + 1,
	        (long long)(it->whole ? (int64_t)it->count : it->total), more ? "+" : "");
}

struct store_item *
items_current(struct page *p)
{
	struct items *it = items_of(p);

	return p->list.cursor < it->count ? &it->list[p->list.cursor] : NULL;
}

bool
items_select(struct app *app, struct page *p, struct selection *out)
{
	const struct store_item *i = items_current(p);

	(void)app;
	if (i == NULL)
		return false;
	*out = (struct selection){ .article = i->id,
		.feed = i->feed,
		.story = i->story,
		.url = i->url,
		.title = i->title,
		.feed_title = i->feed_title,
		.unread = i->unread,
		.starred = i->starred };
	return true;
}

void
items_open(struct app *app, struct page *p)
{
	const struct store_item *i = items_current(p);

	if (i == NULL)
		return;
	if (items_of(p)->query.fold_stories && i->story_size > 1)
		page_open(app, &view_story, i->story, STR_NONE);
	else
		page_open(app, &view_reader, i->id, STR_NONE);
}

static bool
row_unread(const struct items *it, const struct store_item *i)
{
	return it->query.fold_stories && i->story_size > 1 ? i->story_unread > 0 : i->unread;
}

bool
items_is_unread(struct page *p)
{
	const struct store_item *i = items_current(p);

	return i != NULL && row_unread(items_of(p), i);
}

long
items_next(struct page *p, int direction, bool unread_only)
{
	struct items *it = items_of(p);

	for (long i = (long)p->list.cursor + direction; i >= 0 && i < (long)it->count;
	        i += direction)
		if (!unread_only || row_unread(it, &it->list[i]))
			return i;
	return -1;
}

/* A row of a folded story stands for all its articles. */
static void
update_row(struct items *it, struct store_item *row, int64_t id, int64_t story, int change)
{
	if (it->query.fold_stories && story != STORY_NONE && row->story == story)
		row->story_unread += change;
	else if (row->id == id)
		row->story_unread += change;
}

void
items_update(struct app *app, int64_t id, int64_t story, bool unread, bool starred)
{
	for (struct page *p = app->top; p != NULL; p = p->below) {
		struct items *it = p->state;
		int change = unread ? 1 : -1;
		if ((p->view->bit & VIEW_LISTS) == 0)
			continue;
		it->unread += change;
		for (size_t i = 0; i < it->count; i++) {
			struct store_item *row = &it->list[i];
			update_row(it, row, id, story, change);
			if (row->id != id)
				continue;
			row->unread = unread;
			row->starred = starred;
		}
	}
}

void
items_star(struct app *app, int64_t id, bool starred)
{
	for (struct page *p = app->top; p != NULL; p = p->below) {
		struct items *it = p->state;
		if ((p->view->bit & VIEW_LISTS) == 0)
			continue;
		for (size_t i = 0; i < it->count; i++)
			if (it->list[i].id == id)
				it->list[i].starred = starred;
	}
}

/* ---- drawing ---- */
static void
draw_marks(struct canvas *c, int row, int col, const struct store_item *i, bool unread)
{
	if (unread)
		canvas_put_glyph(c, row, col + 1, GLYPH_UNREAD, LOOK(ROLE_NEW));
	if (i->starred)
		canvas_put_glyph(c, row, col + 2, GLYPH_STAR, LOOK(ROLE_STAR));
	else if (i->has_note)
		canvas_put(c, row, col + 2, 1, STR("n"), LOOK(ROLE_STAR));
	else if (i->flags.len > 0)
		canvas_put(c, row, col + 2, 1, str_sub(i->flags, 0, 1), LOOK(ROLE_STAR));
}

/* The number of articles of a folded story, at the right end; gives the cells it takes. */
static int
draw_story(struct canvas *c, int row, int col, int cells, const struct store_item *i)
{
	struct str text;

	if (i->story_size < 2)
		return 0;
	text = arena_printf(c->arena, STR_FMT "%lld", STR_ARG(canvas_glyph(c, GLYPH_TIMES)),
	        (long long)i->story_size);
	canvas_put_right(c, row, col, cells, text, LOOK(ROLE_DIM));
	return text_width(text) + 1;
}

static struct str
date_of(struct app *app, const struct items *it, const struct store_item *i)
{
	struct arena *a = app->canvas.arena;

	return it->long_dates ? date_day(a, i->date)
	                      : date_short(a, app->o->conf, i->date, clock_now_s());
}

static void
draw_item(struct app *app, struct page *p, struct canvas *c, struct area a, size_t index)
{
	struct items *it = items_of(p);
	const struct store_item *i = &it->list[index];
	bool chosen = index == p->list.cursor, unread = row_unread(it, i);
	struct look look = LOOK(chosen ? ROLE_SELECTED : unread ? ROLE_UNREAD : ROLE_READ);
	int row = a.row, col = a.col + 4, end = a.col + a.cols;
	struct str title = i->title.len > 0     ? i->title
	                   : i->excerpt.len > 0 ? i->excerpt
	                                        : STR("(no title)");

	if (chosen)
		canvas_put_glyph(c, row, a.col, GLYPH_POINTER, LOOK(ROLE_TEXT));
	draw_marks(c, row, a.col, i, unread);
	if (it->new_since > 0 && i->date > it->new_since)
		canvas_put(c, row, a.col + 3, 1, STR("+"), LOOK(ROLE_NEW));
	if (a.cols >= 44) {
		int cells = it->long_dates ? LONG_DATE_CELLS : DATE_CELLS;
		canvas_put_right(c, row, col, cells, date_of(app, it, i), LOOK(ROLE_DIM));
		col += cells + 2;
	}
	if (a.cols >= 64 && !it->one_feed) {
		canvas_put_cut(c, row, col, FEED_CELLS, i->feed_title,
		        LOOK(unread ? ROLE_TEXT : ROLE_READ));
		col += FEED_CELLS + 2;
	}
	if (it->query.fold_stories)
		end -= draw_story(c, row, col, end - col, i);
	canvas_put_cut(c, row, col, end - col, title, look);
	if (chosen)
		canvas_cursor(c, row, col, app->o->accessible);
}

void
items_draw(struct app *app, struct page *p, struct canvas *c, struct area a)
{
	struct items *it = items_of(p);
	struct err e;

	if (!it->whole && p->list.cursor + 2 * (size_t)a.rows >= it->count &&
	        !load_more(app, p, STORE_LIST_MAX, &e))
		app_fail(app, &e);
	list_show(&p->list, (size_t)a.rows);
	for (int row = 0; row < a.rows && p->list.top + (size_t)row < it->count; row++)
		draw_item(app, p, c, (struct area){ a.row + row, a.col, 1, a.cols },
		        p->list.top + (size_t)row);
}
