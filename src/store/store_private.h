/* SPDX-License-Identifier: ISC */
/*
 * store_private.h - what the files of the store share: the statement layer over SQLite (db.c, the
 * only file that knows sqlite3.h), SQL that is put together at run time, packed bytes, and the
 * handle itself.
 */
#ifndef STORE_PRIVATE_H
#define STORE_PRIVATE_H

#include <dateline/store.h>

/* ---- db.c: statements, typed ---- */
struct db;
struct db_stmt;
enum db_type { DB_NULL, DB_I64, DB_F64, DB_STR, DB_BYTES };
struct db_value {
	enum db_type type;
	int64_t i;
	double f;
	struct str s;
};
#define DB_INT(x) ((struct db_value){ .type = DB_I64, .i = (x) })
#define DB_REAL(x) ((struct db_value){ .type = DB_F64, .f = (x) })
#define DB_TEXT(x) db_text_value(x) /* an empty or absent text is stored as NULL */
#define DB_BLOB(x) ((struct db_value){ .type = DB_BYTES, .s = (x) })
#define DB_DATE(x) db_date_value(x) /* STORE_NO_DATE is stored as NULL */
struct db_value db_text_value(struct str s);
struct db_value db_date_value(int64_t date);

bool db_file_create(const char *path, struct err *e); /* db_file.c: for the user alone */
bool db_file_shares_memory(const char *path);         /* what a write-ahead log needs */
bool db_open(struct db **out, const char *path, enum store_mode mode, struct err *e);
void db_close(struct db *d);
/* Runs SQL text of several statements without parameters. */
bool db_script(struct db *d, const char *sql, struct err *e);
/* A statement, prepared once and kept; NULL on failure.  It must be ended with db_end. */
struct db_stmt *db_query_v(
        struct db *d, struct err *e, const char *sql, const struct db_value *values, size_t count);
bool db_row(struct db_stmt *st); /* true while there is a row; false at the end and on failure */
bool db_end(struct db_stmt *st, struct err *e); /* false when a step failed */
bool db_run_v(
        struct db *d, struct err *e, const char *sql, const struct db_value *values, size_t count);
/* The first column of the first row; *found (may be NULL) says whether there was one. */
bool db_one_v(struct db *d, struct err *e, int64_t *out, bool *found, const char *sql,
        const struct db_value *values, size_t count);
/* The variadic forms take DB_INT(...), DB_TEXT(...): values of the parameters in order. */
#define DB_LIST(...)                                                                               \
	(const struct db_value[])                                                                  \
	{                                                                                          \
		__VA_ARGS__                                                                        \
	}
#define DB_COUNT(...) (sizeof((const struct db_value[]){ __VA_ARGS__ }) / sizeof(struct db_value))
#define db_query(d, e, sql, ...) db_query_v(d, e, sql, DB_LIST(__VA_ARGS__), DB_COUNT(__VA_ARGS__))
#define db_run(d, e, sql, ...) db_run_v(d, e, sql, DB_LIST(__VA_ARGS__), DB_COUNT(__VA_ARGS__))
#define db_one(d, e, out, found, sql, ...)                                                         \
	db_one_v(d, e, out, found, sql, DB_LIST(__VA_ARGS__), DB_COUNT(__VA_ARGS__))

bool db_is_null(struct db_stmt *st, int column);
int64_t db_int(struct db_stmt *st, int column);
double db_real(struct db_stmt *st, int column);
int64_t db_date(struct db_stmt *st, int column);    /* NULL is STORE_NO_DATE */
struct str db_view(struct db_stmt *st, int column); /* valid until the next db_row or db_end */
struct str db_text(struct arena *a, struct db_stmt *st, int column);
int64_t db_changes(struct db *d); /* rows that the last statement changed, without triggers */
int64_t db_insert_id(struct db *d);

/* Transactions nest: the outermost one commits when all inner ones were ok, else it rolls back;
 * db_finish gives whether all went well. */
