#!/bin/sh
# Goal: what is posted is what the folder of the run says, once, with numbers that have no gap; who
# posts something else, too late, twice, at the same time or without room is told, and nothing
# changes.
#
#   tests/command/post.sh VERREKEN ROOT      ROOT: the folder of the project
exe=${1:?usage: post.sh VERREKEN ROOT} root=${2:?usage: post.sh VERREKEN ROOT}
. "$root/tests/command/tap.sh"
if ! command -v sqlite3 >/dev/null; then
    echo '1..0 # SKIP there is no sqlite3 to look into a grootboek with'
    exit 0
fi

# --- a settlement that is posted by quarters

# books FOLDER [LINE…]: GM0518 paid 100, 200, 300 and 400 in the quarters of 2025, and GM0603 owes
# half of each; the lines go to [afrekening]. Posted in grootboek.db beside the folder.
books() {
    small "$1" && (
        cd "$1" && shift || exit
        printf '%s\n' '[afrekening]' 'naam = Toets' 'grootboek = ../grootboek.db' "$@" \
            '[regel r]' 'methode = schoolgemeente-regie' 'sleutel = leerlingdagen' >settlement.ini
        printf 'leerling;school;begindatum\nL1;12AB00;2024-08-01\nL2;12AB00;2024-08-01\n' \
            >inschrijvingen.csv
        printf '%s\n' 'kostenpost;contract;begindatum;einddatum;bedrag' \
            'K1;C1;2025-01-01;2025-03-31;100' 'K2;C1;2025-04-01;2025-06-30;200' \
            'K3;C1;2025-07-01;2025-09-30;300' 'K4;C1;2025-10-01;2025-12-31;400' >kosten.csv
    )
}

# scene NAME: a new folder to be in, with the settlement in `in`.
scene() { # NAME [LINE…]
    cd "$tmp" && mkdir "$1" && cd "$1" && shift && books in "$@"
}

set_periode() { sed -i "s/^periode = .*/periode = $1/" in/settlement.ini; }
set_cost() { sed -i "s/^$1;\(.*\);[^;]*\$/$1;\1;$2/" in/kosten.csv; } # KOSTENPOST BEDRAG
runs() { status 0 "$exe" run in/settlement.ini --format csv -o "$@"; }
posts() { status 0 "$exe" post "$@" && silent stderr; }
sql() { sqlite3 -batch "${2-grootboek.db}" "$1"; } # STATEMENT [FILE]

equal() { # FOUND EXPECTED
    [ "$1" = "$2" ] && return 0
    printf 'found:\n%s\nnot:\n%s\n' "$1" "$2"
    return 1
}

# What a factuur asks for: soort, tijdvak and bedrag of each regel.
regels() { cut -d ';' -f 1,5,7,9 "$1/factuurregels.csv" | tail -n +2; }

# untouched STATUS TEXT COMMAND…: ends so and says so on stderr; no byte of the scene is changed.
untouched() {
    untouched_status=$1 untouched_text=$2
    shift 2
    rm -rf "$tmp/.before" && cp -a . "$tmp/.before" || return
    status "$untouched_status" "$@" && silent stdout && says stderr "$untouched_text" &&
        same "$tmp/.before" .
}

is_sound() { # [FILE]: numbers without a gap, zegels, and SQLite's own check
    equal "$(sql 'PRAGMA integrity_check' "$@")" ok &&
        equal "$(sql 'SELECT crediteur, jaar, extern FROM factuur WHERE volgnummer IS NOT NULL
                      GROUP BY 1, 2, 3 HAVING count(*) <> max(volgnummer) OR min(volgnummer) <> 1' \
            "$@")" '' &&
        equal "$(sql 'SELECT boeking FROM boeking EXCEPT SELECT boeking FROM zegel' "$@")" ''
}

# --- posting

