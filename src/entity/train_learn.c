/* SPDX-License-Identifier: ISC */
/*
 * learn.c - a linear-chain conditional random field (Lafferty et al. 2001) whose scores are a
 * sparse linear part plus a small network over a window of word vectors (after Collobert et al.
 * 2011). Sparse part: AdaGrad; network: Adam in small batches; both with dropout.
 */
#include "train.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SENTENCE_MAX 512
#define BATCH 8

static double
uniform(struct params *p)
{
	p->random = p->random * 6364136223846793005u + 1442695040888963407u;
	return (double)(p->random >> 33) / 2147483648.0;
}

static void
fill(struct params *p, float *x, size_t n, double scale)
{
	for (size_t i = 0; i < n; i++)
		x[i] = (float)((uniform(p) * 2 - 1) * scale);
}

void
params_init(struct params *p, size_t rows, uint32_t vector)
{
	p->rows = rows;
	p->sparse = calloc(rows * LABELS_PAD, sizeof(float));
	p->sparse_sum = calloc(rows * LABELS_PAD, sizeof(float));
	p->vector = vector;
	p->random += 20240322;
	p->steps = 0;
	if (p->sparse == NULL || p->sparse_sum == NULL)
		out_of_memory();
	/* Raw vectors come with their strongest directions first. */
	for (uint32_t k = 0; k < GLOVE; k++)
		for (uint32_t j = 0; j < vector; j++)
			p->net.project[k][j] =
			        (k == j ? 1.0f : 0.0f) + (float)((uniform(p) * 2 - 1) * 0.1);
	fill(p, &p->net.in[0][0][0], sizeof(p->net.in) / sizeof(float),
	        sqrt(3.0 / (WINDOW * (vector + 5.0))));
	fill(p, &p->net.out[0][0], sizeof(p->net.out) / sizeof(float), sqrt(3.0 / HIDDEN) * 0.5);
}

/* ---- one sentence in work ---- */
struct work {
	const struct corpus *corpus;
	const struct resources *resources;
	uint32_t n;
	const struct sample_token *t;
	const float *raw[SENTENCE_MAX];
	float z[SENTENCE_MAX][VECTOR_MAX];
	float c[SENTENCE_MAX][WINDOW][HIDDEN];
	float h[SENTENCE_MAX][HIDDEN];
	float keep[SENTENCE_MAX][HIDDEN]; /* dropout factor times whether the unit is on */
	float score[SENTENCE_MAX][LABELS_PAD], e[SENTENCE_MAX][LABELS_PAD];
	float alpha[SENTENCE_MAX][LABELS_PAD], beta[SENTENCE_MAX][LABELS_PAD];
	float p[SENTENCE_MAX][LABELS_PAD], q[SENTENCE_MAX][LABELS_PAD];
	double log_scale[SENTENCE_MAX];
	uint8_t *dropped; /* of each sparse feature of the sentence */
	size_t dropped_cap;
	float trans[LABELS + 1][LABELS_PAD]; /* exp of the transitions */
	float dtrans[LABELS + 1][LABELS_PAD];
};

static void
net_forward(struct params *p, struct work *w, bool learn)
{
	struct net *net = &p->net;

	for (uint32_t i = 0; i < w->n; i++) {
		uint64_t extra = w->t[i].extra;

		memset(w->z[i], 0, sizeof(w->z[i]));
		if (w->raw[i] != NULL)
			for (uint32_t k = 0; k < GLOVE; k++)
				for (uint32_t j = 0; j < p->vector; j++)
					w->z[i][j] += w->raw[i][k] * net->project[k][j];
		else
			extra |= 1;
		for (int o = 0; o < WINDOW; o++) {
			float *c = w->c[i][o];

			memset(c, 0, sizeof(w->c[i][o]));
			for (uint32_t k = 0; k < p->vector; k++)
				for (int j = 0; j < HIDDEN; j++)
					c[j] += w->z[i][k] * net->in[o][k][j];
			for (int k = 0; k < INPUT_EXTRA; k++)
				if (extra >> k & 1)
					for (int j = 0; j < HIDDEN; j++)
						c[j] += net->in[o][p->vector + (uint32_t)k][j];
		}
	}
	for (uint32_t i = 0; i < w->n; i++) {
		float *h = w->h[i];

		memcpy(h, net->bias, sizeof(w->h[i]));
		for (int k = 0; k < INPUT_FLAGS; k++)
			if (w->t[i].flags >> k & 1)
				for (int j = 0; j < HIDDEN; j++)
					h[j] += net->flags[k][j];
		for (int o = 0; o < WINDOW; o++) {
			/* o = 0: the word stands WINDOW_SIDE places before */
			ptrdiff_t at = (ptrdiff_t)i + o - WINDOW_SIDE;
			const float *c =
			        at < 0 || at >= (ptrdiff_t)w->n ? net->beyond[o] : w->c[at][o];

			for (int j = 0; j < HIDDEN; j++)
				h[j] += c[j];
		}
		for (int j = 0; j < HIDDEN; j++) {
			float keep = h[j] > 0 ? 1.0f : 0.0f;

			if (learn && p->drop_hidden > 0)
				keep *= uniform(p) < p->drop_hidden ? 0 : 1 / (1 - p->drop_hidden);
			w->keep[i][j] = keep;
			h[j] *= keep;
		}
		for (int j = 0; j < HIDDEN; j++)
			for (int y = 0; y < LABELS_PAD; y++)
				w->score[i][y] += h[j] * net->out[j][y];
	}
}

