/* Fields in a buffer, without printf and locale. Each function writes at `at`, and returns where it
 * ended. A number needs FORMAT_ROOM bytes there. */
#ifndef VERREKEN_IO_WRITE_FORMAT_H
#define VERREKEN_IO_WRITE_FORMAT_H

#include "engine/text.h"

enum { FORMAT_ROOM = 88 }; /* two numbers of 39 digits with a sign, and what is between them */

char *format_u64(char *at, u64 number);
char *format_integer(char *at, i128 number);
char *format_cents(char *at, i128 cents); /* 12.34 */

/* n/d in lowest terms, an integer as n; denominator above 0. */
char *format_fraction(char *at, i128 numerator, i128 denominator);

/* A text, quoted where RFC 4180 demands it; needs twice its length and 2 bytes. */
char *format_text(char *at, Text text);

#endif
