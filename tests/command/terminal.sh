#!/bin/sh
# Goal: on a terminal work that takes long says how far it is, and faults have colours; a file or a
# pipe gets the bytes that it always got.
#
#   tests/command/terminal.sh VERREKEN ROOT      ROOT: the folder of the project
exe=${1:?usage: terminal.sh VERREKEN ROOT} root=${2:?usage: terminal.sh VERREKEN ROOT}
. "$root/tests/command/tap.sh"
unset NO_COLOR
export TERM=xterm
escape=$(printf '\033') return=$(printf '\r')

# on_terminal COMMAND…: as its user sees it, both outputs on one terminal; in the file screen
on_terminal() {
    for word; do printf "'%s' " "$word"; done >command
    script -qec "$(cat command)" /dev/null >screen 2>/dev/null </dev/null
}
if ! command -v script >/dev/null; then
    skip 'a terminal' 'script is not installed'
    finish
fi

small quick
cp -r quick slow
# As many pupils as keep this machine busy for two seconds.
make_slow() { # PUPILS
    awk -v n="$1" 'BEGIN { print "leerling;school;begindatum"
        for (i = 0; i < n; i++) print "L" i ";12AB00;2025-01-01" }' >slow/inschrijvingen.csv
    awk -v n="$1" 'BEGIN { print "leerling;gemeente"
        for (i = 0; i < n; i++) print "L" i ";GM0518" }' >slow/woonplaatsen.csv
}
milliseconds() { date +%s%3N; }
for pupils in 500000 1500000 4500000 13500000; do
    make_slow $pupils
    begin=$(milliseconds)
    "$exe" check slow/settlement.ini --threads 1 >stdout 2>stderr
    [ $(($(milliseconds) - begin)) -lt 2000 ] || break
done
cp -r quick bad
printf 'L3;99ZZ99;2025-01-01\n' >>bad/inschrijvingen.csv

# --- progress

said() { tr '\r' '\n' <screen | LC_ALL=C grep -c '^verreken: [a-z]'; }
shows_progress() {
    on_terminal "$exe" run slow/settlement.ini -o slow-out --format csv --threads 1 || return
    [ "$(said)" -ge 3 ] && tr '\r' '\n' <screen | LC_ALL=C grep -Eq '^verreken: [a-z ]+ [0-9]+%' && return 0
    echo "$(said) lines of progress:"
    tr '\r' '\n' <screen | head -n 20
    return 1
}
check 'work over half a second says what is done and how far' shows_progress
erased() { # what is left on the screen, when each return has taken the cursor to the left
    awk -F '\r' '{ line = ""
        for (i = 1; i <= NF; i++)
            line = $i substr(line, length($i) + 1)
        sub(/ +$/, "", line)
        print line }' screen >left
    ! grep -q '^verreken: ' left && grep -q '^GM0518 .*pays' left && tail -n 1 left | grep -q '^next: '
}
check 'nothing of it is left: results and messages stand on lines of their own' erased
no_escapes() { ! grep -q "$escape" screen; }
check 'it is drawn without escapes' no_escapes
in_dutch() {
    on_terminal "$exe" check slow/settlement.ini --threads 1 --taal nl
    tr '\r' '\n' <screen | LC_ALL=C grep -Eq '^verreken: (tabellen lezen|rijen|woonplaats|verdeelsleutels)'
}
check 'in Dutch with --taal nl' in_dutch
quiet() { # COMMAND…: no progress
    on_terminal "$@" && [ "$(said)" = 0 ]
}
check 'none when it is quick' quiet "$exe" run quick/settlement.ini -o quick-out --format csv
check 'none with --stil' quiet "$exe" check slow/settlement.ini --threads 1 --stil
check 'none under TERM=dumb' quiet env TERM=dumb "$exe" check slow/settlement.ini --threads 1
check 'none without TERM' quiet env -u TERM "$exe" check slow/settlement.ini --threads 1
in_a_file() {
    status 0 "$exe" check slow/settlement.ini --threads 1 && silent stderr || return
    ! grep -q "$return" stderr
}
check 'none in a file' in_a_file
in_a_pipe() {
    on_terminal sh -c "'$exe' check slow/settlement.ini --threads 1 2>&1 | cat" && [ "$(said)" = 0 ]
}
check 'none in a pipe on a terminal' in_a_pipe

# --- colours

red="$escape[1;31m" yellow="$escape[1;33m" plain="$escape[0m"
red_error() {
    on_terminal "$exe" check bad/settlement.ini
    grep -qF ": ${red}error${plain} E203 [school]: " screen && grep -qF "${red}^~~~~~${plain}" screen
}
check 'an error and its caret are red' red_error
yellow_warning() {
    cp -r quick warned && sed -i 's/$/;x/' warned/inschrijvingen.csv
    on_terminal "$exe" check warned/settlement.ini
    grep -qF ": ${yellow}warning${plain} W123" screen && grep -qF "${yellow}^${plain}" screen
}
check 'a warning is yellow' yellow_warning
without() { # ENVIRONMENT…: no escape
    on_terminal env "$@" "$exe" check bad/settlement.ini
    grep -q 'error E203' screen && no_escapes
}
check 'no colours with NO_COLOR' without NO_COLOR=1
check 'no colours with NO_COLOR=0' without NO_COLOR=0
check 'no colours under TERM=dumb' without TERM=dumb
empty_no_color() { on_terminal env NO_COLOR= "$exe" check bad/settlement.ini; grep -qF "$red" screen; }
check 'colours with an empty NO_COLOR' empty_no_color
plain_file() { status 1 "$exe" check bad/settlement.ini && ! grep -q "$escape" stderr; }
check 'no colours in a file' plain_file
finish
