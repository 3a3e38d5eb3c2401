/* SPDX-License-Identifier: ISC */
/*
 * xml_doctype.c - the entities that a document declares in its internal subset.  Only short ones
 * with a literal value count; a value is text: what it refers to in turn is not looked up, so no
 * document can grow, and external ones are not even remembered.
 */
#include "xml.h"

#include <string.h>

static struct str
skip_blanks(struct str s)
{
	size_t at = 0;

	while (at < s.len && strchr(" \t\r\n", s.p[at]) != NULL)
		at++;
	return str_sub(s, at, s.len);
}

static struct str
take_word(struct str *s)
{
	size_t end = 0;
	struct str word;

	while (end < s->len && strchr(" \t\r\n\"'>", s->p[end]) == NULL)
		end++;
	word = str_sub(*s, 0, end);
	*s = skip_blanks(str_sub(*s, end, s->len));
	return word;
}

static void
add_entity(struct xml *x, struct str name, struct str raw)
{
	struct xml_entity *e;

	if (name.len == 0 || name.len > 64 || raw.len > XML_ENTITY_MAX || str_eq(name, STR("%")) ||
	        x->entities_count == XML_ENTITIES_MAX)
		return;
	e = &x->entities[x->entities_count];
	e->name_at = (uint32_t)x->entity_text.len;
	e->name_len = (uint32_t)name.len;
	buf_add_str(&x->entity_text, name);
	e->value_at = (uint32_t)x->entity_text.len;
	xml_decode(NULL, raw, false, &x->entity_text);
	e->value_len = (uint32_t)(x->entity_text.len - e->value_at);
	if (!x->entity_text.full)
		x->entities_count++;
}

void
xml_read_doctype(struct xml *x, struct str rest)
{
	const struct str mark = STR("<!ENTITY");

	while (rest.len > 0) {
		ptrdiff_t at = str_find(rest, mark), end;
		struct str name;
		char quote;

		if (at < 0)
			return;
		rest = skip_blanks(str_sub(rest, (size_t)at + mark.len, rest.len));
		name = take_word(&rest);
		if (rest.len == 0 || (rest.p[0] != '"' && rest.p[0] != '\''))
			continue; /* a parameter entity, or an external one */
		quote = rest.p[0];
		rest = str_sub(rest, 1, rest.len);
		end = str_chr(rest, quote);
		if (end < 0)
			return;
		add_entity(x, name, str_sub(rest, 0, (size_t)end));
		rest = str_sub(rest, (size_t)end + 1, rest.len);
	}
}

struct str
xml_entity_value(const struct xml *x, struct str name)
{
	for (size_t i = 0; i < x->entities_count; i++) {
		const struct xml_entity *e = &x->entities[i];
		if (str_eq(name, (struct str){ x->entity_text.p + e->name_at, e->name_len }))
			return (struct str){ x->entity_text.p + e->value_at, e->value_len };
	}
	return STR_NONE;
}
