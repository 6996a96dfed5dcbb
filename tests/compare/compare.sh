#!/bin/sh
# Goal: compare tells what other rules would do to each partij, why, and how near it is to a
# drempel or plafond: the same cents as settlements of their own and as a calculation by hand.
#
#   tests/compare/compare.sh VERREKEN ROOT      ROOT: the folder of the project
exe=${1:?usage: compare.sh VERREKEN ROOT} root=${2:?usage: compare.sh VERREKEN ROOT}
. "$root/tests/command/tap.sh"
# shellcheck source=tests/documents/office.sh
. "$root/tests/documents/office.sh"

# Ten pupils at one school through a quarter that costs 1000: five, three and two of a gemeente.
small a
sed -i 's/^naam.*/naam = Toets\ngrootboek = boek.db/' a/settlement.ini
printf '[regel ander]\nmethode = woonplaatsbeginsel\nsleutel = vast\naandelen = %s\n' \
    'GM0518 50%, GM0603 50%' >>a/settlement.ini
printf 'kostenpost;contract;begindatum;einddatum;bedrag\nK1;C1;2025-10-01;2025-12-31;1000,00\n' \
    >a/kosten.csv
echo 'leerling;school;begindatum' >a/inschrijvingen.csv
echo 'leerling;gemeente' >a/woonplaatsen.csv
n=0
for gemeente in GM0518 GM0518 GM0518 GM0518 GM0518 GM0603 GM0603 GM0603 GM1916 GM1916; do
    n=$((n + 1))
    echo "LEERLING-$n;12AB00;2025-01-01" >>a/inschrijvingen.csv
    echo "LEERLING-$n;$gemeente" >>a/woonplaatsen.csv
done

# rows TABEL NR COLUMNS: of vergelijking.csv in c, without its header.
rows() { awk -F ';' -v t="$1" -v n="$2" '$1 == t && $2 == n' c/vergelijking.csv | cut -d ';' -f "$3"; }
amounts() { rows partij "$1" "$2" | grep ';aandeel;' | grep 'GM[0-9]' >found; } # NR COLUMNS
series() { rows reeks "$1" "$2" | grep ';aandeel;' | grep 'GM[0-9]' >found; }
are() { printf '%s\n' "$@" | diff - found; }
compare() { status 0 "$exe" compare "$@" -o c; }

# --- by hand -----------------------------------------------------------------------------------

three() {
    compare a/settlement.ini --set 'regel r:drempel=3 leerlingen' --variant 'veertig' \
        --set 'regel r:plafond=40%'
}
check 'two variants of one INI' three

drempel_amounts() {
    amounts 2 4,10,12-15
    are 'GM0518;aandeel;500.00;625.00;125.00;25.00' 'GM0603;aandeel;300.00;375.00;75.00;25.00' \
        'GM1916;aandeel;200.00;0.00;-200.00;-100.00'
}
check 'a drempel: who bears less, who more, and how much of it' drempel_amounts

plafond_amounts() {
    amounts 3 3,4,10,12-15
    are 'veertig;GM0518;aandeel;500.00;400.00;-100.00;-20.00' \
        'veertig;GM0603;aandeel;300.00;360.00;60.00;20.00' \
        'veertig;GM1916;aandeel;200.00;240.00;40.00;20.00'
}
check 'a plafond; a variant has the name that it is given' plafond_amounts

totals() {
    rows totaal 2 10,12-14 >found
    are 'kosten;1000.00;1000.00;0.00' 'bijdragen;0.00;0.00;0.00' 'boven_maximum;0.00;0.00;0.00' \
        'te_verdelen;1000.00;1000.00;0.00' 'aandeel;1000.00;1000.00;0.00' \
        'voorgefinancierd;0.00;0.00;0.00' 'niet_verrekend;0.00;0.00;0.00' \
        'netto;1000.00;1000.00;0.00' 'stroom;0.00;0.00;0.00' 'verschoven;0.00;200.00;200.00' || return
    rows soort 2 5,10,12-14 | grep ';aandeel;' >found
    are 'gemeente;aandeel;1000.00;1000.00;0.00' 'aanbieder;aandeel;0.00;0.00;0.00'
}
check 'the totals: only the division changed' totals

