/* Memory, text and files for the second calculation.
 * In: sizes, strings, paths. Out: zeroed memory that lives until xfree_all; text; a file's bytes.
 * Always: an error ends the program with status 1 and one line on stderr. */
#include "second.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One block per allocation when the sanitizer watches, else many in one. */
#if defined(__SANITIZE_ADDRESS__)
enum { BLOK = 0 };
#else
enum { BLOK = 1 << 16 };
#endif
typedef union Blok {
    union Blok *next;
    max_align_t align;
} Blok;
static Blok *blokken;
static char *vrij;
static size_t vrij_n, gehaald;

size_t xalloc_most = SIZE_MAX;
void (*xalloc_ends)(void);

void *xalloc(size_t n)
{
    n = (n + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
    if (n > vrij_n) {
        size_t size = n > BLOK ? n : BLOK;
        if (size > xalloc_most - gehaald) xalloc_ends();
        gehaald += size;
        Blok *b = calloc(1, sizeof *b + size);
        if (!b) {
            fputs("second: out of memory\n", stderr);
            exit(4);
        }
        b->next = blokken;
        blokken = b;
        vrij = (char *)(b + 1);
        vrij_n = size;
    }
    void *p = vrij;
    vrij += n;
    vrij_n -= n;
    return p;
}

void xfree_all(void)
{
    while (blokken) {
        Blok *next = blokken->next;
        free(blokken);
        blokken = next;
    }
    vrij_n = gehaald = 0;
}

void *grow(void *v, size_t *n, size_t *cap, size_t size)
{
    if (*n == *cap) {
        *cap = *cap ? *cap * 2 : 8;
        void *bigger = xalloc(*cap * size);
        if (*n) memcpy(bigger, v, *n * size);
        v = bigger;
    }
    ++*n;
    return v;
}

char *xstrf(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    char *s = xalloc((size_t)n + 1);
    va_start(ap, fmt);
    vsnprintf(s, (size_t)n + 1, fmt, ap);
    va_end(ap);
    return s;
}

char *xcut(const char *s, size_t n)
{
    while (n && isspace((unsigned char)s[0])) {
        s++;
        n--;
    }
    while (n && isspace((unsigned char)s[n - 1]))
        n--;
    char *out = xalloc(n + 1);
    memcpy(out, s, n);
    return out;
}

bool same(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

bool same_name(const char *a, const char *b)
{
    for (; *a && *b; a++, b++)
        if (tolower((unsigned char)*a) != tolower((unsigned char)*b)) return false;
    return *a == *b;
}

char *slurp(const char *path, bool needed)
{
    FILE *f = fopen(path, "rb");
    if (!f) {
        if (needed) die("%s: cannot be read", path);
        return NULL;
    }
    size_t n = 0, cap = 4096;
    char *s = xalloc(cap);
    size_t got;
    while ((got = fread(s + n, 1, cap - n - 1, f)) > 0) {
        n += got;
        if (cap - n < 2) {
            char *bigger = xalloc(cap * 2);
            memcpy(bigger, s, n);
            s = bigger;
            cap *= 2;
        }
    }
    fclose(f);
    s[n] = '\0';
    return s;
}

_Noreturn void die(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fputs("second: ", stderr);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    va_end(ap);
    xfree_all();
    exit(1);
}
