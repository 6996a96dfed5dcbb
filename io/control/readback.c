/* Reading back. In: the written tables; out: sums by key, in the order of the rows. Holds always:
 * what is found depends on the bytes of the files alone, and on the input for opvolgers; a row that
 * cannot be read counts as an amount that no sum can equal. */
#include "io/control/readback.h"

#include "engine/decimal.h"
#include "engine/exact.h"
#include "engine/work.h"
#include "io/control/row_blocks.h"

#include <string.h>

/* What one thread works with. */
typedef struct Worker {
    const Run *run;
    RowReader rows;
    Arena *memory;        /* what is kept */
    Arena lists;          /* those that grow while a block is read */
    Found found;          /* and what is in them */
    Text crediteur;       /* the last code that was looked up, in `memory` */
    u32 creditor;         /* and the partij it is on the factuurdatum */
    char gap[WORKER_GAP]; /* from the next: they share no line of the cache */
} Worker;

/* --- fields ----------------------------------------------------------------------------------- */

/* Amounts as verreken writes them: 12.34, of at most 16 digits before the point. */
static bool plain_cents(Text text, i64 *cents)
{
    const char *at = text.at, *end = text.at + text.length;
    bool negative = at < end && *at == '-';
    at += negative;
    if (end - at < 4 || end - at > 19 || end[-3] != '.') return false;
    u64 number = 0;
    unsigned worst = 0;
    for (; at < end - 3; at++) {
        unsigned digit = (u8)(*at - '0');
        worst |= digit > 9;
        number = number * 10 + digit;
    }
    unsigned tens = (u8)(end[-2] - '0'), ones = (u8)(end[-1] - '0');
    if (worst || tens > 9 || ones > 9) return false;
    number = number * 100 + tens * 10 + ones; /* below 10^18 */
    *cents = negative ? -(i64)number : (i64)number;
    return true;
}

static i128 amount(const RowReader *rows, size_t field)
{
    i64 cents;
    Text text = row_field(rows, field);
    if (plain_cents(text, &cents) || !decimal_parse(text, 16, 2, &cents)) return cents;
    return UNREADABLE;
}

/* The sums of the rows with this key: those of the row before, or new ones. */
static KeySums *sums_of(Worker *w, KeySumsList *list, Text key)
{
    if (list->count && text_equal(list->items[list->count - 1].key, key))
        return &list->items[list->count - 1];
    KeySums *fresh = PUSH(&w->lists, list);
    *fresh = (KeySums){.key = text_copy(w->memory, key)};
    return fresh;
}

static FractionSum *fractions_of(Worker *w, Found *found, Text key, Text total)
{
    if (found->fractions.count) {
        KeyFractions *last = &found->fractions.items[found->fractions.count - 1];
        if (text_equal(last->key, key) && text_equal(last->total, total)) return &last->sum;
    }
    KeyFractions *fresh = PUSH(&w->lists, &found->fractions);
    *fresh = (KeyFractions){.key = text_copy(w->memory, key), .total = text_copy(w->memory, total)};
    return &fresh->sum;
}

/* --- the tables ------------------------------------------------------------------------------- */

static void take_pool(Worker *w, Found *found)
{
    const RowReader *row = &w->rows;
    i128 kosten = amount(row, 3);
    KeySums *pool = sums_of(w, &found->keys, row_fields(row, 0, 2));
    pool->a += kosten;
    pool->b += amount(row, 4) + amount(row, 5) + amount(row, 6);
    sums_of(w, &found->contracts, row_field(row, 0))->a += kosten;
}

static void take_gewicht(Worker *w, Found *found)
{
    const RowReader *row = &w->rows;
    bool whole = row->count == 7;
    FractionSum *sum =
        fractions_of(w, found, row_fields(row, 0, 3), whole ? row_field(row, 6) : TEXT(""));
    if (whole) fraction_add(sum, row_field(row, 5));
}

static void take_verdeling(Worker *w, Found *found)
{
    const RowReader *row = &w->rows;
    i128 bedrag = amount(row, 7);
    size_t pools = found->keys.count;
    KeySums *pool = sums_of(w, &found->keys, row_fields(row, 0, 2));
    bool same_contract = found->keys.count == pools && pool->key.length;
    KeySums *contract = same_contract ? &found->contracts.items[found->contracts.count - 1]
                                      : sums_of(w, &found->contracts, row_field(row, 0));
    pool->a += bedrag;
    contract->a += bedrag;
    if (row->count != 8 || !text_equal(row_field(row, 5), TEXT("verdeeld"))) return;
    fraction_add(fractions_of(w, found, row_fields(row, 0, 3), TEXT("1")), row_field(row, 6));
}

