#!/bin/sh
# Goal: a factuur says in PDF and workbook what facturen.csv and factuurregels.csv say, so that
# people and their programs can read it, whatever the names in it are.
#
#   tests/documents/invoice.sh VERREKEN ROOT RENDER
exe=${1:?usage: invoice.sh VERREKEN ROOT RENDER} root=${2:?usage: invoice.sh VERREKEN ROOT RENDER}
render=$(realpath "${3:?usage: invoice.sh VERREKEN ROOT RENDER}") || exit 2
# shellcheck source=tests/command/tap.sh
. "$root/tests/command/tap.sh"
# shellcheck source=tests/documents/office.sh
. "$root/tests/documents/office.sh"

has() { # FILE TEXT
    grep -qF -- "$2" "$1" && return 0
    echo "$1 does not have: $2"
    head -n 60 "$1"
    return 1
}
has_not() { # FILE TEXT
    grep -qF -- "$2" "$1" || return 0
    echo "$1 has: $2"
    return 1
}

# 1234.56 as € 1.234,56
euro() {
    echo "$1" | awk '{
        sign = sub(/^-/, "") ? "-" : ""; split($0, part, "."); whole = part[1]; out = ""
        while (length(whole) > 3) {
            out = "." substr(whole, length(whole) - 2) out
            whole = substr(whole, 1, length(whole) - 3)
        }
        printf "%s€ %s%s,%s\n", sign, whole, out, part[2]
    }'
}

# 1234.56 as 123456
cents() { echo "$1" | tr -d . | sed 's/^\(-*\)0*\(.\)/\1\2/'; }

# --- the PDF

if ! pdftotext -v >/dev/null 2>&1 || ! pdffonts -v >/dev/null 2>&1; then
    skip 'what the PDFs say' 'poppler-utils is not installed'
    finish
fi

ini=$root/examples/h3-prodeba/settlement.ini
run_prodeba() { status 0 "$exe" run "$ini" --format pdf -o prodeba; }
check 'the facturen of h3-prodeba' run_prodeba
# The workbooks (and the PDFs once more), without the workbook of the whole settlement.
mkdir workbooks
workbooks_of() { # SETTLEMENT.ini NAME
    mkdir "workbooks/$2" && status 0 "$render" "$1" "workbooks/$2"
}
one=prodeba/facturen/CONCEPT-0003_GM0603

# The text of each page, in the order in which it is read.
pages() { # PDF
    pdftotext -nopgbrk -f 1 -l 1 "$1" first.txt && pdftotext -nopgbrk -f 2 "$1" annex.txt &&
        pdfinfo -struct-text "$1" >struct.txt 2>/dev/null && pdfinfo "$1" >info.txt
}

first_page() {
    pages $one.pdf && has info.txt 'Pages:           2' || return
    for text in Factuur CONCEPT 'Geen geldige factuur' 'Gemeente Rijswijk' 'Postbus 5305' \
        '2280 HH' "Gemeente 's-Gravenhage" CONCEPT-0003 '15 januari 2026' '14 februari 2026' \
        '4e kwartaal 2025' 'Structuurklas SBO Het Avontuur (Prodeba)' \
        '184 van 1.074 deelnamedagen; te verdelen: € 52.418,72' '€ 8.980,49' \
        'artikel 13, eerste lid' 'Vooraf betaald: V2025-4-GM0603' 'Te betalen' '€ 2.230,49' \
        'Gelieve € 2.230,49 uiterlijk 14 februari 2026 over te maken' 'NL78 TEST 0000 0005 18' \
        VPL-0603-505 'Uw OIN' 'Vragen over deze factuur?' 'Bladzijde 1 van 2'; do
        has first.txt "$text" || return
    done
    for text in 'Bijlage: specificatie per regel' 98AV00 2025-Q4 voorschot 8.980,49 -6.750,00 \
        2.230,49; do
        has annex.txt "$text" || return
    done
}
check 'the factuur on one page, its regels in an annex' first_page

