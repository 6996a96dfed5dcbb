/* The plan: tijdvakken and terms. In: settings; out: for each rule its tijdvakken, sorted by label,
 * and on request what is agreed in each. Holds always: the tijdvakken of a rule do not overlap and
 * together are the settled days. */
#include "engine/run.h"

static int quarter_of(int month)
{
    return (month - 1) / 3 + 1;
}

Interval calendar_unit(TijdvakKind kind, Day day)
{
    Civil c = civil_of(day);
    int first = 1, last = 12;
    if (kind == TIJDVAK_MAAND) first = last = c.month;
    if (kind == TIJDVAK_KWARTAAL || kind == TIJDVAK_PERIODE) {
        first = quarter_of(c.month) * 3 - 2;
        last = first + 2;
    }
    return (Interval){day_of(c.year, first, 1), day_of(c.year, last, days_in_month(c.year, last))};
}

Text unit_label(Arena *arena, TijdvakKind kind, Interval unit)
{
    Civil c = civil_of(unit.first);
    TextBuilder label = {.arena = arena};
    build_padded(&label, (u64)c.year, 4);
    if (kind == TIJDVAK_KWARTAAL) {
        build_text(&label, TEXT("-Q"));
        build_integer(&label, quarter_of(c.month));
    } else if (kind == TIJDVAK_MAAND) {
        build_char(&label, '-');
        build_padded(&label, (u64)c.month, 2);
    }
    return built(&label);
}

static int by_label(const void *left, const void *right)
{
    const Tijdvak *a = left, *b = right;
    return text_compare(a->label, b->label);
}

static RulePlan plan_rule(Run *run, TijdvakKind kind)
{
    Interval settled = run->settings->settled;
    LIST(Tijdvak) list = {0};
    for (Day day = settled.first; day <= settled.last;) {
        Interval unit = kind == TIJDVAK_PERIODE ? settled : calendar_unit(kind, day);
        Interval cut = {day_max(unit.first, settled.first), day_min(unit.last, settled.last)};
        bool whole = cut.first == unit.first && cut.last == unit.last && kind != TIJDVAK_PERIODE;
        Text label = whole ? unit_label(run->arena, kind, unit)
                           : JOIN(run->arena, day_text(run->arena, cut.first), TEXT(".."),
                                  day_text(run->arena, cut.last));
        *PUSH(run->arena, &list) = (Tijdvak){cut, label};
        day = unit.last + 1;
    }
    sort_array(list.items, list.count, sizeof *list.items, by_label);
    return (RulePlan){list.items, NEW(run->arena, Terms, list.count), list.count};
}

/* A tijdvak is posted whole: neither the boekjaar nor the periode may cut one (SPEC §9). */
static void check_cut(Run *run, const Rule *rule, Place place, Day day, bool is_last)
{
    Interval unit = calendar_unit(rule->tijdvak, day);
    if ((is_last ? unit.last : unit.first) == day) return;
    Arena *arena = run->batch->arena;
    FAULT_AT(run->batch->report, E343_TIJDVAK_CUT, place, day_text(arena, day),
             unit_label(arena, rule->tijdvak, unit), rule->name);
}

static void check_tijdvakken(Run *run)
{
    const Settings *s = run->settings;
    if (!has_grootboek(&s->booking)) return;
    u8 *used = NEW(run->arena, u8, s->rules.count + 1);
    for (size_t c = 0; c < run->batch->contracten.rows.count; c++)
        used[s->rule_of_contract[c]] = 1;
    for (size_t r = 0; r < s->rules.count; r++) {
        const Rule *rule = &s->rules.items[r];
        if (!used[r]) continue;
        if (rule->tijdvak == TIJDVAK_PERIODE) {
            FAULT_AT(run->batch->report, E344_TIJDVAK_PERIODE, s->booking.grootboek_place,
                     rule->name);
            continue;
        }
        check_cut(run, rule, s->booking.boekjaar_place, s->settled.first, false);
        check_cut(run, rule, s->booking.periode_place, s->periode.first, false);
        check_cut(run, rule, s->booking.periode_place, s->periode.last, true);
    }
}

void plan(Run *run)
{
    const Settings *settings = run->settings;
    run->told_no_version = NEW(run->arena, u8, run->batch->contracten.rows.count + 1);
    run->plans = NEW(run->arena, RulePlan, settings->rules.count + 1);
    for (size_t r = 0; r < settings->rules.count; r++)
        run->plans[r] = plan_rule(run, settings->rules.items[r].tijdvak);
    check_tijdvakken(run);
}

/* A deelnemer stands for its opvolgers on the first and the last day of the tijdvak too (§4). */
static void add_deelnemer(Run *run, TermLaag *terms, u32 partij, Interval days)
{
    Batch *b = run->batch;
    if (terms->is_deelnemer[partij] != 2) {
        terms->is_deelnemer[partij] = 2; /* listed itself */
        terms->deelnemers[terms->deelnemer_count++] = partij;
    }
    u32 first = successor_on(b, partij, days.first), last = successor_on(b, partij, days.last);
    if (!terms->is_deelnemer[first]) terms->is_deelnemer[first] = 1;
    if (!terms->is_deelnemer[last]) terms->is_deelnemer[last] = 1;
}

