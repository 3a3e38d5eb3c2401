/* SPDX-License-Identifier: ISC */
/*
 * act_list.c - actions on lists as a whole: their order, their filter, the feed next to the one
 * that is shown, a random unread article.
 */
#include <stdlib.h>
#include <string.h>

#include "feeds.h"
#include "reader.h"

/* ---- order and filter ---- */
static const struct {
	unsigned views;
	enum conf_id id;
} orders[] = { { VIEW_FRONT, CONF_FRONT_ORDER }, { VIEW_ARTICLES, CONF_ARTICLE_ORDER } };

static const struct {
	const char *value, *said;
} said_of[] = { { "time", "the newest first" }, { "size", "the largest stories first" },
	{ "followed", "the stories you follow first" }, { "newest", "the newest first" },
	{ "oldest", "the oldest first" }, { "title", "by title" }, { "feed", "by feed" } };

static void
set_order(struct app *app, enum conf_id id, struct str value)
{
	struct err e;

	if (!conf_set(app->o->conf, conf_table[id].name, arena_cstr(app->scratch, value), &e)) {
		app_fail(app, &e);
		return;
	}
	app->top->list.cursor = 0;
	((struct items *)app->top->state)->count = 0; /* to the top, not to the article */
	app_changed(app);
	for (size_t i = 0; i < COUNT(said_of); i++)
		if (str_eq(value, str_of(said_of[i].value)))
			app_say(app, "%s", said_of[i].said);
}

void
act_order(struct app *app, const struct call *call)
{
	(void)call;
	for (size_t i = 0; i < COUNT(orders); i++) {
		struct str now = str_of(conf_str(app->o->conf, orders[i].id));
		struct str next = STR_NONE;
		if ((orders[i].views & app->top->view->bit) == 0)
			continue;
		for (int round = 0; conf_value(orders[i].id, STR(""), round).p != NULL; round++)
			if (str_eq(conf_value(orders[i].id, STR(""), round), now))
				next = conf_value(orders[i].id, STR(""), round + 1);
		set_order(app, orders[i].id,
		        next.p != NULL ? next : conf_value(orders[i].id, STR(""), 0));
		return;
	}
}

void
act_clear_filter(struct app *app, const struct call *call)
{
	struct items *it = app->top->state;

	(void)call;
	if (it->filter.len == 0) {
		app_say(app, "there is no filter");
		return;
	}
	it->filter = STR("");
	app->top->stale = true;
}

/* ---- from feed to feed ---- */
/* The next feed of the list in a direction, around its end; 0: none. */
static int64_t
other_feed(struct app *app, int64_t from, int direction, bool unread_only)
{
	struct store_feed *feeds;
	size_t count, at = 0;
	struct err e;

	if (!store_feeds(app->o->store, app->scratch, &feeds, &count, &e)) {
		app_fail(app, &e);
		return 0;
	}
	while (at < count && feeds[at].id != from)
		at++;
	for (size_t i = 1; i < count; i++) {
		const struct store_feed *f =
		        &feeds[(at + count + (direction > 0 ? i : count - i)) % count];
		if (!f->hidden && (!unread_only || f->unread > 0))
			return f->id;
	}
	return 0;
}

static void
go_feed(struct app *app, int direction, bool unread_only)
{
	int64_t feed =
	        app->top->id == 0 ? 0 : other_feed(app, app->top->id, direction, unread_only);

	if (feed == 0) {
		app_say(app, unread_only ? "no other feed has unread articles"
		                         : "there is no other feed");
		return;
	}
	page_open(app, &view_articles, feed, STR_NONE);
	page_drop_below(app);
}

void
act_next_feed(struct app *app, const struct call *call)
{
	(void)call;
	go_feed(app, 1, false);
}

void
act_previous_feed(struct app *app, const struct call *call)
{
	(void)call;
	go_feed(app, -1, false);
}

void
act_next_unread_feed(struct app *app, const struct call *call)
{
	(void)call;
	go_feed(app, 1, true);
}

void
act_previous_unread_feed(struct app *app, const struct call *call)
{
	(void)call;
	go_feed(app, -1, true);
}

/* ---- others ---- */
/* Any of the unread rows that are loaded, by the clock's last digits. */
void
act_random_unread(struct app *app, const struct call *call)
{
	struct page *list = page_items(app->top);
	size_t count, picked = 0, seen = 0;
	uint64_t dice = hash64(&(int64_t){ clock_mono_ms() }, sizeof(int64_t));

	(void)call;
	if (list == NULL)
		return;
	count = list->list.count;
	for (size_t i = 0; i < count; i++) {
		size_t row = (i + (size_t)(dice % count)) % count;
		if (seen == 0 && ((struct items *)list->state)->list[row].unread &&
		        row != list->list.cursor) {
			picked = row;
			seen = 1;
		}
	}
	if (seen == 0) {
		app_say(app, "nothing else unread here");
		return;
	}
	list_go(&list->list, picked);
	if (page_reader(app->top) != NULL)
		reader_go(app, app->top, items_current(list)->id);
}

void
act_reload_urls(struct app *app, const struct call *call)
{
	struct err e;

	(void)call;
	if (!subs_can_change(app))
		return;
	if (!app->o->reload_urls(app->o->user, &app->notes, &e)) {
		app_fail(app, &e);
		return;
	}
	app_changed(app);
	app_say(app, "the list of feeds is read again");
}
