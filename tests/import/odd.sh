#!/bin/sh
# Goal: in files of others anything may stand anywhere: a header that lacks a column or has it twice,
# a code that is none, a day that is none, two files that contradict each other. Each is told at its
# place, and the rest is read.
#
#   tests/import/odd.sh VERREKEN ROOT MAKE   ROOT: the folder of the project; MAKE: the program that
#                                            makes workbooks (tests/workbook/make.c)
exe=${1:?usage: odd.sh VERREKEN ROOT MAKE} root=${2:?usage: odd.sh VERREKEN ROOT MAKE}
make=$(realpath "${3:?usage: odd.sh VERREKEN ROOT MAKE}") || exit 2
# shellcheck source=tests/command/tap.sh
. "$root/tests/command/tap.sh"
export LC_ALL=C

holds() { # FILE: it holds exactly what is on stdin
    cat >"$tmp/.wanted"
    cmp -s "$tmp/.wanted" "$1" && return 0
    diff "$tmp/.wanted" "$1"
    return 1
}

rows() { # LINE…
    printf '%s\n' "$@"
}

told() { # TEXT…: each stands in stderr
    for told_text in "$@"; do
        says stderr "$told_text" || return
    done
}

# --- CBS: headers

table='code;naam;ingang;vervallen_per;opvolger'

# header FILE LINE: the file has this header and no row.
header() { printf '%s\n' "$2" >"$1"; }

cbs_headers() {
    for line in 'Bestaan tot;Oude' 'Bestaan tot;Nieuwe' 'Oude;Nieuwe' 'Gemeentecode;Provincie' \
        'GemeentecodeGM;Provincie' 'Gemeentenaam;Provincie'; do
        header h.csv "$line" && status 1 "$exe" import cbs h.csv -o h &&
            says stderr 'h.csv:1: error E254' && absent h || return
    done
    for line in 'Bestaan tot;Oude;Nieuwe' 'GMcode;GMnaam' 'code;naam'; do
        header h.csv "$line" && status 0 "$exe" import cbs h.csv -o h &&
            echo "$table" | holds h/gemeenten.csv || return
    done
    rows 'GMcode;GMnaam' "518;'s-Gravenhage" >h.csv && status 0 "$exe" import cbs h.csv -o h &&
        rows "$table" "GM0518;'s-Gravenhage;;;" | holds h/gemeenten.csv || return
    status 1 "$exe" import cbs h.csv nowhere.csv -o nowhere && says stderr E262 && absent nowhere
}
check 'CBS: a header that lacks a column is told, and one that has enough is read' cbs_headers

cbs_twice() {
    header h2.csv 'Gemeentecode;code;naam' && status 1 "$exe" import cbs h2.csv -o h2 &&
        says stderr 'h2.csv:1:14: error E122 [code]' && absent h2
}
check 'CBS: two columns that are the same are told' cbs_twice

# --- CBS: rows

cbs_codes() {
    cat >codes.csv <<'CSV'
Gemeentecode;GemeentecodeGM;Gemeentenaam;Oude
x;GM0518;'s-Gravenhage;
518;y;'s-Gravenhage;
518;;'s-Gravenhage;
GM2002;GM2002;Nieuwland;Oudland
CSV
    status 1 "$exe" import cbs codes.csv -o codes &&
        told 'codes.csv:2:1: error E241 [Gemeentecode]' 'codes.csv:3:5: error E241 [GemeentecodeGM]' \
            '2 errors, 0 warnings' || return
    holds codes/gemeenten.csv <<'CSV'
code;naam;ingang;vervallen_per;opvolger
GM0518;'s-Gravenhage;;;
GM2002;Nieuwland;;;
CSV
}
check 'CBS: codes that are none; a list with a column Oude is a list' cbs_codes

cbs_rows() {
    cat >rows.csv <<'CSV'
code;naam;ingang;vervallen_per;opvolger
GM2003;;;;
GM2004;Nieuw;30-2-2025;;
GM2005;Nieuw;;32-1-2025;
GM2006;Nieuw;;1-1-2030;x9
GM2007;Nieuw;;;GM0518
GM2008;Nieuw;1-1-2026;1-1-2026;GM0518
GM2009;Zelf;;;GM2009
GM2010;Later zelf;1-1-2020;1-1-2027;GM2010
GM2011;Gewoon;1-1-2020;1-1-2027;GM0518
CSV
    status 1 "$exe" import cbs rows.csv -o rows &&
        told 'rows.csv:2:8: error E201 [naam]' 'rows.csv:3:14: error E205 [ingang]' \
            'rows.csv:4:15: error E205 [vervallen_per]' 'rows.csv:5:24: error E241 [opvolger]' \
            'rows.csv:6:16: error E242 [opvolger]' 'rows.csv:7:23: error E243 [vervallen_per]' \
            '6 errors, 0 warnings' || return
    holds rows/gemeenten.csv <<'CSV'
code;naam;ingang;vervallen_per;opvolger
GM2009;Zelf;;;
GM2010;Later zelf;2020-01-01;2027-01-01;
GM2011;Gewoon;2020-01-01;2027-01-01;GM0518
CSV
}
check 'CBS: of the rows of a table each cell that is wrong is told' cbs_rows

