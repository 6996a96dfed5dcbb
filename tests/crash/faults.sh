#!/bin/sh
# Goal: whatever allocation of verreken or GMP, or call that it or SQLite makes about files, fails
# once: a command ends with status 4 or 1 and says why, or does all that it would have done; nothing
# is half written, and the grootboek is sound.
#
#   tests/crash/faults.sh VERREKEN ROOT FAIL_AT LEDGER [STRIDE [COMMAND…]]
#
# Each command runs once for each allocation and each call, or for one in STRIDE of them from the
# first on; `faults` in the suite takes the STRIDE of meson.build, tests/crash/sweep all of them.
exe=${1:?usage: faults.sh VERREKEN ROOT FAIL_AT LEDGER} root=${2:?the folder of the project}
fail_at=$(realpath "${3:?the library fail_at}") && ledger=$(realpath "${4:?the program ledger}") ||
    exit 2
stride=${5:-1}
[ $# -le 5 ] && set -- || shift 5
[ -n "${TMPDIR-}" ] || [ ! -w /dev/shm ] || export TMPDIR=/dev/shm
. "$root/tests/command/tap.sh"
wanted="$*"

LD_PRELOAD=$fail_at FAIL_KIND=call FAIL_LOG=$tmp/trial "$exe" --version >/dev/null 2>&1
[ -s "$tmp/trial" ] || { echo '1..0 # SKIP a library cannot be loaded before this build'; exit 0; }

# --- scenes

settlement() { # FOLDER PERIODE: with a grootboek, shares in fractions, and all that documents ask
    small "$1" && sed -i -e "s/^naam = .*/&\nid = x\ngrootboek = g.db\nopsteller = AGB-1/" \
        -e "s/^periode.*/periode = $2/" "$1/settlement.ini" &&
        printf '\n[voorschot]\ntermijnen = 2025-10-15 50%%, 2025-11-15 50%%\n' >>"$1/settlement.ini"
}

prepare() {
    settlement fresh 2025-Q4 && settlement booked 2025-Q3 || return
    (
        cd booked && "$exe" run settlement.ini --format csv -o first && "$exe" post first &&
            sed -i 's/^periode.*/periode = 2025-Q4/' settlement.ini &&
            "$exe" run settlement.ini --format csv,html -o out && cp -a out older &&
            sed 's/1000,01/1000,02/' kosten.csv >k && mv k kosten.csv
    ) || return


}
prepare >"$tmp/prepared" 2>&1 || { cat "$tmp/prepared"; echo 'Bail out! no scene'; exit 1; }

# What is tried: a name, the scene, and the command as it is run in it.
tries() {
    cat <<'TRIES'
check fresh check settlement.ini
run fresh run settlement.ini -o out --format csv
run-documents fresh run settlement.ini -o out --format csv,xlsx,html,pdf
run-replaces booked run settlement.ini -o out --format csv
voorschot fresh voorschot settlement.ini -o terms
post booked post out
post-new fresh-run post out
verify booked verify out
verify-posted booked verify first
explain booked explain settlement.ini --contract C1 --partij GM0518 --leerlingen
explain-json booked explain out --contract C1 --partij GM0518 --json
regels booked regels settlement.ini
verschil booked verschil out first
compare fresh compare settlement.ini -o other --set afrekening:tijdvak=maand
import fresh import inschrijvingen inschrijvingen.csv --peildatum 2025-10-01 -o imported
nummers numbered nummers numbers.csv --grootboek g.db
new fresh new start
new-example fresh new start --voorbeeld h3-prodeba
grootboek booked grootboek g.db
grootboek-check booked grootboek g.db --check --alles
grootboek-journaal booked grootboek g.db --journaal
TRIES
}

numbered() {
    settlement numbered 2025-Q4 && printf '\n[factuur]\nnummer = extern\n' >>numbered/settlement.ini &&
        cd numbered && "$exe" run settlement.ini --format csv -o out && "$exe" post out &&
        sed -n '2 s/;.*/;F-1/p' out/facturen.csv | sed '1i kenmerk;nummer' >numbers.csv
}
(numbered) >"$tmp/prepared" 2>&1 || { cat "$tmp/prepared"; echo 'Bail out! no numbers'; exit 1; }

cp -a fresh fresh-run &&
    (cd fresh-run && "$exe" run settlement.ini --format csv -o out) >/dev/null 2>&1 || exit 2

# --- one try

# try NUMBER: the command in a fresh copy of its scene; `found`, $tmp/stdout, $tmp/stderr.
try() {
    cd "$tmp" && rm -rf ground && cp -a "$scene" ground && cd ground && rm -f "$tmp/log" || return
    # shellcheck disable=SC2086 # words
    timeout -k 5 60 env "FAIL_KIND=$kind" "FAIL_AT=$1" "FAIL_LOG=$tmp/log" "LD_PRELOAD=$fail_at" \
        "$exe" $command --threads 1 >"$tmp/stdout" 2>"$tmp/stderr" </dev/null
    found=$?
}

tree() { # FOLDER: that the ground holds what it does, but for the grootboek
    diff -rq -x g.db -x g.db-journal "$1" . >"$tmp/difference" && return 0
    head -n 3 "$tmp/difference"
    return 1
}

books() { # FILE…: that the grootboek has the rows of one of these, and is sound
    "$ledger" g.db >"$tmp/rows" 2>&1 || { echo 'the grootboek cannot be read'; return 1; }
    for books_file; do
        cmp -s "$books_file" "$tmp/rows" || continue
        [ ! -s g.db ] && return 0
        cp g.db "$tmp/checked.db" # for that it is sound is noted in it
        "$exe" grootboek "$tmp/checked.db" --check >"$tmp/checked" 2>&1 && return 0
        echo "grootboek --check: $(head -n 1 "$tmp/checked")"
        return 1
    done
    echo 'the grootboek has other rows'
    return 1
}

# What a failure may leave: everything as it was; or, when it says so, the posting.
after_failure() {
    # nothing can be said when that is what fails
    [ -s "$tmp/stderr" ] || cmp -s "$tmp/good.stdout" "$tmp/stdout" || [ "$found" = 3 ] ||
        { echo 'it says nothing'; return 1; }
    if grep -q ' is posted' "$tmp/stderr"; then
        books "$tmp/good.rows" || return
    elif grep -q 'the next command finds out' "$tmp/stderr"; then
        [ -e g.db-journal ] || { echo 'there is no journal'; return 1; }
    elif grep -Eq 'the folder was written|could not be written' "$tmp/stderr" ||
        { [ "$kind" = call ] && [ "$at" = "$count" ]; }; then # what it says of what it did
        rm -rf .out.verreken-tmp # what was replaced; the next command removes it
        tree "$tmp/good" && books "$tmp/good.rows"
        return
    else
        books "$tmp/before.rows" && tree "$tmp/$scene"
        return
    fi
    # shellcheck disable=SC2086 # words
    "$exe" $command --threads 1 >"$tmp/again" 2>&1 || { cat "$tmp/again"; return 1; }
    books "$tmp/good.rows" && tree "$tmp/good"
}

judge() {
    case $found in
    0)
        rm -rf .out.verreken-tmp # what was replaced; the next command removes it
        cmp "$tmp/good.stdout" "$tmp/stdout" && tree "$tmp/good" || return
        grep -q 'cannot be noted' "$tmp/stderr" || books "$tmp/good.rows"
        ;;
    3) # SQLite takes a bad disk for a damaged file
        grep -q ' pread64: fails$' "$tmp/log" && after_failure
        ;;
    1 | 4) after_failure ;;
    124) echo 'it hangs'; return 1 ;;
    *) echo "exit status $found"; return 1 ;;
    esac
}

