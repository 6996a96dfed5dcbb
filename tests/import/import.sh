#!/bin/sh
# Goal: what others publish and send (DUO, CBS, lists of schools) becomes tables that a settlement
# takes, and what was not understood is told and kept, row by row; nothing is guessed.
#
#   tests/import/import.sh VERREKEN ROOT MAKE   ROOT: the folder of the project; MAKE: the program
#                                               that makes workbooks (tests/workbook/make.c)
#
# The files have the columns, encodings and traps of the real ones. BRINs, schools and pupils are
# invented.
exe=${1:?usage: import.sh VERREKEN ROOT} root=${2:?usage: import.sh VERREKEN ROOT}
make=$(realpath "${3:?usage: import.sh VERREKEN ROOT MAKE}") || exit 2
# shellcheck source=tests/command/tap.sh
. "$root/tests/command/tap.sh"
export LC_ALL=C

# holds FILE: it holds exactly what is on stdin.
holds() {
    cat >"$tmp/.wanted"
    cmp -s "$tmp/.wanted" "$1" && return 0
    diff "$tmp/.wanted" "$1"
    return 1
}

# --- DUO, PO

po_header='PEILDATUM;GEMEENTENUMMER;GEMEENTENAAM;POSTCODE_LEERLING; GEMEENTENAAM LEERLING ;BRIN_NUMMER;VESTIGINGSNUMMER;INSTELLINGSNAAM_VESTIGING;POSTCODE_VESTIGING;PLAATSNAAM;PROVINCIE;Soort_PO;DENOMINATIE_VESTIGING;BEVOEGD_GEZAG_NUMMER;LEEFTIJD_4_JAAR;LEEFTIJD_5_JAAR;L25_PLUS;totaal'
school='2491AA;DEN HAAG;Zuid-Holland'
{
    echo "$po_header"
    echo "2018-10-01;518;'s-GRAVENHAGE;2491;'s-GRAVENHAGE;99AB;0;De Brúg;$school;Sbo;Openbaar;41234;2;3;;5"
    echo "01-10-2018;518;'s-GRAVENHAGE;2492;DEN HAAG;99AB;00;De Brúg;$school;Sbo;Openbaar;41234;1.0;0;;1.0"
    echo "1-10-2018;518;'s-GRAVENHAGE;2281;Rijswijk (ZH);99AB;99AB00;De Brúg;$school;Sbo;Openbaar;41234;7;;;7"
    echo "20181001;518;'s-GRAVENHAGE;2282;RIJSWIJK;99AB;0;De Brúg;$school;Sbo;Openbaar;41234;;;;<5"
    echo "20181001;518;'s-GRAVENHAGE;5854;BERGEN;99AB;0;De Brúg;$school;Sbo;Openbaar;41234;1;;;1"
    echo "20181001;518;'s-GRAVENHAGE;5854;Bergen (L.);99AB;0;De Brúg;$school;Sbo;Openbaar;41234;2;;;2"
    echo "20181001;518;'s-GRAVENHAGE;3220;Voorne aan Zee;99AB;0;De Brúg;$school;Sbo;Openbaar;41234;1;;;1"
    echo "20181001;3;Appingedam;8601;Súdwest-Fryslân;99CD;2;\"De \"\"Q\"\"; extra\";$school;So;Openbaar;41234;1;;;1"
    echo "20181001;3;Appingedam;8602;Súdwest-Fryslân;99CD;2;\"De \"\"Q\"\"; extra\";$school;Vso;Openbaar;41234;3;;;3"
    echo "20181001;3;Appingedam;2611;Delft;99CD;2;\"De \"\"Q\"\"; extra\";$school;Vso;Openbaar;41234;3;;;4"
    echo "20181001;3;Appingedam;;Onbekend;99CD;2;=1+1;$school;Vso;Openbaar;41234;3;;;-1"
    echo "20181001;518;'s-GRAVENHAGE;2493;'s-GRAVENHAGE;99AB;0;De Brúg;$school;Sbo;Openbaar;41234;1;1;;"
    echo "20181001;518;'s-GRAVENHAGE;2600;Delft;99AB;7;De Dependance;$school;Sbo;Openbaar;41234;;4;;4"
} >po-utf8.csv
iconv -f UTF-8 -t WINDOWS-1252 po-utf8.csv >po.csv
{ printf '\357\273\277'; tr ';' '\t' <po-utf8.csv | sed 's/"De ""Q""\t extra"/"De ""Q""; extra"/'; } >po-bom.csv

