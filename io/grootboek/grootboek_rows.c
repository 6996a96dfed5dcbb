/* Reading a grootboek as a whole. In: its tables; out: rows with numbers for codes, and sums. Holds
 * always: what no verreken wrote is told, and never an index. */
#include "io/grootboek/grootboek_rows.h"

static Text strange(void)
{
    return TR("it holds a row that no verreken wrote; look at it with verreken grootboek FILE "
              "--check --alles");
}

/* False with *problem when the reading went wrong. */
static bool read_well(const Booked *b, bool good, Text *problem)
{
    if (good && !db_fault(b->db)) return true;
    *problem = db_fault(b->db) ? grootboek_problem(b->arena, b->db) : strange();
    return false;
}

static u32 intern(Booked *b, Symbols *symbols, Text text)
{
    u32 known = symbols_find(symbols, text);
    symbols->arena = b->arena;
    return known != NONE ? known : symbols_intern(symbols, text_copy(b->arena, text));
}

static u32 intern_days(Booked *b, Interval days)
{
    return intern(b, &b->dagen, (Text){(const char *)&days, sizeof days});
}

Interval booked_days(const Booked *b, u32 days)
{
    Interval interval;
    memcpy(&interval, b->dagen.items[days].at, sizeof interval);
    return interval;
}

static bool read_days(DbQuery *query, int column, Interval *days)
{
    return day_parse(db_text(query, column), &days->first) &&
           day_parse(db_text(query, column + 1), &days->last);
}

/* --- boekingen, facturen, posts --------------------------------------------------------------- */

static bool read_boekingen(Booked *b)
{
    DbQuery *query = db_query(b->db, "SELECT boeking, afrekening, naam, akkoord, map, hash, eerste,"
                                     " laatste, boekjaar, factuurdatum, eerste_regel, laatste_regel"
                                     " FROM boeking JOIN zegel USING (boeking) ORDER BY boeking");
    bool good = true;
    while (good && db_row(query)) {
        BookedBoeking row = {.number = db_integer(query, 0),
                             .afrekening = intern(b, &b->afrekeningen, db_text(query, 1)),
                             .naam = text_copy(b->arena, db_text(query, 2)),
                             .akkoord = text_copy(b->arena, db_text(query, 3)),
                             .map = text_copy(b->arena, db_text(query, 4)),
                             .zegel = text_copy(b->arena, db_text(query, 5)),
                             .first_regel = db_integer(query, 10),
                             .last_regel = db_integer(query, 11)};
        good = row.number == (i64)b->boekingen.count + 1 && read_days(query, 6, &row.periode) &&
               day_parse(db_text(query, 8), &row.boekjaar) &&
               day_parse(db_text(query, 9), &row.factuurdatum);
        *PUSH(b->arena, &b->boekingen) = row;
    }
    db_end(query);
    return good;
}

static bool read_facturen(Booked *b)
{
    static const char *const soorten[] = {"factuur", "creditfactuur", "specificatie"};
    DbQuery *query =
        db_query(b->db, "SELECT f.factuur, f.boeking, soort, f.nummer, crediteur, debiteur,"
                        " bedrag, btw, voorgefinancierd, f.extern, n.extern FROM factuur f"
                        " LEFT JOIN nummer n ON n.factuur = f.factuur ORDER BY f.factuur");
    bool good = true;
    while (good && db_row(query)) {
        i64 boeking = db_integer(query, 1);
        BookedFactuur row = {.boeking = (u32)((u64)boeking - 1),
                             .nummer = text_copy(b->arena, db_text(query, 3)),
                             .crediteur = intern(b, &b->partijen, db_text(query, 4)),
                             .debiteur = intern(b, &b->partijen, db_text(query, 5)),
                             .bedrag = db_integer(query, 6),
                             .btw = db_integer(query, 7),
                             .voorgefinancierd = db_integer(query, 8),
                             .external = db_integer(query, 9) != 0,
                             .given = text_copy(b->arena, db_text(query, 10))};
        Text soort = db_text(query, 2);
        while (row.soort < COUNT_OF(soorten) && !text_equal(soort, text_of(soorten[row.soort])))
            row.soort++;
        good = db_integer(query, 0) == (i64)b->facturen.count + 1 && boeking >= 1 &&
               boeking <= (i64)b->boekingen.count && row.soort < COUNT_OF(soorten);
        *PUSH(b->arena, &b->facturen) = row;
    }
    db_end(query);
    return good;
}

