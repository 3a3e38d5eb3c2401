/* SPDX-License-Identifier: ISC */
/*
 * token.c - raw news text to tokens with exact byte offsets, and where sentences begin.  Knows
 * abbreviations, initials, acronyms with points, hyphenated and apostrophed names, clitics, numbers
 * with separators, web addresses, handles.  A newline ends a line; it ends the sentence too, unless
 * the text goes on in lower case (hard-wrapped prose).
 */
#include "entity_private.h"

#include <string.h>

struct reader {
	struct arena *arena;
	struct str text;
	struct token *list;
	size_t count, cap;
};

static uint32_t
peek(struct str s, size_t at, size_t *len)
{
	*len = 0;
	return at < s.len ? char_next(s, at, len) : 0;
}

static enum char_class
class_at(struct str s, size_t at)
{
	size_t len;

	return at < s.len ? char_class(char_next(s, at, &len)) : CHAR_SPACE;
}

static bool
is_letter(enum char_class c)
{
	return c == CHAR_UPPER || c == CHAR_LOWER || c == CHAR_LETTER;
}

static bool
is_alnum(enum char_class c)
{
	return is_letter(c) || c == CHAR_DIGIT;
}

/* Common abbreviations whose point belongs to them; a capital may follow inside a sentence. */
static const char abbreviations[] =
        " mr mrs ms dr prof rev hon gen col lt capt maj sgt cmdr adm gov sen rep reps sens pres st "
        "ste mt "
        "jr sr inc ltd co corp bros vs etc dept univ assn jan feb mar apr jun jul aug sep sept oct "
        "nov dec "
        "fig vol op ed eds est approx messrs mme mlle supt insp det cpl pte ave blvd rd hwy ft "
        "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont "
        "neb nev "
        "okla ore pa tenn tex va vt wash wis wyo penn ont ";

static bool
is_abbreviation(struct str s)
{
	char key[16] = " ";
	size_t n = 1;

	if (s.len == 0 || s.len > 8)
		return false;
	for (size_t i = 0; i < s.len; i++)
		key[n++] = (char)(s.p[i] >= 'A' && s.p[i] <= 'Z' ? s.p[i] + 32 : s.p[i]);
	key[n++] = ' ';
	key[n] = '\0';
	return strstr(abbreviations, key) != NULL;
}

