/* The CSV tables. In: a complete run; out: files. Holds always: the order of SPEC §8, which is that
 * of the run's rows; any rows of a table can be put without those before them. */
#include "io/write/write_csv.h"

#include "io/write/format.h"
#include "io/write/outputs.h"
#include "io/write/put_rows.h"

/* --- pools, gewichten, verdeling -------------------------------------------------------------- */

static void put_pools(Page *page, const void *context, size_t first, size_t end)
{
    const Tables *t = context;
    for (size_t i = first; i < end; i++) {
        const Pool *pool = &t->run->pools.items[i];
        put_pool(page, t, pool->contract, pool->school, pool->tijdvak);
        put_amount(page, pool->kosten, ';');
        put_amount(page, pool->bijdragen, ';');
        put_amount(page, pool->boven_maximum, ';');
        put_amount(page, te_verdelen(pool), '\n');
    }
}

/* Weights first … end - 1 of a laag. */
static void put_weights(Page *page, const Tables *t, u32 pool, const PoolLaag *laag, size_t first,
                        size_t end)
{
    Prefix prefix = put_prefix(page, t, pool, laag->laag);
    char total[FORMAT_ROOM + 2];
    char *total_end = format_fraction(total, laag->total, laag->denominator);
    *total_end++ = '\n';
    size_t total_length = (size_t)(total_end - total);
    for (size_t i = first; i < end; i++) {
        char *at = begin_row(page, prefix);
        at = add_code(at, partij_field(t, laag->partijen[i]));
        at = format_fraction(at, weight_at(laag, i), laag->denominator);
        *at++ = ';';
        memcpy(at, total, total_length);
        page_end(page, at + total_length);
    }
}

static void put_gewichten(Page *page, const void *context, size_t first, size_t end)
{
    const Tables *t = context;
    size_t p = group_of_row(t->weights_before, t->run->pools.count, first);
    for (size_t row = first; row < end; p++) {
        const Pool *pool = &t->run->pools.items[p];
        const Terms *terms = terms_of(t->run, pool->contract, pool->tijdvak);
        size_t before = t->weights_before[p];
        for (size_t l = 0; l < terms->version->laag_count && row < end; l++) {
            const PoolLaag *laag = &t->run->lagen.items[pool->first_laag + terms->order[l]];
            size_t after = before + laag->weight_count;
            size_t stop = after < end ? after : end;
            if (row < stop) put_weights(page, t, (u32)p, laag, row - before, stop - before);
            if (row < stop) row = stop;
            before = after;
        }
    }
}

/* Shares of one laag as they are written: few differ, and lowest terms take time to find. */
typedef struct KnownShares {
    struct {
        i128 share;
        u8 length; /* 0: none */
        char text[47];
    } items[64];
} KnownShares;

static char *add_share(char *at, KnownShares *known, LineShare share)
{
    if ((u128)share.share >> 64 || (u128)share.of >> 64)
        return format_fraction(at, share.share, share.of);
    size_t slot = (size_t)((u64)share.share * 0x9E3779B97F4A7C15u >> 58);
    if (!known->items[slot].length || known->items[slot].share != share.share) {
        known->items[slot].share = share.share;
        char *end = format_fraction(known->items[slot].text, share.share, share.of);
        known->items[slot].length = (u8)(end - known->items[slot].text);
    }
    memcpy(at, known->items[slot].text, sizeof known->items[slot].text);
    return at + known->items[slot].length;
}

/* Lines of one pool and laag, `first` … end - 1. */
static void put_lines(Page *page, const Tables *t, size_t first, size_t end)
{
    const Line *line = &t->run->lines.items[first];
    Prefix prefix = put_prefix(page, t, line->pool, line->laag);
    KnownShares known;
    for (size_t i = 0; i < COUNT_OF(known.items); i++)
        known.items[i].length = 0;
    for (size_t i = first; i < end; i++) {
        line = &t->run->lines.items[i];
        char *at = begin_row(page, prefix);
        at = add_code(at, partij_field(t, line->partij));
        at = add_soort(at, line->soort);
        if (line->soort == LINE_VERDEELD) {
            LineShare share = share_of_line(t->run, line);
            at = add_share(at, &known, share);
        }
        *at++ = ';';
        at = format_cents(at, line->cents);
        *at++ = '\n';
        page_end(page, at);
    }
}

