#!/usr/bin/env bash
# Fails on an include against the arrow config -> ingest -> transform -> export -> app, and on an include in export/ of any header
# of transform/ but release.hpp: that is what keeps confidential counts out of what is published.
set -euo pipefail
cd "$(dirname "$0")/.."
order=(config ingest transform export app)
found=0
for i in "${!order[@]}"; do
    for ((j = i + 1; j < ${#order[@]}; j++)); do
        if grep -rnE "#include \"${order[$j]}/" "${order[$i]}" --include='*.?pp'; then found=1; fi
    done
done
if grep -rnE '#include "transform/' export --include='*.?pp' | grep -v '"transform/release.hpp"'; then found=1; fi
[ "$found" -eq 0 ] || { echo "These includes go against the arrow config -> ingest -> transform -> export -> app" >&2; exit 1; }
