#!/bin/sh
# Goal: the folder given with -o is what it was or the whole new one, whoever is killed, fails or
# writes beside it; and nobody else can read it.
#
#   tests/command/folder.sh VERREKEN ROOT      ROOT: the folder of the project
exe=${1:?usage: folder.sh VERREKEN ROOT} root=${2:?usage: folder.sh VERREKEN ROOT}
. "$root/tests/command/tap.sh"
small good
small bad
echo 'geen kosten' >bad/kosten.csv
"$exe" run good/settlement.ini --format csv -o reference >/dev/null 2>&1

run_good() { "$exe" run good/settlement.ini --format csv -o "$@"; }

# --- what is there already

replaced() {
    status 0 run_good replaced && same reference replaced || return
    inode=$(stat -c %i replaced)
    printf 'old\n' >replaced/pools.csv
    rm replaced/stromen.csv
    status 0 run_good replaced && same reference replaced && absent .replaced.verreken-tmp || return
    [ "$(stat -c %i replaced)" != "$inode" ] || { echo 'the folder was written into'; return 1; }
}
check 'a folder of ours is replaced whole' replaced

empty_folder() { mkdir empty && status 0 run_good empty && same reference empty; }
check 'an empty folder is replaced' empty_folder

foreign() { # ENTRY
    rm -rf foreign && cp -r reference foreign && printf 'old\n' >foreign/pools.csv || return
    case $1 in
    */) mkdir "foreign/$1" ;;
    *) echo mine >"foreign/$1" ;;
    esac
    cp -r foreign foreign-before
    run_good foreign >stdout 2>stderr
    found=$?
    [ "$found" != 0 ] && [ "$found" != 70 ] || { echo "exit status $found"; return 1; }
    says stderr "${1%/}" && same foreign-before foreign && absent .foreign.verreken-tmp
    found=$?
    rm -rf foreign-before
    return $found
}
check 'a folder with a foreign file is refused and untouched' foreign notes.txt
check 'a folder with a hidden file is refused and untouched' foreign .hidden
check 'a folder with a foreign folder is refused and untouched' foreign archive/
check 'a folder with a folder that is called like a file of ours is too' foreign correcties.csv/
check 'a folder with a foreign file in invoer is refused and untouched' foreign invoer/notes.txt
check 'a folder with a hidden file in invoer is refused and untouched' foreign invoer/.hidden
check 'a folder with a foreign folder in invoer is refused and untouched' foreign invoer/archive/

foreign_invoer() { # invoer is a file, or a link to a folder of inputs
    for kind in file link; do
        rm -rf posing && cp -r reference posing && mv posing/invoer elsewhere || return
        case $kind in
        file) echo mine >posing/invoer ;;
        link) ln -s ../elsewhere posing/invoer ;;
        esac
        status 4 run_good posing && says stderr 'holds invoer, which verreken did not write' &&
            same reference/invoer elsewhere || return
        [ $kind = file ] || [ -L posing/invoer ] || { echo 'the link is gone'; return 1; }
        rm -rf elsewhere
    done
}
check 'a file or a link in the place of invoer is refused' foreign_invoer

old_folder() { # as versions wrote it that kept no inputs
    cp -r reference old && rm -r old/invoer old/manifest.json &&
        status 0 run_good old && same reference old
}
check 'a folder of an earlier version, without inputs and manifest, is replaced' old_folder

without_inputs() {
    status 0 run_good bare --zonder-invoer && absent bare/invoer && has_tables bare &&
        grep -q '"invoer_bewaard": false' bare/manifest.json &&
        status 0 run_good bare && same reference bare &&
        status 0 run_good bare --zonder-invoer && absent bare/invoer
}
check '--zonder-invoer keeps no inputs, and replaces a folder that has them' without_inputs

not_a_folder() {
    echo mine >file && status 4 run_good file && [ "$(cat file)" = mine ] &&
        status 4 run_good /dev/full && [ -c /dev/full ] &&
        cp -r reference real && ln -s real link && status 4 run_good link && [ -L link ] &&
        same reference real && ln -s nowhere dangling && status 4 run_good dangling &&
        absent nowhere .file.verreken-tmp .link.verreken-tmp .dangling.verreken-tmp
}
check 'a file, a device and a link are refused' not_a_folder

odd_names() {
    for name in . .. / good/. good/..; do
        status 4 run_good "$name" || return
    done
    status 0 run_good slash/// && same reference slash &&
        status 0 run_good ' met spatie' && same reference ' met spatie' &&
        status 0 run_good -- && same reference ./--
}
check 'a folder needs a name of its own, and it may be any' odd_names

failing_input() {
    cp -r reference kept
    for old in kept none; do
        status 1 "$exe" run bad/settlement.ini --format csv -o $old || return
    done
    same reference kept && absent none .none.verreken-tmp .kept.verreken-tmp
}
check 'a failing input keeps an old folder and makes no new one' failing_input

