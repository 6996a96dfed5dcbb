#!/bin/sh
# Goal: the command does what SPEC §11 says to whoever types it: its exit status, what goes to stdout
# and what to stderr, its help.
#
#   tests/command/command.sh VERREKEN ROOT      ROOT: the folder of the project
exe=${1:?usage: command.sh VERREKEN ROOT} root=${2:?usage: command.sh VERREKEN ROOT}
. "$root/tests/command/tap.sh"
small good
small bad
printf 'kostenpost;contract;begindatum;einddatum;bedrag\nK1;C9;2025-01-01;2025-12-31;1.234\n' \
    >bad/kosten.csv

# --- exit statuses

zero_on_success() {
    status 0 "$exe" check good/settlement.ini && silent stderr &&
        status 0 "$exe" run good/settlement.ini -o zero && silent stderr &&
        has_tables zero && says stdout GM0603
}
check 'exit 0: check and run' zero_on_success

one_on_bad_input() {
    status 1 "$exe" check bad/settlement.ini && silent stdout &&
        says stderr 'bad/kosten.csv:2:4: error E203 [contract]' &&
        says stderr 'bad/kosten.csv:2:29: error E207 [bedrag]' &&
        says stderr '2 errors, 0 warnings' &&
        status 1 "$exe" run bad/settlement.ini -o one && silent stdout &&
        absent one .one.verreken-tmp
}
check 'exit 1: a bad input, with each fault at its place' one_on_bad_input

check 'exit 1: an INI that is not there' status 1 "$exe" check nowhere.ini
check 'exit 1: an INI that is a folder' status 1 "$exe" check good

no_rule() {
    sed 's/^\[regel r\]/[regel q]/' good/settlement.ini >good/no-rule.ini
    status 1 "$exe" run good/no-rule.ini -o no-rule && says stderr E332 && absent no-rule
}
check 'exit 1: a contract with a rule that the INI does not have' no_rule

three_on_a_control() {
    printf '[controle]\ntotaal = 252,06\n' | cat good/settlement.ini - >good/right.ini
    status 0 "$exe" run good/right.ini -o right || return
    printf '[controle]\ntotaal = 252,05\n' | cat good/settlement.ini - >good/stated.ini
    status 3 "$exe" run good/stated.ini -o three && says stderr 'opgegeven totaal' &&
        has_tables three && grep -q ';fout$' three/controles.csv
}
check 'exit 3: a stated figure that differs' three_on_a_control

four_on_the_system() {
    status 4 "$exe" run good/settlement.ini -o no/such/parent && says stderr no/such/parent &&
        absent no && status 4 "$exe" run good/settlement.ini -o /proc/verreken-out
}
check 'exit 4: a folder that cannot be made' four_on_the_system

many_faults() {
    cp -r good many
    awk 'BEGIN { print "leerling;school;begindatum"
                 for (i = 0; i < 120; i++) print "L" i ";99ZZ99;2025-01-01" }' \
        >many/inschrijvingen.csv
    status 1 "$exe" check many/settlement.ini && says stderr '120 errors' || return
    [ "$(grep -c ': error E203' stderr)" = 50 ] || { echo "not 50 shown"; return 1; }
    status 1 "$exe" check many/settlement.ini --max-errors 1000 || return
    [ "$(grep -c ': error E203' stderr)" = 120 ] || { echo "not 120 shown"; return 1; }
    status 1 "$exe" check many/settlement.ini --max-errors 0 && says stderr '120 errors'
}
check 'every fault is counted, and --max-errors says how many are shown' many_faults

wide_rows() {
    cp -r good wide
    printf 'K2;C1;2025-01-01;2025-12-31;1;\n%0300d\n' 0 | tr 0 ';' >>wide/kosten.csv
    status 1 "$exe" check wide/settlement.ini && says stderr E116 || return
    cp good/kosten.csv wide/kosten.csv
    { printf 'K2;C1;2025-01-01;2025-12-31;'; head -c 1100000 /dev/zero | tr '\0' 1; echo; } \
        >>wide/kosten.csv
    status 1 "$exe" check wide/settlement.ini && says stderr E115
}
check 'exit 1: a row of 300 fields, a row of more than 1 MiB' wide_rows

