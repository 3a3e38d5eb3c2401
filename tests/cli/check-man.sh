#!/bin/sh
# SPDX-License-Identifier: ISC
# The manual pages are sound mdoc, and name every command, setting and key that the program has: what
# the program lists of itself is compared with the pages.
set -u
src=${srcdir:-.}
dateline=${builddir:-.}/dateline
failed=0

complain() {
	echo "man: $*"
	failed=1
}

if command -v mandoc >/dev/null 2>&1; then
	mandoc -Tlint -W warning "$src"/man/*.[157] || complain 'mandoc finds faults'
fi

commands=$("$dateline" help | sed -n 's/^  \([a-z]\{2,\}\) .*/\1/p')
[ -n "$commands" ] || complain 'the program lists no commands'
for name in $commands; do
	grep -q "^\.It Ic $name\b" "$src/man/dateline.1" || complain "dateline.1 lacks the command $name"
	"$dateline" "$name" --help | grep -q "^usage: dateline $name" || complain "$name --help"
done

settings=$("$dateline" help settings | sed 's/ .*//')
[ -n "$settings" ] || complain 'the program lists no settings'
for name in $settings; do
	grep -q "^\.It Ic $name No = " "$src/man/dateline.conf.5" ||
		complain "dateline.conf.5 lacks the setting $name"
done

# Keys in the first 19 columns, then the name of the action.
actions=$("$dateline" help keys | sed -n 's/^.\{19\}\([a-z-]\{1,\}\) .*/\1/p')
[ -n "$actions" ] || complain 'the program lists no keys'
for name in $actions; do
	grep -q "^\.It Ic $name\( No : .*\)\{0,1\}$" "$src/man/dateline.1" ||
		complain "dateline.1 lacks the action $name"
done

exit $failed
