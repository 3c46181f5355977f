#!/usr/bin/env bash
# Takes the defence of each leak in leaks.tsv out in turn, on a copy of its file, and sees that the named test fails.
# Only the changed file is compiled (-O0) and put in front of the libraries when the test program is linked again.
# Exit 1 if a test passes without its defence, or if a row no longer fits the sources. Usage: leaks.sh BUILD [ROW...]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
build=$(cd "$1" && pwd)
shift
table=$here/leaks.tsv

# A test's name as Catch takes it: commas and brackets would be wildcards and lists.
named() { printf '%s' "$1" | sed 's/[,[]/\\&/g'; }

try_row() {
    local row=$1 work=$2 leak program test file from to
    IFS=$'\t' read -r leak program test file from to < <(sed -n "${row}p" "$table")
    mkdir -p "$work/$row/$(dirname "$file")"
    local copy=$work/$row/$file object=$work/$row/changed.o binary=$build/tests/lup_${program}_tests
    FROM=$from TO=$to perl -0pe '
        my ($from, $to) = map { s/\\n/\n/gr } @ENV{qw(FROM TO)};
        my $at = index($_, $from);
        substr($_, $at, length $from) = $to if $at >= 0;' "$top/$file" > "$copy"
    if cmp -s "$top/$file" "$copy"; then
        echo "STALE     $row $leak: the defence does not stand in $file"
    elif ! "$binary" -w NoTests "$(named "$test")" > "$work/$row/before" 2>&1; then
        echo "STALE     $row $leak: '$test' is not there or fails already"
    else
        local library=${file%%/*} compile link
        compile=$(cd "$build" && ninja -t commands "CMakeFiles/lup_$library.dir/$file.o" | tail -1)
        compile=$(printf '%s' "$compile" | sed -E "s# -O2 # -O0 -w #; s# -Werror##; s# -M(T|F) [^ ]+##g; s# -MD##; s# -o [^ ]+# -o $object#; s# -c .*# -c $copy#")
        link=$(cd "$build" && ninja -t commands "tests/lup_${program}_tests" | grep -- "-o tests/lup_${program}_tests " | tail -1)
        link=$(printf '%s' "$link" | sed -E "s#^: && ##; s# -o tests/lup_${program}_tests # -o $work/$row/tests $object #; s# && .*##")
        if ! (cd "$build" && eval "$compile" && eval "$link") > "$work/$row/log" 2>&1; then
            echo "STALE     $row $leak: does not compile without its defence"
            tail -5 "$work/$row/log"
        elif (cd "$work/$row" && timeout 300 ./tests "$(named "$test")" > log 2>&1); then
            echo "SURVIVED  $row $leak: $test"
        else
            echo "caught    $row $leak: $test"
        fi
    fi
    rm -rf "${work:?}/$row"
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rows=("$@")
[ $# -gt 0 ] || mapfile -t rows < <(seq 2 "$(wc -l < "$table")")
for ((i = 0; i < ${#rows[@]}; i += $(nproc))); do
    for row in "${rows[@]:i:$(nproc)}"; do try_row "$row" "$work" & done
    wait
done | tee "$work/told"
count() { grep -c "^$1" "$work/told" || true; }
echo "leaks: $(count caught) caught, $(count SURVIVED) survived, $(count STALE) stale"
[ "$(count SURVIVED)" -eq 0 ] && [ "$(count STALE)" -eq 0 ]
