/* The random batches: what the files of random_batch share.
 * In: a seed. Out: a small world (gen_wereld.c), its rules (gen_regel.c, gen_laag.c) and its tables
 * (gen_tabel.c). Always: the same seed gives the same bytes. */
#ifndef SECOND_GEN_H
#define SECOND_GEN_H

#include "second.h"

#include <stdint.h>
#include <stdio.h>

/* ---- chance (gen.c) ---- */
void zaai(uint64_t seed);
void zaai_bytes(const unsigned char *bytes, size_t n); /* these first, then the generator */
int rnd(int n);           /* 0 .. n-1 */
int tussen(int a, int b); /* a .. b */
bool kans(int percent);
#define KIES(...) kies((const char *const[]){__VA_ARGS__, NULL})
const char *kies(const char *const *items); /* until NULL */

/* ---- tables (gen.c) ---- */
typedef struct {
    const char *naam;
    Woorden kop;
    Rijen rijen;
} Uittabel;
Uittabel nieuwe_tabel(const char *naam, const char *kop); /* column names parted by spaces */
void rij(Uittabel *t, size_t count, ...);                 /* count texts */
void schrijf_uit(const Uittabel *t, const char *folder, FILE *ini);
const char *d_tekst(int day); /* a date in one of its forms */
const char *d_open(int day);  /* "" for OPEN_EIND, OPEN_BEGIN */
const char *bedrag_tekst(long cents);

/* ---- the world (gen_wereld.c) ---- */
enum { MAX_GM = 6, MAX_SCHOOL = 5, MAX_CONTRACT = 4 };
typedef struct {
    const char *code, *soort, *gemeente, *swv, *bestuur, *regio;
} GSchool;
typedef struct {
    const char *code, *regel, *regie;
    int begin, eind;
    int scholen[MAX_SCHOOL], scholen_n;
    bool pxq, los; /* some rule version is pxq; deelnames may lack a school */
} GContract;
typedef struct {
    bool regions;
    int begin, eind;
    const char *periode;
    const char *gm[MAX_GM];
    int gm_n;
    GSchool school[MAX_SCHOOL];
    int school_n;
    GContract contract[MAX_CONTRACT];
    int contract_n, leerling_n;
    bool oud; /* some meetperiode or peildatum looks back */
} Wereld;
extern Wereld w;
const char *een_gm(void);
const char *een_partij(void);
void maak_wereld(bool regions);

/* ---- rules (gen_regel.c, gen_laag.c) ---- */
void schrijf_regels(FILE *ini);
const char *lijst_aandelen(bool met_overig);
void schrijf_laag_keys(FILE *ini, bool pxq, bool enig, bool grenslaag);
void sleutel_regel(FILE *ini, const char *key, const char *value);

/* ---- tables (gen_tabel.c, gen_leerling.c) ---- */
void schrijf_tabellen(const char *folder, FILE *ini);
void schrijf_leerlingen(const char *folder, FILE *ini);

/* ---- the whole (gen_batch.c) ---- */
void schrijf_afrekening(FILE *ini);
void schrijf_batch(const char *folder, bool regions);
#endif