# --- who may read it

modes() { # UMASK
    rm -rf modes
    (umask "$1" && run_good modes >stdout 2>stderr) || { cat stderr; return 1; }
    [ "$(stat -c %a modes)" = 700 ] || { echo "folder $(stat -c %a modes)"; return 1; }
    [ "$(stat -c %a modes/invoer)" = 700 ] || { echo "invoer $(stat -c %a modes/invoer)"; return 1; }
    for file in modes/* modes/invoer/*; do
        [ -d "$file" ] && continue
        [ "$(stat -c %a "$file")" = 600 ] || { echo "$file $(stat -c %a "$file")"; return 1; }
    done
}
for mask in 000 022 077 0277; do
    check "folder 0700 and files 0600 under umask $mask" modes $mask
done

# --- a disk that is full, a folder that may not be written

# In a shell of its own the signal of a file that grows too large is ignored, so that write() fails.
file_limit() { # BLOCKS: 512 bytes each
    rm -rf limited limited-new && cp -r reference limited || return
    for target in limited limited-new; do
        sh -c 'trap "" XFSZ; ulimit -f "$1"; shift; exec "$@"' sh "$1" \
            "$exe" run large/settlement.ini --format csv -o $target 2>&1 >/dev/null | cat >stderr
        grep -q 'nothing was written' stderr || { cat stderr; return 1; }
    done
    same reference limited && absent limited-new .limited.verreken-tmp .limited-new.verreken-tmp
}
large() { # a settlement of 1 school that has 40 contracts: tables of some kilobytes
    small large
    awk 'BEGIN { for (i = 2; i <= 40; i++) print "C" i ";OJA;Klas;AGB-1;2025-01-01;r" }' \
        >>large/contracten.csv
    awk 'BEGIN { for (i = 2; i <= 40; i++) print "C" i ";12AB00" }' >>large/contract_scholen.csv
    awk 'BEGIN { for (i = 2; i <= 40; i++)
                     print "K" i ";C" i ";2025-01-01;2025-12-31;" 1000 * i }' >>large/kosten.csv
}
large
check 'a write that fails keeps the old folder, and leaves nothing' file_limit 3

full_disk() {
    cat >full.sh <<'SH'
mount -t tmpfs -o size=120k none "$1" || exit 99
"$2" run good/settlement.ini --format csv -o "$1/out" || exit 98
"$2" run large/settlement.ini --format csv -o "$1/new" 2>stderr
[ $? = 4 ] || { echo 'exit status for a new folder'; exit 1; }
"$2" run large/settlement.ini --format csv -o "$1/out" 2>>stderr
[ $? = 4 ] || { echo 'exit status for an old folder'; exit 1; }
diff -r reference "$1/out" || exit 1
[ "$(ls -A "$1")" = out ] || { ls -lA "$1"; exit 1; }
SH
    mkdir -p disk
    unshare -m sh full.sh disk "$exe" && grep -q 'No space' stderr
}
if [ "$(id -u)" = 0 ] && unshare -m mount -t tmpfs -o size=8k none "$tmp" 2>/dev/null; then
    check 'exit 4: a disk that is full keeps the old folder, and leaves nothing' full_disk
else
    skip 'exit 4: a disk that is full' 'needs to be root and to mount'
fi

# A user who may read all and write nothing: nobody, when we are root.
as_nobody=
[ "$(id -u)" != 0 ] || as_nobody='setpriv --reuid 65534 --regid 65534 --clear-groups'
read_only_parent() {
    mkdir -p closed && cp -r reference closed/old && chmod -R a+rX good closed
    chmod a-w closed
    for target in closed/new closed/old; do
        # shellcheck disable=SC2086 # a command and its options
        status 4 $as_nobody "$exe" run good/settlement.ini --format csv -o $target || return
        silent stdout && says stderr $target || return
    done
    found=$(ls -A closed)
    chmod u+w closed
    [ "$found" = old ] && same reference closed/old
}
chmod a+x "$tmp"
# shellcheck disable=SC2086
if $as_nobody "$exe" --version >/dev/null 2>&1; then
    check 'exit 4: a parent that may not be written' read_only_parent
else
    skip 'exit 4: a parent that may not be written' 'we are root, and nobody cannot run verreken'
fi

unreadable() {
    cp -r good closed-input && chmod 0 closed-input/kosten.csv && chmod a+rx closed-input
    # shellcheck disable=SC2086
    status 4 $as_nobody "$exe" check closed-input/settlement.ini && says stderr E104
}
# shellcheck disable=SC2086
if $as_nobody "$exe" --version >/dev/null 2>&1; then
    check 'exit 4: a table that may not be read' unreadable
else
    skip 'exit 4: a table that may not be read' 'we are root, and nobody cannot run verreken'
fi

# --- runs that are killed, or meet

leftover() {
    mkdir -p .left.verreken-tmp/inner && echo half >.left.verreken-tmp/pools.csv
    echo deep >.left.verreken-tmp/inner/x
    status 0 run_good left && same reference left && absent .left.verreken-tmp
}
check 'what a killed run left is cleaned up by the next' leftover

huge() { # a settlement that takes some tenths of a second to write
    small huge
    awk 'BEGIN { for (i = 1; i <= 6000; i++) print "L" i + 2 ";12AB00;2025-01-01" }' \
        >>huge/inschrijvingen.csv
    awk 'BEGIN { split("GM0014 GM0034 GM0344 GM0363 GM0599 GM0855 GM0772 GM0758", g, " ")
                 for (i = 1; i <= 6000; i++) print "L" i + 2 ";" g[i % 8 + 1] }' \
        >>huge/woonplaatsen.csv
    awk 'BEGIN { for (i = 2; i <= 900; i++) print "C" i ";OJA;Klas;AGB-1;2025-01-01;r" }' \
        >>huge/contracten.csv
    awk 'BEGIN { for (i = 2; i <= 900; i++) print "C" i ";12AB00" }' >>huge/contract_scholen.csv
    awk 'BEGIN { for (i = 2; i <= 900; i++)
                     print "K" i ";C" i ";2025-01-01;2025-12-31;" 1000 * i }' >>huge/kosten.csv
}
huge
"$exe" run huge/settlement.ini --format csv -o huge-reference >/dev/null 2>&1

# Kills a run after SECONDS, or `writing`: when its staging folder is there.
kill_run() { # TARGET WHEN
    "$exe" run huge/settlement.ini --format csv -o "$1" >/dev/null 2>&1 &
    process=$!
    if [ "$2" = writing ]; then
        while [ ! -e ".$1.verreken-tmp" ] && kill -0 $process 2>/dev/null; do :; done
    else
        sleep "$2"
    fi
    kill -9 $process 2>/dev/null
    wait $process 2>/dev/null
}
killed() {
    for moment in 0.01 0.05 0.1 writing writing writing 0.2 0.4; do
        rm -rf killed
        kill_run killed $moment
        if [ -e killed ] && ! same huge-reference killed; then return 1; fi
    done
    status 0 run_good killed && same reference killed && absent .killed.verreken-tmp
}
check 'kill -9 leaves no folder, or the whole one' killed

killed_over_old() {
    for moment in 0.05 writing writing 0.2 0.4; do
        rm -rf over && cp -r reference over
        kill_run over $moment
        if ! same reference over >/dev/null && ! same huge-reference over; then return 1; fi
    done
    status 0 run_good over && same reference over && absent .over.verreken-tmp
}
check 'kill -9 keeps the old folder, or leaves the whole new one' killed_over_old

two_at_once() {
    for target in two-new two-old; do
        rm -rf two-old && cp -r reference two-old
        (run_good $target >/dev/null 2>one; echo $? >one-status) &
        "$exe" run huge/settlement.ini --format csv -o $target >/dev/null 2>two
        two_status=$?
        wait
        one_status=$(cat one-status)
        case "$one_status $two_status" in
        '0 0') ;;
        '0 4') [ -s two ] || { echo 'the second was not told'; return 1; } ;;
        '4 0') [ -s one ] || { echo 'the first was not told'; return 1; } ;;
        *) echo "exit statuses $one_status and $two_status"; return 1 ;;
        esac
        if ! same reference $target >/dev/null && ! same huge-reference $target; then return 1; fi
        absent .$target.verreken-tmp || return
    done
}
check 'two runs at once: one wins whole, the other is told' two_at_once

many_at_once() {
    for round in 1 2 3 4 5 6; do
        for i in 1 2 3 4 5 6; do
            run_good crowd >/dev/null 2>"crowd-$i" &
        done
        wait
        same reference crowd && absent .crowd.verreken-tmp || { echo "round $round"; return 1; }
    done
}
check 'many runs at once leave a whole folder' many_at_once

locked() {
    command -v flock >/dev/null || return 0
    cp -r reference locked && mkdir .locked.verreken-tmp && echo x >.locked.verreken-tmp/pools.csv
    flock .locked.verreken-tmp sh -c 'exec "$0" run good/settlement.ini -o locked' "$exe" \
        >stdout 2>stderr
    found=$?
    [ $found = 4 ] || { echo "exit status $found"; return 1; }
    says stderr 'another run' && same reference locked && [ -e .locked.verreken-tmp/pools.csv ]
}
check 'a run that finds another at its target is told, and leaves it alone' locked
finish
