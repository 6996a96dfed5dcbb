#!/bin/sh
# Goal: every amount can be explained, what is told adds up to the tables, and no pupil is named
# unless that is asked for.
#
#   tests/explain/explain.sh VERREKEN ROOT
exe=${1:?usage: explain.sh VERREKEN ROOT} root=${2:?usage: explain.sh VERREKEN ROOT}
# shellcheck source=tests/command/tap.sh
. "$root/tests/command/tap.sh"
export LC_ALL=C

h3=$root/examples/h3-prodeba/settlement.ini
asks() { # with plain blanks in what it says
    status 0 "$exe" explain "$h3" --contract C2024-PRODEBA "$@" &&
        sed -i "s/$(printf '\302\240')/ /g" stdout
}

rijswijk() {
    asks --tijdvak 2025-Q4 --partij GM0603 || return
    for text in 'K2025-01 Jaarbudget' 'hiervan 3 van 12 maanden: € 46.125,00' \
        'hiervan 45/53 (naar maanden): € 6.293,72' 'data/kosten.csv:3]' \
        'geteld: 184 van 1.074 deelnamedagen' 'aandeel: 92/537 (circa 17,13%)' \
        '€ 52.418,72 × 184 / 1.074 = € 8.980,48 en een rest van 896/1.074 cent' \
        'plaats 1 van 8: een erbij' 'dus: € 8.980,49' \
        "staat op CONCEPT-0003, van 's-Gravenhage (GM0518) aan Rijswijk (GM0603)" \
        'vooraf betaald € 6.750,00' 'netto € 2.230,49'; do
        says stdout "$text" || return
    done
}
check 'from the cent down to the rows' rijswijk

no_pupil() {
    asks --partij GM0603 && ! grep -q 'L00' stdout || { grep L00 stdout; return 1; }
    asks --partij GM0603 --json && ! grep -q 'L00' stdout || { grep L00 stdout; return 1; }
}
check 'no pupil is named' no_pupil
pupils() {
    asks --partij GM0603 --leerlingen && says stdout 'leerling L0031' &&
        says stdout 'woonadres vóór het verblijf' && says stdout 'data/deelnames.csv:' &&
        says stdout 'verblijf  [' && says stdout 'woonadres  [' || return
    days=$(sed -n 's/.*leerling L[0-9]*, .*: \([0-9]*\)  \[.*/\1/p' stdout | awk '{ s += $1 } END { print s }')
    [ "$days" = 184 ] || { echo "$days days"; return 1; }
}
check '--leerlingen: the days of the pupils are the weight' pupils

# --- every factuur of every example

