/* SPDX-License-Identifier: ISC */
/*
 * intake.c - what a feed answered, into the store.  An entry is known by (feed, id); one whose text
 * changed keeps its earlier text as a version and stays read.  Only rows are written here: names,
 * stories and the text index follow later (analyse.c).
 */
#include "store_private.h"

#include <dateline/text.h>
#include <dateline/url.h>

#define LATER_URL STR("dateline:later") /* the feed of pages that were kept by hand */
#define EXCERPT_MAX 160                 /* bytes kept of an entry's summary */
#define TITLE_MAX 2000                  /* bytes kept of a title or an author */
#define VERSIONS_MAX 10                 /* earlier texts kept of one article */
#define FUTURE_S 3600                   /* dates later than this after now are not believed */
#define BURST_S 600                     /* answers closer together are one refresh */
#define TRUNCATED_BYTES 2500            /* a text shorter than this may be a teaser */
#define BYTES_A_MINUTE 1500             /* of text with markup, until it is analysed */

struct known { /* what the store has of an entry */
	int64_t id, content, versions;
	bool found;
};

static struct str
excerpt_of(struct arena *a, const struct feed_entry *entry)
{
	struct str text = entry->summary;

	if (text.len == 0)
		text = markup_text(a, utf8_prefix(entry->content_html, 4 * EXCERPT_MAX));
	return utf8_prefix(text, EXCERPT_MAX);
}

int64_t
intake_guid(const struct feed_entry *entry)
{
	return (int64_t)hash_str(entry->id.len > 0 ? entry->id : entry->link);
}

struct str
intake_title(const struct feed_entry *entry)
{
	return utf8_prefix(entry->title, TITLE_MAX);
}

/* When it was published, as far as it can be believed. */
static int64_t
date_of(const struct feed_entry *entry, int64_t now)
{
	if (entry->published != FEED_NO_DATE && entry->published <= now + FUTURE_S)
		return entry->published;
	if (entry->updated != FEED_NO_DATE && entry->updated <= now + FUTURE_S)
		return entry->updated;
	return now;
}

static int64_t
content_hash(const struct feed_entry *entry)
{
	uint64_t parts[] = { hash_text(entry->title), hash_text(entry->link),
		hash_text(entry->author), hash_text(entry->content_html), hash_text(entry->summary),
		entry->enclosures_count };

	return (int64_t)hash64(parts, sizeof(parts));
}

/* The host's hash before the address's own: the addresses of a feed stand together in the index, so
 * that taking in costs the same however many there are. */
static struct db_value
link_hash(struct arena *a, struct str link)
{
	struct str canonical = url_is_http(link) ? url_canonical(a, link) : STR_NONE;
	uint64_t host, whole;

	if (canonical.len == 0)
		return (struct db_value){ .type = DB_NULL };
	host = hash_str(url_host(canonical));
	whole = hash_str(canonical);
	return DB_INT((int64_t)(host << 40 | whole >> 24));
}

/* What is read: the content, else the summary as a paragraph. */
static struct str
html_of(struct arena *a, const struct feed_entry *entry)
{
	struct buf b;
	struct str html;

	if (entry->content_html.len > 0 || entry->summary.len == 0)
		return entry->content_html;
	buf_init(&b, BODY_MAX);
	buf_add_cstr(&b, "<p>");
	text_escape(&b, entry->summary);
	buf_add_cstr(&b, "</p>");
	html = arena_str(a, buf_str(&b));
	buf_free(&b);
	return html;
}

static struct str
pack_enclosures(struct arena *a, const struct feed_entry *entry)
{
	struct buf b;
	struct str packed;

	if (entry->enclosures_count == 0)
		return STR_NONE;
	buf_init(&b, 1024 * 1024);
	pack_u64(&b, entry->enclosures_count);
	for (size_t i = 0; i < entry->enclosures_count; i++) {
		const struct feed_enclosure *x = &entry->enclosures[i];
		pack_str(&b, x->url);
		pack_str(&b, x->type);
		pack_str(&b, x->title);
		pack_i64(&b, x->length);
		pack_i64(&b, x->duration_s);
	}
	packed = b.full ? STR_NONE : arena_str(a, buf_str(&b));
	buf_free(&b);
	return packed;
}

