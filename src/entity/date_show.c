/* SPDX-License-Identifier: ISC */
/*
 * date_show.c - a date in a few cells: "22 Mar", "18–24 Mar", "Q3 2023", "from 2010", "22 Mar
 * 14:30".  The article's own year is not told again.
 */
#include "date_private.h"

static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
	"Oct", "Nov", "Dec" };
#define DASH "\xe2\x80\x93"

static struct str
year_text(struct arena *a, const struct when *w, int year, int known)
{
	if (w->no_year || year == known)
		return STR_NONE;
	return arena_printf(a, " %d", year);
}

static struct str
show_day(struct arena *a, const struct when *w, int64_t day, int year)
{
	struct civil c = civil_of(day);
	return arena_printf(a, "%d %s" STR_FMT, c.day, months[c.month - 1],
	        STR_ARG(year_text(a, w, c.year, year)));
}

static struct str
show_clock(struct arena *a, int32_t t)
{
	return arena_printf(a, "%02d:%02d", t / 3600, t / 60 % 60);
}

/* Two days with what they share told once: "18–24 Mar", "28 Feb–3 Mar 2023". */
static struct str
show_days(struct arena *a, const struct when *w, int64_t from, int64_t to, int year)
{
	struct civil x = civil_of(from), y = civil_of(to);
	if (from >= to)
		return show_day(a, w, from, year);
	if (x.year == y.year && x.month == y.month)
		return arena_printf(a, "%d" DASH STR_FMT, x.day, STR_ARG(show_day(a, w, to, year)));
	struct str first = x.year == y.year ? arena_printf(a, "%d %s", x.day, months[x.month - 1])
	                                    : show_day(a, w, from, year);
	return arena_printf(
	        a, STR_FMT DASH STR_FMT, STR_ARG(first), STR_ARG(show_day(a, w, to, year)));
}

/* A stretch of whole months or years; none when it is not. */
static struct str
show_whole(struct arena *a, const struct when *w)
{
	struct civil x = civil_of(w->from), y = civil_of(w->to);
	if (x.day != 1 || y.day != 1 || w->no_year)
		return STR_NONE;
	if (x.month == 1 && y.month == 1 && w->ends_in)
		return arena_printf(a, "%d" DASH "%d", x.year, y.year);
	if (!w->ends_in)
		y = civil_of(w->to - 1);
	if (x.year == y.year)
		return arena_printf(
		        a, "%s" DASH "%s %d", months[x.month - 1], months[y.month - 1], x.year);
	return arena_printf(
	        a, "%s %d" DASH "%s %d", months[x.month - 1], x.year, months[y.month - 1], y.year);
}

static struct str
show_date(struct arena *a, const struct when *w, int year)
{
	struct civil c = civil_of(w->from);
	switch (w->grain) {
	case GRAIN_NONE: return STR_NONE;
	case GRAIN_DAY: return show_day(a, w, w->from, year);
	case GRAIN_MONTH:
		return w->no_year ? str_of(months[c.month - 1])
		                  : arena_printf(a, "%s %d", months[c.month - 1], c.year);
	case GRAIN_QUARTER: return arena_printf(a, "Q%d %d", (c.month + 2) / 3, c.year);
	case GRAIN_YEAR: return arena_printf(a, "%d", c.year);
	case GRAIN_DECADE: return arena_printf(a, "%ds", c.year);
	case GRAIN_CENTURY: return arena_printf(a, "%d" DASH "%d", c.year, civil_of(w->to).year);
	default: break;
	}
	struct str whole = w->grain == GRAIN_SPAN ? show_whole(a, w) : STR_NONE;
	return whole.len ? whole
	                 : show_days(a, w, w->from, w->ends_on || w->ends_in ? w->to : w->to - 1,
	                           year);
}

struct str
when_show(struct arena *a, const struct when *w, int year)
{
	if (w->unresolved)
		return STR_NONE;
	struct str text =
	        w->open_from || w->open_to
	                ? (w->grain == GRAIN_NONE ? STR_NONE : show_day(a, w, w->from, year))
	                : show_date(a, w, year);
	if (w->grain > GRAIN_DAY && (w->open_from || w->open_to)) {
		struct civil c = civil_of(w->from);
		if (c.day == 1 && !w->no_year)
			text = c.month == 1 ? arena_printf(a, "%d", c.year)
			                    : arena_printf(a, "%s %d", months[c.month - 1], c.year);
	}
	if (w->t0 != NO_TIME)
		text = arena_printf(a, STR_FMT "%s" STR_FMT, STR_ARG(text), text.len ? " " : "",
		        STR_ARG(show_clock(a, w->t0)));
	if (w->t1 != NO_TIME && !w->open_from && !w->open_to) {
		struct str day = w->day1 > 0 && w->grain != GRAIN_NONE && w->t1 > 0
		                         ? arena_printf(a, STR_FMT " ",
		                                   STR_ARG(show_day(a, w, w->from + w->day1, year)))
		                         : STR_NONE;
		text = arena_printf(a, STR_FMT DASH STR_FMT STR_FMT, STR_ARG(text), STR_ARG(day),
		        STR_ARG(show_clock(a, w->t1)));
	}
	if (w->open_from)
		return arena_printf(a, "to " STR_FMT, STR_ARG(text));
	return w->open_to ? arena_printf(a, "from " STR_FMT, STR_ARG(text)) : text;
}
