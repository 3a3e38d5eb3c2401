/* SPDX-License-Identifier: ISC */
/*
 * fuzz_charset.c - any bytes with any header to valid UTF-8, whole and in pieces.  The first byte
 * says what they are, the first line is the header.
 */
#include <stdlib.h>

#include <dateline/text.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool holds)
{
	if (!holds)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = { (const char *)data, size };
	struct charset_hints h = { .kind = size > 0 ? data[0] % 4 : CHARSET_XML };
	struct arena *a = arena_create();
	struct text_decoder *d;
	struct notes notes;
	struct buf b;
	size_t step = size > 1 ? 1 + data[1] % 16 : 1;

	h.content_type = str_split(&bytes, '\n');
	notes_init(&notes, a);
	check(utf8_valid(text_decode(a, bytes, &h, &notes)));
	check(utf8_valid(text_unescape(a, text_decode(a, bytes, &h, NULL))));
	d = text_decoder_open(&h);
	buf_init(&b, 64u << 20);
	text_decoder_push(d, str_sub(bytes, 0, bytes.len / 2), false, &b);
	for (size_t at = bytes.len / 2; at < bytes.len; at += step)
		text_decoder_push(d, str_sub(bytes, at, at + step), false, &b);
	text_decoder_push(d, STR_NONE, true, &b);
	text_decoder_close(d, &notes);
	check(utf8_valid(buf_str(&b)));
	buf_free(&b);
	arena_destroy(a);
	return 0;
}
