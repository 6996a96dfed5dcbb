/* How numbers and days are written for people, in Dutch. */
#ifndef VERREKEN_IO_TELL_DUTCH_H
#define VERREKEN_IO_TELL_DUTCH_H

#include "engine/settings.h"

Text dutch_euro(Arena *arena, i128 cents);     /* € 1.234,56; -€ 12,00 */
Text dutch_amount(Arena *arena, i128 cents);   /* 1.234,56; -12,00 */
Text dutch_integer(Arena *arena, i128 number); /* 1.234.567 */

/* numerator / denominator (above 0) with as many decimals as it takes, when at most four will do;
 * else with two and `circa` before it. */
Text dutch_number(Arena *arena, i128 numerator, i128 denominator);

Text dutch_date(Arena *arena, Day day); /* 1 oktober 2025 */

/* 2025; 4e kwartaal 2025; oktober 2025; schooljaar 2024/2025; else from … t/m … */
Text dutch_period(Arena *arena, Interval days);

Text dutch_rate(Arena *arena, i32 rate);  /* of btw, in ten-thousandths of a percent: 21%; 5,5% */
Text dutch_iban(Arena *arena, Text iban); /* NL91 ABNA 0417 1643 00 */

#endif
