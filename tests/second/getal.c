/* Exact rational numbers, bags of them, and the largest remainder.
 * In: integers, text, other numbers. Out: new numbers; none is ever changed.
 * Always: canonical fractions; amounts are in cents and may be any rational until R. */
#include "second.h"

#include <ctype.h>
#include <string.h>

static void *gmp_new(size_t n)
{
    return xalloc(n);
}

static void *gmp_bigger(void *p, size_t old, size_t n)
{
    void *q = xalloc(n);
    memcpy(q, p, old < n ? old : n);
    return q;
}

static void gmp_free(void *p, size_t n)
{
    (void)p;
    (void)n;
}

void getal_begin(void)
{
    mp_set_memory_functions(gmp_new, gmp_bigger, gmp_free);
}

static Q q_new(void)
{
    Q q = xalloc(sizeof *q);
    mpq_init(q);
    return q;
}

Q q_frac(long n, long d)
{
    Q q = q_new();
    mpz_set_si(mpq_numref(q), n);
    mpz_set_si(mpq_denref(q), d);
    mpq_canonicalize(q);
    return q;
}

Q q_int(long n)
{
    return q_frac(n, 1);
}

Q q_add(Q a, Q b)
{
    Q q = q_new();
    mpq_add(q, a, b);
    return q;
}

Q q_sub(Q a, Q b)
{
    Q q = q_new();
    mpq_sub(q, a, b);
    return q;
}

Q q_mul(Q a, Q b)
{
    Q q = q_new();
    mpq_mul(q, a, b);
    return q;
}

Q q_div(Q a, Q b)
{
    Q q = q_new();
    mpq_div(q, a, b);
    return q;
}

Q q_neg(Q a)
{
    return q_sub(q_int(0), a);
}

Q q_abs(Q a)
{
    return q_sgn(a) < 0 ? q_neg(a) : a;
}

Q q_floor(Q a)
{
    Q q = q_new();
    mpz_fdiv_q(mpq_numref(q), mpq_numref(a), mpq_denref(a));
    return q;
}

Q q_round(Q a)
{
    Q up = q_floor(q_add(q_abs(a), q_frac(1, 2)));
    return q_sgn(a) < 0 ? q_neg(up) : up;
}

Q q_max(Q a, Q b)
{
    return q_cmp(a, b) < 0 ? b : a;
}

int q_cmp(Q a, Q b)
{
    return mpq_cmp(a, b);
}

int q_sgn(Q a)
{
    return mpq_sgn(a);
}

char *q_text(Q a)
{
    return mpq_get_str(NULL, 10, a);
}

char *q_euro(Q cents)
{
    char *digits = mpz_get_str(NULL, 10, mpq_numref(q_abs(cents)));
    while (strlen(digits) < 3)
        digits = xstrf("0%s", digits);
    size_t n = strlen(digits) - 2;
    return xstrf("%s%.*s.%s", q_sgn(cents) < 0 ? "-" : "", (int)n, digits, digits + n);
}

/* A comma or one point is the decimal sign; beside a comma, and when there are more, points
 * part the thousands. */
Q lees_getal(const char *s)
{
    size_t points = 0;
    for (const char *p = s; *p; p++)
        points += *p == '.';
    char decimal = strchr(s, ',') ? ',' : points == 1 ? '.' : '\0';
    Q n = q_int(0), unit = q_int(1);
    bool minus = false, after = false, any = false;
    for (const char *p = s; *p; p++) {
        if (isdigit((unsigned char)*p)) {
            any = true;
            n = q_add(q_mul(n, q_int(10)), q_int(*p - '0'));
            if (after) unit = q_mul(unit, q_int(10));
        } else if (decimal && *p == decimal) {
            after = true;
        } else if (*p == '-' && !any) {
            minus = true;
        }
    }
    if (!any) die("'%s' is not a number", s);
    n = q_div(n, unit);
    return minus ? q_neg(n) : n;
}

Q lees_aandeel(const char *s)
{
    const char *slash = strchr(s, '/');
    if (slash) return q_div(lees_getal(xcut(s, (size_t)(slash - s))), lees_getal(slash + 1));
    if (strchr(s, '%')) return q_div(lees_getal(s), q_int(100));
    return lees_getal(s);
}

Q bag_get(const Bag *b, const char *code)
{
    for (size_t i = 0; i < b->n; i++)
        if (same(b->v[i].code, code)) return b->v[i].q;
    return NULL;
}

void bag_add(Bag *b, const char *code, Q q)
{
    for (size_t i = 0; i < b->n; i++)
        if (same(b->v[i].code, code)) {
            b->v[i].q = q_add(b->v[i].q, q);
            return;
        }
    *ADD(*b) = (Post){code, q};
}

void bag_sort(Bag *b)
{
    for (size_t i = 1; i < b->n; i++)
        for (size_t j = i; j > 0 && strcmp(b->v[j - 1].code, b->v[j].code) > 0; j--) {
            Post p = b->v[j];
            b->v[j] = b->v[j - 1];
            b->v[j - 1] = p;
        }
}

Q bag_sum(const Bag *b)
{
    Q sum = q_int(0);
    for (size_t i = 0; i < b->n; i++)
        sum = q_add(sum, b->v[i].q);
    return sum;
}

void largest_remainder(Q n, const Q *shares, size_t count, Q *out)
{
    Q left = q_abs(n);
    bool *given = xalloc(count + 1);
    for (size_t i = 0; i < count; i++) {
        out[i] = q_floor(q_mul(q_abs(n), shares[i]));
        left = q_sub(left, out[i]);
    }
    while (q_sgn(left) > 0) {
        size_t best = count;
        Q best_rest = NULL;
        for (size_t i = 0; i < count; i++) {
            Q exact = q_mul(q_abs(n), shares[i]);
            Q rest = q_sub(exact, q_floor(exact));
            if (!given[i] && (best == count || q_cmp(rest, best_rest) > 0)) {
                best = i;
                best_rest = rest;
            }
        }
        if (best == count) die("a division does not add up");
        given[best] = true;
        out[best] = q_add(out[best], q_int(1));
        left = q_sub(left, q_int(1));
    }
    for (size_t i = 0; q_sgn(n) < 0 && i < count; i++)
        out[i] = q_neg(out[i]);
}
