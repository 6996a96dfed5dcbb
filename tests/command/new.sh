#!/bin/sh
# Goal: who begins has in one command a folder that runs as it is, and an example of every
# arrangement, from the program alone.
#
#   tests/command/new.sh VERREKEN ROOT      ROOT: the folder of the project
exe=${1:?usage: new.sh VERREKEN ROOT} root=${2:?usage: new.sh VERREKEN ROOT}
. "$root/tests/command/tap.sh"

modes() { (cd "$1" && find . -printf '%m %y %p\n' | sort); }
makes() {
    status 0 "$exe" new begin && [ "$(cat stdout)" = "begin/settlement.ini
begin/tabellen.xlsx" ] && grep -qx 'next: verreken check begin/settlement.ini' stderr &&
        [ "$(modes begin)" = "600 f ./settlement.ini
600 f ./tabellen.xlsx
700 d ." ] && grep -q '^toerekening = maanden$' begin/settlement.ini
}
check 'a settlement.ini and a workbook, readable by nobody else' makes
runs() {
    status 0 "$exe" check begin/settlement.ini && silent stderr &&
        status 0 "$exe" run begin/settlement.ini -o uit && silent stderr && has_tables uit &&
        [ "$(tail -n +2 uit/stromen.csv | tr '\n' ' ')" = \
            'GM0518;GM1916;1453.50 GM0603;GM0518;3037.89 ' ] || { cat uit/stromen.csv; return 1; }
}
check 'it is checked and run as it is, without a warning' runs
possibilities() { # every possibility that a line begins with is one
    LC_ALL=C sed 's/^;\([][a-z. ]* = .*\|\[.*\]\)$/\1/' begin/settlement.ini >begin/all.ini
    diff begin/settlement.ini begin/all.ini | grep -c '^>' >count
    [ "$(cat count)" -gt 15 ] && sed -i '/^inschrijvingen = /d; /^kosten = pxq/d' begin/all.ini &&
        status 0 "$exe" check begin/all.ini || { cat stderr; return 1; }
}
check 'what its settlement.ini offers can be switched on' possibilities
same_bytes() { status 0 "$exe" new again && rm -f begin/all.ini && same begin again; }
check 'the same bytes each time' same_bytes

# --- the workbook

texts_of() { unzip -p "$1" xl/sharedStrings.xml | sed 's/<t>/\n/g; s,</t>,\n,g'; }
explained() {
    texts_of begin/tabellen.xlsx >texts
    sed -n 's/^COLUMN(\([a-z_]*\), \([a-z_]*\),.*/\2/p; s/^TABLE(\([a-z_]*\),.*/\1/p' \
        "$root/engine/tables.def" | sort -u >names
    [ -s names ] || return 1
    while read -r name; do
        grep -qx "$name" texts || { echo "Uitleg does not name $name"; return 1; }
    done <names
    unzip -p begin/tabellen.xlsx xl/workbook.xml | grep -q 'name="Uitleg"'
}
if command -v unzip >/dev/null; then
    check 'the sheet Uitleg names every table and column' explained
else
    skip 'the sheet Uitleg names every table and column' 'unzip is not installed'
fi

# --- where it may not go

refused() { # TEXT DIR: with its reason, and as it was
    cp -r "$2" before 2>/dev/null
    status 4 "$exe" new "$2" && says stderr "$1" && silent stdout && absent ".$2.verreken-tmp" &&
        same before "$2" && rm -rf before
}
mkdir full && touch full/.hidden
check 'a folder that holds anything is left as it is' refused 'holds .hidden' full
check 'what new made before is left as it is' refused 'holds ' begin
touch file
check 'a file is left as it is' refused 'not a folder' file
no_parent() { status 4 "$exe" new no/such && absent no; }
check 'the folder that it is in must be there' no_parent
empty_folder() { mkdir empty && status 0 "$exe" new empty && same begin empty; }
check 'an empty folder is filled' empty_folder
usage_fault() { status 2 "$exe" "$@" && silent stdout; }
check 'exit 2: no folder' usage_fault new
check 'exit 2: two folders' usage_fault new a b
check 'exit 2: -o' usage_fault new a -o b
check 'exit 2: --voorbeeld of another command' usage_fault check begin/settlement.ini --voorbeeld x

# --- examples

all_of() { (cd "$1" && find . -type f ! -name '*.png' | LC_ALL=C sort); }
copied() { # NAME: all but the pictures, byte for byte
    status 0 "$exe" new "copies/$1" --voorbeeld "$1" || return
    all_of "$root/examples/$1" >expected && all_of "copies/$1" | diff expected - || return
    while read -r file; do
        cmp "$root/examples/$1/$file" "copies/$1/$file" || return
    done <expected
    [ "$(wc -l <stdout)" = "$(wc -l <expected)" ] && ! modes "copies/$1" | grep -v '^[67]00 '
}
mkdir copies
for example in "$root"/examples/*/; do
    check "--voorbeeld $(basename "$example")" copied "$(basename "$example")"
done
run_copies() {
    sh "$root/tests/command/examples.sh" "$exe" "$root" "$tmp/copies" >said && return
    grep -A 5 '^not' said
    return 1
}
check 'every example that was copied runs' run_copies
lists() {
    status 0 "$exe" help voorbeelden && [ "$(wc -l <stdout)" = "$(ls "$root/examples" | wc -l)" ] &&
        grep -q '^  h3-prodeba  *H3: de structuur' stdout
}
check 'help voorbeelden lists them, a line each' lists
unknown() {
    status 2 "$exe" new none --voorbeeld rotterdam && silent stdout && absent none &&
        [ "$(sed -n '2s/^  \([^ ]*\).*/\1/p' stderr)" = rotterdam-oza ] &&
        [ "$(grep -c '^  ' stderr)" = "$(ls "$root/examples" | wc -l)" ] &&
        status 2 "$exe" new none --voorbeeld ipse-vto &&
        [ "$(sed -n '2s/^  \([^ ]*\).*/\1/p' stderr)" = ipse-vot ]
}
check 'exit 2: an unknown example, with the nearest first' unknown
finish