bool db_begin(struct db *d, struct err *e);
bool db_finish(struct db *d, bool ok, struct err *e);
void db_spoil(struct db *d);           /* the transaction will be taken back */
int64_t db_rollbacks(struct db *d);    /* transactions taken back so far */
int64_t db_data_version(struct db *d); /* changes when another connection commits; -1: failure */
/* Several reads at one state, and one lock for all; true: db_snapshot_end gives it back. */
bool db_snapshot(struct db *d);
void db_snapshot_end(struct db *d, bool began);
bool db_is_synced(const struct db *d); /* nothing was written since the last db_sync */
bool db_sync(struct db *d, struct err *e);
void db_set_patient(struct db *d, bool patient);
void db_set_bulk(struct db *d); /* much will be written: more memory, a longer log */
bool db_copy_to(struct db *d, const char *path, struct err *e); /* online */

#define DB_KEPT_MAX 256                              /* statements kept */
const char *db_kept_sql(struct db *d, size_t at);    /* text of one of them, or NULL; for tests */
size_t db_parameters(struct db *d, const char *sql); /* how many values a statement takes */

/* A function that SQL may call; its arguments are text or bytes. */
struct db_call;
typedef void db_call_fn(struct store *s, struct db_call *c);
bool db_function(
        struct db *d, const char *name, int args, db_call_fn *run, struct store *s, struct err *e);
struct str db_arg(struct db_call *c, int at);
int64_t db_arg_int(struct db_call *c, int at);
void db_return_int(struct db_call *c, int64_t v);
void db_return_text(struct db_call *c, struct str s);

/* ---- schema.c ---- */
#define STORE_VERSION 5                /* of the schema, as PRAGMA user_version */
extern const char schema_find_leads[]; /* puts articles.lead and what it is made of right */
extern const char schema_count_wrong_leads[];
bool schema_migrate(struct db *d, bool may_write, struct err *e);

/* ---- pack.c: bytes of several values in one blob ---- */
void pack_u64(struct buf *b, uint64_t v); /* LEB128 */
void pack_i64(struct buf *b, int64_t v);  /* zigzag */
void pack_f64(struct buf *b, double v);
void pack_str(struct buf *b, struct str s);
struct unpack {
	struct str left;
	bool bad; /* ran over the end: what was read since is 0 or empty */
};
uint64_t unpack_u64(struct unpack *u);
int64_t unpack_i64(struct unpack *u);
double unpack_f64(struct unpack *u);
struct str unpack_str(struct unpack *u); /* a view of the blob */

/* ---- body.c: long text as it is kept ---- */
#define BODY_MAX (64u * 1024 * 1024)                                    /* bytes of one text */
enum body_kind { BODY_TEXT, BODY_ENTITIES, BODY_FEATURES, BODY_KINDS }; /* each has dictionaries */
bool body_pack(struct store *s, struct arena *a, enum body_kind kind, struct str text,
        struct str *out, struct err *e);
void body_new_source(struct store *s); /* the next texts come from another feed */
bool body_add_dict(struct store *s, enum body_kind kind, struct str bytes, struct err *e);
void body_free(struct store *s);
bool body_unpack(
        struct store *s, struct arena *a, struct str packed, struct str *out, struct err *e);

struct str body_raw(struct arena *a, struct str text); /* a packed text that is not packed */

/* The better of a feed's content and its page, both packed; *is_page may be NULL. */
bool body_choose(struct store *s, struct arena *a, struct str feed_packed, struct str page_packed,
        struct str *out, bool *is_page, struct err *e);

/* ---- fresh.c: texts that are not packed yet ---- */
/* What the feed gave of a row of bodies, packed or not; b is the row's name in the statement. */
#define HTML_OF(b)                                                                                 \
	"coalesce((select html from texts where id = " b ".id), (select html from fresh where"     \
	" id = " b ".id), " b ".html)"
bool fresh_pack_all(struct store *s, struct err *e);

