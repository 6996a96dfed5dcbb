/* The results of a run, stage by stage: tijdvakken and terms, pools, weights, lines, positions and
 * facturen. Plain data in columns or rows, sorted by what SPEC §8 sorts the written tables by. */
#ifndef VERREKEN_ENGINE_RUN_H
#define VERREKEN_ENGINE_RUN_H

#include "engine/rule.h"

/* --- plan: which tijdvakken there are, and what is agreed in each --------------------------- */

typedef struct Tijdvak {
    Interval days;
    Text label; /* 2025-Q4, or first..last when it is cut */
} Tijdvak;

/* One laag as it is in force in one tijdvak. */
typedef struct TermLaag {
    Text name;
    const Laag *laag;
    LaagPart part;
    i128 weight;      /* PART_FRACTION: its share is weight / RuleVersion.laag_total */
    u8 *is_deelnemer; /* by partij; NULL: everyone takes part */
    u32 *deelnemers;  /* the members as listed, each once, bytewise */
    size_t deelnemer_count;
} TermLaag;

typedef struct Terms {
    const RuleVersion *version; /* NULL: not asked for yet */
    TermLaag *lagen;            /* in the order of `lagen` */
    u32 *order;                 /* the lagen in bytewise order of their names */
} Terms;

/* The tijdvakken of a rule, sorted by label; terms run along. */
typedef struct RulePlan {
    Tijdvak *tijdvakken;
    Terms *terms;
    size_t count;
} RulePlan;

/* --- pools: what there is to divide ---------------------------------------------------------- */

typedef struct Pool {
    u32 contract, school; /* NONE: without a school */
    u32 tijdvak;          /* of the contract's RulePlan */
    i64 kosten, bijdragen;
    i64 boven_maximum;                     /* borne by the aanbieder (SPEC §12) */
    i64 boven_grens;                       /* with a grens: what of the kosten is above it */
    size_t first_bijdrage, bijdrage_count; /* in Run.bijdragen */
    size_t first_laag;                     /* in Run.lagen; one for each of the terms */
    size_t first_apart, apart_count;       /* in Run.aparts */
    size_t first_line, line_count;         /* in Run.lines */
    u32 crediteur;                         /* settle() finds it; NONE when it cannot */
} Pool;

/* What one deelname costs in one tijdvak under kosten = pxq. */
typedef struct PxqPart {
    u32 row, tijdvak;
    i64 cents, boven; /* boven: what of it is above the grens */
} PxqPart;

typedef struct PartijAmount {
    u32 partij;
    i64 cents;
} PartijAmount;

/* --- weights: who is counted how often ------------------------------------------------------- */

typedef enum LaagDecided { DECIDED_BY_WEIGHT, DECIDED_BY_PLACE, DECIDED_BY_YEAR } LaagDecided;

/* What one partij had of a laag before its drempel was applied. */
typedef struct Measured {
    u32 partij;
    i128 have;   /* leerlingen or units, over `denominator` of its LaagDetail */
    i128 weight; /* its own units, whether they count for it or go elsewhere */
} Measured;

/* What is kept of the counting of a laag with Run.keeps_detail. */
typedef struct LaagDetail {
    const u32 *partijen; /* for whom pupils were counted, bytewise */
    const u32 *start;    /* of each, its first in `pupils`; and the end of all */
    const u32 *pupils;   /* leerlingen; one with more than one unit may stand there more often */
    size_t partij_count;
    const Measured *measured; /* with a drempel: all partijen, bytewise */
    size_t measured_count;
    i64 denominator; /* of have */
    i128 least;      /* of have: who has less is below the drempel */
} LaagDetail;

/* One laag of one pool. */
typedef struct PoolLaag {
    u32 laag; /* index in the terms */
    LaagDecided decided;
    const u32 *partijen; /* bytewise; there are millions, so a weight takes no more than it must: */
    const u64 *narrow;   /* the weights, when their total is below 2^64; else NULL */
    const i128 *wide;    /* the weights, when narrow is NULL */
    size_t weight_count;
    i128 total;               /* Σ weights */
    i64 denominator;          /* a weight counts weight / denominator units */
    i64 cents;                /* what is divided; allocate() finds it, and what follows */
    const i128 *capped;       /* what each weight became under a plafond that bites; else NULL */
    i128 of;                  /* Σ capped, or total */
    const LaagDetail *detail; /* with Run.keeps_detail; else NULL */
} PoolLaag;

static inline i128 weight_at(const PoolLaag *laag, size_t i)
{
    return laag->narrow ? (i128)laag->narrow[i] : laag->wide[i];
}

