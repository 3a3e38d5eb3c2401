/* SPDX-License-Identifier: ISC */
/*
 * parser.c - walks over the elements of a document of XML and lets the rules of its format act, and
 * hands JSON to its own reader.  Knows no element by name but the root.
 */
#include "feed_private.h"

#include <stdlib.h>
#include <string.h>

#include "html.h"

static void
pick_format(struct parser *p, const struct format *f)
{
	p->format = f;
	p->feed_format = f->format;
	p->core = f->format == FEED_ATOM ? NS_ATOM : NS_RSS;
	if (p->xml.ns == NS_OTHER)
		xml_make_core(&p->xml);
	feed_rule_index_add(&p->index, f->rules, *f->count);
	feed_rule_index_add(&p->index, rules_common, rules_common_count);
	p->scope = IN_FEED;
	p->record = &p->feed_record;
}

/* The root of a feed may stand behind any junk; a page's root ends the search but for RSS. */
static void
look_for_root(struct parser *p)
{
	struct str name = p->xml.local;

	for (const struct format *f = feed_formats; f->root != NULL; f++)
		if (f->rules != NULL && str_eq_nocase(name, str_of(f->root))) {
			if (p->looks_like.p == NULL || f->format == FEED_RSS)
				pick_format(p, f);
			return;
		}
	if (p->looks_like.p == NULL && p->xml.depth == 1)
		p->looks_like = feed_looks_like_root(p->arena, name);
}

static enum xml_ns
effective_ns(const struct parser *p)
{
	return p->xml.ns == NS_NONE || p->xml.ns == p->core ? NS_CORE : p->xml.ns;
}

/* Where xml:base and xml:lang are kept: they outlive an entry that begins while they are in scope
 * (one before it may not have been closed), but not their element.  The few of the outermost
 * elements stay with the feed. */
static struct arena *
scope_arena(struct parser *p)
{
	if (p->xml.depth <= 2)
		return p->arena;
	if (p->scoped_depth == 0 || p->xml.depth < p->scoped_depth)
		p->scoped_depth = p->xml.depth;
	return p->scoped;
}

static void
leave_scope(struct parser *p)
{
	if (p->scoped_depth != p->xml.depth)
		return;
	arena_reset(p->scoped);
	p->scoped_depth = 0;
}

static void
read_base(struct parser *p)
{
	struct str base = xml_attr(&p->xml, p->scratch, STR("xml:base"));
	struct str whole = url_resolve(p->scratch, p->base, base);

	if (base.len > 0 && whole.p != NULL)
		p->base = arena_str(scope_arena(p), whole);
}

static void
read_lang(struct parser *p, struct str lang)
{
	p->lang = arena_str(scope_arena(p), utf8_prefix(lang, 64));
	if (p->scope == IN_FEED && p->capture_depth == 0)
		feed_record_put(p, SLOT_LANG, 2, lang, MARKUP_NONE);
}

static void
read_xml_attrs(struct parser *p)
{
	for (size_t i = 0; i < p->xml.attrs_count; i++) {
		struct str name = p->xml.attrs[i].name;

		if (name.p[0] != 'x' || name.len != 8)
			continue;
		if (str_eq(name, STR("xml:base")))
			read_base(p);
		else if (str_eq(name, STR("xml:lang")) && p->xml.attrs[i].raw.len > 0)
			read_lang(p, p->xml.attrs[i].raw);
	}
}

/* A field that was not closed: what follows is one of its siblings, and no HTML.  Where HTML is
 * expected, only names that HTML does not have count. */
static bool
is_unclosed(struct parser *p)
{
	const struct level *outer = &p->levels[p->capture_depth];
	const struct rule *r;

	if (p->xml.depth != p->capture_depth + 1 || outer->rule == NULL)
		return false;
	r = feed_rule_find(&p->index, effective_ns(p), p->xml.local, outer->scope);
	if (r == NULL || r == outer->rule)
		return false;
	if (outer->rule->slot == SLOT_TITLE || outer->rule->slot == SLOT_LINK)
		return true;
	return feed_html_element_find(p->xml.local) == NULL;
}

static void
close_unclosed(struct parser *p)
{
	struct level *outer = &p->levels[p->capture_depth], *inner = outer + 1;
	struct str text = feed_capture_end(p);

	if (outer->rule->action->end != NULL)
		outer->rule->action->end(p, outer->rule, text);
	outer->rule = NULL;
	p->scope = inner->scope = outer->scope;
	p->record = inner->record = outer->record;
}

static void
start_element(void *user, struct xml *x)
{
	struct parser *p = user;
	struct level *l = &p->levels[x->depth];
	bool is_root = false;

	*l = (struct level){ NULL, p->scope, p->record, p->base, p->lang };
	if (p->format == NULL) {
		look_for_root(p);
		is_root = p->format != NULL;
		if (!is_root)
			return;
	}
	if (x->attrs_count > 0)
		read_xml_attrs(p);
	if (p->capture_depth > 0 && is_unclosed(p))
		close_unclosed(p);
	if (p->capture_depth > 0) {
		feed_capture_open_tag(p);
		return;
	}
	l->rule = feed_rule_find(&p->index, effective_ns(p), x->local, p->scope);
	if (l->rule == NULL) {
		if (!is_root)
			p->scope = IN_NOTHING;
		return;
	}
	if (l->rule->action->start != NULL)
		l->rule->action->start(p, l->rule);
	if (l->rule->inner != 0)
		p->scope = l->rule->inner;
}

