/* SPDX-License-Identifier: ISC */
/*
 * view_links.c - the links, enclosures and embedded films of the article below, the links
 * numbered as in its text.
 */
#include "reader.h"

struct link_row {
	struct str text, url;
};
struct links {
	struct link_row *list;
	size_t count, cap;
};

static void
add(struct links *l, struct arena *a, struct str text, struct str url)
{
	l->list = arena_grow(a, l->list, l->count, &l->cap, sizeof(*l->list));
	l->list[l->count++] = (struct link_row){ text, url };
}

static bool
load(struct app *app, struct page *p, struct err *e)
{
	struct links *l = p->state;
	struct reader *r = page_reader(p->below);

	(void)app;
	l->list = NULL;
	l->count = l->cap = 0;
	if (r == NULL)
		return err_set(e, ERR_FAIL, "no article is open");
	/* The reader below may load again: copies. */
	for (size_t i = 0; i < r->article.links_count; i++)
		add(l, p->arena,
		        arena_str(p->arena, str_sub(r->article.text, r->article.links[i].start,
		                                    r->article.links[i].end)),
		        arena_str(p->arena, r->article.links[i].url));
	for (size_t i = 0; i < r->stored.enclosures_count; i++)
		add(l, p->arena, STR("enclosure"),
		        arena_str(p->arena, r->stored.enclosures[i].url));
	for (size_t i = 0; i < r->article.blocks_count; i++) {
		const struct block *b = &r->article.blocks[i];

		if (b->kind == BLOCK_EMBED && b->url.len > 0)
			add(l, p->arena,
			        arena_str(p->arena, str_sub(r->article.text, b->start, b->end)),
			        arena_str(p->arena, b->url));
	}
	if (l->count == 0)
		return err_set(e, ERR_FAIL, "there are no links in this article");
	p->list.count = l->count;
	return true;
}

static void
draw(struct app *app, struct page *p, struct canvas *c, struct area a)
{
	struct links *l = p->state;

	list_show(&p->list, (size_t)a.rows);
	for (int row = 0; row < a.rows && p->list.top + (size_t)row < l->count; row++) {
		size_t i = p->list.top + (size_t)row;
		bool chosen = i == p->list.cursor;
		int col = a.col + 8, half = (a.cols - 8) / 2;
		struct look look = LOOK(chosen ? ROLE_SELECTED : ROLE_LINK);
		look.link = canvas_link(c, l->list[i].url);
		if (chosen)
			canvas_put_glyph(c, a.row + row, a.col, GLYPH_POINTER, LOOK(ROLE_TEXT));
		canvas_printf(c, a.row + row, a.col + 2, LOOK(ROLE_DIM), "[%zu]", i + 1);
		col += canvas_put_cut(c, a.row + row, col, half, l->list[i].text, LOOK(ROLE_TEXT)) +
		       1;
		canvas_put_cut(c, a.row + row, col, a.col + a.cols - col, l->list[i].url, look);
		if (chosen)
			canvas_cursor(c, a.row + row, a.col + 2, app->o->accessible);
	}
}

static struct str
title(struct app *app, struct page *p, struct arena *a)
{
	(void)app;
	return arena_printf(a, "Links (%zu)", p->list.count);
}

static bool
select_link(struct app *app, struct page *p, struct selection *out)
{
	struct links *l = p->state;

	if (p->list.cursor >= l->count)
		return false;
	if (p->below != NULL && p->below->view->select != NULL)
		p->below->view->select(app, p->below, out);
	out->url = l->list[p->list.cursor].url;
	out->title = l->list[p->list.cursor].text;
	return true;
}

static void
open_link(struct app *app, struct page *p)
{
	struct call call = { 0 };

	(void)p;
	act_browser(app, &call);
}

const struct view view_links = {
	.name = "links",
	.bit = VIEW_LINKS,
	.state_size = sizeof(struct links),
	.load = load,
	.draw = draw,
	.title = title,
	.hints = "open browser copy add:subscribe back",
	.open = open_link,
	.select = select_link,
};
