/* What a factuur says in sentences: the same in the PDF, the workbook and the e-invoice. Dutch,
 * plain, and nothing about what is not known: a text that is empty is left out. Everything is in
 * the arena that is given.
 */
#ifndef VERREKEN_IO_DOCUMENTS_INVOICE_WORDS_H
#define VERREKEN_IO_DOCUMENTS_INVOICE_WORDS_H

#include "io/documents/invoice.h"

/* What stands in two columns: a label and a value. None has an empty value. */
typedef struct Fact {
    const char *label;
    Text value;
} Fact;
enum { FACTS_MOST = 8 };
typedef struct Facts {
    Fact items[FACTS_MOST];
    size_t count;
} Facts;

/* Lines of an address, the name first. */
enum { ADDRESS_LINES = 3 };
typedef struct Address {
    Text lines[ADDRESS_LINES];
    size_t count;
} Address;

/* On one line, without control characters. */
Text words_line(Arena *arena, Text text);

/* The name as it is addressed: Gemeente Rijswijk. */
Text words_partij(Arena *arena, const Batch *batch, u32 partij);
Address words_address(Arena *arena, const Batch *batch, u32 partij);

/* KvK, OIN, btw-id, IBAN of the crediteur. */
Facts words_crediteur(Arena *arena, const Invoice *invoice);
/* Number, dates, what is divided, period; then what the debiteur knows itself by. */
Facts words_numbers(Arena *arena, const Invoice *invoice);
Facts words_subject(Arena *arena, const Invoice *invoice);

/* `Factuur 2025-GM0518-00003`: of a page, and of the document. */
Text words_title(Arena *arena, const Invoice *invoice);

/* That it is a concept, or no factuur: a word of alarm and a sentence; empty when neither. */
Text words_alarm(const Invoice *invoice);
Text words_alarm_why(Arena *arena, const Invoice *invoice);

/* Below an item: its key and what was divided, or which voorschotten. */
Text words_item(Arena *arena, const InvoiceItem *item);

/* Labels of amounts. */
Text words_bedrag(const Invoice *invoice);
Text words_btw(Arena *arena, const InvoiceBtw *btw);
Text words_due(const Invoice *invoice); /* Te betalen, Te ontvangen: then without its sign */
i64 words_due_cents(const Invoice *invoice);

/* How, when and where it is paid, or paid back. */
Text words_payment(Arena *arena, const Invoice *invoice);

/* The facturen that it corrects. */
Text words_corrects(Arena *arena, const Invoice *invoice);

/* Whom to ask: `Vragen over deze factuur?`, name and telephone, e-mail. Empty: unknown. */
Text words_question(Arena *arena, const Invoice *invoice);
Text words_contact(Arena *arena, const Invoice *invoice);
Text words_email(Arena *arena, const Invoice *invoice);

/* The school of a regel: its code and name. */
Text words_school(Arena *arena, const Batch *batch, Text code);

#endif
