#!/bin/sh
# Goal: with specificatie = ja each factuur has a workbook of the pupils that count on it, and of no
# others, whose totals, recalculated by LibreOffice, are the weights of gewichten.csv; no other
# document names a pupil; with a key no identifier is in it, and a pupil that is geheim has no school.
#
#   tests/documents/specificatie.sh VERREKEN ROOT
exe=${1:?usage: specificatie.sh VERREKEN ROOT} root=${2:?usage: specificatie.sh VERREKEN ROOT}
# shellcheck source=tests/command/tap.sh
. "$root/tests/command/tap.sh"
# shellcheck source=tests/documents/office.sh
. "$root/tests/documents/office.sh"

say_ja() { # FILE: an INI that asks for them
    grep -qx '\[factuur\]' "$1" || printf '\n[factuur]\n' >>"$1"
    sed -i 's/^\[factuur\]$/&\nspecificatie = ja/' "$1"
}

small batch
say_ja batch/settlement.ini
made() {
    status 0 "$exe" run batch/settlement.ini --format csv,xlsx -o first && [ -d first/specificaties ]
}
check 'a run makes them' made

# --- which there are

small plain
off() {
    status 0 "$exe" run plain/settlement.ini --format csv,xlsx -o off && absent off/specificaties &&
        status 0 "$exe" run batch/settlement.ini --format csv -o off && absent off/specificaties
}
check 'none unless asked for, and none without workbooks' off

modes() {
    [ "$(stat -c %a first/specificaties)" = 700 ] || return
    [ "$(stat -c %a first/specificaties/*.xlsx | sort -u)" = 600 ]
}
check 'they are in a folder of their own, for nobody else to read' modes

cp -r "$root/examples/h3-prodeba" example && say_ja example/settlement.ini
same_names() {
    status 0 "$exe" run example/settlement.ini --format csv,xlsx,ubl,pdf -o example-out || return
    ls example-out/specificaties >found
    tail -n +2 example-out/facturen.csv | awk -F ';' '{ print $1 "_" $4 ".xlsx" }' | sort >wanted
    diff wanted found
}
check 'one for each factuur, by its number and code' same_names

none_by_pupils() {
    small vast && say_ja vast/settlement.ini &&
        sed -i 's|^sleutel.*|sleutel = vast\naandelen = GM0518 1/2, GM0603 1/2|' \
            vast/settlement.ini || return
    status 0 "$exe" run vast/settlement.ini --format csv,xlsx -o vast-out &&
        absent vast-out/specificaties
}
check 'none for what is not divided by pupils' none_by_pupils

# --- what is in them

