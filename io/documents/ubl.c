/* The numbers of a UBL document. In: a factuur before it has a form; out: lines, btw and totals by
 * the rules of EN 16931. Holds always: what is to be paid is that of the factuur, and every line is
 * its quantity times its price. */
#include "io/documents/ubl.h"

#include "engine/exact.h"

char ubl_category(i32 btw)
{
    switch (btw) {
    case BTW_BUITEN_HEFFING:
    case BTW_GEMENE_REKENING: return 'O';
    case BTW_VRIJGESTELD: return 'E';
    case 0: return 'Z';
    default: ASSERT(btw > 0); return 'S';
    }
}

u32 ubl_payee(const Run *run, u32 crediteur, u32 debiteur)
{
    const Settings *s = run->settings;
    if (!s->stromen_netto) return crediteur;
    u32 kassier = successor_on(run->batch, s->kassier, s->factuurdatum);
    return debiteur == kassier ? crediteur : kassier;
}

bool ubl_is_prepaid(const InvoiceItem *item)
{
    return item->kind == ITEM_VOORSCHOT && (!item->earlier.length || item->btw > 0);
}

/* --- references ------------------------------------------------------------------------------- */

static void refer_to(Ubl *ubl, Text number)
{
    if (!number.length) return;
    for (size_t i = 0; i < ubl->earlier_count; i++)
        if (text_equal(ubl->earlier[i], number)) return;
    ubl->earlier[ubl->earlier_count++] = number;
}

static void add_references(Arena *arena, Ubl *ubl)
{
    const Invoice *v = ubl->invoice;
    ubl->earlier = NEW(arena, Text, v->corrects_count + v->item_count);
    for (size_t i = 0; i < v->corrects_count; i++)
        refer_to(ubl, v->corrects[i]);
    for (size_t i = 0; i < v->item_count; i++)
        refer_to(ubl, v->items[i].earlier);
}

/* --- lines ------------------------------------------------------------------------------------ */

/* Whether the key of an item gives its cents: count × of / total, but for UBL_SLACK cents. */
static bool has_key(const InvoiceItem *item)
{
    if (item->kind != ITEM_SHARE || item->total <= 0 || item->count <= 0) return false;
    i128 off = (i128)item->count * item->of - (i128)item->cents * item->total;
    return (off < 0 ? -off : off) <= (i128)UBL_SLACK * item->total;
}

/* Whether all that is divided by it has at most as many decimals as receivers read. */
static bool is_decimal(i64 per)
{
    return per > 0 && UBL_DECIMALS_UNIT % per == 0;
}

static UblLine line_of(const InvoiceItem *item, int sign)
{
    i64 cents = sign * item->cents, of = sign * item->of;
    UblLine line = {.item = item, .base = 1, .per = 1, .net = cents};
    if (has_key(item)) {
        line.quantity = of < 0 ? -item->count : item->count;
        line.base = item->total;
        line.per = is_decimal(item->per) ? item->per : 1;
        line.price = of < 0 ? -of : of;
    } else {
        line.quantity = cents < 0 ? -1 : 1;
        line.price = cents < 0 ? -cents : cents;
    }
    return line;
}

static void check_line(const UblLine *line)
{
    i128 off = (i128)line->quantity * line->price - (i128)line->net * line->base;
    ASSERT(line->price >= 0);
    ASSERT(line->base > 0);
    ASSERT((off < 0 ? -off : off) <= (i128)UBL_SLACK * line->base);
}

static void add_lines(Arena *arena, Ubl *ubl, int sign)
{
    const Invoice *v = ubl->invoice;
    ubl->lines = NEW(arena, UblLine, v->item_count + 1);
    for (size_t i = 0; i < v->item_count; i++)
        if (!ubl_is_prepaid(&v->items[i]))
            ubl->lines[ubl->line_count++] = line_of(&v->items[i], sign);
    if (!ubl->line_count) { /* a document must have one */
        ASSERT(v->item_count > 0);
        ubl->lines[ubl->line_count++] =
            (UblLine){.item = &v->items[0], .quantity = 1, .base = 1, .per = 1, .of_nothing = true};
    }
    for (size_t i = 0; i < ubl->line_count; i++) {
        check_line(&ubl->lines[i]);
        ubl->net += ubl->lines[i].net;
    }
}

