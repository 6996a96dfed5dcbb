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
    done >"$tmp/paths"
    shift
    command=$1
    case $1 in -*) command=- ;; esac
    status "$answers_status" "$exe" "$@" --json || return
    cp "$tmp/stdout" "$tmp/answers/$answers_name.json"
    set --
    while IFS= read -r path; do set -- "$@" "$path"; done <"$tmp/paths"
    "$document" "${named:-$command}" "$answers_status" "$@" <"$tmp/stdout"
}
h3=$root/examples/h3-prodeba/settlement.ini
small good
small bad
printf 'kostenpost;contract;begindatum;einddatum;bedrag\nK1;C9;2025-01-01;2025-12-31;1.234\n' \
    >bad/kosten.csv

# --- a workbook: a fault has its sheet and its cell, and an amount the workbook that it comes from

sheets() {
    status 0 "$exe" new start && cp -r start wrong &&
        sed -i 's/^\[regel begeleiding\]/[regel anders]/' wrong/settlement.ini || return
    answers 1 check-sheet faults.0.id=E332 faults.0.file=wrong/tabellen.xlsx faults.0.sheet=contracten \
        faults.0.cell=G2 faults.0.field=regel -- check wrong/settlement.ini || return
    answers 0 run-sheet -- run start/settlement.ini --format csv \
        -o sheet-out || return
    contract=$(sed -n '2s/;.*//p' sheet-out/verdeling.csv)
    partij=$(sed -n 2p sheet-out/verdeling.csv | cut -d ';' -f 5)
    answers 0 explain-sheet -- explain sheet-out --contract "$contract" --partij "$partij"
}
check 'tables in a workbook' sheets

# --- who has a successor

successor() {
    small went && printf 'code;naam;soort;opvolger;opvolging_per\nAGB-1;Een;aanbieder;;\n%s\n' \
        'GM0603;Rijswijk;gemeente;GM0518;2026-01-01' >went/partijen.csv || return
    answers 0 run-successor result.partijen.0.partij=AGB-1 -- run went/settlement.ini --format csv \
        -o went-out && grep -q '"opvolger": "GM0518"' stdout
}
check 'run: who has a successor' successor

# --- check, run, voorschot

check 'check' answers 0 check result.pools=1 result.tables.0.table=partijen \
    result.tables.4.bedrag=1000.01 result.tables.4.last_date=2025-12-31 -- check good/settlement.ini
check 'check: exit 1' answers 1 check-1 errors=2 faults.0.id=E203 faults.0.line=2 faults.0.column=4 \
    faults.0.field=contract faults.0.file=bad/kosten.csv faults.1.id=E207 faults.1.column=29 \
    -- check bad/settlement.ini
