#!/bin/sh
# Goal: verreken grootboek shows what was posted, and --check tells whatever was done to the file
# since; verreken nummers takes over numbers once, all of a file or nothing.
#
#   tests/command/grootboek.sh VERREKEN ROOT      ROOT: the folder of the project
exe=${1:?usage: grootboek.sh VERREKEN ROOT} root=${2:?usage: grootboek.sh VERREKEN ROOT}
. "$root/tests/command/tap.sh"
if ! command -v sqlite3 >/dev/null; then
    skip 'the grootboek' 'there is no sqlite3; tests/install installs it'
    finish
fi

# --- four boekingen: two quarters with a correction, another afrekening, an extern one

settlement() { # FOLDER ID PERIODE FACTUURDATUM KOSTEN
    small "$1"
    sed -i "s/1000,01/$5/" "$1/kosten.csv"
    sed -i 's/2025-11-15/2025-02-15/' "$1/inschrijvingen.csv"
    sed -i 's/$/;taakveld/; 2s/;taakveld$/;6.72/' "$1/contracten.csv"
    {
        printf '[afrekening]\nnaam = Toets\nid = %s\nperiode = %s\nfactuurdatum = %s\n' \
            "$2" "$3" "$4"
        printf 'kassier = GM0518\ngrootboek = ../grootboek.db\n'
        printf '[regel r]\nmethode = collectieve-voorfinanciering\nsleutel = leerlingdagen\n'
        printf 'voorfinanciering = GM0518 60%%, GM0603 40%%\n[journaal]\ndebiteuren = 1300\n'
    } >"$1/settlement.ini"
}
post() { # FOLDER: run and post it as out-FOLDER
    status 0 "$exe" run "$1/settlement.ini" --format csv -o "out-$1" && status 0 "$exe" post "out-$1"
}
posted() {
    settlement a toets 2025-Q3 2025-10-15 1000,01
    settlement b toets 2025-Q4 2026-01-15 1200,01
    settlement c anders 2025-Q4 2026-01-15 500,00
    settlement d extern 2025-Q4 2026-01-15 400,00
    printf '[factuur]\nnummer = extern\n' >>d/settlement.ini
    post a && post b && post c && post d && cp grootboek.db sound.db
}
check 'a grootboek with four boekingen' posted

book() { "$exe" grootboek grootboek.db "$@"; }
again() { cp sound.db grootboek.db && rm -f grootboek.db-journal; }
in_book() { sqlite3 grootboek.db "$@"; }

# --- what it shows

list() {
    status 0 book && says stdout 'new  corrections  together' && silent stderr || return
    zegel=$(in_book 'SELECT substr(hash, 1, 12) FROM zegel WHERE boeking = 2')
    says stdout "$zegel" && says stdout out-b && says stdout '2025-Q3' && says stdout anders &&
        says stdout '1 factuur has no number' || return
    [ "$(grep -c 'GM0603' stdout)" = 3 ] || { cat stdout; return 1; }
}
check 'the list: postings with their zegel, and the stand per afrekening' list

balance() {
    status 0 book --datum 2025-12-31 || return
    euro="printf('%s%d,%02d', iif(s < 0, '-', ''), abs(s) / 100, abs(s) % 100)"
    sum='FROM (SELECT sum(cents) s FROM regel WHERE factuur IS NOT NULL AND boeking'
    billed=$(in_book "SELECT $euro $sum = 1)")
    later=$(in_book "SELECT $euro $sum > 1)")
    grep -Eq "^2025 +GM0518 +GM0603 +$billed +$later +[-0-9,]+ +-$" stdout || {
        echo "not $billed $later"; cat stdout; return 1; }
    says stdout 'own shares' && says stdout 'not in it' || return
    status 0 book --datum 2026-12-31 && says stdout 'posted up to 2025-12-31' || return
    status 0 book --datum 2025-11-01 && says stdout 'later: ' || return
    status 0 book --datum 1-10-2020 && says stdout 'later: '
}
check 'the balance on a day: billed, and still to bill' balance

