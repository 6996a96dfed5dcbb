# What the tests of the command share; to be read with `.` after setting `exe` and `root`.
#
# In: exe, the path of verreken; root, the folder of the project. Out: TAP on stdout, a folder of our
# own in $tmp that is removed at the end. A test is `check NAME COMMAND…`: ok when COMMAND succeeds;
# what it said on stderr follows as a comment when it does not.
set -u
LANGUAGE=en # what is said is compared; in Dutch where a test says so
export LANGUAGE
exe=$(realpath "$exe") && root=$(realpath "$root") || exit 2
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM
cd "$tmp" || exit 2
number=0
failures=0

verdict() { # ok|"not ok" NAME
    number=$((number + 1))
    printf '%s %d - %s\n' "$1" "$number" "$2"
    [ "$1" = ok ] || failures=$((failures + 1))
}

check() {
    check_name=$1
    shift
    if "$@" >"$tmp/.check" 2>&1; then
        verdict ok "$check_name"
    else
        verdict 'not ok' "$check_name"
        sed 's/^/# /' "$tmp/.check" | head -n 20
    fi
}

skip() { # NAME WHY
    number=$((number + 1))
    printf 'ok %d - %s # SKIP %s\n' "$number" "$1" "$2"
}

finish() {
    printf '1..%d\n' "$number"
    [ "$failures" = 0 ]
    exit
}

# status EXPECTED COMMAND…: runs verreken so, with stdout and stderr in files; says what differs.
status() {
    status_expected=$1
    shift
    "$@" >"$tmp/stdout" 2>"$tmp/stderr" </dev/null
    status_found=$?
    [ "$status_found" = "$status_expected" ] && return 0
    echo "exit status $status_found, not $status_expected: $*"
    head -n 5 "$tmp/stderr"
    return 1
}

says() { # FILE TEXT: that the text stands in stdout or stderr
    grep -qF -- "$2" "$tmp/$1" && return 0
    echo "$1 does not say: $2"
    head -n 5 "$tmp/$1"
    return 1
}

says_row() { # FILE NAME VERDICT: a row of a table has both, however wide its columns are
    LC_ALL=C awk -v name="$2" -v verdict="$3" '$1 == name && $2 == verdict { found = 1 }
        END { exit !found }' "$tmp/$1" && return 0
    echo "$1 does not say: $2 $3"
    return 1
}

silent() { # FILE: it is empty, but for the next step
    grep -qv '^next: ' "$tmp/$1" || return 0
    echo "$1 is not empty:"
    head -n 5 "$tmp/$1"
    return 1
}

absent() {
    for absent_path in "$@"; do
        if [ -e "$absent_path" ] || [ -L "$absent_path" ]; then
            echo "$absent_path is there"
            return 1
        fi
    done
}

same() { # FOLDER FOLDER
    diff -r "$1" "$2" | head -n 10
    diff -rq "$1" "$2" >/dev/null
}

# small FOLDER: a settlement that succeeds; `bad` in it names a file to copy over kosten.csv.
small() {
    mkdir -p "$1"
    cat >"$1/settlement.ini" <<'INI'
[afrekening]
naam = Toets
periode = 2025-Q4
[regel r]
methode = woonplaatsbeginsel
sleutel = leerlingdagen
INI
    printf 'code;naam;soort\nAGB-1;Een;aanbieder\n' >"$1/partijen.csv"
    printf 'school;naam;soort;gemeente\n12AB00;Noord;SO;GM0518\n' >"$1/scholen.csv"
    printf 'contract;soort;omschrijving;aanbieder;begindatum;regel\n%s\n' \
        'C1;OJA;Klas;AGB-1;2025-01-01;r' >"$1/contracten.csv"
    printf 'contract;school\nC1;12AB00\n' >"$1/contract_scholen.csv"
    printf 'kostenpost;contract;begindatum;einddatum;bedrag\n%s\n' \
        'K1;C1;2025-01-01;2025-12-31;1000,01' >"$1/kosten.csv"
    printf 'leerling;school;begindatum\nL1;12AB00;2025-01-01\nL2;12AB00;2025-11-15\n' \
        >"$1/inschrijvingen.csv"
    printf 'leerling;gemeente\nL1;GM0518\nL2;GM0603\n' >"$1/woonplaatsen.csv"
}

outputs='controles.csv facturen.csv factuurregels.csv gewichten.csv grensverkeer.csv pools.csv'
outputs="$outputs posities.csv stromen.csv verdeling.csv"

# has_tables FOLDER: every table that a run writes is there, with a header at least.
has_tables() {
    for table_file in $outputs; do
        [ -s "$1/$table_file" ] && continue
        echo "$1/$table_file is missing or empty"
        return 1
    done
}
