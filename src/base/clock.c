/* SPDX-License-Identifier: ISC */
/*
 * clock.c - the only place that asks the time.  DATELINE_NOW holds it still, so that tests and
 * screenshots do not change from day to day.
 */
#include <dateline/base.h>

#include <stdlib.h>
#include <time.h>

int64_t
clock_now_s(void)
{
	const char *fixed = getenv("DATELINE_NOW");
	int64_t now;

	if (fixed != NULL && str_to_i64(str_of(fixed), &now))
		return now;
	return (int64_t)time(NULL);
}

int64_t
clock_mono_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