# A boekjaar from October on, and a calendar year.
years() {
    settlement y1 schooljaar 2025-Q1 2025-04-10 1000,00
    settlement y2 vroeger 2025-Q4 2026-01-10 1000,00
    sed -i 's/^id = .*/&\nboekjaar = 2024-10-01/' y1/settlement.ini
    for y in y1 y2; do
        sed -i 's/grootboek[.]db/years.db/' $y/settlement.ini
        sed -i '/K1/s/2025-01-01/2024-01-01/; s/2025-02-15/2024-01-01/' $y/*.csv
        sed -i 's/;2025-01-01;r/;2024-01-01;r/; s/2025-01-01$/2024-01-01/' $y/*.csv
    done
    post y1 && post y2 && status 0 "$exe" grootboek years.db --datum 2025-12-31 || return
    grep -Eq '^2024-10-01 +GM0518 +GM0603 ' stdout && grep -Eq '^2025 +GM0518 +GM0603 ' stdout &&
        [ "$(grep -Ec '^ +total +2024-10-01 ' stdout)" = 2 ] &&
        [ "$(grep -Ec '^total ' stdout)" = 2 ] || { cat stdout; return 1; }
    # of the first afrekening all is billed; of the other, of 2026, nothing by then
    asked() {
        sqlite3 years.db "SELECT printf('%d,%02d', sum(cents) / 100, sum(cents) % 100) FROM regel
            WHERE factuur IS NOT NULL AND boeking = $1"
    }
    grep -Eq "^2024-10-01 +GM0518 +GM0603 +$(asked 1) +- +$(asked 1) +-$" stdout &&
        grep -Eq "^2025 +GM0518 +GM0603 +- +$(asked 2) +$(asked 2) +-$" stdout ||
        { asked 1; asked 2; cat stdout; return 1; }
}
check 'the balance over more than one boekjaar has a total' years

wrong_options() {
    status 2 book --datum 2025-13-01 && says stderr 2025-13-01 && status 2 book --alles &&
        status 2 book --check --journaal && status 2 book --check --datum 2025-12-31
}
check 'exit 2: options that do not go together' wrong_options

journal() {
    status 0 book --journaal && silent stderr && cp stdout journal.csv || return
    LC_ALL=C awk -F ';' 'NR == 1 { if ($0 != "datum;boeking;stuk;rekening;debet;credit;taakveld;contract;" \
            "partij;tijdvak;omschrijving") { print "header: " $0; exit 1 } next }
        NF != 11 || ($5 == "") == ($6 == "") { print "row: " $0; exit 1 }
        { debet += $5 * 100; credit += $6 * 100; if ($4 == 1300) owed += $5 * 100 - $6 * 100 }
        END { if (sprintf("%.0f", debet - credit) != 0 || debet == 0) { print debet, credit; exit 1 }
              printf "%.0f\n", owed >"owed" }' journal.csv || return
    [ "$(cat owed)" = "$(in_book 'SELECT sum(bedrag + btw - voorgefinancierd) FROM factuur')" ] || {
        echo "debiteuren $(cat owed)"; return 1; }
    grep -q ';1300;[0-9.]*;;6.72;C1;GM0603;2025-Q3;' journal.csv &&
        grep -q ';BOEKING-1;eigen_aandeel;[0-9.]*;;6.72;C1;GM0518;' journal.csv &&
        ! grep ';voorschotten;;' journal.csv || return
    status 0 book --journaal --datum 2025-12-31 &&
        [ "$(cut -d ';' -f 2 stdout | sort -u | tr '\n' ' ')" = '1 boeking ' ]
}
check 'the journal: debet is credit, and debiteuren what the facturen ask' journal

# The journal of one settlement, posted in a grootboek of its own.
journal_of() { # FOLDER
    sed -i "s/^grootboek = .*/grootboek = ..\/$1.db/" "$1/settlement.ini"
    post "$1" && status 0 "$exe" grootboek "$1.db" --journaal && cut -d ';' -f 4- stdout >"$1.csv"
}
other_journals() {
    settlement m marge 2025-Q4 2026-01-15 1000,00
    sed -i 's/^voorfinanciering.*/verrekenmarge = 20%/; s/^kassier/boekjaar = 2025-10-01\n&/' m/settlement.ini
    printf 'voorschot;contract;partij;datum;bedrag\n%s\n%s\n' 'V1;C1;GM0603;2025-10-05;120,00' \
        'V2;C1;GM0518;2025-10-05;80,00' >m/voorschotten.csv
    journal_of m || return
    for row in '1300;126.02;;6.72;C1;GM0603;2025-Q4' '1300;;120.00;6.72;C1;GM0603;2025-Q4' \
        'voorschotten;120.00;;6.72;C1;GM0603;2025-Q4' 'te_verdelen;80.00;;6.72;C1;GM0518;2025-Q4' \
        'voorschotten;;80.00;6.72;C1;GM0518;2025-Q4' \
        'verrekenverschillen;6.02;;6.72;C1;GM0603;2025-Q4' \
        'verrekenverschillen;;6.02;6.72;C1;GM0518;2025-Q4'; do
        grep -q "^$row;" m.csv || { echo "no $row"; cat m.csv; return 1; }
    done
    settlement t btw 2025-Q4 2026-01-15 1000,00
    sed -i 's/^methode.*/methode = woonplaatsbeginsel/; /^voorfin/d' t/settlement.ini
    sed -i 's/^kassier.*/opsteller = AGB-1\nboekjaar = 2025-10-01/' t/settlement.ini
    sed -i '1s/$/;btw/; 2s/$/;21%/' t/contracten.csv
    journal_of t && grep -q '^1300;26.46;;;;GM0603;;btw$' t.csv &&
        grep -q '^btw;;26.46;;;GM0603;;btw$' t.csv || { cat t.csv; return 1; }
    settlement s specificatie 2025-Q4 2026-01-15 1000,00
    sed -i 's/^methode.*/methode = woonplaatsbeginsel/; /^voorfin/d' s/settlement.ini
    journal_of s && says stderr '2 specificaties are not in the journal' &&
        [ "$(wc -l <s.csv)" = 1 ] || return
    status 0 "$exe" grootboek s.db --datum 2026-12-31 && says stdout 'specificaties: the crediteur'
}
check 'the journal: voorschotten, a margin, btw, and no specificaties' other_journals