static struct str
join_categories(struct arena *a, const struct feed_entry *entry)
{
	struct buf b;
	struct str joined;

	if (entry->categories_count == 0)
		return STR_NONE;
	buf_init(&b, 16 * 1024);
	for (size_t i = 0; i < entry->categories_count; i++) {
		if (i > 0)
			buf_add_cstr(&b, ", ");
		buf_add_str(&b, entry->categories[i]);
	}
	joined = arena_str(a, buf_str(&b));
	buf_free(&b);
	return joined;
}

static struct db_value
blob_or_null(struct str s)
{
	return s.len == 0 ? (struct db_value){ .type = DB_NULL } : DB_BLOB(s);
}

/* What only the reader needs; the text goes apart. */
static bool
write_facts(struct store *s, int64_t id, const struct feed_entry *entry, struct err *e)
{
	struct arena *a = s->scratch;
	/* An id that is the address itself, as it mostly is, is not written twice. */
	struct str guid = str_eq(entry->id, entry->link) ? STR_NONE : entry->id;

	return db_run(s->db, e,
	        "insert into bodies(id, guid, comments, categories, lang, updated, image,"
	        " enclosures) values(?, ?, ?, ?, ?, ?, ?, ?) on conflict(id) do update set"
	        " comments = excluded.comments, categories = excluded.categories,"
	        " lang = excluded.lang, updated = excluded.updated, image = excluded.image,"
	        " enclosures = excluded.enclosures, html = null",
	        DB_INT(id), DB_TEXT(guid), DB_TEXT(entry->comments_url),
	        DB_TEXT(join_categories(a, entry)), DB_TEXT(entry->lang), DB_DATE(entry->updated),
	        DB_TEXT(entry->image), blob_or_null(pack_enclosures(a, entry)));
}

static bool
write_body(struct store *s, int64_t id, const struct feed_entry *entry, struct err *e)
{
	struct str html = html_of(s->scratch, entry);

	if (!write_facts(s, id, entry, e))
		return false;
	if (html.len == 0)
		return true;
	return db_run(s->db, e, "insert or replace into fresh(id, html) values(?, ?)", DB_INT(id),
	        DB_BLOB(body_raw(s->scratch, html)));
}

static int64_t
todo_of(const struct feed_entry *entry)
{
	bool teaser = entry->content_html.len < TRUNCATED_BYTES && url_is_http(entry->link);

	return TODO_ANALYSE | (teaser ? TODO_FULL_TEXT : 0);
}

/* The article of another feed that has the same address; 0 = none.  An address that a feed uses for
 * more than one entry (its front page, say) tells nothing. */
static bool
find_same_link(struct store *s, int64_t feed, struct db_value link, int64_t *id, struct err *e)
{
	struct db_stmt *st;

	*id = 0;
	if (link.type == DB_NULL)
		return true;
	st = db_query(s->db, e,
	        "select min(id), count(*), sum(feed = ?1) from articles where link = ?2"
	        " and copy_of is null and gone = 0",
	        DB_INT(feed), link);
	if (st == NULL)
		return false;
	if (db_row(st) && db_int(st, 1) == 1 && db_int(st, 2) == 0)
		*id = db_int(st, 0);
	return db_end(st, e);
}

