/* SPDX-License-Identifier: ISC */
/*
 * data.c - corpora to samples.  Tokens of a BIO file are laid out as running text, so that the
 * reader's own tokeniser is what is trained with; the names are then found again by their place.
 */
#include "train.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DOCUMENT_SENTENCES 30 /* where a file marks no documents */

static void *
more(void *list, size_t count, size_t *cap, size_t size)
{
	if (count < *cap)
		return list;
	*cap = *cap > 0 ? *cap * 2 : 1024;
	list = realloc(list, *cap * size);
	if (list == NULL)
		out_of_memory();
	return list;
}

uint32_t
feature_row(struct feature_table *t, uint64_t hash)
{
	size_t at;

	if (t->count * 2 >= t->size) {
		struct feature_table old = *t;

		t->size = old.size > 0 ? old.size * 2 : 1u << 16;
		t->hashes = calloc(t->size, sizeof(*t->hashes));
		t->rows = calloc(t->size, sizeof(*t->rows));
		t->seen = calloc(t->size, sizeof(*t->seen));
		if (t->hashes == NULL || t->rows == NULL || t->seen == NULL)
			out_of_memory();
		for (size_t i = 0; i < old.size; i++) {
			if (old.hashes[i] == 0)
				continue;
			at = old.hashes[i] & (t->size - 1);
			while (t->hashes[at] != 0)
				at = (at + 1) & (t->size - 1);
			t->hashes[at] = old.hashes[i];
			t->rows[at] = old.rows[i];
			t->seen[at] = old.seen[i];
		}
		free(old.hashes);
		free(old.rows);
		free(old.seen);
	}
	hash = hash != 0 ? hash : 1;
	at = hash & (t->size - 1);
	while (t->hashes[at] != 0 && t->hashes[at] != hash)
		at = (at + 1) & (t->size - 1);
	if (t->hashes[at] == hash) {
		t->seen[at] += !t->frozen;
		return t->rows[at];
	}
	if (t->frozen)
		return UINT32_MAX;
	t->hashes[at] = hash;
	t->seen[at] = 1;
	return t->rows[at] = (uint32_t)t->count++;
}

/* ---- a document being read ---- */
struct gold {
	uint32_t start, end;
	uint8_t type;
};
struct page {
	struct buf text;
	struct gold *gold;
	size_t count, cap, sentences;
	bool glue, open;
	uint8_t type; /* of the open name */
	bool loose;
};

static bool
is_one_of(const char *const *list, size_t count, const char *token)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(list[i], token) == 0)
			return true;
	return false;
}

static bool
closes(const char *t)
{
	static const char *const list[] = { ",", ".", ";", ":", "!", "?", ")", "]", "}", "%", "'",
		"’", "”", "'s", "’s", "n't", "n’t", "'re", "'ve", "'ll", "'d", "'m", "''", "...",
		"…" };

	return is_one_of(list, COUNT(list), t);
}

static bool
opens(const char *t)
{
	static const char *const list[] = { "(", "[", "{", "“", "‘", "$", "£", "€", "#", "``" };

	return is_one_of(list, COUNT(list), t);
}

static int
type_of(const char *tag)
{
	static const char *const names[TYPES] = { "PER", "LOC", "ORG", "MISC" };

	for (int i = 0; i < TYPES; i++)
		if (tag[0] != 'O' && strcmp(tag + 2, names[i]) == 0)
			return i;
	return -1;
}

static void
page_token(struct page *p, const char *token, const char *tag)
{
	int type = type_of(tag);

	if (!p->glue && !closes(token))
		buf_add_char(&p->text, ' ');
	if (type < 0)
		p->open = false;
	else if (!p->open || tag[0] == 'B' || p->type != type) {
		p->gold = more(p->gold, p->count, &p->cap, sizeof(*p->gold));
		p->gold[p->count++] = (struct gold){ (uint32_t)p->text.len, 0, (uint8_t)type };
		p->open = true;
		p->type = (uint8_t)type;
	}
	buf_add_cstr(&p->text, token);
	if (p->open)
		p->gold[p->count - 1].end = (uint32_t)p->text.len;
	p->glue = opens(token);
}

static void
page_line(struct page *p)
{
	buf_add_char(&p->text, '\n');
	p->glue = true;
	p->open = false;
	p->sentences++;
}

