/* Posting: one transaction. In: a computed run, and where its documents are; out: a boeking with
 * its facturen, posts and regels, and the zegel over what is read back. Holds always: numbers of a
 * crediteur and a year have no gap; nothing is written until the caller commits. */
#include "io/grootboek/grootboek.h"

#include "io/read/cells.h"
#include "io/write/format.h"
#include "io/write/page.h"
#include "io/write/put_rows.h"

/* How btw is written in the grootboek: vrijgesteld, 21% … */
static Text btw_text(Arena *arena, i32 btw)
{
    if (btw <= BTW_VRIJGESTELD) return text_of(btw_words[BTW_VRIJGESTELD - btw]);
    TextBuilder text = {.arena = arena};
    build_integer(&text, btw / 10000);
    i32 rest = btw % 10000;
    if (rest) build_char(&text, ',');
    for (i32 unit = 1000; rest; rest %= unit, unit /= 10)
        build_char(&text, (char)('0' + rest / unit));
    build_char(&text, '%');
    return built(&text);
}

/* --- numbers ---------------------------------------------------------------------------------- */

static Text final_number(Arena *arena, bool external, int year, Text crediteur, i64 number)
{
    TextBuilder text = {.arena = arena};
    if (external) build_char(&text, 'K');
    build_integer(&text, year);
    build_char(&text, '-');
    build_text(&text, crediteur);
    build_char(&text, '-');
    build_padded(&text, (u64)number, 5);
    return built(&text);
}

/* The numbers of the series go on where the grootboek ends. */
static bool find_numbers(Db *db, Run *run)
{
    bool external = run->settings->booking.external_numbers;
    int year = civil_of(run->settings->factuurdatum).year;
    DbQuery *last = db_query(db, "SELECT coalesce(max(volgnummer), 0) FROM factuur"
                                 " WHERE crediteur = ?1 AND jaar = ?2 AND extern = ?3");
    run->books->numbers = NEW(run->arena, Text, run->facturen.count + 1);
    run->books->volgnummers = NEW(run->arena, i64, run->facturen.count + 1);
    i64 next = 0;
    for (size_t i = 0; i < run->facturen.count; i++) {
        const Factuur *f = &run->facturen.items[i];
        if (f->soort == SPECIFICATIE) continue;
        Text crediteur = partij_code(run->batch, f->crediteur);
        if (!next || i == 0 || run->facturen.items[i - 1].crediteur != f->crediteur) {
            db_again(last);
            db_set_text(last, 1, crediteur);
            db_set_integer(last, 2, year);
            db_set_integer(last, 3, external);
            next = db_row(last) ? db_integer(last, 0) + 1 : 1;
        }
        run->books->volgnummers[i] = next;
        run->books->numbers[i] = final_number(run->arena, external, year, crediteur, next++);
    }
    db_end(last);
    return !db_fault(db);
}

bool grootboek_begin(Grootboek *g, Run *run, Posting *posting)
{
    if (!db_run(g->db, "BEGIN IMMEDIATE")) return false;
    if (!grootboek_make_schema(g->db, run->settings->booking.organisatie)) return false;
    posting->boeking = db_number(g->db, "SELECT coalesce(max(boeking), 0) + 1 FROM boeking");
    return find_numbers(g->db, run);
}

bool grootboek_commit(Grootboek *g)
{
    return db_run(g->db, "COMMIT");
}

/* --- the boeking and what hangs on it --------------------------------------------------------- */

static void write_boeking(Arena *arena, Db *db, const Run *run, const Posting *posting)
{
    const Settings *s = run->settings;
    DbQuery *query =
        db_query(db, "INSERT INTO boeking VALUES"
                     " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, 1)");
    const Text texts[] = {s->id,
                          s->naam,
                          day_text(arena, s->settled.first),
                          day_text(arena, s->periode.first),
                          day_text(arena, s->periode.last),
                          day_text(arena, s->factuurdatum),
                          day_text(arena, s->factuurdatum + (Day)s->betaaltermijn),
                          text_of(posting->akkoord),
                          posting->map,
                          posting->manifest,
                          posting->invoer,
                          posting->regels,
                          TEXT(VERREKEN_VERSION)};
    db_set_integer(query, 1, posting->boeking);
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        db_set_text(query, (int)i + 2, texts[i]);
    db_do(query);
    db_end(query);
}

