/* SPDX-License-Identifier: ISC */
/*
 * opml.c - lists of subscriptions in OPML 1.0 and 2.0 (opml.org), read and written.  Outlines
 * without a feed are folders.  Only web addresses are taken over; a note says what was not.
 */
#include <dateline/feed.h>
#include <dateline/text.h>
#include <dateline/url.h>

#include <stdlib.h>
#include <string.h>

#include "xml.h"

#define OUTLINES_MAX 100000
#define TAGS_MAX 64
#define FOLDERS_MAX 32 /* within one another; deeper ones are flattened */
#define TEXT_MAX 4096  /* bytes of a title or a folder's path */

struct reader {
	struct xml xml;
	struct arena *arena;
	struct opml_outline *list;
	size_t count, cap;
	struct str folder;
	int folders;                         /* in the path */
	struct str outer[XML_DEPTH_MAX + 1]; /* the folder outside of each open element */
	struct notes *notes;
	bool is_opml;
};

static struct str
attr(struct reader *r, struct str name)
{
	return arena_str(
	        r->arena, utf8_prefix(str_trim(xml_attr(&r->xml, r->arena, name)), TEXT_MAX));
}

/* "feed://x", "feed:https://x" and "x.example/feed" as web addresses; STR_NONE for what is none. */
static struct str
web_address(struct arena *a, struct str s)
{
	if (str_starts_nocase(s, STR("feed:"))) {
		s = str_sub(s, 5, s.len);
		if (str_starts(s, STR("//")))
			s = arena_printf(a, "http:" STR_FMT, STR_ARG(s));
	}
	s = url_resolve(a, STR_NONE, s);
	return s.p != NULL && url_is_http(s) ? s : STR_NONE;
}

/* "news,/World/Asia": the category attribute. */
static void
read_tags(struct reader *r, struct opml_outline *o)
{
	struct str rest = attr(r, STR("category"));
	size_t cap = 0;

	while (rest.p != NULL && o->tags_count < TAGS_MAX) {
		struct str tag = str_trim(str_split(&rest, ','));
		if (tag.len > 0 && tag.p[0] == '/')
			tag = str_sub(tag, 1, tag.len);
		if (tag.len == 0)
			continue;
		o->tags = arena_grow(r->arena, o->tags, o->tags_count, &cap, sizeof(*o->tags));
		o->tags[o->tags_count++] = tag;
	}
}

static struct str
title_of(struct reader *r)
{
	struct str title = attr(r, STR("title"));

	if (title.len == 0)
		title = attr(r, STR("text"));
	return text_collapse(r->arena, title);
}

static void
add_feed(struct reader *r, struct str address, struct str title)
{
	struct opml_outline o = { .title = title, .folder = r->folder };

	o.xml_url = web_address(r->arena, address);
	if (o.xml_url.p == NULL) {
		notes_add(r->notes, NOTE_WARNING, r->xml.offset,
		        "not taken over, no web address: %.*s",
		        str_precision(utf8_prefix(address, 200)), address.p);
		return;
	}
	if (r->count == OUTLINES_MAX)
		return;
	o.html_url = web_address(r->arena, attr(r, STR("htmlUrl")));
	read_tags(r, &o);
	r->list = arena_grow(r->arena, r->list, r->count, &r->cap, sizeof(*r->list));
	r->list[r->count++] = o;
}

/* The path of a folder is joined with '/', so that its name has none. */
static struct str
folder_name(struct arena *a, struct str title)
{
	char *name = arena_cstr(a, title);

	for (size_t i = 0; i < title.len; i++)
		if (name[i] == '/')
			name[i] = '-';
	return (struct str){ name, title.len };
}

static void
enter_folder(struct reader *r, struct str title)
{
	if (title.len == 0 || r->folder.len + title.len > TEXT_MAX || r->folders == FOLDERS_MAX)
		return;
	r->folders++;
	title = folder_name(r->arena, title);
	if (r->folder.len == 0)
		r->folder = title;
	else
		r->folder = arena_printf(
		        r->arena, STR_FMT "/" STR_FMT, STR_ARG(r->folder), STR_ARG(title));
}

static void
start_element(void *user, struct xml *x)
{
	struct reader *r = user;
	struct str address, title;

	r->outer[x->depth] = r->folder;
	if (str_eq_nocase(x->local, STR("opml")))
		r->is_opml = true;
	if (!r->is_opml || !str_eq_nocase(x->local, STR("outline")))
		return;
	title = title_of(r);
	address = attr(r, STR("xmlUrl"));
	if (address.len == 0 && str_eq_nocase(attr(r, STR("type")), STR("rss")))
		address = attr(r, STR("url"));
	if (address.len > 0)
		add_feed(r, address, title);
	else
		enter_folder(r, title);
}

static void
end_element(void *user, struct xml *x)
{
	struct reader *r = user;

	if (r->folder.len != r->outer[x->depth].len)
		r->folders--;
	r->folder = r->outer[x->depth];
}

