/* One laag of one pool. In: its lines; out: what the formulas of a sheet will give of it, from
 * weight to cents. Holds always: what they give is what the run says, or the laag is not live. */
#include "io/documents/afrekening_laag.h"

#include "engine/exact.h"
#include "io/tell/dutch.h"

enum { LIVE_ROWS_MOST = 1000 }; /* of a laag: the rank of each compares it with all */

/* LibreOffice takes what differs by less than some 2^-48 for equal, so QUOTIENT and MOD are wrong
 * from products of 2^48 on where the rest is one less than the divisor: products stay below 2^47.
 */
#define LIVE_MOST ((i128)1 << 47)

i128 line_weight(const Block *b, const Line *line)
{
    return line->weight == NONE ? 0 : weight_at(b->laag, line->weight);
}

/* Fractions are shown over the smallest denominator that makes all of the laag whole. */
static void find_scale(Block *b)
{
    b->divisor = b->parts_of = 1;
    if (b->laag->denominator == 1) return;
    u128 common = (u128)b->laag->denominator;
    for (size_t i = 0; i < b->laag->weight_count && common > 1; i++)
        common = greatest_common_divisor(common, (u128)weight_at(b->laag, i));
    b->divisor = (i128)common;
    b->parts_of = b->laag->denominator / (i128)common;
}

static Text why_not_live(Afrekening *a, const Block *b)
{
    const PoolLaag *laag = b->laag;
    i128 most = 0;
    for (size_t i = 0; i < laag->weight_count; i++)
        if (weight_at(laag, i) > most) most = weight_at(laag, i);
    most /= b->divisor;
    i128 total = laag->total / b->divisor, factor = b->sluitpost ? 2 : 1;
    if (laag->capped) return TEXT("Waarde: het plafond begrenst een aandeel");
    if (b->version->eenheid != 1)
        return JOIN(a->arena, TEXT("Waarde: afgerond op hele eenheden van "),
                    dutch_euro(a->arena, b->version->eenheid));
    if (b->last - b->first >= LIVE_ROWS_MOST ||
        table_part(&a->verdeling, b->first) != table_part(&a->verdeling, b->last))
        return TEXT("Waarde: meer dan 1.000 partijen in één laag");
    if (most >= LIVE_MOST || total >= LIVE_MOST ||
        (i128)b->size * most * factor + total >= LIVE_MOST)
        return TEXT("Waarde: boven 2^47 deelt een spreadsheet niet meer precies");
    return TEXT("");
}

typedef struct Ranked {
    i64 rest;
    size_t at;
} Ranked;

static int by_rest(const void *left, const void *right)
{
    const Ranked *a = left, *b = right;
    if (a->rest != b->rest) return a->rest > b->rest ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

/* What the formulas will find; false when the run says otherwise. */
static bool compute(Afrekening *a, Block *b)
{
    const Line *lines = a->run->lines.items;
    size_t room = b->last - b->first + 1, count = 0;
    b->deel = NEW(a->arena, i64, room), b->rest = NEW(a->arena, i64, room);
    b->rang = NEW(a->arena, i64, room);
    Ranked *ranked = NEW(a->arena, Ranked, room);
    i64 total = (i64)(b->laag->total / b->divisor);
    b->over = b->size;
    for (size_t i = b->first; i <= b->last; i++) {
        if (lines[i].soort != LINE_VERDEELD) continue;
        i64 product = b->size * (i64)(line_weight(b, &lines[i]) / b->divisor);
        size_t at = i - b->first;
        b->deel[at] = product / total, b->rest[at] = product % total;
        b->over -= b->deel[at];
        ranked[count++] = (Ranked){b->rest[at], at};
    }
    sort_array(ranked, count, sizeof *ranked, by_rest);
    for (size_t i = 0; i < count; i++)
        b->rang[ranked[i].at] = (i64)i + 1;
    u32 own = b->version->afronding_partij;
    for (size_t i = b->first; i <= b->last; i++) {
        size_t at = i - b->first;
        if (lines[i].soort != LINE_VERDEELD || (b->sluitpost && lines[i].partij == own)) continue;
        i64 cents =
            b->deel[at] + (b->sluitpost ? 2 * b->rest[at] >= total : b->rang[at] <= b->over);
        if ((b->laag->cents < 0 ? -cents : cents) != lines[i].cents) return false;
    }
    return true;
}

Block block_at(Afrekening *a, size_t line)
{
    const Run *run = a->run;
    const Line *first = &run->lines.items[line];
    const Pool *pool = &run->pools.items[first->pool];
    Block b = {.laag = &run->lagen.items[pool->first_laag + first->laag],
               .version = terms_of(run, pool->contract, pool->tijdvak)->version,
               .first = line,
               .last = line};
    for (size_t i = line; i < pool->first_line + pool->line_count; i++)
        if (run->lines.items[i].soort == LINE_VERDEELD && run->lines.items[i].laag == first->laag)
            b.last = i;
    b.size = b.laag->cents < 0 ? -b.laag->cents : b.laag->cents;
    b.sluitpost = b.version->afronding_partij != NONE;
    find_scale(&b);
    return b;
}

Text parts_text(Arena *arena, const Block *b)
{
    if (b->parts_of == 1) return TEXT("");
    return JOIN(arena, TEXT("Gewicht in delen van 1/"), text_integer(arena, b->parts_of));
}

void begin_block(Afrekening *a, Block *b, size_t line)
{
    *b = block_at(a, line);
    b->first_row = table_row(&a->verdeling, b->first);
    b->last_row = table_row(&a->verdeling, b->last);
    b->remark = why_not_live(a, b);
    b->live = !b->remark.length;
    if (b->live && !compute(a, b)) {
        b->live = false;
        b->remark = TEXT("Waarde: deze afronding staat niet in formules");
    }
    if (b->live) b->remark = parts_text(a->arena, b);
}
