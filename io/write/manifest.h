/* manifest.json: what a settlement was made of and what it is, with the SHA-256 of each file (SPEC
 * §10), and the copies of the inputs beside it. */
#ifndef VERREKEN_IO_WRITE_MANIFEST_H
#define VERREKEN_IO_WRITE_MANIFEST_H

#include "io/control/controls.h"
#include "io/documents/formats.h"
#include "io/documents/logo.h"
#include "io/grootboek/grootboek.h"
#include "io/recount/recount.h"

#define MANIFEST_FILE "manifest.json"
#define INPUT_FOLDER "invoer"
#define KEPT_INI "settlement.ini"
#define KEY_FILE "pseudoniem"  /* in INPUT_FOLDER: where the key is, from the folder on */
#define ORIGIN_FILE "herkomst" /* in INPUT_FOLDER: where the grootboek is, from the folder on */

typedef struct ManifestFile {
    Text file;   /* from the folder on: pools.csv, invoer/kosten.csv */
    Text source; /* of an input: the name of the file that it was */
    Text sheet; /* of a table that was made of a sheet: its name, and the file of the workbook as it
                   was kept */
    Text workbook;
    Text sha256;
    u64 bytes;
} ManifestFile;

typedef struct ManifestFiles {
    ManifestFile *items;
    size_t count, capacity;
} ManifestFiles;

typedef struct Manifest {
    ManifestFiles inputs, outputs;
    bool kept;             /* the inputs are in the folder */
    bool books;            /* it was made with a grootboek */
    Formats formats;       /* in which it was written */
    Text version;          /* of verreken, that wrote it; empty: this one */
    Text afrekening;       /* id */
    GrootboekState state;  /* that it started from */
    i64 boeking;           /* that it is posted as; 0: it is a concept */
    Text hash;             /* of that boeking's zegel */
    Text akkoord, concept; /* who agreed; SHA-256 of the manifest of the concept */
    RecountTold told;      /* for the second calculation; read alone: it is written from the run */
    bool untold;           /* it is of before that was told, or to be as it was then */
} Manifest;

/* The folder of a settlement that is computed again from the inputs that were kept in it. */
typedef struct KeptBefore {
    const char *folder; /* NULL: it is none, the inputs are where the INI says */
    const ManifestFiles *inputs;
} KeptBefore;

/* Copies the INI, every table that was read, the logo and the workbooks that tables were sheets of
 * to INPUT_FOLDER in `folder`, unless `kept` is false, and tells what each is. A table that was a
 * sheet is kept as the text that was made of it. False: *file could not be, and why. */
bool keep_inputs(Arena *arena, const Batch *batch, Text folder, bool kept, const Logo *logo,
                 KeptBefore before, ManifestFiles *inputs, const char **file, const char **reason);

/* Whether the name of a file in INPUT_FOLDER is one that a workbook is kept under. */
bool is_kept_workbook(Text name);

/* The size and SHA-256 of `files` in a folder, side by side. */
bool hash_files(Arena *arena, Text folder, ManifestFiles *files, const char **file,
                const char **reason);

/* One text over the hashes of files: that of all inputs. */
Text hash_of_files(Arena *arena, const ManifestFiles *files);

/* The totals of a settlement, as manifest.json has them. */
typedef struct Totals {
    i128 kosten, bijdragen, boven_maximum;
    i128 aandeel, voorgefinancierd, eerder_geboekt, niet_verrekend, netto;
    size_t facturen;
    i128 bedrag, btw, te_betalen, stromen;
} Totals;
Totals totals_of(const Run *run);

/* The partijen of posities that have an opvolger on the factuurdatum, and the afronding of pools
 * where it is not largest remainder in cents. */
RecountTold told_of(Arena *arena, const Run *run);

/* Writes manifest.json into `folder`, with the totals of the run. */
bool manifest_write(Arena *arena, const Run *run, const Controls *controls,
                    const Manifest *manifest, Text folder, const char **reason);

/* Reads it. False: *problem says what is wrong with it. */
bool manifest_read(Arena *arena, Text folder, Manifest *manifest, Text *sha256, Text *problem);

#endif
