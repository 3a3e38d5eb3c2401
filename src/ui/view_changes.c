/* SPDX-License-Identifier: ISC */
/*
 * view_changes.c - what changed between the last two versions of an article (page->id): new words
 * and gone ones.
 */
#include "items.h"
#include "textlines.h"

#define WIDTH 76

struct changes {
	struct textlines lines;
	struct str title;
};

static bool
text_of(struct arena *a, struct str html, struct str *out, struct err *e)
{
	struct article_options o = { .fragment = true };
	struct article art;

	if (!article_parse(a, html, &o, &art, NULL, e))
		return false;
	*out = art.text;
	return true;
}

static void
add_part(struct changes *ch, struct arena *a, struct str text, enum diff_kind kind)
{
	static const struct {
		uint8_t role;
		const char *mark;
	} looks[] = { [DIFF_SAME] = { ROLE_DIM, "  " },
		[DIFF_GONE] = { ROLE_GONE, "- " },
		[DIFF_NEW] = { ROLE_NEW, "+ " } };
	struct wrap_options o = { .width = WIDTH };
	struct text_line *lines;
	size_t count = text_wrap(a, text, &o, &lines);

	for (size_t i = 0; i < count; i++) {
		if (kind == DIFF_SAME && count > 4 && i >= 2 && i + 2 < count) {
			if (i == 2)
				textlines_add(
				        &ch->lines, a, STR_NONE, STR("  ..."), LOOK(ROLE_DIM));
			continue;
		}
		if (lines[i].start < lines[i].end)
			textlines_add(&ch->lines, a, STR_NONE,
			        arena_printf(a, "%s" STR_FMT, looks[kind].mark,
			                STR_ARG(str_sub(text, lines[i].start, lines[i].end))),
			        LOOK(looks[kind].role));
	}
}

static bool
load(struct app *app, struct page *p, struct err *e)
{
	struct changes *ch = p->state;
	struct store_article now;
	struct str old_html, old_text, new_text;
	struct diff_part *parts;
	int64_t date;
	size_t count;

	textlines_reset(&ch->lines);
	if (!store_article(app->o->store, p->arena, p->id, &now, e) ||
	        !store_article_version(app->o->store, p->arena, p->id, 0, &old_html, &date, e) ||
	        !text_of(p->arena, old_html, &old_text, e) ||
	        !text_of(p->arena, now.html, &new_text, e))
		return false;
	ch->title = now.item.title;
	count = story_diff(p->arena, old_text, new_text, &parts);
	textlines_add(&ch->lines, p->arena, STR_NONE,
	        arena_printf(p->arena, "Against the version of " STR_FMT,
	                STR_ARG(date_long(p->arena, date))),
	        LOOK(ROLE_DIM));
	for (size_t i = 0; i < count; i++)
		add_part(ch, p->arena,
		        str_sub(parts[i].kind == DIFF_GONE ? old_text : new_text, parts[i].start,
		                parts[i].end),
		        parts[i].kind);
	p->list.count = ch->lines.count;
	return true;
}

static void
draw(struct app *app, struct page *p, struct canvas *c, struct area a)
{
	struct changes *ch = p->state;

	(void)app;
	textlines_draw(&ch->lines, p, c, a, 0);
}

static struct str
title(struct app *app, struct page *p, struct arena *a)
{
	struct changes *ch = p->state;

	(void)app;
	return arena_printf(a, "Changed: " STR_FMT, STR_ARG(ch->title));
}

static bool
find(struct app *app, struct page *p, struct str words, int direction)
{
	return textlines_find(app, p, p->state, words, direction);
}

const struct view view_changes = {
	.name = "changes",
	.bit = VIEW_CHANGES,
	.state_size = sizeof(struct changes),
	.scrolls = true,
	.load = load,
	.draw = draw,
	.title = title,
	.hints = "back search help",
	.find = find,
};