cbs_herindelingen() {
    cat >herindelingen.csv <<'CSV'
Bestaan tot;Eindjaar;Oude;Nieuwe;Huidige code;Huidige naam
;2029;GM0503;GM0518;;
1-1-1990;1991;GM0503;GM0518;;
1-1-1990;;GM0503;GM0518;;
1-1-2029;2029;x;GM0518;;
1-1-2029;;GM0603;GM2001;GM2001;Nieuwstad
1-6-2029;2029;GM0503;GM2001;GM2001;Anders
1-1-2028;2028;GM0606;GM2001;GM2001;Nieuwstad
CSV
    status 1 "$exe" import cbs herindelingen.csv -o herindelingen &&
        told 'herindelingen.csv:2:1: error E205 [Bestaan tot]: "(empty)"' \
            'herindelingen.csv:3:10: error E258 [Eindjaar]' 'herindelingen.csv:5:15: error E241 [Oude]' \
            'herindelingen.csv:4: warning W276' '3 errors, 1 warning' || return
    holds herindelingen/gemeenten.csv <<'CSV'
code;naam;ingang;vervallen_per;opvolger
GM0503;Delft;;2029-06-01;GM2001
GM0603;Rijswijk;;2029-01-01;GM2001
GM0606;Schiedam;;2028-01-01;GM2001
GM2001;Nieuwstad;2028-01-01;;
CSV
}
check 'CBS: a new gemeente begins with the first that goes into it' cbs_herindelingen

# --- CBS: several files

cbs_together() {
    printf 'Bestaan tot;Oude;Nieuwe\n1-1-2029;GM2101;GM0518\n1-1-2029;GM2102;GM0518\n' >end.csv
    printf 'code;naam\nGM2101;Een\nGM2102;Twee\n' >names.csv
    printf 'code;naam;ingang\nGM2101;EEN;1-1-2020\nGM2103;Drie;1-1-2021\n' >begin.csv
    for order in 'end.csv names.csv begin.csv' 'begin.csv names.csv end.csv' \
        'names.csv begin.csv end.csv'; do
        # shellcheck disable=SC2086 # words
        status 0 "$exe" import cbs $order -o together || return
        sed 's/;EEN;/;Een;/' together/gemeenten.csv >got
        holds got <<'CSV' || return
code;naam;ingang;vervallen_per;opvolger
GM2101;Een;2020-01-01;2029-01-01;GM0518
GM2102;Twee;;2029-01-01;GM0518
GM2103;Drie;2021-01-01;;
CSV
    done
    status 0 "$exe" import cbs names.csv names.csv -o twice &&
        told 'names.csv:2: warning W276: rows that say the same as one before are passed over (2,'
}
check 'CBS: what several files say of a gemeente is put together, in any order' cbs_together

cbs_apart() {
    rows "$table" 'GM2201;Een;;;' 'GM2202;Een;;1-1-2029;GM0518' 'GM2203;Een;;1-1-2029;GM0518' 'GM2204;Een;1-1-2020;;' >apart.csv
    rows "$table" 'GM2201;Twee;;;' \
        'GM2202;Een;;1-1-2028;GM0518' 'GM2203;Een;;1-1-2029;GM0599' 'GM2204;Een;1-1-2021;;' >other.csv
    status 1 "$exe" import cbs apart.csv other.csv -o apart || return
    for line in 2 3 4 5; do
        told "apart.csv:$line: error E256" "other.csv:$line: error E256" || return
    done
    says stderr 'this and other.csv:2 do not say the same about GM2201' || return
    echo "$table" | holds apart/gemeenten.csv
}
check 'CBS: files that contradict each other about a name, an end, an opvolger or a begin' cbs_apart

cbs_built_in() {
    rows "$table" 'GM0055;Boarnsterhim;;;' \
        'GM0518;Haagje;;;' 'GM0241;Groesbeek;;2015-01-01;GM1945' 'GM0282;Ubbergen;;2015-01-01;GM0599' \
        >known.csv
    status 0 "$exe" import cbs known.csv -o known &&
        told "known.csv:2: warning W277: gemeente GM0055" "known.csv:3: warning W277: gemeente GM0518" \
            "Haagje" "known.csv:5: warning W277: gemeente GM0282" '4 warnings' ||
        return
    says stderr 'GM0241'
}
check 'CBS: what differs from the built-in list in its name, its end or its opvolger' cbs_built_in

cbs_nameless() {
    rows 'Bestaan tot;Oude;Nieuwe;Huidige code;Huidige naam' '1-1-2029;GM2300;GM0518;;' \
        '1-1-2029;GM2301;GM0518;;' '1-1-2029;GM0503;GM0518;GM2301;Vreemd' >nameless.csv
    status 1 "$exe" import cbs nameless.csv -o nameless &&
        told 'nameless.csv:2: error E257' '1 error, 0 warnings' || return
    holds nameless/gemeenten.csv <<'CSV'
code;naam;ingang;vervallen_per;opvolger
GM0503;Delft;;2029-01-01;GM0518
GM2301;Vreemd;;2029-01-01;GM0518
CSV
}
check 'CBS: a gemeente that nothing names is refused' cbs_nameless

