/* SPDX-License-Identifier: ISC */
/*
 * date.c - dates and times.
 */
#include "quantity_private.h"

size_t
date_find(const struct quantity_scan *s, size_t i, struct quantity *q)
{
	(void)s;
	(void)i;
	(void)q;
	return 0;
}
