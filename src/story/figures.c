/* SPDX-License-Identifier: ISC */
/*
 * figures.c - figures over time.  Tolls that a word names (killed, missing, displaced...) go into
 * one series each; other figures are linked when kind, unit and noun agree and the words around
 * them do. Values are intervals, so "nearly 32,000" and 31,988 are the same; only intervals apart
 * have risen or fallen.
 */
#include "figure_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CONTEXT_SAME 0.34 /* share of the words around that two figures of a series have */
#define CONTEXT_FAR 0.55  /* the same when their values are far apart */
#define CONTEXT_ALL 0.75  /* and when they are of another order */
#define VALUE_FAR 4.0     /* times */
#define VALUE_ALIEN 20.0
#define TOLL_SMALL 200 /* a toll of a few may grow to it at once */
#define TOLL_FAR 10.0  /* times; further apart are tolls of two events */
#define PART_BELOW 2.5 /* times less than the toll is a part of it */
#define RECENT 3       /* points of a series that a figure is compared with */
#define SMALL 4        /* counts below it are followed only when they are tolls */
#define SERIES_MAX 256
#define DISPUTE_S (36 * 3600) /* figures further apart in time are not at odds */
#define NAME_WORDS_MAX 3      /* of a series named by the words beside its figure */

struct line {
	const struct mark **marks;
	enum figure_state *states;
	size_t count, cap, states_cap;
	size_t main; /* last point that was not disputed */
};
struct lines {
	struct arena *arena;
	const struct story_doc *docs;
	struct line list[SERIES_MAX];
	size_t count;
};

const char *
figure_state_text(enum figure_state s)
{
	static const char *const texts[] = { "first", "same", "rose to", "fell to", "disputed by",
		"corrected to" };

	return (size_t)s < COUNT(texts) ? texts[s] : "";
}

/* ---- do two figures speak of one thing? ---- */

static double
context_share(const struct mark *a, const struct mark *b)
{
	double same = 0, x = 0, y = 0;

	for (size_t i = 0; i < a->context_count; i++) {
		double w = a->context[i].weight * (a->context[i].hash == a->head ? 0.3 : 1.0);

		x += w;
		for (size_t k = 0; k < b->context_count; k++)
			if (b->context[k].hash == a->context[i].hash)
				same += w;
	}
	for (size_t k = 0; k < b->context_count; k++)
		y += b->context[k].weight * (b->context[k].hash == b->head ? 0.3 : 1.0);
	x = fmin(x, y);
	return x <= 0 ? 0 : same / x;
}

static bool
is_plain(enum quantity_kind k)
{
	return k == QUANTITY_COUNT || k == QUANTITY_NUMBER || k == QUANTITY_RANGE;
}

/* How much of the words around two figures must share, by how far apart their values are. */
static double
context_least(const struct mark *a, const struct mark *b)
{
	double x = fabs(a->q->value), y = fabs(b->q->value);
	double low = fmin(x, y), high = fmax(x, y);

	if (high > low * VALUE_ALIEN)
		return CONTEXT_ALL;
	return high > low * VALUE_FAR ? CONTEXT_FAR : CONTEXT_SAME;
}

static bool
overlap(const struct mark *a, const struct mark *b)
{
	return a->low <= b->high && b->low <= a->high;
}

/* Is one toll so much more than the other that it must be that of something else? */
static bool
is_alien(const struct mark *a, const struct mark *b)
{
	double low = fmin(a->q->value, b->q->value), high = fmax(a->q->value, b->q->value);

	return high > TOLL_SMALL && high > low * TOLL_FAR;
}

/* How well a figure follows another, 0 = not at all. */
static double
follows(const struct mark *m, const struct mark *was)
{
	double share;

	if (m->kind_of != was->kind_of)
		return 0;
	if (m->kind_of != CLASS_NONE && !is_alien(m, was))
		return 1.0;
	if (m->q->kind != was->q->kind && !(is_plain(m->q->kind) && is_plain(was->q->kind)))
		return 0;
	if (!str_eq(m->q->unit, was->q->unit))
		return 0;
	if (m->head != was->head && m->head != 0 && was->head != 0)
		return 0;
	if (is_plain(m->q->kind) && (m->head == 0 || was->head == 0))
		return 0;
	share = context_share(m, was);
	if (m->head != 0 && m->head == was->head)
		share += is_plain(m->q->kind) ? 0.15 : 0.25;
	if (overlap(m, was))
		share += 0.15;
	return share < context_least(m, was) ? 0 : share;
}

static double
follows_line(const struct mark *m, const struct line *l)
{
	double best = 0;

	for (size_t k = 0; k < l->count && k < RECENT; k++) {
		double s = follows(m, l->marks[l->count - 1 - k]);

		best = fmax(best, s);
	}
	return best;
}

/* ---- states ---- */

static bool
is_apart(const struct lines *ls, const struct mark *m, const struct mark *was)
{
	int64_t x = ls->docs[m->doc].date, y = ls->docs[was->doc].date;

	return x == INT64_MIN || y == INT64_MIN || x - y > DISPUTE_S || y - x > DISPUTE_S;
}

