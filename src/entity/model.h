/* SPDX-License-Identifier: ISC */
/*
 * model.h - the mapped model file: its lists and the tagger's weights (private to entity).
 */
#ifndef ENTITY_MODEL_H
#define ENTITY_MODEL_H

#include "entity_private.h"

bool model_list_find(const struct entity_model *m, struct str lower, struct place_hit *out);

#endif
