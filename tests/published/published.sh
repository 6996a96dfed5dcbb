#!/bin/sh
# Goal: a published total that differs from its parts is told in the controls, and nothing is made
# to fit. The tables are those of GGD Flevoland (plustaken 2024-2026), of the Tijdelijke regeling
# CJG 2008-2011 and of the Deelregeling Cultuureducatie met Kwaliteit 2013-2016, as printed.
#
#   tests/published/published.sh VERREKEN DIR     DIR: the folder of this file
exe=${1:?usage: published.sh VERREKEN DIR} dir=${2:?usage: published.sh VERREKEN DIR}
dir=$(realpath "$dir") || exit 2
root=$dir/../..
. "$root/tests/command/tap.sh"

# Every failed control of a run, without the verdict, is one of the LINEs, and none is lacking.
failed() { # FOLDER LINE…
    sed -n 's/;fout$//p' "$1/controles.csv" >found
    shift
    if [ $# -gt 0 ]; then printf '%s\n' "$@"; fi >expected
    diff expected found
}

# A total that is not the sum of its parts: exit 3, these controls and no other.
differs() { # TABLE LINE…
    differs_table=$1
    shift
    differs_out=$(echo "$differs_table" | tr / -)
    status 3 "$exe" run "$dir/$differs_table.ini" -o "$differs_out" && has_tables "$differs_out" &&
        failed "$differs_out" "$@" && parts_stay "$differs_out"
}

# A total that is the sum of its parts: exit 0, no control failed.
adds_up() { # TABLE
    adds_out=$(echo "$1" | tr / -)
    status 0 "$exe" run "$dir/$1.ini" -o "$adds_out" && has_tables "$adds_out" &&
        failed "$adds_out" && parts_stay "$adds_out"
}

# Nothing is forced: what a contract divides is what its parts add up to, not the printed total.
parts_stay() { # FOLDER
    awk -F';' 'FNR == 1 { file++ } FNR == 1 { next }
        file == 1 && $1 == "opgegeven kosten" { parts[$2] = $3; printed[$2] = $4 }
        file == 2 { sub(/[.]00$/, "", $8); divided[$1] += $8 }
        END { for (c in parts) if (divided[c] + 0 != parts[c] + 0) {
                  print c " divides " divided[c] ", its parts are " parts[c]; bad = 1 }
              exit bad }' "$1/controles.csv" "$1/verdeling.csv"
}

# The division itself, in a table that was written.
row() { # FOLDER FILE ROW
    grep -qxF -- "$3" "$1/$2" && return 0
    echo "$1/$2 does not have: $3"
    grep -F -- "${3%%;*}" "$1/$2" | head -n 5
    return 1
}

# --- GGD Flevoland: lines per gemeente, rounded after they were added up

check 'Flevoland 2026: two of seven printed totals are 1 off, the whole is right' \
    differs flevoland/settlement-2026 \
    'opgegeven kosten;LELYSTAD;1751515.00;1751514.00;1.00' \
    'opgegeven kosten;NOP;1582617.00;1582618.00;-1.00'

flevoland_2026() {
    row flevoland-settlement-2026 pools.csv 'NOP;;2026;1582617.00;0.00;0.00;1582617.00' &&
        row flevoland-settlement-2026 pools.csv 'LELYSTAD;;2026;1751515.00;0.00;0.00;1751515.00' &&
        row flevoland-settlement-2026 pools.csv 'DRONTEN;;2026;467414.00;0.00;0.00;467414.00' &&
        row flevoland-settlement-2026 controles.csv \
            'opgegeven totaal;totaal;26655993.00;26655993.00;0.00;goed' &&
        status 3 "$exe" run "$dir/flevoland/settlement-2026.ini" -o again &&
        says stderr 'opgegeven kosten, NOP: 1582617.00 is not 1582618.00, difference -1.00'
}
check 'Flevoland 2026: what is divided is the lines, and the difference is told' flevoland_2026

check 'Flevoland, realisatie 2024: the printed total is 1 less' \
    differs flevoland/settlement-realisatie-2024 \
    'opgegeven totaal;totaal;22704824.00;22704823.00;1.00'
check 'Flevoland, begroting 2024: the total is right' adds_up flevoland/settlement-begroting-2024
check 'Flevoland, prognose 2025: the total is right' adds_up flevoland/settlement-prognose-2025

# --- Cultuureducatie: a tarief per inhabitant, rounded to euros in every cell

check 'Cultuureducatie per gemeente: Drechtsteden is 81.643, printed 81.644' \
    differs cultuur/settlement-gemeenten \
    'opgegeven kosten;DRECHTSTEDEN;81643.00;81644.00;-1.00'
other_regions() {
    for region in 'HAAGLANDEN;93210.00' 'MIDDEN-HOLLAND;122939.00' 'STADSREGIO-ROTTERDAM;264333.00'
    do
        row cultuur-settlement-gemeenten controles.csv \
            "opgegeven kosten;$region;${region#*;};0.00;goed" || return
    done
}
check 'Cultuureducatie per gemeente: the three other regions are right' other_regions
check 'Cultuureducatie per region: together 951.932, printed 951.930' \
    differs cultuur/settlement-regios \
    'opgegeven kosten;REGIOS;951932.00;951930.00;2.00'

# --- CJG: four years and a total, each rounded by itself; monthly terms

check 'CJG 2008-2011: three of nine totals are 1 or 2 off' \
    differs cjg/settlement-jaren \
    'opgegeven kosten;CJG-GM0484;5069373.00;5069375.00;-2.00' \
    'opgegeven kosten;CJG-GM0518;41613781.00;41613780.00;1.00' \
    'opgegeven kosten;CJG-GM0637;8741005.00;8741006.00;-1.00'

terms() {
    status 0 "$exe" voorschot "$dir/cjg/settlement-termijnen.ini" -o terms && silent stderr ||
        return
    {
        for month in 01:71516.32 02:71516.32 03:71516.32 04:62576.78 05:143032.64 06:62576.78 \
            07:71516.32 08:71516.32 09:62576.78 10:71516.32 11:71516.32 12:62576.78; do
            day=2008-${month%%:*}-01 term=${month%%:*}
            echo "CJG-GM1916/RIJK/${term#0};CJG-GM1916;RIJK;$day;${month#*:}"
        done
    } >expected
    grep '^CJG-GM1916/' terms/voorschotten.csv | diff expected -
}
check 'CJG 2008: twelve terms of Leidschendam-Voorburg, 893.954 in all' terms

terms_add_up() { # in whole cents: every contract gets its amount of 2008
    awk -F';' 'NR > 1 { sub(/[.]/, "", $5); sum[$2] += $5 }
        END { for (c in sum) print c ";" sum[c] }' terms/voorschotten.csv | sort >found
    printf '%s\n' 'CJG-GM0484;97968300' 'CJG-GM0502;90417000' 'CJG-GM0503;113849400' \
        'CJG-GM0518;749442800' 'CJG-GM0599;950926600' 'CJG-GM0603;52517600' \
        'CJG-GM0637;168408600' 'CJG-GM1621;73087800' 'CJG-GM1916;89395400' | diff - found
}
check 'CJG 2008: the terms of nine gemeenten add up to the cent' terms_add_up
check 'CJG 2008: the settlement of that year adds up too' adds_up cjg/settlement-termijnen

finish
