/* SPDX-License-Identifier: ISC */
/*
 * body.c - long text as the store keeps it: compressed by zstd with a dictionary of the store's own
 * texts.  A dictionary is nothing but pieces of the first texts of several feeds, which does nearly
 * as well as a trained one (39 to 38 % of the size, against 52 % without) and costs no time.
 * A packed text is one byte that says how, the dictionary's number where there is one, the frame.
 */
#include "store_private.h"

#include <stdlib.h>
#include <string.h>
#include <zstd.h>

#define LEVEL 5
#define DICT_BYTES 106000 /* of one dictionary */
#define PIECE_BYTES 2650  /* of one text in it */
#define PIECES_A_RESET 2  /* taken of one answer, so that many feeds are heard */
#define SHORT_BYTES 64    /* shorter texts are kept as they are */
#define DICTS_MAX 64      /* loaded at a time */

enum { PACKED_RAW, PACKED_PLAIN, PACKED_DICT };

struct dict {
	int64_t id;
	ZSTD_CDict *in;
	ZSTD_DDict *out;
};

struct packer {
	ZSTD_CCtx *in;
	ZSTD_DCtx *out;
	struct dict dicts[DICTS_MAX];
	size_t count;
	int64_t current[BODY_KINDS]; /* number of the dictionary for new texts; 0: none yet */
	bool looked[BODY_KINDS];     /* `current` was read from the store */
	struct buf pieces[BODY_KINDS];
	int pieces_left[BODY_KINDS];
	int64_t rollbacks;
};

static struct packer *
packer_of(struct store *s)
{
	struct packer *p = s->packer;

	if (p != NULL)
		return p;
	p = s->packer = calloc(1, sizeof(*p));
	if (p == NULL || (p->in = ZSTD_createCCtx()) == NULL ||
	        (p->out = ZSTD_createDCtx()) == NULL)
		out_of_memory();
	for (int kind = 0; kind < BODY_KINDS; kind++) {
		buf_init(&p->pieces[kind], DICT_BYTES);
		p->pieces_left[kind] = PIECES_A_RESET;
	}
	p->rollbacks = db_rollbacks(s->db);
	return p;
}

static void
drop_dicts(struct packer *p)
{
	for (size_t i = 0; i < p->count; i++) {
		ZSTD_freeCDict(p->dicts[i].in);
		ZSTD_freeDDict(p->dicts[i].out);
	}
	p->count = 0;
	memset(p->looked, 0, sizeof(p->looked));
	memset(p->current, 0, sizeof(p->current));
}

void
body_free(struct store *s)
{
	struct packer *p = s->packer;

	if (p == NULL)
		return;
	drop_dicts(p);
	for (int kind = 0; kind < BODY_KINDS; kind++)
		buf_free(&p->pieces[kind]);
	ZSTD_freeCCtx(p->in);
	ZSTD_freeDCtx(p->out);
	free(p);
	s->packer = NULL;
}

void
body_new_source(struct store *s)
{
	struct packer *p = packer_of(s);

	for (int kind = 0; kind < BODY_KINDS; kind++)
		p->pieces_left[kind] = PIECES_A_RESET;
}

/* ---- dictionaries ---- */

static struct dict *
add_dict(struct packer *p, int64_t id, struct str bytes)
{
	struct dict *d;

	if (p->count == DICTS_MAX)
		drop_dicts(p);
	d = &p->dicts[p->count];
	d->id = id;
	d->in = ZSTD_createCDict(bytes.p, bytes.len, LEVEL);
	d->out = ZSTD_createDDict(bytes.p, bytes.len);
	if (d->in == NULL || d->out == NULL)
		out_of_memory();
	p->count++;
	return d;
}

static struct dict *
find_dict(struct store *s, int64_t id, struct err *e)
{
	struct packer *p = packer_of(s);
	struct db_stmt *st;
	struct dict *d = NULL;

	for (size_t i = 0; i < p->count; i++)
		if (p->dicts[i].id == id)
			return &p->dicts[i];
	st = db_query(s->db, e, "select bytes from dicts where id = ?", DB_INT(id));
	if (st == NULL)
		return NULL;
	if (db_row(st))
		d = add_dict(p, id, db_view(st, 0));
	if (!db_end(st, e))
		return NULL;
	if (d == NULL)
		err_set(e, ERR_FAIL, "the store is damaged: a dictionary is missing");
	return d;
}

/* A dictionary made in a transaction that was taken back is gone. */
static bool
find_current(struct store *s, enum body_kind kind, struct dict **out, struct err *e)
{
	struct packer *p = packer_of(s);

	*out = NULL;
	if (p->rollbacks != db_rollbacks(s->db)) {
		p->rollbacks = db_rollbacks(s->db);
		drop_dicts(p);
	}
	if (!p->looked[kind]) {
		if (!db_one(s->db, e, &p->current[kind], NULL,
		            "select max(id) from dicts where kind = ?", DB_INT(kind)))
			return false;
		p->looked[kind] = true;
	}
	if (p->current[kind] == 0)
		return true;
	*out = find_dict(s, p->current[kind], e);
	return *out != NULL;
}

