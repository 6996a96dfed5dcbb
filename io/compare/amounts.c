/* The sums of a scenario. In: a computed run; out: amounts per partij and in all. Holds always: a
 * code has one number in a comparison, whatever the table it is from. */
#include "engine/exact.h"
#include "io/compare/compare_parts.h"

const char *const measure_names[MEASURE_COUNT] = {
#define MEASURE(name) #name,
    MEASURES(MEASURE)
#undef MEASURE
};

/* The number of a code; a new one when it is not known. */
static u32 number_code(Arena *arena, Codes *codes, Text code, Text name, u8 soort)
{
    codes->symbols.arena = arena;
    size_t known = codes->symbols.count;
    u32 number = symbols_intern(&codes->symbols, code);
    if (number < known) return number;
    if (codes->room <= number) {
        size_t room = codes->room ? codes->room * 2 : 1024;
        Text *names = NEW(arena, Text, room);
        u8 *soorten = NEW(arena, u8, room);
        for (size_t i = 0; i < codes->room; i++)
            names[i] = codes->names[i], soorten[i] = codes->soorten[i];
        codes->names = names, codes->soorten = soorten, codes->room = room;
    }
    codes->symbols.items[number] = text_copy(arena, code); /* the run goes, this stays */
    codes->names[number] = text_copy(arena, name);
    codes->soorten[number] = soort;
    return number;
}

static const u32 *add_table(Arena *arena, Codes *codes, size_t count, const Text *code,
                            const Text *name, const u8 *soort)
{
    bool fresh = codes->symbols.count == 0;
    u32 *numbers = NEW(arena, u32, count + 1);
    for (size_t i = 0; i < count; i++) {
        numbers[i] = number_code(arena, codes, code[i], name[i], soort ? soort[i] : 0);
        ASSERT(!fresh || numbers[i] == i);
    }
    return fresh ? NULL : numbers;
}

Numbers add_codes(Comparison *c, const Run *run, bool shares)
{
    const Batch *b = run->batch;
    if (shares && c->partijen.symbols.count) return (Numbers){NULL, NULL, NULL};
    Arena *arena = c->arena;
    return (Numbers){add_table(arena, &c->partijen, b->partijen.rows.count, b->partijen.code,
                               b->partijen.naam, b->partijen.soort),
                     add_table(arena, &c->scholen, b->scholen.rows.count, b->scholen.school,
                               b->scholen.naam, NULL),
                     add_table(arena, &c->contracten, b->contracten.rows.count,
                               b->contracten.contract, b->contracten.omschrijving, NULL)};
}

void add_sums(Comparison *c, Computed *computed, const Run *run, const Numbers *numbers)
{
    computed->partij_count = c->partijen.symbols.count;
    computed->partijen = NEW(c->arena, PartijSums, computed->partij_count);
    for (size_t i = 0; i < run->positions.count; i++) {
        const Position *p = &run->positions.items[i];
        i64 *cents = computed->partijen[number_of(numbers->partijen, p->partij)].cents;
        cents[MEASURE_aandeel] += p->aandeel;
        cents[MEASURE_voorgefinancierd] += p->voorgefinancierd;
        cents[MEASURE_niet_verrekend] += p->niet_verrekend;
        cents[MEASURE_netto] += netto_of(p);
    }
    for (size_t i = 0; i < run->flows.count; i++) {
        const Flow *flow = &run->flows.items[i];
        u32 from = number_of(numbers->partijen, flow->from);
        u32 to = number_of(numbers->partijen, flow->to);
        computed->partijen[from].cents[MEASURE_stroom] += flow->cents;
        computed->partijen[to].cents[MEASURE_stroom] -= flow->cents;
    }
    for (size_t i = 0; i < run->pools.count; i++) {
        const Pool *pool = &run->pools.items[i];
        computed->cost.kosten += pool->kosten;
        computed->cost.bijdragen += pool->bijdragen;
        computed->cost.boven_maximum += pool->boven_maximum;
        computed->cost.te_verdelen += te_verdelen(pool);
    }
}

Pupils pupils_of(const PoolLaag *laag, u32 partij)
{
    const LaagDetail *detail = laag->detail;
    size_t low = 0, high = detail ? detail->partij_count : 0, count = high;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (detail->partijen[middle] < partij)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == count || detail->partijen[low] != partij) return (Pupils){NULL, 0};
    return (Pupils){detail->pupils + detail->start[low],
                    detail->start[low + 1] - detail->start[low]};
}

bool percent_of(i128 difference, i128 first, i128 *hundredths)
{
    if (!first) return false;
    *hundredths = round_quotient(difference * 10000, first < 0 ? -first : first);
    return true;
}
