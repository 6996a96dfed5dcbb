/* The lines of a factuur. In: the regels of a factuur of a run; out: a line for each contract,
 * calendar year and kind, with the key that it was divided by. Holds always: the lines add up to
 * the factuur. */
#include "io/documents/invoice_items.h"

#include "engine/exact.h"
#include "io/documents/unit_words.h"
#include "io/tell/dutch.h"

#define EXACT_KEY_MOST ((i128)1 << 53) /* a key that any receiver can read */

/* One regel, as far as a line is made of it. */
typedef struct Bit {
    ItemKind kind;
    u32 contract;
    i32 btw;
    Interval days;
    i64 cents;
    Text earlier, voorschot; /* ITEM_VOORSCHOT */
    i64 apart_days;          /* what is billed by the day: so many, at */
    i64 apart_tarief;        /* millionths of a euro; 0: it is not */
    bool keyed;              /* a share of a laag whose key can be told: */
    u32 pool;
    Text laag;
    const Laag *terms; /* what the laag says */
    i128 share, of;
    i64 denominator, divided; /* of the weights; cents of the laag */
} Bit;

typedef struct Bits {
    Arena *arena;
    const Run *run;
    Bit *items;
    size_t count, capacity;
} Bits;

/* --- regels ----------------------------------------------------------------------------------- */

/* What is billed by the day. */
static void add_apart(Bit *bit, const Run *run, const Line *line)
{
    const Pool *pool = &run->pools.items[line->pool];
    i64 tarief = terms_of(run, pool->contract, pool->tijdvak)->lagen[0].laag->apart_tarief;
    if (line->soort == LINE_APART) bit->apart_days = apart_days(line->cents, tarief);
    if (bit->apart_days) bit->apart_tarief = tarief;
}

/* What the share of a line is of, when it stands there in whole and nothing bent it. */
static void add_key(Bit *bit, const Run *run, const Line *line)
{
    const Pool *pool = &run->pools.items[line->pool];
    if (line->soort != LINE_VERDEELD) return;
    const PoolLaag *laag = &run->lagen.items[pool->first_laag + line->laag];
    const TermLaag *term = &terms_of(run, pool->contract, pool->tijdvak)->lagen[line->laag];
    if (laag->decided != DECIDED_BY_WEIGHT) return;
    LineShare share = share_of_line(run, line);
    bit->keyed = !laag->capped;
    bit->pool = line->pool;
    bit->laag = term->name;
    bit->terms = term->laag;
    bit->share = share.share;
    bit->of = share.of;
    bit->denominator = laag->denominator;
    bit->divided = laag->cents;
}

static Bit bit_of_entry(const Entry *e)
{
    Bit bit = {.contract = e->contract, .btw = e->btw, .days = e->days, .cents = e->cents};
    bit.kind = e->soort == ENTRY_VOORSCHOT        ? ITEM_VOORSCHOT
               : e->soort == ENTRY_NIET_VERREKEND ? ITEM_MARGIN
               : e->correction || e->is_gone      ? ITEM_CORRECTION
                                                  : ITEM_SHARE;
    if (e->soort == ENTRY_VOORSCHOT) bit.voorschot = e->voorschot;
    return bit;
}

static void add_line(Bits *bits, u32 index)
{
    const Run *run = bits->run;
    const Line *line = &run->lines.items[index];
    Bit bit;
    if (run->books) {
        Entry entry = entry_of_line(run, index);
        bit = bit_of_entry(&entry);
        if (bit.kind == ITEM_SHARE && !entry.posted) {
            add_key(&bit, run, line);
            add_apart(&bit, run, line);
        }
    } else {
        const Pool *pool = &run->pools.items[line->pool];
        bit = (Bit){.kind = ITEM_SHARE,
                    .contract = pool->contract,
                    .btw = btw_of(run, pool->contract, pool->crediteur),
                    .days = tijdvak_of(run, pool->contract, pool->tijdvak)->days,
                    .cents = line->cents};
        add_key(&bit, run, line);
        add_apart(&bit, run, line);
    }
    *PUSH(bits->arena, bits) = bit;
}

