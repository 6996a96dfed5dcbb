#!/bin/sh
# Goal: each rule that an INI can ask for is said in the words of that rule, and what it does to an
# amount is explained as it says.
#
#   tests/explain/rules.sh VERREKEN ROOT
exe=${1:?usage: rules.sh VERREKEN ROOT} root=${2:?usage: rules.sh VERREKEN ROOT}
# shellcheck source=tests/command/tap.sh
. "$root/tests/command/tap.sh"
export LC_ALL=C

flat() { # FILE: on one line, with plain blanks, as `flat`
    sed "s/$(printf '\302\240')/ /g" "$1" | tr -s ' \n' '  ' >flat
}
all_said() { # TEXT…: each of them stands in `flat`
    for text in "$@"; do
        grep -qF -- "$text" flat && continue
        echo "not said: $text"
        fold -w 200 flat
        return 1
    done
}

# --- a quarter of two scholen, with pupils of whom something is known in every way

small a
sed -i '/^\[regel r\]/,$d' a/settlement.ini
printf 'school;naam;soort;gemeente;swv;bestuur\n%s\n%s\n' '12AB00;Noord;SO;GM0518;PO2814;SB1' \
    '34CD01;Zuid;VO;GM0603;PO2814;SB1' >a/scholen.csv
{
    echo 'code;naam;soort'
    printf '%s\n' 'AGB-1;Een;aanbieder' 'PO2814;SPPOH;samenwerkingsverband' 'SB1;Bestuur;schoolbestuur'
} >a/partijen.csv
printf 'contract;soort;omschrijving;aanbieder;begindatum;regel;regiegemeente\n%s\n' \
    'C1;OJA;Klas;AGB-1;2025-01-01;r;GM0518' >a/contracten.csv
printf 'contract;school\nC1;12AB00\nC1;34CD01\n' >a/contract_scholen.csv
printf 'leerling;school;begindatum\n' >a/inschrijvingen.csv
for n in 1 2 3 4 5 6 7 8; do
    [ $((n % 2)) = 0 ] && school=34CD01 || school=12AB00
    echo "L$n;$school;2024-08-01" >>a/inschrijvingen.csv
done
printf 'leerling;gemeente;aantekening\n%s\n' 'L1;GM0518;' >a/woonplaatsen.csv
printf '%s\n' 'L2;GM0603;' 'L3;GM1916;' 'L4;GM0518;' 'L5;GM0603;' 'L6;GM0603;in_onderzoek' 'L7;GM0518;' \
    'L8;GM1916;' >>a/woonplaatsen.csv
printf 'leerling;geheim\nL1;ja\n' >a/leerlingen.csv
printf 'leerling;begindatum;einddatum;soort\nL5;2025-11-01;;pleegouder\n' >a/verblijven.csv
printf 'besluit;leerling;gemeente;begindatum;einddatum\nB1;L7;GM0629;2025-10-01;\n' >a/woonplaatsbesluiten.csv
printf 'school;peildatum;gemeente;aantal\n' >a/tellingen.csv
for day in 2022-10-01 2023-10-01 2024-10-01 2025-10-01; do
    printf '12AB00;%s;GM0518;7\n12AB00;%s;GM1916;5\n34CD01;%s;GM0603;9\n' $day $day $day
done >>a/tellingen.csv
printf 'kengetal;gemeente;peildatum;waarde\n%s\n%s\n' 'jeugd;GM0518;2024-01-01;20000' \
    'jeugd;GM0603;2024-01-01;10000' >a/kengetallen.csv
echo 'deelname;leerling;contract;begindatum' >a/deelnames.csv
head -n 3 a/settlement.ini >head.ini

rule() { # KEY…: the INI of a, with one regel that has these keys; L6 has no home that is known
    { cat head.ini && printf '[groep drie]\nleden = GM0518, GM0603, GM1916\n[regel r]\n' &&
        printf '%s\n' "$@"; } >a/settlement.ini
    grep -q '^onbekend\|^aan = [sb]' a/settlement.ini ||
        sed -i 's/^sleutel = leerlingdagen$/&\nonbekend = schoolgemeente/' a/settlement.ini
}
woonplaats='methode = woonplaatsbeginsel'

