/* SPDX-License-Identifier: ISC */
/*
 * buf.c - growable bytes with a cap from birth.  What would pass the cap is refused whole, and the
 * buffer says so in `full`, so that a loop of additions needs one check at its end.
 */
#include <dateline/base.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_CAP 256

void
buf_init(struct buf *b, size_t max_bytes)
{
	*b = (struct buf){ .max = max_bytes };
}

void
buf_reset(struct buf *b)
{
	b->len = 0;
	b->full = false;
	if (b->p != NULL)
		b->p[0] = '\0';
}

void
buf_free(struct buf *b)
{
	free(b->p);
	buf_init(b, b->max);
}

/* Makes room for len more bytes and a NUL. */
static bool
reserve(struct buf *b, size_t len)
{
	size_t need, cap = b->cap == 0 ? FIRST_CAP : b->cap;
	char *larger;

	if (len > b->max || b->len > b->max - len) {
		b->full = true;
		return false;
	}
	need = b->len + len + 1;
	if (need <= b->cap)
		return true;
	while (cap < need)
		cap = cap > need / 2 ? need + need / 2 : cap * 2;
	larger = realloc(b->p, cap);
	if (larger == NULL)
		out_of_memory();
	b->p = larger;
	b->cap = cap;
	return true;
}

bool
buf_add(struct buf *b, const void *bytes, size_t len)
{
	if (!reserve(b, len))
		return false;
	if (len > 0)
		memcpy(b->p + b->len, bytes, len);
	b->len += len;
	b->p[b->len] = '\0';
	return true;
}

bool
buf_add_str(struct buf *b, struct str s)
{
	return buf_add(b, s.p, s.len);
}

bool
buf_add_cstr(struct buf *b, const char *s)
{
	return buf_add(b, s, strlen(s));
}

bool
buf_add_char(struct buf *b, char c)
{
	return buf_add(b, &c, 1);
}

bool
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list args, again;
	int len;
	bool fits = false;

	va_start(args, fmt);
	va_copy(again, args);
	len = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (len >= 0 && reserve(b, (size_t)len)) {
		vsnprintf(b->p + b->len, (size_t)len + 1, fmt, again);
		b->len += (size_t)len;
		fits = true;
	}
	va_end(again);
	return fits;
}

struct str
buf_str(const struct buf *b)
{
	return (struct str){ b->len == 0 ? "" : b->p, b->len };
}
