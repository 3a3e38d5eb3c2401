/* SPDX-License-Identifier: ISC */
/*
 * prompt.c - the line editor.  Keys as in a shell: ^A ^E ^B ^F ^W ^U ^K ^D ^Y, Alt with b, f, d and
 * Backspace by words, arrows, Home, End; Up and Down go through what was typed before and begins
 * alike; Tab and Shift-Tab go through completions.  Moves by clusters, so that a mark never stands
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
	if (p->found.a != NULL)
		arena_destroy(p->found.a);
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
	if (label != p->label)
		snprintf(p->label, sizeof(p->label), "%s", label);
	p->done = done;
	p->refused = NULL;
	p->complete = NULL;
	p->back = 0;
	p->chosen = 0;
	p->note[0] = '\0';
	set_text(p, text);
}

void
prompt_again(struct prompt *p, struct str text, size_t at, const char *note)
{
	prompt_complete_fn *complete = p->complete;

	prompt_open(p, p->last_kind, p->label, text, p->done);
	p->complete = complete;
	p->cursor = at < p->len ? at : p->len;
	snprintf(p->note, sizeof(p->note), "%s", note);
}

void
prompt_close(struct prompt *p)
{
	p->last_kind = p->kind;
	p->kind = PROMPT_NONE;
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

/* Cuts for good, to be put in again with ^Y. */
static void
kill(struct prompt *p, size_t start, size_t end)
{
	if (start >= end)
		return;
	memcpy(p->killed, p->text + start, end - start);
	p->killed[end - start] = '\0';
	cut(p, start, end);
}

