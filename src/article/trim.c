/* SPDX-License-Identifier: ISC */
/*
 * trim.c - rules on blocks.  Each rule marks blocks to drop; all look at the same facts of a block,
 * taken once.  The order of the rules does not matter.
 */
#include "trim.h"

#include <string.h>

#include <dateline/text.h>

#include "cue.h"
#include "meta.h"

#define REPEAT_NEAR 64   /* blocks in which a repetition is looked for */
#define HEAD_BLOCKS 12   /* how far from the top the title and dates are looked for */
#define BODY_LETTERS 100 /* a paragraph of so many bytes is running text */
#define DATE_LETTERS 120 /* longest line about a date */
#define CUE_ALONE 110    /* longest block without a link that it drops */
#define CUE_LETTERS 220  /* longest block that a cue's beginning drops */
#define ASK_LETTERS 300  /* longest request to subscribe */
#define TIMED_HEADINGS 3 /* so many with a time are a live blog's */
#define ASK_BLOCKS 4     /* how far from the end it is looked for */

struct fact {
	struct str text;
	enum cue cue;
	bool body;  /* running text */
	bool prose; /* counts as text at all */
	uint32_t link_bytes;
};

struct trim {
	struct arena *a;
	struct article *art;
	struct fact *facts;
	bool *drop;
	size_t count, first_body, last_body;
	size_t body_bytes;
};

static bool
is_prose(enum block_kind k)
{
	return k != BLOCK_FIGURE && k != BLOCK_EMBED && k != BLOCK_RULE;
}

static void
take_facts(struct trim *t)
{
	struct article *art = t->art;
	size_t link = 0;

	t->first_body = t->count;
	for (size_t i = 0; i < t->count; i++) {
		const struct block *k = &art->blocks[i];
		struct fact *f = &t->facts[i];

		f->text = str_sub(art->text, k->start, k->end);
		f->prose = is_prose(k->kind);
		for (; link < art->links_count && art->links[link].start < k->end; link++)
			f->link_bytes += art->links[link].end - art->links[link].start;
		f->cue = f->prose ? cue_of(f->text, k->kind == BLOCK_HEADING) : CUE_NONE;
		if (f->text.len > CUE_LETTERS && f->link_bytes * 3 < f->text.len)
			f->cue = CUE_NONE;
		f->body = f->prose && k->kind != BLOCK_HEADING && f->text.len >= BODY_LETTERS &&
		          f->link_bytes * 2 < f->text.len && f->cue == CUE_NONE;
		if (f->body) {
			t->first_body = t->first_body == t->count ? i : t->first_body;
			t->last_body = i;
			t->body_bytes += f->text.len;
		}
	}
}