from_run_to_post() {
    scene plain 'periode = 2025-Q1' && runs out && absent grootboek.db &&
        grep -q '^CONCEPT-0001;' out/facturen.csv && cp -r out concept || return
    posts out && says stdout 'boeking 1: 1 factuur, 2025-GM0518-00001' &&
        grep -q '^2025-GM0518-00001;factuur;GM0518;GM0603;.*;50.00$' out/facturen.csv &&
        grep -q '^2025-GM0518-00001;1;C1;' out/factuurregels.csv &&
        ! grep -rq CONCEPT out --include='*.csv' || return
    for file in concept/*.csv concept/invoer/*; do # all else is as it was
        case $file in
        */facturen.csv | */factuurregels.csv | */controles.csv) ;;
        *) cmp "$file" "out/${file#concept/}" || return ;;
        esac
    done
    grep -q '"boeking": 1' out/manifest.json &&
        grep -q "\"zegel\": \"$(sql 'SELECT hash FROM zegel')\"" out/manifest.json &&
        grep -q "\"concept\": \"$(sha256sum <concept/manifest.json | cut -c 1-64)\"" \
            out/manifest.json && is_sound
}
check 'a run is posted: final numbers, and the manifest says so' from_run_to_post

hashes_fit() { # the manifest of what is posted is of the files that lie there
    cd "$tmp/plain" || return
    for file in out/*.csv out/invoer/*.csv out/invoer/settlement.ini; do
        hash=$(sha256sum <"$file" | cut -c 1-64)
        grep -A 4 "\"bestand\": \"${file#out/}\"" out/manifest.json | grep -q "$hash" ||
            { echo "$file"; return 1; }
    done
}
check 'the manifest of a posted folder has the hashes of its files' hashes_fit

closed_modes() {
    for mask in 000 0277; do
        scene "modes$mask" 'periode = 2025-Q1' &&
            (umask $mask && runs out && posts out) || return
        equal "$(stat -c %a out out/invoer | tr '\n' ' ')" '700 700 ' &&
            equal "$(find out grootboek.db -type f ! -perm 600)" '' || return
    done
}
check 'the posted folder is 0700, its files and the grootboek 0600' closed_modes

twice() {
    cd "$tmp/plain" && cp -a . "$tmp/.once" && posts out &&
        says stdout 'out is posted already, as boeking 1' && same "$tmp/.once" .
}
check 'posted again: that is told, and no byte changes' twice

from_copy() {
    cd "$tmp/plain" &&
        untouched 1 'this settlement was posted from another folder, as boeking 1' \
            "$exe" post concept
}
check 'a copy of what is posted is refused' from_copy

run_over() {
    cd "$tmp/plain" &&
        untouched 4 'out: holds boeking 1 as it was posted' "$exe" run in/settlement.ini --format csv -o out
}
check 'run does not replace a posted folder' run_over

next_quarter() { # that of Q1 was 40 too low, of which GM0603 owes half
    cd "$tmp/plain" && set_periode 2025-Q2 && set_cost K1 140 && runs second &&
        equal "$(regels second)" 'CONCEPT-0001;2025-Q1;correctie;20.00
CONCEPT-0001;2025-Q2;verdeeld;100.00' && posts second &&
        equal "$(sql 'SELECT nummer FROM factuur ORDER BY 1')" '2025-GM0518-00001
2025-GM0518-00002' && is_sound && runs third && equal "$(regels third)" '' &&
        posts third && equal "$(sql 'SELECT count(*) FROM boeking')" 2
}
check 'the next quarter: what is new, and the correction of what was posted' next_quarter

nothing_new() { # and no boeking without regels
    cd "$tmp/plain" && cp grootboek.db before.db && runs fourth && posts fourth &&
        cmp grootboek.db before.db && equal "$(grep -c '"geboekt": null' fourth/manifest.json)" 1
}
check 'a run that has nothing new posts nothing' nothing_new

lower() { # all taken back: a creditfactuur, with a number of the same series
    cd "$tmp/plain" && set_cost K2 0 && runs fifth && posts fifth &&
        grep -q '^2025-GM0518-00003;creditfactuur;GM0518;GM0603;.*;-100.00$' fifth/facturen.csv &&
        is_sound
}
check 'what was billed too much is a creditfactuur' lower

another_year() { # the year of a number is that of the factuurdatum
    cd "$tmp/plain" && set_periode 2025-Q4 && runs sixth && posts sixth &&
        grep -q '^2026-GM0518-00001;' sixth/facturen.csv && is_sound
}
check 'the numbers of another year begin anew' another_year

akkoord() {
    scene akkoord 'periode = 2025-Q1' && runs out &&
        posts out --akkoord ' J. de Boer; teamleider ' &&
        equal "$(sql 'SELECT akkoord FROM boeking')" 'J. de Boer; teamleider' &&
        grep -q '"akkoord": "J. de Boer; teamleider"' out/manifest.json
}
check 'who agreed stands in the grootboek and in the manifest' akkoord

# --- the grootboek has moved on

moved_on() {
    scene moved 'periode = 2025-Q1' && runs early && set_cost K1 120 && runs late && posts late &&
        untouched 1 'has moved on: boeking 1 of this afrekening was posted since the run' \
            "$exe" post early
}
check 'a concept from before another posting of its id is refused' moved_on

other_id() {
    cd "$tmp/moved" && sed -i 's/^naam = .*/&\nid = ander/' in/settlement.ini && runs other &&
        sed -i 's/^id = .*/id = derde/' in/settlement.ini && runs third && posts third &&
        posts other && equal "$(sql 'SELECT group_concat(nummer) FROM factuur')" \
            2025-GM0518-00001,2025-GM0518-00002,2025-GM0518-00003 && is_sound
}
check 'a concept from before a posting of another id is posted' other_id