po() {
    status 1 "$exe" import duo po.csv -o po || return
    holds po/tellingen.csv <<'CSV' && holds po/scholen.csv <<'CSV2'
school;peildatum;gemeente;aantal
99AB00;2018-10-01;GM0893;2
99AB07;2018-10-01;GM0503;4
99CD02;2018-10-01;GM1900;4
CSV
school;naam;soort;gemeente
99AB00;De Brúg;SBO;GM0518
99AB07;De Dependance;SBO;GM0518
99CD02;"De ""Q""; extra";;GM0003
CSV2
}
check 'PO: rows are summed over postcodes; a part that is suppressed takes its telling away' po

po_told() {
    says stderr 'po.csv:5:108: error E215 [totaal]: "<5" is a suppressed' &&
        says stderr 'po.csv:5: warning W271: of school 99AB00 and gemeente GM0603' &&
        says stderr 'po.csv:13: warning W271: of school 99AB00 and gemeente GM0518' &&
        says stderr '[GEMEENTENAAM LEERLING]: "BERGEN" can be GM0373 Bergen (NH), GM0893 Bergen (L)' &&
        says stderr 'GM1992 Voorne aan Zee was no gemeente on 2018-10-01: it began on 2023-01-01' &&
        says stderr 'the total is 4, but the counts before it add up to 3' &&
        says stderr '"Onbekend" is no gemeente' &&
        says stderr 'W272: school 99CD02 has pupils of soort SO, VSO' &&
        says stderr '7 errors, 6 warnings' &&
        grep -q '^po.csv  *13  *4  *9  *10$' stdout && says stdout 'po/geweigerd.csv (rows: 9)'
}
check 'PO: each refused row is told at its line and column, and counted' po_told

po_refused() {
    [ "$(wc -l <po/geweigerd.csv)" = 10 ] && head -n 1 po/geweigerd.csv >first &&
        echo "$po_header;regel;reden" | holds first &&
        grep -q "^20181001;518;'s-GRAVENHAGE;2282;RIJSWIJK;99AB;0;De Brúg;.*;;;;<5;5;\"totaal: \"\"<5\"\" is een onderdrukte" po/geweigerd.csv &&
        grep -q ";'=1+1;.*;-1;12;\"GEMEENTENAAM LEERLING: \"\"Onbekend\"\" is geen gemeente" po/geweigerd.csv &&
        grep -q '| totaal: ""-1"" is een onderdrukte' po/geweigerd.csv
}
check 'PO: geweigerd.csv has the rows as they were, their line and why, and no formula' po_refused

po_forms() {
    status 1 "$exe" import duo po-bom.csv -o bom && status 1 "$exe" import duo po-utf8.csv -o utf8 &&
        same po utf8 && cmp po/tellingen.csv bom/tellingen.csv && cmp po/scholen.csv bom/scholen.csv
}
check 'PO: UTF-8, with a mark and tabs, gives the same as Windows-1252' po_forms

po_order() {
    head -n 1 po.csv >turned.csv
    tail -n +2 po.csv | tac >>turned.csv
    status 1 "$exe" import duo turned.csv -o turned && cmp po/tellingen.csv turned/tellingen.csv &&
        cmp po/scholen.csv turned/scholen.csv
}
check 'PO: the order of the rows has no effect on the tables' po_order

private_files() {
    [ "$(stat -c %a po po/tellingen.csv po/geweigerd.csv | tr '\n' ' ')" = '700 600 600 ' ]
}
check 'what is written is for its owner alone' private_files

undefined_bytes() {
    { cat po.csv; printf 'x\201y;\n'; } >undefined.csv
    status 1 "$exe" import duo undefined.csv -o undefined && says stderr 'undefined.csv:15: error E108' &&
        absent undefined
}
check 'a byte that Windows-1252 does not have is told, and nothing is written' undefined_bytes

no_header() {
    echo 'a;b' >none.csv
    status 1 "$exe" import duo po.csv none.csv -o none && says stderr 'none.csv:1: error E254' &&
        absent none && silent stdout
}
check 'a file whose header is not understood: nothing is written' no_header

