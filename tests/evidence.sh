#!/usr/bin/env bash
# tests/evidence.sh [NAME]: evidence that takes longer than the suite. Without a name all of them, one after the other.
#   night        kill, twice and parts
#   kill         the demo night killed at ten random moments and run again: the same bytes as an undisturbed one
#   twice        the same night twice: nothing changes but journal.db, rapporter/ and logs
#   parts        one läsår in two parts, in one night and in two: the same cells
#   corpus       785 real spreadsheets against what other readers found
#   malicious    hostile files, each refused or read within its limits
#   statistics   estimates against R survey and published rates
#   mutations    each formula broken in turn: a test must fail
#   leaks        the defence of each way that numbers leak taken out in turn: its test must fail
#   gate         instances of disclosure control against the open tools
#   gate_campaign, gate_scale   made-up censuses through two releases; many indicators over many years
#   gate_nights  made-up censuses through the whole gate, five nights each, everything attacked after each
#   gate_linked  many indicators that the same pupils answered, divided and proven as a whole
#   fuzz         each fuzzer for 20 seconds
# Data is looked for in ../shared/data. LUP_BUILD names another build folder than build/.
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
build=${LUP_BUILD:-$top/build}
data=$top/../shared/data

build_targets() {
    if [ -n "${LUP_BUILD:-}" ]; then ninja -C "$build" "$@" >/dev/null; else "$top/app/build.sh" release "$@"; fi
}
program() { build_targets "evidence_$1"; "$build/tests/evidence_$1" "${@:2}"; }
needs() { [ -e "$1" ] || { echo "$1 is not there, nothing was checked"; return 1; }; }

run_one() {
    echo "== $1"
    case $1 in
    night) run_one kill; run_one twice; run_one parts ;;
    kill | twice | parts) build_targets lup; "$top/tests/evidence/night.sh" "$1" "$build/lup" ;;
    corpus) ! needs "$data/spreadsheets/corpus" || program corpus "$data/spreadsheets/corpus" ;;
    malicious) ! needs "$data/spreadsheets/malicious" || program malicious "$data/spreadsheets/malicious" ;;
    statistics) ! needs "$data/statistics" || program statistics "$data/statistics" ;;
    gate) ! needs "$data/disclosure" || program gate_instances "$data/disclosure" ;;
    gate_campaign | gate_nights | gate_scale | gate_linked) program "$1" ;;
    mutations) build_targets lup_transform; LUP_BUILD=$build "$top/tests/evidence/mutations.sh" ;;
    leaks)
        build_targets lup_config_tests lup_transform_tests lup_export_tests lup_app_tests
        "$top/tests/evidence/leaks.sh" "$build" ;;
    fuzz) "$top/tests/fuzz/run.sh" ;;
    *) echo "There is no evidence called $1. The names stand at the top of tests/evidence.sh" >&2; return 2 ;;
    esac
}

"$top/app/install_packages.sh"
if [ $# -gt 0 ]; then
    run_one "$1"
else
    for name in night corpus malicious statistics gate gate_campaign gate_nights gate_scale gate_linked mutations leaks fuzz; do run_one "$name"; done
fi
