/* The tables of a grootboek but for its regels. In: the file; out: what is wrong with sequences,
 * numbers of facturen, the chain of numbers that were given, what was checked before, and the
 * schema; and what the check of rows needs. Holds always: a row that is not there is told once,
 * where it is missed first. */
#include "io/grootboek/grootboek_check.h"

static Text number_text(const Check *c, i128 number)
{
    return text_integer(c->arena, number);
}

/* Whether `number` is the next of its table (`what`, with %1 for it); else it is told, and the rows
 * before it are all. */
static bool is_next(Check *c, Text what, i64 number, size_t count)
{
    if (number == (i64)count + 1) return true;
    find(&c->findings, 0,
         FILL(c->arena, TR("%1 is missing: %2 is the next that is there"),
              FILL(c->arena, what, number_text(c, (i64)count + 1)),
              FILL(c->arena, what, number_text(c, number))));
    return false;
}

/* --- boekingen and zegels --------------------------------------------------------------------- */

static void read_boekingen(Check *c)
{
    DbQuery *query = db_query(c->db, "SELECT boeking, afrekening FROM boeking ORDER BY boeking");
    c->afrekeningen.arena = c->arena;
    while (db_row(query)) {
        if (!is_next(c, TR("boeking %1"), db_integer(query, 0), c->afrekening.count)) break;
        Text id = db_text(query, 1);
        u32 known = symbols_find(&c->afrekeningen, id);
        if (known == NONE) known = symbols_intern(&c->afrekeningen, text_copy(c->arena, id));
        *PUSH(c->arena, &c->afrekening) = known;
    }
    db_end(query);
}

static void read_zegels(Check *c)
{
    DbQuery *query = db_query(c->db, "SELECT boeking, eerste_regel, laatste_regel, hash FROM zegel"
                                     " ORDER BY boeking");
    i128 next = 1;
    while (db_row(query)) {
        i64 boeking = db_integer(query, 0);
        CheckedZegel zegel = {db_integer(query, 1), db_integer(query, 2),
                              text_copy(c->arena, db_text(query, 3))};
        if (!is_next(c, TR("the zegel of boeking %1"), boeking, c->zegels.count)) break;
        if (zegel.first != next || zegel.last < next - 1)
            find(&c->findings, boeking,
                 FILL(c->arena, TR("its zegel is over regels %1 to %2, which do not follow on %3"),
                      number_text(c, zegel.first), number_text(c, zegel.last),
                      number_text(c, next - 1)));
        next = (i128)zegel.last + 1;
        *PUSH(c->arena, &c->zegels) = zegel;
    }
    db_end(query);
    i64 last = db_number(c->db, "SELECT coalesce(max(regel), 0) FROM regel");
    i64 first = db_number(c->db, "SELECT coalesce(min(regel), 1) FROM regel");
    if (last != next - 1 || first < 1)
        find(&c->findings, 0,
             FILL(c->arena, TR("regels %1 to %2 are there, and the zegels are over 1 to %3"),
                  number_text(c, first), number_text(c, last), number_text(c, next - 1)));
}

/* What --check saw before: a zegel of then must be the one of now. */
static void read_checked(Check *c)
{
    DbQuery *query = db_query(c->db, "SELECT boeking, hash FROM gecontroleerd ORDER BY controle");
    bool sound = true;
    while (db_row(query)) {
        i64 boeking = db_integer(query, 0);
        bool there = boeking >= 1 && boeking <= c->head;
        if (there && text_equal(c->zegels.items[boeking - 1].hash, db_text(query, 1))) {
            c->noted = boeking;
            continue;
        }
        sound = false;
        find(&c->findings, boeking,
             FILL(c->arena,
                  there ? TR("it was checked with zegel %1, and has another one now")
                        : TR("it was checked with zegel %1, and is not there any more"),
                  db_text(query, 1)));
    }
    db_end(query);
    if (sound && !c->all) c->from = c->noted + 1;
}

/* --- posts and facturen ----------------------------------------------------------------------- */

static void read_posts(Check *c)
{
    DbQuery *query = db_query(c->db, "SELECT post, boeking, afrekening, soort FROM post"
                                     " ORDER BY post");
    while (db_row(query)) {
        i64 post = db_integer(query, 0), boeking = db_integer(query, 1);
        if (!is_next(c, TR("post %1"), post, c->posts.count)) break;
        Text afrekening = db_text(query, 2);
        bool known = boeking >= 1 && boeking <= c->head;
        u32 of = known ? c->afrekening.items[boeking - 1] : NONE;
        if (!known || !text_equal(afrekening, c->afrekeningen.items[of])) {
            find(&c->findings, boeking,
                 FILL(c->arena, TR("post %1 is of afrekening %2, the boeking is not"),
                      number_text(c, post), afrekening));
            of = symbols_find(&c->afrekeningen, afrekening);
        }
        *PUSH(c->arena, &c->posts) =
            (CheckedPost){of, text_equal(db_text(query, 3), TEXT("voorschot"))};
    }
    db_end(query);
}

/* The number of a factuur must be the next of its crediteur, year and kind of numbers. */
static void check_number(Check *c, DbQuery *query, Symbols *series, i64 *last)
{
    i64 boeking = db_integer(query, 1), number = db_integer(query, 6);
    Text key = JOIN(c->arena, db_text(query, 4), TEXT(";"), db_text(query, 5), TEXT(";"),
                    db_text(query, 7));
    u32 one = symbols_intern(series, key);
    i128 expected = (i128)last[one] + 1;
    if (number != expected)
        find(&c->findings, boeking,
             FILL(c->arena,
                  TR("factuur %1 has volgnummer %2, and %3 is the next of its crediteur and year"),
                  db_text(query, 3), number_text(c, number), number_text(c, expected)));
    last[one] = number;
}