static void put_verdeling(Page *page, const void *context, size_t first, size_t end)
{
    const Tables *t = context;
    const Line *lines = t->run->lines.items;
    for (size_t i = first, next; i < end; i = next) {
        next = i + 1;
        while (next < end && lines[next].pool == lines[i].pool && lines[next].laag == lines[i].laag)
            next++;
        put_lines(page, t, i, next);
    }
}

/* --- posities, stromen, grensverkeer ---------------------------------------------------------- */

static void put_posities(Page *page, const void *context, size_t first, size_t end)
{
    const Tables *t = context;
    for (size_t i = first; i < end; i++) {
        const Position *p = &t->run->positions.items[i];
        put_code(page, contract_field(t, p->contract));
        put_code(page, partij_field(t, p->crediteur));
        put_code(page, partij_field(t, p->partij));
        put_amount(page, p->aandeel, ';');
        put_amount(page, p->voorgefinancierd, ';');
        put_amount(page, p->eerder_geboekt, ';');
        put_amount(page, p->niet_verrekend, ';');
        put_amount(page, netto_of(p), '\n');
    }
}

static void put_stromen(Page *page, const void *context, size_t first, size_t end)
{
    const Tables *t = context;
    for (size_t i = first; i < end; i++) {
        const Flow *flow = &t->run->flows.items[i];
        if (!flow->cents) continue;
        put_code(page, partij_field(t, flow->from));
        put_code(page, partij_field(t, flow->to));
        put_amount(page, flow->cents, '\n');
    }
}

static void put_grensverkeer(Page *page, const void *context, size_t first, size_t end)
{
    const Tables *t = context;
    for (size_t i = first; i < end; i++) {
        const BorderRow *row = &t->run->border.items[i];
        put_code(page, school_field(t, row->school));
        put_code(page, partij_field(t, t->run->batch->scholen.gemeente[row->school]));
        put_code(page, partij_field(t, row->woongemeente));
        put_fraction(page, row->days, t->run->aandeel_common);
        put_char(page, ';');
        put_integer(page, row->pupils);
        put_char(page, '\n');
    }
}

/* --- all -------------------------------------------------------------------------------------- */

/* What puts the rows of each table; of others NULL. */
static PutRows *const put_rows_of[OUTPUT_COUNT] = {
    [OUTPUT_pools] = put_pools,
    [OUTPUT_gewichten] = put_gewichten,
    [OUTPUT_verdeling] = put_verdeling,
    [OUTPUT_posities] = put_posities,
    [OUTPUT_stromen] = put_stromen,
    [OUTPUT_facturen] = put_facturen,
    [OUTPUT_factuurregels] = put_factuurregels,
    [OUTPUT_grensverkeer] = put_grensverkeer,
};

bool is_output_table(const char *file)
{
    for (size_t i = 0; i < OUTPUT_COUNT; i++)
        if (put_rows_of[i] && !strcmp(file, output_specs[i].file)) return true;
    return false;
}

const char *const numbered_tables[2] = {"facturen.csv", "factuurregels.csv"};

bool write_tables(Arena *arena, const Run *run, Text folder, TableChoice choice,
                  WrittenFiles *written, const char **file, const char **reason)
{
    Arena scratch = {0};
    Tables tables = tables_begin(&scratch, run);
    const size_t rows[OUTPUT_COUNT] = {
        [OUTPUT_pools] = run->pools.count,
        [OUTPUT_gewichten] = tables.weights_before[run->pools.count],
        [OUTPUT_verdeling] = run->lines.count,
        [OUTPUT_posities] = run->positions.count,
        [OUTPUT_stromen] = run->flows.count,
        [OUTPUT_facturen] = run->facturen.count,
        [OUTPUT_factuurregels] = tables.regels_before[run->facturen.count],
        [OUTPUT_grensverkeer] = run->border.count,
    };
    WriteJob jobs[OUTPUT_COUNT];
    size_t count = 0;
    for (size_t i = 0; i < OUTPUT_COUNT; i++) {
        bool numbered = i == OUTPUT_facturen || i == OUTPUT_factuurregels;
        if (!put_rows_of[i] || (choice == TABLES_WITH_NUMBERS && !numbered)) continue;
        jobs[count++] = (WriteJob){output_specs[i].file, output_specs[i].header, rows[i],
                                   put_rows_of[i], &tables};
    }
    bool done = write_parts(arena, folder, jobs, count, written, file, reason);
    arena_free(&scratch);
    return done;
}
