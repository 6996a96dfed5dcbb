/* Reads settlement.ini: iniparser gives the values, a scan of our own the places and the faults
 * that iniparser passes in silence (SPEC §2). */
#ifndef VERREKEN_IO_READ_INI_H
#define VERREKEN_IO_READ_INI_H

#include "engine/batch.h"
#include "engine/ini_doc.h"

/* Reads the INI at `path` as source SOURCE_INI. Faults go to the report; after one the document may
 * be incomplete. */
IniDoc ini_read(Batch *batch, Text path);

#endif