cbs_round() {
    rows "$table" 'GM2401;Een;;1-1-2030;GM2402' \
        'GM2402;Twee;;1-1-2030;GM2403' 'GM2403;Drie;;1-1-2030;GM2402' >round.csv
    status 1 "$exe" import cbs round.csv -o round &&
        told 'round.csv:3:23: error E214' 'round.csv:4:23: error E214' 'round.csv:2:22: error E257' ||
        return
    echo "$table" | holds round/gemeenten.csv || return
    printf 'code;naam;ingang\nGM2501;Laat;1-1-2030\n' >late.csv
    printf 'Bestaan tot;Oude;Nieuwe\n1-1-2029;GM2501;GM0518\n' >early.csv
    status 1 "$exe" import cbs late.csv early.csv -o late && told 'early.csv:2: error E243' &&
        echo "$table" | holds late/gemeenten.csv
}
check 'CBS: who leads to a circle is refused with it; and who ends before it begins' cbs_round

# --- DUO: headers

po='PEILDATUM;BRIN_NUMMER;VESTIGINGSNUMMER;GEMEENTENAAM_LEERLING;SOORT_PO;TOTAAL'
vo='BRIN NUMMER;VESTIGINGSNUMMER;GEMEENTENUMMER LEERLING;LEER OF VERBLIJFSJAAR 1'

duo_headers() {
    while IFS='|' read -r line lacks; do
        header d.csv "$line" && status 1 "$exe" import duo d.csv --peildatum 2024-10-01 -o d &&
            says stderr "error E254: $lacks is missing" && absent d || return
    done <<'HEADERS'
BRIN;GEMEENTENAAM LEERLING;SOORT PO;TOTAAL|VESTIGINGSNUMMER
VESTIGING;GEMEENTENAAM LEERLING;SOORT PO;TOTAAL|BRIN NUMMER
BRIN;VESTIGING;SOORT PO;TOTAAL|GEMEENTENAAM LEERLING
BRIN;VESTIGING;GEMEENTENUMMER LEERLING;SOORT PO|TOTAAL
BRIN;VESTIGING;GEMEENTENUMMER LEERLING;L3 MIN;TOTAAL|SOORT PO
BRIN;VESTIGING;GEMEENTENUMMER LEERLING|LEER- OF VERBLIJFSJAAR 1
HEADERS
    header v.csv 'BRIN;VESTIGING;NAAM' && header d.csv "$vo" &&
        status 1 "$exe" import duo d.csv --peildatum 2024-10-01 --vestigingen v.csv -o d &&
        says stderr 'v.csv:1: error E254: GEMEENTENUMMER is missing'
}
check 'DUO: the column that a header lacks is told' duo_headers

duo_kinds() {
    # only a total; a count of an age and one of a year: neither is of PO
    for line in 'BRIN;VESTIGING;GEMEENTENUMMER LEERLING;TOTAAL' "$vo" "$vo;LEEFTIJD 12 JAAR"; do
        rows "$line" '99XY;1;518;7;' >d.csv && sed -i "2s/;*\$/;0/; 2s/;7;0\$/;7/" d.csv || return
        case $line in *JAAR) sed -i '2s/$/;0/' d.csv ;; esac
        status 0 "$exe" import duo d.csv --peildatum 2024-10-01 -o d &&
            grep -q '^99XY01;2024-10-01;GM0518;7$' d/tellingen.csv &&
            grep -q '^99XY01;;VO;$' d/scholen.csv || return
    done
}
check 'DUO: what is VO' duo_kinds

duo_twice() {
    header d.csv "$po;PEILDATUM" && status 1 "$exe" import duo d.csv -o both &&
        told 'd.csv:1:78: error E122 [PEILDATUM]' && absent both || return
    rows "$po;BRINNUMMER" '2024-10-01;99AB;0;Delft;SBO;3;99ZZ' >d.csv
    status 0 "$exe" import duo d.csv -o d && grep -q '^99AB00;' d/tellingen.csv
}
check 'DUO: a column twice is told; of two names for one the first column counts' duo_twice

# L3, L3 MIN and L25 PLUS are counts, which the total must be; L, LX, L 3 and L3X tell rows apart.
duo_ages() {
    rows "$po;L3;L3 MIN;L25 PLUS;L;LX;L 3;L3X" '2024-10-01;99AB;0;Delft;SBO;6;1;2;3;9;9;9;9' \
        '2024-10-01;99AB;0;Delft;SBO;6;1;2;3;8;9;9;9' '2024-10-01;99AB;0;Delft;SBO;6;1;2;3;9;8;9;9' \
        '2024-10-01;99AB;0;Delft;SBO;6;1;2;3;9;9;8;9' '2024-10-01;99AB;0;Delft;SBO;6;1;2;3;9;9;9;8' >d.csv
    status 0 "$exe" import duo d.csv -o d && grep -q '^99AB00;2024-10-01;GM0503;30$' d/tellingen.csv
}
check 'DUO: what is a count of an age' duo_ages

