#!/usr/bin/env bash
# The whole night on a real school survey (8 MB .xlsx, 3.2 million cells: read, count, protect, publish, report) beside R's
# readxl::read_excel, which only reads it; run by run in turn. Usage: night.sh FILE.xlsx LUP [RUNS]
# Last line: night R x readxl::read_excel (R a ratio of medians; below 1 the night is faster).
set -euo pipefail
file=$1
lup=$2
runs=${3:-5}
here=$(cd "$(dirname "$0")" && pwd)
[ -f "$file" ] || { echo "night: $file is not there"; exit 3; }
Rscript -e 'if (!requireNamespace("readxl", quietly = TRUE)) quit(status = 1)' 2>/dev/null ||
    { echo "night: R with readxl (r-cran-readxl) is not there to compare with"; exit 3; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# seconds NAME COMMAND...: appends the wall time in milliseconds and the peak memory of the largest process in kB.
seconds() {
    local name=$1 start
    shift
    start=$(date +%s%N)
    /usr/bin/time -f %M -o "$work/memory" "$@" >"$work/log" || { cat "$work/log"; exit 1; }
    echo "$((($(date +%s%N) - start) / 1000000)) $(tail -1 "$work/memory")" >>"$work/$name"
}
middle() { cut -d' ' -f"$2" "$work/$1" | sort -n | sed -n "$(((runs + 1) / 2))p"; }

for ((run = 0; run < runs; ++run)); do
    rm -rf "$work/home"
    "$lup" init "$work/home" >/dev/null
    rm -rf "$work/home/kodbok" "$work/home/plan"
    cp -r "$here/../app/codebooks/yrbs2019/kodbok" "$work/home/kodbok"
    cp "$file" "$work/home/inkorg/"
    seconds night "$lup" run "$work/home"
    tail -1 "$work/log" | grep -q 'inget att åtgärda' || { cat "$work/log"; exit 1; }
    seconds readxl Rscript -e 'invisible(readxl::read_excel(commandArgs(TRUE)[1]))' "$file"
done
echo "night: $(middle night 1) ms, $(($(middle night 2) / 1024)) MB"
echo "readxl: $(middle readxl 1) ms, $(($(middle readxl 2) / 1024)) MB"
awk -v ours="$(middle night 1)" -v peer="$(middle readxl 1)" 'BEGIN {printf "night %.2f x readxl::read_excel\n", ours / peer}'
