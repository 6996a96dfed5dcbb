/* Documents of facturen that no example has: with btw, of two rates, prepaid with and without a
 * factuur, credits of both signs, of nothing. In: SETTLEMENT.ini FOLDER; out: FOLDER/NAME.xml of
 * each. ubl.sh makes the settlement, and says what must stand in them. */
#include "io/documents/invoice_ubl.h"
#include "io/pipe.h"
#include "io/system/sys.h"

#include <stdio.h>

enum { ITEMS_MOST = 4 };

typedef struct Sample {
    const char *name;
    FactuurSoort soort;
    const char *corrects; /* NULL: nothing */
    bool peppol, negative_invoice, netto;
    InvoiceItem items[ITEMS_MOST]; /* those with a title */
} Sample;

#define OUTSIDE BTW_BUITEN_HEFFING
#define SHARED BTW_GEMENE_REKENING
#define EXEMPT BTW_VRIJGESTELD
#define HIGH 210000
#define LOW 90000
#define SLICE(literal)                 \
    {                                  \
        (literal), sizeof(literal) - 1 \
    } /* of static data */
#define SHARE(amount, rate)                                                                    \
    {                                                                                          \
        .kind = ITEM_SHARE, .cents = (amount), .btw = (rate), .title = SLICE("Aandeel, 2025"), \
        .per = 1                                                                               \
    }
#define CORRECTION(amount, rate)                                   \
    {                                                              \
        .kind = ITEM_CORRECTION, .cents = (amount), .btw = (rate), \
        .title = SLICE("Correctie, 2024")                          \
    }
#define PAID(amount, rate, number)                                  \
    {                                                               \
        .kind = ITEM_VOORSCHOT, .cents = -(amount), .btw = (rate),  \
        .title = SLICE("Voorschot, 2025"), .earlier = SLICE(number) \
    }
#define KEYED(amount, divided, part, whole, unit)                                                  \
    {                                                                                              \
        .kind = ITEM_SHARE, .cents = (amount), .btw = OUTSIDE, .title = SLICE("Aandeel, 2025"),    \
        .key = SLICE("een deel van de dagen"), .count = (part), .total = (whole), .of = (divided), \
        .per = (unit)                                                                              \
    }

static const Sample samples[] = {
    {.name = "outside", .items = {SHARE(10000, OUTSIDE), SHARE(5001, SHARED)}},
    {.name = "exempt", .items = {SHARE(10000, EXEMPT), CORRECTION(-1, EXEMPT)}},
    {.name = "taxed", .items = {SHARE(10003, HIGH), SHARE(20007, LOW), SHARE(5, EXEMPT)}},
    {.name = "zero-rate", .items = {SHARE(10000, 0), SHARE(10000, 95000)}},
    {.name = "taxed-paid", .items = {SHARE(10000, HIGH), PAID(4000, HIGH, "F-1")}},
    {.name = "exempt-paid", .items = {SHARE(10000, EXEMPT), PAID(4000, EXEMPT, "F-1")}},
    {.name = "paid-more", .items = {SHARE(10000, OUTSIDE), PAID(14000, OUTSIDE, "")}},
    {.name = "billed-more", .items = {SHARE(10000, OUTSIDE), PAID(14000, OUTSIDE, "F-1")}},
    {.name = "paid-twice", /* each factuur is referred to once */
     .corrects = "F-1",
     .items = {SHARE(10000, OUTSIDE), PAID(1000, OUTSIDE, ""), PAID(2000, OUTSIDE, "F-1"),
               PAID(3000, OUTSIDE, "F-2")}},
    {.name = "nothing", .items = {PAID(4000, OUTSIDE, "")}},
    {.name = "nothing-taxed", .items = {PAID(4000, HIGH, "F-1")}},
    {.name = "key", .items = {KEYED(3053161, 31250000, 17, 174, 1)}},
    {.name = "key-cent", .items = {KEYED(3053162, 31250000, 17, 174, 1)}},
    {.name = "key-off", .items = {KEYED(3053164, 31250000, 17, 174, 1)}},
    {.name = "key-negative", .items = {KEYED(-3053161, -31250000, 17, 174, 1)}},
    {.name = "key-decimals", .items = {KEYED(1143650, 10954850, 1680249, 16094850, 100)}},
    {.name = "key-thirds", .items = {KEYED(3333, 9999, 1, 3, 3)}},
    {.name = "credit",
     .soort = CREDITFACTUUR,
     .corrects = "F-1",
     .items = {CORRECTION(-10000, OUTSIDE), CORRECTION(2500, OUTSIDE)}},
    {.name = "credit-taxed",
     .soort = CREDITFACTUUR,
     .corrects = "F-1",
     .peppol = true,
     .items = {CORRECTION(-10003, HIGH), SHARE(2, EXEMPT)}},
    {.name = "credit-negative",
     .soort = CREDITFACTUUR,
     .corrects = "F-1",
     .negative_invoice = true,
     .items = {CORRECTION(-10000, OUTSIDE)}},
    {.name = "credit-of-none", .soort = CREDITFACTUUR, .items = {CORRECTION(-10000, OUTSIDE)}},
    {.name = "credit-asks", /* a voorschot was taken back: there is something to pay */
     .soort = CREDITFACTUUR,
     .corrects = "F-1",
     .items = {CORRECTION(-10000, OUTSIDE), PAID(-14000, OUTSIDE, "")}},
    {.name = "credit-of-btw", /* posted at a high rate, and now at a low one */
     .soort = CREDITFACTUUR,
     .corrects = "F-1",
     .items = {CORRECTION(-10000, HIGH), CORRECTION(10000, LOW)}},
    {.name = "kassier", .netto = true, .items = {SHARE(10000, OUTSIDE)}},
    {.name = "peppol", .peppol = true, .items = {SHARE(10000, OUTSIDE)}},
    {.name = "large", .items = {SHARE(99999999999999999, OUTSIDE)}},
};

