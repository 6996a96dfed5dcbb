/* Numbers as people write them (SPEC §3), read exactly: 0.125 · 1,234 · 1.234,56 · 1.234.567 ·
 * € 1.234,- · and, where shares are asked for, 12,5% · 12.5% · 1/3. */
#ifndef VERREKEN_ENGINE_DECIMAL_H
#define VERREKEN_ENGINE_DECIMAL_H

#include "engine/text.h"

typedef enum DecimalFault {
    DECIMAL_OK,
    DECIMAL_MALFORMED,
    DECIMAL_AMBIGUOUS,         /* 1.234: a thousand or a fraction? */
    DECIMAL_TOO_MANY_DECIMALS, /* more than asked for */
    DECIMAL_TOO_LARGE,         /* more digits than `digits` before the decimals */
} DecimalFault;

/* Reads `text` as a number with at most `digits` digits before and `decimals` after the decimal
 * sign into *scaled = number · 10^decimals. digits + decimals is at most 18. */
DecimalFault decimal_parse(Text text, int digits, int decimals, i64 *scaled);

/* An exact fraction in lowest terms, denominator above 0. Both are below 10^12. */
typedef struct Fraction {
    i64 numerator, denominator;
} Fraction;

#define FRACTION_MOST 1000000000000

/* Reads a share: a percentage, a fraction or a decimal number, not negative, with numerator and
 * denominator below 10^12. False: not a share. `percentage_only`: a % is demanded. */
bool fraction_parse(Text text, bool percentage_only, Fraction *fraction);

Fraction fraction_reduce(i64 numerator, i64 denominator);

#endif
