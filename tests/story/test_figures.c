/* SPDX-License-Identifier: ISC */
/*
 * test_figures.c - figures over time against the sequences of figures.txt: F1 of links between a
 * figure and the one before it in its series, the states, and no "rose" where nothing rose.  With
 * DATELINE_TEST_VERBOSE each miss is printed.
 */
#include <dateline/quantity.h>
#include <dateline/story.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define DOCS_MAX 16
#define GOLD_MAX 64
#define LINK_F1_MIN 90.0
#define STATES_MIN 90.0 /* percent of the links found that have the right state */

struct gold {
	size_t doc;
	uint32_t start, end;
	char series;
	char state[12];
};
struct sequence {
	struct str name;
	struct story_doc docs[DOCS_MAX];
	size_t docs_count;
	struct gold gold[GOLD_MAX];
	size_t gold_count;
};
struct tally {
	size_t right, found, wanted, states_right, states, false_rose, sequences;
	bool verbose;
};

/* Takes the marks out of a line of text. */
static void
read_line(struct sequence *s, struct buf *text, struct str line)
{
	for (size_t at = 0; at < line.len;) {
		struct gold *g = &s->gold[s->gold_count];
		struct str mark, head;

		if (line.p[at] != '[') {
			buf_add_char(text, line.p[at++]);
			continue;
		}
		mark = str_sub(
		        line, at + 1, at + (size_t)str_chr(str_sub(line, at, line.len), ']'));
		at += mark.len + 2;
		head = str_split(&mark, '|');
		g->doc = s->docs_count - 1;
		g->series = head.p[0];
		snprintf(g->state, sizeof(g->state), STR_FMT, STR_ARG(str_sub(head, 2, head.len)));
		g->start = (uint32_t)text->len;
		buf_add_str(text, mark);
		g->end = (uint32_t)text->len;
		assert_true(++s->gold_count < GOLD_MAX);
	}
	buf_add_char(text, '\n');
}

static void
end_doc(struct arena *a, struct sequence *s, struct buf *text)
{
	struct story_doc *d;
	struct quantity_options o = { .date = INT64_MIN };
	struct entities *e = arena_alloc(a, sizeof(*e));

	if (s->docs_count == 0 || text->len == 0)
		return;
	d = &s->docs[s->docs_count - 1];
	d->text = arena_str(a, buf_str(text));
	e->quantities_count = quantity_find(a, d->text, &o, &e->quantities);
	d->entities = e;
	buf_reset(text);
}

static const char *
short_state(enum figure_state s)
{
	static const char *const names[] = { "first", "same", "rose", "fell", "disputed",
		"corrected" };

	return names[s];
}

static const struct gold *
gold_of(const struct sequence *s, const struct figure_point *p)
{
	for (size_t i = 0; i < s->gold_count; i++) {
		const struct gold *g = &s->gold[i];

		if ((int64_t)g->doc + 1 == p->article && g->start < p->end && p->start < g->end)
			return g;
	}
	return NULL;
}

/* The gold figure before g in its series, or NULL. */
static const struct gold *
before_of(const struct sequence *s, const struct gold *g)
{
	for (const struct gold *b = g; b-- > s->gold;)
		if (b->series == g->series)
			return b;
	return NULL;
}

static void
judge(struct tally *t, const struct sequence *s, const struct figure_series *f)
{
	for (size_t i = 1; i < f->points_count; i++) {
		const struct figure_point *p = &f->points[i];
		const struct gold *g = gold_of(s, p), *b = gold_of(s, &f->points[i - 1]);
		bool right = g != NULL && b != NULL && before_of(s, g) == b;

		t->found++;
		t->right += right;
		if (right) {
			t->states++;
			t->states_right += strcmp(g->state, short_state(p->state)) == 0;
		}
		if (p->state == FIGURE_ROSE && g != NULL && strcmp(g->state, "same") == 0)
			t->false_rose++;
		if (t->verbose && (!right || strcmp(g->state, short_state(p->state)) != 0))
			printf("%s " STR_FMT ": " STR_FMT " -> " STR_FMT " %s (want %s)\n",
			        right ? "STATE" : "WRONG", STR_ARG(s->name),
			        STR_ARG(f->points[i - 1].text), STR_ARG(p->text),
			        short_state(p->state), g != NULL ? g->state : "none");
	}
}