# --- DUO: cells

duo_brin() {
    rows "$po" '2024-10-01;99ab;0;Delft;SBO;1,0' >d.csv
    for brin in 9AB 999B 99A9 Z9AB 9ZAB ' 99AB1' '99@B' '99[B' '99{B' '9/AB' '9:AB'; do
        echo "2024-10-01;$brin;0;Delft;SBO;1" >>d.csv
    done
    status 1 "$exe" import duo d.csv -o d && told '11 errors, ' || return
    [ "$(grep -c 'error E249' stderr)" = 11 ] &&
        printf 'school;peildatum;gemeente;aantal\n99AB00;2024-10-01;GM0503;1\n' | holds d/tellingen.csv
}
check 'DUO: a BRIN is two digits and two letters' duo_brin

duo_days() {
    rows "$po" '1-1-2024;99AB;0;Delft;SBO;1' '20241001;99AB;0;Delft;SBO;2' 'oktober.;99AB;0;Delft;SBO;4' \
        ';99AB;0;Rijswijk (ZH);SBO;8' '20240230;99AC;0;Delft;SBO;16' ';99AC;0;Delft;SBO;32' >d.csv
    status 1 "$exe" import duo d.csv -o d &&
        told 'd.csv:4:1: error E205 [PEILDATUM]' 'd.csv:5:1: error E253 [PEILDATUM]' \
            'd.csv:6:1: error E205' '4 errors, ' || return
    holds d/tellingen.csv <<'CSV' || return
school;peildatum;gemeente;aantal
99AB00;2024-01-01;GM0503;1
99AB00;2024-10-01;GM0503;2
CSV
    status 1 "$exe" import duo d.csv --peildatum 1-10-2024 -o d &&
        grep -q '^99AB00;2024-10-01;GM0603;8$' d/tellingen.csv
}
check 'DUO: a day in each form, and none' duo_days

duo_counts() {
    rows "$po;L4;L5" '2024-10-01;99AB;0;Delft;SBO;3;<5;2' '2024-10-01;99AB;1;Delft;SBO;3;1;<5' \
        '2024-10-01;99AB;2;Delft;SBO;x;1;2' '2024-10-01;99AB;3;Delft;SBO;3;1;2,0' \
        '2024-10-01;99AB;4;Delft;SBO;1.234;1;2' '2024-10-01;99AB;5;Delft;SBO;-3;1;2' \
        '2024-10-01;99AB;6;Delft;SBO;1.5;1;2' '2024-10-01;99AB;7;Delft;SBO;1234567890;1;2' >d.csv
    status 1 "$exe" import duo d.csv -o d &&
        told 'd.csv:2:31: error E215 [L4]: "<5"' 'd.csv:3:33: error E215 [L5]' \
            'd.csv:4:29: error E206 [TOTAAL]: "x"' 'd.csv:6:29: error E207 [TOTAAL]' \
            'd.csv:7:29: error E210 [TOTAAL]' 'd.csv:8:29: error E208 [TOTAAL]' \
            'd.csv:9:29: error E209 [TOTAAL]' '7 errors, ' || return
    printf 'school;peildatum;gemeente;aantal\n99AB03;2024-10-01;GM0503;3\n' | holds d/tellingen.csv ||
        return
    rows "$vo;LEER OF VERBLIJFSJAAR 2" '99XY;1;518;;' '99XY;2;518;<5;' '99XY;3;518;;3' >v.csv
    status 1 "$exe" import duo v.csv --peildatum 2024-10-01 -o v &&
        told 'v.csv:2:12: error E215 [LEER OF VERBLIJFSJAAR 1]: "(empty)"' 'v.csv:3:12: error E215' \
            '2 errors' || return
    printf 'school;peildatum;gemeente;aantal\n99XY03;2024-10-01;GM0518;3\n' | holds v/tellingen.csv
}
check 'DUO: of a row each count that is no number is told, and a row without one' duo_counts

# --- DUO: schools

# one SCHOOL ROW…: NAAM;SOORT;GEMEENTE of the school in scholen.csv that these rows make.
one() {
    one_wanted=$1
    shift
    rows "$po;INSTELLINGSNAAM;GEMEENTENUMMER;POSTCODE_LEERLING" "$@" >d.csv
    status 0 "$exe" import duo d.csv -o d || return
    printf 'school;naam;soort;gemeente\n99AB00;%s\n' "$one_wanted" | holds d/scholen.csv
}
old='2023-10-01;99AB;0;Delft;SBO;1' new='2024-10-01;99AB;0;Delft;SBO;1'
duo_school() {
    one 'Nieuw;SBO;GM0503' "$new;Nieuw;503;1" "$old;Oud;518;2" && silent stderr &&
        one 'Nieuw;SBO;GM0503' "$old;Oud;518;1" "$new;Nieuw;503;2" && silent stderr &&
        one 'Aap;SBO;GM0503' "$new;Aap;503;1" "$new;Noot;503;2" && told W274 '0 errors, 1 warning' &&
        one 'Aap;SBO;GM0503' "$new;Noot;503;1" "$new;Aap;503;2" "$new;;;3" && told W274 &&
        one 'Aap;SBO;' "$new;Aap;503;1" "$new;Aap;518;2" "$new;Aap;599;3" &&
        told W274 'left empty' '0 errors, 1 warning' || return
    one 'Aap;SBO;' "$new;Aap;518;1" "$new;Aap;503;2" && says stderr 'left empty' &&
        one 'Aap;SBO;' "$new;Aap;9999;1" && says stderr W273
}
check 'DUO: of a school the last name counts; two of one day are told' duo_school

