#!/bin/sh
# Goal: every conformance case gives exactly its tables, or the fault that it is about.
#
#   tests/command/conformance.sh VERREKEN SHARED NAME required|optional
#
# SHARED/conformance/run.sh runs the cases of SHARED/NAME. One line per case. `optional`: a case that
# differs is skipped, with why, for what is not computed yet. Without SHARED/NAME all is skipped.
exe=$(realpath "${1:?usage: conformance.sh VERREKEN SHARED NAME required|optional}") || exit 2
shared=${2:?} name=${3:?} need=${4:?}
runner=$shared/conformance/run.sh
if [ ! -x "$runner" ] || [ ! -d "$shared/$name" ]; then
    echo "1..0 # SKIP there is no $name beside the project"
    exit 0
fi
shared=$(realpath "$shared")
runner=$shared/conformance/run.sh
# cases whose only fault is their name in what the runner says; the last line is its count
result=$(CASES=$shared/$name "$runner" "$exe" 2>&1)
closing=$(printf '%s\n' "$result" | tail -n 1)
number=0
failed=0
for path in "$shared/$name"/*/; do
    case=$(basename "$path")
    number=$((number + 1))
    why=$(printf '%s\n' "$result" | grep -F "$case: " | grep "^$case: " | head -n 1)
    if [ -z "$why" ]; then
        echo "ok $number - $case"
    elif [ "$need" = optional ]; then
        echo "ok $number - $case # SKIP not yet: ${why#*: }"
        failed=$((failed + 1))
    else
        echo "not ok $number - $case"
        echo "# $why"
        failed=$((failed + 1))
    fi
done
# The runner counted as we did: else it did not run, or said something that we did not understand.
number=$((number + 1))
if [ "$closing" = "$((number - 1 - failed)) passed, $failed failed" ]; then
    echo "ok $number - the runner counts the same"
else
    echo "not ok $number - the runner counts the same"
    echo "# $closing"
    need=required
    failed=1
fi
echo "1..$number"
[ "$need" = optional ] || [ "$failed" = 0 ]
