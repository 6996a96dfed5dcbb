/* The command nummers. In: a CSV with columns kenmerk and nummer (others are passed over), and a
 * grootboek whose facturen got a kenmerk; out: the numbers that the financial system gave, each a
 * link of a chain. Holds always: all of the file is recorded, or nothing; a number that was
 * recorded never changes. */
#include "engine/symbols.h"
#include "io/answer/answer.h"
#include "io/command/options.h"
#include "io/grootboek/grootboek.h"
#include "io/read/csv.h"
#include "io/system/paths.h"
#include "io/system/sys.h"

enum { FILE_MOST = 1 << 28, NUMBER_MOST = 64 /* bytes */ };
enum { KENMERK, NUMMER, COLUMN_COUNT };
static const char *const columns[COLUMN_COUNT] = {"kenmerk", "nummer"};

void nummer_link(Text before, Text kenmerk, Text nummer, i64 boeking, char hex[SHA256_HEX])
{
    Sha256 hash;
    Arena scratch = {0};
    sha256_begin(&hash);
    sha256_add_field(&hash, before);
    sha256_add_field(&hash, kenmerk);
    sha256_add_field(&hash, nummer);
    sha256_add_field(&hash, text_integer(&scratch, boeking));
    sha256_end(&hash, hex);
    arena_free(&scratch);
}

/* A factuur that the file may name. */
typedef struct Named {
    i64 factuur;
    Text crediteur, nummer; /* nummer: empty: none yet */
    bool external, fresh;   /* fresh: the file gives its number */
} Named;

typedef struct Nummers {
    Arena *arena;
    const char *path;
    u64 most, faults; /* that are told, that there are */
    Db *db;
    Symbols kenmerken; /* of the facturen */
    LIST(Named) facturen;
    Symbols taken;   /* CREDITEUR;NUMMER */
    LIST(u32) order; /* facturen, as the file gives numbers to them */
    size_t known, without;
} Nummers;

/* --- what is wrong with the file -------------------------------------------------------------- */

static Text quoted(Arena *arena, Text value)
{
    bool plain = value.length <= 200 && text_utf8_fault(value) == value.length;
    for (size_t i = 0; plain && i < value.length; i++)
        plain = (u8)value.at[i] >= ' ' && value.at[i] != 0x7F;
    return plain ? JOIN(arena, TEXT("`"), value, TEXT("`")) : TR("this");
}

/* file:line:column: error: WHAT; the column counts characters. */
static void fault_at(Nummers *n, const CsvReader *r, size_t offset, Text what)
{
    n->faults++;
    Text before = text_slice(r->text, r->record_at, offset < r->record_at ? r->record_at : offset);
    answer_fault(text_of(n->path), r->record_line, text_characters(before) + 1, what);
    if (n->faults > n->most) return;
    sys_print(2, JOIN(n->arena, text_of(n->path), TEXT(":"), text_integer(n->arena, r->record_line),
                      TEXT(":"), text_integer(n->arena, (i128)text_characters(before) + 1),
                      TEXT(": "), TR("error"), TEXT(": "), what, TEXT("\n")));
}

static bool csv_is_well(Nummers *n, const CsvReader *r)
{
    if (r->fault == CSV_OK) return true;
    fault_at(n, r, r->fault_at, TR("this is no CSV: look at the quotes and line ends here"));
    return false;
}

