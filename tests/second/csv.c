/* CSV. In: a path; or a row. Out: the header and the rows as text; or a line.
 * Always: a BOM is skipped; the separator is the first of ; , tab in the header row; RFC 4180
 * quotes; LF or CRLF; fields outside quotes are trimmed; an absent file is an empty table. */
#include "second.h"

#include <string.h>

static char separator(const char *s)
{
    for (; *s && *s != '\n'; s++)
        if (*s == ';' || *s == ',' || *s == '\t') return *s;
    return ';';
}

static const char *lees_veld(const char *s, char sep, const char **out)
{
    if (*s != '"') {
        size_t n = 0;
        while (s[n] && s[n] != sep && s[n] != '\n')
            n++;
        *out = xcut(s, n);
        return s + n;
    }
    char *to = xalloc(strlen(s) + 1);
    *out = to;
    for (s++; *s; s++) {
        if (*s == '"' && s[1] != '"') break;
        if (*s == '"') s++;
        *to++ = *s;
    }
    if (*s == '"') s++;
    while (*s == '\r')
        s++;
    return s;
}

static const char *lees_rij(const char *s, char sep, Woorden *w)
{
    *w = (Woorden){0};
    for (;;) {
        s = lees_veld(s, sep, ADD(*w));
        if (*s == sep && *s) {
            s++;
            continue;
        }
        return *s == '\n' ? s + 1 : s;
    }
}

Tabel csv_read(const char *path)
{
    Tabel t = {0};
    const char *s = slurp(path, false);
    if (!s) return t;
    if (strncmp(s, "\xEF\xBB\xBF", 3) == 0) s += 3;
    char sep = separator(s);
    s = lees_rij(s, sep, &t.kop);
    while (*s) {
        Woorden w;
        s = lees_rij(s, sep, &w);
        if (w.n > 1 || *w.v[0]) *ADD(t.rij) = w;
    }
    return t;
}

const char *veld(const Tabel *t, size_t row, const char *column)
{
    for (size_t i = 0; i < t->kop.n; i++)
        if (same(t->kop.v[i], column)) return i < t->rij.v[row].n ? t->rij.v[row].v[i] : "";
    return "";
}

void csv_rij(FILE *f, const Woorden *w)
{
    for (size_t i = 0; i < w->n; i++) {
        const char *s = w->v[i];
        bool quote = strpbrk(s, ";\"\r\n") != NULL;
        if (quote) fputc('"', f);
        for (; *s; s++) {
            if (*s == '"') fputc('"', f);
            fputc(*s, f);
        }
        if (quote) fputc('"', f);
        fputc(i + 1 < w->n ? ';' : '\n', f);
    }
}