# said SENTENCE… -- KEY…: the words of a regel with these keys.
said() {
    wanted=0
    for word; do
        [ "$word" != -- ] || break
        wanted=$((wanted + 1))
    done
    n=$wanted
    : >wanted
    while [ "$n" -gt 0 ]; do
        printf '%s\n' "$1" >>wanted
        shift
        n=$((n - 1))
    done
    shift
    rule "$@" && status 0 "$exe" regels a/settlement.ini && flat stdout || return
    while read -r sentence; do all_said "$sentence" || return; done <wanted
}

# --- words

check 'a fixed peildatum' said 'Geteld wordt op 1 oktober 2024.' -- "$woonplaats" \
    'sleutel = telling' 'peildatum = 2024-10-01'
check 'a peildatum of the schooljaar' said 'Geteld wordt op 1 oktober van het schooljaar van het' -- \
    "$woonplaats" 'sleutel = telling' 'peildatum = 10-01 schooljaar'
check 'of this year' said 'op 1 oktober van het jaar van het tijdvak.' -- "$woonplaats" \
    'sleutel = telling' 'peildatum = 10-01 jaar-0'
check 'of the year before' said 'op 1 oktober van het jaar voor dat van het tijdvak.' -- \
    "$woonplaats" 'sleutel = telling' 'peildatum = 10-01 jaar-1'
check 'of two years before, and another' said \
    'Geteld wordt op 1 oktober van 2 jaar voor dat van het tijdvak en 1 oktober 2024; die tellingen worden opgeteld.' \
    -- "$woonplaats" 'sleutel = telling' 'peildatum = 10-01 jaar-2, 2024-10-01'
check 'of a kengetal' said 'De waarden zijn die van 1 januari 2024.' 'Kengetal jeugd' -- "$woonplaats" \
    'sleutel = kengetal:jeugd' 'deelnemers = GM0518, GM0603' 'peildatum = 2024-01-01'
check 'a pupil that counts for each school' said 'dan telt die dag voor elke inschrijving.' -- \
    "$woonplaats" 'sleutel = leerlingdagen' 'dubbel = beide'
check 'a pupil that may not be at two' said 'tegelijk is een fout in de gegevens.' -- "$woonplaats" \
    'sleutel = leerlingdagen' 'dubbel = fout'
check 'a price below a cent' said 'betaalt een vaste prijs van € 0,3456 per dag' \
    'Deelnemer is ' -- "$woonplaats" 'sleutel = leerlingdagen' 'deelnemers = GM0518' \
    'buiten = apart' 'apart_tarief = 0,3456'
check 'a price in cents' said 'betaalt een vaste prijs van € 0,50 per dag' 'Deelnemers zijn drie (' -- \
    "$woonplaats" 'sleutel = leerlingdagen' 'deelnemers = drie' 'buiten = apart' 'apart_tarief = 0,50'
check 'others go to the gemeente of the school' said \
    'Wat telt voor wie geen deelnemer is, draagt de gemeente van de school.' -- "$woonplaats" \
    'sleutel = leerlingdagen' 'deelnemers = GM0518, GM0603' 'buiten = schoolgemeente'
for aan in schoolgemeente swv bestuur; do
    check "who counts: $aan" said 'Voor wie' -- "$woonplaats" 'sleutel = leerlingdagen' "aan = $aan"
done

# --- amounts