static bool
add_entry(struct store *s, int64_t feed, int64_t guid, const struct feed_entry *entry, int64_t now,
        int64_t *id, struct err *e)
{
	struct db_value link = link_hash(s->scratch, entry->link);
	int64_t same;

	if (!find_same_link(s, feed, link, &same, e) ||
	        !db_run(s->db, e,
	                "insert into articles(feed, guid, link, content, date, todo, copy_of,"
	                " minutes, title, author, url, excerpt)"
	                " values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	                DB_INT(feed), DB_INT(guid), link, DB_INT(content_hash(entry)),
	                DB_INT(date_of(entry, now)), DB_INT(todo_of(entry)),
	                same == 0 ? (struct db_value){ .type = DB_NULL } : DB_INT(same),
	                DB_INT(1 + (int64_t)(entry->content_html.len / BYTES_A_MINUTE)),
	                DB_TEXT(utf8_prefix(entry->title, TITLE_MAX)),
	                DB_TEXT(utf8_prefix(entry->author, TITLE_MAX)), DB_TEXT(entry->link),
	                DB_TEXT(excerpt_of(s->scratch, entry))))
		return false;
	*id = db_insert_id(s->db);
	return write_body(s, *id, entry, e);
}

/* Moves the current title and text into versions; the oldest go when there are too many. */
static bool
keep_version(struct store *s, const struct known *k, int64_t now, struct err *e)
{
	if (!db_run(s->db, e,
	            "insert into versions(article, date, title, html)"
	            " select a.id, ?, a.title, " HTML_OF(
	                    "b") " from articles a join bodies b on b.id = a.id"
	                         " where a.id = ?",
	            DB_INT(now), DB_INT(k->id)))
		return false;
	if (k->versions < VERSIONS_MAX)
		return db_run(s->db, e, "update articles set versions = versions + 1 where id = ?",
		        DB_INT(k->id));
	return db_run(s->db, e,
	        "delete from versions where id in (select id from versions"
	        " where article = ? order by id limit 1)",
	        DB_INT(k->id));
}

/* Whether what is read changed, and not only an address or an enclosure. */
static bool
text_changed(
        struct store *s, int64_t id, const struct feed_entry *entry, bool *changed, struct err *e)
{
	struct db_stmt *st = db_query(s->db, e,
	        "select a.title, " HTML_OF("b") " from articles a"
	                                        " join bodies b on b.id = a.id where a.id = ?",
	        DB_INT(id));
	struct str html = STR_NONE;
	bool ok = true;

	*changed = true;
	if (st == NULL)
		return false;
	if (db_row(st)) {
		ok = body_unpack(s, s->scratch, db_view(st, 1), &html, e);
		*changed = !str_eq(db_view(st, 0), utf8_prefix(entry->title, TITLE_MAX)) ||
		           !str_eq(html, html_of(s->scratch, entry));
	}
	return db_end(st, e) && ok;
}

static bool
change_entry(struct store *s, const struct known *k, const struct feed_entry *entry, int64_t now,
        bool *changed, struct err *e)
{
	struct arena *a = s->scratch;

	if (!text_changed(s, k->id, entry, changed, e) || (*changed && !keep_version(s, k, now, e)))
		return false;
	return db_run(s->db, e, "delete from texts where id = ?", DB_INT(k->id)) &&
	       db_run(s->db, e, "delete from fresh where id = ?", DB_INT(k->id)) &&
	       db_run(s->db, e,
	               "update articles set link = ?, content = ?, title = ?, author = ?, url = ?,"
	               " excerpt = ?, todo = todo | ? where id = ?",
	               link_hash(a, entry->link), DB_INT(content_hash(entry)),
	               DB_TEXT(utf8_prefix(entry->title, TITLE_MAX)),
	               DB_TEXT(utf8_prefix(entry->author, TITLE_MAX)), DB_TEXT(entry->link),
	               DB_TEXT(excerpt_of(a, entry)), DB_INT(*changed ? todo_of(entry) : 0),
	               DB_INT(k->id)) &&
	       write_body(s, k->id, entry, e);
}

static bool
find_known(struct store *s, int64_t feed, int64_t guid, struct known *out, struct err *e)
{
	struct db_stmt *st = db_query(s->db, e,
	        "select id, content, versions from articles where feed = ? and guid = ?",
	        DB_INT(feed), DB_INT(guid));

	*out = (struct known){ .found = false };
	if (st == NULL)
		return false;
	if (db_row(st))
		*out = (struct known){ db_int(st, 0), db_int(st, 1), db_int(st, 2), true };
	return db_end(st, e);
}

