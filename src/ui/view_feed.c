/* SPDX-License-Identifier: ISC */
/*
 * view_feed.c - one subscription (page->id): its state, its line of the urls file and its section
 * of the config, each changed in place.
 */
#include <string.h>

#include <dateline/url.h>

#include "feeds.h"
#include "form.h"
#include "items.h"

struct feed_page {
	struct form form; /* first: it is drawn and searched as a form */
	struct store_feed feed;
	struct urls_line line;
};

/* ---- the fields ---- */
enum field_kind { FIELD_STATE, FIELD_LINE, FIELD_SETTING, FIELD_KEY };
struct field {
	const char *name;
	enum field_kind kind;
	enum conf_id id;   /* FIELD_SETTING */
	subs_edit_fn *set; /* FIELD_LINE; NULL: a new address */
	struct str (*get)(struct arena *a, const struct feed_page *f);
	const char *help;
};

static void
set_title(struct arena *a, struct urls_line *line, struct str text)
{
	line->title = text.len > 0 ? arena_str(a, text) : STR_NONE;
}

static void
set_hidden(struct arena *a, struct urls_line *line, struct str text)
{
	(void)a;
	line->hidden = str_eq(text, STR("yes"));
}

static struct str
get_title(struct arena *a, const struct feed_page *f)
{
	(void)a;
	return f->line.title;
}

static struct str
get_address(struct arena *a, const struct feed_page *f)
{
	(void)a;
	return f->line.url;
}

static struct str
get_tags(struct arena *a, const struct feed_page *f)
{
	return line_tags(a, &f->line);
}

static struct str
get_folder(struct arena *a, const struct feed_page *f)
{
	(void)a;
	return line_folder(&f->line);
}

static struct str
get_hidden(struct arena *a, const struct feed_page *f)
{
	(void)a;
	return f->line.hidden ? STR("yes") : STR("no");
}

const char *
feed_advice(const struct store_feed *f)
{
	static const char *const advice[] = {
		[FEED_OK] = "It is well.",
		[FEED_FAILING] = "It is asked again later, or at once with r. Is the address still "
		                 "right? It can be changed and keeps its articles.",
		[FEED_GONE] = "The server says that it is gone for good, so it is not asked any "
		              "more. Give it another address, or unsubscribe.",
		[FEED_AUTH] = "The server wants a name and a password: set user and "
		              "password-command of this feed, then r.",
		[FEED_NEVER] = "It has not been asked yet; r asks it.",
	};

	return f->query.len > 0 ? "" : advice[f->state];
}

static struct str
get_state(struct arena *a, const struct feed_page *f)
{
	if (f->feed.query.len > 0)
		return STR("a query, never asked");
	if (f->feed.error.len > 0)
		return f->feed.error;
	if (f->feed.fetched > 0)
		return arena_printf(a, "ok %.*s", STR_ARG(date_long(a, f->feed.fetched)));
	return STR("not asked yet");
}

static const struct field fields[] = {
	{ "state", FIELD_STATE, 0, NULL, get_state, "" },
	{ "title", FIELD_LINE, 0, set_title, get_title, "Your name for it; empty: its own." },
	{ "address", FIELD_LINE, 0, NULL, get_address,
	        "Where it is. Under a new address it keeps its articles and marks." },
	{ "tags", FIELD_LINE, 0, line_set_tags, get_tags,
	        "Words with blanks between; quotes keep a blank in one." },
	{ "folder", FIELD_LINE, 0, line_set_folder, get_folder,
	        "The folder of the list it stands in; empty: none. Tab completes." },
	{ "hidden", FIELD_LINE, 0, set_hidden, get_hidden,
	        "Hidden feeds are not on the front page; queries and searches find them." },
	{ "full-text", FIELD_SETTING, CONF_FULL_TEXT, NULL, NULL, NULL },
	{ "interval", FIELD_SETTING, CONF_INTERVAL, NULL, NULL, NULL },
	{ "keep-days", FIELD_SETTING, CONF_KEEP_DAYS, NULL, NULL, NULL },
	{ "keep-count", FIELD_SETTING, CONF_KEEP_COUNT, NULL, NULL, NULL },
	{ "user-agent", FIELD_SETTING, CONF_USER_AGENT, NULL, NULL, NULL },
	{ "proxy", FIELD_SETTING, CONF_PROXY, NULL, NULL, NULL },
	{ "connect-timeout", FIELD_SETTING, CONF_CONNECT_TIMEOUT, NULL, NULL, NULL },
	{ "timeout", FIELD_SETTING, CONF_TIMEOUT, NULL, NULL, NULL },
	{ "max-size", FIELD_SETTING, CONF_MAX_SIZE, NULL, NULL, NULL },
	{ "user", FIELD_KEY, 0, NULL, NULL, "Name for a server that asks for one." },
	{ "password-command", FIELD_KEY, 0, NULL, NULL,
	        "Command whose first line of output is the password, as in: pass show news" },
	{ "header", FIELD_KEY, 0, NULL, NULL, "A further line of the request, as in: X-Key: 1" },
	{ "ca-file", FIELD_KEY, 0, NULL, NULL, "Certificates to trust for this feed." },
	{ "insecure", FIELD_KEY, 0, NULL, NULL,
	        "yes: https is not verified, and each fetch says so." },
};

