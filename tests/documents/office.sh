# What the tests of workbooks share; to be read with `.` after tests/command/tap.sh.
#
# LibreOffice computes a workbook anew when it opens it, whatever results stand in the file.

# The tool that is missing for it; nothing: all are there.
missing_for_office() {
    for office_tool in soffice unzip zip; do
        command -v $office_tool >/dev/null || echo "$office_tool"
    done
}

# unpack BOOK: into parts/. pack COPY: parts/ as a workbook.
unpack() { rm -rf parts && mkdir parts && unzip -q "$1" -d parts; }
pack() {
    office_copy=$(realpath -m "$1")
    rm -f "$office_copy" && (cd parts && zip -q1r "$office_copy" .)
}

# spoil BOOK COPY: every formula of the copy has the result 999, so that another was computed.
spoil() {
    unpack "$1" && sed -i 's|</f><v>[^<]*</v>|</f><v>999</v>|g' parts/xl/worksheets/*.xml &&
        pack "$2"
}

# set_cell BOOK COPY SHEET CELL OLD NEW: another number in a cell, which holds OLD (a regular
# expression); SHEET is the number of its file, or its name.
set_cell() {
    unpack "$1" || return
    case $3 in
    [0-9]*) office_sheet=$3 ;;
    *) office_sheet=$(grep -o '<sheet [^>]*' parts/xl/workbook.xml | grep -n "name=\"$3\"" |
        cut -d : -f 1) ;;
    esac
    office_sheet=parts/xl/worksheets/sheet$office_sheet.xml
    grep -q "<c r=\"$4\" s=\"[0-9]*\"><v>$5</v>" "$office_sheet" || { echo "$3!$4 is no $5"; return 1; }
    sed -i "s|\\(<c r=\"$4\" s=\"[0-9]*\"><v>\\)$5<|\\1$6<|" "$office_sheet" && pack "$2"
}

# recompute SEPARATOR FOLDER BOOK…: each sheet as FOLDER/NAME-SHEET.csv; the separator is a number,
# 9 for a tab and 59 for a semicolon.
recompute() {
    mkdir -p "$tmp/office/user"
    cat >"$tmp/office/user/registrymodifications.xcu" <<'XCU'
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item
 oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item></oor:items>
XCU
    office_separator=$1 office_folder=$2
    shift 2
    timeout 200 soffice "-env:UserInstallation=file://$tmp/office" --headless --convert-to \
        "csv:Text - txt - csv (StarCalc):$office_separator,34,76,1,,0,false,false,false,false,false,-1" \
        --outdir "$office_folder" "$@" >office-said 2>&1 && return
    cat office-said
    return 1
}
