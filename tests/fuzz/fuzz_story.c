/* SPDX-License-Identifier: ISC */
/*
 * fuzz_story.c - two texts, cut at the first zero byte, through all of story: features packed and
 * unpacked, an index of both and of the raw bytes as features, new sentences, figures, brief, diff.
 */
#include <dateline/quantity.h>
#include <dateline/story.h>

#include <stdlib.h>
#include <string.h>

#define INPUT_MAX 20000

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool ok)
{
	if (!ok)
		abort();
}

static void
check_spans(struct str text, const struct text_span *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		check(list[i].start < list[i].end && list[i].end <= text.len &&
		        (i == 0 || list[i].start >= list[i - 1].end));
}

/* The parts of a difference give both texts again. */
static void
check_diff(struct arena *a, struct str x, struct str y)
{
	struct diff_part *parts;
	size_t count = story_diff(a, x, y, &parts), old_at = 0, new_at = 0;

	for (size_t i = 0; i < count; i++) {
		size_t len = parts[i].end - parts[i].start;

		if (parts[i].kind == DIFF_GONE) {
			check(parts[i].start == old_at);
			old_at += len;
			continue;
		}
		check(parts[i].start == new_at);
		if (parts[i].kind == DIFF_SAME) {
			check(str_eq(str_sub(x, old_at, old_at + len),
			        str_sub(y, new_at, new_at + len)));
			old_at += len;
		}
		new_at += len;
	}
	check(old_at == x.len && new_at == y.len);
}

static void
check_index(struct arena *a, const struct story_doc *docs, struct str raw)
{
	struct story_index *ix = story_index_create();
	struct story_assignment out;
	const struct story_move *moves;

	story_index_restore(ix, 9, 9, docs[0].date, false, raw);
	story_index_add(ix, 8, docs[0].date, STR("raw"), raw, &out);
	for (size_t i = 0; i < 2; i++) {
		check(story_index_add(ix, docs[i].id, docs[i].date, docs[i].source,
		        story_features(a, &docs[i]), &out));
		check(out.story > 0 && out.similarity >= 0 && out.similarity <= 1);
		check(story_index_story(ix, docs[i].id) == out.story);
		story_index_moves(ix, &moves);
	}
	story_index_restore(ix, 1, 2, docs[0].date, true, STR_NONE);
	check(story_index_story(ix, 1) == 2);
	story_index_expire(ix, INT64_MAX);
	check(story_index_story(ix, 1) == STORY_NONE || docs[0].date == INT64_MIN);
	story_index_destroy(ix);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_create();
	struct str raw = { (const char *)data, size < INPUT_MAX ? size : INPUT_MAX };
	struct str rest = raw, first = str_split(&rest, '\0');
	struct str x = utf8_repair(a, first), y = utf8_repair(a, rest);
	struct story_doc docs[2] = { { .id = 1,
		                             .date = size % 2 ? 1000 : INT64_MIN,
		                             .title = x,
		                             .text = x,
		                             .source = STR("a") },
		{ .id = 2, .date = 2000, .title = x, .text = y, .source = STR("b") } };
	struct entities e[2] = { 0 };
	struct quantity_options o = { .date = INT64_MIN };
	struct figure_series *series;
	struct brief_sentence *brief;
	struct text_span *spans;
	size_t n;

	for (size_t i = 0; i < 2; i++) {
		e[i].quantities_count = quantity_find(a, docs[i].text, &o, &e[i].quantities);
		docs[i].entities = &e[i];
	}
	check_index(a, docs, raw);
	n = story_new_spans(a, y, &x, 1, &spans);
	check_spans(y, spans, n);
	n = story_figures(a, docs, 2, &series);
	for (size_t i = 0; i < n; i++)
		check(series[i].points_count > 1 && series[i].what.len < INPUT_MAX);
	check(story_brief(a, docs, 2, 4, &brief) <= 4);
	check(story_central(docs, 2) < 2);
	check_diff(a, x, y);
	arena_destroy(a);
	return 0;
}