# --- a folder that is not what the run made

scene tampered 'periode = 2025-Q1' && runs concept >/dev/null
tampered() { # STATUS TEXT SED-SCRIPT FILE
    cd "$tmp/tampered" && rm -rf out && cp -r concept out && sed -i "$3" "out/$4" &&
        ! cmp -s "concept/$4" "out/$4" || { echo 'nothing was changed'; return 1; }
    untouched "$1" "$2" "$exe" post out && says stderr 'nothing was posted' && absent grootboek.db
}
check 'a changed table is refused' tampered 3 'verdeling.csv is not what the run wrote' \
    's/50.00/60.00/' verdeling.csv
check 'changed facturen are refused' tampered 3 'facturen.csv is not what the run wrote' \
    's/GM0603/GM1916/' facturen.csv
check 'changed controls are refused' tampered 3 'controles.csv is not what the run wrote' \
    's/;goed$/;fout/' controles.csv
check 'a changed input is refused' tampered 3 'invoer/kosten.csv is not what the run wrote' \
    's/;100$/;110/' invoer/kosten.csv
check 'changed rules are refused' tampered 3 'invoer/settlement.ini is not what the run wrote' \
    's/Toets/Proef/' invoer/settlement.ini
check 'a manifest with another hash of a table is refused' tampered 3 'is not what the run wrote' \
    '/pools.csv/,/sha256/s/"sha256": "./"sha256": "x/' manifest.json
check 'a manifest with another hash of an input is refused' tampered 3 'is not what the run wrote' \
    '/kosten.csv/,/sha256/s/"sha256": "./"sha256": "x/' manifest.json
check 'a manifest that is of another afrekening is refused' tampered 3 'another afrekening' \
    's/"id": "Toets"/"id": "ander"/' manifest.json
check 'a manifest with boekingen that were not there is refused' tampered 1 \
    'is not the grootboek that the run started from' 's/"boekingen": 0/"boekingen": 1/' \
    manifest.json
check 'a manifest of another beginning of the grootboek is refused' tampered 1 \
    'is not the grootboek that the run started from' 's/"zegel": "000/"zegel": "111/' manifest.json
check 'a manifest that is no JSON is refused' tampered 1 'is damaged' '$d' manifest.json
check 'a manifest without inputs is refused' tampered 1 'is damaged' \
    '/"invoer": \[/,/^  \]/c "invoer": [],' manifest.json
check 'a manifest without outputs is refused' tampered 3 'comes out differently' \
    '/"uitvoer": \[/,/^  \]/c "uitvoer": [],' manifest.json
