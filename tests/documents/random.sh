#!/bin/sh
# Goal: whatever a settlement has, of all that an INI can ask: every form of it can be made, made
# again to the byte and explained to the cent, and compared with other rules for the same data.
#
#   tests/documents/random.sh VERREKEN ROOT RANDOM_BATCH [FROM TO]    seeds of random_batch
exe=${1:?usage: random.sh VERREKEN ROOT RANDOM_BATCH} root=${2:?the folder of the project}
random_batch=$(realpath "${3:?the program random_batch}") from=${4:-1} to=${5:-24}
# shellcheck source=tests/command/tap.sh
. "$root/tests/command/tap.sh"

# A decimal point, whatever the locale of the test is.
awk() { LC_ALL=C command awk "$@"; }
sort() { LC_ALL=C command sort "$@"; }
settled=0 posted=0

# made SEED: the batch in b; every second one with regions.
made() {
    rm -rf b out other && mkdir b || return
    if [ $(($1 % 2)) = 0 ]; then "$random_batch" "$1" b --regions; else "$random_batch" "$1" b; fi
    grep -qx '\[factuur\]' b/settlement.ini || printf '\n[factuur]\n' >>b/settlement.ini
    sed -i 's/^\[factuur\]$/&\nspecificatie = ja/' b/settlement.ini
    [ $(($1 % 3)) != 0 ] || sed -i 's/^specificatie = ja$/&\npseudoniem = key/' b/settlement.ini
    (umask 077 && printf 'a key of thirty-two bytes or more\n' >b/key)
}

forms() { # FOLDER: each factuur has its workbook and PDF, and is not empty
    [ -s "$1/afrekening.xlsx" ] && [ -s "$1/rapport.html" ] || return
    sed 1d "$1/facturen.csv" | cut -d ';' -f 1,4 | while IFS=';' read -r nummer debiteur; do
        for form in xlsx pdf; do
            [ -s "$1/facturen/${nummer}_$debiteur.$form" ] || { echo "no $nummer $form"; exit 1; }
        done
    done
}

told() { # FOLDER: that the regels of each factuur are explained with the amounts that it has
    for nummer in $(sed 1d "$1/facturen.csv" | cut -d ';' -f 1 | head -n 5); do
        status 0 "$exe" explain "$1" --factuur "$nummer" --leerlingen --json || return
        awk -F '"' '/"soort": "factuurregel"/ { regel = 1 } /"soort": "pool"/ { regel = 0 }
            /"bedrag":/ && regel == 1 { print $4; regel = 2 }' stdout >found
        awk -F ';' -v n="$nummer" '$1 == n { print $NF }' "$1/factuurregels.csv" | diff - found || return
    done
}

sums() { # FOLDER: what each partij bears of each contract
    awk -F ';' 'NR > 1 { s[$1 ";" $5] += $8 } END { for (k in s) printf "%s;%.2f\n", k, s[k] }' \
        "$1/verdeling.csv" | sort
}
borne() { # that what a partij bears of a contract is explained, pool by pool
    sums out | head -n 6 >rows
    while IFS=';' read -r contract partij bedrag; do
        status 0 "$exe" explain b/settlement.ini --contract "$contract" --partij "$partij" \
            --leerlingen --json || return
        awk -F '"' -v want="$bedrag" '/"soort": "pool"/ { pool = 1 }
            /"bedrag":/ && pool { sum += $4; pool = 0 }
            END { if (sprintf("%.2f", sum) != want && want != "-0.00") { print sum, want; exit 1 } }' \
            stdout || { echo "$contract $partij"; return 1; }
        status 0 "$exe" explain b/settlement.ini --contract "$contract" --partij "$partij" || return
    done <rows
}

