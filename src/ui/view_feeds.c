/* SPDX-License-Identifier: ISC */
/*
 * view_feeds.c - the feeds as a tree: folders, their feeds and queries, then tags; with counts of
 * what is unread. Enter on a folder folds it.
 */
#include <string.h>

#include "feeds.h"
#include "items.h"

#define FOLDED_MAX 256

enum row_kind { ROW_ALL, ROW_STARRED, ROW_FOLDER, ROW_FEED, ROW_TAG, ROW_HIDDEN };
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
	int64_t starred;
	bool hidden_open;
	struct row at; /* the row under the cursor before loading; name in page->keep */
	int64_t at_feed;
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
	add_row(f, a,
	        (struct row){ .kind = ROW_STARRED, .name = STR("Starred"), .total = f->starred });
}

/* What "!" hides, behind all others and folded at first. */
static void
add_hidden(struct feeds *f, struct arena *a)
{
	struct row row = { .kind = ROW_HIDDEN, .name = STR("Hidden feeds") };
	size_t count = 0;

	for (size_t i = 0; i < f->count; i++)
		if (f->list[i].hidden) {
			row.unread += f->list[i].unread;
			row.total += f->list[i].total;
			count++;
		}
	if (count > 0)
		add_row(f, a, row);
	for (size_t i = 0; i < f->count && f->hidden_open; i++)
		if (f->list[i].hidden)
			add_row(f, a,
			        (struct row){ ROW_FEED, i, STR_NONE, f->list[i].unread,
			                f->list[i].total, true });
}

static bool
is_same(const struct feeds *f, const struct row *r)
{
	if (r->kind != f->at.kind)
		return false;
	return r->kind == ROW_FEED ? f->list[r->feed].id == f->at_feed
	                           : str_eq(r->name, f->at.name);
}

/* The cursor stays on the row it was on, wherever that is now. */
static void
remember(struct page *p)
{
	struct feeds *f = p->state;

	f->at_feed = -1;
	if (p->list.cursor >= f->rows_count)
		return;
	f->at = f->rows[p->list.cursor];
	if (f->at.kind == ROW_FEED)
		f->at_feed = f->list[f->at.feed].id;
	else
		f->at.name = arena_str(p->keep, f->at.name);
}

static void
find_again(struct page *p)
{
	struct feeds *f = p->state;

	for (size_t i = 0; i < f->rows_count; i++)
		if (is_same(f, &f->rows[i])) {
			p->list.cursor = i;
			return;
		}
}

static void
add_tree(struct feeds *f, struct arena *a)
{
	for (size_t i = 0; i < f->count; i++) {
		const struct store_feed *feed = &f->list[i];
		if (feed->hidden)
			continue;
		if (feed->folder.len > 0 && !has_row(f, ROW_FOLDER, feed->folder))
			add_folder(f, a, feed->folder);
		else if (feed->folder.len == 0)
			add_row(f, a,
			        (struct row){
			                ROW_FEED, i, STR_NONE, feed->unread, feed->total, false });
	}
	for (size_t i = 0; i < f->count; i++)
		for (size_t k = 0; k < f->list[i].tags_count; k++)
			if (!str_starts(f->list[i].tags[k], STR(FEED_FOLDER_TAG)))
				add_tag(f, a, f->list[i].tags[k]);
	add_hidden(f, a);
}

