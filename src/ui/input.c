/* SPDX-License-Identifier: ISC */
/*
 * input.c - the terminal's bytes, read as events.  Sources: xterm's control sequences (CSI and SS3
 * keys with modifiers, SGR mouse mode 1006, bracketed paste 2004, focus 1004; the answer to OSC 11)
 * and terminfo.
 */
#include "input.h"

#include <string.h>

#include <dateline/text.h>

#define INPUT_MAX (1024 * 1024)
#define ANSWER_MAX 64 /* bytes of an answer of the terminal */

void
input_init(struct input *in, const struct input_sequence *sequences, size_t count)
{
	*in = (struct input){ .sequences = sequences, .sequences_count = count };
	buf_init(&in->bytes, INPUT_MAX);
	buf_init(&in->paste, INPUT_PASTE_MAX);
}

void
input_free(struct input *in)
{
	buf_free(&in->bytes);
	buf_free(&in->paste);
}

static struct str
rest_of(const struct input *in)
{
	return str_sub(buf_str(&in->bytes), in->at, in->bytes.len);
}

void
input_feed(struct input *in, struct str bytes)
{
	if (in->at == in->bytes.len) {
		buf_reset(&in->bytes);
		in->at = 0;
	}
	buf_add_str(&in->bytes, bytes);
}

bool
input_pending(const struct input *in)
{
	return in->at < in->bytes.len;
}

static void
set_key(struct event *out, uint32_t key)
{
	*out = (struct event){ .kind = EVENT_KEY, .key = key };
}

/* Final letters of CSI and SS3, and numbers before '~'. */
static const struct {
	char final;
	uint32_t key;
} finals[] = {
	{ 'A', KEY_ARROW_UP },
	{ 'B', KEY_ARROW_DOWN },
	{ 'C', KEY_ARROW_RIGHT },
	{ 'D', KEY_ARROW_LEFT },
	{ 'H', KEY_TO_HOME },
	{ 'F', KEY_TO_END },
	{ 'Z', KEY_BACKTAB },
	{ 'P', KEY_F + 1 },
	{ 'Q', KEY_F + 2 },
	{ 'R', KEY_F + 3 },
	{ 'S', KEY_F + 4 },
	{ 'M', KEY_ENTER },
};
static const struct {
	int number;
	uint32_t key;
} tildes[] = {
	{ 1, KEY_TO_HOME },
	{ 2, KEY_INSERT },
	{ 3, KEY_DELETE },
	{ 4, KEY_TO_END },
	{ 5, KEY_PAGE_UP },
	{ 6, KEY_PAGE_DOWN },
	{ 7, KEY_TO_HOME },
	{ 8, KEY_TO_END },
	{ 11, KEY_F + 1 },
	{ 12, KEY_F + 2 },
	{ 13, KEY_F + 3 },
	{ 14, KEY_F + 4 },
	{ 15, KEY_F + 5 },
	{ 17, KEY_F + 6 },
	{ 18, KEY_F + 7 },
	{ 19, KEY_F + 8 },
	{ 20, KEY_F + 9 },
	{ 21, KEY_F + 10 },
	{ 23, KEY_F + 11 },
	{ 24, KEY_F + 12 },
};

static uint32_t
key_of_final(char final)
{
	for (size_t i = 0; i < COUNT(finals); i++)
		if (finals[i].final == final)
			return finals[i].key;
	return 0;
}

static uint32_t
key_of_tilde(int number)
{
	for (size_t i = 0; i < COUNT(tildes); i++)
		if (tildes[i].number == number)
			return tildes[i].key;
	return 0;
}

/* xterm's modifier parameter: 1 + shift 1 + alt 2 + control 4. */
static uint32_t
modifiers(int parameter)
{
	int bits = parameter > 1 ? parameter - 1 : 0;

	return ((bits & 1) != 0 ? KEY_WITH_SHIFT : 0) | ((bits & 2) != 0 ? KEY_WITH_ALT : 0) |
	       ((bits & 4) != 0 ? KEY_WITH_CTRL : 0);
}

struct csi {
	size_t len; /* of the whole sequence */
	char mark, final;
	int numbers[4];
	int count;
};

