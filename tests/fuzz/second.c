/* The second calculation and the random batches, as a part of a fuzzer. In: bytes, or files of
 * edge.h; out: files there. Holds always: what they keep between calls is as it was at the begin;
 * where the second calculation ends its program, it ends the call. */
#include "tests/second/gen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

/* As settle.h has them; its types are not those of the second calculation. */
extern const char SECOND_ENDS[];
const char SECOND_ENDS[] = "too large for the second calculation";
const char *second_in_memory(const char *ini, const char *out);
void batch_from_bytes(const uint8_t *data, size_t size);
void batch_of_world(unsigned world, unsigned rules);

/* Which is second_strcmp() here (meson.build). */
int strcmp(const char *a, const char *b)
{
    while (*a && *a == *b)
        a++, b++;
    return (int)(unsigned char)*a - (int)(unsigned char)*b;
}

static jmp_buf ended;
static const char *why;

_Noreturn void __wrap_die(const char *fmt, ...);
_Noreturn void __wrap_die(const char *fmt, ...)
{
    static char text[1024];
    va_list values;
    va_start(values, fmt);
    vsnprintf(text, sizeof text, fmt, values);
    va_end(values);
    why = text;
    longjmp(ended, 1);
}

static void end_too_large(void)
{
    why = SECOND_ENDS;
    longjmp(ended, 1);
}

const char *second_in_memory(const char *ini, const char *out)
{
    memset(&batch, 0, sizeof batch);
    memset(&uit, 0, sizeof uit);
    getal_begin();
    why = NULL;
    xalloc_most = (size_t)1 << 29; /* nothing of what it computes is given back before its end */
    xalloc_ends = end_too_large;
    if (setjmp(ended)) return why;
    batch_read(ini);
    maak_pools();
    for (size_t i = 0; i < uit.pools.n; i++)
        verdeel_pool(&uit.pools.v[i]);
    maak_posities();
    maak_facturen();
    schrijf_alles(out);
    return NULL;
}

void batch_from_bytes(const uint8_t *data, size_t size)
{
    if (setjmp(ended)) return; /* what is there is then no whole batch, and both say so */
    zaai(1);
    zaai_bytes(size ? data + 1 : data, size ? size - 1 : 0);
    schrijf_batch("mem/b", size && data[0] % 2);
    zaai_bytes(NULL, 0);
}

void batch_of_world(unsigned world, unsigned rules)
{
    zaai(world);
    maak_wereld(true);
    FILE *ini = fopen("mem/b/settlement.ini", "wb");
    schrijf_afrekening(ini);
    schrijf_tabellen("mem/b/data", ini);
    zaai(rules);
    schrijf_regels(ini);
    fclose(ini);
}
