/* The periode of a run. In: its text, in one of the forms of SPEC section 2.
 * Out: its first and last day, which both belong to it. */
#include "second.h"

#include <stdlib.h>
#include <string.h>

void maand_grenzen(int y, int m, int *begin, int *eind)
{
    *begin = dag(y, m, 1);
    *eind = dag(y, m, dagen_in_maand(y, m));
}

void periode_lees(const char *s, int *begin, int *eind)
{
    const char *dots = strstr(s, "..");
    size_t n = strlen(s);
    int y = atoi(s), other;
    if (dots) {
        *begin = lees_datum(xcut(s, (size_t)(dots - s)), OPEN_BEGIN);
        *eind = lees_datum(xcut(dots + 2, strlen(dots + 2)), OPEN_EIND);
    } else if (n == 9 && s[4] == '/') {
        *begin = dag(y, 8, 1);
        *eind = dag(y + 1, 7, 31);
    } else if (n == 7 && (s[5] == 'Q' || s[5] == 'q')) {
        int q = s[6] - '0';
        maand_grenzen(y, q * 3 - 2, begin, &other);
        maand_grenzen(y, q * 3, &other, eind);
    } else if (n == 7 && s[4] == '-') {
        maand_grenzen(y, atoi(s + 5), begin, eind);
    } else if (n == 4) {
        *begin = dag(y, 1, 1);
        *eind = dag(y, 12, 31);
    } else {
        die("'%s' is not a periode", s);
    }
}