static int by_number(const void *left, const void *right)
{
    u32 a = *(const u32 *)left, b = *(const u32 *)right;
    return (a > b) - (a < b);
}

/* Tells, once for a contract, that a section has no version for a tijdvak. */
static const Terms *no_version(Run *run, u32 contract, Text section, Day first)
{
    if (run->told_no_version[contract]) return NULL;
    run->told_no_version[contract] = 1;
    FAULT_AT(run->batch->report, E333_NO_VERSION,
             place_of(run->batch, T_contracten, contract, COL_contracten_regel),
             contract_code(run->batch, contract), section, day_text(run->arena, first));
    return NULL;
}

static bool find_deelnemers(Run *run, u32 contract, TermLaag *terms, Interval days)
{
    const Laag *laag = terms->laag;
    if (!laag->deelnemer_count) return true;
    size_t partijen = run->batch->partijen.rows.count;
    terms->is_deelnemer = NEW(run->arena, u8, partijen);
    terms->deelnemers = NEW(run->arena, u32, partijen);
    for (size_t i = 0; i < laag->deelnemer_count; i++) {
        Deelnemer d = laag->deelnemers[i];
        if (!d.is_groep) {
            add_deelnemer(run, terms, d.index, days);
            continue;
        }
        const Groep *groep = &run->settings->groepen.items[d.index];
        const GroepVersion *version = groep_version_on(groep, days.first);
        if (!version) {
            no_version(run, contract, JOIN(run->arena, TEXT("groep "), groep->name), days.first);
            return false;
        }
        for (size_t l = 0; l < version->count; l++)
            add_deelnemer(run, terms, version->leden[l], days);
    }
    sort_array(terms->deelnemers, terms->deelnemer_count, sizeof(u32), by_number);
    return true;
}

static u32 *laag_order(Run *run, const TermLaag *lagen, size_t count)
{
    u32 *order = NEW(run->arena, u32, count);
    for (u32 l = 0; l < count; l++) {
        u32 at = l;
        for (; at > 0 && text_compare(lagen[order[at - 1]].name, lagen[l].name) > 0; at--)
            order[at] = order[at - 1];
        order[at] = l;
    }
    return order;
}

const Terms *terms_in_force(Run *run, u32 contract, u32 tijdvak)
{
    u32 r = run->settings->rule_of_contract[contract];
    const Rule *rule = &run->settings->rules.items[r];
    Terms *terms = &run->plans[r].terms[tijdvak];
    if (terms->version) return terms;
    Interval days = run->plans[r].tijdvakken[tijdvak].days;
    const RuleVersion *version = rule_version_on(rule, days.first);
    if (!version)
        return no_version(run, contract, JOIN(run->arena, TEXT("regel "), rule->name), days.first);
    terms->lagen = NEW(run->arena, TermLaag, version->laag_count);
    for (size_t l = 0; l < version->laag_count; l++) {
        const LaagShare *share = &version->lagen[l];
        TermLaag *laag = &terms->lagen[l];
        *laag = (TermLaag){.name = share->name, .part = share->part, .weight = share->weight};
        laag->laag = laag_on(rule, version, l, days.first);
        if (!laag->laag)
            return no_version(run, contract,
                              JOIN(run->arena, TEXT("laag "), rule->name, TEXT(" "), share->name),
                              days.first);
        if (!find_deelnemers(run, contract, laag, days)) return NULL;
    }
    terms->order = laag_order(run, terms->lagen, version->laag_count);
    terms->version = version;
    return terms;
}

u32 regiegemeente_of(const Run *run, u32 contract, u32 school, Day first)
{
    const Batch *b = run->batch;
    u32 regie = b->contracten.regiegemeente[contract];
    if (regie == NONE && school != NONE) regie = b->scholen.gemeente[school];
    if (regie != NONE) return successor_on(b, regie, first);
    Slice schools = group_of(&b->schools_of_contract, contract);
    for (size_t i = 0; i < schools.count; i++) {
        u32 gemeente = successor_on(b, b->scholen.gemeente[schools.rows[i]], first);
        if (i && gemeente != regie) return NONE;
        regie = gemeente;
    }
    return regie;
}

Text pool_name(const Run *run, Arena *arena, u32 contract, u32 school, u32 tijdvak)
{
    TextBuilder name = {.arena = arena};
    build_text(&name, contract_code(run->batch, contract));
    if (school != NONE) {
        build_char(&name, '/');
        build_text(&name, school_code(run->batch, school));
    }
    build_char(&name, '/');
    build_text(&name, tijdvak_of(run, contract, tijdvak)->label);
    return built(&name);
}

Words laag_words(Arena *arena, Text name)
{
    if (text_equal(name, TEXT("-"))) return words_same(TEXT(""));
    return WORDS_FILL(arena, WORDS(" of laag %1"), name);
}
