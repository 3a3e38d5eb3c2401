/* SPDX-License-Identifier: ISC */
/*
 * jsonfeed.c - JSON Feed 1.0 and 1.1 (jsonfeed.org).  Items are read one at a time; one that is no
 * JSON is mended where that is safe, or left out.
 */
#include "feed_private.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "json_split.h"

struct json_reader {
	struct parser *p;
	struct json_split split;
	size_t bad_items;
};

static struct str
string_of(const json_t *value)
{
	if (!json_is_string(value))
		return STR_NONE;
	return (struct str){ json_string_value(value), json_string_length(value) };
}

static struct str
member(const json_t *object, const char *name)
{
	return string_of(json_object_get(object, name));
}

static void
put_text(struct parser *p, enum slot slot, uint8_t rank, struct str text)
{
	feed_record_put(p, slot, rank, text, MARKUP_NONE);
}

/* "author": {...} of 1.0, "authors": [...] of 1.1; a plain string is seen too. */
static void
put_authors(struct parser *p, const json_t *object)
{
	const json_t *one = json_object_get(object, "author"),
	             *list = json_object_get(object, "authors");
	size_t count = json_array_size(list);

	for (size_t i = 0; i < count + 1 && i < FEED_LIST_MAX; i++) {
		const json_t *author = i < count ? json_array_get(list, i) : one;
		struct str name =
		        json_is_string(author) ? string_of(author) : member(author, "name");
		if (name.len == 0)
			name = member(author, "url");
		feed_record_put_author(
		        p, i < count ? 9 : 8, str_trim(utf8_prefix(name, FIELD_MAX)));
	}
}

/* ---- the feed ---- */

