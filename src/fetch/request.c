/* SPDX-License-Identifier: ISC */
/*
 * request.c - what one hop sends besides its address: header lines and user, the user's own only to
 * the origin they were meant for; and the words for common ends.
 */
#include "http.h"

#include <dateline/url.h>

struct lines_list {
	struct arena *arena;
	char **list;
	size_t count, cap;
};

static void
append(struct lines_list *l, char *line)
{
	l->list = arena_grow(l->arena, l->list, l->count, &l->cap, sizeof(*l->list));
	l->list[l->count++] = line;
}

static void
add(struct lines_list *l, struct str line)
{
	if (!http_has_control(line))
		append(l, arena_cstr(l->arena, line));
}

static void
add_header(struct lines_list *l, const char *name, struct str value)
{
	if (value.len > 0)
		add(l, arena_printf(l->arena, "%s: " STR_FMT, name, STR_ARG(value)));
}

char **
http_request_lines(struct arena *a, const struct http_request *r, const struct http_chain *chain)
{
	struct lines_list l = { .arena = a };

	add_header(&l, "Accept", str_of(r->accept));
	add_header(&l, "If-None-Match", r->etag);
	add_header(&l, "If-Modified-Since", r->last_modified);
	if (r->headers != NULL && http_same_origin(&chain->first, &chain->target))
		for (size_t i = 0; r->headers[i] != NULL; i++)
			add(&l, str_of(r->headers[i]));
	append(&l, NULL);
	return l.list;
}

bool
http_request_user(struct arena *a, const struct http_request *r, const struct http_chain *chain,
        const char **user, const char **password)
{
	if (!http_same_origin(&chain->first, &chain->target))
		return false;
	*user = r->user != NULL ? r->user : arena_cstr(a, chain->first.user);
	*password = r->user == NULL       ? arena_cstr(a, chain->first.password)
	            : r->password != NULL ? r->password
	                                  : "";
	return *user[0] != '\0';
}

/* What a status means to a reader (RFC 9110 section 15, RFC 6585, RFC 7725). */
static const char *
meaning_of(int status)
{
	static const struct {
		int status;
		const char *words;
	} rows[] = {
		{ 400, "it does not understand the question" },
		{ 401, "it wants a user and a password" },
		{ 402, "it wants to be paid" },
		{ 403, "it refuses" },
		{ 404, "nothing is at this address" },
		{ 407, "the proxy wants a user and a password" },
		{ 408, "it waited too long for us" },
		{ 429, "it has been asked too often" },
		{ 451, "it may not show this, by law" },
		{ 500, "something is broken there" },
		{ 502, "it does not reach the server behind it" },
		{ 503, "it is too busy" },
		{ 504, "it does not reach the server behind it" },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		if (rows[i].status == status)
			return rows[i].words;
	return "";
}

struct str
http_status_words(struct arena *a, int status, struct str url)
{
	const char *meaning = meaning_of(status);

	return arena_printf(a, "HTTP %d from " STR_FMT "%s%s", status, STR_ARG(url_host(url)),
	        meaning[0] != '\0' ? ": " : "", meaning);
}

struct str
http_timeout_words(struct arena *a, const struct http_request *r, struct str host, int64_t after_ms)
{
	if (r->total_ms > 0 && after_ms >= r->total_ms - 50)
		after_ms = r->total_ms;
	return arena_printf(a, STR_FMT " timed out after %lld s", STR_ARG(host),
	        (long long)((after_ms + 500) / 1000));
}
