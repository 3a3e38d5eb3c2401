/* SPDX-License-Identifier: ISC */
/*
 * entities.c - what was found in an article, in one blob: names, mentions and quantities with their
 * spans, so that opening it again needs no model.
 */
#include "store_private.h"

#define ENTITIES_FORMAT 1
#define PACKED_MAX (16u * 1024 * 1024)
#define WEIGHT_SCALE 10000 /* weights are kept as whole numbers */

static void
pack_entity(struct buf *b, const struct entity *x)
{
	pack_u64(b, x->kind);
	pack_str(b, x->name);
	pack_str(b, x->key);
	pack_str(b, x->detail);
	pack_str(b, x->country);
	pack_u64(b, x->count);
	pack_u64(b, x->first);
	pack_u64(b, x->metonym);
}

/* Spans are kept by their distance from the one before. */
static void
pack_mention(struct buf *b, const struct mention *m, uint32_t *at)
{
	pack_i64(b, (int64_t)m->start - *at);
	pack_u64(b, m->end - m->start);
	pack_u64(b, m->kind);
	pack_u64(b, m->entity);
	*at = m->end;
}

static void
pack_quantity(struct buf *b, const struct quantity *q, uint32_t *at)
{
	pack_i64(b, (int64_t)q->start - *at);
	pack_u64(b, q->end - q->start);
	pack_u64(b, q->kind);
	pack_u64(b, q->qual);
	pack_f64(b, q->value);
	pack_f64(b, q->value2);
	pack_str(b, q->unit);
	pack_str(b, q->what);
	pack_str(b, q->verb);
	pack_str(b, q->attribution);
	pack_str(b, q->iso);
	pack_str(b, q->display);
	pack_u64(b, q->weight > 0 ? (uint64_t)(q->weight * WEIGHT_SCALE + 0.5) : 0);
	*at = q->end;
}

struct str
entities_pack(struct arena *a, const struct entities *x)
{
	struct buf b;
	struct str packed;
	uint32_t at = 0;

	buf_init(&b, PACKED_MAX);
	pack_u64(&b, ENTITIES_FORMAT);
	pack_str(&b, x->note);
	pack_u64(&b, x->count);
	for (size_t i = 0; i < x->count; i++)
		pack_entity(&b, &x->list[i]);
	pack_u64(&b, x->mentions_count);
	for (size_t i = 0; i < x->mentions_count; i++)
		pack_mention(&b, &x->mentions[i], &at);
	pack_u64(&b, x->quantities_count);
	at = 0;
	for (size_t i = 0; i < x->quantities_count; i++)
		pack_quantity(&b, &x->quantities[i], &at);
	packed = b.full ? STR_NONE : arena_str(a, buf_str(&b));
	buf_free(&b);
	return packed;
}

static void
unpack_entity(struct arena *a, struct unpack *u, struct entity *x)
{
	x->kind = (enum entity_kind)(unpack_u64(u) % ENTITY_KINDS);
	x->name = arena_str(a, unpack_str(u));
	x->key = arena_str(a, unpack_str(u));
	x->detail = arena_str(a, unpack_str(u));
	x->country = arena_str(a, unpack_str(u));
	x->count = (uint32_t)unpack_u64(u);
	x->first = (uint32_t)unpack_u64(u);
	x->metonym = unpack_u64(u) != 0;
}

static void
unpack_span(struct unpack *u, uint32_t *start, uint32_t *end, uint32_t *at)
{
	*start = (uint32_t)(*at + unpack_i64(u));
	*end = *start + (uint32_t)unpack_u64(u);
	*at = *end;
}

static void
unpack_quantity(struct arena *a, struct unpack *u, struct quantity *q, uint32_t *at)
{
	unpack_span(u, &q->start, &q->end, at);
	q->kind = (enum quantity_kind)(unpack_u64(u) % QUANTITY_KINDS);
	q->qual = (enum quantity_qual)(unpack_u64(u) % QUAL_KINDS);
	q->value = unpack_f64(u);
	q->value2 = unpack_f64(u);
	q->unit = arena_str(a, unpack_str(u));
	q->what = arena_str(a, unpack_str(u));
	q->verb = arena_str(a, unpack_str(u));
	q->attribution = arena_str(a, unpack_str(u));
	q->iso = arena_str(a, unpack_str(u));
	q->display = arena_str(a, unpack_str(u));
	q->weight = (double)unpack_u64(u) / WEIGHT_SCALE;
}

/* A count that the rest of the blob can hold: every element takes a byte at least. */
static size_t
unpack_count(struct unpack *u)
{
	uint64_t count = unpack_u64(u);

	if (count > u->left.len) {
		u->bad = true;
		return 0;
	}
	return (size_t)count;
}

bool
entities_unpack(struct arena *a, struct str packed, struct entities *out)
{
	struct unpack u = { .left = packed };
	uint32_t at = 0;

	*out = (struct entities){ 0 };
	if (unpack_u64(&u) != ENTITIES_FORMAT)
		return false;
	out->note = arena_str(a, unpack_str(&u));
	out->count = unpack_count(&u);
	out->list = arena_array(a, out->count, sizeof(*out->list));
	for (size_t i = 0; i < out->count && !u.bad; i++)
		unpack_entity(a, &u, &out->list[i]);
	out->mentions_count = unpack_count(&u);
	out->mentions = arena_array(a, out->mentions_count, sizeof(*out->mentions));
	for (size_t i = 0; i < out->mentions_count && !u.bad; i++) {
		struct mention *m = &out->mentions[i];
		unpack_span(&u, &m->start, &m->end, &at);
		m->kind = (enum entity_kind)(unpack_u64(&u) % ENTITY_KINDS);
		m->entity = (uint32_t)unpack_u64(&u);
		u.bad |= m->entity >= out->count;
	}
	out->quantities_count = unpack_count(&u);
	out->quantities = arena_array(a, out->quantities_count, sizeof(*out->quantities));
	at = 0;
	for (size_t i = 0; i < out->quantities_count && !u.bad; i++)
		unpack_quantity(a, &u, &out->quantities[i], &at);
	if (u.bad)
		*out = (struct entities){ 0 };
	return !u.bad;
}

bool
store_entities(struct store *s, struct arena *a, int64_t id, struct entities *out, struct err *e)
{
	/* Spans of a text that has changed since would point beside it. */
	struct db_stmt *st = db_query(s->db, e,
	        "select n.entities from analyses n join articles a"
	        " on a.id = n.article where n.article = ? and a.todo & 2 = 0",
	        DB_INT(id));
	struct str packed = STR_NONE;
	bool ok = true;

	*out = (struct entities){ 0 };
	if (st == NULL)
		return false;
	if (db_row(st))
		ok = body_unpack(s, a, db_view(st, 0), &packed, e);
	if (!db_end(st, e) || !ok)
		return err_context(e, "cannot read what was found in the article");
	if (packed.len > 0)
		entities_unpack(a, packed, out);
	return true;
}
