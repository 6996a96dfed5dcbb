#!/bin/sh
# Goal: what README.md shows of the program is what the program prints, and its settlement.ini is one.
#
#   tests/command/readme.sh VERREKEN ROOT      ROOT: the folder of the project
exe=${1:?usage: readme.sh VERREKEN ROOT} root=${2:?usage: readme.sh VERREKEN ROOT}
. "$root/tests/command/tap.sh"
cp -r "$root/examples/h3-prodeba" .

# block HEADING LANGUAGE N: the Nth code block of that language under that heading.
block() {
    awk -v heading="$1" -v fence="\`\`\`$2" -v wanted="$3" '
        !inside && /^##+ / { here = $0 == heading; n = 0 }
        here && $0 == fence { inside = ++n == wanted; next }
        $0 == "```" { inside = 0 }
        inside' "$root/README.md"
}

shown() { # FILE HEADING LANGUAGE N: the file is that block, but for blanks at the end of a line
    block "$2" "$3" "$4" >wanted
    [ -s wanted ] || { echo "README.md has no such block"; return 1; }
    sed 's/ *$//' "$1" | diff wanted -
}

first() {
    status 0 "$exe" run h3-prodeba/settlement.ini -o out && shown stdout '## Two commands' text 1 &&
        says stderr '0 errors, 1 warning'
}
check 'the two commands: what the first prints' first

fault() {
    cp -r h3-prodeba wrong && printf '%s\n' 'leerling;gemeente;begindatum;einddatum;aantekening' \
        'L0001;GM0518;2019-04-15;;' 'L0002;GM9999;2019-04-15;;' >wrong/data/woonplaatsen.csv &&
        cd wrong && status 1 "$exe" check settlement.ini --stil && cd .. &&
        shown stderr '## Messages' text 1
}
check 'messages: a fault with its place' fault

explained() {
    status 0 "$exe" check --explain E203 && shown stdout '## Messages' text 2
}
check 'messages: what one means' explained

worked() {
    block '### A worked example' ini 1 >h3-prodeba/worked.ini && [ -s h3-prodeba/worked.ini ] &&
        printf 'kengetal;gemeente;peildatum;waarde\n' >h3-prodeba/data/kengetallen.csv &&
        printf 'jeugd;%s;2024-01-01;%s\n' GM0518 1000 GM1916 500 GM0603 300 \
            >>h3-prodeba/data/kengetallen.csv &&
        status 0 "$exe" check h3-prodeba/worked.ini && says stdout '4 pools can be settled'
}
check 'the worked example is a settlement of four quarters' worked

# A quarter of examples/correctie, as the settlement that README speaks of.
posted() {
    mkdir -p bin && ln -s "$exe" bin/verreken && cp -r "$root/examples/correctie" quarter &&
        mv quarter/settlement-q1.ini quarter/settlement.ini || return
    block '## The grootboek' sh 1 >commands && [ "$(grep -c '^verreken ' commands)" = 3 ] || return
    (cd quarter && PATH="$tmp/bin:$PATH" sh -e ../commands >../said 2>&1 </dev/null) ||
        { cat said; return 1; }
    grep -q '^1 .* A. de Boer ' said
}
check 'the grootboek: its three commands' posted

finish
