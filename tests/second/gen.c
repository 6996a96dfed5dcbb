/* Chance and the writing of tables for the random batches.
 * In: a seed; rows of text. Out: numbers of a xorshift; CSV files with shuffled rows and columns,
 * one of three separators, dates and amounts in one of their forms.
 * Always: a table that is empty may be left out when it is one that may be absent. */
#include "gen.h"

#include <stdarg.h>
#include <string.h>

static uint64_t toestand;
static const unsigned char *gegeven; /* bytes that come in the place of chance */
static size_t gegeven_n;

void zaai(uint64_t seed)
{
    toestand = seed * 0x9E3779B97F4A7C15u + 0xD1B54A32D192ED03u;
    if (!toestand) toestand = 1;
    for (int i = 0; i < 20; i++)
        rnd(2);
}

void zaai_bytes(const unsigned char *bytes, size_t n)
{
    gegeven = bytes;
    gegeven_n = n;
}

int rnd(int n)
{
    size_t width = n > 256 ? 2 : 1;
    if (n > 0 && gegeven_n >= width) {
        int number = width == 2 ? gegeven[0] << 8 | gegeven[1] : gegeven[0];
        gegeven += width;
        gegeven_n -= width;
        return number % n;
    }
    toestand ^= toestand << 13;
    toestand ^= toestand >> 7;
    toestand ^= toestand << 17;
    return n > 0 ? (int)((toestand >> 11) % (uint64_t)n) : 0;
}

int tussen(int a, int b)
{
    return a + rnd(b - a + 1);
}

bool kans(int percent)
{
    return rnd(100) < percent;
}

const char *kies(const char *const *items)
{
    int n = 0;
    while (items[n])
        n++;
    return items[rnd(n)];
}

const char *d_tekst(int day)
{
    int y, m, d;
    if (!kans(10)) return datum_tekst(day);
    ymd(day, &y, &m, &d);
    return kans(50) ? xstrf("%02d-%02d-%04d", d, m, y) : xstrf("%d-%d-%04d", d, m, y);
}

const char *d_open(int day)
{
    return day == OPEN_EIND || day == OPEN_BEGIN ? "" : d_tekst(day);
}

static char *met_punten(long euro)
{
    if (euro < 1000) return xstrf("%ld", euro);
    return xstrf("%s.%03ld", met_punten(euro / 1000), euro % 1000);
}

const char *bedrag_tekst(long cents)
{
    const char *minus = cents < 0 ? "-" : "";
    long c = cents < 0 ? -cents : cents;
    switch (rnd(8)) {
    case 0: return xstrf("%s%ld,%02ld", minus, c / 100, c % 100);
    case 1: return xstrf("%s%s,%02ld", minus, met_punten(c / 100), c % 100);
    case 2:
        if (cents >= 0)
            return c % 100 ? xstrf("\xE2\x82\xAC %s,%02ld", met_punten(c / 100), c % 100)
                           : xstrf("\xE2\x82\xAC %s,-", met_punten(c / 100));
        return xstrf("-%ld.%02ld", c / 100, c % 100);
    case 3:
        if (c % 100 == 0) return xstrf("%s%ld", minus, c / 100);
        return xstrf("%s%ld.%02ld", minus, c / 100, c % 100);
    default: return xstrf("%s%ld.%02ld", minus, c / 100, c % 100);
    }
}

Uittabel nieuwe_tabel(const char *naam, const char *kop)
{
    return (Uittabel){.naam = naam, .kop = splits_wit(kop)};
}

void rij(Uittabel *t, size_t count, ...)
{
    va_list ap;
    Woorden r = {0};
    va_start(ap, count);
    for (size_t i = 0; i < count; i++)
        *ADD(r) = va_arg(ap, const char *);
    va_end(ap);
    if (count != t->kop.n) die("table %s: %zu fields in a row of %zu", t->naam, count, t->kop.n);
    *ADD(t->rijen) = r;
}

static void schrijf_cel(FILE *f, const char *s, char sep)
{
    bool quote = strchr(s, sep) || strchr(s, '"') || (*s && kans(1));
    if (quote) fputc('"', f);
    for (; *s; s++) {
        if (*s == '"') fputc('"', f);
        fputc(*s, f);
    }
    if (quote) fputc('"', f);
}

static void schrijf_rij(FILE *f, const Woorden *r, const size_t *order, char sep, const char *end)
{
    for (size_t i = 0; i < r->n; i++) {
        if (i) fputc(sep, f);
        schrijf_cel(f, r->v[order[i]], sep);
    }
    fputs(end, f);
}

static void schud_rijen(Rijen *r)
{
    for (size_t i = r->n; i > 1; i--) {
        size_t j = (size_t)rnd((int)i);
        Woorden swap = r->v[i - 1];
        r->v[i - 1] = r->v[j];
        r->v[j] = swap;
    }
}

void schrijf_uit(const Uittabel *t, const char *folder, FILE *ini)
{
    static const char *const may_miss[] = {"bijdragen", "woonplaatsen", "verblijven",
                                           "woonplaatsbesluiten", "leerlingen", "voorschotten",
                                           "schoolvakanties"};
    bool needed = true; /* a rule may need it */
    for (size_t i = 0; i < sizeof may_miss / sizeof *may_miss; i++)
        needed = needed && !same(t->naam, may_miss[i]);
    if (!needed && !t->rijen.n && kans(50)) return;
    const char *file = xstrf("%s.csv", t->naam);
    if (kans(4)) {
        file = xstrf("mijn-%s.csv", t->naam);
        fprintf(ini, "%s = %s\n", t->naam, file);
    }
    FILE *f = fopen(xstrf("%s/%s", folder, file), "wb");
    if (!f) die("%s/%s: cannot be written", folder, file);
    char sep = ";;;;;;,\t"[rnd(8)];
    const char *end = kans(10) ? "\r\n" : "\n";
    size_t order[32];
    for (size_t i = 0; i < t->kop.n; i++)
        order[i] = i;
    for (size_t i = t->kop.n; kans(15) && i > 1; i--) {
        size_t j = (size_t)rnd((int)i), swap = order[i - 1];
        order[i - 1] = order[j];
        order[j] = swap;
    }
    if (kans(10)) fputs("\xEF\xBB\xBF", f);
    Rijen shuffled = {0};
    for (size_t i = 0; i < t->rijen.n; i++)
        *ADD(shuffled) = t->rijen.v[i];
    schud_rijen(&shuffled);
    schrijf_rij(f, &t->kop, order, sep, end);
    for (size_t i = 0; i < shuffled.n; i++)
        schrijf_rij(f, &shuffled.v[i], order, sep, end);
    fclose(f);
}
