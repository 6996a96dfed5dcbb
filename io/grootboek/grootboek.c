/* Opening and reading the grootboek. In: a file; out: its state, and what it holds of one
 * afrekening. Holds always: nothing is written here but a schema, within a posting. */
#include "io/grootboek/grootboek.h"

#include "io/grootboek/grootboek_schema.h"
#include "io/read/cells.h"
#include "io/system/paths.h"
#include "io/system/sys.h"

#define APPLICATION_ID 0x56524B4E /* VRKN */
enum { SCHEMA_VERSION = COUNT_OF(migrations) };

Text grootboek_problem(Arena *arena, const Db *db)
{
    Text reason = db_reason(db);
    switch (db_fault(db)) {
    case DB_BUSY: return TR("another program is writing it; try again when that is done");
    case DB_READONLY:
        return TR("it cannot be written; give yourself write permission on it and its folder");
    case DB_FULL: return TR("the disk is full; make room and try again");
    case DB_DAMAGED:
        return FILL(arena, TR("it is no grootboek, or a damaged one (%1); put a backup back"),
                    reason);
    case DB_REFUSED:
        return FILL(arena,
                    TR("it does not take this (%1); look at it with verreken grootboek FILE "
                       "--check"),
                    reason);
    default: break;
    }
    return FILL(arena, TR("it cannot be used (%1); check its permissions and the disk"), reason);
}

bool grootboek_is_system_fault(const Db *db)
{
    DbFault fault = db_fault(db);
    return fault == DB_BUSY || fault == DB_READONLY || fault == DB_FULL || fault == DB_SYSTEM;
}

/* Whether the lists of codes, divided by commas, have one in common. */
static bool share_a_code(Text left, Text right)
{
    for (size_t i = 0, end; i <= left.length; i = end + 1) {
        end = text_find(left, ',', i);
        Text own = text_trim(text_slice(left, i, end));
        for (size_t j = 0, stop; j <= right.length; j = stop + 1) {
            stop = text_find(right, ',', j);
            if (text_equal_nocase(own, text_trim(text_slice(right, j, stop)))) return true;
        }
    }
    return false;
}

/* Whose grootboek it is; false: it is of another organisation than `organisatie`. */
static bool check_owner(Arena *arena, Db *db, Text organisatie, Text *problem)
{
    DbQuery *query = db_query(db, "SELECT waarde FROM kop WHERE sleutel = 'organisatie'");
    Text owner = db_row(query) ? text_copy(arena, db_text(query, 0)) : TEXT("");
    db_end(query);
    if (!owner.length || !organisatie.length || share_a_code(owner, organisatie)) return true;
    *problem = FILL(arena,
                    TR("it is the grootboek of %1, not of %2; give the right file, or organisatie "
                       "= %1 in [afrekening] when it is the same"),
                    owner, organisatie);
    return false;
}

static bool check_kind(Arena *arena, Grootboek *g, Text organisatie, Text *problem)
{
    i64 pages = db_number(g->db, "PRAGMA page_count");
    i64 application = db_number(g->db, "PRAGMA application_id");
    i64 version = db_number(g->db, "PRAGMA user_version");
    if (db_fault(g->db)) {
        *problem = grootboek_problem(arena, g->db);
        return false;
    }
    if (pages == 0) { /* a posting that never was */
        grootboek_close(g);
        return true;
    }
    if (application != APPLICATION_ID || version < 1) {
        *problem = TR("it is a database of another program; give the name of a grootboek");
        return false;
    }
    if (version > SCHEMA_VERSION) {
        *problem = FILL(arena,
                        TR("it was written by a newer verreken (schema %1, this one knows %2); use "
                           "that version"),
                        text_integer(arena, version), text_integer(arena, SCHEMA_VERSION));
        return false;
    }
    return check_owner(arena, g->db, organisatie, problem);
}