check 'a manifest that lacks an input is refused' tampered 3 \
    'not those that its manifest.json names' \
    ':a;N;$!ba;s,    {\n *"bestand": "invoer/partijen.csv"[^}]*}\,\n,,' manifest.json
check 'a manifest with an input outside the folder is refused' tampered 1 'is damaged' \
    's,"invoer/kosten.csv","../in/kosten.csv",' manifest.json

both_changed() { # an input, and its hash with it: then what it gives differs
    cd "$tmp/tampered" && rm -rf out && cp -r concept out &&
        old=$(sha256sum <out/invoer/kosten.csv | cut -c 1-64) &&
        sed -i 's/;100$/;110/' out/invoer/kosten.csv &&
        sed -i "s/$old/$(sha256sum <out/invoer/kosten.csv | cut -c 1-64)/" out/manifest.json &&
        untouched 3 'comes out differently now' "$exe" post out && absent grootboek.db
}
check 'a changed input with its hash in the manifest is refused' both_changed

missing_file() {
    for file in manifest.json pools.csv invoer/kosten.csv invoer; do
        cd "$tmp/tampered" && rm -rf out && cp -r concept out && rm -r "out/$file" || return
        case $file in
        manifest.json) ends=1 says=manifest.json ;;
        invoer) ends=1 says='where its grootboek is' ;; # that stands in it
        *) ends=3 says=$file ;;
        esac
        untouched $ends "$says" "$exe" post out && absent grootboek.db || return
    done
    untouched 1 manifest.json "$exe" post nowhere && untouched 1 manifest.json "$exe" post in
}
check 'a folder that lacks a file is refused' missing_file

foreign_file() {
    cd "$tmp/tampered" && rm -rf out && cp -r concept out && echo mine >out/notes.txt &&
        rm -rf "$tmp/.before" && cp -a . "$tmp/.before" &&
        status 4 "$exe" post out && says stderr 'holds notes.txt' && same "$tmp/.before" .
}
check 'a folder with a foreign file is refused' foreign_file

other_inputs_now() { # what lies in the folder is posted, not what became of the inputs since
    scene since 'periode = 2025-Q1' && runs out && set_cost K1 9999 && posts out &&
        equal "$(regels out)" '2025-GM0518-00001;2025-Q1;verdeeld;50.00'
}
check 'inputs that were changed since the run do not matter' other_inputs_now

without_inputs() {
    scene bare 'periode = 2025-Q1' && runs out --zonder-invoer &&
        untouched 1 'it was made with --zonder-invoer' "$exe" post out
}
check 'a folder without its inputs is refused' without_inputs

without_grootboek() {
    scene none 'periode = 2025-Q1' && sed -i '/^grootboek/d' in/settlement.ini && runs out &&
        untouched 1 'it was made without a grootboek' "$exe" post out
}
check 'a folder without a grootboek is refused' without_grootboek

failed_controls() {
    scene failed 'periode = 2025-Q1' && printf '[controle]\ntotaal = 101\n' >>in/settlement.ini &&
        status 3 "$exe" run in/settlement.ini --format csv -o out && grep -q ';fout$' out/controles.csv || return
    cp -a . "$tmp/.failed" && status 3 "$exe" post out &&
        says stderr 'it has controls that failed' &&
        says stderr 'nothing was posted' && same out "$tmp/.failed/out" || return
    [ ! -e grootboek.db ] || equal "$(sql 'SELECT count(*) FROM sqlite_master')" 0
}
check 'a run with controls that failed is refused' failed_controls

# --- where the grootboek is

absolute_path() {
    scene absolute 'periode = 2025-Q1' && mkdir deep && mv in deep/in &&
        sed -i "s,^grootboek = .*,grootboek = $PWD/boeken.db," deep/in/settlement.ini &&
        (cd deep && "$exe" run in/settlement.ini --format csv -o ../out) >/dev/null &&
        (cd / && posts "$tmp/absolute/out") &&
        equal "$(sql 'SELECT map FROM boeking' boeken.db)" out &&
        absent grootboek.db deep/grootboek.db && ! grep -rqF "$tmp" out/manifest.json
}
check 'a grootboek by an absolute path, and post from another folder' absolute_path

