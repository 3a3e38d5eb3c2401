/* SPDX-License-Identifier: ISC */
/*
 * entry.c - from filled slots to an entry or a feed: texts in their final form, dates and names
 * from where they are, an id where none was given.
 */
#include "feed_private.h"

#include <inttypes.h>
#include <string.h>

#include "html.h"

static const struct feed_entry no_entry = { .published = FEED_NO_DATE, .updated = FEED_NO_DATE };

void
feed_entry_begin(struct parser *p)
{
	if (!p->keep_entries)
		arena_reset(p->entry_arena);
	arena_reset(p->scratch);
	memset(&p->entry_record, 0, sizeof(p->entry_record));
	if (p->source_used)
		memset(&p->source_record, 0, sizeof(p->source_record));
	p->source_used = false;
	p->entry = no_entry;
	p->categories_cap = p->enclosures_cap = 0;
	p->duration_s = -1;
	p->entry_depth = p->xml.depth > 0 ? p->xml.depth : 1;
	p->record = &p->entry_record;
}

void
feed_entry_add_category(struct parser *p, struct str text)
{
	struct feed_entry *e = &p->entry;

	text = str_trim(text);
	if (text.len == 0 || text.len > FIELD_MAX || e->categories_count == FEED_LIST_MAX ||
	        p->entry_depth == 0)
		return;
	for (size_t i = 0; i < e->categories_count; i++)
		if (str_eq(e->categories[i], text))
			return;
	e->categories = arena_grow(p->entry_arena, e->categories, e->categories_count,
	        &p->categories_cap, sizeof(*e->categories));
	e->categories[e->categories_count++] = arena_str(p->entry_arena, text);
}

struct feed_enclosure *
feed_entry_add_enclosure(struct parser *p, struct str ref)
{
	struct feed_entry *e = &p->entry;
	struct str url = p->entry_depth > 0 ? feed_record_url(p, ref) : STR_NONE;

	if (url.p == NULL)
		return NULL;
	for (size_t i = 0; i < e->enclosures_count; i++)
		if (str_eq(e->enclosures[i].url, url))
			return &e->enclosures[i];
	if (e->enclosures_count == FEED_LIST_MAX)
		return NULL;
	e->enclosures = arena_grow(p->entry_arena, e->enclosures, e->enclosures_count,
	        &p->enclosures_cap, sizeof(*e->enclosures));
	e->enclosures[e->enclosures_count] =
	        (struct feed_enclosure){ .url = url, .length = -1, .duration_s = -1 };
	return &e->enclosures[e->enclosures_count++];
}

/* ---- texts ---- */

static int
base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

static struct str
decode_base64(struct arena *a, struct str s)
{
	char *out = arena_alloc(a, s.len / 4 * 3 + 4);
	uint32_t bits = 0;
	size_t len = 0, count = 0;

	for (size_t i = 0; i < s.len && s.p[i] != '='; i++) {
		int v = base64_value(s.p[i]);
		if (v < 0)
			continue;
		bits = bits << 6 | (uint32_t)v;
		if (++count % 4 != 1)
			out[len++] = (char)(bits >> (6 - 2 * ((count - 1) % 4)));
	}
	return (struct str){ out, len };
}

/* Plain text as HTML: blank lines part paragraphs, other line ends stay. */
static void
render_text(struct buf *out, struct str s)
{
	const char *between = "<p>";

	s = str_trim(s);
	while (s.p != NULL) {
		struct str line = str_split(&s, '\n');

		if (str_trim(line).len == 0) {
			between = "</p><p>";
			continue;
		}
		buf_add_cstr(out, between);
		feed_html_write_text(out, line);
		between = "<br>";
	}
	if (out->len > 0)
		buf_add_cstr(out, "</p>");
}

