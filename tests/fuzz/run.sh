#!/bin/sh
# Runs every fuzzer for SECONDS (default 20) from seeds made by make_seeds.py; stops at the first finding.
#   tests/fuzz/run.sh [SECONDS] [NAME...]
# Prints, for each: executions, edges covered, size of the corpus. The corpus grows in build/fuzz/corpus.
set -eu
cd "$(dirname "$0")/../.."
seconds=${1:-20}
[ $# -gt 0 ] && shift
probe='extern "C" int LLVMFuzzerTestOneInput(const unsigned char*, unsigned long) { return 0; }'
if ! command -v python3 >/dev/null || ! echo "$probe" | clang++ -fsanitize=fuzzer,address,undefined -x c++ - -o /dev/null 2>/dev/null; then
  echo "The fuzzers were not run: they need clang and python3 (apt-get install clang libclang-rt-14-dev python3)"
  exit 0
fi
build=${LUP_FUZZ_BUILD:-build/fuzz}
[ -f "$build/build.ninja" ] || cmake --preset fuzz -B "$build" >/dev/null
names=${*:-"zip xlsx csv ods xls statistics any wire"}
targets=
for name in $names; do targets="$targets fuzz_$name"; done
cmake --build "$build" --target $targets >/dev/null
python3 tests/fuzz/make_seeds.py "$build/seeds"
printf '%-12s %12s %8s %8s\n' fuzzer executions edges corpus
for name in $names; do
  mkdir -p "$build/corpus/$name" "$build/findings"
  "$build/tests/fuzz_$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="$build/findings/$name-" "$build/corpus/$name" "$build/seeds/$name" >"$build/$name.log" 2>&1 ||
    { tail -40 "$build/$name.log"; echo "$name: finding in $build/findings"; exit 1; }
  awk -v name="$name" '/ cov: /{for (i = 1; i < NF; i++) {if ($i == "cov:") edges = $(i + 1); if ($i == "corp:") corpus = $(i + 1)}}
    /number_of_executed_units/{executions = $2} END {printf "%-12s %12s %8s %8s\n", name, executions, edges, corpus}' "$build/$name.log"
done
