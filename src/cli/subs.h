/* SPDX-License-Identifier: ISC */
/*
 * subs.h - the urls file and the store's subscriptions are kept the same.
 */
#ifndef CLI_SUBS_H
#define CLI_SUBS_H

#include <dateline/base.h>
#include <dateline/conf.h>
#include <dateline/store.h>

/* Makes the store's subscriptions those of the urls file. */
bool subs_sync(const struct paths *paths, struct store *store, struct notes *notes, struct err *e);

#endif
