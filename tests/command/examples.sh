#!/bin/sh
# Goal: every settlement of every example ends as it says, and gives byte for byte the tables that
# stand beside it: settlement.ini those of verwacht/, settlement-NAME.ini those of verwacht-NAME/. The
# exit status is that in the file verwacht-status(-NAME), else 0; the controls that fail are those in
# verwacht-fout(-NAME), else none; settlement-voorschot.ini is for the command voorschot.
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

for ini in "$folder"/*/settlement*.ini; do
    [ -e "$ini" ] || continue
    part=$(basename "$ini" .ini)
    check "$(basename "$(dirname "$ini")")/$part" settlement "$(dirname "$ini")" "${part#settlement}"
done
[ "$number" -gt 0 ] || verdict 'not ok' "there is an example in $folder"
finish
