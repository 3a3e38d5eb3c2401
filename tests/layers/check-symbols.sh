#!/bin/sh
# SPDX-License-Identifier: ISC
# No two files of the library define the same global name: an archive links the first it meets, so a
# clash would go unnoticed until somebody calls the other.
set -u
twice=$(nm --defined-only "${builddir:-.}/libdateline.a" | awk '$2 ~ /^[TDBR]$/ { print $3 }' |
	grep -v '^__' | sort | uniq -d)
[ -z "$twice" ] || {
	echo "symbols defined twice: $twice"
	exit 1
}