/* A value as what is under its base64: HTML, or nothing when that is a picture or the like. */
static struct value
unpacked(struct parser *p, const struct value *v)
{
	struct value out = *v;

	if (v->markup == MARKUP_BASE64) {
		out.text = decode_base64(p->scratch, v->text);
		out.markup = MARKUP_HTML;
		if (!utf8_valid(out.text) || str_chr(out.text, '\0') >= 0)
			out.text = STR("");
	}
	return out;
}

static struct str
render(struct parser *p, const struct value *slot, struct str fallback_base)
{
	struct value v = unpacked(p, slot);

	if (v.text.p == NULL)
		return STR_NONE;
	buf_reset(&p->rendered);
	if (v.markup == MARKUP_NONE)
		render_text(&p->rendered, v.text);
	else
		feed_html_sanitise(
		        &p->rendered, p->scratch, v.text, v.base.len > 0 ? v.base : fallback_base);
	return arena_str(p->entry_arena, str_trim(buf_str(&p->rendered)));
}

/* The first max bytes, cut between words where there is a blank not far off. */
static struct str
cut(struct str s, size_t max)
{
	size_t len = max;

	if (s.len <= max)
		return s;
	while (len > max - max / 8 && s.p[len] != ' ')
		len--;
	if (s.p[len] == ' ')
		return str_sub(s, 0, len);
	return utf8_prefix(s, max);
}

/* One line of plain text, at most max bytes of it. */
static struct str
plain(struct parser *p, struct arena *a, const struct value *slot, size_t max)
{
	struct value v;

	if (slot->text.p == NULL)
		return STR_NONE;
	/* What is plain as it stands is copied only when the entry outlives what was read. */
	if (slot->text.len <= max && feed_is_folded(slot->text) &&
	        (slot->markup == MARKUP_NONE ||
	                (slot->markup == MARKUP_HTML && str_chr(slot->text, '<') < 0 &&
	                        str_chr(slot->text, '&') < 0)))
		return a == p->entry_arena && !p->keep_entries ? slot->text
		                                               : arena_str(a, slot->text);
	v = unpacked(p, slot);
	buf_reset(&p->rendered);
	if (v.markup == MARKUP_NONE)
		feed_plain_fold(&p->rendered, v.text);
	else
		feed_html_plain(
		        &p->rendered, utf8_prefix(v.text, max * 8), v.markup == MARKUP_HTML);
	return arena_str(a, cut(buf_str(&p->rendered), max));
}

/* ---- an entry ---- */

/* "en_US" is written for "en-US". */
static struct str
language(struct arena *a, struct str s)
{
	char *copy;

	s = str_trim(s);
	if (s.len == 0 || s.len > 64)
		return STR_NONE;
	copy = arena_cstr(a, s);
	for (size_t i = 0; i < s.len; i++)
		if (copy[i] == '_')
			copy[i] = '-';
	return (struct str){ copy, s.len };
}

static struct str
made_up_id(struct parser *p)
{
	const struct feed_entry *e = &p->entry;
	struct str seed = e->title.len > 0     ? e->title
	                  : e->summary.len > 0 ? e->summary
	                                       : e->content_html;

	if (e->link.len > 0)
		return e->link;
	if (seed.len == 0 && e->enclosures_count > 0)
		return e->enclosures[0].url;
	return arena_printf(
	        p->entry_arena, "hash:%016" PRIx64, hash_str(seed) ^ (uint64_t)e->published);
}

static int64_t
date_of(const struct value *v)
{
	return v->rank > 0 ? v->date : FEED_NO_DATE;
}

static void
fill_texts(struct parser *p)
{
	struct value *s = p->entry_record.slots;
	const struct value *content = &s[SLOT_CONTENT], *summary = &s[SLOT_SUMMARY];
	struct feed_entry *e = &p->entry;
	struct str base = e->link;

	if (base.len == 0)
		base = p->feed_record.slots[SLOT_LINK].text;
	if (content->rank <= 1)
		content = s[SLOT_DESCRIPTION].rank > 1 ? &s[SLOT_DESCRIPTION] : summary;
	if (summary->rank <= 1)
		summary = &s[SLOT_DESCRIPTION];
	e->title = plain(p, p->entry_arena, &s[SLOT_TITLE], FIELD_MAX);
	e->content_html = render(p, content, base);
	e->summary =
	        plain(p, p->entry_arena, summary, summary == content ? SUMMARY_MAX : FIELD_MAX);
}

