#!/usr/bin/env bash
# app/build.sh [PRESET] [TARGET...]: configures a preset of CMakePresets.json and builds it. Says what it does only when there is
# something to do.
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top"
preset=${1:-release}
[ $# -gt 0 ] && shift
build=build
[ "$preset" = release ] || build=build/$preset

log=$(mktemp)
trap 'rm -f "$log"' EXIT
cmake --preset "$preset" >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
if ninja -C "$build" -n "$@" | grep -q 'no work to do'; then exit 0; fi
echo "Building in $build"
if [ -t 1 ]; then
    ninja -C "$build" "$@"
else
    ninja -C "$build" "$@" >"$log" 2>&1 || { grep -v '^\[' "$log" >&2; exit 1; }
fi
