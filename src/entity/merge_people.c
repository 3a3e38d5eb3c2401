/* SPDX-License-Identifier: ISC */
/*
 * merge_people.c - one entry per person: full names first (initials may be missing, not differ),
 * then short forms, each given to the full name that ends or begins with it and has been spoken of
 * most so far, the first of those: relatives are told in full.  Two people are never one for
 * having a surname in common, nor a father and his junior.
 */
#include "merge.h"

#include <string.h>

struct person {
	const struct word *part[NAME_TOKENS]; /* names without titles and suffixes */
	size_t count;
	const struct word *suffix; /* "Jr.", or NULL */
};

static void
read_person(const struct doc *d, struct span s, struct person *out)
{
	out->count = 0;
	out->suffix = NULL;
	for (size_t i = s.first; i <= s.last && out->count < NAME_TOKENS; i++) {
		const struct word *w = doc_word(d, i);

		if (w->class & WORD_SUFFIX)
			out->suffix = w;
		if (d->tokens[i].kind == TOKEN_PUNCT || w->class & WORD_SUFFIX)
			continue;
		out->part[out->count++] = w;
	}
}

static bool
is_initial(const struct word *w)
{
	return w->lower.len <= 2 && (w->lower.len == 1 || w->lower.p[1] == '.');
}

/* Parts [from, to) in lower case, joined by blanks. */
static struct str
join(struct merge *m, const struct person *p, size_t from, size_t to)
{
	struct buf b;
	struct str out;

	buf_init(&b, 4096);
	for (size_t i = from; i < to; i++) {
		if (i > from)
			buf_add_char(&b, ' ');
		buf_add_str(&b, p->part[i]->lower);
	}
	out = arena_str(m->doc->arena, buf_str(&b));
	buf_free(&b);
	return out;
}

/* A surname with its particles ("van der Berg") is a short form, not a full name. */
static bool
is_full(const struct person *p)
{
	return p->count > 1 && !(p->part[0]->class & WORD_PARTICLE);
}

/* First and last name; the middle decides only where both have one. */
static struct str
full_key(struct merge *m, const struct person *p, struct map *middles)
{
	struct str outer = arena_printf(m->doc->arena, STR_FMT " " STR_FMT "%s" STR_FMT,
	        STR_ARG(p->part[0]->lower), STR_ARG(p->part[p->count - 1]->lower),
	        p->suffix != NULL ? " " : "",
	        STR_ARG(p->suffix != NULL ? p->suffix->lower : STR_NONE));
	bool fresh;
	uint32_t *slot;
	unsigned char letter;

	if (p->count == 2)
		return outer;
	if (!is_initial(p->part[1]) && p->part[1]->class & WORD_PARTICLE)
		return join(m, p, 0, p->count);
	letter = (unsigned char)p->part[1]->lower.p[0];
	slot = map_put(middles, outer, &fresh);
	if (fresh)
		*slot = letter;
	return *slot == letter ? outer : join(m, p, 0, p->count);
}

/* The form now stands for this person, unless it does so for one who is spoken of as much; of two
 * who are but introduced it is the later one. */
static void
add_form(struct merge *m, enum entity_kind kind, struct str form, uint32_t entity)
{
	bool fresh;
	uint32_t *slot = map_put(&m->forms, merge_key(m, kind, form), &fresh);

	if (fresh || m->seen[entity] > m->seen[*slot - 1] ||
	        (m->seen[entity] == 1 && m->seen[*slot - 1] == 1))
		*slot = entity + 1;
}

/* The short forms by which the full name may be called later. */
static void
add_forms(struct merge *m, const struct person *p, uint32_t entity)
{
	for (size_t i = 1; i < p->count; i++) {
		add_form(m, ENTITY_PERSON, join(m, p, i, p->count), entity);
		if (i == 1 || !is_initial(p->part[i - 1]))
			add_form(m, ENTITY_KINDS, join(m, p, 0, i), entity);
		if (i + 1 < p->count && !is_initial(p->part[i]) &&
		        !(p->part[i]->class & WORD_PARTICLE))
			add_form(m, ENTITY_KINDS, join(m, p, i, i + 1), entity);
	}
}

/* "King Abdullah", "Sheikh Mohammed": called by the first name. */
static bool
is_called_by_first(const struct doc *d, size_t first)
{
	static const char *const titles[] = { "king", "queen", "prince", "princess", "pope",
		"sheikh", "emperor", "sultan", "emir" };

	for (size_t k = 0; first > 0 && k < COUNT(titles); k++)
		if (str_eq(doc_word(d, first - 1)->lower, str_of(titles[k])))
			return true;
	return false;
}

static uint32_t
short_form(struct merge *m, const struct person *p, size_t first)
{
	struct str text = join(m, p, 0, p->count);
	uint32_t *by_last = map_get(&m->forms, merge_key(m, ENTITY_PERSON, text));
	uint32_t *by_first = map_get(&m->forms, merge_key(m, ENTITY_KINDS, text));
	uint32_t *found = by_last != NULL ? by_last : by_first;
	bool fresh;

	if (by_first != NULL && is_called_by_first(m->doc, first))
		found = by_first;
	return found != NULL ? *found - 1 : merge_entity(m, ENTITY_PERSON, text, &fresh);
}

static void
take_role(struct merge *m, uint32_t entity, struct span s)
{
	struct entity *e = &m->list[entity];
	struct str role;

	if (e->detail.len > 0)
		return;
	role = role_before(m->doc, s.first);
	e->detail = role.len > 0 ? role : role_after(m->doc, s.last);
}

/* Before the text is gone through: a surname may stand before the full name (a headline). */
static void
add_all_forms(struct merge *m)
{
	struct doc *d = m->doc;
	struct person p;

	m->seen = arena_array(d->arena, m->count + d->spans_count + 1, sizeof(*m->seen));
	for (size_t i = 0; i < d->spans_count; i++)
		if (d->spans[i].kind == ENTITY_PERSON && m->of_span[i] != UINT32_MAX) {
			read_person(d, d->spans[i], &p);
			add_forms(m, &p, m->of_span[i]);
		}
}

void
merge_people(struct merge *m)
{
	struct doc *d = m->doc;
	struct map middles = { .arena = d->arena };
	struct person p;
	bool fresh;

	for (size_t i = 0; i < d->spans_count; i++) {
		if (d->spans[i].kind != ENTITY_PERSON)
			continue;
		read_person(d, d->spans[i], &p);
		if (!is_full(&p))
			continue;
		m->of_span[i] = merge_entity(m, ENTITY_PERSON, full_key(m, &p, &middles), &fresh);
	}
	add_all_forms(m);
	for (size_t i = 0; i < d->spans_count; i++) {
		if (d->spans[i].kind != ENTITY_PERSON)
			continue;
		read_person(d, d->spans[i], &p);
		if (p.count == 0)
			continue;
		if (m->of_span[i] == UINT32_MAX)
			m->of_span[i] = short_form(m, &p, d->spans[i].first);
		m->seen[m->of_span[i]]++;
		if (is_full(&p))
			add_forms(m, &p, m->of_span[i]);
		merge_take_name(m, m->of_span[i], d->spans[i]);
		take_role(m, m->of_span[i], d->spans[i]);
	}
}
