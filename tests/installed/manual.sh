#!/bin/sh
# Goal: the manual and the help of a command say all that the program has, and nothing that it has
# not.
#
#   tests/installed/manual.sh VERREKEN ROOT VERREKEN.1 VERREKEN-SETTLEMENT.5
exe=${1:?usage: manual.sh VERREKEN ROOT PAGE1 PAGE5} root=${2:?root}
command_page=$(realpath "${3:?page}") || exit 2
settlement_page=$(realpath "${4:?page}") || exit 2
. "$root/tests/command/tap.sh"
. "$root/tests/installed/program.sh"

# --- the form

lint() {
    mkdir manual && cp "$command_page" "$settlement_page" manual
    (cd manual && mandoc -T lint -W all ./*) >lint 2>&1
    cat lint
    [ ! -s lint ]
}
if command -v mandoc >/dev/null; then
    check 'mandoc has nothing to say about the pages' lint
else
    skip 'mandoc has nothing to say about the pages' 'no mandoc'
fi

# section PAGE NAME: the lines of one section.
section() {
    awk -v name="$2" '/^\.Sh / { inside = substr($0, 5) == name; next } inside' "$1"
}

# long_options: those in the macros of a page on stdin, a line each.
long_options() {
    sed 's/^\.//' | tr ' ' '\n' |
        awk 'before == "Fl" && sub(/^-/, "") && $0 != "" { print } { before = $0 }' | sort -u
}

# --- verreken(1)

check 'the program answers what it has' ask_program
cut -d ' ' -f 1 options >names

every_command() {
    section "$command_page" DESCRIPTION | sed -n 's/^\.It Ic \([a-z-]*\)$/\1/p' | sort >told
    equal DESCRIPTION commands told || return
    section "$command_page" SYNOPSIS | sed -n 's/^\.Ic \([a-z-]*\)$/\1/p' | sort -u >told
    equal SYNOPSIS commands told
}
check 'verreken(1) has every command' every_command

every_option() {
    section "$command_page" DESCRIPTION | grep '^\.It Fl' | long_options >told
    equal DESCRIPTION names told || return
    long_options <"$command_page" >told
    equal 'verreken(1)' names told
}
check 'verreken(1) has every option' every_option

options_in_synopsis() {
    broken=0
    while read -r name; do
        section "$command_page" SYNOPSIS | awk -v name="$name" '
            /^\.Nm/ { inside = 0 }
            /^\.Ic / { inside = $2 == name }
            inside { sub(/Fl o /, "Fl -output "); print }' | long_options >told
        equal "$name" "own.$name" told || broken=1
    done <commands
    [ "$broken" = 0 ]
}
check 'the synopsis of a command has the options that it takes' options_in_synopsis

# -o stands in the usage of a command.
help_of_commands() {
    broken=0
    while read -r name; do
        "$exe" help "$name" | sed 's/ -o DIR/ --output DIR/' | grep -oE -e '--[a-z][a-z-]+' |
            sed 's/^--//' | sort -u >told
        equal "help $name" "own.$name" told || broken=1
    done <commands
    [ "$broken" = 0 ]
}
check 'help of a command has the options that it takes' help_of_commands

# example N: the commands of the Nth example, of which each must end with 0.
example() {
    section "$command_page" EXAMPLES |
        awk -v wanted="$1" '/^\.Bd/ { inside = ++n == wanted; next } /^\.Ed/ { inside = 0 } inside' |
        sed "s/\\\\e\$/\\\\/; s/\\\\(aq/'/g" >example.sh
    [ -s example.sh ] || { echo "no example $1"; return 1; }
    PATH="$tmp/bin:$PATH" sh -e example.sh >said 2>&1 </dev/null || { cat example.sh said; return 1; }
}
examples() {
    mkdir bin && ln -s "$exe" bin/verreken && example 1 && example 2 || return
    cp "$root/examples/correctie/settlement-q1.ini" settlement.ini &&
        cp -r "$root/examples/correctie/data" . && example 3 || return
    rm -r data settlement.ini && cp h3-prodeba/settlement.ini . && cp -r h3-prodeba/data . &&
        example 4
}
check 'the examples of verreken(1) can be followed' examples

statuses() {
    sed -n 's/^ *EXIT_[A-Z]* = \([0-9]*\),.*/\1/p' "$root/io/command/command.h" | sort >wanted
    section "$command_page" 'EXIT STATUS' | sed -n 's/^\.It \([0-9]*\)$/\1/p' | sort >told
    [ -s wanted ] && equal 'EXIT STATUS' wanted told
}
check 'verreken(1) has every exit status' statuses

environment() {
    # the names that stand in the files which ask for a variable
    find "$root/io" -name '*.c' -exec grep -lE '(getenv|sys_environment)\(' {} + |
        xargs grep -ohE '"[A-Z][A-Z_]+"' | tr -d '"' | sort -u >wanted
    section "$command_page" ENVIRONMENT | sed -n 's/^\.It Ev //p' | tr -s ' ,' '\n' |
        sort -u >told
    [ -s wanted ] && equal ENVIRONMENT wanted told
}
check 'verreken(1) has every variable of the environment that is read' environment

# columns_of FOLDER: the header of every CSV in it, `file: column; column`.
columns_of() {
    for columns_file in "$1"/*.csv; do
        printf '%s: ' "${columns_file##*/}"
        head -n 1 "$columns_file" | tr -d '\r' | sed 's/;/ , /g'
    done
}
written() {
    cp -r "$root/examples/correctie" "$root/examples/begroting" .
    status 0 "$exe" run correctie/settlement-q1.ini -o out || return
    status 0 "$exe" voorschot begroting/settlement-voorschot.ini -o terms || return
    { columns_of out && columns_of terms; } | sort >wanted
    section "$command_page" FILES | awk '
        /^\.It Pa / { file = $3 ~ /\.csv$/ && NF == 3 ? $3 : "" }
        file != "" && sub(/^\.Va /, "") { sub(/ \.$/, ""); print file ": " $0 }' | sort >told
    equal FILES wanted told || return
    for file in out/*; do
        file=${file#out/}
        [ ! -d "out/$file" ] || file=$file/
        grep -qF "Pa $file" "$command_page" && continue
        echo "FILES: missing: $file"
        return 1
    done
}
check 'verreken(1) has every file that a run writes, and its columns' written

# --- verreken-settlement(5)

# Words that could be a key or a section: all that stand in the files that read the INI.
cat "$root"/engine/settings*.[ch] "$root"/engine/values.c "$root"/io/read/input_files.c \
    "$root"/rules/*.[ch] "$root"/engine/tables.def | grep -v '^#include' |
    grep -oE '"[A-Za-z][A-Za-z_-]*"|(ACCOUNT|TABLE)\([a-z_]+' | sed 's/"//g; s/.*(//' |
    tr '[:upper:]' '[:lower:]' | sort -u >words

# faults ID: the lines of probe.ini at which the program tells it.
faults() {
    "$exe" check probe.ini --max-errors 1000000 2>&1 >/dev/null |
        sed -n "s/^probe\.ini:\([0-9]*\):[0-9]*: error $1.*/\1/p"
}

