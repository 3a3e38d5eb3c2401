/* SPDX-License-Identifier: ISC */
/*
 * act_feed.c - actions that ask the net, by a child: reload, full text, subscribe, import; and the
 * demo.
 */
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

void
act_reload(struct app *app, const struct call *call)
{
	struct page *p = app->top;
	struct selection s;
	int64_t feed = 0;

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
	const char *arguments[3] = { "--full-text", NULL, NULL };
	struct selection s;

	(void)call;
	if (!app_selection(app, &s) || s.article == 0)
		return;
	arguments[1] = arena_printf(app->scratch, "%lld", (long long)s.article).p;
	if (job_fetch(app, arguments))
		app_say(app, "fetching the page");
}

static void
add_address(struct app *app, struct str text)
{
	const char *arguments[3] = { "add", NULL, NULL };

	if (text.len == 0)
		return;
	if (text.p[0] == '-') {
		app_complain(app, "that is no address");
		return;
	}
	arguments[1] = arena_cstr(app->scratch, text);
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
