/* Faults in the input: what is told, where, and the list of all that can be told (faults.def).
 *
 * A stage adds faults to the Report and goes on; the pipe stops after a stage with an error in it.
 * Nothing here prints: the edge does, with the source line and a caret.
 */
#ifndef VERREKEN_ENGINE_FAULT_H
#define VERREKEN_ENGINE_FAULT_H

#include "engine/taal.h"

typedef enum Severity { SEVERITY_ERROR, SEVERITY_WARNING } Severity;

typedef enum FaultId {
#define FAULT(letter, number, name, english, dutch) letter##number##_##name,
#include "engine/faults.def"
#undef FAULT
    FAULT_COUNT
} FaultId;

typedef struct FaultSpec {
    const char *id;   /* E203: never changes its meaning */
    const char *name; /* UNKNOWN_PARTIJ */
    Severity severity;
    const char *text, *dutch; /* what is wrong; what to do. %1 to %5 stand for the arguments */
} FaultSpec;

extern const FaultSpec fault_specs[FAULT_COUNT];

/* A file that was read, kept for messages: sources 0 … of a Batch. */
typedef struct Source {
    Text path;      /* as it is shown */
    Text text;      /* UTF-8, without a byte order mark: ask source_text() */
    char separator; /* of a table, or 0 for the INI */
    /* When `text` was made of a sheet of a workbook, line for row and field for column, `path` is
     * that of the workbook; empty and NULL: the text is that of the file. */
    Text sheet;
    const struct Workbook *workbook;
    /* A large file whose rows were read is let go, and read again by who needs its text;
     * io/read/source.c alone uses what follows. */
    _Atomic bool let_go;
    Arena *memory;
    const char *block; /* as the file was read into it */
    u8 codering;
    bool converted; /* to UTF-8 */
    u64 stamp[4];
} Source;

enum { SOURCE_INI = 0, SOURCE_TABLES = 1 }; /* table t is source SOURCE_TABLES + t */

/* Where a fault is. line 0: the file as a whole. field >= 0: that field of the record that begins
 * at `line` (the edge finds its column); else `column`, 1-based, in characters, 0: the line. */
typedef struct Place {
    u32 source, line;
    i32 field;
    u32 column, length; /* characters */
    Text name;          /* of the field or key, empty when there is none */
} Place;

typedef struct Fault {
    FaultId id;
    Place place;
    Text text;  /* complete, without place and id, in the language in force */
    Text dutch; /* the same in Dutch: for what is written */
} Fault;

enum { FAULTS_KEPT = 20000 }; /* more are counted, not kept */

typedef struct Report {
    Arena *arena;
    Fault *items;
    size_t count, capacity; /* those that are kept */
    u64 errors, warnings;   /* all */
    u32 seen[FAULT_COUNT];  /* how often each was told */
} Report;

enum { FAULT_ARGUMENTS_MOST = 5 };

void fault_add(Report *report, FaultId id, Place place, const Words *arguments, size_t count);

/* FAULT_AT(report, E203_UNKNOWN_PARTIJ, place, text, …): up to five, each a Text or Words. */
#define FAULT_AT(report, id, place, ...)                                      \
    fault_add((report), (id), (place), (Words[]){EACH_AS_WORDS(__VA_ARGS__)}, \
              COUNT_OF(((Words[]){EACH_AS_WORDS(__VA_ARGS__)})))
#define FAULT_PLAIN(report, id, place) fault_add((report), (id), (place), NULL, 0)

/* Adds what `from` tells after what `to` tells; its texts stay where they are. */
void report_join(Report *to, const Report *from);

/* Sorted by source, line, field, column, id, text, each once: what is told does not depend on who
 * found it, or how often. */
void report_sort(Report *report);

#endif
