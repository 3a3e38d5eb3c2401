/* SPDX-License-Identifier: ISC */
/*
 * model.c - the model file: opening, checking, mapping.
 */
#include "model.h"

bool
entity_model_open(struct entity_model **out, const char *path, struct err *e)
{
	*out = NULL;
	return err_set(e, ERR_FAIL, "%s: no model of this version", path);
}

void
entity_model_close(struct entity_model *m)
{
	(void)m;
}

bool
model_list_find(const struct entity_model *m, struct str lower, struct place_hit *out)
{
	(void)m;
	(void)lower;
	(void)out;
	return false;
}