/* Labels of the tokens from the places of the names. */
static void
label(const struct page *p, const struct doc *d, uint8_t *labels)
{
	size_t k = 0;

	memset(labels, 0, d->tokens_count);
	for (size_t i = 0; i < p->count; i++) {
		size_t last;

		while (k < d->tokens_count && d->tokens[k].end <= p->gold[i].start)
			k++;
		for (last = k;
		        last + 1 < d->tokens_count && d->tokens[last + 1].start < p->gold[i].end;)
			last++;
		if (k >= d->tokens_count || d->tokens[k].start >= p->gold[i].end)
			continue;
		for (size_t j = k; j <= last; j++)
			labels[j] = (uint8_t)LABEL(p->gold[i].type, k == last   ? PART_SINGLE
			                                            : j == k    ? PART_BEGIN
			                                            : j == last ? PART_LAST
			                                                        : PART_INSIDE);
		k = last + 1;
	}
}

/* Runs of capitalised words with a MISC in them. */
static void
unlabel_runs(const struct doc *d, uint8_t *labels)
{
	for (size_t i = 0, j; i < d->tokens_count; i = j + 1) {
		bool misc = false;

		for (j = i;
		        j < d->tokens_count && (j == i || !(d->tokens[j].flags & TOKEN_SENTENCE)) &&
		        d->tokens[j].kind == TOKEN_WORD && doc_word(d, j)->shape != SHAPE_LOWER;
		        j++)
			misc = misc || (labels[j] > 0 && LABEL_TYPE(labels[j]) == TYPE_MISC);
		if (misc && j > i + 1)
			memset(labels + i, LABEL_UNKNOWN, j - i);
		if (j > i && j < d->tokens_count && d->tokens[j].flags & TOKEN_SENTENCE)
			j--;
	}
}

static void
add_feature(struct corpus *c, struct feature_table *t, uint64_t hash)
{
	uint32_t row = feature_row(t, hash);

	if (row == UINT32_MAX)
		return;
	c->features = more(c->features, c->features_count, &c->features_cap, sizeof(*c->features));
	c->features[c->features_count++] = row;
}

static uint64_t
extra_bits(const struct view *v, uint32_t word)
{
	float in[INPUT_EXTRA + VECTOR_MAX];
	uint64_t bits = 0;

	view_inputs(v, word, in);
	for (int k = 0; k < INPUT_EXTRA; k++)
		bits |= (uint64_t)(in[v->model->vector_size + k] != 0) << k;
	return bits;
}

struct word_cache {
	struct word_feature list[WORD_FEATURES_MAX];
	size_t count;
};
struct reading { /* a page with its tokens, features and labels */
	const struct view *view;
	const struct word_cache *cache; /* of each word */
	const uint8_t *labels;
};

static void
add_token(struct corpus *c, const struct reading *x, struct feature_table *t, size_t i,
        const size_t bounds[2])
{
	const struct token *tokens = x->view->doc->tokens;
	uint64_t place[PLACE_FEATURES_MAX];
	size_t n;

	for (int o = -REACH; o <= REACH; o++) {
		ptrdiff_t at = (ptrdiff_t)i - o;
		const struct word_cache *w;

		if (at < (ptrdiff_t)bounds[0] || at >= (ptrdiff_t)bounds[1])
			continue;
		w = &x->cache[tokens[at].word];
		for (size_t k = 0; k < w->count; k++)
			if (w->list[k].offsets >> (o + REACH) & 1)
				add_feature(c, t, word_feature_hash(w->list[k], o));
	}
	n = view_place_features(x->view, i, bounds[0], bounds[1], place);
	for (size_t k = 0; k < n; k++)
		add_feature(c, t, place[k]);
}

/* The tokens of a sentence, and one more as an end mark. */
static void
add_sentence(
        struct corpus *c, const struct reading *x, struct feature_table *t, size_t from, size_t to)
{
	const struct view *v = x->view;
	const size_t bounds[2] = { from, to };

	for (size_t i = from; i <= to; i++) {
		struct sample_token *s;

		c->tokens = more(c->tokens, c->tokens_count, &c->tokens_cap, sizeof(*c->tokens));
		s = &c->tokens[c->tokens_count++];
		*s = (struct sample_token){ .feature = (uint32_t)c->features_count };
		if (i == to)
			break;
		s->row = v->words[v->doc->tokens[i].word].row;
		s->extra = extra_bits(v, v->doc->tokens[i].word);
		s->label = x->labels[i];
		s->flags = (uint8_t)view_flags(v, i);
		add_token(c, x, t, i, bounds);
	}
}

