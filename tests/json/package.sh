#!/bin/sh
# Goal: datapackage.json says what is in the folder, and any reader of data packages can read the
# tables by it, however the inputs are written.
#
#   tests/json/package.sh VERREKEN ROOT
exe=${1:?usage: package.sh VERREKEN ROOT} root=${2:?usage: package.sh VERREKEN ROOT}
# shellcheck source=tests/command/tap.sh
. "$root/tests/command/tap.sh"
export LC_ALL=C
mkdir runs

field() { # FOLDER RESOURCE FIELD TEXT…: these stand in the description of that field
    awk -v resource="\"name\": \"$2\"" -v field="\"name\": \"$3\"" '
        index($0, "      \"name\"") == 1 { here = index($0, resource) > 0 }
        here && index($0, "            \"name\"") == 1 { within = index($0, field) > 0 }
        here && /"missingValues"/ { within = 0 }
        here && within { print }' "$1/datapackage.json" >found
    shift 3
    for text in "$@"; do
        grep -qF -- "$text" found || { echo "no $text in:"; cat found; return 1; }
    done
}

examples() {
    for ini in "$root"/examples/*/settlement*.ini; do
        folder=${ini%/*}
        name=$(basename "$folder")-$(basename "$ini" .ini)
        "$exe" run "$ini" --format csv -o "runs/$name" >stdout 2>stderr ||
            grep -q -e onderdrukt -e 'control failed' stderr || { cat stderr; return 1; }
    done
    [ "$(ls runs | wc -l)" -gt 15 ]
}
check 'every example has a package' examples
posted() { # with a grootboek, corrections and final numbers
    cp -r "$root/examples/correctie" books && rm -rf books/grootboek.db books/boeken || return
    for quarter in q1 q2 q3; do
        status 0 "$exe" run "books/settlement-$quarter.ini" --format csv -o "runs/$quarter" &&
            status 0 "$exe" post "runs/$quarter" || return
    done
    [ "$(wc -l <runs/q3/correcties.csv)" -gt 2 ] && grep -q correcties.csv runs/q3/datapackage.json
}
check 'and of postings' posted

# --- inputs as people write them

odd() {
    small in-words && cd in-words && sed -i 's/^periode.*/&\n[invoer]\ncodering = windows-1252/' \
        settlement.ini || return
    printf 'Naam\tCODE\tsoort\textra\nDe \351\351n\tAGB-1\tAanbieder\tx\n' >partijen.csv
    printf 'kostenpost;contract;begindatum;einddatum;bedrag\r\n%s\r\n%s\r\n' \
        'K1;C1;01-01-2025;31-12-2025;1.000,01' 'K2;C1;01-10-2025;31-12-2025;250' >kosten.csv
    printf 'leerling,school,begindatum\nL1,12AB00,1-1-2025\nL2, 12AB00,2025-11-15\n,,\n' \
        >inschrijvingen.csv
    printf 'bijdrage;contract;partij;begindatum;einddatum;bedrag\n%s\n' \
        'B1;C1;AGB-1;2025-10-01;2025-12-31;"€ 5,-"' >bijdragen.csv
    cd .. && status 0 "$exe" run in-words/settlement.ini --format csv -o runs/odd || return
    # what is of one form has its type; what is mixed is text
    field runs/odd invoer-kosten begindatum '"type": "date"' '%d-%m-%Y' &&
        field runs/odd invoer-kosten bedrag '"type": "number"' '"decimalChar": ","' \
            '"groupChar": "."' &&
        field runs/odd invoer-inschrijvingen begindatum '"type": "string"' &&
        field runs/odd invoer-bijdragen bedrag '"type": "string"' &&
        field runs/odd invoer-partijen extra '"type": "string"' &&
        field runs/odd invoer-partijen CODE '"unique": true' &&
        [ "$(grep -c '"encoding": "windows-1252"' runs/odd/datapackage.json)" = 1 ]
}
check 'dates, amounts, separators and letters of all kinds' odd

workbook() { # what is kept of it is CSV
    status 0 "$exe" new begun && status 0 "$exe" run begun/settlement.ini --format csv \
        -o runs/workbook && field runs/workbook invoer-kosten bedrag '"type": "number"' &&
        status 0 "$exe" verify runs/workbook
}
check 'tables from a workbook' workbook

listed() { # it is a file of the folder as any other
    grep -q '"bestand": "datapackage.json"' runs/odd/manifest.json &&
        status 0 "$exe" verify runs/odd && says stdout 'datapackage.json         same' || return
    sed -i 's/"delimiter": ";"/"delimiter": "#"/' runs/q1/datapackage.json &&
        status 3 "$exe" verify runs/q1 && says stdout 'datapackage.json         differs' &&
        sed -i 's/"delimiter": "#"/"delimiter": ";"/' runs/q1/datapackage.json &&
        status 0 "$exe" verify runs/q1
}
check 'verify compares it' listed
old_folder() { # of a time before there was one, or of another version
    cp -r runs/odd old && rm old/datapackage.json &&
        awk '/^    {$/ { held = $0; next } held != "" { if (/datapackage.json/) { skip = 1 } else print held; held = "" }
             skip { if (/^    },?$/) skip = 0; next } { print }' runs/odd/manifest.json \
            >old/manifest.json && status 0 "$exe" verify old || { cat stdout; return 1; }
    cp -r runs/odd other && sed -i 's/Het contract/Contract/' other/datapackage.json || return
    sum=$(sha256sum <other/datapackage.json | cut -c 1-64)
    size=$(stat -c %s other/datapackage.json)
    sed -i "s/\"verreken\": \"[0-9.]*\"/\"verreken\": \"0.0.9\"/
        /datapackage.json/,/sha256/{s/\"bytes\": [0-9]*/\"bytes\": $size/
        s/\"sha256\": \"[0-9a-f]*/\"sha256\": \"$sum/}" other/manifest.json
    status 0 "$exe" verify other && says stdout 'not compared: another version of verreken wrote it'
}
check 'verify of older folders' old_folder
same_bytes() {
    status 0 "$exe" run in-words/settlement.ini --format csv -o again --threads 1 &&
        cmp again/datapackage.json runs/odd/datapackage.json &&
        status 0 "$exe" run in-words/settlement.ini --format csv -o again --zonder-invoer &&
        grep -q '"name": "pools"' again/datapackage.json && ! grep -q '"invoer' again/datapackage.json
}
check 'the same bytes with one thread; no inputs, no descriptions of them' same_bytes
status 0 "$exe" schema && cp stdout schema.json
every_table() { # each table of tables.def and each output
    for table in $(sed -n 's/^TABLE(\([a-z_]*\),.*/\1/p' "$root/engine/tables.def"); do
        grep -q "\"name\": \"invoer-$table\"" schema.json || { echo "no $table"; return 1; }
    done
    for table in $(sed -n 's/^OUTPUT(\([a-z_]*\),.*/\1/p' "$root/io/write/outputs.def"); do
        grep -q "\"name\": \"$table\"" schema.json || { echo "no $table"; return 1; }
    done
}
check 'schema has every table' every_table

# shellcheck source=tests/json/npm.sh
. "$root/tests/json/npm.sh"
driver 'data packages by their profile, and every cell by its type' tests/json &&
    drive 'data packages' packages.mjs - "$tmp/runs/h3-prodeba-settlement" \
        $(find "$tmp/runs" -mindepth 1 -maxdepth 1 | sort) <schema.json
finish
