#!/bin/sh
# Goal: who has its tables in Excel or LibreOffice gets the settlement of who has them as CSV: the
# tables of every example as workbooks of libxlsxwriter and of LibreOffice give the same files, to
# the byte; and what such a program does to what is typed is told.
#
#   tests/workbook/workbook.sh VERREKEN ROOT SHEETS MAKE_WORKBOOK
exe=${1:?usage: workbook.sh VERREKEN ROOT SHEETS MAKE_WORKBOOK} root=${2:?}
sheets=$(realpath "${3:?}") && make=$(realpath "${4:?}") || exit 2
# shellcheck source=tests/command/tap.sh
. "$root/tests/command/tap.sh"
# shellcheck source=tests/documents/office.sh
. "$root/tests/documents/office.sh"
office=$(missing_for_office)

# --- settlements --------------------------------------------------------------------------------

# run_to INI FOLDER: 3 is a control that fails.
run_to() {
    "$exe" run "$1" --format csv,html -o "$2" >stdout 2>stderr
    case $? in
    0 | 3) ;;
    *) head -n 5 stderr; return 1 ;;
    esac
}

# The files of two folders are the same, but for the inputs and what tells their hashes.
same_results() {
    diff -r -x invoer -x manifest.json -x datapackage.json "$1" "$2"
}

# as_sheets INI BOOK OTHER: a copy of the INI whose tables are the sheets of the workbook.
as_sheets() {
    sed '/^\[invoer\]/,/^\[[^i]/{/^[a-z_]* *=.*\.csv/d;/^map *=/d;}' "$1" |
        sed "s/^\\[invoer\\]/&\\nmap = $2/" >"$3"
    grep -q '^\[invoer\]' "$3" || printf '\n[invoer]\nmap = %s\n' "$2" >>"$3"
}

