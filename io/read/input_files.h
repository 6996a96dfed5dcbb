/* [invoer]: which file each table is. */
#ifndef VERREKEN_IO_READ_INPUT_FILES_H
#define VERREKEN_IO_READ_INPUT_FILES_H

#include "engine/ini_doc.h"
#include "io/read/tables.h"

/* Reads map, codering and the names of tables; paths are relative to the folder of the INI. With
 * `kept`, the folder in which a run kept its inputs, the tables are there, under their own names.
 */
InputFiles input_files(Batch *batch, IniDoc *doc, Text ini_path, Text kept);

#endif
