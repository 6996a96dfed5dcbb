#!/bin/sh
# Goal: who is new is told at the end of a command what to do next, with a command that can be
# pasted into a shell and works.
#
#   tests/command/next_step.sh VERREKEN ROOT      ROOT: the folder of the project
exe=${1:?usage: next_step.sh VERREKEN ROOT} root=${2:?usage: next_step.sh VERREKEN ROOT}
. "$root/tests/command/tap.sh"
PATH="$tmp/bin:$PATH"
mkdir bin && ln -s "$exe" bin/verreken

# next N: the N-th next step that was told
next() { grep '^next: ' stderr | sed -n "$1s/^next: //p"; }

suggests() { # LINE…: exactly these, as the last lines of stderr
    printf 'next: %s\n' "$@" >expected
    tail -n $# stderr | diff expected - && [ "$(grep -c '^next: ' stderr)" = $# ]
}

# by_hand: what stands there, given to a shell as it is
by_hand() { next "${1-1}" >pasted && status 0 sh pasted; }

small a
after_check() {
    status 0 verreken check a/settlement.ini &&
        suggests 'verreken run a/settlement.ini -o a/uit' && by_hand && has_tables a/uit
}
check 'after check: run, beside the INI' after_check
after_run() {
    suggests 'look at a/uit/rapport.html' 'verreken verify a/uit' && by_hand 2 &&
        suggests 'verreken regels a/uit' && by_hand && suggests 'verreken verify a/uit'
}
check 'after run without a grootboek: the report, verify' after_run
tables_alone() {
    status 0 verreken run a/settlement.ini --format csv -o plain &&
        suggests 'look at plain/facturen.csv' 'verreken verify plain'
}
check 'after run without a report: facturen.csv' tables_alone

posted() {
    small b && sed -i 's/^naam.*/&\ngrootboek = boek.db/' b/settlement.ini
    status 0 verreken run b/settlement.ini -o b/q4 &&
        suggests 'look at b/q4/rapport.html' 'verreken post b/q4' && by_hand 2 &&
        suggests 'verreken verify b/q4' 'verreken grootboek b/boek.db' &&
        by_hand 2 || return
    suggests 'verreken grootboek b/boek.db --check' && by_hand &&
        status 0 verreken verify b/q4 && suggests 'verreken regels b/q4'
}
check 'a grootboek: post after run, the grootboek after post' posted

quoted() {
    small "it's mine" && mv "it's mine" 'c d'\''e' && cp 'c d'\''e/settlement.ini' 'c d'\''e/$(x) "y".ini'
    status 0 verreken check 'c d'\''e/$(x) "y".ini' && by_hand && has_tables 'c d'\''e/uit' &&
        by_hand 2
}
check 'a path with blanks and quotes is quoted' quoted
dash() {
    small dash && (cd dash && mv settlement.ini ./-s.ini && status 0 verreken check -- -s.ini &&
        cd "$tmp" && next 1 >dash/pasted && cd dash && status 0 sh pasted)
}
check 'a path that begins with a dash is no option' dash
hidden() {
    small "$(printf 'e\033[31mf')" && status 0 verreken check "$(printf 'e\033[31mf')/settlement.ini" &&
        ! grep -q next stderr
}
check 'a path with a control character is not shown' hidden

quiet() {
    for option in --stil --quiet; do
        status 0 verreken check $option a/settlement.ini && [ ! -s stderr ] || return
        status 0 verreken run a/settlement.ini -o quiet $option && [ ! -s stderr ] || return
    done
    status 0 verreken explain a/settlement.ini --contract C1 --partij GM0518 --json &&
        [ ! -s stderr ]
}
check 'nothing with --stil, --quiet and --json' quiet
control() {
    printf '[controle]\ntotaal = 1,00\n' | cat a/settlement.ini - >a/stated.ini
    status 3 verreken run a/stated.ini -o stated && suggests 'look at stated/controles.csv'
}
check 'a control that failed: controles.csv' control
others() {
    printf '[voorschot]\ntermijnen = 2025-10-15 1/3, 2025-11-15 2/3\n' |
        cat a/settlement.ini - >a/terms.ini
    status 0 verreken voorschot a/terms.ini -o terms &&
        suggests 'look at terms/voorschotten.csv' &&
        status 0 verreken compare a/settlement.ini a/terms.ini -o cmp &&
        suggests 'look at cmp/vergelijking.html' && status 0 verreken verschil plain a/uit &&
        suggests 'verreken verify a/uit' &&
        status 0 verreken explain a/settlement.ini --contract C1 --partij GM0518 &&
        suggests 'verreken regels a/settlement.ini' && by_hand &&
        suggests 'verreken run a/settlement.ini -o a/uit'
}
check 'voorschot, compare, verschil, explain, regels' others
refused() {
    small bad && printf 'L3;99ZZ99;2025-01-01\n' >>bad/inschrijvingen.csv
    for command in 'check bad/settlement.ini' 'run bad/settlement.ini -o none'; do
        status 1 verreken $command &&
            suggests 'verreken check --explain E203' \
                'verreken check bad/settlement.ini --refused bad/afgekeurd' || return
    done
    by_hand && says stdout E203 &&
        status 1 verreken check bad/settlement.ini --refused bad/afgekeurd &&
        [ -s bad/afgekeurd/inschrijvingen.csv ] &&
        suggests 'verreken check --explain E203'
}
check 'rows at fault: check --refused' refused
no_row() {
    sed 's/^sleutel.*/sleutel = none/' a/settlement.ini >a/wrong.ini
    status 1 verreken check a/wrong.ini && suggests 'verreken check --explain E321'
}
check 'a fault of the INI: what it means' no_row
in_dutch() {
    status 0 verreken run a/settlement.ini -o dutch --taal nl && tail -n 2 stderr >found &&
        printf 'verder: bekijk dutch/rapport.html\nverder: verreken verify dutch\n' | diff - found
}
check 'in Dutch with --taal nl' in_dutch
none() {
    status 2 verreken check && ! grep -q '^next' stderr && status 0 verreken help rules &&
        [ ! -s stderr ] && status 4 verreken run a/settlement.ini -o no/such && ! grep -q '^next' stderr
}
about() {
    status 0 verreken check a/settlement.ini --explain E203 && [ ! -s stderr ]
}
check 'none after what a fault means, with an INI beside it too' about
check 'none after help, a wrong command line, a fault of the system' none
finish
