/* SPDX-License-Identifier: ISC */
/*
 * quantity_noun.c - what a number counts ("affirmative votes"), what is said of it ("killed"), and
 * who says so ("Gaza health authorities").  No parser: nouns are told by their plural, verbs by a
 * table of those that news says of counted things.
 */
#include "quantity_private.h"

#define NOUN_WORDS_MAX 6
#define SENTENCE_TOKENS_MAX 80

static const char not_plural[] =
        "is was has does this us its his as thus plus various previous serious "
        "famous religious gas bus versus perhaps always sometimes towards besides "
        "across says its";

static bool
looks_plural(const struct quantity_scan *s, size_t i)
{
	const struct token *t = &s->tokens[i];
	struct str w = token_text(s, i);
	if (t->kind != TOKEN_WORD || w.len < 3)
		return false;
	if (token_is(t, ROLE_PEOPLE) &&
	        !token_in(s, i,
	                "person man woman child boy girl student worker "
	                "soldier civilian hostage prisoner israeli palestinian "
	                "american russian ukrainian fighter player officer"))
		return true;
	if (token_in(s, i, not_plural))
		return false;
	char last = w.p[w.len - 1] | 0x20, before = w.p[w.len - 2] | 0x20;
	return last == 's' && before != 's' && before != 'u' && before != 'i' && !t->upper;
}

static bool
is_adverb(const struct quantity_scan *s, size_t i)
{
	struct str w = token_text(s, i);
	return w.len > 4 && str_ends(w, STR("ly")) &&
	       !token_in(s, i, "family early daily monthly weekly");
}

static bool
can_be_in_noun(const struct quantity_scan *s, size_t i)
{
	const struct token *t = &s->tokens[i];
	if (t->kind != TOKEN_WORD || token_is(t, ROLE_FUNCTION))
		return false;
	return !token_is(t, ROLE_WEEKDAY) && (!token_is(t, ROLE_MONTH) || !t->capital) &&
	       !token_is(t, ROLE_DAYWORD);
}

/* The head of a plural noun phrase from i on: index after it, or 0. */
static size_t
plural_phrase(const struct quantity_scan *s, size_t i)
{
	size_t words = 0, k = i;
	while (words < NOUN_WORDS_MAX) {
		if (words && (token_mark(&s->tokens[k], '-') || token_eq(s, k, "and")) &&
		        can_be_in_noun(s, k + 1)) {
			k++;
			continue;
		}
		if (words && token_mark(&s->tokens[k], '\'') && s->tokens[k].glued &&
		        token_eq(s, k + 1, "s") && can_be_in_noun(s, k + 2)) {
			k += 2;
			continue;
		}
		if (!can_be_in_noun(s, k) || (is_adverb(s, k) && words))
			return 0;
		words++;
		k++;
		if (!looks_plural(s, k - 1))
			continue;
		if (token_mark(&s->tokens[k], '\'') && s->tokens[k].glued) {
			if (!token_eq(s, k + 1, "s"))
				k++; /* "three drivers' unions" */
			continue;
		}
		if (token_mark(&s->tokens[k], '-') && s->tokens[k].glued && s->tokens[k + 1].glued)
			continue;
		if (looks_plural(s, k) && can_be_in_noun(s, k) &&
		        !token_is(&s->tokens[k], ROLE_VERB) &&
		        !token_is(&s->tokens[k - 1], ROLE_PEOPLE))
			k++;
		return k;
	}
	return 0;
}

/* A noun phrase in the singular ("one particular demand"): up to the next small word or mark. */
static size_t
singular_phrase(const struct quantity_scan *s, size_t i)
{
	size_t k = i;
	while (k < i + 4 && can_be_in_noun(s, k) && !(k > i && token_is(&s->tokens[k], ROLE_VERB)))
		k++;
	return k > i ? k : 0;
}

static size_t
noun_start(const struct quantity_scan *s, const struct amount *a)
{
	size_t k = a->end;
	if (token_mark(&s->tokens[k], '-') && s->tokens[k].glued)
		return 0; /* "500-seat": see hyphen_noun */
	if (token_eq(s, k, "of")) {
		k++;
		for (size_t n = 0;
		        n < 3 && token_in(s, k, "the its their his her our my these those all");
		        n++)
			k++;
		return k;
	}
	if (a->n.fraction || a->n.vague)
		while (token_in(s, k, "the its their all of"))
			k++;
	while (token_in(s, k, "more other additional further"))
		k++;
	return k;
}

/* "500-seat hall", "seven-count indictment": the noun behind the hyphen. */
static size_t
hyphen_noun(const struct quantity_scan *s, size_t i)
{
	if (!token_mark(&s->tokens[i], '-') || !s->tokens[i].glued || !s->tokens[i + 1].glued ||
	        !can_be_in_noun(s, i + 1) || s->tokens[i + 1].capital ||
	        token_is(&s->tokens[i + 1], ROLE_VERB))
		return 0;
	return token_mark(&s->tokens[i + 2], '-') && s->tokens[i + 2].glued ? 0 : i + 2;
}

static struct str
span_text(const struct quantity_scan *s, size_t from, size_t to)
{
	return str_sub(s->text, s->tokens[from].start, s->tokens[to - 1].end);
}