static bool
load(struct app *app, struct page *p, struct err *e)
{
	struct feeds *f = p->state;
	struct store_query starred = { .starred_only = true };
	struct store_feed *list;
	size_t count;

	if (!store_feeds(app->o->store, p->arena, &list, &count, e) ||
	        !store_count(app->o->store, &starred, &f->starred, e))
		return false;
	f->list = list;
	f->count = count;
	f->rows = NULL;
	f->rows_count = f->rows_cap = 0;
	if (f->count > 0) {
		add_sums(f, p->arena);
		add_tree(f, p->arena);
	}
	p->list.count = f->rows_count;
	find_again(p);
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

static struct str
count_of(const struct row *r, struct arena *a)
{
	if (r->kind == ROW_STARRED)
		return arena_printf(a, "%lld", (long long)r->total);
	return arena_printf(a, "%lld/%lld", (long long)r->unread, (long long)r->total);
}

/* The mark before a name; gives the cells it takes. */
static int
draw_mark(const struct feeds *f, struct canvas *c, int row, int col, const struct row *r)
{
	size_t at;
	bool folded = r->kind == ROW_HIDDEN ? !f->hidden_open : is_folded(f, r->name, &at);

	if (r->kind == ROW_FOLDER || r->kind == ROW_HIDDEN) {
		canvas_put_glyph(c, row, col, folded ? GLYPH_FOLDED : GLYPH_OPEN, LOOK(ROLE_DIM));
		return 2;
	}
	if (r->kind == ROW_TAG)
		return canvas_put(c, row, col, 1, STR("#"), LOOK(ROLE_DIM));
	return 0;
}

static void
draw_row(struct app *app, struct page *p, struct canvas *c, struct area a, size_t index)
{
	struct feeds *f = p->state;
	const struct row *r = &f->rows[index];
	const struct store_feed *feed = r->kind == ROW_FEED ? &f->list[r->feed] : NULL;
	bool chosen = index == p->list.cursor, fails = feed != NULL && feed->error.len > 0;
	struct look look = LOOK(chosen ? ROLE_SELECTED : r->unread > 0 ? ROLE_UNREAD : ROLE_TEXT);
	int col = a.col + 2 + (r->inside ? 4 : 0), end = a.col + a.cols;
	struct str count = count_of(r, c->arena);

	if (chosen)
		canvas_put_glyph(c, a.row, a.col, GLYPH_POINTER, LOOK(ROLE_TEXT));
	if (fails)
		canvas_put(c, a.row, a.col + 1, 1, STR("!"), LOOK(ROLE_BAD));
	col += draw_mark(f, c, a.row, col, r);
	canvas_put_right(c, a.row, a.col, a.cols, count, LOOK(ROLE_DIM));
	end -= text_width(count) + 2;
	if (fails) {
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

	return arena_printf(
	        a, "Feeds (%zu) %s unread/all", f->count, canvas_glyph(&app->canvas, GLYPH_DOT).p);
}

static void
set_folded(struct page *p, struct str folder, bool folded)
{
	struct feeds *f = p->state;
	size_t at;

	if (is_folded(f, folder, &at))
		f->folded[at] = f->folded[--f->folded_count];
	if (folded && f->folded_count < FOLDED_MAX)
		f->folded[f->folded_count++] = arena_str(p->keep, folder);
	p->stale = true;
}

static void
fold_all(struct page *p, bool open)
{
	struct feeds *f = p->state;

	for (size_t i = 0; i < f->count; i++)
		if (f->list[i].folder.len > 0)
			set_folded(p, f->list[i].folder, !open);
	f->hidden_open = open;
	p->stale = true;
}

static bool
fold(struct app *app, struct page *p, enum fold how, bool all)
{
	struct feeds *f = p->state;
	const struct row *r = &f->rows[p->list.cursor];
	size_t at;

	(void)app;
	if (all) {
		fold_all(p, how == FOLD_OPEN);
		return true;
	}
	while (p->list.cursor < f->rows_count && r > f->rows && r->inside)
		r--;
	if (p->list.cursor >= f->rows_count || (r->kind != ROW_FOLDER && r->kind != ROW_HIDDEN))
		return false;
	p->list.cursor = (size_t)(r - f->rows);
	if (r->kind == ROW_HIDDEN) {
		f->hidden_open = how == FOLD_OPEN || (how == FOLD_TURN && !f->hidden_open);
		p->stale = true;
	} else {
		set_folded(p, r->name,
		        how == FOLD_CLOSE || (how == FOLD_TURN && !is_folded(f, r->name, &at)));
	}
	return true;
}

/* Beside a list the articles of a feed take its place; else they stand above the feeds. */
static void
open_articles(struct app *app, struct page *feeds, int64_t feed, struct str text)
{
	struct page *below = feeds->below;

	if (page_open(app, &view_articles, feed, text) == NULL)
		return;
	if (below == NULL || below->view != &view_articles || !panes_wanted(app))
		return;
	feeds->below = below->below;
	page_free(below);
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
	case ROW_ALL: open_articles(app, p, 0, STR("")); break;
	case ROW_STARRED: open_articles(app, p, 0, STR("starred")); break;
	case ROW_FOLDER:
	case ROW_HIDDEN: fold(app, p, FOLD_TURN, false); break;
	case ROW_FEED: open_articles(app, p, f->list[r->feed].id, STR_NONE); break;
	case ROW_TAG:
		open_articles(
		        app, p, 0, arena_printf(app->scratch, "tag:" STR_FMT, STR_ARG(r->name)));
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

static struct str
row_text(struct page *p, size_t row)
{
	const struct feeds *f = p->state;

	return row < f->rows_count ? name_of(f, &f->rows[row]) : STR_NONE;
}

void
feeds_point_at(struct app *app, struct page *p, const struct page *articles)
{
	struct feeds *f = p->state;

	if (articles->view != &view_articles || articles->id == 0)
		return;
	if (p->stale)
		page_load(app, p);
	for (size_t i = 0; i < f->rows_count; i++)
		if (f->rows[i].kind == ROW_FEED && f->list[f->rows[i].feed].id == articles->id)
			list_go(&p->list, i);
}

/* ---- what is chosen ---- */
static bool
is_member(const struct store_feed *feed, const struct row *r)
{
	return r->kind == ROW_FOLDER ? str_eq(feed->folder, r->name) && !feed->hidden
	                             : has_tag(feed, r->name);
}

/* The row before or behind r at its level; NULL: none. */
static const struct row *
neighbour(const struct feeds *f, const struct row *r, int step)
{
	const struct row *at = r + step;

	for (; at >= f->rows && at < f->rows + f->rows_count; at += step) {
		if (at->kind != ROW_FEED && at->kind != ROW_FOLDER)
			return NULL;
		if (at->inside == r->inside)
			return at;
		if (!at->inside && r->inside)
			return NULL;
	}
	return NULL;
}

bool
feeds_place(struct page *p, struct arena *a, int step, struct feeds_place *out)
{
	static const enum place_kind kinds[] = { [ROW_FOLDER] = PLACE_FOLDER,
		[ROW_FEED] = PLACE_FEED,
		[ROW_TAG] = PLACE_TAG,
		[ROW_HIDDEN] = PLACE_NONE };
	struct feeds *f = p->state;
	const struct row *r;

	*out = (struct feeds_place){ PLACE_NONE };
	if (p->view != &view_feeds || p->list.cursor >= f->rows_count)
		return false;
	r = &f->rows[p->list.cursor];
	if (step != 0 && (r = neighbour(f, r, step)) == NULL)
		return false;
	out->kind = kinds[r->kind];
	out->name = name_of(f, r);
	if (out->kind == PLACE_NONE)
		return false;
	out->urls = arena_array(a, f->count, sizeof(*out->urls));
	for (size_t i = 0; i < f->count; i++)
		if (r->kind == ROW_FEED ? i == r->feed : is_member(&f->list[i], r)) {
			out->urls[out->urls_count++] = f->list[i].url;
			out->behind = i + 1 < f->count ? f->list[i + 1].url : STR_NONE;
		}
	return true;
}

const struct view view_feeds = {
	.name = "feeds",
	.bit = VIEW_FEEDS,
	.state_size = sizeof(struct feeds),
	.remember = remember,
	.load = load,
	.draw = draw,
	.title = title,
	.hints = "open reload reload-all add feed:change read-feed help",
	.open = open_row,
	.fold = fold,
	.select = select_row,
	.row_text = row_text,
};