/* An entry that was purged is not taken in again while its feed still carries it. */
static bool
is_buried(struct store *s, int64_t feed, int64_t guid, int64_t now, bool *out, struct err *e)
{
	int64_t seen;

	if (!db_one(s->db, e, &seen, out, "select seen from tombs where feed = ? and guid = ?",
	            DB_INT(feed), DB_INT(guid)))
		return false;
	if (!*out || now - seen < 7 * 86400)
		return true;
	return db_run(s->db, e, "update tombs set seen = ? where feed = ? and guid = ?",
	        DB_INT(now), DB_INT(feed), DB_INT(guid));
}

static bool
put_entry(struct store *s, int64_t feed, const struct feed_entry *entry, int64_t now,
        struct store_result *out, struct err *e)
{
	int64_t guid = intake_guid(entry), id;
	struct known k;
	bool flag;

	if (!find_known(s, feed, guid, &k, e))
		return false;
	if (k.found && k.content == content_hash(entry))
		return true;
	if (k.found) {
		if (!change_entry(s, &k, entry, now, &flag, e))
			return false;
		out->changed += flag;
		return true;
	}
	if (!is_buried(s, feed, guid, now, &flag, e))
		return false;
	out->added += !flag;
	return flag || add_entry(s, feed, guid, entry, now, &id, e);
}

/* Articles that came with the latest refresh are "new": those with ids above new_after. */
static bool
note_refresh(struct store *s, int64_t now, struct err *e)
{
	int64_t last, newest;

	if (!meta_get(s, "put_at", &last, e))
		return false;
	if (now - last < 60 && now >= last)
		return true;
	if ((now - last > BURST_S || now < last) &&
	        (!db_one_v(s->db, e, &newest, NULL, "select max(id) from articles", NULL, 0) ||
	                !meta_set(s, "new_after", newest, e)))
		return false;
	return meta_set(s, "put_at", now, e);
}

static bool
put_feed_state(struct store *s, const struct store_answer *x, struct err *e)
{
	const struct store_http *h = &x->http;

	return db_run(s->db, e,
	        "update feeds set state = ?, error = ?, next_fetch = ?, etag = ?,"
	        " last_modified = ?, moved_to = ?, moved_count = ?, failures = ?, retry_after = ?,"
	        " interval_s = ?, status = ?, fetched = coalesce(?, fetched) where id = ?",
	        DB_INT(x->state), DB_TEXT(x->error), DB_DATE(x->next_fetch), DB_TEXT(h->etag),
	        DB_TEXT(h->last_modified), DB_TEXT(h->moved_to), DB_INT(h->moved_count),
	        DB_INT(h->failures), DB_DATE(h->retry_after), DB_INT(h->interval_s),
	        DB_INT(h->status), DB_DATE(x->state == FEED_OK ? x->now : STORE_NO_DATE),
	        DB_INT(x->feed));
}

static bool
put_feed_meta(struct store *s, int64_t feed, const struct feed *m, struct err *e)
{
	return m == NULL || db_run(s->db, e,
	                            "update feeds set title = coalesce(?, title), site_url = ?,"
	                            " description = ?, icon = ?, lang = ? where id = ?",
	                            DB_TEXT(utf8_prefix(m->title, TITLE_MAX)), DB_TEXT(m->link),
	                            DB_TEXT(m->description), DB_TEXT(m->icon), DB_TEXT(m->language),
	                            DB_INT(feed));
}

static bool
count_new(struct store *s, int64_t feed, int64_t added, struct err *e)
{
	return added == 0 || db_run(s->db, e,
	                             "update feeds set total = total + ?1, unread = unread + ?1"
	                             " where id = ?2",
	                             DB_INT(added), DB_INT(feed));
}

