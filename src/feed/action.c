/* SPDX-License-Identifier: ISC */
/*
 * action.c - what rules do with elements of every format: texts, addresses, dates, people,
 * categories, enclosures, intervals.
 */
#include "feed_private.h"

#include "html.h"

static struct str
attr(struct parser *p, struct str name)
{
	return xml_attr(&p->xml, p->scratch, name);
}

/* ---- structure ---- */

static void
start_scope(struct parser *p, const struct rule *r)
{
	if (r->inner != 0)
		p->scope = r->inner;
	if (r->inner == IN_SOURCE) {
		p->record = &p->source_record;
		p->source_used = true;
	}
}

static void
start_entry(struct parser *p, const struct rule *r)
{
	struct str about;

	(void)r;
	if (p->entry_depth > 0) /* the one before was not closed */
		feed_entry_finish(p);
	feed_entry_begin(p);
	about = attr(p, STR("rdf:about"));
	if (about.len > 0) {
		feed_record_put(p, SLOT_ID, 3, about, MARKUP_NONE);
		feed_record_put_url(p, SLOT_LINK, 3, about);
	}
}

/* ---- texts, addresses, dates ---- */

static void
start_captured(struct parser *p, const struct rule *r)
{
	feed_capture_start(p, p->xml.depth, r->markup);
}

static void
end_text(struct parser *p, const struct rule *r, struct str text)
{
	feed_record_put(p, r->slot, r->rank, text, p->markup);
}

static void
end_url(struct parser *p, const struct rule *r, struct str text)
{
	feed_record_put_url(p, r->slot, r->rank, text);
}

static void
end_date(struct parser *p, const struct rule *r, struct str text)
{
	feed_record_put_date(p, r->slot, r->rank, text);
}

static void
start_attr_href(struct parser *p, const struct rule *r)
{
	static const char *const names[] = { "href", "url", "rdf:resource", "src" };

	for (size_t i = 0; i < COUNT(names); i++) {
		struct str url = attr(p, str_of(names[i]));
		if (url.len > 0) {
			feed_record_put_url(p, r->slot, r->rank, url);
			return;
		}
	}
}

static void
start_attr_about(struct parser *p, const struct rule *r)
{
	struct str about = attr(p, STR("rdf:about"));

	if (about.len > 0)
		feed_record_put_url(p, r->slot, r->rank, about);
	start_scope(p, r);
}

/* ---- people ---- */

/* "a@b.c (Name)", "Name <a@b.c>", "Name (a@b.c)": the name; what has none stays whole. */
static struct str
name_of(struct str s)
{
	static const char marks[] = "()<>";
	struct str outer, inner;

	s = str_trim(s);
	for (size_t i = 0; i < 4; i += 2) {
		ptrdiff_t open = str_chr(s, marks[i]);
		if (open < 0 || s.p[s.len - 1] != marks[i + 1])
			continue;
		outer = str_trim(str_sub(s, 0, (size_t)open));
		inner = str_trim(str_sub(s, (size_t)open + 1, s.len - 1));
		if (str_chr(inner, '@') >= 0)
			return outer.len > 0 ? outer : inner;
		if (str_chr(outer, '@') >= 0 && str_chr(outer, ' ') < 0)
			return inner.len > 0 ? inner : outer;
	}
	return s;
}

static void
put_author(struct parser *p, uint8_t rank, struct str text)
{
	bool tagged = str_chr(text, '<') >= 0;

	if (!tagged && str_chr(text, '&') < 0 && feed_is_folded(text)) {
		feed_record_put_author(p, rank, name_of(text));
		return;
	}
	/* "<a@b.c>" looks like a tag: it is read as text. */
	buf_reset(&p->rendered);
	if (tagged && str_chr(text, '@') < 0)
		feed_html_plain(&p->rendered, text, false);
	else if (tagged || str_chr(text, '&') < 0)
		feed_plain_fold(&p->rendered, text);
	else
		feed_plain_fold(&p->rendered, text_unescape(p->scratch, text));
	feed_record_put_author(p, rank, name_of(buf_str(&p->rendered)));
}

static void
end_author(struct parser *p, const struct rule *r, struct str text)
{
	put_author(p, r->rank, utf8_prefix(text, FIELD_MAX));
}

static void
start_person(struct parser *p, const struct rule *r)
{
	(void)r;
	for (enum slot slot = SLOT_NAME; slot <= SLOT_HOME; slot++)
		p->person_record.slots[slot] = (struct value){ 0 };
	p->record = &p->person_record;
	p->scope = IN_PERSON;
}

static void
end_person(struct parser *p, const struct rule *r, struct str text)
{
	static const enum slot order[] = { SLOT_NAME, SLOT_MAIL, SLOT_HOME };

	(void)text;
	p->record = p->levels[p->xml.depth].record;
	for (size_t i = 0; i < COUNT(order); i++) {
		struct str name = str_trim(p->person_record.slots[order[i]].text);
		if (name.len == 0)
			continue;
		put_author(p, r->rank, name);
		return;
	}
}

/* ---- lists ---- */

/* Atom's say it in attributes, podcasts' too, and these nest. */
static void
start_category_attr(struct parser *p, const struct rule *r)
{
	static const char *const names[] = { "label", "term", "text" };

	start_scope(p, r);
	for (size_t i = 0; i < COUNT(names); i++)
		feed_entry_add_category(p, attr(p, str_of(names[i])));
}

static void
start_category(struct parser *p, const struct rule *r)
{
	start_category_attr(p, r);
	start_captured(p, r);
}

