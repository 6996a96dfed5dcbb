/* A factuur as people and machines get it: all that stands on it, before it has a form. The PDF,
 * the workbook and the UBL document are forms of it (invoice_pdf.h, invoice_xlsx.h, invoice_ubl.h);
 * they compute nothing. No pupil is on it (AVG).
 *
 * Amounts are cents with the sign of the tables: what the debiteur owes is positive.
 */
#ifndef VERREKEN_IO_DOCUMENTS_INVOICE_H
#define VERREKEN_IO_DOCUMENTS_INVOICE_H

#include "engine/books.h"

typedef enum ItemKind {
    ITEM_SHARE,      /* what the debiteur bears of a contract in a calendar year */
    ITEM_CORRECTION, /* what differs from earlier facturen */
    ITEM_MARGIN,     /* niet_verrekend: within the verrekenmarge */
    ITEM_VOORSCHOT,  /* paid beforehand: negative */
} ItemKind;

/* One line of the factuur: of a contract, a calendar year and a kind; voorschotten also by the
 * factuur that asked for them. */
typedef struct InvoiceItem {
    ItemKind kind;
    u32 contract; /* maybe one that only the grootboek has */
    int year;
    Interval days;    /* of the tijdvakken that it is of */
    i64 cents;        /* before btw */
    i32 btw;          /* a rate in ten-thousandths of a percent, or one of Btw but BTW_LEEG */
    Text title;       /* Dutch, one line: what the contract is, and the year */
    Text key;         /* "1.288 van 9.660 leerlingdagen"; empty: nothing simple can be said */
    i64 count, total; /* the same as numbers, when cents is R(of · count / total) but for 2 cents */
    i64 of;           /* cents that were divided; total is 0 when there is no such key */
    i64 per;          /* so many of count and total are one unit of the key; 1 when it has none */
    Text earlier;     /* ITEM_VOORSCHOT: the number of the factuur that asked for it, or empty */
    Text *
        voorschotten; /* ITEM_VOORSCHOT: their ids, bytewise; none for what a methode prefinanced */
    size_t voorschot_count;
} InvoiceItem;

/* The btw over what has one rate, or one reason for none. */
typedef struct InvoiceBtw {
    i32 btw; /* as in InvoiceItem */
    i64 over, cents;
    const char *reason; /* Dutch, with the article; NULL for a rate */
} InvoiceBtw;

/* A row of factuurregels.csv, as it is written there. */
typedef struct InvoiceRegel {
    Text contract, school, tijdvak, laag, soort, omschrijving;
    i64 cents;
} InvoiceRegel;

typedef struct Invoice {
    const Run *run;
    size_t factuur; /* in run->facturen */
    FactuurSoort soort;
    Text nummer;
    Text stem;  /* the name of its files, without folder and extension: NUMMER_CODE */
    Text titel; /* Factuur, Creditfactuur, Specificatie */
    bool is_concept;
    u32 crediteur, debiteur; /* rows of partijen */
    Day datum, vervaldatum;
    Interval periode;
    Text referentie; /* of the debiteur: BuyerReference; empty: none, or different ones */
    InvoiceItem *items;
    size_t item_count;
    InvoiceBtw *btws;
    size_t btw_count;
    i64 bedrag, btw, voorgefinancierd, te_betalen;
    Text *corrects; /* numbers of the facturen that it corrects, in their order (the grootboek) */
    size_t corrects_count;
    InvoiceRegel *regels;
    size_t regel_count;
} Invoice;

/* The facturen that a factuur of the run corrects: numbers, read from the grootboek before
 * documents are made (earlier.h). */
typedef struct Corrected {
    Text *numbers;
    size_t count;
} Corrected;

/* What all facturen of a run are made from. */
typedef struct InvoiceSource {
    const Run *run;              /* complete */
    const struct Tables *tables; /* put_rows.h */
    const Corrected *corrected;  /* by factuur, or NULL */
} InvoiceSource;

/* Makes the factuur in row `place` of facturen.csv, from 0. Everything is in `arena`, which may be
 * rewound when the document is written. */
Invoice invoice_make(Arena *arena, const InvoiceSource *source, size_t place);

/* The same without items, btw, regels and what follows from them: its numbers and names. */
Invoice invoice_names(Arena *arena, const InvoiceSource *source, size_t place);

/* Why there is no btw, in Dutch with the article, for one of Btw; NULL for a rate. */
const char *invoice_btw_reason(i32 btw);

#endif
