/* What there is to divide. In: a pool; out: the rows that its cost is from, and what comes off.
 * Holds always: the rows add up to the pool. */
#include "engine/exact.h"
#include "engine/pxq.h"
#include "io/explain/explain_pool.h"
#include "io/tell/dutch.h"

static const Pool *pool_of(const Facts *f, size_t pool)
{
    return &f->run->pools.items[pool];
}

static Interval days_of(const Facts *f, size_t pool)
{
    const Pool *p = pool_of(f, pool);
    return tijdvak_of(f->run, p->contract, p->tijdvak)->days;
}

/* "hiervan 3 van 12 maanden", "hiervan 45 van 108 dagen"; of broken months the part, "hiervan 45/53
 * (naar maanden)"; nothing when it is all of it. */
static Text part_text(Arena *arena, Interval whole, Interval part, bool by_months)
{
    if (whole.first == part.first && whole.last == part.last) return TEXT("");
    i64 own = measure_days(by_months, part), all = measure_days(by_months, whole);
    i64 unit = by_months ? month_units(day_of(2025, 1, 1), day_of(2025, 1, 31)) : 1;
    if (own % unit == 0 && all % unit == 0)
        return JOIN(arena, TEXT(", hiervan "), dutch_integer(arena, own / unit), TEXT(" van "),
                    dutch_integer(arena, all / unit),
                    by_months ? TEXT(" maanden") : TEXT(" dagen"));
    i64 by = (i64)greatest_common_divisor((u128)own, (u128)all);
    return JOIN(arena, TEXT(", hiervan "), dutch_integer(arena, own / by), TEXT("/"),
                dutch_integer(arena, all / by), TEXT(" (naar maanden)"));
}

typedef struct AmountRow {
    TableId table;
    u32 row;
    Text id, omschrijving;
    i64 bedrag;
    Interval days;
} AmountRow;

/* A row of kosten or bijdragen, with what of it is in the pool. */
static i64 add_amount(Facts *f, size_t pool, const AmountRow *row, Text who)
{
    Arena *arena = f->arena;
    const Pool *p = pool_of(f, pool);
    bool by_months = terms_of(f->run, p->contract, p->tijdvak)->version->by_months;
    Interval days = days_of(f, pool), part = overlap(row->days, days);
    i64 cents = apportion(row->bedrag, row->days, days, by_months);
    if (!f->words.batch) f->words = pupil_words(arena, f->run->batch);
    Text about = without_pupils(&f->words, row->omschrijving);
    Fact *fact =
        FACT(f, row->table == T_kosten ? "kostenrij" : "bijdragerij", row->id,
             about.length ? TEXT(" ") : TEXT(""), about, who, TEXT(": "),
             dutch_euro(arena, row->bedrag), TEXT(" over "), dutch_period(arena, row->days),
             part_text(arena, row->days, part, by_months), TEXT(": "), dutch_euro(arena, cents));
    fact_text(fact, "id", row->id);
    fact_cents(f, fact, "bedrag", row->bedrag);
    fact_cents(f, fact, "deel", cents);
    fact_source(f, fact, row->table, row->row);
    return cents;
}

/* By their lines, whatever the order of reading. */
static void sort_rows(AmountRow *rows, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t j = i; j && text_compare(rows[j - 1].id, rows[j].id) > 0; j--) {
            AmountRow row = rows[j];
            rows[j] = rows[j - 1];
            rows[j - 1] = row;
        }
}

static void add_kosten_rows(Facts *f, size_t pool)
{
    const Batch *b = f->run->batch;
    const Table_kosten *t = &b->kosten;
    const Pool *p = pool_of(f, pool);
    Slice all = group_of(&b->kosten_of, p->contract);
    AmountRow *rows = NEW(f->arena, AmountRow, all.count);
    size_t count = 0;
    i64 sum = 0;
    for (size_t i = 0; i < all.count; i++) {
        u32 row = all.rows[i];
        Interval whole = {t->begindatum[row], t->einddatum[row]};
        if (t->school[row] != p->school || is_empty(overlap(whole, days_of(f, pool)))) continue;
        Text about = t->omschrijving ? t->omschrijving[row] : TEXT("");
        rows[count++] =
            (AmountRow){T_kosten, row, t->kostenpost[row], about, t->bedrag[row], whole};
    }
    sort_rows(rows, count);
    for (size_t i = 0; i < count; i++)
        sum += add_amount(f, pool, &rows[i], TEXT(""));
    ASSERT(sum == p->kosten);
}