# told SENTENCE… -- PARTIJ KEY…: what is explained of the amount of a partij, with its pupils.
told() {
    : >wanted
    while [ "$1" != -- ]; do
        printf '%s\n' "$1" >>wanted
        shift
    done
    partij=$2
    shift 2
    rule "$@" && status 0 "$exe" explain a/settlement.ini --contract C1 --partij "$partij" \
        --leerlingen && flat stdout || return
    while read -r sentence; do all_said "$sentence" || return; done <wanted
    status 0 "$exe" explain a/settlement.ini --contract C1 --partij "$partij" --leerlingen --json
}
dagen='sleutel = leerlingdagen'
check 'a woonplaatsbesluit' told 'woonplaatsbesluit: 92' 'woonplaatsbesluiten.csv:2' -- GM0629 \
    "$woonplaats" "$dagen"
check 'a stay: where the pupil lived before' told 'woonadres vóór het verblijf' 'verblijven.csv:2' -- \
    GM0603 "$woonplaats" "$dagen"
check 'a pupil that is shielded' told 'leerling L1 (geheim)' -- GM0518 "$woonplaats" "$dagen"
check 'by the address that was agreed' told 'woonadres (BRP), zoals afgesproken' -- GM0518 \
    "$woonplaats" "$dagen" 'aan = woonadres'
check 'an unknown home: the gemeente of the school' told \
    'woonplaats onbekend: telt bij de gemeente van de school' -- GM0603 "$woonplaats" "$dagen"
check 'or the regiegemeente' told 'woonplaats onbekend: telt bij de regiegemeente' -- GM0518 \
    "$woonplaats" "$dagen" 'onbekend = regiegemeente'
check 'by the gemeente of the school' told 'geen woonplaats: telt bij de gemeente van de school' -- \
    GM0518 "$woonplaats" "$dagen" 'aan = schoolgemeente'
check 'by the swv' told 'telt bij het samenwerkingsverband van de school' -- PO2814 "$woonplaats" \
    "$dagen" 'aan = swv'
check 'by the bestuur' told 'telt bij het bestuur van de school' -- SB1 "$woonplaats" "$dagen" \
    'aan = bestuur'
check 'a plafond: whoever is above it' told 'niemand draagt meer dan 30%, dus dat is het aandeel' \
    ', na het plafond' -- GM0603 "$woonplaats" "$dagen" 'plafond = 30%'
check 'and whoever is below it' told 'wat anderen daarboven hadden gaat naar gewicht over wie eronder' -- \
    GM0629 "$woonplaats" "$dagen" 'plafond = 30%'
check 'an eenheid: what is left of it' told 'eenheden van € 100,00' \
    'is minder dan een eenheid en gaat naar het grootste aandeel: ' -- GM0518 "$woonplaats" "$dagen" \
    'eenheid = 100'
check 'and for who gets nothing of it' told 'een rest van' ' eenheid' -- GM0629 "$woonplaats" \
    "$dagen" 'eenheid = 100'
check 'the sluitpost' told 'sluitpost: ' ' min wat de anderen samen dragen, ' -- GM0518 \
    "$woonplaats" "$dagen" 'afronding = sluitpost GM0518'
check 'and who is none' told 'wat de afronding scheelt is voor de sluitpost, ' -- GM0603 \
    "$woonplaats" "$dagen" 'afronding = sluitpost GM0518'
check 'below the drempel, to the schoolgemeente' told \
    'telt voor de schoolgemeente: onder de drempel' -- GM0629 "$woonplaats" "$dagen" \
    'drempel = 2 leerlingen' 'drempel_naar = schoolgemeente'
check 'which has it of another' told 'van een ander die onder de drempel blijft' -- GM0518 \
    "$woonplaats" "$dagen" 'drempel = 2 leerlingen' 'drempel_naar = schoolgemeente'
check 'below the drempel, to nobody' told 'telt niet mee: onder de drempel' -- GM0629 "$woonplaats" \
    "$dagen" 'drempel = 2 leerlingen'
check 'outside, paying itself' told 'geen deelnemer, betaalt zelf (buiten = verrekenen)' -- GM0629 \
    "$woonplaats" "$dagen" 'deelnemers = drie' 'buiten = verrekenen'
check 'outside, not counted' told 'telt niet mee: geen deelnemer (buiten = verdelen)' -- GM0629 \
    "$woonplaats" "$dagen" 'deelnemers = drie' 'buiten = verdelen'