static void write_rekeningen(Db *db, const Run *run, i64 boeking)
{
    DbQuery *query = db_query(db, "INSERT INTO rekening VALUES (?1, ?2, ?3)");
    for (size_t a = 0; a < ACCOUNT_COUNT; a++) {
        Text number = run->settings->booking.accounts[a];
        if (!number.length) continue;
        db_set_integer(query, 1, boeking);
        db_set_text(query, 2, text_of(account_keys[a]));
        db_set_text(query, 3, number);
        db_do(query);
    }
    db_end(query);
}

/* The contracts of the entries, as they are known today. */
static void write_contracten(Arena *arena, Db *db, const Run *run, i64 boeking)
{
    const Table_contracten *t = &run->batch->contracten;
    u8 *seen = NEW(arena, u8, t->rows.count + 1);
    for (size_t i = 0; i < run->books->entries.count; i++) {
        u32 contract = run->books->entries.items[i].contract;
        if (contract < t->rows.count) seen[contract] = 1;
    }
    DbQuery *query = db_query(db, "INSERT INTO contract VALUES (?1, ?2, ?3, ?4)");
    for (u32 c = 0; c < t->rows.count; c++) {
        if (!seen[c]) continue;
        db_set_integer(query, 1, boeking);
        db_set_text(query, 2, t->contract[c]);
        db_set_text(query, 3, t->omschrijving[c]);
        db_set_text(query, 4, t->taakveld[c]);
        db_do(query);
    }
    db_end(query);
}

/* The voorschotten that entries are of. */
static void write_voorschotten(Arena *arena, Db *db, const Run *run, i64 boeking)
{
    const Batch *b = run->batch;
    const Table_voorschotten *t = &b->voorschotten;
    u8 *seen = NEW(arena, u8, t->rows.count + 1);
    for (size_t i = 0; i < run->prefinanced.count; i++) {
        const Prefinanced *p = &run->prefinanced.items[i];
        if (p->voorschot != NONE && p->cents != -run->books->prefinanced[i]) seen[p->voorschot] = 1;
    }
    DbQuery *query = db_query(db, "INSERT INTO voorschot VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    for (u32 row = 0; row < t->rows.count; row++) {
        if (!seen[row]) continue;
        db_set_integer(query, 1, boeking);
        db_set_text(query, 2, t->voorschot[row]);
        db_set_text(query, 3, contract_code(b, t->contract[row]));
        db_set_text(query, 4, partij_code(b, t->partij[row]));
        db_set_text(query, 5, day_text(arena, t->datum[row]));
        db_set_integer(query, 6, t->bedrag[row]);
        db_set_text(query, 7, t->factuur[row]);
        db_do(query);
    }
    db_end(query);
}

/* The facturen, then the specificaties; the number in the table of each in *number_of. */
static void write_facturen(Arena *arena, Db *db, const Run *run, i64 boeking, i64 *number_of)
{
    static const char *const soorten[] = {"factuur", "creditfactuur", "specificatie"};
    const Settings *s = run->settings;
    i64 next = db_number(db, "SELECT coalesce(max(factuur), 0) + 1 FROM factuur");
    DbQuery *query = db_query(
        db, "INSERT INTO factuur VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");
    for (size_t i = 0; i < run->facturen.count; i++) {
        const Factuur *f = &run->facturen.items[i];
        bool numbered = f->soort != SPECIFICATIE;
        Text own = numbered ? run->books->numbers[i] : factuur_nummer(arena, run, i);
        number_of[i] = next;
        db_set_integer(query, 1, next++);
        db_set_integer(query, 2, boeking);
        db_set_text(query, 3, text_of(soorten[f->soort]));
        db_set_text(query, 4, own);
        db_set_integer(query, 5, civil_of(s->factuurdatum).year);
        if (numbered)
            db_set_integer(query, 6, run->books->volgnummers[i]);
        else
            db_set_null(query, 6);
        db_set_text(query, 7, partij_code(run->batch, f->crediteur));
        db_set_text(query, 8, partij_code(run->batch, f->debiteur));
        db_set_integer(query, 9, f->bedrag);
        db_set_integer(query, 10, f->btw);
        db_set_integer(query, 11, f->voorgefinancierd);
        db_set_integer(query, 12, s->booking.external_numbers);
        db_do(query);
    }
    db_end(query);
}

