/* SPDX-License-Identifier: ISC */
/*
 * schema.c - the tables, and how an older store becomes a newer one.  Row n of the table of
 * migrations leads from version n to n + 1; a store of version 0 is an empty file.  All of them
 * run in one transaction: a store is migrated whole or not at all.
 */
#include "store_private.h"

#define APPLICATION_ID 1145850964 /* "DLnT" in the file's header, for file(1) */

/* Narrow rows for lists in `articles`, what only the reader needs in `bodies`.  The partial indexes
 * hold exactly the rows that a list may show, in its order.  Counts are kept by triggers,
 * but for new articles, which intake.c counts once an answer. */
static const char version_1[] =
        "create table meta(key text primary key, value) without rowid;"
        "create table feeds("
        "  id integer primary key autoincrement, url text not null unique, position int,"
        "  title text, user_title text, site_url text, description text, icon text, lang text,"
        "  folder text, tags text, query text, hidden int not null default 0,"
        "  subscribed int not null default 1, unread int not null default 0,"
        "  total int not null default 0, state int not null default 4, error text, fetched int,"
        "  next_fetch int, etag text, last_modified text, moved_to text,"
        "  moved_count int not null default 0, failures int not null default 0, retry_after int,"
        "  interval_s int not null default 0, status int not null default 0);"
        "create table articles("
        "  id integer primary key autoincrement, feed int not null, guid int not null, link int,"
        "  content int not null, date int not null, unread int not null default 1,"
        "  starred int not null default 0, gone int not null default 0, todo int not null default "
        "0,"
        "  noted int not null default 0, story int, pinned int not null default 0, copy_of int,"
        "  doc int, page int not null default 0, versions int not null default 0,"
        "  position int not null default 0, minutes int not null default 1, flags text, title text,"
        "  author text, url text, excerpt text);"
        "create unique index articles_guid on articles(feed, guid);"
        "create index articles_link on articles(link) where link is not null;"
        "create index articles_all on articles(date) where gone = 0 and copy_of is null;"
        "create index articles_unread on articles(date)"
        "  where gone = 0 and copy_of is null and unread = 1;"
        "create index articles_feed on articles(feed, date) where gone = 0;"
        "create index articles_feed_unread on articles(feed, date) where gone = 0 and unread = 1;"
        "create index articles_starred on articles(date) where starred = 1;"
        "create index articles_flagged on articles(date) where flags is not null;"
        "create index articles_story on articles(story, date) where story is not null;"
        "create index articles_copy on articles(copy_of, gone, unread) where copy_of is not null;"
        "create index articles_doc on articles(doc, gone, copy_of, unread) where doc is not null;"
        "create index articles_full_text on articles(date) where todo & 1;"
        "create index articles_analyse on articles(date) where todo & 2;"
        "create index articles_index on articles(date) where todo & 4;"
        "create table bodies("
        "  id integer primary key, guid text, comments text, categories text, lang text,"
        "  updated int, image text, enclosures blob, page_error text, html blob, page blob);"
        "create table dicts(id integer primary key autoincrement, kind int not null, bytes blob);"
        "create table versions("
        "  id integer primary key, article int not null, date int, title text, html blob);"
        "create index versions_article on versions(article, id);"
        "create table notes(article integer primary key, text text not null);"
        "create table tags(article int, tag text, primary key(tag, article)) without rowid;"
        "create index tags_article on tags(article);"
        "create table tombs(feed int, guid int, seen int, primary key(feed, guid)) without rowid;"
        "create table stories("
        "  id integer primary key, title text, newest int, oldest int, sources int not null "
        "default 1,"
        "  articles int not null default 0, unread int not null default 0,"
        "  followed int not null default 0, looked int);"
        "create index stories_newest on stories(newest);"
        "create index stories_unread on stories(unread) where unread > 1;"
        "create index stories_articles on stories(articles) where articles > 1;"
        "create table names("
        "  id integer primary key, kind int not null, key text not null unique, name text, detail "
        "text,"
        "  articles int not null default 0, mentions int not null default 0, first_date int,"
        "  last_date int);"
        "create table mentions("
        "  name int, date int, article int, count int, primary key(name, date, article))"
        "  without rowid;"
        "create virtual table names_search using fts5("
        "  name, content='', tokenize='ascii');"
        "create table figures(value real, article int, primary key(value, article)) without rowid;"
        "create table analyses(article integer primary key, entities blob);"
        "create table features("
        "  n integer primary key autoincrement, article int not null unique, date int not null,"
        "  bytes blob);"
        "create index features_date on features(date);"
        "create virtual table search using fts5("
        "  terms, content='', tokenize='ascii', detail=none, columnsize=0);"
        "create virtual table titles using fts5("
        "  title, author, content='', tokenize='ascii', columnsize=0);"
        "create trigger articles_marked after update of unread, gone, feed on articles begin"
        "  update feeds set total = total - 1, unread = unread - old.unread"
        "    where id = old.feed and old.gone = 0;"
        "  update feeds set total = total + 1, unread = unread + new.unread"
        "    where id = new.feed and new.gone = 0;"
        "end;"
        "create trigger articles_storied after update of unread, gone, story, copy_of on articles"
        "  when old.story is not null or new.story is not null begin"
        "  update stories set articles = articles - 1, unread = unread - old.unread"
        "    where id = old.story and old.gone = 0 and old.copy_of is null;"
        "  update stories set articles = articles + 1, unread = unread + new.unread"
        "    where id = new.story and new.gone = 0 and new.copy_of is null;"
        "end;"
        "create trigger articles_out after delete on articles when old.gone = 0 begin"
        "  update feeds set total = total - 1, unread = unread - old.unread where id = old.feed;"
        "  update stories set articles = articles - 1, unread = unread - old.unread"
        "    where id = old.story and old.copy_of is null;"
        "end;";

