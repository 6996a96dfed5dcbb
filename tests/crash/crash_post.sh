#!/bin/sh
# Goal: `verreken post` books a settlement once or not at all when it is killed at any moment, or
# when any call that writes fails; the next command finishes or undoes it, says so, and leaves
# grootboek and folder as an undisturbed posting does.
#
#   tests/crash/crash_post.sh VERREKEN ROOT AT_CALL LEDGER      ROOT: the folder of the project
exe=${1:?usage: crash_post.sh VERREKEN ROOT AT_CALL LEDGER} root=${2:?the folder of the project}
at_call=$(realpath "${3:?the path of at_call}") && ledger=$(realpath "${4:?the path of ledger}") ||
    exit 2
# In memory, unless told where: a disk would only be waited for.
[ -n "${TMPDIR-}" ] || [ ! -w /dev/shm ] || export TMPDIR=/dev/shm
. "$root/tests/command/tap.sh"
. "$root/tests/crash/crash.sh"
need_tracing

act() { "$@" "$exe" post out --threads 1; }

# --- what is there before

# concept FOLDER ID PERIODE OUT: runs the settlement in FOLDER.
concept() {
    sed "s/^periode.*/periode = $3/; s/^id = .*/id = $2/" "$1/settlement.ini" >"$1/new.ini" &&
        mv "$1/new.ini" "$1/settlement.ini" &&
        "$exe" run "$1/settlement.ini" --format csv -o "$1/$4" --threads 1
}

# A settlement of few files: each has some ten calls.
few() { # FOLDER
    small "$1" && rm "$1/inschrijvingen.csv" "$1/woonplaatsen.csv" && sed -i \
        -e 's/^naam = .*/&\nid = x\ngrootboek = g.db\nopsteller = AGB-1/' \
        -e 's/^sleutel = .*/sleutel = gelijk\ndeelnemers = GM0518, GM0603/' "$1/settlement.ini"
}

prepare() {
    few nothing && few books || return
    for before in 'own 2025-Q3' 'other 2025-Q4'; do
        # shellcheck disable=SC2086 # two words
        concept books $before other && "$exe" post books/other && rm -r books/other || return
    done
    concept nothing own 2025-Q4 out && concept books own 2025-Q4 out || return
    for scene_made in nothing books; do
        cp -a "$scene_made" "$scene_made-good" && (cd "$scene_made-good" && act) || return
        "$ledger" "$scene_made-good/g.db" >"$scene_made-good.rows" || return
        "$ledger" "$scene_made/g.db" >"$scene_made.rows" || return
    done
}
prepare >"$tmp/prepared" 2>&1 || { cat "$tmp/prepared"; echo 'Bail out! no scene'; exit 1; }

on_nothing() { good=$tmp/nothing-good && cp -a "$tmp/nothing/." .; }
on_books() { good=$tmp/books-good && cp -a "$tmp/books/." .; }

# --- what has to be there afterwards

has_rows() { # FILE: that the grootboek has these
    "$ledger" g.db >"$tmp/rows" || return
    cmp -s "$1" "$tmp/rows" || { diff "$1" "$tmp/rows" | head -n 5; return 1; }
}

is_posted() { # all of it, and nothing besides
    has_rows "$good.rows" && diff -r "$good" . >"$tmp/difference" && return 0
    head -n 5 "$tmp/difference"
    return 1
}

# The calls after which things are different: the manifest is complete, the grootboek has it, the
# folder has its name.
find_turns() {
    manifest=$(sed -n 's/ pwrite64 .*manifest.json$//p' "$tmp/calls")
    commit=$(sed -n 's/ unlink g.db-journal$//p' "$tmp/calls")
    renamed=$(sed -n 's/ renameat2 .*//p' "$tmp/calls")
    echo "turns: manifest $manifest, commit $commit, renamed $renamed"
    [ "$manifest" -lt "$commit" ] && [ "$commit" -lt "$renamed" ]
}

# What the next command has to say when so many calls were carried out.
says_after() {
    if [ "$1" -ge "$manifest" ] && [ "$1" -lt "$commit" ]; then
        says stderr 'an interrupted posting was undone'
    elif [ "$1" -ge "$commit" ] && [ "$1" -lt "$renamed" ]; then
        says stderr 'an interrupted posting was finished: boeking'
    else
        silent stderr
    fi
}

