/* The journal: double entry for the bookkeeping, as CSV. In: all rows; out: two rows for each
 * factuur (or own share), contract, tijdvak and soort, one debet and one credit. Holds always: Σ
 * debet = Σ credit, and what a factuur puts on debiteuren is what it asks; both are known before
 * anything is printed. An amount below 0 swaps its sides.
 *
 *                     debet            credit
 *   share             debiteuren       te_verdelen            own: eigen_aandeel for debiteuren
 *   niet_verrekend    debiteuren       verrekenverschillen    own: eigen_aandeel for debiteuren
 *   btw               debiteuren       btw
 *   voorschot         voorschotten     debiteuren
 *   own voorschot     te_verdelen      voorschotten
 *
 * te_verdelen holds the costs that we paid for all; the shares empty it. What others paid us
 * beforehand stands on voorschotten as a debt, and comes off what they owe. What we paid beforehand
 * ourselves stands there as a claim, and becomes costs to divide. What the methode says that we
 * prefinanced (a voorschot without an id) is those costs themselves, on te_verdelen already: no
 * entry. A niet_verrekend ends with the crediteur: verrekenverschillen shows it per partij, and the
 * crediteur's own row takes it to eigen_aandeel.
 *
 * Specificaties are left out: their crediteur bills in its own name, so they are no claim of ours,
 * and what we owe him comes in as his factuur. The own shares of such a crediteur are left out too.
 */
#include "io/answer/answer.h"
#include "io/grootboek/grootboek_parts.h"
#include "io/read/csv.h"
#include "io/system/sys.h"
#include "io/write/outputs.h"
#include "io/write/page.h"

enum { OF_BOEKING, OF_FACTUUR, OF_PARTIJ, OF_CONTRACT, OF_DAYS, OF_SOORT }; /* parts of the key */
enum { SOORT_BTW = ENTRY_SOORT_COUNT }; /* of a factuur as a whole */

typedef struct Journal {
    Booked *booked;
    Arena *arena, scratch; /* scratch: for the texts of one entry */
    Day last;
    Sums sums;
    u8 *bills; /* by partij: as a crediteur it has facturen of ours (1), specificaties (2) */
    Symbols contracts;                 /* BOEKING;CONTRACT */
    LIST(Text) omschrijving, taakveld; /* by contract of a boeking */
    Text *accounts;                    /* by boeking, then Account */
    i128 debet, credit;
    i128 *asked; /* by factuur: what was put on debiteuren */
} Journal;

/* --- what the boekingen say ------------------------------------------------------------------- */

static Text contract_key(Arena *arena, i64 boeking, Text contract)
{
    return JOIN(arena, text_integer(arena, boeking), TEXT(";"), contract);
}

static void read_contracts(Journal *j)
{
    DbQuery *query =
        db_query(j->booked->db, "SELECT boeking, contract, omschrijving, taakveld FROM contract");
    j->contracts.arena = j->arena;
    while (db_row(query)) {
        Text key = contract_key(j->arena, db_integer(query, 0), db_text(query, 1));
        if (symbols_find(&j->contracts, key) != NONE) continue;
        (void)symbols_intern(&j->contracts, key);
        *PUSH(j->arena, &j->omschrijving) = text_copy(j->arena, db_text(query, 2));
        *PUSH(j->arena, &j->taakveld) = text_copy(j->arena, db_text(query, 3));
    }
    db_end(query);
}

static void read_accounts(Journal *j)
{
    const Booked *b = j->booked;
    j->accounts = NEW(j->arena, Text, b->boekingen.count * ACCOUNT_COUNT + 1);
    for (size_t i = 0; i < b->boekingen.count * ACCOUNT_COUNT; i++)
        j->accounts[i] = text_of(account_keys[i % ACCOUNT_COUNT]);
    DbQuery *query = db_query(b->db, "SELECT boeking, rekening, nummer FROM rekening");
    while (db_row(query)) {
        i64 boeking = db_integer(query, 0);
        if (boeking < 1 || boeking > (i64)b->boekingen.count) continue;
        Text nummer = text_copy(j->arena, db_text(query, 2));
        for (size_t a = 0; a < ACCOUNT_COUNT; a++)
            if (nummer.length && text_equal(db_text(query, 1), text_of(account_keys[a])))
                j->accounts[(size_t)(boeking - 1) * ACCOUNT_COUNT + a] = nummer;
    }
    db_end(query);
}