why() {
    rows regel 2 9-12,13,16 >found
    are '-;drempel;r;-;3 leerlingen;1' || return
    rows oorzaak 2 4,11,12-14,16-18 >found
    are 'GM0518;drempel;500.00;625.00;125.00;1;0;5' 'GM0603;drempel;300.00;375.00;75.00;1;0;3' \
        'GM1916;drempel;200.00;0.00;-200.00;1;0;2' || return
    rows post 2 4,6-8,11,14,18 >found
    are 'GM0518;C1;;2025-Q4;drempel;125.00;5' 'GM0603;C1;;2025-Q4;drempel;75.00;3' \
        'GM1916;C1;;2025-Q4;drempel;-200.00;2' || return
    rows posten 2 4,12,13 >found
    are 'GM0518;125.00;125.00' 'GM0603;75.00;75.00' 'GM1916;-200.00;-200.00'
}
check 'why: the key, what it carries, in how many places and by how many pupils' why

sensitive() {
    rows drempel 2 4,10,12-14 >found
    are 'GM0518;leerlingen;3;5;2' 'GM0603;leerlingen;3;3;0' 'GM1916;leerlingen;3;2;-1' || return
    rows plafond 3 4,10,12-14 >found
    are 'GM0518;aandeel;2/5;1/2;1/10' 'GM0603;aandeel;2/5;3/10;-1/10' \
        'GM1916;aandeel;2/5;1/5;-1/5' || return
    rows leerling 1 4,10,12-14 >found
    are 'GM0518;een meer;500.00;545.45;45.45' 'GM0518;een minder;500.00;444.45;-55.55' \
        'GM0603;een meer;300.00;363.64;63.64' 'GM0603;een minder;300.00;222.22;-77.78' \
        'GM1916;een meer;200.00;272.73;72.73' 'GM1916;een minder;200.00;111.11;-88.89' || return
    rows leerling 2 4,10,12-14 | tail -n 4 >found
    are 'GM0603;een meer;375.00;444.44;69.44' 'GM0603;een minder;375.00;0.00;-375.00' \
        'GM1916;een meer;0.00;272.73;272.73' 'GM1916;een minder;0.00;0.00;0.00'
}
check 'how near a drempel and a plafond are, and what one pupil more or less does' sensitive

no_books() {
    says stdout 'no grootboek was looked at or changed' && absent a/boek.db &&
        [ "$(ls c)" = "$folder_holds" ]
}
folder_holds=$(ls c)
check 'no grootboek is made, and that is told' no_books

private() {
    ! grep -rl 'LEERLING-' c && [ "$(stat -c %a c)" = 700 ] &&
        [ "$(stat -c %a c/vergelijking.csv)" = 600 ]
}
check 'no pupil stands in it; the folder is 0700, its files 0600' private

says_stdout() {
    says stdout 'then: regel r:drempel = 3 leerlingen' &&
        says stdout '1 would bear less, 2 more, 0 the same; 200,00 is borne by others than before' &&
        says stdout 'the cost is the same, 1.000,00: only its division changed' &&
        says stdout 'together 400,00 of 400,00 that moves in all, signs apart'
}
check 'the summary' says_stdout

one_more() { # the same, by a settlement with that pupil
    rm -rf more && cp -r a more
    echo 'LEERLING-99;12AB00;2025-01-01' >>more/inschrijvingen.csv
    echo 'LEERLING-99;GM1916' >>more/woonplaatsen.csv
    sed -i 's/^sleutel = leer.*/&\ndrempel = 3 leerlingen/;/^grootboek/d' more/settlement.ini
    status 0 "$exe" run more/settlement.ini --format csv -o more/out || return
    grep -q '^C1;;2025-Q4;-;GM1916;verdeeld;3/11;272.73$' more/out/verdeling.csv
}
check 'one pupil more: what a settlement with that pupil says' one_more

# --- other scenarios ---------------------------------------------------------------------------

contract_rule() {
    compare a/settlement.ini --set 'contract C1:regel=ander' || return
    amounts 2 4,10,13
    are 'GM0518;aandeel;500.00' 'GM0603;aandeel;500.00' 'GM1916;aandeel;0.00' || return
    rows regel 2 9-13 >found
    are '-;sleutel;r → ander;leerlingdagen;vast'
}
check 'another rule for a contract' contract_rule

