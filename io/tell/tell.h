/* Prints the faults of a report to stderr: file:line:column, id, field, text, the source line and a
 * caret. */
#ifndef VERREKEN_IO_TELL_TELL_H
#define VERREKEN_IO_TELL_TELL_H

#include "engine/batch.h"

/* Prints at most `most` errors and as many warnings, and always how many there are. */
void tell_faults(const Batch *batch, u64 most);

/* What was told so far by this process, for who says what to do next. */
typedef struct WhatWasTold {
    const char *first_error; /* E203; NULL: none */
    bool rows;               /* an error stands at a row of a table */
} WhatWasTold;
WhatWasTold what_was_told(void);

#endif
