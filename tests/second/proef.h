/* What the files of compare_batches share.
 * proces.c: child processes and folders. herschrijf.c: a batch rewritten. vergelijk.c: the two
 * calculations compared. eigenschap.c, spiegel.c: properties of one calculation. */
#ifndef SECOND_PROEF_H
#define SECOND_PROEF_H

#include "second.h"

#include <sys/types.h>

typedef struct {
    const char *verreken, *second, *random_batch;
    unsigned long first, count;
    bool regions, properties;
    const char *tmp; /* of this run, removed at the end */
} Proef;

/* ---- proces.c ---- */
pid_t start(const char *const *argv, const char *stderr_path);
int wacht(pid_t pid);                                      /* exit status, or 128 + signal */
void verwijder(const char *path);                          /* with all that is in it */
Woorden bestanden(const char *folder, const char *suffix); /* names, sorted */
const char *eerste_regel(const char *path);
bool maak_batch(const Proef *p, unsigned long seed, const char *dir);
int reken(const Proef *p, const char *dir, const char *out); /* verreken on a batch folder */

/* ---- vergelijk.c ---- */
char *verschil(const char *file_a, const char *file_b); /* NULL when equal, else lines of # */
int vergelijk_alles(const Proef *p);

/* ---- herschrijf.c: each writes the batch of `from`, changed, as `to` ---- */
void schud(const char *from, const char *to, unsigned long seed);
void versimpel(const char *from, const char *to, bool dubbel);
void keer_om(const char *from, const char *to);
void splits_kosten(const char *from, const char *to);

/* ---- eigenschap.c, spiegel.c ---- */
int alle_eigenschappen(const Proef *p);
const char *spiegelt(const char *a, const char *b); /* folders; NULL when each the other's mirror */
enum Som { SOM_CENT, SOM_POOL, SOM_GEWICHT };
const char *telt_op(const char *out, enum Som which); /* NULL or what is wrong */
#endif