/* Who bills in its own name: a crediteur with specificaties and no factuur. */
static void find_who_bills(Journal *j)
{
    const Booked *b = j->booked;
    j->bills = NEW(j->arena, u8, b->partijen.count + 1);
    for (size_t i = 0; i < b->facturen.count; i++) {
        const BookedFactuur *f = &b->facturen.items[i];
        j->bills[f->crediteur] |= f->soort == SPECIFICATIE ? 2 : 1;
    }
}

/* --- adding up -------------------------------------------------------------------------------- */

static void take_regel(void *context, const BookedRegel *regel)
{
    Journal *j = context;
    const BookedPost *post = regel->post;
    bool own = regel->factuur == NONE;
    if (j->booked->boekingen.items[regel->boeking].factuurdatum > j->last) return;
    if (own && j->bills[post->crediteur] == 2) return;
    if (own && post->soort == ENTRY_VOORSCHOT && !post->has_id) return;
    if (!own && j->booked->facturen.items[regel->factuur].soort == SPECIFICATIE) return;
    u32 partij = own ? regel->partij : j->booked->facturen.items[regel->factuur].debiteur;
    const u32 key[KEY_PARTS] = {regel->boeking, regel->factuur, partij,
                                post->contract, regel->days,    post->soort};
    sum_of(&j->sums, key)->cents[0] += regel->cents;
}

static void take_btw(Journal *j)
{
    for (u32 i = 0; i < j->booked->facturen.count; i++) {
        const BookedFactuur *f = &j->booked->facturen.items[i];
        if (!f->btw || f->soort == SPECIFICATIE) continue;
        if (j->booked->boekingen.items[f->boeking].factuurdatum > j->last) continue;
        const u32 key[KEY_PARTS] = {f->boeking, i, f->debiteur, NONE, NONE, SOORT_BTW};
        sum_of(&j->sums, key)->cents[0] += f->btw;
    }
}

static const Booked *sorted; /* for by_key(): sort_array() has no context */

static int by_key(const void *left, const void *right)
{
    const u32 *a = ((const Sum *)left)->key, *b = ((const Sum *)right)->key;
    if (a[OF_BOEKING] != b[OF_BOEKING])
        return (a[OF_BOEKING] > b[OF_BOEKING]) - (a[OF_BOEKING] < b[OF_BOEKING]);
    if (a[OF_FACTUUR] != b[OF_FACTUUR])
        return (a[OF_FACTUUR] > b[OF_FACTUUR]) - (a[OF_FACTUUR] < b[OF_FACTUUR]);
    int order = by_code(&sorted->partijen, a[OF_PARTIJ], b[OF_PARTIJ]);
    if (order) return order;
    if ((a[OF_CONTRACT] == NONE) != (b[OF_CONTRACT] == NONE))
        return a[OF_CONTRACT] == NONE ? 1 : -1;
    if (a[OF_CONTRACT] == NONE) return 0;
    order = by_code(&sorted->contracten, a[OF_CONTRACT], b[OF_CONTRACT]);
    if (!order) order = by_days(sorted, a[OF_DAYS], b[OF_DAYS]);
    return order ? order : (a[OF_SOORT] > b[OF_SOORT]) - (a[OF_SOORT] < b[OF_SOORT]);
}

/* --- entries ---------------------------------------------------------------------------------- */

typedef struct Sides {
    Account debet, credit;
} Sides;