static void
end_category(struct parser *p, const struct rule *r, struct str text)
{
	(void)r;
	/* Text, but some programs escape it twice. */
	buf_reset(&p->rendered);
	feed_plain_fold(&p->rendered, text_unescape(p->scratch, utf8_prefix(text, FIELD_MAX)));
	feed_entry_add_category(p, buf_str(&p->rendered));
}

/* "one, two; three" */
static void
end_categories(struct parser *p, const struct rule *r, struct str text)
{
	struct str rest = feed_html_text(p->scratch, utf8_prefix(text, FIELD_MAX));

	(void)r;
	while (rest.p != NULL)
		feed_entry_add_category(p, str_split(&rest, ','));
}

static int64_t
length_of(struct str s)
{
	int64_t length;

	return str_to_i64(str_trim(s), &length) && length >= 0 ? length : -1;
}

static void
start_enclosure(struct parser *p, const struct rule *r)
{
	struct feed_enclosure *e;
	struct str url = attr(p, STR("url"));

	(void)r;
	if (url.len == 0)
		url = attr(p, STR("href"));
	e = feed_entry_add_enclosure(p, url.len > 0 ? url : attr(p, STR("rdf:resource")));
	if (e == NULL)
		return;
	if (e->type.len == 0)
		e->type = arena_str(p->entry_arena, attr(p, STR("type")));
	if (e->length < 0)
		e->length = length_of(attr(p, STR("length")));
}

static void
start_media(struct parser *p, const struct rule *r)
{
	struct str type = attr(p, STR("type")), medium = attr(p, STR("medium"));
	struct feed_enclosure *e;
	int64_t seconds;

	(void)r;
	if (str_eq_nocase(medium, STR("image")) || str_starts_nocase(type, STR("image/")))
		feed_record_put_url(p, SLOT_IMAGE, 4, attr(p, STR("url")));
	e = feed_entry_add_enclosure(p, attr(p, STR("url")));
	if (e == NULL)
		return;
	if (e->type.len == 0)
		e->type = arena_str(p->entry_arena, type.len > 0 ? type : medium);
	if (e->length < 0)
		e->length = length_of(attr(p, STR("fileSize")));
	if (str_to_i64(str_trim(attr(p, STR("duration"))), &seconds) && seconds >= 0)
		e->duration_s = seconds;
}

/* "3661", "61:01", "1:01:01" */
static void
end_duration(struct parser *p, const struct rule *r, struct str text)
{
	struct str rest = str_trim(text);
	int64_t total = 0, part;

	(void)r;
	if (rest.len == 0 || rest.len > 16)
		return;
	while (rest.p != NULL) {
		if (!str_to_i64(str_split(&rest, ':'), &part) || part < 0)
			return;
		total = total * 60 + part;
	}
	p->duration_s = total;
}

/* ---- how often to ask ---- */

static void
end_ttl(struct parser *p, const struct rule *r, struct str text)
{
	int64_t minutes;

	(void)r;
	if (str_to_i64(str_trim(text), &minutes) && minutes > 0 && minutes < 60 * 24 * 366)
		p->ttl_s = minutes * 60;
}

static void
end_period(struct parser *p, const struct rule *r, struct str text)
{
	static const struct {
		const char *word;
		int64_t seconds;
	} rows[] = {
		{ "hourly", 3600 },
		{ "daily", 86400 },
		{ "weekly", 7 * 86400 },
		{ "monthly", 30 * 86400 },
		{ "yearly", 365 * 86400 },
	};

	(void)r;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (str_eq_nocase(str_trim(text), str_of(rows[i].word)))
			p->period_s = rows[i].seconds;
}

static void
end_frequency(struct parser *p, const struct rule *r, struct str text)
{
	int64_t times;

	(void)r;
	if (str_to_i64(str_trim(text), &times) && times > 0 && times <= 3600)
		p->frequency = times;
}

static void
end_hour(struct parser *p, const struct rule *r, struct str text)
{
	int64_t hour;

	(void)r;
	if (str_to_i64(str_trim(text), &hour) && hour >= 0 && hour <= 24)
		p->feed.skip_hours |= 1u << (hour % 24);
}

static void
end_day(struct parser *p, const struct rule *r, struct str text)
{
	static const char *const days[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
		"Saturday", "Sunday" };

	(void)r;
	for (size_t i = 0; i < COUNT(days); i++)
		if (str_eq_nocase(str_trim(text), str_of(days[i])))
			p->feed.skip_days |= (uint8_t)(1u << i);
}

const struct action act_none = { NULL, NULL, false };
const struct action act_scope = { start_scope, NULL, false };
const struct action act_entry = { start_entry, NULL, false };
const struct action act_text = { start_captured, end_text, true };
const struct action act_url = { start_captured, end_url, true };
const struct action act_date = { start_captured, end_date, true };
const struct action act_author = { start_captured, end_author, true };
const struct action act_person = { start_person, end_person, false };
const struct action act_attr_href = { start_attr_href, NULL, false };
const struct action act_attr_about = { start_attr_about, NULL, false };
const struct action act_category = { start_category, end_category, true };
const struct action act_category_attr = { start_category_attr, NULL, false };
const struct action act_categories = { start_captured, end_categories, true };
const struct action act_enclosure = { start_enclosure, NULL, false };
const struct action act_media = { start_media, NULL, false };
const struct action act_duration = { start_captured, end_duration, true };
const struct action act_ttl = { start_captured, end_ttl, true };
const struct action act_period = { start_captured, end_period, true };
const struct action act_frequency = { start_captured, end_frequency, true };
const struct action act_hour = { start_captured, end_hour, true };
const struct action act_day = { start_captured, end_day, true };
