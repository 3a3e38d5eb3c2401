/* SPDX-License-Identifier: ISC */
/*
 * number_token.c - a chunk of text as tokens: words (letters), numbers in digits with their
 * separators, marks; addresses and other machine text become one junk token.  Every word is looked
 * up once in the table of words, so the rules test bits.
 */
#include "quantity_private.h"

#include <ctype.h>

struct cursor {
	const struct quantity_scan *s;
	const char *p;
	size_t at, to;
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Code point at `at` and its length; the text is valid UTF-8, but a cut one must not overrun. */
static uint32_t
decode(const struct cursor *c, size_t at, size_t *len)
{
	unsigned char b = (unsigned char)c->p[at];
	size_t n = b < 0x80 ? 1 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
	uint32_t cp = n == 1 ? b : b & (0xffu >> (n + 1));
	if (at + n > c->to)
		n = c->to - at;
	for (size_t k = 1; k < n; k++)
		cp = cp << 6 | ((unsigned char)c->p[at + k] & 0x3f);
	*len = n;
	return cp;
}

struct mark_row {
	uint32_t cp;
	char mark;
};
static const struct mark_row marks[] = {
	{ 0xa0, ' ' },
	{ 0x2009, ' ' },
	{ 0x202f, ' ' },
	{ 0x2007, ' ' },
	{ 0x2008, ' ' },
	{ 0x200a, ' ' },
	{ 0x2003, ' ' },
	{ 0x2002, ' ' },
	{ 0x2010, '-' },
	{ 0x2011, '-' },
	{ 0x2012, '-' },
	{ 0x2013, '-' },
	{ 0x2014, '-' },
	{ 0x2015, '-' },
	{ 0x2212, '-' },
	{ 0x2018, '\'' },
	{ 0x2019, '\'' },
	{ 0x201c, '"' },
	{ 0x201d, '"' },
	{ 0xd7, 'x' },
	{ 0x2026, '.' },
	{ 0x2265, 'G' },
	{ 0x2264, 'L' },
	{ 0x2248, '~' },
	{ 0x223c, '~' },
};

static bool
is_sign(uint32_t cp)
{
	return cp < 0xc0 ||                     /* Latin-1 signs: cent, pound, degree, fractions */
	       cp == 0xd7 || cp == 0xf7 ||      /* times, divided by */
	       (cp >= 0x2000 && cp < 0x2c00) || /* punctuation, currency, fractions, symbols */
	       (cp >= 0x3000 && cp < 0x3040) || /* CJK punctuation */
	       cp == 0x58f || cp == 0x60b || cp == 0x9f3 || cp == 0xe3f || cp == 0x17db ||
	       cp == 0xfdfc || (cp >= 0xff00 && cp < 0xff10) || cp >= 0x1f000;
}

static char
mark_of(uint32_t cp)
{
	if (cp < 0x80)
		return (char)cp;
	for (size_t k = 0; k < COUNT(marks); k++)
		if (marks[k].cp == cp)
			return marks[k].mark;
	return 0;
}

/* Letters above ASCII belong to words; micro and ohm signs begin unit symbols. */
static bool
is_word_cp(uint32_t cp)
{
	return cp == 0xb5 || cp == 0xaa || cp == 0xba || cp == 0xb2 || cp == 0xb3 ? cp == 0xb5
	                                                                          : !is_sign(cp);
}

static bool
has_vowel(const char *low, size_t len)
{
	for (size_t k = 0; k < len; k++)
		if (memchr("aeiouy", low[k], 6))
			return true;
	return false;
}

static void
token_lookup(const struct quantity_scan *s, struct token *t)
{
	char low[QUANTITY_WORD_MAX];
	size_t len = t->end - t->start;
	if (len > sizeof(low))
		return;
	for (size_t k = 0; k < len; k++) {
		char c = s->text.p[t->start + k];
		low[k] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	}
	t->word = number_words_find(s->first, (struct str){ low, len }, &t->rows);
	static const uint64_t any_language = (uint64_t)1 << ROLE_SIGN | (uint64_t)1 << ROLE_CODE |
	                                     (uint64_t)1 << ROLE_SYMBOL |
	                                     (uint64_t)1 << ROLE_FRACTIONSIGN;
	uint64_t mask = s->english ? ~(uint64_t)0 : any_language;
	/* symbols that were also listed as words: km, kg, GB */
	bool symbol = t->kind == TOKEN_MARK || !has_vowel(low, len);
	if (!s->english && symbol)
		mask |= (uint64_t)1 << ROLE_UNIT;
	for (size_t k = 0; k < t->rows; k++)
		t->roles |= mask & (uint64_t)1 << number_words[t->word - 1 + k].role;
}

static void
scan_word(struct cursor *c, struct token *t)
{
	size_t uppers = 0, letters = 0;
	while (c->at < c->to) {
		unsigned char b = (unsigned char)c->p[c->at];
		size_t len = 1;
		if (b < 0x80) {
			if (!is_letter((char)b))
				break;
			uppers += b < 'a';
			letters++;
		} else if (!is_word_cp(decode(c, c->at, &len))) {
			break;
		}
		c->at += len;
	}
	char first = c->p[t->start];
	t->kind = TOKEN_WORD;
	t->end = (uint32_t)c->at;
	t->capital = (first >= 'A' && first <= 'Z') || (unsigned char)first == 0xc3;
	t->upper = letters > 1 && uppers == letters;
	token_lookup(c->s, t);
}

static size_t
count_digits(const struct cursor *c, size_t at)
{
	size_t n = 0;
	while (at + n < c->to && is_digit(c->p[at + n]))
		n++;
	return n;
}

/* Length of ",ddd,ddd" (or the Indian ",dd,dd,ddd") behind the first digits; 0 when it is none. */
static size_t
grouping(const struct cursor *c, size_t at, size_t first, char sep)
{
	size_t len = 0, n, last = 0, twos = 0, groups = 0;
	while (at + len < c->to && c->p[at + len] == sep &&
	        (n = count_digits(c, at + len + 1)) >= 2 && n <= 3) {
		len += n + 1;
		last = n;
		twos += n == 2;
		groups++;
	}
	if (!groups || first > 3 || last != 3 || (twos && (twos != groups - 1 || first > 2)))
		return 0;
	if (at + len < c->to && c->p[at + len] == sep && count_digits(c, at + len + 1) > 0)
		return 0;
	return len;
}

static double
digits_value(const char *p, size_t len, double start)
{
	for (size_t k = 0; k < len; k++)
		if (is_digit(p[k]))
			start = start * 10 + (p[k] - '0');
	return start;
}

/* Groups set apart by narrow or no-break spaces: "10 000" as French and SI style have it. */
static size_t
space_groups(const struct cursor *c, size_t at)
{
	size_t len = 0, n;
	while (at + len < c->to && (unsigned char)c->p[at + len] >= 0xc2) {
		uint32_t cp = decode(c, at + len, &n);
		if ((cp != 0xa0 && cp != 0x202f && cp != 0x2009) ||
		        count_digits(c, at + len + n) != 3)
			break;
		len += n + 3;
	}
	return len;
}

static void
scan_fraction(struct cursor *c, struct token *t, char point)
{
	size_t n = c->at + 1 < c->to && c->p[c->at] == point ? count_digits(c, c->at + 1) : 0;
	if (!n)
		return;
	t->decimals = (uint8_t)(n > 255 ? 255 : n);
	t->value += digits_value(c->p + c->at + 1, n, 0) / pow(10, (double)n);
	c->at += n + 1;
}

static void
scan_exponent(struct cursor *c, struct token *t)
{
	size_t at = c->at;
	if (at + 1 >= c->to || (c->p[at] != 'e' && c->p[at] != 'E'))
		return;
	bool minus = c->p[at + 1] == '-';
	at += 1 + (minus || c->p[at + 1] == '+');
	size_t n = count_digits(c, at);
	if (!n || n > 3 || (at + n < c->to && is_letter(c->p[at + n])))
		return;
	double e = digits_value(c->p + at, n, 0);
	t->value *= pow(10, minus ? -e : e);
	t->grouped = true;
	t->digits = UINT8_MAX; /* no day, hour or year is written so */
	c->at = at + n;
}

static void
scan_number(struct cursor *c, struct token *t)
{
	size_t n = count_digits(c, c->at), group = 0;
	char point = '.';
	t->kind = TOKEN_NUMBER;
	bool comma = c->s->comma_decimal;
	group = comma ? 0 : grouping(c, c->at + n, n, ',');
	if (comma && n > 0) /* ".5" is written so everywhere, and must get on */
		point = ',';
	if (!group) {
		group = grouping(c, c->at + n, n, '.');
		size_t after = c->at + n + group;
		if (group && (comma || group > 4 ||
		                     (after + 1 < c->to && c->p[after] == ',' &&
		                             count_digits(c, after + 1) > 0)))
			point = ',';
		else
			group = 0;
	}
	if (!group)
		group = space_groups(c, c->at + n);
	t->value = digits_value(c->p + c->at, n + group, 0);
	t->grouped = group > 0;
	n += group;
	t->digits = (uint8_t)(n > 255 ? 255 : n);
	c->at += n;
	if (!comma && !group && c->at + 1 < c->to && c->p[c->at] == ',' && n <= 3 &&
	        count_digits(c, c->at + 1) <= 2 && count_digits(c, c->at + 1) > 0) {
		size_t after = c->at + 1 + count_digits(c, c->at + 1);
		bool listed =
		        t->start > 1 && c->p[t->start - 1] == ',' && is_digit(c->p[t->start - 2]);
		if (!listed && (after >= c->to || c->p[after] != ','))
			point = ','; /* "1,5" with a decimal comma, not a list "1,5,7" */
	}
	scan_fraction(c, t, point);
	scan_exponent(c, t);
	t->end = (uint32_t)c->at;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v';
}

/* An address: up to the next blank, when "://" or "www." or "@" makes it one. */
static size_t
junk_length(const struct cursor *c)
{
	size_t end = c->at;
	bool address = false;
	while (end < c->to && !is_blank(c->p[end]) && c->p[end] != '"' && c->p[end] != '<') {
		if (c->p[end] == ':' && end + 2 < c->to && c->p[end + 1] == '/' &&
		        c->p[end + 2] == '/')
			address = true;
		if (c->p[end] == '@' && end > c->at && end + 1 < c->to && is_letter(c->p[end + 1]))
			address = true;
		end++;
	}
	if (end - c->at > 4 && !memcmp(c->p + c->at, "www.", 4))
		address = true;
	return address ? end - c->at : 0;
}

static bool
may_have_address(const char *p, size_t len)
{
	return memchr(p, '@', len) || memmem(p, len, "://", 3) || memmem(p, len, "www.", 4);
}

static void
scan_token(struct cursor *c, struct token *t)
{
	size_t len = 1;
	char b = c->p[c->at];
	t->start = (uint32_t)c->at;
	if (is_digit(b) || (b == '.' && c->at + 1 < c->to && is_digit(c->p[c->at + 1]) &&
	                           (c->at == 0 || !is_digit(c->p[c->at - 1])))) {
		scan_number(c, t);
		return;
	}
	uint32_t cp = decode(c, c->at, &len);
	if (is_letter(b) || ((unsigned char)b >= 0x80 && is_word_cp(cp))) {
		scan_word(c, t);
		return;
	}
	c->at += len;
	t->end = (uint32_t)c->at;
	t->kind = TOKEN_MARK;
	t->mark = mark_of(cp);
	if (t->mark != ',' && t->mark != '.' && t->mark != '"')
		token_lookup(c->s, t);
}

static void
set_head(const struct quantity_scan *s, struct token *t)
{
	size_t len = t->end - t->start;
	char c = s->text.p[t->start];
	if (t->kind == TOKEN_WORD) {
		t->head = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
		t->len = (uint8_t)(len > 255 ? 255 : len);
	} else if (t->kind == TOKEN_MARK) {
		t->head = t->mark;
		t->len = 1;
	}
}

static void
push_guard(struct quantity_scan *s, size_t at)
{
	struct token *t = &s->tokens[s->count];
	memset(t, 0, sizeof(*t));
	t->start = t->end = (uint32_t)at;
}

static void
reserve(struct quantity_scan *s, size_t tokens)
{
	if (tokens <= s->cap)
		return;
	s->tokens = arena_array(s->arena, tokens, sizeof(*s->tokens));
	s->cap = tokens;
}

/* Text that was cut into words for machines has "30 , 000" and "4 . 8 %": one number again. */
static bool
is_spaced_number(const struct quantity_scan *s, size_t i, char mark)
{
	const struct token *a = &s->tokens[i], *m = a + 1, *b = a + 2;
	if (i + 2 >= s->count || !token_mark(m, mark) || m->glued || b->kind != TOKEN_NUMBER ||
	        b->glued || b->decimals || b->grouped || a->decimals)
		return false;
	if (mark == ',')
		return b->digits == 3 && (a->grouped || a->digits <= 3);
	return i + 3 < s->count && a->digits <= 4 && b->digits <= 2 &&
	       (token_mark(b + 1, '%') || token_is(b + 1, ROLE_SCALE) ||
	               token_is(b + 1, ROLE_UNIT));
}

static void
join_spaced(struct quantity_scan *s)
{
	bool any = false;
	for (size_t i = 1; i + 2 < s->count && !any; i++)
		any = s->tokens[i].kind == TOKEN_NUMBER &&
		      (is_spaced_number(s, i, ',') || is_spaced_number(s, i, '.'));
	if (!any)
		return;
	size_t to = 1;
	for (size_t i = 1; i < s->count; i++) {
		struct token t = s->tokens[i];
		while (t.kind == TOKEN_NUMBER &&
		        (is_spaced_number(s, i, ',') || is_spaced_number(s, i, '.'))) {
			const struct token *b = &s->tokens[i + 2];
			bool group = s->tokens[i + 1].mark == ',';
			t.value = group ? t.value * 1000 + b->value
			                : t.value + b->value / pow(10, b->digits);
			t.grouped = group;
			t.digits = (uint8_t)(group && t.digits < 100 ? t.digits + 3 : t.digits);
			t.decimals = group ? 0 : b->digits;
			t.end = b->end;
			i += 2;
			s->tokens[i] = t;
		}
		s->tokens[to++] = t;
	}
	s->count = to;
}

size_t
number_tokens(struct quantity_scan *s, size_t from, size_t to)
{
	struct cursor c = { s, s->text.p, from, to };
	bool word_start = true;
	reserve(s, to - from + 2 + TOKEN_GUARDS);
	s->count = 0;
	push_guard(s, from);
	s->count = 1;
	bool glued = false;
	bool addresses = may_have_address(s->text.p + from, to - from);
	while (c.at < to) {
		if (is_blank(c.p[c.at]) || (unsigned char)c.p[c.at] < 0x20) {
			c.at++;
			glued = false;
			word_start = true;
			continue;
		}
		struct token *t = &s->tokens[s->count];
		memset(t, 0, sizeof(*t));
		size_t junk = addresses && word_start ? junk_length(&c) : 0;
		if (junk) {
			t->start = (uint32_t)c.at;
			c.at += junk;
			t->end = (uint32_t)c.at;
			t->kind = TOKEN_JUNK;
		} else {
			scan_token(&c, t);
			if (t->mark == ' ') {
				glued = false;
				continue;
			}
		}
		set_head(s, t);
		t->glued = glued;
		glued = true;
		word_start = false;
		s->count++;
	}
	join_spaced(s);
	size_t count = s->count;
	for (size_t k = 0; k < TOKEN_GUARDS; k++, s->count++)
		push_guard(s, to);
	s->count = count;
	return count;
}

int32_t
token_value(const struct token *t, enum number_role role)
{
	for (size_t k = 0; k < t->rows; k++)
		if (number_words[t->word - 1 + k].role == role)
			return number_words[t->word - 1 + k].value;
	return 0;
}

struct str
token_text(const struct quantity_scan *s, size_t i)
{
	return str_sub(s->text, s->tokens[i].start, s->tokens[i].end);
}

/* Whether token i is the lower-case word of len bytes; a mark is compared by what it stands for. */
static bool
token_is_word(const struct quantity_scan *s, size_t i, const char *word, size_t len)
{
	const struct token *t = &s->tokens[i];
	if (t->head != word[0] || t->len != len)
		return false;
	if (t->kind == TOKEN_MARK)
		return true;
	const char *p = s->text.p + t->start;
	for (size_t k = 1; k < len; k++) {
		char c = p[k] >= 'A' && p[k] <= 'Z' ? (char)(p[k] + 32) : p[k];
		if (c != word[k])
			return false;
	}
	return true;
}

bool
token_eq(const struct quantity_scan *s, size_t i, const char *lower)
{
	return s->tokens[i].head == lower[0] && token_is_word(s, i, lower, strlen(lower));
}

bool
token_in(const struct quantity_scan *s, size_t i, const char *words)
{
	const struct token *t = &s->tokens[i];
	if (t->head == 0)
		return false;
	for (;;) {
		const char *end = words;
		while (*end && *end != ' ')
			end++;
		if (*words == t->head && token_is_word(s, i, words, (size_t)(end - words)))
			return true;
		if (!*end)
			return false;
		words = end + 1;
	}
}

size_t
token_phrase_rest(const struct quantity_scan *s, size_t i, const char *phrase)
{
	for (;;) {
		const char *end = phrase;
		while (*end && *end != ' ')
			end++;
		if (i >= s->count || !token_is_word(s, i, phrase, (size_t)(end - phrase)))
			return 0;
		i++;
		if (!*end)
			return i;
		phrase = end + 1;
	}
}

static bool
is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static size_t
pair_of(const char *p, size_t len)
{
	unsigned char c = len > 1 ? (unsigned char)p[1] : 0;
	size_t second = c < 'a' ? 0 : c > 'z' ? 27 : c - 'a' + 1u;
	return (size_t)(p[0] - 'a') * 28 + second;
}

void
number_words_index(uint16_t first[NUMBER_PAIRS])
{
	size_t next = 0, row = 0;
	while (row < number_words_count && !is_lower(number_words[row].text[0]))
		row++;
	for (; row < number_words_count && is_lower(number_words[row].text[0]); row++) {
		size_t pair = pair_of(number_words[row].text, strlen(number_words[row].text));
		while (next <= pair)
			first[next++] = (uint16_t)row;
	}
	while (next < NUMBER_PAIRS)
		first[next++] = (uint16_t)row;
}

static int
compare(const char *text, struct str word)
{
	for (size_t k = 0; k < word.len; k++)
		if (text[k] != word.p[k])
			return (unsigned char)text[k] < (unsigned char)word.p[k] ? -1 : 1;
	return text[word.len] != '\0';
}

uint16_t
number_words_find(const uint16_t *first, struct str word, uint8_t *rows)
{
	bool letter = is_lower(word.p[0]);
	size_t pair = letter ? pair_of(word.p, word.len) : 0;
	size_t low = letter ? first[pair] : 0;
	size_t end = letter ? first[pair + 1] : number_words_count, high = end;
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (compare(number_words[mid].text, word) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	size_t k = low;
	while (k < end && compare(number_words[k].text, word) == 0)
		k++;
	*rows = (uint8_t)(k - low);
	return k > low ? (uint16_t)(low + 1) : 0;
}