duo_vestigingen() {
    rows "$po" '2024-10-01;99AB;0;Delft;SBO;1' >d.csv
    rows 'BRIN;VESTIGING;GEMEENTENAAM' '9;0;Delft' '99AB;0;Rijswijk (ZH)' '99AB;0;Nergens' >v.csv
    status 1 "$exe" import duo d.csv --vestigingen v.csv -o d &&
        told 'v.csv:2:1: error E249' 'v.csv:4:8: error E244' && [ "$(wc -l <d/geweigerd-2-v.csv)" = 3 ] ||
        return
    printf 'school;naam;soort;gemeente\n99AB00;;SBO;GM0603\n' | holds d/scholen.csv
}
check 'DUO: a list of vestigingen without names, and rows of it that are refused' duo_vestigingen

# The part of a telling that is refused stands in another file.
duo_parts() {
    rows "$po;POSTCODE_LEERLING" '2024-10-01;99AB;0;Delft;SBO;1;2611' >one.csv
    rows "$po;POSTCODE_LEERLING" '2024-10-01;99AB;0;Delft;SBO;<5;2612' \
        '2023-10-01;99AB;0;Delft;SBO;2;2611' >two.csv
    status 1 "$exe" import duo two.csv one.csv -o parts &&
        grep -q ';2;"deze rij is begrepen, maar die op two.csv:2 van dezelfde' parts/geweigerd-2-one.csv ||
        return
    printf 'school;peildatum;gemeente;aantal\n99AB00;2023-10-01;GM0503;2\n' | holds parts/tellingen.csv
}
check 'DUO: a telling whose other part stands in another file goes back' duo_parts

# --- gemeenten of rows

homes() {
    printf 'code;naam;ingang;vervallen_per\nGM0503;Delft;;2020-01-01\n' >ended.csv
    long=$(printf 'x%.0s' $(seq 1 79))
    rows 'BRIN;VESTIGING;GEMEENTENUMMER LEERLING;GEMEENTENAAM LEERLING;TOTAAL' '99XY;1;503;;1' \
        "99XY;1;;${long}é;1" '99XY;1;;;1' '99XY;1;12345;;1' '99XY;1;9999;;1' '99XY;1;503;Bergen;1' \
        '99XY;1;9999;Rotterdam;1' '99XY;1;373;Bergen;1' "99XY;1;;${long}ij;1" '99XY;1;599;Schiedam;1' \
        '99XY;1;518;Bergen;1' >h.csv
    status 1 "$exe" import duo h.csv --peildatum 2024-10-01 --gemeenten ended.csv -o homes || return
    told 'GM0503 Delft was no gemeente on 2024-10-01: it ended on 2020-01-01' "\"$long…\"" 'h.csv:4:9: error E247 [GEMEENTENAAM LEERLING]: "(empty)"' \
        'h.csv:5:8: error E241 [GEMEENTENUMMER LEERLING]: "12345"' \
        'h.csv:6:8: error E203 [GEMEENTENUMMER LEERLING]: unknown gemeente GM9999' \
        'h.csv:8:8: error E203' 'h.csv:11:8: error E248' 'h.csv:12:8: error E248' '10 errors' ||
        return
    printf 'school;peildatum;gemeente;aantal\n99XY01;2024-10-01;GM0373;1\n' | holds homes/tellingen.csv
}
check 'a gemeente that ended, a name of 80 bytes, no name, no code, and a code that is another' homes

# --- lists

# list ROW…: a list of inschrijvingen with these rows is imported; the exit status is $list_status.
list_status=1
list() {
    rows 'leerling;school;begindatum;gemeente' "$@" >l.csv
    status $list_status "$exe" import inschrijvingen l.csv -o l
}

list_headers() {
    : >l.csv
    status 1 "$exe" import inschrijvingen l.csv -o none && told 'l.csv: error E109' &&
        header l.csv 'leerling' && status 1 "$exe" import inschrijvingen l.csv -o none &&
        told 'l.csv:1: error E124' && header l.csv 'leer"ling;school' &&
        status 1 "$exe" import inschrijvingen l.csv -o none && told 'l.csv:1:5: error E111' &&
        header l.csv 'leerling;x' && status 1 "$exe" import inschrijvingen l.csv \
        --kolom begindatum=Instroom --vast school=99AB00 -o none &&
        told 'l.csv:1: error E121' '1 error, 0 warnings' && absent none || return
    rows "a;$(printf 'kolom-%03d;' $(seq 1 40))" >l.csv
    status 1 "$exe" import inschrijvingen l.csv -o none && told 'a, kolom-001, ' 'kolom-027, …' || return
    printf '\n;;\n;leerling;_school ;Begin__datum;;%s\nx;L1;99AB00;1-8-2024;;\n' "$(printf 'kolom-%03d;' \
        $(seq 1 40) | sed 's/;$//')" >l.csv
    sed -i '4s/$/;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;/' l.csv
    status 0 "$exe" import inschrijvingen l.csv --kolom begindatum='begin datum' -o l &&
        told 'l.csv:3: warning W275: these columns are not read: kolom-001, ' ', kolom-028, …' || return
    printf 'leerling;school;begindatum\nL1;99AB00;2024-08-01\n' | holds l/inschrijvingen.csv
}
check 'a list: what no header is, and which header is found' list_headers

