/* What is agreed, as keys and values of an INI. In: a run; out: texts that can be compared. Holds
 * always: two terms that divide alike have the same texts, whatever their sections. */
#include "io/compare/compare_parts.h"

static void add(Arena *arena, TermFacts *facts, Text laag, const char *key, Text value)
{
    *PUSH(arena, facts) = (TermFact){laag, text_of(key), value};
}

static Text decimal_text(Arena *arena, i64 number, i64 one, int digits)
{
    TextBuilder out = {.arena = arena};
    build_integer(&out, number / one);
    i64 rest = number % one;
    if (!rest) return built(&out);
    for (; rest % 10 == 0; rest /= 10)
        digits--;
    build_char(&out, ',');
    build_padded(&out, (u64)rest, digits);
    return built(&out);
}

/* 20%, 12,5%, 1/3. */
static Text share_text(Arena *arena, i128 numerator, i128 denominator)
{
    if (numerator * 1000000 % denominator == 0)
        return JOIN(arena, decimal_text(arena, (i64)(numerator * 1000000 / denominator), 10000, 4),
                    TEXT("%"));
    Fraction f = fraction_reduce((i64)numerator, (i64)denominator);
    return JOIN(arena, text_integer(arena, f.numerator), TEXT("/"),
                text_integer(arena, f.denominator));
}

static Text shares_text(Arena *arena, const Run *run, const Shares *shares)
{
    TextBuilder out = {.arena = arena};
    for (size_t i = 0; i < shares->count; i++) {
        if (i) build_text(&out, TEXT(", "));
        build_text(&out, partij_code(run->batch, shares->partijen[i]));
        build_char(&out, ' ');
        build_text(&out, share_text(arena, shares->weights[i], shares->total));
    }
    return shares->count ? built(&out) : TEXT("-");
}

/* --- of a laag -------------------------------------------------------------------------------- */

static Text partijen_text(Arena *arena, const Run *run, const u32 *partijen, size_t count)
{
    TextBuilder out = {.arena = arena};
    for (size_t i = 0; i < count; i++) {
        if (i) build_text(&out, TEXT(", "));
        build_text(&out, partij_code(run->batch, partijen[i]));
    }
    return built(&out);
}

static Text peildatum_text(Arena *arena, const Peildatum *p)
{
    TextBuilder out = {.arena = arena};
    if (p->kind == PEILDATUM_FIXED) return day_text(arena, p->fixed);
    build_padded(&out, (u64)p->month, 2);
    build_char(&out, '-');
    build_padded(&out, (u64)p->day, 2);
    if (p->kind == PEILDATUM_SCHOOLJAAR) build_text(&out, TEXT(" schooljaar"));
    if (p->kind != PEILDATUM_YEARS_BACK) return built(&out);
    build_text(&out, TEXT(" jaar-"));
    build_integer(&out, p->years);
    return built(&out);
}

static Text peildata_text(Arena *arena, const Peildata *peildata)
{
    TextBuilder out = {.arena = arena};
    for (size_t i = 0; i < peildata->count; i++) {
        if (i) build_text(&out, TEXT(", "));
        build_text(&out, peildatum_text(arena, &peildata->items[i]));
    }
    return built(&out);
}

static void add_params(Arena *arena, const Run *run, TermFacts *facts, Text name, const Laag *laag)
{
    for (size_t p = 0; p < laag->sleutel->param_count; p++) {
        const Param *param = &laag->sleutel->params[p];
        const ParamValue *value = &laag->params[p];
        Text text = TEXT("");
        switch (param->kind) {
        case PARAM_CHOICE: text = text_of(param->words[value->choice]); break;
        case PARAM_PEILDATUM: text = peildata_text(arena, &value->peildata); break;
        case PARAM_SHARES: text = shares_text(arena, run, &value->shares); break;
        }
        add(arena, facts, name, param->key, text);
    }
}

static Text drempel_text(Arena *arena, const Laag *laag)
{
    if (laag->drempel == DREMPEL_NONE) return TEXT("-");
    return JOIN(arena, decimal_text(arena, laag->drempel_count, 10000, 4),
                laag->drempel == DREMPEL_LEERLINGEN ? TEXT(" leerlingen") : TEXT(" eenheden"));
}

static Text weging_text(Arena *arena, const Laag *laag)
{
    TextBuilder out = {.arena = arena};
    for (size_t i = 0; i < laag->weging_count; i++) {
        Fraction f = fraction_reduce(laag->weging[i].weight, laag->weging_common);
        if (i) build_text(&out, TEXT(", "));
        build_text(&out, laag->weging[i].soort);
        build_char(&out, ' ');
        build_integer(&out, f.numerator);
        if (f.denominator == 1) continue;
        build_char(&out, '/');
        build_integer(&out, f.denominator);
    }
    return laag->weging_count ? built(&out) : TEXT("-");
}

static Text sleutel_text(Arena *arena, const Run *run, const Laag *laag)
{
    Text name = text_of(laag->sleutel->name);
    if (laag->argument == NONE) return name;
    return JOIN(arena, name, TEXT(":"), run->batch->kengetal_names.items[laag->argument]);
}