sweep() {
    compare a/settlement.ini --sweep 'regel r:plafond=35%..60% 2,5%' || return
    series 2 3,4,10,13
    are 'plafond = 35%;GM0518;aandeel;350.00' 'plafond = 35%;GM0603;aandeel;350.00' \
        'plafond = 35%;GM1916;aandeel;300.00' || return
    rows reeks 3 3,4,10,13 | grep 'GM0518;aandeel;' >found
    are 'plafond = 37,5%;GM0518;aandeel;375.00' || return
    [ "$(cut -d ';' -f 1,3 c/vergelijking.csv | grep ^reeks | sort -u | wc -l)" = 11 ]
}
check 'a sweep: one scenario for each value, decimals too' sweep

sweep_units() {
    compare a/settlement.ini --sweep 'regel r:drempel=1..3 1 leerlingen' || return
    rows reeks 4 3,4,10,13 | grep 'GM1916;aandeel;' >found
    are 'drempel = 3 leerlingen;GM1916;aandeel;0.00'
}
check 'a sweep over whole numbers with a unit' sweep_units

key_away() {
    sed 's/^sleutel = leer.*/&\ndrempel = 3 leerlingen/' a/settlement.ini >a/met.ini
    compare a/met.ini --set 'regel r:drempel=' || return
    rows partij 2 4,10,12-13 | grep 'GM1916;aandeel;' >found
    are 'GM1916;aandeel;0.00;200.00'
}
check 'a key that is taken away' key_away

other_cost() {
    rm -rf b && cp -r a b && sed -i 's/1000,00/1200,00/' b/kosten.csv
    compare a/settlement.ini b/settlement.ini || return
    says stdout 'the cost itself differs: 1.000,00 now, 1.200,00 then, +200,00' || return
    amounts 2 4,10,12-15
    are 'GM0518;aandeel;500.00;600.00;100.00;20.00' 'GM0603;aandeel;300.00;360.00;60.00;20.00' \
        'GM1916;aandeel;200.00;240.00;40.00;20.00' || return
    rows oorzaak 2 4,11,14 >found
    are 'GM0518;kosten;100.00' 'GM0603;kosten;60.00' 'GM1916;kosten;40.00'
}
check 'other tables: by how much the cost itself differs' other_cost

other_codes() { # tables with a gemeente and a contract that the first has not
    rm -rf b && cp -r a b
    echo 'C0;OJA;Klas;AGB-1;2025-01-01;r' >>b/contracten.csv && echo 'C0;12AB00' >>b/contract_scholen.csv
    echo 'K2;C0;2025-10-01;2025-12-31;10,00' >>b/kosten.csv
    echo 'GM9999;Nieuw;gemeente' >>b/partijen.csv
    sed -i 's/;GM1916/;GM9999/' b/woonplaatsen.csv
    compare a/settlement.ini b/settlement.ini || return
    amounts 2 4,10,12-13
    are 'GM0518;aandeel;500.00;505.00' 'GM0603;aandeel;300.00;303.00' \
        'GM1916;aandeel;200.00;0.00' 'GM9999;aandeel;0.00;202.00' || return
    rows contract 2 4,6,12-13 >found
    are 'GM0518;C0;0.00;5.00' 'GM0603;C0;0.00;3.00' 'GM9999;C0;0.00;2.00' \
        'GM1916;C1;200.00;0.00' 'GM9999;C1;0.00;200.00' || return
    rows oorzaak 2 4,11,14 >found
    are 'GM0518;kosten;5.00' 'GM0603;kosten;3.00' 'GM1916;invoer;-200.00' \
        'GM9999;invoer;200.00' 'GM9999;kosten;2.00'
}
check 'other tables: codes that only one of them has' other_codes

tijdvakken() {
    compare a/settlement.ini --set 'regel r:tijdvak=maand' || return
    rows regel 2 10-13 >found
    are 'tijdvak;r;kwartaal;maand' || return
    amounts 2 4,10,14
    are 'GM0518;aandeel;0.00' 'GM0603;aandeel;0.00' 'GM1916;aandeel;0.00'
}
check 'other tijdvakken' tijdvakken

# --- the same as run ---------------------------------------------------------------------------

