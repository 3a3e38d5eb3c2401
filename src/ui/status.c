/* SPDX-License-Identifier: ISC */
/*
 * status.c - the top line of lists and the bottom line: a message or the prompt, else the place,
 * the most useful keys and what runs in the background.
 */
#include "app.h"

#include <stdio.h>

void
title_draw(struct app *app, struct page *p, struct area a)
{
	struct canvas *c = &app->canvas;
	struct str title = p->view->title(app, p, app->canvas.arena);

	canvas_put_cut(c, a.row, a.col, a.cols, title, LOOK(ROLE_TITLE));
}

static struct str
place_of(struct app *app, struct page *p)
{
	if (p->view->place != NULL)
		return p->view->place(app, p, app->canvas.arena);
	if (p->list.count == 0)
		return STR("");
	if (p->list.scrolls)
		return arena_printf(app->canvas.arena, "%d%%", list_percent(&p->list));
	return arena_printf(app->canvas.arena, "%zu/%zu", p->list.cursor + 1, p->list.count);
}

static struct str
bytes_text(struct arena *a, int64_t bytes)
{
	if (bytes < 100 * 1000)
		return arena_printf(a, "%lld kB", (long long)(bytes + 999) / 1000);
	return arena_printf(a, "%.1f MB", (double)bytes / 1e6);
}

/* "12/100 feeds, 37 new, 1.2 MB" of a fetch; when all feeds are done, the pages. */
static struct str
fetch_text(struct arena *a, const struct job *j)
{
	struct str failed =
	        j->failed > 0 ? arena_printf(a, ", %lld failed", (long long)j->failed) : STR("");

	if (j->done < j->total)
		return arena_printf(a, "%lld/%lld feeds, %lld new, " STR_FMT STR_FMT,
		        (long long)j->done, (long long)j->total, (long long)j->added,
		        STR_ARG(bytes_text(a, j->bytes)), STR_ARG(failed));
	return arena_printf(a, "%lld new" STR_FMT ", full text: %lld", (long long)j->added,
	        STR_ARG(failed), (long long)j->pages);
}

/* Of the job that runs, or "". */
static struct str
job_text(struct app *app)
{
	struct arena *a = app->canvas.arena;

	for (size_t i = 0; i < JOBS_MAX; i++) {
		const struct job *j = &app->jobs[i];
		if (j->pid == 0)
			continue;
		if (j->kind == JOB_COMMAND || (j->total == 0 && j->pages == 0))
			return arena_printf(a, "%s... ^C stops", j->what);
		return arena_printf(a, STR_FMT "  ^C stops", STR_ARG(fetch_text(a, j)));
	}
	return STR("");
}

/* Room for the longest place: a step then changes digits only. */
static int
place_cells(const struct page *p, struct str place)
{
	struct str total = place;
	int before;

	if (p->list.scrolls)
		return text_width(place) > 4 ? text_width(place) : 4;
	before = (int)str_chr(place, '/');
	if (before < 0)
		return text_width(place);
	str_split(&total, '/');
	return 2 * text_width(total) + 1;
}

/* Keys that were typed and wait for more: "3g". */
static struct str
pending_text(struct app *app)
{
	struct str out;
	struct buf b;

	buf_init(&b, 256);
	if (app->number > 0)
		buf_printf(&b, "%d", app->number);
	keys_write(&b, app->pending, app->pending_count);
	if (app->waiting != NULL)
		buf_printf(&b, "%s: which letter?", app->waiting->name);
	out = arena_str(app->canvas.arena, buf_str(&b));
	buf_free(&b);
	return out;
}

struct hint {
	struct str keys, label;
	int cells;
};

/* "open" or "open:change": the action's name and what is said of it. */
static struct hint
hint_of(struct app *app, struct page *p, struct str word)
{
	struct hint h = { .label = word };
	struct str name = str_split(&h.label, ':');
	const struct action *action = action_find(name);

	if (action == NULL)
		return h;
	h.keys = keymap_keys_of(&app->keymap, app->canvas.arena, action, p->view->bit, false);
	if (h.label.p == NULL)
		h.label = name;
	if (h.keys.len > 0)
		h.cells = text_width(h.keys) + text_width(h.label) + 1;
	return h;
}

/* Keys and names of the view's hints while there is room; for the last one, help, there always is.
 */
static void
hints_draw(struct app *app, struct page *p, int row, int col, int end)
{
	struct canvas *c = &app->canvas;
	bool empty = p->list.count == 0 && p->view->empty_hints != NULL;
	struct str words = str_of(empty ? p->view->empty_hints : p->view->hints);
	struct hint help = hint_of(app, p, STR("help"));

	while (words.p != NULL) {
		struct hint h = hint_of(app, p, str_split(&words, ' '));
		int room = end - (str_eq(h.label, help.label) ? 0 : help.cells + 2);
		if (h.cells == 0 || col + h.cells > room)
			continue;
		col += canvas_put(c, row, col, h.cells, h.keys, LOOK(ROLE_KEY)) + 1;
		col += canvas_put(c, row, col, h.cells, h.label, LOOK(ROLE_STATUS)) + 2;
	}
}

static void
message_draw(struct app *app, int row)
{
	struct look look = LOOK(app->message_bad ? ROLE_BAD : ROLE_TITLE);

	canvas_put_cut(&app->canvas, row, 0, app->canvas.cols, str_of(app->message), look);
}

void
status_draw(struct app *app, int row)
{
	struct canvas *c = &app->canvas;
	struct page *p = app->top;
	struct str right = job_text(app), pending = pending_text(app), place;
	int col, end;

	canvas_fill(c, (struct area){ row, 0, 1, c->cols }, LOOK(ROLE_STATUS));
	if (app->prompt.kind != PROMPT_NONE) {
		prompt_draw(&app->prompt, c, row);
		return;
	}
	if (app->message[0] != '\0') {
		message_draw(app, row);
		return;
	}
	if (pending.len > 0)
		right = pending;
	end = c->cols - text_width(right) - (right.len > 0 ? 2 : 0);
	canvas_put_right(c, row, 0, c->cols, right, LOOK(ROLE_STATUS));
	place = place_of(app, p);
	canvas_put_cut(c, row, 0, end, place, LOOK(ROLE_STATUS));
	col = place_cells(p, place) + 2;
	if (conf_bool(app->o->conf, CONF_HINTS) && p->view->hints != NULL)
		hints_draw(app, p, row, col, end);
}