static u32 partij_on_factuurdatum(const Run *run, Text code)
{
    return successor_on(run->batch, symbols_find(&run->batch->partij_codes, code),
                        run->settings->factuurdatum);
}

static void add_pair(Worker *w, PairAmounts *list, u32 to, u32 from, i128 cents)
{
    bool readable = cents < (i128)4 * AMOUNT_MOST && cents > -(i128)4 * AMOUNT_MOST;
    *PUSH(&w->lists, list) = (PairAmount){to, from, readable ? (i64)cents : PAIR_UNREADABLE};
}

static void take_positie(Worker *w, Found *found)
{
    const RowReader *row = &w->rows;
    i128 aandeel = amount(row, 3), off = amount(row, 4) + amount(row, 5) + amount(row, 6);
    KeySums *contract = sums_of(w, &found->contracts, row_field(row, 0));
    contract->a += aandeel;
    contract->b += amount(row, 7);
    contract->c += off;
    if (!text_equal(w->crediteur, row_field(row, 1))) {
        w->crediteur = text_copy(w->memory, row_field(row, 1));
        w->creditor = partij_on_factuurdatum(w->run, w->crediteur);
    }
    u32 debiteur = partij_on_factuurdatum(w->run, row_field(row, 2));
    if (debiteur == w->creditor && debiteur != NONE) return; /* nobody owes himself */
    add_pair(w, &found->owed, w->creditor, debiteur, aandeel - off);
}

static u32 partij_in(Worker *w, size_t field)
{
    return symbols_find(&w->run->batch->partij_codes, row_field(&w->rows, field));
}

static void take_stroom(Worker *w, Found *found)
{
    add_pair(w, &found->flows, partij_in(w, 1), partij_in(w, 0), amount(&w->rows, 2));
}

static void take_factuur(Worker *w, Found *found)
{
    const RowReader *row = &w->rows;
    u32 crediteur = partij_in(w, 2), debiteur = partij_in(w, 3);
    i128 bedrag = amount(row, 6), btw = amount(row, 7), paid = amount(row, 8), due = amount(row, 9);
    KeySums *nummer = sums_of(w, &found->keys, row_field(row, 0));
    nummer->a += due;
    nummer->b += bedrag + btw - paid;
    add_pair(w, &found->owed, crediteur, debiteur, bedrag - paid);
    add_pair(w, &found->flows, crediteur, debiteur, due);
}

static void take_regel(Worker *w, Found *found)
{
    sums_of(w, &found->keys, row_field(&w->rows, 0))->a += amount(&w->rows, 8);
}

static void take_grensverkeer(Worker *w, Found *found)
{
    const RowReader *row = &w->rows;
    FractionSum *sum = fractions_of(w, found, row_field(row, 0), TEXT(""));
    if (row->count == 5) fraction_add(sum, row_field(row, 3));
}

static const struct {
    const char *file;
    void (*take)(Worker *worker, Found *found); /* one row */
} written[WRITTEN_COUNT] = {
    [WRITTEN_POOLS] = {"pools.csv", take_pool},
    [WRITTEN_GEWICHTEN] = {"gewichten.csv", take_gewicht},
    [WRITTEN_VERDELING] = {"verdeling.csv", take_verdeling},
    [WRITTEN_POSITIES] = {"posities.csv", take_positie},
    [WRITTEN_STROMEN] = {"stromen.csv", take_stroom},
    [WRITTEN_FACTUREN] = {"facturen.csv", take_factuur},
    [WRITTEN_FACTUURREGELS] = {"factuurregels.csv", take_regel},
    [WRITTEN_GRENSVERKEER] = {"grensverkeer.csv", take_grensverkeer},
};

/* --- blocks ----------------------------------------------------------------------------------- */

typedef struct Reading {
    Readback *found;
    RowFile files[WRITTEN_COUNT];
    Worker *workers;
    size_t first, end; /* the tables that are read */
} Reading;

static void clear_block(Found *found)
{
    for (size_t i = 0; i < found->fractions.count; i++)
        fraction_clear(&found->fractions.items[i].sum);
    *found = (Found){.reason = NULL};
}

