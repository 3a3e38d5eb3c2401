/* SPDX-License-Identifier: ISC */
/*
 * rules.c - rules of the user: what a query finds is hidden, marked read, starred, tagged or
 * flagged by itself, on arrival or, on demand, in all that is there.
 */
#include "query.h"

static const struct {
	const char *name;
	enum store_mark mark;
	bool on, has_value;
} actions[] = {
	{ "hide", MARK_HIDDEN, true, false },
	{ "read", MARK_READ, true, false },
	{ "unread", MARK_READ, false, false },
	{ "star", MARK_STAR, true, false },
	{ "delete", MARK_DELETED, true, false },
	{ "tag", MARK_TAG, true, true },
	{ "flag", MARK_FLAG, true, true },
};

static bool
read_value(struct str value, struct store_rule *out, struct err *e)
{
	if (value.len == 0)
		return err_set(e, ERR_USAGE, "a rule that tags or flags says with what");
	if (out->mark == MARK_TAG) {
		out->tag = value;
		return true;
	}
	out->flag = value.p[0];
	return (value.len == 1 && out->flag >= 'a' && out->flag <= 'z') ||
	       err_set(e, ERR_USAGE, "a flag is a letter from a to z");
}

bool
store_rule_parse(struct str action, struct str query, struct store_rule *out, struct err *e)
{
	struct str value = str_trim(action), name = str_split(&value, ' ');

	*out = (struct store_rule){ .query = query };
	if (str_trim(query).len == 0)
		return err_set(e, ERR_USAGE, "a rule needs a query");
	for (size_t i = 0; i < COUNT(actions); i++) {
		if (!str_eq_nocase(name, str_of(actions[i].name)))
			continue;
		out->mark = actions[i].mark;
		out->on = actions[i].on;
		return (!actions[i].has_value || read_value(str_trim(value), out, e)) &&
		       store_query_check(query, e);
	}
	return err_set(e, ERR_USAGE,
	        "unknown action \"" STR_FMT "\" (hide, read, unread, star, delete, tag NAME,"
	        " flag LETTER)",
	        STR_ARG(name));
}

bool
store_rules_run(struct store *s, const struct store_rule *rules, size_t count, int64_t after,
        int64_t now, int64_t *changed, struct err *e)
{
	*changed = 0;
	for (size_t i = 0; i < count; i++) {
		const struct store_rule *r = &rules[i];
		struct store_query q = { .text = r->query, .after = after, .now = now };
		struct store_marking m = {
			.mark = r->mark, .on = r->on, .flag = r->flag, .tag = r->tag, .query = &q
		};
		int64_t n;
		if (!store_mark(s, &m, &n, e))
			return err_context(e, "rule \"" STR_FMT "\"", STR_ARG(r->query));
		*changed += n;
	}
	return true;
}

/* meta.ruled: the last article that the rules are done with; -1: none, but they begin with the
 * first. */
bool
store_rules_arrive(struct store *s, const struct store_rule *rules, size_t count,
        enum store_arrival arrival, int64_t now, int64_t *changed, struct err *e)
{
	int64_t ruled, last;

	*changed = 0;
	if (!meta_get(s, "ruled", &ruled, e) || !store_last_article(s, &last, e))
		return false;
	if (last == 0)
		last = -1;
	if (arrival == STORE_ARRIVING)
		return ruled != 0 || meta_set(s, "ruled", last, e);
	if (ruled == last)
		return true;
	if (!store_rules_run(s, rules, count, ruled, now, changed, e))
		return false;
	return arrival != STORE_ANALYSED || meta_set(s, "ruled", last, e);
}

bool
store_last_article(struct store *s, int64_t *id, struct err *e)
{
	return db_one_v(s->db, e, id, NULL, "select max(id) from articles", NULL, 0);
}
