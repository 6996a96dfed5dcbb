# What the program has, asked of the program; to be read with `.` after tests/command/tap.sh, whose
# exe, root and tmp it uses.

# The language of the messages that are read here.
LC_ALL=C LANG=C LANGUAGE=
export LC_ALL LANG LANGUAGE

# Every command, a line each.
commands() {
    "$exe" help | sed -n 's/^[a-z: ]*verreken \([a-z][a-z-]*\).*/\1/p' | sort -u
}

# Every option that the command line knows, a line each: NAME no, or NAME required.
known_options() {
    sed -n 's/^ *{"\([a-z][a-z-]*\)", \(no\|required\)_argument.*/\1 \2/p' "$root"/io/command/*.c | sort -u
}

# with_value NAME no|required: how the option is given, with a value that is one.
with_value() {
    case $1:$2 in
    *:no) echo "--$1" ;;
    format:*) echo "--$1=csv" ;;
    threads:* | max-errors:* | regel:*) echo "--$1=1" ;;
    taal:*) echo "--$1=nl" ;;
    *) echo "--$1=x" ;;
    esac
}

refuses() { # WORD…: runs the program with these; that it says an option is none of the command's
    (cd "$tmp/probe" && "$exe" "$@" </dev/null 2>&1 >/dev/null) |
        grep -q -e 'this command does not take' -e 'this command writes no folder'
}

# options_of COMMAND: the options that it takes, a line each. What the program is given is not
# there, so that it does nothing.
options_of() {
    options_with=
    rm -rf "$tmp/probe" && mkdir "$tmp/probe"
    # as many arguments as the command wants: then it tells of an option that is not its own
    for options_words in nowhere 'nowhere nowhere' 'nowhere -o out' 'nowhere nowhere -o out' '' \
        '-o out'; do
        # shellcheck disable=SC2086 # words
        refuses "$1" $options_words --akkoord=x --zonder-invoer || continue
        options_with=$options_words
        break
    done
    known_options | while read -r options_name options_arity; do
        # shellcheck disable=SC2086,SC2046
        refuses "$1" $options_with $(with_value "$options_name" "$options_arity") ||
            echo "$options_name"
    done
}

# Asks it all, once: files of lines in $tmp, `commands`, `options` (known_options), `always` (the
# options that every command takes), `own.COMMAND` (those that it takes beside them). False, and
# says so, when the program does not answer as it did.
ask_program() {
    commands >"$tmp/commands" && known_options >"$tmp/options"
    if [ "$(wc -l <"$tmp/commands")" -lt 10 ] || [ "$(wc -l <"$tmp/options")" -lt 20 ]; then
        echo "the commands are not in help, or the options not in io/command/*.c, in the form they had"
        return 1
    fi
    cut -d ' ' -f 1 "$tmp/options" >"$tmp/always"
    while read -r ask_command; do
        [ "$ask_command" != help ] || continue
        options_of "$ask_command" >"$tmp/takes.$ask_command"
        if [ "$(grep -cxe akkoord -e zonder-invoer "$tmp/takes.$ask_command")" = 2 ]; then
            echo "$ask_command seems to take all: does it tell of a foreign option otherwise?"
            return 1
        fi
        comm -12 "$tmp/always" "$tmp/takes.$ask_command" >"$tmp/left" && mv "$tmp/left" "$tmp/always"
    done <"$tmp/commands"
    : >"$tmp/own.help"
    for ask_file in "$tmp"/takes.*; do
        comm -13 "$tmp/always" "$ask_file" >"$tmp/own.${ask_file##*/takes.}"
    done
}

# equal NAME WANTED FOUND: two files of sorted lines that must be the same.
equal() {
    cmp -s "$2" "$3" && return 0
    comm -23 "$2" "$3" | sed "s/^/$1: missing: /"
    comm -13 "$2" "$3" | sed "s/^/$1: not in the program: /"
    return 1
}
