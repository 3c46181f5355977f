#!/bin/sh
# Times the estimates benchmark beside data.table's hand-written Taylor variance, run by run in turn, and holds the
# results against each other. Needs Rscript with data.table and the peer's script in ../shared/bench.
# With LARGE.csv it also times that file once and tells the time per row beside that of FILE.
# Last line: estimates R x data.table (R a ratio of medians). Usage: estimates.sh FILE.csv BENCH_ESTIMATES [RUNS [LARGE.csv]]
set -eu
file=$1 program=$2 runs=${3:-5} large=${4:-}
peer=$(cd "$(dirname "$0")/../.." && pwd)/../shared/bench/bench_taylor_dt.R
[ -f "$peer" ] || { echo "estimates: the peer's script is not there: $peer"; exit 3; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# seconds NAME COMMAND...: appends the wall time in milliseconds and the peak memory in kB.
seconds() {
    name=$1
    shift
    start=$(date +%s%N)
    /usr/bin/time -f %M -o "$work/memory" "$@" > "$work/log"
    end=$(date +%s%N)
    echo "$(((end - start) / 1000000)) $(tail -1 "$work/memory")" >> "$work/$name"
}
middle() { cut -d' ' -f"$2" "$work/$1" | sort -n | sed -n "$(((runs + 1) / 2))p"; }

run=0
while [ $run -lt "$runs" ]; do
    seconds peer Rscript "$peer" "$file" 1 "$work/peer.csv"
    seconds ours "$program" "$file" "$work/ours.csv"
    run=$((run + 1))
done
[ $run -gt 0 ] || exit 3
"$program" "$file" "$work/one.csv" 1
cmp "$work/one.csv" "$work/ours.csv" && echo "one core and all cores: the same bytes"
if [ -n "$large" ]; then
    seconds large "$program" "$large" "$work/large.csv"
    set -- $(cat "$work/large") "$(wc -l < "$file")" "$(wc -l < "$large")" "$(middle ours 1)" "$(middle ours 2)"
    awk "BEGIN { printf \"%d rows: %.3f x the time per row of %d rows, %d kB (%d kB)\\n\",
                 $4 - 1, $1 / ($4 - 1) / ($5 / ($3 - 1)), $3 - 1, $2, $6 }"
fi
"$program" compare "$work/ours.csv" "$work/peer.csv"
echo "data.table $(middle peer 1) ms, $(middle peer 2) kB; lup $(middle ours 1) ms, $(middle ours 2) kB"
echo "estimates $(awk "BEGIN { printf \"%.3f\", $(middle ours 1) / $(middle peer 1) }") x data.table"
