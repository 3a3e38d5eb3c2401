/* SPDX-License-Identifier: ISC */
/*
 * act_move.c - actions that move: in rows and lines, from article to article, from mention to
 * mention, to matches.
 */
#include <stdlib.h>
#include <string.h>

#include "reader.h"

static bool
move(struct app *app, enum move m, long n)
{
	struct page *p = app->top;

	return p->view->move != NULL ? p->view->move(app, p, m, n) : list_move(&p->list, m, n);
}

static long
times(const struct call *call)
{
	return call->count > 0 ? call->count : 1;
}

void
act_down(struct app *app, const struct call *call)
{
	move(app, MOVE_LINE, times(call));
}

void
act_up(struct app *app, const struct call *call)
{
	move(app, MOVE_LINE, -times(call));
}

void
act_page_down(struct app *app, const struct call *call)
{
	move(app, MOVE_PAGE, times(call));
}

void
act_page_up(struct app *app, const struct call *call)
{
	move(app, MOVE_PAGE, -times(call));
}

void
act_half_down(struct app *app, const struct call *call)
{
	move(app, MOVE_HALF, times(call));
}

void
act_half_up(struct app *app, const struct call *call)
{
	move(app, MOVE_HALF, -times(call));
}

static void
go_end(struct app *app, const struct call *call, long direction)
{
	if (call->count > 0)
		list_go(&app->top->list, (size_t)call->count - 1);
	else
		move(app, MOVE_END, direction);
}

void
act_top(struct app *app, const struct call *call)
{
	go_end(app, call, -1);
}

void
act_bottom(struct app *app, const struct call *call)
{
	go_end(app, call, 1);
}

/* ---- from article to article ---- */
/* The list that the open article came from; the list itself when it is on top. */
static struct page *
list_page(struct app *app)
{
	return page_items(app->top);
}

/* Opens the row under the cursor of the page on top; a story as its first unread article. */
static void
enter_row(struct app *app, int direction)
{
	struct page *outer = app->top;
	long row;

	items_open(app, outer);
	if (page_reader(app->top) != NULL || app->top == outer || page_items(app->top) != app->top)
		return;
	list_go(&app->top->list, direction > 0 ? 0 : app->top->list.count);
	row = items_is_unread(app->top) ? (long)app->top->list.cursor
	                                : items_next(app->top, direction, true);
	if (row < 0)
		return;
	list_go(&app->top->list, (size_t)row);
	items_open(app, app->top);
}

/* In a reader the row's article takes the place of the open one; a folded story is gone into. */
static void
go_row(struct app *app, struct page *list, long row, int direction)
{
	const struct store_item *i;

	list_go(&list->list, (size_t)row);
	i = items_current(list);
	if (i == NULL || page_reader(app->top) == NULL)
		return;
	if (!items_is_folded(list)) {
		reader_go(app, app->top, i->id);
		return;
	}
	while (app->top != list)
		page_close(app);
	enter_row(app, direction);
}

/* The next unread row in a direction, else from the other end on; -1: none but the one under the
 * cursor. */
static long
unread_row(struct page *list, int direction)
{
	size_t cursor = list->list.cursor;
	long row = items_next(list, direction, true);

	if (row >= 0 || list->list.count == 0)
		return row;
	list->list.cursor = direction > 0 ? 0 : list->list.count - 1;
	row = items_is_unread(list) ? (long)list->list.cursor : items_next(list, direction, true);
	list->list.cursor = cursor;
	return row == (long)cursor ? -1 : row;
}

/* A list that is read to its end: on with the one it was opened from. */
static bool
go_outer(struct app *app, struct page *list, int direction)
{
	struct page *outer = page_items(list->below);
	long row = outer != NULL ? unread_row(outer, direction) : -1;

	if (row < 0)
		return false;
	while (app->top != outer)
		page_close(app);
	list_go(&outer->list, (size_t)row);
	enter_row(app, direction);
	return true;
}

static void
go_unread(struct app *app, int direction)
{
	struct page *list = list_page(app);
	long row = list != NULL ? unread_row(list, direction) : -1;

	if (row >= 0)
		go_row(app, list, row, direction);
	else if (list == NULL || page_reader(app->top) == NULL || !go_outer(app, list, direction))
		app_say(app, "nothing else unread here");
}

static void
go_item(struct app *app, int direction)
{
	struct page *list = list_page(app);
	long row = list != NULL ? items_next(list, direction, false) : -1;

	if (row >= 0)
		go_row(app, list, row, direction);
	else
		app_say(app,
		        direction > 0 ? "this is the last article" : "this is the first article");
}

void
act_next_item(struct app *app, const struct call *call)
{
	for (long i = times(call); i > 0; i--)
		go_item(app, 1);
}

