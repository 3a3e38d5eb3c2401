/* SPDX-License-Identifier: ISC */
/*
 * arena.c - memory that is freed as a whole.  A list of chunks, each twice the last up to a bound;
 * an allocation larger than that gets a chunk of its own behind the current one.
 */
#include <dateline/base.h>

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CHUNK_FIRST 4096
#define CHUNK_LARGEST (1024 * 1024)

struct chunk {
	struct chunk *next;
	size_t size, used;
	alignas(max_align_t) char bytes[];
};

struct arena {
	struct chunk *head; /* the one that is filled; older ones behind it */
	struct chunk *first;
	size_t used;
};

void
out_of_memory(void)
{
	static const char words[] = "dateline: out of memory\n";
	ssize_t ignored = write(STDERR_FILENO, words, sizeof(words) - 1); /* stdio may need some */

	(void)ignored;
	abort();
}

static struct chunk *
chunk_create(size_t size)
{
	struct chunk *c;

	if (size > SIZE_MAX - sizeof(*c))
		out_of_memory();
	c = malloc(sizeof(*c) + size);
	if (c == NULL)
		out_of_memory();
	c->next = NULL;
	c->size = size;
	c->used = 0;
	return c;
}

struct arena *
arena_create(void)
{
	struct arena *a = malloc(sizeof(*a));

	if (a == NULL)
		out_of_memory();
	a->first = a->head = chunk_create(CHUNK_FIRST);
	a->used = 0;
	return a;
}

static void
free_all_but_first(struct arena *a)
{
	struct chunk *c = a->head;

	while (c != NULL) {
		struct chunk *next = c->next;
		if (c != a->first)
			free(c);
		c = next;
	}
	a->head = a->first;
	a->first->next = NULL;
}

void
arena_destroy(struct arena *a)
{
	if (a == NULL)
		return;
	free_all_but_first(a);
	free(a->first);
	free(a);
}

void
arena_reset(struct arena *a)
{
	free_all_but_first(a);
	a->first->used = 0;
	a->used = 0;
}

size_t
arena_used(const struct arena *a)
{
	return a->used;
}

static size_t
next_chunk_size(const struct arena *a)
{
	size_t size = a->head->size * 2;

	return size > CHUNK_LARGEST ? CHUNK_LARGEST : size;
}

static void *
take(struct chunk *c, size_t size)
{
	void *p = c->bytes + c->used;

	c->used += size;
	return p;
}

/* A large piece does not end the chunk that is being filled: its chunk goes behind the head. */
static void *
take_own_chunk(struct arena *a, size_t size)
{
	struct chunk *c = chunk_create(size);

	c->next = a->head->next;
	a->head->next = c;
	return take(c, size);
}

/* Not zeroed. */
static void *
take_room(struct arena *a, size_t size_bytes)
{
	const size_t align = alignof(max_align_t);
	size_t size;

	if (size_bytes > SIZE_MAX - align)
		out_of_memory();
	size = size_bytes == 0 ? align : (size_bytes + align - 1) / align * align;
	a->used += size;
	if (size <= a->head->size - a->head->used)
		return take(a->head, size);
	if (size > next_chunk_size(a) / 4)
		return take_own_chunk(a, size);
	struct chunk *c = chunk_create(next_chunk_size(a));
	c->next = a->head;
	a->head = c;
	return take(c, size);
}

void *
arena_alloc(struct arena *a, size_t size_bytes)
{
	return memset(take_room(a, size_bytes), 0, size_bytes);
}

void *
arena_array(struct arena *a, size_t count, size_t size_bytes)
{
	size_t total;

	if (__builtin_mul_overflow(count, size_bytes, &total))
		out_of_memory();
	return arena_alloc(a, total);
}

void *
arena_grow(struct arena *a, void *list, size_t count, size_t *cap, size_t size_bytes)
{
	void *larger;

	if (count < *cap)
		return list;
	*cap = *cap == 0 ? 8 : *cap * 2;
	larger = arena_array(a, *cap, size_bytes);
	if (count > 0)
		memcpy(larger, list, count * size_bytes);
	return larger;
}

struct str
arena_str(struct arena *a, struct str s)
{
	if (s.p == NULL)
		return STR_NONE;
	return (struct str){ arena_cstr(a, s), s.len };
}

char *
arena_cstr(struct arena *a, struct str s)
{
	char *copy = take_room(a, s.len + 1);

	if (s.len > 0)
		memcpy(copy, s.p, s.len);
	copy[s.len] = '\0';
	return copy;
}

struct str
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list args, again;
	int len;
	char *text;

	va_start(args, fmt);
	va_copy(again, args);
	len = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (len < 0)
		len = 0;
	text = take_room(a, (size_t)len + 1);
	vsnprintf(text, (size_t)len + 1, fmt, again);
	va_end(again);
	return (struct str){ text, (size_t)len };
}
