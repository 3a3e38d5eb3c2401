/* SPDX-License-Identifier: ISC */
/*
 * test_property.c - random queries over 2,000 random articles: the store gives the same rows as a
 * slow evaluator that asks the parsed query of each article, one after the other.
 */
#include "store_test.h"

#include "../../src/store/query.h"

#define ARTICLES 2000
#define QUERIES 100
#define WORDS 60

struct made { /* what the evaluator knows of an article */
	int64_t id, feed, date;
	struct str title, author, text, url, flags;
	struct str title_terms, author_terms, text_terms;
	bool unread, starred;
};

struct world {
	struct fixture *f;
	struct made *made;
	int64_t feeds[3];
	uint64_t seed;
};

static const char *const words[] = { "council", "bridge", "ferry", "strike", "Caf\xc3\xa9", "price",
	"river", "vote", "minister", "harbour", "\xe6\x9d\xb1\xe4\xba\xac\xe9\x83\xbd",
	"\xe9\x9b\xa8", "it's", "co-operate", "1,000", "a", "the", "of", "\xd0\x9c\xd0\xb8\xd1\x80",
	"bridges", "bridging", "vot" };

static uint64_t
next(struct world *w)
{
	w->seed = w->seed * 6364136223846793005u + 1442695040888963407u;
	return w->seed >> 33;
}

static const char *
word(struct world *w)
{
	size_t i = next(w) % COUNT(words), j = next(w) % COUNT(words);

	return words[i < j ? i : j]; /* some often, some seldom */
}

static struct str
sentence(struct world *w, size_t count)
{
	struct str s = STR("");

	for (size_t i = 0; i < count; i++)
		s = arena_printf(w->f->a, STR_FMT "%s%s", STR_ARG(s), i > 0 ? " " : "", word(w));
	return s;
}

static void
make(struct world *w, size_t i)
{
	struct fixture *f = w->f;
	struct made *m = &w->made[i];
	struct feed_entry one = { .updated = FEED_NO_DATE };
	int64_t changed;

	m->id = (int64_t)i + 1;
	m->feed = w->feeds[next(w) % 3];
	m->date = NOW - (int64_t)(next(w) % (60 * 86400));
	m->title = sentence(w, 1 + next(w) % 6);
	m->author = next(w) % 3 == 0 ? STR("Mara Bridge") : STR("Tomas Eld");
	m->text = sentence(w, 1 + next(w) % 40);
	m->url = arena_printf(f->a, "https://site%d.example/%zu", (int)(next(w) % 5), i);
	one = (struct feed_entry){ .id = m->url,
		.link = m->url,
		.title = m->title,
		.author = m->author,
		.published = m->date,
		.updated = FEED_NO_DATE,
		.content_html = arena_printf(f->a, "<p>" STR_FMT "</p>", STR_ARG(m->text)) };
	put(f, m->feed, &one, 1, NOW);
	m->title_terms = terms_of(f->a, m->title);
	m->author_terms = terms_of(f->a, m->author);
	m->text_terms = terms_of(f->a, m->text);
	m->unread = next(w) % 2 == 0;
	m->starred = next(w) % 10 == 0;
	m->flags = next(w) % 7 == 0 ? STR("k") : STR_NONE;
	OK(store_mark(f->s,
	        &(struct store_marking){
	                .mark = MARK_READ, .on = !m->unread, .ids = &m->id, .ids_count = 1 },
	        &changed, &f->e));
	OK(store_mark(f->s,
	        &(struct store_marking){
	                .mark = MARK_STAR, .on = m->starred, .ids = &m->id, .ids_count = 1 },
	        &changed, &f->e));
	if (m->flags.len > 0)
		OK(store_mark(f->s,
		        &(struct store_marking){ .mark = MARK_FLAG,
		                .flag = 'k',
		                .on = true,
		                .ids = &m->id,
		                .ids_count = 1 },
		        &changed, &f->e));
}

static int
setup(void **state)
{
	static const char *const urls[] = { "https://one.example/feed", "https://two.example/feed",
		"https://three.example/feed" };
	struct world *w = calloc(1, sizeof(*w));

	setup_memory((void **)&w->f);
	w->seed = 20240322;
	w->made = calloc(ARTICLES, sizeof(*w->made));
	for (size_t i = 0; i < 3; i++)
		w->feeds[i] = add_feed(w->f, urls[i],
		        i == 0   ? "Caf\xc3\xa9 News"
		        : i == 1 ? "Harbour Post"
		                 : "Three");
	store_batch_begin(w->f->s, &w->f->e);
	for (size_t i = 0; i < ARTICLES; i++)
		make(w, i);
	for (size_t i = 0; i < ARTICLES - 100; i++) /* some wait for the index */
		store_analyse(w->f->s, NULL, w->made[i].id, NOW, &w->f->e);
	store_batch_end(w->f->s, &w->f->e);
	*state = w;
	return 0;
}

static int
down(void **state)
{
	struct world *w = *state;
	void *f = w->f;

	free(w->made);
	free(w);
	return teardown(&f);
}

/* ---- the slow evaluator ---- */

static bool holds(struct world *w, const struct query_node *n, const struct made *m);

static bool
state_holds(const char *name, const struct made *m)
{
	if (strcmp(name, "unread") == 0)
		return m->unread;
	if (strcmp(name, "read") == 0)
		return !m->unread;
	if (strcmp(name, "starred") == 0)
		return m->starred;
	return m->flags.len > 0;
}