static void add_attribution(Arena *arena, TermFacts *facts, Text name, const Laag *laag)
{
    static const char *const aan[] = {"woonplaats", "woonadres", "schoolgemeente", "swv",
                                      "bestuur"};
    static const char *const buiten[] = {"-", "verrekenen", "schoolgemeente", "verdelen", "apart"};
    static const char *const onbekend[] = {"-", "schoolgemeente", "regiegemeente", "-"};
    add(arena, facts, name, "aan", text_of(aan[laag->aan]));
    add(arena, facts, name, "buiten", text_of(buiten[laag->buiten]));
    if (laag->buiten == BUITEN_APART)
        add(arena, facts, name, "apart_tarief",
            decimal_text(arena, laag->apart_tarief, 1000000, 6));
    add(arena, facts, name, "drempel", drempel_text(arena, laag));
    if (laag->drempel != DREMPEL_NONE)
        add(arena, facts, name, "drempel_naar",
            laag->drempel_to_schoolgemeente ? TEXT("schoolgemeente") : TEXT("verdelen"));
    add(arena, facts, name, "onbekend", text_of(onbekend[laag->onbekend]));
}

static void add_laag(Arena *arena, const Run *run, TermFacts *facts, const TermLaag *term)
{
    static const char *const leeg[] = {"fout", "schoolgemeente", "regiegemeente", "jaar"};
    const Laag *laag = term->laag;
    Text name = term->name;
    add(arena, facts, name, "sleutel", sleutel_text(arena, run, laag));
    add_params(arena, run, facts, name, laag);
    add(arena, facts, name, "deelnemers",
        laag->deelnemer_count ? partijen_text(arena, run, term->deelnemers, term->deelnemer_count)
                              : TEXT("-"));
    if (laag->sleutel->traits & TRAIT_ATTRIBUTED) add_attribution(arena, facts, name, laag);
    add(arena, facts, name, "leeg", text_of(leeg[laag->leeg]));
    add(arena, facts, name, "plafond",
        laag->plafond.numerator
            ? share_text(arena, laag->plafond.numerator, laag->plafond.denominator)
            : TEXT("-"));
    add(arena, facts, name, "meetperiode",
        laag->meetperiode ? JOIN(arena, text_integer(arena, laag->meetperiode), TEXT("_jaren"))
                          : TEXT("tijdvak"));
    add(arena, facts, name, "weging", weging_text(arena, laag));
}

/* --- of a rule -------------------------------------------------------------------------------- */

static Text crediteur_text(const Run *run, const RuleVersion *version)
{
    static const char *const words[] = {"aanbieder", "regiegemeente", "kassier"};
    if (version->crediteur == CREDITEUR_CODE)
        return partij_code(run->batch, version->crediteur_code);
    return text_of(words[version->crediteur]);
}

static Text lagen_text(Arena *arena, const RuleVersion *version)
{
    TextBuilder out = {.arena = arena};
    for (size_t l = 0; l < version->laag_count; l++) {
        const LaagShare *laag = &version->lagen[l];
        if (text_equal(laag->name, TEXT("-"))) return TEXT("-");
        if (l) build_text(&out, TEXT(", "));
        build_text(&out, laag->name);
        build_char(&out, ' ');
        if (laag->part == PART_FRACTION)
            build_text(&out, share_text(arena, laag->weight, version->laag_total));
        else
            build_text(&out, laag->part == PART_ONDER ? TEXT("onder") : TEXT("boven"));
    }
    return built(&out);
}

static const char *tijdvak_word(TijdvakKind kind)
{
    static const char *const words[] = {"kwartaal", "maand", "jaar", "periode"};
    return words[kind];
}

static void add_rule(Arena *arena, const Run *run, TermFacts *facts, const Rule *rule,
                     const RuleVersion *version)
{
    Text none = TEXT("");
    add(arena, facts, none, "methode", text_of(version->methode->name));
    add(arena, facts, none, "kosten", version->kosten == KOSTEN_PXQ ? TEXT("pxq") : TEXT("kosten"));
    add(arena, facts, none, "toerekening", version->by_months ? TEXT("maanden") : TEXT("dagen"));
    add(arena, facts, none, "tijdvak", text_of(tijdvak_word(rule->tijdvak)));
    add(arena, facts, none, "crediteur", crediteur_text(run, version));
    add(arena, facts, none, "voorfinanciering",
        shares_text(arena, run, &version->voorfinanciering));
    add(arena, facts, none, "verrekenmarge",
        version->verrekenmarge.numerator ? share_text(arena, version->verrekenmarge.numerator,
                                                      version->verrekenmarge.denominator)
                                         : TEXT("-"));
    Text afronding = text_of(version->afronding->name);
    if (version->afronding_partij != NONE)
        afronding =
            JOIN(arena, afronding, TEXT(" "), partij_code(run->batch, version->afronding_partij));
    add(arena, facts, none, "afronding", afronding);
    add(arena, facts, none, "eenheid", decimal_text(arena, version->eenheid, 100, 2));
    add(arena, facts, none, "grens",
        version->grens >= 0 ? decimal_text(arena, version->grens, 100, 2) : TEXT("-"));
    add(arena, facts, none, "lagen", lagen_text(arena, version));
}