all_text() { # FILE: all of a workbook, as it is
    unzip -p "$1" | tr '<>' '\n\n'
}
own() {
    all_text first/specificaties/*_GM0518.xlsx >text-0518
    all_text first/specificaties/*_GM0603.xlsx >text-0603
    grep -qx L1 text-0518 && ! grep -qx L2 text-0518 && grep -qx L2 text-0603 &&
        ! grep -qx L1 text-0603
}
check 'a debiteur sees its own pupils, and no others' own

elsewhere() {
    [ -s example-out/factuurregels.csv ] && grep -q L0031 example/data/deelnames.csv || return
    for file in example-out/facturen/* example-out/afrekening.xlsx example-out/*.csv; do
        case $file in
        *.xlsx) all_text "$file" ;;
        *.pdf) pdftotext "$file" - ;;
        *) cat "$file" ;;
        esac >other-text
        ! grep -q 'L00[0-9][0-9]' other-text || { echo "$file names a pupil"; return 1; }
    done
}
check 'no other document, and no table, names a pupil' elsewhere

# The totals of all workbooks of a run: contract;school;tijdvak;laag;partij;geteld;difference;unit.
# Every stored value is made wrong first, so that what comes out was computed by LibreOffice.
convert() { # FOLDER: its workbooks as FOLDER/csv/NAME-SHEET.csv, columns between tabs
    rm -rf spoilt && mkdir spoilt || return
    for file in "$1"/specificaties/*.xlsx; do
        spoil "$file" "spoilt/$(basename "$file")" || return
    done
    recompute 9 "$1/csv" spoilt/*.xlsx && [ -d "$1/csv" ]
}
totals() { # FOLDER
    for file in "$1"/csv/*-Totalen.csv; do
        tail -n +5 "$file" | tr -d '"' |
            awk -F '\t' '{ print $2 ";" $4 ";" $6 ";" $7 ";" $8 ";" $9 ";" $11 ";" $13 }'
    done
}

# Whether every counted total is the weight, and how many there are.
totals_are_weights() { # FOLDER
    convert "$1" || { echo "LibreOffice converts nothing"; return 1; }
    totals "$1" >found
    awk -F ';' 'NR == FNR { weight[$1 ";" $2 ";" $3 ";" $4 ";" $5] = $6; next }
        $6 == "" { next } # not by pupils
        { key = $1 ";" $2 ";" $3 ";" $4 ";" $5; counted++
          split(weight[key], n, "/"); wanted = n[2] ? n[1] / n[2] : n[1]
          if (!(key in weight) || (wanted - $6)^2 > 1e-9) {
              print key ": " $6 ", not " weight[key]; bad = 1 }
          if ($7 != 0) { print key ": difference " $7; bad = 1 } }
        END { if (!counted) print "no total"; exit bad || !counted }' "$1/gewichten.csv" found
}
example_adds_up() { # NAME
    status 0 "$exe" run "$1/settlement.ini" --format csv,xlsx -o "$1-out" &&
        totals_are_weights "$1-out"
}
if [ -z "$(missing_for_office)" ]; then
    check 'recalculated totals are those of gewichten.csv' totals_are_weights example-out
    for name in smw-vo zorg-in-onderwijstijd ipse-vot jos-midden-holland; do
        cp -r "$root/examples/$name" . && say_ja "$name/settlement.ini"
        check "the same of the example $name" example_adds_up "$name"
    done
    no_error() {
        ! grep -rlE '#(REF|VALUE|NAME|DIV|N/A)|Err:' ./*-out/csv
    }
    check 'no cell has an error' no_error
else
    skip 'recalculated totals are those of gewichten.csv' 'LibreOffice is not installed'
fi

# --- pupils that are geheim

cp -r batch secret
printf '\n34CD01;Zuid;SO;GM0603\n' >>secret/scholen.csv && sed -i '/^$/d' secret/scholen.csv
echo 'C1;34CD01' >>secret/contract_scholen.csv
echo 'L3;34CD01;2025-01-01' >>secret/inschrijvingen.csv
echo 'L3;GM0603' >>secret/woonplaatsen.csv
printf 'leerling;geheim\nL3;ja\n' >secret/leerlingen.csv
shielded() {
    status 0 "$exe" run secret/settlement.ini --format csv,xlsx -o secret-out || return
    all_text secret-out/specificaties/*_GM0603.xlsx >text
    grep -qx L3 text && grep -qx L2 text && grep -qx afgeschermd text &&
        ! grep -qE '^(12AB00|34CD01|Noord|Zuid)$' text || { grep -n AB00 text; return 1; }
    all_text secret-out/specificaties/*_GM0518.xlsx | grep -qx 12AB00
}
check 'the school of a pupil that is geheim does not follow from its workbook' shielded

# --- pseudonyms

(umask 077 && printf %s 0123456789abcdef0123456789abcdef >sleutel)
cp -r batch masked && echo 'pseudoniem = ../sleutel' >>masked/settlement.ini
masked() {
    status 0 "$exe" run masked/settlement.ini --format csv,xlsx -o masked-out || return
    all_text masked-out/specificaties/*_GM0603.xlsx >text
    ! grep -qx L2 text || return
    wanted=$(printf %s L2 | openssl dgst -sha256 -hmac "$(cat sleutel)" -binary | head -c 16 |
        base32 | tr -d =)
    grep -qx "$wanted" text || { echo "no $wanted"; return 1; }
}
if command -v openssl >/dev/null; then
    check 'with a key a pupil has the pseudonym that openssl computes' masked
else
    skip 'with a key a pupil has the pseudonym that openssl computes' 'openssl is not installed'
    status 0 "$exe" run masked/settlement.ini --format csv,xlsx -o masked-out
fi
not_kept() {
    ! grep -rq "$(cat sleutel)" masked-out && status 0 "$exe" verify masked-out &&
        says stdout 'specificaties/' && mv sleutel gone && status 3 "$exe" verify masked-out
    result=$?
    mv gone sleutel
    return $result
}
check 'the key is not kept; verify looks for it where it was' not_kept
open_key() {
    chmod 0640 sleutel
    status 1 "$exe" run masked/settlement.ini --format csv,xlsx -o open && says stderr E348 &&
        absent open
    result=$?
    chmod 0600 sleutel
    return $result
}
check 'exit 1: a key that others may read' open_key

# --- the same bytes, and the books

again() {
    for threads in 1 3; do
        rm -rf other
        status 0 "$exe" --threads $threads run example/settlement.ini --format csv,xlsx -o other &&
            same example-out/specificaties other/specificaties || return
    done
    cp -r example shuffled && for table in inschrijvingen deelnames woonplaatsen verblijven; do
        file=shuffled/data/$table.csv
        [ -e "$file" ] || continue
        { head -n 1 "$file"; tail -n +2 "$file" | sort -r; } >sorted && mv sorted "$file"
    done
    rm -rf other && status 0 "$exe" run shuffled/settlement.ini --format csv,xlsx -o other &&
        same example-out/specificaties other/specificaties
}
check 'the same bytes, however many threads, and whatever the order of the rows' again

books() {
    cp -r "$root/examples/correctie" books || return
    for q in q1 q2; do
        say_ja "books/settlement-$q.ini"
        status 0 "$exe" run "books/settlement-$q.ini" --format csv,xlsx -o books/$q &&
            status 0 "$exe" post books/$q --akkoord 'Een collega' || return
    done
    status 0 "$exe" verify books/q2 || { cat stdout; return 1; }
    ls books/q2/specificaties | grep -q '^2[0-9]*-.*_GM' || { ls books/q2/specificaties; return 1; }
    [ -z "$(ls books/q2/specificaties | grep CONCEPT)" ]
}
check 'with a grootboek they get the numbers of the facturen' books
finish
