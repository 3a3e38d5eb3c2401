/* SPDX-License-Identifier: ISC */
/*
 * charset.c - which encoding a document is in, and its text as UTF-8.  In order: byte-order mark,
 * pattern of NULs, HTTP header, declaration (RFC 7303 section 3); then the bytes themselves have
 * the last word: what is well-formed UTF-8 is UTF-8 whatever was said, and a declaration that the
 * bytes contradict gives way to one that they do not.
 */
#include "charset_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TRIAL_BYTES (64 * 1024) /* of a document, to compare two encodings by */
#define CHANCE_SEQUENCES 4      /* so few 2-byte sequences may be UTF-8 by accident */

struct choice {
	const struct charset *charset;
	const char *why; /* for the note */
	struct str said; /* what was declared, where it was not followed */
	size_t skip;     /* length of the byte-order mark */
};

static bool
is_wide(const struct charset *c)
{
	return c->how >= CHARSET_IS_UTF16LE && c->how <= CHARSET_IS_UTF32BE;
}

/* Replaced characters per trial. */
static size_t
errors_as(const struct charset *c, struct str bytes)
{
	struct charset_state st;
	struct buf out;

	if (!charset_open(&st, c))
		return SIZE_MAX;
	buf_init(&out, TRIAL_BYTES * 4);
	charset_convert(&st, str_sub(bytes, 0, TRIAL_BYTES), bytes.len <= TRIAL_BYTES, &out);
	buf_free(&out);
	charset_close(&st);
	return st.errors;
}

/* Nothing usable was declared and it is not UTF-8: the Western encoding, unless the bytes have so
 * many good sequences that it must be UTF-8 with some bytes damaged. */
static const struct charset *
guess(const struct utf8_census *c)
{
	return c->sequences > 2 * c->errors ? &charset_utf8 : &charset_windows_1252;
}

/* A wide encoding is believed only when the bytes do not read as ASCII markup. */
static const struct charset *
believable(struct str label, struct str bytes)
{
	const struct charset *c = label.len > 0 ? charset_find(label) : NULL;
	unsigned char first = bytes.len > 0 ? (unsigned char)bytes.p[0] : 0;

	if (c == NULL || c->how == CHARSET_IS_REFUSED)
		return NULL;
	if (is_wide(c) && first >= ' ' && first < 0x7f &&
	        memchr(bytes.p, '\0', bytes.len < 64 ? bytes.len : 64) == NULL)
		return NULL;
	return c;
}

/* The header wins over the declaration (RFC 7303), unless only the declaration fits the bytes:
 * "charset=iso-8859-1" is many servers' default for all they send. */
static const struct charset *
weigh(const struct charset *header, const struct charset *declared, struct str bytes)
{
	if (header == NULL || header->how == CHARSET_IS_UTF8)
		return declared != NULL ? declared : header;
	if (declared == NULL || declared->how == CHARSET_IS_UTF8 || declared == header)
		return header;
	if (header->how == CHARSET_IS_SINGLE && declared->how != CHARSET_IS_ICONV)
		return header;
	return errors_as(declared, bytes) < errors_as(header, bytes) ||
	                       (header->how == CHARSET_IS_SINGLE && errors_as(declared, bytes) == 0)
	               ? declared
	               : header;
}

static bool
is_utf8(const struct utf8_census *c, const struct charset *said)
{
	if (c->errors > 0)
		return false;
	if (said == NULL || said->how == CHARSET_IS_SINGLE || is_wide(said))
		return true;
	if (said->seven_bit)
		return c->sequences > 0;
	return c->longer > 0 || c->sequences > CHANCE_SEQUENCES || c->sequences == 0;
}

static struct choice
choose(struct str bytes, bool last, const struct charset_hints *h)
{
	struct choice out = { .why = "" };
	struct str header = charset_of_header(h->content_type), label;
	const struct charset *from_header, *declared, *said;
	struct utf8_census census;

	out.charset = charset_of_bom(bytes, &out.skip);
	if (out.charset != NULL)
		return out;
	out.charset = charset_of_nuls(bytes);
	if (out.charset != NULL)
		return out;
	label = charset_of_declaration(bytes, h->kind);
	from_header = believable(header, bytes);
	declared = believable(label, bytes);
	if (declared != NULL && is_wide(declared)) /* it was read as ASCII, so it is not wide */
		declared = NULL;
	said = h->kind == CHARSET_JSON ? from_header : weigh(from_header, declared, bytes);
	census = utf8_take_census(bytes, last);
	out.said = header.len > 0 ? header : label;
	if (said != NULL && is_wide(said)) {
		out.charset = said;
	} else if (is_utf8(&census, said)) {
		out.charset = &charset_utf8;
		out.why = "the bytes are well-formed UTF-8";
	} else if (said == NULL || said->how == CHARSET_IS_UTF8) {
		out.charset = said != NULL ? said : guess(&census);
		out.why = "nothing usable was declared";
	} else {
		out.charset = said;
		out.why = "the header does not fit the bytes";
	}
	return out;
}

