/* SPDX-License-Identifier: ISC */
/*
 * panes.c - where the window is wide, the feeds stand beside the list of articles.  The page on top
 * of the stack has the keys; the other pane is the page below it, or the feeds that wait aside.
 */
#include "feeds.h"

#include <stdlib.h>

#define FEEDS_CELLS_MIN 28
#define FEEDS_CELLS_MAX 40
#define BESIDE                                                                                     \
	(VIEW_FRONT | VIEW_ARTICLES | VIEW_SEARCH) /* lists that have the feeds beside them */

bool
panes_wanted(const struct app *app)
{
	int64_t from = conf_int(app->o->conf, CONF_PANES);

	/* Who hears the lines read out wants one after the other. */
	return from > 0 && app->canvas.cols >= from && !app->text_only && !app->o->accessible;
}

/* The feeds that are open below, or a page of them that waits. */
static struct page *
feeds_aside(struct app *app)
{
	for (struct page *p = app->top; p != NULL; p = p->below)
		if (p->view == &view_feeds)
			return p;
	if (app->aside == NULL)
		app->aside = page_make(&view_feeds, 0, STR_NONE);
	return app->aside;
}

bool
panes_find(struct app *app, struct panes *out)
{
	struct page *top = app->top;

	*out = (struct panes){ NULL, NULL };
	if (top == NULL || !panes_wanted(app))
		return false;
	if ((top->view->bit & BESIDE) != 0) {
		out->left = feeds_aside(app);
		out->right = top;
	} else if (top->view == &view_feeds && top->below != NULL &&
	           (top->below->view->bit & BESIDE) != 0) {
		out->left = top;
		out->right = top->below;
	}
	return out->left != NULL;
}

/* ---- drawing ---- */
/* What has no keys does not look as if it had. */
static void
calm(struct canvas *c, struct area a)
{
	for (int row = a.row; row < a.row + a.rows; row++)
		for (int col = a.col; col < a.col + a.cols; col++) {
			struct canvas_cell *cell = &c->cells[row * c->cols + col];
			if (cell->look.role == ROLE_SELECTED)
				cell->look = (struct look){ .role = ROLE_TEXT, .attrs = ATTR_BOLD };
			else if (col == a.col) /* the pointer */
				cell->look = LOOK(ROLE_DIM);
		}
	c->cursor_shown = false;
}

void
panes_draw(struct app *app, struct area a)
{
	int cells = a.cols / 4;
	struct panes p;
	struct area left = a, right = a;

	if (!panes_find(app, &p)) {
		page_draw(app, app->top, a);
		return;
	}
	cells = cells < FEEDS_CELLS_MIN   ? FEEDS_CELLS_MIN
	        : cells > FEEDS_CELLS_MAX ? FEEDS_CELLS_MAX
	                                  : cells;
	left.cols = cells;
	right.col = a.col + cells + 1;
	right.cols = a.cols - cells - 1;
	if (p.left == app->top) {
		page_draw(app, p.right, right);
		calm(&app->canvas, right);
		page_draw(app, p.left, left);
	} else {
		feeds_point_at(app, p.left, p.right);
		page_draw(app, p.left, left);
		calm(&app->canvas, left);
		page_draw(app, p.right, right);
	}
	canvas_vline(&app->canvas, a.row, a.col + cells, a.rows, LOOK(ROLE_LINE));
}

/* ---- from one to the other ---- */
/* The feeds come to the top of the stack, wherever they were, or go aside again. */
bool
panes_switch(struct app *app)
{
	struct page **at = &app->top;
	struct panes p;

	if (!panes_find(app, &p))
		return false;
	if (p.left == app->top) {
		app->top = p.right;
		if (app->aside != NULL)
			page_free(app->aside);
		app->aside = p.left;
		p.left->below = NULL;
		return true;
	}
	while (*at != NULL && *at != p.left)
		at = &(*at)->below;
	if (*at != NULL)
		*at = p.left->below;
	else
		app->aside = NULL;
	if (app->top->view->leave != NULL)
		app->top->view->leave(app, app->top);
	p.left->below = app->top;
	app->top = p.left;
	return true;
}

bool
panes_press(struct app *app, int row, int col)
{
	struct panes p;
	struct page *other;

	if (!panes_find(app, &p))
		return false;
	other = p.left == app->top ? p.right : p.left;
	if (row < other->area.row || row >= other->area.row + other->area.rows ||
	        col < other->area.col || col >= other->area.col + other->area.cols)
		return false;
	panes_switch(app);
	list_go(&other->list, other->list.top + (size_t)(row - other->area.row));
	return true;
}
