/* SPDX-License-Identifier: ISC */
/*
 * header.c - the few headers of an answer that mean something to us, each with its cap.  What is
 * too long or holds a control byte counts as not given: it could not be echoed safely.
 */
#include "http.h"

static const struct {
	const char *name;
	size_t offset, max;
} kept[] = {
#define FIELD(name) offsetof(struct http_headers, name)
	{ "content-type", FIELD(content_type), 512 },
	{ "content-length", FIELD(length), 32 },
	{ "etag", FIELD(etag), HTTP_VALIDATOR_MAX },
	{ "last-modified", FIELD(last_modified), HTTP_VALIDATOR_MAX },
	{ "location", FIELD(location), HTTP_VALUE_MAX },
	{ "retry-after", FIELD(retry_after), 128 },
	{ "cache-control", FIELD(cache_control), 1024 },
	{ "expires", FIELD(expires), 128 },
	{ "date", FIELD(date), 128 },
	{ "age", FIELD(age), 32 },
	{ "www-authenticate", FIELD(authenticate), 1024 },
#undef FIELD
};

bool
http_has_control(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.p[i] < ' ' || s.p[i] == 0x7f)
			return true;
	return false;
}

/* Headers that come as a list may come in several lines (RFC 9110 section 5.3). */
static bool
is_list(const struct http_headers *h, const struct str *field)
{
	return field == &h->authenticate || field == &h->cache_control;
}

static bool
keep(struct arena *a, struct http_headers *h, size_t i, struct str value)
{
	struct str *field = (struct str *)(void *)((char *)h + kept[i].offset);

	if (field == &h->length && field->p != NULL && !str_eq(*field, value))
		return false;
	if (value.len > kept[i].max || http_has_control(value))
		*field = STR_NONE;
	else if (is_list(h, field) && field->len > 0 && field->len < kept[i].max)
		*field = arena_printf(a, STR_FMT ", " STR_FMT, STR_ARG(*field), STR_ARG(value));
	else
		*field = arena_str(a, value);
	return true;
}

bool
http_header_keep(struct arena *a, struct http_headers *h, struct str line)
{
	ptrdiff_t colon = str_chr(line, ':');
	struct str name, value;

	if (colon <= 0)
		return true;
	name = str_sub(line, 0, (size_t)colon);
	value = str_trim(str_sub(line, (size_t)colon + 1, line.len));
	for (size_t i = 0; i < COUNT(kept); i++)
		if (str_eq_nocase(name, str_of(kept[i].name)))
			return keep(a, h, i, value);
	return true;
}
