/* SPDX-License-Identifier: ISC */
/*
 * base.h - what every other module stands on: string views, arenas, growable buffers with a
 * cap, errors, notes about bad input, the log, folders, the clock, hashing.  Knows nothing of
 * news.  Running out of memory aborts here, and nowhere else.
 */
#ifndef DATELINE_BASE_H
#define DATELINE_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))

/* ---- string views: bytes [p, p + len), not NUL-terminated; {NULL, 0} means absent ---- */
struct str {
	const char *p;
	size_t len;
};
#define STR(literal) ((struct str){ (literal), sizeof(literal) - 1 })
#define STR_NONE ((struct str){ NULL, 0 })
#define STR_FMT "%.*s" /* use: printf(STR_FMT, STR_ARG(s)) */
#define STR_ARG(s) str_precision(s), ((s).p ? (s).p : "")

struct str str_of(const char *text); /* view of a C string; NULL gives STR_NONE */
int str_precision(struct str s);     /* len clamped to INT_MAX, for %.*s */
bool str_eq(struct str a, struct str b);
bool str_eq_nocase(struct str a, struct str b); /* ASCII case only */
int str_cmp(struct str a, struct str b);        /* byte order, as memcmp */
bool str_starts(struct str s, struct str prefix);
bool str_starts_nocase(struct str s, struct str prefix); /* ASCII case only */
bool str_ends(struct str s, struct str suffix);
/* [start, end), clamped to s */
static inline struct str
str_sub(struct str s, size_t start, size_t end)
{
	if (end > s.len)
		end = s.len;
	if (start < end)
		return (struct str){ s.p + start, end - start };
	return (struct str){ s.p == NULL ? NULL : s.p + (start < s.len ? start : s.len), 0 };
}
struct str str_trim(struct str s);                          /* ASCII white space off both ends */
ptrdiff_t str_find(struct str s, struct str needle);        /* first offset in bytes, or -1 */
ptrdiff_t str_find_nocase(struct str s, struct str needle); /* ASCII case only; -1 if none */
ptrdiff_t str_chr(struct str s, char c);                    /* first offset, or -1 */
/* Cuts s at the first sep: returns the part before it and leaves the rest in *s; at the end of
 * the last part *s becomes STR_NONE. */
struct str str_split(struct str *s, char sep);
/* Reads a whole decimal number (optional '-') filling the view; false if it is none or overflows. */
bool str_to_i64(struct str s, int64_t *out);

/* Says "out of memory" and aborts: how every process ends that has none left. */
_Noreturn void out_of_memory(void);

/* ---- arena: memory of one document or one loaded view, freed as a whole ---- */
struct arena;
struct arena *arena_create(void);
void arena_destroy(struct arena *a); /* NULL is allowed */
void arena_reset(struct arena *a);   /* frees all, keeps the first chunk for reuse */
size_t arena_used(const struct arena *a); /* bytes handed out since creation or reset */
void *arena_alloc(struct arena *a, size_t size_bytes); /* zeroed, aligned for any type, never NULL */
void *arena_array(struct arena *a, size_t count, size_t size_bytes); /* as calloc; aborts on overflow */
/* Gives room for one more element of a growing array kept in the arena: doubles *cap when count
 * reaches it.  Use: list = arena_grow(a, list, count, &cap, sizeof(*list)); list[count++] = x; */