# The same data by other rules: what compare says of either is what a settlement of its own gives.
other_rules() {
    sed -e 's/^[Aa]fronding *=.*/afronding = grootste-rest/' -e 's/^toerekening *=.*/toerekening = maanden/' \
        -e 's/^drempel *=.*/drempel = 2 leerlingen/' -e 's/^plafond *=.*/plafond = 95%/' \
        -e 's/^leeg *= *fout.*/leeg = regiegemeente/' b/settlement.ini >b/other.ini
    "$exe" run b/other.ini --format csv -o other >stdout 2>stderr
    case $? in 0 | 3) ;; *) return 0 ;; esac # such a drempel may leave nobody
    rm -rf compared && status 0 "$exe" compare b/settlement.ini b/other.ini -o compared || return
    for folder in out other; do
        awk -F ';' 'NR > 1 { s[$5] += $8 } END { for (k in s) printf "%s;%.2f\n", k, s[k] }' \
            $folder/verdeling.csv
    done | awk -F ';' '{ print $1 }' | sort -u >partijen
    for column in 12 13; do
        [ $column = 12 ] && folder=out || folder=other
        awk -F ';' -v c=$column '$1 == "partij" && $2 == 2 && $10 == "aandeel" { print $4 ";" $c }' \
            compared/vergelijking.csv | sort >found
        awk -F ';' 'NR == FNR { s[$1] = 0; next } FNR > 1 { s[$5] += $8 }
            END { for (k in s) printf "%s;%.2f\n", k, s[k] }' partijen $folder/verdeling.csv |
            sed 's/;-0\.00$/;0.00/' | sort >wanted
        grep -v '^;\|;0\.00$' wanted >amounts
        grep -v ';0\.00$' found | diff amounts - || { echo "$folder"; return 1; }
    done
}

words() { # the rules in words, each with what it counts
    status 0 "$exe" regels b/settlement.ini && says stdout Methode || return
    status 0 "$exe" regels b/settlement.ini --json && says stdout '"about": "Methode"'
}

# The same in a grootboek, with another amount and a row less after it was posted: what was posted is
# corrected once, and then there is nothing more to bill.
books() {
    rm -rf booked first corrected last g.db && cp -r b booked || return
    grep -q '^kassier\|^opsteller' booked/settlement.ini ||
        sed -i 's/^\[afrekening\]$/&\nkassier = GM0518/' booked/settlement.ini
    sed -i -e '/^ *[Ii]d *=/d; /^ *[Bb]oekjaar *=/d; s/= *periode *$/= kwartaal/' \
        -e 's/^\( *[Pp]eriode *= *20[0-9][0-9]\).*/\1/' \
        -e 's/^\[afrekening\]$/&\nid = willekeurig\ngrootboek = ..\/g.db/' booked/settlement.ini
    "$exe" run booked/settlement.ini --format csv -o first >stdout 2>stderr
    case $? in 0 | 3) ;; *) return 0 ;; esac # not every periode can be posted
    "$exe" post first >stdout 2>stderr || return 0 # nor what has controls that fail
    posted=$((posted + 1))
    sed -i -e '2s/;\([0-9]\{1,6\}\),\([0-9][0-9]\)/;1\1,\2/' -e 3d booked/data/kosten.csv
    "$exe" run booked/settlement.ini --format csv,xlsx,html,pdf -o corrected >stdout 2>stderr
    case $? in 0 | 3) ;; *) return 0 ;; esac
    forms corrected && status 0 "$exe" verify corrected && told corrected || return
    status 0 "$exe" explain corrected --json --factuur "$(sed -n '2s/;.*//p' corrected/facturen.csv)" ||
        [ "$(wc -l <corrected/facturen.csv)" = 1 ] || return
    "$exe" post corrected >stdout 2>stderr || return 0
    "$exe" run booked/settlement.ini --format csv,xlsx,html -o last >stdout 2>stderr
    [ "$(wc -l <last/facturen.csv)" = 1 ] || { cat last/facturen.csv; return 1; }
    status 0 "$exe" grootboek g.db --check --alles && status 0 "$exe" grootboek g.db --journaal &&
        status 0 "$exe" grootboek g.db --datum 2030-12-31
}

all_of() { # SEED
    made "$1" || return
    "$exe" run b/settlement.ini --format csv,xlsx,html,pdf -o out >stdout 2>stderr
    case $? in
    0 | 3) settled=$((settled + 1)) ;;
    1) grep -q 'error E4' stderr && absent out && return ;; # what nobody can divide
    *) cat stderr; return 1 ;;
    esac
    forms out && status 0 "$exe" verify out && told out && borne && words && other_rules && books
}
seed=$from
while [ "$seed" -le "$to" ]; do
    check "batch $seed" all_of "$seed"
    seed=$((seed + 1))
done
some() { [ $((3 * posted)) -ge $((to - from)) ]; }
half() { [ $((2 * settled)) -ge $((to - from)) ]; }
check 'half of them at least can be settled' half
check 'and a third be posted and corrected' some
finish
