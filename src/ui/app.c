/* SPDX-License-Identifier: ISC */
/*
 * app.c - keys to actions, and pages to the canvas.  Input: one key, paste or press at a time;
 * output: what is drawn on app->canvas.  No terminal is needed.
 */
#include "undo.h"

#include <stdlib.h>
#include <string.h>

#include "bidi.h"

#define COUNT_MAX 100000
#define MACRO_DEPTH_MAX 8

void
app_init(struct app *app, const struct ui_options *o)
{
	*app = (struct app){ .o = o, .arena = arena_create(), .scratch = arena_create() };
	notes_init(&app->notes, app->arena);
	canvas_init(&app->canvas);
	app->canvas.ascii = o->accessible;
	app->canvas.bidi = bidi_is_on(o->conf);
	for (size_t i = 0; o->notes != NULL && i < o->notes->count; i++)
		notes_add(&app->notes, o->notes->list[i].severity, 0, STR_FMT,
		        STR_ARG(o->notes->list[i].text));
	keymap_load(&app->keymap, app->arena, o->conf, &app->notes);
	theme_load(&app->theme, o->conf, 0, false, &app->notes);
	app->sidebar_off = !conf_bool(o->conf, CONF_SIDEBAR);
	for (size_t i = 0; i < JOBS_MAX; i++)
		app->jobs[i].fd = -1;
}

void
app_free(struct app *app)
{
	late_flush(app, true);
	job_stop_all(app);
	while (app->top != NULL)
		page_close(app);
	if (app->aside != NULL)
		page_free(app->aside);
	undo_forget(app);
	prompt_free(&app->prompt);
	canvas_free(&app->canvas);
	free((char *)app->search.p);
	free((char *)app->moved_from.p);
	free((char *)app->moved_to.p);
	arena_destroy(app->scratch);
	arena_destroy(app->arena);
}

void
app_start(struct app *app)
{
	const struct ui_options *o = app->o;

	switch (o->start) {
	case UI_ARTICLE:
		if (page_open(app, &view_reader, o->start_article, STR_NONE) != NULL)
			break;
		/* fall through */
	case UI_FRONT: page_open(app, &view_front, 0, STR_NONE); break;
	case UI_FEED: page_open(app, &view_articles, o->start_feed, STR_NONE); break;
	}
	if (app->notes.count > 0 && app->message[0] == '\0')
		app_complain(app, STR_FMT, STR_ARG(app->notes.list[0].text));
}

void
app_settings_changed(struct app *app)
{
	int colors = app->screen != NULL ? screen_colors(app->screen) : 0;
	bool light = app->screen != NULL && screen_is_light(app->screen);

	keymap_load(&app->keymap, app->arena, app->o->conf, &app->notes);
	theme_load(&app->theme, app->o->conf, colors, light, &app->notes);
	app->sidebar_off = !conf_bool(app->o->conf, CONF_SIDEBAR);
	app->canvas.bidi = bidi_is_on(app->o->conf);
	app_changed(app);
}

const char *
app_config_path(const struct app *app)
{
	return app->o->paths != NULL && !app->o->temporary ? app->o->paths->config_file : NULL;
}

bool
app_change_setting(struct app *app, struct str section, struct str name, const char *value)
{
	struct undo_step step = { .kind = UNDO_SETTING, .section = section, .name = name };
	const char *path = app_config_path(app), *before = NULL;
	struct conf *c = app->o->conf;
	enum conf_id id;
	struct err e;

	if (section.len > 0) {
		before = conf_feed_key(
		        c, str_sub(section, 5, section.len), arena_cstr(app->scratch, name));
	} else if (conf_find(name, &id)) {
		before = conf_str(c, id);
		step.number = conf_line_of(c, id);
	}
	step.value = str_of(before);
	if (!conf_change(c, path, section, arena_cstr(app->scratch, name), value, &e)) {
		app_fail(app, &e);
		return false;
	}
	undo_note(app, &step);
	app_settings_changed(app);
	app_say(app, STR_FMT " is now %s%s%s - U undoes", STR_ARG(name),
	        value == NULL      ? "as by default"
	        : value[0] == '\0' ? "empty"
	                           : value,
	        path != NULL ? ", in " : "", path != NULL ? "the config" : "");
	return true;
}

void
app_changed(struct app *app)
{
	for (struct page *p = app->top; p != NULL; p = p->below)
		p->stale = true;
	if (app->aside != NULL)
		app->aside->stale = true;
}

void
app_settle(struct app *app)
{
	late_flush(app, false);
}

/* ---- actions ---- */
void
app_run(struct app *app, const struct action *action, const struct call *call)
{
	if (app->top == NULL)
		return;
	if ((action->views & app->top->view->bit) == 0) {
		app_say(app, "%s does nothing here", action->name);
		return;
	}
	app_settle(app);
	if ((action->flags & ACTION_CHAR) != 0 && call->ch == 0) {
		app->waiting = action;
		app->waiting_call = *call;
		return;
	}
	action->run(app, call);
}

static struct str
next_command(struct str *line)
{
	struct str command = str_split(line, ';');

	return str_trim(command);
}

static void
run_command(struct app *app, struct str line)
{
	struct str rest = line, name = str_split(&rest, ' ');
	struct call call = { .text = str_trim(rest) };
	const struct action *action;
	int64_t number;

	if (str_to_i64(name, &number) && number > 0 && app->top != NULL) {
		list_go(&app->top->list, (size_t)number - 1);
		return;
	}
	action = action_meant(name);
	if (action == NULL) {
		const char *nearest = action_nearest(name);
		app_complain(app, "there is no command '" STR_FMT "'%s%s%s", STR_ARG(name),
		        nearest != NULL ? "; did you mean '" : "", nearest != NULL ? nearest : "",
		        nearest != NULL ? "'?" : "");
		return;
	}
	if ((action->flags & ACTION_CHAR) != 0 && call.text.len > 0)
		utf8_next(call.text, 0, &call.ch);
	app_run(app, action, &call);
}

