/* SPDX-License-Identifier: ISC */
/*
 * store.h - the only owner of SQLite: feeds, articles with their versions, read state, stars,
 * notes, entities, stories, the queue of work and full-text search, in one file (WAL, mode 0600).
 * Every call that changes something is one transaction; when it returns true no crash of the
 * program loses it, and after store_sync no loss of power either.  Results live in the arena passed
 * in.  Dates are Unix seconds, STORE_NO_DATE = unknown.
 */
#ifndef DATELINE_STORE_H
#define DATELINE_STORE_H

#include <dateline/article.h>
#include <dateline/base.h>
#include <dateline/entity.h>
#include <dateline/feed.h>
#include <dateline/story.h>

#define STORE_NO_DATE INT64_MIN
#define STORE_LIST_MAX 1000 /* rows of one window of a list */

struct store;
enum store_mode { STORE_WRITE, STORE_READ_ONLY, STORE_MEMORY };
/* Opens or creates (also migrates) the store; ERR_BUSY when another process holds it too long.
 * STORE_MEMORY: path is ignored, nothing is kept. */
bool store_open(struct store **out, const char *path, enum store_mode mode, struct err *e);
void store_close(struct store *s); /* NULL is allowed */
/* Waits until the disk has what this handle wrote since the last call; nothing to do when it wrote
 * nothing.  It takes no lock: a fetch may go on beside it. */
bool store_sync(struct store *s, struct err *e);
bool store_is_synced(const struct store *s);
/* True when another process has committed since the last call: views reload then. */
bool store_changed(struct store *s);
/* Whether a write waits for another process's (5 s at most), as it does at first, or fails at once
 * with ERR_BUSY.  An impatient one leaves the upkeep of the log to others. */
void store_set_patient(struct store *s, bool patient);

/* ---- feeds ---- */
enum feed_state { FEED_OK, FEED_FAILING, FEED_GONE, FEED_AUTH, FEED_NEVER };
struct store_feed {
	int64_t id;            /* 0 in a new one */
	struct str url, title; /* title: the user's when set, else the feed's */
	struct str user_title, site_url, description, icon, lang, folder;
	struct str *tags;
	size_t tags_count;
	bool hidden;
	struct str query; /* a query feed ("query:" line): its expression; never asked */
	int64_t unread, total;
	enum feed_state state;
	struct str error;            /* what went wrong last, in words; empty when ok */
	int64_t fetched, next_fetch; /* last success; not to be asked before */
};
/* What fetch keeps to be polite; strings are echoed byte for byte. */
struct store_http {
	struct str etag, last_modified;
	struct str moved_to;       /* permanent redirect seen, not yet confirmed */
	int moved_count, failures; /* in a row */
	int64_t retry_after, interval_s;
	int status; /* of the last answer; 0 = none */
};
bool store_feeds(
        struct store *s, struct arena *a, struct store_feed **out, size_t *count, struct err *e);
bool store_feed_get(
        struct store *s, struct arena *a, int64_t id, struct store_feed *out, struct err *e);
bool store_feed_find(
        struct store *s, struct str url, int64_t *id, struct err *e); /* *id 0 = none */
/* Subscribes (by url) or updates user_title, tags, folder, hidden of a known one. */
bool store_feed_put(struct store *s, const struct store_feed *f, int64_t *id, struct err *e);
/* Makes the subscriptions exactly this list, in this order (the urls file): new ones are added,
 * known ones updated, others unsubscribed; their starred and noted articles stay. */
bool store_feeds_set(struct store *s, const struct store_feed *list, size_t count, struct err *e);
bool store_feed_remove(struct store *s, int64_t id, struct err *e); /* starred articles stay */
bool store_feed_move(struct store *s, int64_t id, struct str new_url, struct err *e);
bool store_http_get(
        struct store *s, struct arena *a, int64_t feed, struct store_http *out, struct err *e);

/* ---- taking in ---- */
struct store_result {
	int64_t added, changed;
};
/* One answer of one feed, in one transaction: entries (identity is (feed, id); changed ones keep
 * their earlier version and stay read), what the feed says of itself (NULL: not modified or
 * failed), how to ask next time, and the state. */
struct store_answer {
	int64_t feed, now;
	const struct feed *meta;
	const struct feed_entry *entries;
	size_t entries_count;
	struct store_http http;
	enum feed_state state;
	struct str error;
	int64_t next_fetch;
};
bool store_put_answer(struct store *s, const struct store_answer *answer, struct store_result *out,
        struct err *e);
/* Many answers in one transaction: between begin and end, store_put_answer does not commit. */
bool store_batch_begin(struct store *s, struct err *e);
bool store_batch_end(struct store *s, struct err *e);
/* Keeps a page that belongs to no feed ("Read later"); *id is its article. */
bool store_put_page(
        struct store *s, const struct feed_entry *entry, int64_t now, int64_t *id, struct err *e);
/* The extracted page of a stored article as article_write_html gave it, or why there is none. */
bool store_put_full_text(struct store *s, int64_t id, struct str html, enum article_state state,
        struct str error, struct err *e);