# --- numbers of the financial system

nummers() { "$exe" nummers "$1" --grootboek grootboek.db; }
kenmerk=$(in_book "SELECT nummer FROM factuur WHERE extern = 1")
bad_numbers() {
    printf 'kenmerk;nummer\n%s;F1\nK-none;F2\n2025-GM0518-00001;F3\n%s;F4\n' \
        "$kenmerk" "$kenmerk" >bad.csv
    status 1 nummers bad.csv && silent stdout && says stderr 'bad.csv:3:1: error: no factuur' &&
        says stderr 'bad.csv:4:1: error: factuur 2025-GM0518-00001 has a number of its own' &&
        says stderr "bad.csv:5:$((${#kenmerk} + 2)): error: factuur $kenmerk has number F1 already" &&
        says stderr '3 errors; nothing was recorded' || return
    printf 'kenmerk;aantal\n' >bad.csv && status 1 nummers bad.csv && says stderr 'no column nummer' &&
        : >bad.csv && status 1 nummers bad.csv && says stderr 'it is empty' &&
        printf 'kenmerk;nummer\n%s;"F\n' "$kenmerk" >bad.csv && status 1 nummers bad.csv &&
        says stderr 'bad.csv:2:' && printf 'kenmerk;nummer\n%s;\n' "$kenmerk" >bad.csv &&
        status 1 nummers bad.csv && says stderr 'give a number' &&
        printf 'kenmerk;nummer\n%s;\351\n' "$kenmerk" >bad.csv && status 1 nummers bad.csv &&
        says stderr 'not UTF-8' && status 1 nummers nowhere.csv && status 1 nummers . &&
        status 1 "$exe" nummers a/kosten.csv && says stderr '--grootboek FILE' || return
    long=$(printf '%0201d' 1)
    printf 'kenmerk;nummer\n%s;%s\n' "$kenmerk" "$long" >bad.csv && status 1 nummers bad.csv &&
        says stderr 'bad.csv:2:' && printf 'kenmerk;nummer\n%s;F\0011\n' "$kenmerk" >bad.csv &&
        status 1 nummers bad.csv && says stderr 'bad.csv:2:' || return
    for odd in "$long" 'K\001' 'K\177'; do # none of these is shown as it is
        printf "kenmerk;nummer\n$odd;F1\n" >bad.csv
        status 1 nummers bad.csv && says stderr 'bad.csv:2:1: error: no factuur' || return
        ! grep -q "$long" stderr || { echo 'a long kenmerk is shown whole'; return 1; }
    done
    [ "$(in_book 'SELECT count(*) FROM nummer')" = 0 ]
}
check 'numbers that are wrong: each is told with its place, nothing is recorded' bad_numbers