static void
end_element(void *user, struct xml *x)
{
	struct parser *p = user;
	struct level *l = &p->levels[x->depth];

	if (p->format == NULL)
		return;
	if (p->capture_depth > 0 && p->capture_depth < x->depth) {
		feed_capture_close_tag(p);
	} else if (l->rule != NULL) {
		struct str text = p->capture_depth == x->depth ? feed_capture_end(p) : STR_NONE;
		if (l->rule->action->end != NULL)
			l->rule->action->end(p, l->rule, text);
	}
	if (p->entry_depth == x->depth)
		feed_entry_finish(p);
	p->scope = l->scope;
	p->base = l->base;
	p->lang = l->lang;
	leave_scope(p);
	p->record =
	        l->record == &p->entry_record && p->entry_depth == 0 ? &p->feed_record : l->record;
}

struct parser *
feed_core_open(const struct feed_options *o, feed_entry_fn *each, void *user, struct arena *keep)
{
	struct parser *p = calloc(1, sizeof(*p));

	if (p == NULL)
		out_of_memory();
	p->arena = keep != NULL ? keep : arena_create();
	p->scratch = arena_create();
	p->scoped = arena_create();
	p->entry_arena = keep != NULL ? keep : arena_create();
	p->keep_entries = keep != NULL;
	p->options = *o;
	p->options.url = arena_str(p->arena, o->url);
	p->options.content_type = arena_str(p->arena, o->content_type);
	p->each = each;
	p->user = user;
	p->base = p->options.url;
	p->record = &p->feed_record;
	p->newest = FEED_NO_DATE;
	notes_init(&p->notes, p->arena);
	xml_init(&p->xml, start_element, end_element, p);
	buf_init(&p->first, SIZE_MAX / 4);
	buf_init(&p->decoded, SIZE_MAX / 4);
	buf_init(&p->capture, FEED_TEXT_MAX);
	buf_init(&p->rendered, FEED_TEXT_MAX);
	return p;
}

static void
start_reading(struct parser *p, struct str text)
{
	struct str s = str_trim(text);

	p->started = true;
	if (s.len > 0 && (s.p[0] == '{' || s.p[0] == '['))
		p->json = json_reader_open(p);
	else
		p->looks_like = feed_looks_like(s);
}

size_t
feed_core_push(struct parser *p, struct str text, bool last)
{
	if (!p->started)
		start_reading(p, text);
	if (p->stopped)
		return text.len;
	if (p->json == NULL)
		return xml_push(&p->xml, text, last);
	json_reader_push(p->json, text, last);
	return text.len;
}

static void
note_errors(struct parser *p)
{
	const struct xml *x = &p->xml;

	if (x->unclosed > 0)
		notes_add(&p->notes, NOTE_WARNING, 0, "%zu elements were not closed", x->unclosed);
	if (x->unopened > 0)
		notes_add(&p->notes, NOTE_WARNING, 0, "%zu end tags close nothing", x->unopened);
	if (x->dropped_attrs > 0)
		notes_add(&p->notes, NOTE_WARNING, 0, "%zu attributes were too many",
		        x->dropped_attrs);
	if (p->stopped && p->entries_count >= FEED_ENTRIES_MAX)
		notes_add(&p->notes, NOTE_WARNING, 0, "only the first %zu entries were read",
		        p->entries_count);
}

static void
parser_free(struct parser *p)
{
	if (p->json != NULL)
		json_reader_close(p->json);
	if (p->decoder != NULL)
		text_decoder_close(p->decoder, NULL);
	xml_free(&p->xml);
	buf_free(&p->first);
	buf_free(&p->decoded);
	buf_free(&p->capture);
	buf_free(&p->rendered);
	arena_destroy(p->scratch);
	arena_destroy(p->scoped);
	if (!p->keep_entries) {
		arena_destroy(p->entry_arena);
		arena_destroy(p->arena);
	}
	free(p);
}

bool
feed_core_close(
        struct parser *p, struct arena *a, struct feed *out, struct notes *notes, struct err *e)
{
	bool is_feed = p->feed_format != FEED_UNKNOWN;

	note_errors(p);
	feed_finish(p, a, out);
	for (size_t i = 0; i < p->notes.count; i++)
		notes_add(notes, p->notes.list[i].severity, p->notes.list[i].offset, STR_FMT,
		        STR_ARG(p->notes.list[i].text));
	if (!is_feed)
		err_set(e, ERR_FAIL, "this is no feed but " STR_FMT,
		        STR_ARG(p->looks_like.p != NULL ? p->looks_like : STR("text")));
	parser_free(p);
	return is_feed;
}
