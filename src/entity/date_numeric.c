/* SPDX-License-Identifier: ISC */
/*
 * date_numeric.c - dates in digits: 2024-03-22, 22.03.2024, 3/22/24, 20240322, 2015-3, and 22/04
 * where the words before say that it is a date.
 */
#include "date_private.h"

struct digits {
	int value[3], len[3];
	size_t count, end; /* bytes */
	char sep;
};

/* Up to three groups of digits with one separator between them, from byte `at` on. */
static void
read_digits(const struct quantity_scan *s, size_t at, struct digits *d)
{
	const char *p = s->text.p;
	memset(d, 0, sizeof(*d));
	size_t to = s->tokens[s->count].start;
	while (d->count < 3) {
		size_t k = at;
		while (k < to && p[k] >= '0' && p[k] <= '9' && k - at < 9)
			d->value[d->count] = d->value[d->count] * 10 + (p[k++] - '0');
		if (k == at)
			return;
		d->len[d->count++] = (int)(k - at);
		d->end = at = k;
		if (at + 1 >= to || !strchr("-/.", p[at]) || (d->sep && p[at] != d->sep))
			return;
		if (p[at + 1] < '0' || p[at + 1] > '9')
			return;
		d->sep = p[at++];
	}
}

/* Token index whose start is the byte where the digits ended; 0 when it is inside a token. */
static size_t
token_after(const struct quantity_scan *s, size_t i, size_t end)
{
	for (; i < s->count; i++)
		if (s->tokens[i].end == end)
			return i + 1;
		else if (s->tokens[i].end > end)
			return 0;
	return 0;
}

static int
full_year(int y, int len)
{
	if (len == 4)
		return y;
	return len == 2 ? y + (y > 39 ? 1900 : 2000) : 0;
}

static bool
set_date(struct when *w, int y, int m, int d)
{
	if (!y || m < 1 || m > 12 || d < 1 || d > 31)
		return false;
	w->unresolved = !civil_valid(y, m, d);
	when_day(w, w->unresolved ? 0 : civil_days(y, m, d));
	return true;
}

/* Day and month in either order: the month first unless it cannot be one (or dots: day first). */
static bool
set_mixed(const struct quantity_scan *s, struct when *w, int a, int b, int year, char sep)
{
	bool day_first = a > 12 || ((sep == '.' || !s->english) && b <= 12);
	return day_first ? set_date(w, year, b, a) : set_date(w, year, a, b);
}

static bool
three_groups(const struct quantity_scan *s, const struct digits *d, struct when *w)
{
	if (d->len[0] == 4)
		return d->len[1] <= 2 && d->len[2] <= 2 && d->value[0] >= 1000 &&
		       d->value[0] < 2200 && set_date(w, d->value[0], d->value[1], d->value[2]);
	int year = full_year(d->value[2], d->len[2]);
	if (d->len[0] > 2 || d->len[1] > 2 || !year || (d->len[2] == 2 && d->sep == '.'))
		return false;
	return year >= 1000 && year < 2200 &&
	       set_mixed(s, w, d->value[0], d->value[1], year, d->sep);
}

static bool
is_date_word(const struct quantity_scan *s, size_t i)
{
	return token_in(s, i,
	               "on from to by until till since between before after this next last for "
	               "date "
	               "through dated") ||
	       token_is(&s->tokens[i], ROLE_WEEKDAY);
}

/* "10/1-11/7": another day and month follow. */
static bool
begins_range(const struct quantity_scan *s, size_t i)
{
	const struct token *t = &s->tokens[i];
	return t[1].mark == '/' && t[2].kind == TOKEN_NUMBER && t[3].mark == '-' && t[3].glued &&
	       t[4].kind == TOKEN_NUMBER && t[5].mark == '/' && t[6].kind == TOKEN_NUMBER;
}

static bool
is_prime_to(int a, int b)
{
	while (b) {
		int r = a % b;
		a = b;
		b = r;
	}
	return a == 1;
}

