/* SPDX-License-Identifier: ISC */
/*
 * act_out.c - actions that give an article to the world outside: browser, clipboard, file, command,
 * player.
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <dateline/url.h>

#include "reader.h"

#define FILE_MAX (64u * 1024 * 1024) /* bytes of an article that is saved or piped */
#define OPEN_MAX 20                  /* links opened at once */

/* Browsers that need the terminal. */
static bool
wants_terminal(const char *command)
{
	static const char *const names[] = { "w3m", "lynx", "links", "elinks", "links2", "cha",
		"mpv --no" };

	for (size_t i = 0; i < COUNT(names); i++)
		if (strncmp(command, names[i], strlen(names[i])) == 0)
			return true;
	return getenv("DISPLAY") == NULL && getenv("WAYLAND_DISPLAY") == NULL;
}

static bool
run_for(struct app *app, enum conf_id setting, const struct selection *s)
{
	const char *command = conf_str(app->o->conf, setting);
	struct run_words w = { s->url, s->title, s->feed_title };
	struct err e;

	if (!url_is_safe_link(s->url)) {
		app_say(app, "there is no address that can be opened");
		return false;
	}
	if (run_template(app, command, &w, wants_terminal(command), &e))
		return true;
	app_fail(app, &e);
	return false;
}

/* The selection, or link number `count` of the open article. */
static bool
chosen(struct app *app, const struct call *call, struct selection *s)
{
	int64_t number = call->count;

	if (call->text.len > 0) /* "browser 3" */
		str_to_i64(call->text, &number);
	if (number > 0 && app->top->view == &view_links)
		list_go(&app->top->list, (size_t)number - 1);
	if (!app_selection(app, s))
		return false;
	if (number <= 0 || page_reader(app->top) == NULL)
		return true;
	s->url = reader_link(app->top, number < INT_MAX ? (int)number : INT_MAX);
	if (s->url.len > 0)
		return true;
	app_say(app, "there is no link %lld", (long long)number);
	return false;
}

void
act_browser(struct app *app, const struct call *call)
{
	struct selection s;

	if (chosen(app, call, &s) && run_for(app, CONF_BROWSER, &s))
		app_say(app, "opened " STR_FMT, STR_ARG(url_display(app->scratch, s.url)));
}

static void
open_links(struct app *app)
{
	struct page *p = app->top;
	struct selection s;
	size_t cursor = p->list.cursor, opened = 0;

	for (size_t i = 0; i < p->list.count && i < OPEN_MAX; i++) {
		p->list.cursor = i;
		if (app_selection(app, &s) && run_for(app, CONF_BROWSER, &s))
			opened++;
	}
	p->list.cursor = cursor;
	app_say(app, "opened %zu links", opened);
}

void
act_browser_all(struct app *app, const struct call *call)
{
	struct selection s;

	if (app->top->view == &view_links) {
		open_links(app);
		return;
	}
	if (!chosen(app, call, &s) || !run_for(app, CONF_BROWSER, &s))
		return;
	if (s.unread)
		act_toggle_read(app, &(struct call){ 0 });
}

/* ---- clipboard ---- */
static void
copy(struct app *app, struct str text)
{
	struct str safe = text_safe(app->scratch, text, TEXT_SAFE_LINE);

	if (safe.len == 0)
		return;
	if (app->screen != NULL)
		screen_clipboard(app->screen, safe);
	app_say(app, "copied " STR_FMT, STR_ARG(safe));
}

void
act_copy(struct app *app, const struct call *call)
{
	struct selection s;

	if (chosen(app, call, &s))
		copy(app, s.url);
}

void
act_copy_title(struct app *app, const struct call *call)
{
	struct selection s;

	if (chosen(app, call, &s))
		copy(app, arena_printf(app->scratch, STR_FMT " " STR_FMT, STR_ARG(s.title),
		                  STR_ARG(s.url)));
}

/* ---- as a document ---- */
enum form { FORM_TEXT, FORM_MARKDOWN, FORM_HTML };

static const struct {
	const char *ending;
	enum form form;
} forms[] = { { ".md", FORM_MARKDOWN }, { ".html", FORM_HTML }, { ".txt", FORM_TEXT } };

static enum form
form_of(struct str name)
{
	for (size_t i = 0; i < COUNT(forms); i++)
		if (str_ends(name, str_of(forms[i].ending)))
			return forms[i].form;
	return FORM_TEXT;
}

static bool
write_article(struct app *app, int64_t id, enum form form, struct buf *b, struct err *e)
{
	struct store_article stored;
	struct article_options o = { .fragment = true };
	struct article art;

	if (!store_article(app->o->store, app->scratch, id, &stored, e))
		return false;
	o.url = stored.item.url;
	if (!article_parse(app->scratch, stored.html, &o, &art, NULL, e))
		return false;
	buf_printf(b,
	        form == FORM_MARKDOWN ? "# " STR_FMT "\n\n"
	        : form == FORM_TEXT   ? STR_FMT "\n\n"
	                              : "",
	        STR_ARG(text_safe(app->scratch, stored.item.title, TEXT_SAFE_LINE)));
	if (form == FORM_HTML)
		article_write_html(b, &art);
	else if (form == FORM_MARKDOWN)
		article_write_markdown(b, &art);
	else
		article_write_text(b, &art);
	if (form != FORM_HTML && stored.item.url.len > 0)
		buf_printf(b, "\n" STR_FMT "\n",
		        STR_ARG(text_safe(app->scratch, stored.item.url, TEXT_SAFE_LINE)));
	return true;
}

