# What bash would complete: `bash complete.bash VERREKEN.BASH WORD…`, the last WORD being where the
# cursor stands. A line for each completion.
. "$1" || exit 2
shift
# bash takes `=` for a word of its own
COMP_WORDS=(verreken)
for word; do
    if [[ $word == --*=* ]]; then
        COMP_WORDS+=("${word%%=*}" = "${word#*=}")
    else
        COMP_WORDS+=("$word")
    fi
done
[[ -n ${COMP_WORDS[-1]} || ${COMP_WORDS[-2]} != = ]] || unset 'COMP_WORDS[-1]'
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
COMP_LINE="${COMP_WORDS[*]}" COMP_POINT=${#COMP_LINE}
function=$(complete -p verreken | sed 's/.*-F \([^ ]*\) .*/\1/')
"$function" verreken "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
[[ ${#COMPREPLY[@]} == 0 ]] || printf '%s\n' "${COMPREPLY[@]}"
