#!/bin/sh
# Goal: a grootboek with a row, a number or a day that no verreken writes, or without a table, is
# told by whoever reads it: nothing is shown, settled or posted with what it holds.
#
#   tests/command/strange_rows.sh VERREKEN ROOT      ROOT: the folder of the project
exe=${1:?usage: strange_rows.sh VERREKEN ROOT} root=${2:?usage: strange_rows.sh VERREKEN ROOT}
. "$root/tests/command/tap.sh"
if ! command -v sqlite3 >/dev/null; then
    skip 'the grootboek' 'there is no sqlite3; tests/install installs it'
    finish
fi

# --- a quarter that is posted, with a margin that is not settled, and the next

settlement() { # FOLDER PERIODE
    small "$1"
    cat >"$1/settlement.ini" <<INI
[afrekening]
naam = Toets
id = toets
periode = $2
factuurdatum = 2026-01-15
kassier = GM0518
boekjaar = 2025-07-01
grootboek = ../grootboek.db
[regel r]
methode = collectieve-voorfinanciering
sleutel = leerlingdagen
verrekenmarge = 20%
INI
    sed -i 's/2025-11-15/2025-02-15/' "$1/inschrijvingen.csv"
    printf 'voorschot;contract;partij;datum;bedrag\n%s\n%s\n' 'V1;C1;GM0603;2025-07-05;120,00' \
        'V2;C1;GM0518;2025-10-05;80,00' >"$1/voorschotten.csv"
}
posted() {
    settlement a 2025-Q3 && settlement b 2025-Q4 &&
        status 0 "$exe" run a/settlement.ini --format csv -o out-a && status 0 "$exe" post out-a &&
        [ "$(sqlite3 grootboek.db "SELECT count(*) FROM post WHERE soort = 'niet_verrekend'")" = 1 ] &&
        status 0 "$exe" run b/settlement.ini --format csv -o out-b && cp grootboek.db sound.db
}
check 'a quarter is posted, and the next one settled' posted

# after SQL…: the grootboek as it is, and then this, whatever its triggers refuse.
after() {
    rm -f grootboek.db-journal && cp sound.db grootboek.db || return
    for trigger in $(sqlite3 sound.db "SELECT name FROM sqlite_schema WHERE type = 'trigger'"); do
        echo "DROP TRIGGER $trigger;"
    done >drop.sql
    { cat drop.sql && printf '%s;\n' "$@"; } | sqlite3 grootboek.db
}
strange='a row that no verreken wrote'


not_shown() { # TEXT: by none of the ways to show it
    for way in '' --journaal '--datum 2026-12-31'; do
        # shellcheck disable=SC2086 # an option and its value
        status 1 "$exe" grootboek grootboek.db $way && silent stdout && says stderr "$1" || return
    done
}
not_settled() { # TEXT: the next quarter is not, nor is anything written
    rm -rf out-next && status 1 "$exe" run b/settlement.ini --format csv -o out-next &&
        absent out-next && says stderr "$1"
}
shown_not() { after "$@" && not_shown "$strange"; }
settled_not() { after "$@" && not_settled "$strange"; }
neither() { after "$@" && not_shown "$strange" && not_settled "$strange"; }

# --- boekingen and facturen

check 'a boeking that is not the next' shown_not 'UPDATE boeking SET boeking = 2' \
    'UPDATE zegel SET boeking = 2'
for column in eerste laatste boekjaar factuurdatum; do
    check "a boeking whose $column is no day" shown_not "UPDATE boeking SET $column = '9999-99'"
done
check 'a factuur that is not the next' shown_not 'UPDATE factuur SET factuur = 9'
check 'a factuur of a boeking before the first' shown_not 'UPDATE factuur SET boeking = 0'
check 'a factuur of a boeking after the last' shown_not 'UPDATE factuur SET boeking = 2'
check 'a factuur of a soort that there is not' shown_not "UPDATE factuur SET soort = 'nota'"

# --- posts