/* --- posts and regels ------------------------------------------------------------------------- */

typedef struct Writing {
    Arena *arena, scratch, booked;
    Db *db;
    const Run *run;
    i64 boeking;
    Symbols keys; /* of the posts that are known; their numbers run along */
    LIST(i64) numbers;
    i64 next_post;
    DbQuery *add_post;
    const Entry *last; /* the entry whose post is last_post */
    i64 last_post;
} Writing;

typedef struct PostTexts {
    Text contract, school, first, last, crediteur, laag, soort, voorschot, btw;
} PostTexts;

/* The name of a laag ignores case (SPEC §2): its post has the spelling that was posted first. */
static Text key_of(Arena *arena, const PostTexts *t)
{
    TextBuilder laag = {.arena = arena};
    for (size_t i = 0; i < t->laag.length; i++) {
        char c = t->laag.at[i];
        build_char(&laag, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
    }
    return JOIN(arena, t->contract, TEXT(";"), t->school, TEXT(";"), t->first, TEXT(";"), t->last,
                TEXT(";"), t->crediteur, TEXT(";"), t->soort, TEXT(";"), t->voorschot, TEXT(";"),
                t->btw, TEXT(";"), built(&laag));
}

static PostTexts texts_of(const Writing *w, Arena *arena, u32 contract, u32 school, Interval days,
                          u32 crediteur, Text laag, EntrySoort soort, Text voorschot, i32 btw)
{
    const Batch *b = w->run->batch;
    return (PostTexts){contract_code(b, contract),    school_code(b, school),
                       day_text(arena, days.first),   day_text(arena, days.last),
                       partij_code(b, crediteur),     laag,
                       text_of(entry_soorten[soort]), voorschot,
                       btw_text(arena, btw)};
}

static void know_posts(Writing *w)
{
    const Posted *posted = &w->run->books->posted;
    w->keys.arena = w->arena;
    for (size_t i = 0; i < posted->post_count; i++) {
        const PostedPost *p = &posted->posts[i];
        PostTexts texts = texts_of(w, w->arena, p->contract, p->school, p->days, p->crediteur,
                                   p->laag, p->soort, p->voorschot, p->btw);
        u32 known = symbols_intern(&w->keys, key_of(w->arena, &texts));
        if (known == w->numbers.count) *PUSH(w->arena, &w->numbers) = p->number;
    }
}

static bool same_post(const Entry *a, const Entry *b)
{
    return a->contract == b->contract && a->school == b->school && a->days.first == b->days.first &&
           a->days.last == b->days.last && a->crediteur == b->crediteur &&
           text_equal_nocase(a->laag, b->laag) && a->soort == b->soort &&
           text_equal(a->voorschot, b->voorschot) && a->btw == b->btw;
}

static i64 insert_post(Writing *w, const PostTexts *t)
{
    DbQuery *q = w->add_post;
    const Text texts[] = {w->run->settings->id, t->contract, t->school, t->first,     t->last,
                          t->crediteur,         t->laag,     t->soort,  t->voorschot, t->btw};
    db_set_integer(q, 1, w->next_post);
    db_set_integer(q, 2, w->boeking);
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        db_set_text(q, (int)i + 3, texts[i]);
    db_do(q);
    return w->next_post++;
}

/* The post of an entry, made when it is new. */
static i64 post_of(Writing *w, const Entry *e)
{
    if (w->last && same_post(w->last, e)) return w->last_post;
    PostTexts texts = texts_of(w, &w->scratch, e->contract, e->school, e->days, e->crediteur,
                               e->laag, e->soort, e->voorschot, e->btw);
    u32 known = symbols_find(&w->keys, key_of(&w->scratch, &texts));
    if (known == NONE) {
        *PUSH(w->arena, &w->numbers) = insert_post(w, &texts);
        known = symbols_intern(&w->keys, text_copy(w->arena, key_of(&w->scratch, &texts)));
    }
    arena_rewind(&w->scratch);
    w->last = e;
    return w->last_post = w->numbers.items[known];
}

enum { REGELS_AT_ONCE = 16, REGEL_COLUMNS = 9 };

/* INSERT of so many regels: one statement for several takes much less time than one for each. */
static DbQuery *insert_regels(Writing *w, size_t count)
{
    TextBuilder text = {.arena = w->arena};
    build_text(&text, TEXT("INSERT INTO regel VALUES "));
    for (size_t i = 0; i < count; i++)
        build_text(&text, i ? TEXT(",(?,?,?,?,?,?,?,?,?)") : TEXT("(?,?,?,?,?,?,?,?,?)"));
    return db_query(w->db, text_zero_ended(w->arena, built(&text)));
}

/* Row `row` of the statement. Its texts stay in w->booked. */
static void set_regel(Writing *w, DbQuery *query, size_t row, const Entry *e, i64 number,
                      const i64 *factuur_number)
{
    int at = (int)row * REGEL_COLUMNS;
    bool elsewhere = e->booked.first != e->days.first || e->booked.last != e->days.last;
    db_set_integer(query, at + 1, number);
    db_set_integer(query, at + 2, w->boeking);
    db_set_integer(query, at + 3, post_of(w, e));
    db_set_text(query, at + 4, partij_code(w->run->batch, e->partij));
    if (e->factuur == NONE)
        db_set_null(query, at + 5);
    else
        db_set_integer(query, at + 5, factuur_number[e->factuur]);
    db_set_integer(query, at + 6, e->correction);
    if (elsewhere) {
        db_set_text(query, at + 7, day_text(&w->booked, e->booked.first));
        db_set_text(query, at + 8, day_text(&w->booked, e->booked.last));
    } else {
        db_set_null(query, at + 7);
        db_set_null(query, at + 8);
    }
    db_set_integer(query, at + 9, e->cents);
}

static void write_regels(Writing *w, const i64 *factuur_number, i64 first)
{
    const Books *books = w->run->books;
    DbQuery *many = insert_regels(w, REGELS_AT_ONCE), *one = insert_regels(w, 1);
    for (size_t i = 0, count; i < books->entries.count && !db_fault(w->db); i += count) {
        count = books->entries.count - i < REGELS_AT_ONCE ? 1 : REGELS_AT_ONCE;
        DbQuery *query = count == 1 ? one : many;
        for (size_t row = 0; row < count; row++)
            set_regel(w, query, row, &books->entries.items[i + row], first + (i64)(i + row),
                      factuur_number);
        db_do(query);
        if (w->booked.block) arena_rewind(&w->booked);
    }
    db_end(many);
    db_end(one);
    arena_free(&w->booked);
}

/* --- zegel ------------------------------------------------------------------------------------ */

/* Adds the rows of a query, column by column. */
static void hash_rows(Db *db, Sha256 *hash, i64 boeking, const char *table, const char *statement,
                      int columns)
{
    DbQuery *query = db_query(db, statement);
    db_set_integer(query, 1, boeking);
    while (db_row(query)) {
        sha256_add_field(hash, text_of(table));
        for (int c = 0; c < columns; c++)
            sha256_add_field(hash, db_is_null(query, c) ? TEXT("-") : db_text(query, c));
    }
    db_end(query);
}

/* The regels, of which there are many: numbers and codes, which hold no separator. */
static void hash_regels(Db *db, Sha256 *hash, i64 boeking, i64 first, i64 last,
                        TakeRegelNumbers *take, void *context)
{
    enum { FLUSH = 1 << 16 };
    Page page = {0};
    DbQuery *query = db_query(db, "SELECT regel, post, factuur, correctie, cents, partij,"
                                  " geboekt_eerste, geboekt_laatste, boeking FROM regel"
                                  " WHERE regel BETWEEN ?1 AND ?2");
    db_set_integer(query, 1, first);
    db_set_integer(query, 2, last);
    while (db_row(query)) {
        char *at = page_room(&page, 6 * FORMAT_ROOM);
        i64 numbers[REGEL_NUMBERS];
        for (int c = 0; c < REGEL_NUMBERS; c++) {
            numbers[c] = db_integer(query, c);
            at = format_integer(at, numbers[c]);
            *at++ = ';';
        }
        bool foreign = db_integer(query, 8) != boeking;
        if (foreign) *at++ = '!'; /* no regel of this boeking */
        if (take) take(context, numbers, foreign);
        page_end(&page, at);
        put_text(&page, db_text(query, 5));
        if (!db_is_null(query, 6)) {
            put_char(&page, ';');
            put_text(&page, db_text(query, 6));
            put_char(&page, ';');
            put_text(&page, db_text(query, 7));
        }
        put_char(&page, '\n');
        if (page.used < FLUSH) continue;
        sha256_add(hash, page_text(&page));
        page.used = 0;
    }
    sha256_add(hash, page_text(&page));
    page_free(&page);
    db_end(query);
}

bool grootboek_hash(Db *db, i64 boeking, i64 first, i64 last, Text before, char hex[SHA256_HEX],
                    TakeRegelNumbers *take, void *context)
{
    static const struct {
        const char *table, *statement;
        int columns;
    } tables[] = {
        {"boeking", "SELECT * FROM boeking WHERE boeking = ?1", 15},
        {"rekening", "SELECT * FROM rekening WHERE boeking = ?1 ORDER BY rekening", 3},
        {"contract", "SELECT * FROM contract WHERE boeking = ?1 ORDER BY contract", 4},
        {"voorschot", "SELECT * FROM voorschot WHERE boeking = ?1 ORDER BY voorschot", 7},
        {"factuur", "SELECT * FROM factuur WHERE boeking = ?1 ORDER BY factuur", 12},
        {"post", "SELECT * FROM post WHERE boeking = ?1 ORDER BY post", 12},
    };
    Sha256 hash;
    sha256_begin(&hash);
    sha256_add_field(&hash, before);
    if (boeking == 1) hash_rows(db, &hash, 0, "kop", "SELECT * FROM kop WHERE ?1 = 0", 2);
    for (size_t i = 0; i < COUNT_OF(tables); i++)
        hash_rows(db, &hash, boeking, tables[i].table, tables[i].statement, tables[i].columns);
    hash_regels(db, &hash, boeking, first, last, take, context);
    sha256_end(&hash, hex);
    return !db_fault(db);
}

static void write_zegel(Db *db, Posting *posting, i64 first, i64 last, Text before)
{
    if (!grootboek_hash(db, posting->boeking, first, last, before, posting->hash, NULL, NULL))
        return;
    DbQuery *query = db_query(db, "INSERT INTO zegel VALUES (?1, ?2, ?3, ?4)");
    db_set_integer(query, 1, posting->boeking);
    db_set_integer(query, 2, first);
    db_set_integer(query, 3, last);
    db_set_text(query, 4, (Text){posting->hash, SHA256_HEX});
    db_do(query);
    db_end(query);
}

bool grootboek_write(Arena *arena, Grootboek *g, Run *run, Posting *posting)
{
    Db *db = g->db;
    GrootboekState state;
    if (!grootboek_state(g, run->settings->id, -1, &state)) return false;
    i64 *factuur_number = NEW(arena, i64, run->facturen.count + 1);
    write_boeking(arena, db, run, posting);
    write_rekeningen(db, run, posting->boeking);
    write_contracten(arena, db, run, posting->boeking);
    write_voorschotten(arena, db, run, posting->boeking);
    write_facturen(arena, db, run, posting->boeking, factuur_number);
    Writing w = {.arena = arena,
                 .db = db,
                 .run = run,
                 .boeking = posting->boeking,
                 .next_post = db_number(db, "SELECT coalesce(max(post), 0) + 1 FROM post"),
                 .add_post = db_query(db, "INSERT INTO post VALUES"
                                          " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)")};
    i64 first = db_number(db, "SELECT coalesce(max(regel), 0) + 1 FROM regel");
    know_posts(&w);
    write_regels(&w, factuur_number, first);
    db_end(w.add_post);
    arena_free(&w.scratch);
    if (!db_fault(db))
        write_zegel(db, posting, first, first + (i64)run->books->entries.count - 1,
                    (Text){state.hash, SHA256_HEX});
    return !db_fault(db);
}