TermFacts terms_facts(Arena *arena, const Run *run, u32 rule, const Terms *terms)
{
    TermFacts facts = {0};
    add_rule(arena, run, &facts, &run->settings->rules.items[rule], terms->version);
    for (size_t l = 0; l < terms->version->laag_count; l++)
        add_laag(arena, run, &facts, &terms->lagen[l]);
    return facts;
}

TermFacts settings_facts(Arena *arena, const Run *run)
{
    TermFacts facts = {0};
    const Settings *s = run->settings;
    Text none = TEXT("");
    add(arena, &facts, none, "periode",
        JOIN(arena, day_text(arena, s->periode.first), TEXT(".."),
             day_text(arena, s->periode.last)));
    add(arena, &facts, none, "factuurdatum", day_text(arena, s->factuurdatum));
    add(arena, &facts, none, "kassier",
        s->kassier == NONE ? TEXT("-") : partij_code(run->batch, s->kassier));
    add(arena, &facts, none, "stromen", s->stromen_netto ? TEXT("netto") : TEXT("crediteur"));
    add(arena, &facts, none, "onderbreking", text_integer(arena, s->onderbreking));
    return facts;
}

/* --- differences ------------------------------------------------------------------------------ */

static const TermFact *find(const TermFacts *facts, const TermFact *like)
{
    for (size_t i = 0; i < facts->count; i++)
        if (text_equal(facts->items[i].key, like->key) &&
            text_equal_nocase(facts->items[i].laag, like->laag))
            return &facts->items[i];
    return NULL;
}

/* A key that the other has not is implied by another that differs, unless it begins a laag. */
static bool is_implied(const TermFact *fact)
{
    return !text_equal(fact->key, TEXT("sleutel"));
}

FactDifferences facts_differ(Arena *arena, const TermFacts *first, const TermFacts *here)
{
    FactDifferences all = {0};
    for (size_t i = 0; i < first->count; i++) {
        const TermFact *a = &first->items[i], *b = find(here, a);
        if (b ? text_equal(a->value, b->value) : is_implied(a)) continue;
        *PUSH(arena, &all) = (FactDifference){a->laag, a->key, a->value, b ? b->value : TEXT("-")};
    }
    for (size_t i = 0; i < here->count; i++) {
        const TermFact *b = &here->items[i];
        if (!find(first, b) && !is_implied(b))
            *PUSH(arena, &all) = (FactDifference){b->laag, b->key, TEXT("-"), b->value};
    }
    return all;
}

/* --- who is counted --------------------------------------------------------------------------- */

/* Keys that say how what was counted is divided, rounded and paid. */
static bool says_who_is_counted(Text key)
{
    static const char *const not_those[] = {
        "methode",   "toerekening", "crediteur", "voorfinanciering", "verrekenmarge",
        "afronding", "eenheid",     "lagen",     "drempel",          "plafond"};
    for (size_t i = 0; i < COUNT_OF(not_those); i++)
        if (text_equal(key, text_of(not_those[i]))) return false;
    return true;
}

static bool plans_count_alike(Arena *scratch, const Run *first, u32 first_rule, const Run *here,
                              u32 here_rule)
{
    const RulePlan *a = &first->plans[first_rule], *b = &here->plans[here_rule];
    if (a->count != b->count) return false;
    for (size_t t = 0; t < b->count; t++) {
        if (a->tijdvakken[t].days.first != b->tijdvakken[t].days.first ||
            a->tijdvakken[t].days.last != b->tijdvakken[t].days.last)
            return false;
        if (!b->terms[t].version) continue;
        if (!a->terms[t].version) return false;
        TermFacts x = terms_facts(scratch, first, first_rule, &a->terms[t]);
        TermFacts y = terms_facts(scratch, here, here_rule, &b->terms[t]);
        FactDifferences all = facts_differ(scratch, &x, &y);
        for (size_t i = 0; i < all.count; i++)
            if (says_who_is_counted(all.items[i].key)) return false;
    }
    return true;
}

bool counts_alike(const Run *first, const Run *here)
{
    Arena scratch = {0};
    const Settings *a = first->settings, *b = here->settings;
    bool alike = a->onderbreking == b->onderbreking;
    u8 *seen = NEW(&scratch, u8, a->rules.count * b->rules.count + 1);
    for (u32 c = 0; alike && c < here->batch->contracten.rows.count; c++) {
        u32 first_rule = a->rule_of_contract[c], here_rule = b->rule_of_contract[c];
        size_t pair = first_rule * b->rules.count + here_rule;
        if (!seen[pair]) alike = plans_count_alike(&scratch, first, first_rule, here, here_rule);
        seen[pair] = 1;
    }
    arena_free(&scratch);
    return alike;
}
