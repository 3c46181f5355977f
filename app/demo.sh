#!/usr/bin/env bash
# app/demo.sh [HOME]: installs the packages, builds, makes a home with made-up year files and runs one night in it. Root or sudo.
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
home=${1:-$top/hem-demo}

"$top/app/install_packages.sh"
"$top/app/build.sh" release lup
lup=$top/build/lup
[ -f "$home/lup.toml" ] || "$lup" demo "$home"
"$lup" run "$home"

echo
echo "The Excel summaries, one for each verksamhet:"
find "$home/excel" -name '*.xlsx' | sort | sed 's/^/  /'
echo "Receipts of the files: $home/kvitton"
echo "The night's report:    $(find "$home/rapporter" -name '*.html' | sort | tail -1)"