/* --- btw -------------------------------------------------------------------------------------- */

static void add_reason(Arena *arena, UblTax *tax, const char *reason)
{
    if (!reason) return;
    tax->reason = tax->reason.length ? JOIN(arena, tax->reason, TEXT("; "), text_of(reason))
                                     : text_of(reason);
}

/* The breakdown that a line with this btw is in, made when it is the first. */
static UblTax *tax_of(Ubl *ubl, i32 btw)
{
    char category = ubl_category(btw);
    i32 rate = btw > 0 ? btw : 0;
    for (size_t i = 0; i < ubl->tax_count; i++)
        if (ubl->taxes[i].category == category && ubl->taxes[i].rate == rate) return &ubl->taxes[i];
    ubl->taxes[ubl->tax_count] = (UblTax){.category = category, .rate = rate};
    return &ubl->taxes[ubl->tax_count++];
}

/* Whether a line of the document has this btw, when it is no rate: then its reason is told. */
static bool is_on_a_line(const Ubl *ubl, i32 btw)
{
    for (size_t i = 0; i < ubl->line_count; i++)
        if (ubl->lines[i].item->btw == btw) return true;
    return false;
}

static void add_taxes(Arena *arena, Ubl *ubl, int sign)
{
    static const i32 reasoned[] = {BTW_BUITEN_HEFFING, BTW_GEMENE_REKENING, BTW_VRIJGESTELD};
    const Invoice *v = ubl->invoice;
    ubl->taxes = NEW(arena, UblTax, ubl->line_count);
    for (size_t i = 0; i < ubl->line_count; i++)
        tax_of(ubl, ubl->lines[i].item->btw)->taxable += ubl->lines[i].net;
    for (size_t r = 0; r < COUNT_OF(reasoned); r++)
        if (is_on_a_line(ubl, reasoned[r]))
            add_reason(arena, tax_of(ubl, reasoned[r]), invoice_btw_reason(reasoned[r]));
    for (size_t i = 0; i < v->btw_count; i++) {
        if (v->btws[i].btw <= 0) continue;
        UblTax *tax = tax_of(ubl, v->btws[i].btw);
        tax->tax = sign * v->btws[i].cents;
        ASSERT(tax->taxable == sign * v->btws[i].over);
        ASSERT(tax->tax == (i64)round_quotient((i128)tax->taxable * tax->rate, 1000000));
    }
    for (size_t i = 0; i < ubl->tax_count; i++) {
        bool outside = ubl->taxes[i].category == 'O';
        ASSERT(!outside || ubl->tax_count == 1); /* facturen are made apart for it (SPEC §7) */
        ubl->tax += ubl->taxes[i].tax;
    }
}

/* --- all -------------------------------------------------------------------------------------- */

static Ubl make(Arena *arena, const Invoice *invoice, bool credit_note)
{
    int sign = credit_note ? -1 : 1;
    Ubl ubl = {.invoice = invoice, .credit_note = credit_note};
    add_references(arena, &ubl);
    add_lines(arena, &ubl, sign);
    add_taxes(arena, &ubl, sign);
    for (size_t i = 0; i < invoice->item_count; i++)
        if (ubl_is_prepaid(&invoice->items[i])) ubl.prepaid -= sign * invoice->items[i].cents;
    ubl.payable = ubl.net + ubl.tax - ubl.prepaid;
    ASSERT(ubl.payable == sign * invoice->te_betalen);
    u32 payee = ubl_payee(invoice->run, invoice->crediteur, invoice->debiteur);
    ubl.payee = payee == invoice->crediteur ? NONE : payee;
    return ubl;
}

Ubl ubl_make(Arena *arena, const Invoice *invoice)
{
    ASSERT(invoice->soort != SPECIFICATIE);
    bool wanted =
        invoice->soort == CREDITFACTUUR && !invoice->run->settings->invoicing.negative_invoice;
    if (wanted) {
        Ubl ubl = make(arena, invoice, true);
        if (ubl.earlier_count && ubl.net >= 0 && ubl.net + ubl.tax >= 0 && ubl.payable >= 0)
            return ubl;
    }
    return make(arena, invoice, false);
}
