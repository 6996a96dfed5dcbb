#!/bin/sh
# Goal: a table of afrekening.xlsx that goes on on a next sheet loses no row: each amount of the CSV
# stands there as often, whatever the number of rows on a sheet.
#
#   tests/documents/sheets.sh VERREKEN ROOT SMALL_SHEETS
exe=${1:?usage: sheets.sh VERREKEN ROOT SMALL_SHEETS} root=${2:?usage: sheets.sh VERREKEN ROOT}
small_sheets=$(realpath "${3:?usage: sheets.sh VERREKEN ROOT SMALL_SHEETS}") || exit 2
# shellcheck source=tests/command/tap.sh
. "$root/tests/command/tap.sh"
if ! command -v unzip >/dev/null; then
    skip 'sheets' 'there is no unzip'
    finish
fi

# numbers BOOK TABLE: all in the sheets of a table, sorted.
numbers() {
    unzip -p "$1" xl/workbook.xml | grep -o '<sheet [^>]*' | grep -n "name=\"$2\( [0-9]*\)*\"" |
        cut -d : -f 1 | while read -r sheet; do
        unzip -p "$1" "xl/worksheets/sheet$sheet.xml" | grep -o '<c r=[^>]*>\(<f>[^<]*</f>\)*<v>[^<]*' |
            grep -v 't="s' | sed 's/.*<v>//'
    done | sort
}
# holds BOOK TABLE CSV COLUMN: each amount of the column stands in the sheets as often, or more often
# where sums are the same.
holds() {
    numbers "$1" "$2" >found
    awk -F ';' -v column="$4" 'FNR == 1 { file++ } file == 1 { have[$1 + 0]++; next }
        FNR > 1 && $column + 0 != 0 { want[$column + 0]++ }
        END { for (v in want) if (have[v] < want[v]) { print v, have[v] + 0, "of", want[v]; bad = 1 }
              exit bad }' found "$3" >difference && return
    echo "$2 and $3"
    head -n 5 difference
    return 1
}
whole() { # INI ROWS
    rm -rf many && mkdir many && "$small_sheets" "$1" many "$2" || return
    unzip -p many/afrekening.xlsx xl/workbook.xml | grep -q ' 2"' || { echo 'nothing goes on'; return 1; }
    holds many/afrekening.xlsx Verdeling many/verdeling.csv 8 &&
        holds many/afrekening.xlsx Posities many/posities.csv 4 &&
        holds many/afrekening.xlsx Facturen many/facturen.csv 7 &&
        holds many/afrekening.xlsx Stromen many/stromen.csv 3
}
for example in h3-prodeba oov-opbouw zorg-in-onderwijstijd jos-midden-holland ipse-vot; do
    for rows in 3 12; do
        check "$example, $rows rows on a sheet" whole "$root/examples/$example/settlement.ini" $rows
    done
done
finish
