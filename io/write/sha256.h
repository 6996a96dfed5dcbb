/* SHA-256 and its HMAC, in nettle: the one file that knows it is sha256.c. */
#ifndef VERREKEN_IO_WRITE_SHA256_H
#define VERREKEN_IO_WRITE_SHA256_H

#include "engine/text.h"

enum { SHA256_HEX = 64 }; /* a digest as it is written: small letters and digits */

typedef struct Sha256 {
    _Alignas(16) unsigned char state[128];
} Sha256;

void sha256_begin(Sha256 *hash);
void sha256_add(Sha256 *hash, Text bytes);

/* Adds a text and its length, so that no two rows of texts are one. */
void sha256_add_field(Sha256 *hash, Text text);

/* Writes the digest as SHA256_HEX characters; the hash begins anew. */
void sha256_end(Sha256 *hash, char hex[SHA256_HEX]);

Text sha256_of(Arena *arena, Text bytes);

/* The same in base64, as a Content-Security-Policy has it. */
Text sha256_base64(Arena *arena, Text bytes);

/* HMAC-SHA-256 by one key, of many texts. */
enum { HMAC_BYTES = 32 };
typedef struct Hmac {
    _Alignas(16) unsigned char state[384];
} Hmac;

void hmac_begin(Hmac *hmac, Text key);
void hmac_of(Hmac *hmac, Text bytes, u8 digest[HMAC_BYTES]);

#endif