bool grootboek_open(Arena *arena, const char *path, Text organisatie, Grootboek *g, Text *problem)
{
    *g = (Grootboek){.path = path};
    const char *reason = NULL;
    if (!sys_is_file(path, &reason)) {
        if (!reason) return true; /* not there */
        *problem = FILL(arena, TR("it cannot be used (%1); correct its name or its permissions"),
                        taal_text(reason));
        return false;
    }
    g->db = db_open(path, DB_WRITE);
    return check_kind(arena, g, organisatie, problem);
}

void grootboek_close(Grootboek *g)
{
    db_close(g->db);
    g->db = NULL;
}

bool grootboek_make_schema(Db *db, Text organisatie)
{
    i64 version = db_number(db, "PRAGMA user_version");
    if (version >= SCHEMA_VERSION) return !db_fault(db);
    for (; version < SCHEMA_VERSION; version++)
        for (size_t i = 0; migrations[version][i]; i++)
            db_run(db, migrations[version][i]);
    db_run(db, "PRAGMA application_id = 0x56524B4E");
    _Static_assert(SCHEMA_VERSION == 1, "say the new version below");
    db_run(db, "PRAGMA user_version = 1");
    DbQuery *query = db_query(db, "INSERT INTO kop VALUES ('organisatie', ?1)");
    db_set_text(query, 1, organisatie);
    db_do(query);
    db_end(query);
    return !db_fault(db);
}

/* --- state ------------------------------------------------------------------------------------ */

bool grootboek_state(Grootboek *g, Text afrekening, i64 upto, GrootboekState *state)
{
    *state = (GrootboekState){0};
    memset(state->hash, '0', sizeof state->hash);
    if (!g->db) return true;
    DbQuery *last = db_query(g->db, "SELECT boeking, hash FROM zegel WHERE boeking <= ?1"
                                    " ORDER BY boeking DESC LIMIT 1");
    DbQuery *own = db_query(g->db, "SELECT coalesce(max(boeking), 0) FROM boeking"
                                   " WHERE afrekening = ?1 AND boeking <= ?2");
    i64 bound = upto < 0 ? INT64_MAX : upto;
    db_set_integer(last, 1, bound);
    db_set_text(own, 1, afrekening);
    db_set_integer(own, 2, bound);
    if (db_row(last)) {
        Text hash = db_text(last, 1);
        state->boekingen = db_integer(last, 0);
        if (hash.length == SHA256_HEX) memcpy(state->hash, hash.at, SHA256_HEX);
    }
    (void)db_row(own); /* which there is, of an aggregate; without it 0 */
    state->own = db_integer(own, 0);
    db_end(last);
    db_end(own);
    return !db_fault(g->db);
}

bool grootboek_previous(Arena *arena, Grootboek *g, Text afrekening, i64 upto, Day first,
                        Previouses *previous)
{
    *previous = (Previouses){0};
    if (!g->db) return true;
    DbQuery *query = db_query(g->db, "SELECT boeking, map, manifest, laatste FROM boeking"
                                     " WHERE afrekening = ?1 AND boeking <= ?2 AND laatste >= ?3"
                                     " ORDER BY boeking DESC");
    db_set_text(query, 1, afrekening);
    db_set_integer(query, 2, upto);
    db_set_text(query, 3, day_text(arena, first));
    while (db_row(query)) {
        Day last;
        if (!day_parse(db_text(query, 3), &last)) continue; /* --check tells it */
        *PUSH(arena, previous) = (Previous){db_integer(query, 0), last,
                                            path_beside(arena, text_of(g->path), db_text(query, 1)),
                                            text_copy(arena, db_text(query, 2))};
    }
    db_end(query);
    return !db_fault(g->db);
}

/* --- loading ---------------------------------------------------------------------------------- */

