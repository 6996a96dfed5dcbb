#!/bin/sh
# Goal: bash and zsh complete the commands and options that the program has, and no others; values
# of options; settlements, folders, grootboeken.
#
#   tests/installed/completion.sh VERREKEN ROOT
exe=${1:?usage: completion.sh VERREKEN ROOT} root=${2:?usage: completion.sh VERREKEN ROOT}
. "$root/tests/command/tap.sh"
. "$root/tests/installed/program.sh"

mkdir here here/folder && cd here || exit 2
touch a.ini 'met spatie.ini' b.csv c.db d.txt

# what is completed asks the program itself for the names of the examples
PATH=$(dirname "$exe"):$PATH
export PATH

in_bash() { bash "$root/tests/installed/complete.bash" "$root/io/install/verreken.bash" "$@"; }
in_zsh() { zsh -f "$root/tests/installed/complete.zsh" "$root/io/install" "$@"; }

# gives SHELL WANTED WORD…: that the shell completes these words to the lines of WANTED.
gives() {
    gives_shell=$1
    printf '%s\n' "$2" | sed '/^$/d' | sort >"$tmp/wanted"
    shift 2
    "in_$gives_shell" "$@" | sed 's,/$,,' | sort -u >"$tmp/told"
    equal "verreken $*" "$tmp/wanted" "$tmp/told"
}

options() { # SHELL
    broken=0
    while read -r command; do
        # help prints, whatever else is given
        wanted=$(cat "$tmp/own.$command" "$tmp/always" - <<'END' | sort -u | sed 's/^/--/'
help
version
END
        )
        gives "$1" "$wanted" "$command" -- || broken=1
    done <"$tmp/commands"
    [ "$broken" = 0 ]
}

values() { # SHELL: behind an option that wants a value stands no option, and behind others one may
    broken=0
    while read -r name arity; do
        command=$(cd "$tmp" && grep -lx -e "$name" own.* | head -n 1)
        command=${command#own.}
        case $arity:$name in
        required:*) gives "$1" '' "${command:-check}" "--$name" --h || broken=1 ;;
        no:help | no:version) ;; # and nothing else
        *) gives "$1" --help "${command:-check}" "--$name" --h || broken=1 ;;
        esac
    done <"$tmp/options"
    [ "$broken" = 0 ]
}

formats() { # SHELL
    words=$("$exe" run x.ini -o out --format=none 2>&1 |
        sed -n 's/.*list of \(.*\), each once.*/\1/p' | sed 's/,//g; s/ and / /')
    [ -n "$words" ] || return
    # shellcheck disable=SC2086 # words
    gives "$1" "$(printf '%s\n' $words)" run --format '' || return
    rest=
    for word in $words; do
        [ "$word" = csv ] || rest="$rest csv,$word"
    done
    # shellcheck disable=SC2086
    gives "$1" "$(printf '%s\n' $rest)" run --format csv,
}

imports() { # SHELL
    sed -n 's/^TABLE(\([a-z_]*\).*/\1/p' "$root/engine/tables.def" >"$tmp/tables"
    printf 'cbs\nduo\n' >>"$tmp/tables"
    gives "$1" "$(cat "$tmp/tables")" import ''
}

ini='a.ini
folder
met spatie.ini'
files() { # SHELL
    gives "$1" "$ini" check '' && gives "$1" "$ini" run -o folder '' &&
        gives "$1" "$ini" compare a.ini '' && gives "$1" "$ini" compare a.ini -o folder '' &&
        gives "$1" a.ini check a && gives "$1" folder post '' && gives "$1" folder verify '' &&
        gives "$1" folder verschil folder '' && gives "$1" folder run a.ini --output '' &&
        gives "$1" folder run a.ini -o '' &&
        gives "$1" "$(ls)" import lists a.ini '' && imports "$1" &&
        printf 'c.db\nfolder\n' >"$tmp/books" && gives "$1" "$(cat "$tmp/books")" grootboek '' &&
        gives "$1" "$(cat "$tmp/books")" post folder --grootboek '' &&
        printf 'b.csv\nfolder\n' >"$tmp/csv" && gives "$1" "$(cat "$tmp/csv")" nummers '' &&
        gives "$1" "$(printf '%s\n' rules voorbeelden && cat "$tmp/commands")" help '' &&
        gives "$1" "$(cd "$root/examples" && ls)" new x --voorbeeld '' && printf 'en\nnl\n' >"$tmp/languages" &&
        gives "$1" "$(cat "$tmp/languages")" check --taal '' || return
    # bash takes what stands before = for a word of its own, zsh does not
    case $1 in
    bash) gives "$1" folder run --output=f ;;
    zsh) gives "$1" --output=folder run --output=f ;;
    esac
}

check 'the program answers what it has' ask_program
for shell in bash zsh; do
    if ! command -v "$shell" >/dev/null; then
        skip "completion in $shell" "no $shell"
        continue
    fi
    check "$shell: the commands" gives "$shell" "$(cat "$tmp/commands")" ''
    check "$shell: the options of each command" options "$shell"
    check "$shell: options that want a value" values "$shell"
    check "$shell: the documents, in a list" formats "$shell"
    check "$shell: settlements, folders, grootboeken" files "$shell"
done
finish