/* Units that a fallback attributed, told in controles. */
typedef enum SignalKind {
    SIGNAL_ONBEKEND,
    SIGNAL_DREMPEL, /* a partij below the drempel: what went elsewhere */
    SIGNAL_LEEG,
    SIGNAL_VOORSCHOT,
    SIGNAL_MINIMUM,   /* a factuur below the minimum, which waits */
    SIGNAL_JAAREINDE, /* corrections that wait for the end of the boekjaar */
} SignalKind;
typedef struct Signal {
    SignalKind kind;
    u32 contract, school, tijdvak; /* of the pool; NONE where there is none */
    u32 laag;
    i128 weight; /* SIGNAL_ONBEKEND, SIGNAL_DREMPEL: units times denominator */
    i64 denominator;
    i64 cents;               /* SIGNAL_LEEG; SIGNAL_VOORSCHOT: what is left of it */
    i64 whole;               /* SIGNAL_VOORSCHOT: its bedrag */
    Text subject;            /* SIGNAL_VOORSCHOT: its id; SIGNAL_DREMPEL: the partij */
    u32 crediteur, debiteur; /* SIGNAL_MINIMUM, SIGNAL_JAAREINDE; cents: before btw */
} Signal;

/* --- lines: who bears what ------------------------------------------------------------------- */

typedef enum LineSoort {
    LINE_APART,
    LINE_BIJDRAGE,
    LINE_BOVEN_MAXIMUM,
    LINE_VERDEELD, /* bytewise */
} LineSoort;

#define NO_LAAG 0x3FFFFFFFu /* a line without a laag, written `-` */

/* A row of verdeling.csv. There are millions: 24 bytes. */
typedef struct Line {
    u32 pool, partij;
    u32 weight;    /* LINE_VERDEELD: of its laag; NONE: its share is 0 */
    u32 soort : 2; /* LineSoort */
    u32 laag : 30; /* index in the terms, or NO_LAAG */
    i64 cents;
} Line;

/* --- settlement: who owes whom --------------------------------------------------------------- */

/* What was paid beforehand, of one contract, to be taken off at one crediteur. */
typedef struct Prefinanced {
    u32 contract, crediteur, partij;
    u32 school, tijdvak; /* school NONE for a voorschot */
    u32 voorschot;       /* row of voorschotten, or NONE */
    u32 position;        /* that it is a part of */
    i64 cents;
} Prefinanced;

typedef struct Position {
    u32 contract, crediteur, partij; /* contract: maybe one that only the grootboek has */
    i64 aandeel, voorgefinancierd, niet_verrekend;
    i64 eerder_geboekt; /* all that was posted within the settled days */
} Position;

static inline i64 netto_of(const Position *p)
{
    return p->aandeel - p->voorgefinancierd - p->eerder_geboekt - p->niet_verrekend;
}

typedef enum FactuurSoort { FACTUUR, CREDITFACTUUR, SPECIFICATIE } FactuurSoort;

typedef struct Factuur {
    u32 crediteur, debiteur; /* after opvolger on the factuurdatum */
    bool group_v;            /* vrijgesteld or taxed; else outside the tax (SPEC §7) */
    FactuurSoort soort;
    u32 number; /* within its sequence, from 1 */
    i64 bedrag, btw, voorgefinancierd;
    size_t first_rate, rate_count;   /* in Run.btw */
    size_t first_line, line_count;   /* in Run.factuur_lines: its first regels, from 1 */
    size_t first_regel, regel_count; /* in Run.regels: those that follow */
} Factuur;

typedef struct BtwAmount {
    i32 rate; /* ten-thousandths of a percent */
    i64 over, btw;
} BtwAmount;

typedef enum RegelSoort {
    REGEL_GONE,           /* of the Books: what is taken back */
    REGEL_NIET_VERREKEND, /* a Position */
    REGEL_VOORSCHOT,      /* a Prefinanced */
    REGEL_BTW,            /* a BtwAmount */
} RegelSoort;

/* A row of factuurregels.csv that is not a line. */
typedef struct Factuurregel {
    RegelSoort soort;
    size_t index; /* of the Position, Prefinanced or BtwAmount */
} Factuurregel;

typedef struct Flow {
    u32 from, to;
    i64 cents; /* above 0 */
} Flow;

typedef struct BorderRow {
    u32 school, woongemeente; /* NONE: unknown */
    i128 days;                /* times Run.aandeel_common */
    i64 pupils;
} BorderRow;

/* resolve.h: the woonplaats of every pupil by day; no pupils when nothing asks for it. */
typedef struct Residences {
    struct Stretch *home; /* by pupil: where it is on the first settled day */
    u32 *first_turn;      /* by pupil, and at the end of each part */
    struct Turn **turns;  /* by part of the pupils */
    size_t pupils;
} Residences;

#define LIST(type)              \
    struct {                    \
        type *items;            \
        size_t count, capacity; \
    }

