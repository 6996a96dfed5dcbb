#!/bin/sh
# Goal: the same sources built in another folder, on another day, in another time zone and locale
# give the same program.
#
#   tests/installed/reproducible.sh VERREKEN ROOT COMPILER…     COMPILER: the one of VERREKEN, with
#                                                              which it was built for release
exe=${1:?usage: reproducible.sh VERREKEN ROOT COMPILER} root=${2:?root}
shift 2
. "$root/tests/command/tap.sh"
CC="$*"
export CC
[ -n "$CC" ] || exit 2

# The sources, at another depth, and a build folder that is not within them.
mkdir -p elsewhere/and/deeper there
tar -C "$root" -c --exclude='./build*' --exclude=./.git --exclude=./out . |
    tar -C elsewhere/and/deeper -x

# another COMMAND…: runs it a year and some days later; without faketime today.
another() {
    if command -v faketime >/dev/null; then
        NO_FAKE_STAT=1 TZ=Pacific/Auckland LC_ALL=C faketime -f '+400d' "$@"
    else
        TZ=Pacific/Auckland LC_ALL=C "$@"
    fi
}
builds() {
    umask 077
    another meson setup --buildtype=release there elsewhere/and/deeper &&
        another ninja -C there verreken
}
check 'it builds there' builds

same_bytes() {
    cmp "$exe" there/verreken
}
check 'the same bytes' same_bytes

tells_nothing() {
    for place in "$root" "$(dirname "$exe")" "$tmp"; do
        ! grep -qF "$place" "$exe" there/verreken && continue
        echo "the program holds $place"
        return 1
    done
}
check 'no folder of the build is in it' tells_nothing
finish
