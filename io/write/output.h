/* The folder of a settlement: what run writes, and post writes again with final numbers. */
#ifndef VERREKEN_IO_WRITE_OUTPUT_H
#define VERREKEN_IO_WRITE_OUTPUT_H

#include "io/changes/corrections.h"
#include "io/command/options.h"
#include "io/documents/logo.h"
#include "io/documents/render.h"
#include "io/system/paths.h"
#include "io/system/sys.h"
#include "io/write/manifest.h"

/* A folder that is being written. */
typedef struct Output {
    Arena *arena;
    Run *run;
    Staging staging;
    Controls controls;
    Manifest manifest;
    Corrections corrections;
    const char *inputs;  /* the folder where the inputs of this run stand; NULL: nowhere */
    KeptBefore before;   /* that folder and its inputs; zeros: it is none */
    const char *concept; /* the folder of the run, which post and verify write again; else NULL */
    bool numbers_alone;  /* the tables are there: only those with numbers are written again */
    Formats formats;     /* of the documents beside the tables */
    const Corrected *corrected;   /* what the facturen correct, when there are documents */
    Logo logo;                    /* that stands on them, and is kept */
    const Pseudonyms *pseudonyms; /* of the specificaties */
} Output;

/* Makes the staging folder of a command that writes what `is_ours` knows; a status to end with, or
 * EXIT_DONE. */
int begin_folder(Arena *arena, Staging *staging, const char *target, IsOurs *is_ours,
                 const void *context);

/* The same for the folder of a settlement, in output->staging. */
int begin_output(Output *output, const char *target);

/* The tables, and then controls over them; the statuses are as above. */
int write_output_tables(Output *output);
int write_output_controls(Output *output);

/* The documents, after the controls; no thread may run meanwhile. */
int write_output_documents(Output *output);

/* With a grootboek: what each correction comes from, when the inputs are kept. `previous`: the
 * boekingen of the afrekening. When the folder of the last one is not there any more, the
 * correcties.csv of the concept is kept as it is: *missing is that folder, else empty. */
int write_output_corrections(Output *output, const Previouses *previous, Text *missing);

/* Takes a file over from the concept, as it is. */
int keep_output(Output *output, const char *name);

/* Keeps the inputs and the place of the grootboek, and hashes what was written. */
int keep_output_inputs(Output *output, bool kept, Text grootboek, Text pseudoniem);
int hash_output(Output *output);
/* datapackage.json, when all it tells of is hashed; and manifest.json, the last of all. */
int write_output_package(Output *output);
int write_output_manifest(Output *output);

/* The place of the grootboek that was kept with a folder; empty: it has none. */
Text kept_grootboek(Arena *arena, Text folder);
/* The same of the key of the pseudonyms. */
Text kept_pseudoniem(Arena *arena, Text folder);

#endif