# Every section that the program knows, as a heading of the page.
sections() {
    while read -r word; do
        printf '[%s]\n[%s r]\n[%s r l]\n' "$word" "$word" "$word"
    done <words >probe.ini
    faults E305 >unknown
    awk 'NR == FNR { unknown[$1] = 1; next } !(FNR in unknown)' unknown probe.ini |
        sed 's/^\[//; s/\]$//; s/^\(laag\) r l$/\1 REGEL NAAM/; s/ r$/ NAAM/' | sort >wanted
    sed -n 's/^\.Ss //p' "$settlement_page" | sort >told
    [ -s wanted ] && equal SETTLEMENT.INI wanted told
}
check 'verreken-settlement(5) has every section' sections

# Every key, as `section key`. One that the program takes in a [regel] because it is one of a laag
# is told there alone.
keys() {
    for name in afrekening invoer 'groep g' 'regel r' 'laag r l' controle factuur journaal rapport \
        voorschot; do
        echo "[$name]"
        sed 's/$/ = x/' words
        [ "$name" != controle ] || sed 's/$/ X = x/' words
    done >probe.ini
    faults E306 >unknown
    sed -n 's/^TABLE(\([a-z_]*\).*/invoer \1/p' "$root/engine/tables.def" | sort >tables
    awk 'NR == FNR { unknown[$1] = 1; next }
        /^\[/ { name = substr($1, 2); sub(/\]/, "", name); next }
        !(FNR in unknown) { key = $0; sub(/ = x$/, "", key); print name " " key }' \
        unknown probe.ini | sort -u | comm -23 - tables >known
    awk 'NR == FNR { if ($1 == "laag") laag[$2] = 1; next } $1 != "regel" || !($2 in laag)' \
        known known >wanted
    awk '/^\.S[hs] / { name = $0 ~ /^\.Ss/ ? $2 : "" }
        name != "" && /^\.It Cm/ {
            n = split($0, word, " ")
            for (i = 1; i <= n; i++)
                if (word[i] == "Cm")
                    print name " " word[i + 1] (word[i + 2] == "Ar" ? " X" : "")
        }' "$settlement_page" | sort -u >told
    [ "$(wc -l <wanted)" -gt 60 ] && equal SETTLEMENT.INI wanted told
}
check 'verreken-settlement(5) has every key of every section' keys

# rules KIND HEADING: the names of one kind of rules, and those that the section has.
rules() {
    sed -n 's/^    \.name = "\(.*\)",/\1/p' "$root"/rules/"$1"_*.c | sort >wanted
    section "$settlement_page" "$2" | sed -n 's/^\.It Cm \([a-z-]*\).*/\1/p' | sort >told
    [ -s wanted ] && equal "$2" wanted told
}
check 'verreken-settlement(5) has every sleutel' rules sleutel SLEUTELS
check 'verreken-settlement(5) has every methode' rules methode METHODES
check 'verreken-settlement(5) has every afronding' rules afronding AFRONDINGEN

columns() {
    sed -n 's/^COLUMN(\([a-z_]*\), \([a-z_]*\), \([A-Z_]*\), \([A-Z]*\))/\1 \2 \3 \4/p' \
        "$root/engine/tables.def" >wanted
    section "$settlement_page" TABLES | awk '
        /^\.It (Op )?Pa .*\.csv$/ { table = $NF; sub(/\.csv$/, "", table) }
        /^\.(Op )?Va .* Ar / && table {
            optional = $1 == ".Op"
            print table, $(2 + optional), $(4 + optional), optional ? "MAY" : "MUST"
        }
        /^\.El/ { table = "" }' >told
    sort -o wanted wanted && sort -o told told && [ -s wanted ] && equal TABLES wanted told
}
check 'verreken-settlement(5) has every column of every table' columns

types() {
    sed -n 's/^COLUMN([a-z_]*, [a-z_]*, \([A-Z_]*\), .*/\1/p' "$root/engine/tables.def" |
        sort -u >wanted
    section "$settlement_page" TABLES | sed -n 's/^\.It Ar //p' | tr -s ' ,' '\n' | sort -u >told
    equal TABLES wanted told
}
check 'verreken-settlement(5) says what each type may hold' types

finish
