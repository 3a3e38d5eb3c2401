/* SPDX-License-Identifier: ISC */
/*
 * fuzz_article.c - any bytes to an article: as a page, as a fragment, as plain text.  What every
 * article promises is checked: valid clean text, blocks and spans in order and inside it.
 */
#include <stdlib.h>

#include <dateline/article.h>
#include <dateline/text.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool holds)
{
	if (!holds)
		abort();
}

static void
check_article(const struct article *art)
{
	uint32_t at = 0;

	check(utf8_valid(art->text));
	check(text_is_safe(art->text, TEXT_SAFE_BLOCK) || art->text.len == 0);
	for (size_t i = 0; i < art->blocks_count; i++) {
		const struct block *k = &art->blocks[i];

		check(k->start == (i == 0 ? 0 : at + 1) && k->end >= k->start);
		for (size_t c = 0; c < k->cells_count; c++)
			check(k->cells[c].start >= k->start && k->cells[c].end <= k->end &&
			        k->cells[c].start <= k->cells[c].end);
		at = k->end;
	}
	check(at == art->text.len);
	at = 0;
	for (size_t i = 0; i < art->links_count; i++) {
		check(art->links[i].start >= at && art->links[i].end > art->links[i].start);
		at = art->links[i].end;
	}
	check(at <= art->text.len);
	at = 0;
	for (size_t i = 0; i < art->styles_count; i++) {
		check(art->styles[i].start >= at && art->styles[i].end > art->styles[i].start &&
		        art->styles[i].end <= art->text.len);
		at = art->styles[i].start;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_create();
	struct article_options o = { .url = STR("https://news.example/a/b") };
	struct str html = { (const char *)data, size };
	struct article art;
	struct notes notes;
	struct err e;

	notes_init(&notes, a);
	if (article_parse(a, html, &o, &art, &notes, &e))
		check_article(&art);
	o.fragment = true;
	if (article_parse(a, html, &o, &art, &notes, &e))
		check_article(&art);
	if (article_from_text(a, html, &art, &e))
		check_article(&art);
	arena_destroy(a);
	return 0;
}
