/* SPDX-License-Identifier: ISC */
/*
 * reader.c - an open article: loading it with its names and numbers, moving, the sidebar's keys,
 * search in the page.  page->id is the article.
 */
#include "reader.h"

#include <string.h>

struct reader *
page_reader(struct page *p)
{
	return p != NULL && p->view == &view_reader ? p->state : NULL;
}

static bool
parse(struct app *app, struct page *p, struct err *e)
{
	struct reader *r = p->state;
	struct article_options o = { .url = r->stored.item.url, .fragment = true };
	struct err ignored;

	(void)app;
	if (!article_parse(p->arena, r->stored.html, &o, &r->article, NULL, &ignored) &&
	        !article_from_text(p->arena, STR(""), &r->article, e))
		return false;
	return true;
}

/* Without waiting for the store: while it is written to, the queue is at work anyway. */
static bool
analyse(struct app *app, int64_t id, struct err *e)
{
	bool ok;

	store_set_patient(app->o->store, false);
	ok = store_analyse(app->o->store, app->o->model, id, clock_now_s(), e);
	store_set_patient(app->o->store, true);
	return ok || e->kind == ERR_BUSY;
}

/* An article that the queue has not come to yet is analysed on the spot. */
static bool
load_entities(struct app *app, struct page *p, struct err *e)
{
	struct reader *r = p->state;

	if (!r->stored.analysed && !analyse(app, p->id, e))
		return false;
	return store_entities(app->o->store, p->arena, p->id, &r->entities, e);
}

/* Lists show it at once; the store hears of it when the article is on the screen. */
static void
mark_read(struct app *app, struct page *p)
{
	struct reader *r = p->state;

	if (!r->stored.item.unread)
		return;
	late_add(app, (struct late_write){ LATE_READ, p->id, 0 });
	r->stored.item.unread = false;
	items_update(app, p->id, r->stored.item.story, false, r->stored.item.starred);
}

static bool
load(struct app *app, struct page *p, struct err *e)
{
	struct reader *r = p->state;
	uint32_t top = r->layout_width > 0 ? reader_top_byte(p) : 0;
	bool again = r->layout_width > 0;
	struct err entities_error;

	r->layout_width = 0;
	r->matches = NULL;
	r->matches_count = 0;
	memset(&r->entities, 0, sizeof(r->entities));
	if (!store_article(app->o->store, p->arena, p->id, &r->stored, e) || !parse(app, p, e))
		return false;
	late_position(app, p->id, &r->stored.position);
	if (!load_entities(app, p, &entities_error))
		app_fail(app, &entities_error);
	sidebar_make(&r->bar, p->arena, &r->entities);
	r->current = again ? top : r->stored.position;
	r->has_current = false;
	if (!again) {
		reader_note_seen(app, p);
		mark_read(app, p);
	} else {
		r->fresh_count = 0;
	}
	return true;
}

/* ---- places ---- */
uint32_t
reader_top_byte(struct page *p)
{
	struct reader *r = p->state;
	size_t line = p->list.top;

	if (line < r->head_count || r->layout.lines_count == 0)
		return 0;
	line -= r->head_count;
	if (line >= r->layout.lines_count)
		line = r->layout.lines_count - 1;
	while (r->layout.lines[line].blank && line + 1 < r->layout.lines_count)
		line++;
	return r->layout.lines[line].start;
}

void
reader_show_byte(struct page *p, uint32_t at)
{
	struct reader *r = p->state;
	size_t line = r->head_count + layout_line_at(&r->layout, at), shown = p->list.shown;

	if (line >= p->list.top && line < p->list.top + shown)
		return;
	list_go(&p->list, line > shown / 3 ? line - shown / 3 : 0);
}

static void
leave(struct app *app, struct page *p)
{
	struct reader *r = p->state;
	uint32_t top;

	if (r->layout_width == 0)
		return;
	top = reader_top_byte(p);
	if (top == r->stored.position)
		return;
	r->stored.position = top;
	late_add(app, (struct late_write){ LATE_POSITION, p->id, top });
}

void
reader_go(struct app *app, struct page *p, int64_t id)
{
	struct reader *r = p->state;
	bool over = r->bar_over;
	bool folded[SECTIONS];

	leave(app, p);
	memcpy(folded, r->bar.folded, sizeof(folded));
	memset(r, 0, sizeof(*r));
	memcpy(r->bar.folded, folded, sizeof(folded));
	r->bar_over = over;
	p->id = id;
	p->list.top = 0;
	app->search_active = false;
	page_load(app, p);
}

struct str
reader_link(struct page *p, int n)
{
	struct reader *r = page_reader(p);

	if (r == NULL || n < 1 || (size_t)n > r->article.links_count)
		return STR_NONE;
	return r->article.links[n - 1].url;
}

/* ---- the sidebar ---- */
static void
show_chosen(struct page *p)
{
	struct reader *r = p->state;
	uint32_t top = reader_top_byte(p);
	struct text_span span;

	r->has_current = false;
	if (chosen_find(&r->bar, top, 1, &span) || chosen_find(&r->bar, top, -1, &span))
		reader_show_byte(p, span.start);
}

