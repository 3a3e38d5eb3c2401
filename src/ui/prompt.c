/* SPDX-License-Identifier: ISC */
/*
 * prompt.c - the line editor.  Keys as in a shell: ^A ^E ^B ^F ^W ^U ^K ^D, arrows, Home, End; Up
 * and Down go through history; Tab completes.  Moves by clusters, so that a mark never stands
 * without its letter.
 */
#include "prompt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"

void
prompt_free(struct prompt *p)
{
	for (size_t k = 0; k < PROMPT_KINDS; k++)
		for (size_t i = 0; i < p->history[k].count; i++)
			free(p->history[k].lines[i]);
}

static struct str
text_of(const struct prompt *p)
{
	return (struct str){ p->text, p->len };
}

static void
set_text(struct prompt *p, struct str text)
{
	p->len = text.len < PROMPT_MAX - 1 ? text.len : PROMPT_MAX - 1;
	memmove(p->text, text.p == NULL ? "" : text.p, p->len);
	p->text[p->len] = '\0';
	p->cursor = p->len;
}

void
prompt_open(struct prompt *p, enum prompt_kind kind, const char *label, struct str text,
        prompt_done_fn *done)
{
	p->kind = kind;
	snprintf(p->label, sizeof(p->label), "%s", label);
	p->done = done;
	p->complete = NULL;
	p->back = 0;
	p->complete_round = 0;
	set_text(p, text);
}

void
prompt_close(struct prompt *p)
{
	p->kind = PROMPT_NONE;
	p->complete = NULL;
}

static void
insert(struct prompt *p, struct str bytes)
{
	if (p->len + bytes.len >= PROMPT_MAX)
		return;
	memmove(p->text + p->cursor + bytes.len, p->text + p->cursor, p->len - p->cursor);
	memcpy(p->text + p->cursor, bytes.p, bytes.len);
	p->len += bytes.len;
	p->cursor += bytes.len;
	p->text[p->len] = '\0';
}

static void
cut(struct prompt *p, size_t start, size_t end)
{
	memmove(p->text + start, p->text + end, p->len - end);
	p->len -= end - start;
	p->cursor = start;
	p->text[p->len] = '\0';
}

static size_t
cluster_before(const struct prompt *p)
{
	size_t at = 0, before = 0;
	int width;

	while (at < p->cursor) {
		before = at;
		at += text_cluster_next(text_of(p), at, &width);
	}
	return before;
}

static size_t
cluster_after(const struct prompt *p)
{
	int width;

	if (p->cursor >= p->len)
		return p->len;
	return p->cursor + text_cluster_next(text_of(p), p->cursor, &width);
}

static size_t
word_before(const struct prompt *p)
{
	size_t at = p->cursor;

	while (at > 0 && p->text[at - 1] == ' ')
		at--;
	while (at > 0 && p->text[at - 1] != ' ')
		at--;
	return at;
}

/* ---- history ---- */
static void
remember(struct prompt *p)
{
	struct history *h = &p->history[p->kind];

	if (p->len == 0 || p->kind == PROMPT_WORDS)
		return;
	if (h->count > 0 && strcmp(h->lines[h->count - 1], p->text) == 0)
		return;
	if (h->count == HISTORY_MAX) {
		free(h->lines[0]);
		memmove(h->lines, h->lines + 1, (HISTORY_MAX - 1) * sizeof(h->lines[0]));
		h->count--;
	}
	h->lines[h->count] = strdup(p->text);
	if (h->lines[h->count] != NULL)
		h->count++;
}

static void
go_back(struct prompt *p, int steps)
{
	const struct history *h = &p->history[p->kind];

	if ((steps < 0 && p->back == 0) || (steps > 0 && p->back == h->count))
		return;
	if (p->back == 0)
		memcpy(p->typed, p->text, p->len + 1);
	p->back += (size_t)steps;
	set_text(p, str_of(p->back == 0 ? p->typed : h->lines[h->count - p->back]));
}