moved_folder() {
    scene travels 'periode = 2025-Q1' && runs first && posts first && set_periode 2025-Q2 &&
        runs out && mkdir -p far/away && mv out far/away/out || return
    status 1 "$exe" post far/away/out
    found=$?
    [ $found = 0 ] || status 3 "$exe" post far/away/out || return
    says stderr 'nothing was posted' && absent far/away/grootboek.db &&
        posts far/away/out --grootboek grootboek.db &&
        equal "$(sql 'SELECT map FROM boeking WHERE boeking = 2')" far/away/out &&
        equal "$(cat far/away/out/invoer/herkomst)" ../../../grootboek.db
}
check 'a folder that was moved is posted with --grootboek' moved_folder

moved_together() { # what is kept is the way from the folder to the grootboek
    scene together 'periode = 2025-Q1' && runs first && posts first && set_periode 2025-Q2 &&
        runs out && mkdir ../elsewhere && mv out in grootboek.db ../elsewhere/ &&
        cd ../elsewhere && posts out && equal "$(sql 'SELECT count(*) FROM boeking')" 2
}
check 'a folder that was moved with its grootboek is posted' moved_together

new_place() { # where it is made is told
    scene early 'periode = 2025-Q1' && runs out && posts out &&
        says stdout 'a new grootboek: grootboek.db' && set_periode 2025-Q2 && runs next &&
        posts next && ! grep -q 'a new grootboek' "$tmp/stdout"
}
check 'a grootboek that is made is told, with its place' new_place

wrong_grootboek() {
    scene wrong 'periode = 2025-Q1' 'organisatie = GM0518' && runs first && cp -r first again &&
        posts first && mv grootboek.db other.db && posts again &&
        set_periode 2025-Q2 && runs out || return
    # other.db holds the same boeking but for its folder
    untouched 1 'is not the grootboek that the run started from' \
        "$exe" post out --grootboek other.db &&
        untouched 3 'no grootboek' "$exe" post out --grootboek in/kosten.csv &&
        sed -i 's/^organisatie = .*/organisatie = GM0603/' in/settlement.ini &&
        sed -i 's,^grootboek = .*,grootboek = ../third.db,' in/settlement.ini && runs third &&
        untouched 3 'it is the grootboek of GM0518, not of GM0603' \
            "$exe" post third --grootboek other.db && posts out
}
check 'another grootboek than that of the run is refused' wrong_grootboek

# --- two at once

both_at_once() {
    scene both 'periode = 2025-Q1' || return
    for round in 1 2 3 4 5 6; do
        for who in a b; do
            sed "s/^naam = .*/&\nid = $who$round/" in/settlement.ini >in/$who.ini &&
                status 0 "$exe" run in/$who.ini --format csv -o $who$round || return
        done
        "$exe" post a$round >a-out 2>a-err &
        "$exe" post b$round >b-out 2>b-err
        b_status=$?
        wait $!
        a_status=$?
        for who in a b; do
            eval "found=\$${who}_status"
            [ "$found" = 0 ] && continue
            [ "$found" = 4 ] && [ -s $who-err ] || { echo "status $found"; cat $who-err; return 1; }
            posts $who$round || return
        done
        is_sound || return
    done
    equal "$(sql 'SELECT count(*), max(volgnummer), (SELECT count(*) FROM boeking) FROM factuur')" \
        '12|12|12' && equal "$(cat [ab]?/facturen.csv | grep -c '^2025-GM0518-000')" 12 &&
        equal "$(cut -d ';' -f 1 [ab]?/facturen.csv | grep 2025 | sort | uniq -d)" ''
}
check 'two that post at once in one grootboek: both are posted, or one is told' both_at_once

