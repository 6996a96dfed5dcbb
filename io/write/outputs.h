/* The tables that verreken writes: names, columns and what they mean, from outputs.def. */
#ifndef VERREKEN_IO_WRITE_OUTPUTS_H
#define VERREKEN_IO_WRITE_OUTPUTS_H

#include "engine/text.h"

typedef enum OutputId {
#define OUTPUT(table, key, description) OUTPUT_##table,
#define FIELD(table, column, type, need, words, description)
#define OUTPUT_END(table)
#include "io/write/outputs.def"
    OUTPUT_COUNT
} OutputId;

typedef enum FieldType {
    FIELD_CODE,
    FIELD_CONTRACT,
    FIELD_SCHOOL,
    FIELD_FACTUUR,
    FIELD_TEXT,
    FIELD_LABEL,
    FIELD_DATE,
    FIELD_CENTS,
    FIELD_COUNT,
    FIELD_FRACTION,
} FieldType;

typedef struct FieldSpec {
    const char *name;
    FieldType type;
    bool required;
    const char *words; /* with | between; "": any */
    const char *description;
} FieldSpec;

typedef struct OutputSpec {
    const char *name, *file, *description; /* pools, pools.csv */
    const char *header;                    /* its columns with ; between */
    const FieldSpec *fields;
    size_t field_count, key_count; /* key_count: of its first columns, 0: no key */
} OutputSpec;

extern const OutputSpec output_specs[OUTPUT_COUNT];

#endif
