/* SPDX-License-Identifier: ISC */
/*
 * err.c - errors and notes.  An error is one line that names what failed, built from the inside
 * out: each layer puts its context before it.  Control bytes in its arguments become blanks, for
 * the line goes to terminals and logs.
 */
#include <dateline/base.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

static void
drop_controls(char *text)
{
	for (; *text != '\0'; text++)
		if ((unsigned char)*text < ' ' || *text == 0x7f)
			*text = ' ';
}

/* A line cut in the middle of a UTF-8 sequence loses the broken sequence. */
static void
drop_cut_sequence(char *text, size_t size)
{
	size_t len = strlen(text), back = 0;

	if (len + 1 < size)
		return;
	while (back < 4 && back < len && ((unsigned char)text[len - 1 - back] & 0xc0) == 0x80)
		back++;
	if (back < len && (unsigned char)text[len - 1 - back] >= 0xc0)
		text[len - 1 - back] = '\0';
}

static void
finish(struct err *e)
{
	drop_controls(e->text);
	drop_cut_sequence(e->text, sizeof(e->text));
}

bool
err_set(struct err *e, enum err_kind kind, const char *fmt, ...)
{
	va_list args;

	e->kind = kind;
	va_start(args, fmt);
	vsnprintf(e->text, sizeof(e->text), fmt, args);
	va_end(args);
	finish(e);
	return false;
}

bool
err_errno(struct err *e, const char *fmt, ...)
{
	int saved = errno;
	va_list args;
	size_t len;

	e->kind = ERR_FAIL;
	va_start(args, fmt);
	vsnprintf(e->text, sizeof(e->text), fmt, args);
	va_end(args);
	len = strlen(e->text);
	snprintf(e->text + len, sizeof(e->text) - len, ": %s", strerror(saved));
	finish(e);
	return false;
}

bool
err_context(struct err *e, const char *fmt, ...)
{
	char inner[sizeof(e->text)];
	va_list args;
	size_t len;

	memcpy(inner, e->text, sizeof(inner));
	va_start(args, fmt);
	vsnprintf(e->text, sizeof(e->text), fmt, args);
	va_end(args);
	len = strlen(e->text);
	snprintf(e->text + len, sizeof(e->text) - len, ": %s", inner);
	if (e->kind == ERR_NONE)
		e->kind = ERR_FAIL;
	finish(e);
	return false;
}

void
notes_init(struct notes *n, struct arena *a)
{
	*n = (struct notes){ .arena = a };
}

void
notes_add(struct notes *n, enum severity s, size_t offset, const char *fmt, ...)
{
	char line[512];
	va_list args;

	if (n == NULL)
		return;
	if (n->count == NOTES_MAX) {
		n->dropped++;
		return;
	}
	va_start(args, fmt);
	vsnprintf(line, sizeof(line), fmt, args);
	va_end(args);
	drop_controls(line);
	drop_cut_sequence(line, sizeof(line));
	n->list = arena_grow(n->arena, n->list, n->count, &n->cap, sizeof(*n->list));
	n->list[n->count++] = (struct note){ s, offset, arena_str(n->arena, str_of(line)) };
}
