/* SPDX-License-Identifier: ISC */
/*
 * late.h - writes that nobody waits for: read marks and places in articles.  They are tried when
 * the screen is drawn, and again later while a fetching child holds the store, so that no key
 * waits for it.
 */
#ifndef UI_LATE_H
#define UI_LATE_H

#include <dateline/base.h>

#define LATE_MAX 64       /* writes; one more waits for the store */
#define LATE_RETRY_MS 100 /* after the store was busy */

struct app;
enum late_kind { LATE_READ, LATE_POSITION };
struct late_write {
	enum late_kind kind;
	int64_t article;
	uint32_t position;
};
struct late {
	struct late_write list[LATE_MAX];
	size_t count;
};

void late_add(struct app *app, struct late_write w);
/* Does what can be done; with wait all of it, so that another change comes after it. */
void late_flush(struct app *app, bool wait);
/* What the store will say when the writes are done. */
bool late_is_read(const struct app *app, int64_t article);
bool late_position(const struct app *app, int64_t article, uint32_t *position);

#endif
