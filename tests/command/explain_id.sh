#!/bin/sh
# Goal: who does not understand a message is told what it means and shown how it goes wrong and right,
# in either language, for every message there is.
#
#   tests/command/explain_id.sh VERREKEN ROOT      ROOT: the folder of the project
exe=${1:?usage: explain_id.sh VERREKEN ROOT} root=${2:?usage: explain_id.sh VERREKEN ROOT}
. "$root/tests/command/tap.sh"

english() {
    status 0 "$exe" check --explain E203 && silent stderr && cat >wanted <<'TEXT' && diff wanted stdout
E203 error: unknown …; correct it here, or add it to the table …

example: a gemeente that does not exist
  wrong, in woonplaatsen.csv:
    L2;GM9999;2019-05-01;
  right:
    L2;GM1916;2019-05-01;
TEXT
}
check 'in English' english
dutch() {
    status 0 "$exe" check --explain e203 --taal nl && cat >wanted <<'TEXT' && diff wanted stdout
E203 fout: … is onbekend; verbeter het hier, of voeg het toe aan de tabel …

voorbeeld: een gemeente die niet bestaat
  fout, in woonplaatsen.csv:
    L2;GM9999;2019-05-01;
  goed:
    L2;GM1916;2019-05-01;
TEXT
}
check 'in Dutch, in small letters' dutch
number() { status 0 "$exe" check --explain 123 && says stdout 'W123 warning: unknown column'; }
check 'by its number alone' number
unknown() {
    status 2 "$exe" check --explain E2O3 && silent stdout &&
        says stderr 'verreken: there is no message E2O3; did you mean E203?'
}
check 'one that there is not: the nearest' unknown

ids=$(sed -n 's/^FAULT(\([EW]\), \([0-9]*\),.*/\1\2/p' "$root/engine/faults.def")
all() {
    status 0 "$exe" check --explain alle && [ "$(wc -l <stdout)" = "$(echo "$ids" | wc -l)" ] &&
        sort -c -k1.2,1.4 stdout
}
check 'all of them, a line for each' all
each() {
    for id in $ids; do
        for language in en nl; do
            "$exe" check --explain "$id" --taal $language >said || return 1
            [ "$(grep -c '^  [a-z]' said)" = 2 ] || { echo "$id has no example" && return 1; }
        done
        grep -q '^voorbeeld: ' said || { echo "$id: $(cat said)" && return 1; }
    done
}
check 'each has an example, in both languages' each
goals() { # no goal is English in Dutch
    for id in $ids; do
        "$exe" check --explain "$id" --taal nl
    done | grep '^voorbeeld: ' | grep -wE 'the|with|that|and|which|no|not' && return 1
    return 0
}
check 'and is told in Dutch what it shows' goals
with_input() { status 2 "$exe" run x.ini -o o --explain E203 && absent o; }
check 'for check alone' with_input
finish