typedef struct Books Books; /* books.h */

typedef struct Run {
    Arena *arena;
    Batch *batch;
    const Settings *settings;
    RulePlan *plans;       /* by rule */
    u8 *told_no_version;   /* by contract: that its rule misses a version */
    Residences woonplaats; /* by all steps */
    Residences woonadres;  /* by steps 3 and 4 */
    i64 aandeel_common;    /* the common denominator of all aandelen of besluiten */
    LIST(Pool) pools;
    LIST(PxqPart) pxq; /* those of a deelname together, by tijdvak */
    size_t *first_pxq; /* by row of deelnames: its first, when it has any */
    LIST(PartijAmount) bijdragen, aparts;
    LIST(PoolLaag) lagen;
    LIST(Signal) signals;
    LIST(Line) lines;
    LIST(Prefinanced) prefinanced;
    LIST(Position) positions;
    LIST(Factuur) facturen;
    LIST(BtwAmount) btw;
    u32 *factuur_lines;        /* the lines that are on a factuur, by factuur */
    LIST(Factuurregel) regels; /* by factuur */
    LIST(Flow) flows;
    LIST(BorderRow) border;
    Books *books;      /* NULL: without a grootboek */
    bool keeps_detail; /* of each laag, for comparing: set before weigh() */
    bool keeps_pupils; /* with it: also who was counted */
} Run;

static inline const Tijdvak *tijdvak_of(const Run *run, u32 contract, u32 tijdvak)
{
    return &run->plans[run->settings->rule_of_contract[contract]].tijdvakken[tijdvak];
}

static inline const Terms *terms_of(const Run *run, u32 contract, u32 tijdvak)
{
    return &run->plans[run->settings->rule_of_contract[contract]].terms[tijdvak];
}

/* The share of a line of LINE_VERDEELD: share / of. */
typedef struct LineShare {
    i128 share, of;
} LineShare;
static inline LineShare share_of_line(const Run *run, const Line *line)
{
    const PoolLaag *laag = &run->lagen.items[run->pools.items[line->pool].first_laag + line->laag];
    if (line->weight == NONE) return (LineShare){0, laag->of};
    return (LineShare){laag->capped ? laag->capped[line->weight] : weight_at(laag, line->weight),
                       laag->of};
}

/* CONTRACT/SCHOOL/TIJDVAK, for messages and controls. */
Text pool_name(const Run *run, Arena *arena, u32 contract, u32 school, u32 tijdvak);

/* ` of laag NAME`, or nothing for the one laag of a rule without lagen: for messages. */
Words laag_words(Arena *arena, Text name);

/* --- the stages, in the order of the pipe ---------------------------------------------------- */

/* Cross-checks the tables (SPEC §3): duplicate keys, overlaps, rows outside their contract. */
void validate(Run *run);

/* The part of validate() that hangs on the rules, for tables that were checked before. */
void validate_rules(Run *run);

/* Lists the tijdvakken of every rule. */
void plan(Run *run);

/* Resolves the woonplaats of every pupil by day (SPEC §4). Residences that are there already, of a
 * run of the same tables that asked the same, stay. */
void resolve(Run *run);

/* Makes the pools and what each costs (SPEC §5). */
void cost(Run *run);

/* Counts the units of every laag of every pool (SPEC §6). */
void weigh(Run *run);

/* Turns the shares of every laag of every pool into cents (SPEC §6). */
void allocate(Run *run);

/* Gives the lines back when all that needs them is written: they are much of the memory. */
void forget_lines(Run *run);

/* By line the factuur that it is on, or NONE; before forget_lines(). */
u32 *factuur_of_lines(Arena *arena, const Run *run);

/* Finds who pays whom (SPEC §7), less what the grootboek has (SPEC §9). */
void settle(Run *run);

/* Counts who goes to school where (SPEC §8, grensverkeer.csv). */
void count_border(Run *run);

/* What is divided of a pool, apart included (SPEC §5). */
static inline i64 te_verdelen(const Pool *pool)
{
    return pool->kosten - pool->bijdragen - pool->boven_maximum;
}

/* The calendar unit that `day` lies in, and its label; of TIJDVAK_PERIODE a quarter. */
Interval calendar_unit(TijdvakKind kind, Day day);
Text unit_label(Arena *arena, TijdvakKind kind, Interval unit);

/* The terms in force in a tijdvak of a rule; NULL with a fault when a version is missing. */
const Terms *terms_in_force(Run *run, u32 contract, u32 tijdvak);

/* The regiegemeente of a pool (SPEC §7), after opvolger on the tijdvak's first day; NONE: none. */
u32 regiegemeente_of(const Run *run, u32 contract, u32 school, Day first);

#endif
