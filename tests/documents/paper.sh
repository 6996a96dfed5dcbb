#!/bin/sh
# Goal: what stands on a factuur beside its amounts: a logo that is no logo is refused before
# anything is written, and of who sends it and who gets it there is what is given, and no more.
#
#   tests/documents/paper.sh VERREKEN ROOT
exe=${1:?usage: paper.sh VERREKEN ROOT} root=${2:?usage: paper.sh VERREKEN ROOT}
# shellcheck source=tests/command/tap.sh
. "$root/tests/command/tap.sh"

small a
sed -i 's/^naam = .*/&\nopsteller = AGB-1/' a/settlement.ini
partijen() { # KVK OIN: of the aanbieder
    {
        echo 'code;naam;soort;adres;postcode;plaats;kvk;oin;btw_id;iban'
        echo "AGB-1;Een;aanbieder;Straat 1;2511AA;Den Haag;$1;$2;NL000099998B57;NL91ABNA0417164300"
        echo 'GM0518;Den Haag;gemeente;Spui 70;2511BT;Den Haag;;00000001234567890000;;'
        echo 'GM0603;Rijswijk;gemeente;Plein 1;2281AA;Rijswijk;27347000;;;'
    } >a/partijen.csv
}
printf 'partij;contract;referentie;begindatum\nGM0518;;INK-77;2025-01-01\nGM0603;C1;INK-78;2025-01-01\n' \
    >a/referenties.csv
cp a/settlement.ini plain.ini
with() { # KEY…: the INI with these in [factuur]
    { cat plain.ini && printf '[factuur]\n' && printf '%s\n' "$@"; } >a/settlement.ini
}
made() {
    rm -rf out && status 0 "$exe" run a/settlement.ini --format pdf,xlsx,ubl -o out &&
        invoice=$(find out/facturen -name '*_GM0518.xml') && [ -s "$invoice" ]
}
holds() { # TEXT…
    for text; do
        grep -qF -- "$text" "$invoice" && continue
        echo "it has no $text"
        return 1
    done
}
holds_no() { # TEXT…
    for text; do
        ! grep -F -- "$text" "$invoice" || return
    done
}

# --- who sends it

contacts() { # KEYS, what stands there, what does not
    partijen 27000001 '' && with "$1" && made && holds "$2" && shift 2 || return
    for text; do holds_no "$text" || return; done
}
check 'a name to ask for, alone' contacts 'contact = J. de Vries' '<cbc:Name>J. de Vries</cbc:Name>' \
    cbc:Telephone cbc:ElectronicMail
check 'a number to call, alone' contacts 'telefoon = 070-1234567' \
    '<cbc:Telephone>070-1234567</cbc:Telephone>' cbc:ElectronicMail
check 'an address to write to, alone' contacts 'e-mail = factuur@voorbeeld.nl' \
    '<cbc:ElectronicMail>factuur@voorbeeld.nl</cbc:ElectronicMail>' cbc:Telephone
check 'nobody to ask' contacts 'specificatie = nee' '<cbc:InvoiceTypeCode>' cac:Contact cbc:Telephone

numbers() {
    with 'specificatie = nee' && partijen 27000001 '' && made && holds 27000001 0106 || return
    partijen '' 00000003271234560000 && made && holds 00000003271234560000 0190
}
check 'an organisation by its kvk or by its oin' numbers

reference() {
    with 'specificatie = nee' && partijen 27000001 '' && made &&
        holds '<cbc:BuyerReference>INK-77</cbc:BuyerReference>' || return
    invoice=$(find out/facturen -name '*_GM0603.xml')
    holds '<cbc:BuyerReference>INK-78</cbc:BuyerReference>'
}
check 'the reference of who gets it, of all or of the contract' reference

# --- texts that are odd

