#!/bin/sh
# Goal: rapport.html is one page that asks for nothing, says what the tables say, tells no pupil and
# no small count, and can be used by anyone: in a browser, with WCAG 2.2 AA (browser.mjs).
#
#   tests/report/report.sh VERREKEN ROOT MAKE_COUNTRY
#
# The browser is Debian's chromium; what drives it comes from npm, at the versions of
# package-lock.json. Without node 20, chromium or npm's registry these tests are skipped.
exe=${1:?usage: report.sh VERREKEN ROOT MAKE_COUNTRY} root=${2:?usage: report.sh VERREKEN ROOT}
make_country=$(realpath "${3:?usage: report.sh VERREKEN ROOT MAKE_COUNTRY}") || exit 2
# shellcheck source=tests/command/tap.sh
. "$root/tests/command/tap.sh"
# shellcheck source=tests/json/npm.sh
. "$root/tests/json/npm.sh"

# --- settlements: examples, a region, one with odd names

run() { # FOLDER OUT
    status 0 "$exe" run "$1/settlement.ini" --format html -o "$2" && [ -s "$2/rapport.html" ]
}
cp -r "$root/examples/h3-prodeba" example && cp -r "$root/examples/h3-oja" tijdvakken &&
    cp -r "$root/examples/haaglanden-grensverkeer" region-of-real
for folder in example tijdvakken region-of-real; do
    check "$folder: a page is made" run "$folder" "out-$folder"
done
region() { "$make_country" region --shape region && run region out-region; }
check 'a region: a page is made' region
country() {
    "$make_country" country --pupils 60000 --scholen 600 --contracts 200 --gemeenten 342 &&
        run country out-country
}
check '342 gemeenten: a page is made' country

long=$(printf 'Wijkenbroek%.0s' 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18)
odd() {
    cp -r example odd && cd odd || return
    sed -i "s|^naam .*|naam = Klas </script><b id=inject>\&amp;'\" $long|" settlement.ini
    {
        sed -n 1p data/partijen.csv | cut -d';' -f1-3
        echo 'GM0503;"<img src=x onerror=alert(1)>";gemeente'
        printf 'GM0599;"\342\200\256omgekeerd \342\201\247 \327\251\327\234\327\225\327\235";gemeente\n'
        echo "GM0637;$long;gemeente"
        echo 'GM0603;"Rijswijk 👨‍👩‍👧‍👦🏫";gemeente'
        echo 'GM1783;Delft-gelijk;gemeente'
        echo 'GM1926;Delft-gelijk;gemeente'
        tail -n +2 data/partijen.csv | cut -d';' -f1-3 | grep -v -e '^GM0503' -e '^GM0599' \
            -e '^GM0637' -e '^GM0603' -e '^GM1783' -e '^GM1926'
    } >partijen && mv partijen data/partijen.csv && cd .. && run odd out-odd
}
check 'odd names: a page is made' odd

# --- without a browser

asks_nothing() { # nothing that a browser fetches, runs or is styled by from the page's own words
    for page in out-*/rapport.html; do
        if grep -oE '<[a-z][^>]*>' "$page" |
            grep -oE ' (src|href|action|data|poster)="?[^"# >][^" >]*' |
            grep -vE '^ href="?data:,' | grep .; then
            echo "$page asks for something"
            return 1
        fi
        if grep -oE '<[a-z][^>]*>' "$page" | grep -E ' (style|on[a-z]+)='; then
            echo "$page has a style or a script of its own"
            return 1
        fi
        grep -q "default-src 'none'; script-src 'sha256-[A-Za-z0-9+/]*='; style-src 'sha256-" \
            "$page" || { echo "$page has no policy"; return 1; }
    done
}
check 'no address, style or script but what the policy names' asks_nothing

no_pupils() {
    for folder in example tijdvakken region-of-real; do
        tail -q -n +2 "$folder"/data/inschrijvingen.csv "$folder"/data/deelnames.csv 2>/dev/null |
            tr ';' '\n' | grep -E '^L[0-9]+$' | sort -u >pupils
        [ -s pupils ] || { echo "$folder: no pupils to look for"; return 1; }
        if grep -owF -f pupils "out-$folder/rapport.html" | head -n 3 | grep .; then
            echo "$folder: a pupil is named"
            return 1
        fi
    done
}
check 'no pupil is named' no_pupils

