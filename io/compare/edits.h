/* What the command line changes in a settlement.ini: `--set 'regel prodeba:drempel=5 leerlingen'`.
 */
#ifndef VERREKEN_IO_COMPARE_EDITS_H
#define VERREKEN_IO_COMPARE_EDITS_H

#include "engine/batch.h"
#include "engine/ini_doc.h"

/* SECTION:KEY=VALUE. An empty value takes the key away. */
typedef struct Edit {
    Text given, section, key, value; /* slices of `given` */
} Edit;

typedef struct Edits {
    Edit *items;
    size_t count, capacity;
} Edits;

/* `given` is one line of UTF-8. False: it has not the form of an edit. */
bool edit_parse(Text given, Edit *edit);

/* Changes the sections that the edits name; faults are told at the edit. Those of a contract wait
 * for the tables. */
void edits_apply(Batch *batch, IniDoc *doc, const Edits *edits);

/* `contract C1:regel=NAME`: gives the contract another rule, in a copy of that column. */
void edits_apply_contracts(Batch *batch, IniDoc *doc, const Edits *edits);

#endif
