/* What stands in the UBL document of a factuur: lines, totals and references as numbers, before
 * they are written. Used by invoice_ubl.c and its tests alone. */
#ifndef VERREKEN_IO_DOCUMENTS_UBL_H
#define VERREKEN_IO_DOCUMENTS_UBL_H

#include "io/documents/invoice.h"

/* A line: net = quantity × price / base, but for UBL_SLACK cents; price ≥ 0, base ≥ 1. */
typedef struct UblLine {
    const InvoiceItem *item;
    i64 quantity, base;
    i64 per;         /* quantity and base are written divided by it, which is exact in decimals */
    i64 price, net;  /* cents */
    bool of_nothing; /* the one line of a factuur without costs: of the first item's contract */
} UblLine;

enum { UBL_DECIMALS = 4, UBL_DECIMALS_UNIT = 10000 }; /* of a quantity */
enum { UBL_SLACK = 2 };                               /* PEPPOL-EN16931-R120 */

/* The btw over the lines of one category and rate. */
typedef struct UblTax {
    char category; /* O outside the tax, E exempt, Z zero rate, S taxed */
    i32 rate;
    i64 taxable, tax;
    Text reason; /* of O and E */
} UblTax;

typedef struct Ubl {
    const Invoice *invoice;
    bool credit_note; /* amounts have the sign of a credit: what the crediteur owes is positive */
    UblLine *lines;
    size_t line_count;
    UblTax *taxes;
    size_t tax_count;
    Text *earlier; /* facturen that are referred to, each once */
    size_t earlier_count;
    i64 net, tax, prepaid, payable;
    u32 payee; /* who gets the money, when it is not the crediteur: the kassier; else NONE */
} Ubl;

/* Holds: Σ net of lines = net, net + tax − prepaid = payable = ± te_betalen. */
Ubl ubl_make(Arena *arena, const Invoice *invoice);

/* Whether an item is paid beforehand, and no line. A voorschot with btw on it stays out of the
 * lines: as one it would take its btw off again. */
bool ubl_is_prepaid(const InvoiceItem *item);

/* The category of a rate, or of one of Btw but BTW_LEEG. */
char ubl_category(i32 btw);

/* Who is paid by a debiteur: the crediteur, or the kassier who settles with everyone. */
u32 ubl_payee(const Run *run, u32 crediteur, u32 debiteur);

#endif