# sums FILE COLUMNS… of a run as `KEY;euro`, of what is not 0.
sums() { # FILE KEYCOLUMNS AMOUNTCOLUMN
    awk -F ';' -v k="$2" -v a="$3" '
        NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; n = split(k, key, ","); next }
        { s = ""; for (i = 1; i <= n; i++) s = s $at[key[i]] ";"
          v = $at[a]; sub(/\./, "", v); sum[s] += v }
        END { for (s in sum) if (sum[s]) printf "%s%d\n", s, sum[s] }' "$1" | LC_ALL=C sort
}
told() { # TABEL NR VELD KEYCOLUMNS AMOUNT: the same of vergelijking.csv
    awk -F ';' -v t="$1" -v n="$2" -v f="$3" -v k="$4" -v a="$5" '
        NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; m = split(k, key, ","); next }
        $1 == t && $2 == n && $at["veld"] == f {
          s = ""; for (i = 1; i <= m; i++) s = s $at[key[i]] ";"
          v = $at[a]; sub(/\./, "", v); if (v + 0) printf "%s%d\n", s, v }' \
        c/vergelijking.csv | LC_ALL=C sort
}

# as_run FOLDER: every partij, contract and school as two runs have them.
as_run() {
    for column in aandeel voorgefinancierd netto; do
        for nr in 1 2; do
            sums "run$nr/posities.csv" partij "$column" >expected
            amount=$([ "$nr" = 1 ] && echo eerste || echo waarde)
            told partij 2 "$column" partij "$amount" | diff expected - || return
        done
    done
    for pair in contract school; do
        LC_ALL=C join -t '|' -a 1 -a 2 -e 0 -o 0,1.2,2.2 \
            "$(sums run1/verdeling.csv "$pair,partij" bedrag | sed 's/;\(-*[0-9]*\)$/;|\1/' >one && echo one)" \
            "$(sums run2/verdeling.csv "$pair,partij" bedrag | sed 's/;\(-*[0-9]*\)$/;|\1/' >two && echo two)" |
            awk -F '|' '$2 != $3 { print $1 $3 - $2 }' | LC_ALL=C sort >expected
        told "$pair" 2 aandeel "$pair,partij" verschil | diff expected - || return
    done
}

example() { # NAME SECTION:KEY=VALUE SED
    rm -rf example run1 run2 && cp -r "$root/examples/$1" example || return
    sed -i '/^ *grootboek/d;/^ *boekjaar/d;/^ *organisatie/d;/^ *afgesloten/d' example/settlement.ini
    sed "$3" example/settlement.ini >example/other.ini
    status 0 "$exe" run example/settlement.ini --format csv -o run1 || return
    status 0 "$exe" run example/other.ini --format csv -o run2 || return
    compare example/settlement.ini --set "$2" && as_run || return
    cp -r c by_set && compare example/settlement.ini example/other.ini && as_run || return
    grep -v '^scenario' by_set/vergelijking.csv | cut -d ';' -f 1,2,4- >one
    grep -v '^scenario' c/vergelijking.csv | cut -d ';' -f 1,2,4- >two
    rm -rf by_set
    diff one two
}
check 'h3-prodeba with a drempel: as run says, by --set and by two INIs' example h3-prodeba \
    'regel prodeba:drempel=2 leerlingen' 's/^sleutel .*/&\ndrempel = 2 leerlingen/'
check 'h3-prodeba in whole euros, and a plafond' example h3-prodeba 'regel prodeba:eenheid=1' \
    's/^toerekening .*/&\neenheid = 1/'
check 'h3-oja in tens of euros in one of its rules' example h3-oja 'regel oja-so:eenheid=10' \
    '/^.regel oja-so.$/,/^.regel oja-vo.$/s/^sleutel .*/&\neenheid = 10/'
check 'smw-vo, by tellingen, with a higher drempel that goes to the schoolgemeente' example smw-vo \
    'regel smw:drempel=20 leerlingen' 's/^drempel  *=.*/drempel = 20 leerlingen/'

margin() {
    compare "$root/examples/h3-prodeba/settlement.ini" --set 'regel prodeba:verrekenmarge=30%' ||
        return
    rows oorzaak 2 4,10,11,14 >found
    are 'GM0518;niet_verrekend;verrekenmarge;1342.18' 'GM1916;niet_verrekend;verrekenmarge;-1342.18' &&
        says stdout '0 would bear less, 0 more, 8 the same' &&
        says stdout '2 partijen would pay or get another amount'
}
check 'what is paid and not borne: by which key' margin

# --- sameness ----------------------------------------------------------------------------------