same_at_once() {
    scene one 'periode = 2025-Q1' && runs out && cp -r out copy || return
    for who in out copy out copy; do
        "$exe" post $who >/dev/null 2>"err-$who" &
    done
    wait
    equal "$(sql 'SELECT count(*) FROM boeking')" 1 && is_sound &&
        equal "$(grep -l '"boeking": 1' out/manifest.json copy/manifest.json | wc -l)" 1 &&
        absent .out.verreken-tmp .copy.verreken-tmp
}
check 'one settlement that is posted several times at once is posted once' same_at_once

busy() { # another program writes in it, for longer than is waited
    scene busy 'periode = 2025-Q1' && runs first && posts first && set_periode 2025-Q2 &&
        runs out && mkfifo go && cp -a grootboek.db out "$tmp/" || return
    { echo 'BEGIN EXCLUSIVE;'; cat go; } | sqlite3 grootboek.db &
    holder=$!
    sleep 0.3
    status 4 "$exe" post out
    found=$?
    echo 'ROLLBACK;' >go
    wait $holder
    [ $found = 0 ] && says stderr 'another program is writing it' &&
        cmp grootboek.db "$tmp/grootboek.db" && same out "$tmp/out" && posts out
}
check 'exit 4: a grootboek that another program holds' busy

# --- no room, no permission

# Each is a shell of its own, in which a tmpfs can be mounted.
may_mount() { [ "$(id -u)" = 0 ] && unshare -m mount -t tmpfs -o size=8k none "$tmp" 2>/dev/null; }

