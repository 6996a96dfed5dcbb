/* [invoer]: which file each table is. */
#ifndef VERREKEN_IO_INPUT_FILES_H
#define VERREKEN_IO_INPUT_FILES_H

#include "engine/ini_doc.h"
#include "io/tables.h"

/* Reads map, codering and the names of tables; paths are relative to the folder of the INI. */
InputFiles input_files(Batch *batch, IniDoc *doc, Text ini_path);

#endif
