/* SPDX-License-Identifier: ISC */
/*
 * chain.c - the way from the address asked to the one that answers.  Every redirect is judged: how
 * many, to what scheme, and whether the chain was permanent (301, 308) from its start, and how far.
 */
#include "http.h"

#include <dateline/fetch.h>
#include <dateline/url.h>

bool
http_chain_start(struct arena *a, struct str url, struct http_chain *out)
{
	bool ok;

	*out = (struct http_chain){ .only_permanent = true };
	ok = http_target(a, url, &out->first);
	if (!ok)
		out->first.url = url;
	out->target = out->first;
	return ok;
}

bool
http_is_redirect(int status)
{
	return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

struct str
http_chain_follow(struct arena *a, struct http_chain *c, int status, struct str location)
{
	struct str to;

	if (location.len == 0)
		return arena_printf(a, "HTTP %d from " STR_FMT " without a usable address", status,
		        STR_ARG(c->target.host));
	if (++c->hops > FETCH_REDIRECTS_MAX)
		return arena_printf(a, STR_FMT " redirects more than %d times",
		        STR_ARG(c->first.host), FETCH_REDIRECTS_MAX);
	to = url_resolve(a, c->target.url, location);
	if (!http_target(a, to, &c->target))
		return arena_printf(
		        a, STR_FMT " redirects to what is no web address", STR_ARG(c->first.host));
	c->only_permanent = c->only_permanent && (status == 301 || status == 308);
	if (c->only_permanent)
		c->moved = c->target.url;
	return STR_NONE;
}
