/* A settlement in one function: read → validate → plan → resolve → cost → weigh → allocate →
 * settle. */
#ifndef VERREKEN_IO_PIPE_H
#define VERREKEN_IO_PIPE_H

#include "io/compare/edits.h"
#include "io/documents/earlier.h"
#include "io/documents/formats.h"
#include "io/documents/logo.h"
#include "io/documents/pseudonym.h"
#include "io/grootboek/grootboek.h"
#include "io/read/tables.h"

/* What was read and found once, for several settlements of the same tables. Zeros: nothing yet. The
 * first settlement that reads its tables without a fault fills it. */
typedef struct SharedInput {
    Arena *arena; /* of all of it, and longer than any run of it */
    bool filled;
    Batch batch; /* the tables with their indexes, and their sources */
    InputFiles files;
    Residences woonplaats, woonadres; /* as `asked` */
    i64 onderbreking;                 /* that they were resolved with */
    Day settled;                      /* the first settled day */
} SharedInput;

/* What is settled. */
typedef struct PipeInput {
    Text ini;           /* its path */
    Text kept;          /* the folder of the tables as a run kept them; empty: where the INI says */
    Text pseudoniem;    /* the path of the key; empty: what the INI says */
    Text grootboek;     /* its path; empty: what the INI says, from the folder of the INI */
    i64 upto;           /* only boekingen up to this one count; negative: all */
    Formats formats;    /* of the documents that will be made: what they need is checked and read */
    bool without_books; /* no grootboek is looked at, whatever the INI says */
    bool without_border; /* nobody asks for the grensverkeer */
    const Edits *edits;  /* changes of the INI; NULL: none */
    SharedInput *shared; /* to be filled, or taken when the tables are the same; NULL: nothing */
    /* Called before the counting, when there is no error; NULL: not. */
    void (*before_weigh)(void *context, Run *run);
    void *context;
} PipeInput;

/* How far a settlement went. */
typedef struct Outcome {
    Run *run;            /* complete when ok */
    bool ok;             /* no error; else the report says what is wrong */
    bool unreadable;     /* the system refused a file: exit 4 */
    Grootboek grootboek; /* open, when there is one; to be closed */
    GrootboekState state;
    Previouses previous; /* the boekingen of this afrekening in the boekjaar */
    Logo logo;           /* on the documents */
    Text pseudoniem;     /* the path of the key of the specificaties; empty: none */
    const Pseudonyms *pseudonyms;
    Corrected *corrected; /* by factuur: what it corrects; NULL: nothing, or no documents */
    bool is_new;          /* there is no grootboek yet */
    bool shares, took;    /* the tables are those of PipeInput.shared; which had them before */
} Outcome;

/* Reads the INI, every table and the grootboek, and computes the settlement in `arena`. Nothing is
 * written or printed: the faults are in run->batch->report. */
Outcome run_pipe(Arena *arena, const PipeInput *input);

#endif