static Sides sides_of(const Sum *s)
{
    bool own = s->key[OF_FACTUUR] == NONE;
    Account bears = own ? ACCOUNT_eigen_aandeel : ACCOUNT_debiteuren;
    switch (s->key[OF_SOORT]) {
    case SOORT_BTW: return (Sides){bears, ACCOUNT_btw};
    case ENTRY_NIET_VERREKEND: return (Sides){bears, ACCOUNT_verrekenverschillen};
    case ENTRY_VOORSCHOT: /* posted below 0: the sides swap */
        return own ? (Sides){ACCOUNT_voorschotten, ACCOUNT_te_verdelen}
                   : (Sides){bears, ACCOUNT_voorschotten};
    default: return (Sides){bears, ACCOUNT_te_verdelen};
    }
}

/* What every row of an entry says behind its amounts. */
static Text description(Journal *j, const Sum *s)
{
    const Booked *b = j->booked;
    Arena *arena = &j->scratch;
    const BookedBoeking *boeking = &b->boekingen.items[s->key[OF_BOEKING]];
    Page page = {0};
    put_char(&page, ';');
    if (s->key[OF_CONTRACT] == NONE) {
        put_bytes(&page, TEXT(";;"));
        put_text(&page, b->partijen.items[s->key[OF_PARTIJ]]);
        put_bytes(&page, TEXT(";;btw\n"));
    } else {
        Text contract = b->contracten.items[s->key[OF_CONTRACT]];
        Text days = interval_label(arena, booked_days(b, s->key[OF_DAYS]));
        u32 known = symbols_find(&j->contracts, contract_key(arena, boeking->number, contract));
        Text name = known == NONE ? contract : j->omschrijving.items[known];
        if (known != NONE) put_text(&page, j->taakveld.items[known]);
        put_char(&page, ';');
        put_text(&page, contract);
        put_char(&page, ';');
        put_text(&page, b->partijen.items[s->key[OF_PARTIJ]]);
        put_char(&page, ';');
        put_text(&page, days);
        put_char(&page, ';');
        put_text(&page, JOIN(arena, name, TEXT(", "), days, TEXT(", "),
                             text_of(entry_soorten[s->key[OF_SOORT]])));
        put_char(&page, '\n');
    }
    Text text = text_copy(arena, page_text(&page));
    page_free(&page);
    return text;
}

static Text document_of(Journal *j, const Sum *s)
{
    const Booked *b = j->booked;
    if (s->key[OF_FACTUUR] == NONE)
        return JOIN(&j->scratch, TEXT("BOEKING-"),
                    text_integer(&j->scratch, b->boekingen.items[s->key[OF_BOEKING]].number));
    const BookedFactuur *f = &b->facturen.items[s->key[OF_FACTUUR]];
    return f->given.length ? f->given : f->nummer;
}

static void put_row(Journal *j, Page *page, const Sum *s, Account account, bool debet, i128 cents)
{
    u32 boeking = s->key[OF_BOEKING];
    put_bytes(page, day_text(&j->scratch, j->booked->boekingen.items[boeking].factuurdatum));
    put_char(page, ';');
    put_integer(page, j->booked->boekingen.items[boeking].number);
    put_char(page, ';');
    put_text(page, document_of(j, s));
    put_char(page, ';');
    put_text(page, j->accounts[(size_t)boeking * ACCOUNT_COUNT + account]);
    put_char(page, ';');
    if (debet) put_cents(page, cents);
    put_char(page, ';');
    if (!debet) put_cents(page, cents);
    *(debet ? &j->debet : &j->credit) += cents;
    if (account == ACCOUNT_debiteuren) j->asked[s->key[OF_FACTUUR]] += debet ? cents : -cents;
}

static void put_entry(Journal *j, Page *page, const Sum *s)
{
    i128 cents = s->cents[0];
    if (!cents) return;
    Sides sides = sides_of(s);
    Text text = description(j, s);
    if (cents < 0) sides = (Sides){sides.credit, sides.debet};
    if (cents < 0) cents = -cents;
    put_row(j, page, s, sides.debet, true, cents);
    put_bytes(page, text);
    put_row(j, page, s, sides.credit, false, cents);
    put_bytes(page, text);
    arena_rewind(&j->scratch);
}

