/* SPDX-License-Identifier: ISC */
/*
 * test_entity.c - tokens, names by rules, merging, roles, countries; spans stay inside any text.
 */
#include "../../src/entity/model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* after what it needs */
#include <cmocka.h>

static struct arena *arena;

static int
set_up(void **state)
{
	(void)state;
	arena = arena_create();
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_destroy(arena);
	return 0;
}

static struct entities
find(const char *text)
{
	struct entities e;

	entity_find(arena, NULL, str_of(text), NULL, &e);
	return e;
}

static const struct entity *
named(const struct entities *e, enum entity_kind kind, const char *name)
{
	for (size_t i = 0; i < e->count; i++)
		if (e->list[i].kind == kind && str_eq(e->list[i].name, str_of(name)))
			return &e->list[i];
	return NULL;
}

static size_t
count_kind(const struct entities *e, enum entity_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < e->count; i++)
		n += e->list[i].kind == kind;
	return n;
}

/* Tokens joined by '|', a sentence begins with '^'. */
static const struct {
	const char *text, *tokens;
} splits[] = {
	{ "Mr. Orl met Dr. Tavi. He left.", "^Mr.|Orl|met|Dr.|Tavi|.|^He|left|." },
	{ "the U.S. said", "^the|U.S.|said" },
	{ "in the U.S. The talks", "^in|the|U.S.|^The|talks" },
	{ "J. R. Quill's ship", "^J.|R.|Quill|'s|ship" },
	{ "O\xe2\x80\x99Hara\xe2\x80\x99s Al-Mina port",
	        "^O\xe2\x80\x99Hara|\xe2\x80\x99s|Al-Mina|port" },
	{ "cost 1,200.50, or 3-1", "^cost|1,200.50|,|or|3-1" },
	{ "see https://x.example/a?b=1. Then", "^see|https://x.example/a?b=1|.|^Then" },
	{ "mail a@b.example now", "^mail|a@b.example|now" },
	{ "one line\ngoes on\nNew line", "^one|line|goes|on|^New|line" },
	{ "\"Stop!\" She ran...", "^\"|Stop|!|\"|^She|ran|..." },
	{ "AT&T and Q&A", "^AT&T|and|Q&A" },
	{ "", "" },
};

static void
tokens_have_exact_borders(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(splits); i++) {
		struct token *t;
		size_t n = token_split(arena, str_of(splits[i].text), &t);
		char got[512] = "";

		for (size_t k = 0; k < n; k++) {
			size_t at = strlen(got);

			snprintf(got + at, sizeof(got) - at, "%s%s%.*s", k > 0 ? "|" : "",
			        t[k].flags & TOKEN_SENTENCE ? "^" : "",
			        (int)(t[k].end - t[k].start), splits[i].text + t[k].start);
		}
		assert_string_equal(got, splits[i].tokens);
	}
}

static void
tables_are_sorted(void **state)
{
	(void)state;
	for (size_t i = 1; i < place_rows_count; i++)
		assert_true(strcmp(place_rows[i - 1].name, place_rows[i].name) < 0);
	for (size_t i = 1; i < org_rows_count; i++)
		assert_true(strcmp(org_rows[i - 1].alias, org_rows[i].alias) < 0);
	for (size_t i = 1; i < country_rows_count; i++)
		assert_true(strcmp(country_rows[i - 1].code, country_rows[i].code) < 0);
}

/* The head of a report is set in capitals; its place is called by its usual name. */
static void
a_place_in_capitals_is_named_calmly(void **state)
{
	struct entities e = find("DAR ES SALAAM, Tanzania - A ferry from the USA came to KIGALI.\n");

	(void)state;
	assert_non_null(named(&e, ENTITY_PLACE, "Dar Es Salaam"));
	assert_non_null(named(&e, ENTITY_PLACE, "Kigali"));
}

static void
people_are_joined_by_full_name_only(void **state)
{
	struct entities e = find("Maria Orlova met Peter Orlova in Paris. Mr. Orlova smiled. "
	                         "Maria K. Orlova said no.");

	(void)state;
	assert_int_equal(count_kind(&e, ENTITY_PERSON), 2);
	assert_non_null(named(&e, ENTITY_PERSON, "Maria K. Orlova"));
	assert_int_equal(named(&e, ENTITY_PERSON, "Maria K. Orlova")->count, 2);
	assert_int_equal(named(&e, ENTITY_PERSON, "Peter Orlova")->count, 2);
}

