/* SPDX-License-Identifier: ISC */
/*
 * fuzz_entity.c - any text to mentions and entities, by the installed model when there is one: what
 * the door promises is checked.  Bytes that begin with the model's magic are opened as a model.
 */
#include <dateline/entity.h>
#include <dateline/text.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool holds)
{
	if (!holds)
		abort();
}

static struct entity_model *
installed_model(void)
{
	const char *folder = getenv("DATELINE_PKGDATADIR");
	struct entity_model *m = NULL;
	struct err e;
	char path[4096];

	snprintf(path, sizeof(path), "%s/names.model", folder != NULL ? folder : PKGDATADIR);
	return entity_model_open(&m, path, &e) ? m : NULL;
}

/* Starts of all clusters of the text, and its end. */
static uint8_t *
borders(struct arena *a, struct str text)
{
	struct cluster *c;
	size_t n = text_clusters(a, text, &c);
	uint8_t *at = arena_alloc(a, text.len + 1);

	for (size_t i = 0; i < n; i++)
		at[c[i].start] = 1;
	at[text.len] = 1;
	return at;
}

static void
check_text(const struct entity_model *m, struct arena *a, struct str text)
{
	struct entity_options o = { .date = INT64_MIN };
	struct entities e;
	uint8_t *border = borders(a, text);
	uint32_t at = 0, sum = 0;

	entity_find(a, m, text, &o, &e);
	for (size_t i = 0; i < e.mentions_count; i++) {
		const struct mention *x = &e.mentions[i];

		check(x->start >= at && x->end > x->start && x->end <= text.len);
		check(x->entity < e.count && border[x->start] && border[x->end]);
		at = x->end;
	}
	for (size_t i = 0; i < e.count; i++) {
		check(e.list[i].name.len > 0 && e.list[i].key.len > 0 && e.list[i].count > 0);
		check(utf8_valid(e.list[i].name) && utf8_valid(e.list[i].key));
		sum += e.list[i].count;
	}
	check(sum == e.mentions_count);
	at = 0;
	for (size_t i = 0; i < e.quantities_count; i++) {
		check(e.quantities[i].start >= at && e.quantities[i].end <= text.len);
		at = e.quantities[i].end;
	}
}

static void
check_model(const uint8_t *data, size_t size)
{
	char path[] = "/tmp/fuzz-model-XXXXXX";
	int fd = mkstemp(path);
	struct entity_model *m;
	struct arena *a = arena_create();
	struct err e;

	if (fd < 0)
		return;
	check(write(fd, data, size) == (ssize_t)size);
	close(fd);
	if (entity_model_open(&m, path, &e))
		check_text(m, a, STR("Maria Lund met the UN in Oslo, she said."));
	entity_model_close(m);
	unlink(path);
	arena_destroy(a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct entity_model *model; /* mapped once for all runs */
	static bool tried;
	struct arena *a = arena_create();
	struct str text = utf8_repair(a, (struct str){ (const char *)data, size });

	if (!tried)
		model = installed_model();
	tried = true;
	if (size > 7 && memcmp(data, "DLNAMES", 7) == 0)
		check_model(data, size);
	check_text(model, a, text);
	check_text(NULL, a, text);
	arena_destroy(a);
	return 0;
}
