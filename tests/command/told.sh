#!/bin/sh
# Goal: the second calculation of verify is told the afrondingen and opvolgers by manifest.json, and
# believes no other; of a folder of before they are computed, or it says what it does not compare.
#
#   tests/command/told.sh VERREKEN ROOT      ROOT: the folder of the project
exe=${1:?usage: told.sh VERREKEN ROOT} root=${2:?usage: told.sh VERREKEN ROOT}
. "$root/tests/command/tap.sh"

# A year of two gemeenten, of which one goes up in a third behind it, with a new afronding from each
# quarter but the second on.
small year && cd year || exit 2
cat >settlement.ini <<'INI'
[afrekening]
naam = Toets
periode = 2025
tijdvak = kwartaal
factuurdatum = 2026-01-15
[regel r]
methode = woonplaatsbeginsel
sleutel = leerlingdagen
afronding = sluitpost GM0518
[regel r vanaf 2025-07-01]
methode = woonplaatsbeginsel
sleutel = leerlingdagen
eenheid = 5,01
[regel r vanaf 2025-10-01]
methode = woonplaatsbeginsel
sleutel = leerlingdagen
INI
printf '%s\n' 'code;naam;soort;opvolger;opvolging_per' 'AGB-1;Een;aanbieder;;' \
    'GM0603;Oud;gemeente;GM1926;2026-01-01' >partijen.csv
printf '%s\n' 'leerling;school;begindatum' 'L1;12AB00;2024-11-15' 'L2;12AB00;2024-11-15' \
    'L3;12AB00;2024-11-15' >inschrijvingen.csv
printf 'leerling;gemeente\nL1;GM0518\nL2;GM0603\nL3;GM0603\n' >woonplaatsen.csv
cd .. || exit 2

told() { sed -n '/"opvolgers"/,/^  ]/p; /"afrondingen"/,/^  ]/p' "$1/manifest.json" | tr -d ' \n'; }

manifest_tells() {
    status 0 "$exe" run year/settlement.ini --format csv -o out || return
    told_expected='"opvolgers":[{"partij":"GM0603","door":"GM1926"}],"afrondingen":['
    for told_tijdvak in Q1 Q2; do
        told_expected="$told_expected{\"contract\":\"C1\",\"tijdvak\":\"2025-$told_tijdvak\","
        told_expected="$told_expected\"sluitpost\":\"GM0518\"},"
    done
    told_expected="$told_expected{\"contract\":\"C1\",\"tijdvak\":\"2025-Q3\",\"eenheid\":\"5.01\"}],"
    [ "$(told out)" = "$told_expected" ] || { told out; return 1; }
}
check 'the manifest tells opvolgers, and afrondingen that are not in cents' manifest_tells

# verified STATUS FOLDER TEXT…: verify ends so, and says each text.
verified() {
    status "$1" "$exe" verify "$2" || { cat "$tmp/stdout"; return 1; }
    shift 2
    for verified_text; do says stdout "$verified_text" || return; done
}
check 'what is told is believed' verified 0 out ', 0 do not hold' 'out: all is as it was computed'

# changed FOLDER FILE SCRIPT: a copy of it in `copy`, with a file changed by sed.
changed() {
    rm -rf copy && cp -r "$1" copy && sed -i "$3" "copy/$2" && ! cmp -s "copy/$2" "$1/$2"
}

another_amount() { # one that eenheid = 5 would give
    changed out verdeling.csv 's/;85\.17/;85.00/; s/;166\.88/;167.05/' &&
        verified 3 copy 'verdeling.csv            differs' \
            'its share of 252.05, in whole units of 5.01, is 80.16 or 85.17'
}
check 'whole units of another eenheid are told' another_amount

another_opvolger() {
    changed out manifest.json 's/"door": "GM1926"/"door": "GM0518"/' &&
        verified 3 copy 'manifest.json            differs' 'owes AGB-1'
}
check 'another opvolger in the manifest is told, by both calculations' another_opvolger

# A folder as it was before there were these keys.
old_keys='/"opvolgers"/,/^  ]/d; /"afrondingen"/,/^  ]/d'
of_before() {
    changed out manifest.json "$old_keys" &&
        verified 0 copy ', 0 do not hold' 'copy: all is as it was computed' || return
    rm -rf old && mv copy old &&
        changed old verdeling.csv 's/;85\.17/;85.00/; s/;166\.88/;167.05/' &&
        verified 3 copy 'in whole units of 5.01'
}
check 'of a folder of before they are computed' of_before

without_inputs() {
    status 0 "$exe" run year/settlement.ini --format csv --zonder-invoer -o bare &&
        verified 0 bare ', 0 do not hold' 'bare: its tables agree with each other' &&
        ! says stdout 'not compared' >/dev/null || return
    changed bare verdeling.csv 's/;85\.17/;85.00/; s/;166\.88/;167.05/' &&
        verified 3 copy 'in whole units of 5.01' || return
    changed bare manifest.json "$old_keys" &&
        verified 0 copy 'shares are not compared with cents' 'its tables agree with each other'
}
check 'without inputs they are in the manifest, or it says what is not compared' without_inputs
finish