same_messages() { # stderr is what it is without --json
    "$exe" check bad/settlement.ini --stil 2>without >/dev/null
    "$exe" check bad/settlement.ini --stil --json 2>with >/dev/null
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
    result.controles.controles.0.goed=1 result.files.0.sha256 result.inputs.0.bron=settlement.ini \
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
        grep -q '"oordeel": "fout"' stdout && ! grep -q '"oordeel": "goed"' stdout &&
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

named='check --explain'
check 'check --explain' answers 0 check-explain result.catalogue.0.id=E203 \
    result.catalogue.0.example.right='L2;GM1916;2019-05-01;' -- check --explain E203
check 'check --explain alle' answers 0 check-explain-alle result.catalogue.100.example.goal \
    -- check --explain alle
named=

# --- help, and a command line that is wrong

check 'help' answers 0 help result.usage -- help
check 'help rules' answers 0 help-rules result.sleutels.0.name result.sleutels.0.label \
    result.methodes.0.example result.afrondingen.0.name -- help rules
check 'help voorbeelden' answers 0 help-voorbeelden result.examples.6.name=h3-prodeba \
    -- help voorbeelden
new() {
    answers 0 new result.files.0=settlement.ini result.files.1=tabellen.xlsx -- new begun &&
        answers 4 new-4 messages.0.text -- new begun &&
        answers 2 new-2 messages.0.text -- new none --voorbeeld none
}
check 'new' new
imported() {
    printf 'leerling;school;begindatum\nL1;12AB00;2025-01-01\n' >list.csv
    cp list.csv wrong-list.csv && echo 'L2;12AB00;nooit' >>wrong-list.csv
    answers 0 import result.files.0.rows=1 result.tables.0.file=inschrijvingen.csv \
        -- import inschrijvingen list.csv -o imported &&
        answers 1 import-1 faults.0.id=E205 result.files.0.refused_in=geweigerd.csv \
            -- import inschrijvingen wrong-list.csv -o imported-1
}
check 'import' imported
check 'schema' answers 0 schema result.package.resources.0.name=invoer-gemeenten -- schema
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
check 'regels' answers 0 regels result.sentences.0.about result.regels.0.sentences.0.sentence \
    result.regels.0.regel=prodeba result.regels.0.example.te_verdelen=52418.72 \
    result.regels.0.example.lagen.0.partijen.1.bedrag=13958.80 -- regels "$h3"

# --- the grootboek

cp -r "$root/examples/correctie" books && cd books && rm -rf grootboek.db boeken
sed -i 's/^\[factuur\]/&\nnummer = extern/' settlement-q1.ini

posted() {
    answers 0 run-books result.folder=q1 -- run settlement-q1.ini -o q1 --format csv &&
        answers 0 post result.posted=true result.boeking=1 result.new_grootboek=true \
            result.akkoord=Tester result.geboekt.0.new result.facturen.0.te_betalen result.zegel \
            -- post q1 --akkoord Tester || return
    grep -q "\"$(sed -n '2s/;.*//p' q1/facturen.csv)\"" "$tmp/stdout" &&
        answers 0 post-again result.posted=false result.boeking=1 -- post q1
}
check 'run and post' posted
refused() {
    answers 0 run-q2 result.afrekening.id -- run settlement-q2.ini -o q2 --format csv || return
    echo >>q2/pools.csv
    answers 3 post-3 messages.0.text -- post q2 || return
    answers 0 run-q2-again result.totalen.eerder_geboekt -- run settlement-q2.ini -o q2 \
        --format csv && answers 0 post-2 result.boeking=2 -- post q2
}
check 'post: exit 3, and again' refused
check 'grootboek' answers 0 grootboek result.boekingen.1.boeking=2 result.stand.0.together \
    result.boekingen.0.akkoord=Tester result.without_number -- grootboek grootboek.db
check 'grootboek --datum' answers 0 grootboek-datum result.datum=2025-03-31 \
    result.balance.0.billed result.afrekeningen.0.posted_up_to=2025-06-30 \
    -- grootboek grootboek.db --datum 2025-03-31
balanced() {
    answers 0 grootboek-journaal result.journaal.1.credit result.journaal.0.boeking=1 \
        -- grootboek grootboek.db --journaal &&
        "$exe" grootboek grootboek.db --journaal 2>"$tmp/stderr" | sed 1d >"$tmp/rows" &&
        [ "$(grep -c '"stuk"' "$tmp/stdout")" = "$(wc -l <"$tmp/rows")" ]
}
check 'grootboek --journaal' balanced
check 'grootboek --check' answers 0 grootboek-check result.sound=true result.boekingen=2 \
    result.zegel -- grootboek grootboek.db --check --alles
check 'grootboek: exit 1' answers 1 grootboek-1 messages.0.about=no.db -- grootboek no.db
unsound() {
    cp grootboek.db bad.db && sqlite3 bad.db "DROP TRIGGER regel_update; UPDATE regel SET
        cents = cents + 1 WHERE regel = 2" || return
    answers 3 grootboek-check-3 result.sound=false result.findings.0 -- grootboek bad.db --check \
        --alles
}
if command -v sqlite3 >/dev/null; then
    check 'grootboek --check: exit 3' unsound
else
    skip 'grootboek --check: exit 3' 'sqlite3 is not installed (tests/install)'
fi
numbered() {
    kenmerk=$(sed -n '2s/;.*//p' q1/facturen.csv)
    printf 'kenmerk;nummer\n%s;F-1\n' "$kenmerk" >given.csv
    printf 'kenmerk;nummer\nK1;F-1\n%s;\n' "$kenmerk" >wrong.csv
    answers 1 nummers-1 errors=2 faults.0.id=null faults.0.line=2 faults.1.column faults.1.text \
        -- nummers wrong.csv --grootboek grootboek.db || return
    answers 0 nummers result.recorded=1 "result.nummers.0.kenmerk=$kenmerk" result.known=0 \
        -- nummers given.csv --grootboek grootboek.db
}
check 'nummers' numbered

# --- import

imported() {
    printf 'leerling;gemeente\nL1;Den Haag\n' >one.csv
    printf 'leerling;gemeente\nL2;Bergen\n' >two.csv
    answers 0 import result.files.0.rows=1 result.tables.0.file=woonplaatsen.csv \
        result.tables.0.rows=1 -- import woonplaatsen one.csv -o imported || return
    answers 1 import-1 faults.0.id=E245 result.files.1.refused=1 \
        result.files.1.refused_in=geweigerd-2-two.csv -- import woonplaatsen one.csv two.csv -o imported
}
check 'import' imported

# --- verify, verschil

verified() {
    answers 0 verify result.again.computed=true result.again.differences=0 result.second.failed=0 \
        result.files.0.outcome=same -- verify q2 || return
    cp -r q2 changed && sed -i '2s/$/0/' changed/pools.csv && rm changed/stromen.csv &&
        echo x >changed/extra && answers 3 verify-3 result.findings.0.text -- verify changed ||
        return
    for outcome in same differs missing extra; do
        grep -q "\"outcome\": \"$outcome\"" "$tmp/stdout" || { echo "no $outcome"; return 1; }
    done
    answers 1 verify-1 messages.0.text -- verify nowhere
}
check 'verify' verified
differs() {
    answers 0 verschil result.inputs.compared=true result.inputs.changes.0.kind \
        result.verdeling.rows.0.difference result.verdeling.total.after \
        result.posities.rows.0.crediteur result.files.0.file -- verschil q1 q2 || return
    answers 0 verschil-same result.differences=0 -- verschil q1 q1 &&
        answers 1 verschil-1 messages.0.text -- verschil q1 nowhere
}
check 'verschil' differs
cd "$tmp" || exit 2

# --- compare

compared() {
    answers 0 compare result.scenarios.1.partijen.1.verschil result.scenarios.1.regels.0.key=plafond \
        result.scenarios.1.totaal.verschoven "result.scenarios.0.bron=settlement.ini" \
        result.scenarios.1.oorzaken.0.partij result.scenarios.1.posten.0.contract \
        -- compare "$h3" --set 'regel prodeba:plafond=20%' -o compared || return
    answers 0 compare-sweep result.reeks result.scenarios.2.reeks \
        -- compare "$h3" --sweep 'regel prodeba:plafond=20%..40% 10%' -o swept || return
    answers 1 compare-1 faults.0.id -- compare "$h3" bad/settlement.ini -o no-compare
}
check 'compare' compared

# --- the form of all of them

# shellcheck source=tests/json/npm.sh
. "$root/tests/json/npm.sh"
driver 'the form of every answer' tests/json &&
    drive 'the form of every answer' answers.mjs "$root/tests/json/answer.schema.json" \
        "$tmp"/answers/*.json
finish
