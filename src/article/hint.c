/* SPDX-License-Identifier: ISC */
/*
 * hint.c - class, id and role values to bits.  A value is cut into words at every change from one
 * kind of character to another ("postBody_main2" gives post, body, main), each is looked up, and so
 * is each pair of neighbours inside one class.
 */
#include "hint.h"

#include <string.h>

#include "hint_words.h"

#define VALUE_MAX 400 /* bytes of a class value that are looked at */

void
hints_init(struct hints *h)
{
	names_init(&h->words, hint_rows, hint_rows_count);
	memset(h->cache, 0, sizeof(h->cache));
}

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

struct cutter {
	char text[NAME_LONGEST * 2 + 2]; /* the word before, '-', the word */
	size_t before, len;              /* bytes of the word before with its '-'; of all */
	uint32_t bits;
};

static void
end_word(struct hints *h, struct cutter *c)
{
	size_t word = c->len - c->before;

	if (word == 0)
		return;
	c->bits |= names_find(&h->words, (struct str){ c->text + c->before, word });
	if (c->before > 0)
		c->bits |= names_find(&h->words, (struct str){ c->text, c->len });
	memmove(c->text, c->text + c->before, word);
	c->text[word] = '-';
	c->before = c->len = word + 1;
}

static void
add_letter(struct cutter *c, char letter)
{
	if (c->len - c->before < NAME_LONGEST)
		c->text[c->len++] = letter;
}

/* A class that is nothing but "hidden"; in longer names the word means little ("hidden-xs"). */
static bool
has_hidden_class(struct str v)
{
	while (v.p != NULL)
		if (str_eq(str_split(&v, ' '), STR("hidden")))
			return true;
	return false;
}

static uint32_t
cut_words(struct hints *h, struct str v)
{
	struct cutter c = { .bits = has_hidden_class(v) ? HINT_HIDDEN : 0 };

	for (size_t i = 0; i < v.len; i++) {
		char ch = v.p[i];

		if (is_upper(ch)) {
			if (i > 0 && is_lower(v.p[i - 1]))
				end_word(h, &c);
			add_letter(&c, (char)(ch | 0x20));
		} else if (is_lower(ch) || (unsigned char)ch >= 0x80) {
			add_letter(&c, ch);
		} else {
			end_word(h, &c);
			if (ch <= ' ') /* another class: no pair across */
				c.before = c.len = 0;
		}
	}
	end_word(h, &c);
	return c.bits;
}

uint32_t
hints_of_value(struct hints *h, struct str value)
{
	uint64_t key;
	size_t slot;

	if (value.len == 0)
		return 0;
	value = str_sub(value, 0, VALUE_MAX);
	key = hash_str(value) | 1;
	slot = (key >> 8) % COUNT(h->cache);
	if (h->cache[slot].key != key) {
		h->cache[slot].key = key;
		h->cache[slot].value = cut_words(h, value);
	}
	return h->cache[slot].value;
}

static const struct {
	const char *role;
	uint32_t bits;
} role_bits[] = {
	{ "navigation", HINT_NAV },
	{ "banner", HINT_EDGE },
	{ "contentinfo", HINT_EDGE },
	{ "complementary", HINT_SIDE },
	{ "dialog", HINT_TOOL },
	{ "alertdialog", HINT_TOOL },
	{ "menu", HINT_NAV },
	{ "menubar", HINT_NAV },
	{ "search", HINT_TOOL },
	{ "main", HINT_CONTENT },
	{ "article", HINT_CONTENT },
};

static uint32_t
bits_of_role(struct str role)
{
	for (size_t i = 0; i < COUNT(role_bits) && role.len > 0; i++)
		if (str_eq_nocase(role, str_of(role_bits[i].role)))
			return role_bits[i].bits;
	return 0;
}

static bool
style_hides(struct str style)
{
	ptrdiff_t at = str_find_nocase(style, STR("display"));

	if (at >= 0) {
		struct str rest = str_trim(str_sub(style, (size_t)at + 7, style.len));

		if (rest.len > 0 && rest.p[0] == ':' &&
		        str_starts_nocase(str_trim(str_sub(rest, 1, rest.len)), STR("none")))
			return true;
	}
	return str_find_nocase(style, STR("visibility:hidden")) >= 0 ||
	       str_find_nocase(style, STR("visibility: hidden")) >= 0;
}

uint32_t
hints_of_node(struct hints *h, const struct dom *d, uint32_t node)
{
	const struct node *n = &d->nodes[node];
	uint32_t bits = 0;

	for (uint32_t i = 0; i < n->attrs_count; i++) {
		const struct attr *at = &d->attrs[n->attrs + i];

		switch (at->name) {
		case ATTR_CLASS:
		case ATTR_ID: bits |= hints_of_value(h, at->value); break;
		case ATTR_ROLE: bits |= bits_of_role(at->value); break;
		case ATTR_ITEMPROP:
			if (str_find_nocase(at->value, STR("articleBody")) >= 0)
				bits |= HINT_BODY;
			break;
		case ATTR_HIDDEN: bits |= HINT_HIDDEN; break;
		case ATTR_STYLE: bits |= style_hides(at->value) ? HINT_HIDDEN : 0; break;
		default: break;
		}
	}
	return bits;
}
