/* SPDX-License-Identifier: ISC */
/*
 * db.c - the only file that knows SQLite: opens the file with its safety settings, keeps prepared
 * statements, binds and reads typed values, nests transactions, and says in words what failed.
 */
#include "store_private.h"

#include <assert.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CACHE_SLOTS DB_KEPT_MAX    /* a power of two */
#define LOG_BYTES 16777216         /* that the write-ahead log keeps when it is empty */
#define BUSY_MS 5000               /* how long another process's write is waited for */
#define CACHE_BYTES 6000000        /* of pages in memory */
#define CHECKPOINT_PAGES 2000      /* of the log before it is copied into the file */
#define BULK_CACHE_BYTES 32000000  /* the same while much is written ... */
#define BULK_CHECKPOINT_PAGES 8000 /* ... when the same pages change again and again */

struct db_stmt {
	struct db *db;
	sqlite3_stmt *st;
	char *sql;
	uint64_t hash;
	bool busy, kept;
	int rc;
};

struct db {
	sqlite3 *handle;
	struct db_stmt *slots[CACHE_SLOTS];
	struct db_stmt *data_version;
	int64_t rollbacks;
	int synced;  /* total changes when the log was last synced */
	int depth;   /* of transactions */
	bool broken; /* the transaction failed in part, so it will be taken back */
};

/* ---- errors ---- */

static const struct {
	int rc;
	enum err_kind kind;
	const char *text;
} failures[] = {
	{ SQLITE_BUSY, ERR_BUSY, "the store is busy: another dateline is writing to it" },
	{ SQLITE_LOCKED, ERR_BUSY, "the store is locked" },
	{ SQLITE_FULL, ERR_FAIL, "the disk is full" },
	{ SQLITE_READONLY, ERR_FAIL, "the store cannot be written (read-only)" },
	{ SQLITE_CORRUPT, ERR_FAIL, "the store is damaged: run `dateline check`" },
	{ SQLITE_NOTADB, ERR_FAIL, "the file is no store of dateline" },
	{ SQLITE_CANTOPEN, ERR_FAIL, "the store cannot be opened" },
	{ SQLITE_PERM, ERR_FAIL, "no permission for the store" },
	{ SQLITE_IOERR, ERR_FAIL, "the store's disk fails" },
	{ SQLITE_TOOBIG, ERR_FAIL, "a text is too long for the store" },
};

static bool
fail(struct db *d, int rc, struct err *e)
{
	const char *detail = d->handle == NULL ? sqlite3_errstr(rc) : sqlite3_errmsg(d->handle);

	if (d->depth > 0 && d->handle != NULL && sqlite3_get_autocommit(d->handle))
		d->broken = true;
	for (size_t i = 0; i < COUNT(failures); i++)
		if (failures[i].rc == (rc & 0xff))
			return err_set(e, failures[i].kind, "%s (%s)", failures[i].text, detail);
	return err_set(e, ERR_FAIL, "the store failed: %s (%d)", detail, rc);
}

/* ---- opening ---- */