/* A name that the end of a sentence cuts has no labels that fit. */
static bool
is_whole(const uint8_t *labels, size_t n)
{
	int before = -1;

	for (size_t i = 0; i < n; before = labels[i++])
		if (labels[i] == LABEL_UNKNOWN)
			return true;
		else if (!label_follows(before, labels[i]))
			return false;
	return label_follows(before, 0);
}

/* One reading of the page as it now stands. */
static void
page_read(struct page *p, struct corpus *c, const struct resources *r, struct feature_table *t,
        float weight)
{
	static const struct entity_options none = { .date = INT64_MIN };
	struct doc d = { .arena = c->arena, .model = &r->model, .options = &none };
	struct view v = { .without = r->without };
	uint8_t *labels;
	struct word_cache *cache;
	struct reading x;

	d.text = buf_str(&p->text);
	d.tokens_count = token_split(c->arena, d.text, &d.tokens);
	word_index(&d);
	view_make(&v, &d, &r->model);
	labels = arena_alloc(c->arena, d.tokens_count + 1);
	label(p, &d, labels);
	if (p->loose)
		unlabel_runs(&d, labels);
	cache = arena_array(c->arena, d.words_count + 1, sizeof(*cache));
	for (size_t i = 0; i < d.words_count; i++)
		cache[i].count = view_word_features(&v, (uint32_t)i, cache[i].list);
	x = (struct reading){ &v, cache, labels };
	for (size_t from = 0, to; from < d.tokens_count; from = to) {
		to = view_sentence_end(&d, from);
		if (!is_whole(labels + from, to - from))
			continue;
		c->samples =
		        more(c->samples, c->samples_count, &c->samples_cap, sizeof(*c->samples));
		c->samples[c->samples_count++] = (struct sample){ (uint32_t)c->tokens_count,
			(uint32_t)(to - from), weight, false };
		add_sentence(c, &x, t, from, to);
	}
	arena_reset(c->arena);
}

/* Headlines in capitals are rare in the corpora and common in news: some pages are read so too. */
static void
page_end(struct page *p, struct corpus *c, const struct resources *r, struct feature_table *t,
        float weight)
{
	if (p->text.len == 0)
		return;
	page_read(p, c, r, t, weight);
	c->pages++;
	if (r->shout_every > 0 && !t->frozen && c->pages % (size_t)r->shout_every == 0) {
		for (size_t i = 0; i < p->text.len; i++)
			if (p->text.p[i] >= 'a' && p->text.p[i] <= 'z')
				p->text.p[i] = (char)(p->text.p[i] - 32);
		page_read(p, c, r, t, weight);
	}
	buf_reset(&p->text);
	p->count = p->sentences = 0;
	p->glue = true;
	p->open = false;
}

bool
corpus_read(struct corpus *c, const struct source *from, const struct resources *r,
        struct feature_table *t, struct err *e)
{
	FILE *in = fopen(from->path, "r");
	struct page p = { .glue = true, .loose = from->loose };
	char line[4096];
	size_t first = c->samples_count, marks = 0;
	bool misc = false, any = false;

	if (in == NULL)
		return err_errno(e, "cannot read %s", from->path);
	if (c->arena == NULL)
		c->arena = arena_create();
	buf_init(&p.text, ENTITY_TEXT_MAX);
	while (fgets(line, sizeof(line), in) != NULL)
		marks += strncmp(line, "-DOCSTART-", 10) == 0;
	rewind(in);
	while (fgets(line, sizeof(line), in) != NULL) {
		char *tag;

		line[strcspn(line, "\r\n")] = '\0';
		tag = strrchr(line, '\t');
		if (strncmp(line, "-DOCSTART-", 10) == 0) {
			page_end(&p, c, r, t, from->weight);
		} else if (line[0] == '\0' || tag == NULL) {
			if (any)
				page_line(&p);
			any = false;
			if (marks < 2 && p.sentences >= DOCUMENT_SENTENCES)
				page_end(&p, c, r, t, from->weight);
		} else {
			*tag++ = '\0';
			misc = misc || strstr(tag, "MISC") != NULL;
			page_token(&p, line, tag);
			any = true;
		}
	}
	page_end(&p, c, r, t, from->weight);
	for (size_t i = first; i < c->samples_count; i++)
		c->samples[i].partial = !misc;
	buf_free(&p.text);
	free(p.gold);
	fclose(in);
	return true;
}
