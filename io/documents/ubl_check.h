/* What an e-invoice demands of the input and its official rules do not check, or tell only when the
 * document is there: looked at before anything is written. */
#ifndef VERREKEN_IO_DOCUMENTS_UBL_CHECK_H
#define VERREKEN_IO_DOCUMENTS_UBL_CHECK_H

#include "engine/run.h"

/* Adds to run->batch->report what the partijen of the facturen and creditfacturen lack, and what is
 * there but wrong. `run` is complete. */
void ubl_check(Run *run);

/* For documents that people read: W512 for each iban on a factuur that is none. */
void iban_check(Run *run);

#endif
