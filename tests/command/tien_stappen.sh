#!/bin/sh
# Goal: whoever follows README.nl.md step by step sees what stands there: from a school's Excel list
# to a posted quarter.
#
#   tests/command/tien_stappen.sh VERREKEN ROOT      ROOT: the folder of the project
#
# The commands are those of README.nl.md, the blocks ```sh, each followed by a block ```text with
# what the terminal shows: a line `…` stands for any lines, a … within a line for any text. A comment
# <!-- status N --> before a command says that it ends with that exit status, and not with 0.
exe=${1:?usage: tien_stappen.sh VERREKEN ROOT} root=${2:?usage: tien_stappen.sh VERREKEN ROOT}
. "$root/tests/command/tap.sh"
PATH="$tmp/bin:$PATH"
mkdir bin && ln -s "$exe" bin/verreken
export LANGUAGE=nl
readme=$root/README.nl.md

awk '/^<!-- status [0-9]* -->$/ { status = $3 }
     /^```sh$/ { n++; file = "command-" n; print status + 0 >("status-" n); status = 0; next }
     /^```text$/ { file = "shown-" n; next }
     /^```$/ { file = ""; next }
     file != "" { print >file }
     END { print n >"count" }' "$readme"

# Whether found, from line i on, is what is shown from line j on.
cat >as_shown.awk <<'AWK'
function fits(line, pattern,    parts, n, i, at) {
    n = split(pattern, parts, "…")
    if (n == 1) return line == pattern
    if (substr(line, 1, length(parts[1])) != parts[1]) return 0
    line = substr(line, length(parts[1]) + 1)
    for (i = 2; i < n; i++) {
        if (!(at = index(line, parts[i]))) return 0
        line = substr(line, at + length(parts[i]))
    }
    return length(line) >= length(parts[n]) &&
        substr(line, length(line) - length(parts[n]) + 1) == parts[n]
}
function fits_from(i, j) {
    for (; j <= shown; j++) {
        if (show[j] == "…") {
            for (; i <= found + 1; i++) if (fits_from(i, j + 1)) return 1
            return 0
        }
        if (i > found || !fits(lines[i], show[j])) {
            if (i > far) { far = i; want = show[j]; got = lines[i] }
            return 0
        }
        i++
    }
    return i > found
}
{ sub(/ +$/, "") }
NR == FNR { show[++shown] = $0; next }
{ lines[++found] = $0 }
END {
    while (found && lines[found] == "") found--
    if (fits_from(1, 1)) exit 0
    print "line " far " is: " got
    print "README.nl.md: " want
    exit 1
}
AWK

step() { # N
    sh "command-$1" >found 2>&1 </dev/null
    ended=$?
    [ "$ended" = "$(cat "status-$1")" ] || { echo "exit status $ended"; cat found; return 1; }
    awk -f as_shown.awk "shown-$1" found
}
check 'there are ten steps' test "$(cat count)" = 10
steps=$(grep -c '^## [0-9]*\. ' "$readme")
check 'and ten headings' test "$steps" = 10
for n in 1 2 3 4 5 6 7 8 9 10; do
    check "step $n: $(head -n 1 "command-$n")" step "$n"
done
posted() {
    status 0 verreken grootboek eerste/grootboek.db --check --alles --stil &&
        [ -s eerste/q1/facturen/2026-GM0503-00001_GM0518.pdf ]
}
check 'the quarter is posted, and the grootboek is sound' posted
refused() { # the rows that go back to the school
    rm -rf again && verreken import inschrijvingen 'eerste/lijsten/waterlelie.xlsx#Leerlingen' \
        --kolom leerling=Leerlingnr --kolom gemeente=Woongemeente \
        --kolom 'begindatum=Datum inschrijving' --kolom 'einddatum=Datum uitschrijving' \
        --vast school=98WL00 -o again >/dev/null 2>&1
    [ "$(wc -l <again/geweigerd.csv)" = 5 ] && grep -q '^7005;.*Schipluiden' again/geweigerd.csv &&
        grep -q '^Totaal;' again/geweigerd.csv
}
check 'the rows that were refused go back with why' refused
more_schools() { # each in a folder of its own, and then together
    mkdir -p overgenomen
    for school in KR BA; do
        status 0 verreken import inschrijvingen eerste/lijsten/waterlelie-verbeterd.xlsx \
            --kolom leerling=Leerlingnr --kolom gemeente=Woongemeente \
            --kolom 'begindatum=Datum inschrijving' --kolom 'einddatum=Datum uitschrijving' \
            --vast "school=98${school}00" -o "overgenomen/$school" || return
    done
    status 0 verreken import inschrijvingen overgenomen/*/inschrijvingen.csv -o samen &&
        [ "$(wc -l <samen/inschrijvingen.csv)" = 33 ]
}
check 'lists of more schools go together' more_schools
next_quarter() { # as README.nl.md tells; with a departure in the first quarter that was not known
    edit='s/2026-Q1/2026-Q2/; s/2026-04-15/2026-07-15/; s/= 37200,00/= 74400,00/'
    sed "$edit" eerste/settlement.ini >changed && cat changed >eerste/settlement.ini
    sed 's/^7001;98WL00;2024-08-01;;/7001;98WL00;2024-08-01;2026-03-01;/' \
        eerste/leerlingen/inschrijvingen.csv >changed || return
    cmp -s changed eerste/leerlingen/inschrijvingen.csv && { cat changed; return 1; }
    cp changed eerste/leerlingen/inschrijvingen.csv
    status 0 verreken run eerste/settlement.ini -o eerste/q2 &&
        status 0 verreken verschil eerste/q1 eerste/q2 && says stdout 2026-03-01 &&
        status 0 verreken post eerste/q2 && says stdout 'boeking 2' &&
        status 0 verreken compare eerste/settlement.ini --set 'regel klas:buiten=verdelen' -o anders &&
        [ -s anders/vergelijking.html ]
}
shipped() { # leerlingen/ of the example is what step 3 makes
    cmp eerste/leerlingen/inschrijvingen.csv \
        "$root/examples/eerste-kwartaal/leerlingen/inschrijvingen.csv"
}
check 'the example holds the list as it was taken over' shipped
check 'the next quarter, with a correction' next_quarter
pictures() { # are there, and small
    sed -n 's/^!\[.*\](\(.*\))$/\1/p' "$readme" >named
    [ "$(wc -l <named)" -ge 3 ] || return 1
    while read -r picture; do
        [ -s "$root/$picture" ] && [ "$(wc -c <"$root/$picture")" -lt 150000 ] || return
    done <named
}
check 'its pictures are there, each below 150 kB' pictures
finish