#define SURE 1e-3f

/* Expected less true labels of a token; gives the largest. */
static float
differences(const struct work *w, uint32_t i, float weight, float *d)
{
	float most = 0;

	for (int y = 0; y < LABELS_PAD; y++) {
		d[y] = weight * (w->p[i][y] - w->q[i][y]);
		most = fabsf(d[y]) > most ? fabsf(d[y]) : most;
	}
	return most;
}

static void
net_backward(struct params *p, struct work *w, float weight, struct net *g)
{
	struct net *net = &p->net;
	static float dh[SENTENCE_MAX][HIDDEN]; /* trainer only: one thread */
	static float dz[VECTOR_MAX];
	static bool sure[SENTENCE_MAX]; /* what is known already teaches nothing more */

	for (uint32_t i = 0; i < w->n; i++) {
		float d[LABELS_PAD];

		sure[i] = differences(w, i, weight, d) < SURE;
		for (int j = 0; !sure[i] && j < HIDDEN; j++) {
			float s = 0;

			for (int y = 0; y < LABELS_PAD; y++) {
				s += d[y] * net->out[j][y];
				g->out[j][y] += d[y] * w->h[i][j];
			}
			dh[i][j] = s * w->keep[i][j];
			g->bias[j] += dh[i][j];
		}
	}
	for (uint32_t i = 0; i < w->n; i++) {
		if (sure[i])
			continue;
		for (int k = 0; k < INPUT_FLAGS; k++)
			if (w->t[i].flags >> k & 1)
				for (int j = 0; j < HIDDEN; j++)
					g->flags[k][j] += dh[i][j];
		for (int o = 0; o < WINDOW; o++) {
			ptrdiff_t at = (ptrdiff_t)i + o - WINDOW_SIDE;

			if (at < 0 || at >= (ptrdiff_t)w->n)
				for (int j = 0; j < HIDDEN; j++)
					g->beyond[o][j] += dh[i][j];
		}
	}
	for (uint32_t i = 0; i < w->n; i++) {
		uint64_t extra = w->t[i].extra | (w->raw[i] == NULL);
		bool any = false;

		memset(dz, 0, sizeof(dz));
		for (int o = 0; o < WINDOW; o++) {
			ptrdiff_t to = (ptrdiff_t)i - (o - WINDOW_SIDE);
			const float *d;

			if (to < 0 || to >= (ptrdiff_t)w->n || sure[to])
				continue;
			any = true;
			d = dh[to];
			if (w->raw[i] != NULL)
				for (uint32_t k = 0; k < p->vector; k++) {
					float s = 0, z = w->z[i][k];

					for (int j = 0; j < HIDDEN; j++) {
						s += d[j] * net->in[o][k][j];
						g->in[o][k][j] += z * d[j];
					}
					dz[k] += s;
				}
			for (int k = 0; k < INPUT_EXTRA; k++)
				if (extra >> k & 1)
					for (int j = 0; j < HIDDEN; j++)
						g->in[o][p->vector + (uint32_t)k][j] += d[j];
		}
		if (w->raw[i] != NULL && any)
			for (uint32_t k = 0; k < GLOVE; k++)
				for (uint32_t j = 0; j < p->vector; j++)
					g->project[k][j] += w->raw[i][k] * dz[j];
	}
}

static void
adam(struct params *p, struct net *g, float rate)
{
	float *x = (float *)&p->net, *d = (float *)g, *m = (float *)&p->step1,
	      *v = (float *)&p->step2;
	size_t n = sizeof(struct net) / sizeof(float);
	float c1, c2;

	p->steps++;
	c1 = 1 / (1 - powf(0.9f, (float)p->steps));
	c2 = 1 / (1 - powf(0.999f, (float)p->steps));
	for (size_t i = 0; i < n; i++) {
		m[i] = 0.9f * m[i] + 0.1f * d[i];
		v[i] = 0.999f * v[i] + 0.001f * d[i] * d[i];
		x[i] -= rate * (m[i] * c1 / (sqrtf(v[i] * c2) + 1e-4f) + p->decay * x[i]);
		d[i] = 0;
	}
}