void *arena_grow(struct arena *a, void *list, size_t count, size_t *cap, size_t size_bytes);
struct str arena_str(struct arena *a, struct str s); /* copy, with a NUL behind it */
char *arena_cstr(struct arena *a, struct str s);     /* the same as a C string; NUL bytes end it early */
struct str arena_printf(struct arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* ---- buf: growable bytes with a cap from birth; past it nothing is added and `full` is set ---- */
struct buf {
	char *p; /* NUL-terminated once anything was added; NULL before */
	size_t len, cap;
	size_t max; /* most bytes it may hold */
	bool full;  /* something was refused */
};
void buf_init(struct buf *b, size_t max_bytes);
void buf_reset(struct buf *b); /* len 0, full false; keeps the memory */
void buf_free(struct buf *b);
bool buf_add(struct buf *b, const void *bytes, size_t len); /* all or nothing; false when full */
bool buf_add_str(struct buf *b, struct str s);
bool buf_add_cstr(struct buf *b, const char *s);
bool buf_add_char(struct buf *b, char c);
bool buf_printf(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
struct str buf_str(const struct buf *b); /* view; valid until the next change */

/* ---- errors: false from a function means *e is filled; kinds are the exit statuses ---- */
enum err_kind { ERR_NONE, ERR_FAIL, ERR_USAGE, ERR_FEEDS, ERR_BUSY, ERR_AUTH };
struct err {
	enum err_kind kind;
	char text[1024]; /* one line, no trailing newline, already safe to print */
};
bool err_set(struct err *e, enum err_kind kind, const char *fmt, ...) PRINTF_LIKE(3, 4); /* false */
bool err_errno(struct err *e, const char *fmt, ...) PRINTF_LIKE(2, 3); /* "...: strerror"; false */
bool err_context(struct err *e, const char *fmt, ...) PRINTF_LIKE(2, 3); /* puts "...: " before; false */

/* ---- notes: what was wrong with bad input that was read all the same ---- */
enum severity { NOTE_INFO, NOTE_WARNING, NOTE_ERROR };
#define NOTES_MAX 64 /* further ones are counted, not kept */
struct note {
	enum severity severity;
	size_t offset; /* bytes into the input, or 0 when unknown */
	struct str text;
};
struct notes {
	struct arena *arena; /* where texts are kept; set before use */
	struct note *list;
	size_t count, cap, dropped;
};
void notes_init(struct notes *n, struct arena *a);
/* n may be NULL: then the note is dropped. */
void notes_add(struct notes *n, enum severity s, size_t offset, const char *fmt, ...)
	PRINTF_LIKE(4, 5);

/* ---- log: lines in the state folder and, when verbose, on stderr; cleaned of controls ---- */
enum log_level { LOG_ERROR, LOG_WARNING, LOG_INFO, LOG_DEBUG };
#define LOG_FILE_MAX (1024 * 1024) /* bytes; then the file is rotated once to NAME.1 */
void log_to_file(const char *path);             /* NULL: no file; opened at the first line */
void log_to_stderr(bool on, enum log_level max); /* what also goes to stderr */
void log_line(enum log_level level, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* ---- folders (XDG base directories), made with mode 0700 when asked ---- */
struct paths {
	char *config_dir, *data_dir, *state_dir, *cache_dir; /* .../dateline */
	char *config_file, *urls_file, *store_file, *log_file;
	char *pkgdata_dir; /* models and the demo: $DATELINE_PKGDATADIR or the installed folder */
};
bool paths_find(struct paths *p, struct arena *a, struct err *e);
bool paths_make(const struct paths *p, struct err *e); /* creates the folders that are missing */

/* ---- clock and hash ---- */
int64_t clock_now_s(void);   /* Unix seconds; $DATELINE_NOW (decimal) fixes it for tests */
int64_t clock_mono_ms(void); /* monotonic milliseconds, for durations and timeouts */
uint64_t hash64(const void *bytes, size_t len); /* FNV-1a 64 with a final mix; not for secrets */
uint64_t hash_str(struct str s);
/* Eight bytes at a time, for long texts: as stable as hash64, a tenth of its time; not for secrets. */
uint64_t hash_text(struct str s);

/* ---- files ---- */
/* Reads all of path ("-" is standard input) up to max_bytes into b (which it inits). */
bool file_read(const char *path, size_t max_bytes, struct buf *b, struct err *e);
/* Writes to a temporary beside path, fsyncs and renames over it: whole or not at all. */
bool file_write_atomic(const char *path, struct str bytes, unsigned mode, struct err *e);

#endif
