#!/bin/sh
# Goal: every e-invoice is valid by the official rules and without their warnings, adds up when
# recomputed by others (ubl.awk), says what the factuur is, and holds the PDF byte for byte.
#
#   tests/documents/ubl.sh VERREKEN ROOT SAMPLES [SHARED]
#
# SAMPLES: the program of ubl_samples.c; SHARED: the folder that has einvoice/validate.sh, else
# ROOT/../shared. Where that, Java or Saxon is not, what needs it is skipped and says so.
exe=${1:?usage: ubl.sh VERREKEN ROOT SAMPLES [SHARED]} root=${2:?usage: ubl.sh VERREKEN ROOT SAMPLES}
samples=$(realpath "${3:?usage: ubl.sh VERREKEN ROOT SAMPLES}") || exit 2
shared=$(realpath "${4:-$root/../shared}" 2>/dev/null) || shared=none
# shellcheck source=tests/command/tap.sh
. "$root/tests/command/tap.sh"

rules=$root/tests/documents/ubl.awk
recompute() { LC_ALL=C awk -f "$rules" "$@"; }
xpath() { # FILE NAMES…: the text of the first element with this path, by local names
    file=$1 steps=
    shift
    for step in "$@"; do
        which=${step%%\[*}
        steps="$steps/*[local-name()='$which']${step#"$which"}"
    done
    xmllint --xpath "string(/*$steps)" "$file"
}
count() { xmllint --xpath "count(//*[local-name()='$2'])" "$1"; } # FILE NAME

# --- the facturen of every example, and of a year in the books in every form

mkdir runs years
one_run() { # FOLDER -NAME
    name=$(basename "$1")$2 ends=0
    [ ! -e "$1/verwacht-status$2" ] || ends=$(cat "$1/verwacht-status$2")
    status "$ends" "$exe" run "$1/settlement$2.ini" --format pdf,ubl -o "runs/$name"
}
examples() {
    for ini in "$root"/examples/*/settlement*.ini; do
        part=$(basename "$ini" .ini)
        one_run "$(dirname "$ini")" "${part#settlement}" || return
    done
    [ "$(find runs -name '*.xml' | wc -l)" -gt 100 ] || { echo 'hardly any document'; return 1; }
}
check 'every example makes its e-invoices' examples

posted() { # PROFIEL CREDIT
    year=years/$1-$2
    cp -r "$root/examples/correctie" "$year" && mkdir "$year/posted" || return
    while read -r step; do
        sed -i "s/^\[factuur\]/&\nprofiel = $1\ncredit = $2/" "$year/settlement-$step.ini"
        status 0 "$exe" run "$year/settlement-$step.ini" --format pdf,ubl -o "$year/posted/$step" &&
            status 0 "$exe" post "$year/posted/$step" || return
    done <"$year/boeken"
}
for profiel in nlcius peppol; do
    for credit in creditnote negative-invoice; do
        check "a year in the books, $profiel, $credit" posted $profiel $credit
    done
done

customization() { # of each document, by the folder of its year
    for file in "years/$1"-*/posted/*/facturen/*.xml; do
        [ "$(xpath "$file" CustomizationID)" = "urn:cen.eu:en16931:2017#compliant#$2" ] && continue
        echo "$file"
        return 1
    done
}
check 'profiel = nlcius' customization nlcius 'urn:fdc:nen.nl:nlcius:v1.0'
check 'profiel = peppol' customization peppol 'urn:fdc:peppol.eu:2017:poacc:billing:3.0'

credits() {
    note=years/nlcius-creditnote/posted/q4/facturen/2026-GM0518-00002_GM1916.xml
    invoice=years/nlcius-negative-invoice/posted/q4/facturen/2026-GM0518-00002_GM1916.xml
    found="$(xpath $note CreditNoteTypeCode) $(xpath $note LegalMonetaryTotal PayableAmount)
$(xpath $invoice InvoiceTypeCode) $(xpath $invoice LegalMonetaryTotal PayableAmount)
$(xpath $note BillingReference InvoiceDocumentReference ID)
$(xpath $invoice BillingReference InvoiceDocumentReference ID)"
    [ "$found" = '381 918.67
380 -918.67
2025-GM0518-00006
2025-GM0518-00006' ] || { echo "$found"; return 1; }
}
check 'a creditfactuur: a credit note, or an invoice below zero; it says what it corrects' credits

# --- facturen that no example has

mkdir settlement samples
small settlement
cat >settlement/partijen.csv <<'CSV'
code;naam;soort;adres;postcode;plaats;kvk;oin;btw_id;iban
AGB-1;Een;aanbieder;;;;;;;
GM0518;Den Haag;gemeente;Spui 70;2511BT;Den Haag;;00000099000000518000;NL123456789B01;NL78 TEST 0000 0005 18
GM0603;Rijswijk;gemeente;Bogaardplein 15;2284 DP;Rijswijk;27000603;;NL987654321B02;
SWV1;Kas & Co;samenwerkingsverband;Plein 1;2511 CR;Den Haag;27000001;;;NL66TEST0099000001
CSV
sed -i 's/^periode.*/&\nkassier = SWV1/' settlement/settlement.ini
check 'samples of what no example has' "$samples" settlement/settlement.ini samples

sample() { # NAME EXPECTED PATH…: what stands there
    name=$1 expected=$2
    shift 2
    found=$(xpath "samples/$name.xml" "$@")
    [ "$found" = "$expected" ] || { echo "$name: $*: $found, not $expected"; return 1; }
}
type_of() { # NAME CODE PAYABLE LINES
    head=InvoiceTypeCode line=InvoiceLine
    [ "$2" = 380 ] || head=CreditNoteTypeCode line=CreditNoteLine
    sample "$1" "$2" $head && sample "$1" "$3" LegalMonetaryTotal PayableAmount || return
    found=$(count "samples/$1.xml" $line)
    [ "$found" = "$4" ] || { echo "$found lines"; return 1; }
}
prepaid() { # NAME AMOUNT REFERENCES
    sample "$1" "$2" LegalMonetaryTotal PrepaidAmount || return
    found=$(count "samples/$1.xml" BillingReference)
    [ "$found" = "$3" ] || { echo "$found references"; return 1; }
}
check 'two reasons to be outside the tax are one category' type_of outside 380 150.01 2
check '21 %, 9 % and exempt in one' type_of taxed 380 339.17 3
check 'a rate of 0 % is category Z' \
    sample zero-rate Z TaxTotal TaxSubtotal TaxCategory ID
check 'a rate with decimals' sample zero-rate 9.5 InvoiceLine[2] Item ClassifiedTaxCategory Percent
check 'a voorschot with btw on it is prepaid, and is no line' type_of taxed-paid 380 81.00 1
check 'and the tax is that of the whole' prepaid taxed-paid 40.00 1
check 'a voorschot with a factuur is a line' type_of exempt-paid 380 60.00 2
check 'more prefinanced than the share' type_of paid-more 380 -40.00 1
check 'the same with a factuur' type_of billed-more 380 -40.00 2
check 'both sorts of voorschotten, and a reference to each factuur' prepaid paid-twice 10.00 2
check 'nothing but a voorschot' type_of nothing 380 -40.00 1
check 'the same with btw on it' type_of nothing-taxed 380 -40.00 1
check 'a credit note with a line that takes off' type_of credit 381 75.00 2
check 'a credit note with btw' type_of credit-taxed 381 121.02 2
check 'credit = negative-invoice' type_of credit-negative 380 -100.00 1
check 'a creditfactuur that names no factuur is no credit note' type_of credit-of-none 380 -100.00 1
check 'nor is one that asks money' type_of credit-asks 380 40.00 1
check 'a credit of btw alone' type_of credit-of-btw 381 12.00 2

quantity() { # NAME QUANTITY BASE PRICE
    sample "$1" "$2" InvoiceLine InvoicedQuantity &&
        sample "$1" "$3" InvoiceLine Price BaseQuantity &&
        sample "$1" "$4" InvoiceLine Price PriceAmount
}
check 'the key: 17 of 174' quantity key 17 174 312500.00
check 'the same with a cent more' quantity key-cent 17 174 312500.00
check 'but not with three: once the amount' quantity key-off 1 '' 30531.64
check 'the key of what is taken off' quantity key-negative -17 174 312500.00
check 'a key in decimals' quantity key-decimals 16802.49 160948.5 109548.50
check 'a key in thirds stays in thirds' quantity key-thirds 1 3 99.99
check 'stromen = netto: the kassier is paid' sample kassier 'Kas & Co' PayeeParty PartyName Name
check 'on its own account' \
    sample kassier NL66TEST0099000001 PaymentMeans PayeeFinancialAccount ID
check 'an IBAN without blanks, a postcode with one' \
    sample key NL78TEST0000000518 PaymentMeans PayeeFinancialAccount ID
check 'the postcode' sample key '2511 BT' AccountingSupplierParty Party PostalAddress PostalZone

any_bytes() {
    xpath samples/key.xml AdditionalDocumentReference Attachment EmbeddedDocumentBinaryObject |
        base64 -di >bytes && [ "$(wc -c <bytes)" = 1024 ] &&
        [ "$(head -c 256 bytes | od -An -v -tu1 | tr -s ' \n' '\n\n' | grep -c .)" = 256 ] &&
        [ "$(tail -c 1 bytes | od -An -tu1 | tr -d ' ')" = 255 ]
}
check 'what is embedded may be any bytes' any_bytes

# --- names

mkdir names && cp -r "$root/examples/h3-prodeba" names/example
long=$(printf '%0200d' 0 | sed 's/0/é/g')
odd='=SOM(1) & <b> > "x" '"'y' 🏫 ../a/b"
awkward() {
    sed -i "s/;Rijswijk;gemeente/;\"=SOM(1) \\& <b> > \"\"x\"\" 'y' 🏫 ..\/a\/b\";gemeente/
        s/;Delft;gemeente/;$long;gemeente/" names/example/data/partijen.csv &&
        sed -i "s/Structuur-\/observatieklas[^;]*/\"$long; <\&>\"/" \
            names/example/data/contracten.csv &&
        sed -i 's/^naam .*/naam = <Toets> \& "toets" 🏫/' names/example/settlement.ini || return
    status 0 "$exe" run names/example/settlement.ini --format ubl -o names/out &&
        says stderr 'W508 [naam]' || return
    file=names/out/facturen/CONCEPT-0003_GM0603.xml
    [ "$(xpath $file AccountingCustomerParty Party PartyName Name)" = "Gemeente $odd" ] &&
        [ "$(xpath $file InvoiceLine Item Name)" = "$long; <&>, 4e kwartaal 2025" ] || {
        xpath $file AccountingCustomerParty Party PartyName Name
        xpath $file InvoiceLine Item Name
        return 1
    }
}
check 'names with marks of XML, a formula, an emoji, a path, 200 characters' awkward

# --- what holds of all of them

find runs years samples names -name '*.xml' | LC_ALL=C sort >documents
all() { xargs "$@" <documents; }
well_formed() { all xmllint --noout --nonet; }
check "all $(wc -l <documents) documents are well-formed" well_formed
recomputed() { all env LC_ALL=C awk -f "$rules"; }
check 'they add up when they are recomputed' recomputed

pictures() {
    pdfs=0
    for file in $(grep -e '^runs' -e '^years' documents); do
        pdf=${file%.xml}.pdf pdfs=$((pdfs + 1))
        xpath "$file" AdditionalDocumentReference Attachment EmbeddedDocumentBinaryObject |
            base64 -di | cmp - "$pdf" || return
        name=$(xmllint --xpath "string(//@filename)" "$file")
        [ "$name" = "$(basename "$pdf")" ] || { echo "$name"; return 1; }
    done
    [ $pdfs -gt 100 ]
}
check 'each holds its PDF, byte for byte' pictures

mutant() { # RULE SED: a document that this breaks is told
    sed "$2" samples/paid-twice.xml >mutant.xml
    ! cmp -s mutant.xml samples/paid-twice.xml || { echo 'nothing was changed'; return 1; }
    ! recompute mutant.xml >told || { echo 'nothing is told'; return 1; }
    grep -qF "$1" told || { cat told; return 1; }
}
recompute_tells() {
    mutant BR-CO-10 '/<cbc:LineEx/s/>50.00</>51.00</' &&
        mutant BR-CO-13 's/\(TaxExclusiveAmount[^>]*>\)[0-9]/\19/' &&
        mutant BR-CO-14 '0,/TaxAmount/s/\(<cbc:TaxAmount[^>]*>\)0/\11/' &&
        mutant BR-CO-15 's/\(TaxInclusiveAmount[^>]*>\)[0-9]/\19/' &&
        mutant BR-CO-16 's/\(PayableAmount[^>]*>\)[0-9]/\19/' &&
        mutant BR-O-08 's/\(TaxableAmount[^>]*>\)[0-9]/\19/' &&
        mutant PEPPOL-R120 's/\(PriceAmount[^>]*>100.0\)0/\13/' &&
        mutant 'unique line ids' 's/<cbc:ID>2</<cbc:ID>1</' &&
        mutant UBL-DT-01 's/\(PayableAmount[^>]*>[0-9.]*\)/\10/' &&
        mutant PEPPOL-R008 's/\(<cbc:Note>\)[^<]*/\1/' &&
        mutant PEPPOL-R002 's/<cbc:Note>.*/&\n&/' &&
        mutant PEPPOL-R010 '0,/EndpointID/{/EndpointID/d}' &&
        mutant PEPPOL-R051 's/\(PayableAmount currencyID="\)EUR/\1USD/' &&
        mutant PEPPOL-R130 's/\(InvoicedQuantity unitCode="\)C62/\1DAY/' &&
        mutant PEPPOL-F001 's/\(<cbc:IssueDate>[^<]*\)/\1Z/' &&
        mutant PEPPOL-R110 's/\(^    <cbc:StartDate>\)2025/\12026/' &&
        mutant BR-NL-2 '/BuyerReference/d' &&
        mutant BR-NL-11 '/<cac:PaymentMeans>/,/<\/cac:PaymentMeans>/d' &&
        mutant BR-O-10 '/TaxExemptionReason/d' &&
        mutant COMMON-R054 's/00000099000000518000/99000000518000/' &&
        mutant BR-NL-7 's/>380</>384</'
}
check 'what recomputes them tells what is broken' recompute_tells

# --- the official rules

validator=$shared/einvoice/validate.sh
official() {
    all "$validator" >verdict 2>&1 && [ "$(cat verdict)" = "$(wc -l <documents) documents, all valid" ] &&
        return 0
    head -n 10 verdict
    return 1
}
what='valid by the schema, EN 16931 and NLCIUS, without a warning'
if [ ! -x "$validator" ]; then
    skip "$what" "$validator is not there"
elif ! command -v java >/dev/null || [ ! -f /usr/share/java/Saxon-HE.jar ]; then
    skip "$what" 'Java or Saxon is not installed (tests/install installs it)'
else
    check "$what" official
fi
finish