/* What the deelnames of one product cost together. */
typedef struct ProductSum {
    u32 product;
    i64 cents, count;
} ProductSum;

static void add_pxq(Facts *f, size_t pool)
{
    const Run *run = f->run;
    const Batch *b = run->batch;
    const Pool *p = pool_of(f, pool);
    ProductSum *sums = NEW(f->arena, ProductSum, b->product_ids.count + 1);
    i64 sum = 0;
    for (size_t i = 0; i < run->pxq.count; i++) {
        const PxqPart *part = &run->pxq.items[i];
        u32 row = part->row, product = b->deelnames.product[row];
        if (b->deelnames.contract[row] != p->contract || part->tijdvak != p->tijdvak ||
            b->deelnames.school[row] != p->school)
            continue;
        ProductSum *s = &sums[product == NONE ? b->product_ids.count : product];
        s->cents += part->cents;
        s->count++;
        sum += part->cents;
    }
    ASSERT(sum == p->kosten);
    for (size_t i = 0; i <= b->product_ids.count; i++) {
        if (!sums[i].count) continue;
        Text name = i < b->product_ids.count ? b->product_ids.items[i] : TEXT("(geen product)");
        Fact *fact = FACT(f, "product", name, TEXT(", volume × tarief van "),
                          dutch_integer(f->arena, sums[i].count), TEXT(" deelnames: "),
                          dutch_euro(f->arena, sums[i].cents));
        fact_text(fact, "product", name);
        fact_number(f, fact, "deelnames", sums[i].count);
        fact_cents(f, fact, "bedrag", sums[i].cents);
    }
}

static void add_bijdragen(Facts *f, size_t pool)
{
    const Batch *b = f->run->batch;
    const Table_bijdragen *t = &b->bijdragen;
    const Pool *p = pool_of(f, pool);
    Slice all = group_of(&b->bijdragen_of, p->contract);
    i64 sum = 0;
    for (size_t i = 0; i < all.count; i++) {
        u32 row = all.rows[i];
        Interval whole = {t->begindatum[row], t->einddatum[row]};
        if (t->school[row] != p->school || is_empty(overlap(whole, days_of(f, pool)))) continue;
        AmountRow amount = {T_bijdragen, row, t->bijdrage[row], TEXT(""), t->bedrag[row], whole};
        sum += add_amount(f, pool, &amount,
                          JOIN(f->arena, TEXT(" van "), partij_name(f->arena, b, t->partij[row])));
    }
    ASSERT(sum == p->bijdragen);
}

void explain_cost(Facts *f, size_t pool)
{
    const Pool *p = pool_of(f, pool);
    Arena *arena = f->arena;
    bool pxq = terms_of(f->run, p->contract, p->tijdvak)->version->kosten == KOSTEN_PXQ;
    Fact *fact = FACT(f, "te_verdelen", TEXT("Te verdelen: "), dutch_euro(arena, te_verdelen(p)));
    fact_cents(f, fact, "bedrag", te_verdelen(p));
    f->depth++;
    fact = FACT(f, "kosten", TEXT("kosten: "), dutch_euro(arena, p->kosten));
    fact_cents(f, fact, "bedrag", p->kosten);
    f->depth++;
    if (pxq)
        add_pxq(f, pool);
    else
        add_kosten_rows(f, pool);
    f->depth--;
    if (p->bijdragen) {
        fact = FACT(f, "bijdragen", TEXT("af: bijdragen "), dutch_euro(arena, p->bijdragen));
        fact_cents(f, fact, "bedrag", p->bijdragen);
        f->depth++;
        add_bijdragen(f, pool);
        f->depth--;
    }
    if (p->boven_maximum) {
        fact = FACT(
            f, "boven_maximum", TEXT("af: boven het maximum van het contract ("),
            dutch_euro(arena, f->run->batch->contracten.maximum[p->contract]),
            TEXT(" per kalenderjaar), voor "),
            partij_name(arena, f->run->batch, f->run->batch->contracten.aanbieder[p->contract]),
            TEXT(": "), dutch_euro(arena, p->boven_maximum));
        fact_cents(f, fact, "bedrag", p->boven_maximum);
        fact_source(f, fact, T_contracten, p->contract);
    }
    f->depth--;
}
