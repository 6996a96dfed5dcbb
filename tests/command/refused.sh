#!/bin/sh
# Goal: who settles can send back, to who supplied them, exactly the rows that are at fault, with
# what is wrong with each; and nothing else is ever written or taken away.
#
#   tests/command/refused.sh VERREKEN ROOT      ROOT: the folder of the project
exe=${1:?usage: refused.sh VERREKEN ROOT} root=${2:?usage: refused.sh VERREKEN ROOT}
. "$root/tests/command/tap.sh"
mark=$(printf '\357\273\277')

# begin: a settlement without a fault in ./a
begin() { rm -rf a && cp -r "$root/tests/golden/base" a; }
# refuses STATUS: check a with --refused r
refuses() { rm -rf r && status "$1" "$exe" --stil check a/settlement.ini --refused r; }
# holds FILE LINE…: the file is a mark and these lines
holds() {
    holds_file=$1
    shift
    printf "$mark" >wanted
    printf '%s\n' "$@" >>wanted
    diff wanted "$holds_file"
}
# only FILE…: r holds these and nothing else
only() { [ "$(ls -A r)" = "$(printf '%s\n' "$@")" ] || { ls -A r && false; }; }

begin
sound() { refuses 0 && absent r && says stderr 'verreken: r: no row is refused' && says stdout 'all is well'; }
check 'without a fault nothing is written, and that is said' sound

rows() {
    begin
    printf '%s\n' 'L3;12AB00;2025-13-01;' 'L4 ;99ZZ99;;"2025-10-""01"' >>a/data/inschrijvingen.csv
    sed -i 's/9200,00/1.200/' a/data/kosten.csv
    refuses 1 && only inschrijvingen.csv kosten.csv &&
        says stderr 'verreken: r: 3 rows of 2 tables are refused; send them back' &&
        holds r/inschrijvingen.csv 'regel;reden;leerling;school;begindatum;einddatum' \
            '4;"begindatum: ""2025-13-01"" is geen bestaande dag, of is anders geschreven; schrijf een bestaande dag als 2025-10-01 of 01-10-2025";L3;12AB00;2025-13-01;' \
            '5;"school 99ZZ99 is onbekend; verbeter het hier, of voeg het toe aan de tabel scholen; begindatum is leeg; vul het in; einddatum: ""2025-10-""01"" is geen bestaande dag, of is anders geschreven; schrijf een bestaande dag als 2025-10-01 of 01-10-2025";L4 ;99ZZ99;;"2025-10-""01"' &&
        holds r/kosten.csv 'regel;reden;kostenpost;contract;school;begindatum;einddatum;bedrag;omschrijving' \
            '2;"bedrag: ""1.200"" kan een duizendtal zijn of een breuk; schrijf duizendtallen zonder punt, of decimalen met een komma";K1;C1;12AB00;2025-10-01;2025-12-31;1.200;Vierde kwartaal'
}
check 'the rows at fault as they were supplied, with all that is wrong with each' rows
modes() { [ "$(stat -c %a r r/kosten.csv | tr '\n' ' ')" = '700 600 ' ]; }
check 'for its owner alone' modes
same_in_dutch() {
    mv r english && status 1 "$exe" --stil check a/settlement.ini --refused r --taal nl &&
        same english r && says stderr 'verreken: r: 3 rijen van 2 tabellen zijn afgekeurd'
}
check 'the same file in either language' same_in_dutch
again() {
    begin && cp r/kosten.csv a/data/kosten.csv && sed -i 's/;1\.200;/;1200;/' a/data/kosten.csv &&
        status 0 "$exe" --stil check a/settlement.ini && says stderr '0 errors, 2 warnings' &&
        grep -c 'warning W123' stderr | grep -qx 2
}
check 'mended, it is read as it is: two columns that are not known' again
wrong_again() {
    sed -i 's/;1200;/;1.300;/' a/data/kosten.csv && refuses 1 &&
        holds r/kosten.csv 'regel;reden;kostenpost;contract;school;begindatum;einddatum;bedrag;omschrijving' \
            '2;"bedrag: ""1.300"" kan een duizendtal zijn of een breuk; schrijf duizendtallen zonder punt, of decimalen met een komma";K1;C1;12AB00;2025-10-01;2025-12-31;1.300;Vierde kwartaal'
}
check 'wrong again, it has the new reason alone' wrong_again

formula() {
    begin
    printf '%s\n' 'K3;C1;;2025-10-01;2025-12-31;-12,50x;=1+1' 'K4;C1;;2025-10-01;x;-12,50;@a' \
        'K5;C1;;2025-10-01;x;1;-weg' >>a/data/kosten.csv
    refuses 1 && grep -q ";'-12,50x;'=1+1$" r/kosten.csv && grep -q ";-12,50;'@a$" r/kosten.csv &&
        grep -q ";'-weg$" r/kosten.csv
}
check 'what a spreadsheet takes for a formula gets an apostrophe, a number does not' formula