nothing_made_up() { # no address, number or contact that the tables do not have
    small few && status 0 "$exe" run few/settlement.ini --format pdf -o few/out &&
        pages few/out/facturen/SPECIFICATIE-0001_GM0518.pdf && has first.txt 'GEEN FACTUUR' &&
        has first.txt 'De factuur komt van Een zelf.' || return
    for text in KvK OIN Btw-id IBAN 'Uw ' Vragen telefoon Vervaldatum Gelieve; do
        has_not first.txt "$text" || return
    done
}
check 'what is not known is left out; a specificatie is no factuur' nothing_made_up

no_pupil() {
    for pdf in prodeba/facturen/*.pdf; do
        pdftotext "$pdf" text && ! grep -E 'L00[0-9]{2}' text || return
    done
}
check 'no pupil is on a factuur' no_pupil

paid_back() {
    pages prodeba/facturen/CONCEPT-0006_GM1916.pdf && has first.txt 'Te ontvangen' &&
        has first.txt 'U ontvangt € 1.342,18 van ons' && has first.txt 'of verrekenen het' &&
        has_not first.txt Gelieve && has_not first.txt 'Te betalen'
}
check 'more was paid beforehand than the share: te ontvangen' paid_back

fonts() {
    for pdf in prodeba/facturen/*.pdf; do
        pdffonts "$pdf" | awk 'NR > 2 { rows++; if ($0 !~ / yes yes yes +[0-9]+ +[0-9]+$/) bad = 1 }
            END { exit bad || rows < 2 }' || { pdffonts "$pdf"; return 1; }
    done
}
check 'every font is embedded, a part of it, with its letters' fonts

for_readers() {
    pages $one.pdf && has info.txt 'Tagged:          yes' &&
        has info.txt 'Title:           Factuur CONCEPT-0003' &&
        has info.txt "Author:          Gemeente 's-Gravenhage" &&
        grep -qaF '/Lang (nl-NL)' $one.pdf && grep -qaF '/DisplayDocTitle true' $one.pdf || return
    for tag in Document H1 H2 Table TR TH TD P; do
        grep -q "^ *$tag" struct.txt || { echo "no $tag"; return 1; }
    done
    has struct.txt 'artikel 13, eerste lid, Richtlijn 2006/112/EG' && # over two lines
        has struct.txt '"€ 2.230,49"'
}
check 'tagged, with title and language: it can be read aloud' for_readers

whole_file() { # that readers see no fault in it
    for pdf in "$@"; do
        pdftotext "$pdf" - 2>stderr.txt >/dev/null && [ ! -s stderr.txt ] ||
            { echo "$pdf"; cat stderr.txt; return 1; }
    done
}
check 'a reader finds no fault in the files' whole_file prodeba/facturen/*.pdf

dates() {
    TZ=UTC pdfinfo -isodates $one.pdf >info.txt && has info.txt 'CreationDate:    2026-01-15' &&
        has info.txt 'ModDate:         2026-01-15'
}
check 'its date is that of the factuur' dates

# --- every example: the amounts of facturen.csv

amounts() { # FOLDER
    tail -n +2 "$1/facturen.csv" >rows
    while IFS=';' read -r nummer soort crediteur debiteur datum verval bedrag btw voor due; do
        pdf=$(echo "$1/facturen/$nummer"_*.pdf)
        pdftotext -layout -nopgbrk "$pdf" text || return
        case $due in -*) label='Te ontvangen' shown=${due#-} ;; *) label='Te betalen' shown=$due ;; esac
        grep -qE "^ *$label +$(euro "$shown")\$" text || { echo "$pdf: $label $due"; return 1; }
        grep -qE "^ *Bedrag( zonder btw)? +$(euro "$bedrag")\$" text || { echo "$pdf: $bedrag"; return 1; }
        found=$(awk '/^ *Btw [0-9,]+% over / { gsub(/[.,]/, "", $NF); cents += (/-€/ ? -1 : 1) * $NF }
            END { printf "%d", cents }' text)
        [ "$found" = "$(cents "$btw")" ] || { echo "$pdf: btw $found, not $btw"; return 1; }
        grep -qE "^ *Totaal van de regels +$(euro "$due" | tr -d '€ ')\$" text ||
            { echo "$pdf: annex $due"; return 1; }
        case $soort in
        factuur) grep -qE '^ *Factuur$' text ;;
        creditfactuur) grep -qE '^ *Creditfactuur$' text ;;
        specificatie) has text 'GEEN FACTUUR' && has text 'stuurt u zelf de' ;;
        esac || { echo "$pdf: $soort $crediteur $debiteur $datum $verval $voor"; return 1; }
    done <rows
}
every_example() {
    count=0
    for example in "$root"/examples/*/settlement.ini; do
        name=$(basename "$(dirname "$example")")
        "$exe" run "$example" --format pdf -o "all/$name" >/dev/null 2>stderr ||
            [ $? = 3 ] || { cat stderr; return 1; }
        amounts "all/$name" || return
        count=$((count + 1))
    done
    [ $count -ge 10 ]
}
mkdir all
check 'the amounts of every factuur of every example' every_example