check 'a post that is not the next' shown_not 'UPDATE post SET post = 99 WHERE post = 1'
check 'a post below the first' neither 'UPDATE post SET post = 0 WHERE post = 1'
check 'a post far below it' neither 'UPDATE post SET post = -9223372036854775807 WHERE post = 1'
check 'a post beyond the last' neither 'UPDATE post SET post = 9223372036854775807 WHERE post = 1'
check 'a post without a first day' neither "UPDATE post SET eerste = '2025-07' WHERE post = 1"
check 'a post without a last day' neither "UPDATE post SET laatste = '2025-9' WHERE post = 1"
check 'a post of a soort that there is not' neither "UPDATE post SET soort = 'rente' WHERE post = 1"
check 'a post with btw of a third kind' settled_not "UPDATE post SET btw = '1/3' WHERE post = 1"

# --- regels

check 'a regel of a post before the first' neither 'UPDATE regel SET post = 0 WHERE regel = 1'
check 'a regel of a post after the last' neither 'UPDATE regel SET post = 99 WHERE regel = 1'
check 'a regel on a factuur before the first' shown_not 'UPDATE regel SET factuur = 0 WHERE regel = 1'
check 'a regel on a factuur after the last' shown_not 'UPDATE regel SET factuur = 99 WHERE regel = 1'
check 'a regel that was booked on no first day' shown_not \
    "UPDATE regel SET geboekt_eerste = '2025', geboekt_laatste = '2025-09-30'"
check 'a regel that was booked on no last day' shown_not \
    "UPDATE regel SET geboekt_eerste = '2025-07-01', geboekt_laatste = '2025'"

# --- what does not stand in the way

booked_elsewhere() {
    after "UPDATE regel SET geboekt_eerste = '2025-07-01', geboekt_laatste = '2025-08-31'" &&
        status 0 "$exe" grootboek grootboek.db && says stdout '2025-07-01..2025-08-31  126,03' &&
        says stdout '2025-Q3                   6,02'
}
check 'a regel that was booked on other days is shown with them; what is not settled has none' \
    booked_elsewhere

no_owner() {
    after 'DELETE FROM kop' && rm -rf out-next &&
        status 0 "$exe" run b/settlement.ini --format csv -o out-next
}
check 'a grootboek that says not whose it is, is for all' no_owner

gone() { # a contract that is not in the tables any more: what was posted of it is taken off
    after && rm -rf c out-c && cp -r b c && for file in contracten contract_scholen kosten; do
        sed -i 's/C1/C2/g' c/$file.csv || return
    done
    rm c/voorschotten.csv && status 0 "$exe" run c/settlement.ini --format csv -o out-c &&
        grep -q 'correctie verdeeld, teruggenomen: contract is vervallen;-126.02' out-c/factuurregels.csv || { cat out-c/factuurregels.csv; return 1; }
}
check 'a contract that is gone: what was posted of it is taken off' gone

elsewhere() {
    after && rm -rf d out-d && cp -r c d && sed -i 's/^id = .*/id = anders/' d/settlement.ini &&
        status 0 "$exe" run d/settlement.ini --format csv -o out-d && ! grep -q W433 stderr || return
    sed -i 's/^id = .*/id = anders/' b/settlement.ini
    rm -rf out-next && status 0 "$exe" run b/settlement.ini --format csv -o out-next
    found=$?
    sed -i 's/^id = .*/id = toets/' b/settlement.ini
    [ $found = 0 ] && says stderr W433
}
check 'another afrekening of the same contract is told, of another contract not' elsewhere

# --- a table that is lost

lost() { # TABLE COMMAND…: what the command says without it
    after "DROP TABLE $1" && shift && rm -rf out-next && status 1 "$exe" "$@" && silent stdout &&
        says stderr 'it is no grootboek, or a damaged one (no such table: '
}
for table in boeking zegel factuur nummer post regel; do
    check "without $table nothing is shown" lost $table grootboek grootboek.db --datum 2026-12-31
done
for table in boeking zegel post regel; do
    check "without $table nothing is settled" lost $table run b/settlement.ini --format csv -o out-next
done
lost_post() { # STATUS TABLE: 3 when it is missed while the settlement is computed again
    rm -rf out-next && after && status 0 "$exe" run b/settlement.ini --format csv -o out-next &&
        after "DROP TABLE $2" && status "$1" "$exe" post out-next && silent stdout || return
    says stderr "no such table: " && ! grep -q ' is posted' stderr
}
for table in boeking zegel post regel; do
    check "without $table nothing is posted" lost_post 3 $table
done
for table in factuur contract voorschot; do
    check "without $table nothing is posted" lost_post 1 $table