static Bit bit_of_prefinanced(const Run *run, size_t index)
{
    const Prefinanced *p = &run->prefinanced.items[index];
    const Table_voorschotten *t = &run->batch->voorschotten;
    Bit bit;
    if (run->books) {
        Entry entry = entry_of_prefinanced(run, index);
        bit = bit_of_entry(&entry);
    } else {
        bit = (Bit){.kind = ITEM_VOORSCHOT,
                    .contract = p->contract,
                    .btw = btw_of(run, p->contract, p->crediteur),
                    .days = p->tijdvak == NONE ? run->settings->settled
                                               : tijdvak_of(run, p->contract, p->tijdvak)->days,
                    .cents = -p->cents};
    }
    if (p->voorschot == NONE) return bit;
    bit.voorschot = t->voorschot[p->voorschot];
    bit.earlier = t->factuur[p->voorschot];
    return bit;
}

static Bit bit_of_unsettled(const Run *run, size_t index)
{
    const Position *p = &run->positions.items[index];
    if (run->books) {
        Entry entry = entry_of_unsettled(run, index);
        return bit_of_entry(&entry);
    }
    return (Bit){.kind = ITEM_MARGIN,
                 .contract = p->contract,
                 .btw = btw_of(run, p->contract, p->crediteur),
                 .days = run->settings->periode,
                 .cents = -p->niet_verrekend};
}

static void add_regel(Bits *bits, const Factuurregel *regel)
{
    Bit bit;
    Entry entry;
    switch (regel->soort) {
    case REGEL_GONE:
        entry = entry_of_gone(bits->run, regel->index);
        bit = bit_of_entry(&entry);
        break;
    case REGEL_NIET_VERREKEND: bit = bit_of_unsettled(bits->run, regel->index); break;
    case REGEL_VOORSCHOT: bit = bit_of_prefinanced(bits->run, regel->index); break;
    case REGEL_BTW: return; /* told apart, of the whole factuur */
    default: return;
    }
    *PUSH(bits->arena, bits) = bit;
}

/* --- lines ------------------------------------------------------------------------------------ */

static int year_of(const Bit *bit)
{
    return civil_of(bit->days.first).year;
}

/* What a line is of. */
static int by_item(const Bit *a, const Bit *b)
{
    if (a->contract != b->contract)
        return (a->contract > b->contract) - (a->contract < b->contract);
    if (year_of(a) != year_of(b)) return year_of(a) < year_of(b) ? -1 : 1;
    if (a->kind != b->kind) return (a->kind > b->kind) - (a->kind < b->kind);
    if (a->btw != b->btw) return (a->btw > b->btw) - (a->btw < b->btw);
    return text_compare(a->earlier, b->earlier);
}

static int by_laag(const void *left, const void *right)
{
    const Bit *a = left, *b = right;
    int order = by_item(a, b);
    if (order) return order;
    if (a->keyed != b->keyed) return a->keyed ? -1 : 1;
    order = text_compare(a->laag, b->laag);
    if (!order) order = text_compare(a->voorschot, b->voorschot);
    if (!order) order = (a->pool > b->pool) - (a->pool < b->pool);
    if (!order) order = (a->days.first > b->days.first) - (a->days.first < b->days.first);
    if (!order) order = (a->cents > b->cents) - (a->cents < b->cents);
    return order;
}

/* The shares of one laag together: bits first … end - 1, by pool. A pool of which the debiteur has
 * several shares, for it is the opvolger of several, is counted once. False: they cannot be added.
 */
static bool add_shares(const Bit *bits, size_t first, size_t end, Bit *sum)
{
    *sum = bits[first];
    for (size_t i = first + 1; i < end; i++) {
        const Bit *bit = &bits[i];
        if (bit->terms->sleutel != sum->terms->sleutel || bit->denominator != sum->denominator ||
            !bit->terms->weging_count != !sum->terms->weging_count)
            return false;
        if (sum->of > WEIGHT_MOST - bit->of) return false;
        sum->share += bit->share;
        if (bit->pool == bits[i - 1].pool) continue;
        sum->of += bit->of;
        sum->divided += bit->divided;
    }
    return true;
}

