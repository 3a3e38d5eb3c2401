/* SPDX-License-Identifier: ISC */
/*
 * bench_article.c - pages named on the command line (without any, a made-up one) to articles: time
 * per page in process, against libxml2's tree of the same bytes, and memory against the page's
 * size.
 */
#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <dateline/article.h>
#include <dateline/layout.h>

#define ROUNDS 5
#define MADE_UP_PARAGRAPHS 400

static double
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

struct sums {
	double ours, tree, layout, memory_ratio;
	int pages;
};

static void
measure(struct str html, struct sums *s)
{
	struct article_options o = { .url = STR("https://news.example/") };
	struct layout_options lo = { .width = 80 };
	double best = 1e9, best_tree = 1e9, best_layout = 1e9, memory = 0;

	for (int i = 0; i < ROUNDS; i++) {
		struct arena *a = arena_create();
		struct article art;
		struct layout l;
		struct err e;
		double t = now_ms(), d;
		htmlDocPtr doc;

		if (!article_parse(a, html, &o, &art, NULL, &e))
			exit(1);
		d = now_ms() - t;
		best = d < best ? d : best;
		memory = (double)arena_used(a);
		t = now_ms();
		layout_make(a, &art, &lo, &l);
		d = now_ms() - t;
		best_layout = d < best_layout ? d : best_layout;
		arena_destroy(a);
		t = now_ms();
		doc = htmlReadMemory(html.p, (int)html.len, "", NULL,
		        HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_RECOVER);
		d = now_ms() - t;
		best_tree = d < best_tree ? d : best_tree;
		xmlFreeDoc(doc);
	}
	s->ours += best;
	s->tree += best_tree;
	s->layout += best_layout;
	s->memory_ratio += memory / (double)html.len;
	s->pages++;
}

/* The most nodes for its bytes that a page written with end tags has. */
static void
make_table(struct buf *b)
{
	buf_add_cstr(b, "<table>");
	for (int i = 0; i < MADE_UP_PARAGRAPHS * 40; i++)
		buf_add_cstr(b, i % 10 == 0 ? "<tr><td>1</td>" : "<td>1</td>");
	buf_add_cstr(b, "</table>");
}

static void
make_page(struct buf *b)
{
	buf_add_cstr(b, "<html><head><title>A page</title></head><body><div class=story-body>");
	for (int i = 0; i < MADE_UP_PARAGRAPHS; i++)
		buf_printf(b,
		        "<p class=\"text p%d\">The council of <a href=\"/port/%d\">Port Ansel</a> "
		        "met on <em>day %d</em>, as it does every week, and spoke of the harbour, "
		        "the tide "
		        "and the price of fish, which had gone up again.</p>\n",
		        i, i, i);
	buf_add_cstr(b, "</div></body></html>");
}

int
main(int argc, char **argv)
{
	struct sums s = { 0 }, table = { 0 };
	struct buf b;
	struct err e;

	if (argc == 1) {
		buf_init(&b, 1 << 24);
		make_page(&b);
		measure(buf_str(&b), &s);
		buf_free(&b);
	}
	buf_init(&b, 1 << 24);
	make_table(&b);
	measure(buf_str(&b), &table);
	buf_free(&b);
	for (int i = 1; i < argc; i++) {
		if (!file_read(argv[i], ARTICLE_HTML_MAX, &b, &e)) {
			fprintf(stderr, "%s\n", e.text);
			return 1;
		}
		measure(buf_str(&b), &s);
		buf_free(&b);
	}
	printf("article_parse %.3f ms/page\n", s.ours / s.pages);
	printf("libxml2_tree %.3f ms/page\n", s.tree / s.pages);
	printf("article_ratio %.3f of_tree\n", s.ours / s.tree);
	printf("layout_make %.3f ms/page\n", s.layout / s.pages);
	printf("article_memory %.2f of_page\n", s.memory_ratio / s.pages);
	printf("article_memory_cells %.2f of_page\n", table.memory_ratio);
	return 0;
}
