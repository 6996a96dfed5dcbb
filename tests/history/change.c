/* What may change between two steps. In: chance; out: the world with a change, and what it is.
 * Always: a change that has no meaning in the world as it is is not made: NULL. */
#include "history.h"

#include <stdlib.h>
#include <string.h>

/* ---- pupils and counts ---- */

static const char *move_pupil(void)
{
    size_t row = any_row(WOONPLAATSEN);
    int begin = lees_datum(*cell(WOONPLAATSEN, row, "begindatum"), 0), day = dag(2025, 1, 2);
    day += rnd(360);
    if (**cell(WOONPLAATSEN, row, "einddatum") || begin >= day) return NULL;
    *cell(WOONPLAATSEN, row, "einddatum") = datum_tekst(day - 1);
    const char *leerling = *cell(WOONPLAATSEN, row, "leerling"), *to = any_gemeente();
    rij(&world.tables[WOONPLAATSEN], 4, leerling, to, datum_tekst(day), "");
    return xstrf("%s moves to %s on %s", leerling, to, datum_tekst(day));
}

static const char *leave_school(void)
{
    if (!row_count(INSCHRIJVINGEN)) return NULL;
    size_t row = any_row(INSCHRIJVINGEN);
    const char *day = kans(30) ? "" : datum_tekst(dag(2025, 1, 1) + rnd(360));
    *cell(INSCHRIJVINGEN, row, "einddatum") = day;
    return xstrf("%s leaves %s on '%s'", *cell(INSCHRIJVINGEN, row, "leerling"),
                 *cell(INSCHRIJVINGEN, row, "school"), day);
}

static const char *other_count(void)
{
    size_t row = any_row(TELLINGEN);
    *cell(TELLINGEN, row, "aantal") = xstrf("%d", tussen(1, 60));
    return xstrf("telling of %s for %s is %s", *cell(TELLINGEN, row, "school"),
                 *cell(TELLINGEN, row, "gemeente"), *cell(TELLINGEN, row, "aantal"));
}

static const char *other_number(void)
{
    size_t row = any_row(KENGETALLEN);
    *cell(KENGETALLEN, row, "waarde") = xstrf("%d", tussen(5000, 90000));
    return xstrf("kengetal of %s is %s", *cell(KENGETALLEN, row, "gemeente"),
                 *cell(KENGETALLEN, row, "waarde"));
}

/* ---- money ---- */

static const char *other_tarief(void)
{
    if (!row_count(TARIEVEN)) return NULL;
    *cell(TARIEVEN, 0, "tarief") = xstrf("%d,%03d", tussen(40, 90), rnd(1000));
    return xstrf("tarief is %s", *cell(TARIEVEN, 0, "tarief"));
}

static const char *take_cost_back(void)
{
    if (!row_count(KOSTEN)) return NULL;
    size_t row = any_row(KOSTEN);
    const char *what = xstrf("kostenpost %s of %s is taken back", *cell(KOSTEN, row, "kostenpost"),
                             *cell(KOSTEN, row, "contract"));
    remove_row(KOSTEN, row);
    return what;
}

static const char *other_cost(void)
{
    if (!row_count(KOSTEN)) return NULL;
    size_t row = any_row(KOSTEN);
    *cell(KOSTEN, row, "bedrag") = bedrag_tekst(tussen(-3000000, 40000000));
    return xstrf("kostenpost %s of %s is %s", *cell(KOSTEN, row, "kostenpost"),
                 *cell(KOSTEN, row, "contract"), *cell(KOSTEN, row, "bedrag"));
}

/* A school of a contract, or none. */
static const char *any_school_of(const char *contract)
{
    size_t row = any_row(CONTRACT_SCHOLEN);
    bool own = same(*cell(CONTRACT_SCHOLEN, row, "contract"), contract);
    return own ? *cell(CONTRACT_SCHOLEN, row, "school") : "";
}

static const char *add_cost(void)
{
    size_t row = any_row(CONTRACTEN);
    const char *c = *cell(CONTRACTEN, row, "contract");
    if (same(*cell(CONTRACTEN, row, "regel"), "prijs")) return NULL;
    int begin = dag(2025, 1, 1) + rnd(330);
    const char *post = xstrf("K%d", ++world.next), *school = any_school_of(c);
    rij(&world.tables[KOSTEN], 6, post, c, school, datum_tekst(begin), datum_tekst(begin + rnd(35)),
        bedrag_tekst(tussen(-100000, 2000000)));
    return xstrf("kostenpost %s of %s/%s is new", post, c, school);
}

