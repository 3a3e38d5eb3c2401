/* SPDX-License-Identifier: ISC */
/*
 * view_feeds.c - the feeds as a tree: folders, their feeds and queries, then tags; with counts of
 * what is unread. Enter on a folder folds it.
 */
#include <string.h>

#include "app.h"

#define FOLDED_MAX 256

enum row_kind { ROW_ALL, ROW_STARRED, ROW_FOLDER, ROW_FEED, ROW_TAG };
struct row {
	enum row_kind kind;
	size_t feed;     /* index, ROW_FEED */
	struct str name; /* of a folder or tag */
	int64_t unread, total;
	bool inside; /* a folder */
};
struct feeds {
	struct store_feed *list;
	size_t count;
	struct row *rows;
	size_t rows_count, rows_cap;
	struct str folded[FOLDED_MAX]; /* names of folders, in page->keep */
	size_t folded_count;
};

static bool
is_folded(const struct feeds *f, struct str folder, size_t *at)
{
	for (size_t i = 0; i < f->folded_count; i++)
		if (str_eq(f->folded[i], folder)) {
			*at = i;
			return true;
		}
	return false;
}

static void
add_row(struct feeds *f, struct arena *a, struct row row)
{
	f->rows = arena_grow(a, f->rows, f->rows_count, &f->rows_cap, sizeof(*f->rows));
	f->rows[f->rows_count++] = row;
}

static bool
has_row(const struct feeds *f, enum row_kind kind, struct str name)
{
	for (size_t i = 0; i < f->rows_count; i++)
		if (f->rows[i].kind == kind && str_eq(f->rows[i].name, name))
			return true;
	return false;
}

static bool
has_tag(const struct store_feed *feed, struct str tag)
{
	for (size_t i = 0; i < feed->tags_count; i++)
		if (str_eq(feed->tags[i], tag))
			return true;
	return false;
}

/* A folder's row with the sums of its feeds, then (unless folded) their rows. */
static void
add_folder(struct feeds *f, struct arena *a, struct str folder)
{
	struct row row = { .kind = ROW_FOLDER, .name = folder };
	size_t at;

	for (size_t i = 0; i < f->count; i++)
		if (str_eq(f->list[i].folder, folder)) {
			row.unread += f->list[i].unread;
			row.total += f->list[i].total;
		}
	add_row(f, a, row);
	for (size_t i = 0; i < f->count && !is_folded(f, folder, &at); i++)
		if (str_eq(f->list[i].folder, folder) && !f->list[i].hidden)
			add_row(f, a,
			        (struct row){ ROW_FEED, i, STR_NONE, f->list[i].unread,
			                f->list[i].total, true });
}

static void
add_tag(struct feeds *f, struct arena *a, struct str tag)
{
	struct row row = { .kind = ROW_TAG, .name = tag };

	if (has_row(f, ROW_TAG, tag))
		return;
	for (size_t i = 0; i < f->count; i++)
		if (has_tag(&f->list[i], tag)) {
			row.unread += f->list[i].unread;
			row.total += f->list[i].total;
		}
	add_row(f, a, row);
}

static void
add_sums(struct feeds *f, struct arena *a)
{
	struct row all = { .kind = ROW_ALL, .name = STR("All articles") };

	for (size_t i = 0; i < f->count; i++)
		if (f->list[i].query.len == 0) {
			all.unread += f->list[i].unread;
			all.total += f->list[i].total;
		}
	add_row(f, a, all);
	add_row(f, a, (struct row){ .kind = ROW_STARRED, .name = STR("Starred") });
}

static bool
load(struct app *app, struct page *p, struct err *e)
{
	struct feeds *f = p->state;

	f->rows = NULL;
	f->rows_count = f->rows_cap = 0;
	if (!store_feeds(app->o->store, p->arena, &f->list, &f->count, e))
		return false;
	if (f->count > 0)
		add_sums(f, p->arena);
	for (size_t i = 0; i < f->count; i++) {
		const struct store_feed *feed = &f->list[i];
		if (feed->folder.len > 0 && !has_row(f, ROW_FOLDER, feed->folder))
			add_folder(f, p->arena, feed->folder);
		else if (feed->folder.len == 0 && !feed->hidden)
			add_row(f, p->arena,
			        (struct row){
			                ROW_FEED, i, STR_NONE, feed->unread, feed->total, false });
	}
	for (size_t i = 0; i < f->count; i++)
		for (size_t k = 0; k < f->list[i].tags_count; k++)
			add_tag(f, p->arena, f->list[i].tags[k]);
	p->list.count = f->rows_count;
	return true;
}

static struct str
name_of(const struct feeds *f, const struct row *r)
{
	const struct store_feed *feed = &f->list[r->feed];

	if (r->kind != ROW_FEED)
		return r->name;
	return feed->title.len > 0 ? feed->title : feed->url;
}

