#!/bin/sh
# SPDX-License-Identifier: ISC
# Checks the direction of includes: each module may include the doors named in its row and no others,
# nothing of another module's private files; and each of curses, curl and SQLite belongs to one file.
set -u
cd "${srcdir:-.}" || exit 99
failed=0

complain() {
	echo "layers: $*"
	failed=1
}

below_text='base url'
below_article="$below_text text"
below_entity="$below_article article layout"
below_story="$below_entity entity quantity"
below_store="$below_story story feed"
above_store="$below_store store progress conf"

allowed() {
	case $1 in
	base) echo 'base url' ;;
	text) echo "$below_text text" ;;
	conf) echo 'base conf' ;;
	feed) echo "$below_article feed" ;;
	article) echo "$below_article article layout" ;;
	entity) echo "$below_entity entity quantity" ;;
	story) echo "$below_story story" ;;
	store) echo "$below_store store progress" ;;
	fetch) echo "$above_store fetch" ;;
	ui) echo "$above_store ui" ;;
	cli) echo "$above_store fetch ui" ;;
	*) echo '' ;;
	esac
}

# Prints the module that a door in include/dateline belongs to.
module_of_door() {
	case $1 in
	url) echo base ;;
	layout) echo article ;;
	quantity) echo entity ;;
	progress) echo store ;;
	*) echo "$1" ;;
	esac
}

check_file() { # FILE MODULE
	for door in $(sed -n 's|^#[[:space:]]*include <dateline/\([a-z]*\)\.h>.*|\1|p' "$1"); do
		case " $(allowed "$2") " in
		*" $door "*) ;;
		*) complain "$1 includes dateline/$door.h, which $2 must not know" ;;
		esac
	done
	for own in $(sed -n 's|^#[[:space:]]*include "\([^"]*\)".*|\1|p' "$1"); do
		case $own in
		*/*) complain "$1 includes $own: a module's private files are its own" ;;
		esac
	done
}

check_owner() { # HEADER-PATTERN NAME
	owners=$(grep -lE "^#[[:space:]]*include <($1)>" $(find src include -name '*.[ch]'))
	count=$(echo "$owners" | grep -c .)
	[ "$count" -le 1 ] || complain "$2 is included by $count files:" $owners
}

modules=0
for dir in src/*/; do
	module=$(basename "$dir")
	[ "$module" = data ] && continue
	modules=$((modules + 1))
	for file in $(find "$dir" -name '*.[ch]'); do
		check_file "$file" "$module"
	done
done
for file in include/dateline/*.h; do
	check_file "$file" "$(module_of_door "$(basename "$file" .h)")"
done
# A file that no list names would be missing from the distribution.
for file in $(find src include -name '*.[ch]'); do
	grep -qF "$file" src/*/module.am Makefile.am || complain "$file is in no module.am"
done
[ "$modules" -ge 5 ] || complain "found $modules modules only: wrong folder?"
check_owner '(ncursesw/)?(curses|ncurses|term)\.h' curses
check_owner 'curl/[a-z]+\.h' curl
check_owner 'sqlite3\.h' SQLite
[ $failed -eq 0 ] && echo "layers: $modules modules look one way only"
exit $failed
