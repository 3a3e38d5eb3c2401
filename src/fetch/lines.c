/* SPDX-License-Identifier: ISC */
/*
 * lines.c - the lines of waiting requests.  Hosts are found by hash; those with somebody waiting
 * stand in a ring, and the search for the next start goes on behind where it last succeeded, so
 * that no host keeps the others from their turn.
 */
#include "lines.h"

#include <stdlib.h>

#define BUCKETS 1024

struct line {
	struct str host;
	struct line *same_hash;
	struct line *before, *after; /* in the ring, while somebody waits */
	struct waiter *first, *last;
	int active;
	int64_t started_ms; /* the last start; 0 = none yet */
	bool private_net;
};

struct lines {
	struct arena *arena;
	struct line *buckets[BUCKETS];
	struct line *ring; /* where to look next; NULL: nobody waits */
	size_t ring_len, waiting;
	int active, per_host, total;
};

struct lines *
lines_open(int per_host, int total)
{
	struct arena *a = arena_create();
	struct lines *l = arena_alloc(a, sizeof(*l));

	l->arena = a;
	l->per_host = per_host;
	l->total = total;
	return l;
}

void
lines_close(struct lines *l)
{
	arena_destroy(l->arena);
}

struct line *
lines_of(struct lines *l, struct str host)
{
	struct line **at = &l->buckets[hash_str(host) % BUCKETS];

	for (struct line *line = *at; line != NULL; line = line->same_hash)
		if (str_eq(line->host, host))
			return line;
	struct line *fresh = arena_alloc(l->arena, sizeof(*fresh));
	fresh->host = arena_str(l->arena, host);
	fresh->same_hash = *at;
	*at = fresh;
	return fresh;
}

void
line_set_private(struct line *line)
{
	line->private_net = true;
}

bool
line_is_private(const struct line *line)
{
	return line->private_net;
}

static void
ring_add(struct lines *l, struct line *line)
{
	l->ring_len++;
	if (l->ring == NULL) {
		l->ring = line->before = line->after = line;
		return;
	}
	line->after = l->ring;
	line->before = l->ring->before;
	line->before->after = line;
	l->ring->before = line;
}

static void
ring_remove(struct lines *l, struct line *line)
{
	l->ring_len--;
	if (line->after == line) {
		l->ring = NULL;
		return;
	}
	line->before->after = line->after;
	line->after->before = line->before;
	if (l->ring == line)
		l->ring = line->after;
}

void
lines_add(struct lines *l, struct line *line, struct waiter *w, bool first)
{
	l->waiting++;
	if (line->first == NULL) {
		ring_add(l, line);
		w->next = NULL;
		line->first = line->last = w;
	} else if (first) {
		w->next = line->first;
		line->first = w;
	} else {
		w->next = NULL;
		line->last->next = w;
		line->last = w;
	}
}

static struct waiter *
take_first(struct lines *l, struct line *line)
{
	struct waiter *w = line->first;

	line->first = w->next;
	l->waiting--;
	l->ring = line->after;
	if (line->first == NULL)
		ring_remove(l, line);
	w->next = NULL;
	return w;
}

/* Milliseconds until the first of the line may start as far as its pause is concerned. */
static int64_t
pause_left(const struct line *line, int64_t now_ms)
{
	int64_t ready = line->started_ms + line->first->pause_ms;

	if (line->private_net && line->first->public_only)
		return 0;
	return line->started_ms == 0 || ready <= now_ms ? 0 : ready - now_ms;
}

struct waiter *
lines_take(struct lines *l, int64_t now_ms, int64_t *wait_ms)
{
	struct line *line = l->ring;

	if (l->active >= l->total)
		return NULL;
	for (size_t i = 0; i < l->ring_len; i++, line = line->after) {
		int64_t left;

		if (line->active >= l->per_host)
			continue;
		left = pause_left(line, now_ms);
		if (left > 0) {
			*wait_ms = left < *wait_ms ? left : *wait_ms;
			continue;
		}
		l->active++;
		line->active++;
		line->started_ms = now_ms;
		return take_first(l, line);
	}
	return NULL;
}

void
lines_leave(struct lines *l, struct line *line)
{
	l->active--;
	line->active--;
}

size_t
lines_waiting(const struct lines *l)
{
	return l->waiting;
}

struct waiter *
lines_drop(struct lines *l)
{
	return l->ring == NULL ? NULL : take_first(l, l->ring);
}
