/* SPDX-License-Identifier: ISC */
/*
 * subs.c - changes to the urls file, made by the user in the feeds: lines changed, removed, moved,
 * and a feed's new address.  The file as it was is kept for undo.
 */
#include "feeds.h"
#include "undo.h"

#include <string.h>

/* ---- lines ---- */
struct str
line_folder(const struct urls_line *line)
{
	struct str mark = STR(FEED_FOLDER_TAG), folder = STR("");

	for (size_t i = 0; i < line->tags_count; i++)
		if (str_starts(line->tags[i], mark))
			folder = str_sub(line->tags[i], mark.len, line->tags[i].len);
	return folder;
}

/* As they are written in the file: quotes where they are needed. */
struct str
line_tags(struct arena *a, const struct urls_line *line)
{
	struct urls_line only = { .url = STR("x") };
	struct str out;
	struct buf b;

	only.tags = arena_array(a, line->tags_count, sizeof(*only.tags));
	for (size_t i = 0; i < line->tags_count; i++)
		if (!str_starts(line->tags[i], STR(FEED_FOLDER_TAG)))
			only.tags[only.tags_count++] = line->tags[i];
	buf_init(&b, 64 * 1024);
	urls_write_line(&b, &only);
	out = arena_str(a, str_trim(str_sub(buf_str(&b), 1, b.len)));
	buf_free(&b);
	return out;
}

static void
set_tags(struct arena *a, struct urls_line *line, struct str folder, const struct str *tags,
        size_t count)
{
	struct str *list = arena_array(a, count + 1, sizeof(*list));
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		if (!str_starts(tags[i], STR(FEED_FOLDER_TAG)))
			list[n++] = tags[i];
	if (folder.len > 0)
		list[n++] = arena_printf(a, FEED_FOLDER_TAG STR_FMT, STR_ARG(folder));
	line->tags = list;
	line->tags_count = n;
}

void
line_set_folder(struct arena *a, struct urls_line *line, struct str folder)
{
	set_tags(a, line, arena_str(a, str_trim(folder)), line->tags, line->tags_count);
}

void
line_set_tags(struct arena *a, struct urls_line *line, struct str words)
{
	struct urls_line *read;
	struct str text = arena_printf(a, "x " STR_FMT, STR_ARG(words));

	if (urls_parse(a, text, &read, NULL) > 0)
		set_tags(a, line, line_folder(line), read->tags, read->tags_count);
}

/* ---- the file before and after ---- */
bool
subs_can_change(struct app *app)
{
	if (app->o->reload_urls != NULL && app->o->paths != NULL)
		return true;
	app_say(app, "this edition has no list of feeds to change");
	return false;
}

static bool
read_file(struct app *app, struct buf *b, struct err *e)
{
	return file_read(app->o->paths->urls_file, URLS_FILE_MAX, b, e);
}

/* After a change that went well: undo is noted and the store follows the file. */
static bool
commit(struct app *app, const struct buf *before, const char *what, struct err *e)
{
	struct undo_step step = {
		.kind = UNDO_URLS, .value = buf_str(before), .name = str_of(what)
	};
	struct buf after;

	if (!read_file(app, &after, e))
		return false;
	step.number = (int64_t)hash_str(buf_str(&after));
	buf_free(&after);
	undo_note(app, &step);
	if (!app->o->reload_urls(app->o->user, &app->notes, e))
		return false;
	app_changed(app);
	return true;
}

static bool
finish(struct app *app, bool ok, struct buf *before, const char *what, struct err *e)
{
	ok = ok && commit(app, before, what, e);
	buf_free(before);
	if (ok)
		app_say(app, "%s - U undoes", what);
	else
		app_fail(app, e);
	return ok;
}

bool
subs_edit(struct app *app, const struct str *urls, size_t count, subs_edit_fn *edit,
        struct str text, const char *what)
{
	const char *path = app->o->paths->urls_file;
	struct urls_line line;
	struct buf before;
	struct err e;
	bool ok = true;

	if (!read_file(app, &before, &e)) {
		app_fail(app, &e);
		return false;
	}
	for (size_t i = 0; ok && i < count; i++) {
		ok = urls_find(app->scratch, path, urls[i], &line, &e);
		if (ok)
			edit(app->scratch, &line, text);
		ok = ok && urls_set(path, urls[i], &line, &e);
	}
	return finish(app, ok, &before, what, &e);
}

bool
subs_remove(struct app *app, const struct str *urls, size_t count, const char *what)
{
	struct buf before;
	struct err e;
	bool ok = true;

	if (!read_file(app, &before, &e)) {
		app_fail(app, &e);
		return false;
	}
	for (size_t i = 0; ok && i < count; i++)
		ok = urls_remove(app->o->paths->urls_file, urls[i], &e);
	return finish(app, ok, &before, what, &e);
}

bool
subs_move(struct app *app, const struct feeds_place *group, struct str before_url, const char *what)
{
	struct buf before;
	struct err e;

	if (!read_file(app, &before, &e)) {
		app_fail(app, &e);
		return false;
	}
	return finish(app,
	        urls_move(app->o->paths->urls_file, group->urls, group->urls_count, before_url, &e),
	        &before, what, &e);
}

/* The store first: then the file's new line is the feed that is there already. */
bool
subs_readdress(struct app *app, int64_t feed, struct str old_url, struct str new_url)
{
	struct undo_step step = {
		.kind = UNDO_MOVE, .id = feed, .value = old_url, .name = new_url, .more = true
	};
	const char *path = app->o->paths->urls_file;
	struct buf before;
	struct err e, ignored;
	bool ok;

	if (!read_file(app, &before, &e)) {
		app_fail(app, &e);
		return false;
	}
	ok = store_feed_move(app->o->store, feed, new_url, &e);
	if (ok && !urls_replace(path, old_url, new_url, &e)) {
		store_feed_move(app->o->store, feed, old_url, &ignored);
		ok = false;
	}
	if (!finish(app, ok, &before, "the address is changed, the articles stay", &e))
		return false;
	undo_note(app, &step);
	if (!conf_feed_moved(app->o->conf, app_config_path(app), old_url, new_url, &e))
		app_fail(app, &e);
	return true;
}
