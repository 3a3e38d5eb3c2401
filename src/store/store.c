/* SPDX-License-Identifier: ISC */
/*
 * store.c - the handle: opening, closing, batches of answers, and single values kept in `meta`.
 */
#include "store_private.h"

#include <stdlib.h>

bool
store_open(struct store **out, const char *path, enum store_mode mode, struct err *e)
{
	struct store *s = calloc(1, sizeof(*s));

	if (s == NULL)
		out_of_memory();
	s->mode = mode;
	s->scratch = arena_create();
	if (!db_open(&s->db, path, mode, e) || !schema_migrate(s->db, mode != STORE_READ_ONLY, e) ||
	        !functions_register(s, e)) {
		store_close(s);
		return err_context(
		        e, "cannot open the store %s", mode == STORE_MEMORY ? "in memory" : path);
	}
	s->data_version = db_data_version(s->db);
	*out = s;
	return true;
}

void
store_close(struct store *s)
{
	if (s == NULL)
		return;
	undo_free(s);
	analyse_free(s);
	search_flush(s, false, NULL);
	functions_free(s);
	body_free(s);
	cluster_forget(s);
	db_close(s->db);
	arena_destroy(s->scratch);
	free(s);
}

bool
store_is_synced(const struct store *s)
{
	return s->mode != STORE_WRITE || db_is_synced(s->db);
}

bool
store_sync(struct store *s, struct err *e)
{
	return store_is_synced(s) || db_sync(s->db, e) ||
	       err_context(e, "cannot make sure that the disk has all changes");
}

bool
store_changed(struct store *s)
{
	int64_t version = db_data_version(s->db);
	bool changed = version != s->data_version;

	s->data_version = version;
	return changed;
}

void
store_set_patient(struct store *s, bool patient)
{
	db_set_patient(s->db, patient);
}

bool
store_batch_begin(struct store *s, struct err *e)
{
	if (!s->bulk)
		db_set_bulk(s->db);
	s->bulk = true;
	if (!db_begin(s->db, e))
		return false;
	s->batch++;
	return true;
}

bool
store_batch_end(struct store *s, struct err *e)
{
	bool ok;

	s->batch--;
	ok = s->batch > 0 || search_flush(s, true, e);
	ok = db_finish(s->db, ok, e);
	if (!ok)
		cluster_forget(s);
	return ok || err_context(e, "cannot write to the store");
}

bool
meta_get(struct store *s, const char *key, int64_t *out, struct err *e)
{
	return db_one(
	        s->db, e, out, NULL, "select value from meta where key = ?", DB_TEXT(str_of(key)));
}

bool
meta_set(struct store *s, const char *key, int64_t value, struct err *e)
{
	return db_run(s->db, e,
	        "insert into meta values(?, ?) on conflict do update set value = excluded.value",
	        DB_TEXT(str_of(key)), DB_INT(value));
}