voorschotten() {
    printf '[voorschot]\ntermijnen = 2025-10-15 1/3, 2025-11-15 2/3\n' |
        cat good/settlement.ini - >good/terms.ini
    status 0 "$exe" voorschot good/terms.ini -o terms || return
    [ "$(ls -A terms)" = voorschotten.csv ] || { ls -lA terms; return 1; }
    [ "$(stat -c %a terms terms/voorschotten.csv | tr '\n' ' ')" = '700 600 ' ] || return 1
    # 252.06 over 92 + 47 days: 166.83 and 85.23; R(A/3) first, what is left then
    for amount in 55.61 111.22 28.41 56.82; do
        grep -q "$amount" terms/voorschotten.csv || { cat terms/voorschotten.csv; return 1; }
    done
    status 1 "$exe" voorschot good/settlement.ini -o no-terms && absent no-terms
}
check 'exit 0 and 1: voorschot, with and without termijnen' voorschotten

# --- the command line

usage_fault() { # TEXT ARGUMENT…: exit 2, a usage on stderr with TEXT, nothing written
    usage_text=$1
    shift
    status 2 "$exe" "$@" && silent stdout && says stderr "$usage_text" && says stderr usage: &&
        absent usage-out
}
check 'exit 2: no command' usage_fault 'which command'
check 'exit 2: an unknown command' usage_fault settle settle good/settlement.ini
check 'exit 2: run without -o' usage_fault -o run good/settlement.ini
check 'exit 2: run with an empty -o' usage_fault -o run good/settlement.ini -o ''
check 'exit 2: -o without a value' usage_fault -o run good/settlement.ini -o
check 'exit 2: run without an INI' usage_fault SETTLEMENT run -o usage-out
check 'exit 2: check without an INI' usage_fault SETTLEMENT check
check 'exit 2: check with -o' usage_fault -o check good/settlement.ini -o usage-out
check 'exit 2: two INIs' usage_fault SETTLEMENT run good/settlement.ini bad/settlement.ini \
    -o usage-out
check 'exit 2: four arguments' usage_fault usage: run a b c -o usage-out
check 'exit 2: an unknown option' usage_fault --fast run good/settlement.ini -o usage-out --fast
check 'exit 2: a format that is not written' usage_fault odt run good/settlement.ini -o usage-out \
    --format odt
check 'exit 2: --max-errors that is no number' usage_fault many check good/settlement.ini \
    --max-errors many
for threads in 0 65 -1 two; do
    check "exit 2: --threads $threads" usage_fault --threads check good/settlement.ini \
        --threads=$threads
done

timings() {
    status 0 "$exe" run good/settlement.ini -o timed --timings || return
    for stage in read index validate resolve cost weigh allocate settle border write control commit
    do
        grep -Eq "^timing: $stage [0-9]+\.[0-9]{3} [0-9]+\.[0-9]{3}\$" stderr ||
            { echo "no $stage"; return 1; }
    done
}
check '--timings tells each stage' timings
check 'exit 2: help about nothing' usage_fault nothing help nothing

options_anywhere() {
    status 0 "$exe" -o anywhere run --format csv good/settlement.ini && has_tables anywhere &&
        status 0 "$exe" run --format csv --output=long good/settlement.ini && same anywhere long
}
check 'options stand before and after the command' options_anywhere

# --- help