/* Finds both columns by their names. */
static bool read_header(Nummers *n, CsvReader *r, size_t at[COLUMN_COUNT])
{
    for (int c = 0; c < COLUMN_COUNT; c++)
        at[c] = SIZE_MAX;
    if (!csv_next(r)) {
        fault_at(n, r, r->record_at, TR("it is empty; it wants a row kenmerk;nummer"));
        return false;
    }
    if (!csv_is_well(n, r)) return false;
    for (size_t f = 0; f < r->count; f++)
        for (int c = 0; c < COLUMN_COUNT; c++) {
            if (!text_equal_nocase(text_trim(r->fields[f]), text_of(columns[c]))) continue;
            if (at[c] != SIZE_MAX)
                fault_at(n, r, r->offsets[f],
                         FILL(n->arena, TR("a second column %1"), text_of(columns[c])));
            at[c] = f;
        }
    for (int c = 0; c < COLUMN_COUNT; c++)
        if (at[c] == SIZE_MAX)
            fault_at(n, r, r->record_at,
                     FILL(n->arena,
                          TR("there is no column %1; the first row names the columns, "
                             "kenmerk;nummer"),
                          text_of(columns[c])));
    return !n->faults;
}

/* --- rows ------------------------------------------------------------------------------------- */

static Text taken_key(Arena *arena, Text crediteur, Text nummer)
{
    return JOIN(arena, crediteur, TEXT(";"), nummer);
}

static bool is_number(Text nummer)
{
    bool good = nummer.length && nummer.length <= NUMBER_MOST;
    for (size_t i = 0; good && i < nummer.length; i++)
        good = (u8)nummer.at[i] >= ' ' && nummer.at[i] != 0x7F;
    return good;
}

static void take_row(Nummers *n, const CsvReader *r, Text kenmerk, Text nummer,
                     const size_t offset[COLUMN_COUNT])
{
    Arena *arena = n->arena;
    u32 known = symbols_find(&n->kenmerken, kenmerk);
    if (known == NONE) {
        fault_at(
            n, r, offset[KENMERK],
            FILL(arena, TR("no factuur of the grootboek has kenmerk %1"), quoted(arena, kenmerk)));
        return;
    }
    Named *factuur = &n->facturen.items[known];
    if (!factuur->external) {
        fault_at(n, r, offset[KENMERK],
                 FILL(arena,
                      TR("factuur %1 has a number of its own: it was not posted with nummer = "
                         "extern"),
                      kenmerk));
        return;
    }
    if (!is_number(nummer)) {
        fault_at(n, r, offset[NUMMER], TR("give a number of 1 to 64 bytes here"));
        return;
    }
    if (factuur->nummer.length) {
        n->known += text_equal(factuur->nummer, nummer);
        if (!text_equal(factuur->nummer, nummer))
            fault_at(n, r, offset[NUMMER],
                     FILL(arena, TR("factuur %1 has number %2 already, which never changes"),
                          kenmerk, factuur->nummer));
        return;
    }
    Text key = taken_key(arena, factuur->crediteur, nummer);
    if (symbols_find(&n->taken, key) != NONE) {
        fault_at(
            n, r, offset[NUMMER],
            FILL(arena, TR("another factuur of %1 has number %2"), factuur->crediteur, nummer));
        return;
    }
    (void)symbols_intern(&n->taken, key);
    factuur->nummer = nummer;
    factuur->fresh = true;
    *PUSH(arena, &n->order) = known;
}

static void read_rows(Nummers *n, Text text)
{
    static const char mark[] = "\xEF\xBB\xBF";
    size_t at[COLUMN_COUNT], offset[COLUMN_COUNT];
    CsvReader *r = NEW(n->arena, CsvReader, 1);
    if (text_starts(text, text_of(mark))) text = text_slice(text, strlen(mark), text.length);
    char separator = csv_separator(text);
    csv_begin(r, n->arena, text, separator ? separator : ';');
    r->record_line = 1;
    if (!read_header(n, r, at)) return;
    while (csv_next(r)) {
        if (!csv_is_well(n, r)) continue;
        Text cells[COLUMN_COUNT];
        bool blank = true;
        for (size_t f = 0; f < r->count; f++)
            blank = blank && !text_trim(r->fields[f]).length;
        if (blank) continue;
        for (int c = 0; c < COLUMN_COUNT; c++) {
            bool there = at[c] < r->count;
            cells[c] = there ? text_trim(r->fields[at[c]]) : TEXT("");
            offset[c] = there ? r->offsets[at[c]] : r->record_at;
        }
        take_row(n, r, cells[KENMERK], cells[NUMMER], offset);
    }
}

