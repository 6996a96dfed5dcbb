#!/bin/sh
# Goal: who opens the settlement workbook in a spreadsheet recomputes the settlement. LibreOffice,
# told to compute everything anew from workbooks in which every stored result was made wrong, finds
# the amounts of the tables to the cent, for every settlement of every example; no formula fails;
# and with another weight it finds other amounts, that add up to the same.
#
#   tests/documents/recalc.sh VERREKEN ROOT SMALL_SHEETS
exe=${1:?usage: recalc.sh VERREKEN ROOT SMALL_SHEETS} root=${2:?usage: recalc.sh VERREKEN ROOT}
small_sheets=$(realpath "${3:?usage: recalc.sh VERREKEN ROOT SMALL_SHEETS}") || exit 2
# shellcheck source=tests/command/tap.sh
. "$root/tests/command/tap.sh"
# shellcheck source=tests/documents/office.sh
. "$root/tests/documents/office.sh"

missing=$(missing_for_office)
if [ -n "$missing" ]; then
    skip 'recalculation by LibreOffice' "not installed: $missing"
    finish
fi

# --- workbooks --------------------------------------------------------------------------------

mkdir -p runs spoilt
run_to() { # INI NAME: runs/NAME; 3 is a control that fails
    "$exe" run "$1" --format csv,xlsx -o "runs/$2" >stdout 2>stderr
    case $? in
    0 | 3) ;;
    *) return 1 ;;
    esac
}
for ini in "$root"/examples/*/settlement*.ini; do
    folder=$(dirname "$ini") name=$(basename "$(dirname "$ini")")$(basename "$ini" .ini)
    case $ini in
    *-voorschot.ini) continue ;;
    esac
    [ ! -e "$folder/boeken" ] || continue
    name=$(echo "$name" | sed 's/settlement//')
    ends=$folder/verwacht-status${name#"$(basename "$folder")"}
    [ "$(cat "$ends" 2>/dev/null)" != 1 ] || continue
    run_to "$ini" "$name" || verdict 'not ok' "$name is settled"
done
books() { # a year in the grootboek: a workbook of each quarter
    cp -r "$root/examples/correctie" books || return
    while read -r step; do
        run_to "books/settlement-$step.ini" "correctie-$step" || return
        cp -r "runs/correctie-$step" "books/$step" && "$exe" post "books/$step" >stdout || return
    done <"$root/examples/correctie/boeken"
}
check 'a year in the grootboek is settled' books

# Other ways: sluitpost, eenheid, plafond, shares, btw, codes that look alike, names that look like
# formulas.
variant() { # NAME SED: of what `small` makes
    small "small-$1" && sed -i "$2" "small-$1/settlement.ini"
}
fixed() { # SHARES NAME
    variant "$2" "s|^sleutel.*|sleutel = vast\\naandelen = $1|"
}
more() {
    variant sluitpost '$a afronding = sluitpost GM0603' || return
    variant eenheid '$a eenheid = 10' || return
    variant plafond '$a plafond = 60%' || return
    fixed 'GM0518 1/2, GM0603 1/3, GM0599 1/6' vast || return
    variant odd 's|^naam.*|naam = =1+1 \& <b> "q" é 🙂|' || return
    printf 'code;naam;soort\nAGB-1;"=cmd|x & <y> ""z"" %s %s";aanbieder\n' "'q' 🙂" \
        "$(printf '%0200d' 0)" >small-odd/partijen.csv
    variant btw '$a crediteur = aanbieder' || return
    sed -i '1s/$/;btw/; 2s/$/;21/' small-btw/contracten.csv
    fixed '1E2 1/2, 100 1/4, 0100 1/4' alike || return
    printf 'code;naam;soort\nAGB-1;Een;aanbieder\n%s\n%s\n%s\n' '1E2;A;overig' '100;B;overig' \
        '0100;C;overig' >small-alike/partijen.csv
    fixed 'ab 1/2, AB 1/2' lower || return
    printf 'code;naam;soort\nAGB-1;Een;aanbieder\n%s\n%s\n' 'ab;A;overig' 'AB;B;overig' \
        >small-lower/partijen.csv
    variant minus 's|x|x|' || return
    sed -i 's/1000,01/-1000,01/' small-minus/kosten.csv
    for folder in small-*; do
        run_to "$folder/settlement.ini" "$folder" || { head -n 5 stderr; return 1; }
    done
}
check 'settlements in other ways' more

# Tables that go on on a next sheet, after 12 rows.
next_sheets() {
    for example in oov-opbouw zorg-in-onderwijstijd 44-coaches; do
        mkdir "runs/next-$example" &&
            "$small_sheets" "$root/examples/$example/settlement.ini" "runs/next-$example" 12 ||
            return
        unzip -p "runs/next-$example/afrekening.xlsx" xl/workbook.xml | grep -q '"Verdeling 2"' ||
            return
    done
}
check 'workbooks with few rows on a sheet' next_sheets

for run in runs/*; do
    spoil "$run/afrekening.xlsx" "spoilt/$(basename "$run").xlsx" ||
        verdict 'not ok' "$run has a workbook"
done
prodeba=runs/h3-prodeba/afrekening.xlsx
# One more with another weight: the first partij of h3-prodeba counts 93 days, and not 92.
check 'a weight can be changed' set_cell $prodeba spoilt/weight.xlsx 3 J4 92 93
# One in which a debiteur with a voorschot bears less than that: what it paid comes back.
check 'a weight can be made small' set_cell $prodeba spoilt/turned.xlsx 3 J7 184 5
# One with other kosten.
check 'kosten can be changed' set_cell $prodeba spoilt/cheaper.xlsx 8 K4 46125 40000
# One with other kosten of a contract whose rule has lagen.
layered=jos-midden-holland
check 'kosten of a contract with lagen can be changed' set_cell "runs/$layered/afrekening.xlsx" \
    spoilt/lagen.xlsx Kosten K4 '[0-9.]*' 1

convert() { # every sheet as csv/NAME-SHEET.csv, columns between tabs
    recompute 9 csv spoilt/*.xlsx || return
    for book in spoilt/*.xlsx; do
        [ -e "csv/$(basename "$book" .xlsx)-Samenvatting.csv" ] || { echo "$book"; return 1; }
    done
}
check 'LibreOffice computes them anew' convert

# --- what it finds ----------------------------------------------------------------------------

# Rows of a sheet: the columns with these titles, between ;, without the row of totals. Those after
# a | are amounts.
rows_of() { # NAME SHEET TITLES
    rows_sheet=1 rows_file=csv/$1-$2.csv
    while [ -e "$rows_file" ]; do
        tr -d '"\r' <"$rows_file"
        rows_sheet=$((rows_sheet + 1)) rows_file="csv/$1-$2 $rows_sheet.csv"
    done | awk -F '\t' -v titles="$3" '
        BEGIN { count = split(titles, want, ";") } # a header is repeated on a next sheet
        !found { for (i = 1; i <= NF; i++) at[$i] = i; found = want[1] in at; next }
        $(at[want[1]]) == want[1] || $1 == "Totaal" || $1 == "" || $2 $3 $4 == "" { next }
        { line = ""
          for (i = 1; i <= count; i++) {
              title = want[i]; amount = sub(/^[|]/, "", title)
              value = $(at[title])
              if (amount) { value = sprintf("%.2f", value); if (value == "-0.00") value = "0.00" }
              line = line (i > 1 ? ";" : "") value
          }
          print line }'
}
columns_of() { # FILE COLUMNS: of a table, without its header
    tr -d '"' <"$1" | cut -d ';' -f "$2" | tail -n +2
}
found_is_wanted() {
    diff found wanted >difference && return
    echo "$1: found < > wanted"
    head -n 6 difference
    return 1
}

verdeling() { # NAME
    rows_of "$1" Verdeling \
        'Contract;School;Tijdvak;Laag;Partij;Soort;Aandeel (breuk);|Bedrag (€)' >found
    columns_of "runs/$1/verdeling.csv" 1-8 >wanted
    found_is_wanted "$1 verdeling"
}
posities() { # NAME
    titles='Contract;Crediteur;Partij;|Aandeel;|Voorgefinancierd;|Eerder geboekt'
    rows_of "$1" Posities "$titles;|Niet verrekend;|Netto" >found
    columns_of "runs/$1/posities.csv" 1-8 >wanted
    found_is_wanted "$1 posities"
}
facturen() { # NAME
    titles='Nummer;Soort;Crediteur;Debiteur;|Bedrag (€);|Btw (€)'
    rows_of "$1" Facturen "$titles;|Voorgefinancierd (€);|Te betalen (€)" >found
    columns_of "runs/$1/facturen.csv" 1-4,7-10 >wanted
    found_is_wanted "$1 facturen"
}
stromen() { # NAME
    rows_of "$1" Stromen 'Van;Naar;|Bedrag (€)' >found
    columns_of "runs/$1/stromen.csv" 1-3 >wanted
    found_is_wanted "$1 stromen"
}
gewichten() { # NAME: as the part that a weight is of its total
    rows_of "$1" Gewichten 'Contract;School;Tijdvak;Laag;Partij;Gewicht;Totaal gewicht van de laag' |
        awk -F ';' -v OFS=';' '{ $6 = sprintf("%.9f", $6 / $7); NF = 6; print }' >found
    columns_of "runs/$1/gewichten.csv" 1-7 | awk -F ';' -v OFS=';' '
        function number(text,  n) { return split(text, n, "/") > 1 ? n[1] / n[2] : text }
        { $6 = sprintf("%.9f", number($6) / number($7)); NF = 6; print }' >wanted
    found_is_wanted "$1 gewichten"
}
pools() { # NAME: the rows of each pool add up to it
    rows_of "$1" Kosten \
        'Contract;School;Tijdvak;|Kosten in het tijdvak (€);|Bijdrage in het tijdvak (€)' |
        awk -F ';' '{ key = $1 ";" $2 ";" $3; if (!(key in kosten)) order[++count] = key
            kosten[key] += $4; bijdragen[key] += $5 }
            END { for (i = 1; i <= count; i++)
                printf "%s;%.2f;%.2f\n", order[i], kosten[order[i]], bijdragen[order[i]] }' |
        sed 's/;-0\.00/;0.00/g' >found
    columns_of "runs/$1/pools.csv" 1-5 >wanted
    found_is_wanted "$1 pools"
}
# Per partij what Samenvatting says, and what posities.csv and stromen.csv add up to.
partijen() { # NAME
    sed '/^Totaal/,$d' "csv/$1-Samenvatting.csv" >"csv/$1-Partijen.csv"
    rows_of "$1" Partijen \
        'Partij;|Aandeel (€);|Vooraf betaald (€);|Netto (€);|Nu te verrekenen (€)' | sort >found
    { columns_of "runs/$1/posities.csv" 3-8 | sed 's/^/p;/'
      columns_of "runs/$1/stromen.csv" 1-3 | sed 's/^/s;/'; } | awk -F ';' '
        function add(table, key, cents) { seen[key] = 1; table[key] += cents }
        $1 == "p" { add(aandeel, $2, $3); add(paid, $2, $4); add(netto, $2, $7) }
        $1 == "s" { add(saldo, $2, $4); add(saldo, $3, -$4) }
        END { for (key in seen) printf "%s;%.2f;%.2f;%.2f;%.2f\n", key, aandeel[key],
                paid[key], netto[key], saldo[key] }' |
        sed 's/;-0\.00/;0.00/g' | sort >wanted
    found_is_wanted "$1 samenvatting"
}
# The totals on each sheet, and those of Per contract.
totals() { # NAME
    case $1 in
    next-*) return 0 ;; # each sheet has its own
    esac
    sum=$(columns_of "runs/$1/verdeling.csv" 8 | awk '{ sum += $1 } END { printf "%.2f", sum }')
    for sheet in Verdeling Posities; do
        title='Bedrag (€)'
        [ $sheet = Verdeling ] || title=Aandeel
        found=$(awk -F '\t' -v title="$title" '
            { gsub(/["\r]/, "") } FNR == 3 { for (i = 1; i <= NF; i++) if ($i == title) c = i }
            $1 == "Totaal" { printf "%.2f", $c }' "csv/$1-$sheet.csv")
        [ "$found" = "$sum" ] || { echo "$1 $sheet: total $found, not $sum"; return 1; }
    done
    found=$(tr -d '"\r' <"csv/$1-Per contract.csv" |
        awk -F '\t' '$3 != "" && $3 != "Partij" && $5 != "" { sum += $5 }
            END { printf "%.2f", sum }')
    [ "$found" = "$sum" ] || { echo "$1 Per contract: partijen bear $found, not $sum"; return 1; }
}
no_errors() {
    ! grep -lE '#(NAME|VALUE|REF|DIV/0|NUM|N/A|NULL)|Err:[0-9]' csv/*.csv
}
none_is_999() { # each formula was computed: nothing still has the wrong result
    ! awk -F '\t' '{ for (i = 1; i <= NF; i++) if ($i == "999") print FILENAME ":" FNR }' \
        csv/*-Verdeling.csv csv/*-Posities.csv csv/*-Facturen.csv csv/*-Samenvatting.csv | grep .
}

check 'no formula fails' no_errors
check 'every result was computed anew' none_is_999
for run in runs/*; do
    name=$(basename "$run")
    all() {
        for sheet in verdeling posities facturen stromen gewichten pools partijen totals; do
            $sheet "$name" || return
        done
    }
    check "$name: verdeling, posities, facturen, stromen, gewichten, pools and totals" all
done

# --- other weights, and what is live ----------------------------------------------------------

other_amounts() {
    rows_of weight Verdeling 'Partij;|Bedrag (€)' >other
    rows_of h3-prodeba Verdeling 'Partij;|Bedrag (€)' >same
    awk -F ';' '{ sum += $2 } END { exit sprintf("%.2f", sum) != "52418.72" }' other || return
    ! cmp -s other same && grep -qx 'GM0503;4534.83' other || { cat other; return 1; }
    rows_of weight Facturen 'Debiteur;|Bedrag (€)' | grep -qx 'GM0503;4534.83' || return
    rows_of weight Posities 'Partij;|Aandeel' | grep -qx 'GM0503;4534.83'
}
check 'with another weight there are other amounts, that add up to the same' other_amounts

turns() { # everywhere: who pays, and the words for it
    rows_of turned Stromen 'Van;Naar;|Bedrag (€);|1 betaalt aan 2 (€)' |
        grep -qx 'GM0518;GM0603;6457.1[56];-6457.1[56]' || { rows_of turned Stromen 'Van;Naar'; return 1; }
    rows_of turned Posities 'Partij;Dat betekent' | grep -qx 'GM0603;krijgt van de crediteur' || return
    rows_of h3-prodeba Posities 'Partij;Dat betekent' | grep -qx 'GM0603;betaalt de crediteur' || return
    rows_of turned Facturen 'Debiteur;De debiteur' | grep -qx 'GM0603;krijgt' || return
    sed '/^Totaal/,$d' csv/turned-Samenvatting.csv >csv/turned-Partijen.csv
    rows_of turned Partijen 'Partij;|Nu te verrekenen (€);Dat is' |
        grep -qx 'GM0603;-6457.1[56];te ontvangen'
}
check 'who pays turns when an amount does' turns

follows() { # what is divided is what is left to divide
    rows_of cheaper Verdeling 'Partij;|Bedrag (€)' |
        awk -F ';' '{ sum += $2 } END { exit sprintf("%.2f", sum) != "46293.72" }' || return
    for wat in 'Te verdelen' Verdeeld; do
        tr -d '"\r' <'csv/cheaper-Per contract.csv' | awk -F '\t' -v wat="$wat" '
            $2 == wat { found = sprintf("%.2f", $5) == "46293.72" } END { exit !found }' || return
    done
    ! grep -q 'let op' csv/cheaper-*.csv && ! grep -l 'let op: Verdeling' csv/*.csv | grep -v csv/lagen &&
        grep -q 'let op: Verdeling verdeelt een ander bedrag' 'csv/lagen-Per contract.csv'
}
check 'other kosten are divided, or the workbook says that they are not' follows

# Laag by laag: how many have formulas, and why the others have not.
live() {
    for run in runs/*; do
        run=$(basename "$run")
        rows_of "$run" Verdeling 'Contract;Soort;Rang van de rest;Cent erbij;Opmerking' |
            awk -F ';' -v run="$run" '$2 == "verdeeld" && $4 == "" && $5 == "" {
                print run ": " $0 }'
    done | grep -v 'sluitpost' && return 1
    for run in small-eenheid small-plafond; do
        rows_of "$run" Verdeling 'Contract;Opmerking' | grep -q 'Waarde: ' || return 1
    done
    rows_of small-vast Verdeling 'Contract;Cent erbij;Opmerking' |
        grep -qx 'C1;[01];Gewicht in delen van 1/6'
}
check 'a laag without formulas says why' live

finish