/* ---- keys ---- */
static void
complete(struct app *app, struct prompt *p)
{
	struct str start, got;

	if (p->complete == NULL)
		return;
	if (p->complete_round == 0) {
		memcpy(p->typed, p->text, p->cursor);
		p->typed[p->cursor] = '\0';
		p->complete_start = p->cursor;
	}
	start = (struct str){ p->typed, p->complete_start };
	got = p->complete(app, app->scratch, start, p->complete_round);
	if (got.p == NULL && p->complete_round > 0) { /* around */
		p->complete_round = 0;
		got = p->complete(app, app->scratch, start, 0);
	}
	if (got.p == NULL)
		return;
	p->complete_round++;
	set_text(p, got);
}

static void
finish(struct app *app, struct prompt *p)
{
	prompt_done_fn *done = p->done;
	struct str text = arena_str(app->scratch, text_of(p));

	remember(p);
	prompt_close(p);
	app->message[0] = '\0';
	done(app, text);
}

static void
answer(struct app *app, struct prompt *p, uint32_t key)
{
	prompt_done_fn *done = p->done;

	prompt_close(p);
	app->message[0] = '\0';
	if (key == 'y' || key == 'Y' || key == KEY_ENTER)
		done(app, STR("y"));
	else
		app_say(app, "nothing done");
}

static void
edit_key(struct prompt *p, uint32_t key)
{
	char bytes[4];

	switch (key) {
	case KEY_CTRL('a'):
	case KEY_TO_HOME: p->cursor = 0; break;
	case KEY_CTRL('e'):
	case KEY_TO_END: p->cursor = p->len; break;
	case KEY_CTRL('b'):
	case KEY_ARROW_LEFT: p->cursor = cluster_before(p); break;
	case KEY_CTRL('f'):
	case KEY_ARROW_RIGHT: p->cursor = cluster_after(p); break;
	case KEY_CTRL('d'):
	case KEY_DELETE: cut(p, p->cursor, cluster_after(p)); break;
	case KEY_CTRL('w'): cut(p, word_before(p), p->cursor); break;
	case KEY_CTRL('u'): cut(p, 0, p->cursor); break;
	case KEY_CTRL('k'): cut(p, p->cursor, p->len); break;
	case KEY_CTRL('p'):
	case KEY_ARROW_UP: go_back(p, 1); break;
	case KEY_CTRL('n'):
	case KEY_ARROW_DOWN: go_back(p, -1); break;
	default:
		if (key >= 0x20 && key < KEY_SPECIAL)
			insert(p, (struct str){ bytes, utf8_put(key, bytes) });
	}
}

bool
prompt_key(struct app *app, struct prompt *p, uint32_t key)
{
	if (p->kind == PROMPT_ASK) {
		answer(app, p, key);
		return true;
	}
	if (key == KEY_TAB) {
		complete(app, p);
		return true;
	}
	p->complete_round = 0;
	if (key == KEY_ENTER) {
		finish(app, p);
	} else if (key == KEY_ESCAPE || key == KEY_CTRL('c') || key == KEY_CTRL('g')) {
		prompt_close(p);
	} else if (key == KEY_BACKSPACE) {
		if (p->len == 0)
			prompt_close(p);
		else
			cut(p, cluster_before(p), p->cursor);
	} else {
		edit_key(p, key);
	}
	return true;
}

void
prompt_paste(struct prompt *p, struct str text)
{
	if (p->kind != PROMPT_ASK)
		insert(p, text);
}

/* The window of the line that has the cursor in it, when the line is too long. */
void
prompt_draw(const struct prompt *p, struct canvas *c, int row)
{
	int label = canvas_put_cut(c, row, 0, c->cols > 8 ? c->cols - 6 : c->cols, str_of(p->label),
	        LOOK(ROLE_PROMPT));
	int room = c->cols - label - 1, width;
	size_t start = 0;

	while (text_width(str_sub(text_of(p), start, p->cursor)) > room && start < p->cursor)
		start += text_cluster_next(text_of(p), start, &width);
	canvas_put(c, row, label, room, str_sub(text_of(p), start, p->len), LOOK(ROLE_TEXT));
	canvas_cursor(c, row, label + text_width(str_sub(text_of(p), start, p->cursor)), true);
}