broken_rows() {
    { head -n 2 po.csv; printf '2018-10-01;518;a"b\n2018-10-01;518\n'; } >broken.csv
    status 1 "$exe" import duo broken.csv -o broken && says stderr 'broken.csv:3:17: error E111' &&
        says stderr 'broken.csv:4: error E117' && grep -q '^"2018-10-01;518;a""b";;.*;3;"een aanhalingsteken' broken/geweigerd.csv &&
        grep -q '^"2018-10-01;518";;.*;4;"de rij heeft 2 velden' broken/geweigerd.csv &&
        [ "$(wc -l <broken/tellingen.csv)" = 2 ]
}
check 'a row that is no CSV is refused as a whole, and the rest is read' broken_rows

two_versions() {
    sed 's/;5$/;6/; s/;2;3;;6/;2;4;;6/' po.csv >later.csv
    status 1 "$exe" import duo po.csv later.csv -o versions --max-errors 500 || return
    says stderr 'later.csv:2: error E255: the same school, gemeente and postcode stands at po.csv:2' &&
        cmp po/tellingen.csv versions/tellingen.csv && [ -s versions/geweigerd-1-po.csv ] &&
        [ -s versions/geweigerd-2-later.csv ]
}
check 'two versions of one file are not added up' two_versions

# What goes back is a whole: the other rows of the telling stand with the one that is suppressed.
po_comes_back() {
    sed 's/;;;;<5;5;/;;4;;4;5;/' po/geweigerd.csv | grep -E '^PEIL|;(RIJSWIJK|Rijswijk \(ZH\));99AB;' >back.csv &&
        [ "$(wc -l <back.csv)" = 3 ] && status 0 "$exe" import duo back.csv -o back &&
        printf '%s\n' 'school;peildatum;gemeente;aantal' '99AB00;2018-10-01;GM0603;11' |
        holds back/tellingen.csv &&
        status 0 "$exe" import tellingen po/tellingen.csv back/tellingen.csv -o both &&
        [ "$(wc -l <both/tellingen.csv)" = 5 ]
}
check 'PO: a telling that was not written comes back whole, and joins the others' po_comes_back

po_refused_again() {
    status 1 "$exe" import duo po/geweigerd.csv -o anew && head -n 1 anew/geweigerd.csv >first &&
        echo "$po_header;regel;reden" | holds first && [ "$(wc -l <anew/geweigerd.csv)" = 10 ] &&
        ! grep -q 'begrepen.*begrepen' anew/geweigerd.csv
}
check 'a file that came back is refused without the reasons it had' po_refused_again

po_spelling() {
    { head -n 2 po.csv; sed -n "2{s/;'s-GRAVENHAGE;99AB;0;/;Den Haag;99AB;00;/;p;}" po.csv; } >spelling.csv
    status 1 "$exe" import duo spelling.csv -o spelling &&
        says stderr 'spelling.csv:3: error E255: the same school, gemeente and postcode stands at spelling.csv:2'
}
check 'a row that stands twice is not added up, however its gemeente is written' po_spelling

po_school_gemeente() {
    { head -n 2 po.csv; sed -n '3{s/;518;/;603;/;p;}' po.csv; } >moved.csv
    status 0 "$exe" import duo moved.csv -o moved && says stderr 'left empty in scholen.csv' &&
        grep -q '^99AB00;De Br.*;SBO;$' moved/scholen.csv
}
check 'a school with two gemeenten on one day gets none' po_school_gemeente

# --- DUO, VO

{
    echo 'BRIN NUMMER;VESTIGINGSNUMMER;POSTCODE LEERLING;PLAATSNAAM LEERLING;GEMEENTENUMMER LEERLING;GEMEENTENAAM LEERLING;LEER- OF VERBLIJFSJAAR 1;LEER- OF VERBLIJFSJAAR 2'
    echo '99XY;99XY01;2611;DELFT;503;DELFT;10;20'
    echo '99XY;1;2612;DELFT;0503;DELFT;1;'
    echo '99XY;1;5854;BERGEN;893;BERGEN;4;'
    echo '99XY;1;2282;RIJSWIJK;503;RIJSWIJK;1;2'
    echo '99XY;1;2286;RIJSWIJK;;RIJSWIJK;1;2'
} >vo.csv
printf 'BRIN NUMMER,VESTIGINGSNUMMER,VESTIGINGSNAAM,GEMEENTENUMMER\n99XY,1,Lyceum,503\n99ZZ,0,Anders,3\n' >vest.csv

vo_without_day() {
    status 1 "$exe" import duo vo.csv -o vo && says stderr 'vo.csv:1: error E253' && absent vo
}
check 'VO: without --peildatum nothing is written' vo_without_day