/* Reads ESC [ ... final at the start of s.  False: it is not complete. */
static bool
csi_read(struct str s, struct csi *out)
{
	size_t i = 2;

	memset(out, 0, sizeof(*out));
	if (i < s.len && strchr("<=>?", s.p[i]) != NULL)
		out->mark = s.p[i++];
	for (; i < s.len; i++) {
		char c = s.p[i];
		int *n = &out->numbers[out->count < 4 ? out->count : 3];
		if (c >= '0' && c <= '9' && *n < 100000)
			*n = *n * 10 + (c - '0');
		else if (c == ';' && out->count < 3)
			out->count++;
		else if (c >= 0x40 && c <= 0x7E) {
			out->final = c;
			out->len = i + 1;
			return true;
		} else if (c < 0x20) { /* broken off */
			out->len = i;
			return true;
		}
	}
	return false;
}

static void
mouse_event(const struct csi *seq, struct event *out)
{
	int button = seq->numbers[0];

	*out = (struct event){
		.kind = EVENT_MOUSE, .row = seq->numbers[2] - 1, .col = seq->numbers[1] - 1
	};
	if ((button & 64) != 0)
		out->mouse = (button & 1) != 0 ? MOUSE_WHEEL_DOWN : MOUSE_WHEEL_UP;
	else
		out->mouse = seq->final == 'M' && (button & 32) == 0 ? MOUSE_PRESS : MOUSE_RELEASE;
}

static void
csi_event(struct input *in, const struct csi *seq, struct event *out)
{
	uint32_t key;

	if (seq->mark == '<') {
		mouse_event(seq, out);
	} else if (seq->mark != 0) {
		return; /* an answer of the terminal */
	} else if (seq->final == '~' && seq->numbers[0] == 200) {
		in->pasting = true;
		buf_reset(&in->paste);
	} else if (seq->final == 'I' || seq->final == 'O') {
		*out = (struct event){ .kind = EVENT_FOCUS, .focused = seq->final == 'I' };
	} else {
		key = seq->final == '~' ? key_of_tilde(seq->numbers[0]) : key_of_final(seq->final);
		if (key != 0)
			set_key(out, key | modifiers(seq->numbers[1]));
	}
}

/* Takes pasted bytes up to the end mark.  False: it has not come yet. */
static bool
paste_read(struct input *in, struct event *out)
{
	struct str rest = rest_of(in), end = STR("\033[201~");
	ptrdiff_t at = str_find(rest, end);
	size_t take;

	if (at >= 0)
		take = (size_t)at;
	else /* what may be the beginning of the mark stays */
		take = rest.len > end.len ? rest.len - end.len : 0;
	for (size_t i = 0; i < take && !in->paste.full; i++)
		buf_add_char(&in->paste, rest.p[i]);
	in->at += take;
	if (at < 0)
		return false;
	in->at += end.len;
	in->pasting = false;
	*out = (struct event){ .kind = EVENT_PASTE, .paste = buf_str(&in->paste) };
	return true;
}

/* 1: taken; 0: none matches; -1: more bytes may make one. */
static int
terminfo_read(struct input *in, struct event *out)
{
	struct str rest = rest_of(in);
	bool partial = false;

	for (size_t i = 0; i < in->sequences_count; i++) {
		struct str want = str_of(in->sequences[i].bytes);
		if (want.len > 0 && str_starts(rest, want)) {
			set_key(out, in->sequences[i].key);
			in->at += want.len;
			return 1;
		}
		partial |= str_starts(want, rest);
	}
	return partial ? -1 : 0;
}

/* ---- the background ---- */
/* A part of a colour, one to four hexadecimal digits, from 0 to 65535; -1: none is there. */
static long
color_part(struct str *s)
{
	static const char digits[] = "0123456789abcdef";
	struct str part = str_split(s, '/');
	long value = 0, most = 0;

	if (part.len < 1 || part.len > 4)
		return -1;
	for (size_t i = 0; i < part.len; i++) {
		char c =
		        part.p[i] >= 'A' && part.p[i] <= 'F' ? (char)(part.p[i] | 0x20) : part.p[i];
		const char *at = c == '\0' ? NULL : strchr(digits, c);
		if (at == NULL)
			return -1;
		value = value * 16 + (at - digits);
		most = most * 16 + 15;
	}
	return value * 65535 / most;
}

