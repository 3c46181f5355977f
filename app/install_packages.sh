#!/usr/bin/env bash
# Installs the packages of debian-packages.txt that are missing, as root or with sudo. Silent when all are there.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

wanted=$(grep -v '^#' "$here/debian-packages.txt")
# shellcheck disable=SC2086  # one word a package
installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' $wanted 2>/dev/null | awk '$2 == "installed" {print $1}' || true)
missing=$(comm -23 <(sort <<<"$wanted") <(sort <<<"$installed"))
[ -n "$missing" ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "These packages are missing, and there is no sudo to install them with:" $missing >&2; exit 1; }
    as_root=(sudo)
fi
echo "Installing packages:" $missing
export DEBIAN_FRONTEND=noninteractive
quietly() {
    local log; log=$(mktemp)
    "$@" >"$log" 2>&1 || { cat "$log" >&2; rm -f "$log"; return 1; }
    rm -f "$log"
}
quietly "${as_root[@]}" apt-get update -qq
# shellcheck disable=SC2086
quietly "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