/* ---- paragraphs that a site repeats ---- */
#define STORE_REPEATED_MAX 400      /* kept of one host */
#define STORE_REPEATED_PAGE_MAX 200 /* counted of one page */
/* Counts the paragraphs (article_hashes) of an article's page; again for the same article counts
 * nothing.  Zeros are left out. */
bool store_count_paragraphs(struct store *s, struct str host, int64_t article,
        const uint64_t *hashes, size_t count, struct err *e);
/* Those that the pages of that many articles of the host had, in no order; in the arena. */
bool store_repeated(struct store *s, struct arena *a, struct str host, int64_t pages,
        uint64_t **out, size_t *count, struct err *e);

/* ---- lists ---- */
struct store_item { /* a row of a list */
	int64_t id, feed, story, date;
	struct str title, feed_title, author, url, excerpt;
	struct str flags; /* letters of `m`, sorted */
	bool unread, starred, is_new, deleted, full_text, has_note;
	int minutes;
	int64_t story_size, story_unread; /* 1 and own state when in no story */
};
enum store_order { STORE_NEWEST, STORE_OLDEST, STORE_TITLE, STORE_FEED, STORE_RELEVANCE };
struct store_query {
	struct str text;     /* query language; none = everything */
	int64_t feed, story; /* 0 = any */
	struct str tag;
	struct str entity_key; /* articles that mention it */
	bool unread_only, starred_only, fold_stories;
	bool visible_only; /* not what only hidden feeds carry */
	bool no_snippets;  /* excerpts as they are stored, not from around the matches: quicker */
	enum store_order order;
	size_t offset, limit; /* window; limit 0 = STORE_LIST_MAX */
	int64_t now;          /* of age: and "yesterday"; 0 = when a feed was last stored */
	int64_t after;        /* only articles that came after this one; 0 = all */
};
bool store_list(struct store *s, struct arena *a, const struct store_query *q,
        struct store_item **out, size_t *count, struct err *e);
bool store_count(struct store *s, const struct store_query *q, int64_t *count, struct err *e);
/* Checks a query; the error points at the character. */
bool store_query_check(struct str text, struct err *e);
/* The byte of text that such an error points at; its end when it names none. */
size_t store_query_error_at(const struct err *e, struct str text);

/* ---- one article ---- */
struct store_article {
	struct store_item item;
	struct str comments_url, categories, lang, note;
	struct str html; /* the better of feed content and extracted page: for article_parse */
	bool html_is_page;
	enum article_state state;
	struct str error; /* why there is no full text */
	struct feed_enclosure *enclosures;
	size_t enclosures_count;
	int64_t updated;
	uint32_t position; /* byte of article.text at the top of the screen when last left */
	bool analysed;
	size_t versions; /* earlier ones kept */
};
bool store_article(
        struct store *s, struct arena *a, int64_t id, struct store_article *out, struct err *e);
bool store_article_version(struct store *s, struct arena *a, int64_t id, size_t version,
        struct str *html, int64_t *date, struct err *e); /* 0 = the one before the current */
bool store_set_position(struct store *s, int64_t id, uint32_t position, struct err *e);
bool store_set_note(struct store *s, int64_t id, struct str note, struct err *e);

/* ---- marks, undoable ---- */
enum store_mark { MARK_READ, MARK_STAR, MARK_DELETED, MARK_FLAG, MARK_TAG, MARK_HIDDEN };
struct store_marking {
	enum store_mark mark;
	bool on;
	char flag;          /* MARK_FLAG: a to z */
	struct str tag;     /* MARK_TAG */
	const int64_t *ids; /* articles; NULL: all that `query` gives */
	size_t ids_count;
	const struct store_query *query;
};
/* *changed: how many were not so before. */
bool store_mark(struct store *s, const struct store_marking *m, int64_t *changed, struct err *e);
/* Takes back the last marking of this session that is not taken back; text says what
 * ("12 marked read"); *out empty when there is none. */
bool store_undo(struct store *s, struct arena *a, struct str *out, struct err *e);

/* The tags that articles have, each once. */
bool store_tags(struct store *s, struct arena *a, struct str **out, size_t *count, struct err *e);

/* ---- rules: what a query finds is marked by itself ---- */
struct store_rule {
	struct str query;
	enum store_mark mark;
	bool on;
	char flag;
	struct str tag;
};
/* action: hide, read, unread, star, delete, tag NAME, flag LETTER.  The strings are kept as views.
 */
bool store_rule_parse(struct str action, struct str query, struct store_rule *out, struct err *e);
/* Applies rules in order to articles that came after `after` (0: to all); each can be undone. Words
 * of texts are found once the articles are analysed, words of titles at once. */
bool store_rules_run(struct store *s, const struct store_rule *rules, size_t count, int64_t after,
        int64_t now, int64_t *changed, struct err *e);
/* The same for what comes with refreshes, each article once: called before one, when its articles
 * are stored, and when all of them are analysed.  Articles that were there before the first call
 * are left alone. */
enum store_arrival { STORE_ARRIVING, STORE_ARRIVED, STORE_ANALYSED };
bool store_rules_arrive(struct store *s, const struct store_rule *rules, size_t count,
        enum store_arrival arrival, int64_t now, int64_t *changed, struct err *e);
