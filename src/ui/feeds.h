/* SPDX-License-Identifier: ISC */
/*
 * feeds.h - what is chosen in the list of feeds, and changes to the urls file.
 */
#ifndef UI_FEEDS_H
#define UI_FEEDS_H

#include "app.h"

enum place_kind { PLACE_NONE, PLACE_FEED, PLACE_FOLDER, PLACE_TAG };
struct feeds_place {
	enum place_kind kind;
	struct str name;  /* of a folder or tag; the title of a feed */
	struct str *urls; /* of the feed, or of all in the folder or with the tag; in the arena */
	size_t urls_count;
	struct str behind; /* the url that follows its last one in the file; none: the end */
};
/* What the cursor of the feeds is on; step -1 or 1: what stands before or behind it at its level.
 */
bool feeds_place(struct page *p, struct arena *a, int step, struct feeds_place *out);

/* Brings the cursor of the feeds to the feed whose articles the other page shows. */
void feeds_point_at(struct app *app, struct page *feeds, const struct page *articles);
const char *feed_advice(const struct store_feed *f); /* what to do about its state */

#define FEED_FOLDER_TAG "folder/" /* a tag that is the name of a folder */
/* The folder of a line, and the words for its other tags. */
struct str line_folder(const struct urls_line *line);
struct str line_tags(struct arena *a, const struct urls_line *line);
void line_set_folder(struct arena *a, struct urls_line *line, struct str folder);
/* Takes the words as tags, and keeps the folder. */
void line_set_tags(struct arena *a, struct urls_line *line, struct str words);

/* Opens a choice when `dateline add` said that a site has several feeds. */
bool offer_read(struct app *app, struct str said);

/* After the user changed the urls file: asks what must be asked, then follows it. */
void urls_edited(struct app *app, struct str before, struct str after);

/* ---- subs.c: each says what was done, and can be undone ---- */
/* False, with a message, when this edition has no list of feeds. */
bool subs_can_change(struct app *app);
/* A change of a line of the urls file. */
typedef void subs_edit_fn(struct arena *a, struct urls_line *line, struct str text);
bool subs_edit(struct app *app, const struct str *urls, size_t count, subs_edit_fn *edit,
        struct str text, const char *what);
bool subs_remove(struct app *app, const struct str *urls, size_t count, const char *what);
bool subs_move(
        struct app *app, const struct feeds_place *group, struct str before, const char *what);
void subs_ask_remove(struct app *app); /* what is chosen, after a question */
/* The feed keeps its articles under another address. */
bool subs_readdress(struct app *app, int64_t feed, struct str old_url, struct str new_url);

#endif
