/* SPDX-License-Identifier: ISC */
/*
 * act_view.c - actions that open, close and change views, and the command line.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "reader.h"
#include "undo.h"

#define TABLE_STEP 8 /* cells */
#define TABLE_SCROLL_MAX 10000

void
act_open(struct app *app, const struct call *call)
{
	struct page *p = app->top;

	if (call->count > 0 && !p->list.scrolls)
		list_go(&p->list, (size_t)call->count - 1);
	if (p->view->open != NULL)
		p->view->open(app, p);
}

void
act_escape(struct app *app, const struct call *call)
{
	struct reader *r = page_reader(app->top);

	(void)call;
	app->search_active = false;
	if (r == NULL)
		return;
	r->matches_count = 0;
	if (r->bar_over) {
		r->bar_over = false;
	} else if (!r->bar_focused) {
		r->bar.chosen.kind = BAR_HEADING;
		r->has_current = false;
	}
	r->bar_focused = false;
}

void
act_back(struct app *app, const struct call *call)
{
	struct reader *r = page_reader(app->top);

	(void)call;
	if (r != NULL && r->bar_over && r->bar_drawn && app->canvas.cols < SIDEBAR_COLS_MIN) {
		r->bar_over = r->bar_focused = false;
		return;
	}
	page_close(app);
}

void
act_quit(struct app *app, const struct call *call)
{
	(void)call;
	if (app->top != NULL && app->top->view->leave != NULL)
		app->top->view->leave(app, app->top);
	app->quit = true;
}

void
act_pane(struct app *app, const struct call *call)
{
	struct page *p = app->top;
	struct reader *r = page_reader(p);

	(void)call;
	if (panes_switch(app))
		return;
	if (r == NULL) {
		if (p->view == &view_feeds && p->below != NULL)
			page_close(app);
		else if (p->view != &view_feeds)
			page_open(app, &view_feeds, 0, STR_NONE);
		return;
	}
	if (!r->bar_drawn) {
		app->sidebar_off = app->text_only = false;
		r->bar_over = true;
		r->bar_focused = false;
	}
	reader_focus_sidebar(app, p);
}

void
act_sidebar(struct app *app, const struct call *call)
{
	struct reader *r = page_reader(app->top);

	(void)call;
	app->text_only = false;
	if (app->canvas.cols >= SIDEBAR_COLS_MIN) {
		app->sidebar_off = !app->sidebar_off;
		return;
	}
	r->bar_over = !r->bar_over;
	r->bar_focused = false;
	if (r->bar_over && !reader_focus_sidebar(app, app->top))
		r->bar_over = false;
}

void
act_text_only(struct app *app, const struct call *call)
{
	(void)call;
	app->text_only = !app->text_only;
}

static void
scroll_tables(struct app *app, int cells)
{
	struct reader *r = page_reader(app->top);

	if (r->table_scroll + cells < 0 || r->table_scroll + cells > TABLE_SCROLL_MAX)
		return;
	r->current = reader_top_byte(app->top);
	r->has_current = false;
	r->table_scroll += cells;
	r->layout_width = 0;
}

void
act_right(struct app *app, const struct call *call)
{
	scroll_tables(app, TABLE_STEP * (call->count > 0 ? call->count : 1));
}

void
act_left(struct app *app, const struct call *call)
{
	scroll_tables(app, -TABLE_STEP * (call->count > 0 ? call->count : 1));
}

static void
fold(struct app *app, enum fold how, bool all)
{
	struct page *p = app->top;
	struct reader *r = page_reader(p);

	if (r != NULL) {
		if (r->bar_focused && sidebar_fold(&r->bar))
			sidebar_make(&r->bar, p->arena, &r->entities);
		return;
	}
	if (p->view->fold == NULL || !p->view->fold(app, p, how, all))
		app_say(app, "there is nothing to fold here");
}

void
act_fold(struct app *app, const struct call *call)
{
	(void)call;
	fold(app, FOLD_TURN, false);
}

void
act_fold_open(struct app *app, const struct call *call)
{
	(void)call;
	fold(app, FOLD_OPEN, false);
}

void
act_fold_close(struct app *app, const struct call *call)
{
	(void)call;
	fold(app, FOLD_CLOSE, false);
}

