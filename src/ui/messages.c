/* SPDX-License-Identifier: ISC */
/*
 * messages.c - what the bottom line says, until the next key.
 */
#include "app.h"

#include <stdio.h>

static void
set_message(struct app *app, bool bad, const char *fmt, va_list args)
{
	vsnprintf(app->message, sizeof(app->message), fmt, args);
	app->message_bad = bad;
}

void
app_say(struct app *app, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	set_message(app, false, fmt, args);
	va_end(args);
}

void
app_complain(struct app *app, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	set_message(app, true, fmt, args);
	va_end(args);
	notes_add(&app->notes, NOTE_ERROR, 0, "%s", app->message);
}

void
app_fail(struct app *app, const struct err *e)
{
	app_complain(app, "%s", e->text);
	log_line(LOG_ERROR, "%s", e->text);
}

void
app_query_wrong(struct app *app, struct str text, const struct err *e)
{
	if (app->prompt.finishing)
		prompt_again(&app->prompt, text, store_query_error_at(e, text), e->text);
	else
		app_fail(app, e);
}