vo() {
    status 1 "$exe" import duo vo.csv --peildatum 2024-10-01 -o vo &&
        says stderr 'error E248 [GEMEENTENUMMER LEERLING]: code GM0503 is Delft, but the name beside it is GM0603 Rijswijk' &&
        says stderr 'the gemeente of school 99XY01 is not in these files' &&
        says stderr 'vo.csv:5: warning W278: of school 99XY01 rows were refused' || return
    printf 'school;naam;soort;gemeente\n99XY01;;VO;\n' | holds vo/scholen.csv || return
    status 1 "$exe" import duo vo.csv --peildatum 1-10-2024 --vestigingen vest.csv -o vo || return
    printf 'school;naam;soort;gemeente\n99XY01;Lyceum;VO;GM0503\n' | holds vo/scholen.csv &&
        holds vo/tellingen.csv <<'CSV'
school;peildatum;gemeente;aantal
99XY01;2024-10-01;GM0503;31
99XY01;2024-10-01;GM0603;3
99XY01;2024-10-01;GM0893;4
CSV
}
check 'VO: code and name agree, and the list of vestigingen gives name and gemeente' vo

all_understood() {
    { head -n 4 vo.csv; } >vo-good.csv
    status 0 "$exe" import duo vo-good.csv --peildatum 2024-10-01 --vestigingen vest.csv -o good &&
        silent stderr && absent good/geweigerd.csv good/geweigerd-1-vo-good.csv &&
        grep -q '^99XY01;2024-10-01;GM0503;31$' good/tellingen.csv
}
check 'exit 0 and no geweigerd.csv when every row was understood' all_understood

# --- the tables of DUO in a settlement

settles() {
    small telling
    "$exe" import duo vo-good.csv --peildatum 2025-10-01 --vestigingen vest.csv -o d \
        >/dev/null || return
    cp d/tellingen.csv d/scholen.csv telling/
    rm telling/inschrijvingen.csv telling/woonplaatsen.csv
    printf 'contract;school\nC1;99XY01\n' >telling/contract_scholen.csv
    sed 's/leerlingdagen/telling/' telling/settlement.ini >telling/t.ini
    status 0 "$exe" run telling/t.ini -o telling/out || return
    # 252,06 of the quarter over 31 and 4
    grep -q ';GM0503;verdeeld;31/35;223.25$' telling/out/verdeling.csv &&
        grep -q ';GM0893;verdeeld;4/35;28.81$' telling/out/verdeling.csv
}
check 'the tables settle with sleutel = telling' settles

# --- CBS

cat >herindelingen.csv <<'CSV'
Bestaan tot;Eindjaar;Oude;Nieuwe;Huidige code;Huidige naam
1-1-1905;1905;GM1134;GM0489;GM0489;Barendrecht
1-8-1963;1963;GM1055;#N/A;#N/A;Duitsland
18-3-2010;2010;600;599;GM0599;Rotterdam
1-1-2014;2014;GM0055;GM0080;GM0080;Leeuwarden
1-1-2015;2015;GM0282;GM0241;GM1945;Berg en Dal
1-1-2016;2016;GM0241;GM1945;GM1945;Berg en Dal
1-1-2016;2016;GM1945;GM1945;GM1945;Berg en Dal
1-6-2015;2015;GM1921;GM1940;GM1940;De Fryske Marren
1-1-2014;2014;GM0055;GM0080;GM0080;Leeuwarden
1-1-2025;2025;GM0603;GM0518;GM0518;'s-Gravenhage
1-11-2025;2025;GM0503;GM2001;GM2001;Delfland
CSV
cbs() {
    status 0 "$exe" import cbs herindelingen.csv -o cbs || return
    holds cbs/gemeenten.csv <<'CSV'
code;naam;ingang;vervallen_per;opvolger
GM0055;Boarnsterhim;1985-01-03;2014-01-01;GM0080
GM0241;Groesbeek;;2016-01-01;GM1945
GM0282;Ubbergen;;2015-01-01;GM0241
GM0503;Delft;;2025-11-01;GM2001
GM0600;Rozenburg;;2010-03-18;GM0599
GM0603;Rijswijk;;2025-01-01;GM0518
GM1921;De Friese Meren;2014-01-01;2015-06-01;GM1940
GM2001;Delfland;2025-11-01;;
CSV
}
check 'CBS: chains, mid-year, a self loop, a duplicate, zeros that were dropped' cbs