static bool
is_found(const struct sequence *s, const struct gold *g, const struct figure_series *list, size_t n)
{
	for (size_t k = 0; k < n; k++)
		for (size_t i = 1; i < list[k].points_count; i++)
			if (gold_of(s, &list[k].points[i]) == g &&
			        gold_of(s, &list[k].points[i - 1]) == before_of(s, g))
				return true;
	return false;
}

static void
run_sequence(struct arena *a, struct tally *t, const struct sequence *s)
{
	struct figure_series *list;
	size_t n = story_figures(a, s->docs, s->docs_count, &list);

	t->sequences++;
	for (size_t i = 0; i < n; i++)
		judge(t, s, &list[i]);
	for (size_t i = 0; i < s->gold_count; i++) {
		const struct gold *g = &s->gold[i];

		if (before_of(s, g) == NULL)
			continue;
		t->wanted++;
		if (t->verbose && !is_found(s, g, list, n))
			printf("MISSED " STR_FMT ": %c in report %zu: " STR_FMT "\n",
			        STR_ARG(s->name), g->series, g->doc + 1,
			        STR_ARG(str_sub(s->docs[g->doc].text, g->start, g->end)));
	}
}

static void
run_file(struct arena *a, struct tally *t, struct str file)
{
	static struct sequence s;
	struct buf text;

	buf_init(&text, 1 << 16);
	while (file.p != NULL) {
		struct str line = str_split(&file, '\n');
		bool last = file.p == NULL;

		if (line.len == 0 && !last)
			continue;
		if (last || line.p[0] == '#' || line.p[0] == '@')
			end_doc(a, &s, &text);
		if (last || line.p[0] == '#') {
			if (s.docs_count > 0)
				run_sequence(a, t, &s);
			s = (struct sequence){ .name = str_trim(str_sub(line, 1, line.len)) };
		} else if (line.p[0] == '@') {
			struct str rest = str_trim(str_sub(line, 1, line.len));
			struct str source = str_split(&rest, ' ');

			assert_true(s.docs_count < DOCS_MAX);
			s.docs_count++;
			s.docs[s.docs_count - 1] = (struct story_doc){ .id = (int64_t)s.docs_count,
				.source = source,
				.date = (int64_t)(strtod(arena_cstr(a, rest), NULL) * 86400) };
		} else if (line.p[0] != ';') {
			read_line(&s, &text, line);
		}
	}
	buf_free(&text);
}

static void
sequences(void **state)
{
	struct arena *a = arena_create();
	struct tally t = { .verbose = getenv("DATELINE_TEST_VERBOSE") != NULL };
	struct buf file;
	struct err e = { 0 };
	const char *dir = getenv("srcdir");
	double p, r, f1;

	(void)state;
	assert_true(file_read(arena_cstr(a, arena_printf(a, "%s/tests/story/figures.txt",
	                                            dir != NULL ? dir : ".")),
	        1 << 20, &file, &e));
	run_file(a, &t, buf_str(&file));
	p = 100.0 * (double)t.right / (double)(t.found > 0 ? t.found : 1);
	r = 100.0 * (double)t.right / (double)(t.wanted > 0 ? t.wanted : 1);
	f1 = p + r > 0 ? 2 * p * r / (p + r) : 0;
	printf("# %zu sequences: links P %.1f R %.1f F1 %.1f, states %zu of %zu, false rose %zu\n",
	        t.sequences, p, r, f1, t.states_right, t.states, t.false_rose);
	assert_true(t.sequences >= 60);
	assert_true(f1 >= LINK_F1_MIN);
	assert_true(100.0 * (double)t.states_right >= STATES_MIN * (double)t.states);
	assert_int_equal(t.false_rose, 0);
	buf_free(&file);
	arena_destroy(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(sequences) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
