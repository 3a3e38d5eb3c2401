/* SPDX-License-Identifier: ISC */
/*
 * cmd_rules.c - `dateline rules`: the rules of the config and how many articles each finds;
 * --apply does them to all that is stored.
 */
#include "cli.h"
#include "context.h"
#include "options.h"
#include "output.h"

#include <dateline/fetch.h>

#include <stdio.h>

static bool
print_rules(struct context *c, const struct store_rule *rules, size_t count, struct err *e)
{
	for (size_t i = 0; i < count; i++) {
		const struct store_query q = { .text = rules[i].query, .now = clock_now_s() };
		int64_t n;

		if (!store_count(c->store, &q, &n, e))
			return false;
		printf("%lld\t", (long long)n);
		print_safe(rules[i].query);
		putchar('\n');
	}
	return true;
}

static bool
apply_rules(struct context *c, const struct store_rule *rules, size_t count, struct err *e)
{
	int64_t changed;

	if (!store_rules_run(c->store, rules, count, 0, clock_now_s(), &changed, e))
		return false;
	printf("%lld article%s changed\n", (long long)changed, changed == 1 ? "" : "s");
	return true;
}

int
cmd_rules(int argc, char **argv)
{
	bool apply = false;
	const struct cli_option options[] = { { "apply", &apply, NULL } };
	struct store_rule *rules;
	struct context c;
	struct err e;
	int status = 0;
	size_t count;

	if (!cli_options(options, COUNT(options), &argc, &argv, &status))
		return status;
	if (argc != 0)
		return cli_usage("rules", false);
	if (!context_open(&c, CONTEXT_STORE, &e)) {
		status = cli_fail("rules", &e);
	} else {
		fetch_rules(c.arena, c.conf, &c.notes, &rules, &count);
		context_warn(&c);
		if (!(apply ? apply_rules : print_rules)(&c, rules, count, &e))
			status = cli_fail("rules", &e);
	}
	context_close(&c);
	return status;
}