# --- all tries

# every KIND: fails each in turn; what is not well is told, ten at most.
every() {
    kind=$1
    # shellcheck disable=SC2154 # good_status is set by good()
    good || return
    bad=0 tried=0 at=1 step=$stride
    [ "$name" != import ] || step=1 # it asks for little
    while [ "$at" -le "$count" ]; do
        try "$at" || return
        tried=$((tried + 1))
        if ! judge >"$tmp/judged" 2>&1; then
            bad=$((bad + 1))
            [ $bad -gt 10 ] || {
                echo "$kind $(sed -n 's/: fails$//p' "$tmp/log" | head -n 1) of $count, exit status $found: $(head -n 2 "$tmp/judged" | tr '\n' ' '); stderr: $(head -n 1 "$tmp/stderr")"
            }
        fi
        at=$((at + step))
    done
    echo "$name: $tried of $count $kind tried, $bad not well" >>"$tmp/counts"
    [ "$bad" = 0 ]
}

# What the command does when nothing fails, and how much it asks for.
good() {
    try 0 || return
    [ "$found" = 0 ] || { echo "exit status $found: $(head -n 2 "$tmp/stderr")"; return 1; }
    count=$(wc -l <"$tmp/log")
    [ "$count" -gt 0 ] || { echo 'it asks for nothing'; return 1; }
    mv "$tmp/stdout" "$tmp/good.stdout"
    "$ledger" g.db >"$tmp/good.rows" && "$ledger" "$tmp/$scene/g.db" >"$tmp/before.rows" || return
    cd "$tmp" && rm -rf good && mv ground good
}

tries >"$tmp/tries"
while read -r name scene command <&9; do
    case " $wanted " in
    '  ' | *" $name "*) ;;
    *) continue ;;
    esac
    for kind in alloc call; do
        check "$name: each $kind fails" every $kind
    done
    [ ! -e "$tmp/counts" ] || { sed 's/^/# /' "$tmp/counts"; rm "$tmp/counts"; }
done 9<"$tmp/tries"
cd "$tmp" || exit 2
finish