/* How many of a weight are one unit of the key that people read. */
static i128 per_of(const Bit *sum)
{
    return (i128)sum->denominator * people_units_of(sum->terms->sleutel);
}

/* How many tijdvakken the bits first … end - 1 are of; at most TIJDVAKKEN_MOST. */
static i64 tijdvakken_of(const Bit *bits, size_t first, size_t end)
{
    enum { TIJDVAKKEN_MOST = 64 };
    Day seen[TIJDVAKKEN_MOST];
    i64 count = 0;
    for (size_t i = first; i < end && count < TIJDVAKKEN_MOST; i++) {
        i64 known = 0;
        while (known < count && seen[known] != bits[i].days.first)
            known++;
        if (known == count) seen[count++] = bits[i].days.first;
    }
    return count;
}

/* Who is counted once in each tijdvak is counted in each of them: that is said. */
static Text repeated_text(Arena *arena, const Sleutel *sleutel, i64 tijdvakken)
{
    bool adds = (sleutel->traits & (TRAIT_DAYS | TRAIT_CENTS)) || sleutel->people_unit;
    if (adds || tijdvakken < 2) return TEXT("");
    return JOIN(arena, TEXT(", opgeteld over "), dutch_integer(arena, tijdvakken),
                TEXT(" tijdvakken"));
}

/* "1.288 van 9.660 leerlingdagen"; of aandelen, which are no count, a percentage. */
static Text key_text(Arena *arena, const Bit *sum, i64 tijdvakken)
{
    i128 per = per_of(sum);
    if ((sum->terms->sleutel->traits & TRAIT_CENTS) && sum->denominator == 1 &&
        sum->of < EXACT_KEY_MOST)
        return JOIN(arena, dutch_euro(arena, sum->share), TEXT(" van "), dutch_euro(arena, sum->of),
                    TEXT(" aan kosten"));
    if (is_of_shares(sum->terms->sleutel))
        return JOIN(arena, dutch_number(arena, sum->share * 100, sum->of), TEXT("%"));
    return JOIN(arena, dutch_number(arena, sum->share, per), TEXT(" van "),
                dutch_number(arena, sum->of, per), TEXT(" "),
                unit_words(arena, sum->terms, sum->of == per),
                repeated_text(arena, sum->terms->sleutel, tijdvakken));
}

/* The key of a line of bits first … end - 1, of which the keyed ones come first, by laag. */
static void find_key(Arena *arena, InvoiceItem *item, const Bit *bits, size_t first, size_t end)
{
    enum { LAGEN_SHOWN = 4 };
    TextBuilder key = {.arena = arena};
    size_t lagen = 0;
    for (size_t i = first, next; i < end && bits[i].keyed; i = next, lagen++) {
        Bit sum;
        next = i + 1;
        while (next < end && bits[next].keyed && text_equal(bits[next].laag, bits[i].laag))
            next++;
        if (lagen == LAGEN_SHOWN || !add_shares(bits, i, next, &sum)) return;
        if (lagen) build_text(&key, TEXT("; "));
        if (!text_equal(sum.laag, TEXT("-"))) build_text(&key, JOIN(arena, sum.laag, TEXT(": ")));
        build_text(&key, key_text(arena, &sum, tijdvakken_of(bits, i, next)));
        bool simple = !lagen && next == end && sum.share < EXACT_KEY_MOST && sum.of > 0 &&
                      sum.of < EXACT_KEY_MOST;
        i64 again = simple ? round_share(sum.divided, sum.share, sum.of) : 0;
        item->total = 0;
        if (simple && again - item->cents <= 2 && item->cents - again <= 2) {
            item->count = (i64)sum.share;
            item->total = (i64)sum.of;
            item->of = sum.divided;
            item->per = per_of(&sum) < EXACT_KEY_MOST ? (i64)per_of(&sum) : 1;
        }
    }
    item->key = built(&key);
}

