/* SPDX-License-Identifier: ISC */
/*
 * act_feed.c - actions that ask the net, by a child: reload, full text, subscribe, import; and the
 * demo.
 */
#include "feeds.h"
#include "reader.h"

static void
reload_ids(struct app *app, int64_t feed)
{
	const char *arguments[2] = { NULL, NULL };
	struct store_feed f;
	struct err e;

	if (!store_feed_get(app->o->store, app->scratch, feed, &f, &e)) {
		app_fail(app, &e);
		return;
	}
	if (f.query.len > 0) {
		app_say(app, "a query is not fetched; R asks all feeds");
		return;
	}
	arguments[0] = arena_cstr(app->scratch, f.url);
	job_fetch(app, arguments);
}

#define RELOAD_MAX 50 /* feeds of a folder that are named one by one */

/* All feeds of the folder or tag under the cursor. */
static bool
reload_place(struct app *app)
{
	const char *arguments[RELOAD_MAX + 1] = { NULL };
	struct feeds_place place;
	size_t n = 0;

	if (!feeds_place(app->top, app->scratch, 0, &place) || place.kind == PLACE_FEED ||
	        place.urls_count > RELOAD_MAX)
		return false;
	for (size_t i = 0; i < place.urls_count; i++)
		if (!str_starts(place.urls[i], STR("query:")))
			arguments[n++] = arena_cstr(app->scratch, place.urls[i]);
	return n > 0 && job_fetch(app, arguments);
}

void
act_reload(struct app *app, const struct call *call)
{
	struct page *p = app->top;
	struct selection s;
	int64_t feed = 0;

	if (reload_place(app))
		return;
	if (p->view == &view_articles)
		feed = p->id;
	if (feed == 0 && app_selection(app, &s))
		feed = s.feed;
	if (feed == 0 || p->view == &view_front)
		act_reload_all(app, call);
	else
		reload_ids(app, feed);
}

void
act_reload_all(struct app *app, const struct call *call)
{
	const char *arguments[] = { "--force", NULL };

	(void)call;
	job_fetch(app, arguments);
}

void
act_full_text(struct app *app, const struct call *call)
{
	struct selection s;

	(void)call;
	if (app_selection(app, &s) && s.article != 0 && job_full_text(app, s.article))
		app_say(app, "fetching the page");
}

#define ADD_WORDS 16 /* address and tags */

/* The address, then tags; in the feeds a folder or tag under the cursor is given along. */
static void
add_address(struct app *app, struct str text)
{
	const char *arguments[ADD_WORDS + 3] = { "add", NULL };
	struct feeds_place place;
	int n = 1;

	while (text.p != NULL && n < ADD_WORDS) {
		struct str word = str_trim(str_split(&text, ' '));
		if (word.len == 0)
			continue;
		if (word.p[0] == '-') {
			app_complain(app, "that is no address");
			return;
		}
		arguments[n++] = arena_cstr(app->scratch, word);
	}
	if (n == 1)
		return;
	if (feeds_place(app->top, app->scratch, 0, &place) && place.kind == PLACE_FOLDER)
		arguments[n++] =
		        arena_printf(app->scratch, FEED_FOLDER_TAG STR_FMT, STR_ARG(place.name)).p;
	else if (place.kind == PLACE_TAG)
		arguments[n++] = arena_cstr(app->scratch, place.name);
	arguments[n] = NULL;
	job_command(app, "looking for the feed", arguments);
}

void
act_add(struct app *app, const struct call *call)
{
	struct str start = STR("");
	struct selection s;

	if (app->top->view == &view_links && app_selection(app, &s))
		start = s.url;
	if (call->text.len > 0)
		add_address(app, call->text);
	else
		prompt_open(&app->prompt, PROMPT_WORDS, "address of a site or feed: ", start,
		        add_address);
}

static void
import_file(struct app *app, struct str text)
{
	const char *arguments[3] = { "import", NULL, NULL };

	if (text.len == 0)
		return;
	arguments[1] = arena_cstr(app->scratch, text);
	job_command(app, "importing", arguments);
}

void
act_import(struct app *app, const struct call *call)
{
	if (call->text.len > 0)
		import_file(app, call->text);
	else
		prompt_open(&app->prompt, PROMPT_WORDS, "file to import: ", STR(""), import_file);
}

void
act_demo(struct app *app, const struct call *call)
{
	const char *arguments[] = { "demo", NULL };
	struct err e;

	(void)call;
	if (app->o->temporary || app->o->program == NULL)
		app_say(app, "this is the demo");
	else if (!run_self(app, arguments, &e))
		app_fail(app, &e);
}
