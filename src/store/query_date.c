/* SPDX-License-Identifier: ISC */
/*
 * query_date.c - days and ages as people write them in a query.  Days are of UTC.
 */
#include "query.h"

#define DAY_S 86400

/* Days since 1970-01-01 of a date in the Gregorian calendar, by counting from March. */
static int64_t
days_of(int64_t year, int64_t month, int64_t day)
{
	int64_t y = month <= 2 ? year - 1 : year, m = month <= 2 ? month + 9 : month - 3;
	int64_t era = (y >= 0 ? y : y - 399) / 400, of_era = y - era * 400;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + (153 * m + 2) / 5 + day -
	       1 - 719468;
}

static bool
take_number(struct str *s, size_t digits, int64_t *out)
{
	struct str part = str_sub(*s, 0, digits);

	for (size_t i = 0; i < part.len; i++)
		if (part.p[i] < '0' || part.p[i] > '9')
			return false;
	if (part.len != digits || !str_to_i64(part, out))
		return false;
	*s = str_sub(*s, digits, s->len);
	return true;
}

static bool
take_dash(struct str *s)
{
	bool has = str_starts(*s, STR("-"));

	*s = str_sub(*s, has, s->len);
	return has;
}

/* Year, month or day, and the first moment after it. */
static bool
calendar(struct str s, int64_t *low, int64_t *high)
{
	int64_t year, month, day;

	if (!take_number(&s, 4, &year))
		return false;
	if (s.len == 0) {
		*low = days_of(year, 1, 1) * DAY_S;
		*high = days_of(year + 1, 1, 1) * DAY_S;
		return true;
	}
	if (!take_dash(&s) || !take_number(&s, 2, &month) || month < 1 || month > 12)
		return false;
	if (s.len == 0) {
		*low = days_of(year, month, 1) * DAY_S;
		*high = days_of(year + month / 12, month % 12 + 1, 1) * DAY_S;
		return true;
	}
	if (!take_dash(&s) || !take_number(&s, 2, &day) || day < 1 || day > 31 || s.len > 0)
		return false;
	*low = days_of(year, month, day) * DAY_S;
	*high = *low + DAY_S;
	return true;
}

bool
query_age(struct str text, int64_t *seconds)
{
	static const struct {
		char letter;
		int64_t s;
	} units[] = { { 'h', 3600 }, { 'd', DAY_S }, { 'w', 7 * DAY_S }, { 'm', 30 * DAY_S },
		{ 'y', 365 * DAY_S } };
	int64_t unit = DAY_S, n;

	for (size_t i = 0; i < COUNT(units); i++)
		if (text.len > 1 && text.p[text.len - 1] == units[i].letter) {
			unit = units[i].s;
			text.len--;
			break;
		}
	if (!str_to_i64(text, &n) || n < 0 || n > 100000)
		return false;
	*seconds = n * unit;
	return true;
}

bool
query_date(struct str text, int64_t now, int64_t *low, int64_t *high)
{
	int64_t today = now - ((now % DAY_S) + DAY_S) % DAY_S, age;

	if (calendar(text, low, high))
		return true;
	if (str_eq_nocase(text, STR("today")) || str_eq_nocase(text, STR("yesterday"))) {
		*low = str_eq_nocase(text, STR("today")) ? today : today - DAY_S;
		*high = *low + DAY_S;
		return true;
	}
	if (!query_age(text, &age) || text.p[text.len - 1] <= '9')
		return false;
	*low = *high = now - age;
	return true;
}
