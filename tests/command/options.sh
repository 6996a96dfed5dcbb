#!/bin/sh
# Goal: an option with a value that is none, or too many of them, is told before anything is read,
# with status 2; what can be given once or in a range is taken at its ends.
#
#   tests/command/options.sh VERREKEN ROOT
exe=${1:?usage: options.sh VERREKEN ROOT} root=${2:?usage: options.sh VERREKEN ROOT}
. "$root/tests/command/tap.sh"
small a
ini=a/settlement.ini

wrong() { # TEXT ARGUMENT…: status 2, and why
    wrong_text=$1
    shift
    status 2 "$exe" "$@" && silent stdout && says stderr "$wrong_text" && absent out
}

# --- values

bell=$(printf '\007') delete=$(printf '\177') latin=$(printf '\351')
check 'a format that is none' wrong '--format wants a list' run $ini -o out --format csv,doc
for given in '' x 1x ' 1' -1 12345678901; do
    check "--max-errors '$given'" wrong '--max-errors wants a number' check $ini --max-errors "$given"
done
for given in 0 65 x 99999999999; do
    check "--threads '$given'" wrong '--threads wants a number from 1 to 64' check $ini --threads "$given"
done
for given in 0 x ''; do
    check "--regel '$given'" wrong '--regel wants a number from 1 on' explain $ini --factuur F \
        --regel "$given"
done
for name in "A${bell}B" "A${delete}B" "A$latin" "$(printf 'A\nB')"; do
    check 'a name for --akkoord that is no line of text' wrong '--akkoord wants a name of one line' \
        post out --akkoord "$name"
    check 'a change that is none' wrong 'want a text of one line' compare $ini --set "r:a=$name" -o out
done
check 'an empty change' wrong 'want a text of one line' compare $ini --variant '' -o out
check 'a language that is none' wrong '--taal wants nl or en' check $ini --taal fr
check 'an option that is none' wrong 'unknown option or missing value: --none' check $ini --none
check 'an option without its value' wrong 'unknown option or missing value: --datum' grootboek g --datum
check 'no command' wrong 'which command?'

# --- how many

repeated() { # COUNT WORD…: the words so many times
    count=$1
    shift
    while [ "$count" -gt 0 ]; do
        printf '%s\n' "$@"
        count=$((count - 1))
    done
}
many() { # STATUS TEXT COUNT WORD… -- COMMAND…
    many_status=$1 many_text=$2
    shift 2
    words=$1
    shift
    list=
    while [ "$1" != -- ]; do
        list="$list $1"
        shift
    done
    shift
    # shellcheck disable=SC2046,SC2086 # words
    status "$many_status" "$exe" "$@" $(repeated "$words" $list) && says stderr "$many_text"
}
check 'a thousand files and one' many 2 'too many arguments' 1001 x -- compare
check 'a hundred changes and one' many 2 'too many changes' 101 --set r:a=b -- compare $ini -o out
check 'fifty columns and one' many 2 'too many columns' 51 --kolom a=b -- import leerlingen a/x.csv -o out
check 'fifty columns, one of them twice' many 2 'each column of the table once' 50 --kolom a=b -- import leerlingen a/x.csv -o out

# --- changes of an INI

change() { # OPTION VALUE: it is none
    status 2 "$exe" compare $ini "$1" "$2" -o out && says stderr "$1" && absent out
}
for value in 'regel r' 'drempel=5' ':drempel=5' 'regel r:=5' 'regel r:drempel'; do
    check "--set '$value'" change --set "$value"
done
for value in 'regel r:drempel' 'r=1..2 1' 'regel r:plafond=20%' 'regel r:plafond=20%.60% 5%' \
    'regel r:plafond=x..60% 5%' 'regel r:plafond=20%..x 5%' 'regel r:plafond=20%..60% x' \
    'regel r:plafond=20%..60%' 'regel r:plafond=60%..20% 5%' 'regel r:plafond=20%..60% 0%' \
    'regel r:plafond=20%..60% 5% leerlingen' 'regel r:eenheid=1..1000 1' 'regel r:eenheid=-1..3 1' \
    'regel r:plafond=..60% 5%'; do
    check "--sweep '$value'" change --sweep "$value"
done
two_sweeps() {
    status 2 "$exe" compare $ini --sweep 'regel r:plafond=50%..60% 5%' \
        --sweep 'regel r:plafond=50%..60% 5%' -o out && absent out
}
check 'two sweeps' two_sweeps
one_ini() {
    status 2 "$exe" compare $ini -o out && says stderr 'two or more INIs' || return
    status 2 "$exe" compare $ini $ini --set 'regel r:plafond=50%' -o out &&
        says stderr 'change one INI'
}
check 'one INI and no change; two and a change' one_ini
contract() { # a section that begins as `contract` does and is none
    status 1 "$exe" compare $ini --set 'contracten:regel=r' -o out && says stderr contracten || return
    status 1 "$exe" compare $ini --set 'contract C9:regel=r' -o out && says stderr C9
}
check 'a contract that is not there' contract
swept() {
    rm -rf out && status 0 "$exe" compare $ini --sweep 'regel r:plafond=62,5%..75% 6,25%' \
        --set 'regel r:plafond=90%' --variant zonder --set 'regel r:plafond=' -o out || return
    for naam in 'plafond = 62,5%' 'plafond = 68,75%' 'plafond = 75%' zonder 'regel r:plafond = 90%'; do
        grep -q ";$naam;" out/vergelijking.csv || { echo "no $naam"; return 1; }
    done
}
check 'a sweep in parts of a percent, beside variants' swept
same_name() {
    rm -rf out && mkdir -p b && cp a/* b/ && status 0 "$exe" compare $ini b/settlement.ini -o out &&
        grep -q ';b/settlement.ini;' out/vergelijking.csv || return
    rm -rf out && status 0 "$exe" compare $ini --variant v --set 'regel r:plafond=90%' --variant v \
        --set 'regel r:plafond=80%' --variant v --set 'regel r:plafond=70%' -o out &&
        grep -q ';v (2);' out/vergelijking.csv && grep -q ';v (3);' out/vergelijking.csv
}
check 'names that are the same' same_name

# --- help in both languages

help() {
    status 0 "$exe" help import --taal en && says stdout 'COLUMN=HEADER' &&
        status 0 "$exe" help import --taal nl && says stdout 'KOLOM=KOP' && says stdout 'BESTAND' &&
        ! grep -q 'COLUMN\|FILE' stdout
}
check 'the words of a usage are of its language' help
finish
