/* SPDX-License-Identifier: ISC */
/*
 * test_known.c - paragraphs that a site has on several pages are left out of an article.
 */
#include <stdlib.h>

#include "article_test.h"

#define LEAD                                                                                       \
	"<p>The council of Port Ansel voted on Tuesday to rebuild the north quay, which was "      \
	"closed after the storm of last October.</p>"
#define OTHER                                                                                      \
	"<p>A ferry ran aground off Varda on Monday evening with two hundred people on board, "    \
	"all "                                                                                     \
	"of whom were taken off before midnight.</p>"
#define MORE                                                                                       \
	"<p>The work is to cost four million, most of it paid by the region.</p><p>It should be "  \
	"done before the winter storms, said the harbour master after the meeting.</p>"
#define BOILER "<p>The Harbour Post is read by <b>four thousand</b> households on the coast.</p>"

static void
known_paragraphs_go(void **state)
{
	struct arena *a = arena_create();
	struct article seen, art;
	uint64_t *known;

	(void)state;
	parse(a, STR("<P>the harbour post is  read by four thousand households on the coast!</P>"),
	        true, &seen);
	known = article_hashes(a, &seen);
	parse(a, STR(LEAD BOILER MORE "<p>Short.</p>"), true, &art);
	assert_int_equal(article_drop_known(a, &art, known, 1), 1);
	assert_true(str_find(art.text, STR("Harbour Post")) < 0);
	assert_true(str_find(art.text, STR("four million")) > 0);
	assert_true(str_ends(art.text, STR("Short.")));
	assert_int_equal(art.blocks_count, 4);
	assert_int_equal(art.styles_count, 0);
	assert_int_equal(article_drop_known(a, &art, known, 1), 0);
	assert_int_equal(article_drop_known(a, &art, NULL, 0), 0);
	arena_destroy(a);
}

static void
an_article_known_as_a_whole_stays(void **state)
{
	struct arena *a = arena_create();
	struct article seen, art;

	(void)state;
	parse(a, STR(LEAD BOILER MORE), true, &seen);
	parse(a, STR(LEAD BOILER MORE), true, &art);
	assert_int_equal(
	        article_drop_known(a, &art, article_hashes(a, &seen), seen.blocks_count), 0);
	assert_str(art.text, arena_cstr(a, seen.text));
	arena_destroy(a);
}

static void
the_lead_stays(void **state)
{
	struct arena *a = arena_create();
	struct article seen, art;

	(void)state;
	parse(a, STR(LEAD), true, &seen);
	parse(a, STR("<h2>Quay</h2>" LEAD OTHER MORE), true, &art);
	assert_int_equal(
	        article_drop_known(a, &art, article_hashes(a, &seen), seen.blocks_count), 0);
	arena_destroy(a);
}

static void
short_texts_and_tables_are_not_known(void **state)
{
	struct arena *a = arena_create();
	struct article art;
	uint64_t *hashes;

	(void)state;
	parse(a,
	        STR("<p>He said no.</p><table><tr><th>Ship</th><th>Berth</th></tr><tr><td>Aurora"
	            "</td><td>four</td></tr></table><pre>a line of code that is long enough</pre>"),
	        true, &art);
	hashes = article_hashes(a, &art);
	assert_int_equal(art.blocks_count, 3);
	for (size_t i = 0; i < 3; i++)
		assert_true(hashes[i] == 0);
	arena_destroy(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_paragraphs_go),
		cmocka_unit_test(an_article_known_as_a_whole_stays),
		cmocka_unit_test(the_lead_stays),
		cmocka_unit_test(short_texts_and_tables_are_not_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
