/* SPDX-License-Identifier: ISC */
/*
 * story.h - articles to stories: online clustering, what is new in an article, figures over time, a
 * brief.  No I/O, no clock, no globals: state lives in a struct story_index that the caller fills
 * again from stored features after a restart.
 */
#ifndef DATELINE_STORY_H
#define DATELINE_STORY_H

#include <dateline/base.h>
#include <dateline/entity.h>
#include <dateline/text.h>

#define STORY_NONE 0           /* no story */
#define STORY_WINDOW_S (14 * 86400) /* a story without news for so long takes no more articles */

struct story_doc {
	int64_t id;     /* of the article, > 0 */
	int64_t date;   /* Unix seconds, INT64_MIN = unknown */
	struct str title, text, source, lang; /* text: all paragraphs, '\n' between */
	const struct entities *entities;      /* of text; NULL = not known */
};

/* What clustering keeps of an article: a sparse weighted vector and a near-duplicate signature,
 * packed in a version-marked byte string that the store may keep. */
struct str story_features(struct arena *a, const struct story_doc *doc);

/* How alike two articles are by their features, 0 to 1. */
double story_likeness(struct str features, struct str other);

struct story_assignment {
	int64_t story;      /* id it belongs to now; a new story gets the id of its first article */
	int64_t merged_from; /* story that was merged into it by this article, or STORY_NONE */
	int64_t copy_of;    /* article of which this is a syndicated copy, or 0 */
	double similarity;  /* 0 to 1 to the story's centre; 0 for a new one */
};

struct story_index;
struct story_index *story_index_create(void);
void story_index_destroy(struct story_index *ix);
/* Restores an article that was assigned before.  pinned: the user put it there; it never moves, and
 * its story takes new articles but is not merged or split.  An article that is there already moves
 * to the story. */
void story_index_restore(struct story_index *ix, int64_t id, int64_t story, int64_t date, bool pinned,
	struct str features);
/* Assigns a new article.  Deterministic for an order of arrival. */
bool story_index_add(struct story_index *ix, int64_t id, int64_t date, struct str source,
	struct str features, struct story_assignment *out);
/* Articles that the last story_index_add moved to another story as the evidence grew, without the
 * one that was added; owned by the index until the next call.  A story that was merged as a whole
 * is there article by article, and in merged_from. */
struct story_move {
	int64_t article, from, to; /* to may be a new story: the id of one of its articles */
};
size_t story_index_moves(const struct story_index *ix, const struct story_move **out);
/* Story an article belongs to now, or STORY_NONE. */
int64_t story_index_story(const struct story_index *ix, int64_t id);
/* Forgets stories whose newest article is older than the window before now. */
void story_index_expire(struct story_index *ix, int64_t now);

/* What is new in text for someone who has read the texts in `seen`: spans of its sentences that say
 * something not said before.  Returns the count. */
size_t story_new_spans(struct arena *a, struct str text, const struct str *seen, size_t seen_count,
	struct text_span **out);

/* One figure over time. */
enum figure_state { FIGURE_FIRST, FIGURE_SAME, FIGURE_ROSE, FIGURE_FELL, FIGURE_DISPUTED, FIGURE_CORRECTED };
const char *figure_state_text(enum figure_state s); /* "first", "same", "rose to", ... */
struct figure_point {
	int64_t article, date;
	struct str source, text; /* text: as written */
	double low, high;        /* the interval it states */
	double value;            /* the value to plot */
	uint32_t start, end;     /* bytes in the article's text */
	enum figure_state state; /* against the point before */
};
struct figure_series {
	struct str what, unit; /* "people killed", "" */
	enum quantity_kind kind;
	struct figure_point *points; /* by date */
	size_t points_count;
	double weight; /* order of importance */
};
/* Aligns the quantities of a story's articles into series.  docs are in date order and have
 * entities. */
size_t story_figures(struct arena *a, const struct story_doc *docs, size_t count,
	struct figure_series **out);

/* The fewest sentences that carry the story, in date order. */
struct brief_sentence {
	int64_t article, date;
	struct str source, text;
};
size_t story_brief(struct arena *a, const struct story_doc *docs, size_t count, size_t sentences_max,
	struct brief_sentence **out);
/* The first sentence of an article, without its place line. */
struct str story_lead(struct arena *a, const struct story_doc *doc);

/* Who and where: names of a kind over all articles (in date order), those in most of them first. */
struct story_name {
	const struct entity *entity;
	uint32_t mentions;
	uint32_t articles;
	int64_t article, date; /* of the first appearance */
	struct str source;
};
size_t story_names(struct arena *a, const struct story_doc *docs, size_t count, enum entity_kind kind,
	struct story_name **out);

/* What the articles marked fresh say that the others (in date order, all of them) did not; nothing
 * when all or none are fresh. */
struct news_figure {
	struct str what, unit;
	struct figure_point was, now;
};
struct story_news {
	size_t articles; /* fresh ones */
	size_t said;     /* sentences that are new */
	struct brief_sentence *sentences; /* the first of them, each told once, by date */
	size_t sentences_count;
	const struct entity **names; /* people, places, organisations */
	size_t names_count;
	struct news_figure *figures; /* that moved, the weightiest first */
	size_t figures_count;
};
void story_news(struct arena *a, const struct story_doc *docs, size_t count, const bool *fresh,
	struct story_news *out);
/* Index of the document whose headline stands best for the story. */
size_t story_central(const struct story_doc *docs, size_t count);

/* Word by word difference of two versions of a text. */
enum diff_kind { DIFF_SAME, DIFF_GONE, DIFF_NEW };
struct diff_part {
	enum diff_kind kind;
	uint32_t start, end; /* bytes of the old text for GONE, else of the new */
};
size_t story_diff(struct arena *a, struct str old_text, struct str new_text, struct diff_part **out);

#endif