static size_t
word_after(const struct prompt *p)
{
	size_t at = p->cursor;

	while (at < p->len && p->text[at] == ' ')
		at++;
	while (at < p->len && p->text[at] != ' ')
		at++;
	return at;
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

/* The next line of the history, older or newer, that begins as the typed one does. */
static void
go_back(struct prompt *p, int step)
{
	const struct history *h = &p->history[p->kind];
	size_t back = p->back;

	if (back == 0)
		memcpy(p->typed, p->text, p->len + 1);
	for (;;) {
		if ((step < 0 && back == 0) || (step > 0 && back == h->count))
			return;
		back += (size_t)step;
		if (back == 0 ||
		        strncmp(h->lines[h->count - back], p->typed, strlen(p->typed)) == 0)
			break;
	}
	p->back = back;
	set_text(p, str_of(back == 0 ? p->typed : h->lines[h->count - back]));
}

/* ---- completion ---- */
void
complete_add(struct completions *c, struct str text)
{
	for (size_t i = 0; i < c->count; i++)
		if (str_eq(c->list[i], text))
			return;
	c->list = arena_grow(c->a, c->list, c->count, &c->cap, sizeof(*c->list));
	c->list[c->count++] = arena_str(c->a, text);
}

/* Puts a completion in the place of the one that stands there. */
static void
choose(struct prompt *p, size_t chosen)
{
	struct str text = p->found.list[chosen - 1];

	cut(p, p->found.start, p->cursor);
	insert(p, text);
	p->chosen = chosen;
}

static void
complete(struct app *app, struct prompt *p, int step)
{
	struct completions *c = &p->found;
	struct arena *a = c->a != NULL ? c->a : arena_create();

	if (p->complete == NULL) {
		if (c->a == NULL)
			arena_destroy(a);
		return;
	}
	if (p->chosen == 0) {
		arena_reset(a);
		*c = (struct completions){ .a = a, .start = p->cursor };
		p->complete(app, c, (struct str){ p->text, p->cursor });
	}
	if (c->count == 0)
		return;
	if (p->chosen == 0)
		choose(p, step > 0 ? 1 : c->count);
	else
		choose(p,
		        (p->chosen - 1 + c->count + (size_t)(step + (int)c->count)) % c->count + 1);
	if (c->count == 1) /* the only one: what is typed next begins anew */
		p->chosen = 0;
}

/* ---- keys ---- */
static void
finish(struct app *app, struct prompt *p)
{
	prompt_done_fn *done = p->done;
	struct str text = arena_str(app->scratch, text_of(p));

	remember(p);
	prompt_close(p);
	app->message[0] = '\0';
	p->finishing = p->last_kind == PROMPT_SEARCH || p->last_kind == PROMPT_FILTER;
	done(app, text);
	p->finishing = false;
}

static void
answer(struct app *app, struct prompt *p, uint32_t key)
{
	prompt_done_fn *done = p->done, *refused = p->refused;

	prompt_close(p);
	app->message[0] = '\0';
	if (key == 'y' || key == 'Y' || key == KEY_ENTER)
		done(app, STR("y"));
	else if (refused != NULL)
		refused(app, STR("n"));
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
	case KEY_CTRL('w'):
	case KEY_BACKSPACE | KEY_WITH_ALT: kill(p, word_before(p), p->cursor); break;
	case KEY_CTRL('u'): kill(p, 0, p->cursor); break;
	case KEY_CTRL('k'): kill(p, p->cursor, p->len); break;
	case 'd' | KEY_WITH_ALT: kill(p, p->cursor, word_after(p)); break;
	case KEY_CTRL('y'): insert(p, str_of(p->killed)); break;
	case 'b' | KEY_WITH_ALT:
	case KEY_ARROW_LEFT | KEY_WITH_CTRL: p->cursor = word_before(p); break;
	case 'f' | KEY_WITH_ALT:
	case KEY_ARROW_RIGHT | KEY_WITH_CTRL: p->cursor = word_after(p); break;
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
	p->note[0] = '\0';
	if (key == KEY_TAB || key == KEY_BACKTAB) {
		complete(app, p, key == KEY_TAB ? 1 : -1);
		return true;
	}
	p->chosen = 0;
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

/* Completions, from a page on that has the chosen one. */
static void
draw_completions(const struct prompt *p, struct canvas *c, int row)
{
	size_t first = 0;
	int col = 1, width = 1;

	for (size_t i = 0; i < p->chosen; i++) {
		width += text_width(p->found.list[i]) + 2;
		if (width > c->cols) {
			first = i;
			width = 1 + text_width(p->found.list[i]) + 2;
		}
	}
	for (size_t i = first; i < p->found.count && col < c->cols; i++)
		col += canvas_put_cut(c, row, col, c->cols - col,
		               text_safe(c->arena, p->found.list[i], TEXT_SAFE_LINE),
		               LOOK(i + 1 == p->chosen ? ROLE_SELECTED : ROLE_STATUS)) +
		       2;
}

/* Above the line: what is wrong with it, or what completes it. */
static void
draw_above(const struct prompt *p, struct canvas *c, int row)
{
	bool note = p->note[0] != '\0';

	if (row < 0 || (!note && p->chosen == 0))
		return;
	canvas_fill(c, (struct area){ row, 0, 1, c->cols }, LOOK(ROLE_STATUS));
	if (note)
		canvas_put_cut(c, row, 0, c->cols, str_of(p->note), LOOK(ROLE_BAD));
	else
		draw_completions(p, c, row);
}

/* The window of the line that has the cursor in it, when the line is too long. */
void
prompt_draw(const struct prompt *p, struct canvas *c, int row)
{
	int label = canvas_put_cut(c, row, 0, c->cols > 8 ? c->cols - 6 : c->cols, str_of(p->label),
	        LOOK(ROLE_PROMPT));
	int room = c->cols - label - 1, width;
	size_t start = 0;

	draw_above(p, c, row - 1);
	while (text_width(str_sub(text_of(p), start, p->cursor)) > room && start < p->cursor)
		start += text_cluster_next(text_of(p), start, &width);
	canvas_put(c, row, label, room, str_sub(text_of(p), start, p->len), LOOK(ROLE_TEXT));
	canvas_cursor(c, row, label + text_width(str_sub(text_of(p), start, p->cursor)), true);
}

/* ---- history over sessions: a letter for the kind, a blank, the line ---- */
static const char kind_letters[PROMPT_KINDS] = {
	[PROMPT_COMMAND] = ':', [PROMPT_SEARCH] = '/', [PROMPT_FILTER] = 'F'
};

static void
keep_line(struct prompt *p, enum prompt_kind kind, struct str line)
{
	struct history *h = &p->history[kind];

	if (h->count < HISTORY_MAX && line.len > 0 && line.len < PROMPT_MAX)
		h->lines[h->count++] = strndup(line.p, line.len);
}

void
prompt_load_history(struct prompt *p, const char *path)
{
	struct arena *a = arena_create();
	struct buf b;
	struct err e;

	if (file_read(path, PROMPT_KINDS * HISTORY_MAX * PROMPT_MAX, &b, &e)) {
		for (struct str rest = buf_str(&b); rest.p != NULL;) {
			struct str line = text_safe(a, str_split(&rest, '\n'), TEXT_SAFE_LINE);
			for (int kind = 0; line.len > 2 && kind < PROMPT_KINDS; kind++)
				if (kind_letters[kind] == line.p[0])
					keep_line(p, (enum prompt_kind)kind,
					        str_sub(line, 2, line.len));
		}
		buf_free(&b);
	}
	arena_destroy(a);
}

void
prompt_save_history(const struct prompt *p, const char *path)
{
	struct buf b;
	struct err e;

	buf_init(&b, PROMPT_KINDS * HISTORY_MAX * PROMPT_MAX);
	for (int kind = 0; kind < PROMPT_KINDS; kind++)
		for (size_t i = 0; kind_letters[kind] != 0 && i < p->history[kind].count; i++)
			buf_printf(&b, "%c %s\n", kind_letters[kind], p->history[kind].lines[i]);
	if (b.len > 0 && !file_write_atomic(path, buf_str(&b), 0600, &e))
		log_line(LOG_WARNING, "%s", e.text);
	buf_free(&b);
}
