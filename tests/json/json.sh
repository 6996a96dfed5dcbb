#!/bin/sh
# Goal: with --json every command prints one document on stdout, whatever it ends with, and says in
# it what it says to people.
#
#   tests/json/json.sh VERREKEN ROOT DOCUMENT     DOCUMENT: the program that reads one (document.c)
exe=${1:?usage: json.sh VERREKEN ROOT DOCUMENT} root=${2:?usage: json.sh VERREKEN ROOT DOCUMENT}
document=$(realpath "${3:?usage: json.sh VERREKEN ROOT DOCUMENT}") || exit 2
# shellcheck source=tests/command/tap.sh
. "$root/tests/command/tap.sh"
export LC_ALL=C
mkdir answers
named=

# answers STATUS NAME [PATH…] -- ARGUMENT…: the command ends with STATUS and its document holds the
# paths; it is kept as answers/NAME.json, for the schema at the end.
answers() {
    answers_status=$1 answers_name=$2
    shift 2
    answers_paths=
    while [ "$1" != -- ]; do
        printf '%s\n' "$1"
        shift
    done >paths
    shift
    command=$1
    case $1 in -*) command=- ;; esac
    status "$answers_status" "$exe" "$@" --json || return
    cp stdout "answers/$answers_name.json"
    set --
    while IFS= read -r path; do set -- "$@" "$path"; done <paths
    "$document" "${named:-$command}" "$answers_status" "$@" <stdout
}
h3=$root/examples/h3-prodeba/settlement.ini
small good
small bad
printf 'kostenpost;contract;begindatum;einddatum;bedrag\nK1;C9;2025-01-01;2025-12-31;1.234\n' \
    >bad/kosten.csv

# --- check, run, voorschot

check 'check' answers 0 check result.pools=1 result.tables.0.table=partijen \
    result.tables.4.bedrag=1000.01 result.tables.4.last_date=2025-12-31 -- check good/settlement.ini
check 'check: exit 1' answers 1 check-1 errors=2 faults.0.id=E203 faults.0.line=2 faults.0.column=4 \
    faults.0.field=contract faults.0.file=bad/kosten.csv faults.1.id=E207 faults.1.column=29 \
    -- check bad/settlement.ini
same_messages() { # stderr is what it is without --json
    "$exe" check bad/settlement.ini 2>without >/dev/null
    "$exe" check bad/settlement.ini --json 2>with >/dev/null
    cmp without with
}
check 'the messages stay on stderr' same_messages
all_faults() { # also those that --max-errors does not print
    cp -r good many
    awk 'BEGIN { print "leerling;school;begindatum"
                 for (i = 0; i < 120; i++) print "L" i ";99ZZ99;2025-01-01" }' \
        >many/inschrijvingen.csv
    answers 1 check-many errors=120 faults.119.line=121 -- check many/settlement.ini
}
check 'check: every fault' all_faults
check 'check: no INI' answers 1 check-none faults.0.id=E110 -- check nowhere.ini
check 'run' answers 0 run result.folder=out result.afrekening.naam=Toets \
    result.partijen.2.partij=GM0603 result.totalen.kosten=252.06 result.controles.fout=0 \
    result.controles.rows.0.oordeel=goed result.files.0.sha256 result.inputs.0.bron=settlement.ini \
    -- run good/settlement.ini -o out
right_hashes() {
    tr -d ' ,"' <answers/run.json | awk -F: '
        /^file:/ { file = $2 } /^bytes:/ { bytes = $2 }
        /^sha256:/ { print $2 "  out/" file; print bytes, file >"sizes" }' >sums
    [ "$(wc -l <sums)" -gt 15 ] && sha256sum --quiet -c sums || return
    grep -q manifest.json sums && grep -q invoer/kosten.csv sums || return
    while read -r bytes file; do [ "$bytes" = "$(stat -c %s "out/$file")" ] || return; done <sizes
}
check 'run: sizes and hashes are those of the files' right_hashes
run_fails() {
    printf '[controle]\ntotaal = 252,05\n' | cat good/settlement.ini - >good/stated.ini
    answers 3 run-3 result.controles.fout=1 result.folder=three -- run good/stated.ini -o three &&
        grep -q '"oordeel": "fout"' stdout &&
        answers 4 run-4 messages.0.about messages.0.text -- run good/settlement.ini -o no/parent
}
check 'run: exit 3 and 4' run_fails
voorschot() {
    printf '[voorschot]\ntermijnen = 2025-10-15 1/3, 2025-11-15 2/3\n' |
        cat good/settlement.ini - >good/terms.ini
    answers 0 voorschot result.voorschotten.0.bedrag=55.61 result.totaal=252.06 \
        result.voorschotten.3.datum=2025-11-15 -- voorschot good/terms.ini -o terms &&
        answers 1 voorschot-1 faults.0.id=E428 -- voorschot good/settlement.ini -o no-terms
}
check 'voorschot' voorschot

# --- help, and a command line that is wrong

check 'help' answers 0 help result.usage -- help
check 'help rules' answers 0 help-rules result.sleutels.0.name result.sleutels.0.label \
    result.methodes.0.example result.afrondingen.0.name -- help rules
check '--version' answers 0 version result.semantiek=1 -- --version
check 'exit 2: no command' answers 2 usage-none messages.0.text -- --max-errors 3
usage_fault() { # NAME -- ARGUMENT…: of no command
    named=- usage_name=$1
    shift 2
    answers 2 "$usage_name" messages.0.text -- "$@"
    usage_ended=$?
    named=
    return "$usage_ended"
}
check 'exit 2: run without -o' usage_fault usage-run -- run x.ini
check 'exit 2: an option that is wrong' usage_fault usage-option \
    -- check x.ini --threads many
odd_names() { # a name that is no UTF-8
    odd=$(printf 'odd\377name')
    answers 1 odd faults.0.file -- check "$odd" && grep -q "$(printf '\357\277\275')" stdout
}
check 'a path that is no UTF-8' odd_names
full() {
    [ -c /dev/full ] || return 0
    "$exe" check good/settlement.ini --json >/dev/full 2>stderr
    [ $? = 4 ]
}
check 'exit 4: stdout is full' full

# --- explain

check 'explain' answers 0 explain result.feiten.0.soort result.feiten.0.tekst \
    -- explain "$h3" --contract C2024-PRODEBA --partij GM0603
check 'explain: exit 1' answers 1 explain-1 messages.0.text \
    -- explain "$h3" --contract C1 --partij GM0603
finish
