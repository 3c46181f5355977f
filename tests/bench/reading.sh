#!/bin/sh
# Times `lup cells --count FILE` as a whole process beside what reads or unpacks the same file, run by run in turn:
# `unzip -p` for .xlsx (and readxl, where R has it), fread's own time for .csv, a bare loop for .sav.
# Last line: reading R x PEER (R a ratio of medians). Usage: reading.sh FILE LUP BENCH_READING [RUNS]
set -eu
file=$1 lup=$2 bench=$3 runs=${4:-7}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# seconds NAME COMMAND...: appends the wall time in milliseconds and the peak memory in kB.
seconds() {
    name=$1
    shift
    start=$(date +%s%N)
    /usr/bin/time -f %M -o "$work/memory" "$@" > "$work/log" || { cat "$work/log"; exit 3; }
    end=$(date +%s%N)
    echo "$(((end - start) / 1000000)) $(tail -1 "$work/memory")" >> "$work/$name"
}
middle() { cut -d' ' -f"$2" "$work/$1" | sort -n | sed -n "$(((runs + 1) / 2))p"; }
has_r() { Rscript -e "if (!requireNamespace('$1', quietly = TRUE)) quit(status = 1)" > "$work/log" 2>&1; }

"$bench" "$file" --benchmark_min_time=1
case $file in
*.csv)
    printf 'id;a\n1;2\n' > "$work/small.csv"
    peer="fread, net of start"
    has_r data.table || { echo "reading: data.table is not there to compare with"; exit 3; }
    ;;
*.sav) peer="bare ReadStat loop" ;;
*) peer="unzip -p" ;;
esac
run=0
while [ $run -lt "$runs" ]; do
    seconds lup "$lup" cells --count "$file"
    case $file in
    *.csv)
        seconds peer Rscript -e "t <- system.time(data.table::fread('$file'))[['elapsed']]; cat(t * 1000, file = '$work/net', append = TRUE, sep = '\n')"
        seconds start "$lup" cells --count "$work/small.csv"
        ;;
    *.sav) seconds peer "$bench" "$file" --benchmark_filter=floor --benchmark_min_time=0 ;;
    *) seconds peer unzip -p "$file" ;;
    esac
    run=$((run + 1))
done
ours=$(middle lup 1) theirs=$(middle peer 1)
if [ -f "$work/net" ]; then
    theirs=$(sort -n "$work/net" | sed -n "$(((runs + 1) / 2))p")
    ours=$((ours - $(middle start 1)))
elif has_r readxl && [ "$peer" = "unzip -p" ]; then
    seconds readxl Rscript -e "x <- readxl::read_excel('$file', guess_max = 1000)"
    echo "readxl, once: $(cut -d' ' -f1 "$work/readxl") ms, $(cut -d' ' -f2 "$work/readxl") kB"
fi
echo "$peer: $theirs ms; lup: $ours ms, $(middle lup 2) kB"
echo "reading $(awk "BEGIN { printf \"%.3f\", $ours / $theirs }") x $peer"