bool store_last_article(struct store *s, int64_t *id, struct err *e); /* 0 = there is none */

/* ---- analysis: entities and stories ---- */
enum store_job { JOB_FULL_TEXT, JOB_ANALYSE, JOB_INDEX };
/* Packs the texts that came first of those not packed yet; *more: some are left.  Each call is one
 * short transaction. */
bool store_pack_texts(struct store *s, bool *more, struct err *e);
/* Gives some of the file's unused room back; *more: there is still much of it. */
bool store_shrink(struct store *s, bool *more, struct err *e);
/* Ids of articles that wait, newest first. */
bool store_queue(struct store *s, struct arena *a, enum store_job job, size_t limit, int64_t **ids,
        size_t *count, struct err *e);
/* Parses, finds entities, assigns the story and indexes the text of one article, in one
 * transaction.  model may be NULL.  The story index is loaded once per store and kept. */
bool store_analyse(
        struct store *s, const struct entity_model *model, int64_t id, int64_t now, struct err *e);
/* The same for many: the slow part now, nothing written; then all that is prepared in one short
 * transaction.  *failed: how many could not be entered (e: why the last); they stay in the queue.
 */
bool store_analyse_prepare(
        struct store *s, const struct entity_model *model, int64_t id, struct err *e);
size_t store_analyse_prepared(const struct store *s);
bool store_analyse_commit(struct store *s, size_t *failed, struct err *e);
bool store_entities(
        struct store *s, struct arena *a, int64_t id, struct entities *out, struct err *e);

struct store_name { /* a person, place or organisation over all articles */
	enum entity_kind kind;
	struct str key, name, detail;
	int64_t articles, mentions, first_date, last_date;
};
bool store_name_get(
        struct store *s, struct arena *a, struct str key, struct store_name *out, struct err *e);
/* Names of a kind with words that begin as `start` does, the most spoken of first. */
bool store_names_find(struct store *s, struct arena *a, enum entity_kind kind, struct str start,
        size_t limit, struct store_name **out, size_t *count, struct err *e);
/* Names often mentioned together with key. */
bool store_names_near(struct store *s, struct arena *a, struct str key, size_t limit,
        struct store_name **out, size_t *count, struct err *e);

struct store_story {
	int64_t id, newest, oldest, articles, unread, sources;
	struct str title;
	bool followed;
	int64_t looked;      /* when the user last opened it; STORE_NO_DATE = never */
	int64_t looked_last; /* the article of it that came last by then; later ones have greater
	                        ids */
};
bool store_stories(struct store *s, struct arena *a, size_t limit, struct store_story **out,
        size_t *count, struct err *e);
bool store_story_get(
        struct store *s, struct arena *a, int64_t id, struct store_story *out, struct err *e);
/* Its articles in date order, with texts and entities, ready for story_figures and story_brief. */
bool store_story_docs(struct store *s, struct arena *a, int64_t id, struct story_doc **out,
        size_t *count, struct err *e);
/* Ids of the stories that are followed, newest first. */
bool store_stories_followed(
        struct store *s, struct arena *a, int64_t **ids, size_t *count, struct err *e);
bool store_story_follow(struct store *s, int64_t id, bool on, struct err *e);
bool store_story_looked(struct store *s, int64_t id, int64_t now, struct err *e);
/* Puts an article where the user wants it, STORY_NONE: alone.  There it stays, whatever the texts
 * say, as long as it is pinned. */
struct store_place {
	int64_t article, story;
	bool pinned;
};
bool store_story_move(struct store *s, int64_t article, int64_t story, struct err *e);
bool store_story_put(struct store *s, const struct store_place *list, size_t count, struct err *e);
/* Where an article and, if it would be left alone, its companion are: to put them back. */
bool store_story_places(struct store *s, struct arena *a, int64_t article, struct store_place **out,
        size_t *count, struct err *e);
/* Stories, and single articles (articles = 1; moving one to its id makes a story of the two), that
 * an article may belong to instead: those of its days, the most alike first. */
bool store_stories_near(struct store *s, struct arena *a, int64_t article, size_t limit,
        struct store_story **out, size_t *count, struct err *e);

/* ---- care ---- */
bool store_check(struct store *s, struct notes *notes, struct err *e); /* integrity */
bool store_vacuum(struct store *s, struct err *e);
bool store_backup(struct store *s, const char *path, struct err *e); /* online */
struct store_retention {
	int64_t keep_days, keep_count, now; /* 0 = no limit; starred and noted ones stay */
	bool unread_too;                    /* else what was not read yet stays */
};
bool store_purge(struct store *s, int64_t feed, const struct store_retention *r, int64_t *removed,
        struct err *e);
typedef bool store_dump_fn(void *user, struct str json_line);
bool store_dump(struct store *s, store_dump_fn *each, void *user, struct err *e); /* everything */
bool store_restore_line(struct store *s, struct str json_line, struct err *e);
/* newsboat's cache.db: items with read state and flags. */
bool store_import_newsboat(
        struct store *s, const char *path, int64_t now, struct store_result *out, struct err *e);

#endif