void
act_previous_item(struct app *app, const struct call *call)
{
	for (long i = times(call); i > 0; i--)
		go_item(app, -1);
}

/* ---- search in texts ---- */
/* The next row with the words, around the end of the list. */
static void
next_row(struct app *app, int direction)
{
	struct page *p = app->top;
	size_t count = p->list.count;
	struct text_span m;

	for (size_t i = 1; i <= count; i++) {
		size_t row = (p->list.cursor + count + (direction > 0 ? i : count - i)) % count;
		if (text_find_fold(p->view->row_text(p, row), app->search, 0, &m)) {
			list_go(&p->list, row);
			return;
		}
	}
	app_say(app, "no row has " STR_FMT, STR_ARG(app->search));
}

static void
next_match(struct app *app, int direction)
{
	struct page *p = app->top;

	if (p->view->find == NULL)
		next_row(app, direction);
	else if (!p->view->find(app, p, STR_NONE, direction))
		app_say(app, "no match for " STR_FMT, STR_ARG(app->search));
}

static bool
is_searched(const struct app *app)
{
	const struct view *v = app->top->view;

	return app->search_active && (v->find != NULL || v->row_text != NULL);
}

void
act_next_unread(struct app *app, const struct call *call)
{
	(void)call;
	if (is_searched(app))
		next_match(app, 1);
	else
		go_unread(app, 1);
}

void
act_previous_unread(struct app *app, const struct call *call)
{
	(void)call;
	if (is_searched(app))
		next_match(app, -1);
	else
		go_unread(app, -1);
}

void
act_space(struct app *app, const struct call *call)
{
	struct page *p = app->top;
	struct reader *r = page_reader(p);
	bool focused = r != NULL && r->bar_focused;

	if (r != NULL)
		r->bar_focused = false; /* Space reads on, wherever the focus is */
	if (!move(app, MOVE_PAGE, times(call)) && r != NULL)
		go_unread(app, 1);
	else if (r != NULL)
		r->bar_focused = focused;
}

/* ---- mentions, stories ---- */
static void
step(struct app *app, int direction)
{
	struct page *list;
	long row;

	if (app->top->view->step != NULL) {
		if (!app->top->view->step(app, app->top, direction))
			app_say(app, "no more of it");
		return;
	}
	if (page_reader(app->top) != NULL) {
		reader_step_mention(app, app->top, direction);
		return;
	}
	list = list_page(app);
	row = list == NULL ? -1 : (long)list->list.cursor;
	while (row >= 0) {
		list_go(&list->list, (size_t)row);
		row = items_next(list, direction, false);
		if (row >= 0 && ((struct items *)list->state)->list[row].story_size > 1) {
			list_go(&list->list, (size_t)row);
			return;
		}
	}
	app_say(app, "no other story here");
}

void
act_next_mention(struct app *app, const struct call *call)
{
	for (long i = times(call); i > 0; i--)
		step(app, 1);
}

void
act_previous_mention(struct app *app, const struct call *call)
{
	for (long i = times(call); i > 0; i--)
		step(app, -1);
}

/* ---- the search prompt ---- */
static void
remember_search(struct app *app, struct str text)
{
	free((char *)app->search.p);
	app->search = (struct str){ strndup(text.p, text.len), text.len };
	app->search_active = true;
}

static void
search_text(struct app *app, struct str text)
{
	struct page *p = app->top;

	if (text.len == 0)
		return;
	remember_search(app, text);
	if (!p->view->find(app, p, app->search, 1))
		app_say(app, "no match for " STR_FMT, STR_ARG(text));
}

static void
find_row(struct app *app, struct str text)
{
	if (text.len == 0)
		return;
	remember_search(app, text);
	next_row(app, 1);
}

static void
search_all(struct app *app, struct str text)
{
	struct err e;

	if (text.len == 0)
		return;
	if (!store_query_check(text, &e)) {
		app_query_wrong(app, text, &e);
		return;
	}
	page_open(app, &view_search, 0, text);
}

void
act_search(struct app *app, const struct call *call)
{
	bool inside = app->top->view->find != NULL;
	prompt_done_fn *done = inside ? search_text : search_all;

	if (call->text.len > 0) {
		done(app, call->text);
		return;
	}
	prompt_open(&app->prompt, PROMPT_SEARCH, inside ? "/" : "search: ", STR(""), done);
	app->prompt.complete = inside ? NULL : complete_query;
}

void
act_find(struct app *app, const struct call *call)
{
	bool rows = app->top->view->row_text != NULL;
	prompt_done_fn *done = rows ? find_row : search_text;

	if (!rows && app->top->view->find == NULL)
		app_say(app, "there is nothing to find here");
	else if (call->text.len > 0)
		done(app, call->text);
	else
		prompt_open(&app->prompt, PROMPT_SEARCH, "find here: ", STR(""), done);
}