/* Single letters with points between: "U.S", "J". */
static bool
is_lettered(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (i % 2 == 0 ? !((s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z') : s.p[i] != '.')
			return false;
	return s.len % 2 == 1;
}

/* Does the point at `at` belong to the word that began at start? */
static bool
takes_point(struct str s, size_t start, size_t at)
{
	struct str word = str_sub(s, start, at);
	enum char_class next = class_at(s, at + 1);
	size_t after = at + 1;

	if (is_lettered(word)) {
		if (word.len > 1)
			return !is_letter(class_at(s, at + 1)) || !is_letter(class_at(s, at + 2));
		if (is_letter(next))
			return class_at(s, at + 2) != CHAR_LOWER &&
			       class_at(s, at + 2) != CHAR_UPPER;
		/* "J. Smith", but not "than I." */
		while (after < s.len && s.p[after] == ' ')
			after++;
		return class_at(s, start) == CHAR_UPPER && after > at + 1 &&
		       class_at(s, after) == CHAR_UPPER && word.p[0] != 'I';
	}
	return is_abbreviation(word) && !is_alnum(next) && class_at(s, start) == CHAR_UPPER;
}

static const char *const domains[] = { "com", "org", "net", "gov", "edu", "co.uk", "io", "tv",
	"info" };

static size_t
domain_at(struct str s, size_t at)
{
	for (size_t i = 0; i < COUNT(domains); i++) {
		size_t n = strlen(domains[i]);

		if (at + n <= s.len && memcmp(s.p + at, domains[i], n) == 0 &&
		        !is_alnum(class_at(s, at + n)))
			return n;
	}
	return 0;
}

static bool
is_quote_mark(uint32_t cp)
{
	return cp == '\'' || cp == 0x2019;
}

/* "'s", "'re" and their like, which stand apart from the word before. */
static size_t
clitic_at(struct str s, size_t at)
{
	static const char *const forms[] = { "s", "re", "ve", "ll", "d", "m" };
	size_t mark;

	if (!is_quote_mark(peek(s, at, &mark)))
		return 0;
	for (size_t i = 0; i < COUNT(forms); i++) {
		size_t n = strlen(forms[i]);

		if (str_starts_nocase(str_sub(s, at + mark, s.len), str_of(forms[i])) &&
		        !is_alnum(class_at(s, at + mark + n)))
			return mark + n;
	}
	return 0;
}

static size_t
link_end(struct str s, size_t at)
{
	while (at < s.len) {
		size_t len;
		uint32_t cp = char_next(s, at, &len);
		enum char_class c = char_class(cp);

		if (c == CHAR_SPACE || c == CHAR_NEWLINE || cp == '<' || cp == '>' || cp == '"' ||
		        cp == 0x201d)
			break;
		at += len;
	}
	while (at > 0 && strchr(".,;:!?)]'", s.p[at - 1]) != NULL)
		at--;
	return at;
}

static bool
is_link(struct str s, size_t at)
{
	struct str rest = str_sub(s, at, at + 8);

	return str_starts_nocase(rest, STR("http://")) ||
	       str_starts_nocase(rest, STR("https://")) || str_starts_nocase(rest, STR("www."));
}

/* "London-based", "Saudi-led": the name stands apart from what is said of it. */
static bool
leaves_name(struct str s, size_t start, size_t at)
{
	static const char *const forms[] = { "based", "born", "led", "backed", "controlled", "held",
		"owned", "trained", "occupied", "ruled", "bound", "registered", "listed", "funded",
		"brokered", "sponsored", "mediated", "educated", "raised", "run", "built", "made",
		"headquartered", "dominated", "administered", "supported", "wide" };

	if (class_at(s, start) != CHAR_UPPER)
		return false;
	for (size_t i = 0; i < COUNT(forms); i++) {
		size_t n = strlen(forms[i]);

		if (str_starts(str_sub(s, at, s.len), str_of(forms[i])) &&
		        !is_alnum(class_at(s, at + n)))
			return true;
	}
	return false;
}

/* Length of a joint inside a word at `at` (a character between two parts that belong together). */
static size_t
joint(struct str s, size_t start, size_t at)
{
	size_t len, next;
	uint32_t cp = char_next(s, at, &len);
	enum char_class before = at > start ? class_at(s, at - 1) : CHAR_SPACE;
	enum char_class after = class_at(s, at + len);

	if (cp == '_')
		return 1;
	if (is_quote_mark(cp))
		return clitic_at(s, at) == 0 && is_letter(after) ? len : 0;
	if (cp == '-' || cp == 0x2010 || cp == 0x2011)
		return is_alnum(after) && !leaves_name(s, start, at + len) ? len : 0;
	if (cp == '&')
		return before == CHAR_UPPER && after == CHAR_UPPER ? 1 : 0;
	if ((cp == ',' || cp == ':') && before == CHAR_DIGIT)
		return after == CHAR_DIGIT ? 1 : 0;
	if (cp == '@')
		return is_alnum(after) ? 1 : 0;
	if (cp != '.')
		return 0;
	if (before == CHAR_DIGIT && after == CHAR_DIGIT)
		return 1;
	if (takes_point(s, start, at))
		return 1;
	next = domain_at(s, at + 1);
	return next > 0 ? 1 + next : 0;
}

static size_t
word_end(struct str s, size_t start)
{
	size_t at = start, len;

	while (at < s.len) {
		enum char_class c = char_class(char_next(s, at, &len));

		if (is_alnum(c) || c == CHAR_MARK) {
			at += len;
			continue;
		}
		len = c == CHAR_PUNCT ? joint(s, start, at) : 0;
		if (len == 0)
			break;
		if (s.p[at] == '@')
			return link_end(s, at + 1);
		at += len;
	}
	return at;
}

static size_t
punct_end(struct str s, size_t at)
{
	size_t len;
	uint32_t cp = char_next(s, at, &len), next;
	size_t end = at + len;

	while ((cp == '.' || cp == '-' || cp == '`' || cp == '\'' || cp == '*' || cp == '=') &&
	        end < s.len && (next = char_next(s, end, &len)) == cp)
		end += len;
	while (end < s.len && char_class(char_next(s, end, &len)) == CHAR_MARK)
		end += len;
	return end;
}

static size_t
token_end(struct str s, size_t at, enum token_kind *kind)
{
	size_t len, n;
	uint32_t cp = char_next(s, at, &len);
	enum char_class c = char_class(cp);

	*kind = TOKEN_LINK;
	if ((cp == 'h' || cp == 'w' || cp == 'H' || cp == 'W') && is_link(s, at) &&
	        (n = link_end(s, at)) > at)
		return n;
	if ((cp == '@' || cp == '#') && is_alnum(class_at(s, at + 1)))
		return word_end(s, at + 1);
	*kind = c == CHAR_DIGIT ? TOKEN_NUMBER : TOKEN_WORD;
	if (is_alnum(c) || c == CHAR_MARK)
		return word_end(s, at);
	if ((n = clitic_at(s, at)) > 0 && at > 0 && is_alnum(class_at(s, at - 1)))
		return at + n;
	*kind = TOKEN_PUNCT;
	return punct_end(s, at);
}

static void
add(struct reader *r, size_t start, size_t end, enum token_kind kind, unsigned flags)
{
	r->list = arena_grow(r->arena, r->list, r->count, &r->cap, sizeof(*r->list));
	r->list[r->count++] =
	        (struct token){ (uint32_t)start, (uint32_t)end, 0, (uint8_t)kind, (uint8_t)flags };
}

static bool
ends_sentence(struct str s, struct token t)
{
	struct str w = str_sub(s, t.start, t.end);

	if (t.kind == TOKEN_PUNCT)
		return w.p[0] == '.' || w.p[0] == '!' || w.p[0] == '?' || str_eq(w, STR("…"));
	return false;
}

static bool
is_closing(struct str s, struct token t)
{
	struct str w = str_sub(s, t.start, t.end);

	return t.kind == TOKEN_PUNCT &&
	       (w.p[0] == '"' || w.p[0] == '\'' || w.p[0] == ')' || w.p[0] == ']' ||
	               str_eq(w, STR("”")) || str_eq(w, STR("’")));
}

/* Words that open a sentence and hardly ever follow an acronym inside one. */
static bool
opens_sentence(struct str w)
{
	static const char openers[] =
	        " The He She It They In But And We I This That A An On At His Her "
	        "There Their If When While After As For However Meanwhile ";
	char key[16];

	if (w.len == 0 || w.len > 10)
		return false;
	key[0] = ' ';
	memcpy(key + 1, w.p, w.len);
	key[w.len + 1] = ' ';
	key[w.len + 2] = '\0';
	return strstr(openers, key) != NULL;
}

static bool
starts_sentence(const struct reader *r, size_t at, size_t end, bool newline)
{
	size_t i = r->count;

	if (i == 0)
		return true;
	if (newline && class_at(r->text, at) != CHAR_LOWER)
		return true;
	if (class_at(r->text, at) == CHAR_LOWER || r->list[i - 1].end == at)
		return false;
	while (i > 1 && is_closing(r->text, r->list[i - 1]))
		i--;
	if (ends_sentence(r->text, r->list[i - 1]))
		return true;
	return r->text.p[r->list[i - 1].end - 1] == '.' && r->list[i - 1].kind == TOKEN_WORD &&
	       opens_sentence(str_sub(r->text, at, end));
}

/* Marks the lines in which case tells little: set in capitals, or as a title is. */
static void
mark_line(struct reader *r, size_t from, size_t to)
{
	size_t words = 0, capital = 0, upper = 0;
	unsigned flag = 0;

	for (size_t i = from; i < to; i++) {
		struct str w = str_sub(r->text, r->list[i].start, r->list[i].end);

		if (r->list[i].kind != TOKEN_WORD || w.len < 4)
			continue;
		words++;
		capital += class_at(w, 0) == CHAR_UPPER;
		upper += class_at(w, 0) == CHAR_UPPER && class_at(w, 1) == CHAR_UPPER &&
		         class_at(w, 2) == CHAR_UPPER;
	}
	if (words >= 3 && capital == words && upper * 5 >= words * 4)
		flag = TOKEN_SHOUT;
	else if (words >= 4 && capital * 10 >= words * 7)
		flag = TOKEN_TITLED;
	for (size_t i = from; i < to; i++)
		r->list[i].flags |= flag;
}

static void
mark_lines(struct reader *r)
{
	for (size_t i = 0, j; i < r->count; i = j) {
		j = i + 1;
		while (j < r->count && !(r->list[j].flags & TOKEN_LINE))
			j++;
		mark_line(r, i, j);
	}
}

size_t
token_split(struct arena *a, struct str text, struct token **out)
{
	struct reader r = { .arena = a, .text = text };
	bool newline = true, blank = true;
	size_t len, end;

	for (size_t at = 0; at < text.len; at = end) {
		enum char_class c = char_class(char_next(text, at, &len));
		enum token_kind kind;
		unsigned flags = 0;

		end = at + len;
		if (c == CHAR_SPACE || c == CHAR_NEWLINE) {
			blank = true;
			newline = newline || c == CHAR_NEWLINE;
			continue;
		}
		end = token_end(text, at, &kind);
		flags |= blank ? 0 : TOKEN_GLUED;
		flags |= newline ? TOKEN_LINE : 0;
		flags |= starts_sentence(&r, at, end, newline) ? TOKEN_SENTENCE : 0;
		add(&r, at, end, kind, flags);
		newline = blank = false;
	}
	mark_lines(&r);
	*out = r.list;
	return r.count;
}
