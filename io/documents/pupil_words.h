/* Free texts (omschrijvingen) without the pupils that they name: who writes "Casus L0001" with an
 * amount means well, but the report and the workbooks go to others. */
#ifndef VERREKEN_IO_DOCUMENTS_PUPIL_WORDS_H
#define VERREKEN_IO_DOCUMENTS_PUPIL_WORDS_H

#include "engine/batch.h"
#include "engine/symbols.h"

typedef struct PupilWords {
    Arena *arena; /* of the texts that are made, and of the identifiers */
    const Batch *batch;
    bool known; /* the identifiers are in `ids` */
    Symbols ids;
} PupilWords;

static inline PupilWords pupil_words(Arena *arena, const Batch *batch)
{
    return (PupilWords){.arena = arena, .batch = batch, .ids = {.arena = arena}};
}

/* The text with "(leerling)" for each identifier of a pupil of the input in it; the text itself
 * when there is none. An identifier is found as a word by itself, also between the marks . _ / -
 * that may be part of one: the longest that fits. */
Text without_pupils(PupilWords *words, Text text);

#endif
