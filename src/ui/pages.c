/* SPDX-License-Identifier: ISC */
/*
 * pages.c - the stack of open pages.
 */
#include "items.h"

#include <stdlib.h>

struct page *
page_make(const struct view *v, int64_t id, struct str text)
{
	struct page *p = calloc(1, sizeof(*p));

	if (p == NULL)
		abort();
	p->view = v;
	p->arena = arena_create();
	p->wrap = arena_create();
	p->keep = arena_create();
	p->state = arena_alloc(p->keep, v->state_size + 1);
	p->id = id;
	p->text = arena_str(p->keep, text);
	p->list.scrolls = v->scrolls;
	p->stale = true;
	return p;
}

struct page *
page_open(struct app *app, const struct view *v, int64_t id, struct str text)
{
	struct page *p = page_make(v, id, text);

	if (app->top != NULL && app->top->view->leave != NULL)
		app->top->view->leave(app, app->top);
	p->below = app->top;
	app->top = p;
	app->search_active = false;
	if (!page_load(app, p) && p->below != NULL) {
		page_close(app);
		return NULL;
	}
	return p;
}

void
page_free(struct page *p)
{
	arena_destroy(p->arena);
	arena_destroy(p->wrap);
	arena_destroy(p->keep);
	free(p);
}

void
page_close(struct app *app)
{
	struct page *p = app->top;

	if (p == NULL)
		return;
	if (p->view->leave != NULL && !p->stale)
		p->view->leave(app, p);
	app->top = p->below;
	app->search_active = false;
	page_free(p);
	if (app->top == NULL)
		app->quit = true;
}

void
page_drop_below(struct app *app)
{
	struct page *p = app->top->below;

	if (p == NULL)
		return;
	app->top->below = p->below;
	page_free(p);
}

bool
page_load(struct app *app, struct page *p)
{
	struct err e = { ERR_NONE, "" };

	if (p->view != &view_reader)
		app_settle(app);
	if ((p->view->bit & VIEW_LISTS) != 0)
		items_remember(p);
	if (p->view->remember != NULL)
		p->view->remember(p);
	arena_reset(p->arena);
	p->list.count = 0;
	p->drawn = false;
	if (!p->view->load(app, p, &e)) {
		app_fail(app, &e);
		return false;
	}
	p->stale = false;
	return true;
}

void
page_draw(struct app *app, struct page *p, struct area a)
{
	if (p->stale)
		page_load(app, p);
	if (p->view->title != NULL && app->canvas.rows > 3) {
		title_draw(app, p, a);
		a.row++;
		a.rows--;
	}
	p->area = a;
	p->view->draw(app, p, &app->canvas, a);
	p->drawn = true;
}

struct page *
page_items(struct page *p)
{
	while (p != NULL && (p->view->bit & VIEW_LISTS) == 0)
		p = p->below;
	return p;
}

bool
app_selection(struct app *app, struct selection *out)
{
	*out = (struct selection){ 0 };
	return app->top != NULL && app->top->view->select != NULL &&
	       app->top->view->select(app, app->top, out);
}
