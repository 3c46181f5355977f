#!/usr/bin/env bash
# tests/bench.sh [reading FILE | estimates FILE | gate | night]: times Lup beside its peers in one run; the last line is
# "NAME R x PEER", R a ratio of medians. Without a name: night. LUP_BUILD names another build folder than build/.
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
build=${LUP_BUILD:-$top/build}
data=$top/../shared/data
name=${1:-night}

build_targets() {
    if [ -n "${LUP_BUILD:-}" ]; then ninja -C "$build" "$@" >/dev/null; else "$top/app/build.sh" release "$@"; fi
}
file_argument() { [ -n "${1:-}" ] || { echo "tests/bench.sh $name FILE: which file?" >&2; exit 2; }; }

"$top/app/install_packages.sh"
case $name in
reading)
    file_argument "${2:-}"
    build_targets lup bench_reading
    exec "$top/tests/bench/reading.sh" "$2" "$build/lup" "$build/tests/bench_reading"
    ;;
estimates)
    file_argument "${2:-}"
    build_targets bench_estimates
    exec "$top/tests/bench/estimates.sh" "$2" "$build/tests/bench_estimates"
    ;;
gate)
    build_targets bench_gate
    exec "$build/tests/bench_gate" "$data/disclosure"
    ;;
night)
    build_targets lup
    exec "$top/tests/bench/night.sh" "$data/yrbs2019/yrbs2019.xlsx" "$build/lup"
    ;;
*)
    echo "There is no benchmark called $name: reading FILE, estimates FILE, gate, night" >&2
    exit 2
    ;;
esac
