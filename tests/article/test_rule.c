/* SPDX-License-Identifier: ISC */
/*
 * test_rule.c - per-site rules: what they choose, and that neither an expression nor a page can
 * make them take long.
 */
#include <stdlib.h>
#include <time.h>

#include "article_test.h"

#define SHORT "<p>One.</p>"
#define LONG                                                                                       \
	"<p>The council of Port Ansel voted on Tuesday to rebuild the north quay, which was "      \
	"closed after the storm of last October, and to publish the plans within a month.</p>"

static const struct {
	const char *name, *body, *title, *strip, *html, *want_title, *want;
} cases[] = {
	{ "all that the body finds, in order, nothing twice",
	        "//div[@class='b'] | //div[@class='b']/p", NULL, NULL,
	        "<div class=b>" SHORT "</div><div>no</div><div class=b><p>Two.</p></div>", "",
	        "One.\nTwo.\n" },
	{ "a title of its own", NULL, "//h4", NULL,
	        "<title>No</title><h4>Quay <i>now</i></h4><article>" LONG LONG "</article>",
	        "Quay now", NULL },
	{ "a title that is a text", NULL, "substring-before(//title, ' |')", NULL,
	        "<title>Quay now | Post</title><article>" LONG LONG "</article>", "Quay now",
	        NULL },
	{ "what is stripped is gone with what is in it", "//article", NULL,
	        "//p[@class='x'] | //p[@class='x']/b",
	        "<article>" SHORT "<p class=x>no <b>no</b></p><p>Two.</p></article>", "",
	        "One.\nTwo.\n" },
	{ "a body that finds nothing leaves it to the general way", "//div[@id='gone']", NULL, NULL,
	        "<title>Quay</title><article>" LONG LONG "</article>", "Quay", NULL },
	{ "a root that is stripped", NULL, NULL, "/html", "<title>Quay</title>" LONG, "Quay",
	        NULL },
	{ "no XPath", "//div[", NULL, NULL, "<title>Quay</title><article>" LONG "</article>",
	        "Quay", NULL },
	{ "a number is no body", "count(//p)", NULL, NULL,
	        "<title>Quay</title><article>" LONG "</article>", "Quay", NULL },
};

static void
rules_choose(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena *a = arena_create();
		struct article_rule rule = { .body = str_of(cases[i].body),
			.title = str_of(cases[i].title),
			.strip = str_of(cases[i].strip) };
		struct article_options o = { .url = STR("https://n.example/"), .rule = &rule };
		struct article art;
		struct err e;

		print_message("%s\n", cases[i].name);
		assert_true(article_parse(a, str_of(cases[i].html), &o, &art, NULL, &e));
		assert_str(art.title, cases[i].want_title);
		if (cases[i].want != NULL)
			assert_str(text_of(a, &art), cases[i].want);
		else
			assert_true(str_find(art.text, STR("Port Ansel voted")) >= 0 ||
			            str_eq(rule.strip, STR("/html")));
		arena_destroy(a);
	}
}

/* Each is quadratic or worse in the page. */
static const char *const costly[] = {
	"//*[contains(., 'zzz')]",
	"//*[//*[contains(., 'zzz')]]",
	"//*[//*[//*[//*]]]",
	"//*[count(preceding::*) > 3]",
	"//*[count(ancestor::*/descendant::*) > 999999]",
	"//*[concat(., ., ., ., ., ., ., .) = 'x']",
	"//p[position() = last()]",
	"(((((//* | //*) | //*) | //*) | //*) | //*)[last()]",
};

static const struct {
	const char *unit;
	int times;
} pages[] = {
	{ "<div>text ", 14000 },
	{ "<p>words of a page</p>", 14900 },
	{ "<div><p>x</p></div>", 9900 },
	{ "<p>words of a page</p>", 300000 },
};

#ifdef WITH_SANITIZERS
#define MOST_S 100
#else
#define MOST_S 10
#endif

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
no_rule_takes_long(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(pages); i++)
		for (size_t k = 0; k < COUNT(costly); k++) {
			struct arena *a = arena_create();
			struct article_rule rule = { .body = str_of(costly[k]) };
			struct article_options o = { .url = STR("https://n.example/"),
				.rule = &rule };
			double t = seconds();
			struct article art;
			struct buf b;
			struct err e;

			buf_init(&b, 16 << 20);
			for (int n = 0; n < pages[i].times; n++)
				buf_add_cstr(&b, pages[i].unit);
			assert_true(article_parse(a, buf_str(&b), &o, &art, NULL, &e));
			t = seconds() - t;
			print_message("%d %s: %.2f s\n", pages[i].times, costly[k], t);
			assert_true(t < MOST_S);
			arena_destroy(a);
			buf_free(&b);
		}
}

static void
hostile_expressions_are_refused(void **state)
{
	static const char *const units[] = { "(", "//*[", "-", "a/", "a|" };
	struct arena *a = arena_create();

	(void)state;
	for (size_t i = 0; i < COUNT(units); i++)
		for (int times = 100; times <= 100000; times *= 10) {
			struct article_rule rule;
			struct article_options o = { .url = STR("https://n.example/"),
				.rule = &rule };
			struct article art;
			struct notes notes;
			struct buf b;
			struct err e;

			buf_init(&b, 1 << 20);
			for (int n = 0; n < times; n++)
				buf_add_cstr(&b, units[i]);
			rule = (struct article_rule){ .body = buf_str(&b) };
			notes_init(&notes, a);
			assert_true(article_parse(a, STR(LONG), &o, &art, &notes, &e));
			assert_true(notes.count > 0);
			assert_true(str_find(art.text, STR("Port Ansel voted")) >= 0);
			buf_free(&b);
		}
	arena_destroy(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rules_choose),
		cmocka_unit_test(no_rule_takes_long),
		cmocka_unit_test(hostile_expressions_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