static bool
two_groups(const struct quantity_scan *s, size_t i, const struct digits *d, struct when *w)
{
	int a = d->value[0], b = d->value[1];
	if (d->len[0] == 4 && d->len[1] <= 2 && d->sep != '.' && b >= 1 && b <= 12 && a >= 1900 &&
	        a < 2100) {
		if (d->len[1] == 2 && d->sep == '-' && (b > 12 || b == a % 100 + 1))
			return false; /* a season: "2008-09" */
		when_period(w, GRAIN_MONTH, civil_days(a, b, 1), 0);
		return true;
	}
	if (d->len[1] == 4 && d->len[0] <= 2 && d->sep != '.' && a >= 1 && a <= 12 && b >= 1900 &&
	        b < 2100) {
		when_period(w, GRAIN_MONTH, civil_days(b, a, 1), 0);
		return true;
	}
	bool dots = d->sep == '.';
	bool context = (dots ? token_in(s, i - 1, "on") || token_is(&s->tokens[i - 1], ROLE_WEEKDAY)
	                     : is_date_word(s, i - 1) || begins_range(s, i)) ||
	               (token_mark(&s->tokens[i - 1], '-') && s->tokens[i].glued && i > 3);
	bool telling = ((a <= 12 && b > 12) || (b <= 12 && a > 12)) && is_prime_to(a, b) && b % 10;
	telling = telling || s->text.p[s->tokens[i].start] == '0' || (b < 10 && d->len[1] == 2);
	if (d->len[0] > 2 || d->len[1] > 2 || d->sep == '-' || (d->sep == '.' && !context) ||
	        (!context && !(telling && d->len[1] == 2 && d->sep == '/' &&
	                             (s->tokens[i + 3].kind == TOKEN_END ||
	                                     s->tokens[i + 3].kind == TOKEN_MARK ||
	                                     token_in(s, i + 3, "at between from")))))
		return false;
	if (d->sep == '.' && d->len[1] != 2)
		return false;
	int month = a > 12 ? b : a, day = a > 12 ? a : b;
	if (!civil_valid(2000, month, day))
		return false;
	w->no_year = !s->today.known;
	when_day(w,
	        w->no_year ? civil_days(2000, month, day) : date_nearest_year(s, i, month, day, 0));
	return true;
}

size_t
date_numeric(const struct quantity_scan *s, size_t i, struct when *w)
{
	const struct token *t = &s->tokens[i];
	struct digits d;
	if (t->kind != TOKEN_NUMBER || token_is(&s->tokens[i - 1], ROLE_SIGN))
		return 0;
	if (t->glued && (s->tokens[i - 1].kind == TOKEN_WORD || token_mark(&s->tokens[i - 1], '.')))
		return 0;
	if (t->glued && s->tokens[i - 1].glued && i > 2 && s->tokens[i - 2].kind == TOKEN_NUMBER &&
	        s->tokens[i - 2].glued && token_mark(&s->tokens[i - 1], '-') &&
	        token_mark(&s->tokens[i - 3], '-'))
		return 0;
	const struct token *far = &s->tokens[i - 1 - (i > 1)];
	if (t->glued && s->tokens[i - 1].glued && token_mark(&s->tokens[i - 1], '-') &&
	        far->kind == TOKEN_NUMBER && far->digits == 3 && !far->glued)
		return 0; /* the tail of a code */
	read_digits(s, t->start, &d);
	size_t end = token_after(s, i, d.end);
	if (!end)
		return 0;
	const struct token *next = &s->tokens[end];
	if (next->glued && (next->kind == TOKEN_NUMBER ||
	                           (next->kind == TOKEN_WORD && !token_eq(s, end, "t"))))
		return 0;
	if (next->glued && s->tokens[end + 1].glued && s->tokens[end + 1].kind == TOKEN_NUMBER &&
	        d.count == 3 && (next->mark == '.' || next->mark == '/'))
		return 0;
	if (d.count == 3 && three_groups(s, &d, w))
		return end;
	if (d.count == 2 && two_groups(s, i, &d, w))
		return end;
	if (d.count == 1 && d.len[0] == 8 && d.value[0] > 19000000 && d.value[0] < 21000000 &&
	        set_date(w, d.value[0] / 10000, d.value[0] / 100 % 100, d.value[0] % 100))
		return end;
	return 0;
}
