/* SPDX-License-Identifier: ISC */
/*
 * pages.h - the pages of articles, fetched ahead (module-private).
 */
#ifndef FETCH_PAGES_H
#define FETCH_PAGES_H

#include "run.h"

#define PAGES_MAX 400         /* pages fetched ahead in one run ... */
#define PAGES_PER_HOST_MAX 40 /* ... of them from one host */
#define PAGES_PAUSE_MS 1000   /* between two starts at one host */
#define PAGE_BYTES_MAX (8u * 1024 * 1024)

struct pages;
/* Puts the pages wanted into their lines; they come while http_turn is called. */
bool pages_open(struct pages **out, struct run *run, struct err *e);
/* Unread articles of the stories that are followed, once it is known which those are; within the
 * same budget. */
bool pages_add_followed(struct pages *p, struct err *e);
size_t pages_held(
        const struct pages *p);    /* bytes of pages that are not whole yet; NULL is allowed */
void pages_close(struct pages *p); /* NULL is allowed */

#endif
