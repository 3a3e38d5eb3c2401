/* SPDX-License-Identifier: ISC */
/*
 * view_offer.c - the feeds that a site offers, to choose from; page->text is what `dateline add`
 * said: a line "dateline add ADDRESS    TITLE" each.
 */
#include "feeds.h"
#include "form.h"

static bool
read_line(struct str line, struct form_row *out)
{
	struct str mark = STR("dateline add ");

	line = str_trim(line);
	if (!str_starts(line, mark))
		return false;
	line = str_sub(line, mark.len, line.len);
	out->value = str_split(&line, ' ');
	out->name = line.p != NULL ? str_trim(line) : out->value;
	out->help = out->value;
	return true;
}

bool
offer_read(struct app *app, struct str said)
{
	struct form_row row;
	size_t count = 0;

	for (struct str rest = said; rest.p != NULL;)
		count += read_line(str_split(&rest, '\n'), &row);
	if (count < 2)
		return false;
	page_open(app, &view_offer, 0, said);
	return true;
}

static bool
load(struct app *app, struct page *p, struct err *e)
{
	struct form *f = p->state;

	(void)app;
	(void)e;
	f->rows = NULL;
	f->count = f->cap = 0;
	for (struct str rest = p->text; rest.p != NULL;) {
		struct form_row row = { 0 };
		if (read_line(str_split(&rest, '\n'), &row))
			form_add(f, p->arena, row);
	}
	p->list.count = f->count;
	return true;
}

static struct str
title(struct app *app, struct page *p, struct arena *a)
{
	struct form *f = p->state;

	(void)app;
	return arena_printf(a, "This site offers %zu feeds: which one?", f->count);
}

static void
open_offer(struct app *app, struct page *p)
{
	struct form *f = p->state;
	struct call call = { 0 };

	if (p->list.cursor >= f->count)
		return;
	call.text = arena_str(app->scratch, f->rows[p->list.cursor].value);
	page_close(app);
	act_add(app, &call);
}

const struct view view_offer = {
	.name = "feeds of a site",
	.bit = VIEW_OFFER,
	.state_size = sizeof(struct form),
	.load = load,
	.draw = form_draw,
	.title = title,
	.hints = "open:subscribe back help",
	.open = open_offer,
	.find = form_find,
};
