#!/bin/sh
# Goal: a settlement of the past still comes out to the byte: every folder of tests/semantiek/NUMBER
# is computed again from the inputs that were kept with it.
#
#   tests/semantiek/semantiek.sh VERREKEN ROOT      ROOT: the folder of the project
exe=${1:?usage: semantiek.sh VERREKEN ROOT} root=${2:?usage: semantiek.sh VERREKEN ROOT}
. "$root/tests/command/tap.sh"

again() { # FOLDER: in a copy, for a checkout may be read-only
    rm -rf copy && cp -r "$1" copy || return
    status 0 "$exe" verify copy || { cat stdout; return 1; }
    says stdout 'copy: all is as it was computed'
}

# One cent more in a table of the past must be seen, or nothing here says anything.
noticed() {
    rm -rf copy && cp -r "$1" copy || return
    LC_ALL=C awk -F ';' -v OFS=';' 'NR == 2 { $NF = $NF + 0.01 } { print }' "$1/verdeling.csv" \
        >copy/verdeling.csv
    status 3 "$exe" verify copy && says stdout 'verdeling.csv            differs'
}

for level in "$root"/tests/semantiek/[0-9]*; do
    for old in "$level"/*/; do
        [ -e "$old/manifest.json" ] || continue
        check "semantiek $(basename "$level"): $(basename "$old")" again "$old"
        last=$old
    done
done
check 'another cent is noticed' noticed "${last:-none}"
finish
