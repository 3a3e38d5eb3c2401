/* SPDX-License-Identifier: ISC */
/*
 * items.c - rows of articles: mark, date, feed, title, size of the story.  Only the title of the
 * chosen row is highlighted, so that a step costs few bytes on a slow line.
 */
#include "items.h"

#include <string.h>

#define FEED_CELLS 18 /* titles begin at a tab stop, which is reached by one byte */
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
	bool found = false;

	/* The article in an unfolded story, else the row that has it. */
	for (size_t i = 0; i < it->count && !found; i++)
		if (it->list[i].id == id) {
			p->list.cursor = i;
			found = it->extra[i].inside == it->at_inside;
		}
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
	it->at_inside = it->at_id != 0 && it->extra[p->list.cursor].inside;
}

static bool
is_among(const int64_t *ids, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++)
		if (ids[i] == id)
			return true;
	return false;
}

static bool
is_story(const struct items *it, const struct store_item *row)
{
	return it->query.fold_stories && row->story_size > 1;
}

static struct item_extra *
add_row(struct page *p, const struct store_item *row)
{
	struct items *it = items_of(p);

	it->list = arena_grow(p->arena, it->list, it->count, &it->cap, sizeof(*it->list));
	it->extra = arena_grow(p->arena, it->extra, it->count, &it->extra_cap, sizeof(*it->extra));
	it->list[it->count] = *row;
	it->extra[it->count] = (struct item_extra){ 0 };
	return &it->extra[it->count++];
}

/* The articles of a story that the list would show, below its row. */
static bool
add_inside(struct app *app, struct page *p, const struct store_item *row, struct err *e)
{
	struct store_query q = query_of(app, p);
	struct store_item *inside;
	size_t count;

	q.fold_stories = false;
	q.story = row->story;
	q.unread_only = q.unread_only && row->story_unread > 0;
	if (!store_list(app->o->store, p->arena, &q, &inside, &count, e))
		return false;
	for (size_t i = 0; i < count; i++)
		add_row(p, &inside[i])->inside = true;
	return true;
}

static bool
add_rows(
        struct app *app, struct page *p, const struct store_item *rows, size_t count, struct err *e)
{
	struct items *it = items_of(p);

	for (size_t i = 0; i < count; i++) {
		struct item_extra *x;
		if (it->loaded > 0 && is_among(it->pinned, it->pinned_count, rows[i].story))
			continue;
		x = add_row(p, &rows[i]);
		x->followed = is_among(it->followed, it->followed_count, rows[i].story);
		x->unfolded = is_story(it, &rows[i]) &&
		              (it->all_unfolded ||
		                      is_among(it->unfolded, it->unfolded_count, rows[i].story));
		if (x->unfolded && !add_inside(app, p, &rows[i], e))
			return false;
	}
	return true;
}

/* Adds the next rows of the query to the list. */
static bool
load_more(struct app *app, struct page *p, size_t limit, struct err *e)
{
	struct items *it = items_of(p);
	struct store_query q = query_of(app, p);
	struct store_item *more;
	size_t count, got;

	q.offset = it->loaded;
	q.limit = limit;
	q.no_snippets = true; /* rows show titles */
	if (!store_list(app->o->store, p->arena, &q, &more, &count, e))
		return false;
	got = count;
	if (it->loaded == 0 && it->arrange != NULL && !it->arrange(app, p, &more, &count, e))
		return false;
	if (!add_rows(app, p, more, count, e))
		return false;
	it->loaded += got;
	it->whole = got < limit;
	p->list.count = it->count;
	return true;
}

/* What is read already though the store has not heard of it. */
static void
take_late(struct app *app, struct items *it)
{
	for (size_t i = 0; app->late.count > 0 && i < it->count; i++) {
		struct store_item *row = &it->list[i];
		if (!row->unread || !late_is_read(app, row->id))
			continue;
		row->unread = false;
		row->story_unread--;
		it->unread--;
	}
}

