# What zsh would complete: `zsh -f complete.zsh FOLDER WORD…`, FOLDER holding _verreken, the last
# WORD being where the cursor stands. A line for each completion. A second zsh, with its line editor
# on a terminal of its own, gets the words and a tab; there compadd, by which all completions come,
# prints them between marks.
zmodload zsh/zpty || exit 2
words=("$@[2,-1]")
line="verreken ${(j: :)words}"

inside=$(mktemp) || exit 2
trap 'rm -f $inside' EXIT
cat >$inside <<'INSIDE'
PROMPT= RPROMPT=
autoload -Uz compinit && compinit -u -D
zstyle ':completion:*' insert-tab false
compadd() {
    # with these it says what would match, and adds nothing
    if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
        builtin compadd "$@"
        return
    fi
    local -a hits
    local -A before after
    builtin compadd -A hits "$@"
    zparseopts -E -A before P: p:
    local hit
    for hit in $hits; do
        print -r -- "<:$IPREFIX${before[-P]}${before[-p]}${(Q)hit}:>"
    done
    builtin compadd "$@"
}
finished() { print -r -- '<.>' }
comppostfuncs=(finished)
bindkey '^I' complete-word
bindkey '^M' undefined-key
print -r -- '<ready>'
INSIDE

zpty child "TERM=dumb zsh -f -i"
zpty -w child "cd ${(q)PWD}; fpath=(${(q)1} \$fpath); . $inside"
zpty -r -t 2>/dev/null
deadline=$((SECONDS + 60))
wait_for() { # PATTERN: prints what comes until then
    local text
    while zpty -r child text "*(${1}|"$'\n'")"; do
        print -r -- $text
        [[ $text != *${~1}* ]] || return 0
        (( SECONDS < deadline )) || break
    done
    return 1
}
wait_for '<ready>' >/dev/null || exit 2
zpty -w -n child "$line"$'\t'
wait_for '<.>' | grep -o '<:.*:>' | sed 's/^<://; s/:>$//' | sort -u
zpty -d child
