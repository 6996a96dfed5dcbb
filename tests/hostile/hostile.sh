#!/bin/sh
# Goal: input that is made to do harm does none: names of files and codes stay in the folder, texts
# of a megabyte and an INI of 100,000 sections end soon, links are followed or refused as they are
# told to be, pipes do not block, and a folder of somebody else is left alone.
#
#   tests/hostile/hostile.sh VERREKEN ROOT      ROOT: the folder of the project
exe=${1:?usage: hostile.sh VERREKEN ROOT} root=${2:?usage: hostile.sh VERREKEN ROOT}
. "$root/tests/command/tap.sh"
soon() { timeout -k 5 "${seconds:-20}" "$@"; }
all=csv,xlsx,html,pdf

# Nothing is made but in out, which holds files with plain names.
contained() {
    find . ../outside -newer ../before ! -path './out' ! -path './out/*' -type f >found
    grep -vx './found\|./settlement.ini\|.*\.csv\|./stdout\|./stderr' found | head -n 3 >odd
    [ ! -s odd ] || { echo "made outside: $(cat odd)"; return 1; }
    find out -type f | LC_ALL=C grep -v '^out/[A-Za-z0-9/._-]*$' >odd
    [ ! -s odd ] || { echo "odd names: $(head -n 3 odd)"; return 1; }
    find out -type d | grep -vx 'out\|out/facturen\|out/specificaties\|out/invoer' >odd
    [ ! -s odd ] || { echo "odd folders: $(head -n 3 odd)"; return 1; }
}

scene() { # NAME: a settlement in a folder of its own
    cd "$tmp" && rm -rf "$1" outside && mkdir outside && small "$1" && cd "$1" &&
        sed -i 's/^naam = .*/&\nid = x/' settlement.ini && touch -d '1 minute ago' ../before
}