# --- final numbers, corrections

books() {
    cp -r "$root/examples/correctie" books || return
    for quarter in q1 q2 q3 q4; do
        status 0 "$exe" run "books/settlement-$quarter.ini" --format pdf -o "books/$quarter" &&
            status 0 "$exe" post "books/$quarter" || return
    done
    pages books/q1/facturen/2025-GM0518-00001_*.pdf && has_not first.txt CONCEPT &&
        has_not first.txt 'geldige' && has first.txt 2025-GM0518-00001 || return
    pdf=$(grep -l . books/q4/facturen/*_GM1916.pdf) && pages "$pdf" &&
        has first.txt Creditfactuur && has first.txt 'Deze creditfactuur corrigeert' &&
        has first.txt 2025-GM0518-
}
check 'a final factuur is no concept; a creditfactuur names what it corrects' books

# --- names

. "$root/tests/documents/odd.sh"

odd_names() {
    odd odd 3 1 && status 0 "$exe" run odd/settlement.ini --format pdf,xlsx -o odd/out || return
    for pdf in odd/out/facturen/*.pdf; do
        whole_file "$pdf" && pages "$pdf" && has first.txt "Gemeente 's-Gravenhage & <Zn> \"Één\"" &&
            has first.txt 'Een & ander <b>"quotes"</b>' && cat annex.txt >>first.txt &&
            has first.txt 'Boër & Zn' && has first.txt 'NL91 ABNA 0417 1643 00' &&
            has first.txt 'Btw 21% over' && has first.txt 'Vrijgesteld van btw' || return
    done
    pages odd/out/facturen/CONCEPT-0001_GM0503.pdf && tr '\n' ' ' <first.txt >line.txt &&
        has line.txt "Gemeente $long" || return
    pages odd/out/facturen/CONCEPT-0002_GM0599.pdf && has first.txt 'Gemeente Rotterdam 😀' || return
    pages odd/out/facturen/CONCEPT-0003_GM0603.pdf && has first.txt 'Gemeente =1+1' || return
    pages odd/out/facturen/CONCEPT-0004_GM0637.pdf && has first.txt 'Gemeente A/B\C ../../etc' ||
        return
    pages odd/out/facturen/CONCEPT-0006_GM1926.pdf &&
        [ "$(grep '^WW*$' first.txt | tr -d '\n' | wc -c)" = 200 ] || { echo "not 200 letters"; return 1; }
    [ "$(find odd/out/facturen -type f | wc -l)" = 12 ] && absent etc odd/etc
}
check 'names with & < > " =, 200 letters, an emoji, slashes' odd_names

turned() { # letters from right to left, and marks that turn what follows
    pages odd/out/facturen/CONCEPT-0005_GM1916.pdf && has struct.txt 'Gemeente gro' &&
        has first.txt 'Gelieve €' && ! grep -qa "$(printf '\342\200\256')" first.txt
}
check 'marks from right to left turn nothing around' turned

elsewhere() {
    status 0 env LC_ALL=C.UTF-8 LANGUAGE=he PANGO_LANGUAGE=he FC_LANG=he TZ=Asia/Tokyo HOME=/nowhere \
        "$exe" run odd/settlement.ini --format pdf,xlsx -o elsewhere --threads 1 &&
        same odd/out/facturen elsewhere/facturen
}
check 'the same bytes in another language' elsewhere

plain_render() { # what the command adds, changes nothing
    workbooks_of odd/settlement.ini odd && same workbooks/odd odd/out/facturen
}
check 'a document does not depend on what was made before it' plain_render

damaged() { # the ends of a PNG are right, and what is between is not
    cp -r odd damaged && rm -rf damaged/out && printf 'logo = logo.png\n' >logo.txt &&
        sed -i '/^contact/r logo.txt' damaged/settlement.ini && {
        printf '\211PNG\r\n\032\n\0\0\0\015IHDR\0\0\0\100\0\0\0\100\010\002\0\0\0'
        head -c 200 /dev/zero && printf '\0\0\0\0IEND\256B`\202'
    } >damaged/logo.png &&
        status 4 "$exe" run damaged/settlement.ini --format pdf -o damaged/out &&
        says stderr 'the logo is damaged' && absent damaged/out
}
check 'exit 4: a logo that is damaged' damaged

# --- long ones

forty_lines() {
    odd forty 40 1 && status 0 "$exe" run forty/settlement.ini --format pdf -o forty/out &&
        amounts forty/out || return
    pdf=forty/out/facturen/CONCEPT-0001_GM0503.pdf
    pdftotext -layout "$pdf" text && has text 'Factuur CONCEPT-0001, vervolg' &&
        has text 'Bijlage bij Factuur CONCEPT-0001, vervolg' || return
    count=$(pdfinfo "$pdf" | sed -n 's/^Pages: *//p')
    for page in $(seq "$count"); do
        has text "Bladzijde $page van $count" || return
        pdftotext -layout -f "$page" -l "$page" "$pdf" page
        grep -qE '^ *(Omschrijving|Tijdvak) .*Bedrag' page || { echo "page $page"; return 1; }
    done
    for i in $(seq 10 39); do
        has text "nr C$i" || [ $((i % 5)) = 0 ] || return
    done
}
check '40 lines: a header on every page, nothing is lost' forty_lines

many_regels() {
    odd many 3 150 && status 0 "$exe" run many/settlement.ini --format pdf -o many/out || return
    count=$(grep -c '^CONCEPT-0001;' many/out/factuurregels.csv)
    [ "$count" -gt 400 ] || { echo "$count regels"; return 1; }
    pages many/out/facturen/CONCEPT-0001_GM0503.pdf && tr '\n' ' ' <annex.txt >line.txt &&
        has line.txt "Deze factuur heeft $count regels." && has line.txt 'in factuurregels.csv.' &&
        has annex.txt '(150 regels)' &&
        has_not annex.txt verdeeld && amounts many/out
}
check 'more than 400 regels: sums by contract, and where the regels are' many_regels

# --- the workbook

if [ -n "$(missing_for_office)" ]; then
    skip 'what the workbooks say' 'LibreOffice, zip or unzip is not installed'
    finish
fi
to_csv() { recompute 59 "$@"; } # FOLDER FILE…: FILE-Sheet.csv of every sheet

# The last number on the line of a CSV that begins with a label, as cents.
cents_at() { # FILE LABEL
    awk -F';' -v label="$2" '$1 == label || $1 == "\"" label "\"" {
        value = $NF; gsub(/"/, "", value); printf "%.0f\n", value * 100; exit }' "$1"
}

workbooks() { # FOLDER NAME: of a run, and of its workbooks
    rm -rf sheets && to_csv sheets "workbooks/$2"/*.xlsx || return
    tail -n +2 "$1/facturen.csv" >rows
    while IFS=';' read -r nummer soort crediteur debiteur datum verval bedrag btw voor due; do
        sheet=$(echo "sheets/$nummer"_*-Factuur.csv) annex=$(echo "sheets/$nummer"_*-Bijlage.csv)
        [ -s "$sheet" ] && [ -s "$annex" ] || { echo "$nummer: no sheets"; return 1; }
        ! grep -qE '#[A-Z/0]+[!?]|Err:' "$sheet" "$annex" || { echo "$nummer: error"; return 1; }
        case $due in -*) label='Te ontvangen' ;; *) label='Te betalen' ;; esac
        found=$(cents_at "$sheet" "$label")
        [ "$found" = "$(cents "${due#-}")" ] ||
            { echo "$sheet: $label $found, not $due"; return 1; }
        found=$(cents_at "$annex" Totaal)
        [ "$found" = "$(cents "$due")" ] ||
            { echo "$annex: total $found, not $due"; return 1; }
        [ "$(cents_at "$annex" 'Verschil met het blad Factuur')" = 0 ] || { echo "$annex"; return 1; }
        rows=$(grep -c "^$nummer;" "$1/factuurregels.csv")
        [ "$(wc -l <"$annex")" = $((rows + 5)) ] ||
            { echo "$annex: $(wc -l <"$annex") lines for $rows regels, $soort $btw $voor" \
                "$crediteur $debiteur $datum $verval"; return 1; }
    done <rows
}
of_prodeba() { workbooks_of "$ini" prodeba && workbooks prodeba prodeba; }
check 'workbooks, computed again: the totals of facturen.csv' of_prodeba
of_many() { workbooks_of many/settlement.ini many && workbooks many/out many; }
check 'a workbook has all regels' of_many
check 'workbooks with btw, and names of all kinds' workbooks odd/out odd

in_workbook() {
    has sheets/CONCEPT-0001_GM0503-Factuur.csv "Gemeente $long" || return
    rm -rf sheets && to_csv sheets workbooks/odd/CONCEPT-0003_GM0603.xlsx &&
        sheet=sheets/CONCEPT-0003_GM0603-Factuur.csv && has $sheet 'Gemeente =1+1' &&
        has $sheet 'CONCEPT. Geen geldige factuur' && has $sheet 'Gelieve €' &&
        has $sheet '92 van 644 leerlingdagen' && has $sheet 'NL91 ABNA 0417 1643 00'
}
check 'the workbook says what the PDF says' in_workbook

wrong_value() { # a wrong total in the file comes out right, so what is above was computed
    unpack workbooks/prodeba/CONCEPT-0003_GM0603.xlsx && rm -rf wrong && mkdir wrong &&
        before=$(cksum <parts/xl/worksheets/sheet1.xml) &&
        sed -i 's|<v>8980.49</v></c></row>|<v>1.23</v></c></row>|g; s|<v>2230.49</v>|<v>4.56</v>|' \
            parts/xl/worksheets/sheet1.xml &&
        [ "$before" != "$(cksum <parts/xl/worksheets/sheet1.xml)" ] &&
        pack wrong/wrong.xlsx && rm -rf sheets &&
        to_csv sheets wrong/wrong.xlsx || return
    found=$(cents_at sheets/wrong-Factuur.csv 'Te betalen')
    [ "$found" = -674877 ] || { echo "$found"; return 1; } # 1.23 - 6750.00
}
check 'a total that was written wrong is computed anew from its lines' wrong_value
finish