static void
draw_row(struct app *app, struct page *p, struct canvas *c, struct area a, size_t index)
{
	struct feeds *f = p->state;
	const struct row *r = &f->rows[index];
	const struct store_feed *feed = r->kind == ROW_FEED ? &f->list[r->feed] : NULL;
	bool chosen = index == p->list.cursor;
	struct look look = LOOK(chosen ? ROLE_SELECTED : r->unread > 0 ? ROLE_UNREAD : ROLE_TEXT);
	int col = a.col + 2 + (r->inside ? 2 : 0), end = a.col + a.cols;
	struct str count = r->kind == ROW_STARRED
	                           ? STR("")
	                           : arena_printf(c->arena, "%lld/%lld", (long long)r->unread,
	                                     (long long)r->total);
	size_t at;

	if (chosen)
		canvas_put_glyph(c, a.row, a.col, GLYPH_POINTER, LOOK(ROLE_TEXT));
	if (r->kind == ROW_FOLDER)
		canvas_put_glyph(c, a.row, col,
		        is_folded(f, r->name, &at) ? GLYPH_FOLDED : GLYPH_OPEN, LOOK(ROLE_DIM));
	if (r->kind == ROW_TAG)
		canvas_put(c, a.row, col, 1, STR("#"), LOOK(ROLE_DIM));
	col += r->kind == ROW_FOLDER ? 2 : r->kind == ROW_TAG ? 1 : 0;
	canvas_put_right(c, a.row, a.col, a.cols, count, LOOK(ROLE_DIM));
	end -= text_width(count) + 2;
	if (feed != NULL && feed->error.len > 0) {
		int width = text_width(name_of(f, r));
		if (col + width + 10 < end)
			canvas_put_cut(c, a.row, col + width + 2, end - col - width - 2,
			        feed->error, LOOK(ROLE_BAD));
	}
	canvas_put_cut(c, a.row, col, end - col, name_of(f, r), look);
	if (chosen)
		canvas_cursor(c, a.row, col, app->o->accessible);
}

static void
draw(struct app *app, struct page *p, struct canvas *c, struct area a)
{
	struct feeds *f = p->state;

	list_show(&p->list, (size_t)a.rows);
	if (f->rows_count == 0)
		canvas_put_cut(c, a.row + 1, a.col + 1, a.cols - 1,
		        STR("No feeds yet. a adds a site or feed, I imports a list."),
		        LOOK(ROLE_TEXT));
	for (int row = 0; row < a.rows && p->list.top + (size_t)row < f->rows_count; row++)
		draw_row(app, p, c, (struct area){ a.row + row, a.col, 1, a.cols },
		        p->list.top + (size_t)row);
}

static struct str
title(struct app *app, struct page *p, struct arena *a)
{
	struct feeds *f = p->state;

	(void)app;
	return arena_printf(a, "Feeds (%zu)", f->count);
}

static void
fold(struct app *app, struct page *p, struct str folder)
{
	struct feeds *f = p->state;
	size_t at;

	(void)app;
	if (is_folded(f, folder, &at))
		f->folded[at] = f->folded[--f->folded_count];
	else if (f->folded_count < FOLDED_MAX)
		f->folded[f->folded_count++] = arena_str(p->keep, folder);
	p->stale = true;
}

static void
open_row(struct app *app, struct page *p)
{
	struct feeds *f = p->state;
	const struct row *r;

	if (p->list.cursor >= f->rows_count)
		return;
	r = &f->rows[p->list.cursor];
	switch (r->kind) {
	case ROW_ALL: page_open(app, &view_articles, 0, STR("")); break;
	case ROW_STARRED: page_open(app, &view_articles, 0, STR("starred")); break;
	case ROW_FOLDER: fold(app, p, r->name); break;
	case ROW_FEED: page_open(app, &view_articles, f->list[r->feed].id, STR_NONE); break;
	case ROW_TAG:
		page_open(app, &view_articles, 0,
		        arena_printf(app->scratch, "tag:" STR_FMT, STR_ARG(r->name)));
		break;
	}
}

static bool
select_row(struct app *app, struct page *p, struct selection *out)
{
	struct feeds *f = p->state;
	const struct row *r;

	(void)app;
	if (p->list.cursor >= f->rows_count)
		return false;
	r = &f->rows[p->list.cursor];
	if (r->kind != ROW_FEED)
		return false;
	out->feed = f->list[r->feed].id;
	out->url = f->list[r->feed].site_url.len > 0 ? f->list[r->feed].site_url
	                                             : f->list[r->feed].url;
	out->title = out->feed_title = name_of(f, r);
	return true;
}

const struct view view_feeds = {
	.name = "feeds",
	.bit = VIEW_FEEDS,
	.state_size = sizeof(struct feeds),
	.load = load,
	.draw = draw,
	.title = title,
	.hints = "open reload reload-all add read-feed help",
	.open = open_row,
	.select = select_row,
};