static bool
put_answer(struct store *s, const struct store_answer *x, struct store_result *out, struct err *e)
{
	arena_reset(s->scratch);
	if (!note_refresh(s, x->now, e) || !heir_take_over(s, x, e) || !put_feed_state(s, x, e) ||
	        !put_feed_meta(s, x->feed, x->meta, e))
		return false;
	for (size_t i = 0; i < x->entries_count; i++) {
		arena_reset(s->scratch);
		if (!put_entry(s, x->feed, &x->entries[i], x->now, out, e))
			return false;
	}
	return count_new(s, x->feed, out->added, e);
}

bool
store_put_answer(
        struct store *s, const struct store_answer *answer, struct store_result *out, struct err *e)
{
	bool ok;

	*out = (struct store_result){ 0 };
	if (!db_begin(s->db, e))
		return false;
	ok = put_answer(s, answer, out, e);
	s->changes++;
	return db_finish(s->db, ok, e) || err_context(e, "cannot store what the feed answered");
}

bool
intake_add(struct store *s, int64_t feed, const struct feed_entry *entry, int64_t now, int64_t *id,
        bool *added, struct err *e)
{
	int64_t guid = intake_guid(entry);
	struct known k;

	if (!find_known(s, feed, guid, &k, e))
		return false;
	*added = !k.found;
	*id = k.id;
	return k.found || (add_entry(s, feed, guid, entry, now, id, e) && count_new(s, feed, 1, e));
}

/* The feed that holds pages kept by hand; never asked and in no list of feeds. */
static bool
later_feed(struct store *s, int64_t *id, struct err *e)
{
	bool found;

	if (!db_one(s->db, e, id, &found, "select id from feeds where url = ?", DB_TEXT(LATER_URL)))
		return false;
	if (found)
		return true;
	if (!db_run(s->db, e, "insert into feeds(url, title, subscribed, state) values(?, ?, 0, 0)",
	            DB_TEXT(LATER_URL), DB_TEXT(STR("Read later"))))
		return false;
	*id = db_insert_id(s->db);
	return true;
}

static bool
put_page(struct store *s, const struct feed_entry *entry, int64_t now, int64_t *id, struct err *e)
{
	int64_t guid = intake_guid(entry), feed;
	struct known k;
	bool changed;

	if (!later_feed(s, &feed, e) || !find_known(s, feed, guid, &k, e))
		return false;
	if (!k.found)
		return add_entry(s, feed, guid, entry, now, id, e) && count_new(s, feed, 1, e);
	*id = k.id;
	if (!db_run(s->db, e, "update articles set gone = gone & ~5 where id = ?", DB_INT(k.id)))
		return false;
	return k.content == content_hash(entry) || change_entry(s, &k, entry, now, &changed, e);
}

bool
store_put_page(
        struct store *s, const struct feed_entry *entry, int64_t now, int64_t *id, struct err *e)
{
	bool ok;

	arena_reset(s->scratch);
	if (!db_begin(s->db, e))
		return false;
	ok = put_page(s, entry, now, id, e);
	s->changes++;
	return db_finish(s->db, ok, e) || err_context(e, "cannot store the page");
}

static bool
put_full_text(struct store *s, int64_t id, struct str html, enum article_state state,
        struct str error, struct err *e)
{
	struct str packed;

	/* A failure takes nothing away that an earlier success brought. */
	return body_pack(s, s->scratch, BODY_TEXT, html, &packed, e) &&
	       db_run(s->db, e,
	               "update bodies set page = coalesce(?, page), page_error = ? where id = ?",
	               blob_or_null(packed), DB_TEXT(error), DB_INT(id)) &&
	       db_run(s->db, e, "update articles set page = ?, todo = (todo & ~1) | ? where id = ?",
	               DB_INT(1 + state), DB_INT(html.len > 0 ? TODO_ANALYSE : 0), DB_INT(id));
}

bool
store_put_full_text(struct store *s, int64_t id, struct str html, enum article_state state,
        struct str error, struct err *e)
{
	bool ok;

	arena_reset(s->scratch);
	if (!db_begin(s->db, e))
		return false;
	ok = put_full_text(s, id, html, state, error, e);
	s->changes++;
	return db_finish(s->db, ok, e) || err_context(e, "cannot store the page");
}