/* Texts as they came in `fresh`, until fresh.c packs them into `texts`: a refresh does not wait for
 * that, and both tables only grow and shrink at their ends, so that pages are full.  Version 1 had
 * them in bodies.html, where they may stay. */
static const char version_2[] = "create table fresh(id integer primary key, html blob not null);"
                                "create table texts(id integer primary key, html blob not null);";

/* Which article of a story came last when it was looked at. */
static const char version_3[] = "alter table stories add column looked_last int;";

/* ---- which article stands for its story in a folded list ---- */

/* The newest that is listed, and the newest unread one; hidden feeds have none to show. */
#define NEWEST(index, more)                                                                        \
	"(select id from articles indexed by " index " where story = stories.id and gone = 0"      \
	" and copy_of is null" more " and feed not in (select id from feeds where hidden = 1)"     \
	" order by date desc, id desc limit 1)"
#define FIND_LEADS                                                                                 \
	"update stories set lead_all = " NEWEST("articles_story_all",                              \
	        "") ", lead_unread = " NEWEST("articles_story_unread", " and unread = 1")
#define SET_LEADS(of)                                                                              \
	"update articles set lead = 2 where id in (select lead_all from stories" of ");"           \
	"update articles set lead = lead | 1 where id in (select lead_unread from stories" of ");"
/* The stories of a change, in its trigger: the leads that were lose it, those that are get it. */
#define RENEW_LEADS(of)                                                                            \
	"  update articles set lead = 0 where story is not null and id in (select lead_all from"   \
	"    stories" of " union all select lead_unread from stories" of ");"                      \
	"  " FIND_LEADS of ";" SET_LEADS(of)
#define ALL_LEADS                                                                                  \
	"update articles set lead = 0 where story is not null and lead <> 0;" FIND_LEADS           \
	";" SET_LEADS("") "update articles set lead = 3 where story is null and lead <> 3;"

const char schema_find_leads[] = ALL_LEADS;
const char schema_count_wrong_leads[] =
        "select count(*) from stories where lead_all is not " NEWEST("articles_story_all",
                "") " or lead_unread is not " NEWEST("articles_story_unread", " and unread = 1");

