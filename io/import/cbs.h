/* The parts of the import of lists of gemeenten. Used by cbs*.c alone. */
#ifndef VERREKEN_IO_IMPORT_CBS_H
#define VERREKEN_IO_IMPORT_CBS_H

#include "io/import/import.h"

/* What a row says about a gemeente. */
typedef struct Claim {
    RowIn row;
    Place place;        /* of the row */
    int opvolger_field; /* -1: none */
    Text code, naam;    /* naam empty: it does not say */
    bool says_end;      /* whether it ends, and what its opvolger is */
    bool says_ingang;
    Day ingang, vervallen_per;
    Text opvolger;
    bool refused;
} Claim;

/* What is known of a gemeente by the way: the name of the one of today, the day of a new one. */
typedef struct Hint {
    Text naam;
    Day ingang;
} Hint;

typedef enum CbsRole {
    CBS_CODE,
    CBS_CODE_GM,
    CBS_NAAM,
    CBS_INGANG,
    CBS_VERVALLEN,
    CBS_OPVOLGER,
    CBS_TOT,
    CBS_JAAR,
    CBS_OUD,
    CBS_NIEUW,
    CBS_NU_CODE,
    CBS_NU_NAAM,
    CBS_ROLES
} CbsRole;

enum { PASSED_OLD, PASSED_SELF, PASSED_SAME, PASSED_COUNT }; /* why a row is passed over */

typedef struct Cbs {
    Import *import;
    int field_of[CBS_ROLES];
    bool herindelingen; /* the file is a list of these */
    struct {
        Claim *items;
        size_t count, capacity;
    } claims;
    Symbols hint_codes;
    struct {
        Hint *items;
        size_t count, capacity;
    } hints;
    u64 passed[PASSED_COUNT]; /* rows */
    Place passed_at[PASSED_COUNT];
} Cbs;

/* Counts a row that says nothing new: their number is told at the end, with the place of the first
 * (cbs.c). */
void cbs_pass_over(Cbs *cbs, int why, Place place);

/* What all claims say together: one for each gemeente, in order of code. Those that are `refused`
 * are told, and no part of it (cbs_claims.c). */
const Claim *cbs_gemeenten(Cbs *cbs, size_t *count);

#endif