check 'outside, to the schoolgemeente' told 'telt voor de schoolgemeente: geen deelnemer' -- GM0629 \
    "$woonplaats" "$dagen" 'deelnemers = drie' 'buiten = schoolgemeente'
check 'which has it of another too' told 'van een ander die geen deelnemer is (buiten = schoolgemeente)' \
    -- GM0518 "$woonplaats" "$dagen" 'deelnemers = drie' 'buiten = schoolgemeente'
check 'apart, by the day' told 'apart berekend per dag (buiten = apart)' 'dagen à € 1,50' -- GM0629 \
    "$woonplaats" "$dagen" 'deelnemers = drie' 'buiten = apart' 'apart_tarief = 1,50'
check 'apart, by a price below a cent' told 'apart, dagen × apart_tarief' -- GM0629 \
    "$woonplaats" "$dagen" 'deelnemers = drie' 'buiten = apart' 'apart_tarief = 0,0015'
check 'a telling: its rows' told 'gemeente in de telling van 1 oktober 2024' \
    'gemeente in de telling van 1 oktober 2023' 'rij van de telling' -- GM0518 "$woonplaats" \
    'sleutel = telling' 'peildatum = 2023-10-01, 2024-10-01'
check 'equal shares' told 'als deelnemer' -- GM0603 "$woonplaats" 'sleutel = gelijk' \
    'deelnemers = drie'
check 'a weging' told ', × 3 (weging)' 'gewogen' -- GM0518 "$woonplaats" "$dagen" \
    'weging = SO 3, * 1'
check 'nobody counts: the regiegemeente' told 'regiegemeente, want er is niets geteld' -- GM0518 \
    "$woonplaats" 'sleutel = deelnamedagen' 'leeg = regiegemeente'
check 'nobody counts: the gemeenten of the scholen' told \
    'gemeente van een school, want er is niets geteld' -- GM0518 "$woonplaats" \
    'sleutel = deelnamedagen' 'leeg = schoolgemeente'
check 'two lagen' told 'Laag een (75%)' 'Laag twee (25%)' -- GM0518 "$woonplaats" \
    'lagen = een 75%, twee 25%' '[laag r een]' "$dagen" '[laag r twee]' 'sleutel = gelijk' \
    'deelnemers = GM0518, GM0603'

before() { # pupils that left before the tijdvak count over the year
    rule "$woonplaats" "$dagen" 'leeg = jaar' && cp a/inschrijvingen.csv plain.csv || return
    sed -i '1s/$/;einddatum/; 2,$s/$/;2025-06-30/' a/inschrijvingen.csv
    status 0 "$exe" explain a/settlement.ini --contract C1 --partij GM1916 --leerlingen && flat stdout
    found=$?
    cp plain.csv a/inschrijvingen.csv
    [ $found = 0 ] && all_said 'niets geteld in het tijdvak: over het hele kalenderjaar'
}
check 'nobody counts in the tijdvak: over the year' before
one_day() {
    rule "$woonplaats" "$dagen" 'deelnemers = drie' 'buiten = apart' 'apart_tarief = 1,50' &&
        cp a/inschrijvingen.csv plain.csv && sed -i '1s/$/;einddatum/; 2,$s/$/;/; s/^L7;.*/&2025-10-01/' \
        a/inschrijvingen.csv || return
    status 0 "$exe" explain a/settlement.ini --contract C1 --partij GM0629 && flat stdout
    found=$?
    cp plain.csv a/inschrijvingen.csv
    [ $found = 0 ] && all_said '1 dag à € 1,50'
}
check 'one day apart' one_day

# --- which amounts