cbs_told() {
    says stderr 'rows about gemeenten that ended before 2005-01-01 are passed over (2,' &&
        says stderr 'rows that lead a gemeente to itself are passed over (1,' &&
        says stderr 'rows that say the same as one before are passed over (1,' &&
        says stderr 'herindelingen.csv:9: warning W277: gemeente GM1921'
}
check 'CBS: what is passed over, and what differs from the built-in list, is told' cbs_told

cbs_wrong() {
    cat >wrong.csv <<'CSV'
Bestaan tot;Eindjaar;Oude;Nieuwe;Huidige code;Huidige naam
1-1-2029;2029;GM0503;GM0518;GM0518;x
1-1-2029;2029;GM0503;GM0599;GM0599;x
1-1-2030;2030;GM0603;GM0626;;
1-1-2030;2030;GM0626;GM0603;;
1-1-2031;2031;GM0606;GM2002;GM2003;x
1-1-2031;2031;GM0622;GM0606;;
CSV
    status 1 "$exe" import cbs wrong.csv -o wrong && says stderr 'do not say the same about GM0503' &&
        says stderr 'wrong.csv:4:22: error E214' && says stderr 'wrong.csv:5:22: error E214' &&
        says stderr 'wrong.csv:6:22: error E257' && [ "$(wc -l <wrong/geweigerd.csv)" = 6 ] || return
    printf '%s\n' 'code;naam;ingang;vervallen_per;opvolger' 'GM0622;Vlaardingen;;2031-01-01;GM0606' |
        holds wrong/gemeenten.csv
}
check 'CBS: rows that contradict each other or lead round are refused, all of them' cbs_wrong

cbs_list() {
    cat >codes.csv <<'CSV'
Gemeentecode;GemeentecodeGM;Gemeentenaam;Provinciecode;ProvinciecodePV;Provincienaam
518;GM0518;'s-Gravenhage;28;PV28;Zuid-Holland
0518;GM0518;'s-Gravenhage;28;PV28;Zuid-Holland
2002;GM2002;Nieuwland;28;PV28;Zuid-Holland
603;GM0604;Rijswijk (ZH);28;PV28;Zuid-Holland
CSV
    status 1 "$exe" import cbs codes.csv -o codes && says stderr 'codes.csv:5:5: error E248' || return
    printf '%s\n' 'code;naam;ingang;vervallen_per;opvolger' "GM0518;'s-Gravenhage;;;" \
        'GM2002;Nieuwland;;;' | holds codes/gemeenten.csv
}
check 'CBS: a list of codes and names' cbs_list

again() {
    status 0 "$exe" import cbs cbs/gemeenten.csv -o again && cmp cbs/gemeenten.csv again/gemeenten.csv
}
check 'the table gemeenten, imported again, is the same' again

in_a_settlement() {
    small before && small after && cp cbs/gemeenten.csv after/ || return
    status 0 "$exe" run before/settlement.ini -o before/out &&
        status 0 "$exe" run after/settlement.ini -o after/out || return
    grep -q ';GM0603;verdeeld' before/out/verdeling.csv &&
        ! grep -q ';GM0603;' after/out/verdeling.csv && [ -s after/out/invoer/gemeenten.csv ] &&
        grep -q '"invoer/gemeenten.csv"' after/out/manifest.json &&
        status 0 "$exe" verify after/out || return
    status 0 "$exe" verschil before/out after/out && says stdout gemeenten || return
    echo 'GM0603;Rijswijk;;;' >>after/out/invoer/gemeenten.csv
    status 3 "$exe" verify after/out
}
check 'a settlement takes the table gemeenten: kept, hashed, verified' in_a_settlement

names_of_the_table() {
    { head -n 1 vo.csv; echo '99XY;1;2611;DELFT;2001;DELFLAND;7;1'; } >vo-new.csv
    status 0 "$exe" import duo vo-new.csv --peildatum 2025-11-01 --gemeenten cbs/gemeenten.csv \
        --vestigingen vest.csv -o new && grep -q ';GM2001;8$' new/tellingen.csv &&
        status 1 "$exe" import duo vo-new.csv --peildatum 2025-10-31 --gemeenten cbs/gemeenten.csv \
            -o new && says stderr 'it began on 2025-11-01'
}
check 'names of gemeenten by the table of --gemeenten' names_of_the_table

# --- lists of schools