static const char *other_bijdrage(void)
{
    if (!row_count(BIJDRAGEN)) return NULL;
    size_t row = any_row(BIJDRAGEN);
    if (kans(50)) {
        *cell(BIJDRAGEN, row, "partij") = any_gemeente();
        return xstrf("bijdrage %s is of %s", *cell(BIJDRAGEN, row, "bijdrage"),
                     *cell(BIJDRAGEN, row, "partij"));
    }
    *cell(BIJDRAGEN, row, "bedrag") = bedrag_tekst(tussen(0, 2000000));
    return xstrf("bijdrage %s is %s", *cell(BIJDRAGEN, row, "bijdrage"),
                 *cell(BIJDRAGEN, row, "bedrag"));
}

static const char *other_voorschot(void)
{
    if (!row_count(VOORSCHOTTEN)) return NULL;
    size_t row = any_row(VOORSCHOTTEN);
    const char *id = *cell(VOORSCHOTTEN, row, "voorschot");
    switch (rnd(4)) {
    case 0: *cell(VOORSCHOTTEN, row, "partij") = any_gemeente(); break;
    case 1: *cell(VOORSCHOTTEN, row, "bedrag") = bedrag_tekst(tussen(0, 9000000)); break;
    case 2: *cell(VOORSCHOTTEN, row, "voorschot") = xstrf("V%d", ++world.next); break;
    default: remove_row(VOORSCHOTTEN, row); return xstrf("voorschot %s is taken back", id);
    }
    return xstrf("voorschot %s is now %s of %s, %s", id, *cell(VOORSCHOTTEN, row, "voorschot"),
                 *cell(VOORSCHOTTEN, row, "partij"), *cell(VOORSCHOTTEN, row, "bedrag"));
}

static const char *add_voorschot(void)
{
    const char *c = *cell(CONTRACTEN, any_row(CONTRACTEN), "contract");
    const char *id = xstrf("V%d", ++world.next);
    rij(&world.tables[VOORSCHOTTEN], 7, id, c, any_gemeente(),
        datum_tekst(dag(2025, 1, 1) + rnd(360)), "", "", bedrag_tekst(tussen(-1000, 5000000)));
    return xstrf("voorschot %s of %s is new", id, c);
}

/* ---- contracten, scholen, partijen ---- */

static const char *set_contract(const char *column, const char *value)
{
    size_t row = any_row(CONTRACTEN);
    *cell(CONTRACTEN, row, column) = value;
    return xstrf("%s of %s is '%s'", column, *cell(CONTRACTEN, row, "contract"), value);
}

static const char *other_btw(void)
{
    return set_contract("btw", KIES("", "21%", "9%", "vrijgesteld", "buiten_heffing"));
}

static const char *other_regiegemeente(void)
{
    return set_contract("regiegemeente", any_gemeente());
}

static const char *other_aanbieder(void)
{
    return set_contract("aanbieder", KIES("AGB-1", "AGB-2"));
}

static const char *other_maximum(void)
{
    return set_contract("maximum", KIES("", "50.000,00", "250000"));
}

static const char *other_rule(void)
{
    size_t row = any_row(CONTRACTEN);
    if (same(*cell(CONTRACTEN, row, "regel"), "prijs")) return NULL;
    const char *rule = KIES("wb", "wv", "regie", "kas", "vf");
    *cell(CONTRACTEN, row, "regel") = rule;
    return xstrf("%s has rule %s", *cell(CONTRACTEN, row, "contract"), rule);
}

static const char *put_back(void)
{
    const char *what = world.stashed;
    if (!what) return NULL;
    for (int t = 0; t < TABLES; t++)
        for (size_t i = 0; i < world.stash[t].n; i++)
            *ADD(world.tables[t].rijen) = world.stash[t].v[i];
    world.stashed = NULL;
    return xstrf("%s %s is put back", world.stashed_column, what);
}

static bool has_column(TableName table, const char *column)
{
    const Woorden *head = &world.tables[table].kop;
    for (size_t i = 0; i < head->n; i++)
        if (same(head->v[i], column)) return true;
    return false;
}

static const char *take_away(const char *column, const char *code)
{
    for (int t = 0; t < TABLES; t++) {
        world.stash[t] = (Rijen){0};
        if (!has_column((TableName)t, column)) continue;
        for (size_t row = 0; row < row_count((TableName)t);) {
            if (!same(*cell((TableName)t, row, column), code)) {
                row++;
                continue;
            }
            *ADD(world.stash[t]) = world.tables[t].rijen.v[row];
            remove_row((TableName)t, row);
        }
    }
    world.stashed_column = column;
    world.stashed = code;
    return xstrf("%s %s is removed from all tables", column, code);
}

static const char *remove_contract(void)
{
    if (world.stashed || row_count(CONTRACTEN) < 3) return NULL;
    return take_away("contract", *cell(CONTRACTEN, any_row(CONTRACTEN), "contract"));
}

static const char *remove_school(void)
{
    if (world.stashed) return NULL;
    return take_away("school", *cell(SCHOLEN, any_row(SCHOLEN), "school"));
}

