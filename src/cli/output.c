/* SPDX-License-Identifier: ISC */
/*
 * output.c - printing for people and for programs.  What came from outside is cleaned here, the
 * same way as for the screen.
 */
#include "output.h"

#include <dateline/text.h>

#include <assert.h>
#include <stdio.h>
#include <time.h>

static void
print_cleaned(struct str s, enum text_safe mode)
{
	struct arena *a = arena_create();
	struct str clean = text_safe(a, s, mode);

	fwrite(clean.p, 1, clean.len, stdout);
	arena_destroy(a);
}

void
print_safe(struct str s)
{
	if (s.len > 0)
		print_cleaned(s, TEXT_SAFE_LINE);
}

void
print_safe_block(struct str s)
{
	if (s.len > 0)
		print_cleaned(s, TEXT_SAFE_BLOCK);
}

void
print_json_line(json_t *object)
{
	assert(object != NULL);
	json_dumpf(object, stdout, JSON_COMPACT);
	putchar('\n');
	json_decref(object);
}

json_t *
json_of(struct str s)
{
	json_t *text = s.len == 0 ? NULL : json_stringn(s.p, s.len);

	return text != NULL ? text : json_null();
}

json_t *
json_of_date(int64_t date_s)
{
	time_t when = (time_t)date_s;
	struct tm utc;
	char text[32];

	if (date_s == INT64_MIN || date_s == 0 || gmtime_r(&when, &utc) == NULL)
		return json_null();
	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &utc);
	return json_string(text);
}

void
date_text(int64_t date_s, char *out, size_t size)
{
	time_t when = (time_t)date_s;
	struct tm local;

	out[0] = '\0';
	if (date_s != INT64_MIN && localtime_r(&when, &local) != NULL)
		strftime(out, size, "%Y-%m-%d %H:%M", &local);
}
