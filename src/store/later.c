/* SPDX-License-Identifier: ISC */
/*
 * later.c - doors that the modules they need have not opened yet.
 */
#include "store_private.h"

static bool
analyse(struct store *s, int64_t id, struct err *e)
{
	struct arena *a = arena_create();
	struct store_article art;
	bool ok = store_article(s, a, id, &art, e) &&
	          search_put(
	                  s, a, id, art.item.title, art.item.author, markup_text(a, art.html), e) &&
	          db_run(s->db, e, "update articles set todo = todo & ~2 where id = ?", DB_INT(id));

	arena_destroy(a);
	return ok;
}

bool
store_analyse(
        struct store *s, const struct entity_model *model, int64_t id, int64_t now, struct err *e)
{
	(void)model, (void)now;
	if (!db_begin(s->db, e))
		return false;
	return db_finish(s->db, analyse(s, id, e), e);
}

bool
store_entities(struct store *s, struct arena *a, int64_t id, struct entities *out, struct err *e)
{
	(void)s, (void)a, (void)id, (void)e;
	*out = (struct entities){ 0 };
	return true;
}

bool
store_names_near(struct store *s, struct arena *a, struct str key, size_t limit,
        struct store_name **out, size_t *count, struct err *e)
{
	(void)s, (void)a, (void)key, (void)limit, (void)e;
	*out = NULL;
	*count = 0;
	return true;
}

bool
store_dump(struct store *s, store_dump_fn *each, void *user, struct err *e)
{
	(void)s, (void)each, (void)user;
	return err_set(e, ERR_FAIL, "not possible yet");
}

bool
store_restore_line(struct store *s, struct str json_line, struct err *e)
{
	(void)s, (void)json_line;
	return err_set(e, ERR_FAIL, "not possible yet");
}

bool
store_import_newsboat(
        struct store *s, const char *path, int64_t now, struct store_result *out, struct err *e)
{
	(void)s, (void)path, (void)now;
	*out = (struct store_result){ 0 };
	return err_set(e, ERR_FAIL, "not possible yet");
}
