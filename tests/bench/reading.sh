#!/bin/sh
# Times `lup cells --count FILE` as a whole process beside what reads or unpacks the same file, run by run in turn:
# `unzip -p` for .xlsx (and readxl, where R has it), fread's own time for .csv, a bare loop for .sav. Of the benchmark
# workbook (headings id, vikt, datum, region, kon, F5 ...) also `lup check`: through a codebook to coded columns.
# Last line: reading R x PEER (R a ratio of medians). Usage: reading.sh FILE LUP BENCH_READING [RUNS]
set -eu
file=$1 lup=$2 bench=$3 runs=${4:-7}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# seconds NAME COMMAND...: appends the wall time in milliseconds and the peak memory in kB.
seconds() {
    name=$1
    shift
    start=$(date +%s%N)
    /usr/bin/time -f %M -o "$scratch/memory" "$@" > "$scratch/log" || { cat "$scratch/log"; exit 3; }
    end=$(date +%s%N)
    echo "$(((end - start) / 1000000)) $(tail -1 "$scratch/memory")" >> "$scratch/$name"
}
middle() { cut -d' ' -f"$2" "$scratch/$1" | sort -n | sed -n "$(((runs + 1) / 2))p"; }
has_r() { Rscript -e "if (!requireNamespace('$1', quietly = TRUE)) quit(status = 1)" > "$scratch/log" 2>&1; }

# A codebook for the benchmark's headings, in which every answer is coded: five words or the numbers 1 to 10, 99 missing.
write_codebook() {
    mkdir -p "$scratch/hem"
    "$lup" init "$scratch/hem" > "$scratch/log"
    rm -f "$scratch"/hem/kodbok/* "$scratch"/hem/plan/*
    cd "$scratch/hem/kodbok"
    printf 'survey;title;kind\nprov;Prov;sample\n' > surveys.csv
    printf 'survey;wave;title;period_from;period_to\nprov;2023;Prov 2023;2023-01-01;2023-12-31\n' > waves.csv
    printf 'indicator;title;survey;variable;statistic;numerator\nnojd;Nöjd;prov;F10;share;1\n' > indicators.csv
    printf 'survey;indicators;by\nprov;*;\n' > breakdowns.csv
    awk -v OFS=';' 'BEGIN {
        print "survey", "variable", "type", "role", "column", "required" > "variables.csv"
        print "survey", "variable", "value", "code", "label", "missing" > "codes.csv"
        split("Stämmer inte alls,Stämmer dåligt,Stämmer varken eller,Stämmer ganska bra,Stämmer helt & hållet", word, ",")
        print "prov", "id", "id", "none", "id", "no" > "variables.csv"
        print "prov", "vikt", "number", "weight", "vikt", "yes" > "variables.csv"
        print "prov", "datum", "date", "none", "datum", "no" > "variables.csv"
        print "prov", "region", "code", "area", "region", "yes" > "variables.csv"
        print "prov", "kon", "code", "sex", "kon", "yes" > "variables.csv"
        print "prov", "oppet", "text", "none", "oppet", "no" > "variables.csv"
        print "prov", "kort", "text", "none", "kort", "no" > "variables.csv"
        for (i = 5; i < 98; ++i) {
            print "prov", "F" i, "code", "none", "F" i, "no" > "variables.csv"
            for (k = 1; k <= (i < 10 ? 5 : 10); ++k) {
                text = i < 10 ? word[k] : k
                print "prov", "F" i, text, k, text, "" > "codes.csv"
            }
            print "prov", "F" i, 99, "", "Vill inte svara", "ja" > "codes.csv"
        }
    }'
    cd - > "$scratch/log"
}

"$bench" "$file" --benchmark_min_time=1
is_benchmark=no
case $file in
*.xlsx) [ "$("$lup" cells "$file" 2> "$scratch/log" | sed -n '2,6s/.*,//p; 6q' | tr '\n' ' ')" = "id vikt datum region kon " ] && is_benchmark=yes ;;
esac
[ $is_benchmark = no ] || write_codebook
case $file in
*.csv)
    printf 'id;a\n1;2\n' > "$scratch/small.csv"
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
        seconds peer Rscript -e "t <- system.time(data.table::fread('$file'))[['elapsed']]; cat(t * 1000, file = '$scratch/net', append = TRUE, sep = '\n')"
        seconds start "$lup" cells --count "$scratch/small.csv"
        ;;
    *.sav) seconds peer "$bench" "$file" --benchmark_filter=floor --benchmark_min_time=0 ;;
    *) seconds peer unzip -p "$file" ;;
    esac
    [ $is_benchmark = no ] || seconds coded "$lup" check "$scratch/hem" "$file"
    run=$((run + 1))
done
ours=$(middle lup 1) theirs=$(middle peer 1)
if [ -f "$scratch/net" ]; then
    theirs=$(sort -n "$scratch/net" | sed -n "$(((runs + 1) / 2))p")
    ours=$((ours - $(middle start 1)))
elif has_r readxl && [ "$peer" = "unzip -p" ]; then
    seconds readxl Rscript -e "x <- readxl::read_excel('$file', guess_max = 1000)"
    echo "readxl, once: $(cut -d' ' -f1 "$scratch/readxl") ms, $(cut -d' ' -f2 "$scratch/readxl") kB"
fi
[ ! -f "$scratch/coded" ] || echo "through the codebook to coded columns: $(middle coded 1) ms, $(middle coded 2) kB," \
    "$(awk "BEGIN { printf \"%.3f\", $(middle coded 1) / $theirs }") x $peer"
echo "$peer: $theirs ms; lup: $ours ms, $(middle lup 2) kB"
echo "reading $(awk "BEGIN { printf \"%.3f\", $ours / $theirs }") x $peer"
