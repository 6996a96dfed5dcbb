/* What the grootboek holds of this afrekening, and what a run adds to it (SPEC §9).
 *
 * An identity is afrekening, contract, school, first and last day, crediteur, partij, laag and
 * soort (of a voorschot also its id); a difference also keeps apart what was posted with another
 * btw. A posted amount has the sign that it has on a factuur: a voorschot and a niet_verrekend come
 * off.
 */
#ifndef VERREKEN_ENGINE_BOOKS_H
#define VERREKEN_ENGINE_BOOKS_H

#include "engine/run.h"

typedef enum EntrySoort {
    ENTRY_APART = LINE_APART,
    ENTRY_BIJDRAGE = LINE_BIJDRAGE,
    ENTRY_BOVEN_MAXIMUM = LINE_BOVEN_MAXIMUM,
    ENTRY_VERDEELD = LINE_VERDEELD,
    ENTRY_NIET_VERREKEND,
    ENTRY_VOORSCHOT,
    ENTRY_SOORT_COUNT,
} EntrySoort;

extern const char *const entry_soorten[ENTRY_SOORT_COUNT]; /* as they are written */

/* An identity but for its partij. A contract or school that the tables do not have any more is a
 * number behind their rows: contract_code() and school_code() know it. */
typedef struct PostedPost {
    u32 contract, school; /* school NONE: without */
    Interval days;        /* of a niet_verrekend the first day of the boekjaar alone */
    u32 crediteur;
    Text laag;
    EntrySoort soort;
    Text voorschot; /* of ENTRY_VOORSCHOT its id; empty for what a methode prefinanced */
    i32 btw;        /* a rate, or one of Btw but BTW_LEEG */
    u32 boeking;    /* the first that posted on it */
    i64 number;     /* of the post in the grootboek */
} PostedPost;

typedef struct PostedRow {
    u32 post, partij;
    i64 cents;
} PostedRow;

/* What a run finds in the grootboek when it begins: all that overlaps the settled days. */
typedef struct Posted {
    PostedPost *posts;
    size_t post_count;
    PostedRow *rows; /* in the order of their boekingen */
    size_t row_count;
} Posted;

/* What was posted and today's run has no more: it is taken back. */
typedef struct Gone {
    u32 post, partij;
    u32 position;
    i64 cents; /* as posted, never 0 */
} Gone;

/* One difference between what is posted and what today's run says. */
typedef struct Entry {
    u32 contract, school, crediteur, partij;
    Interval days;   /* of the tijdvak that it is about */
    Interval booked; /* of the tijdvak that it is booked in: the first open one */
    Text laag;
    EntrySoort soort;
    Text voorschot;
    i32 btw;
    u32 factuur;     /* in Run.facturen, or NONE: own share */
    bool is_gone;    /* today's run has it no more: it is taken back */
    bool correction; /* of a tijdvak before the periode (SPEC §9) */
    i64 cents;       /* as on a factuur, never 0 */
    i64 posted;      /* what was posted before */
} Entry;

/* What take_off_posted() finds. By position, line and prefinanced: those of the run. */
struct Books {
    Posted posted;
    u32 *position_of_line;
    i64 *line, *prefinanced, *unsettled; /* what was posted of each line, prefinanced, position */
    LIST(Gone) gone;
    /* facturen.c: by position, then by Gone: its factuur, NONE, or WAITS. */
    u32 *factuur_of;
    LIST(Entry) entries; /* what is posted: list_entries() */
    /* By factuur, when they are posted; else NULL. */
    Text *numbers;
    i64 *volgnummers;
    bool is_final; /* the numbers are those that are written, not those of the concept */
};

/* A difference that is neither billed nor posted: it comes back next time ([factuur] minimum). */
#define WAITS (NONE - 1)

/* Compares the run with `books->posted`, which is filled in: today's lines and prefinancings, and
 * what is gone. Positions that only the grootboek has are added. Called when positions are made. */
void take_off_posted(Run *run, u32 *position_of_line);

/* The difference of a line, of a prefinancing, of the margin of a position, of what is gone; cents
 * may be 0. */
Entry entry_of_line(const Run *run, size_t line);
Entry entry_of_prefinanced(const Run *run, size_t prefinanced);
Entry entry_of_unsettled(const Run *run, size_t position);
Entry entry_of_gone(const Run *run, size_t gone);

/* Whether an entry waits for the end of the boekjaar ([factuur] correcties = jaareinde). */
bool waits_for_year_end(const Run *run, Interval days);

/* All entries that are posted with this run: of lines, of prefinancings, of margins and of what is
 * gone, each in their own order: Books.entries. */
void list_entries(Run *run);

/* The label of a tijdvak that is a whole month, quarter or year; else FIRST..LAST. */
Text interval_label(Arena *arena, Interval days);

/* The btw of a contract towards a crediteur (SPEC §7): a rate, or one of Btw but BTW_LEEG. */
i32 btw_of(const Run *run, u32 contract, u32 crediteur);

#endif
