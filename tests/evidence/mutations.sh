#!/bin/sh
# Breaks each formula of mutations.tsv in turn, on a copy of the sources, and shows which test fails.
# Exit 1 if a broken formula passes all tests, or if a row no longer fits the sources. Usage: mutations.sh [ROW...]
# What the formulas need around them is linked from the libraries in LUP_BUILD (default build/).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
build=$(cd "${LUP_BUILD:-$source/build}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/tests/config" "$work/objects"
cp -r "$source/config" "$source/transform" "$source/ingest" "$work"
cp -r "$source/tests/transform" "$source/tests/catch_main.cpp" "$work/tests"
cp "$source/tests/config/table_text.hpp" "$work/tests/config"
cd "$work"

flags="-std=c++20 -O0 -DFMT_SHARED -I$work -DLUP_SOURCE_DIR=\"$source\""
compile() { g++ $flags -c "$1" -o "objects/$(echo "$1" | tr / _).o"; }
sources=$(ls transform/estimates/*.cpp transform/tally/scales.cpp transform/tally/cell_figures.cpp transform/comparisons/row_comparer.cpp \
    transform/comparisons/comparisons.cpp transform/comparisons/participation.cpp)
tests=$(ls tests/transform/estimates/*.cpp tests/transform/scales_test.cpp tests/transform/cell_figures_test.cpp \
    tests/transform/comparisons_test.cpp tests/catch_main.cpp)
libraries="$build/liblup_transform.a $build/liblup_ingest.a $build/liblup_config.a"
program() { g++ objects/*.o $libraries $(pkg-config --libs clp cbc libsodium) -lfmt -lPocoFoundation -o tests.bin; }

jobs=$(nproc)
echo "compiling with $jobs jobs"
echo $sources $tests | tr ' ' '\n' | xargs -P "$jobs" -I{} sh -c \
    'g++ '"$(echo "$flags" | sed 's/"/\\"/g')"' -c {} -o objects/$(echo {} | tr / _).o'
program
./tests.bin > log || { echo "the tests fail before anything is broken"; cat log; exit 1; }

caught=0 survived=0 stale=0 row=0
tab=$(printf '\t')
while IFS="$tab" read -r file from to formula; do
    row=$((row + 1))
    [ "$file" = file ] && continue
    [ $# -gt 0 ] && case " $* " in *" $row "*) ;; *) continue ;; esac
    cp "$file" kept
    FROM="$from" TO="$to" perl -0pi -e '
        my ($from, $to) = map { s/\\n/\n/gr } @ENV{qw(FROM TO)};
        my $at = index($_, $from);
        substr($_, $at, length $from) = $to if $at >= 0;' "$file"
    if cmp -s "$file" kept; then
        echo "STALE     $row $formula"
        stale=$((stale + 1))
        continue
    fi
    case "$file" in
    *.hpp) changed="$sources $tests" ;;
    *) changed="$file" ;;
    esac
    built=yes
    for one in $changed; do compile "$one" 2> log || built=no; done
    if [ $built = no ] || ! program 2> log; then
        echo "STALE     $row $formula (does not compile)"
        stale=$((stale + 1))
    elif timeout 120 ./tests.bin -a > log 2>&1; then
        echo "SURVIVED  $row $formula"
        survived=$((survived + 1))
    else
        caught=$((caught + 1))
        echo "caught    $row $formula: $(awk '/^-----/ { getline; print; exit }' log)"
    fi
    cp kept "$file"
    for one in $changed; do compile "$one"; done
done < "$here/mutations.tsv"
echo "mutations: $caught caught, $survived survived, $stale stale"
[ $survived -eq 0 ] && [ $stale -eq 0 ]
