#!/bin/sh
# Goal: what goes to another party holds no identifier of a pupil: in every example each identifier is
# a token that stands nowhere else, and no output has one, in any format, nor what is said on the
# terminal; specificaties, which are for that, and the inputs that a run keeps excepted.
#
#   tests/hostile/planted.sh VERREKEN ROOT      ROOT: the folder of the project
exe=${1:?usage: planted.sh VERREKEN ROOT} root=${2:?usage: planted.sh VERREKEN ROOT}
. "$root/tests/command/tap.sh"

# plant FOLDER: gives every leerling of the tables in it another identifier, tokens from `token`.
plant() {
    cat "$1"/*.csv | tr -d '\r\357\273\277' | awk -F '[;,\t]' '
        { for (i = 1; i <= NF; i++) gsub(/^"|"$/, "", $i) }
        { header = 0; for (i = 1; i <= NF; i++) if (tolower($i) == "leerling") header = i }
        header { column = header; next }
        /^(code|school|contract|kostenpost|bijdrage|kengetal|regio|voorschot|partij|gemeente)[;,\t]/ {
            column = 0
        }
        column && $column ~ /^[0-9A-Za-z][0-9A-Za-z._\/-]*$/ && !seen[$column]++ {
            printf "%s ZQX%dPUPIL\n", $column, ++count
        }' >tokens
    [ -s tokens ] || return 0 # no pupil is in it
    for plant_table in "$1"/*.csv; do
        awk 'NR == FNR { token[$1] = $2; next }
        {
            rest = $0; out = ""
            while (match(rest, /[0-9A-Za-z][0-9A-Za-z._\/-]*/)) {
                word = substr(rest, RSTART, RLENGTH)
                out = out substr(rest, 1, RSTART - 1) (word in token ? token[word] : word)
                rest = substr(rest, RSTART + RLENGTH)
            }
            print out rest
        }' tokens "$plant_table" >planted && mv planted "$plant_table" || return
    done
}

# As text: what a reader sees of it, and its bytes.
text_of() {
    case $1 in
    *.xlsx) unzip -p "$1" ;;
    *.pdf) pdftotext "$1" - && cat "$1" ;;
    *) cat "$1" ;;
    esac
}

clean() { # FILE…: none has a token
    for clean_file; do
        case $clean_file in
        */specificaties/* | */invoer/*) continue ;;
        *ZQX*) echo "$clean_file: its name"; return 1 ;;
        esac
        # pieces of one text in a workbook are put together
        text_of "$clean_file" >text 2>/dev/null
        ! tr -d '\n' <text | sed 's/<[^>]*>//g' | grep -qa 'ZQX[0-9]*PUPIL' &&
            ! grep -qa 'ZQX[0-9]*PUPIL' text && continue
        echo "$clean_file: $(grep -ao '.\{0,40\}ZQX[0-9]*PUPIL.\{0,20\}' text | head -n 1)"
        return 1
    done
}

said() { # STATUSES COMMAND…: a command, whose words are clean
    said_statuses=$1
    shift
    "$exe" "$@" >stdout 2>stderr </dev/null
    said_status=$?
    case " $said_statuses " in
    *" $said_status "*) # a message shows the line of the input that it is about
        sed -i '/^ *[0-9]* | /d' stderr && clean stdout stderr
        ;;
    *) echo "exit status $said_status: $*"; head -n 3 stderr; return 1 ;;
    esac
}

outputs() { # INI FORMATS
    said '0 3' run "$1" -o out --format "$2" || return
    find out -type f | sort >files
    # shellcheck disable=SC2046 # no blank is in a name
    clean $(cat files) && grep -q pools.csv files
}

commands() { # INI: what else is said, or written
    said 0 regels "$1" && said 0 verschil out out && said '0 3' verify out || return
    contract=$(sed -n '2 s/;.*//p' out/posities.csv) partij=$(sed -n '2 s/^[^;]*;[^;]*;\([^;]*\);.*/\1/p' out/posities.csv)
    [ -z "$partij" ] || said '0 1' explain "$1" --contract "$contract" --partij "$partij" || return
    [ -z "$partij" ] ||
        said '0 1' explain "$1" --contract "$contract" --partij "$partij" --json || return
    said '0 1' compare "$1" --set 'afrekening:tijdvak=maand' -o other || return
    [ ! -d other ] || clean other/*
}

planted_any=0
for ini in "$root"/examples/*/settlement*.ini; do
    example=$(basename "$(dirname "$ini")")
    name=$example/$(basename "$ini")
    rm -rf "$tmp/work" && mkdir "$tmp/work" && cd "$tmp/work" && cp -a "$(dirname "$ini")/." . || exit 2
    plant data >said 2>&1 || { cat said; exit 2; }
    [ -s tokens ] || continue
    planted_any=$((planted_any + $(wc -l <tokens)))
    "$exe" check "$(basename "$ini")" >said 2>&1 || continue # it is to be refused
    formats=csv,xlsx,html,pdf
    "$exe" check "$(basename "$ini")" --format ubl >/dev/null 2>&1 && formats=$formats,ubl
    check "$name: $formats" outputs "$(basename "$ini")" $formats
    check "$name: what other commands say" commands "$(basename "$ini")"
done
cd "$tmp" || exit 2
enough() { [ "$planted_any" -gt 100 ] || { echo "$planted_any tokens"; return 1; }; }
check "tokens were planted" enough
finish
