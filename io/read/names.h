/* A list of names for a message: those of the columns of a header, of the sheets of a workbook. */
#ifndef VERREKEN_IO_READ_NAMES_H
#define VERREKEN_IO_READ_NAMES_H

#include "engine/text.h"

/* Adds a name to the list, or … when that is long enough. False: it was, and nothing is to be added
 * any more. */
bool build_name(TextBuilder *names, Text name);

#endif