mkdir -p csv xlsx office
cp -r "$root/examples" examples
list=
for ini in examples/*/settlement*.ini; do
    folder=$(dirname "$ini")
    name=$(basename "$folder")$(basename "$ini" .ini | sed 's/settlement//')
    case $ini in
    *-voorschot.ini) continue ;;
    esac
    ! grep -q '[.]xlsx' "$ini" || continue # its tables are sheets already
    [ ! -e "$folder/boeken" ] || continue
    ! grep -q '^map *=.*[.]xlsx' "$ini" || continue # its tables are no CSV
    [ "$(cat "$folder/verwacht-status${name#"$(basename "$folder")"}" 2>/dev/null)" != 1 ] || continue
    run_to "$ini" "csv/$name" || verdict 'not ok' "$name is settled"
    list="$list $name:$ini"
done
check 'there are examples' [ "$(echo "$list" | wc -w)" -gt 9 ]

# book_of NAME INI FOLDER: the settlement of the workbook NAME.xlsx beside the INI gives the same.
book_of() {
    as_sheets "$2" "$1.xlsx" "$(dirname "$2")/$1.ini" &&
        run_to "$(dirname "$2")/$1.ini" "$3/$1" && same_results "csv/$1" "$3/$1" || return
    rm -r "$(dirname "$2")/$1.ini"
}
by_libxlsxwriter() {
    for entry in $list; do
        name=${entry%%:*} ini=${entry#*:}
        "$sheets" "$ini" "$(dirname "$ini")/$name.xlsx" && book_of "$name" "$ini" xlsx || return
    done
}
check 'every example as a workbook of libxlsxwriter' by_libxlsxwriter

with_formulas() {
    for entry in $list; do
        name=${entry%%:*} ini=${entry#*:}
        "$sheets" "$ini" "$(dirname "$ini")/$name.xlsx" formulas &&
            book_of "$name" "$ini" xlsx || return
    done
}
check 'amounts that are formulas: their stored values count' with_formulas
check 'and it is told that they may be old' says stderr W155

# --- what a run keeps ---------------------------------------------------------------------------

kept() {
    "$exe" verify xlsx/h3-prodeba >stdout 2>stderr || { tail -n 5 stdout; return 1; }
    cmp xlsx/h3-prodeba/invoer/werkmap-1.xlsx examples/h3-prodeba/h3-prodeba.xlsx || return
    grep -q '"werkmap": "invoer/werkmap-1.xlsx"' xlsx/h3-prodeba/manifest.json || return
    grep -q '"blad": "kosten"' xlsx/h3-prodeba/manifest.json
}
check 'a run keeps the workbook, and can be verified' kept
explained() {
    as_sheets examples/h3-prodeba/settlement.ini h3-prodeba.xlsx examples/h3-prodeba/book.ini
    status 0 "$exe" explain examples/h3-prodeba/book.ini --contract C2024-PRODEBA \
        --partij GM0503 --tijdvak 2025-Q4 --leerlingen && says stdout 'h3-prodeba.xlsx:kosten!3]' &&
        says stdout 'h3-prodeba.xlsx:deelnames!'
}
check 'explain tells the sheet and the row' explained
posted() {
    as_sheets examples/ipse-vot/settlement.ini ipse-vot.xlsx examples/ipse-vot/book.ini
    sed -i 's/^\[afrekening\]/&\ngrootboek = g.db/' examples/ipse-vot/book.ini
    run_to examples/ipse-vot/book.ini posted && status 0 "$exe" post posted &&
        status 0 "$exe" verify posted && [ -e posted/invoer/werkmap-1.xlsx ] &&
        status 0 "$exe" verschil posted posted
}
check 'a settlement of a workbook is posted' posted
changed() {
    cp -r posted changed && printf x >>changed/invoer/werkmap-1.xlsx &&
        status 3 "$exe" verify changed && says stdout werkmap-1.xlsx
}
check 'a kept workbook that was changed is found' changed
# The manifest says that the table was another sheet: that does not give the same text.
swapped() {
    cp -r posted swapped && sed -i 's/"blad": "partijen"/"blad": "scholen"/' swapped/manifest.json &&
        status 3 "$exe" verify swapped &&
        says stdout 'is not what sheet scholen of invoer/werkmap-1.xlsx gives'
}
check 'a table that the kept workbook does not give is found' swapped
without() {
    status 0 "$exe" run examples/ipse-vot/book.ini -o without --zonder-invoer --format csv &&
        absent without/invoer && grep -q werkmap-1.xlsx without/manifest.json &&
        status 0 "$exe" verify without
}
check 'without the inputs, their hashes are kept' without

# --- by hand ------------------------------------------------------------------------------------

# The same rows in both systems of days, in strict OOXML, and with a prefix.
forms() {
    cp -r "$root/tests/golden/base" forms || return
    run_to forms/settlement.ini forms-csv || return
    sed -i 's/^map = data/&\ninschrijvingen = lijst.xlsx#Groep 3/' forms/settlement.ini
    for form in '!strict' '!prefix' '!compute' 1904; do
        first=45505 second=45870 third=45991
        if [ $form = 1904 ]; then
            form='!1904' first=44043 second=44408 third=44529
        fi
        printf '%s\nsheet Groep 3\nleerling;school;begindatum;einddatum\n%s\n%s\n' "$form" \
            "L1;12AB00;#$first{14}" "L2;12AB00;#$second{14};#$third{14}" |
            "$make" forms/data/lijst.xlsx && run_to forms/settlement.ini "forms-$form" &&
            same_results forms-csv "forms-$form" || return
    done
}
check 'both systems of days, strict OOXML, prefixes' forms

# --- LibreOffice --------------------------------------------------------------------------------

if [ -n "$office" ]; then
    skip 'workbooks of LibreOffice' "not installed: $office"
    finish
fi

convert() { # TO FOLDER FILE…: by LibreOffice; `filter` says how CSV is read
    convert_to=$1 convert_folder=$2
    shift 2
    # shellcheck disable=SC2086 # none or one word
    timeout 200 soffice "-env:UserInstallation=file://$tmp/office/profile" --headless \
        ${filter:+"--infilter=$filter"} --convert-to "$convert_to" --outdir "$convert_folder" "$@" \
        >office-said 2>&1 && return
    cat office-said
    return 1
}

# The same workbooks, opened and saved by LibreOffice, which computes the formulas.
saved() {
    mkdir saved || return
    filter=
    books=
    for entry in $list; do
        books="$books $(dirname "${entry#*:}")/${entry%%:*}.xlsx"
    done
    # shellcheck disable=SC2086 # a list of words
    convert 'xlsx:Calc MS Excel 2007 XML' saved $books || return
    for entry in $list; do
        name=${entry%%:*} ini=${entry#*:}
        cp "saved/$name.xlsx" "$(dirname "$ini")/$name.xlsx" && book_of "$name" "$ini" office ||
            return
    done
    ! grep W155 stderr
}
check 'every example as LibreOffice saves it, formulas computed' saved

# CSV as LibreOffice opens it in Dutch: dates and amounts become numbers, codes with zeros must be
# opened as text. A file for each table.
opened() {
    for name in h3-prodeba smw-vo rijnmond-grensverkeer; do
        cp -r "examples/$name" "opened-$name" && rm -f "opened-$name"/*.xlsx || return
        filter='CSV:59,34,76,1,,1043,false,true'
        convert 'xlsx:Calc MS Excel 2007 XML' "opened-$name/data" "opened-$name"/data/[!p]*.csv ||
            return
        filter='CSV:59,34,76,1,1/2/2/2/3/2/4/2/5/2/6/2/7/2/8/2/9/2/10/2/11/2,1043,false,true'
        convert 'xlsx:Calc MS Excel 2007 XML' "opened-$name/data" "opened-$name/data/partijen.csv" ||
            return
        tables=
        for book in "opened-$name"/data/*.xlsx; do
            tables="$tables\\n$(basename "$book" .xlsx) = $(basename "$book")"
        done
        rm "opened-$name"/data/*.csv
        sed -i "s/^map *=.*/map = data$tables/" "opened-$name/settlement.ini"
        run_to "opened-$name/settlement.ini" "office/$name-csv" &&
            same_results "csv/$name" "office/$name-csv" || return
    done
}
check 'tables that LibreOffice opened as CSV and saved as xlsx' opened

# 31 is a number that LibreOffice makes of an OIN: the zeros before it are gone.
digits() {
    cp -r examples/smw-vo digits || return
    filter='CSV:59,34,76,1,,1043,false,true'
    convert 'xlsx:Calc MS Excel 2007 XML' digits/data digits/data/partijen.csv || return
    sed -i 's/^map *=.*/&\npartijen = partijen.xlsx/' digits/settlement.ini
    status 1 "$exe" run digits/settlement.ini -o digits/out --format csv,ubl &&
        says stderr 'partijen.xlsx:partijen!' && says stderr E504
}
check 'zeros that a spreadsheet took away are told' digits

others() {
    filter=
    convert ods others "examples/smw-vo/smw-vo.xlsx" &&
        convert 'xls:MS Excel 97' others "examples/smw-vo/smw-vo.xlsx" || return
    cp others/smw-vo.* examples/smw-vo || return
    for end in ods:E133 xls:E132; do
        as_sheets examples/smw-vo/settlement.ini "smw-vo.${end%:*}" examples/smw-vo/other.ini
        status 1 "$exe" check examples/smw-vo/other.ini && says stderr "error ${end#*:}" || return
    done
}
check 'other forms of LibreOffice are told as what they are' others

finish
