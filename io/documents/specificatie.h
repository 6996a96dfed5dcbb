/* The specificatie of a factuur: which pupils count on it and why, for the first check of the
 * gemeente that receives it, the woonplaats. A workbook of its own, never part of a factuur, for it
 * holds personal data: SPECIFICATIES_FOLDER/NUMMER_CODE.xlsx.
 *
 * For a renderer: in the parent, before forget_lines(),
 *     units = specificatie_units(arena, run);            (specificatie_units.h)
 *     for each factuur with specificatie_is_needed(units, factuur): name and task
 * and in the child of that task
 *     specificatie_write(arena, &(Specificatie){units, &invoice, pseudonyms, 0}, …);
 */
#ifndef VERREKEN_IO_DOCUMENTS_SPECIFICATIE_H
#define VERREKEN_IO_DOCUMENTS_SPECIFICATIE_H

#include "io/documents/invoice.h"
#include "io/documents/pseudonym.h"
#include "io/documents/specificatie_units.h"

typedef struct Specificatie {
    const SpecificatieUnits *units;
    const Invoice *invoice;       /* invoice_names() is enough of it */
    const Pseudonyms *pseudonyms; /* NULL: pupils have the identifiers of the input */
    u32 rows_most;                /* of a sheet, for tests; 0: SHEET_ROWS_MOST */
} Specificatie;

/* Whether anything on the factuur was counted by pupils, or by a telling of them. */
bool specificatie_is_needed(const SpecificatieUnits *units, size_t factuur);
bool specificatie_any(const SpecificatieUnits *units); /* on any factuur */

/* Writes the workbook of one factuur: the lines that are on it (with a grootboek those that differ
 * from what was posted), each with the units that count for the debiteur and no others. `path` and
 * `folder` as of book_begin(). The school of a pupil that is geheim is not shown, nor that of the
 * others in the same contract, from which it would follow. False: *reason. */
bool specificatie_write(Arena *arena, const Specificatie *specificatie, const char *path,
                        const char *folder, const char **reason);

#endif
