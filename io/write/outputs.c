/* The description of every table that is written, made from outputs.def. */
#include "io/write/outputs.h"

enum { NEED_OF_MUST = true, NEED_OF_MAY = false };

#define OUTPUT(table, key, description) static const FieldSpec fields_of_##table[] = {
#define FIELD(table, column, type, need, words, description) \
    {#column, FIELD_##type, NEED_OF_##need, words, description},
#define OUTPUT_END(table) \
    }                     \
    ;
#include "io/write/outputs.def"

/* Each column behind a separator; the first is passed over. */
#define OUTPUT(table, key, description) static const char header_of_##table[] =
#define FIELD(table, column, type, need, words, description) ";" #column
#define OUTPUT_END(table) ;
#include "io/write/outputs.def"

const OutputSpec output_specs[OUTPUT_COUNT] = {
#define OUTPUT(table, key, description) \
    {#table,                            \
     #table ".csv",                     \
     description,                       \
     header_of_##table + 1,             \
     fields_of_##table,                 \
     COUNT_OF(fields_of_##table),       \
     key},
#define FIELD(table, column, type, need, words, description)
#define OUTPUT_END(table)
#include "io/write/outputs.def"
};