bool
body_add_dict(struct store *s, enum body_kind kind, struct str bytes, struct err *e)
{
	struct packer *p = packer_of(s);

	if (!db_run(s->db, e, "insert into dicts(kind, bytes) values(?, ?)", DB_INT(kind),
	            DB_BLOB(bytes)))
		return false;
	p->current[kind] = db_insert_id(s->db);
	p->looked[kind] = true;
	return true;
}

/* Keeps a piece of the text; a dictionary is made when there are enough. */
static bool
sample(struct store *s, enum body_kind kind, struct str text, struct err *e)
{
	struct packer *p = packer_of(s);
	struct buf *b = &p->pieces[kind];
	bool ok;

	if (p->pieces_left[kind] == 0)
		return true;
	p->pieces_left[kind]--;
	buf_add_str(
	        b, str_sub(text, 0, PIECE_BYTES < b->max - b->len ? PIECE_BYTES : b->max - b->len));
	if (b->len < b->max)
		return true;
	ok = body_add_dict(s, kind, buf_str(b), e);
	buf_free(b);
	return ok;
}

/* ---- texts ---- */

struct str
body_raw(struct arena *a, struct str text)
{
	char *p = arena_alloc(a, text.len + 1);

	p[0] = PACKED_RAW;
	memcpy(p + 1, text.p, text.len);
	return (struct str){ p, text.len + 1 };
}

static size_t
write_head(char *p, const struct dict *d)
{
	uint64_t id = d == NULL ? 0 : (uint64_t)d->id;
	size_t len = 0;

	p[len++] = d == NULL ? PACKED_PLAIN : PACKED_DICT;
	for (; d != NULL && id >= 0x80; id >>= 7)
		p[len++] = (char)(id | 0x80);
	if (d != NULL)
		p[len++] = (char)id;
	return len;
}

bool
body_pack(struct store *s, struct arena *a, enum body_kind kind, struct str text, struct str *out,
        struct err *e)
{
	struct packer *p = packer_of(s);
	struct dict *d;
	size_t head, size, room;
	char *bytes;

	*out = STR_NONE;
	if (text.len == 0)
		return true;
	*out = body_raw(a, text);
	if (text.len < SHORT_BYTES)
		return true;
	if (!find_current(s, kind, &d, e) || (d == NULL && !sample(s, kind, text, e)))
		return false;
	room = ZSTD_compressBound(text.len);
	bytes = arena_alloc(a, room + 16);
	head = write_head(bytes, d);
	size = d == NULL ? ZSTD_compressCCtx(p->in, bytes + head, room, text.p, text.len, 1)
	                 : ZSTD_compress_usingCDict(
	                           p->in, bytes + head, room, text.p, text.len, d->in);
	if (!ZSTD_isError(size) && head + size < out->len)
		*out = (struct str){ bytes, head + size };
	return true;
}

static bool
decompress(struct store *s, struct arena *a, struct unpack *u, bool has_dict, struct str *out,
        struct err *e)
{
	struct packer *p = packer_of(s);
	struct dict *d = NULL;
	unsigned long long len;
	size_t got;
	char *bytes;

	if (has_dict && (d = find_dict(s, (int64_t)unpack_u64(u), e)) == NULL)
		return false;
	len = ZSTD_getFrameContentSize(u->left.p, u->left.len);
	if (len > BODY_MAX) /* also its two error values */
		return err_set(e, ERR_FAIL, "the store is damaged: a text cannot be unpacked");
	bytes = arena_alloc(a, (size_t)len + 1);
	got = d == NULL ? ZSTD_decompressDCtx(p->out, bytes, (size_t)len, u->left.p, u->left.len)
	                : ZSTD_decompress_usingDDict(
	                          p->out, bytes, (size_t)len, u->left.p, u->left.len, d->out);
	if (ZSTD_isError(got) || got != len)
		return err_set(e, ERR_FAIL, "the store is damaged: a text cannot be unpacked");
	*out = (struct str){ bytes, got };
	return true;
}

bool
body_unpack(struct store *s, struct arena *a, struct str packed, struct str *out, struct err *e)
{
	struct unpack u = { .left = packed };

	*out = STR_NONE;
	if (packed.len == 0)
		return true;
	switch (unpack_u64(&u)) {
	case PACKED_RAW: *out = arena_str(a, u.left); return true;
	case PACKED_PLAIN: return decompress(s, a, &u, false, out, e);
	case PACKED_DICT: return decompress(s, a, &u, true, out, e);
	default:
		return err_set(
		        e, ERR_FAIL, "the store is damaged: a text is packed in an unknown way");
	}
}

/* The page, unless the feed's own content says clearly more (a page cut short by a wall). */
bool
body_choose(struct store *s, struct arena *a, struct str feed_packed, struct str page_packed,
        struct str *out, bool *is_page, struct err *e)
{
	struct str feed, page;
	bool better;

	if (!body_unpack(s, a, feed_packed, &feed, e) || !body_unpack(s, a, page_packed, &page, e))
		return false;
	better = page.len > 0 && page.len + page.len / 3 >= feed.len;
	*out = better ? page : feed;
	if (is_page != NULL)
		*is_page = better;
	return true;
}