list_options() {
    header l.csv 'leerling;school;begindatum'
    for option in leerling leerling= "leerling=$(printf '\351')" nothing=x; do
        status 2 "$exe" import inschrijvingen l.csv --kolom "$option" -o none || return
    done
    status 2 "$exe" import inschrijvingen l.csv --kolom leerling=a --kolom leerling=b -o none &&
        status 2 "$exe" import inschrijvingen l.csv --kolom leerling=a --vast leerling=b \
            --kolom bad -o none && says stderr leerling=b &&
        status 2 "$exe" import duo -o none && says stderr 'import wants duo, cbs or the name of a table' &&
        status 2 "$exe" import cbs l.csv --gemeenten l.csv -o none && absent none &&
        status 1 "$exe" import duo l.csv --gemeenten l.csv -o none && told E121 && absent none
}
check 'options that name no column, or one twice' list_options

list_rows() {
    list 'Totaal;;;' ";$(printf '\342\200\213');;" ';Totaal;;' 'L1;99AB00;1-8-2024;0518' 'Totaal;99AB00;1-8-2024;518' \
        'L2;99AB00;1-8-2024;' 'L3;99AB00;1-8-2024;Buitenland' '-5;99AB00;1-8-2024;518' \
        '-x;99AB00;1-8-2024;518' 'L4;99AB00;' || return
    printf '"L5;99AB00;1-8-2024;518\r\n' >>l.csv
    status 1 "$exe" import inschrijvingen l.csv -o l &&
        told 'l.csv:2:1: error E139' 'l.csv:4:2: error E139' 'l.csv:8:20: error E247' \
            'l.csv:9:1: error E202' 'l.csv:10:1: error E202' 'l.csv:11: error E117' \
            'l.csv:12:1: error E113' '7 errors, ' || return
    holds l/inschrijvingen.csv <<'CSV' || return
leerling;school;begindatum;gemeente
L1;99AB00;2024-08-01;GM0518
L2;99AB00;2024-08-01;
Totaal;99AB00;2024-08-01;GM0518
CSV
    grep -q '^-5;99AB00;' l/geweigerd.csv && grep -q "^'-x;99AB00;" l/geweigerd.csv &&
        grep -q '^"""L5;99AB00;1-8-2024;518";;;;12;' l/geweigerd.csv
}
check 'a list: totals, abroad where it is no gemeente, rows that are no CSV' list_rows

list_types() {
    rows 'leerling;gemeente' 'L1;BUITENLAND' 'L2;Buitenland' 'L3;518' >w.csv
    status 0 "$exe" import woonplaatsen w.csv -o w &&
        printf 'leerling;gemeente\nL1;BUITENLAND\nL2;BUITENLAND\nL3;GM0518\n' | holds w/woonplaatsen.csv ||
        return
    rows 'voorschot;contract;partij;datum;bedrag' 'V1;C1;AGB-1;1-1-2025;10' 'V2;C1;a b;1-1-2025;10' >v.csv
    status 1 "$exe" import voorschotten v.csv -o cheques && told 'v.csv:3:7: error E202 [partij]: "a b"' &&
        printf '%s\n' 'voorschot;contract;partij;datum;bedrag' 'V1;C1;AGB-1;2025-01-01;10.00' |
        holds cheques/voorschotten.csv || return
    rows 'leerling;gemeente;begindatum;besluit;aandeel' 'L1;518;1-1-2025;B;1/2' 'L2;518;1-1-2025;B;3/2' \
        'L3;518;1-1-2025;B;0' 'L4;518;1-1-2025;B;1/1000001' >b.csv
    status 1 "$exe" import woonplaatsbesluiten b.csv -o b &&
        told 'b.csv:3:19: error E217' 'b.csv:4:19: error E217' 'b.csv:5:19: error E217' '3 errors' &&
        [ "$(wc -l <b/woonplaatsbesluiten.csv)" = 2 ]
}
check 'a list: words, codes and shares as check reads them' list_types