cat >noord.csv <<'CSV'
Leerlingnummer,Naam,Instroom,Uitstroom,Woongemeente
1001,Kind A,1-8-2024,,Den Haag
1002,Kind B,01-09-2024,31-12-2024,'s Gravenhage
1003,Kind C,2024-02-30,,Delft
CSV
printf '\357\273\277LEERLINGNUMMER;INSTROOM;WOONGEMEENTE\r\n 1001\302\240;1-8-2024;518\r\n1\342\200\213009;1-8-2024;Brielle\r\n=1|x;1-8-2024;Delft\r\n;;\r\n;1-8-2024;Delft\r\n' >zuid.csv
as='--kolom leerling=Leerlingnummer --kolom begindatum=Instroom --kolom gemeente=Woongemeente'

lists() {
    # shellcheck disable=SC2086 # $as is words
    status 1 "$exe" import inschrijvingen noord.csv zuid.csv $as --vast school=99AB00 -o lists || return
    holds lists/inschrijvingen.csv <<'CSV' || return
leerling;school;begindatum;gemeente
1001;99AB00;2024-08-01;GM0518
1002;99AB00;2024-09-01;GM0518
1009;99AB00;2024-08-01;GM0501
CSV
    says stderr 'noord.csv:1: warning W275: these columns are not read: Naam, Uitstroom' &&
        says stderr 'noord.csv:4:13: error E205 [Instroom]' &&
        says stderr 'zuid.csv:2:1: error E255 [LEERLINGNUMMER]: the same leerling, school, begindatum stands at noord.csv:2' &&
        grep -q "^'=1|x;1-8-2024;Delft;4;" lists/geweigerd-2-zuid.csv &&
        [ "$(wc -l <lists/geweigerd-2-zuid.csv)" = 4 ] && [ "$(wc -l <lists/geweigerd-1-noord.csv)" = 2 ]
}
check 'lists of two schools become one table; names become codes' lists

lists_on_a_day() {
    # shellcheck disable=SC2086
    status 1 "$exe" import inschrijvingen zuid.csv $as --vast school=99AB00 --peildatum 2024-10-01 \
        -o day && says stderr 'GM0501 Brielle was no gemeente on 2024-10-01: from 2023-01-01 on it is GM1992'
}
check 'names by the day of --peildatum' lists_on_a_day

other_tables() {
    printf 'leerling;gemeente\nL1;Buitenland\nL2;Rijswijk (ZH)\n' >w.csv
    printf 'kostenpost;contract;begindatum;einddatum;bedrag\nK1;C9;1-1-2025;31-12-2025;€ 1.234,50\nK2;C9;1-1-2025;31-12-2025;1.234\n' >k.csv
    printf 'kengetal;gemeente;peildatum;waarde\njeugd;Delft;2025-01-01;12,50\n' >g.csv
    status 0 "$exe" import woonplaatsen w.csv -o w && status 1 "$exe" import kosten k.csv -o k &&
        says stderr E207 && status 0 "$exe" import kengetallen g.csv -o g || return
    printf 'leerling;gemeente\nL1;BUITENLAND\nL2;GM0603\n' | holds w/woonplaatsen.csv &&
        printf '%s\n' 'kostenpost;contract;begindatum;einddatum;bedrag' \
            'K1;C9;2025-01-01;2025-12-31;1234.50' | holds k/kosten.csv &&
        grep -q '^jeugd;GM0503;2025-01-01;12.5$' g/kengetallen.csv
}
check 'any table: cells are read as check reads them, references are left' other_tables

every_table() {
    for table in $("$root/tests/import/tables" "$root/engine/tables.def"); do
        printf 'x;y\n1;2\n' >any.csv
        status 1 "$exe" import "$table" any.csv -o any && says stderr E261 || return
    done
}
check 'every table can be imported' every_table

# --- workbooks

"$make" shown.xlsx <<'FORM'
leerling;school;begindatum;einddatum
#123456789012345678;99AB00;#45505{14};
#7{"L"000};99AB00;#45505{14};
L2;99AB00;#45505{17};
L3;99AB00;#45505{14};
FORM
"$make" thousands.xlsx <<'FORM'
kostenpost;contract;begindatum;einddatum;bedrag
K1;C1;#45505{14};#45991{14};#148800000{#,##0,}
K2;C1;#45505{14};#45991{14};#1488{#,##0}
FORM
shown() {
    status 1 "$exe" import inschrijvingen shown.xlsx -o shown &&
        says stderr 'A2: error E146' && says stderr 'A3: error E147' && says stderr 'C4: error E157' &&
        [ "$(wc -l <shown/inschrijvingen.csv)" = 2 ] &&
        status 1 "$exe" import kosten thousands.xlsx -o thousands && says stderr 'E2: error E149' &&
        tail -n 1 thousands/kosten.csv | grep -q '^K2;.*;1488.00$'
}
check 'a sheet: what a cell does not show as it stores it is refused' shown

