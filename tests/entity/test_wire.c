/* SPDX-License-Identifier: ISC */
/*
 * test_wire.c - the installed model on short texts in the shapes of a newswire (data/wire.txt, with
 * the names marked): counts exact names of each kind, and fails where they become fewer.
 */
#include <dateline/entity.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* after what it needs */
#include <cmocka.h>

#define GOLD_MAX 64 /* names of one text */
#define FILE_BYTES_MAX (256 * 1024)

struct gold {
	uint32_t start, end;
	enum entity_kind kind;
};
struct page {
	struct buf text;
	struct gold gold[GOLD_MAX];
	size_t count;
};
static const struct floor {
	const char *name;
	double least; /* F1 in percent */
} floors[] = {
	[ENTITY_PERSON] = { "person", 96 },
	[ENTITY_PLACE] = { "place", 95 },
	[ENTITY_ORGANISATION] = { "organisation", 88 },
};

/* "{P:Mara Lund}" is a name of the text. */
static void
add_line(struct page *p, struct str line)
{
	static const char letters[] = "PLO";

	for (size_t i = 0; i < line.len; i++) {
		if (line.p[i] == '{' && i + 2 < line.len && line.p[i + 2] == ':') {
			const char *kind = strchr(letters, line.p[i + 1]);

			assert_non_null(kind);
			assert_true(p->count < GOLD_MAX);
			p->gold[p->count].start = (uint32_t)p->text.len;
			p->gold[p->count].kind = (enum entity_kind)(kind - letters);
			i += 2;
		} else if (line.p[i] == '}') {
			p->gold[p->count++].end = (uint32_t)p->text.len;
		} else {
			buf_add_char(&p->text, line.p[i]);
		}
	}
	buf_add_char(&p->text, '\n');
}

static void
count_page(const struct page *p, const struct entity_model *m, size_t n[ENTITY_KINDS][3])
{
	struct arena *a = arena_create();
	struct entities e;

	entity_find(a, m, buf_str(&p->text), NULL, &e);
	for (size_t i = 0; i < p->count; i++) {
		struct gold g = p->gold[i];

		n[g.kind][2]++;
		for (size_t k = 0; k < e.mentions_count; k++)
			n[g.kind][0] += e.mentions[k].kind == g.kind &&
			                e.mentions[k].start == g.start &&
			                e.mentions[k].end == g.end;
	}
	for (size_t k = 0; k < e.mentions_count; k++)
		n[e.mentions[k].kind][1]++;
	arena_destroy(a);
}

static void
read_pages(const struct entity_model *m, size_t n[ENTITY_KINDS][3])
{
	const char *srcdir = getenv("srcdir");
	char path[1024];
	struct page p = { .count = 0 };
	struct str rest;
	struct buf file;
	struct err e;

	snprintf(
	        path, sizeof(path), "%s/tests/entity/data/wire.txt", srcdir != NULL ? srcdir : ".");
	buf_init(&file, FILE_BYTES_MAX);
	buf_init(&p.text, FILE_BYTES_MAX);
	assert_true(file_read(path, FILE_BYTES_MAX, &file, &e));
	for (rest = buf_str(&file); rest.p != NULL;) {
		struct str line = str_split(&rest, '\n');

		if (str_starts(line, STR("#")))
			continue;
		if (line.len > 0)
			add_line(&p, line);
		if (line.len == 0 || rest.p == NULL) {
			count_page(&p, m, n);
			buf_reset(&p.text);
			p.count = 0;
		}
	}
	buf_free(&p.text);
	buf_free(&file);
}

static void
names_of_a_newswire_are_found(void **state)
{
	const char *folder = getenv("DATELINE_PKGDATADIR");
	size_t n[ENTITY_KINDS][3] = { { 0 } };
	struct entity_model *m;
	char path[1024];
	struct err e;

	(void)state;
	assert_non_null(folder);
	snprintf(path, sizeof(path), "%s/names.model", folder);
	assert_true(entity_model_open(&m, path, &e));
	read_pages(m, n);
	for (size_t k = 0; k < COUNT(floors); k++) {
		double f1 = 200.0 * (double)n[k][0] / (double)(n[k][1] + n[k][2]);

		print_message("%s: %zu right of %zu, %zu there, F1 %.1f\n", floors[k].name, n[k][0],
		        n[k][1], n[k][2], f1);
		assert_true(f1 >= floors[k].least);
	}
	entity_model_close(m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_of_a_newswire_are_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