static void
read_feed_member(struct parser *p, const char *name, const json_t *value, const json_t *object)
{
	static const struct {
		const char *name;
		enum slot slot;
		uint8_t rank;
		bool is_url;
	} rows[] = {
		{ "title", SLOT_TITLE, 9, false },
		{ "description", SLOT_DESCRIPTION, 9, false },
		{ "language", SLOT_LANG, 9, false },
		{ "home_page_url", SLOT_LINK, 9, true },
		{ "feed_url", SLOT_SELF, 9, true },
		{ "next_url", SLOT_NEXT, 9, true },
		{ "icon", SLOT_IMAGE, 9, true },
		{ "favicon", SLOT_IMAGE, 8, true },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		if (strcmp(name, rows[i].name) == 0) {
			if (rows[i].is_url)
				feed_record_put_url(
				        p, rows[i].slot, rows[i].rank, string_of(value));
			else
				put_text(p, rows[i].slot, rows[i].rank, string_of(value));
		}
	if (strcmp(name, "author") == 0 || strcmp(name, "authors") == 0)
		put_authors(p, object);
	if (strcmp(name, "hubs") == 0)
		feed_record_put_url(p, SLOT_HUB, 9, member(json_array_get(value, 0), "url"));
	if (strcmp(name, "version") == 0 && str_find(string_of(value), STR("jsonfeed.org")) >= 0)
		p->feed_format = FEED_JSON;
}

/* ---- an item ---- */

static void
put_id(struct parser *p, const json_t *id)
{
	if (json_is_integer(id))
		put_text(p, SLOT_ID, 9,
		        arena_printf(p->scratch, "%" JSON_INTEGER_FORMAT, json_integer_value(id)));
	else if (json_is_real(id))
		put_text(p, SLOT_ID, 9, arena_printf(p->scratch, "%.17g", json_real_value(id)));
	else
		put_text(p, SLOT_ID, 9, string_of(id));
}

static void
put_attachment(struct parser *p, const json_t *attachment)
{
	struct feed_enclosure *e = feed_entry_add_enclosure(p, member(attachment, "url"));
	const json_t *size = json_object_get(attachment, "size_in_bytes");
	const json_t *duration = json_object_get(attachment, "duration_in_seconds");

	if (e == NULL)
		return;
	e->type = arena_str(p->entry_arena, member(attachment, "mime_type"));
	e->title = arena_str(p->entry_arena, member(attachment, "title"));
	if (json_is_number(size) && json_number_value(size) >= 0 && json_number_value(size) < 1e18)
		e->length = (int64_t)json_number_value(size);
	if (json_is_number(duration) && json_number_value(duration) >= 0 &&
	        json_number_value(duration) < 1e9)
		e->duration_s = (int64_t)json_number_value(duration);
}

static void
read_item(struct parser *p, const json_t *item)
{
	const json_t *tags = json_object_get(item, "tags"),
	             *files = json_object_get(item, "attachments");

	feed_entry_begin(p);
	put_id(p, json_object_get(item, "id"));
	feed_record_put_url(p, SLOT_LINK, 9, member(item, "url"));
	feed_record_put_url(p, SLOT_LINK, 5, member(item, "external_url"));
	put_text(p, SLOT_TITLE, 9, member(item, "title"));
	feed_record_put(p, SLOT_CONTENT, 9, member(item, "content_html"), MARKUP_HTML);
	put_text(p, SLOT_CONTENT, 8, member(item, "content_text"));
	put_text(p, SLOT_SUMMARY, 9, member(item, "summary"));
	put_text(p, SLOT_LANG, 9, member(item, "language"));
	feed_record_put_url(p, SLOT_IMAGE, 9, member(item, "image"));
	feed_record_put_url(p, SLOT_IMAGE, 8, member(item, "banner_image"));
	feed_record_put_date(p, SLOT_PUBLISHED, 9, member(item, "date_published"));
	feed_record_put_date(p, SLOT_UPDATED, 9, member(item, "date_modified"));
	put_authors(p, item);
	for (size_t i = 0; i < json_array_size(tags); i++)
		feed_entry_add_category(p, string_of(json_array_get(tags, i)));
	for (size_t i = 0; i < json_array_size(files) && i < FEED_LIST_MAX; i++)
		put_attachment(p, json_array_get(files, i));
	feed_entry_finish(p);
}

/* ---- reading ---- */

static int
hex_of(const char *p)
{
	char digits[5] = { p[0], p[1], p[2], p[3], '\0' }, *end;
	long value = strtol(digits, &end, 16);

	return end == digits + 4 ? (int)value : -1;
}

/* An escape at p: its length, half of a surrogate pair replaced by U+FFFD. */
static size_t
mend_escape(char *p, size_t left)
{
	int unit = left >= 6 && p[1] == 'u' ? hex_of(p + 2) : -1;
	int next = left >= 12 && p[6] == '\\' && p[7] == 'u' ? hex_of(p + 8) : -1;

	if (unit < 0xd800 || unit >= 0xe000)
		return 2;
	if (unit < 0xdc00 && next >= 0xdc00 && next < 0xe000)
		return 12;
	memcpy(p + 2, "fffd", 4);
	return 6;
}

/* A number at p: its length; one that is too large for the library becomes 0. */
static size_t
mend_number(char *p, size_t left)
{
	size_t len = 0, digits = 0;
	bool exponent = false;

	for (; len < left && memchr("0123456789+-.eE", p[len], 15) != NULL; len++) {
		exponent |= (p[len] | 0x20) == 'e';
		digits += p[len] >= '0' && p[len] <= '9';
	}
	if (digits > 17 || exponent) {
		memset(p, ' ', len);
		p[0] = '0';
	}
	return len > 0 ? len : 1;
}

/* What the library refuses and feeds contain: half of a surrogate pair as an escape, controls
 * within strings, numbers beyond all bounds.  They become U+FFFD, blanks, and 0. */
static struct str
mend(struct arena *a, struct str text)
{
	char *out = arena_cstr(a, text);
	bool in_string = false;

	for (size_t i = 0; i < text.len;) {
		if ((unsigned char)out[i] < ' ')
			out[i] = ' ';
		if (out[i] == '"')
			in_string = !in_string;
		if (in_string && out[i] == '\\')
			i += mend_escape(out + i, text.len - i);
		else if (!in_string && (out[i] == '-' || (out[i] >= '0' && out[i] <= '9')))
			i += mend_number(out + i, text.len - i);
		else
			i++;
	}
	return (struct str){ out, text.len };
}

static json_t *
load(struct parser *p, struct str text)
{
	json_t *value = json_loadb(text.p, text.len, JSON_ALLOW_NUL, NULL);

	if (value != NULL)
		return value;
	text = mend(p->scratch, text);
	return json_loadb(text.p, text.len, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, NULL);
}

static bool
give(void *user, bool is_member, struct str text)
{
	struct json_reader *r = user;
	struct parser *p = r->p;
	json_t *value;

	if (is_member)
		text = arena_printf(p->scratch, "{" STR_FMT "}", STR_ARG(text));
	else if (p->feed_format == FEED_UNKNOWN)
		p->feed_format = FEED_JSON;
	value = load(p, text);
	if (!json_is_object(value)) {
		r->bad_items++;
	} else if (is_member) {
		const char *name;
		json_t *inner;
		json_object_foreach(value, name, inner) read_feed_member(p, name, inner, value);
	} else {
		read_item(p, value);
	}
	json_decref(value);
	return !p->stopped;
}

struct json_reader *
json_reader_open(struct parser *p)
{
	struct json_reader *r = calloc(1, sizeof(*r));

	if (r == NULL)
		out_of_memory();
	r->p = p;
	p->looks_like = STR("JSON of another kind");
	json_split_init(&r->split, STR("items"), give, r);
	return r;
}

void
json_reader_push(struct json_reader *r, struct str text, bool last)
{
	json_split_push(&r->split, text, last);
	if (last && r->bad_items > 0)
		notes_add(&r->p->notes, NOTE_WARNING, 0, "%zu items or members are not valid JSON",
		        r->bad_items);
}

void
json_reader_close(struct json_reader *r)
{
	json_split_free(&r->split);
	free(r);
}
