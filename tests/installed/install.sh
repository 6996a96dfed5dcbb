#!/bin/sh
# Goal: `meson install` puts all in place, and what is installed settles what is installed.
#
#   tests/installed/install.sh VERREKEN ROOT BUILD PREFIX     BUILD: the build folder of VERREKEN
exe=${1:?usage: install.sh VERREKEN ROOT BUILD PREFIX} root=${2:?root} prefix=${4:?prefix}
build=$(realpath "${3:?build folder}") || exit 2
. "$root/tests/command/tap.sh"
place=$tmp/place$prefix

install_all() {
    DESTDIR=$tmp/place meson install -C "$build" --no-rebuild --quiet
}
check 'meson install, into DESTDIR' install_all

complete_tree() {
    (cd "$place" && find . -type f ! -path '*/examples/*' | sort) >found
    sed 's/^/.\//' >wanted <<'END'
bin/verreken
share/bash-completion/completions/verreken
share/doc/verreken/CHANGELOG.md
share/doc/verreken/LICENSE
share/doc/verreken/README.md
share/doc/verreken/README.nl.md
share/man/man1/verreken.1
share/man/man5/verreken-settlement.5
share/zsh/site-functions/_verreken
END
    diff wanted found && diff -r "$root/examples" "$place/share/doc/verreken/examples" &&
        diff "$root/LICENSE" "$place/share/doc/verreken/LICENSE"
}
check 'the program, manual, completion, licence, examples and nothing else' complete_tree

modes() {
    find "$place" -type f ! -path "$place/bin/*" -perm /111 >odd
    find "$place" ! -perm -o=r >>odd
    [ ! -s odd ] || { cat odd && return 1; }
    [ -x "$place/bin/verreken" ]
}
check 'all may be read by everyone, and the program alone be run' modes

settles() {
    cp -r "$place/share/doc/verreken/examples/h3-prodeba" . &&
        status 0 "$place/bin/verreken" run h3-prodeba/settlement.ini -o out --format csv || return
    for file in "$root"/examples/h3-prodeba/verwacht/*.csv; do
        cmp "$file" "out/${file##*/}" || return
    done
}
check 'the installed program settles an installed example, as expected' settles

same_program() {
    status 0 "$place/bin/verreken" --version && "$exe" --version | cmp - stdout
}
check 'it is the program of this build' same_program

manual_names_it() {
    grep -q "$prefix/share/doc/verreken/examples" "$place/share/man/man5/verreken-settlement.5" &&
        ! grep -rq '@docdir@' "$place/share/man"
}
check 'the manual names the folder where the examples are' manual_names_it

# What tests/install lists to build, a Debian package asks for too; gcc and libc are always there,
# ninja comes with meson.
asks() {
    sed -n 's/^build="\(\$build \)*\(.*\)"$/\2/p' "$root/tests/install" | tr ' ' '\n' |
        grep -vxe gcc -e libc6-dev -e ninja-build | sort >wanted
    awk '/^Build-Depends:/ { inside = 1; next } /^[^ ]/ { inside = 0 }
        inside && NF && !/debhelper|nocheck/ { sub(/,$/, ""); print $1 }' "$root/debian/control" |
        sort >found
    [ -s wanted ] && diff wanted found
}
check 'debian/control asks for what tests/install lists' asks

links() {
    for page in README.md README.nl.md; do
        sed -n 's/.*](\([a-zA-Z][^):#]*\)).*/\1/p' "$root/$page" | sort -u |
            while read -r link; do
                [ -e "$root/$link" ] || echo "$page: no $link"
            done
    done >odd
    cat odd
    [ ! -s odd ]
}
check 'what README links to is there' links

finish