/* Moves a list to where it takes no more room than it needs. */
#define KEEP_LIST(worker, to, list)                                                      \
    do {                                                                                 \
        size_t count_ = (worker)->found.list.count, size_ = sizeof *(to)->list.items;    \
        (to)->list.items = arena_alloc((worker)->memory, count_, size_);                 \
        if (count_) memcpy((to)->list.items, (worker)->found.list.items, count_ *size_); \
        (to)->list.count = (to)->list.capacity = count_;                                 \
        (worker)->found.list.count = 0;                                                  \
    } while (0)

static void keep_found(Worker *w, Found *found)
{
    KEEP_LIST(w, found, keys);
    KEEP_LIST(w, found, contracts);
    KEEP_LIST(w, found, fractions);
    KEEP_LIST(w, found, owed);
    KEEP_LIST(w, found, flows);
    found->reason = w->rows.reason;
}

/* The tasks are the blocks of the tables one after the other. */
static void read_block(void *context, size_t task, unsigned worker)
{
    Reading *reading = context;
    Worker *w = &reading->workers[worker];
    size_t table = reading->first;
    for (; task >= reading->files[table].blocks; table++)
        task -= reading->files[table].blocks;
    Found *found = &reading->found->tables[table].blocks[task];
    clear_block(found);
    if (rows_begin(&w->rows, &reading->files[table], task))
        while (rows_next(&w->rows))
            written[table].take(w, &w->found);
    keep_found(w, found);
}

/* Reads the tables first … end - 1. False: a block could not be read. */
static bool read_tables(Reading *reading, size_t first, size_t end, const char **reason)
{
    size_t tasks = 0;
    for (size_t table = first; table < end; table++)
        tasks += reading->files[table].blocks;
    reading->first = first;
    reading->end = end;
    work_each(tasks, read_block, reading);
    for (size_t table = first; table < end; table++)
        for (size_t block = 0; block < reading->files[table].blocks; block++) {
            *reason = reading->found->tables[table].blocks[block].reason;
            if (*reason) return false;
        }
    return true;
}

static bool open_tables(Arena *arena, Reading *reading, Text folder, u64 block_bytes,
                        const char **reason)
{
    for (size_t table = 0; table < WRITTEN_COUNT; table++) {
        RowFile *file = &reading->files[table];
        const char *path =
            text_zero_ended(arena, JOIN(arena, folder, TEXT("/"), text_of(written[table].file)));
        if (!rows_open(arena, file, path, block_bytes)) {
            *reason = file->reason;
            return false;
        }
        reading->found->tables[table] = (FoundTable){NEW(arena, Found, file->blocks), file->blocks};
    }
    return true;
}

static bool read_all(Reading *reading, const char **reason)
{
    if (!read_tables(reading, 0, WRITTEN_COUNT, reason)) return false;
    for (size_t table = 0; table < WRITTEN_COUNT; table++)
        if (!rows_settled(&reading->files[table]) &&
            !read_tables(reading, table, table + 1, reason))
            return false;
    return true;
}

bool readback(Arena *arena, const Run *run, Text folder, u64 block_bytes, Readback *found,
              const char **reason)
{
    unsigned workers = work_width();
    *found = (Readback){.memory = NEW(arena, Arena, workers), .workers = workers};
    Reading reading = {.found = found, .workers = NEW(arena, Worker, workers)};
    for (unsigned i = 0; i < workers; i++)
        reading.workers[i] = (Worker){.run = run, .memory = &found->memory[i], .creditor = NONE};
    for (size_t table = 0; table < WRITTEN_COUNT; table++)
        reading.files[table].descriptor = -1;
    bool done =
        open_tables(arena, &reading, folder, block_bytes, reason) && read_all(&reading, reason);
    for (size_t table = 0; table < WRITTEN_COUNT; table++)
        rows_close(&reading.files[table]);
    for (unsigned i = 0; i < workers; i++) {
        rows_end(&reading.workers[i].rows);
        arena_free(&reading.workers[i].lists);
    }
    if (!done) readback_end(found);
    return done;
}

void readback_end(Readback *found)
{
    for (size_t table = 0; table < WRITTEN_COUNT; table++)
        for (size_t block = 0; block < found->tables[table].count; block++)
            clear_block(&found->tables[table].blocks[block]);
    for (unsigned i = 0; i < found->workers; i++)
        arena_free(&found->memory[i]);
}