static bool
ends_sentence(const struct quantity_scan *s, size_t k)
{
	const struct token *t = &s->tokens[k];
	if (t->kind == TOKEN_END)
		return true;
	if (token_mark(t, '!') || token_mark(t, '?') || token_mark(t, ';'))
		return true;
	return token_mark(t, '.') && !s->tokens[k + 1].glued &&
	       (s->tokens[k + 1].kind != TOKEN_WORD || s->tokens[k + 1].capital) &&
	       !(s->tokens[k - 1].end - s->tokens[k - 1].start == 1);
}

/* The participle of a verb of the table at i; none for others. */
static struct str
participle(const struct quantity_scan *s, size_t i)
{
	const struct token *t = &s->tokens[i];
	if (!token_is(t, ROLE_VERB))
		return STR_NONE;
	return str_of(number_participles[token_value(t, ROLE_VERB)]);
}

static struct str
verb_behind(const struct quantity_scan *s, size_t k)
{
	for (size_t n = 0; n < 5; n++, k++) {
		struct str v = participle(s, k);
		if (v.len && !token_in(s, k, "report reports"))
			return v;
		if (!token_in(s, k,
		            "who that which were was have has had been being are is more also "
		            "reportedly "
		            "either already still") &&
		        !is_adverb(s, k))
			return STR_NONE;
	}
	return STR_NONE;
}

static struct str
verb_before(const struct quantity_scan *s, size_t k)
{
	for (size_t n = 0; n < 4 && k > 1; n++) {
		k--;
		struct str v = participle(s, k);
		if (v.len)
			return v;
		if (!token_in(s, k, "of the another a an some its their up and"))
			return STR_NONE;
	}
	return STR_NONE;
}

static struct str
attribution_at(const struct quantity_scan *s, size_t k)
{
	size_t from = token_in(s, k, "the a an") ? k + 1 : k, to = from;
	while (to < from + 10 && !ends_sentence(s, to) && s->tokens[to].kind != TOKEN_END) {
		const struct token *t = &s->tokens[to];
		if (t->kind == TOKEN_MARK && t->mark != '-' && t->mark != '\'' && t->mark != '.' &&
		        t->mark != '&')
			break;
		if (token_in(s, to, "that which who said says while and as after but on in") ||
		        token_is(t, ROLE_WEEKDAY) || token_is(t, ROLE_DAYWORD))
			break;
		to++;
	}
	if (to > from + 1 && token_eq(s, to - 1, "s") && token_mark(&s->tokens[to - 2], '\''))
		to -= 2;
	return to > from ? span_text(s, from, to) : STR_NONE;
}

static struct str
attribution(const struct quantity_scan *s, const struct amount *a)
{
	for (size_t k = a->end, n = 0; n < SENTENCE_TOKENS_MAX && !ends_sentence(s, k); n++, k++) {
		size_t next = token_phrase(s, k, "according to");
		if (next)
			return attribution_at(s, next);
	}
	size_t k = a->start;
	for (size_t n = 0; n < SENTENCE_TOKENS_MAX && k > 1 && !ends_sentence(s, k - 1); n++)
		k--;
	size_t next = token_phrase(s, k, "according to");
	return next ? attribution_at(s, next) : STR_NONE;
}

/* "the death toll rose to 1,200". */
static bool
is_death_toll(const struct quantity_scan *s, size_t i)
{
	for (size_t n = 0; n < 7 && i > 2; n++) {
		i--;
		if (s->tokens[i].kind == TOKEN_MARK && s->tokens[i].mark != '\'')
			return false;
		if (token_eq(s, i, "toll"))
			return token_eq(s, i - 1, "death");
	}
	return false;
}

void
amount_noun(const struct quantity_scan *s, const struct amount *a, struct quantity *q)
{
	bool countable = a->kind == QUANTITY_NUMBER || a->kind == QUANTITY_RANGE ||
	                 a->kind == QUANTITY_PERCENT;
	if (a->kind == QUANTITY_ORDINAL || a->kind == QUANTITY_SCORE || a->kind == QUANTITY_AGE)
		return;
	size_t from = countable ? noun_start(s, a) : 0, end = 0;
	if (countable && (end = hyphen_noun(s, a->end)) != 0)
		from = a->end + 1;
	if (a->kind == QUANTITY_PERCENT && from == a->end)
		from = 0;
	if (from && !end) {
		end = plural_phrase(s, from);
		if (!end && (a->n.value == 1 || (a->n.fraction && from > a->end)))
			end = singular_phrase(s, from);
		if (end && (participle(s, from).len && end == from + 1 && !looks_plural(s, from)))
			end = 0;
	}
	if (end) {
		q->what = span_text(s, from, end);
		if (q->kind == QUANTITY_NUMBER)
			q->kind = QUANTITY_COUNT;
	}
	if (countable && a->kind != QUANTITY_PERCENT) {
		q->verb = verb_behind(s, end ? end : a->end);
		if (!q->verb.len)
			q->verb = verb_before(s, a->start);
		if (q->kind == QUANTITY_NUMBER && q->verb.len && !end && q->verb.p != NULL &&
		        token_is(&s->tokens[a->end], ROLE_VERB))
			q->kind = QUANTITY_COUNT;
	}
	if (countable && !end && is_death_toll(s, a->start)) {
		q->what = STR("deaths");
		q->kind = a->kind == QUANTITY_NUMBER ? QUANTITY_COUNT : q->kind;
	}
	q->attribution = attribution(s, a);
}