/* --- the grootboek ---------------------------------------------------------------------------- */

static void read_facturen(Nummers *n)
{
    n->kenmerken.arena = n->taken.arena = n->arena;
    DbQuery *query = db_query(n->db, "SELECT f.factuur, f.nummer, f.crediteur, f.extern, n.extern"
                                     " FROM factuur f LEFT JOIN nummer n ON n.factuur = f.factuur"
                                     " WHERE f.soort <> 'specificatie' ORDER BY f.factuur");
    while (db_row(query)) {
        Text kenmerk = db_text(query, 1);
        Named one = {.factuur = db_integer(query, 0),
                     .crediteur = text_copy(n->arena, db_text(query, 2)),
                     .nummer = text_copy(n->arena, db_text(query, 4)),
                     .external = db_integer(query, 3) != 0};
        if (symbols_find(&n->kenmerken, kenmerk) != NONE) continue;
        (void)symbols_intern(&n->kenmerken, text_copy(n->arena, kenmerk));
        *PUSH(n->arena, &n->facturen) = one;
        if (one.nummer.length)
            (void)symbols_intern(&n->taken, taken_key(n->arena, one.crediteur, one.nummer));
    }
    db_end(query);
}

static void write_numbers(Nummers *n)
{
    char hex[SHA256_HEX];
    memset(hex, '0', sizeof hex);
    DbQuery *last = db_query(n->db, "SELECT nummer, hash FROM nummer ORDER BY nummer DESC LIMIT 1");
    i64 next = 1;
    if (db_row(last)) {
        Text hash = db_text(last, 1);
        next = db_integer(last, 0) + 1;
        if (hash.length == SHA256_HEX) memcpy(hex, hash.at, SHA256_HEX);
    }
    db_end(last);
    i64 boeking = db_number(n->db, "SELECT coalesce(max(boeking), 0) FROM zegel");
    DbQuery *query = db_query(n->db, "INSERT INTO nummer VALUES (?1, ?2, ?3, ?4, ?5)");
    for (size_t i = 0; i < n->order.count && !db_fault(n->db); i++) {
        const Named *f = &n->facturen.items[n->order.items[i]];
        char link[SHA256_HEX];
        nummer_link((Text){hex, SHA256_HEX}, n->kenmerken.items[n->order.items[i]], f->nummer,
                    boeking, link);
        memcpy(hex, link, sizeof hex);
        db_set_integer(query, 1, next++);
        db_set_integer(query, 2, f->factuur);
        db_set_text(query, 3, f->nummer);
        db_set_integer(query, 4, boeking);
        db_set_text(query, 5, (Text){hex, SHA256_HEX});
        db_do(query);
    }
    db_end(query);
}

static void put_recorded(const Nummers *n, Json *json)
{
    json_list(json, "nummers");
    for (size_t i = 0; i < n->order.count; i++) {
        json_record(json, NULL);
        json_text_of(json, "kenmerk", n->kenmerken.items[n->order.items[i]]);
        json_text_of(json, "nummer", n->facturen.items[n->order.items[i]].nummer);
        json_close(json);
    }
    json_close(json);
}

