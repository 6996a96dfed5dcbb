# A page of the manual as it is installed: the list of engine/tables.def (first) in the place of the
# line `.\" the tables` of the page (second), where brackets say what may be absent, and the folder
# of the documentation for every @docdir@.
#
#   awk -v docdir=/usr/share/doc/verreken -f page.awk engine/tables.def verreken.1.in

function optional(need) { return need == "MAY" ? "Op " : "" }

FILENAME == ARGV[1] && match($0, /^(TABLE|COLUMN)\([^)]*\)/) {
    n = split(substr($0, 1, RLENGTH - 1), part, /[(, ]+/)
    if (n == 3) list = list ".It " optional(part[3]) "Pa " part[2] ".csv\n"
    else list = list "." optional(part[5]) "Va " part[3] " Ar " part[4] " ,\n"
}
FILENAME == ARGV[1] && /^TABLE_END/ { sub(/ ,\n$/, "\n", list) }
FILENAME == ARGV[1] { next }
$0 == ".\\\" the tables" { printf ".Bl -tag -width Ds\n%s.El\n", list; next }
{ gsub(/@docdir@/, docdir); print }
