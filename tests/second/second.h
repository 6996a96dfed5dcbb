/* The second calculation: one header for all its files.
 * In: a settlement.ini with its tables. Out: the tables of SPEC section 8.
 * Always: no code is shared with the engine; every number is an exact rational; every day is
 * looked at by itself. Nothing is fast on purpose. */
#ifndef SECOND_H
#define SECOND_H

#include <gmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* ---- memory and text (basis.c) ---- */
void *xalloc(size_t n); /* zeroed, freed by xfree_all */
/* What xalloc may give in all, and what it calls, which does not return, when that is not enough.
 * Set by a fuzzer alone. */
extern size_t xalloc_most;
extern void (*xalloc_ends)(void);
void xfree_all(void);
void *grow(void *v, size_t *n, size_t *cap, size_t size); /* room for one more, n is raised */
char *xstrf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
char *xcut(const char *s, size_t n);          /* the first n bytes, trimmed of white space */
bool same(const char *a, const char *b);      /* equal */
bool same_name(const char *a, const char *b); /* equal, ignoring case */
char *slurp(const char *path, bool needed);   /* whole file or NULL */
_Noreturn void die(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#define LIST(T)        \
    struct {           \
        T *v;          \
        size_t n, cap; \
    }
#define ADD(l) ((l).v = grow((l).v, &(l).n, &(l).cap, sizeof *(l).v), &(l).v[(l).n - 1])

/* ---- dates: a day is a number, 1970-01-01 is 0 (datum.c) ---- */
enum { OPEN_BEGIN = -10000000, OPEN_EIND = 10000000 };
int dag(int y, int m, int d);
void ymd(int day, int *y, int *m, int *d);
int jaar_van(int day);
int dagen_in_maand(int y, int m);
int weekdag(int day); /* Monday 0 .. Sunday 6 */
int lees_datum(const char *s, int if_empty);
bool is_datum(const char *s);
char *datum_tekst(int day);

/* ---- exact numbers (getal.c); a Q is never changed after it is made ---- */
typedef mpq_ptr Q;
void getal_begin(void); /* before the first number */
Q q_int(long n);
Q q_frac(long n, long d);
Q q_add(Q a, Q b);
Q q_sub(Q a, Q b);
Q q_mul(Q a, Q b);
Q q_div(Q a, Q b);
Q q_neg(Q a);
Q q_abs(Q a);
Q q_floor(Q a);
Q q_round(Q a); /* R of the SPEC: halves away from zero */
Q q_max(Q a, Q b);
int q_cmp(Q a, Q b);
int q_sgn(Q a);
char *q_text(Q a);             /* n or n/d */
char *q_euro(Q cents);         /* 12.34 */
Q lees_getal(const char *s);   /* decimal, point or comma, thousands, euro sign */
Q lees_aandeel(const char *s); /* 12,5% or 1/3 or a decimal */

/* ---- weights or amounts per partij ---- */
typedef struct {
    const char *code;
    Q q;
} Post;
typedef LIST(Post) Bag;
Q bag_get(const Bag *b, const char *code); /* NULL when it is not there */
void bag_add(Bag *b, const char *code, Q q);
void bag_sort(Bag *b);
Q bag_sum(const Bag *b);
void largest_remainder(Q n, const Q *shares, size_t count, Q *out); /* ties: lower index */

/* ---- INI and CSV (ini.c, csv.c) ---- */
typedef struct {
    const char *name, *value;
} Sleutelregel;
typedef struct {
    const char *type, *name, *name2;
    int vanaf;
    LIST(Sleutelregel) keys;
} Sectie;
typedef struct {
    const char *path;
    LIST(Sectie) s;
} Ini;
void ini_read(Ini *ini, const char *path);
const char *ini_get(const Sectie *s, const char *key); /* NULL when absent or s is NULL */
const Sectie *ini_version(const Ini *ini, const char *type, const char *n1, const char *n2,
                          int day);
bool ini_has(const Ini *ini, const char *type, const char *name);
typedef LIST(const char *) Woorden;
Woorden splits_lijst(const char *s); /* comma followed by white space */
Woorden splits_wit(const char *s);   /* white space */

typedef LIST(Woorden) Rijen;
typedef struct {
    Woorden kop;
    Rijen rij;
} Tabel;
Tabel csv_read(const char *path); /* an absent file is an empty table */
void csv_rij(FILE *f, const Woorden *w); /* a line, with ; and quotes where RFC 4180 demands them */
const char *veld(const Tabel *t, size_t row, const char *column); /* "" when absent */

/* ---- the batch (batch.c, batch_lees.c) ---- */
typedef struct {
    const char *code, *soort, *opvolger;
    int per;
} Partij;
typedef struct {
    const char *school, *soort, *gemeente, *swv, *bestuur, *regio;
} School;
typedef LIST(const School *) Scholen;
typedef struct {
    const char *code, *aanbieder, *regel, *regie, *btw;
    int begin, eind;
    Q maximum;       /* cents, or NULL */
    Scholen scholen; /* sorted by code */
} Contract;
typedef struct {
    const Contract *contract;
    const School *school; /* or NULL */
    const char *partij;   /* of a bijdrage */
    int begin, eind;
    Q cents;
} Bedrag;
typedef struct {
    const char *contract, *product;
    Q tarief;
    int begin, eind;
} Tarief;
typedef struct {
    const char *id, *leerling, *product, *frequentie, *gemeente, *betaler;
    const Contract *contract;
    const School *school;
    int begin, eind; /* eind as written, or OPEN_EIND */
    int einde;       /* an open end is the contract's, else that of the periode */
    Q volume;        /* or NULL */
} Deelname;
typedef struct {
    const char *leerling, *gemeente;
    const School *school;
    int begin, eind;
} Inschrijving;
typedef struct {
    const char *leerling, *gemeente;
    int begin, eind;
    bool aantekening;
} Woonplaats;
typedef struct {
    const char *leerling, *soort;
    int begin, eind;
} Verblijf;
typedef struct {
    const char *leerling, *gemeente;
    int begin, eind;
    Q aandeel;
} Besluit;
typedef struct {
    const char *leerling, *geboorte, *hulpvraag;
    bool geheim;
} Leerling;
typedef struct {
    const School *school;
    const char *gemeente;
    int peildatum;
    Q aantal;
} Telling;
typedef struct {
    const char *naam, *gemeente;
    int peildatum;
    Q waarde;
} Kengetal;
typedef struct {
    const char *id;
    const Contract *contract;
    const char *partij;
    int datum, begin, eind; /* begin OPEN_BEGIN: without dates */
    Q cents;
} Voorschot;
typedef struct {
    const char *regio;
    int begin, eind;
} Vakantie;
typedef struct {
    int eerst, laatst;
    char *label;
} Tijdvak;
typedef LIST(Tijdvak) Tijdvakken;

typedef struct {
    Ini ini;
    const Sectie *run; /* [afrekening] */
    int begin, eind;   /* periode */
    int factuurdatum, betaaltermijn, onderbreking;
    const char *kassier; /* or NULL */
    LIST(Partij) partijen;
    LIST(School) scholen;
    LIST(Contract) contracten; /* sorted by code */
    LIST(Bedrag) kosten;
    LIST(Bedrag) bijdragen;
    LIST(Tarief) tarieven;
    LIST(Deelname) deelnames; /* sorted by id */
    LIST(Inschrijving) inschrijvingen;
    LIST(Woonplaats) woonplaatsen;
    LIST(Verblijf) verblijven; /* sorted by begindatum */
    LIST(Besluit) besluiten;
    LIST(Leerling) leerlingen;
    LIST(Telling) tellingen;
    LIST(Kengetal) kengetallen;
    LIST(Voorschot) voorschotten;
    LIST(Vakantie) vakanties;
} Batch;
extern Batch batch;
void batch_read(const char *ini_path);
const Partij *partij_van(const char *code); /* NULL when unknown */
const char *opvolger(const char *code, int day);

/* ---- rules and time (tijd.c) ---- */
void maand_grenzen(int y, int m, int *begin, int *eind);
void periode_lees(const char *text, int *begin, int *eind);
Tijdvakken tijdvakken_van(const char *regel);
const Sectie *regel_op(const char *regel, int day);
int peildatum_op(const char *item, int first_day);
Q maanden(int a, int b); /* months as in toerekening = maanden */
Q deel_van_bedrag(Q cents, int a, int b, const Tijdvak *t, bool per_maand);

/* ---- woonplaats (woonplaats.c) ---- */
typedef struct {
    const char *gemeente;
    Q deel;
} Deel; /* gemeente NULL: unknown */
typedef LIST(Deel) Delen;
Delen woonplaats_op(const char *leerling, int day, const char *given, bool woonadres, bool strict);

/* ---- deelnames: units and cents (deelname.c) ---- */
Q eenheden_tm(const Deelname *d, int day);   /* from the begin through day */
Q cents_tm(const Deelname *d, int day);      /* cum(t), exact */
Q cents_in(const Deelname *d, int x, int y); /* R(cum(y)) - R(cum(x-1)) */
Q cents_boven(const Deelname *d, size_t tijdvak, const Tijdvakken *tv, Q grens);

/* ---- a pool and its lagen ---- */
typedef struct {
    const Contract *contract;
    const School *school; /* or NULL */
    size_t index;         /* of the tijdvak */
    const Tijdvakken *alle;
    Tijdvak t;
    const Sectie *regel;
    Scholen scholen; /* whose inschrijvingen and tellingen count */
    bool pxq;
    Q kosten, bijdragen, boven, te_verdelen;
} Pool;
typedef LIST(Pool) Pools;
typedef struct {
    const char *label;
    const Sectie *sec;
    enum { HEEL, ONDER, BOVEN } kant;
    Q cents;
} Laag;
typedef struct {
    const char *partij, *leerling; /* leerling NULL: a telling or a member */
    const School *school;
    Q eenheden;
    Q hoofden; /* of a telling: the counts, before weging */
} Eenheid;
typedef LIST(Eenheid) Eenheden;
typedef struct {
    const Pool *pool;
    const char *laag, *partij;
    Q gewicht, totaal;
} Gewicht;
typedef struct {
    const Pool *pool;
    const char *laag, *partij, *soort;
    Q aandeel; /* or NULL */
    Q bedrag;
} Verdeling;
typedef struct {
    const Contract *contract;
    const char *crediteur, *partij;
    Q aandeel, voorgefinancierd, niet_verrekend;
} Positie;
typedef struct {
    const char *crediteur, *debiteur;
    char groep;  /* O or V */
    Bag per_btw; /* rate text -> base */
    Q bedrag, btw, voor;
} Factuur;
typedef struct {
    const char *van, *naar;
    Q bedrag;
} Stroom;
typedef struct { /* what a grootboek has of this settlement in the end (SPEC section 9) */
    const Contract *contract;
    const School *school; /* or NULL */
    int eerst, laatst;
    const char *crediteur, *partij, *laag, *soort, *voorschot;
    Q cents; /* with the sign of a factuurregel */
} Boekregel;

typedef struct {
    Pools pools;
    LIST(Gewicht) gewichten;
    LIST(Verdeling) verdeling;
    LIST(Positie) posities;
    LIST(Factuur) facturen;
    LIST(Stroom) stromen;
    LIST(Boekregel) boekregels;
} Uitkomst;
extern Uitkomst uit;

const char *laag_key(const Laag *l, const char *key, const char *otherwise);
bool is_sleutel(const Laag *l, const char *name);
const char *regie_van(const Pool *p); /* with opvolger; an error when none */
const char *regie_op(const Contract *c, const School *s, int day); /* the same on a day */
const char *schoolgemeente(const Pool *p, const School *s);

void meet_interval(const Pool *p, const Laag *l, bool jaar, int *x, int *y);
Eenheden tel(const Pool *p, const Laag *l, bool jaar);           /* tel.c */
Eenheden tel_deelnames(const Pool *p, const Laag *l, bool jaar); /* tel_deelname.c */
Eenheden tel_leden(const Pool *p, const Laag *l);                /* tel_leden.c */
bool is_lid(const Pool *p, const Laag *l, const char *partij);
Q weging_van(const Laag *l, const School *s); /* 1 without weging */
void plaats(Eenheden *out, const Pool *p, const Laag *l, const Eenheid *unit, int day,
            const char *given, const char *betaler, bool exact);

Bag weeg(const Pool *p, Laag *l, Bag *apart, bool *besloten); /* weeg.c */
Bag deel_bedrag(Q cents, Bag *shares, const Sectie *regel);   /* verdeel.c */
void verdeel_pool(const Pool *p);                             /* verdeel.c */
void maak_pools(void);                                        /* pool.c */
void maak_posities(void);                                     /* positie.c */
void maak_facturen(void);                                     /* factuur.c */
const char *btw_van(const Contract *c, const char *crediteur);
void schrijf_alles(const char *dir); /* schrijf.c */
void schrijf_boekregels(const char *path);
void schrijf_grensverkeer(const char *path); /* grens.c */
#endif