static void
note_choice(struct notes *notes, const struct choice *c)
{
	if (c->said.len > 0 && charset_find(c->said) != c->charset)
		notes_add(notes, NOTE_INFO, 0, "declared as \"%.*s\", read as %s: %s",
		        str_precision(str_sub(c->said, 0, 40)), c->said.p, c->charset->name,
		        c->why);
}

static void
open_chosen(struct charset_state *st, struct choice *c)
{
	if (charset_open(st, c->charset))
		return;
	c->charset = &charset_windows_1252;
	c->why = "this system cannot convert it";
	charset_open(st, c->charset);
}

struct str
text_decode(struct arena *a, struct str bytes, const struct charset_hints *h, struct notes *notes)
{
	struct choice c = choose(bytes, true, h);
	struct charset_state st;
	struct buf out;
	struct str text;

	bytes = str_sub(bytes, c.skip, bytes.len);
	note_choice(notes, &c);
	if (c.charset->how == CHARSET_IS_UTF8) {
		struct utf8_census census = utf8_take_census(bytes, true);
		if (census.errors == 0 && census.nuls == 0 && census.controls == 0)
			return bytes;
	}
	open_chosen(&st, &c);
	buf_init(&out, SIZE_MAX / 4);
	charset_convert(&st, bytes, true, &out);
	if (st.errors > 0)
		notes_add(notes, NOTE_WARNING, 0, "%zu bytes are not valid %s", st.errors,
		        c.charset->name);
	charset_close(&st);
	text = arena_str(a, buf_str(&out));
	buf_free(&out);
	return text;
}

struct text_decoder {
	struct charset_hints hints;
	struct choice choice;
	struct charset_state state;
	char said[64];   /* copy of choice.said, which points into the first bytes */
	struct buf kept; /* bytes cut off at the end of the last push */
	char *type;      /* copy of hints.content_type */
};

struct text_decoder *
text_decoder_open(const struct charset_hints *h)
{
	struct text_decoder *d = calloc(1, sizeof(*d));
	struct buf type;

	if (d == NULL)
		out_of_memory();
	buf_init(&type, SIZE_MAX / 4);
	buf_add_str(&type, h->content_type);
	d->type = type.p;
	d->hints = (struct charset_hints){ buf_str(&type), h->kind };
	buf_init(&d->kept, SIZE_MAX / 4);
	return d;
}

static void
decoder_start(struct text_decoder *d, struct str bytes, bool last)
{
	d->choice = choose(bytes, last, &d->hints);
	open_chosen(&d->state, &d->choice);
	snprintf(d->said, sizeof(d->said), STR_FMT, STR_ARG(d->choice.said));
	d->choice.said = str_of(d->said);
}

void
text_decoder_push(struct text_decoder *d, struct str bytes, bool last, struct buf *out)
{
	size_t used;

	if (d->choice.charset == NULL) {
		decoder_start(d, bytes, last);
		bytes = str_sub(bytes, d->choice.skip, bytes.len);
	}
	if (d->kept.len > 0) {
		buf_add_str(&d->kept, bytes);
		bytes = buf_str(&d->kept);
	}
	used = charset_convert(&d->state, bytes, last, out);
	if (d->kept.len > 0) {
		memmove(d->kept.p, d->kept.p + used, d->kept.len - used);
		d->kept.len -= used;
	} else {
		buf_add_str(&d->kept, str_sub(bytes, used, bytes.len));
	}
}

void
text_decoder_close(struct text_decoder *d, struct notes *notes)
{
	if (d->choice.charset != NULL) {
		note_choice(notes, &d->choice);
		if (d->state.errors > 0)
			notes_add(notes, NOTE_WARNING, 0, "%zu bytes are not valid %s",
			        d->state.errors, d->choice.charset->name);
	}
	charset_close(&d->state);
	buf_free(&d->kept);
	free(d->type);
	free(d);
}
