#!/bin/sh
# Goal: documents are made whole or not at all, the same bytes everywhere, and are known to verify
# and post; what they say is tested in the other files here.
#
#   tests/documents/documents.sh VERREKEN ROOT
exe=${1:?usage: documents.sh VERREKEN ROOT} root=${2:?usage: documents.sh VERREKEN ROOT}
# shellcheck source=tests/command/tap.sh
. "$root/tests/command/tap.sh"

all=csv,xlsx,pdf,ubl
cp -r "$root/examples/h3-prodeba" example
runs() { status 0 "$exe" run example/settlement.ini "$@"; }
runs --format $all -o reference
check 'a run with all formats' [ -f reference/manifest.json ]

# --- which there are

names() { # FOLDER KIND…: the documents of a folder are of these kinds, seven facturen of each
    folder=$1
    shift
    for kind in "$@"; do
        count=$(find "$folder/facturen" -name "CONCEPT-000?_GM????.$kind" | wc -l)
        [ "$count" = 7 ] || { echo "$kind: $count"; return 1; }
    done
    count=$(find "$folder/facturen" -type f | wc -l)
    [ "$count" = $((7 * $#)) ] || { echo "$count files"; ls "$folder/facturen"; return 1; }
}
usual() {
    runs -o usual && names usual xlsx && [ -s usual/afrekening.xlsx ] && has_tables usual
}
check 'without --format: the tables, and the workbooks' usual

alone() {
    runs --format csv -o alone && absent alone/facturen alone/afrekening.xlsx && has_tables alone &&
        runs --format pdf -o alone && names alone pdf && absent alone/afrekening.xlsx &&
        has_tables alone && runs --format ubl,xlsx -o alone && names alone xml xlsx
}
check 'each format by itself; the tables are always there' alone
check 'all formats: three documents for each factuur' names reference xlsx pdf xml

bad_formats() {
    for list in docx 'csv,' '' 'pdf,pdf' 'PDF' 'csv;pdf'; do
        status 2 "$exe" run example/settlement.ini -o bad --format "$list" && says stderr format &&
            absent bad || { echo "$list"; return 1; }
    done
    status 2 "$exe" post alone --format csv && says stderr --format
}
check 'exit 2: a format that is none, or that stands there twice' bad_formats

modes() {
    for file in reference/facturen/* reference/afrekening.xlsx; do
        [ "$(stat -c %a "$file")" = 600 ] || { echo "$file $(stat -c %a "$file")"; return 1; }
    done
    [ "$(stat -c %a reference/facturen)" = 700 ]
}
check 'documents are 0600, their folder 0700' modes

no_temporary() {
    found=$(find reference -type f ! -name '*.csv' ! -name '*.xlsx' ! -name '*.pdf' ! -name '*.xml' \
        ! -name manifest.json ! -name datapackage.json ! -name settlement.ini ! -name herkomst)
    [ -z "$found" ] || { echo "$found"; return 1; }
}
check 'no temporary file is left' no_temporary

# --- the same bytes

as_reference() {
    rm -rf other
    status 0 "$@" run example/settlement.ini --format $all -o other && same reference other
}
for threads in 1 2 7; do
    check "the same bytes with --threads $threads" as_reference "$exe" --threads $threads
done
check 'the same bytes in another time zone' as_reference env TZ=Pacific/Auckland "$exe"
check 'the same bytes in another place for temporary files' as_reference env TMPDIR=/dev/shm "$exe"
if [ "$(locale -a 2>/dev/null | grep -ci '^nl_NL.utf-\?8$')" != 0 ]; then
    check 'the same bytes in a Dutch locale' as_reference env LC_ALL=nl_NL.UTF-8 "$exe"
else
    skip 'the same bytes in a Dutch locale' 'nl_NL.UTF-8 is not installed'
fi
if timeout 10 faketime '2031-05-06 07:08:09' "$exe" --version >/dev/null 2>&1; then
    check 'the same bytes on another day' as_reference faketime '2031-05-06 07:08:09' "$exe"
else
    skip 'the same bytes on another day' 'faketime is not there, or not with this build'
fi

again() {
    cp -r reference again && runs --format $all -o again && same reference again &&
        runs --format csv -o again && absent again/facturen
}
check 'a folder with documents is replaced as a whole' again

foreign() { # FILE
    rm -rf foreign && cp -r reference foreign && echo mine >"foreign/$1" || return
    status 4 "$exe" run example/settlement.ini --format $all -o foreign &&
        says stderr 'did not write' && [ "$(cat "foreign/$1")" = mine ]
}
check 'a scan that someone put among the facturen stays: exit 4' foreign facturen/scan.pdf
check 'so does a workbook of a name of their own' foreign mijn.xlsx
check 'and a signed copy beside its factuur' foreign facturen/CONCEPT-0003_GM0603-getekend.pdf

# --- verify

verified() {
    status 0 "$exe" verify reference && says_row stdout facturen/CONCEPT-0001_GM0503.pdf same &&
        says stdout 'all is as it was computed'
}
check 'verify makes every document again' verified
changed() { # FILE
    rm -rf changed && cp -r reference changed && printf x >>"changed/$1" || return
    status 3 "$exe" verify changed && says stdout 'differs'
}
check 'verify: a PDF that was changed' changed facturen/CONCEPT-0003_GM0603.pdf
check 'verify: a workbook that was changed' changed afrekening.xlsx
missing() {
    rm -rf missing && cp -r reference missing && rm missing/facturen/CONCEPT-0002_GM0599.xml &&
        echo 1 >missing/facturen/more.pdf || return
    status 3 "$exe" verify missing && says_row stdout facturen/CONCEPT-0002_GM0599.xml missing &&
        says stdout 'extra: a run does not write it'
}
check 'verify: a document that is gone, and one too many' missing

# --- a disk that is full, a folder that may not be written, a child that dies

full_disk() { # SIZE
    cat >full.sh <<'SH'
mount -t tmpfs -o "size=$3" none "$1" || exit 99
"$2" run example/settlement.ini --format csv -o "$1/out" >/dev/null 2>&1 || exit 98
cp -r "$1/out" before
for target in new out; do
    "$2" run example/settlement.ini --format csv,xlsx,pdf,ubl -o "$1/$target" >/dev/null 2>stderr
    [ $? = 4 ] || { echo "exit status for $target"; cat stderr; exit 1; }
    grep -q 'nothing was written' stderr || { cat stderr; exit 1; }
done
diff -r before "$1/out" || exit 1
[ "$(ls -A "$1")" = out ] || { ls -lAR "$1"; exit 1; }
SH
    rm -rf disk before && mkdir -p disk && unshare -m sh full.sh disk "$exe" "$1"
}
verify_full() {
    cat >full.sh <<'SH'
mount -t tmpfs -o size=100k none "$1" || exit 99
TMPDIR=$1 "$2" verify reference >/dev/null 2>stderr
[ $? = 4 ] || { echo "exit status"; cat stderr; exit 1; }
[ -z "$(ls -A "$1")" ] || { ls -lAR "$1"; exit 1; }
SH
    mkdir -p disk && unshare -m sh full.sh disk "$exe"
}
if [ "$(id -u)" = 0 ] && unshare -m mount -t tmpfs -o size=8k none "$tmp" 2>/dev/null; then
    for size in 160k 200k 240k 280k 320k 380k; do
        check "exit 4: a disk of $size keeps the old folder, and leaves nothing" full_disk $size
    done
    check 'exit 4: verify with no room for temporary files leaves nothing' verify_full
else
    skip 'exit 4: a disk that is full' 'needs to be root and to mount'
fi

file_limit() { # BLOCKS of 512 bytes: a file that grows too large, in whatever process
    rm -rf limited
    sh -c 'trap "" XFSZ; ulimit -f "$1"; shift; exec "$@"' sh "$1" \
        "$exe" run example/settlement.ini --format xlsx -o limited 2>&1 >/dev/null | cat >stderr
    grep -q 'nothing was written' stderr || { cat stderr; return 1; }
    absent limited .limited.verreken-tmp
}
check 'a workbook that cannot be written leaves nothing' file_limit 24
check 'nor does a larger one' file_limit 40

killed() { # the first child that is seen is killed
    rm -rf killed
    "$exe" run example/settlement.ini --format $all -o killed >/dev/null 2>stderr &
    parent=$!
    child=
    while [ -z "$child" ] && kill -0 $parent 2>/dev/null; do
        child=$(cat /proc/$parent/task/$parent/children 2>/dev/null | cut -d ' ' -f 1)
    done
    [ -n "$child" ] && kill -9 "$child" 2>/dev/null || { wait $parent; return 2; }
    wait $parent
    found=$?
    [ $found != 0 ] || return 2 # it was done already
    [ $found = 4 ] && grep -q 'signal 9' stderr && absent killed .killed.verreken-tmp && return 0
    echo "exit status $found"
    cat stderr
    return 1
}
one_killed() {
    for _ in 1 2 3 4 5 6 7 8; do
        killed
        result=$?
        [ $result = 2 ] || return $result
    done
    echo 'no child was caught'
    return 1
}
if [ -r /proc/self/task/$$/children ] || [ -r /proc/$$/task/$$/children ]; then
    check 'exit 4: a child that is killed leaves nothing' one_killed
else
    skip 'exit 4: a child that is killed' 'the system does not tell the children of a process'
fi

# --- posting: a year in the grootboek, with its documents

cp -r "$root/examples/correctie" books
posted() { # STEP
    status 0 "$exe" run "books/settlement-$1.ini" --format $all -o "books/$1" &&
        status 0 "$exe" post "books/$1" || return
    for kind in xlsx pdf xml; do
        own=$(find "books/$1/facturen" -name "202?-*-0000?_*.$kind" | wc -l)
        [ "$own" = "$(sed 1d "books/$1/facturen.csv" | grep -vc specificatie)" ] ||
            { ls "books/$1/facturen"; return 1; }
    done
    status 0 "$exe" verify "books/$1" && says stdout 'all is as it was computed'
}
while read -r step; do
    check "post: $step has final numbers, and verify makes its documents again" posted "$step"
done <books/boeken

corrected() { # what the facturen correct was posted before, between the same two
    grep -ho 'InvoiceDocumentReference' books/*/facturen/*.xml >/dev/null || return
    for file in books/*/facturen/*.xml; do
        own=$(basename "$file") && own=${own%%_*}
        code=${file##*_} && code=${code%.xml}
        tr -d '\n' <"$file" | sed 's/<cac:InvoiceDocumentReference>/\n&/g' |
            sed -n 's/^<cac:InvoiceDocumentReference> *<cbc:ID>\([^<]*\).*/\1/p' >named
        while read -r earlier; do
            grep -q "^$earlier;[a-z]*;[^;]*;$code;" books/*/facturen.csv && [ "$earlier" != "$own" ] &&
                continue
            grep -q ";$earlier\$" books/data*/voorschotten.csv 2>/dev/null && continue
            echo "$file names $earlier"
            return 1
        done <named
    done
}
check 'a factuur that corrects names the ones that it corrects' corrected
finish