static void add_btw(Invoice *v, i32 btw, i64 cents)
{
    size_t i = 0;
    while (i < v->btw_count && v->btws[i].btw != btw)
        i++;
    if (i == v->btw_count)
        v->btws[v->btw_count++] = (InvoiceBtw){.btw = btw, .reason = invoice_btw_reason(btw)};
    v->btws[i].over += cents;
}

/* The sums of a factuur, from its items. */
static void add_up(Invoice *v)
{
    for (size_t i = 0; i < v->item_count; i++) {
        const InvoiceItem *item = &v->items[i];
        if (item->kind == ITEM_VOORSCHOT) {
            v->voorgefinancierd -= item->cents;
            continue;
        }
        v->bedrag += item->cents;
        add_btw(v, item->btw, item->cents);
    }
    for (size_t i = 0; i < v->btw_count; i++) {
        i64 size = v->btws[i].over < 0 ? -v->btws[i].over : v->btws[i].over;
        i64 cents = v->btws[i].btw > 0 ? (size * v->btws[i].btw + 500000) / 1000000 : 0;
        v->btws[i].cents = v->btws[i].over < 0 ? -cents : cents;
        v->btw += v->btws[i].cents;
    }
    v->te_betalen = v->bedrag + v->btw - v->voorgefinancierd;
}

static Text document_of(Arena *arena, const Run *run, const Sample *sample)
{
    Interval year = {day_of(2025, 1, 1), day_of(2025, 12, 31)};
    Text corrects = text_of(sample->corrects);
    Invoice v = {.run = run,
                 .soort = sample->soort,
                 .nummer = text_of(sample->name),
                 .stem = JOIN(arena, text_of(sample->name), TEXT("_GM0603")),
                 .titel = TEXT("Factuur"),
                 .crediteur = symbols_find(&run->batch->partij_codes, TEXT("GM0518")),
                 .debiteur = symbols_find(&run->batch->partij_codes, TEXT("GM0603")),
                 .datum = run->settings->factuurdatum,
                 .vervaldatum = run->settings->factuurdatum + 30,
                 .periode = year,
                 .referentie = TEXT("VPL-603"),
                 .items = NEW(arena, InvoiceItem, ITEMS_MOST),
                 .btws = NEW(arena, InvoiceBtw, ITEMS_MOST),
                 .corrects = &corrects,
                 .corrects_count = corrects.length > 0};
    for (size_t i = 0; i < ITEMS_MOST && sample->items[i].title.length; i++) {
        v.items[i] = sample->items[i];
        v.items[i].days = year;
        if (v.items[i].kind == ITEM_CORRECTION) v.items[i].days.first -= 365;
        v.item_count++;
    }
    add_up(&v);
    char pdf[1024]; /* any bytes */
    for (size_t i = 0; i < sizeof pdf; i++)
        pdf[i] = (char)i;
    return invoice_ubl(arena, &v, (Text){pdf, sizeof pdf});
}

int main(int argc, char **argv)
{
    static Arena arena;
    if (argc != 3) return 2;
    Outcome outcome = run_pipe(&arena, &(PipeInput){.ini = text_of(argv[1]), .upto = -1});
    if (!outcome.ok) return 1;
    Settings *settings = NEW(&arena, Settings, 1);
    *settings = *outcome.run->settings;
    outcome.run->settings = settings;
    for (size_t i = 0; i < COUNT_OF(samples); i++) {
        const Sample *sample = &samples[i];
        const char *reason = NULL;
        settings->invoicing.peppol = sample->peppol;
        settings->invoicing.negative_invoice = sample->negative_invoice;
        settings->stromen_netto = sample->netto;
        Text name = JOIN(&arena, text_of(argv[2]), TEXT("/"), text_of(sample->name), TEXT(".xml"));
        Text document = document_of(&arena, outcome.run, sample);
        if (sys_write_file(text_zero_ended(&arena, name), document, &reason)) continue;
        fprintf(stderr, "%s: %s\n", sample->name, reason);
        return 1;
    }
    return 0;
}
