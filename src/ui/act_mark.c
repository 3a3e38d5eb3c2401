/* SPDX-License-Identifier: ISC */
/*
 * act_mark.c - actions that change what is stored of an article: read, star, flags, tags, deleted,
 * notes.  Each says what it did and that U takes it back.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feeds.h"
#include "reader.h"
#include "undo.h"

/* Marks and says so; false when nothing could be done. */
static bool
mark(struct app *app, const struct store_marking *m, int64_t *changed)
{
	struct err e;

	late_flush(app, true); /* what was asked for first is done first */
	if (store_mark(app->o->store, m, changed, &e)) {
		if (*changed > 0)
			undo_note_mark(app);
		return true;
	}
	app_fail(app, &e);
	return false;
}

static bool
mark_one(struct app *app, int64_t id, struct store_marking m)
{
	int64_t changed;

	m.ids = &id;
	m.ids_count = 1;
	return mark(app, &m, &changed);
}

/* The open reader shows marks in its head: they are read again. */
static void
refresh_reader(struct app *app)
{
	if (page_reader(app->top) != NULL)
		app->top->stale = true;
}

/* The row of a folded story stands for all its articles. */
static void
toggle_story(struct app *app, int64_t story)
{
	struct store_query q = { .story = story };
	struct store_marking m = {
		.mark = MARK_READ, .query = &q, .on = items_is_unread(app->top)
	};
	int64_t changed;

	if (!mark(app, &m, &changed))
		return;
	items_update_story(app, story, !m.on, changed);
	app_say(app, "%lld marked %s - U undoes", (long long)changed, m.on ? "read" : "unread");
}

void
act_toggle_read(struct app *app, const struct call *call)
{
	struct page *p = app->top;
	struct selection s;

	(void)call;
	if (!app_selection(app, &s) || s.article == 0)
		return;
	if ((p->view->bit & VIEW_LISTS) != 0 && items_is_folded(p)) {
		toggle_story(app, s.story);
		return;
	}
	if (!mark_one(app, s.article, (struct store_marking){ .mark = MARK_READ, .on = s.unread }))
		return;
	items_update(app, s.article, s.story, !s.unread, s.starred);
	refresh_reader(app);
	app_say(app, s.unread ? "marked read - U undoes" : "marked unread - U undoes");
}

void
act_star(struct app *app, const struct call *call)
{
	struct selection s;

	(void)call;
	if (!app_selection(app, &s) || s.article == 0)
		return;
	if (!mark_one(
	            app, s.article, (struct store_marking){ .mark = MARK_STAR, .on = !s.starred }))
		return;
	items_star(app, s.article, !s.starred);
	refresh_reader(app);
	app_say(app, s.starred ? "star taken off - U undoes" : "starred - U undoes");
}

static bool
has_flag(struct app *app, int64_t id, char flag)
{
	struct store_article art;
	struct err e;

	return store_article(app->o->store, app->scratch, id, &art, &e) &&
	       str_chr(art.item.flags, flag) >= 0;
}

void
act_flag(struct app *app, const struct call *call)
{
	struct selection s;
	bool on;

	if (!app_selection(app, &s) || s.article == 0)
		return;
	if (call->ch < 'a' || call->ch > 'z') {
		app_say(app, "flags are the letters a to z");
		return;
	}
	on = !has_flag(app, s.article, (char)call->ch);
	if (!mark_one(app, s.article,
	            (struct store_marking){ .mark = MARK_FLAG, .on = on, .flag = (char)call->ch }))
		return;
	app_changed(app);
	app_say(app, on ? "flag %c set - U undoes" : "flag %c cleared - U undoes", (int)call->ch);
}

static void
tag_article(struct app *app, struct str text)
{
	bool on = text.len == 0 || text.p[0] != '-';
	struct selection s;

	if (!on)
		text = str_trim(str_sub(text, 1, text.len));
	if (text.len == 0 || !app_selection(app, &s) || s.article == 0)
		return;
	if (!mark_one(app, s.article,
	            (struct store_marking){ .mark = MARK_TAG, .on = on, .tag = text }))
		return;
	app_changed(app);
	app_say(app, on ? "tagged " STR_FMT " - U undoes" : "tag " STR_FMT " taken off - U undoes",
	        STR_ARG(text));
}

void
act_tag(struct app *app, const struct call *call)
{
	if (call->text.len > 0)
		tag_article(app, call->text);
	else
		prompt_open(&app->prompt, PROMPT_WORDS, "tag: ", STR(""), tag_article);
}

/* ---- many at once ---- */
static void
read_query(struct app *app, const struct store_query *q)
{
	struct store_marking m = { .mark = MARK_READ, .on = true, .query = q };
	int64_t changed;

	if (!mark(app, &m, &changed))
		return;
	app_changed(app);
	app_say(app, "%lld marked read - U undoes", (long long)changed);
}