static bool
configure(struct db *d, const char *path, enum store_mode mode, struct err *e)
{
	char text[512];
	bool wal = mode != STORE_MEMORY && db_file_shares_memory(path);

	sqlite3_extended_result_codes(d->handle, 1);
	sqlite3_busy_timeout(d->handle, BUSY_MS);
	sqlite3_limit(d->handle, SQLITE_LIMIT_LENGTH, (int)BODY_MAX + 1024 * 1024);
	sqlite3_db_config(d->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(d->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	snprintf(text, sizeof(text),
	        "pragma page_size=8192; pragma cache_size=%d;"
	        "pragma temp_store=memory;"
	        "pragma foreign_keys=off; pragma recursive_triggers=off;",
	        -(CACHE_BYTES / 1024));
	if (!db_script(d, text, e))
		return false;
	if (mode != STORE_WRITE)
		return true;
	snprintf(text, sizeof(text),
	        "pragma auto_vacuum=incremental; pragma journal_mode=%s; pragma synchronous=%s; "
	        "pragma wal_autocheckpoint=%d;"
	        "pragma journal_size_limit=%d;",
	        wal ? "wal" : "truncate", wal ? "normal" : "full", CHECKPOINT_PAGES, LOG_BYTES);
	return db_script(d, text, e);
}

/* One thread uses it, and nobody asks how much memory it takes: no locks, no sums.  When SQLite
 * runs already this is refused, which does no harm. */
static void
set_up_library(void)
{
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

bool
db_open(struct db **out, const char *path, enum store_mode mode, struct err *e)
{
	struct db *d;
	int flags = SQLITE_OPEN_NOMUTEX, rc;

	if (mode == STORE_WRITE && !db_file_create(path, e))
		return false;
	if (mode == STORE_READ_ONLY && access(path, R_OK) != 0)
		return err_errno(e, "cannot open %s", path);
	set_up_library();
	d = calloc(1, sizeof(*d));
	if (d == NULL)
		out_of_memory();
	flags |= mode == STORE_READ_ONLY ? SQLITE_OPEN_READONLY
	                                 : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
	rc = sqlite3_open_v2(mode == STORE_MEMORY ? ":memory:" : path, &d->handle, flags, NULL);
	if (rc != SQLITE_OK) {
		fail(d, rc, e);
		db_close(d);
		return false;
	}
	if (!configure(d, path, mode, e)) {
		db_close(d);
		return false;
	}
	*out = d;
	return true;
}

static void
stmt_free(struct db_stmt *st)
{
	if (st == NULL)
		return;
	sqlite3_finalize(st->st);
	free(st->sql);
	free(st);
}

void
db_close(struct db *d)
{
	if (d == NULL)
		return;
	for (size_t i = 0; i < CACHE_SLOTS; i++)
		stmt_free(d->slots[i]);
	sqlite3_close_v2(d->handle);
	free(d);
}

bool
db_script(struct db *d, const char *sql, struct err *e)
{
	int rc = sqlite3_exec(d->handle, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK || fail(d, rc, e);
}

/* ---- statements ---- */

static struct db_stmt *
prepare(struct db *d, const char *sql, uint64_t hash, struct err *e)
{
	struct db_stmt *st = calloc(1, sizeof(*st));
	int rc;

	if (st == NULL || (st->sql = strdup(sql)) == NULL)
		out_of_memory();
	st->db = d;
	st->hash = hash;
	rc = sqlite3_prepare_v3(d->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &st->st, NULL);
	if (rc == SQLITE_OK)
		return st;
	fail(d, rc, e);
	stmt_free(st);
	return NULL;
}

/* A kept statement that is free, or a new one; a busy one (used by a caller further up) is left
 * alone and the new one is dropped after use. */
static struct db_stmt *
acquire(struct db *d, const char *sql, struct err *e)
{
	uint64_t hash = hash_text(str_of(sql));
	struct db_stmt **slot = &d->slots[hash & (CACHE_SLOTS - 1)], *st = *slot;

	if (st != NULL && st->hash == hash && !st->busy && strcmp(st->sql, sql) == 0)
		return st;
	st = prepare(d, sql, hash, e);
	if (st == NULL || (*slot != NULL && (*slot)->busy))
		return st;
	stmt_free(*slot);
	*slot = st;
	st->kept = true;
	return st;
}

struct db_value
db_text_value(struct str s)
{
	return (struct db_value){ .type = s.len == 0 ? DB_NULL : DB_STR, .s = s };
}

struct db_value
db_date_value(int64_t date)
{
	return (struct db_value){ .type = date == STORE_NO_DATE ? DB_NULL : DB_I64, .i = date };
}

static int
bind(sqlite3_stmt *st, int at, const struct db_value *v)
{
	const char *p = v->s.p == NULL ? "" : v->s.p;

	switch (v->type) {
	case DB_NULL: return sqlite3_bind_null(st, at);
	case DB_I64: return sqlite3_bind_int64(st, at, v->i);
	case DB_F64: return sqlite3_bind_double(st, at, v->f);
	case DB_STR: return sqlite3_bind_text64(st, at, p, v->s.len, SQLITE_STATIC, SQLITE_UTF8);
	case DB_BYTES: return sqlite3_bind_blob64(st, at, p, v->s.len, SQLITE_STATIC);
	}
	return SQLITE_MISUSE;
}

struct db_stmt *
db_query_v(
        struct db *d, struct err *e, const char *sql, const struct db_value *values, size_t count)
{
	struct db_stmt *st = acquire(d, sql, e);

	if (st == NULL)
		return NULL;
	assert((size_t)sqlite3_bind_parameter_count(st->st) == count);
	st->busy = true;
	st->rc = SQLITE_OK;
	for (size_t i = 0; i < count && st->rc == SQLITE_OK; i++)
		st->rc = bind(st->st, (int)i + 1, &values[i]);
	return st;
}

bool
db_row(struct db_stmt *st)
{
	if (st->rc != SQLITE_OK && st->rc != SQLITE_ROW)
		return false;
	st->rc = sqlite3_step(st->st);
	return st->rc == SQLITE_ROW;
}

bool
db_end(struct db_stmt *st, struct err *e)
{
	int rc = st->rc;
	bool ok = rc == SQLITE_OK || rc == SQLITE_ROW || rc == SQLITE_DONE;

	if (!ok)
		fail(st->db, rc, e);
	sqlite3_reset(st->st);
	st->busy = false;
	if (!st->kept)
		stmt_free(st);
	return ok;
}

bool
db_run_v(struct db *d, struct err *e, const char *sql, const struct db_value *values, size_t count)
{
	struct db_stmt *st = db_query_v(d, e, sql, values, count);

	if (st == NULL)
		return false;
	while (db_row(st))
		;
	return db_end(st, e);
}

bool
db_one_v(struct db *d, struct err *e, int64_t *out, bool *found, const char *sql,
        const struct db_value *values, size_t count)
{
	struct db_stmt *st = db_query_v(d, e, sql, values, count);
	bool row;

	if (st == NULL)
		return false;
	row = db_row(st);
	*out = row ? db_int(st, 0) : 0;
	if (found != NULL)
		*found = row;
	return db_end(st, e);
}

bool
db_is_null(struct db_stmt *st, int column)
{
	return sqlite3_column_type(st->st, column) == SQLITE_NULL;
}

int64_t
db_int(struct db_stmt *st, int column)
{
	return sqlite3_column_int64(st->st, column);
}

double
db_real(struct db_stmt *st, int column)
{
	return sqlite3_column_double(st->st, column);
}

int64_t
db_date(struct db_stmt *st, int column)
{
	return db_is_null(st, column) ? STORE_NO_DATE : db_int(st, column);
}

struct str
db_view(struct db_stmt *st, int column)
{
	const char *p = sqlite3_column_blob(st->st, column);

	return p == NULL ? STR_NONE
	                 : (struct str){ p, (size_t)sqlite3_column_bytes(st->st, column) };
}

struct str
db_text(struct arena *a, struct db_stmt *st, int column)
{
	return arena_str(a, db_view(st, column));
}

int64_t
db_changes(struct db *d)
{
	return sqlite3_changes(d->handle);
}

int64_t
db_insert_id(struct db *d)
{
	return sqlite3_last_insert_rowid(d->handle);
}

const char *
db_kept_sql(struct db *d, size_t at)
{
	return at < CACHE_SLOTS && d->slots[at] != NULL ? d->slots[at]->sql : NULL;
}

size_t
db_parameters(struct db *d, const char *sql)
{
	struct err ignored;
	struct db_stmt *st = acquire(d, sql, &ignored);
	size_t count = st == NULL ? 0 : (size_t)sqlite3_bind_parameter_count(st->st);

	if (st != NULL && !st->kept)
		stmt_free(st);
	return count;
}

/* ---- functions ---- */

struct db_call {
	sqlite3_context *context;
	sqlite3_value **values;
};
struct function {
	db_call_fn *run;
	struct store *store;
};

static void
call(sqlite3_context *context, int count, sqlite3_value **values)
{
	struct function *f = sqlite3_user_data(context);
	struct db_call c = { context, values };

	(void)count;
	f->run(f->store, &c);
}

bool
db_function(
        struct db *d, const char *name, int args, db_call_fn *run, struct store *s, struct err *e)
{
	struct function *f = malloc(sizeof(*f));
	int rc;

	if (f == NULL)
		out_of_memory();
	*f = (struct function){ run, s };
	rc = sqlite3_create_function_v2(d->handle, name, args, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
	        f, call, NULL, NULL, free);
	return rc == SQLITE_OK || fail(d, rc, e);
}

struct str
db_arg(struct db_call *c, int at)
{
	const char *p = sqlite3_value_blob(c->values[at]);

	return p == NULL ? STR_NONE : (struct str){ p, (size_t)sqlite3_value_bytes(c->values[at]) };
}

int64_t
db_arg_int(struct db_call *c, int at)
{
	return sqlite3_value_int64(c->values[at]);
}

void
db_return_int(struct db_call *c, int64_t v)
{
	sqlite3_result_int64(c->context, v);
}

void
db_return_text(struct db_call *c, struct str s)
{
	sqlite3_result_text64(
	        c->context, s.p == NULL ? "" : s.p, s.len, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/* ---- transactions ---- */

bool
db_begin(struct db *d, struct err *e)
{
	if (d->depth == 0) {
		if (!db_run_v(d, e, "begin immediate", NULL, 0))
			return false;
		d->broken = false;
	}
	d->depth++;
	return true;
}

/* An inner failure takes the whole transaction along: it comes from the disk, not from what was to
 * be written, and a savepoint for each answer of a feed would cost a tenth of the time. */
bool
db_finish(struct db *d, bool ok, struct err *e)
{
	assert(d->depth > 0);
	d->depth--;
	d->broken |= !ok;
	if (d->depth > 0)
		return ok;
	if (ok && d->broken)
		ok = err_set(e, ERR_FAIL, "the store took back what was being written");
	if (ok)
		ok = db_run_v(d, e, "commit", NULL, 0);
	d->rollbacks += !ok;
	if (!ok && !sqlite3_get_autocommit(d->handle))
		sqlite3_exec(d->handle, "rollback", NULL, NULL, NULL);
	return ok;
}

void
db_spoil(struct db *d)
{
	d->broken = true;
}

int64_t
db_rollbacks(struct db *d)
{
	return d->rollbacks;
}

int64_t
db_data_version(struct db *d)
{
	struct err ignored;
	int64_t version;

	return db_one_v(d, &ignored, &version, NULL, "pragma data_version", NULL, 0) ? version : -1;
}

bool
db_snapshot(struct db *d)
{
	return d->depth == 0 && sqlite3_get_autocommit(d->handle) &&
	       sqlite3_exec(d->handle, "begin", NULL, NULL, NULL) == SQLITE_OK;
}

void
db_snapshot_end(struct db *d, bool began)
{
	if (began && sqlite3_exec(d->handle, "commit", NULL, NULL, NULL) != SQLITE_OK)
		sqlite3_exec(d->handle, "rollback", NULL, NULL, NULL);
}

bool
db_is_synced(const struct db *d)
{
	return sqlite3_total_changes(d->handle) == d->synced;
}

/* With "synchronous=normal" a commit is only handed to the kernel.  The log alone is synced: that
 * takes no lock and copies no page, as a checkpoint would.  A failure is said once, since the
 * kernel forgets it too. */
bool
db_sync(struct db *d, struct err *e)
{
	sqlite3_file *log = NULL;
	int rc = sqlite3_file_control(d->handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);

	d->synced = sqlite3_total_changes(d->handle);
	if (rc == SQLITE_OK && log != NULL && log->pMethods != NULL)
		rc = log->pMethods->xSync(log, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY);
	return rc == SQLITE_OK || fail(d, rc, e);
}

void
db_set_patient(struct db *d, bool patient)
{
	char text[64];

	snprintf(text, sizeof(text), "pragma journal_size_limit=%d", patient ? LOG_BYTES : -1);
	sqlite3_exec(d->handle, text, NULL, NULL, NULL); /* cutting the log takes 200 ms */
	sqlite3_busy_timeout(d->handle, patient ? BUSY_MS : 0);
	sqlite3_wal_autocheckpoint(d->handle, patient ? CHECKPOINT_PAGES : 0);
}

void
db_set_bulk(struct db *d)
{
	char text[96];

	snprintf(text, sizeof(text), "pragma cache_size=%d; pragma wal_autocheckpoint=%d",
	        -(BULK_CACHE_BYTES / 1024), BULK_CHECKPOINT_PAGES);
	sqlite3_exec(d->handle, text, NULL, NULL, NULL);
}

bool
db_copy_to(struct db *d, const char *path, struct err *e)
{
	struct db other = { .handle = NULL };
	sqlite3_backup *copy;
	int rc;

	if (!db_file_create(path, e))
		return false;
	rc = sqlite3_open_v2(path, &other.handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
	copy = rc == SQLITE_OK ? sqlite3_backup_init(other.handle, "main", d->handle, "main")
	                       : NULL;
	if (copy != NULL) {
		sqlite3_backup_step(copy, -1);
		sqlite3_backup_finish(copy);
	}
	rc = sqlite3_errcode(other.handle);
	if (rc != SQLITE_OK)
		fail(&other, rc, e);
	sqlite3_close(other.handle);
	return rc == SQLITE_OK || err_context(e, "cannot write %s", path);
}
