/* SPDX-License-Identifier: ISC */
/*
 * record.c - the slots of a feed, an entry, a source or a person, and how they are filled: the
 * highest rank wins, among equals the first.
 */
#include "feed_private.h"

#include "html.h"

struct arena *
feed_record_arena(struct parser *p)
{
	return p->entry_depth > 0 ? p->entry_arena : p->arena;
}

static struct value *
claim(struct parser *p, enum slot slot, uint8_t rank)
{
	struct value *v = &p->record->slots[slot];

	if (rank <= v->rank)
		return NULL;
	v->rank = rank;
	return v;
}

static bool
is_blank(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.p[i] > ' ')
			return false;
	return true;
}

void
feed_record_put(struct parser *p, enum slot slot, uint8_t rank, struct str text, enum markup markup)
{
	struct arena *a = p->entry_depth > 0 ? p->scratch : p->arena;
	struct value *v;

	if (text.p == NULL)
		return;
	/* What is there but empty is better than nothing, and worse than anything. */
	v = claim(p, slot, is_blank(text) ? 1 : rank);
	if (v == NULL)
		return;
	v->text = arena_str(a, text);
	v->markup = markup;
	v->base = p->scoped_depth > 0 ? arena_str(a, p->base)
	                              : p->base; /* may end with its element */
}

void
feed_record_put_date(struct parser *p, enum slot slot, uint8_t rank, struct str text)
{
	struct value *v;
	int64_t date;

	text = str_trim(text);
	if (text.len == 0)
		return;
	if (!feed_date(text, &date)) {
		notes_add(&p->notes, NOTE_WARNING, p->xml.offset, "no date: \"%.*s\"",
		        str_precision(utf8_prefix(text, 60)), text.p);
		return;
	}
	v = claim(p, slot, rank);
	if (v != NULL)
		v->date = date;
}

struct str
feed_record_url(struct parser *p, struct str ref)
{
	struct arena *a = feed_record_arena(p);
	struct str base = p->base;

	if (base.len == 0)
		base = p->feed_record.slots[SLOT_LINK].text;
	return arena_str(a, feed_address(a, base, ref));
}

void
feed_record_put_url(struct parser *p, enum slot slot, uint8_t rank, struct str ref)
{
	struct value *v;
	struct str url;

	if (rank <= p->record->slots[slot].rank)
		return;
	url = feed_record_url(p, ref);
	if (url.p == NULL)
		return;
	v = claim(p, slot, rank);
	v->text = url;
}

void
feed_record_put_author(struct parser *p, uint8_t rank, struct str name)
{
	struct value *v = &p->record->slots[SLOT_AUTHOR];

	if (name.len == 0 || rank < v->rank)
		return;
	if (rank == v->rank) {
		if (str_find(v->text, name) < 0 && v->text.len < AUTHORS_MAX)
			v->text = arena_printf(feed_record_arena(p), STR_FMT ", " STR_FMT,
			        STR_ARG(v->text), STR_ARG(name));
		return;
	}
	v->rank = rank;
	v->text = arena_str(feed_record_arena(p), name);
}