static void tell_done(Nummers *n, const char *grootboek)
{
    for (size_t i = 0; i < n->facturen.count; i++)
        n->without += n->facturen.items[i].external && !n->facturen.items[i].nummer.length;
    Json *json = answer_json();
    if (json) {
        json_text_of(json, "grootboek", text_of(grootboek));
        json_number(json, "recorded", (i128)n->order.count);
        json_number(json, "known", (i128)n->known);
        json_number(json, "without_number", (i128)n->without);
        put_recorded(n, json);
        return;
    }
    TextBuilder out = {.arena = n->arena};
    Arena *arena = n->arena;
    build_text(&out, FILL(arena,
                          n->order.count == 1 ? TR("%1: 1 number recorded")
                                              : TR("%1: %2 numbers recorded"),
                          text_of(grootboek), text_integer(arena, (i128)n->order.count)));
    if (n->known)
        build_text(&out,
                   FILL(arena,
                        n->known == 1 ? TR(", 1 was there already") : TR(", %1 were there already"),
                        text_integer(arena, (i128)n->known)));
    build_text(&out, FILL(arena,
                          n->without == 1 ? TR("; 1 factuur has no number yet\n")
                                          : TR("; %1 facturen have no number yet\n"),
                          text_integer(arena, (i128)n->without)));
    sys_print(1, built(&out));
}

/* --- the command ------------------------------------------------------------------------------ */

static int read_text(Nummers *n, Text *text)
{
    FileRead read = sys_read_file(n->arena, n->path, FILE_MOST);
    const char *reason = read.reason;
    if (read.outcome == READ_FAILED)
        return say(n->arena, EXIT_SYSTEM, n->path,
                   FILL(n->arena, TR("it cannot be read (%1)"), taal_text(reason)));
    *text = read.text;
    static const char *const why[] = {[READ_MISSING] = SAID("there is no file of that name"),
                                      [READ_NOT_REGULAR] = SAID("it is no file"),
                                      [READ_TOO_LARGE] = SAID("it is larger than 256 MiB")};
    if (read.outcome != READ_OK)
        return say(n->arena, EXIT_INPUT, n->path, taal_text(why[read.outcome]));
    if (text_utf8_fault(*text) < text->length)
        return say(n->arena, EXIT_INPUT, n->path,
                   TR("it is not UTF-8; save it as CSV UTF-8; nothing was recorded"));
    return EXIT_DONE;
}

static int open_grootboek(Nummers *n, const Options *o, Grootboek *g)
{
    Text path = o->grootboek ? text_of(o->grootboek)
                             : path_beside(n->arena, text_of(n->path), TEXT("grootboek.db"));
    const char *name = text_zero_ended(n->arena, path);
    Text problem;
    if (!grootboek_open(n->arena, name, TEXT(""), g, &problem)) {
        int status = g->db && grootboek_is_system_fault(g->db) ? EXIT_SYSTEM : EXIT_INPUT;
        grootboek_close(g);
        return say(n->arena, status, name, problem);
    }
    n->db = g->db;
    if (g->db) return EXIT_DONE;
    return say(n->arena, EXIT_INPUT, name,
               TR("there is no grootboek, or an empty one; say where it is with --grootboek "
                  "FILE"));
}

static int record(Nummers *n, Text text, const char *grootboek)
{
    db_run(n->db, "BEGIN IMMEDIATE");
    read_facturen(n);
    if (!db_fault(n->db)) read_rows(n, text);
    if (n->faults)
        return say(n->arena, EXIT_INPUT, n->path,
                   FILL(n->arena,
                        n->faults == 1 ? TR("1 error; nothing was recorded")
                                       : TR("%1 errors; nothing was recorded"),
                        text_integer(n->arena, (i128)n->faults)));
    write_numbers(n);
    db_run(n->db, "COMMIT");
    if (!db_fault(n->db)) return tell_done(n, grootboek), EXIT_DONE;
    return say(n->arena, grootboek_is_system_fault(n->db) ? EXIT_SYSTEM : EXIT_INPUT, grootboek,
               FILL(n->arena, TR("%1; nothing was recorded"), grootboek_problem(n->arena, n->db)));
}

int nummers_command(Arena *arena, const Options *o)
{
    Nummers n = {.arena = arena, .path = o->arguments[0], .most = o->max_errors};
    Grootboek g = {0};
    Text text;
    int status = read_text(&n, &text);
    if (!status) status = open_grootboek(&n, o, &g);
    if (!status) status = record(&n, text, g.path);
    grootboek_close(&g);
    return status;
}