typedef struct Loading {
    Arena *arena, scratch;
    Run *run;
    Db *db;
    i64 upto;
    u32 *post_of; /* by number in the grootboek: index in Posted.posts, or NONE */
    i64 post_most;
    LIST(PostedPost) posts;
    LIST(PostedRow) rows;
    Text last_code; /* the partij of the last row: rows rise by it */
    u32 last_partij;
} Loading;

/* The number of a code of the tables, or of one that is gone, which it gets then. */
static u32 number_of(Loading *l, const Symbols *known, Symbols *gone, Text code)
{
    u32 number = symbols_find(known, code);
    if (number != NONE) return number;
    number = symbols_find(gone, code);
    gone->arena = l->arena;
    if (number == NONE) number = symbols_intern(gone, text_copy(l->arena, code));
    return (u32)known->count + number;
}

static u32 partij_number(Loading *l, Text code, i64 boeking)
{
    const Batch *b = l->run->batch;
    u32 partij = symbols_find(&b->partij_codes, code);
    if (partij == NONE)
        FAULT_AT(b->report, E431_POSTED_PARTIJ, l->run->settings->booking.grootboek_place,
                 text_integer(b->arena, boeking), text_copy(b->arena, code));
    return partij;
}

static EntrySoort soort_of(Text word)
{
    for (EntrySoort s = 0; s < ENTRY_SOORT_COUNT; s++)
        if (text_equal(text_of(entry_soorten[s]), word)) return s;
    return ENTRY_SOORT_COUNT;
}

/* The post of a row of the query; false: it cannot be read. */
static bool read_post(Loading *l, DbQuery *query, PostedPost *post)
{
    Batch *b = l->run->batch;
    Text school = db_text(query, 3);
    post->boeking = (u32)db_integer(query, 1);
    post->contract = number_of(l, &b->contract_codes, &b->gone_contracts, db_text(query, 2));
    post->school = !school.length ? NONE : number_of(l, &b->school_codes, &b->gone_scholen, school);
    post->crediteur = partij_number(l, db_text(query, 6), post->boeking);
    post->laag = text_copy(l->arena, db_text(query, 7));
    post->soort = soort_of(db_text(query, 8));
    post->voorschot = text_copy(l->arena, db_text(query, 9));
    return day_parse(db_text(query, 4), &post->days.first) &&
           day_parse(db_text(query, 5), &post->days.last) && post->soort < ENTRY_SOORT_COUNT &&
           btw_parse(db_text(query, 10), &post->btw);
}

/* ?1 the afrekening, ?2 the last boeking that counts, ?3 and ?4 the settled days. */
static void ask_for_settled(Loading *l, DbQuery *query)
{
    const Settings *s = l->run->settings;
    db_set_text(query, 1, s->id);
    db_set_integer(query, 2, l->upto);
    db_set_text(query, 3, day_text(&l->scratch, s->settled.first));
    db_set_text(query, 4, day_text(&l->scratch, s->settled.last));
}

/* The posts of the afrekening that lie in the settled days. Posts are numbered from 1 on. */
static bool load_posts(Loading *l)
{
    l->post_most = db_number(l->db, "SELECT count(*) FROM post");
    l->post_of = NEW(&l->scratch, u32, (size_t)l->post_most + 1);
    memset(l->post_of, 0xFF, ((size_t)l->post_most + 1) * sizeof(u32));
    DbQuery *query =
        db_query(l->db, "SELECT post, boeking, contract, school, eerste, laatste, crediteur,"
                        " laag, soort, voorschot, btw FROM post"
                        " WHERE afrekening = ?1 AND boeking <= ?2 AND laatste >= ?3"
                        " AND eerste <= ?4");
    ask_for_settled(l, query);
    bool good = true;
    while (good && db_row(query)) {
        PostedPost post;
        i64 number = db_integer(query, 0);
        good = number >= 1 && number <= l->post_most && read_post(l, query, &post);
        if (!good || post.crediteur == NONE) continue;
        post.number = number;
        l->post_of[number] = (u32)l->posts.count;
        *PUSH(l->arena, &l->posts) = post;
    }
    db_end(query);
    return good && !db_fault(l->db);
}