void
app_command_line(struct app *app, struct str line)
{
	if (app->macro_depth >= MACRO_DEPTH_MAX) {
		app_complain(app, "a macro that calls itself was stopped");
		return;
	}
	app->macro_depth++;
	/* ':set' values and words of a search may hold a ';': only a known action behind it counts.
	 */
	while (line.p != NULL) {
		struct str command = next_command(&line);
		if (command.len > 0)
			run_command(app, command);
	}
	app->macro_depth--;
}

/* ---- keys ---- */
static void
forget_pending(struct app *app)
{
	app->pending_count = 0;
	app->number = 0;
	app->waiting = NULL;
}

static bool
take_digit(struct app *app, uint32_t key)
{
	const struct binding *b;

	if (app->pending_count > 0 || key < '0' || key > '9')
		return false;
	if (app->number == 0 && /* a keymap can have digits of its own */
	        (key == '0' || keymap_find(&app->keymap, app->top->view->bit, &key, 1, &b) ==
	                               KEYMAP_FOUND))
		return false;
	if (app->number < COUNT_MAX)
		app->number = app->number * 10 + (int)(key - '0');
	return true;
}

static void
take_waiting(struct app *app, uint32_t key)
{
	const struct action *action = app->waiting;
	struct call call = app->waiting_call;

	forget_pending(app);
	if (key == KEY_ESCAPE || key >= KEY_SPECIAL || key < 0x20)
		return;
	call.ch = key;
	app_run(app, action, &call);
}

static void
complain_unbound(struct app *app)
{
	struct buf b;

	buf_init(&b, 256);
	keys_write(&b, app->pending, app->pending_count);
	app_say(app, "%s is not bound here - ? lists the keys", b.p);
	buf_free(&b);
}

static void
run_binding(struct app *app, const struct binding *b)
{
	struct call call = { .count = app->number, .text = b->argument };
	const struct action *action = b->action;

	if ((action->flags & ACTION_CHAR) != 0 && call.text.len > 0)
		utf8_next(call.text, 0, &call.ch);
	forget_pending(app);
	app_run(app, action, &call);
}

static void
take_key(struct app *app, uint32_t key)
{
	const struct binding *b = NULL;

	if (take_digit(app, key))
		return;
	app->pending[app->pending_count++] = key;
	switch (keymap_find(
	        &app->keymap, app->top->view->bit, app->pending, app->pending_count, &b)) {
	case KEYMAP_MORE:
		if (app->pending_count < KEYS_SEQUENCE_MAX)
			return;
		break;
	case KEYMAP_FOUND: run_binding(app, b); return;
	case KEYMAP_NONE: break;
	}
	if (key != KEY_ESCAPE)
		complain_unbound(app);
	forget_pending(app);
}

void
app_key(struct app *app, uint32_t key)
{
	if (app->top == NULL)
		return;
	if (!app->top->drawn) /* typed ahead: a text must be laid out before keys move in it */
		app_draw(app);
	arena_reset(app->scratch);
	if (app->prompt.kind != PROMPT_NONE) {
		prompt_key(app, &app->prompt, key);
		return;
	}
	app->message[0] = '\0';
	app->message_bad = false;
	if (app->waiting != NULL)
		take_waiting(app, key);
	else
		take_key(app, key);
}

/* Without a prompt a paste is an address to add, or nothing: pasted text never runs as keys. */
void
app_paste(struct app *app, struct str text)
{
	struct str safe;

	arena_reset(app->scratch);
	safe = str_trim(text_safe(app->scratch, text, TEXT_SAFE_LINE));
	if (app->prompt.kind != PROMPT_NONE) {
		prompt_paste(&app->prompt, safe);
		return;
	}
	if (str_starts_nocase(safe, STR("http://")) || str_starts_nocase(safe, STR("https://"))) {
		struct call call = { 0 };
		act_add(app, &call);
		prompt_paste(&app->prompt, safe);
	} else {
		app_say(app, "pasted text is not taken as keys");
	}
}

void
app_mouse(struct app *app, enum mouse_action what, int row, int col)
{
	struct page *p = app->top;
	struct call call = { .count = 3 };
	size_t line;

	if (p == NULL || app->prompt.kind != PROMPT_NONE)
		return;
	if (what == MOUSE_WHEEL_DOWN || what == MOUSE_WHEEL_UP) {
		(what == MOUSE_WHEEL_DOWN ? act_down : act_up)(app, &call);
		return;
	}
	if (what != MOUSE_PRESS)
		return;
	if (panes_press(app, row, col))
		return;
	if (p->view->press != NULL && p->view->press(app, p, row, col))
		return;
	if (p->list.scrolls || row < p->area.row || row >= p->area.row + p->area.rows)
		return;
	line = p->list.top + (size_t)(row - p->area.row);
	if (line >= p->list.count)
		return;
	if (line == p->list.cursor)
		act_open(app, &call);
	else
		list_go(&p->list, line);
}

/* ---- drawing ---- */
void
app_draw(struct app *app)
{
	struct canvas *c = &app->canvas;
	struct area a = canvas_area(c);

	canvas_clear(c);
	if (app->top == NULL)
		return;
	if (a.rows > 1)
		a.rows--;
	panes_draw(app, a);
	status_draw(app, c->rows - 1);
	bidi_reorder(c);
}
