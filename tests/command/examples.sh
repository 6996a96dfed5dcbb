#!/bin/sh
# Goal: every example runs, and gives byte for byte the tables that stand in its verwacht/.
#
#   tests/command/examples.sh VERREKEN ROOT [FOLDER]    FOLDER: of the examples, else ROOT/examples
exe=${1:?usage: examples.sh VERREKEN ROOT [FOLDER]} root=${2:?usage: examples.sh VERREKEN ROOT}
folder=$(realpath "${3:-$root/examples}") || exit 2
. "$root/tests/command/tap.sh"

# The expected tables of an example that were given back.
example() { # NAME
    status 0 "$exe" run "$folder/$1/settlement.ini" -o "$1" || return
    tables=0
    for expected in "$folder/$1"/verwacht/*.csv; do
        [ -e "$expected" ] || continue
        tables=$((tables + 1))
        diff "$expected" "$1/$(basename "$expected")" || return
    done
    [ $tables -gt 0 ] || { echo 'verwacht/ holds no table'; return 1; }
    ! grep ';fout$' "$1/controles.csv"
}
without_expectation() { status 0 "$exe" check "$folder/$1/settlement.ini"; }

for path in "$folder"/*/settlement.ini; do
    [ -e "$path" ] || continue
    name=$(basename "$(dirname "$path")")
    if [ -d "$folder/$name/verwacht" ]; then
        check "$name" example "$name"
    else
        check "$name (check alone: it has no verwacht/)" without_expectation "$name"
    fi
done
[ "$number" -gt 0 ] || verdict 'not ok' "there is an example in $folder"
finish
