/* The INI reader. In: the path of a settlement.ini. Out: its sections with their keys.
 * Always: the file is taken to be valid; names compare without case; comments begin with ; or #
 * at the start of a line or after white space. */
#include "second.h"

#include <ctype.h>
#include <string.h>

Woorden splits_wit(const char *s)
{
    Woorden w = {0};
    while (*s) {
        while (isspace((unsigned char)*s))
            s++;
        const char *e = s;
        while (*e && !isspace((unsigned char)*e))
            e++;
        if (e > s) *ADD(w) = xcut(s, (size_t)(e - s));
        s = e;
    }
    return w;
}

Woorden splits_lijst(const char *s)
{
    Woorden w = {0};
    const char *from = s;
    for (;; s++) {
        bool comma = *s == ',' && isspace((unsigned char)s[1]);
        if (!comma && *s) continue;
        const char *item = xcut(from, (size_t)(s - from));
        if (*item) *ADD(w) = item;
        if (!*s) return w;
        from = s + 1;
    }
}

static size_t zonder_opmerking(const char *line, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((line[i] == ';' || line[i] == '#') && (i == 0 || isspace((unsigned char)line[i - 1])))
            return i;
    return n;
}

static void nieuwe_sectie(Ini *ini, const char *header)
{
    Woorden w = splits_wit(header);
    Sectie *s = ADD(ini->s);
    *s = (Sectie){.type = w.n > 0 ? w.v[0] : "", .name = "", .name2 = "", .vanaf = OPEN_BEGIN};
    size_t n = w.n;
    if (n >= 3 && same_name(w.v[n - 2], "vanaf")) {
        s->vanaf = lees_datum(w.v[n - 1], OPEN_BEGIN);
        n -= 2;
    }
    if (n > 1) s->name = w.v[1];
    if (n > 2) s->name2 = w.v[2];
}

void ini_read(Ini *ini, const char *path)
{
    ini->path = path;
    const char *text = slurp(path, true);
    if (strncmp(text, "\xEF\xBB\xBF", 3) == 0) text += 3;
    while (*text) {
        const char *end = strchr(text, '\n');
        size_t n = end ? (size_t)(end - text) : strlen(text);
        char *line = xcut(text, zonder_opmerking(text, n));
        text += n + (end ? 1 : 0);
        size_t len = strlen(line);
        if (len > 1 && line[0] == '[' && line[len - 1] == ']') {
            nieuwe_sectie(ini, xcut(line + 1, len - 2));
            continue;
        }
        char *is = strchr(line, '=');
        if (!is || !ini->s.n) continue;
        Sleutelregel *k = ADD(ini->s.v[ini->s.n - 1].keys);
        *k = (Sleutelregel){xcut(line, (size_t)(is - line)), xcut(is + 1, strlen(is + 1))};
    }
}

const char *ini_get(const Sectie *s, const char *key)
{
    for (size_t i = 0; s && i < s->keys.n; i++)
        if (same_name(s->keys.v[i].name, key) && *s->keys.v[i].value) return s->keys.v[i].value;
    return NULL;
}

const Sectie *ini_version(const Ini *ini, const char *type, const char *n1, const char *n2, int day)
{
    const Sectie *best = NULL;
    for (size_t i = 0; i < ini->s.n; i++) {
        const Sectie *s = &ini->s.v[i];
        if (same_name(s->type, type) && same_name(s->name, n1) && same_name(s->name2, n2) &&
            s->vanaf <= day && (!best || s->vanaf > best->vanaf))
            best = s;
    }
    return best;
}

bool ini_has(const Ini *ini, const char *type, const char *name)
{
    for (size_t i = 0; i < ini->s.n; i++)
        if (same_name(ini->s.v[i].type, type) && same_name(ini->s.v[i].name, name)) return true;
    return false;
}