read_only() {
    scene closed 'periode = 2025-Q1' && mkdir boeken &&
        sed -i 's,^grootboek = .*,grootboek = ../boeken/grootboek.db,' in/settlement.ini &&
        runs first && cat >closed.sh <<'IN'
mount -t tmpfs -o size=1m none boeken && mount -o remount,ro boeken || exit 99
"$1" post first 2>stderr && exit 1
[ $? = 4 ] && grep -q 'Read-only' stderr || exit 2
mount -o remount,rw boeken && "$1" post first || exit 3
sed -i 's/^periode = .*/periode = 2025-Q2/' in/settlement.ini
"$1" run in/settlement.ini -o second && cp -r second before && mount -o remount,ro boeken || exit 4
"$1" run in/settlement.ini -o third || exit 5
"$1" post second 2>stderr && exit 6
[ $? = 4 ] && grep -q 'cannot be written' stderr && diff -r before second || exit 7
[ ! -e .second.verreken-tmp ] || exit 8
mount -o remount,rw boeken && "$1" post second
IN
    unshare -m sh closed.sh "$exe" >log 2>&1
    found=$?
    [ $found = 0 ] || { echo "step $found"; cat log stderr; return 1; }
}
full_disk() { # with more and more room: until there is enough nothing is posted
    scene full 'periode = 2025-Q1' && mkdir disk && cat >full.sh <<'IN'
mount -t tmpfs -o size=1m none disk && cp -r in disk/in && cd disk || exit 99
"$1" run in/settlement.ini -o first && "$1" post first || exit 98
sed -i 's/^periode = .*/periode = 2025-Q2/' in/settlement.ini
"$1" run in/settlement.ini -o out && cp -r out grootboek.db .. || exit 97
for room in 0 8 24 40 56 64 72 80 88 96 104 112 120 128 136 144 160 200 400; do
    free=$(df -k --output=avail . | tail -n 1)
    [ "$free" -gt $room ] || { echo 'the disk is too small'; exit 96; }
    head -c $(((free - room) * 1024)) /dev/zero >filling
    "$1" post out >../stdout 2>../stderr
    found=$?
    rm filling
    [ $found != 0 ] || break
    echo "$room: $(cat ../stderr)"
    [ $found = 4 ] && grep -q 'nothing was' ../stderr || { echo "exit status $found"; exit 1; }
    diff -r ../out out && [ ! -e .out.verreken-tmp ] || exit 2
    [ "$(sqlite3 grootboek.db 'PRAGMA integrity_check; SELECT count(*) FROM boeking')" = 'ok
1' ] || exit 3
done
[ $found = 0 ] && [ "$room" -gt 40 ] || { echo "posted: $found, with $room"; exit 4; }
grep -q 2025-GM0518-00002 out/facturen.csv &&
    [ "$(sqlite3 grootboek.db 'PRAGMA integrity_check; SELECT count(*) FROM boeking')" = 'ok
2' ]
IN
    unshare -m sh full.sh "$exe" >log 2>&1
    found=$?
    [ $found = 0 ] || { echo "step $found"; tail -n 12 log; return 1; }
}
if may_mount; then
    check 'exit 4: a grootboek in a folder that may not be written' read_only
    check 'exit 4: a disk that is full keeps the folder and the grootboek' full_disk
else
    skip 'exit 4: a grootboek in a folder that may not be written' 'needs to be root and to mount'
    skip 'exit 4: a disk that is full' 'needs to be root and to mount'
fi

# --- what is billed

minimum() {
    scene minimum 'periode = 2025-Q1' &&
        printf '[factuur]\nminimum = 150,00\n' >>in/settlement.ini && runs first &&
        equal "$(regels first)" '' && posts first && set_periode 2025-Q2 &&
        runs second && equal "$(regels second)" 'CONCEPT-0001;2025-Q1;correctie;50.00
CONCEPT-0001;2025-Q2;verdeeld;100.00' && posts second && set_cost K1 101 && set_periode 2025-Q3 &&
        set_cost K3 200 && runs third && equal "$(regels third)" '' &&
        posts third && set_periode 2025-Q4 && runs fourth && posts fourth &&
        equal "$(regels fourth)" '2026-GM0518-00001;2025-Q1;correctie;0.50
2026-GM0518-00001;2025-Q3;correctie;100.00
2026-GM0518-00001;2025-Q4;verdeeld;200.00' && is_sound
}
check 'minimum: a factuur below it waits, and is in the next' minimum

year_end() {
    scene year 'periode = 2025-Q1' &&
        printf '[factuur]\ncorrecties = jaareinde\n' >>in/settlement.ini && runs first &&
        posts first && set_cost K1 140 && set_periode 2025-Q2 && runs second && posts second &&
        equal "$(regels second)" '2025-GM0518-00002;2025-Q2;verdeeld;100.00' &&
        set_periode 2025-Q4 && runs fourth && posts fourth &&
        equal "$(regels fourth)" '2026-GM0518-00001;2025-Q1;correctie;20.00
2026-GM0518-00001;2025-Q3;correctie;150.00
2026-GM0518-00001;2025-Q4;verdeeld;200.00' && is_sound
}
check 'correcties = jaareinde: corrections wait for the last tijdvak of the boekjaar' year_end

closed_books() {
    scene afgesloten 'periode = 2025-Q1' && runs first && posts first && set_cost K1 140 &&
        set_periode 2025-Q2 &&
        sed -i 's/^periode.*/&\nafgesloten = 2025-03-31/' in/settlement.ini &&
        runs second && posts second &&
        equal "$(regels second)" '2025-GM0518-00002;2025-Q2;correctie;20.00
2025-GM0518-00002;2025-Q2;verdeeld;100.00' &&
        grep -q ';correctie verdeeld over 2025-Q1 (afgesloten): Klas;20.00$' \
            second/factuurregels.csv &&
        equal "$(sql 'SELECT DISTINCT eerste, geboekt_eerste FROM geboekt WHERE boeking = 2
                      ORDER BY 1')" '2025-01-01|2025-04-01
2025-04-01|2025-04-01' && is_sound
}
check 'afgesloten: a correction of a closed tijdvak is booked in the first open one' closed_books

external() {
    scene extern 'periode = 2025-Q1' && printf '[factuur]\nnummer = extern\n' >>in/settlement.ini &&
        runs out && posts out && grep -q '^K2025-GM0518-00001;factuur;' out/facturen.csv &&
        sed -i 's/^nummer = .*/nummer = eigen/' in/settlement.ini && set_periode 2025-Q2 &&
        runs second && posts second && grep -q '^2025-GM0518-00001;factuur;' second/facturen.csv &&
        is_sound
}
check 'nummer = extern: numbers K… in a series of their own' external
cd "$tmp" || exit 2
finish