# Texts that people write: a pupil in each omschrijving, with marks that nothing else has.
free_texts() {
    cp -r example words && id=$(sed -n '2s/;.*//p' words/data/inschrijvingen.csv) || return
    sed -i "s/\\b$id\\b/Zq7Xw-0042/g" words/data/*.csv
    for table in kosten contracten; do
        awk -F ';' -v OFS=';' '
            NR == 1 { for (i = 1; i <= NF; i++) if ($i == "omschrijving") c = i; print; next }
            { $c = "Casus Zq7Xw-0042, (Zq7Xw-0042/2) " $c; print }' \
            "words/data/$table.csv" >turned && mv turned "words/data/$table.csv" || return
    done
    status 0 "$exe" run words/settlement.ini --format html,xlsx,pdf,ubl -o out-words || return
    grep -q 'Casus (leerling), ((leerling)/' out-words/rapport.html || return
    ! grep -oE '.{30}Zq7Xw.{9}' out-words/rapport.html || return
    ! grep -l Zq7Xw out-words/facturen/*.xml || return
    for book in out-words/facturen/*.xlsx; do
        ! unzip -p "$book" | grep -q Zq7Xw || { echo "$book"; return 1; }
    done
    if command -v pdftotext >/dev/null; then
        for paper in out-words/facturen/*.pdf; do
            ! pdftotext "$paper" - | grep -q Zq7Xw || { echo "$paper"; return 1; }
        done
    fi
    mkdir sheets && unzip -q out-words/afrekening.xlsx -d sheets &&
        grep -rq 'Casus (leerling), ((leerling)/2)' sheets && ! grep -rl Zq7Xw sheets
}
check 'no pupil is named by an omschrijving either' free_texts

mode() { [ "$(stat -c %a out-example/rapport.html)" = 600 ]; }
check 'the page is 0600' mode

small() {
    size=$(wc -c <out-region/rapport.html)
    [ "$size" -lt 1000000 ] || { echo "$size bytes"; return 1; }
}
check 'the page of a region is below 1 MB' small

same_page() {
    for threads in 1 2 7; do
        status 0 env TZ=Pacific/Auckland "$exe" --threads $threads run region/settlement.ini \
            --format html -o again && cmp out-region/rapport.html again/rapport.html || return
    done
}
other_order() { # of the rows in the tables; doorbraakbudget has products
    "$make_country" shuffled --shape region --shuffled && run shuffled out-shuffled &&
        cmp out-region/rapport.html out-shuffled/rapport.html || return
    cp -r "$root/examples/doorbraakbudget" products && cp -r products reversed || return
    for table in reversed/data/*.csv; do
        { head -n 1 "$table" && tail -n +2 "$table" | tac; } >turned && mv turned "$table"
    done
    run products out-products && run reversed out-reversed &&
        cmp out-products/rapport.html out-reversed/rapport.html
}
check 'the same bytes for rows in another order' other_order

check 'the same bytes with any number of threads, in any time zone' same_page

border_of() { # FOLDER: what the page says of grensverkeer
    sed -e 's/<script.*//' "$1/rapport.html" |
        sed -n '/<section id="grensverkeer"/,/<\/section>/p'
}
not_derivable() {
    cp -r example other && cp -r example one || return
    # a pupil that lives where few others do has a twin in `other`: a small count becomes another
    line=$(grep -m 1 ';GM1842;' one/data/woonplaatsen.csv) || return
    [ -n "$line" ] || return
    id=${line%%;*}
    grep "^$id;" one/data/inschrijvingen.csv | sed "s/^$id;/LEXTRA;/" >more
    [ -s more ] || { echo "$id has no inschrijving"; return 1; }
    cat more >>other/data/inschrijvingen.csv
    grep "^$id;" one/data/woonplaatsen.csv | sed "s/^$id;/LEXTRA;/" >more
    cat more >>other/data/woonplaatsen.csv
    status 0 "$exe" run one/settlement.ini --format html -o out-one &&
        "$exe" run other/settlement.ini --format html -o out-other >stdout 2>stderr
    [ -s out-other/rapport.html ] || { cat stderr; return 1; }
    cmp -s out-one/grensverkeer.csv out-other/grensverkeer.csv &&
        { echo 'the two do not differ'; return 1; }
    border_of out-one >a && border_of out-other >b && [ -s a ] && cmp a b
}
check 'two settlements that differ in a small count have the same grensverkeer' not_derivable

unsuppressed() {
    cp -r example shown && printf '\n[rapport]\nonderdruk = 0\n' >>shown/settlement.ini &&
        run shown out-shown && ! border_of out-shown | grep -q '&lt;' &&
        border_of out-example | grep -q '&lt;5'
}
check 'onderdruk = 0 shows every count' unsuppressed

verified() {
    cp -r "$root/examples/correctie" books && cd books && ini=$(find . -name "*.ini" | sort | head -n 1) || return
    status 0 "$exe" run "$ini" -o ../posted && status 0 "$exe" post ../posted && cd .. || return
    grep -q "Factuur<td>" posted/rapport.html && ! grep -q CONCEPT- posted/rapport.html || return
    status 0 "$exe" verify posted && says_row stdout rapport.html same || return
    sed "s/Uitkomst/Uitslag/" posted/rapport.html >changed && cat changed >posted/rapport.html
    status 3 "$exe" verify posted && says_row stdout rapport.html differs
}
check 'post makes it again with final numbers; verify compares it' verified

# --- in a browser

browser=$(command -v chromium) || browser=
if [ -z "$browser" ]; then
    skip 'the page in a browser' 'chromium is not installed (tests/install)'
elif driver 'the page in a browser' tests/report; then
    drive 'the browser' browser.mjs "$browser" "$tmp"
fi
finish