/* ---- markup.c, terms.c ---- */
struct str markup_text(struct arena *a, struct str html);
/* Folded words with one blank between; scripts without blanks give terms of two characters. */
struct str terms_of(struct arena *a, struct str text);
/* The same of what is looked for; *prefix is set when its last term is only the start of one. */
struct str terms_asked(struct arena *a, struct str text, bool *prefix);
/* phrase (of terms) is in terms on whole terms; prefix: the last one may go on. */
bool terms_contain(struct str terms, struct str phrase, bool prefix);
struct near_phrase {
	struct str text;
	bool prefix;
};
/* Both stand in terms with at most `most` terms between. */
bool terms_near(
        struct str terms, const struct near_phrase *x, const struct near_phrase *y, size_t most);

/* ---- functions.c ---- */
struct patterns;
bool functions_register(struct store *s, struct err *e);
void functions_free(struct store *s);
bool query_regex_check(struct str pattern, struct err *e);

/* ---- search.c ---- */
struct query_node;
/* Terms of title, author and text. */
bool search_put(struct store *s, int64_t id, const struct str terms[3], struct err *e);
bool search_flush(struct store *s, bool enter_them, struct err *e); /* what a batch kept back */
/* Whether a tree of texts holds for an article, read from its text. */
bool search_verify(
        struct store *s, int64_t id, const struct query_node *n, bool *holds, struct err *e);
/* Articles outside the index that match by title and author, as a JSON list; empty when none. */
bool search_waiting(struct store *s, struct arena *a, const struct query_node *n, struct str *out,
        struct err *e);

/* ---- the handle ---- */
struct pending;
struct work;
struct packer;
struct undo;
struct store {
	struct db *db;
	enum store_mode mode;
	int64_t data_version;
	int64_t changes;             /* own changes since opening, for caches */
	int batch;                   /* depth of store_batch_begin */
	bool bulk;                   /* there was one, so more will come */
	struct arena *scratch;       /* emptied at each answer */
	struct undo *undo;           /* newest first */
	struct story_index *stories; /* loaded when first needed */
	int64_t clustered;           /* number of the last analysis that `stories` knows */
	int since_expiry;            /* articles added to it since it was cleaned */
	size_t clustered_count;      /* articles in it, about */
	struct pending *pending;     /* text index entries of the batch */
	size_t pending_count;
	struct work *works; /* analyses that are ready to be entered */
	size_t works_count;
	struct patterns *patterns;
	struct packer *packer;
};

/* articles.gone: why an article is in no list; 0 = it is listed. */
enum { GONE_DELETED = 1, GONE_HIDDEN = 2, GONE_UNSUBSCRIBED = 4 };
/* articles.todo: what waits to be done. */
enum { TODO_FULL_TEXT = 1, TODO_ANALYSE = 2, TODO_INDEX = 4 };
/* articles.page: 0 = not asked, else 1 + enum article_state. */

/* ---- store.c ---- */
bool meta_get(struct store *s, const char *key, int64_t *out, struct err *e); /* 0 when not set */
bool meta_set(struct store *s, const char *key, int64_t value, struct err *e);

/* ---- sql.c: a statement put together at run time ---- */
#define SQL_VALUES_MAX 512
struct sql {
	struct buf text;
	struct db_value *values;
	size_t count, cap;
	struct arena *arena;
};
void sql_init(struct sql *q, struct arena *a);
/* All numbers of the first column, and the end of the statement; NULL is one that failed. */
bool sql_ids(struct db_stmt *st, struct arena *a, int64_t **ids, size_t *count, struct err *e);
void sql_add(struct sql *q, const char *text);
void sql_value(struct sql *q, struct db_value v);                      /* adds "?" and its value */
struct db_stmt *sql_query(struct db *d, struct sql *q, struct err *e); /* frees the text */

/* ---- heir.c: before the first answer of a feed is stored ---- */
bool heir_take_over(struct store *s, const struct store_answer *x, struct err *e);