/* ---- loading ---- */
static struct form_row
setting_row(struct app *app, struct arena *a, const struct feed_page *f, const struct field *field)
{
	const struct conf_option *o = &conf_table[field->id];
	const char *own = conf_feed_key(app->o->conf, f->feed.url, o->name);
	bool global = conf_line_of(app->o->conf, field->id) != CONF_BY_DEFAULT;

	return (struct form_row){ .name = str_of(o->name),
		.value = str_of(own != NULL ? own : conf_str(app->o->conf, field->id)),
		.source = own != NULL ? STR("this feed")
		          : global    ? STR("all feeds")
		                      : STR(""),
		.set = own != NULL,
		.help = arena_printf(a, STR_FMT ". " STR_FMT ".", STR_ARG(form_help(a, o)),
		        STR_ARG(form_bounds(a, o))) };
}

static struct form_row
row_of(struct app *app, struct arena *a, const struct feed_page *f, const struct field *field)
{
	struct form_row row = { .name = str_of(field->name), .help = str_of(field->help) };
	const char *own;

	switch (field->kind) {
	case FIELD_SETTING: return setting_row(app, a, f, field);
	case FIELD_STATE:
		row.value = app->o->temporary ? STR("not kept") : field->get(a, f);
		row.help = str_of(feed_advice(&f->feed));
		if (f->feed.error.len > 0)
			row.help = arena_printf(
			        a, STR_FMT ". " STR_FMT, STR_ARG(row.value), STR_ARG(row.help));
		row.set = f->feed.error.len > 0;
		break;
	case FIELD_LINE:
		row.value = field->get(a, f);
		row.source = STR("urls");
		row.set = row.value.len > 0 && !str_eq(row.value, STR("no")) && field->set != NULL;
		break;
	case FIELD_KEY:
		own = conf_feed_key(app->o->conf, f->feed.url, field->name);
		row.value = str_of(own);
		row.source = own != NULL ? STR("this feed") : STR("");
		row.set = own != NULL;
		break;
	}
	return row;
}

static bool
load(struct app *app, struct page *p, struct err *e)
{
	struct feed_page *f = p->state;
	struct err none;

	f->form.rows = NULL;
	f->form.count = f->form.cap = 0;
	if (!store_feed_get(app->o->store, p->arena, p->id, &f->feed, e))
		return false;
	f->line = (struct urls_line){ .url = f->feed.url,
		.title = f->feed.user_title,
		.tags = f->feed.tags,
		.tags_count = f->feed.tags_count,
		.hidden = f->feed.hidden };
	if (app->o->paths != NULL && !app->o->temporary)
		urls_find(p->arena, app->o->paths->urls_file, f->feed.url, &f->line, &none);
	for (size_t i = 0; i < COUNT(fields); i++)
		form_add(&f->form, p->arena, row_of(app, p->arena, f, &fields[i]));
	p->list.count = f->form.count;
	return true;
}