sums() { # FOLDER NUMMER: the explained regels are those of factuurregels.csv, and their pools too
    awk -F '"' '
        /"soort": "factuurregel"/ { regel = 1 }
        /"soort": "pool"/ { regel = 0 }
        /"bedrag":/ && regel == 1 { print $4; regel = 2 }' "$tmp/stdout" >told
    awk -F ';' -v n="$2" '$1 == n { print $NF }' "$1/factuurregels.csv" >written
    cmp -s told written || { diff told written | head -n 4; return 1; }
}
every_factuur() { # INI
    rm -rf run
    "$exe" run "$1" --format csv -o run >/dev/null 2>&1
    case $1 in *-onderdrukt.ini) absent run && return ;; esac # suppressed counts are refused
    [ -s run/facturen.csv ] || { echo "$1 gives no facturen.csv"; return 1; }
    for nummer in $(sed 1d run/facturen.csv | cut -d ';' -f 1 | head -n 12); do
        status 0 "$exe" explain run --factuur "$nummer" --json && sums run "$nummer" ||
            { echo "factuur $nummer"; return 1; }
    done
}
for ini in "$root"/examples/*/settlement*.ini; do
    [ -e "${ini%/*}/boeken" ] && continue
    name=${ini#"$root"/examples/}
    check "every factuur of $name" every_factuur "$ini"
done

every_row() { # INI: each contract, tijdvak and partij of verdeling.csv, of which there are few
    rm -rf run
    "$exe" run "$1" --format csv -o run >/dev/null 2>&1
    awk -F ';' 'NR > 1 { s[$1 " " $3 " " $5] += $8 } END { for (k in s) printf "%s %.2f\n", k, s[k] }' \
        run/verdeling.csv | sort | head -n 60 >rows
    while read -r contract tijdvak partij bedrag; do
        status 0 "$exe" explain "$1" --contract "$contract" --tijdvak "$tijdvak" --partij "$partij" \
            --json || { echo "$contract $tijdvak $partij"; return 1; }
        awk -F '"' -v want="$bedrag" '
            /"soort": "pool"/ { pool = 1 }
            /"bedrag":/ && pool { sum += $4; pool = 0 }
            END { if (sprintf("%.2f", sum) != want) { print sum, "not", want; exit 1 } }' \
            stdout || { echo "$contract $tijdvak $partij"; return 1; }
    done <rows
}
for name in h3-prodeba h3-oja jos-midden-holland oov-opbouw zorg-in-onderwijstijd doorbraakbudget \
    ipse-vot smw-vo 44-coaches; do
    check "every row of verdeling.csv of $name" every_row "$root/examples/$name/settlement.ini"
done

# --- the rules as text

rules() { # INI
    "$exe" run "$1" --format csv -o run >/dev/null 2>&1 || true
    status 0 "$exe" regels "$1" && says stdout Verdeelregels && says stdout 'Regel ' &&
        says stdout Voorbeeld && says stdout Methode || return
    awk '{ gsub(/[\200-\277]/, "") } length($0) > 80 { print; bad = 1 } END { exit bad }' stdout ||
        return
    for leerling in $(sed 1d "${1%/*}/data/inschrijvingen.csv" 2>/dev/null | cut -d ';' -f 1 | head -n 40); do
        ! grep -qw -- "$leerling" stdout || { echo "names $leerling"; return 1; }
    done
}
for name in h3-prodeba h3-oja jos-midden-holland oov-opbouw zorg-in-onderwijstijd rotterdam-oza \
    doorbraakbudget ipse-vot smw-vo 44-coaches rijnmond-grensverkeer haaglanden-grensverkeer; do
    check "the rules of $name in words" rules "$root/examples/$name/settlement.ini"
done
rule_example() {
    status 0 "$exe" regels "$h3" && sed -i "s/$(printf '\302\240')/ /g" stdout &&
        says stdout "'s-Gravenhage (GM0518): circa 26,63% = € 13.958,80" &&
        says stdout 'de 4 anderen samen: € 13.714,77' && says stdout '(Jeugdwet, artikel 1.1)' &&
        says stdout 'over 1.074 deelnamedagen'
}
check 'the example has the amounts of the settlement' rule_example

words() { # INI TEXT...: each stands in its rules, whatever the lines
    status 0 "$exe" regels "$1" && shift || return
    sed "s/$(printf '\302\240')/ /g" stdout | tr -s ' \n' '  ' >flat
    for text in "$@"; do
        says flat "$text" || return
    done
}
example_words() {
    words "$root/examples/smw-vo/settlement.ini" \
        'Een partij met minder dan 10 leerlingen betaalt niet mee' || return
    words "$root/examples/zorg-in-onderwijstijd/settlement.ini" \
        'Waddinxveen en Zuidplas; vanaf 1 juli 2026 zonder Zuidplas)' \
        'groep midden-holland vanaf 1 juli 2026)' 'gewogen leerlingdagen:' 'één andere: ' \
        'SO 3, VSO 2,5, SBO 2 en PRO 1; voor andere scholen 1.' \
        'draagt de aanbieder zelf: ZIO26-PO € 620.000,00; ZIO26-VO € 560.000,00.' \
        'gaan eerst de bijdragen af' || return
    words "$root/examples/rijnmond-grensverkeer/settlement.ini" \
        'Krimpenerwaard; vanaf 1 januari 2023 ook Hoeksche Waard)' \
        'Brielle door Voorne aan Zee vanaf 1 januari 2023' 'waarvan voor een vaste prijs' ||
        return
    words "$root/examples/oov-opbouw/settlement-plaatsen.ini" 'Kengetal plaatsen-gouda' || return
    ! grep -q '1 oktober' flat || { echo 'a peildatum that does not count'; return 1; }
    words "$root/examples/ipse-vot/settlement.ini" 'Noemt een deelname een betaler' \
        'de hele deelname of voor elke vijf schooldagen' || return
    words "$root/examples/begroting/settlement-meerjarig.ini" \
        'Anders dan bij deze methode gewoon is' 'Verdeeld wordt € 142.000,00: '
}
check 'what the examples agree is said' example_words
versions() {
    rm -rf versions && cp -r "$root/examples/zorg-in-onderwijstijd" versions || return
    cat >versions/settlement.ini <<'END'
[afrekening]
naam = Versies
periode = 2026
kassier = GR-JW
onderbreking = 1
[invoer]
map = data
[groep midden-holland]
leden = GM0513, GM1931, GM1901, GM0627, GM1892
[groep midden-holland vanaf 2026-05-15]
leden = GM0513, GM1931, GM1901, GM0627
[regel zio]
tijdvak = maand
methode = collectieve-voorfinanciering
lagen = gemeenten 80%, onderwijs 20%
eenheid = 1000
[laag zio gemeenten]
sleutel = leerlingdagen
deelnemers = midden-holland
buiten = verdelen
drempel = 1 leerling
[laag zio gemeenten vanaf 2026-03-15]
sleutel = leerlingdagen
deelnemers = midden-holland
buiten = verdelen
drempel = 1,5 eenheden
[laag zio onderwijs]
sleutel = vast
aandelen = GM0513 1/3, GM1931 2/3
[regel zio vanaf 2027-01-01]
methode = schoolgemeente-regie
sleutel = leerlingdagen
END
    words versions/settlement.ini 'Onder deze regel wordt elke maand op zichzelf afgerekend.' \
        'geldt in tijdvakken die beginnen voor 1 april 2026' \
        'geldt in tijdvakken die beginnen op of na 1 april 2026' \
        '(afspraak: laag gemeenten van regel zio vanaf 15 maart 2026)' 'minder dan 1 leerling ' \
        'minder dan 1,5 leerlingdagen' 'vanaf 1 juni 2026 zonder Zuidplas' \
        'groep midden-holland vanaf 15 mei 2026' 'hele eenheden van € 1.000,00' \
        'ten hoogste 1 dag ertussen' || return
    ! grep -q 'op de cent\|Regel zio, vanaf' flat || { echo 'what does not hold is said'; return 1; }
}
check 'versions, an eenheid and a tijdvak of its own are said' versions
booked() {
    rm -rf booked && cp -r "$root/examples/correctie" booked && rm -f booked/grootboek.db &&
        words booked/settlement-q4.ini 'Alle tijdvakken vanaf 1 januari 2025' \
            'Tijdvakken t/m 30 september 2025 zijn afgesloten'
}
check 'the boekjaar and what is closed are said' booked

# --- what cannot be explained

wrong() {
    status 2 "$exe" explain "$h3" && says stderr --contract || return
    status 2 "$exe" explain "$h3" --contract C2024-PRODEBA --partij GM0603 --regel 1 || return
    status 1 "$exe" explain "$h3" --contract C1 --partij GM0603 && says stderr C1 || return
    status 1 asks_no --tijdvak 2024-Q1 --partij GM0603 && says stderr '2025-Q4' || return
    status 1 asks_no --partij PO2814 && says stderr 'bears nothing' || return
    "$exe" run "$h3" --format csv -o folder >/dev/null 2>&1
    status 1 "$exe" explain folder --factuur CONCEPT-9999 && says stderr 'facturen.csv' || return
    status 1 "$exe" explain folder --factuur CONCEPT-0001 --regel 99 && says stderr 'has 1 regel'
}
asks_no() { "$exe" explain "$h3" --contract C2024-PRODEBA "$@"; }
check 'what is not there is told' wrong
grootboek_away() { # a posted folder is computed again with the grootboek that it was made with
    rm -rf posted && cp -r "$root/examples/correctie" posted || return
    for q in q1 q2; do
        "$exe" run "posted/settlement-$q.ini" --format csv -o "posted/$q" >/dev/null 2>&1
        "$exe" post "posted/$q" --akkoord Tester >/dev/null 2>&1
    done
    nummer=$(sed -n '2s/;.*//p' posted/q2/facturen.csv)
    status 0 "$exe" explain posted/q2 --factuur "$nummer" && mv stdout there &&
        mv posted/grootboek.db away.db || return
    status 1 "$exe" explain posted/q2 --factuur "$nummer" && says stderr --grootboek || return
    status 0 "$exe" explain posted/q2 --factuur "$nummer" --grootboek away.db && cmp there stdout
}
check 'a posted folder needs its grootboek' grootboek_away
nothing_written() {
    cp -r "$root/examples/h3-prodeba" clean && ls -lR clean >before &&
        status 0 "$exe" explain clean/settlement.ini --contract C2024-PRODEBA --partij GM0603 &&
        ls -lR clean | cmp - before
}
check 'nothing is written' nothing_written
finish
