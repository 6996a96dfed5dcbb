# What tests with programs for node share: packages from npm at the versions of package-lock.json.
# To be read with `.` after tap.sh.

# driver NAME FOLDER: a folder `driver` with the packages and programs of that folder of tests; else
# NAME is skipped, and false.
driver() {
    driver_version=$(node --version 2>/dev/null | sed -n 's/^v\([0-9]*\)[.].*/\1/p')
    driver_why=
    if [ "${driver_version:-0}" -lt 20 ]; then
        driver_why='node 20 or later is not installed'
    elif ! command -v npm >/dev/null; then
        driver_why='npm is not installed'
    else
        mkdir driver && cp "$root/$2"/package*.json "$root/$2"/*.mjs driver &&
            (cd driver && npm ci --ignore-scripts --no-audit --no-fund >../npm 2>&1) ||
            driver_why="npm ci does not work: $(tail -n 1 npm)"
    fi
    [ -z "$driver_why" ] && return 0
    skip "$1" "$driver_why"
    return 1
}

# drive NAME PROGRAM ARGUMENT…: its verdicts are ours, and that it came to its end.
drive() {
    drive_name=$1
    shift
    (cd driver && node "$@") >driver.tap 2>driver.err
    driver_ended=$?
    while IFS= read -r line; do
        case $line in
        'ok - '*) verdict ok "${line#ok - }" ;;
        'not ok - '*) verdict 'not ok' "${line#not ok - }" ;;
        *) printf '%s\n' "$line" ;;
        esac
    done <driver.tap
    check "$drive_name: all of them were looked at" ran_to_end
}
ran_to_end() {
    [ "$driver_ended" = 0 ] && [ -s driver.tap ] && return 0
    cat driver.err
    return 1
}
