#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""background.py VOCABULARY > background_table.h   How common words are in news.

VOCABULARY has one word a line, most frequent first; what follows a tab is not read.  The table in
the tree was made from the order of the vocabulary of GloVe 6B (Wikipedia 2014 and Gigaword 5;
Public Domain Dedication and License).  By Zipf's law a word of rank r is seen about 1 / r as
often as the first; words with one stem add up.  Of each stem the chance that an article has it
is kept in twentieths of -ln, in the low byte of an entry; the upper three bytes are its hash.
"""
import math, sys

STEMS, WORDS = 12288, 30  # entries kept; occurrences of the commonest word in an article


def stem(w):
    if len(w) > 4:
        if w.endswith("ies"): w = w[:-3] + "y"
        elif w.endswith(("sses", "ches", "shes", "xes")): w = w[:-2]
        elif w.endswith("s") and w[-2] not in "sui": w = w[:-1]
    elif len(w) == 4 and w.endswith("s") and w[-2] not in "sui": w = w[:-1]
    for suffix in ("ing", "ed", "er", "ly", "ion"):
        if w.endswith(suffix) and len(w) - len(suffix) >= 4: return w[: -len(suffix)]
    return w[:-1] if w.endswith("e") and len(w) > 5 else w


def fnv(w):
    h = 2166136261
    for b in w.encode(): h = ((h ^ b) * 16777619) & 0xFFFFFFFF
    h ^= h >> 15
    h = h * 0x2C1B3C6D & 0xFFFFFFFF
    return h ^ h >> 12


share = {}
for rank, line in enumerate(open(sys.argv[1], encoding="utf-8"), 1):
    w = line.rstrip("\n").split("\t")[0]
    if len(w) > 1 and w.isascii() and w.isalnum():
        share[stem(w)] = share.get(stem(w), 0.0) + 1.0 / rank
best = sorted(share, key=lambda w: -share[w])[:STEMS]
rows = {}
for w in reversed(best):
    p = 1.0 - math.exp(-WORDS * share[w])
    rows[fnv(w) >> 8] = min(255, round(-20 * math.log(p)))
print("/* SPDX-License-Identifier: ISC */")
print("/* Made by background.py, which says what it is; by hash. */")
print("static const uint32_t background_table[] = {")
cells = ["0x%06x%02x," % kv for kv in sorted(rows.items())]
for i in range(0, len(cells), 8): print("\t" + " ".join(cells[i : i + 8]))
print("};")
keys = sorted(rows)
starts = ["%d," % sum(k >> 16 < first for k in keys) for first in range(257)]
print("/* Where the hashes of each first byte start. */")
print("static const uint16_t background_start[] = {")
for i in range(0, len(starts), 15): print("\t" + " ".join(starts[i : i + 15]))
print("};")
