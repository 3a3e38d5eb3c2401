/* SPDX-License-Identifier: ISC */
/*
 * feed.c - the two doors: a stream of bytes that gives out entries, and a whole document.
 */
#include "feed_private.h"

#include <string.h>

#define FIRST_BYTES (64 * 1024) /* of a stream, before its charset is chosen */
#define PIECE_BYTES (64 * 1024) /* that are decoded at a time */

struct feed_parser {
	struct parser p;
};

struct feed_parser *
feed_parser_open(const struct feed_options *o, feed_entry_fn *each, void *user)
{
	return (struct feed_parser *)feed_core_open(o, each, user, NULL);
}

static enum charset_kind
kind_of(struct str bytes)
{
	for (size_t i = 0; i < bytes.len && i < 64; i++) {
		if (bytes.p[i] == '{' || bytes.p[i] == '[')
			return CHARSET_JSON;
		if (bytes.p[i] == '<')
			break;
	}
	return CHARSET_XML;
}

/* What the scanner leaves (an unfinished tag) stays at the start of the text. */
static void
decode(struct parser *p, struct str bytes, bool last)
{
	struct buf *text = &p->decoded;

	do {
		struct str piece = str_sub(bytes, 0, PIECE_BYTES);
		bool end;
		size_t took;

		bytes = str_sub(bytes, piece.len, bytes.len);
		end = last && bytes.len == 0;
		text_decoder_push(p->decoder, piece, end, text);
		took = feed_core_push(p, buf_str(text), end);
		if (text->len > took)
			memmove(text->p, text->p + took, text->len - took);
		text->len -= took;
	} while (bytes.len > 0 && !p->stopped);
}

static void
start_decoding(struct parser *p, bool last)
{
	struct str first = buf_str(&p->first);
	struct charset_hints h = { p->options.content_type, kind_of(first) };

	p->decoder = text_decoder_open(&h);
	decode(p, first, last);
	buf_free(&p->first);
}

bool
feed_parser_push(struct feed_parser *fp, struct str bytes)
{
	struct parser *p = &fp->p;

	if (p->stopped)
		return false;
	if (p->decoder != NULL) {
		decode(p, bytes, false);
	} else {
		buf_add_str(&p->first, bytes);
		if (p->first.len >= FIRST_BYTES)
			start_decoding(p, false);
	}
	return !p->stopped;
}

bool
feed_parser_close(struct feed_parser *fp, struct arena *a, struct feed *out, struct notes *notes,
        struct err *e)
{
	struct parser *p = &fp->p;

	if (p->decoder == NULL)
		start_decoding(p, true);
	else if (!p->stopped)
		decode(p, STR_NONE, true);
	text_decoder_close(p->decoder, &p->notes);
	p->decoder = NULL;
	return feed_core_close(p, a, out, notes, e);
}

/* ---- a whole document ---- */

struct collector {
	struct arena *arena;
	struct feed_entry *list;
	size_t count, cap;
};

static bool
collect(void *user, const struct feed_entry *entry)
{
	struct collector *c = user;

	c->list = arena_grow(c->arena, c->list, c->count, &c->cap, sizeof(*c->list));
	c->list[c->count++] = *entry;
	return true;
}

bool
feed_parse(struct arena *a, struct str bytes, const struct feed_options *o, struct feed *out,
        struct notes *notes, struct err *e)
{
	struct collector c = { .arena = a };
	struct parser *p = feed_core_open(o, collect, &c, a);
	struct arena *text_arena = arena_create();
	struct charset_hints h = { o->content_type, kind_of(bytes) };
	bool is_feed;

	feed_core_push(p, text_decode(text_arena, bytes, &h, &p->notes), true);
	is_feed = feed_core_close(p, a, out, notes, e);
	arena_destroy(text_arena);
	out->entries = c.list;
	out->entries_count = c.count;
	return is_feed;
}
