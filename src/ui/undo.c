/* SPDX-License-Identifier: ISC */
/*
 * undo.c - what the user did in this session and can take back, newest first: marks (which the
 * store remembers), notes, stories followed or split, settings, the list of feeds.
 */
#include "undo.h"

#include <stdlib.h>
#include <string.h>

#define UNDO_STEPS_MAX 100
#define UNDO_BYTES_MAX (8u * 1024 * 1024) /* of the texts of one step */

struct undo_entry {
	struct undo_entry *below;
	struct undo_step step;
};

static struct str
keep(struct str s)
{
	char *p;

	if (s.p == NULL)
		return STR_NONE;
	p = malloc(s.len + 1);
	if (p == NULL)
		abort();
	memcpy(p, s.p, s.len);
	p[s.len] = '\0';
	return (struct str){ p, s.len };
}

static void
entry_free(struct undo_entry *u)
{
	free((char *)u->step.section.p);
	free((char *)u->step.name.p);
	free((char *)u->step.value.p);
	free(u);
}

void
undo_forget(struct app *app)
{
	while (app->undo != NULL) {
		struct undo_entry *u = app->undo;
		app->undo = u->below;
		entry_free(u);
	}
}

static void
forget_oldest(struct app *app)
{
	struct undo_entry **at = &app->undo;

	for (size_t i = 0; i < UNDO_STEPS_MAX && *at != NULL; i++)
		at = &(*at)->below;
	while (*at != NULL) {
		struct undo_entry *old = *at;
		*at = old->below;
		entry_free(old);
	}
}

void
undo_note(struct app *app, const struct undo_step *step)
{
	struct undo_entry *u;

	if (step->value.len > UNDO_BYTES_MAX)
		return;
	u = calloc(1, sizeof(*u));
	if (u == NULL)
		abort();
	u->step = *step;
	u->step.section = keep(step->section);
	u->step.name = keep(step->name);
	u->step.value = keep(step->value);
	u->below = app->undo;
	app->undo = u;
	forget_oldest(app);
}

void
undo_note_mark(struct app *app)
{
	undo_note(app, &(struct undo_step){ .kind = UNDO_MARK });
}

/* ---- taking back: each says in *what what it was ---- */
static bool
take_mark(struct app *app, const struct undo_step *s, struct str *what, struct err *e)
{
	(void)s;
	return store_undo(app->o->store, app->scratch, what, e);
}

static bool
take_note(struct app *app, const struct undo_step *s, struct str *what, struct err *e)
{
	*what = STR("the note");
	return store_set_note(app->o->store, s->id, s->value, e);
}

static bool
take_follow(struct app *app, const struct undo_step *s, struct str *what, struct err *e)
{
	*what = s->number != 0 ? STR("no longer followed") : STR("followed");
	return store_story_follow(app->o->store, s->id, s->number != 0, e);
}

static bool
take_story(struct app *app, const struct undo_step *s, struct str *what, struct err *e)
{
	*what = STR("the article is where it was");
	return store_story_put(app->o->store, (const struct store_place *)(const void *)s->value.p,
	        s->value.len / sizeof(struct store_place), e);
}

static bool
take_setting(struct app *app, const struct undo_step *s, struct str *what, struct err *e)
{
	const char *path = app_config_path(app);
	bool in_file = s->section.len > 0 || s->number > 0;

	*what = arena_printf(app->scratch, STR_FMT, STR_ARG(s->name));
	if (!conf_change(app->o->conf, path, s->section, s->name.p, in_file ? s->value.p : NULL, e))
		return false;
	if (s->number == CONF_BY_SESSION && s->section.len == 0 &&
	        !conf_set(app->o->conf, s->name.p, s->value.p, e))
		return false;
	app_settings_changed(app);
	return true;
}

/* The whole file, unless somebody else has changed it since. */
static bool
take_urls(struct app *app, const struct undo_step *s, struct str *what, struct err *e)
{
	const char *path = app->o->paths->urls_file;
	struct buf now;
	bool same;

	*what = arena_str(app->scratch, s->name);
	if (!file_read(path, URLS_FILE_MAX, &now, e))
		return false;
	same = (int64_t)hash_str(buf_str(&now)) == s->number;
	buf_free(&now);
	if (!same)
		return err_set(e, ERR_FAIL, "%s was changed since; E edits it", path);
	return file_write_atomic(path, s->value, 0600, e) &&
	       app->o->reload_urls(app->o->user, &app->notes, e);
}

/* The store first: with its old address in the file again it must be the same feed. */
static bool
take_move(struct app *app, const struct undo_step *s, struct str *what, struct err *e)
{
	(void)what;
	return store_feed_move(app->o->store, s->id, s->value, e) &&
	       conf_feed_moved(app->o->conf, app_config_path(app), s->name, s->value, e);
}

static bool (*const takers[])(
        struct app *, const struct undo_step *, struct str *, struct err *) = {
	[UNDO_MARK] = take_mark,
	[UNDO_NOTE] = take_note,
	[UNDO_FOLLOW] = take_follow,
	[UNDO_STORY] = take_story,
	[UNDO_SETTING] = take_setting,
	[UNDO_URLS] = take_urls,
	[UNDO_MOVE] = take_move,
};

bool
undo_take(struct app *app, struct str *what, struct err *e)
{
	*what = STR_NONE;
	while (app->undo != NULL) {
		struct undo_entry *u = app->undo;
		bool more = u->step.more;
		if (!takers[u->step.kind](app, &u->step, what, e))
			return false;
		app->undo = u->below;
		entry_free(u);
		if (!more && what->len > 0)
			break;
	}
	return true;
}
