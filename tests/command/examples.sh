#!/bin/sh
# Goal: every settlement of every example ends as it says, and gives byte for byte the tables that
# stand beside it: settlement.ini those of verwacht/, settlement-NAME.ini those of verwacht-NAME/. The
# exit status is that in the file verwacht-status(-NAME), else 0; the controls that fail are those in
# verwacht-fout(-NAME), else none; settlement-voorschot.ini is for the command voorschot. A folder with
# a file `boeken` is a year in the books: its settlements are run and posted in that order, in a copy;
# verwacht-NAME/ then holds the tables with their final numbers.
#
#   tests/command/examples.sh VERREKEN ROOT [FOLDER]    FOLDER: of the examples, else ROOT/examples
exe=${1:?usage: examples.sh VERREKEN ROOT [FOLDER]} root=${2:?usage: examples.sh VERREKEN ROOT}
folder=$(realpath "${3:-$root/examples}") || exit 2
. "$root/tests/command/tap.sh"

# One settlement: FOLDER, and -NAME or nothing.
settlement() {
    ini=$1/settlement$2.ini expected=$1/verwacht$2 command=run
    [ "$2" != -voorschot ] || command=voorschot
    ends=0
    [ ! -e "$1/verwacht-status$2" ] || ends=$(cat "$1/verwacht-status$2")
    out=out-$(basename "$1")$2
    status "$ends" "$exe" $command "$ini" -o "$out" || return
    tables=0
    for table in "$expected"/*.csv; do
        [ -e "$table" ] || continue
        tables=$((tables + 1))
        diff "$table" "$out/$(basename "$table")" || return
    done
    [ $tables -gt 0 ] || [ "$ends" = 1 ] || { echo "$expected holds no table"; return 1; }
    [ $command = run ] && [ "$ends" != 1 ] || return 0
    grep ';fout$' "$out/controles.csv" >failed
    if [ -e "$1/verwacht-fout$2" ]; then
        diff "$1/verwacht-fout$2" failed
    else
        ! [ -s failed ] || { cat failed; return 1; }
    fi
}

# A year of FOLDER, posted step by step.
posted() {
    rm -rf books && cp -r "$1" books || return
    while read -r step; do
        status 0 "$exe" run "books/settlement-$step.ini" -o "books/$step" || return
        status 0 "$exe" post "books/$step" --akkoord 'Een collega' || return
        for table in "books/$step"/*.csv; do
            diff "books/verwacht-$step/$(basename "$table")" "$table" || return
        done
        status 0 "$exe" verify "books/$step" || { cat stdout; return 1; }
    done <"$1/boeken"
    status 0 "$exe" grootboek books/grootboek.db --check --alles
}

for year in "$folder"/*/boeken; do
    [ -e "$year" ] || continue
    check "$(basename "$(dirname "$year")"), posted" posted "$(dirname "$year")"
done
for ini in "$folder"/*/settlement*.ini; do
    [ -e "$ini" ] && [ ! -e "$(dirname "$ini")/boeken" ] || continue
    part=$(basename "$ini" .ini)
    check "$(basename "$(dirname "$ini")")/$part" settlement "$(dirname "$ini")" "${part#settlement}"
done
[ "$number" -gt 0 ] || verdict 'not ok' "there is an example in $folder"
finish
