#!/usr/bin/env bash
# night.sh kill|twice|parts LUP: what one night promises, on the demo's files.
set -euo pipefail
what=$1
lup=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

quietly() { "$@" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }; }
view() { sqlite3 "$1/plan.db" "SELECT survey, wave, indicator, domain, area, sex, period, value, lower, upper, n, symbol, decimals
    FROM v_value ORDER BY survey, period, indicator, domain; SELECT * FROM v_goal; SELECT * FROM v_activity; $2"; }
all_views="SELECT release FROM v_value ORDER BY survey, period, indicator, domain; SELECT * FROM v_what_is_new;"

# same A B: excel/, publicerat/ and arkiv/ byte for byte, and the views.
same() {
    for folder in excel publicerat arkiv; do diff -r "$1/$folder" "$2/$folder"; done
    diff <(view "$1" "$all_views") <(view "$2" "$all_views")
}

undisturbed() {
    quietly "$lup" demo "$1"
    local start; start=$(date +%s%N)
    quietly "$lup" run "$1"
    milliseconds=$((($(date +%s%N) - start) / 1000000))
}

kill_and_resume() {
    local home=$work/killed moment=$((RANDOM * 32768 + RANDOM))
    moment=$((moment % milliseconds))
    rm -rf "$home"
    quietly "$lup" demo "$home"
    "$lup" run "$home" >"$work/log" 2>&1 &
    local night=$!
    sleep "$((moment / 1000)).$(printf '%03d' $((moment % 1000)))"
    kill -9 "$night" 2>/dev/null || true
    wait "$night" 2>/dev/null || true
    quietly "$lup" run "$home"
    same "$work/undisturbed" "$home" || { echo "kill after $moment ms: the results differ"; exit 1; }
    [ -z "$(find "$home/inkorg" -type f)" ] || { echo "kill after $moment ms: files are left in inkorg/"; exit 1; }
    echo "killed after $moment of $milliseconds ms, run again: equal"
}

case $what in
kill)
    undisturbed "$work/undisturbed"
    for _ in 1 2 3 4 5 6 7 8 9 10; do kill_and_resume; done
    ;;
twice)
    undisturbed "$work/home"
    cp -a "$work/home" "$work/before"
    quietly "$lup" run "$work/home"
    diff -rq "$work/before" "$work/home" | grep -vE 'journal\.db|rapporter' && { echo "the second night changed that"; exit 1; }
    same "$work/before" "$work/home"
    echo "the second night changed nothing but journal.db and rapporter/"
    ;;
parts)
    undisturbed "$work/one"
    quietly "$lup" demo "$work/two"
    mkdir "$work/later"
    find "$work/two/inkorg" -name '*del 2*' -exec mv {} "$work/later/" \;
    [ -n "$(ls "$work/later")" ] || { echo "the demo has no round in two parts"; exit 1; }
    quietly "$lup" run "$work/two"
    mv "$work/later"/* "$work/two/inkorg/"
    quietly "$lup" run "$work/two"
    diff <(view "$work/one" "") <(view "$work/two" "")
    echo "the parts gave the same cells in one night as in two"
    ;;
esac