static bool load_rows(Loading *l, i64 first, i64 last, i64 boeking)
{
    DbQuery *query = db_query(l->db, "SELECT post, partij, cents FROM regel"
                                     " WHERE regel BETWEEN ?1 AND ?2");
    db_set_integer(query, 1, first);
    db_set_integer(query, 2, last);
    bool good = true;
    while (good && db_row(query)) {
        i64 number = db_integer(query, 0);
        good = number >= 1 && number <= l->post_most;
        u32 post = good ? l->post_of[number] : NONE;
        if (post == NONE) continue;
        Text code = db_text(query, 1);
        if (!text_equal(code, l->last_code)) {
            l->last_partij = partij_number(l, code, boeking);
            if (l->last_partij == NONE) continue;
            l->last_code = partij_code(l->run->batch, l->last_partij);
        }
        *PUSH(l->arena, &l->rows) = (PostedRow){post, l->last_partij, db_integer(query, 2)};
    }
    db_end(query);
    return good && !db_fault(l->db);
}

/* The regels of the boekingen that may hold some of the posts. */
static bool load_boekingen(Loading *l)
{
    DbQuery *query = db_query(l->db, "SELECT eerste_regel, laatste_regel, boeking FROM boeking"
                                     " JOIN zegel USING (boeking) WHERE afrekening = ?1"
                                     " AND boeking <= ?2 AND laatste >= ?3 AND boekjaar <= ?4"
                                     " ORDER BY boeking");
    ask_for_settled(l, query);
    bool good = true;
    while (good && db_row(query))
        good = load_rows(l, db_integer(query, 0), db_integer(query, 1), db_integer(query, 2));
    db_end(query);
    return good && !db_fault(l->db);
}

/* A first boeking under this id of contracts that another id has posted: the id may be a slip. */
static void tell_other_ids(Loading *l)
{
    Batch *b = l->run->batch;
    DbQuery *query =
        db_query(l->db, "SELECT contract, afrekening, min(boeking) FROM post"
                        " WHERE afrekening <> ?1 AND boeking <= ?2 AND laatste >= ?3"
                        " AND eerste <= ?4 AND NOT EXISTS (SELECT 1 FROM boeking b"
                        " WHERE b.afrekening = ?1 AND b.boeking <= ?2)"
                        " GROUP BY contract, afrekening ORDER BY contract, afrekening");
    ask_for_settled(l, query);
    while (db_row(query)) {
        u32 contract = symbols_find(&b->contract_codes, db_text(query, 0));
        if (contract == NONE) continue;
        FAULT_AT(b->report, W433_POSTED_ELSEWHERE,
                 place_of(b, T_contracten, contract, COL_contracten_contract),
                 contract_code(b, contract), text_copy(b->arena, db_text(query, 1)),
                 text_integer(b->arena, db_integer(query, 2)), l->run->settings->id);
    }
    db_end(query);
}

bool grootboek_load(Arena *arena, Grootboek *g, Run *run, i64 upto, Text *problem)
{
    run->books = NEW(run->arena, Books, 1);
    if (!g->db) return true;
    Loading l = {.arena = run->arena,
                 .run = run,
                 .db = g->db,
                 .upto = upto < 0 ? INT64_MAX : upto,
                 .last_partij = NONE};
    bool good = load_posts(&l) && load_boekingen(&l);
    if (good) tell_other_ids(&l);
    run->books->posted = (Posted){l.posts.items, l.posts.count, l.rows.items, l.rows.count};
    arena_free(&l.scratch);
    if (db_fault(g->db)) {
        *problem = grootboek_problem(arena, g->db);
        return false;
    }
    if (!good)
        *problem = TR("it holds a row that no verreken wrote; look at it with verreken grootboek "
                      "FILE --check --alles");
    return good;
}
