/* SPDX-License-Identifier: ISC */
/*
 * print.c - an article as plain text: title, where and when, the text, its links, and what the
 * sidebar would show.
 */
#include "print.h"

#include "output.h"

#include <dateline/layout.h>

#include <stdio.h>

#define PAPER_WIDTH 76
#define PAPER_MAX (32u * 1024 * 1024)
#define NUMBERS_MAX 20

struct str
print_shortfall(const struct store_article *sa)
{
	return sa->error.len > 0 ? sa->error : str_of(article_state_text(sa->state));
}

static void
print_head(const struct store_article *sa, const struct article *art)
{
	char when[32];

	date_text(sa->item.date, when, sizeof(when));
	print_safe(sa->item.title.len > 0 ? sa->item.title : art->title);
	putchar('\n');
	if (sa->item.feed_title.len > 0) {
		print_safe(sa->item.feed_title);
		fputs(" · ", stdout);
	}
	if (sa->item.author.len > 0) {
		print_safe(sa->item.author);
		fputs(" · ", stdout);
	}
	if (when[0] != '\0')
		printf("%s · ", when);
	printf("%d min\n", article_minutes(art));
	if (sa->item.url.len > 0) {
		print_safe(sa->item.url);
		putchar('\n');
	}
	if (print_shortfall(sa).len > 0) {
		fputs("full text: ", stdout);
		print_safe(print_shortfall(sa));
		putchar('\n');
	}
	putchar('\n');
}

static void
print_text(struct arena *a, const struct article *art)
{
	const struct layout_options options = { .width = PAPER_WIDTH, .link_numbers = true };
	struct layout layout;
	struct buf b;

	buf_init(&b, PAPER_MAX);
	layout_make(a, art, &options, &layout);
	layout_write(&b, art, &layout);
	print_safe_block(buf_str(&b));
	putchar('\n');
	buf_free(&b);
}

static void
print_links(const struct article *art)
{
	if (art->links_count == 0)
		return;
	puts("\nLinks");
	for (size_t i = 0; i < art->links_count; i++) {
		printf("  [%zu] ", i + 1);
		print_safe(art->links[i].url);
		putchar('\n');
	}
}

static void
print_names(const struct entities *ents, enum entity_kind kind)
{
	bool any = false;

	for (size_t i = 0; i < ents->count; i++) {
		const struct entity *en = &ents->list[i];
		if (en->kind != kind)
			continue;
		if (!any)
			printf("\n%s\n", entity_kinds[kind].title);
		any = true;
		fputs("  ", stdout);
		print_safe(en->name);
		if (en->detail.len > 0) {
			fputs(" (", stdout);
			print_safe(en->detail);
			putchar(')');
		}
		printf("  %u\n", en->count);
	}
}

static void
print_numbers(const struct entities *ents)
{
	int printed = 0;

	for (size_t i = 0; i < ents->quantities_count && printed < NUMBERS_MAX; i++) {
		const struct quantity *q = &ents->quantities[i];
		if (quantity_is_date(q))
			continue;
		if (printed++ == 0)
			puts("\nNUMBERS");
		fputs("  ", stdout);
		print_safe(q->display);
		fputs("  ", stdout);
		print_safe(q->what);
		if (q->verb.len > 0) {
			putchar(' ');
			print_safe(q->verb);
		}
		putchar('\n');
	}
}

void
print_article(
        const struct store_article *sa, const struct article *art, const struct entities *ents)
{
	struct arena *a = arena_create();

	print_head(sa, art);
	print_text(a, art);
	print_links(art);
	for (int kind = 0; ents != NULL && kind < ENTITY_KINDS; kind++)
		print_names(ents, (enum entity_kind)kind);
	if (ents != NULL)
		print_numbers(ents);
	arena_destroy(a);
}
