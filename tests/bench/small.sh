#!/bin/sh
# Goal: what the bench measures is right, and every settlement it can make is one that verreken
# settles: each at a tiny size, where two other calculations can say so too.
#
#   tests/bench/small.sh VERREKEN ROOT MAKE_COUNTRY SECOND IN_SQL
#
# ROOT: the folder of the project; IN_SQL may be -: then what needs SQLite is skipped.
# shellcheck disable=SC2016,SC2086 # $ of sed; lists of words
usage='usage: small.sh VERREKEN ROOT MAKE_COUNTRY SECOND IN_SQL'
exe=${1:?$usage} root=${2:?$usage}
make_country=$(realpath "${3:?$usage}") && second=$(realpath "${4:?$usage}") || exit 2
in_sql=${5:?$usage}
[ "$in_sql" = - ] || in_sql=$(realpath "$in_sql") || exit 2
. "$root/tests/command/tap.sh"

# made FOLDER OPTION…: a settlement, and OUT-FOLDER with what verreken writes for it
made() {
    made_folder=$1
    shift
    rm -rf "$made_folder" "out-$made_folder"
    "$make_country" "$made_folder" "$@" &&
        status 0 "$exe" run "$made_folder/settlement.ini" --format csv -o "out-$made_folder"
}

as_sql() { # OPTION…: SQL finds every row of verdeling and gewichten
    made country "$@" && "$in_sql" country out-country
}
thousandth='--pupils 2500 --scholen 9 --contracts 3'
sql_sees() { # FILE: that a row differs, that one is missing, and that one is too many
    made country $thousandth || return 1
    for change in '500s/;\([0-9]*[.]*[0-9]*\)$/;9\1/' 500d 500p '$d' '$p'; do
        cp "out-country/$1" whole && sed -i "$change" "out-country/$1" || return 1
        if "$in_sql" country out-country; then
            echo "$1: nothing is said about $change"
            return 1
        fi
        cp whole "out-country/$1"
    done
    "$in_sql" country out-country
}
if [ "$in_sql" = - ]; then
    skip 'SQL agrees' 'built without SQLite'
else
    check 'a thousandth of the country: SQL agrees' as_sql $thousandth
    for seed in 2 3 4; do
        check "another thousandth, seed $seed: SQL agrees" as_sql $thousandth --seed $seed
    done
    check 'a region of few pupils: SQL agrees' as_sql --shape region --pupils 600 --scholen 12 \
        --contracts 5
    check 'SQL sees what is wrong in verdeling.csv' sql_sees verdeling.csv
    check 'SQL sees what is wrong in gewichten.csv' sql_sees gewichten.csv
fi

reproducible() {
    made one $thousandth && "$make_country" two $thousandth && same one two
}
check 'the same arguments give the same bytes' reproducible
in_any_order() {
    made ordered $thousandth && made shuffled $thousandth --shuffled &&
        diff -rq -x invoer -x manifest.json -x datapackage.json out-ordered out-shuffled
}
check 'rows in a random order give the same tables' in_any_order
mixed() { # the rows of a pupil do not stand together, and all rows are there
    for file in inschrijvingen woonplaatsen verblijven; do
        ! cmp -s "ordered/data/$file.csv" "shuffled/data/$file.csv" || return 1
        sort "ordered/data/$file.csv" >a && sort "shuffled/data/$file.csv" >b && cmp a b || return 1
    done
}
check 'a random order keeps all rows' mixed

# Every shape: it is settled, by two threads as by one, and the second calculation finds the same.
tiny='--pupils 60 --scholen 4 --contracts 2 --gemeenten 24'
shape() { # NAME COMMAND
    rm -rf shape one two other && mkdir other || return 1
    "$make_country" shape --shape "$1" $tiny || return 1
    if ! "$exe" --threads 1 --version >/dev/null 2>&1; then
        status 0 "$exe" "$2" shape/settlement.ini -o one || return 1
    else
        status 0 "$exe" "$2" shape/settlement.ini -o one --threads 1 &&
            status 0 "$exe" "$2" shape/settlement.ini -o two --threads 2 && same one two || return 1
    fi
    [ "$2" = run ] || return 0
    "$second" shape/settlement.ini other || return 1
    for file in other/*.csv; do
        cmp "$file" "one/${file#other/}" || return 1
    done
}
"$make_country" --list >shapes || exit 2
while read -r name about; do
    command=run
    [ "$name" != voorschot ] || command=voorschot
    check "$name: $about" shape "$name" $command
done <shapes
check 'there are shapes' test "$(wc -l <shapes)" -ge 50

refused() { # OPTION…
    "$make_country" nowhere "$@" 2>said
    [ $? = 2 ] && grep -q '^usage: ' said && absent nowhere
}
check 'an unknown shape is refused' refused --shape no-such
check 'an unknown option is refused' refused --sort
check 'a number that is none is refused' refused --pupils many
check 'more contracts than scholen are refused' refused --scholen 2 --contracts 3
finish
