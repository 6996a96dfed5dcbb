#!/bin/sh
# Goal: verify tells whatever is in a folder that is not what its inputs give, of each file by itself,
# and which of the two calculations disagrees.
#
#   tests/command/verify.sh VERREKEN ROOT
exe=${1:?usage: verify.sh VERREKEN ROOT} root=${2:?usage: verify.sh VERREKEN ROOT}
. "$root/tests/command/tap.sh"

small a
made() {
    "$exe" new start >/dev/null && status 0 "$exe" run start/settlement.ini --format csv -o sheets &&
        status 0 "$exe" run a/settlement.ini --format csv,html -o good &&
        status 0 "$exe" run a/settlement.ini --format csv --zonder-invoer -o bare
}
check 'folders of tables, of sheets and without inputs' made

# found STATUS TEXT… -- : what verify says of `out`, for people and for programs.
found() {
    status "$1" "$exe" verify out || { head -n 20 stdout; return 1; }
    wanted_status=$1
    shift
    for text; do says stdout "$text" || { cat stdout; return 1; }; done
    status "$wanted_status" "$exe" verify out --json
}
fresh() { rm -rf out && cp -r "$1" out; }
all_well='all is as it was computed'
own_fault='(a) disagrees: it does not hold what its inputs give; its tables agree with each other'

well() {
    fresh good && found 0 "out: $all_well" && fresh sheets && found 0 "out: $all_well" &&
        fresh bare && found 0 'the run kept no inputs' 'out: its tables agree with each other' &&
        says stdout '"computed": false'
}
check 'all is well' well

# --- files

extra() {
    fresh good && echo x >out/aaa && echo x >out/zzz && rm out/rapport.html &&
        found 3 'aaa' 'extra: a run does not write it' 'zzz' 'rapport.html' 'missing' "$own_fault"
}
check 'files too many, the first and the last, and one too few' extra
last() {
    fresh good && rm out/verdeling.csv && found 3 'verdeling.csv' 'missing' 'cannot be read'
}
check 'the last file is not there' last
no_text() {
    fresh good && printf '\351' >>out/rapport.html && found 3 'rapport.html' differs &&
        ! grep -q 'computed again:' stdout && fresh good && printf '\0' >>out/rapport.html &&
        found 3 'rapport.html' differs && fresh good && echo '<!-- x -->' >>out/rapport.html &&
        found 3 'rapport.html' differs '<!-- x -->'
}
check 'what differs is shown when it is text' no_text
loop() {
    fresh good && rm out/pools.csv && ln -s pools.csv out/pools.csv &&
        found 3 'pools.csv' 'cannot be read'
}
check 'a file that cannot be read' loop

# --- the kept inputs

inputs() {
    fresh good && rm out/invoer/kosten.csv &&
        found 3 'invoer/kosten.csv' 'missing: ' '(a) could not be done; its tables agree' &&
        fresh good && echo 'K2;C1;2025-10-01;2025-10-31;1,00' >>out/invoer/kosten.csv &&
        found 3 'invoer/kosten.csv' 'is not what the run read' "$own_fault"
}
check 'an input that is lost, or another' inputs
both() {
    fresh good && rm out/invoer/kosten.csv && sed -i 's/\.[0-9][0-9]$/.00/' out/verdeling.csv &&
        found 3 '(a) could not be done, and (b) disagrees' && fresh good &&
        sed -i 's/\.[0-9][0-9]$/.00/' out/verdeling.csv &&
        found 3 '(a) and (b) both disagree with what it holds'
}
check 'neither calculation agrees' both
instead() { # FILE: it is the workbook that is kept, and the manifest says so too
    fresh sheets && book=$(cd out && ls invoer/*.xlsx) || return
    old=$(sha256sum <"out/$book") && new=$(sha256sum <"$1") && cp "$1" "out/$book" &&
        sed -i "s/${old%% *}/${new%% *}/" out/manifest.json
}
sheets() {
    echo PK >broken.xlsx && instead broken.xlsx && found 3 'invoer/kosten.csv' \
        "is not what sheet kosten of $book gives" || return
    other=$(find "$root/examples" -name '*.xlsx' | sort | head -n 1)
    instead "$other" && found 3 ' is not what sheet ' || return
    fresh sheets && echo PK >"out/$book" && found 3 "$book" 'is not what the run read'
}
check 'a workbook that is kept and is another' sheets
two_books() {
    cp -r start two && cp two/tabellen.xlsx two/ander.xlsx &&
        sed -i 's/^map = .*/&\nkosten = ander.xlsx#kosten/' two/settlement.ini && rm -rf two-out &&
        status 0 "$exe" run two/settlement.ini --format csv -o two-out && fresh two-out &&
        found 0 "$all_well"
}
check 'tables of two workbooks' two_books

# --- many findings, and what stands in the way

many() {
    sed -e 's/^periode = .*/&\ntijdvak = maand/' "$root/examples/h3-prodeba/settlement.ini" >h3.ini
    sed -i "s|^map = .*|map = $root/examples/h3-prodeba/data|" h3.ini
    rm -rf h3-out && status 0 "$exe" run h3.ini --format csv -o h3-out && fresh h3-out &&
        awk -F ';' -v OFS=';' 'NR > 1 { $NF = sprintf("%.2f", $NF + 1) } { print }' \
            h3-out/factuurregels.csv >out/factuurregels.csv &&
        awk -F ';' -v OFS=';' 'NR > 1 { $NF = sprintf("%.2f", $NF + 1) } { print }' \
            h3-out/verdeling.csv >out/verdeling.csv &&
        awk -F ';' -v OFS=';' 'NR > 1 { $6 = $6 + 1 } { print }' \
            h3-out/gewichten.csv >out/gewichten.csv &&
        found 3 'both disagree'
}
check 'a table with an amount that is wrong in each row' many
manifest() {
    fresh good && echo '{' >out/manifest.json && status 3 "$exe" verify out && fresh good &&
        rm out/manifest.json && status 1 "$exe" verify out && says stderr manifest.json &&
        status 1 "$exe" verify nowhere
}
check 'a manifest that is broken, and none' manifest
before() { # the folder of the boeking before it is gone
    small b && sed -i 's/^periode.*/periode = 2025-Q3\nid = x\ngrootboek = ..\/g.db/' b/settlement.ini &&
        sed -i 's/2025-11-15/2025-07-15/' b/inschrijvingen.csv &&
        status 0 "$exe" run b/settlement.ini --format csv -o b1 && status 0 "$exe" post b1 &&
        sed -i 's/2025-Q3/2025-Q4/' b/settlement.ini &&
        sed -i 's/1000,01/1200,01/' b/kosten.csv &&
        status 0 "$exe" run b/settlement.ini --format csv -o b2 && [ "$(wc -l <b2/correcties.csv)" -gt 1 ] ||
        return
    fresh b2 && found 0 "$all_well" && rm -rf b1 && found 0 correcties.csv 'not compared: ' &&
        says stdout not_compared
}
check 'the boeking before it is gone' before
finish