# What comes back has two columns that are not of the list.
list_again() {
    rows 'leerling;begindatum' 'L1;x' 'Totaal;' >l.csv
    status 1 "$exe" import inschrijvingen l.csv --vast school=99AB00 -o again --json &&
        says stdout '"refused_in": "geweigerd.csv"' && ! grep -q pupils stdout || return
    sed '/Totaal/d; s/L1;x/L1;1-8-2024/' again/geweigerd.csv >back.csv
    status 0 "$exe" import inschrijvingen back.csv --vast school=99AB00 -o back --json &&
        silent stderr && says stdout '"refused_in": null' || return
    printf 'leerling;school;begindatum\nL1;99AB00;2024-08-01\n' | holds back/inschrijvingen.csv || return
    rows 'leerling;begindatum;regel;x' 'L1;1-8-2024;7;8' >l.csv
    status 0 "$exe" import inschrijvingen l.csv --vast school=99AB00 -o back &&
        told 'not read: regel, x'
}
check 'a list that came back with its line and reason; a total where a column is --vast' list_again

# Names of files that go into names of files.
list_names() {
    long=$(printf 'x%.0s' $(seq 1 199))
    tab=$(printf '\t')
    rows 'leerling;school;begindatum' 'L1;99AB00;x' >"${long}é.csv"
    cp "${long}é.csv" "a#b${tab}c.csv" && cp "${long}é.csv" .csv && cp "${long}é.csv" a.b.csv &&
        status 1 "$exe" import inschrijvingen "${long}é.csv" "a#b${tab}c.csv" .csv a.b.csv -o names &&
        ls names >found && holds found <<NAMES
geweigerd-1-$long.csv
geweigerd-2-a-b-c.csv
geweigerd-3-.csv.csv
geweigerd-4-a.b.csv
inschrijvingen.csv
NAMES
}
check 'geweigerd.csv of several files: each has the name of its file' list_names

# 20,100 rows that are refused: all are counted, and stand in geweigerd.csv.
list_many() {
    { echo 'leerling;school;begindatum'; seq -f 'L%.0f;99AB00;x' 1 20100; } >l.csv
    status 1 "$exe" import inschrijvingen l.csv -o many --max-errors 1 && told '20100 errors' &&
        [ "$(wc -l <many/geweigerd.csv)" = 20101 ]
}
check 'more rows that are refused than a report keeps' list_many

# --- sheets

sheet_cells() {
    "$make" cells.xlsx <<'FORM' || return
kostenpost;contract;begindatum;einddatum;bedrag;omschrijving
K1;C1;@2025-01-01;#45991{14};#1000;?1
#1{9};C1;#45658{14};#45991{14};#1000;x
#7{0"x"};C1;#45658{14};#45991{14};#1000;x
K3;C1;#45658{14};#45991{14};#1000;#7{0"x"}
K4;C1;#45658{14};#45991{14};#1000;#45658{mmm-yy}
K5;C1;#45658{14};#45991{14};#1000{"€" 0};#45658{14}
K6;C1;#45658{14};#45991{14};#1000{"x1" 0,};x
K7;C1;#45658{14};#45991{14};#NAN;x
#45658{mmm-yy};C1;#45658{14};#45991{14};#1000;x
FORM
    status 1 "$exe" import kosten cells.xlsx -o cells || return
    told 'A3: error E147 [kostenpost]: the cell holds the number 100%' 'A4: error E147 [kostenpost]' \
        'F5: error E147 [omschrijving]' 'F6: error E157 [omschrijving]' 'E8: error E149 [bedrag]' \
        'E9: error E140 [bedrag]' 'A10: error E143 [kostenpost]' '7 errors, 0 warnings' || return
    holds cells/kosten.csv <<'CSV'
kostenpost;contract;begindatum;einddatum;bedrag;omschrijving
K1;C1;2025-01-01;2025-11-30;1000.00;ja
K5;C1;2025-01-01;2025-11-30;1000.00;2025-01-01
CSV
}
check 'a sheet: what each kind of cell is in a column of another kind' sheet_cells

sheet_around() {
    "$make" around.xlsx <<'FORM' || return
!hidden
!compute
Een titel

Nog een
leerling;school;begindatum
L1;99AB00;=A1 -> #45658{14};x
L2;99AB00;=A1 -> #45658{14};;y
=A1 -> L3;99AB00;#45658{14}
L4;99AB00;#45658{14}
L5;99AB00;#45658{14}
!merge A1:C1
!merge E6:F6
!merge A8:A9
!merge A30:A40
!row hidden="1"
L6;99AB00;#45658{14}
!row hidden="1"
L7;99AB00;#45658{14}
FORM
    status 1 "$exe" import inschrijvingen around.xlsx -o around || return
    told 'around.xlsx:Blad1: warning W153' '!1: warning W276: rows above the names of the columns are passed over (2,' \
        '!10: warning W151' '!5: warning W154' '!5: warning W155' 'A8: error E138' 'A9: error E138' \
        '2 errors, 5 warnings' || return
    printf 'leerling;school;begindatum\n%s;99AB00;2025-01-01\n%s;99AB00;2025-01-01\n%s;99AB00;2025-01-01\n' \
        L1 L2 L3 >wanted
    printf 'L%d;99AB00;2025-01-01\n' 6 7 >>wanted && holds around/inschrijvingen.csv <wanted
}
check 'a sheet: what stands around the rows is told' sheet_around

