/* SPDX-License-Identifier: ISC */
/*
 * dates.c - dates for the eye, in local time.
 */
#include <time.h>

#include "items.h"

#define DAY_S 86400

static struct str
formatted(struct arena *a, const char *format, const struct tm *tm)
{
	char text[128];
	size_t n = strftime(text, sizeof(text), format, tm);

	return arena_str(a, (struct str){ text, n });
}

static bool
local(int64_t date, struct tm *tm)
{
	time_t t = (time_t)date;

	return date != STORE_NO_DATE && localtime_r(&t, tm) != NULL;
}

struct str
date_short(struct arena *a, const struct conf *c, int64_t date, int64_t now)
{
	struct tm then, today;

	if (!local(date, &then) || !local(now, &today))
		return STR("");
	if (conf_str(c, CONF_DATE_FORMAT)[0] != '\0')
		return formatted(a, conf_str(c, CONF_DATE_FORMAT), &then);
	if (then.tm_year == today.tm_year && then.tm_yday == today.tm_yday)
		return formatted(a, "%H:%M", &then);
	if (date < now && now - date < 6 * DAY_S)
		return formatted(a, "%a", &then);
	if (date < now + DAY_S && now - date < 300 * DAY_S)
		return formatted(a, "%e %b", &then);
	return formatted(a, "%b'%y", &then);
}

struct str
date_day(struct arena *a, int64_t date)
{
	struct tm tm;

	return local(date, &tm) ? formatted(a, "%e %b %H:%M", &tm) : STR("");
}

struct str
date_long(struct arena *a, int64_t date)
{
	struct tm tm;

	return local(date, &tm) ? formatted(a, "%a %e %b %Y %H:%M", &tm) : STR("");
}

struct str
date_heading(struct arena *a, int64_t date)
{
	struct tm tm;

	return local(date, &tm) ? formatted(a, "%a %e %b %Y", &tm) : STR("without a date");
}

struct str
date_time(struct arena *a, int64_t date)
{
	struct tm tm;

	return local(date, &tm) ? formatted(a, "%H:%M", &tm) : STR("");
}