bool
opml_parse(struct arena *a, struct str bytes, struct opml_outline **out, size_t *count,
        struct notes *notes, struct err *e)
{
	struct charset_hints h = { .kind = CHARSET_XML };
	struct reader *r = calloc(1, sizeof(*r));
	bool is_opml;

	if (r == NULL)
		out_of_memory();
	r->arena = a;
	r->notes = notes;
	xml_init(&r->xml, start_element, end_element, r);
	xml_push(&r->xml, text_decode(a, bytes, &h, notes), true);
	xml_free(&r->xml);
	*out = r->list;
	*count = r->count;
	is_opml = r->is_opml;
	free(r);
	return is_opml || err_set(e, ERR_FAIL, "this is no OPML list of feeds");
}

/* ---- writing ---- */

struct place {
	const struct opml_outline *outline;
	size_t at; /* in the caller's list */
};

/* By folder, a folder before its neighbours that only start alike; then as given. */
static int
compare_places(const void *pa, const void *pb)
{
	const struct place *a = pa, *b = pb;
	struct str x = a->outline->folder, y = b->outline->folder;
	size_t i = 0;

	while (i < x.len && i < y.len && x.p[i] == y.p[i])
		i++;
	if (i < x.len && i < y.len) {
		unsigned char cx = x.p[i] == '/' ? 0 : (unsigned char)x.p[i];
		unsigned char cy = y.p[i] == '/' ? 0 : (unsigned char)y.p[i];
		return cx < cy ? -1 : 1;
	}
	if (x.len != y.len)
		return x.len < y.len ? -1 : 1;
	return a->at < b->at ? -1 : a->at > b->at;
}

static void
indent(struct buf *b, size_t depth)
{
	for (size_t i = 0; i < depth + 2; i++)
		buf_add_cstr(b, "  ");
}

static void
write_attr(struct buf *b, const char *name, struct str value)
{
	if (value.len == 0)
		return;
	buf_printf(b, " %s=\"", name);
	text_escape(b, value);
	buf_add_char(b, '"');
}

static void
write_feed(struct buf *b, size_t depth, const struct opml_outline *o)
{
	struct str title = o->title.len > 0 ? o->title : o->xml_url;

	indent(b, depth);
	buf_add_cstr(b, "<outline type=\"rss\"");
	write_attr(b, "text", title);
	write_attr(b, "title", title);
	write_attr(b, "xmlUrl", o->xml_url);
	write_attr(b, "htmlUrl", o->html_url);
	if (o->tags_count > 0) {
		buf_add_cstr(b, " category=\"");
		for (size_t i = 0; i < o->tags_count; i++) {
			if (i > 0)
				buf_add_char(b, ',');
			text_escape(b, o->tags[i]);
		}
		buf_add_char(b, '"');
	}
	buf_add_cstr(b, "/>\n");
}

/* Closes and opens folders between two neighbours; gives the new depth. */
static size_t
change_folder(struct buf *b, struct str from, struct str to)
{
	size_t same = 0, depth = 0;
	struct str from_rest = from, to_rest = to;

	while (from_rest.p != NULL && to_rest.p != NULL) {
		struct str x = str_split(&from_rest, '/'), y = str_split(&to_rest, '/');
		if (!str_eq(x, y) || x.len == 0)
			break;
		same++;
	}
	for (struct str rest = from; rest.len > 0; str_split(&rest, '/'))
		depth++;
	for (; depth > same; depth--) {
		indent(b, depth - 1);
		buf_add_cstr(b, "</outline>\n");
	}
	depth = 0;
	for (struct str rest = to; rest.len > 0; depth++) {
		struct str name = str_split(&rest, '/');
		if (depth < same)
			continue;
		indent(b, depth);
		buf_add_cstr(b, "<outline");
		write_attr(b, "text", name);
		buf_add_cstr(b, ">\n");
	}
	return depth;
}

void
opml_write(struct buf *b, struct str title, const struct opml_outline *list, size_t count)
{
	struct place *places = calloc(count + 1, sizeof(*places));
	struct str folder = STR("");
	size_t depth = 0;

	if (places == NULL)
		out_of_memory();
	for (size_t i = 0; i < count; i++)
		places[i] = (struct place){ &list[i], i };
	qsort(places, count, sizeof(*places), compare_places);
	buf_add_cstr(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n"
	                "  <head>\n    <title>");
	text_escape(b, title);
	buf_add_cstr(b, "</title>\n  </head>\n  <body>\n");
	for (size_t i = 0; i < count; i++) {
		if (!str_eq(folder, places[i].outline->folder) || i == 0)
			depth = change_folder(b, folder, places[i].outline->folder);
		folder = places[i].outline->folder;
		write_feed(b, depth, places[i].outline);
	}
	change_folder(b, folder, STR(""));
	buf_add_cstr(b, "  </body>\n</opml>\n");
	free(places);
}