sheet_struck() {
    "$make" struck.xlsx <<'FORM' || return
!part xl/styles.xml <styleSheet><fonts><x/><strike/><font><b/></font><font><strike/></font><font><strike val="0"/></font><font><strike val="1"/></font></fonts><cellXfs><xf numFmtId="0"/><xf numFmtId="0" fontId="1"/><xf numFmtId="14"/><xf numFmtId="14" fontId="1"/><xf numFmtId="0" fontId="2"/><xf numFmtId="0" fontId="3"/><xf numFmtId="0" fontId="9"/></cellXfs><dxfs><font><strike/></font></dxfs></styleSheet>
leerling;school;begindatum
L1;99AB00;<c s="3"><v>45658</v></c>
<c s="1" t="str"><v>L2</v></c>;<c s="1" t="str"><v>99AB00</v></c>;<c s="3"><v>45658</v></c>
FORM
    status 0 "$exe" import inschrijvingen struck.xlsx -o struck &&
        told 'struck.xlsx:Blad1!3: warning W160: rows of this sheet are struck through, and are read (1;' \
            '0 errors, 1 warning' && [ "$(wc -l <struck/inschrijvingen.csv)" = 3 ]
}
check 'a sheet: rows that are struck through are told' sheet_struck

sheet_header() {
    printf 'leerling;school;begindatum\nL1;99AB00;#45658{14}\n!merge A1:A2\n' | "$make" merged.xlsx &&
        status 1 "$exe" import inschrijvingen merged.xlsx -o none && told 'A1: error E138' || return
    { printf 'leerling;school;begindatum'; printf ';%.0s' $(seq 4 260); echo x; } | "$make" wide.xlsx &&
        status 1 "$exe" import inschrijvingen wide.xlsx -o none && told 'wide.xlsx:Blad1!1: error E116' ||
        return
    printf '%s\n' 'leerling;school' '!part xl/worksheets/sheet1.xml <worksheet>' | "$make" cut.xlsx &&
        status 1 "$exe" import inschrijvingen cut.xlsx -o none && told 'cut.xlsx' E134 &&
        absent none || return
    seq -f 'sheet Een heel lang blad met nummer %02.0f' 1 20 | "$make" many.xlsx &&
        status 1 "$exe" import inschrijvingen many.xlsx -o none && told E259 'nummer 01, ' ', …' || return
    printf 'sheet B\nleerling;school;begindatum\nL1;99AB00;#45658{14}\n' | "$make" 'a#b.xlsx' &&
        status 0 "$exe" import inschrijvingen 'a#b.xlsx#B' -o hash &&
        status 0 "$exe" import inschrijvingen 'a#b.xlsx' -o hash &&
        printf 'leerling;school;begindatum\nL1;99AB00;2025-01-01\n' | holds hash/inschrijvingen.csv
}
check 'a sheet: a header that is merged or too wide, a sheet that is cut, one of many' sheet_header

# --- the folder

# The table of another school in the same folder is replaced, and that is said.
replaced() {
    rows 'leerling;begindatum' 'L1;1-8-2024' >noord.csv
    rows 'leerling;begindatum' 'L2;1-8-2024' >zuid.csv
    status 0 "$exe" import inschrijvingen noord.csv --vast school=99AB00 -o schools &&
        says stdout 'schools/inschrijvingen.csv (rows: 1)' && ! grep -q 'in place' stdout &&
        status 0 "$exe" import inschrijvingen zuid.csv --vast school=99CD00 -o schools &&
        says stdout 'schools/inschrijvingen.csv (rows: 1), in place of the one that was there' &&
        printf 'leerling;school;begindatum\nL2;99CD00;2024-08-01\n' | holds schools/inschrijvingen.csv &&
        status 0 "$exe" import inschrijvingen zuid.csv --vast school=99CD00 -o schools --json &&
        says stdout '"replaces": true' &&
        status 0 "$exe" import inschrijvingen zuid.csv --vast school=99CD00 -o elsewhere --json &&
        says stdout '"replaces": false'
}
check 'a table that is replaced is told' replaced

# What import did not write is not taken away; what it did is.
folder() {
    rows 'code;naam' 'GM0518;Den Haag' >c.csv
    status 0 "$exe" import cbs c.csv -o place && cp place/gemeenten.csv place/geweigerd.csv &&
        cp place/gemeenten.csv place/geweigerd-2-x.csv && status 0 "$exe" import cbs c.csv -o place &&
        ls place >found && echo gemeenten.csv | holds found || return
    for name in x abc geweigerd gewei.csv geweigerd.txt tellingen.csv; do
        echo x >"place/$name" && status 4 "$exe" import cbs c.csv -o place && told "holds $name" &&
            rm "place/$name" || return
    done
    for name in geweigerd geweigerd-1-a.csv; do
        mkdir "place/$name" && echo x >"place/$name/geweigerd.csv" &&
            status 4 "$exe" import cbs c.csv -o place && told "holds $name" &&
            [ "$(cat "place/$name/geweigerd.csv")" = x ] && rm -r "place/$name" || return
    done
}
check 'only what import wrote is replaced' folder

finish
