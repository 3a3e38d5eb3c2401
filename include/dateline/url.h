/* SPDX-License-Identifier: ISC */
/*
 * url.h - web addresses: split, join, compare (part of base).  Sources: RFC 3986 for syntax and
 * resolution; the WHATWG URL standard for what browsers repair (blanks, backslashes, case).
 */
#ifndef DATELINE_URL_H
#define DATELINE_URL_H

#include <dateline/base.h>

#define URL_MAX 8192 /* bytes; a longer one is refused */

struct url {
	struct str scheme, user, host, port, path, query, fragment; /* as written, without marks */
	bool has_authority, has_query, has_fragment;
};

/* Splits a reference (RFC 3986 appendix B).  False for none, too long, or a control in it. */
bool url_parse(struct str text, struct url *out);
/* Joins ref to base (section 5.2), repairing blanks, and returns the whole address in the arena;
 * STR_NONE when it cannot be made absolute.  An empty base leaves absolute refs only. */
struct str url_resolve(struct arena *a, struct str base, struct str ref);
/* True for http and https with a well-formed host and a port of digits, if any. */
bool url_is_http(struct str text);
/* True when it may be shown as a link: by its scheme (http, https, mailto, gemini, gopher, ftp,
 * magnet and the like); of the first two, when url_is_http. */
bool url_is_safe_link(struct str text);
/* The host alone, lower case as written in the address; STR_NONE when there is none. */
struct str url_host(struct str text);
/* The form in which two addresses of one page are equal: lower-case scheme and host, no default
 * port, no fragment, no tracking parameters (utm_*, fbclid, gclid, ...), no trailing "?",
 * sorted nothing.  For comparing, never for requesting. */
struct str url_canonical(struct arena *a, struct str text);
/* A short form for the eye: host and path without scheme, "www." and trailing slash. */
struct str url_display(struct arena *a, struct str text);

#endif