/* The first factuur that is not what was put on debiteuren; NONE: there is none. */
static u32 factuur_that_differs(const Journal *j)
{
    const Booked *b = j->booked;
    for (u32 i = 0; i < b->facturen.count; i++) {
        const BookedFactuur *f = &b->facturen.items[i];
        bool counts =
            f->soort != SPECIFICATIE && b->boekingen.items[f->boeking].factuurdatum <= j->last;
        if (counts && j->asked[i] != asked_by(f)) return i;
    }
    return NONE;
}

/* The rows of the journal as records: their cells by the names of its header, null when empty. */
static void put_journal(Json *json, Text text)
{
    enum { COLUMNS = 11 };
    Arena memory = {0};
    const char *names[COLUMNS];
    CsvReader *csv = NEW(&memory, CsvReader, 1);
    csv_begin(csv, &memory, text, ';');
    bool read = csv_next(csv);
    ASSERT(read);
    ASSERT(csv->count == COLUMNS);
    for (size_t i = 0; i < COLUMNS; i++)
        names[i] = text_zero_ended(&memory, csv->fields[i]);
    json_list(json, "journaal");
    while (csv_next(csv)) {
        json_record(json, NULL);
        for (size_t i = 0; i < COLUMNS; i++)
            if (!strcmp(names[i], "boeking"))
                json_digits(json, names[i], csv->fields[i]);
            else
                json_text_or_nothing(json, names[i], csv->fields[i]);
        json_close(json);
    }
    json_close(json);
    arena_free(&memory);
}

static int fault_of(const Journal *j, const char *path, Text problem)
{
    bool system = grootboek_is_system_fault(j->booked->db);
    return say(j->arena, system ? EXIT_SYSTEM : EXIT_INPUT, path, problem);
}

static void tell_left_out(const Journal *j, const char *path)
{
    size_t left_out = 0;
    for (size_t i = 0; i < j->booked->facturen.count; i++)
        left_out += j->booked->facturen.items[i].soort == SPECIFICATIE;
    if (left_out)
        say(j->arena, EXIT_DONE, path,
            FILL(j->arena,
                 TR("%1 specificaties are not in the journal: their crediteur bills himself"),
                 text_integer(j->arena, (i128)left_out)));
}

int grootboek_journal(Booked *b, const char *path, Day last)
{
    Journal j = {.booked = b, .arena = b->arena, .last = last, .sums.arena = b->arena};
    Text problem = {0};
    j.asked = NEW(j.arena, i128, b->facturen.count + 1);
    read_contracts(&j);
    read_accounts(&j);
    find_who_bills(&j);
    if (!booked_each(b, take_regel, &j, &problem)) return fault_of(&j, path, problem);
    take_btw(&j);
    sorted = b;
    sort_array(j.sums.rows.items, j.sums.rows.count, sizeof(Sum), by_key);
    Page page = {0};
    put_bytes(&page, text_of(output_specs[OUTPUT_journaal].header));
    put_char(&page, '\n');
    for (size_t i = 0; i < j.sums.rows.count; i++)
        put_entry(&j, &page, &j.sums.rows.items[i]);
    ASSERT(j.debet == j.credit);
    u32 differs = factuur_that_differs(&j);
    int status = EXIT_DONE;
    if (differs != NONE)
        status =
            say(j.arena, EXIT_CONTROL, path,
                FILL(j.arena,
                     TR("the regels of factuur %1 do not add up to it; look at it with verreken "
                        "grootboek FILE --check --alles"),
                     b->facturen.items[differs].nummer));
    else if (answer_json())
        put_journal(answer_json(), page_text(&page));
    else
        sys_print(1, page_text(&page));
    page_free(&page);
    arena_free(&j.scratch);
    if (!status) tell_left_out(&j, path);
    return status;
}
