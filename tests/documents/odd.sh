# A settlement with names that harm programs; to be read with `.`.

long='Gemeenschappelijke regeling voor de zeer lange namen van samenwerkende gemeenten in het oosten'
long="$long en het noorden van het land, met een afdeling voor de jeugd en nog een voor alles wat"
long="$long overblijft, na ons"

# odd FOLDER CONTRACTS SCHOOLS: every contract at every school, seven gemeenten, btw of three kinds.
odd() {
    mkdir -p "$1"
    cat >"$1/settlement.ini" <<'INI'
[afrekening]
naam = Een & ander <b>"quotes"</b> 's ĳ é €
periode = 2025-Q4
factuurdatum = 2026-01-15
kassier = GM0518
[factuur]
contact = Jan "de" Boër & Zn
telefoon = 070 123 45 67
e-mail = a@b.nl
voettekst = Voettekst die lang is. Voettekst die lang is. Voettekst die lang is. Voettekst die lang is.
[regel r]
methode = woonplaatsbeginsel
crediteur = kassier
sleutel = leerlingdagen
INI
    {
        echo 'code;naam;soort;adres;postcode;plaats;iban'
        echo "GM0518;\"'s-Gravenhage & <Zn> \"\"Één\"\"\";gemeente;Plein 1;2500 DJ;Den Haag;NL91ABNA0417164300"
        echo "GM0503;$long;gemeente;Straat 1;2500 DJ;Delft;"
        echo 'GM0599;Rotterdam 😀;gemeente;Straat 1;3000 AA;Rotterdam;'
        echo 'GM0603;=1+1;gemeente;Straat 1;2280 HH;Rijswijk;NL91ABNA0417164300'
        echo 'GM0637;A/B\C ../../etc;gemeente;Straat 1;2700 AA;Zoetermeer;'
        printf 'GM1916;\342\200\256gro\342\200\254\342\200\217 בראשית 1.000;gemeente;;;;\n'
        printf 'GM1926;%s;gemeente;;;;\n' "$(printf '%0200d' 0 | tr 0 W)"
        echo 'AGB-1;Een;aanbieder;;;;'
    } >"$1/partijen.csv"
    awk -v contracts="$2" -v schools="$3" -v folder="$1" -v long="$long" 'BEGIN {
        OFS = ";"; rates = "21% vrijgesteld 9%"; split(rates, rate, " ")
        split("GM0503 GM0518 GM0599 GM0603 GM0637 GM1916 GM1926", gemeente, " ")
        f = folder "/scholen.csv"; print "school;naam;soort;gemeente" > f
        for (s = 0; s < schools; s++) {
            school[s] = sprintf("%02d%s%s00", 10 + s % 80, substr("ABCDEFGH", int(s / 80) + 1, 1), "X")
            print school[s], "School é ë " school[s], "SO", "GM0518" > f
        }
        f = folder "/contracten.csv"
        print "contract;soort;omschrijving;aanbieder;begindatum;regel;btw" > f
        k = folder "/kosten.csv"; print "kostenpost;contract;school;begindatum;einddatum;bedrag" > k
        l = folder "/contract_scholen.csv"; print "contract;school" > l
        for (c = 0; c < contracts; c++) {
            code = sprintf("C%02d", c)
            name = c % 5 ? "Één klas & <meer> nr " code : long
            print code, "OJA", name, "AGB-1", "2025-01-01", "r", rate[c % 3 + 1] > f
            for (s = 0; s < schools; s++) {
                print code, school[s] > l
                print "K" code school[s], code, school[s], "2025-01-01", "2025-12-31", \
                    (100000 + c * 777) ",01" > k
            }
        }
        f = folder "/inschrijvingen.csv"; print "leerling;school;begindatum" > f
        k = folder "/woonplaatsen.csv"; print "leerling;gemeente" > k
        for (s = 0; s < schools; s++)
            for (g = 1; g <= 7; g++) {
                print "L" g school[s], school[s], "2025-01-01" > f
                print "L" g school[s], gemeente[g] > k
            }
    }'
}