void
act_fold_all(struct app *app, const struct call *call)
{
	(void)call;
	fold(app, FOLD_CLOSE, true);
}

void
act_unfold_all(struct app *app, const struct call *call)
{
	(void)call;
	fold(app, FOLD_OPEN, true);
}

/* Opens a view of the story that is chosen or open. */
static void
open_of_story(struct app *app, const struct view *view)
{
	struct selection s;

	if (app_selection(app, &s) && s.story != STORY_NONE)
		page_open(app, view, s.story, STR_NONE);
	else
		app_say(app, "this article is in no story");
}

void
act_story(struct app *app, const struct call *call)
{
	(void)call;
	open_of_story(app, &view_story);
}

void
act_figures(struct app *app, const struct call *call)
{
	(void)call;
	open_of_story(app, &view_figures);
}

void
act_brief(struct app *app, const struct call *call)
{
	(void)call;
	open_of_story(app, &view_brief);
}

void
act_stories(struct app *app, const struct call *call)
{
	(void)call;
	page_open(app, &view_stories, 0, STR_NONE);
}

void
act_changes(struct app *app, const struct call *call)
{
	struct store_article art;
	struct selection s;
	struct err e;

	(void)call;
	if (!app_selection(app, &s) || s.article == 0)
		return;
	if (!store_article(app->o->store, app->scratch, s.article, &art, &e))
		app_fail(app, &e);
	else if (art.versions == 0)
		app_say(app, "this article has not been edited");
	else
		page_open(app, &view_changes, s.article, STR_NONE);
}

void
act_links(struct app *app, const struct call *call)
{
	(void)call;
	if (page_reader(app->top) == NULL && items_current(app->top) != NULL)
		page_open(app, &view_reader, items_current(app->top)->id, STR_NONE);
	if (page_reader(app->top) != NULL) {
		app_draw(app); /* the links are those that are laid out */
		page_open(app, &view_links, 0, STR_NONE);
	}
}

/* Back to the page of a view that is open already, or a new one. */
static void
go_view(struct app *app, const struct view *v)
{
	for (struct page *p = app->top; p != NULL; p = p->below)
		if (p->view == v) {
			while (app->top != p)
				page_close(app);
			return;
		}
	page_open(app, v, 0, STR_NONE);
}

void
act_feeds(struct app *app, const struct call *call)
{
	(void)call;
	if (app->top->view != &view_feeds && panes_switch(app))
		return;
	go_view(app, &view_feeds);
}

void
act_front(struct app *app, const struct call *call)
{
	(void)call;
	go_view(app, &view_front);
}

void
act_help(struct app *app, const struct call *call)
{
	(void)call;
	if (app->top->view != &view_help)
		page_open(app, &view_help, app->top->view->bit, STR_NONE);
}

void
act_log(struct app *app, const struct call *call)
{
	(void)call;
	if (app->top->view != &view_log)
		page_open(app, &view_log, 0, STR_NONE);
}

void
act_settings(struct app *app, const struct call *call)
{
	(void)call;
	if (app->top->view != &view_settings)
		page_open(app, &view_settings, 0, STR_NONE);
}

void
act_show_read(struct app *app, const struct call *call)
{
	bool on = !conf_bool(app->o->conf, CONF_SHOW_READ);
	struct err e;

	(void)call;
	if (!conf_set(app->o->conf, "show-read", on ? "yes" : "no", &e)) {
		app_fail(app, &e);
		return;
	}
	app_changed(app);
	app_say(app, on ? "read articles are shown" : "read articles are hidden");
}

/* ---- filters ---- */
/* In the feeds: all articles that fit. */
static void
set_filter(struct app *app, struct str text)
{
	struct page *p = app->top;
	struct err e;

	if (text.len > 0 && !store_query_check(text, &e)) {
		app_query_wrong(app, text, &e);
		return;
	}
	if (p->view == &view_feeds && text.len > 0)
		p = page_open(app, &view_articles, 0, STR_NONE);
	if (p == NULL || (p->view->bit & VIEW_LISTS) == 0)
		return;
	((struct items *)p->state)->filter = arena_str(p->keep, text);
	p->list.cursor = 0;
	((struct items *)p->state)->at_id = 0;
	((struct items *)p->state)->count = 0;
	p->stale = true;
}