"$make" noord.xlsx <<'FORM'
sheet Uitleg
lees dit
sheet Blad
Leerlingen van Noord
!gap 1
Leerlingnummer;Naam;Instroom;Woongemeente
#1001;Kind A;#45505{14};Den Haag
#1002;Kind B;1-9-2024;#518{0000}
#45505{14};Kind C;#45505{14};Delft
1004;Kind D;#45505;Delft
1005;Kind E;#45505{14};#N/A
1006;Kind F;#45505{14};=A1
1007;Kind G;#45505{14};Bergen
1008;Kind H;#45505{14};Delft
1009;Kind I;#45505{14}
1010;een "twee";#45505{14};Delft
!merge D11:D12
!row hidden="1"
1011;Kind K;#45505{14};Delft
FORM
workbook() {
    # shellcheck disable=SC2086
    status 1 "$exe" import inschrijvingen noord.xlsx#Blad zuid.csv $as --vast school=99AB00 -o book ||
        return
    holds book/inschrijvingen.csv <<'CSV' || return
leerling;school;begindatum;gemeente
1001;99AB00;2024-08-01;GM0518
1002;99AB00;2024-09-01;GM0518
1009;99AB00;2024-08-01;GM0501
1010;99AB00;2024-08-01;GM0503
1011;99AB00;2024-08-01;GM0503
CSV
    says stderr 'noord.xlsx:Blad!A6: error E143 [Leerlingnummer]' &&
        says stderr 'noord.xlsx:Blad!C7: error E205 [Instroom]: "45505"' &&
        says stderr 'noord.xlsx:Blad!D8: error E140' && says stderr 'noord.xlsx:Blad!D9: error E141' &&
        says stderr 'noord.xlsx:Blad!D10: error E245 [Woongemeente]: "Bergen"' &&
        says stderr 'noord.xlsx:Blad!D11: error E138' && says stderr 'noord.xlsx:Blad!D12: error E138' &&
        says stderr 'noord.xlsx:Blad!1: warning W276: rows above the names' &&
        says stderr 'noord.xlsx:Blad!14: warning W151' &&
        says stderr 'zuid.csv:2:1: error E255 [LEERLINGNUMMER]: the same leerling, school, begindatum stands at noord.xlsx:Blad!4' ||
        return
    head -n 1 book/geweigerd-1-noord.csv >first
    echo 'Leerlingnummer;Naam;Instroom;Woongemeente;regel;reden' | holds first &&
        grep -q '^1007;Kind G;2024-08-01;Bergen;10;"Woongemeente: ""Bergen"" kan zijn' \
            book/geweigerd-1-noord.csv
}
check 'a sheet: dates, numbers, errors, merged and hidden cells; its places by their address' workbook

which_sheet() {
    # shellcheck disable=SC2086
    status 1 "$exe" import inschrijvingen noord.xlsx $as --vast school=99AB00 -o which &&
        says stderr 'error E259: the workbook has the sheets Uitleg, Blad' && absent which &&
        status 1 "$exe" import inschrijvingen noord.xlsx#Blat $as --vast school=99AB00 -o which &&
        says stderr E259 && status 1 "$exe" import duo none.xlsx -o which && says stderr E262
}
check 'a workbook of several sheets: which one must be said' which_sheet

po_workbook() {
    # the same rows as a workbook, each cell a text, but for the counts
    awk -F';' 'BEGIN { print "sheet Blad1" }
        NR == 1 || NR == 2 || NR == 5 || NR == 6 {
            for (i = 1; i <= NF; i++) {
                cell = $i
                if (NR > 1 && (i == 2 || i > 14) && cell ~ /^[0-9]+$/) cell = "#" cell
                printf "%s%s", cell, i < NF ? ";" : "\n"
            }
        }' po-utf8.csv >form && "$make" po.xlsx <form || return
    status 1 "$exe" import duo po.xlsx -o po-book && says stderr 'po.xlsx:Blad1!R3: error E215 [totaal]' &&
        printf '%s\n' 'school;peildatum;gemeente;aantal' '99AB00;2018-10-01;GM0518;5' |
        holds po-book/tellingen.csv
}
check 'PO as a workbook' po_workbook

