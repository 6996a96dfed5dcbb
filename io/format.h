/* Numbers as digits in a buffer, without printf and locale. Each function writes at `at`, where
 * there must be FORMAT_ROOM bytes, and returns where it ended. */
#ifndef VERREKEN_IO_FORMAT_H
#define VERREKEN_IO_FORMAT_H

#include "engine/base.h"

enum { FORMAT_ROOM = 88 }; /* two numbers of 39 digits with a sign, and what is between them */

char *format_u64(char *at, u64 number);
char *format_integer(char *at, i128 number);
char *format_cents(char *at, i128 cents); /* 12.34 */

/* n/d in lowest terms, an integer as n; denominator above 0. */
char *format_fraction(char *at, i128 numerator, i128 denominator);

#endif