/* As many rows as were there before, so that the cursor's row is among them. */
bool
items_load(struct app *app, struct page *p, struct err *e)
{
	struct items *it = items_of(p);
	struct store_query q = query_of(app, p);
	size_t wanted = p->list.cursor, first = it->first_rows > 0 ? it->first_rows : CHUNK_FIRST;

	it->pinned_count = 0;
	it->list = NULL;
	it->extra = NULL;
	it->count = it->cap = it->extra_cap = it->loaded = 0;
	do {
		if (!load_more(app, p, it->count == 0 ? first : STORE_LIST_MAX, e))
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
	take_late(app, it);
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
	bool more = !it->whole && it->total == (int64_t)it->count;

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
	if (items_is_story(p, p->list.cursor))
		page_open(app, &view_story, i->story, STR_NONE);
	else
		page_open(app, &view_reader, i->id, STR_NONE);
}

bool
items_is_story(struct page *p, size_t row)
{
	struct items *it = items_of(p);

	return row < it->count && is_story(it, &it->list[row]) && !it->extra[row].inside;
}

bool
items_is_folded(struct page *p)
{
	return items_is_story(p, p->list.cursor) && !items_of(p)->extra[p->list.cursor].unfolded;
}

/* A folded story is unread when any of it is; an unfolded one has its articles below. */
static bool
row_unread(struct page *p, size_t row)
{
	struct items *it = items_of(p);

	if (!items_is_story(p, row))
		return it->list[row].unread;
	return !it->extra[row].unfolded && it->list[row].story_unread > 0;
}

struct str
items_row_text(struct page *p, size_t row)
{
	return row < items_of(p)->count ? items_of(p)->list[row].title : STR_NONE;
}

bool
items_is_unread(struct page *p)
{
	return p->list.cursor < items_of(p)->count && row_unread(p, p->list.cursor);
}

long
items_next(struct page *p, int direction, bool unread_only)
{
	struct items *it = items_of(p);

	for (long i = (long)p->list.cursor + direction; i >= 0 && i < (long)it->count;
	        i += direction)
		if (!unread_only || row_unread(p, (size_t)i))
			return i;
	return -1;
}

/* ---- folding ---- */
static void
forget_unfolded(struct items *it, int64_t story)
{
	size_t kept = 0;

	for (size_t i = 0; i < it->unfolded_count; i++)
		if (it->unfolded[i] != story)
			it->unfolded[kept++] = it->unfolded[i];
	it->unfolded_count = kept;
}

static void
fold_story(struct items *it, int64_t story, bool open)
{
	forget_unfolded(it, story);
	if (open && it->unfolded_count < UNFOLDED_MAX)
		it->unfolded[it->unfolded_count++] = story;
}

bool
items_fold(struct app *app, struct page *p, enum fold how, bool all)
{
	struct items *it = items_of(p);
	size_t row = p->list.cursor;
	bool open;

	(void)app;
	while (row > 0 && row < it->count && it->extra[row].inside)
		row--;
	if (!all && !items_is_story(p, row))
		return false;
	open = how == FOLD_OPEN || (how == FOLD_TURN && !it->extra[row].unfolded);
	if (!open)
		p->list.cursor = row;
	if (all)
		it->unfolded_count = 0;
	else if (it->all_unfolded && !open) /* all but this one */
		for (size_t i = 0; i < it->count; i++)
			fold_story(it, it->list[i].story, it->extra[i].unfolded && i != row);
	else
		fold_story(it, it->list[row].story, open);
	it->all_unfolded = all ? open : it->all_unfolded && open;
	p->stale = true;
	return true;
}

/* ---- changes of marks ---- */
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
items_update_story(struct app *app, int64_t story, bool unread, int64_t changed)
{
	for (struct page *p = app->top; p != NULL; p = p->below) {
		struct items *it = p->state;
		if ((p->view->bit & VIEW_LISTS) == 0)
			continue;
		it->unread += unread ? changed : -changed;
		for (size_t i = 0; i < it->count; i++) {
			struct store_item *row = &it->list[i];
			if (row->story != story)
				continue;
			row->unread = unread;
			row->story_unread = unread ? row->story_size : 0;
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

/* Of a story "x9", or "5/9" when some are read, at the right end; gives the cells it takes. */
static int
draw_story(struct canvas *c, int row, int col, int cells, const struct store_item *i, bool open)
{
	const char *mark = open ? canvas_glyph(c, GLYPH_OPEN).p : "", *blank = open ? " " : "";
	struct str text;

	if (i->story_unread > 0 && i->story_unread < i->story_size)
		text = arena_printf(c->arena, "%s%s%lld/%lld", mark, blank,
		        (long long)i->story_unread, (long long)i->story_size);
	else
		text = arena_printf(c->arena, "%s%s" STR_FMT "%lld", mark, blank,
		        STR_ARG(canvas_glyph(c, GLYPH_TIMES)), (long long)i->story_size);
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

/* The feed; of a story with several, how many. */
static struct str
feed_of(struct app *app, struct page *p, size_t index)
{
	struct items *it = items_of(p);
	struct store_item *i = &it->list[index];
	struct item_extra *x = &it->extra[index];
	struct store_story story;
	struct err e;

	if (!items_is_story(p, index))
		return i->feed_title;
	if (x->sources == 0) {
		x->sources = 1;
		if (store_story_get(app->o->store, app->canvas.arena, i->story, &story, &e))
			x->sources = story.sources;
	}
	return x->sources < 2
	               ? i->feed_title
	               : arena_printf(app->canvas.arena, "%lld sources", (long long)x->sources);
}

static struct str
title_of(const struct store_item *i)
{
	return i->title.len > 0 ? i->title : i->excerpt.len > 0 ? i->excerpt : STR("(no title)");
}

static void
draw_item(struct app *app, struct page *p, struct canvas *c, struct area a, size_t index)
{
	struct items *it = items_of(p);
	const struct store_item *i = &it->list[index];
	const struct item_extra *x = &it->extra[index];
	bool chosen = index == p->list.cursor, story = items_is_story(p, index);
	bool unread = story ? i->story_unread > 0 : i->unread;
	struct look look = LOOK(chosen ? ROLE_SELECTED : unread ? ROLE_UNREAD : ROLE_READ);
	int row = a.row, col = a.col + 4, end = a.col + a.cols;

	if (chosen)
		canvas_put_glyph(c, row, a.col, GLYPH_POINTER, LOOK(ROLE_TEXT));
	draw_marks(c, row, a.col, i, unread);
	if (story && x->followed)
		canvas_put(c, row, a.col + 2, 1, STR("F"), LOOK(ROLE_STAR));
	if (it->new_since > 0 && i->date > it->new_since)
		canvas_put(c, row, a.col + 3, 1, STR("+"), LOOK(ROLE_NEW));
	if (a.cols >= 44) {
		int cells = it->long_dates ? LONG_DATE_CELLS : DATE_CELLS;
		canvas_put_right(c, row, col, cells, date_of(app, it, i), LOOK(ROLE_DIM));
		col += cells + 2;
	}
	if (a.cols >= 64 && !it->one_feed) {
		canvas_put_cut(c, row, col, FEED_CELLS, feed_of(app, p, index),
		        LOOK(unread ? ROLE_TEXT : ROLE_READ));
		col += FEED_CELLS + 2;
	}
	if (story)
		end -= draw_story(c, row, col, end - col, i, x->unfolded);
	col += x->inside ? 2 : 0;
	canvas_put_cut(c, row, col, end - col, title_of(i), look);
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