bool
reader_focus_sidebar(struct app *app, struct page *p)
{
	struct reader *r = p->state;

	if (r->bar.count == 0) {
		app_say(app, "no names or numbers were found here");
		return false;
	}
	r->bar_focused = !r->bar_focused;
	if (r->bar_focused && r->bar.chosen.kind == BAR_HEADING) {
		r->bar.list.cursor = 0;
		sidebar_move(&r->bar, MOVE_LINE, 1);
		show_chosen(p);
	}
	return true;
}

bool
reader_step_mention(struct app *app, struct page *p, int direction)
{
	struct reader *r = p->state;
	struct text_span span;
	uint32_t from;

	if (r->bar.chosen.kind == BAR_HEADING) {
		if (r->bar.count == 0)
			return false;
		r->bar.list.cursor = 0;
		sidebar_move(&r->bar, MOVE_LINE, 1);
	}
	from = r->has_current ? r->current + (direction > 0) : reader_top_byte(p);
	if (!chosen_find(&r->bar, from, direction, &span) &&
	        !chosen_find(&r->bar, direction > 0 ? 0 : UINT32_MAX, direction, &span)) {
		app_say(app, "no mention");
		return false;
	}
	if (r->has_current && ((direction > 0) == (span.start < from)))
		app_say(app,
		        direction > 0 ? "round to the first mention" : "round to the last mention");
	r->current = span.start;
	r->has_current = true;
	reader_show_byte(p, span.start);
	return true;
}

/* ---- keys ---- */
static bool
move(struct app *app, struct page *p, enum move m, long n)
{
	struct reader *r = p->state;

	(void)app;
	if (r->bar_focused && r->bar_drawn) {
		bool moved = sidebar_move(&r->bar, m, n);
		show_chosen(p);
		return moved;
	}
	return list_move(&p->list, m, n);
}

static void
open_chosen(struct app *app, struct page *p)
{
	struct reader *r = p->state;
	const struct entity *e = sidebar_entity(&r->bar);

	if (!r->bar_focused)
		return;
	if (e != NULL)
		page_open(app, &view_name, 0, e->key);
	else if (r->bar.rows[r->bar.list.cursor].kind == BAR_HEADING && sidebar_fold(&r->bar))
		sidebar_make(&r->bar, p->arena, &r->entities);
	else
		reader_step_mention(app, p, 1);
}

static bool
select_article(struct app *app, struct page *p, struct selection *out)
{
	const struct reader *r = p->state;
	const struct store_item *i = &r->stored.item;

	(void)app;
	*out = (struct selection){ .article = p->id,
		.feed = i->feed,
		.story = i->story,
		.url = i->url,
		.title = i->title,
		.feed_title = i->feed_title,
		.unread = i->unread,
		.starred = i->starred };
	return true;
}

static bool
press(struct app *app, struct page *p, int row, int col)
{
	struct reader *r = p->state;
	struct area a = r->bar_area;

	if (!r->bar_drawn || row < a.row || row >= a.row + a.rows || col < a.col)
		return false;
	r->bar_focused = true;
	if (r->bar.list.cursor == r->bar.list.top + (size_t)(row - a.row) &&
	        r->bar.chosen.kind != BAR_HEADING)
		open_chosen(app, p);
	else
		sidebar_choose(&r->bar, r->bar.list.top + (size_t)(row - a.row));
	show_chosen(p);
	return true;
}

/* ---- search in the page ---- */
static void
find_matches(struct page *p, struct str words)
{
	struct reader *r = p->state;
	struct text_span m;
	size_t cap = 0, at = 0;

	r->matches = NULL;
	r->matches_count = 0;
	while (r->matches_count < 100000 && text_find_fold(r->article.text, words, at, &m)) {
		r->matches = arena_grow(
		        p->arena, r->matches, r->matches_count, &cap, sizeof(*r->matches));
		r->matches[r->matches_count++] = m;
		at = m.end;
	}
}

/* words empty: on with the last search. */
static bool
find(struct app *app, struct page *p, struct str words, int direction)
{
	struct reader *r = p->state;

	if (words.len > 0) {
		uint32_t top = reader_top_byte(p);
		find_matches(p, words);
		r->match = 0;
		while (r->match + 1 < r->matches_count && r->matches[r->match].start < top)
			r->match++;
	} else if (r->matches_count > 0) {
		r->match = (r->match + r->matches_count + (size_t)(direction > 0 ? 1 : -1)) %
		           r->matches_count;
	}
	if (r->matches_count == 0)
		return false;
	app_say(app, "match %zu of %zu", r->match + 1, r->matches_count);
	reader_show_byte(p, r->matches[r->match].start);
	return true;
}

static struct str
place(struct app *app, struct page *p, struct arena *a)
{
	struct reader *r = p->state;
	struct str chosen = r->bar_focused && r->bar_drawn
	                            ? sidebar_chosen_text(&r->bar, a, r->article.text)
	                            : STR("");

	(void)app;
	return arena_printf(a, "%d%%%s" STR_FMT, list_percent(&p->list), chosen.len > 0 ? "  " : "",
	        STR_ARG(chosen));
}

const struct view view_reader = {
	.name = "reader",
	.bit = VIEW_READER,
	.state_size = sizeof(struct reader),
	.scrolls = true,
	.load = load,
	.draw = reader_draw,
	.hints = "sidebar next-mention:mention next-unread:unread story links help",
	.open = open_chosen,
	.select = select_article,
	.move = move,
	.press = press,
	.find = find,
	.place = place,
	.later = reader_find_new,
	.leave = leave,
};
