/* SPDX-License-Identifier: ISC */
/*
 * act_urls.c - the key E: the urls file in the user's editor.  What changed is subscribed to and
 * asked for news at once; an address that took the place of another one may be the same feed.
 */
#include <stdlib.h>
#include <string.h>

#include "feeds.h"
#include "undo.h"

static const char *
editor(struct app *app)
{
	const char *set = conf_str(app->o->conf, CONF_EDITOR), *value;

	if (set[0] != '\0')
		return set;
	value = getenv("VISUAL");
	if (value == NULL || value[0] == '\0')
		value = getenv("EDITOR");
	return value != NULL && value[0] != '\0' ? value : "vi";
}

/* ---- what changed ---- */
struct lines {
	struct urls_line *list;
	size_t count;
};

static bool
has_url(const struct lines *l, struct str url)
{
	for (size_t i = 0; i < l->count; i++)
		if (str_eq(l->list[i].url, url))
			return true;
	return false;
}

/* The lines of `l` that `other` has not; the last of them in *at. */
static size_t
missing(const struct lines *l, const struct lines *other, size_t *at)
{
	size_t count = 0;

	for (size_t i = 0; i < l->count; i++)
		if (!has_url(other, l->list[i].url)) {
			*at = i;
			count++;
		}
	return count;
}

static struct str
keep(struct str s)
{
	return (struct str){ strndup(s.p, s.len), s.len };
}

/* One address in the place of one other: it may have moved. */
static bool
note_moved(struct app *app, const struct lines *before, const struct lines *after)
{
	size_t gone, come;

	if (missing(before, after, &gone) != 1 || missing(after, before, &come) != 1 ||
	        gone != come || before->list[gone].kind != URLS_FEED ||
	        after->list[come].kind != URLS_FEED)
		return false;
	free((char *)app->moved_from.p);
	free((char *)app->moved_to.p);
	app->moved_from = keep(before->list[gone].url);
	app->moved_to = keep(after->list[come].url);
	return true;
}

/* ---- afterwards ---- */
static void
take_over(struct app *app)
{
	const char *due_only[] = { NULL };
	size_t notes = app->notes.count, before, after;
	struct store_feed *feeds;
	struct err e;

	if (!store_feeds(app->o->store, app->scratch, &feeds, &before, &e) ||
	        !app->o->reload_urls(app->o->user, &app->notes, &e) ||
	        !store_feeds(app->o->store, app->scratch, &feeds, &after, &e)) {
		app_fail(app, &e);
		return;
	}
	app_changed(app);
	if (app->notes.count > notes)
		app_complain(app, STR_FMT, STR_ARG(app->notes.list[notes].text));
	else
		app_say(app, "%zu feeds, %zu before - U undoes", after, before);
	if (app->o->store_path != NULL && !job_fetching(app))
		job_fetch(app, due_only);
}

static void
same_feed(struct app *app, struct str text)
{
	struct undo_step step = { .kind = UNDO_MOVE, .more = true };
	struct err e;

	(void)text;
	if (store_feed_find(app->o->store, app->moved_from, &step.id, &e) && step.id != 0 &&
	        store_feed_move(app->o->store, step.id, app->moved_to, &e)) {
		step.value = app->moved_from;
		step.name = app->moved_to;
		undo_note(app, &step);
		if (!conf_feed_moved(
		            app->o->conf, app_config_path(app), app->moved_from, app->moved_to, &e))
			log_line(LOG_WARNING, "%s", e.text);
	}
	take_over(app);
}

static void
another_feed(struct app *app, struct str text)
{
	(void)text;
	take_over(app);
}

void
urls_edited(struct app *app, struct str before, struct str after)
{
	struct undo_step step = { .kind = UNDO_URLS,
		.value = before,
		.name = STR("the list of feeds"),
		.number = (int64_t)hash_str(after) };
	struct lines old, new;

	if (str_eq(before, after)) {
		app_say(app, "nothing was changed");
		return;
	}
	undo_note(app, &step);
	old.count = urls_parse(app->scratch, before, &old.list, NULL);
	new.count = urls_parse(app->scratch, after, &new.list, NULL);
	if (!note_moved(app, &old, &new)) {
		take_over(app);
		return;
	}
	prompt_open(&app->prompt, PROMPT_ASK,
	        "the new address of the same feed, which keeps its articles? (y/n) ", STR(""),
	        same_feed);
	app->prompt.refused = another_feed;
}

void
act_edit_urls(struct app *app, const struct call *call)
{
	struct run_words none = { STR_NONE, STR_NONE, STR_NONE };
	struct buf before, after;
	const char *command;
	struct err e;

	(void)call;
	if (!subs_can_change(app))
		return;
	if (!file_read(app->o->paths->urls_file, URLS_FILE_MAX, &before, &e))
		buf_init(&before, 1); /* there is none yet */
	command = arena_printf(app->scratch, "%s \"%s\"", editor(app), app->o->paths->urls_file).p;
	if (!run_template(app, command, &none, true, &e)) {
		app_fail(app, &e);
	} else if (file_read(app->o->paths->urls_file, URLS_FILE_MAX, &after, &e)) {
		urls_edited(app, arena_str(app->scratch, buf_str(&before)), buf_str(&after));
		buf_free(&after);
	} else {
		app_fail(app, &e);
	}
	buf_free(&before);
}