codes() { # the code of an aanbieder, a school and a contract that climb
    scene codes && sed -i 's|AGB-1|A/../../../outside/x|' ./*.csv &&
        sed -i 's|C1|C/../../../outside/y|' ./*.csv && sed -i 's|12AB00|S/../../../outside/z|' ./*.csv &&
        status 0 soon "$exe" run settlement.ini -o out --format $all && contained &&
        [ -z "$(ls ../outside)" ]
}
check 'codes with ../ name no file elsewhere' codes

numbers() { # of facturen, whose form the INI gives
    scene numbers && printf '[factuur]\nnummer = ../../outside/{jaar}-{volgnummer:4}\n' \
        >>settlement.ini
    soon "$exe" run settlement.ini -o out --format $all >"$tmp/stdout" 2>"$tmp/stderr"
    case $? in
    0) contained && [ -z "$(ls ../outside)" ] ;;
    1) absent out && says stderr error && [ -z "$(ls ../outside)" ] ;;
    *) return 1 ;;
    esac
}
check 'a number with ../ names no file elsewhere' numbers

names() { # what a name may hold, in every table that has one
    scene names && printf '%s\n' 'code;naam;soort' \
        '"AGB-1";"=cmd|'"'"' /C calc'"'"'!A0; ""q"" <script>alert(1)</script>' >partijen.csv &&
        printf '&amp; ../../x %s%s \033[31mrood";aanbieder\n' "$(printf '\342\200\256')" \
            "$(printf '\342\200\253')" >>partijen.csv &&
        status 0 soon "$exe" run settlement.ini -o out --format $all && contained &&
        ! LC_ALL=C grep -q "$(printf '\033')\|$(printf '\342\200\256')" "$tmp/stdout" &&
        ! grep -q '<script>alert' out/rapport.html || return
    for sheet in $(unzip -Z1 out/afrekening.xlsx | grep 'worksheets/'); do
        unzip -p out/afrekening.xlsx "$sheet" | grep -q '<f>[^<]*cmd|' && { echo "a formula in $sheet"; return 1; }
    done
    return 0
}
check 'a name with ; quotes, line ends, a formula, marks and markup is text everywhere' names

megabyte() { head -c "$1" /dev/zero | tr '\0' x; }
long_name() { # FORMATS
    scene long && { printf 'code;naam;soort\nAGB-1;' && megabyte 1000000 && echo ';aanbieder'; } \
        >partijen.csv || return
    seconds=60 soon "$exe" run settlement.ini -o out --format "$1" >"$tmp/stdout" 2>"$tmp/stderr"
    case $? in
    0) contained ;;
    1) says stderr error ;;
    4) says stderr 'nothing was written' && absent out .out.verreken-tmp ;;
    *) return 1 ;;
    esac
}
check 'a name of a megabyte' long_name csv,xlsx,html
check 'a name of a megabyte, on paper' long_name pdf

long_cells() { # in every column of every table, one at a time
    for table in partijen scholen contracten contract_scholen kosten inschrijvingen woonplaatsen; do
        scene long && columns=$(sed -n '1 s/[^;]//gp' $table.csv | tr -d '\n' | wc -c) || return
        for column in $(seq 0 "$columns"); do
            scene long && megabyte 300000 >long.txt && awk -F ';' -v OFS=';' -v column=$((column + 1)) '
                NR == FNR { long = $0; next } FNR == 2 { $column = long } { print }' \
                long.txt $table.csv >t && mv t $table.csv || return
            soon "$exe" check settlement.ini >"$tmp/stdout" 2>"$tmp/stderr"
            case $? in
            0 | 1) ;;
            *) echo "$table, column $column: exit status $?"; return 1 ;;
            esac
            [ "$(wc -c <"$tmp/stderr")" -lt 1200000 ] || { echo "$table: it says too much"; return 1; }
        done
    done
}
check 'a field of 300 kB in any column' long_cells

sections() {
    scene sections && awk 'BEGIN { for (i = 0; i < 100000; i++) printf "[regel r%d]\nsleutel = gelijk\n", i }' \
        >>settlement.ini && seconds=5 status 1 soon "$exe" check settlement.ini && says stderr E311
}
check 'an INI of 100,000 sections' sections
one_section() {
    scene keys && awk 'BEGIN { for (i = 0; i < 100000; i++) printf "k%d = 1\n", i }' \
        >>settlement.ini && seconds=5 status 1 soon "$exe" check settlement.ini && says stderr E311
}
check 'a section of 100,000 keys' one_section

links() { # an input may be a link, also to a pipe that nobody writes; the output may not
    scene links && mv kosten.csv ../outside/k.csv && ln -s ../outside/k.csv kosten.csv &&
        ln -s settlement.ini other.ini && status 0 soon "$exe" run other.ini -o out --format csv &&
        mkfifo pipe && ln -sf pipe kosten.csv && status 1 soon "$exe" check settlement.ini &&
        says stderr E102 && status 1 soon "$exe" check pipe && says stderr E102 &&
        ln -sf loop loop && ln -sf loop kosten.csv && soon "$exe" check settlement.ini \
        >"$tmp/stdout" 2>"$tmp/stderr"
    [ $? = 4 ] && says stderr 'symbolic links' || { cat "$tmp/stderr"; return 1; }
    ln -sf ../outside/k.csv kosten.csv && rm -rf out && mkdir ../outside/out && ln -s ../outside/out out &&
        status 4 soon "$exe" run settlement.ini -o out --format csv && [ -z "$(ls ../outside/out)" ]
}
check 'links and pipes' links
in_the_way() { # of the folder that is made: a link, a pipe, a file
    for thing in 'ln -s ../outside' mkfifo 'cp settlement.ini'; do
        scene way && $thing .out.verreken-tmp && status 4 soon "$exe" run settlement.ini -o out --format csv &&
            absent out && [ -z "$(ls ../outside)" ] || return
    done
}
check 'a link, a pipe or a file where the folder is made' in_the_way

as_nobody() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
owned_by_another() {
    scene owned && chmod -R a+rX "$tmp" && status 0 "$exe" run settlement.ini -o out --format csv &&
        cp -a out was && cp -a "$exe" "$tmp/verreken" && chmod a+rx "$tmp/verreken" || return
    # the folder of the run, and the folder that it is in, are those of root
    status 4 as_nobody timeout 20 "$tmp/verreken" run settlement.ini -o out --format csv &&
        says stderr 'nothing was written' && same out was || return
    # the folder that it is in is for all, and the old one is not
    mkdir -m 1777 open && cp -a out open/out &&
        status 4 as_nobody timeout 20 "$tmp/verreken" run settlement.ini -o open/out --format csv &&
        same open/out was && [ -z "$(ls -A open | grep -v '^out$')" ]
}
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null && as_nobody true 2>/dev/null; then
    check 'a folder that is owned by another is left as it is' owned_by_another
else
    skip 'a folder that is owned by another is left as it is' 'needs root, and setpriv'
fi
cd "$tmp" || exit 2
finish