by_office() {
    command -v soffice >/dev/null || return 77
    soffice -env:UserInstallation="file://$tmp/office" --headless --convert-to xlsx --outdir office-out \
        --infilter='CSV:59,34,76,1' vo-good.csv >/dev/null 2>&1
    [ -s office-out/vo-good.xlsx ] || return 77
    status 0 "$exe" import duo office-out/vo-good.xlsx --peildatum 2024-10-01 --vestigingen vest.csv \
        -o by-office && cmp good/tellingen.csv by-office/tellingen.csv &&
        cmp good/scholen.csv by-office/scholen.csv
}
if by_office >"$tmp/.office" 2>&1; then
    verdict ok 'a workbook that LibreOffice made of VO'
elif [ $? = 77 ]; then
    skip 'a workbook that LibreOffice made of VO' 'LibreOffice is not installed'
else
    verdict 'not ok' 'a workbook that LibreOffice made of VO'
    sed 's/^/# /' "$tmp/.office"
fi

# --- the command line, the folder

usage() {
    status 2 "$exe" import && status 2 "$exe" import duo && status 2 "$exe" import duo po.csv &&
        status 2 "$exe" import nothing po.csv -o x && says stderr 'there is no table nothing to import; there are duo, cbs, gemeenten, partijen' &&
        status 2 "$exe" import duo po.csv --kolom a=b -o x &&
        status 2 "$exe" import cbs po.csv --peildatum 2024-10-01 -o x &&
        status 2 "$exe" import inschrijvingen po.csv --vestigingen vest.csv -o x &&
        status 2 "$exe" import inschrijvingen po.csv --kolom leerlng=A -o x &&
        status 2 "$exe" import inschrijvingen po.csv --vast leerling=A --kolom leerling=B -o x &&
        status 2 "$exe" import duo po.csv --peildatum 2024-13-01 -o x &&
        status 2 "$exe" check --kolom a=b good/settlement.ini && absent x
}
check 'exit 2: a command line that is wrong' usage

both_given() {
    status 1 "$exe" import inschrijvingen zuid.csv --kolom leerling=Leerlingnummer \
        --kolom begindatum=Instroom --vast instroom=x -o x
    status 1 "$exe" import leerlingen w.csv --vast leerling=L1 -o x && says stderr E122 && absent x
}
check 'a column that the list has and --vast gives too is refused' both_given

missing() {
    status 1 "$exe" import duo nowhere.csv -o x && says stderr E262 && absent x &&
        status 4 "$exe" import duo po.csv -o no/such/parent && absent no
}
check 'a file or a folder that is not there' missing

foreign() {
    mkdir mine && echo x >mine/partijen.csv && cp -r mine before-mine
    status 4 "$exe" import duo po.csv -o mine && says stderr partijen.csv && same mine before-mine &&
        absent .mine.verreken-tmp
}
check 'a folder that holds something else is refused' foreign

max_errors() {
    status 1 "$exe" import duo po.csv -o few --max-errors 2 && says stderr '7 errors (2 shown' || return
    [ "$(wc -l <few/geweigerd.csv)" = 10 ]
}
check '--max-errors bounds what is shown, not what is written' max_errors

dutch() {
    status 1 "$exe" --taal nl import duo po.csv -o nl && same po nl &&
        says stderr 'heeft leerlingen van soort SO, VSO' && says stdout begrepen
}
check 'in Dutch too; what is written is the same' dutch

# `new` writes its workbook by libxlsxwriter.
own_workbook() {
    status 0 "$exe" new begin && status 0 "$exe" run begin/settlement.ini -o begin/uit &&
        status 0 "$exe" import inschrijvingen begin/tabellen.xlsx -o taken &&
        says stdout 'inschrijvingen.csv (rows: 12)' || return
    sed 1d begin/uit/invoer/inschrijvingen.csv | sort >wanted
    sed 1d taken/inschrijvingen.csv | sort >got
    sed "s/;*$//" wanted >a && sed "s/;*$//" got >b && cmp a b
}
check 'a workbook of libxlsxwriter: the sheet of the table, the rows that run read' own_workbook

json() {
    status 1 "$exe" import duo po.csv -o json --json && says stdout '"refused_in": "geweigerd.csv"' &&
        says stdout '"pupils": 10' && says stdout '"status": 1'
}
check '--json' json

finish