static const char *herindeling(void)
{
    size_t row = find_row(PARTIJEN, "code", KIES("GM0629", "GM0637", "GM1916"));
    bool was = **cell(PARTIJEN, row, "opvolger");
    const char *day = was ? "" : KIES("2025-01-01", "2025-04-01", "2025-05-15", "2025-10-01");
    *cell(PARTIJEN, row, "opvolger") = was ? "" : kans(80) ? "GM0518" : "GM0603";
    *cell(PARTIJEN, row, "opvolging_per") = day;
    return xstrf("opvolger of %s is '%s' from '%s' on", *cell(PARTIJEN, row, "code"),
                 *cell(PARTIJEN, row, "opvolger"), day);
}

/* ---- rules ---- */

static const char *other_crediteur(void)
{
    const char *head = xstrf("regel %s", KIES("wb", "wv", "regie", "kas", "vf", "prijs"));
    const char *who =
        kans(20) ? NULL
                 : KIES("aanbieder", "regiegemeente", "kassier", "GM0629", "AGB-2", "GM1916");
    set_key(head, "crediteur", who);
    return xstrf("%s: crediteur %s", head, who ? who : "as usual");
}

static const char *other_kassier(void)
{
    world.kassier = any_gemeente();
    return xstrf("the kassier is %s", world.kassier);
}

static const char *rename_laag(void)
{
    const char *name = get_key("regel regie", "lagen"), *to;
    name = xcut(name, strcspn(name, " "));
    do {
        to = KIES("gemeenten", "Gemeenten", "deel");
    } while (same(to, name));
    for (size_t i = 0; i < world.rules.n; i++)
        if (same(world.rules.v[i].head, xstrf("laag regie %s", name)))
            world.rules.v[i].head = xstrf("laag regie %s", to);
    set_key("regel regie", "lagen",
            xstrf("%s%s", to, get_key("regel regie", "lagen") + strlen(name)));
    return xstrf("laag %s is named %s", name, to);
}

static const char *other_lagen(void)
{
    const char *lagen = get_key("regel regie", "lagen");
    const char *share = KIES("80%, onderwijs 20%", "2/3, onderwijs 1/3", "12,5%, onderwijs 87,5%");
    lagen = xstrf("%s %s", xcut(lagen, strcspn(lagen, " ")), share);
    set_key("regel regie", "lagen", lagen);
    return xstrf("lagen = %s", lagen);
}

static const char *set_rule(const char *head, const char *key, const char *value)
{
    set_key(head, key, value);
    return xstrf("%s: %s = %s", head, key, value ? value : "(not given)");
}

static const char *other_margin(void)
{
    return set_rule("regel kas", "verrekenmarge",
                    kans(20) ? NULL : KIES("5%", "40%", "90%", "12,5%"));
}

static const char *other_shares(void)
{
    return set_rule(
        "regel vf", "voorfinanciering",
        KIES("GM0518 60%, GM0603 40%", "GM0518 1/3, GM0629 1/3, GM0637 1/3", "GM1916 100%"));
}

static const char *other_sleutel(void)
{
    return set_rule("regel wb", "sleutel", KIES("leerlingdagen", "peildatum"));
}

static const char *other_version(void)
{
    const char *head = "regel wb vanaf 2025-07-01";
    if (get_key(head, "methode")) {
        set_key(head, "methode", NULL);
        set_key(head, "sleutel", NULL);
        set_key(head, "aandelen", NULL);
        return xstrf("%s is taken away", head);
    }
    set_key(head, "methode", KIES("woonplaatsbeginsel", "schoolgemeente-regie"));
    set_key(head, "sleutel", "vast");
    set_key(head, "aandelen", "GM0518 50%, GM0637 50%");
    return xstrf("%s: %s, vast", head, get_key(head, "methode"));
}

static const char *other_toerekening(void)
{
    const char *head = xstrf("regel %s", KIES("wb", "regie", "kas", "vf"));
    return set_rule(head, "toerekening", KIES("dagen", "maanden"));
}

static const char *other_rounding(void)
{
    return set_rule("regel vf", "afronding",
                    KIES("grootste-rest", "sluitpost GM0603", "sluitpost GM0637"));
}

const char *change_world(void)
{
    static const char *(*const changes[])(void) = {
        move_pupil,          leave_school,    other_count,
        other_number,        other_tarief,    take_cost_back,
        other_cost,          add_cost,        other_bijdrage,
        other_voorschot,     add_voorschot,   other_btw,
        other_regiegemeente, other_aanbieder, other_maximum,
        other_rule,          put_back,        put_back,
        remove_contract,     remove_school,   herindeling,
        other_crediteur,     other_kassier,   rename_laag,
        other_lagen,         other_margin,    other_shares,
        other_sleutel,       other_version,   other_toerekening,
        other_rounding};
    if (!row_count(TELLINGEN)) die("no tellingen are left");
    for (;;) {
        const char *what = changes[rnd(sizeof changes / sizeof *changes)]();
        if (what) return what;
    }
}
