/* SPDX-License-Identifier: ISC */
/*
 * view_log.c - what went wrong: the feeds that fail, why, and what to do about it, then the
 * messages of this session.  The keys of feeds act on the feed under the cursor.
 */
#include "feeds.h"
#include "items.h"
#include "textlines.h"

struct log_page {
	struct textlines lines; /* first: it is searched as such */
	struct store_feed *feeds;
	size_t *feed; /* of each line, from 1; 0: none */
	size_t feed_cap;
};

static void
add(struct page *p, size_t feed, struct str text, struct look look)
{
	struct log_page *l = p->state;

	l->feed = arena_grow(p->arena, l->feed, l->lines.count, &l->feed_cap, sizeof(*l->feed));
	l->feed[l->lines.count] = feed;
	textlines_add(&l->lines, p->arena, STR_NONE, text, look);
}

static void
add_feed(struct page *p, size_t number, const struct store_feed *f)
{
	struct arena *a = p->arena;

	add(p, number, f->title.len > 0 ? f->title : f->url, LOOK(ROLE_TITLE));
	add(p, number, f->error, LOOK(ROLE_BAD));
	add(p, number, str_of(feed_advice(f)), LOOK(ROLE_TEXT));
	if (f->fetched != STORE_NO_DATE && f->fetched > 0)
		add(p, number,
		        arena_printf(a, "Last well: " STR_FMT "%s" STR_FMT,
		                STR_ARG(date_long(a, f->fetched)),
		                f->next_fetch > f->fetched ? "; asked again after " : "",
		                STR_ARG(f->next_fetch > f->fetched ? date_long(a, f->next_fetch)
		                                                   : STR(""))),
		        LOOK(ROLE_DIM));
	add(p, 0, STR(""), LOOK(ROLE_TEXT));
}

static bool
add_feeds(struct app *app, struct page *p, struct err *e)
{
	struct log_page *l = p->state;
	size_t count, failing = 0;

	if (!store_feeds(app->o->store, p->arena, &l->feeds, &count, e))
		return false;
	for (size_t i = 0; i < count; i++)
		failing += l->feeds[i].error.len > 0;
	if (failing > 0)
		add(p, 0, arena_printf(p->arena, "FEEDS THAT FAIL: %zu OF %zu", failing, count),
		        LOOK(ROLE_HEADING));
	for (size_t i = 0; i < count; i++)
		if (l->feeds[i].error.len > 0)
			add_feed(p, i + 1, &l->feeds[i]);
	return true;
}

static void
add_notes(struct app *app, struct page *p)
{
	const struct notes *n = &app->notes;

	if (n->count > 0)
		add(p, 0, STR("THIS SESSION"), LOOK(ROLE_HEADING));
	for (size_t i = n->count; i-- > 0;) /* the last one first */
		add(p, 0, n->list[i].text,
		        LOOK(n->list[i].severity == NOTE_INFO ? ROLE_TEXT : ROLE_BAD));
	if (n->dropped > 0)
		add(p, 0, arena_printf(p->arena, "... and %zu more", n->dropped), LOOK(ROLE_DIM));
	if (app->o->paths != NULL && n->count > 0)
		add(p, 0, arena_printf(p->arena, "Kept in %s", app->o->paths->log_file),
		        LOOK(ROLE_DIM));
}

static bool
load(struct app *app, struct page *p, struct err *e)
{
	struct log_page *l = p->state;

	textlines_reset(&l->lines);
	l->feed = NULL;
	l->feed_cap = 0;
	if (!add_feeds(app, p, e))
		return false;
	add_notes(app, p);
	if (p->list.top == 0 && p->list.cursor == 0 && l->lines.count > 1)
		p->list.cursor = 1; /* below the heading */
	if (l->lines.count == 0)
		add(p, 0, STR("Nothing went wrong."), LOOK(ROLE_TEXT));
	p->list.count = l->lines.count;
	return true;
}

static void
draw(struct app *app, struct page *p, struct canvas *c, struct area a)
{
	struct log_page *l = p->state;
	int row;

	textlines_draw(&l->lines, p, c, a, 0);
	row = a.row + (int)(p->list.cursor - p->list.top);
	canvas_put_glyph(c, row, a.col, GLYPH_POINTER, LOOK(ROLE_TEXT));
	canvas_cursor(c, row, a.col + 1, app->o->accessible);
}

static struct str
title(struct app *app, struct page *p, struct arena *a)
{
	(void)app;
	(void)p;
	(void)a;
	return STR("Messages and errors");
}

static const struct store_feed *
chosen(struct page *p)
{
	const struct log_page *l = p->state;
	size_t line = textlines_line_of(&l->lines, p->list.cursor);

	return line < l->lines.count && l->feed[line] > 0 ? &l->feeds[l->feed[line] - 1] : NULL;
}

static bool
select_feed(struct app *app, struct page *p, struct selection *out)
{
	const struct store_feed *f = chosen(p);

	(void)app;
	if (f == NULL)
		return false;
	out->feed = f->id;
	out->url = f->site_url.len > 0 ? f->site_url : f->url;
	out->title = out->feed_title = f->title.len > 0 ? f->title : f->url;
	return true;
}

static void
open_feed(struct app *app, struct page *p)
{
	const struct store_feed *f = chosen(p);

	if (f != NULL)
		page_open(app, &view_feed, f->id, STR_NONE);
}

static bool
find(struct app *app, struct page *p, struct str words, int direction)
{
	return textlines_find(app, p, p->state, words, direction);
}

const struct view view_log = {
	.name = "log",
	.bit = VIEW_LOG,
	.state_size = sizeof(struct log_page),
	.load = load,
	.draw = draw,
	.title = title,
	.hints = "open:change reload:retry delete:unsubscribe browser back search help",
	.open = open_feed,
	.select = select_feed,
	.find = find,
};