/* ---- sparse scores ---- */
static void
sentence_scores(struct params *p, struct work *w, const struct sample *s, bool learn)
{
	const struct corpus *c = w->corpus;
	const struct resources *r = w->resources;
	const struct sample_token *t = c->tokens + s->first;
	uint32_t start = t[0].feature, end = t[s->count].feature;

	w->n = s->count;
	w->t = t;
	if (w->dropped_cap < end - start) {
		w->dropped_cap = end - start;
		w->dropped = realloc(w->dropped, w->dropped_cap);
	}
	for (uint32_t i = 0; i < w->n; i++) {
		memset(w->score[i], 0, sizeof(w->score[i]));
		w->raw[i] = t[i].row != UINT32_MAX && p->vector > 0
		                    ? r->glove + (size_t)t[i].row * GLOVE
		                    : NULL;
		if (learn && p->drop_word > 0 && uniform(p) < p->drop_word)
			w->raw[i] = NULL;
		for (uint32_t k = t[i].feature; k < t[i + 1].feature; k++) {
			const float *row = p->sparse + (size_t)c->features[k] * LABELS_PAD;

			w->dropped[k - start] = learn && uniform(p) < p->drop_sparse;
			if (w->dropped[k - start])
				continue;
			for (int y = 0; y < LABELS_PAD; y++)
				w->score[i][y] += row[y];
		}
		if (learn && p->drop_sparse > 0)
			for (int y = 0; y < LABELS_PAD; y++)
				w->score[i][y] /= 1 - p->drop_sparse;
	}
	if (p->vector > 0)
		net_forward(p, w, learn);
}

static void
sparse_step(struct params *p, struct work *w, float weight, float rate)
{
	const struct corpus *c = w->corpus;
	uint32_t start = w->t[0].feature;

	for (uint32_t i = 0; i < w->n; i++) {
		float g[LABELS_PAD];

		if (differences(w, i, weight, g) < SURE)
			continue;
		for (uint32_t k = w->t[i].feature; k < w->t[i + 1].feature; k++) {
			size_t at = (size_t)c->features[k] * LABELS_PAD;

			if (w->dropped[k - start])
				continue;
			for (int y = 0; y < LABELS_PAD; y++) {
				float *sum = &p->sparse_sum[at + (size_t)y];

				*sum += g[y] * g[y];
				p->sparse[at + (size_t)y] -= rate * g[y] / (sqrtf(*sum) + 1e-6f);
			}
		}
	}
}

/* ---- forward and backward over the chain; allowed[i] masks labels ---- */
static double
chain(struct work *w, const uint32_t *allowed, float out[][LABELS_PAD], bool pairs, float sign)
{
	double log_z = 0;
	uint32_t n = w->n;

	for (uint32_t i = 0; i < n; i++) {
		float *a = w->alpha[i], sum = 0;

		for (int y = 0; y < LABELS_PAD; y++)
			a[y] = i == 0 ? w->trans[LABELS][y] : 0;
		if (i > 0)
			for (int x = 0; x < LABELS; x++)
				for (int y = 0; y < LABELS_PAD; y++)
					a[y] += w->alpha[i - 1][x] * w->trans[x][y];
		for (int y = 0; y < LABELS_PAD; y++) {
			bool in = y < LABELS && (allowed[i] >> y & 1);

			if (i + 1 == n && y > 0 && y < LABELS && LABEL_PART(y) < PART_LAST)
				in = false; /* a name ends within its sentence */
			a[y] = in ? a[y] * w->e[i][y] : 0;
			sum += a[y];
		}
		sum = sum > 1e-30f ? sum : 1e-30f;
		for (int y = 0; y < LABELS_PAD; y++)
			a[y] /= sum;
		w->log_scale[i] = log((double)sum);
		log_z += w->log_scale[i];
	}
	for (uint32_t i = n; i-- > 0;) {
		float *b = w->beta[i], sum = 0;

		for (int x = 0; x < LABELS_PAD; x++)
			b[x] = i + 1 == n ? 1 : 0;
		if (i + 1 < n) {
			float eb[LABELS_PAD], total = 0;

			for (int y = 0; y < LABELS_PAD; y++)
				eb[y] = w->alpha[i + 1][y] > 0 ? w->e[i + 1][y] * w->beta[i + 1][y]
				                               : 0;
			for (int x = 0; x < LABELS; x++)
				for (int y = 0; y < LABELS_PAD; y++)
					b[x] += w->trans[x][y] * eb[y];
			if (pairs) {
				for (int x = 0; x < LABELS; x++)
					for (int y = 0; y < LABELS; y++)
						total += w->alpha[i][x] * w->trans[x][y] * eb[y];
				for (int x = 0; x < LABELS && total > 0; x++)
					for (int y = 0; y < LABELS; y++)
						w->dtrans[x][y] += sign * w->alpha[i][x] *
						                   w->trans[x][y] * eb[y] / total;
			}
			for (int x = 0; x < LABELS; x++)
				sum += b[x];
			for (int x = 0; x < LABELS_PAD && sum > 0; x++)
				b[x] /= sum;
		}
		sum = 0;
		for (int y = 0; y < LABELS_PAD; y++)
			sum += out[i][y] = w->alpha[i][y] * b[y];
		for (int y = 0; y < LABELS_PAD && sum > 0; y++)
			out[i][y] /= sum;
	}
	if (pairs)
		for (int y = 0; y < LABELS; y++)
			w->dtrans[LABELS][y] += sign * out[0][y];
	return log_z;
}