static bool read_posts(Booked *b)
{
    DbQuery *query = db_query(b->db, "SELECT post, contract, crediteur, eerste, laatste, soort,"
                                     " voorschot <> '' FROM post ORDER BY post");
    bool good = true;
    while (good && db_row(query)) {
        Interval days;
        BookedPost row = {.contract = intern(b, &b->contracten, db_text(query, 1)),
                          .crediteur = intern(b, &b->partijen, db_text(query, 2)),
                          .has_id = db_integer(query, 6) != 0};
        Text soort = db_text(query, 5);
        while (row.soort < ENTRY_SOORT_COUNT &&
               !text_equal(soort, text_of(entry_soorten[row.soort])))
            row.soort++;
        good = db_integer(query, 0) == (i64)b->posts.count + 1 && read_days(query, 3, &days) &&
               row.soort < ENTRY_SOORT_COUNT;
        if (good) row.days = intern_days(b, days);
        *PUSH(b->arena, &b->posts) = row;
    }
    db_end(query);
    return good;
}

bool booked_read(Booked *b, Arena *arena, Db *db, Text *problem)
{
    *b = (Booked){.arena = arena, .db = db};
    return read_well(b, read_boekingen(b) && read_facturen(b) && read_posts(b), problem);
}

/* --- regels ----------------------------------------------------------------------------------- */

/* The row of a query; false: it cannot be read. */
static bool read_regel(Booked *b, DbQuery *query, u32 settled, BookedRegel *regel)
{
    i64 post = db_integer(query, 0), factuur = db_integer(query, 2);
    bool own = db_is_null(query, 2);
    if (post < 1 || post > (i64)b->posts.count) return false;
    if (!own && (factuur < 1 || factuur > (i64)b->facturen.count)) return false;
    regel->post = &b->posts.items[post - 1];
    regel->factuur = own ? NONE : (u32)(factuur - 1);
    regel->partij = intern(b, &b->partijen, db_text(query, 1));
    regel->correction = db_integer(query, 3) != 0;
    regel->cents = db_integer(query, 4);
    regel->days = regel->post->soort == ENTRY_NIET_VERREKEND ? settled : regel->post->days;
    if (regel->post->soort == ENTRY_NIET_VERREKEND || db_is_null(query, 5)) return true;
    Interval days;
    if (!read_days(query, 5, &days)) return false;
    regel->days = intern_days(b, days);
    return true;
}

bool booked_each(Booked *b, TakeRegel *take, void *context, Text *problem)
{
    DbQuery *query = db_query(b->db, "SELECT post, partij, factuur, correctie, cents,"
                                     " geboekt_eerste, geboekt_laatste FROM regel"
                                     " WHERE regel BETWEEN ?1 AND ?2");
    bool good = true;
    for (u32 i = 0; good && i < b->boekingen.count; i++) {
        const BookedBoeking *boeking = &b->boekingen.items[i];
        u32 settled = intern_days(b, (Interval){boeking->boekjaar, boeking->periode.last});
        BookedRegel regel = {.boeking = i};
        db_again(query);
        db_set_integer(query, 1, boeking->first_regel);
        db_set_integer(query, 2, boeking->last_regel);
        while (good && db_row(query)) {
            good = read_regel(b, query, settled, &regel);
            if (good) take(context, &regel);
        }
    }
    db_end(query);
    return read_well(b, good, problem);
}

/* --- sums by a key ---------------------------------------------------------------------------- */

Sum *sum_of(Sums *sums, const u32 key[KEY_PARTS])
{
    enum { BYTES = KEY_PARTS * sizeof(u32) };
    if (sums->rows.count && !memcmp(sums->rows.items[sums->last].key, key, BYTES))
        return &sums->rows.items[sums->last];
    Text text = {(const char *)key, BYTES};
    u32 row = symbols_find(&sums->keys, text);
    sums->keys.arena = sums->arena;
    if (row == NONE) {
        row = symbols_intern(&sums->keys, text_copy(sums->arena, text));
        Sum *sum = PUSH(sums->arena, &sums->rows);
        *sum = (Sum){0};
        memcpy(sum->key, key, BYTES);
    }
    sums->last = row;
    return &sums->rows.items[row];
}