static void
fill_entry(struct parser *p)
{
	struct value *s = p->entry_record.slots, *source = p->source_record.slots;
	struct feed_entry *e = &p->entry;

	e->link = s[SLOT_LINK].text;
	e->published = date_of(&s[SLOT_PUBLISHED]);
	e->updated = date_of(&s[SLOT_UPDATED]);
	if (e->published == FEED_NO_DATE)
		e->published = e->updated;
	if (e->updated == FEED_NO_DATE)
		e->updated = e->published;
	if (e->updated != FEED_NO_DATE && e->updated > p->newest)
		p->newest = e->updated;
	fill_texts(p);
	e->author = s[SLOT_AUTHOR].text;
	if (e->author.len == 0)
		e->author = source[SLOT_AUTHOR].text;
	if (e->author.len == 0)
		e->author = p->feed_record.slots[SLOT_AUTHOR].text;
	e->lang = s[SLOT_LANG].text.len > 0 ? language(p->entry_arena, s[SLOT_LANG].text)
	                                    : arena_str(p->entry_arena, p->lang);
	e->comments_url = s[SLOT_COMMENTS].text;
	e->image = s[SLOT_IMAGE].text;
	e->source_title = plain(p, p->entry_arena, &source[SLOT_TITLE], FIELD_MAX);
	e->source_url =
	        source[SLOT_LINK].text.len > 0 ? source[SLOT_LINK].text : source[SLOT_SELF].text;
	e->id = arena_str(p->entry_arena, str_trim(s[SLOT_ID].text));
	if (e->id.len == 0)
		e->id = made_up_id(p);
	if (e->enclosures_count > 0 && e->enclosures[0].duration_s < 0)
		e->enclosures[0].duration_s = p->duration_s;
}

void
feed_entry_finish(struct parser *p)
{
	size_t most = p->options.entries_max > 0 ? p->options.entries_max : FEED_ENTRIES_MAX;

	fill_entry(p);
	p->entry_depth = 0;
	p->record = &p->feed_record;
	if (!p->each(p->user, &p->entry) || ++p->entries_count >= most) {
		p->stopped = true;
		xml_stop(&p->xml);
	}
}

/* ---- the feed ---- */

void
feed_finish(struct parser *p, struct arena *a, struct feed *out)
{
	const struct value *s = p->feed_record.slots;

	*out = p->feed;
	out->format = p->feed_format;
	out->title = plain(p, a, &s[SLOT_TITLE], FIELD_MAX);
	out->description = plain(p, a, &s[SLOT_DESCRIPTION], FIELD_MAX);
	out->copyright = plain(p, a, &s[SLOT_COPYRIGHT], FIELD_MAX);
	out->link = arena_str(a, s[SLOT_LINK].text);
	out->author = arena_str(a, s[SLOT_AUTHOR].text);
	out->icon = arena_str(a, s[SLOT_IMAGE].text);
	out->self_url = arena_str(a, s[SLOT_SELF].text);
	out->next_url = arena_str(a, s[SLOT_NEXT].text);
	out->hub_url = arena_str(a, s[SLOT_HUB].text);
	out->language = language(a, s[SLOT_LANG].text.len > 0 ? s[SLOT_LANG].text : p->lang);
	out->updated = s[SLOT_UPDATED].rank > 0 ? s[SLOT_UPDATED].date : p->newest;
	out->interval_s =
	        p->ttl_s > 0 ? p->ttl_s : p->period_s / (p->frequency > 0 ? p->frequency : 1);
	out->entries = NULL;
	out->entries_count = 0;
}