/* An article that waits for the index is known by title and author. */
static bool
text_holds(const struct query_node *n, const struct made *m)
{
	struct str text = m->id > ARTICLES - 100 ? STR_NONE : m->text_terms;

	return query_eval_text(n, m->title_terms, m->author_terms, text);
}

static bool
holds(struct world *w, const struct query_node *n, const struct made *m)
{
	switch (n->kind) {
	case QUERY_AND: return holds(w, n->left, m) && holds(w, n->right, m);
	case QUERY_OR: return holds(w, n->left, m) || holds(w, n->right, m);
	case QUERY_NOT: return !holds(w, n->left, m);
	case QUERY_TEXT:
	case QUERY_NEAR: return text_holds(n, m);
	case QUERY_FEED: return (m->feed == w->feeds[1]) == str_eq(n->text, STR("harbour"));
	case QUERY_SITE: return str_find(m->url, n->text) >= 0;
	case QUERY_FLAG: return str_eq(m->flags, n->text);
	case QUERY_IS: return state_holds(query_states[n->number].name, m);
	case QUERY_DATE: return m->date >= n->low && m->date < n->high;
	default: return true;
	}
}

/* ---- random queries ---- */

static struct str
random_leaf(struct world *w)
{
	struct arena *a = w->f->a;

	switch (next(w) % 14) {
	case 0: return arena_printf(a, "\"%s %s\"", word(w), word(w));
	case 1: return arena_printf(a, "%.*s*", 3, words[next(w) % 10]);
	case 2: return arena_printf(a, "title:%s", word(w));
	case 3: return arena_printf(a, "author:%s", next(w) % 2 ? "mara" : "eld");
	case 4: return arena_printf(a, "%s NEAR/%d %s", word(w), (int)(next(w) % 5), word(w));
	case 5: return arena_printf(a, "age:%d..%d", (int)(next(w) % 20), (int)(20 + next(w) % 40));
	case 6: return STR("is:unread");
	case 7: return STR("is:starred");
	case 8: return STR("feed:harbour");
	case 9: return arena_printf(a, "site:site%d.example", (int)(next(w) % 5));
	case 10: return arena_printf(a, "title:\"%s %s\"", word(w), word(w));
	default: return arena_printf(a, "%s", word(w));
	}
}

static struct str
random_query(struct world *w, int depth)
{
	struct arena *a = w->f->a;
	struct str left, right;

	if (depth == 0 || next(w) % 3 == 0)
		return random_leaf(w);
	left = random_query(w, depth - 1);
	right = random_query(w, depth - 1);
	switch (next(w) % 5) {
	case 0:
		return arena_printf(
		        a, "(" STR_FMT " OR " STR_FMT ")", STR_ARG(left), STR_ARG(right));
	case 1:
		return arena_printf(
		        a, "(" STR_FMT " NOT " STR_FMT ")", STR_ARG(left), STR_ARG(right));
	case 2: return arena_printf(a, "NOT (" STR_FMT ")", STR_ARG(left));
	default: return arena_printf(a, "(" STR_FMT " " STR_FMT ")", STR_ARG(left), STR_ARG(right));
	}
}

static int
by_number(const void *x, const void *y)
{
	int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;

	return a < b ? -1 : a > b;
}

static size_t
expected(struct world *w, const struct query_node *root, int64_t *ids)
{
	size_t count = 0;

	for (size_t i = 0; i < ARTICLES; i++)
		if (holds(w, root, &w->made[i]))
			ids[count++] = w->made[i].id;
	return count;
}

static void
same_rows(struct world *w, struct str text, enum store_order order)
{
	struct fixture *f = w->f;
	struct store_query q = { .text = text, .now = NOW, .order = order };
	struct query_node *root;
	static int64_t wanted[ARTICLES], got[ARTICLES + STORE_LIST_MAX];
	size_t wanted_count, got_count = 0, count;
	struct store_item *items;

	OK(query_parse(f->a, text, NOW, &root, &f->e));
	wanted_count = expected(w, root, wanted);
	do {
		q.offset = got_count;
		if (!store_list(f->s, f->a, &q, &items, &count, &f->e))
			fail_msg(STR_FMT ": %s", STR_ARG(text), f->e.text);
		for (size_t i = 0; i < count && got_count < ARTICLES + 1; i++)
			got[got_count++] = items[i].id;
	} while (count == STORE_LIST_MAX);
	qsort(got, got_count, sizeof(*got), by_number);
	if (got_count != wanted_count || memcmp(got, wanted, got_count * sizeof(*got)) != 0)
		fail_msg(STR_FMT ": %zu rows, wanted %zu", STR_ARG(text), got_count, wanted_count);
	assert_int_equal(count_of(f, &q), wanted_count);
}

static void
agrees_with_the_slow_way(void **state)
{
	struct world *w = *state;
	struct arena *keep = w->f->a;

	for (int i = 0; i < QUERIES; i++) {
		w->f->a = arena_create();
		same_rows(w, random_query(w, 3), i % 4 == 0 ? STORE_RELEVANCE : STORE_NEWEST);
		arena_destroy(w->f->a);
		w->f->a = keep;
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(agrees_with_the_slow_way, setup, down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
