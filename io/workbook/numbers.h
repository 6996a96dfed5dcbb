/* Numbers as a workbook stores them: decimal text with an exponent, and the formats that say how
 * they are shown. */
#ifndef VERREKEN_IO_WORKBOOK_NUMBERS_H
#define VERREKEN_IO_WORKBOOK_NUMBERS_H

#include "engine/text.h"

/* How many significant digits Excel keeps. */
enum { NUMBER_DIGITS = 15 };

/* A number: 0.d1d2d3… times ten to the power `point`, d1 not 0; zero has no digits. */
typedef struct StoredNumber {
    bool negative;
    int count, point;
    u8 digits[NUMBER_DIGITS];
} StoredNumber;

/* Reads [-+]digits[.digits][E[-+]digits] and rounds it, half away from zero, to NUMBER_DIGITS
 * digits. False: it is no such text, or beyond what a workbook can store. */
bool stored_number(Text text, StoredNumber *number);

/* As 1234,5: all digits, a decimal comma, no exponent; at least `zeros` digits before the comma. */
Text number_text(Arena *arena, const StoredNumber *number, int zeros);

/* A hundred times the number, and a percent sign: 21%. */
Text percent_text(Arena *arena, const StoredNumber *number);

/* The whole days of a number that is not negative, and the seconds of the rest: 0 only when there
 * is no rest. False: it is negative or too large to be days. */
bool number_days(const StoredNumber *number, i64 *days, u32 *seconds);

/* How a cell is shown. */
typedef struct NumberFormat {
    Text code;      /* its own code; empty: a built-in format */
    bool is_date;   /* with a day, month, year or time */
    bool shows_day; /* of a date: its day, month and year */
    bool is_percent;
    bool is_scaled; /* shown in thousands or millions */
    bool has_words; /* text that is not in the number stands around it */
    bool is_struck; /* with a line through it */
    u8 zeros;       /* digits that it always shows, when it is nothing but zeros */
} NumberFormat;

/* The format with that number of the built-in ones, and one with a code of its own. */
NumberFormat builtin_format(u32 id);
NumberFormat custom_format(Text code);

#endif