static void
trans_step(struct params *p, struct work *w, float weight, float rate)
{
	for (int x = 0; x <= LABELS; x++)
		for (int y = 0; y < LABELS; y++) {
			float g = weight * w->dtrans[x][y];

			if (!label_follows(x == LABELS ? -1 : x, y))
				continue;
			p->trans_sum[x][y] += g * g;
			if (p->trans_sum[x][y] > 0)
				p->trans[x][y] -= rate * g / (sqrtf(p->trans_sum[x][y]) + 1e-6f);
		}
	memset(w->dtrans, 0, sizeof(w->dtrans));
}

static void
exp_all(struct params *p, struct work *w, bool trans)
{
	for (int x = 0; trans && x <= LABELS; x++)
		for (int y = 0; y < LABELS_PAD; y++)
			w->trans[x][y] = y < LABELS && label_follows(x == LABELS ? -1 : x, y)
			                         ? expf(p->trans[x][y])
			                         : 0;
	for (uint32_t i = 0; i < w->n; i++) {
		float most = w->score[i][0];

		for (int y = 1; y < LABELS; y++)
			most = w->score[i][y] > most ? w->score[i][y] : most;
		for (int y = 0; y < LABELS_PAD; y++)
			w->e[i][y] = y < LABELS ? expf(w->score[i][y] - most) + 1e-12f : 0;
	}
}

static uint32_t
allowed_labels(const struct sample *s, uint8_t label)
{
	uint32_t mask;

	if (label == LABEL_UNKNOWN)
		return (1u << LABELS) - 1;
	mask = 1u << label;
	if (s->partial && label == 0)
		for (int part = 0; part < 4; part++)
			mask |= 1u << LABEL(TYPE_MISC, part);
	return mask;
}

static double
learn_sentence(struct params *p, struct work *w, const struct sample *s, float rate, struct net *g)
{
	uint32_t all[SENTENCE_MAX] = { 0 }, gold[SENTENCE_MAX] = { 0 };
	double loss;

	sentence_scores(p, w, s, true);
	exp_all(p, w, true);
	for (uint32_t i = 0; i < w->n; i++) {
		all[i] = (1u << LABELS) - 1;
		gold[i] = allowed_labels(s, w->t[i].label);
	}
	loss = chain(w, all, w->p, true, 1);
	loss -= chain(w, gold, w->q, true, -1);
	sparse_step(p, w, s->weight, rate * p->rate);
	trans_step(p, w, s->weight, rate * p->trans_rate);
	if (p->vector > 0)
		net_backward(p, w, s->weight, g);
	return loss;
}

static struct work *
work_make(const struct corpus *c, const struct resources *r)
{
	struct work *w = calloc(1, sizeof(*w));

	if (w == NULL)
		out_of_memory();
	w->corpus = c;
	w->resources = r;
	return w;
}

static void
shuffle(struct params *p, uint32_t *order, size_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		uint32_t j = (uint32_t)(uniform(p) * (i + 1));

		order[i] = order[j];
		order[j] = i;
	}
}