/* "11;rgb:ffff/ffff/ffff"; light is what ITU-R BT.709 weighs above the half. */
static void
ground_event(struct str answer, struct event *out)
{
	long red, green, blue;

	if (!str_starts(answer, STR("11;rgb:")))
		return;
	answer = str_sub(answer, 7, answer.len);
	red = color_part(&answer);
	green = color_part(&answer);
	blue = color_part(&answer);
	if (red < 0 || green < 0 || blue < 0)
		return;
	*out = (struct event){ .kind = EVENT_GROUND,
		.light = red * 2126 + green * 7152 + blue * 722 > 65535L * 5000 };
}

/* ESC ] and an answer up to BEL or ESC \.  1: taken; 0: it is none; -1: more bytes may make one. */
static int
answer_read(struct input *in, bool waited, struct event *out)
{
	static const char letters[] = "0123456789abcdefABCDEFrg:;/";
	struct str rest = rest_of(in);
	size_t end = 2;

	if (rest.len >= 2 && rest.p[1] != ']')
		return 0;
	while (end < rest.len && end < ANSWER_MAX && rest.p[end] != '\0' &&
	        strchr(letters, rest.p[end]) != NULL)
		end++;
	if (end >= rest.len || (rest.p[end] == 27 && end + 1 == rest.len))
		return in->asked && end < ANSWER_MAX && !(waited && end == 2) ? -1 : 0;
	if (end == 2 || (rest.p[end] != 7 && (rest.p[end] != 27 || rest.p[end + 1] != '\\')))
		return 0;
	ground_event(str_sub(rest, 2, end), out);
	in->at += end + (rest.p[end] == 7 ? 1 : 2);
	in->asked = false;
	return 1;
}

/* A key without escape: one character. */
static bool
plain_read(struct input *in, bool waited, struct event *out)
{
	struct str rest = rest_of(in);
	unsigned char c = (unsigned char)rest.p[0];
	size_t want = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 1;
	uint32_t cp;

	if (rest.len < want && !waited)
		return false;
	in->at += utf8_next(rest, 0, &cp);
	set_key(out, cp == '\n' ? KEY_ENTER : cp == 8 ? KEY_BACKSPACE : cp);
	return true;
}

/* ESC and what follows.  False: it is not complete. */
static bool
escape_read(struct input *in, bool waited, struct event *out)
{
	struct str rest = rest_of(in);
	struct csi seq;
	int known = terminfo_read(in, out), answer;
	uint32_t key;

	if (known == 1)
		return true;
	if (known < 0 && !waited)
		return false;
	answer = rest.len >= 2 ? answer_read(in, waited, out) : 0;
	if (answer != 0)
		return answer > 0;
	if (rest.len >= 2 && rest.p[1] == '[' && csi_read(rest, &seq)) {
		in->at += seq.len;
		csi_event(in, &seq, out);
		return true;
	}
	if (rest.len >= 3 && rest.p[1] == 'O' && (key = key_of_final(rest.p[2])) != 0) {
		in->at += 3;
		set_key(out, key);
		return true;
	}
	if (!waited && (rest.len == 1 || rest.p[1] == '[' || rest.p[1] == 'O'))
		return false;
	in->at++;
	if (rest.len == 1 || rest.p[1] == 27) {
		set_key(out, KEY_ESCAPE);
		return true;
	}
	if (!plain_read(in, true, out))
		return false;
	out->key |= KEY_WITH_ALT;
	return true;
}

bool
input_next(struct input *in, bool waited, struct event *out)
{
	*out = (struct event){ .kind = EVENT_NONE };
	while (out->kind == EVENT_NONE && in->at < in->bytes.len) {
		bool took;
		if (in->pasting)
			took = paste_read(in, out);
		else if (in->bytes.p[in->at] == 27)
			took = escape_read(in, waited, out);
		else
			took = plain_read(in, waited, out);
		if (!took)
			return false;
	}
	return out->kind != EVENT_NONE;
}