good_numbers() {
    printf '\357\273\277datum\tNummer\tKenmerk\r\n2026-01-20\tF-77\t%s\r\n\t \t\r\n' "$kenmerk" \
        >good.csv # the last row is blank
    status 0 "$exe" nummers good.csv && says stdout '1 number recorded; 0 facturen have no number' &&
        status 0 nummers good.csv && says stdout '0 numbers recorded, 1 was there already' || return
    status 0 book --journaal && says stdout ';F-77;' && status 0 book || return
    ! grep -q 'no number' stdout || return
    printf 'kenmerk;nummer\n%s;F-78\n' "$kenmerk" >bad.csv
    status 1 nummers bad.csv && says stderr 'has number F-77 already' &&
        status 0 book --check --alles && says stdout '1 recorded number' || return
    in_book "DROP TRIGGER nummer_update; UPDATE nummer SET extern = 'F-79'"
    status 3 book --check && says stderr 'number F-79 of factuur' && says stderr nummer_update
}
check 'numbers are recorded once, and their chain is checked' good_numbers
again

twice() {
    settlement e extern2 2025-Q4 2026-01-15 300,00
    printf '[factuur]\nnummer = extern\n' >>e/settlement.ini
    post e || return
    in_book "SELECT nummer || ',F-1' FROM factuur WHERE extern = 1" | sed '1i kenmerk,nummer' >two.csv
    status 1 nummers two.csv && says stderr 'two.csv:3:' &&
        says stderr 'another factuur of GM0518 has number F-1'
}
check 'a number is given once for a crediteur' twice
again

# --- the check

sound() {
    status 0 book --check && says stdout 'boeking 1 to 4 were checked' && silent stderr &&
        says stdout "$(in_book 'SELECT hash FROM zegel WHERE boeking = 4')" &&
        [ "$(in_book 'SELECT boeking FROM gecontroleerd')" = 4 ] &&
        status 0 book --check && says stdout 'nothing was posted since' &&
        status 0 book --check --alles && says stdout 'boeking 1 to 4 were checked' &&
        [ "$(in_book 'SELECT count(*) FROM gecontroleerd')" = 1 ]
}
check '--check: sound, and noted' sound
again

refused() {
    tables=$(in_book "SELECT name FROM sqlite_schema WHERE type = 'table'")
    [ "$(echo "$tables" | wc -l)" -ge 10 ] || return
    status 0 book --check || return
    for table in $tables; do
        case $table in nummer | voorschot) continue ;; esac # has no row
        columns=$(in_book "SELECT group_concat(name || ' = ' || name) FROM pragma_table_info('$table')")
        for statement in "UPDATE $table SET ${columns%%,*}" "DELETE FROM $table" \
            "INSERT OR REPLACE INTO $table SELECT * FROM $table LIMIT 1"; do
            if in_book "$statement" 2>error; then echo "not refused: $statement"; return 1; fi
            grep -Eq 'append-only|out of sequence|gap' error || { cat error; return 1; }
        done
    done
    status 0 book --check --alles
}
check 'every table refuses UPDATE, DELETE and INSERT OR REPLACE' refused
again