per_school() { # two scholen with kosten of their own, by the month
    cp a/kosten.csv plain.csv && rule "$woonplaats" "$dagen" 'tijdvak = maand' || return
    printf 'kostenpost;contract;school;begindatum;einddatum;bedrag\n%s\n%s\n' \
        'K1;C1;12AB00;2025-10-01;2025-12-31;900,00' 'K2;C1;34CD01;2025-10-01;2025-12-31;300,00' \
        >a/kosten.csv
    asks --partij GM0518 && all_said 'Noord' 'Zuid' '2025-10' '2025-12' &&
        asks --partij GM0518 --school 12AB00 && all_said Noord && ! grep -q Zuid flat &&
        asks --partij GM0518 --school 12AB00 --tijdvak 2025-11 && ! grep -q '2025-10:' flat &&
        all_said '2025-11: € ' && refuses 'contract C1 has 2025-10, 2025-11, 2025-12' --partij GM0518 \
        --tijdvak 2024-01 && refuses 'there is no partij GM9999' --partij GM9999 &&
        refuses 'there is no school 99ZZ99' --partij GM0518 --school 99ZZ99 &&
        refuses 'bears nothing' --partij PO2814
    found=$?
    cp plain.csv a/kosten.csv
    return $found
}
asks() { status 0 "$exe" explain a/settlement.ini --contract C1 "$@" && flat stdout; }
refuses() { # TEXT ARGUMENT…
    refused_text=$1
    shift
    status 1 "$exe" explain a/settlement.ini --contract C1 "$@" && says stderr "$refused_text"
}
check 'of a school, of a tijdvak, and of none' per_school
usage() {
    for words in '--partij GM0518' '--contract C1' '--factuur F --contract C1' \
        '--factuur F --partij GM0518' '--factuur F --school 12AB00' \
        '--contract C1 --partij GM0518 --regel 1'; do
        # shellcheck disable=SC2086 # words
        status 2 "$exe" explain a/settlement.ini $words && says stderr 'give --contract and --partij' ||
            return
    done
}
check 'which amount is meant is one way or the other' usage

# --- a factuur with btw

invoiced() {
    rule "$woonplaats" "$dagen" && sed -i 's/^naam = .*/&\nopsteller = AGB-1/' a/settlement.ini &&
        cp a/contracten.csv plain.csv && sed -i '1s/$/;btw/; 2s/$/;21%/' a/contracten.csv &&
        rm -rf out && status 0 "$exe" run a/settlement.ini --format csv -o out
    found=$?
    cp plain.csv a/contracten.csv
    [ $found = 0 ] && status 0 "$exe" explain out --factuur CONCEPT-0001 && flat stdout &&
        all_said '21% over € ' ', op de cent afgerond' || return
    regels=$(grep -c '^CONCEPT-0001;' out/factuurregels.csv)
    status 0 "$exe" explain out --factuur CONCEPT-0001 --regel "$regels" && flat stdout &&
        all_said "regel $regels: " && ! grep -q 'regel 1: ' flat
}
check 'a regel of btw, with the others and by itself' invoiced

# --- many names

many() {
    rule "$woonplaats" "$dagen" 'deelnemers = velen' 'buiten = verdelen' &&
        sed -i "s/^\[groep drie\]/[groep velen]\nleden = GM0518, GM0603, GM1916, GM0629, GM0503, GM0599, $(
        )GM0637, GM1783, GM1926, GM1842, GM0556, GM0606, GM0622, GM0489, GM0502, GM0505, GM0512, $(
        )GM0513, GM0523, GM0531, GM0534, GM0537, GM0542\n&/" a/settlement.ini &&
        cp a/contracten.csv plain.csv || return
    sed -i '1s/$/;maximum/; 2s/$/;900000/' a/contracten.csv
    for n in 2 3 4 5 6 7 8 9 10 11 12 13 14; do
        echo "C$n;OJA;Klas;AGB-1;2025-01-01;r;GM0518;${n}000" >>a/contracten.csv
    done
    status 0 "$exe" regels a/settlement.ini && flat stdout
    found=$?
    cp plain.csv a/contracten.csv
    [ $found = 0 ] && all_said 'velen (23 partijen)' '; en zo nog 2'
}
check 'long lists are told by how many there are' many
finish
