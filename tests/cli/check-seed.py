#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""The acceptance example: a real article with a hand-made list of what is in it.  It is not part of the
project; where it lies beside it (../shared/seed, or $DATELINE_SEED) `dateline entities` is compared
with it, span by span, and precision and recall are printed.  Without it the test skips."""
import json
import os
import pathlib
import subprocess
import sys

SKIP = 77
src = pathlib.Path(os.environ.get("srcdir", ".")).resolve()
seed = pathlib.Path(os.environ.get("DATELINE_SEED", src.parent / "shared" / "seed"))
program = (pathlib.Path(os.environ.get("builddir", ".")) / "dateline").resolve()

LISTED = {
    "people": ["Antony Blinken"],
    "places": ["Gaza", "Israel", "United States", "Rafah", "Qatar", "Egypt", "Saudi Arabia", "Cairo", "Doha"],
}
NUMBERS = [  # value and the last word of what it counts
    (40, "hostages"), (1200, "people"), (253, "hostages"), (32000, "palestinians"),
    (2400000, "residents"), (1500000, "people"),
]


def gold_spans(gold, text):
    """Kind and end of each mention; a role before a name makes the start a matter of taste."""
    spans = set()
    for kind, group in (("person", "people"), ("place", "places"), ("organisation", "organisations")):
        for entity in gold[group]:
            for at in entity["offsets"]:
                surface = max((s for s in entity["surface"] if text.startswith(s, at)), key=len)
                start = at + len(surface) - len(entity["name"]) if kind == "person" and len(surface) > len(entity["name"]) else at
                spans.add((kind, start, at + len(surface)))
    for demonym in gold["demonyms"]:
        spans |= {("demonym", at, at + len(demonym["surface"])) for at in demonym["offsets"]}
    return spans


def rates(found, wanted, hit):
    right = sum(1 for f in found if any(hit(f, w) for w in wanted))
    recalled = sum(1 for w in wanted if any(hit(f, w) for f in found))
    return right / max(1, len(found)), recalled / max(1, len(wanted))


def check_names(out, gold, text):
    wanted = gold_spans(gold, text)
    metonyms = {at for m in gold["metonyms"] for at in m["offsets"]}
    found = {(m["kind"], m["start"], m["end"]) for m in out["mentions"] if m["start"] not in metonyms}

    def hit(f, w):
        if w[0] == "place" and text[w[1]:w[2]].startswith("Al-Shifa"):
            return f[0] == "place" and f[1] == w[1]
        if w[0] == "demonym":  # a plural is the same word
            return f[:2] == w[:2] and 0 <= f[2] - w[2] <= 1
        return f == w

    for miss in sorted(wanted, key=lambda w: w[1]):
        if not any(hit(f, miss) for f in found):
            print("missing", miss, repr(text[miss[1]:miss[2]]))
    for extra in sorted(found, key=lambda f: f[1]):
        if not any(hit(extra, w) for w in wanted):
            print("spurious", extra, repr(text[extra[1]:extra[2]]))
    return rates(found, wanted, hit)


def check_quantities(out, gold, dates):
    group = gold["dates"] if dates else gold["numbers"]
    weeks = {"2024-W12": "2024-03-18/2024-03-25"}
    wanted = [
        (n["offset"], n["offset"] + len(n["surface"]), weeks.get(n["resolved"], n["resolved"]) if dates else n["value"], n.get("optional"))
        for n in group
    ]
    key = "iso" if dates else "value"
    kinds = ("date", "daterange", "datetime", "datetimerange", "time", "timerange")
    found = [q for q in out["quantities"] if (q["kind"] in kinds) == dates]

    def hit(q, w):
        return q["start"] < w[1] and w[0] < q["end"] and (w[2] is None or q.get(key) == w[2])

    for q in found:
        if not any(hit(q, w) for w in wanted):
            print("spurious", q)
    for w in wanted:
        if not w[3] and not any(hit(q, w) for q in found):
            print("missing", w)
    precision, _ = rates(found, wanted, hit)
    _, recall = rates(found, [w for w in wanted if not w[3]], hit)
    return precision, recall


def main():
    if not (seed / "gold.json").exists():
        print("no acceptance article beside the project")
        return SKIP
    text = (seed / "article.txt").read_text(encoding="utf8")
    gold = json.loads((seed / "gold.json").read_text(encoding="utf8"))
    run = subprocess.run([program, "entities", "--date", "2024-03-22", seed / "article.txt"], stdout=subprocess.PIPE, check=True)
    out = json.loads(run.stdout)
    ok = True
    for group, names in LISTED.items():
        for name in names:
            if sum(1 for e in out[group] if e["name"] == name) != 1:
                print(f"{group}: {name} is not listed once")
                ok = False
    for value, what in NUMBERS:
        if not any(q.get("value") == value and (q.get("what") or "").lower().endswith(what) for q in out["quantities"]):
            print(f"numbers: {value} {what} is not listed")
            ok = False
    role = [e.get("role") for e in out["people"] if e["name"] == "Antony Blinken"]
    if role != ["US Secretary of State"]:
        print("role:", role)
        ok = False
    for name, (precision, recall) in (
        ("names", check_names(out, gold, text)),
        ("numbers", check_quantities(out, gold, False)),
        ("dates", check_quantities(out, gold, True)),
    ):
        print(f"{name}: precision {100 * precision:.1f} recall {100 * recall:.1f}")
        ok = ok and precision >= 0.9 and recall >= 0.9
    return 0 if ok else 1


sys.exit(main())
