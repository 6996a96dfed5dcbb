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
    [ -s run/facturen.csv ] || return 0
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
nothing_written() {
    cp -r "$root/examples/h3-prodeba" clean && ls -lR clean >before &&
        status 0 "$exe" explain clean/settlement.ini --contract C2024-PRODEBA --partij GM0603 &&
        ls -lR clean | cmp - before
}
check 'nothing is written' nothing_written
finish