separators() {
    begin
    sed -i 's/;/,/g; s/350,50/"350,50"/; s/Extra uren/"Extra; uren"/; s/9200,00/x/' a/data/kosten.csv
    sed -i 's/"350,50"/"3505"/; s/2025-11-30/2025-11-31/' a/data/kosten.csv
    refuses 1 && tail -n 1 r/kosten.csv | grep -q ';3505;"Extra; uren"$'
}
check 'semicolons, whatever the table has' separators

later() {
    begin
    printf 'L2;12AB00;2025-11-01;2025-11-15\n' >>a/data/inschrijvingen.csv
    refuses 1 && only inschrijvingen.csv && tail -n 1 r/inschrijvingen.csv |
        grep -q '^4;"begindatum: deze inschrijving van leerling L2 overlapt die op regel 3 .*";L2;12AB00;2025-11-01;2025-11-15$'
}
check 'a row against another' later
calculation() {
    begin
    printf 'L7;12AB00;2025-11-01;\n' >>a/data/inschrijvingen.csv
    refuses 1 && tail -n 1 r/inschrijvingen.csv |
        grep -q '^4;"leerling: de woonplaats van leerling L7 is onbekend van 2025-11-01 t/m 2025-12-31 (dagen die meetellen: 61).*";L7;12AB00;2025-11-01;$'
}
check 'a row that the calculation stumbles over' calculation

warnings() {
    begin
    sed -i 's/2025-10-31/2025-11-01/' a/data/woonplaatsen.csv
    refuses 0 && only woonplaatsen.csv && says stdout 'all is well' && tail -n 1 r/woonplaatsen.csv |
        grep -q '^3;"let op: begindatum: een woonplaats begint .*";L1;GM0603;2025-11-01;$'
}
check 'a warning at a row, as one' warnings
heading() {
    begin
    sed -i '1s/$/;extra/; 2,$s/$/;x/' a/data/woonplaatsen.csv
    refuses 0 && absent r
}
check 'a warning about a table as a whole is not for who supplied it' heading

column() {
    begin
    sed -i '1s/begindatum/begin/' a/data/inschrijvingen.csv
    refuses 1 && grep -q '^1;"begindatum: kolom begindatum ontbreekt; .*";;;;$' r/inschrijvingen.csv
}
check 'a column that is missing: a row without cells' column
nothing() {
    begin
    rm a/data/kosten.csv
    sed -i 's/^map = data/map = data\nkosten = weg.csv/' a/settlement.ini
    refuses 1 && holds r/kosten.csv 'regel;reden' \
        ';"er is geen bestand met deze naam; zet het er neer, of noem het in [invoer] als kosten = …"'
}
check 'a file that is missing' nothing
quotes() {
    begin
    printf '%s\n' 'K3;C1;;2025-10-01;2025-12-31;1;een "woord" en; meer' >>a/data/kosten.csv
    refuses 1 && tail -n 1 r/kosten.csv |
        grep -q ';"K3;C1;;2025-10-01;2025-12-31;1;een ""woord"" en; meer";;;;;;$'
}
check 'a row that is no CSV: as one cell' quotes
own_column() {
    begin
    sed -i 's/2025-12-31/2024-12-31/' a/data/contracten.csv
    refuses 1 && head -n 1 r/contracten.csv |
        grep -q '^.*regelnummer;reden;contract;.*;regel;regiegemeente$'
}
check 'a table with a column regel of its own' own_column
ini() {
    begin
    sed -i 's/leerlingdagen/leerlingdagenn/' a/settlement.ini
    refuses 1 && absent r && says stderr 'no row is refused'
}
check 'a fault of the INI is of no table' ini

begin
sed -i 's/9200,00/x/' a/data/kosten.csv
cp -r a before
own_input() {
    status 4 "$exe" --stil check a/settlement.ini --refused a/data && same before a
}
check 'the folder of the input is refused, and stays' own_input
replaced() {
    refuses 1 && touch -d 2000-01-01 r/kosten.csv && cp r/kosten.csv r/scholen.csv &&
        status 1 "$exe" --stil check a/settlement.ini --refused r && only kosten.csv
}
check 'an earlier one is replaced as a whole' replaced
foreign() {
    echo x >r/brief.txt && status 4 "$exe" --stil check a/settlement.ini --refused r &&
        says stderr 'holds brief.txt, which verreken did not write' && [ -e r/brief.txt ]
}
check 'one with another file is refused' foreign
no_parent() {
    status 4 "$exe" --stil check a/settlement.ini --refused no/such && absent no &&
        status 2 "$exe" --stil check a/settlement.ini --refused '' &&
        status 2 "$exe" --stil run a/settlement.ini -o o --refused r
}
check 'a folder that cannot be made, none at all, another command' no_parent
many() {
    begin
    awk 'BEGIN { for (i = 0; i < 20100; i++) print "P" i ";12AB00;x;" }' >>a/data/inschrijvingen.csv
    refuses 1 && says stderr 'it holds what the first 20000 messages are about' &&
        [ "$(wc -l <r/inschrijvingen.csv)" = 20001 ]
}
check 'of more than are kept: the first, and that is said' many
threads() {
    cp -r r one && status 1 "$exe" --stil check a/settlement.ini --refused r --threads 1 && same one r
}
check 'the same with one thread' threads
finish
