#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""Writes charset_tables.c: single-byte encodings of the WHATWG Encoding standard, from Python's
codecs.  What a Windows page leaves open below 0xa0 is the C1 control of that number, as there."""
CODECS = [('ibm866', 'cp866')] + [('iso-8859-%d' % n, 'iso8859-%d' % n)
    for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)]
CODECS += [('koi8-r', 'koi8-r'), ('koi8-u', 'koi8-u'), ('macintosh', 'mac-roman'),
    ('windows-874', 'cp874')] + [('windows-%d' % n, 'cp%d' % n) for n in range(1250, 1259)]
CODECS += [('x-mac-cyrillic', 'mac-cyrillic'), ('ibm437', 'cp437'), ('ibm850', 'cp850')]
print('''/* SPDX-License-Identifier: ISC */
/*
 * charset_tables.c - what the bytes 0x80 to 0xff mean in the single-byte encodings, made by
 * charset_tables.py; 0 where they mean nothing.
 */
#include "charset_private.h"

const char *const charset_single_names[] = {''')
for name, codec in CODECS:
    print('\t"%s",' % name)
print('''	NULL,
};

/* clang-format off */
const uint16_t charset_single[][128] = {''')
for name, codec in CODECS:
    row = []
    for byte in range(128, 256):
        try:
            row.append(ord(bytes([byte]).decode(codec)))
        except UnicodeDecodeError:
            row.append(byte if byte < 0xa0 else 0)
    print('\t{ /* %s */' % name)
    for i in range(0, 128, 12):
        print('\t\t' + ' '.join('0x%x,' % c for c in row[i:i + 12]))
    print('\t},')
print('};')