version() { status 0 "$exe" --version && silent stderr && grep -Eq '^verreken [0-9]' stdout; }
check '--version' version
help_text() {
    for help in --help -h help; do
        status 0 "$exe" $help && silent stderr && says stdout usage: || return
    done
}
check '--help, -h and help' help_text
# help_of COMMAND WORD OTHER: the help of a command has WORD, and not OTHER
help_of() {
    status 0 "$exe" help "$1" && silent stderr && says stdout "$2" && ! says stdout "$3" &&
        status 0 "$exe" "$1" --help && says stdout "$2" && ! says stdout "$3"
}
check 'help of a command: its options alone' help_of run --format --sweep
check 'help of another command' help_of compare --sweep --format
nearest_command() { status 2 "$exe" chekc x && says stderr 'did you mean check?'; }
check 'exit 2: a slip in a command' nearest_command
own_usage() { status 2 "$exe" run good/settlement.ini && says stderr --format && ! says stderr --sweep; }
check 'exit 2: the usage of the command that was meant, not of all' own_usage

rules_of_the_folder() {
    status 0 "$exe" help rules || return
    found=0
    for file in "$root"/rules/sleutel_*.c "$root"/rules/methode_*.c "$root"/rules/afronding_*.c; do
        rule=$(basename "$file" .c)
        rule=$(echo "${rule#*_}" | tr _ -)
        found=$((found + 1))
        grep -Eq "(^|[^a-z-])$rule([^a-z-]|\$)" stdout && continue
        echo "help rules does not name $rule"
        return 1
    done
    [ "$found" -ge 10 ] || { echo "only $found rules"; return 1; }
}
check 'help rules names every sleutel, methode and afronding of rules/' rules_of_the_folder

summary_of_check() {
    status 0 "$exe" check good/settlement.ini || return
    for table in partijen scholen contracten contract_scholen kosten inschrijvingen woonplaatsen; do
        says stdout "$table" || return
    done
    grep -Eq 'inschrijvingen.* 2 ' stdout && grep -q 'kosten.*2025-01-01.*2025-12-31' stdout &&
        grep -Eq 'kosten.*1[.]?000[,.]01' stdout && return 0
    echo 'no rows, dates or amounts:'
    cat stdout
    return 1
}
check 'check prints what each table holds' summary_of_check

no_prompt() { # stdin is never read, so that a pipe is not drained
    printf 'one\ntwo\n' | { "$exe" check good/settlement.ini >/dev/null 2>&1; read -r line
        [ "$line" = one ]; }
}
check 'nothing is read from stdin' no_prompt

# --- a stdout that is full

full() { # ARGUMENT…
    [ -c /dev/full ] || return 0
    "$exe" "$@" >/dev/full 2>stderr
    found=$?
    [ "$found" = 4 ] && return 0
    echo "exit status $found when stdout is full: $*"
    return 1
}
check 'exit 4: stdout is full in check' full check good/settlement.ini
check 'exit 4: stdout is full in run' full run good/settlement.ini -o full-out
check 'exit 4: stdout is full in help rules' full help rules
check 'exit 4: stdout is full in --help' full --help
check 'exit 4: stdout is full in --version' full --version
closed() {
    "$exe" check good/settlement.ini >&- 2>stderr
    [ $? = 4 ]
}
check 'exit 4: stdout is closed' closed

# What onbekend attributed is told in the units that divide: here all of them, weighed.
told_weight() {
    small weighed
    printf 'leerling;gemeente\n' >weighed/woonplaatsen.csv
    printf 'weging = SO 2,5\nonbekend = schoolgemeente\n' >>weighed/settlement.ini
    status 0 "$exe" run weighed/settlement.ini -o weighed-out || return
    total=$(sed -n '2s/.*;//p' weighed-out/gewichten.csv)
    [ "$total" = 695/2 ] || { echo "the weight is $total"; return 1; } # 2,5 x (92 + 47) days
    grep "^onbekende woonplaats;.*;$total;0;$total;signaal$" weighed-out/controles.csv ||
        { grep onbekend weighed-out/controles.csv; return 1; }
}
check 'the weight of an unknown woonplaats is told as it divides' told_weight
finish
