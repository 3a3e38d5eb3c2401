/* SPDX-License-Identifier: ISC */
/*
 * fuzz_quantity.c - any text to its quantities, with and without an article date.  Spans are in
 * order, inside the text and on borders of grapheme clusters; what views show is valid UTF-8.
 */
#include <math.h>
#include <stdlib.h>

#include <dateline/quantity.h>
#include <dateline/text.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool holds)
{
	if (!holds)
		abort();
}

static void
check_views(const struct quantity *q)
{
	check(utf8_valid(q->unit) && utf8_valid(q->what) && utf8_valid(q->verb));
	check(utf8_valid(q->attribution) && utf8_valid(q->iso) && utf8_valid(q->display));
	check(q->display.len > 0);
	check(q->weight >= 0 && q->weight <= 1);
	check(q->kind < QUANTITY_KINDS && q->qual < QUAL_KINDS);
	check(quantity_is_date(q) || isfinite(q->value));
	check(!isinf(q->value2));
}

static void
check_text(struct arena *a, struct str text, int64_t date)
{
	struct quantity_options o = { .date = date };
	struct quantity *q;
	struct cluster *c;
	size_t n = quantity_find(a, text, &o, &q), clusters = text_clusters(a, text, &c);
	size_t k = 0;
	uint32_t at = 0;

	for (size_t i = 0; i < n; i++) {
		check(q[i].start >= at && q[i].end > q[i].start && q[i].end <= text.len);
		while (k < clusters && c[k].start < q[i].start)
			k++;
		check(k < clusters && c[k].start == q[i].start);
		while (k < clusters && c[k].start < q[i].end)
			k++;
		check(k == clusters || c[k].start == q[i].end);
		at = q[i].end;
		check_views(&q[i]);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_create();
	struct str text = utf8_repair(a, (struct str){ (const char *)data, size });

	check_text(a, text, 1711184400);
	check_text(a, text, INT64_MIN);
	check_text(a, text, size > 8 ? (int64_t)data[size - 1] << 40 : -62135596800);
	arena_destroy(a);
	return 0;
}
