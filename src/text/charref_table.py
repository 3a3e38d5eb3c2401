#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""Writes charref_table.c: the named character references of the HTML standard, sorted for a binary
search.  Source: Python's html.entities.html5.  Run: charref_table.py > charref_table.c"""
from html.entities import html5

names = sorted((n.encode(), t.encode()) for n, t in html5.items())
blob, at, rows = b'', {}, []
for name, text in names:
    bare = name.rstrip(b';')
    if bare not in at:
        at[bare] = len(blob)
        blob += bare
print('''/* SPDX-License-Identifier: ISC */
/*
 * charref_table.c - the named character references of the HTML standard (section 13.5), made by
 * charref_table.py.  Rows are sorted by name in byte order; a name with ';' sorts behind the same
 * name without it.
 */
#include "charref_private.h"

/* clang-format off */
const char charref_names[] =''')
for i in range(0, len(blob), 80):
    print('\t"%s"' % blob[i:i + 80].decode(), end=';\n' if i + 80 >= len(blob) else '\n')
print('''
/* offset and length of the name, whether it needs its ';', and the text it stands for */
const struct charref_row charref_rows[CHARREF_ROWS] = {''')
for name, text in sorted(names, key=lambda r: (r[0].rstrip(b';'), r[0])):
    bare = name.rstrip(b';')
    semi = name.endswith(b';')
    if semi and bare.decode() in html5:
        continue  # the row without ';' serves both
    quoted = ''.join('\\%03o' % c for c in text)
    print('\t{ %d, %d, %d, %d, "%s" },' % (at[bare], len(bare), semi, len(text), quoted))
print('};')