static bool
same_source(const struct lines *ls, const struct mark *m, const struct mark *was)
{
	return str_eq(ls->docs[m->doc].source, ls->docs[was->doc].source);
}

static bool
names_place(const struct entities *x, struct str key)
{
	for (size_t i = 0; i < x->count; i++)
		if (x->list[i].kind == ENTITY_PLACE && str_eq(x->list[i].key, key))
			return true;
	return false;
}

/* Is any place in m's sentence named in was's article?  Where one of them names none: yes. */
static bool
same_scope(const struct lines *ls, const struct mark *m, const struct mark *was)
{
	const struct entities *x = ls->docs[m->doc].entities, *y = ls->docs[was->doc].entities;
	bool any_x = false, any_y = false;

	for (size_t i = 0; i < y->count; i++)
		any_y |= y->list[i].kind == ENTITY_PLACE;
	for (size_t i = 0; any_y && i < x->mentions_count; i++) {
		const struct mention *p = &x->mentions[i];

		if (p->kind != ENTITY_PLACE || p->start < m->from || p->start >= m->to)
			continue;
		any_x = true;
		if (names_place(y, x->list[p->entity].key))
			return true;
	}
	return !any_x;
}

static enum figure_state
state_of(const struct lines *ls, const struct mark *m, const struct mark *was)
{
	const struct figure_class_info *c = &figure_classes[m->kind_of];
	bool put_right = m->corrected && m->low != was->low;

	if (overlap(m, was))
		return FIGURE_SAME;
	if (put_right)
		return FIGURE_CORRECTED;
	if (m->rejected)
		return FIGURE_DISPUTED;
	if (m->low > was->high)
		return FIGURE_ROSE;
	if (!c->cumulative)
		return FIGURE_FELL;
	return same_source(ls, m, was) ? FIGURE_CORRECTED : FIGURE_DISPUTED;
}

/* A lower figure of what only grows, of another source that rejects nothing: the count of a part,
 * of another place, or one that was overtaken.  Two sources are at odds only when they count the
 * dead of one place at one time. */
static bool
is_behind(const struct lines *ls, const struct line *l, const struct mark *m)
{
	const struct mark *main = l->marks[l->main];

	if (!figure_classes[m->kind_of].cumulative || m->low > main->high || overlap(m, main) ||
	        m->corrected || m->rejected || same_source(ls, m, main))
		return false;
	if (m->kind_of != CLASS_DEATHS || is_apart(ls, m, main) || !same_scope(ls, m, main))
		return true;
	for (size_t i = 0; i < l->count; i++)
		if (overlap(m, l->marks[i]))
			return true;
	return false;
}

static void
line_add(struct lines *ls, struct line *l, const struct mark *m, enum figure_state state)
{
	l->marks = arena_grow(ls->arena, l->marks, l->count, &l->cap, sizeof(const struct mark *));
	l->states = arena_grow(ls->arena, l->states, l->count, &l->states_cap, sizeof(*l->states));
	l->marks[l->count] = m;
	l->states[l->count] = state;
	if (state != FIGURE_DISPUTED)
		l->main = l->count;
	l->count++;
}

/* A second figure of an article for a series it is in already: told only when they are at odds. */
static void
add_second(struct lines *ls, struct line *l, const struct mark *m)
{
	const struct mark *first = l->marks[l->count - 1];
	bool two_voices = m->q->attribution.len > 0 && first->q->attribution.len > 0 &&
	                  !str_eq(m->q->attribution, first->q->attribution);

	if (l->states[l->count - 1] == FIGURE_DISPUTED && first->doc == m->doc && l->count > 1 &&
	        l->marks[l->count - 2]->doc == m->doc)
		return;
	if (overlap(m, first) || !(two_voices || m->disputed))
		return;
	if (context_least(m, first) > CONTEXT_SAME)
		return; /* not of one size: of something else */
	line_add(ls, l, m, FIGURE_DISPUTED);
}

/* Far fewer than have been counted, and nothing says that the count was wrong: some of them. */
static bool
is_part(const struct mark *m, const struct mark *main)
{
	return figure_classes[m->kind_of].cumulative && !m->corrected && !m->rejected &&
	       m->q->value * PART_BELOW < main->q->value;
}

static void
place(struct lines *ls, const struct mark *m)
{
	struct line *best = NULL;
	double most = 0;

	if (m->earlier || m->part ||
	        (m->kind_of == CLASS_NONE && is_plain(m->q->kind) && m->q->value < SMALL))
		return;
	for (size_t i = 0; i < ls->count; i++) {
		double s = follows_line(m, &ls->list[i]);

		if (s > most) {
			most = s;
			best = &ls->list[i];
		}
	}
	if (best == NULL) {
		if (ls->count < SERIES_MAX)
			line_add(ls, &ls->list[ls->count++], m, FIGURE_FIRST);
	} else if (best->marks[best->count - 1]->doc == m->doc) {
		add_second(ls, best, m);
	} else if (!is_part(m, best->marks[best->main]) && !is_behind(ls, best, m)) {
		line_add(ls, best, m, state_of(ls, m, best->marks[best->main]));
	}
}