/* A surname is the one's who is spoken of most, a junior is not his father. */
static void
surnames_go_to_the_main_person(void **state)
{
	struct entities e = find(
	        "President John Hask met reporters. Hask said that his wife, Maria Hask, was well. "
	        "Maria Hask stayed at home. Mr. Hask and John Hask Jr. left. King Robert, the "
	        "son of Robert Lund, did not.");

	(void)state;
	assert_int_equal(named(&e, ENTITY_PERSON, "John Hask")->count, 3);
	assert_int_equal(named(&e, ENTITY_PERSON, "Maria Hask")->count, 2);
	assert_int_equal(named(&e, ENTITY_PERSON, "John Hask Jr.")->count, 1);
	assert_int_equal(named(&e, ENTITY_PERSON, "Robert Lund")->count, 2);
}

static void
roles_stand_beside_names(void **state)
{
	static const struct {
		const char *text, *name, *role;
	} cases[] = {
		{ "On Monday French Foreign Minister Maria Lund spoke.", "Maria Lund",
		        "French Foreign Minister" },
		{ "Talks failed, foreign minister Maria Lund said.", "Maria Lund",
		        "foreign minister" },
		{ "Maria Lund, the group's leader, said no.", "Maria Lund", "the group's leader" },
		{ "Maria Lund, a spokeswoman for the ministry, said no.", "Maria Lund",
		        "spokeswoman for the ministry" },
		{ "On Monday Mr. Peter Lund spoke.", "Peter Lund", "" },
		{ "The mayor of Oslo, Peter Lund, said no.", "Peter Lund", "mayor of Oslo" },
		{ "The party's leader, Peter Lund, said no.", "Peter Lund", "party's leader" },
		{ "Maria Lund, Peter Holm and others came.", "Maria Lund", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct entities e = find(cases[i].text);
		const struct entity *p = named(&e, ENTITY_PERSON, cases[i].name);

		assert_non_null(p);
		assert_int_equal(p->detail.len, strlen(cases[i].role));
		assert_memory_equal(
		        p->detail.len > 0 ? p->detail.p : "", cases[i].role, p->detail.len);
	}
}

static void
names_of_a_country_are_one(void **state)
{
	struct entities e =
	        find("The US and Norway spoke. The U.S. agreed, and so did America. The United "
	             "States is large. Talks in Oslo went on. Norwegians and Norwegian "
	             "ships came. It told us so.");
	const struct entity *us = named(&e, ENTITY_PLACE, "United States");

	(void)state;
	assert_non_null(us);
	assert_int_equal(us->count, 4);
	assert_true(str_eq(us->country, STR("US")));
	assert_true(str_eq(named(&e, ENTITY_PLACE, "Oslo")->detail, STR("Norway")));
	assert_int_equal(named(&e, ENTITY_DEMONYM, "Norwegian")->count, 2);
	assert_true(str_eq(named(&e, ENTITY_DEMONYM, "Norwegian")->detail, STR("Norway")));
}

static void
capitals_that_act_are_governments(void **state)
{
	struct entities e =
	        find("Talks with Norway failed. Later Oslo rejected the plan. It rained in Oslo.");

	(void)state;
	assert_int_equal(named(&e, ENTITY_PLACE, "Norway")->count, 2);
	assert_true(named(&e, ENTITY_PLACE, "Norway")->metonym);
	assert_int_equal(named(&e, ENTITY_PLACE, "Oslo")->count, 1);
}

static void
acronyms_join_their_organisation(void **state)
{
	struct entities e =
	        find("The World Food Council met. The WFC agreed. In the UN the UN Security "
	             "Council voted; the UNSC is split.");

	(void)state;
	assert_int_equal(named(&e, ENTITY_ORGANISATION, "World Food Council")->count, 2);
	assert_int_equal(
	        named(&e, ENTITY_ORGANISATION, "United Nations Security Council")->count, 2);
	assert_int_equal(named(&e, ENTITY_ORGANISATION, "United Nations")->count, 1);
}

static void
check_spans(struct str text)
{
	struct entities e;
	uint32_t before = 0;

	entity_find(arena, NULL, text, NULL, &e);
	for (size_t i = 0; i < e.mentions_count; i++) {
		assert_true(e.mentions[i].start >= before);
		assert_true(e.mentions[i].end > e.mentions[i].start);
		assert_true(e.mentions[i].end <= text.len);
		assert_true(e.mentions[i].entity < e.count);
		assert_true(char_on_border(text, e.mentions[i].start));
		assert_true(char_on_border(text, e.mentions[i].end));
		before = e.mentions[i].end;
	}
}

static void
spans_stay_inside_any_text(void **state)
{
	static const char *const parts[] = { "Maria", " ", "Lund", "\xcc\x81", "\n",
		"\xe2\x80\x99s", ".", ", ", "\xf0\x9f\x87\xb3\xf0\x9f\x87\xb4", "\xe2\x80\x8d",
		"\xf0\x9f\x91\xa9", "Oslo", "minister ", "the ", "\xe6\x9d\xb1\xe4\xba\xac", "UN",
		"-", "U.S.", "1,2", "\"", "of ", "\xff", "\xe2\x80" };
	uint32_t seed = 7;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		char text[512] = "";

		for (int k = 0; k < 24; k++) {
			seed = seed * 1664525 + 1013904223;
			strcat(text, parts[(seed >> 16) % COUNT(parts)]);
		}
		check_spans(str_of(text));
		arena_reset(arena);
	}
}