void
act_type_filter(struct app *app, const struct call *call)
{
	struct items *it = app->top->state;
	bool feeds = app->top->view == &view_feeds;

	if (call->text.len > 0) {
		set_filter(app, call->text);
		return;
	}
	prompt_open(&app->prompt, PROMPT_FILTER, "show only: ", feeds ? STR("") : it->filter,
	        set_filter);
	app->prompt.complete = complete_query;
}

static void
show_tag(struct app *app, struct str text)
{
	struct completions found = { .a = app->scratch };
	bool known = false;

	complete_tag(app, &found, STR(""));
	for (size_t i = 0; i < found.count; i++)
		known |= str_eq(found.list[i], text);
	if (text.len > 0 && !known)
		app_say(app, "there is no tag " STR_FMT, STR_ARG(text));
	else if (text.len > 0)
		page_open(app, &view_articles, 0,
		        arena_printf(app->scratch, "tag:" STR_FMT, STR_ARG(text)));
}

void
act_filter(struct app *app, const struct call *call)
{
	(void)call;
	prompt_open(&app->prompt, PROMPT_WORDS, "tag (Tab completes): ", STR(""), show_tag);
	app->prompt.complete = complete_tag;
}

/* ---- the terminal ---- */
void
act_redraw(struct app *app, const struct call *call)
{
	(void)call;
	if (app->screen != NULL)
		screen_forget(app->screen);
}

void
act_suspend(struct app *app, const struct call *call)
{
	(void)call;
	if (app->screen == NULL)
		return;
	screen_leave(app->screen);
	raise(SIGSTOP);
	screen_enter(app->screen);
}

void
act_cancel(struct app *app, const struct call *call)
{
	(void)call;
	job_cancel_all(app);
}

/* ---- the command line ---- */
void
act_command(struct app *app, const struct call *call)
{
	(void)call;
	prompt_open(&app->prompt, PROMPT_COMMAND, ":", STR(""), app_command_line);
	app->prompt.complete = complete_command;
}

void
act_macro(struct app *app, const struct call *call)
{
	const struct conf_line *lines;
	size_t count = conf_section(app->o->conf, "macro", &lines);
	char bytes[4];
	struct str letter = { bytes, utf8_put(call->ch, bytes) };

	for (size_t i = 0; i < count; i++)
		if (str_eq(lines[i].name, letter)) {
			app_command_line(app, lines[i].value);
			return;
		}
	app_say(app, "there is no macro " STR_FMT, STR_ARG(letter));
}

static void
tell_setting(struct app *app, struct str name)
{
	enum conf_id id;
	int line;

	if (!conf_find(name, &id)) {
		app_complain(app, "there is no setting " STR_FMT " - gc lists them", STR_ARG(name));
		return;
	}
	line = conf_line_of(app->o->conf, id);
	app_say(app, STR_FMT " is %s%s", STR_ARG(name), conf_str(app->o->conf, id),
	        line > 0                  ? arena_printf(app->scratch, " (config:%d)", line).p
	        : line == CONF_BY_SESSION ? " (this session)"
	                                  : " (by default)");
}

/* For this session, as in other programs; the view of settings writes to the config. */
void
act_set(struct app *app, const struct call *call)
{
	struct str value = call->text, name = str_split(&value, ' ');
	struct undo_step step = { .kind = UNDO_SETTING, .section = STR(""), .name = name };
	struct err e;
	enum conf_id id;

	if (name.len == 0) {
		page_open(app, &view_settings, 0, STR_NONE);
		return;
	}
	if (str_trim(value).len == 0) {
		tell_setting(app, name);
		return;
	}
	if (conf_find(name, &id)) {
		step.number = conf_line_of(app->o->conf, id);
		step.value = arena_str(app->scratch, str_of(conf_str(app->o->conf, id)));
	}
	if (!conf_set(app->o->conf, arena_cstr(app->scratch, name),
	            arena_cstr(app->scratch, str_trim(value)), &e)) {
		app_fail(app, &e);
		return;
	}
	undo_note(app, &step);
	app_settings_changed(app);
	app_say(app, STR_FMT " is now " STR_FMT, STR_ARG(name), STR_ARG(str_trim(value)));
}