/* ---- the answer ---- */

/* Without the common words at its ends: "by lowering the lake by" is "lowering the lake".  Nothing
 * when it is no phrase: too many words, or a sign between. */
static struct str
phrase_of(struct str s)
{
	struct token_reader r = { .text = s };
	struct token t;
	size_t start = s.len, end = 0, words = 0;

	while (token_next(&r, &t)) {
		if (t.common)
			continue;
		words++;
		start = t.start < start ? t.start : start;
		end = t.end;
	}
	for (size_t i = start; i < end; i++)
		if (strchr(",.;:()\"\n", s.p[i]) != NULL)
			return STR("");
	return start < end && words <= NAME_WORDS_MAX ? str_sub(s, start, end) : STR("");
}

/* The words between a figure and one that another figure of the series has around it too, for a
 * series without a noun; rather those before it. */
static struct str
shared_words(struct arena *a, const struct lines *ls, const struct line *l)
{
	const struct mark *m = l->marks[0], *n = l->marks[l->count - 1];
	struct str text = ls->docs[m->doc].text, before = STR(""), behind = STR("");

	for (size_t i = 0; i < m->context_count; i++) {
		uint32_t start = m->context[i].start, end = m->context[i].end;
		struct str words;
		bool shared = false;

		for (size_t k = 0; k < n->context_count; k++)
			shared |= m->context[i].hash == n->context[k].hash;
		if (!shared)
			continue;
		words = phrase_of(end <= m->q->start ? str_sub(text, start, m->q->start)
		                                     : str_sub(text, m->q->end, end));
		if (end <= m->q->start && words.len > before.len)
			before = words;
		if (end > m->q->start && words.len > behind.len)
			behind = words;
	}
	return arena_str(a, before.len > 0 ? before : behind);
}

static struct str
name_of(struct arena *a, const struct lines *ls, const struct line *l)
{
	const struct mark *m = l->marks[0];

	if (m->kind_of != CLASS_NONE)
		return str_of(figure_classes[m->kind_of].what);
	for (size_t i = 0; i < l->count; i++) {
		const struct quantity *q = l->marks[i]->q;

		if (q->what.len > 0 && q->verb.len > 0)
			return arena_printf(
			        a, STR_FMT " " STR_FMT, STR_ARG(q->what), STR_ARG(q->verb));
		if (q->what.len > 0)
			return arena_str(a, q->what);
	}
	return shared_words(a, ls, l);
}

static void
fill_series(struct arena *a, const struct lines *ls, const struct line *l, struct figure_series *s)
{
	size_t changes = 0;

	*s = (struct figure_series){ .what = name_of(a, ls, l),
		.unit = arena_str(a, l->marks[0]->q->unit),
		.kind = l->marks[0]->q->kind,
		.points = arena_array(a, l->count, sizeof(*s->points)),
		.points_count = l->count };
	for (size_t i = 0; i < l->count; i++) {
		const struct mark *m = l->marks[i];
		const struct story_doc *d = &ls->docs[m->doc];

		changes += l->states[i] > FIGURE_SAME;
		s->points[i] = (struct figure_point){ .article = d->id,
			.date = d->date,
			.source = arena_str(a, d->source),
			.text = arena_str(a, str_sub(d->text, m->q->start, m->q->end)),
			.low = m->low,
			.high = m->high,
			.value = isnan(m->q->value2) ? m->q->value : (m->low + m->high) / 2,
			.start = m->q->start,
			.end = m->q->end,
			.state = l->states[i] };
	}
	s->weight = figure_classes[l->marks[0]->kind_of].weight *
	            ((double)l->count + 2.0 * (double)changes);
}

static int
by_weight(const void *a, const void *b)
{
	const struct figure_series *x = a, *y = b;

	if (x->weight != y->weight)
		return x->weight > y->weight ? -1 : 1;
	return str_cmp(x->what, y->what);
}

size_t
story_figures(
        struct arena *a, const struct story_doc *docs, size_t count, struct figure_series **out)
{
	struct arena *work = arena_create();
	struct lines *ls = arena_alloc(work, sizeof(*ls));
	size_t series = 0;

	ls->arena = work;
	ls->docs = docs;
	for (size_t i = 0; i < count; i++) {
		struct mark *marks;
		size_t n = mark_list(work, &docs[i], i, &marks);

		for (size_t k = 0; k < n; k++)
			place(ls, &marks[k]);
	}
	*out = arena_array(a, ls->count + 1, sizeof(**out));
	for (size_t i = 0; i < ls->count; i++)
		if (ls->list[i].count > 1)
			fill_series(a, ls, &ls->list[i], &(*out)[series++]);
	qsort(*out, series, sizeof(**out), by_weight);
	arena_destroy(work);
	return series;
}