static void
other_languages_say_so(void **state)
{
	struct entities e =
	        find("Der Kanzler ist am Montag nach Paris gereist, um dort mit dem Minister zu "
	             "sprechen, der ihn schon seit Wochen erwartet hatte und nun endlich sah.");

	(void)state;
	assert_non_null(named(&e, ENTITY_PLACE, "Paris"));
	assert_true(str_find(e.note, STR("not English")) == 0);
	e = find("Правительство объявило в понедельник, что оно не будет обсуждать зарплату.");
	assert_true(str_find(e.note, STR("not English")) == 0);
	/* A table has no function words, and is English all the same. */
	e = find("TENNIS - RESULTS\nMara Quist (Norland) beat Tomas Eld (Varda) 6-4 6-2\nBirgit "
	         "Aune "
	         "(Norland) beat Ana Reyes (Peru) 7-5 6-3\nOrrin Hask (Varda) beat Lena Orl 6-1 "
	         "6-0\n");
	assert_int_equal(str_find(e.note, STR("not English")), -1);
}

static void
damaged_models_are_refused(void **state)
{
	static const struct model_header none = { .magic = MODEL_MAGIC, .version = MODEL_VERSION };
	struct model_header h = none;
	struct entity_model m = { 0 };
	struct entity_model *opened;
	struct err e;

	(void)state;
	assert_false(entity_model_open(&opened, "/nonexistent/names.model", &e));
	assert_null(opened);
	assert_non_null(strstr(e.text, "/nonexistent/names.model"));
	assert_false(model_attach(&m, (const uint8_t *)&h, 20, &e));
	assert_false(model_attach(&m, (const uint8_t *)&h, sizeof(h), &e));
	h.version++;
	assert_false(model_attach(&m, (const uint8_t *)&h, sizeof(h), &e));
	assert_non_null(strstr(e.text, "version"));
	h = none;
	h.magic[0] = 'X';
	assert_false(model_attach(&m, (const uint8_t *)&h, sizeof(h), &e));
	h = none;
	h.size = sizeof(h);
	h.list_bits = h.word_bits = 1;
	h.feature_bits = 31;
	assert_false(model_attach(&m, (const uint8_t *)&h, sizeof(h), &e));
}

/* The installed model, on a text made up for it. */
static void
the_model_reads_news(void **state)
{
	struct str text = STR(
	        "LUND WARNS KENYA OVER HARBOUR FEES\n"
	        "Foreign minister Mara Lund said on Friday that Kenya would not pay for the new "
	        "harbour in Mombasa. Lund spoke after talks with the World Bank in Geneva. "
	        "Kenyan officials denied it.\n");
	const char *folder = getenv("DATELINE_PKGDATADIR");
	struct entity_model *m;
	struct entities e;
	struct err err;

	(void)state;
	assert_non_null(folder);
	assert_true(entity_model_open(&m, arena_printf(arena, "%s/names.model", folder).p, &err));
	entity_find(arena, m, text, NULL, &e);
	assert_int_equal(e.note.len, 0);
	assert_int_equal(named(&e, ENTITY_PERSON, "Mara Lund")->count, 3);
	assert_true(str_eq(named(&e, ENTITY_PERSON, "Mara Lund")->detail, STR("Foreign minister")));
	assert_int_equal(named(&e, ENTITY_PLACE, "Kenya")->count, 2);
	assert_non_null(named(&e, ENTITY_PLACE, "Mombasa"));
	assert_non_null(named(&e, ENTITY_PLACE, "Geneva"));
	assert_non_null(named(&e, ENTITY_ORGANISATION, "World Bank"));
	assert_non_null(named(&e, ENTITY_DEMONYM, "Kenyan"));
	entity_model_close(m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tokens_have_exact_borders),
		cmocka_unit_test(tables_are_sorted),
		cmocka_unit_test(a_place_in_capitals_is_named_calmly),
		cmocka_unit_test(people_are_joined_by_full_name_only),
		cmocka_unit_test(surnames_go_to_the_main_person),
		cmocka_unit_test(roles_stand_beside_names),
		cmocka_unit_test(names_of_a_country_are_one),
		cmocka_unit_test(capitals_that_act_are_governments),
		cmocka_unit_test(acronyms_join_their_organisation),
		cmocka_unit_test(spans_stay_inside_any_text),
		cmocka_unit_test(other_languages_say_so),
		cmocka_unit_test(damaged_models_are_refused),
		cmocka_unit_test(the_model_reads_news),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
