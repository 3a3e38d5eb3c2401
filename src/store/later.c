/* SPDX-License-Identifier: ISC */
/*
 * later.c - doors that the modules they need have not opened yet.
 */
#include "store_private.h"

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

bool
cluster_add(struct store *s, struct arena *a, const struct story_doc *doc, struct err *e)
{
	(void)s, (void)a, (void)doc, (void)e;
	return true;
}

void
cluster_forget(struct store *s)
{
	(void)s;
}