/* ---- list.c ---- */
/* The feed's title, and those of other feeds that carry the same article. */
#define SOURCES                                                                                    \
	"coalesce(f.user_title, f.title, f.url) || coalesce((select ', ' || group_concat("         \
	"coalesce(g.user_title, g.title, g.url), ', ') from articles c join feeds g on g.id = "    \
	"c.feed"                                                                                   \
	" where c.copy_of = a.id), '')"
#define ITEM_COLUMNS                                                                               \
	"a.id, a.feed, a.story, a.date, a.title, " SOURCES                                         \
	", a.author, a.url, a.excerpt, a.flags,"                                                   \
	" a.unread, a.starred, a.gone, a.page, a.noted, a.minutes, coalesce(s.articles, 1),"       \
	" coalesce(s.unread, a.unread)"
#define ITEM_COLUMNS_COUNT 18
#define ITEM_FROM                                                                                  \
	" from articles a left join feeds f on f.id = a.feed left join stories s on s.id = "       \
	"a.story"                                                                                  \
	" where a.id = ?"
void list_read_item(struct arena *a, struct db_stmt *st, int64_t new_after, struct store_item *out);
/* Ids of the query's window, or of all that it gives. */
bool list_ids(struct store *s, struct arena *a, const struct store_query *query, bool all,
        int64_t **ids, size_t *count, struct err *e);

/* ---- mark.c ---- */
bool mark_with_copies(
        struct store *s, const struct store_marking *m, int64_t id, bool *changed, struct err *e);
const char *mark_said(enum store_mark mark, bool on); /* "marked read" */

/* ---- undo.c ---- */
void undo_push(
        struct store *s, const struct store_marking *m, int64_t *ids, size_t count); /* takes ids */
void undo_free(struct store *s);

/* ---- stories.c ---- */
/* The story that an article is alone in has its id; one that the user split off has this bit too,
 * since the story it was in may go by the article's id.  Small enough for a JSON number. */
#define STORY_SPLIT (INT64_C(1) << 40)
#define STORY_OF /* SQL: of article a */                                                           \
	"coalesce(a.story, case when a.pinned then a.id | (1 << 40) else a.id end)"
/* Puts one article into a story (0: into none) and makes its row; stories_put also brings dates and
 * counts up to date. */
bool stories_set(struct store *s, int64_t article, int64_t story, bool pinned, struct err *e);
bool stories_put(struct store *s, int64_t article, int64_t story, bool pinned, struct err *e);
bool stories_refresh(struct store *s, int64_t id, struct err *e);

/* ---- care.c ---- */
/* Copies of an article that goes stand for themselves from now on: the first for the others. */
bool care_promote(struct store *s, int64_t id, struct err *e);
bool care_remove(struct store *s, int64_t id, struct err *e); /* one article with all of it */

/* ---- entities.c, names.c, cluster.c ---- */
struct str entities_pack(struct arena *a, const struct entities *x); /* STR_NONE when too long */
bool entities_unpack(struct arena *a, struct str packed, struct entities *out);
bool names_enter(struct store *s, struct arena *a, int64_t article, int64_t date,
        const struct entities *x, struct err *e);
bool names_take_out(struct store *s, struct arena *a, int64_t article, struct err *e);
bool cluster_add(struct store *s, struct arena *a, const struct story_doc *doc, struct err *e);
void cluster_forget(struct store *s);

/* ---- analyse.c ---- */
void analyse_free(struct store *s);

/* ---- intake.c ---- */
/* Adds an entry unless it is known; *id is its article either way. */
int64_t intake_guid(const struct feed_entry *entry);     /* what it is known by, within its feed */
struct str intake_title(const struct feed_entry *entry); /* as it is stored */
bool intake_add(struct store *s, int64_t feed, const struct feed_entry *entry, int64_t now,
        int64_t *id, bool *added, struct err *e);

/* ---- dump.c, restore.c ---- */
#define STORE_DUMP_VERSION 2 /* 2: stories, what rules hide, what was purged */

#endif