static double
train_epoch(struct params *p, const struct corpus *c, const struct resources *r,
        const uint32_t *order, double from, double to)
{
	struct work *w = work_make(c, r);
	struct net *g = calloc(1, sizeof(*g));
	double loss = 0;
	size_t tokens = 0;

	for (size_t i = 0; i < c->samples_count; i++) {
		const struct sample *s = &c->samples[order[i]];
		double done = from + (to - from) * (double)i / (double)c->samples_count;
		float rate = (float)(1 - done);

		loss += learn_sentence(p, w, s, rate, g);
		tokens += s->count;
		if (i % BATCH != BATCH - 1)
			continue;
		if (p->vector > 0)
			adam(p, g, rate * p->dense_rate);
	}
	free(w->dropped);
	free(w);
	free(g);
	return loss / (double)(tokens > 0 ? tokens : 1);
}

void
train_all(struct params *p, const struct corpus *c, const struct resources *r, int epochs)
{
	uint32_t *order = calloc(c->samples_count + 1, sizeof(*order));

	for (int i = 0; i < epochs; i++) {
		double loss;

		shuffle(p, order, c->samples_count);
		loss = train_epoch(p, c, r, order, (double)i / epochs, (i + 1.0) / epochs);
		printf("epoch %d loss %.4f\n", i + 1, loss);
		fflush(stdout);
	}
	free(order);
}

/* ---- tagging with the exact numbers, and the score ---- */
static void
viterbi(struct params *p, struct work *w, uint8_t *labels)
{
	static uint8_t back[SENTENCE_MAX][LABELS];
	float best[LABELS], next[LABELS];
	int y;

	for (uint32_t i = 0; i < w->n; i++) {
		for (y = 0; y < LABELS; y++) {
			float most = -1e30f;

			for (int x = i == 0 ? LABELS : 0; x < LABELS + (i == 0); x++) {
				float s = (i == 0 ? 0 : best[x]) + p->trans[x][y];

				if (label_follows(i == 0 ? -1 : x, y) && s > most) {
					most = s;
					back[i][y] = (uint8_t)x;
				}
			}
			next[y] = most + w->score[i][y];
		}
		memcpy(best, next, sizeof(best));
	}
	y = 0;
	for (int x = 0; x < LABELS; x++)
		if ((x == 0 || LABEL_PART(x) >= PART_LAST) && best[x] > best[y])
			y = x;
	for (uint32_t i = w->n; i-- > 0;) {
		labels[i] = (uint8_t)y;
		y = back[i][y];
	}
}

static size_t
name_end(const uint8_t *y, size_t i, size_t n)
{
	if (LABEL_PART(y[i]) == PART_SINGLE)
		return i;
	while (i + 1 < n && LABEL_PART(y[i]) != PART_LAST)
		i++;
	return i;
}

static bool
starts(const uint8_t *y, size_t i)
{
	return y[i] > 0 && (LABEL_PART(y[i]) == PART_BEGIN || LABEL_PART(y[i]) == PART_SINGLE);
}

void
train_score(struct params *p, const struct corpus *c, const struct resources *r, const char *name)
{
	static const char *const kinds[] = { "PER", "LOC", "ORG", "MISC", "P+L" };
	double n[TYPES + 1][3] = { { 0 } };
	struct work *w = work_make(c, r);

	for (size_t k = 0; k < c->samples_count; k++) {
		const struct sample *s = &c->samples[k];
		uint8_t got[SENTENCE_MAX], gold[SENTENCE_MAX];

		sentence_scores(p, w, s, false);
		viterbi(p, w, got);
		for (uint32_t i = 0; i < s->count; i++)
			gold[i] = c->tokens[s->first + i].label == LABEL_UNKNOWN
			                  ? 0
			                  : c->tokens[s->first + i].label;
		for (uint32_t i = 0; i < s->count; i++) {
			bool both = starts(got, i) && starts(gold, i) &&
			            LABEL_TYPE(got[i]) == LABEL_TYPE(gold[i]) &&
			            name_end(got, i, s->count) == name_end(gold, i, s->count);

			if (starts(got, i)) {
				n[LABEL_TYPE(got[i])][0] += both;
				n[LABEL_TYPE(got[i])][1]++;
			}
			if (starts(gold, i))
				n[LABEL_TYPE(gold[i])][2]++;
		}
	}
	for (int k = 0; k < 3; k++)
		n[TYPES][k] = n[TYPE_PER][k] + n[TYPE_LOC][k];
	printf("  %-16s", name);
	for (int t = TYPES; t >= 0; t--)
		if (t != TYPE_MISC)
			printf("  %s %.1f %.1f %.1f", kinds[t], 100 * n[t][0] / (n[t][1] + 1e-9),
			        100 * n[t][0] / (n[t][2] + 1e-9),
			        200 * n[t][0] / (n[t][1] + n[t][2] + 1e-9));
	printf("\n");
	free(w->dropped);
	free(w);
}