static void read_facturen(Check *c)
{
    Symbols series = {.arena = c->arena};
    i64 count = db_number(c->db, "SELECT count(*) FROM factuur");
    i64 *last = NEW(c->arena, i64, (size_t)count + 1);
    DbQuery *query = db_query(c->db, "SELECT factuur, boeking, soort, nummer, crediteur, jaar,"
                                     " volgnummer, extern, bedrag, voorgefinancierd FROM factuur"
                                     " ORDER BY factuur");
    while (db_row(query)) {
        i64 boeking = db_integer(query, 1);
        if (!is_next(c, TR("factuur %1"), db_integer(query, 0), c->facturen.count)) break;
        if ((i64)c->facturen.count >= count) break;
        if (!db_is_null(query, 6)) check_number(c, query, &series, last);
        *PUSH(c->arena, &c->facturen) = (CheckedFactuur){
            .boeking = boeking >= 1 && boeking <= c->head ? boeking : 0,
            .nummer = text_copy(c->arena, db_text(query, 3)),
            .bedrag = db_integer(query, 8),
            .voorgefinancierd = db_integer(query, 9),
        };
    }
    db_end(query);
}

/* --- numbers that were given ------------------------------------------------------------------ */

static void read_nummers(Check *c)
{
    char before[SHA256_HEX], hex[SHA256_HEX];
    memset(before, '0', sizeof before);
    DbQuery *query = db_query(c->db, "SELECT n.nummer, f.nummer, n.extern, n.boeking, n.hash"
                                     " FROM nummer n LEFT JOIN factuur f ON f.factuur = n.factuur"
                                     " ORDER BY n.nummer");
    while (db_row(query)) {
        if (!is_next(c, TR("the recorded number %1"), db_integer(query, 0), c->nummers)) break;
        Text hash = db_text(query, 4);
        nummer_link((Text){before, SHA256_HEX}, db_text(query, 1), db_text(query, 2),
                    db_integer(query, 3), hex);
        if (!text_equal(hash, (Text){hex, SHA256_HEX}))
            find(&c->findings, 0,
                 FILL(c->arena, TR("the number %1 of factuur %2 is not the one that was recorded"),
                      db_text(query, 2), db_text(query, 1)));
        if (hash.length == SHA256_HEX) memcpy(before, hash.at, SHA256_HEX);
        c->nummers++;
    }
    db_end(query);
}

/* --- the schema ------------------------------------------------------------------------------- */

typedef struct Schema {
    Symbols names; /* `trigger regel_update` */
    LIST(Text) statements;
} Schema;

static void read_schema(Arena *arena, Db *db, Schema *schema)
{
    DbQuery *query = db_query(db, "SELECT type || ' ' || name, sql FROM sqlite_schema"
                                  " WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY 1");
    schema->names.arena = arena;
    while (db_row(query)) {
        Text name = db_text(query, 0);
        if (symbols_find(&schema->names, name) != NONE) continue;
        (void)symbols_intern(&schema->names, text_copy(arena, name));
        *PUSH(arena, &schema->statements) = text_copy(arena, db_text(query, 1));
    }
    db_end(query);
}

/* Compares the schema with the one that a new grootboek gets. */
static void check_schema(Check *c)
{
    Schema own = {0}, fresh = {0};
    Db *memory = db_open(":memory:", DB_WRITE);
    bool made = grootboek_make_schema(memory, TEXT(""));
    ASSERT(made);
    read_schema(c->arena, memory, &fresh);
    db_close(memory);
    read_schema(c->arena, c->db, &own);
    for (u32 i = 0; i < fresh.names.count; i++) {
        u32 found = symbols_find(&own.names, fresh.names.items[i]);
        if (found == NONE)
            find(&c->findings, 0,
                 FILL(c->arena, TR("the %1 was taken out of the schema"), fresh.names.items[i]));
        else if (!text_equal(own.statements.items[found], fresh.statements.items[i]))
            find(&c->findings, 0,
                 FILL(c->arena, TR("the %1 of the schema was changed"), fresh.names.items[i]));
    }
    for (u32 i = 0; i < own.names.count; i++)
        if (symbols_find(&fresh.names, own.names.items[i]) == NONE)
            find(&c->findings, 0,
                 FILL(c->arena, TR("the %1 was added to the schema, by another program"),
                      own.names.items[i]));
}

bool check_structure(Check *c)
{
    read_boekingen(c);
    read_zegels(c);
    size_t boekingen = c->afrekening.count, zegels = c->zegels.count;
    c->head = (i64)(boekingen < zegels ? boekingen : zegels);
    c->from = 1;
    if (!db_fault(c->db) && boekingen != zegels)
        find(&c->findings, 0,
             FILL(c->arena, TR("there are %1 boekingen and %2 zegels"),
                  number_text(c, (i64)boekingen), number_text(c, (i64)zegels)));
    read_checked(c);
    read_posts(c);
    read_facturen(c);
    read_nummers(c);
    check_schema(c);
    if (!db_fault(c->db)) return true;
    /* what was missed is what could not be read */
    c->findings.count = c->findings.more = 0;
    find(&c->findings, 0, grootboek_problem(c->arena, c->db));
    return false;
}