struct str
article_key(struct arena *a, struct str s)
{
	struct str folded = text_fold(a, s);
	char *p = arena_alloc(a, folded.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < folded.len; i++) {
		unsigned char c = (unsigned char)folded.p[i];

		if (c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			p[n++] = (char)c;
	}
	return (struct str){ p, n };
}

/* The same, or one begins or ends with the other and is not much longer. */
static bool
are_alike(struct str x, struct str y)
{
	if (x.len < 4 || y.len < 4 || x.len * 10 < y.len * 6 || y.len * 10 < x.len * 6)
		return false;
	return x.len < y.len ? str_starts(y, x) || str_ends(y, x)
	                     : str_starts(x, y) || str_ends(x, y);
}

#define TITLE_SHARE 75
#define TITLE_WORDS 4

static bool
is_title(struct trim *t, struct str title, size_t i)
{
	struct str text = t->facts[i].text;

	if (!t->facts[i].prose || text.len > t->art->title.len * 2 + 20)
		return false;
	if (are_alike(title, article_key(t->a, text)))
		return true;
	return t->art->blocks[i].kind == BLOCK_HEADING && text_count_words(text) >= TITLE_WORDS &&
	       meta_shared_words(t->a, t->art->title, text) >= TITLE_SHARE;
}

static void
drop_title(struct trim *t)
{
	struct str title = article_key(t->a, t->art->title);

	for (size_t i = 0; i < t->count && i < HEAD_BLOCKS && i <= t->first_body; i++)
		if (is_title(t, title, i))
			t->drop[i] = true;
}

static void
drop_head_lines(struct trim *t)
{
	struct str byline = article_key(t->a, t->art->byline);

	for (size_t i = 0; i < t->count && i < HEAD_BLOCKS && i < t->first_body; i++) {
		const struct fact *f = &t->facts[i];
		struct str key;

		if (!f->prose || f->text.len > DATE_LETTERS)
			continue;
		key = article_key(t->a, f->text);
		if (f->cue == CUE_DATE || cue_has_date(f->text) ||
		        (byline.len >= 4 && key.len < byline.len * 3 && str_find(key, byline) >= 0))
			t->drop[i] = true;
	}
}

/* Many headings with a time: those of a live blog. */
static int
count_timed(const struct trim *t)
{
	int n = 0;

	for (size_t i = 0; i < t->count; i++)
		n += t->art->blocks[i].kind == BLOCK_HEADING && cue_has_date(t->facts[i].text);
	return n;
}

/* A long sentence that only happens to begin like a cue leads nowhere. */
static bool
leads_elsewhere(const struct fact *f)
{
	return f->cue == CUE_START && (f->link_bytes > 0 || f->text.len <= CUE_ALONE);
}

static void
drop_cues(struct trim *t)
{
	for (size_t i = 0; i < t->count; i++)
		if (t->facts[i].cue == CUE_LINE ||
		        (leads_elsewhere(&t->facts[i]) && t->art->blocks[i].kind != BLOCK_HEADING))
			t->drop[i] = true;
}

/* Behind a tail's heading nothing is kept when most of the text is before it. */
static void
drop_tail(struct trim *t)
{
	size_t before = 0;

	for (size_t i = 0; i < t->count; i++) {
		if (t->facts[i].cue == CUE_TAIL && before * 10 >= t->body_bytes * 7 && before > 0) {
			memset(t->drop + i, true, t->count - i);
			return;
		}
		before += t->facts[i].body ? t->facts[i].text.len : 0;
	}
}

/* "Sign up for our newsletter", near the end, and the link leads there. */
static void
drop_requests(struct trim *t)
{
	const struct article *art = t->art;

	for (size_t n = art->links_count, i = t->count; i > 0 && i + ASK_BLOCKS > t->count; i--) {
		const struct block *k = &art->blocks[i - 1];
		struct str text = t->facts[i - 1].text;

		for (; n > 0 && art->links[n - 1].start >= k->start; n--)
			if (text.len <= ASK_LETTERS && k->kind != BLOCK_TABLE &&
			        cue_asks_to_join(text, art->links[n - 1].url))
				t->drop[i - 1] = true;
	}
}

/* What stands last and is no sentence: dates, tags, names, links. */
static void
drop_end_lines(struct trim *t)
{
	for (size_t i = t->count; i > t->last_body + 1; i--) {
		const struct fact *f = &t->facts[i - 1];

		if (t->drop[i - 1] || !f->prose)
			continue;
		if (f->cue != CUE_NONE || t->art->blocks[i - 1].kind == BLOCK_HEADING ||
		        f->link_bytes * 2 > f->text.len ||
		        (f->text.len < DATE_LETTERS && cue_has_date(f->text)))
			t->drop[i - 1] = true;
		else
			return;
	}
}

void
article_trim(struct arena *a, struct article *art, bool live)
{
	struct trim t = { .a = a, .art = art, .count = art->blocks_count };

	if (t.count == 0)
		return;
	t.facts = arena_array(a, t.count, sizeof(*t.facts));
	t.drop = arena_array(a, t.count, sizeof(*t.drop));
	take_facts(&t);
	if (t.body_bytes == 0)
		return;
	drop_title(&t);
	if (!live && count_timed(&t) < TIMED_HEADINGS)
		drop_head_lines(&t);
	drop_cues(&t);
	drop_tail(&t);
	drop_requests(&t);
	drop_end_lines(&t);
	article_drop(a, art, t.drop);
}
