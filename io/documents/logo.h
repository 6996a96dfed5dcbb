/* The logo on the facturen: a PNG file that [factuur] names. */
#ifndef VERREKEN_IO_DOCUMENTS_LOGO_H
#define VERREKEN_IO_DOCUMENTS_LOGO_H

#include "engine/run.h"

#define LOGO_FILE "logo.png" /* its name among the inputs that are kept */

typedef struct Logo {
    Text path;    /* empty: there is none */
    Text bytes;   /* in the arena of the run */
    u64 stamp[4]; /* of the file when it was read */
} Logo;

/* Reads the logo of the settings from `path`. A fault (E347) when it cannot be read or is no PNG of
 * at most 1 MiB. */
Logo logo_read(Run *run, Text path);

#endif