done
lost_numbers() {
    printf 'kenmerk;nummer\nK;F\n' >numbers.csv
    lost "$1" nummers numbers.csv --grootboek grootboek.db
}
for table in factuur nummer; do
    check "without $table no numbers are recorded" lost_numbers $table
done
lost_check() {
    after "DROP TABLE $1" && status 3 "$exe" grootboek grootboek.db --check && silent stdout &&
        says stderr 'no such table'
}
for table in boeking zegel factuur nummer post regel gecontroleerd; do
    check "--check without $table" lost_check $table
done

lost_column() {
    after 'DROP VIEW geboekt' "ALTER TABLE $1 DROP COLUMN $2" && not_settled "no such column: $2"
}
check 'a table without one of its columns' lost_column zegel eerste_regel

# --- numbers that no schema has

schema() { # NUMBER TEXT
    after "PRAGMA user_version = $1" && not_shown "$2" && not_settled "$2"
}
check 'a schema before the first' schema -1 'a database of another program'
check 'a schema of nothing' schema 0 'a database of another program'
check 'a schema after ours' schema 2 'a newer verreken'

zegel() { # what is posted follows on it, and verify sees it
    after "UPDATE zegel SET hash = 'f'" && rm -rf out-next &&
        status 0 "$exe" run b/settlement.ini --format csv -o out-next &&
        status 3 "$exe" grootboek grootboek.db --check
}
check 'a zegel that is none is told by --check' zegel

# --- a folder that was posted, computed again

three() { # of which two get a factuur
    after && settlement e 2025-Q3 && sed -i 's/^id = .*/id = drie/' e/settlement.ini &&
        sed -i 's/20%/0%/' e/settlement.ini && rm e/voorschotten.csv &&
        printf 'L3;12AB00;2025-02-15\n' >>e/inschrijvingen.csv &&
        printf 'L3;GM1916\n' >>e/woonplaatsen.csv &&
        status 0 "$exe" run e/settlement.ini --format csv -o out-e && status 0 "$exe" post out-e &&
        [ "$(tail -n +2 out-e/facturen.csv | wc -l)" = 2 ] && cp grootboek.db sound.db
}
check 'a settlement with two facturen is posted' three
look() { "$exe" explain out-e --contract C1 --partij GM0603 --tijdvak 2025-Q3; }
looked() { after && status 0 look && says stdout 2026-GM0518-; }
check 'it is explained with its numbers' looked
other() { # SQL…: it is not, for the grootboek is another
    after "$@" && status 1 look && silent stdout &&
        says stderr 'the grootboek that it was made with is not there, or is another'
}
check 'without its numbers' other 'DELETE FROM factuur WHERE boeking = 2'
check 'without the last of them' other 'DELETE FROM factuur WHERE factuur = 3'
check 'with one more' other "INSERT INTO factuur SELECT 4, 2, soort, 'X', jaar, 9, crediteur,
    debiteur, bedrag, btw, voorgefinancierd, extern FROM factuur WHERE factuur = 3"
check 'without the table of them' other 'DROP TABLE factuur'
check 'with another zegel before it' other 'UPDATE zegel SET hash = substr(hash, 33) || substr(hash, 1, 32)'
check 'without the zegel before it' other 'DELETE FROM zegel WHERE boeking = 1'
unnumbered() {
    after 'DELETE FROM factuur WHERE boeking = 2' && status 3 "$exe" verify out-e &&
        says stdout 'its numbers are not in the grootboek'
}
check 'and verify says so' unnumbered
no_input() {
    after && status 0 "$exe" run e/settlement.ini --format csv --zonder-invoer -o out-bare &&
        status 1 "$exe" explain out-bare --contract C1 --partij GM0603 &&
        says stderr 'it was made with --zonder-invoer' &&
        status 1 "$exe" explain nowhere --contract C1 --partij GM0603 && says stderr nowhere &&
        mkdir -p none && status 1 "$exe" explain none --contract C1 --partij GM0603 &&
        says stderr 'manifest.json'
}
check 'a folder without inputs, no folder, and a folder of something else' no_input

earlier() { # a boeking whose last day is none: no correction is looked for in its folder
    after "UPDATE boeking SET laatste = '9999-99'" && rm -rf out-next &&
        status 0 "$exe" run b/settlement.ini --format csv -o out-next
}
check 'a boeking without a last day is not looked into' earlier
finish
