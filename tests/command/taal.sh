#!/bin/sh
# Goal: who reads Dutch is spoken to in Dutch, who asks for English in English, and no file that is
# written depends on it.
#
#   tests/command/taal.sh VERREKEN ROOT      ROOT: the folder of the project
exe=${1:?usage: taal.sh VERREKEN ROOT} root=${2:?usage: taal.sh VERREKEN ROOT}
. "$root/tests/command/tap.sh"
cp -r "$root/examples/h3-prodeba" example
rm -rf example/verwacht
unset LANGUAGE LC_ALL LC_MESSAGES LANG

# speaks nl|en COMMAND…: the usage is in that language
speaks() {
    case $1 in
    nl) wanted='welk commando?' ;;
    en) wanted='which command?' ;;
    esac
    shift
    status 2 "$@" && grep -q "^verreken: $wanted" stderr
}
check 'English without a word about it' speaks en "$exe"
check '--taal nl' speaks nl "$exe" --taal nl
check '--taal=NL' speaks nl "$exe" --taal=NL
check '--taal before LANGUAGE' speaks en env LANGUAGE=nl "$exe" --taal en
for variable in LANGUAGE LC_ALL LC_MESSAGES LANG; do
    for value in nl nl_NL nl_BE.UTF-8 nl_NL@euro; do
        check "$variable=$value" speaks nl env $variable=$value "$exe"
    done
    for value in en_GB.UTF-8 de_DE C POSIX nld nds_NL; do
        check "$variable=$value" speaks en env $variable=$value LANG= "$exe"
    done
done
check 'the first of the four that is not empty' speaks nl env LANGUAGE= LC_ALL=nl_NL.UTF-8 \
    LC_MESSAGES=en_US LANG=en_US "$exe"
check 'LANGUAGE before LC_ALL' speaks en env LANGUAGE=en LC_ALL=nl_NL.UTF-8 "$exe"
check 'a list: the first that we speak' speaks nl env LANGUAGE=de:nl:en "$exe"
check 'a list: English first' speaks en env LANGUAGE=en:nl "$exe"

wrong_language() {
    status 2 "$exe" check example/settlement.ini --taal de &&
        grep -q '^verreken: --taal wants nl or en, not de$' stderr
}
check 'another language is refused' wrong_language
behind() {
    status 0 "$exe" check example/settlement.ini --taal nl &&
        grep -q '^alles is in orde: ' stdout && grep -q '^0 fouten, 1 waarschuwing$' stderr
}
check 'behind the command' behind
before() { status 0 "$exe" --taal nl check example/settlement.ini && grep -q '^alles' stdout; }
check 'before it' before

# in_both NAME ARGUMENTS…: the command makes the same files in both languages
in_both() {
    rm -rf nl en
    "$exe" "$@" --taal en -o en >/dev/null 2>&1 && "$exe" "$@" --taal nl -o nl >said 2>&1 &&
        diff -r en nl && ! diff -q said /dev/null >/dev/null
}
check 'run writes the same files' in_both run example/settlement.ini \
    --format csv,xlsx,html,pdf
cp -r "$root/examples/correctie" correctie
check 'with a grootboek too' in_both run correctie/settlement-q1.ini
check 'voorschot writes the same' in_both voorschot "$root/examples/begroting/settlement-voorschot.ini"
check 'compare writes the same' in_both compare example/settlement.ini --set \
    'regel prodeba:sleutel=leerlingdagen'
explains() {
    status 0 "$exe" regels example/settlement.ini --taal en && cp stdout english &&
        status 0 "$exe" regels example/settlement.ini --taal nl && diff english stdout
}
check 'regels is Dutch in both' explains
finish
