#!/bin/sh
# Goal: the same inputs give the same bytes, whatever the time zone, the locale, the folder it is
# called from, the order of rows and columns, the separator or the line ends (SPEC §10).
#
#   tests/command/sameness.sh VERREKEN ROOT      ROOT: the folder of the project
exe=${1:?usage: sameness.sh VERREKEN ROOT} root=${2:?usage: sameness.sh VERREKEN ROOT}
. "$root/tests/command/tap.sh"
cp -r "$root/examples/h3-prodeba" example
rm -rf example/verwacht
"$exe" --stil run example/settlement.ini -o reference >reference-stdout 2>reference-stderr
ran=$?
check 'the example runs' test $ran = 0

as_reference() { # COMMAND…: gives the same tables and the same words
    rm -rf other
    status 0 "$@" --stil -o "$tmp/other" && same reference other && diff reference-stdout stdout &&
        diff reference-stderr stderr
}
check 'twice the same' as_reference "$exe" run example/settlement.ini
for threads in 1 2 8 64; do
    check "with --threads $threads" as_reference "$exe" run example/settlement.ini \
        --threads $threads
done
for zone in UTC0 NZST-12NZDT,M9.5.0,M4.1.0/3 AOE+12 Europe/Amsterdam; do
    check "under TZ=$zone" as_reference env TZ=$zone "$exe" run example/settlement.ini
done

# A Turkish locale: a decimal comma, and an i without its dot. Made here when the system has none.
export LOCPATH="$tmp/locale"
mkdir -p "$LOCPATH"
if localedef -i tr_TR -f UTF-8 "$LOCPATH/tr_TR.UTF-8" 2>/dev/null &&
    [ "$(LC_ALL=tr_TR.UTF-8 locale decimal_point)" = , ]; then
    check 'under LC_ALL=tr_TR.UTF-8' as_reference env LC_ALL=tr_TR.UTF-8 "$exe" run \
        example/settlement.ini
else
    skip 'under LC_ALL=tr_TR.UTF-8' 'localedef cannot make it'
fi
unset LOCPATH
check 'under LC_ALL=C' as_reference env LC_ALL=C "$exe" run example/settlement.ini
check 'under LC_ALL=C.UTF-8' as_reference env LC_ALL=C.UTF-8 "$exe" run example/settlement.ini
check 'under an empty environment' as_reference env -i "$exe" run example/settlement.ini

elsewhere() {
    mkdir -p far/away && (cd far/away && "$exe" run ../../example/settlement.ini -o out) >stdout &&
        same reference far/away/out && diff reference-stdout stdout &&
        (cd example && "$exe" run settlement.ini -o ../near) >/dev/null && same reference near &&
        (cd / && "$exe" run "$tmp/example/settlement.ini" -o "$tmp/absolute") >/dev/null &&
        same reference absolute
}
check 'called from another folder, and by absolute paths' elsewhere

# The same tables, of inputs that were written in another way: those and their hashes differ.
as_tables() { # INI
    rm -rf other
    status 0 "$exe" run "$1" -o other || return
    (cd reference && find .) | LC_ALL=C sort >names
    (cd other && find .) | LC_ALL=C sort | diff names - &&
        diff -r -x invoer -x manifest.json -x datapackage.json reference other
}

# shuffled SEED: the rows of every table in another order.
shuffle() { # SEED FILE: the order is made from the seed, without a clock
    head -n 1 "$2"
    tail -n +2 "$2" | awk -v seed="$1" 'BEGIN { srand(seed) } { print rand() "\t" $0 }' |
        LC_ALL=C sort | cut -f 2-
}
shuffled() { # SEED
    rm -rf shuffled && cp -r example shuffled
    moved=0
    for file in shuffled/data/*.csv; do
        shuffle "$1" "$file" >table
        cmp -s table "$file" || moved=$((moved + 1))
        cp table "$file"
    done
    [ $moved -ge 5 ] || { echo "only $moved tables in another order"; return 1; }
    as_tables shuffled/settlement.ini
}
for seed in 1 2 3; do
    check "the rows of all tables in another order ($seed)" shuffled $seed
done
reversed() {
    rm -rf reversed && cp -r example reversed
    for file in reversed/data/*.csv; do
        { head -n 1 "$file"; tail -n +2 "$file" | tac; } >table && cp table "$file"
    done
    as_tables reversed/settlement.ini
}
check 'the rows of all tables backwards' reversed

dressed() { # with a BOM, CRLF, empty lines and a comma for the separator where no field has one
    rm -rf dressed && cp -r example dressed
    for file in dressed/data/*.csv; do
        { printf '\357\273\277'; sed 's/$/\r/' "$file"; printf '\r\n\r\n'; } >table
        grep -q '[,"]' "$file" || tr ';' ',' <table >"$file"
        grep -q '[,"]' "$file" && ! grep -q ';' "$file" || cp table "$file"
    done
    as_tables dressed/settlement.ini
}
check 'with a byte order mark, CRLF and commas' dressed

columns() { # the columns backwards: only of tables without a quote
    rm -rf columns && cp -r example columns
    for file in columns/data/*.csv; do
        grep -q '"' "$file" && continue
        awk -F ';' '{ line = $NF; for (i = NF - 1; i > 0; i--) line = line ";" $i; print line }' \
            "$file" >table && cp table "$file"
    done
    as_tables columns/settlement.ini
}
check 'the columns of all tables backwards' columns

sections() { # the sections of the INI in another order
    rm -rf sections && cp -r example sections
    awk '/^\[/ { n++ } n { section[n] = section[n] $0 "\n" }
         END { for (i = n; i > 0; i--) printf "%s", section[i] }' example/settlement.ini \
        >sections/settlement.ini
    as_tables sections/settlement.ini
}
check 'the sections of the INI backwards' sections

form() { # UTF-8, LF at every line, no CR, no blank at an end, a header and equal fields
    for file in $outputs; do
        iconv -f UTF-8 -t UTF-8 "reference/$file" >/dev/null || { echo "$file: UTF-8"; return 1; }
        [ "$(tail -c 1 "reference/$file" | od -An -tx1 | tr -d ' ')" = 0a ] ||
            { echo "$file: no line end"; return 1; }
        ! LC_ALL=C grep -nE "$(printf '\r')|^\$|[0-9],[0-9]" "reference/$file" || return 1
    done
}
check 'tables are UTF-8 with LF and a decimal point' form

# Rows sorted by the columns before the first amount, field by field, bytewise.
sorted() {
    for spec in pools.csv:3 gewichten.csv:5 verdeling.csv:6 posities.csv:3 stromen.csv:2 \
        facturen.csv:1 grensverkeer.csv:3 controles.csv:2; do
        file=${spec%:*}
        tail -n +2 "reference/$file" | cut -d ';' -f "1-${spec#*:}" | tr ';' '\001' >keys
        LC_ALL=C sort -c keys || { echo "$file is not sorted"; return 1; }
    done
}
check 'rows are sorted bytewise' sorted
finish
