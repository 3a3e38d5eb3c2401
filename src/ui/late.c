/* SPDX-License-Identifier: ISC */
/*
 * late.c - a short queue of writes, in the order in which they were asked for.
 */
#include "app.h"
#include "undo.h"

#include <string.h>

static const struct late_write *
find(const struct app *app, enum late_kind kind, int64_t article)
{
	for (size_t i = 0; i < app->late.count; i++)
		if (app->late.list[i].kind == kind && app->late.list[i].article == article)
			return &app->late.list[i];
	return NULL;
}

void
late_add(struct app *app, struct late_write w)
{
	struct late_write *same = (struct late_write *)find(app, w.kind, w.article);

	if (same != NULL) {
		*same = w;
		return;
	}
	if (app->late.count == LATE_MAX)
		late_flush(app, true);
	app->late.list[app->late.count++] = w;
}

static bool
write_read(struct app *app, const struct late_write *w, struct err *e)
{
	struct store_marking m = {
		.mark = MARK_READ, .on = true, .ids = &w->article, .ids_count = 1
	};
	int64_t changed;

	if (!store_mark(app->o->store, &m, &changed, e))
		return false;
	if (changed > 0)
		undo_note_mark(app);
	return true;
}

static bool
write_one(struct app *app, const struct late_write *w, struct err *e)
{
	return w->kind == LATE_READ ? write_read(app, w, e)
	                            : store_set_position(app->o->store, w->article, w->position, e);
}

void
late_flush(struct app *app, bool wait)
{
	struct late *l = &app->late;
	size_t done = 0;
	struct err e = { ERR_NONE, "" };

	if (l->count == 0)
		return;
	store_set_patient(app->o->store, wait);
	for (; done < l->count; done++) {
		if (write_one(app, &l->list[done], &e))
			continue;
		if (e.kind == ERR_BUSY && !wait)
			break;
		app_fail(app, &e);
	}
	store_set_patient(app->o->store, true);
	l->count -= done;
	memmove(l->list, l->list + done, l->count * sizeof(*l->list));
}

bool
late_is_read(const struct app *app, int64_t article)
{
	return find(app, LATE_READ, article) != NULL;
}

bool
late_position(const struct app *app, int64_t article, uint32_t *position)
{
	const struct late_write *w = find(app, LATE_POSITION, article);

	if (w != NULL)
		*position = w->position;
	return w != NULL;
}