static void
read_everything(struct app *app, struct str text)
{
	struct store_query q = { 0 };

	(void)text;
	read_query(app, &q);
}

void
act_read_all(struct app *app, const struct call *call)
{
	(void)call;
	if (conf_bool(app->o->conf, CONF_CONFIRM))
		prompt_open(&app->prompt, PROMPT_ASK, "mark all articles of all feeds read? (y/n) ",
		        STR(""), read_everything);
	else
		read_everything(app, STR("y"));
}

/* What the list on top shows; in the feeds, the chosen feed. */
static bool
query_here(struct app *app, struct store_query *q)
{
	struct page *p = app->top;
	struct feeds_place place;
	struct selection s;

	*q = (struct store_query){ 0 };
	if ((p->view->bit & VIEW_LISTS) != 0) {
		const struct items *it = p->state;
		*q = it->query;
		q->fold_stories = false;
		if (it->filter.len > 0)
			q->text = q->text.len > 0 ? arena_printf(app->scratch, STR_FMT " " STR_FMT,
			                                    STR_ARG(q->text), STR_ARG(it->filter))
			                          : it->filter;
		return true;
	}
	if (feeds_place(p, app->scratch, 0, &place) && place.kind != PLACE_FEED) {
		q->tag = place.kind == PLACE_TAG
		                 ? place.name
		                 : arena_printf(app->scratch, FEED_FOLDER_TAG STR_FMT,
		                           STR_ARG(place.name));
		return true;
	}
	if (!app_selection(app, &s) || s.feed == 0)
		return false;
	q->feed = s.feed;
	return true;
}

static void
read_here(struct app *app, struct str text)
{
	struct store_query q;

	(void)text;
	if (query_here(app, &q))
		read_query(app, &q);
}

void
act_read_feed(struct app *app, const struct call *call)
{
	struct store_query q;

	(void)call;
	if (!query_here(app, &q))
		app_say(app, "choose a feed first");
	else if (conf_bool(app->o->conf, CONF_CONFIRM) && app->top->view == &view_front)
		prompt_open(&app->prompt, PROMPT_ASK, "mark the whole front page read? (y/n) ",
		        STR(""), read_here);
	else
		read_here(app, STR("y"));
}

void
act_undo(struct app *app, const struct call *call)
{
	struct str what = STR_NONE, last = STR_NONE;
	int steps = 0;
	struct err e;

	do {
		if (!undo_take(app, &what, &e)) {
			app_fail(app, &e);
			return;
		}
		if (what.len > 0) {
			last = what;
			steps++;
		}
	} while (what.len > 0 && steps < call->count);
	if (steps == 0) {
		app_say(app, "nothing to undo");
		return;
	}
	app_changed(app);
	if (steps == 1)
		app_say(app, "undone: " STR_FMT, STR_ARG(last));
	else
		app_say(app, "%d steps undone, the last: " STR_FMT, steps, STR_ARG(last));
}

void
act_read_above(struct app *app, const struct call *call)
{
	struct page *p = app->top;
	const struct items *it = p->state;
	int64_t *ids = arena_array(app->scratch, p->list.cursor + 1, sizeof(*ids)), changed;
	struct store_marking m = { .mark = MARK_READ, .on = true, .ids = ids };

	(void)call;
	while (m.ids_count <= p->list.cursor && m.ids_count < it->count) {
		ids[m.ids_count] = it->list[m.ids_count].id;
		m.ids_count++;
	}
	if (m.ids_count == 0 || !mark(app, &m, &changed))
		return;
	app_changed(app);
	app_say(app, "%lld marked read - U undoes", (long long)changed);
}

static void
delete_here(struct app *app, struct str text)
{
	struct store_query q;
	struct store_marking m = { .mark = MARK_DELETED, .on = true, .query = &q };
	int64_t changed;

	(void)text;
	if (!query_here(app, &q) || !mark(app, &m, &changed))
		return;
	app_changed(app);
	app_say(app, "%lld deleted - U undoes", (long long)changed);
}

void
act_delete_all(struct app *app, const struct call *call)
{
	(void)call;
	prompt_open(&app->prompt, PROMPT_ASK, "delete all articles of this list? (y/n) ", STR(""),
	        delete_here);
}

/* ---- stories ---- */
void
act_follow(struct app *app, const struct call *call)
{
	struct store_story story;
	struct selection s;
	int64_t id = app->top->view == &view_story ? app->top->id : 0;
	struct err e;

	(void)call;
	if (id == 0 && app_selection(app, &s))
		id = s.story;
	if (id == 0) {
		app_say(app, "this article is in no story");
		return;
	}
	if (!store_story_get(app->o->store, app->scratch, id, &story, &e) ||
	        !store_story_follow(app->o->store, id, !story.followed, &e)) {
		app_fail(app, &e);
		return;
	}
	undo_note(app,
	        &(struct undo_step){ .kind = UNDO_FOLLOW, .id = id, .number = story.followed });
	app_changed(app);
	app_say(app, story.followed ? "no longer followed - U undoes"
	                            : "followed: it stays on the front page - U undoes");
}