# tamper NAME SQL TEXT…: after the SQL, --check --alles says each TEXT and ends with 3.
tamper() {
    again
    in_book "$1" || return
    shift
    status 3 book --check --alles --max-errors 9999 && silent stdout || return
    for text in "$@"; do says stderr "$text" || return; done
    [ "$(in_book 'SELECT count(*) FROM gecontroleerd')" = 0 ] || { echo 'it was noted'; return 1; }
}
check 'a changed amount' tamper 'DROP TRIGGER regel_update; UPDATE regel SET cents = cents + 1
    WHERE boeking = 2 AND factuur IS NOT NULL' 'the trigger regel_update was taken out' \
    'boeking 2: its rows are not what its zegel says' 'boeking 2: factuur 2026-GM0518-00001 has a'
check 'a deleted row' tamper 'DROP TRIGGER regel_delete; DELETE FROM regel WHERE regel = 3' \
    'boeking 1: regel 3 is missing' 'boeking 1: its rows are not'
check 'a deleted last row' tamper 'DROP TRIGGER regel_delete; DELETE FROM regel WHERE regel =
    (SELECT max(regel) FROM regel)' 'boeking 4: regel ' ' is missing' 'and the zegels are over 1 to'
check 'a deleted boeking' tamper 'DROP TRIGGER boeking_delete; DELETE FROM boeking WHERE boeking = 2' \
    'boeking 2 is missing' 'belongs to a row of boeking'
check 'a deleted zegel' tamper 'DROP TRIGGER zegel_delete; DELETE FROM zegel WHERE boeking = 4' \
    '4 boekingen and 3 zegels'
check 'swapped hashes' tamper "DROP TRIGGER zegel_update;
    CREATE TEMP TABLE old AS SELECT * FROM zegel; UPDATE zegel SET hash = boeking;
    UPDATE zegel SET hash = (SELECT hash FROM old WHERE old.boeking = CASE zegel.boeking
    WHEN 1 THEN 2 WHEN 2 THEN 1 ELSE zegel.boeking END)" 'boeking 1: its rows' 'boeking 2: its rows'
check 'a row of a post elsewhere' tamper 'DROP TRIGGER regel_update; UPDATE regel SET post =
    (SELECT max(post) FROM post) WHERE regel = 1' 'boeking 1: regel 1 is of a post of another'
check 'a row of no post' tamper 'DROP TRIGGER regel_update; UPDATE regel SET post = 999
    WHERE regel = 1' 'regel 1 is of a post that is not there' 'belongs to a row of post'
check 'a row on a factuur of another boeking' tamper 'DROP TRIGGER regel_update;
    UPDATE regel SET factuur = 4 WHERE regel = 2' 'regel 2 is on a factuur that is not of this'
check 'a changed text' tamper "DROP TRIGGER contract_update; UPDATE contract SET taakveld = '6.1'" \
    'boeking 1: its rows are not'
check 'a changed organisation' tamper "DROP TRIGGER kop_update; UPDATE kop SET waarde = 'X'" \
    'boeking 1: its rows are not'
check 'a changed number' tamper 'DROP TRIGGER factuur_update; UPDATE factuur SET volgnummer = 9
    WHERE boeking = 2' 'factuur 2026-GM0518-00001 has volgnummer 9, and 1 is the next'
check 'a trigger that another took its place' tamper 'DROP TRIGGER regel_update; CREATE TRIGGER
    regel_update BEFORE UPDATE ON regel BEGIN SELECT 1; END' 'the trigger regel_update of the schema'
check 'a trigger of another program' tamper 'CREATE TRIGGER more AFTER INSERT ON regel
    BEGIN SELECT 1; END' 'the trigger more was added'
check 'texts where numbers are, huge numbers' tamper "DROP TRIGGER zegel_update; UPDATE zegel SET
    laatste_regel = 9223372036854775807 WHERE boeking = 2" 'do not follow on' 'boeking 2: its rows'
again

since() {
    status 0 book --check && in_book "DROP TRIGGER zegel_update; UPDATE zegel SET hash = 'f'
        WHERE boeking = 4" && status 3 book --check && says stderr 'it was checked with zegel' || return
    again
    in_book "INSERT INTO gecontroleerd VALUES (1, 9, 'f')" && status 3 book --check &&
        says stderr 'boeking 9: it was checked with zegel f, and is not there any more'
}
check 'what was checked before is what is there' since
again