/* "15.998 dagen à € 7,90", when all of a line is billed by the day, at one price. */
static void find_apart(Arena *arena, InvoiceItem *item, const Bit *bits, size_t first, size_t end)
{
    i64 days = 0, tarief = bits[first].apart_tarief;
    for (size_t i = first; i < end; i++) {
        if (!tarief || bits[i].apart_tarief != tarief) return;
        days += bits[i].apart_days;
    }
    item->key = apart_words(arena, days, tarief);
}

static Text title_of(Arena *arena, const Invoice *invoice, const InvoiceItem *item)
{
    const Batch *b = invoice->run->batch;
    bool known = item->contract < b->contracten.rows.count;
    Text what = known ? invoice_about(invoice, item->contract)
                      : JOIN(arena, TEXT("vervallen contract "), contract_code(b, item->contract));
    Text year = dutch_period(arena, item->days);
    switch (item->kind) {
    case ITEM_CORRECTION: return JOIN(arena, TEXT("Correctie "), what, TEXT(", "), year);
    case ITEM_MARGIN:
        return JOIN(arena, TEXT("Verschil binnen de verrekenmarge "), what, TEXT(", "),
                    text_integer(arena, item->year));
    case ITEM_VOORSCHOT:
        return JOIN(arena, TEXT("Voorschot "), what, TEXT(", "), year,
                    item->earlier.length ? JOIN(arena, TEXT(" (factuur "), item->earlier, TEXT(")"))
                                         : TEXT(""));
    case ITEM_SHARE: break;
    }
    return JOIN(arena, what, TEXT(", "), year);
}

static void add_item(Arena *arena, Invoice *invoice, const Bit *bits, size_t first, size_t end)
{
    const Bit *one = &bits[first];
    InvoiceItem *item = &invoice->items[invoice->item_count++];
    *item = (InvoiceItem){.kind = one->kind,
                          .contract = one->contract,
                          .year = year_of(one),
                          .days = one->days,
                          .btw = one->btw,
                          .earlier = one->earlier,
                          .voorschotten = NEW(arena, Text, end - first)};
    for (size_t i = first; i < end; i++) {
        item->cents += bits[i].cents;
        item->days.first = day_min(item->days.first, bits[i].days.first);
        item->days.last = day_max(item->days.last, bits[i].days.last);
        Text *last = item->voorschot_count ? &item->voorschotten[item->voorschot_count - 1] : NULL;
        if (bits[i].voorschot.length && (!last || !text_equal(*last, bits[i].voorschot)))
            item->voorschotten[item->voorschot_count++] = bits[i].voorschot;
    }
    if (item->kind == ITEM_SHARE) find_key(arena, item, bits, first, end);
    if (item->kind == ITEM_SHARE && !item->key.length) find_apart(arena, item, bits, first, end);
    item->title = title_of(arena, invoice, item);
}

void invoice_add_items(Arena *arena, Invoice *invoice)
{
    const Run *run = invoice->run;
    const Factuur *f = &run->facturen.items[invoice->factuur];
    Bits bits = {.arena = arena, .run = run};
    for (size_t i = 0; i < f->line_count; i++)
        add_line(&bits, run->factuur_lines[f->first_line + i]);
    for (size_t i = 0; i < f->regel_count; i++)
        add_regel(&bits, &run->regels.items[f->first_regel + i]);
    sort_array(bits.items, bits.count, sizeof *bits.items, by_laag);
    invoice->items = NEW(arena, InvoiceItem, bits.count);
    for (size_t first = 0, end; first < bits.count; first = end) {
        end = first + 1;
        while (end < bits.count && !by_item(&bits.items[first], &bits.items[end]))
            end++;
        add_item(arena, invoice, bits.items, first, end);
    }
}