/* A story's leads follow each change of its articles, and of what feeds are hidden. */
#define LED_TRIGGER                                                                                \
	"create trigger articles_led after update of unread, gone, feed, story, copy_of on "       \
	"articles"                                                                                 \
	"  when old.story is not null or new.story is not null begin"                              \
	"  update articles set lead = (new.story is null) * 3"                                     \
	"    where id = new.id and old.story is not new.story;" RENEW_LEADS(                       \
	        " where id in (old.story, new.story)") "end;"
#define UNLED_TRIGGER                                                                              \
	"create trigger articles_unled after delete on articles when old.story is not null"        \
	" begin" RENEW_LEADS(" where id = old.story") "end;"
#define HIDDEN_TRIGGER                                                                             \
	"create trigger feeds_hid after update of hidden on feeds"                                 \
	"  when old.hidden <> new.hidden begin" RENEW_LEADS(                                       \
	        " where id in (select story from articles where feed = new.id)") "end;"

/* articles.lead: bit 1, no unread article of its story is newer; bit 2, no article at all.  An
 * article that is in no story leads itself.  A folded list walks an index of leads: as many rows as
 * it shows, however long the stories are. */
static const char version_4[] =
        "alter table articles add column lead int not null default 3;"
        "alter table stories add column lead_all int;"
        "alter table stories add column lead_unread int;"
        "create index feeds_hidden on feeds(hidden) where hidden = 1;"
        "create index articles_story_all on articles(story, date)"
        "  where story is not null and gone = 0 and copy_of is null;"
        "create index articles_story_unread on articles(story, date)"
        "  where story is not null and gone = 0 and copy_of is null and unread = 1;"
        "create index articles_front on articles(date)"
        "  where gone = 0 and copy_of is null and unread = 1 and lead & 1;"
        "create index articles_front_all on articles(date)"
        "  where gone = 0 and copy_of is null and lead & 2;" ALL_LEADS LED_TRIGGER UNLED_TRIGGER
                HIDDEN_TRIGGER;

/* Which paragraphs a site's pages have in common (repeated.c): host and hash are hashes of texts,
 * last the article that had it last. */
static const char version_5[] =
        "create table paragraphs("
        "  host int not null, hash int not null, pages int not null, last int not null,"
        "  primary key(host, hash)) without rowid;";

static const char *const migrations[STORE_VERSION] = { version_1, version_2, version_3, version_4,
	version_5 };

static bool
run_migrations(struct db *d, int64_t from, struct err *e)
{
	struct arena *a = arena_create();
	struct str pragmas = arena_printf(a, "pragma application_id=%d; pragma user_version=%d;",
	        APPLICATION_ID, STORE_VERSION);
	bool ok = true;

	for (int64_t v = from; ok && v < STORE_VERSION; v++)
		ok = db_script(d, migrations[v], e);
	ok = ok && db_script(d, pragmas.p, e);
	arena_destroy(a);
	return ok;
}

/* Another process may have migrated between the look and the lock, so the version is read again. */
static bool
migrate_locked(struct db *d, struct err *e)
{
	int64_t version;
	bool ok;

	if (!db_begin(d, e))
		return false;
	ok = db_one_v(d, e, &version, NULL, "pragma user_version", NULL, 0) &&
	     (version >= STORE_VERSION || run_migrations(d, version, e));
	return db_finish(d, ok, e);
}

bool
schema_migrate(struct db *d, bool may_write, struct err *e)
{
	int64_t version;

	if (!db_one_v(d, e, &version, NULL, "pragma user_version", NULL, 0))
		return false;
	if (version == STORE_VERSION)
		return true;
	if (version > STORE_VERSION)
		return err_set(e, ERR_FAIL,
		        "the store was made by a newer dateline (version %d, known is %d)",
		        (int)version, STORE_VERSION);
	if (!may_write)
		return err_set(
		        e, ERR_FAIL, "the store is of an older version and cannot be changed here");
	return migrate_locked(d, e);
}
