/* SPDX-License-Identifier: ISC */
/*
 * test_new.c - what is new against the cases of new.txt: F1 of the sentences called new, and none
 * of those that only reword what was read.  With DATELINE_TEST_VERBOSE each miss is printed.
 */
#include <dateline/story.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LINES_MAX 16
#define F1_MIN 85.0

struct news_case {
	struct str name, seen[LINES_MAX];
	size_t seen_count;
	struct {
		char mark;
		uint32_t start, end;
	} lines[LINES_MAX];
	size_t lines_count;
	struct buf text;
};
struct tally {
	size_t right, found, wanted, reworded, cases;
	bool verbose;
};

static void
judge(struct arena *a, struct tally *t, const struct news_case *c)
{
	struct text_span *spans;
	struct str text = buf_str(&c->text);
	size_t count = story_new_spans(a, text, c->seen, c->seen_count, &spans);

	for (size_t i = 0; i < c->lines_count; i++) {
		char mark = c->lines[i].mark;
		bool found = false;

		for (size_t k = 0; k < count; k++)
			found |= spans[k].start < c->lines[i].end &&
			         spans[k].end > c->lines[i].start;
		t->wanted += mark == '+';
		t->found += found;
		t->right += found && mark == '+';
		t->reworded += found && mark == '~';
		if (t->verbose && found != (mark == '+'))
			printf("%s " STR_FMT ": " STR_FMT "\n", found ? "WRONG" : "MISSED",
			        STR_ARG(c->name),
			        STR_ARG(str_sub(text, c->lines[i].start, c->lines[i].end)));
	}
	t->cases++;
}

static void
read_line(struct news_case *c, struct str line)
{
	struct str rest = str_trim(str_sub(line, 1, line.len));

	if (line.p[0] == '<') {
		assert_true(c->seen_count < LINES_MAX);
		c->seen[c->seen_count++] = rest;
	} else if (line.p[0] != ';') {
		assert_true(c->lines_count < LINES_MAX);
		c->lines[c->lines_count].mark = line.p[0];
		c->lines[c->lines_count].start = (uint32_t)c->text.len;
		buf_add_str(&c->text, rest);
		c->lines[c->lines_count++].end = (uint32_t)c->text.len;
		buf_add_char(&c->text, ' ');
	}
}

static void
run_file(struct arena *a, struct tally *t, struct str file)
{
	struct news_case c = { 0 };

	buf_init(&c.text, 1 << 16);
	while (file.p != NULL) {
		struct str line = str_split(&file, '\n');

		if (file.p == NULL || (line.len > 0 && line.p[0] == '#')) {
			if (c.lines_count > 0)
				judge(a, t, &c);
			buf_reset(&c.text);
			c.seen_count = c.lines_count = 0;
			c.name = str_trim(str_sub(line, 1, line.len));
		} else if (line.len > 0) {
			read_line(&c, line);
		}
	}
	buf_free(&c.text);
}

static void
cases(void **state)
{
	struct arena *a = arena_create();
	struct tally t = { .verbose = getenv("DATELINE_TEST_VERBOSE") != NULL };
	const char *dir = getenv("srcdir");
	struct buf file;
	struct err e = { 0 };
	double p, r, f1;

	(void)state;
	assert_true(file_read(
	        arena_cstr(a, arena_printf(a, "%s/tests/story/new.txt", dir != NULL ? dir : ".")),
	        1 << 20, &file, &e));
	run_file(a, &t, buf_str(&file));
	p = 100.0 * (double)t.right / (double)(t.found > 0 ? t.found : 1);
	r = 100.0 * (double)t.right / (double)(t.wanted > 0 ? t.wanted : 1);
	f1 = p + r > 0 ? 2 * p * r / (p + r) : 0;
	printf("# %zu cases: new sentences P %.1f R %.1f F1 %.1f, reworded ones called new %zu\n",
	        t.cases, p, r, f1, t.reworded);
	assert_true(t.cases >= 30);
	assert_true(f1 >= F1_MIN);
	assert_int_equal(t.reworded, 0);
	buf_free(&file);
	arena_destroy(a);
}

/* What was read with one word left out, or replaced by another, is not new. */
static void
one_word_changed(void **state)
{
	static const char text[] =
	        "Rescuers in Norland worked their way into streets that had been cut off for a "
	        "day. "
	        "The ship lies upright in deep water west of the island, the museum said on "
	        "Tuesday. "
	        "Prime Minister Elin Sorvik walked through the lower town in rubber boots. "
	        "The union replied that the sum included overtime which nobody wanted to work.";
	static const char *const others[] = { "", "gladly", "harbour" };
	struct arena *a = arena_create();
	struct str seen = str_of(text), sentences = seen;

	(void)state;
	while (sentences.p != NULL) {
		struct str sentence = str_split(&sentences, '.'), rest = str_trim(sentence), before;

		before = str_sub(rest, 0, 0);
		while (rest.p != NULL && rest.len > 0) {
			struct str word = str_split(&rest, ' ');

			for (size_t i = 0; i < COUNT(others); i++) {
				struct str changed = arena_printf(a, STR_FMT "%s " STR_FMT ".",
				        STR_ARG(before), others[i], STR_ARG(rest));
				struct text_span *spans;

				if (story_new_spans(a, changed, &seen, 1, &spans) != 0)
					fail_msg("new: " STR_FMT, STR_ARG(changed));
			}
			before = (struct str){ before.p, (size_t)(word.p + word.len - before.p) };
			before.len += rest.p != NULL;
		}
	}
	arena_destroy(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(cases),
		cmocka_unit_test(one_word_changed) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