# --- files that are none

no_grootboek() { # STATUS TEXT OPTION…
    no_status=$1 no_text=$2
    shift 2
    status "$no_status" "$exe" grootboek other.db "$@" && silent stdout && says stderr "$no_text"
}
every_way() { # STATUS TEXT
    no_grootboek "$@" && no_grootboek "$@" --check && no_grootboek "$@" --journaal &&
        no_grootboek "$@" --datum 2025-12-31
}
other_files() {
    rm -rf other.db && every_way 1 'there is no grootboek of that name' || return
    : >other.db && every_way 1 'it is empty' || return
    rm other.db && mkdir other.db && every_way 1 'it is no file' && rmdir other.db || return
    head -c 20000 /dev/urandom >other.db && every_way 1 'it is no grootboek, or a damaged one' || return
    cp sound.db other.db && sqlite3 other.db 'PRAGMA user_version = 99' &&
        every_way 1 'newer verreken (schema 99' || return
    cp sound.db other.db && sqlite3 other.db 'PRAGMA application_id = 7' &&
        every_way 1 'a database of another program'
}
check 'no file, an empty one, a folder, bytes, a newer schema, another program' other_files

damaged() {
    size=$(stat -c %s sound.db)
    for part in 1 2 3 4 5 6 7; do
        head -c $((size * part / 8)) sound.db >other.db
        "$exe" grootboek other.db --check --alles >stdout 2>stderr
        case $? in 1 | 3) silent stdout && grep -q . stderr || return ;;
        *) echo "not told at $part/8"; return 1 ;; esac
        for way in '' --journaal '--datum 2025-12-31'; do
            # shellcheck disable=SC2086 # an option and its value
            "$exe" grootboek other.db $way >stdout 2>stderr
            found=$?
            [ $found -le 4 ] || { echo "exit status $found at $part/8 $way"; return 1; }
        done
    done
}
check 'a truncated file is told, whatever is asked' damaged

noise() {
    at=200
    while [ $at -lt "$size" ]; do
        cp sound.db other.db
        printf '\377\000\377\377\001\200\177\377' |
            dd of=other.db bs=1 seek=$at conv=notrunc 2>dd || { cat dd; return 1; }
        for way in '--check --alles' '' --journaal; do
            # shellcheck disable=SC2086
            "$exe" grootboek other.db $way >stdout 2>stderr
            found=$?
            [ $found -le 4 ] || { echo "exit status $found at byte $at $way"; return 1; }
        done
        at=$((at + 1811))
    done
}
check 'bytes that were written over never end it' noise

other_organisation() {
    sed 's/^kassier = .*/kassier = GM0603/' b/settlement.ini >b/other.ini
    status 1 "$exe" run b/other.ini --format csv -o out-other && says stderr 'the grootboek of GM0518' &&
        absent out-other
}
check 'the grootboek of another organisation' other_organisation

read_only() {
    rm -rf closed && mkdir closed && cp sound.db closed/book.db && chmod 444 closed/book.db &&
        chmod 555 closed
    # shellcheck disable=SC2086
    status 0 $as_nobody "$exe" grootboek closed/book.db --check && says stdout sound &&
        says stderr 'cannot be noted'
    found=$?
    chmod 755 closed
    return $found
}
as_nobody=
[ "$(id -u)" != 0 ] || as_nobody='setpriv --reuid 65534 --regid 65534 --clear-groups'
chmod a+x "$tmp"
# shellcheck disable=SC2086
if $as_nobody "$exe" --version >/dev/null 2>&1; then
    check 'a file that may not be written is checked, and that is not noted' read_only
else
    skip 'a file that may not be written' 'we are root, and nobody cannot run verreken'
fi

interrupted() {
    mv out-d .out-d.verreken-tmp && status 0 book && says stderr 'was finished: boeking 4' &&
        [ -s out-d/facturen.csv ] && absent .out-d.verreken-tmp
}
check 'it begins with finishing an interrupted posting' interrupted
finish
