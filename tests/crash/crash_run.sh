#!/bin/sh
# Goal: `verreken run` leaves the old folder or the whole new one when it is killed at any moment, or
# when any call that writes fails; a failure is told and is exit 4; the next run finds its way.
#
#   tests/crash/crash_run.sh VERREKEN ROOT AT_CALL      ROOT: the folder of the project
exe=${1:?usage: crash_run.sh VERREKEN ROOT AT_CALL} root=${2:?the folder of the project}
at_call=$(realpath "${3:?the path of at_call}") || exit 2
. "$root/tests/command/tap.sh"
. "$root/tests/crash/crash.sh"
need_tracing

act() { "$@" "$exe" run "$root/examples/h3-prodeba/settlement.ini" --format csv --threads 1 -o out; }

mkdir good old && small small || exit 2
(cd good && act) >/dev/null 2>&1 && (cd old && act) >/dev/null 2>&1 || exit 2
"$exe" run small/settlement.ini --format csv -o old/out >/dev/null 2>&1 || exit 2

# --- what is there before

on_nothing() { :; }
on_old_folder() { cp -r "$tmp/old/out" out; }
on_remains() { # of a run that was killed
    on_old_folder && mkdir -p .out.verreken-tmp/inner && echo half >.out.verreken-tmp/pools.csv &&
        echo deep >.out.verreken-tmp/inner/x
}

# --- what has to be there afterwards

is_good() { diff -rq "$tmp/good/out" out; }

runs_again() {
    try
    [ "$found" = 0 ] || { echo "the next run: exit status $found"; return 1; }
    is_good && holds out
}

# Once the new folder is there, it is there at each later moment too.
is_old_or_new() {
    case $new_since in
    '')
        as_before out >"$tmp/difference" && return 0
        is_good || { cat "$tmp/difference"; return 1; }
        new_since=$n
        ;;
    *) is_good || { echo "it was new at call $new_since"; return 1; } ;;
    esac
}

after_kill() {
    if was_injected; then
        [ "$found" = 137 ] || { echo "exit status $found"; return 1; }
        is_old_or_new || return
        killed=$((killed + 1))
        for name in * .[!.]*; do
            case $name in
            '*' | '.[!.]*' | out | .out.verreken-tmp) ;;
            *) echo "$name is there"; return 1 ;;
            esac
        done
        runs_again
    else # a torn write, of a call that does not write
        case "$each_mode $call" in
        short\ *write*) echo 'it was not torn'; return 1 ;;
        short\ *) [ "$found" = 0 ] && is_good && holds out ;;
        *) echo 'it was not killed'; return 1 ;;
        esac
    fi
}

# The calls of which a failure is no failure of the run: the hint that the disk may begin, and the
# removal of the folder that was replaced. What they leave is for the next run.
is_harmless() {
    case $call in
    sync_file_range) true ;;
    unlinkat | rmdir) [ "$(sed -n '/ renameat2 /=' "$tmp/calls")" -lt "$n" ] ;;
    *) false ;;
    esac
}

after_failure() {
    if ! was_injected; then # a disk that is full when all has been written
        [ "$each_mode" = fail-from ] || { echo 'nothing failed'; return 1; }
        [ "$found" = 0 ] && is_good && holds out
    elif [ "$found" = 0 ] && is_harmless; then
        is_good && runs_again
    elif [ "$found" = 4 ]; then
        says stderr "$(reason "$each_errno")" && says stderr 'nothing was written' &&
            silent stdout && as_before out && left_alone
    else
        echo "exit status $found"
        return 1
    fi
}

reason() { # ERRNO
    case $1 in
    ENOSPC) echo 'No space left on device' ;;
    EIO) echo 'Input/output error' ;;
    esac
}

# That nothing is there that was not there before; remains may have gone.
left_alone() {
    for name in * .[!.]*; do
        if [ -e "$name" ] && [ ! -e "$tmp/before/$name" ]; then
            echo "$name is left"
            return 1
        fi
    done
}

# --- the tries

killed_at_each() { # SCENE MODE
    new_since='' killed=0
    each_call "$1" after_kill "$2" || return
    [ "$killed" -gt 0 ] || { echo 'never killed'; return 1; }
    case $2 in
    short) [ -z "$new_since" ] ;;
    kill-after) [ -n "$new_since" ] ;;
    esac && return 0
    echo "the new folder was there ${new_since:-never}"
    return 1
}

# What a file holds is synced before the folder gets its name, so are the names of the files; the
# name of the folder is after it; only then the old one goes.
synced_in_order() {
    awk '
    function bad(what) { print what ": " $0; failed = 1 }
    $2 == "openat" || $2 ~ /write/ { if (renamed) bad("too late"); dirty[$3] = 1 }
    $2 == "openat" { dirty[".out.verreken-tmp"] = 1 }
    $2 == "fsync" { delete dirty[$3] }
    $2 == "renameat2" {
        for (path in dirty) bad(path " is not synced")
        renamed = 1
        dirty["."] = 1
    }
    renamed && $2 ~ /^(unlinkat|rmdir)$/ && ("." in dirty) { bad("too early") }
    END {
        if (!renamed) bad("no rename")
        if ("." in dirty) bad("the folder around it is not synced")
        exit failed
    }' "$tmp/calls"
}

for scene in on_nothing on_old_folder on_remains; do
    case $scene in
    on_nothing) where='a new folder' ;;
    on_old_folder) where='a folder that is replaced' ;;
    on_remains) where='a folder that is replaced, with remains' ;;
    esac
    check "$where: the calls are counted" count_calls $scene
    check "$where: what was written is synced before it gets its name" synced_in_order
    check "$where: killed before each call" killed_at_each $scene kill
    check "$where: killed after each call" killed_at_each $scene kill-after
    check "$where: killed in the middle of each write" killed_at_each $scene short
    check "$where: each call fails, no room" each_call $scene after_failure fail ENOSPC
    check "$where: each call fails, a bad disk" each_call $scene after_failure fail EIO
    check "$where: a disk is full from each call on" each_call $scene after_failure \
        fail-from ENOSPC
done
cd "$tmp" || exit 2
finish
