#!/bin/sh
# Goal: correcties.csv names, for a correction, the rows of the inputs that it comes from and no
# others, says how they bear upon the partij, and holds no identifier of a pupil.
#
#   tests/command/correcties.sh VERREKEN ROOT      ROOT: the folder of the project
exe=${1:?usage: correcties.sh VERREKEN ROOT} root=${2:?usage: correcties.sh VERREKEN ROOT}
. "$root/tests/command/tap.sh"

# A settlement of three gemeenten by leerlingdagen, with a quarter that is posted.
small first
sed -i 's/^periode.*/periode = 2025-Q1\ngrootboek = boek.db\nid = toets/' first/settlement.ini
printf 'leerling;school;begindatum\nLEERLING-1;12AB00;2025-01-01\nLEERLING-2;12AB00;2025-01-01\n%s\n' \
    'LEERLING-3;12AB00;2025-01-01' >first/inschrijvingen.csv
printf 'leerling;gemeente\nLEERLING-1;GM0518\nLEERLING-2;GM0603\nLEERLING-3;GM1916\n' \
    >first/woonplaatsen.csv
"$exe" run first/settlement.ini --format csv -o first/q1 >/dev/null 2>&1 && "$exe" post first/q1 >/dev/null 2>&1
check 'a quarter is posted' test -s first/boek.db

# changed COMMAND…: a copy in which COMMAND changes an input, settled for the next quarter.
changed() {
    rm -rf next && cp -r first next || return
    (cd next && "$@") || return
    sed -i 's/2025-Q1/2025-Q2/' next/settlement.ini
    status 0 "$exe" run next/settlement.ini --format csv -o next/q2 || return
    cut -d ';' -f 3,5,8,11,13-19 next/q2/correcties.csv | tail -n +2 >found
    ! grep -rl 'LEERLING-[0-9]' next/q2 --include='*.csv' --include='*.json' --exclude-dir=invoer
}
tells() { # LINES: these corrections and causes, and no others
    printf '%s' "$1" | diff - found
}

unchanged() { changed true && tells ''; }
check 'nothing changed: no correction' unchanged

moved() {
    changed sed -i 's/LEERLING-2;GM0603/LEERLING-2;GM1916/' woonplaatsen.csv &&
        tells 'C1;2025-Q1;GM0518;-0.01;anderen;woonplaatsen;regel 3;gewijzigd;gemeente;GM0603;GM1916
C1;2025-Q1;GM0603;-82.19;zelf;woonplaatsen;regel 3;gewijzigd;gemeente;GM0603;GM1916
C1;2025-Q1;GM1916;82.20;zelf;woonplaatsen;regel 3;gewijzigd;gemeente;GM0603;GM1916
'
}
check 'a pupil that moved: of both gemeenten; the cent of the third follows from others' moved

# A pupil without a woonplaats is refused, so it is given one too.
newcomer() {
    add() {
        echo 'LEERLING-4;12AB00;2025-01-01' >>inschrijvingen.csv
        echo 'LEERLING-4;GM0518' >>woonplaatsen.csv
    }
    changed add || return
    cut -d ';' -f 3,5,6 found | sort -u >short
    printf 'GM0518;zelf;inschrijvingen\nGM0518;zelf;woonplaatsen\n%s\n%s\n%s\n%s\n' \
        'GM0603;anderen;inschrijvingen' 'GM0603;anderen;woonplaatsen' \
        'GM1916;anderen;inschrijvingen' 'GM1916;anderen;woonplaatsen' | diff - short
}
check 'a pupil more: its own gemeente, and others in the pool' newcomer

cost() {
    changed sed -i 's/1000,01/1100,01/' kosten.csv || return
    cut -d ';' -f 3,5- found | sort -u >short
    printf '%s;pool;kosten;K1;gewijzigd;bedrag;1000.01;1100.01\n' GM0518 GM0603 GM1916 | diff - short
}
check 'another cost: of the whole pool' cost

later() { # what begins after the posted quarter is no cause
    changed sed -i 's/LEERLING-1;12AB00;2025-01-01/LEERLING-1;12AB00;2025-01-01;2025-05-01/;s/$/;/;1s/;$/;einddatum/;2s/;;*$//' \
        inschrijvingen.csv || return
    tells ''
}
check 'a pupil that left after the tijdvak: no correction' later

rule() {
    changed sed -i 's/^sleutel.*/sleutel = vast\naandelen = GM0518 50%, GM0603 50%/' settlement.ini ||
        return
    grep -q ';pool;settlement.ini;regel r;gewijzigd;sleutel;leerlingdagen;vast' found &&
        grep -q ';pool;settlement.ini;regel r;nieuw;aandelen;' found || { cat found; return 1; }
    ! grep -v ';pool;settlement.ini;regel r;' found
}
check 'another rule: the keys of its section' rule

gone() {
    remove() {
        sed -i '/^C1;/d' contracten.csv contract_scholen.csv
        sed -i '/;C1;/d' kosten.csv
    }
    changed remove || return
    grep -q '^C1;2025-Q1;GM0518;-[0-9.]*;.*contracten;C1;vervallen' found || { cat found; return 1; }
}
check 'a contract that is gone: all of it is taken back' gone

missing() {
    rm -rf next && cp -r first next && rm -rf next/q1 || return
    sed -i 's/2025-Q1/2025-Q2/' next/settlement.ini
    sed -i 's/1000,01/1100,01/' next/kosten.csv
    status 0 "$exe" run next/settlement.ini --format csv -o next/q2 || return
    cut -d ';' -f 13 next/q2/correcties.csv | tail -n +2 | sort -u >short
    echo onbekend | diff - short
}
check 'the folder of the posting is gone: onbekend' missing

waits() { # a difference that waited is not called a change
    rm -rf next && cp -r first next || return
    printf '[factuur]\ncorrecties = jaareinde\n' >>next/settlement.ini
    sed -i 's/2025-Q1/2025-Q2/' next/settlement.ini
    sed -i 's/1000,01/1100,01/' next/kosten.csv
    status 0 "$exe" run next/settlement.ini --format csv -o next/q2 && status 0 "$exe" post next/q2 || return
    ! grep -q correctie next/q2/factuurregels.csv || return
    grep -q '^niet gefactureerd;' next/q2/controles.csv || return
    sed -i 's/2025-Q2/2025-Q4/' next/settlement.ini
    status 0 "$exe" run next/settlement.ini --format csv -o next/q4 || return
    grep -q ';2025-Q1;.*;1;pool;kosten;K1;gewijzigd;bedrag;1000.01;1100.01;' \
        next/q4/correcties.csv && grep -q ';2025-Q3;.*;niet eerder geboekt;;;' \
        next/q4/correcties.csv || { cat next/q4/correcties.csv; return 1; }
}
check 'corrections that wait for the end of the year come from the boeking before' waits
finish
