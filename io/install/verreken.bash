# Completion of verreken in bash. The commands, and which options each takes, are held against the
# program by tests/installed/completion.sh.

_verreken_commands="new check run voorschot post verify explain regels verschil compare schema
    grootboek nummers import help"
_verreken_tables="gemeenten partijen scholen contracten contract_scholen kosten bijdragen tarieven
    deelnames inschrijvingen woonplaatsen verblijven woonplaatsbesluiten leerlingen
    tellingen kengetallen voorschotten schoolvakanties referenties"
_verreken_always="--json --max-errors --threads --stil --quiet --taal --timings --help --version"

# In: a command. Out: kind, of its arguments; options, beside those of all.
_verreken_takes() {
    kind=none options=
    case $1 in
    new) kind=dir options="--voorbeeld" ;;
    check) kind=ini options="--format --refused --explain" ;;
    run) kind=ini options="--output --format --zonder-invoer" ;;
    voorschot) kind=ini options="--output" ;;
    post) kind=dir options="--akkoord --grootboek" ;;
    verify) kind=dir options="--grootboek" ;;
    explain)
        kind=ini options="--contract --partij --tijdvak --school --factuur --regel --leerlingen"
        options+=" --grootboek"
        ;;
    regels) kind=ini options="--grootboek" ;;
    verschil) kind=dir ;;
    compare) kind=ini options="--output --set --variant --sweep" ;;
    grootboek) kind=db options="--datum --journaal --check --alles" ;;
    nummers) kind=csv options="--grootboek" ;;
    import)
        kind=imports
        options="--output --peildatum --vestigingen --gemeenten --kolom --vast"
        ;;
    help) kind=topics ;;
    esac
}

# In: an option. Out: kind, of its value. False: it has none.
_verreken_value() {
    case $1 in
    -o | --output | --refused) kind=dir ;;
    --format) kind=formats ;;
    --grootboek) kind=db ;;
    --vestigingen | --gemeenten) kind=csv ;;
    --taal) kind=languages ;;
    --voorbeeld) kind=examples ;;
    --akkoord | --datum | --contract | --partij | --tijdvak | --school | --factuur | --regel | \
        --explain | --peildatum | --kolom | --vast | --set | --variant | --sweep | --max-errors | --threads) kind=none ;;
    *) return 1 ;;
    esac
}

# Adds to COMPREPLY what compgen says of $cur.
_verreken_add() {
    local found
    while IFS= read -r found; do
        COMPREPLY+=("$found")
    done < <(compgen "$@" -- "$cur")
}

# The items of a list that are not in it yet, behind those that are.
_verreken_list() {
    local before='' item left=''
    [[ $cur != *,* ]] || before=${cur%,*},
    for item in $1; do
        [[ ,$before == *",$item,"* ]] || left+=" $before$item"
    done
    compopt -o nospace 2>/dev/null
    _verreken_add -W "$left"
}

# Files of one kind, and the folders that may hold them.
_verreken_files() {
    compopt -o filenames 2>/dev/null
    [[ -z $1 ]] || _verreken_add -f -X "!*.$1"
    _verreken_add -d
}

_verreken() {
    local cur=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command=''
    local kind options i arguments=0
    COMPREPLY=()
    # --option=value stands there as three words
    if [[ $cur == = ]]; then
        cur=''
    elif [[ $previous == = ]]; then
        previous=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    for ((i = 1; i < COMP_CWORD; i++)); do
        if [[ ${COMP_WORDS[i]} != -* ]]; then
            command=${command:-${COMP_WORDS[i]}}
            ((++arguments))
        elif [[ ${COMP_WORDS[i + 1]-} == = ]]; then
            ((i += 2))
        elif _verreken_value "${COMP_WORDS[i]}"; then
            ((i++))
        fi
    done
    _verreken_takes "$command"
    [[ -n $command ]] || kind=commands
    if [[ $previous == -* ]] && _verreken_value "$previous"; then
        :
    elif [[ $cur == -* ]]; then
        kind=options
    fi
    case $kind in
    options) _verreken_add -W "$options $_verreken_always" ;;
    commands) _verreken_add -W "$_verreken_commands" ;;
    languages) _verreken_add -W "nl en" ;;
    topics) _verreken_add -W "rules voorbeelden $_verreken_commands" ;;
    examples)
        _verreken_add -W "$("${COMP_WORDS[0]}" help voorbeelden 2>/dev/null |
            sed -n 's/^ *\([a-z0-9-]*\) .*/\1/p')"
        ;;
    formats) _verreken_list "csv xlsx html pdf ubl" ;;
    dir) _verreken_files "" ;;
    imports)
        if ((arguments > 1)); then _verreken_add -f && compopt -o filenames 2>/dev/null
        else _verreken_add -W "duo cbs $_verreken_tables"; fi
        ;;
    ini | csv | db) _verreken_files "$kind" ;;
    esac
}

complete -F _verreken verreken