same_everywhere() {
    "$exe" compare a/settlement.ini --set 'regel r:drempel=3 leerlingen' -o one --threads 1 >one.txt 2>&1
    (TZ=Asia/Tokyo LC_ALL=nl_NL.UTF-8 "$exe" compare a/settlement.ini \
        --set 'regel r:drempel=3 leerlingen' -o two --threads 4) >two.txt 2>&1
    same one two && sed 's/two/one/' two.txt | diff one.txt -
}
check 'the same bytes, whatever the threads, the locale and the time zone' same_everywhere

read_once() {
    status 0 "$exe" compare a/settlement.ini a/met.ini a/settlement.ini -o c --timings || return
    [ "$(grep -c '^timing: index' stderr)" = 1 ]
}
check 'tables that are the same files are read once' read_once

# --- the workbook and the page -----------------------------------------------------------------

three
page() {
    [ "$(stat -c %a c/vergelijking.xlsx c/vergelijking.html | sort -u)" = 600 ] &&
        grep -q 'Content-Security-Policy' c/vergelijking.html &&
        ! grep -qE '<(script|link|img)[^>]* (src|href)="?http' c/vergelijking.html || return
    # a count of two or three pupils is not told; amounts are
    grep -q '&lt;5' c/vergelijking.html && grep -q '625,00' c/vergelijking.html
}
check 'the page asks for nothing, and tells no small count' page

recalculated() { # every formula has the result 999 before LibreOffice computes it anew
    rm -rf spoilt && mkdir spoilt && spoil c/vergelijking.xlsx spoilt/v.xlsx &&
        recompute 59 csv spoilt/v.xlsx || return
    if grep -l '#NAME?\|#VALUE!\|#REF!\|#DIV/0!\|Err:' csv/v-*.csv; then return 1; fi
    grep '^GM\|^Totaal' csv/v-Aandeel.csv | cut -d ';' -f 1,4-10 | tr -d '"' >found
    are 'GM0518;500;625;125;25%;400;-100;-20%' 'GM0603;300;375;75;25%;360;60;20%' \
        'GM1916;200;0;-200;-100%;240;40;20%' 'Totaal;1000;1000;0;0%;1000;0;0%' || return
    tr -d '"' <csv/v-Totalen.csv | grep -q '^veertig;1000;0;0;1000;0;0%;alleen de verdeling'
}
if [ -z "$(missing_for_office)" ]; then
    check 'LibreOffice finds the same by the formulas' recalculated
else
    skip 'LibreOffice finds the same by the formulas' 'soffice, zip or unzip is not installed'
fi

# --- what is refused ---------------------------------------------------------------------------

wrong() { # TEXT ARGUMENTS…
    wrong_text=$1
    shift
    status 2 "$exe" compare "$@" && says stderr "$wrong_text"
}
check 'one INI and nothing else' wrong 'give two or more INIs' a/settlement.ini -o c
check 'no folder' wrong 'give a folder to write to' a/settlement.ini a/met.ini
check 'changes of several INIs' wrong 'change one INI' a/settlement.ini a/met.ini \
    --set 'regel r:drempel=' -o c
check 'a change without a key' wrong '--set wants' a/settlement.ini --set 'drempel=3' -o c
check 'a sweep without an end' wrong '--sweep wants' a/settlement.ini \
    --sweep 'regel r:plafond=20%' -o c
check 'a sweep of too many values' wrong '--sweep wants' a/settlement.ini \
    --sweep 'regel r:plafond=1%..60% 0,5%' -o c
check 'changes for another command' eval 'status 2 "$exe" run a/settlement.ini --set "x:y=z" -o c &&
    says stderr "this command does not take --set"'

which() {
    rm -rf c && sed 's/^sleutel = leer.*/sleutel = dagen/' a/settlement.ini >a/fout.ini
    status 1 "$exe" compare a/settlement.ini a/fout.ini -o c || return
    says stderr 'a/fout.ini:' && says stderr 'verreken: fout.ini: cannot be computed' && absent c
}
check 'an INI that is wrong: which, and nothing is written' which

foreign() {
    rm -rf full && mkdir full && touch full/brief.txt
    status 4 "$exe" compare a/settlement.ini a/met.ini -o full && says stderr 'brief.txt' &&
        [ "$(ls full)" = brief.txt ]
}
check 'a folder with something else in it is left alone' foreign

again() {
    compare a/settlement.ini a/met.ini && compare a/settlement.ini a/met.ini
}
check 'a folder of its own is replaced' again

finish