odd() { # in the name of the afrekening, of who gets it and of what is billed
    partijen 27000001 '' && with "e-mail = o'brien@voorbeeld.nl" && cp a/contracten.csv plain.csv ||
        return
    sed -i "s/^naam = .*/naam = 2026 \& $(printf '\303\251%.0s' $(seq 90))/" a/settlement.ini
    sed -i "s/^GM0518;Den Haag/GM0518;\"Den\tHaag \xf0\x9f\x98\x80 \xef\xbf\xbe \xe2\x80\xae\xe2\x80\x8f$(
        )\xe2\x81\xa6x\xe2\x81\xa9\xc2\xa0\x7f <b>\"/" a/partijen.csv
    awk -F ';' -v OFS=';' 'NR > 1 { text = ""; for (i = 0; i < 20000; i++) text = text "\303\251x"
        $3 = text } { print }' plain.csv >a/contracten.csv
    made
    found=$?
    cp plain.csv a/contracten.csv
    [ $found = 0 ] || return
    holds "$(printf '\360\237\230\200')" '&lt;b&gt;' "o'brien@voorbeeld.nl" &&
        holds_no "$(printf '\357\277\276')" && xmllint --noout "$invoice" || return
    unzip -p out/afrekening.xlsx 'xl/worksheets/*' | grep -q 'amp;L&amp;8 2026 &amp;&amp; ' ||
        { echo 'no title below the page'; return 1; }
    for book in out/afrekening.xlsx out/facturen/*.xlsx; do
        unzip -p "$book" xl/sharedStrings.xml | xmllint --noout - || return
    done
}
if command -v xmllint >/dev/null && command -v unzip >/dev/null; then
    check 'names with marks, emoji and what XML has not; a title longer than a page is wide' odd
else
    skip 'names with marks' 'there is no xmllint or unzip'
fi

# --- formulas that look for a code

# asks_exactly CODE…: with these codes the formulas of afrekening.xlsx tell A from a, and a pattern
# from the text that it is.
formulas() {
    small b && echo 'code;naam;soort' >b/partijen.csv && echo 'AGB-1;Een;aanbieder' >>b/partijen.csv
    shares='GM0518 50%'
    for code; do
        echo "$code;Naam $code;overig" >>b/partijen.csv
        shares="$shares, $code $((50 / $#))%"
    done
    sed -i "s|^sleutel.*|sleutel = vast\naandelen = $shares|" b/settlement.ini
    rm -rf out && status 0 "$exe" run b/settlement.ini --format csv,xlsx -o out || return
    unzip -p out/afrekening.xlsx 'xl/worksheets/*' >formulas && grep -q 'SUMIFS(\|EXACT(' formulas
}
asks_exactly() { formulas "$@" && grep -q 'EXACT(' formulas && ! grep -q 'SUMIFS(' formulas; }
asks_plainly() { formulas "$@" && grep -q 'SUMIFS(' formulas && ! grep -q 'EXACT(' formulas; }
lagen() { # NAME: of one of two
    small b && sed -i "s|^sleutel.*|lagen = $1 50%, twee 50%\n[laag r $1]\nsleutel = leerlingdagen\n$(
        )[laag r twee]\nsleutel = leerlingdagen|" b/settlement.ini && rm -rf out &&
        status 0 "$exe" run b/settlement.ini --format csv,xlsx -o out || return
    unzip -p out/afrekening.xlsx 'xl/worksheets/*' >formulas
}
if command -v unzip >/dev/null; then
    for code in P1 P-1_a.b/C zz99 ja-nee; do
        check "a code that is what it is: $code" asks_plainly "$code"
    done
    for code in 1P 2025-10-01 mei5 TRUE-1 Dec 1.5; do
        check "a code that is not: $code" asks_exactly "$code"
    done
    check 'two codes that differ in a case' asks_exactly PA pA
    check 'two codes of which one begins as the other' asks_plainly PA PAB
    exact_laag() { lagen mei && grep -q 'EXACT(' formulas; }
    plain_laag() { lagen een && ! grep -q 'EXACT(' formulas; }
    check 'a laag with the name of a month' exact_laag
    check 'a laag with another' plain_laag
else
    skip 'formulas' 'there is no unzip'
fi

# --- a logo

four() { # NUMBER: as four bytes
    printf "\\$(printf '%o' $(($1 >> 24 & 255)))\\$(printf '%o' $(($1 >> 16 & 255)))"
    printf "\\$(printf '%o' $(($1 >> 8 & 255)))\\$(printf '%o' $(($1 & 255)))"
}
png() { # WIDTH HEIGHT: the frame of one
    printf '\211PNG\r\n\032\n\0\0\0\rIHDR' && four "$1" && four "$2" &&
        printf '\010\002\0\0\0abcd\0\0\0\0IEND\256B`\202'
}
refused() { # TEXT: the logo is, for this, and nothing is written
    partijen 27000001 '' && with 'logo = logo.png' && rm -rf out &&
        status 1 "$exe" run a/settlement.ini --format pdf -o out && says stderr E347 &&
        says stderr "$1" && absent out
}
of() { # TEXT WIDTH HEIGHT
    png "$2" "$3" >a/logo.png && refused "$1"
}
rm -f a/logo.png
check 'a logo that is not there' refused 'there is no such file'
mkdir a/logo.png
check 'a folder' refused 'it is no file'
rmdir a/logo.png
echo GIF89a >a/logo.png
check 'a few bytes' refused 'it is no PNG'
head -c 5000 /dev/zero >a/logo.png
check 'many bytes of something else' refused 'it is no PNG'
{ png 10 10 && echo more; } >a/logo.png
check 'one that was cut' refused 'its end is missing'
check 'one without width' of '1 to 8192 pixels' 0 10
check 'one without height' of '1 to 8192 pixels' 10 0
check 'one that is too wide' of '1 to 8192 pixels' 8193 10
check 'one that is too high' of '1 to 8192 pixels' 10 70000
head -c 1048577 /dev/zero >a/logo.png
check 'one that is too large' refused 'larger than 1 MiB'
rm a/logo.png && ln -s logo.png a/logo.png
check 'one that cannot be read' refused 'Too many levels of symbolic links'
rm a/logo.png

shown() { # of a size that a page has room for, and of others
    for size in '64 64' '8192 3' '3 8192'; do
        # shellcheck disable=SC2086 # two numbers
        python3 - $size >a/logo.png <<'PNG' || return
import struct, sys, zlib
width, height = int(sys.argv[1]), int(sys.argv[2])
def part(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
rows = (b"\0" + b"\x80" * 3 * width) * height
sys.stdout.buffer.write(b"\x89PNG\r\n\x1a\n" + part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8,
    2, 0, 0, 0)) + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b""))
PNG
        partijen 27000001 '' && with 'logo = logo.png' && made || return
        for book in out/facturen/*.xlsx; do
            unzip -l "$book" | grep -q 'xl/media/image1.png' || { echo "no logo in $book"; return 1; }
        done
        for pdf in out/facturen/*.pdf; do
            grep -qa '/Subtype */Image' "$pdf" || { echo "no logo in $pdf"; return 1; }
        done
    done
}
if command -v python3 >/dev/null && command -v unzip >/dev/null; then
    check 'a logo of any shape is on the workbook and the PDF' shown
else
    skip 'a logo is shown' 'there is no python3 or unzip'
fi
finish
