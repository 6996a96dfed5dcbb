# What the tests of crashes share; to be read with `.` after tests/command/tap.sh.
#
# In: at_call, the whole path of that program, and a command that the test defines:
#   act WORD…       runs what is tried, with these words before it, in the folder that we are in;
#                   with one thread, so that it makes the same calls each time
# and, as arguments:
#   SCENE           a command that puts into the empty folder that we are in what is there before
#   JUDGE           a command that looks at what is there afterwards; it says what is wrong, and
#                   fails. It finds: n, the number of the call; call, its name; found, the exit
#                   status; $tmp/stdout and $tmp/stderr; $tmp/trace, the calls made; $tmp/before,
#                   a copy of the scene.
#
#   count_calls on_old_folder && each_call on_old_folder is_whole kill
ground=$tmp/ground

# Ends the program, as one that was skipped, where processes cannot be traced.
need_tracing() {
    need_tracing_why=$("$at_call" count true 2>&1)
    case $? in
    0) ;;
    77)
        echo "1..0 # SKIP $need_tracing_why"
        exit 0
        ;;
    *)
        echo "Bail out! $need_tracing_why"
        exit 1
        ;;
    esac
}

# set_scene SCENE: brings us into a new folder that holds it and no more.
set_scene() {
    cd "$tmp" && rm -rf "$ground" && mkdir "$ground" && cd "$ground" && "$1"
}

# try WORD…: acts with these words before it; the status in `found`, the texts in files.
try() {
    act "$@" >"$tmp/stdout" 2>"$tmp/stderr" </dev/null
    found=$?
}

# count_calls SCENE: how many calls that write are made there, in `calls`; a line each in $tmp/calls.
count_calls() {
    calls=0
    set_scene "$1" && rm -rf "$tmp/before" && cp -a "$ground" "$tmp/before" || return
    try "$at_call" -o "$tmp/calls" count
    [ "$found" = 0 ] || { echo "exit status $found"; head -n 5 "$tmp/stderr"; return 1; }
    calls=$(wc -l <"$tmp/calls")
    [ "$calls" -gt 0 ] || { echo 'no call that writes'; return 1; }
}

# each_call SCENE JUDGE MODE [ERRNO]: tries once for each call that was counted, and judges; stops
# at the first that is not well.
each_call() {
    each_scene=$1 each_judge=$2 each_mode=$3 each_errno=${4-} each_tried=0
    n=0
    while read -r each_number call each_path <&9; do
        n=$((n + 1))
        set_scene "$each_scene" || return
        # shellcheck disable=SC2086 # one word, or none
        try "$at_call" -o "$tmp/trace" "$each_mode" $n $each_errno
        if same_calls >"$tmp/judged" && "$each_judge" >>"$tmp/judged"; then
            each_tried=$((each_tried + 1))
            continue
        fi
        echo "$each_mode $each_errno at call $each_number of $calls: $call $each_path"
        cat "$tmp/judged"
        tail -n 3 "$tmp/stderr"
        return 1
    done 9<"$tmp/calls"
    [ "$each_tried" = "$calls" ] || { echo "$each_tried calls tried, of $calls"; return 1; }
}

# That up to call n the same calls were made as when they were counted.
same_calls() {
    head -n "$n" "$tmp/trace" | sed '$ s/: [a-zA-Z -]*$//' >"$tmp/made"
    head -n "$n" "$tmp/calls" | cmp - "$tmp/made"
}

# was_injected: whether at_call did something in this try.
was_injected() {
    grep -qE ': (killed [a-z-]+( it)?|E[A-Z0-9]+)$' "$tmp/trace"
}

# holds NAME…: that the folder that we are in holds these, in the order of ls, and nothing else.
holds() {
    holds_found=$(ls -A)
    [ "$holds_found" = "$(printf '%s\n' "$@")" ] && return 0
    echo "the folder holds: $holds_found"
    return 1
}

# as_before NAME: that it is what it was in the scene, or absent as it was.
as_before() {
    if [ -e "$tmp/before/$1" ]; then
        diff -rq "$tmp/before/$1" "$1"
    else
        absent "$1"
    fi
}
