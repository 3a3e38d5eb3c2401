/* SPDX-License-Identifier: ISC */
/*
 * bench_quantity.c - megabytes per second of quantity_find on one core, and the time of an 800-word
 * article: text named on the command line, else a made-up story told over and over.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <dateline/quantity.h>

#define ROUNDS 5
#define TEXT_BYTES (4u * 1024 * 1024)
#define ARTICLE_BYTES 4800 /* 800 words */

static const char story[] =
        "The council of Port Ansel voted on Thursday to rebuild the harbour wall that a storm "
        "broke in "
        "January, a project which is expected to cost at least $2.4 billion and to take six "
        "years.\n"
        "Foreign minister Mara Quist told reporters that the work could not wait. \"Every winter "
        "the sea "
        "takes another piece of the town,\" she said, standing beside the pier where she grew up.\n"
        "Nearly 32,000 people were driven from their homes when the water rose, according to the "
        "regional "
        "health authority, and hundreds of families still live in tents behind the old cannery.\n"
        "The old wall was laid by hand, and people still tell their children which stones came "
        "from which "
        "farm. When the sea broke it, the sound carried up the valley, and those who heard it say "
        "that "
        "they will not sleep well near the water again, wall or no wall.\n"
        "The wall will be built of stone from the quarry at Varda, which employs many of the "
        "people who "
        "lost their boats. Tomas Eld, who leads the fishers' union, said that his members had been "
        "asked "
        "too little and too late, but that they would vote for the plan all the same.\n"
        "Shares of the builder rose 4.5% to 118.20 marks on Friday (22 March), their best day "
        "since 2019. "
        "The government holds a third of the company and has said that it will not sell before the "
        "end of "
        "next year, whatever the price.\n"
        "Not everyone is pleased. The owners of the boatyards fear that the new road to the quarry "
        "will "
        "cut them off from the harbour, and a group of painters has asked for the ruins to be left "
        "as "
        "they are, since the light there is like nothing else along the coast.\n"
        "Engineers say the first section, some 12 kilometres long, should stand by October 7, when "
        "the "
        "autumn gales begin. Until then the town will close two of its three bridges at night.\n";

static double
now_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double
best_time(struct str text, size_t *found)
{
	double best = 1e9;
	struct arena *a = arena_create();

	for (int i = 0; i < ROUNDS; i++) {
		struct quantity_options o = { .date = 1711184400 };
		struct quantity *q;
		double t = now_s();

		*found = quantity_find(a, text, &o, &q);
		t = now_s() - t;
		best = t < best ? t : best;
		arena_reset(a);
	}
	arena_destroy(a);
	return best;
}

int
main(int argc, char **argv)
{
	struct buf b;
	struct err e;
	size_t found = 0;

	if (argc > 1 && !file_read(argv[1], TEXT_BYTES, &b, &e)) {
		fprintf(stderr, "%s\n", e.text);
		return 1;
	}
	if (argc < 2) {
		buf_init(&b, TEXT_BYTES);
		while (buf_add(&b, story, sizeof(story) - 1))
			;
	}
	double t = best_time(buf_str(&b), &found);
	printf("quantity_speed %.1f MB/s\n", (double)b.len / 1e6 / t);
	printf("quantity_density %.1f per_kB\n", (double)found * 1000 / (double)b.len);
	t = best_time(str_sub(buf_str(&b), 0, ARTICLE_BYTES), &found);
	printf("quantity_article %.3f ms\n", t * 1e3);
	buf_free(&b);
	return 0;
}