# next_command CARRIED-OUT: the same again; or, each third time, a run into the folder first, which
# is refused when the folder is posted.
next_command() {
    if [ $((n % 3)) = 0 ]; then
        "$exe" run settlement.ini --format csv -o out --threads 1 >"$tmp/stdout" 2>"$tmp/stderr"
        next_status=$?
        sed -i '/there is no grootboek yet/d' "$tmp/stderr" # what a first run says
        says_next=$(says_run "$1") ||
            { echo "run, exit status $next_status: $says_next"; return 1; }
        "$exe" post out --threads 1 >"$tmp/stdout" 2>"$tmp/stderr"
        next_status=$?
        silent stderr || return
    else
        try
        next_status=$found
        says_after "$1" || return
    fi
    [ "$next_status" = 0 ] || { echo "the next posting: exit status $next_status"; return 1; }
    is_posted
}

says_run() { # CARRIED-OUT
    if [ "$1" -ge "$commit" ]; then
        [ "$next_status" = 4 ] && says stderr 'as it was posted' || return
        [ "$1" -ge "$renamed" ] || says_after "$1"
    else
        [ "$next_status" = 0 ] && says_after "$1"
    fi
}

holds_journal() {
    [ -e g.db-journal ] && return 0
    echo 'there is no journal, so it can be found out'
    return 1
}

after_kill() {
    if was_injected; then
        [ "$found" = 137 ] || { echo "exit status $found"; return 1; }
        killed=$((killed + 1))
        case $each_mode in
        kill-after) next_command "$n" ;;
        *) next_command $((n - 1)) ;;
        esac
    else # a torn write, of a call that does not write
        case "$each_mode $call" in
        short\ *write*) echo 'it was not torn'; return 1 ;;
        short\ *) [ "$found" = 0 ] && is_posted ;;
        *) echo 'it was not killed'; return 1 ;;
        esac
    fi
}

# What fails before the grootboek has it is not posted, and nothing is left of it; what fails after
# is posted, and the next command puts the folder in place.
after_failure() {
    case "$found $(was_injected && echo injected)" in
    '0 ' | '0 injected')
        is_harmless || { echo 'it failed, and is exit status 0'; return 1; }
        try && is_posted
        ;;
    '4 injected')
        if [ "$n" -gt "$commit" ]; then
            says stderr ' is posted' && has_rows "$good.rows" || return
        elif grep -q 'the next command finds out' "$tmp/stderr"; then
            as_before out && holds_journal || return # it cannot be rolled back
        else
            says stderr 'nothing was ' && as_before out && absent .out.verreken-tmp &&
                absent g.db-journal && has_rows "${good%-good}.rows" || return
        fi
        try
        [ "$found" = 0 ] || { echo "the next posting: exit status $found"; return 1; }
        is_posted
        ;;
    *) echo "exit status $found"; return 1 ;;
    esac
}

# The calls of which a failure is no failure of the posting: a disk that is full when all has been
# written, the sync of the folder that a journal is new in, which SQLite does for good measure, and
# the removal of the folder that was replaced.
is_harmless() {
    was_injected || [ "$each_mode" = fail-from ] || return
    was_injected || return 0
    case $call in
    sync_file_range) true ;;
    fdatasync) [ "$each_path" = . ] && [ "$n" -lt "$commit" ] ;;
    unlink | unlinkat | rmdir) [ "$renamed" -lt "$n" ] ;;
    *) false ;;
    esac
}

# --- the tries

killed_at_each() { # SCENE MODE
    killed=0
    each_call "$1" after_kill "$2" || return
    [ "$killed" -gt 0 ] || { echo 'never killed'; return 1; }
}

where='a new grootboek'
check "$where: the calls are counted" count_calls on_nothing
check "$where: the turns are found" find_turns
check "$where: killed before each call" killed_at_each on_nothing kill
check "$where: killed after each call" killed_at_each on_nothing kill-after
check "$where: killed in the middle of each write" killed_at_each on_nothing short
check "$where: each call fails, no room" each_call on_nothing after_failure fail ENOSPC
check "$where: each call fails, a bad disk" each_call on_nothing after_failure fail EIO
check "$where: a disk is full from each call on" each_call on_nothing after_failure \
    fail-from ENOSPC

where='a grootboek with boekingen'
check "$where: the calls are counted" count_calls on_books
check "$where: the turns are found" find_turns
check "$where: killed after each call" killed_at_each on_books kill-after
check "$where: killed in the middle of each write" killed_at_each on_books short
check "$where: each call fails, a bad disk" each_call on_books after_failure fail EIO
check "$where: a disk is full from each call on" each_call on_books after_failure \
    fail-from ENOSPC
cd "$tmp" || exit 2
finish
