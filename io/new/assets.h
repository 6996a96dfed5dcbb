/* What `verreken new` writes, made by the build (pack.sh). */
#ifndef VERREKEN_IO_NEW_ASSETS_H
#define VERREKEN_IO_NEW_ASSETS_H

#include <stddef.h>

extern const char new_settlement[];
extern const size_t new_settlement_length;

/* All examples, packed; how many bytes they are when they are not. */
extern const char new_examples[];
extern const size_t new_examples_length, new_examples_bytes;

#endif
