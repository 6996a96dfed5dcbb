#!/bin/sh
# Goal: at_call counts the calls that write and no others, and kills or fails exactly the one that is
# asked for; otherwise a test of crashes would try nothing, and pass.
#
#   tests/crash/at_call.sh AT_CALL ROOT      ROOT: the folder of the project
at_call=$(realpath "${1:?usage: at_call.sh AT_CALL ROOT}") || exit 2
root=${2:?usage: at_call.sh AT_CALL ROOT}
exe=$at_call # for tap.sh
. "$root/tests/command/tap.sh"
. "$root/tests/crash/crash.sh"
need_tracing

# What is tried: two writes of 1000 bytes to f, in a process of its own, and then g.
act() {
    "$@" sh -c 'dd if=/dev/zero of=f bs=1000 count=2 conv=fsync 2>/dev/null || exit 3
        echo said; echo said >&2; echo lost >/dev/null; echo piped | cat >/dev/null
        mkdir g && mv f g/f && rm g/f && rmdir g'
}
nothing() { :; }

bytes() { # of f; nothing when it is not there
    stat -c %s f 2>/dev/null || true
}

counted() {
    count_calls nothing && holds || return
    sed 's/renameat2*/rename/; s/ \([a-z]*\)at / \1 /' "$tmp/calls" >"$tmp/found"
    cat >"$tmp/wanted" <<'LINES'
1 open f
2 write f
3 write f
4 fsync f
5 mkdir g
6 rename f -> g/f
7 unlink g/f
8 rmdir g
LINES
    diff "$tmp/wanted" "$tmp/found"
}
check 'the calls that write are counted, in order, and those alone' counted

# tried BYTES STATUS MODE N [ERRNO]: how large f is afterwards, and what the status is.
tried() {
    tried_bytes=$1 tried_status=$2
    shift 2
    set_scene nothing
    try "$at_call" "$@"
    [ "$(bytes):$found" = "$tried_bytes:$tried_status" ] && return 0
    echo "$* leaves $(bytes) bytes, exit status $found"
    return 1
}

before() {
    tried '' 137 kill 1 && tried 0 137 kill 2 && tried 1000 137 kill 3 && tried 2000 137 kill 4 &&
        absent g && tried 2000 137 kill 6 && holds f g && tried '' 137 kill 8 && holds g
}
check 'killed before a call, with all that was started' before

after() {
    tried 0 137 kill-after 1 && tried 1000 137 kill-after 2 && tried 2000 137 kill-after 3 &&
        tried 2000 137 kill-after 5 && holds f g && tried '' 137 kill-after 8 && holds
}
check 'killed after a call' after

torn() {
    tried 500 137 short 2 && tried 1500 137 short 3 && tried '' 0 short 4 && holds
}
check 'killed when half is written; a call that is no write is left alone' torn

failing() {
    tried '' 3 fail 1 ENOSPC && tried 1000 3 fail 3 EIO && tried 2000 3 fail 4 EIO &&
        tried 2000 1 fail 5 EROFS && says stderr 'Read-only file system' && holds f
}
check 'one call fails, with the error that is asked for' failing

full() {
    tried '' 3 fail-from 1 ENOSPC && tried 0 3 fail-from 2 ENOSPC &&
        tried 2000 1 fail-from 4 ENOSPC && says stderr 'No space left' && # sync works, mkdir fails
        tried '' 0 fail-from 6 ENOSPC && holds                            # rename and unlink work
}
check 'a full disk stays full, and things can be removed' full

past_the_end() { tried '' 0 kill 9 && tried '' 0 fail 9 EIO && tried '' 0 kill-after 900; }
check 'a call that is not made changes nothing' past_the_end

elsewhere() { # the files that are stdout and stderr, also by another descriptor
    set_scene nothing
    "$at_call" -o "$tmp/trace" count sh -c 'echo a; echo b >&2; echo c >&3' >out 2>err 3>&1
    silent trace && [ "$(cat out)" = "a
c" ]
}
check 'what the command says is not counted' elsewhere

memory() { # a file that is mapped by two, a file without a name
    set_scene nothing
    "$at_call" -o "$tmp/trace" count python3 -S -c '
import mmap, os
f = os.open("f", os.O_RDWR | os.O_CREAT)
os.ftruncate(f, 4096)
mmap.mmap(f, 4096)
mmap.mmap(f, 4096, mmap.MAP_PRIVATE)
m = os.memfd_create("m")
os.write(m, b"x")
mmap.mmap(-1, 4096)'
    sed 's/openat/open/' "$tmp/trace" | diff - /dev/fd/3 3<<'LINES'
1 open f
2 ftruncate f
3 mmap f
LINES
}
if command -v python3 >/dev/null; then
    check 'a mapped file is counted, memory is not' memory
else
    skip 'a mapped file is counted, memory is not' 'needs python3'
fi

statuses() {
    cd "$tmp" || return
    status 7 "$at_call" kill 1 sh -c 'exit 7' && status 143 "$at_call" kill 1 sh -c 'kill $$' &&
        status 127 "$at_call" count ./no-such-command && says stderr no-such-command &&
        status 126 "$at_call" count / && status 125 "$at_call" fail 1 ENOWHERE true &&
        status 125 "$at_call" kill 0 true && status 125 "$at_call" count &&
        status 125 "$at_call" kill 1
}
check 'the exit status is the one of the command' statuses

signals() { # a handler is called; a child that is stopped goes on
    cd "$tmp" || return
    cat >signals.sh <<'SH'
trap 'echo handled' USR1
kill -USR1 $$
sh -c 'kill -STOP $$; echo went on' &
i=0
until grep -q '^State:.*[Tt]' "/proc/$!/status"; do
    i=$((i + 1))
    [ $i -lt 500 ] || exit 9
    sleep 0.01
done
sleep 0.05
kill -CONT $!
wait $!
SH
    status 0 timeout 20 "$at_call" count sh signals.sh && says stdout handled &&
        says stdout 'went on'
}
check 'signals arrive' signals
finish
