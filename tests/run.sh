#!/usr/bin/env bash
# tests/run.sh: installs the packages, builds, runs the suite; the last line is the test runner's own summary.
# LUP_SANITIZE=1 tests/run.sh does the same under the address and undefined behaviour sanitizers.
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
preset=release
build=$top/build
if [ "${LUP_SANITIZE:-0}" = 1 ]; then
    preset=sanitize
    build=$top/build/sanitize
fi

"$top/app/install_packages.sh"
"$top/.ci/check_includes.sh"
"$top/app/build.sh" "$preset"
cd "$build"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
ctest --output-on-failure -j "$(nproc)" >"$log" 2>&1 || status=$?
grep -vE '^ *[0-9]+/[0-9]+ Test +#.*Passed|^ +Start ' "$log" | grep -vE '^(Test project|Total Test time|$)' |
    grep -v 'tests passed' || true
grep 'tests passed' "$log" || tail -1 "$log"
exit "$status"