static void
save_as(struct app *app, struct str name)
{
	const char *dir = conf_str(app->o->conf, CONF_SAVE_DIR), *home = getenv("HOME");
	struct selection s;
	struct buf b;
	struct err e;
	const char *path;

	if (name.len == 0 || !app_selection(app, &s) || s.article == 0)
		return;
	if (str_starts(name, STR("~/")) && home != NULL)
		path = arena_printf(
		        app->scratch, "%s/" STR_FMT, home, STR_ARG(str_sub(name, 2, name.len)))
		               .p;
	else if (name.p[0] != '/' && dir[0] != '\0')
		path = arena_printf(app->scratch, "%s/" STR_FMT, dir, STR_ARG(name)).p;
	else
		path = arena_cstr(app->scratch, name);
	buf_init(&b, FILE_MAX);
	if (access(path, F_OK) == 0)
		app_complain(app, "%s is there already; nothing was written", path);
	else if (!write_article(app, s.article, form_of(name), &b, &e) ||
	         !file_write_atomic(path, buf_str(&b), 0644, &e))
		app_fail(app, &e);
	else
		app_say(app, "saved %s", path);
	buf_free(&b);
}

/* A name for the file from the title: letters and digits, dashes between. */
static struct str
file_name(struct arena *a, struct str title)
{
	struct str fold = text_fold(a, title);
	char *out = arena_alloc(a, fold.len + 8);
	size_t len = 0;

	for (size_t i = 0; i < fold.len && len < 60; i++) {
		char c = fold.p[i];
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80)
			out[len++] = c;
		else if (len > 0 && out[len - 1] != '-')
			out[len++] = '-';
	}
	while (len > 0 && (out[len - 1] == '-' || (unsigned char)out[len - 1] >= 0x80))
		len--;
	return arena_printf(a, "%.*s.txt", len > 0 ? (int)len : 7, len > 0 ? out : "article");
}

void
act_save(struct app *app, const struct call *call)
{
	struct selection s;

	if (!app_selection(app, &s) || s.article == 0)
		return;
	if (call->text.len > 0)
		save_as(app, call->text);
	else
		prompt_open(&app->prompt, PROMPT_WORDS,
		        "save as: ", file_name(app->scratch, s.title), save_as);
}

static void
pipe_to(struct app *app, struct str command)
{
	enum form form = FORM_TEXT;
	struct selection s;
	struct buf b;
	struct err e;

	if (str_starts(command, STR("html:")) || str_starts(command, STR("md:"))) {
		form = command.p[0] == 'h' ? FORM_HTML : FORM_MARKDOWN;
		str_split(&command, ':');
	}
	if (command.len == 0 || !app_selection(app, &s) || s.article == 0)
		return;
	buf_init(&b, FILE_MAX);
	if (!write_article(app, s.article, form, &b, &e) ||
	        !run_pipe(app, arena_cstr(app->scratch, command), buf_str(&b), &e))
		app_fail(app, &e);
	buf_free(&b);
}

void
act_pipe(struct app *app, const struct call *call)
{
	if (call->text.len > 0)
		pipe_to(app, call->text);
	else
		prompt_open(&app->prompt, PROMPT_COMMAND,
		        "pipe text (md:, html:) to: ", str_of(conf_str(app->o->conf, CONF_PIPE)),
		        pipe_to);
}

/* ---- other programs ---- */
void
act_enqueue(struct app *app, const struct call *call)
{
	struct store_article stored;
	struct selection s;
	struct err e;

	(void)call;
	if (!app_selection(app, &s) || s.article == 0)
		return;
	if (!store_article(app->o->store, app->scratch, s.article, &stored, &e)) {
		app_fail(app, &e);
		return;
	}
	if (stored.enclosures_count == 0) {
		app_say(app, "this article has no enclosure");
		return;
	}
	s.url = stored.enclosures[0].url;
	if (run_for(app, CONF_PLAYER, &s))
		app_say(app, "playing " STR_FMT, STR_ARG(s.url));
}

void
act_bookmark(struct app *app, const struct call *call)
{
	struct selection s;

	if (!chosen(app, call, &s))
		return;
	if (conf_str(app->o->conf, CONF_BOOKMARK)[0] == '\0')
		app_say(app, "set bookmark to a command first: :set bookmark COMMAND %%u %%t");
	else if (run_for(app, CONF_BOOKMARK, &s))
		app_say(app, "bookmarked");
}
