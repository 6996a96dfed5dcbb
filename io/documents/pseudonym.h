/* Pseudonyms of pupils, for who must tell them apart but not know them: an identifier by a secret
 * key that [factuur] names. Without the key nobody can try identifiers until one fits; with the
 * same key a pupil has the same pseudonym in every settlement. */
#ifndef VERREKEN_IO_DOCUMENTS_PSEUDONYM_H
#define VERREKEN_IO_DOCUMENTS_PSEUDONYM_H

#include "engine/run.h"
#include "io/write/sha256.h"

typedef struct Pseudonyms {
    Hmac hmac;
} Pseudonyms;

/* Reads the key, all the bytes of the file at `path`: 16 to 4096, readable by its owner alone. NULL
 * with a fault (E348) at settings->invoicing.pseudoniem_place. */
Pseudonyms *pseudonyms_read(Run *run, Text path);

/* The first 128 bits of HMAC-SHA-256(key, identifier) in base32 (RFC 4648, without padding). The
 * identifier is as in the input. */
enum { PSEUDONYM_LENGTH = 26 };
Text pseudonym_of(Arena *arena, const Pseudonyms *pseudonyms, Text identifier);

#endif