static struct str
title(struct app *app, struct page *p, struct arena *a)
{
	const struct feed_page *f = p->state;

	return arena_printf(a, "Feed: " STR_FMT " %s %lld articles, %lld unread",
	        STR_ARG(f->feed.title), canvas_glyph(&app->canvas, GLYPH_DOT).p,
	        (long long)f->feed.total, (long long)f->feed.unread);
}

/* ---- changing ---- */
static void
change_address(struct app *app, const struct feed_page *f, struct str text)
{
	struct err e;

	if (str_eq(text, f->feed.url))
		return;
	if (f->line.kind == URLS_QUERY && str_starts(text, STR("query:"))) {
		struct str expression = text;
		str_split(&expression, ':');
		str_split(&expression, ':');
		if (expression.p == NULL)
			app_complain(app, "a query is query:NAME:EXPRESSION");
		else if (!store_query_check(expression, &e))
			app_fail(app, &e);
		else
			subs_readdress(app, f->feed.id, f->feed.url, text);
	} else if (f->line.kind == URLS_FEED && !url_is_http(text)) {
		app_complain(app, "a feed's address begins with https:// or http://");
	} else {
		subs_readdress(app, f->feed.id, f->feed.url, text);
	}
}

static void
change(struct app *app, struct str text)
{
	struct feed_page *f = app->top->state;
	const struct field *field = &fields[app->top->list.cursor];
	struct str url = f->feed.url;
	const char *what = arena_printf(app->scratch, "%s changed", field->name).p;

	if (app->top->view != &view_feed)
		return;
	text = str_trim(text);
	if (field->kind == FIELD_LINE && !subs_can_change(app))
		return;
	if (field->kind == FIELD_LINE && field->set == NULL)
		change_address(app, f, text);
	else if (field->kind == FIELD_LINE)
		subs_edit(app, &url, 1, field->set, text, what);
	else
		app_change_setting(app, arena_printf(app->scratch, "feed " STR_FMT, STR_ARG(url)),
		        str_of(field->name), arena_cstr(app->scratch, text));
}

static void
open_field(struct app *app, struct page *p)
{
	struct feed_page *f = p->state;
	const struct field *field = &fields[p->list.cursor];
	const struct form_row *row = &f->form.rows[p->list.cursor];
	struct str next = STR_NONE;

	if (field->kind == FIELD_STATE)
		return;
	if (field->kind == FIELD_SETTING)
		next = form_next_value(field->id, row->value);
	else if (field->set == set_hidden)
		next = f->line.hidden ? STR("no") : STR("yes");
	if (next.p != NULL) {
		change(app, next);
		return;
	}
	prompt_open(&app->prompt, PROMPT_WORDS, arena_printf(app->scratch, "%s: ", field->name).p,
	        row->value, change);
	if (field->set == line_set_folder)
		app->prompt.complete = complete_folder;
	if (field->set == line_set_tags)
		app->prompt.complete = complete_tag;
}

static void
clear_field(struct app *app, struct page *p)
{
	const struct field *field = &fields[p->list.cursor];
	struct feed_page *f = p->state;

	if (field->kind == FIELD_LINE && field->set != NULL)
		change(app, STR(""));
	else if (field->kind >= FIELD_SETTING && f->form.rows[p->list.cursor].set)
		app_change_setting(app,
		        arena_printf(app->scratch, "feed " STR_FMT, STR_ARG(f->feed.url)),
		        str_of(field->name), NULL);
	else
		app_say(app, "there is nothing to take away here");
}

static bool
select_feed(struct app *app, struct page *p, struct selection *out)
{
	const struct feed_page *f = p->state;

	(void)app;
	out->feed = f->feed.id;
	out->url = f->feed.site_url.len > 0 ? f->feed.site_url : f->feed.url;
	out->title = out->feed_title = f->feed.title;
	return true;
}

const struct view view_feed = {
	.name = "feed",
	.bit = VIEW_FEED,
	.state_size = sizeof(struct feed_page),
	.load = load,
	.draw = form_draw,
	.title = title,
	.hints = "open:change delete:default reload undo back help",
	.open = open_field,
	.clear = clear_field,
	.select = select_feed,
	.find = form_find,
};
