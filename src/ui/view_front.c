/* SPDX-License-Identifier: ISC */
/*
 * view_front.c - the front page: everything unread, newest first, a story folded into one row.
 * Without feeds it greets the user and says how to begin.
 */
#include "items.h"

#include <stdlib.h>
#include <string.h>

struct front {
	struct items items;
	size_t feeds; /* subscriptions */
	bool by_size, by_followed;
};

/* ---- what comes first ---- */
static int64_t
rank_of(const struct front *f, const struct store_item *i)
{
	if (f->by_size)
		return i->story_size;
	for (size_t k = 0; f->by_followed && k < f->items.followed_count; k++)
		if (f->items.followed[k] == i->story)
			return 1;
	return 0;
}

struct ranked {
	struct store_item item;
	int64_t rank;
};

static int
compare(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank > y->rank ? -1 : 1;
	if (x->item.date != y->item.date)
		return x->item.date > y->item.date ? -1 : 1;
	return x->item.id > y->item.id ? -1 : x->item.id < y->item.id;
}

static bool
has_story(const struct store_item *rows, size_t count, int64_t story)
{
	for (size_t i = 0; i < count; i++)
		if (rows[i].story == story)
			return true;
	return false;
}

/* A followed story stays on the page when it is read, by its newest article. */
static size_t
add_followed(struct app *app, struct page *p, struct ranked *out, size_t count,
        const struct store_item *rows)
{
	struct front *f = p->state;
	size_t added = 0, found;

	for (size_t i = 0; i < f->items.followed_count; i++) {
		struct store_query q = { .story = f->items.followed[i], .limit = 1 };
		struct store_item *item;
		struct err ignored;
		if (has_story(rows, count, q.story) ||
		        !store_list(app->o->store, p->arena, &q, &item, &found, &ignored) ||
		        found == 0)
			continue;
		f->items.pinned[f->items.pinned_count++] = q.story;
		out[added++].item = item[0];
	}
	return added;
}

/* The first rows in the order that is set; the others come by time behind them. */
static bool
arrange(struct app *app, struct page *p, struct store_item **rows, size_t *count, struct err *e)
{
	struct front *f = p->state;
	struct ranked *all =
	        arena_array(p->arena, *count + f->items.followed_count + 1, sizeof(*all));

	(void)e;
	if (f->items.followed_count == 0 && !f->by_size)
		return true;
	f->items.pinned =
	        arena_array(p->arena, f->items.followed_count + 1, sizeof(*f->items.pinned));
	for (size_t i = 0; i < *count; i++)
		all[i].item = (*rows)[i];
	if (f->items.filter.len == 0)
		*count += add_followed(app, p, all + *count, *count, *rows);
	for (size_t i = 0; i < *count; i++)
		all[i].rank = rank_of(f, &all[i].item);
	qsort(all, *count, sizeof(*all), compare);
	*rows = arena_array(p->arena, *count + 1, sizeof(**rows));
	for (size_t i = 0; i < *count; i++)
		(*rows)[i] = all[i].item;
	return true;
}

static bool
has_hidden(const struct store_feed *feeds, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (feeds[i].hidden)
			return true;
	return false;
}

static bool
load(struct app *app, struct page *p, struct err *e)
{
	struct front *f = p->state;
	const char *order = conf_str(app->o->conf, CONF_FRONT_ORDER);
	struct store_feed *feeds;

	if (!store_feeds(app->o->store, p->arena, &feeds, &f->feeds, e) ||
	        !store_stories_followed(
	                app->o->store, p->arena, &f->items.followed, &f->items.followed_count, e))
		return false;
	f->by_size = strcmp(order, "size") == 0;
	f->by_followed = strcmp(order, "followed") == 0;
	f->items.query.fold_stories = true;
	f->items.query.visible_only = has_hidden(feeds, f->feeds);
	f->items.arrange = arrange;
	f->items.first_rows = f->by_size || f->by_followed ? STORE_LIST_MAX : 0;
	return items_load(app, p, e);
}

/* ---- drawing ---- */
/* A line with an action's key before it, or words alone. */
struct line {
	const char *action, *text;
};
static const struct line greeting[] = {
	{ NULL, "Welcome to dateline." },
	{ NULL, "" },
	{ NULL, "There are no feeds yet. Begin with one of these:" },
	{ NULL, "" },
	{ "add", "add a site or feed by its address" },
	{ "import", "import a list: OPML, or newsboat's urls" },
	{ "demo", "look at a small made-up edition first" },
	{ NULL, "" },
	{ "help", "all keys" },
	{ "back", "quit" },
};
static const struct line nothing_unread[] = {
	{ NULL, "Nothing unread." },
	{ NULL, "" },
	{ "reload-all", "ask all feeds for news" },
	{ "show-read", "show what was read" },
	{ "feeds", "list the feeds" },
	{ "stories", "list the stories" },
	{ "search", "search everything" },
};

static void
draw_lines(struct app *app, struct canvas *c, struct area a, const struct line *lines, size_t count)
{
	int col = a.col + (a.cols >= 60 ? 4 : 1);

	for (size_t i = 0; i < count && (int)i + 1 < a.rows; i++) {
		int row = a.row + 1 + (int)i, at = col;
		const struct action *action =
		        lines[i].action != NULL ? action_find(str_of(lines[i].action)) : NULL;
		if (action != NULL) {
			canvas_put(c, row, col + 2, 5,
			        keymap_keys_of(&app->keymap, c->arena, action, VIEW_FRONT, false),
			        LOOK(ROLE_KEY));
			at += 6;
		}
		canvas_put_cut(c, row, at, a.col + a.cols - at, str_of(lines[i].text),
		        LOOK(i == 0 ? ROLE_TITLE : ROLE_TEXT));
	}
}

static void
draw(struct app *app, struct page *p, struct canvas *c, struct area a)
{
	struct front *f = p->state;

	if (f->items.count > 0)
		items_draw(app, p, c, a);
	else if (f->items.filter.len > 0)
		canvas_put_cut(c, a.row + 1, a.col + 1, a.cols - 1,
		        STR("Nothing fits the filter. F and Enter show everything again."),
		        LOOK(ROLE_TEXT));
	else if (f->feeds == 0)
		draw_lines(app, c, a, greeting, COUNT(greeting));
	else
		draw_lines(app, c, a, nothing_unread, COUNT(nothing_unread));
}

static struct str
title(struct app *app, struct page *p, struct arena *a)
{
	struct front *f = p->state;
	const char *dot = canvas_glyph(&app->canvas, GLYPH_DOT).p;

	if (f->items.filter.len > 0)
		return arena_printf(a, "dateline %s " STR_FMT " %s %lld unread", dot,
		        STR_ARG(f->items.filter), dot, (long long)f->items.unread);
	if (f->items.count == 0 && f->feeds == 0)
		return STR("dateline");
	return arena_printf(a, "dateline %s %lld unread", dot, (long long)f->items.unread);
}

const struct view view_front = {
	.name = "front page",
	.bit = VIEW_FRONT,
	.state_size = sizeof(struct front),
	.load = load,
	.draw = draw,
	.title = title,
	.hints = "open fold next-unread:unread feeds search reload-all:reload help",
	.empty_hints = "reload-all:reload add feeds show-read:read back:quit help",
	.open = items_open,
	.move = items_move,
	.place = items_place,
	.fold = items_fold,
	.select = items_select,
	.row_text = items_row_text,
};
