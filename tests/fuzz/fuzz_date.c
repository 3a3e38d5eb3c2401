/* SPDX-License-Identifier: ISC */
/*
 * fuzz_date.c - any bytes as a date: a year from 1 to 9999, give or take a zone, or none.
 */
#include <stdlib.h>

#include <dateline/feed.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const int64_t day = 86400;
	int64_t at;

	if (feed_date((struct str){ (const char *)data, size }, &at) &&
	        (at < -719163 * day - 3 * day || at > 2932897 * day + 400 * day))
		abort();
	return 0;
}