/* Closes pages of stories that are no more. */
static void
leave_gone(struct app *app)
{
	unsigned views = VIEW_STORY | VIEW_BRIEF | VIEW_FIGURES;
	struct store_story story;
	struct err e;

	while (app->top->below != NULL && (app->top->view->bit & views) != 0 &&
	        !store_story_get(app->o->store, app->scratch, app->top->id, &story, &e))
		page_close(app);
}

bool
act_put_into_story(struct app *app, int64_t article, int64_t story)
{
	struct undo_step step = { .kind = UNDO_STORY };
	struct store_place *places;
	size_t count;
	struct err e;

	if (!store_story_places(app->o->store, app->scratch, article, &places, &count, &e) ||
	        !store_story_move(app->o->store, article, story, &e)) {
		app_fail(app, &e);
		return false;
	}
	step.value = (struct str){ (const char *)places, count * sizeof(*places) };
	undo_note(app, &step);
	if (app->top->view == &view_move)
		page_close(app);
	leave_gone(app);
	app_changed(app);
	return true;
}

void
act_split_off(struct app *app, const struct call *call)
{
	struct selection s;

	(void)call;
	if (!app_selection(app, &s) || s.article == 0)
		app_say(app, "no article is chosen");
	else if (s.story == STORY_NONE)
		app_say(app, "this article is in no story");
	else if (act_put_into_story(app, s.article, STORY_NONE))
		app_say(app, "taken out of the story - U undoes");
}

void
act_move_story(struct app *app, const struct call *call)
{
	struct selection s;

	(void)call;
	if (app_selection(app, &s) && s.article != 0)
		page_open(app, &view_move, s.article, s.title);
	else
		app_say(app, "no article is chosen");
}

/* ---- deleting ---- */
static void
delete_story(struct app *app, struct str text)
{
	struct selection s;
	struct store_query q = { 0 };
	struct store_marking m = { .mark = MARK_DELETED, .on = true, .query = &q };
	int64_t changed;

	(void)text;
	if (!app_selection(app, &s) || s.story == STORY_NONE)
		return;
	q.story = s.story;
	if (!mark(app, &m, &changed))
		return;
	app_changed(app);
	app_say(app, "%lld deleted - U undoes", (long long)changed);
}

/* The row of a folded story is all of it: that is asked. */
static bool
asks_for_story(struct app *app)
{
	struct page *p = app->top;
	const struct store_item *i = items_current(p);

	if ((p->view->bit & VIEW_LISTS) == 0 || i == NULL || !items_is_folded(p))
		return false;
	prompt_open(&app->prompt, PROMPT_ASK,
	        arena_printf(app->scratch, "delete the %lld articles of this story? (y/n) ",
	                (long long)i->story_size)
	                .p,
	        STR(""), delete_story);
	return true;
}

void
act_delete(struct app *app, const struct call *call)
{
	struct selection s;
	struct str title;

	(void)call;
	if (app->top->view->clear != NULL) {
		app->top->view->clear(app, app->top);
		return;
	}
	if (app->top->view == &view_feeds || app->top->view == &view_log) {
		subs_ask_remove(app);
		return;
	}
	if (!app_selection(app, &s) || s.article == 0 || asks_for_story(app))
		return;
	title = text_safe(app->scratch, str_sub(s.title, 0, 60), TEXT_SAFE_LINE);
	if (!mark_one(app, s.article, (struct store_marking){ .mark = MARK_DELETED, .on = true }))
		return;
	if (page_reader(app->top) != NULL)
		page_close(app);
	app_changed(app);
	app_say(app, "deleted: " STR_FMT " - U undoes", STR_ARG(title));
}

/* ---- notes ---- */
static void
set_note(struct app *app, struct str text)
{
	struct store_article art;
	struct selection s;
	struct err e;

	if (!app_selection(app, &s) || s.article == 0)
		return;
	if (!store_article(app->o->store, app->scratch, s.article, &art, &e) ||
	        !store_set_note(app->o->store, s.article, text, &e)) {
		app_fail(app, &e);
		return;
	}
	if (str_eq(art.note, text))
		return;
	undo_note(
	        app, &(struct undo_step){ .kind = UNDO_NOTE, .id = s.article, .value = art.note });
	app_changed(app);
	app_say(app, text.len > 0 ? "noted - U undoes" : "note removed - U undoes");
}

void
act_note(struct app *app, const struct call *call)
{
	struct store_article art;
	struct selection s;
	struct err e;

	(void)call;
	if (!app_selection(app, &s) || s.article == 0)
		return;
	if (!store_article(app->o->store, app->scratch, s.article, &art, &e)) {
		app_fail(app, &e);
		return;
	}
	prompt_open(&app->prompt, PROMPT_WORDS, "note: ", art.note, set_note);
}
