/* SPDX-License-Identifier: ISC */
/*
 * act_subs.c - actions on the list of feeds: a feed's settings, folders and tags renamed or taken
 * apart, the order, unsubscribing.
 */
#include <string.h>

#include "feeds.h"

static const char *
said(struct app *app, const char *what, struct str name)
{
	return arena_printf(app->scratch, "%s " STR_FMT, what, STR_ARG(name)).p;
}

/* ---- settings of a feed, names of folders and tags ---- */
static void
edit_folder(struct arena *a, struct urls_line *line, struct str text)
{
	line_set_folder(a, line, text);
}

/* text is "from newline to": a tag cannot hold a newline. */
static void
edit_tag(struct arena *a, struct urls_line *line, struct str text)
{
	struct str to = text, from = str_split(&to, '\n');
	size_t kept = 0;

	line->tags = line->tags_count == 0
	                     ? NULL
	                     : memcpy(arena_array(a, line->tags_count, sizeof(*line->tags)),
	                               line->tags, line->tags_count * sizeof(*line->tags));
	for (size_t i = 0; i < line->tags_count; i++) {
		struct str tag = str_eq(line->tags[i], from) ? to : line->tags[i];
		if (tag.len > 0)
			line->tags[kept++] = tag;
	}
	line->tags_count = kept;
}

static void
rename_place(struct app *app, struct str text)
{
	struct feeds_place place;

	text = str_trim(text);
	if (text.len == 0 || !feeds_place(app->top, app->scratch, 0, &place) ||
	        str_eq(text, place.name))
		return;
	if (place.kind == PLACE_FOLDER)
		subs_edit(app, place.urls, place.urls_count, edit_folder, text,
		        said(app, "the folder is now", text));
	else if (place.kind == PLACE_TAG)
		subs_edit(app, place.urls, place.urls_count, edit_tag,
		        arena_printf(app->scratch, STR_FMT "\n" STR_FMT, STR_ARG(place.name),
		                STR_ARG(text)),
		        said(app, "the tag is now", text));
}

void
act_feed(struct app *app, const struct call *call)
{
	struct feeds_place place;
	struct selection s;

	(void)call;
	if (feeds_place(app->top, app->scratch, 0, &place) && place.kind != PLACE_FEED) {
		if (subs_can_change(app))
			prompt_open(&app->prompt, PROMPT_WORDS,
			        place.kind == PLACE_FOLDER ? "name of the folder: "
			                                   : "name of the tag: ",
			        place.name, rename_place);
		return;
	}
	if (app->top->view == &view_articles && app->top->id != 0)
		page_open(app, &view_feed, app->top->id, STR_NONE);
	else if (app_selection(app, &s) && s.feed != 0)
		page_open(app, &view_feed, s.feed, STR_NONE);
	else
		app_say(app, "choose a feed first");
}

static void
put_in_folder(struct app *app, struct str text)
{
	struct feeds_place place;

	text = str_trim(text);
	if (feeds_place(app->top, app->scratch, 0, &place) && place.kind == PLACE_FEED)
		subs_edit(app, place.urls, 1, edit_folder, text,
		        text.len > 0 ? said(app, "put in the folder", text)
		                     : "taken out of its folder");
}

void
act_folder(struct app *app, const struct call *call)
{
	struct feeds_place place;

	if (!subs_can_change(app))
		return;
	if (!feeds_place(app->top, app->scratch, 0, &place) || place.kind != PLACE_FEED) {
		app_say(app, "choose a feed first");
		return;
	}
	if (call->text.len > 0) {
		put_in_folder(app, call->text);
		return;
	}
	prompt_open(&app->prompt, PROMPT_WORDS, "folder (Tab completes; empty: none): ", STR(""),
	        put_in_folder);
	app->prompt.complete = complete_folder;
}

/* ---- order ---- */
static void
move_place(struct app *app, int step)
{
	struct feeds_place place, other;

	if (!subs_can_change(app))
		return;
	if (!feeds_place(app->top, app->scratch, 0, &place) || place.kind == PLACE_TAG ||
	        !feeds_place(app->top, app->scratch, step, &other)) {
		app_say(app, "this cannot be moved further");
		return;
	}
	if (step < 0)
		subs_move(app, &place, other.urls[0], said(app, "moved up:", place.name));
	else
		subs_move(app, &place, other.behind, said(app, "moved down:", place.name));
}

void
act_move_up(struct app *app, const struct call *call)
{
	(void)call;
	move_place(app, -1);
}

void
act_move_down(struct app *app, const struct call *call)
{
	(void)call;
	move_place(app, 1);
}

/* ---- unsubscribing ---- */
/* A feed goes; of a folder or a tag only the name goes, its feeds stay. */
static void
remove_place(struct app *app, struct str text)
{
	struct feeds_place place;

	(void)text;
	if (!feeds_place(app->top, app->scratch, 0, &place))
		return;
	if (place.kind == PLACE_FEED)
		subs_remove(app, place.urls, 1, "unsubscribed; starred articles stay");
	else if (place.kind == PLACE_FOLDER)
		subs_edit(app, place.urls, place.urls_count, edit_folder, STR(""),
		        said(app, "taken apart: folder", place.name));
	else
		subs_edit(app, place.urls, place.urls_count, edit_tag,
		        arena_printf(app->scratch, STR_FMT "\n", STR_ARG(place.name)),
		        said(app, "taken off: tag", place.name));
}

static void
remove_chosen(struct app *app, struct str text)
{
	struct store_feed feed;
	struct selection s;
	struct err e;

	(void)text;
	if (!app_selection(app, &s) || s.feed == 0)
		return;
	if (!store_feed_get(app->o->store, app->scratch, s.feed, &feed, &e))
		app_fail(app, &e);
	else
		subs_remove(app, &feed.url, 1, "unsubscribed; starred articles stay");
}

/* before and after stand around the name. */
struct question {
	const char *before, *after;
};

static void
ask(struct app *app, const struct question *q, struct str name, prompt_done_fn *done)
{
	struct str safe = text_safe(app->scratch, str_sub(name, 0, 120), TEXT_SAFE_LINE);

	if (conf_bool(app->o->conf, CONF_CONFIRM))
		prompt_open(&app->prompt, PROMPT_ASK,
		        arena_printf(app->scratch, "%s " STR_FMT "%s (y/n) ", q->before,
		                STR_ARG(safe), q->after)
		                .p,
		        STR(""), done);
	else
		done(app, STR("y"));
}

void
subs_ask_remove(struct app *app)
{
	static const struct question questions[] = {
		[PLACE_FEED] = { "unsubscribe from", "?" },
		[PLACE_FOLDER] = { "take the folder", " apart? its feeds stay" },
		[PLACE_TAG] = { "take the tag", " off its feeds?" },
	};
	struct feeds_place place;
	struct selection s;

	if (!subs_can_change(app))
		return;
	if (feeds_place(app->top, app->scratch, 0, &place))
		ask(app, &questions[place.kind], place.name, remove_place);
	else if (app->top->view != &view_feeds && app_selection(app, &s) && s.feed != 0)
		ask(app, &questions[PLACE_FEED], s.feed_title, remove_chosen);
	else
		app_say(app, "choose a feed first");
}
