/* Random histories of a grootboek: what the files of this program share.
 *
 * A history is a small settlement of 2025 that is run, posted, corrected and posted again; all of
 * it follows from its seed. world.c holds the tables and the INI; change.c changes them; ledger.c
 * reads a grootboek back; check.c says what must hold; history.c walks the steps. Chance, text,
 * CSV, dates and child processes are those of tests/second. */
#ifndef HISTORY_H
#define HISTORY_H

#include "gen.h"
#include "proef.h"

/* ---- the settlement (world.c) ---- */
typedef enum {
    PARTIJEN,
    SCHOLEN,
    CONTRACTEN,
    CONTRACT_SCHOLEN,
    KOSTEN,
    BIJDRAGEN,
    TARIEVEN,
    DEELNAMES,
    INSCHRIJVINGEN,
    WOONPLAATSEN,
    TELLINGEN,
    KENGETALLEN,
    VOORSCHOTTEN,
    TABLES
} TableName;

typedef struct {
    const char *head; /* regel kas, laag vf een … */
    LIST(Sleutelregel) keys;
} Section;

/* One of the two settlements that share the tables, the rules and the grootboek. */
typedef struct {
    const char *id, *tijdvak;
    int quarter; /* the last that was run; 0: none */
} Settlement;

typedef struct {
    Uittabel tables[TABLES];
    LIST(Section) rules;
    const char *kassier;
    Settlement settlements[2];
    int next;            /* number of a new row */
    Rijen stash[TABLES]; /* what was taken away with all its rows, to be put back */
    const char *stashed_column, *stashed;
} World;
extern World world;

/* How one run is asked for. */
typedef struct {
    Settlement *settlement;
    int first, last; /* the days of its quarter */
    int factuurdatum;
    int afgesloten; /* 0: not */
    const char *minimum;
    bool jaareinde, netto;
} Asked;

void make_world(void);
/* In `folder`: data/, run.ini with the grootboek, and fresh.ini without it. */
void write_world(const char *folder, const Asked *asked);
const char **cell(TableName table, size_t row, const char *column);
size_t row_count(TableName table);
size_t any_row(TableName table); /* of a table that has rows */
size_t find_row(TableName table, const char *column, const char *value); /* row_count(): none */
void remove_row(TableName table, size_t row);
const char *get_key(const char *head, const char *key);             /* NULL: absent */
void set_key(const char *head, const char *key, const char *value); /* NULL: takes it away */
const char *any_gemeente(void);
const char *now(const char *partij, int day); /* after opvolger */

/* Changes something, and tells what. */
const char *change_world(void);

/* ---- a grootboek (ledger.c) ---- */
typedef struct {
    const char *key;
    long long cents;
} Sum;
typedef LIST(Sum) Sums;
void add_sum(Sums *sums, const char *key, long long cents);
void add_up(Sums *sums); /* sorted, each key once, without zeros */
long long sum_of(const Sums *sums, const char *key);
long long cents_of(const char *euro);
const char *part(const char *key, int index); /* of a key with fields between ; */

typedef struct {
    Sums lines;   /* contract;school;eerste;laatste;crediteur;partij;laag;soort;voorschot;btw */
    Woorden dump; /* every row of every table, in the order of its keys */
    long boekingen, own; /* how many, and the last one of the settlement */
} Ledger;
/* A file that is not there is an empty grootboek. The lines are those of the settlement asked for
 * within the days that it settles. */
Ledger read_ledger(const char *path, const Asked *asked);
/* What a grootboek by itself must be; NULL, or what is wrong. */
const char *ledger_wrong(const char *path, const Asked *asked, const char *folder, long boekingen);
const char *same_dump(const Ledger *a, const Ledger *b);  /* NULL, or the first difference */
const char *only_added(const Ledger *a, const Ledger *b); /* NULL, or what is not */

/* ---- what must hold (check.c) ---- */
typedef struct {
    const char *verreken, *second;
    const char *folder; /* holds grootboek.db, in/, out/ */
    bool judged;        /* false: it is only replayed */
    const char *threads;
} Walk;
int verreken(const Walk *walk, const char *command, const char *what, const char *out);
const char *refusal(const Walk *walk, const char *what, int status);
/* Each: NULL, or what is wrong with the run in `out`, before and after it is posted. */
const char *run_wrong(const Walk *walk, const Asked *asked, const char *out);
const char *posted_wrong(const Walk *walk, const Asked *asked, const char *out);

/* ---- a history (history.c) ---- */
/* Walks `steps` steps; what was done is added to `told`. NULL, or what went wrong. */
const char *walk_history(const Walk *walk, unsigned long seed, int steps, Woorden *told,
                         Ledger *end);
#endif
