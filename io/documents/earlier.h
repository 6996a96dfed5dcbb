/* Which facturen a factuur corrects, as the grootboek has them. */
#ifndef VERREKEN_IO_DOCUMENTS_EARLIER_H
#define VERREKEN_IO_DOCUMENTS_EARLIER_H

#include "io/documents/invoice.h"
#include "io/grootboek/grootboek.h"

/* By factuur of the run: the numbers (those that the financial system gave, when it has) of the
 * facturen of boekingen up to `upto`, between the same two partijen or whom they take over from,
 * that have a regel of a contract and tijdvak that the factuur corrects. NULL: there is no
 * grootboek, or no factuur corrects anything. A fault stays with the grootboek. */
Corrected *find_corrected(Arena *arena, Grootboek *grootboek, const Run *run, i64 upto);

#endif
