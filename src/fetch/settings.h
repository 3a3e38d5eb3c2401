/* SPDX-License-Identifier: ISC */
/*
 * settings.h - the user's settings for one address, as a request (module-private).
 */
#ifndef FETCH_SETTINGS_H
#define FETCH_SETTINGS_H

#include <dateline/conf.h>

#include "aide.h"
#include "http.h"

#define PASSWORD_MAX 1024      /* bytes a password command may print */
#define PASSWORD_WAIT_MS 60000 /* then it is ended */

/* A request for url with everything the settings of the feed at `feed` (often url itself) say:
 * times, sizes, proxy, user agent, user, own headers.  Strings live in the arena or as long as c.
 */
void settings_request(struct arena *a, const struct conf *c, struct str feed, struct str url,
        struct http_request *out);
/* Runs the feed's password-command, if it has a user and one; by the aide, or with NULL here. */
bool settings_password(struct arena *a, const struct conf *c, struct str feed, struct aide *aide,
        struct http_request *out, struct err *e);

#define SETTINGS_ACCEPT_FEED                                                                       \
	"application/atom+xml, application/rss+xml, application/feed+json, "                       \
	"application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, */*;q=0.5"
#define SETTINGS_ACCEPT_PAGE "text/html, application/xhtml+xml, */*;q=0.5"

#endif
