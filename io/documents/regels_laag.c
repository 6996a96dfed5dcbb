/* One laag in words. In: a laag of a rule; out: Dutch sentences on what is counted, for whom, and
 * who takes part. Holds always: each version that is in force in a tijdvak is told with its date.
 */
#include "io/documents/regels_speaking.h"
#include "io/documents/unit_words.h"
#include "io/tell/dutch.h"

/* ` vanaf 1 juli 2026`, of a section. */
static Text vanaf_text(const Speaking *s, Day vanaf)
{
    if (vanaf == DAY_OPEN_START) return TEXT("");
    return JOIN(s->arena, TEXT(" vanaf "), dutch_date(s->arena, vanaf));
}

/* Of millionths of a euro. */
static Text tarief_text(Arena *arena, i64 tarief)
{
    enum { PER_CENT = 10000 };
    if (tarief % PER_CENT == 0) return dutch_euro(arena, tarief / PER_CENT);
    return JOIN(arena, TEXT("€ "), dutch_number(arena, tarief, 100 * PER_CENT));
}

static const char *const months[] = {"januari",   "februari", "maart",    "april",
                                     "mei",       "juni",     "juli",     "augustus",
                                     "september", "oktober",  "november", "december"};

static Text peildatum_text(Arena *arena, const Peildatum *p)
{
    if (p->kind == PEILDATUM_FIXED) return dutch_date(arena, p->fixed);
    Text day = JOIN(arena, text_integer(arena, p->day), TEXT(" "), text_of(months[p->month - 1]));
    Text years = text_integer(arena, p->years);
    switch (p->kind) {
    case PEILDATUM_SCHOOLJAAR: return JOIN(arena, day, TEXT(" van het schooljaar van het tijdvak"));
    case PEILDATUM_YEARS_BACK:
        if (!p->years) return JOIN(arena, day, TEXT(" van het jaar van het tijdvak"));
        if (p->years == 1) return JOIN(arena, day, TEXT(" van het jaar voor dat van het tijdvak"));
        return JOIN(arena, day, TEXT(" van "), years, TEXT(" jaar voor dat van het tijdvak"));
    default:
        return JOIN(arena, TEXT("de laatste "), day,
                    TEXT(" op of voor de eerste dag van het tijdvak"));
    }
}

static Text peildata_text(Arena *arena, const Peildata *peildata)
{
    TextBuilder out = {.arena = arena};
    for (size_t i = 0; i < peildata->count; i++) {
        build_between(&out, i, peildata->count);
        build_text(&out, peildatum_text(arena, &peildata->items[i]));
    }
    return built(&out);
}

static void say_param(Speaking *s, const Param *param, const ParamValue *value, bool is_members)
{
    switch (param->kind) {
    case PARAM_PEILDATUM:
        /* without one a kengetal is the latest, which its own sentence says */
        if (!value->peildata.count || (is_members && !value->given)) return;
        SAY(s, "Peildatum",
            is_members ? TEXT("De waarden zijn die van ") : TEXT("Geteld wordt op "),
            peildata_text(s->arena, &value->peildata),
            value->peildata.count < 2 ? TEXT(".")
            : is_members              ? TEXT("; die waarden worden opgeteld.")
                                      : TEXT("; die tellingen worden opgeteld."));
        return;
    case PARAM_SHARES: SAY(s, "Aandelen", shares_text(s, &value->shares), TEXT(".")); return;
    case PARAM_CHOICE: break;
    }
    Text word = text_of(param->words[value->choice]);
    if (text_equal(word, TEXT("eenmaal")))
        SAY(s, "Dubbel",
            TEXT("Is een leerling op een dag op meer scholen van de pool ingeschreven, dan telt "
                 "die dag één keer, bij de inschrijving die het laatst begon, en als die op "
                 "dezelfde dag begonnen bij de school met de laagste code."));
    else if (text_equal(word, TEXT("beide")))
        SAY(s, "Dubbel",
            TEXT("Is een leerling op een dag op meer scholen van de pool ingeschreven, dan telt "
                 "die dag voor elke inschrijving."));
    else if (text_equal(word, TEXT("fout")))
        SAY(s, "Dubbel",
            TEXT("Een leerling op twee scholen van de pool tegelijk is een fout in de "
                 "gegevens."));
    else
        SAY(s, "Keuze", text_of(param->label), TEXT(": "), word, TEXT("."));
}

static void say_sleutel(Speaking *s, const Laag *laag)
{
    const Sleutel *sleutel = laag->sleutel;
    Text argument = TEXT("");
    if (laag->argument != NONE)
        argument = JOIN(s->arena, TEXT(" "), s->run->batch->kengetal_names.items[laag->argument]);
    SAY(s, "Sleutel", text_of(sleutel->label), argument, TEXT(". "), text_of(sleutel->counts));
    for (size_t i = 0; i < sleutel->param_count; i++)
        say_param(s, &sleutel->params[i], &laag->params[i], sleutel->traits & TRAIT_MEMBERS);
}

/* Under these sleutels a deelname may be paid by another than the woonplaats (SPEC §12). */
static void say_betaler(Speaking *s, const Laag *laag)
{
    const Table_deelnames *t = &s->run->batch->deelnames;
    bool counts_them = false;
    for (size_t i = 0; i < laag->sleutel->need_count; i++)
        counts_them |= laag->sleutel->needs[i] == T_deelnames;
    for (size_t row = 0; counts_them && (row = next_deelname(s, row)) != SIZE_MAX; row++) {
        if (t->betaler[row] == NONE) continue;
        SAY(s, "Betaler",
            TEXT("Noemt een deelname een betaler, dan telt zij voor die partij en niet voor de "
                 "woonplaats."));
        return;
    }
}

static void say_aan(Speaking *s, const Laag *laag)
{
    bool counts = laag->sleutel->traits & TRAIT_COUNTS;
    if (counts && (laag->aan == AAN_WOONPLAATS || laag->aan == AAN_WOONADRES)) {
        say_on(s, TEXT("Voor wie"),
               TEXT("Elke getelde leerling telt voor de gemeente die de telling noemt."), s->basis);
        return;
    }
    switch (laag->aan) {
    case AAN_WOONPLAATS:
        say_on(
            s, TEXT("Voor wie"),
            TEXT("Wat geteld is, telt voor de gemeente die op die dag de woonplaats van het kind "
                 "is: een besluit daarover gaat voor; verblijft het kind op die dag bij een "
                 "aanbieder of pleegouder, in de opvang, beschermd wonen of een justitiële "
                 "jeugdinrichting (niet in deeltijd), dan is dat de gemeente waar het de dag voor "
                 "dat verblijf woonde; anders die waar het in de basisregistratie personen staat. "
                 "Is er geen woonadres, dan is het de gemeente van de moeder bij de geboorte, of "
                 "als die onbekend is de gemeente waar het kind bij de hulpvraag was; die laatste "
                 "ook als het adres in het buitenland is."),
            TEXT(WOONPLAATS_BASIS));
        say_betaler(s, laag);
        return;
    case AAN_WOONADRES:
        SAY(s, "Voor wie",
            TEXT("Wat geteld is, telt voor de gemeente van het woonadres; besluiten en verblijven "
                 "blijven buiten beschouwing. Is er geen woonadres, dan is het de gemeente bij de "
                 "geboorte, of anders die bij de hulpvraag; die laatste ook als het adres in het "
                 "buitenland is."));
        say_betaler(s, laag);
        return;
    case AAN_SCHOOLGEMEENTE:
        SAY(s, "Voor wie", TEXT("Wat geteld is, telt voor de gemeente van de school."));
        return;
    case AAN_SWV:
        SAY(s, "Voor wie",
            TEXT("Wat geteld is, telt voor het samenwerkingsverband van de school."));
        return;
    case AAN_BESTUUR:
        SAY(s, "Voor wie", TEXT("Wat geteld is, telt voor het bestuur van de school."));
        return;
    }
}

enum { NAMES_MOST = 15 }; /* more are told as a number */

static bool is_lid(const GroepVersion *version, u32 partij)
{
    for (size_t i = 0; i < version->count; i++)
        if (version->leden[i] == partij) return true;
    return false;
}

/* The members of `these` that are none of `others`, after a word; false: there are none. */
static bool build_others(const Speaking *s, TextBuilder *out, Text word, const GroepVersion *these,
                         const GroepVersion *others)
{
    size_t count = 0, done = 0;
    for (size_t i = 0; i < these->count; i++)
        count += !is_lid(others, these->leden[i]);
    if (!count) return false;
    build_text(out, word);
    for (size_t i = 0; i < these->count; i++) {
        if (is_lid(others, these->leden[i])) continue;
        build_between(out, done++, count);
        build_text(out, naam_of(s, these->leden[i]));
    }
    return true;
}

/* A groep with its members, and what changes in it; what sections say so goes to `basis`. */
static void build_groep(const Speaking *s, TextBuilder *out, TextBuilder *basis, const Groep *groep)
{
    const GroepVersion *version = groep_version_on(groep, s->firsts.items[0]);
    build_text(out, groep->name);
    if (!version) return;
    build_text(out, TEXT(" ("));
    for (size_t i = 0; i < version->count && version->count <= NAMES_MOST; i++) {
        build_between(out, i, version->count);
        build_text(out, naam_of(s, version->leden[i]));
    }
    if (version->count > NAMES_MOST) {
        build_integer(out, (i128)version->count);
        build_text(out, TEXT(" partijen"));
    }
    build_text(basis, JOIN(s->arena, TEXT("; groep "), groep->name, vanaf_text(s, version->vanaf)));
    for (size_t i = 1; i < s->firsts.count; i++) {
        const GroepVersion *next = groep_version_on(groep, s->firsts.items[i]);
        if (next == version) continue;
        build_text(out, TEXT("; vanaf "));
        build_text(out, dutch_date(s->arena, s->firsts.items[i]));
        bool more = build_others(s, out, TEXT(" ook "), next, version);
        bool less =
            build_others(s, out, more ? TEXT(" en zonder ") : TEXT(" zonder "), version, next);
        if (!more && !less) build_text(out, TEXT(" dezelfde"));
        build_text(basis,
                   JOIN(s->arena, TEXT("; groep "), groep->name, vanaf_text(s, next->vanaf)));
        version = next;
    }
    build_char(out, ')');
}

static void say_buiten(Speaking *s, const Laag *laag)
{
    switch (laag->buiten) {
    case BUITEN_NOT_GIVEN: return;
    case BUITEN_VERREKENEN:
        SAY(s, "Buiten",
            TEXT("Wie geen deelnemer is, betaalt als ieder ander voor wat voor hem telt."));
        return;
    case BUITEN_SCHOOLGEMEENTE:
        SAY(s, "Buiten",
            TEXT("Wat telt voor wie geen deelnemer is, draagt de gemeente van de school."));
        return;
    case BUITEN_VERDELEN:
        SAY(s, "Buiten",
            TEXT("Wat telt voor wie geen deelnemer is, telt niet mee: de deelnemers dragen het."));
        return;
    case BUITEN_APART:
        SAY(s, "Buiten", TEXT("Wie geen deelnemer is, betaalt een vaste prijs van "),
            tarief_text(s->arena, laag->apart_tarief),
            TEXT(" per dag; de rest gaat over de deelnemers."));
        return;
    }
}

static void say_deelnemers(Speaking *s, const Laag *laag)
{
    if (!laag->deelnemer_count) return;
    TextBuilder out = {.arena = s->arena}, basis = {.arena = s->arena};
    build_text(&basis, s->basis);
    build_text(&out, laag->deelnemer_count == 1 && !laag->deelnemers[0].is_groep
                         ? TEXT("Deelnemer is ")
                         : TEXT("Deelnemers zijn "));
    for (size_t i = 0; i < laag->deelnemer_count; i++) {
        const Deelnemer *d = &laag->deelnemers[i];
        build_between(&out, i, laag->deelnemer_count);
        if (d->is_groep)
            build_groep(s, &out, &basis, &s->run->settings->groepen.items[d->index]);
        else
            build_text(&out, naam_of(s, d->index));
    }
    build_char(&out, '.');
    say_on(s, TEXT("Deelnemers"), built(&out), built(&basis));
    say_buiten(s, laag);
}

static void say_drempel(Speaking *s, const Laag *laag)
{
    enum { DREMPEL_UNIT = 10000 }; /* drempel_count is in these parts of one */
    if (laag->drempel == DREMPEL_NONE) return;
    bool pupils = laag->drempel == DREMPEL_LEERLINGEN;
    i64 per = DREMPEL_UNIT * (pupils ? 1 : people_units_of(laag->sleutel));
    bool one = laag->drempel_count == per;
    SAY(s, "Drempel", TEXT("Een partij met minder dan "),
        dutch_number(s->arena, laag->drempel_count, per), TEXT(" "),
        !pupils ? unit_words(s->arena, laag, one)
        : one   ? TEXT("leerling")
                : TEXT("leerlingen"),
        TEXT(" betaalt niet mee; "),
        laag->drempel_to_schoolgemeente ? TEXT("de gemeente van de school draagt het.")
                                        : TEXT("de anderen dragen het."));
}

static void say_exceptions(Speaking *s, const Laag *laag)
{
    static const Text empty[] = {[LEEG_SCHOOLGEMEENTE] = {"de gemeente van de school", 25},
                                 [LEEG_REGIEGEMEENTE] = {"de regiegemeente", 16},
                                 [LEEG_JAAR] = {"wie in het hele kalenderjaar telt", 33}};
    if (laag->onbekend == ONBEKEND_SCHOOLGEMEENTE || laag->onbekend == ONBEKEND_REGIEGEMEENTE)
        SAY(s, "Onbekend", TEXT("Is de woonplaats van een kind op een dag onbekend, dan draagt "),
            laag->onbekend == ONBEKEND_SCHOOLGEMEENTE ? TEXT("de gemeente van de school")
                                                      : TEXT("de regiegemeente"),
            TEXT(" die dag."));
    if (laag->leeg != LEEG_FOUT)
        SAY(s, "Niets geteld", TEXT("Is er in een tijdvak niets te tellen, dan draagt "),
            empty[laag->leeg], TEXT("."));
    if (laag->plafond.numerator)
        SAY(s, "Plafond", TEXT("Niemand draagt meer dan "),
            share_text(s->arena, laag->plafond.numerator, laag->plafond.denominator),
            TEXT(" van wat zo verdeeld wordt; wat daarboven komt gaat naar rato over de "
                 "anderen."));
}

static void say_weging(Speaking *s, const Laag *laag)
{
    if (!laag->weging_count) return;
    TextBuilder out = {.arena = s->arena};
    for (size_t i = 0; i < laag->weging_count; i++) {
        build_between(&out, i, laag->weging_count);
        build_text(&out, laag->weging[i].soort);
        build_char(&out, ' ');
        build_text(&out, dutch_number(s->arena, laag->weging[i].weight, laag->weging_common));
    }
    SAY(s, "Weging",
        TEXT("Wat geteld is, wordt vermenigvuldigd met een factor naar de soort van de school: "),
        built(&out), TEXT("; voor andere scholen 1."));
}

static void say_version(Speaking *s, const Laag *laag)
{
    say_sleutel(s, laag);
    if (laag->sleutel->traits & TRAIT_ATTRIBUTED) say_aan(s, laag);
    say_deelnemers(s, laag);
    if (laag->meetperiode)
        SAY(s, "Meetperiode", TEXT("Geteld wordt niet in het tijdvak, maar over "),
            laag->meetperiode == 1
                ? TEXT("het kalenderjaar")
                : JOIN(s->arena, TEXT("de "), dutch_integer(s->arena, laag->meetperiode),
                       TEXT(" kalenderjaren")),
            TEXT(" voor dat van het tijdvak, ook buiten de looptijd van het contract."));
    say_weging(s, laag);
    say_drempel(s, laag);
    say_exceptions(s, laag);
}

/* The day from which the version of a section is in force that `laag` is of. */
static Day vanaf_of(const Speaking *s, size_t index, const Laag *laag)
{
    u32 section = s->version->lagen[index].section;
    if (section == NONE) return DAY_OPEN_START;
    const LaagSection *versions = &s->rule->lagen.items[section];
    for (size_t i = 0; i < versions->count; i++)
        if (&versions->items[i].laag == laag) return versions->items[i].vanaf;
    return DAY_OPEN_START;
}

static void say_when(Speaking *s, Text name, const Firsts *all, size_t first, size_t end)
{
    Text from = first ? JOIN(s->arena, TEXT(" op of na "), dutch_date(s->arena, all->items[first]))
                      : TEXT("");
    Text upto = end < all->count
                    ? JOIN(s->arena, TEXT(" voor "), dutch_date(s->arena, all->items[end]))
                    : TEXT("");
    SAY(s, "Versie", TEXT("Voor de laag "), name, TEXT(" geldt in tijdvakken die beginnen"), from,
        from.length && upto.length ? TEXT(" en") : TEXT(""), upto, TEXT(" wat hierna volgt."));
}

void say_laag(Speaking *s, size_t index, bool named)
{
    Firsts all = s->firsts;
    Text name = s->version->lagen[index].name, basis = s->basis;
    for (size_t first = 0, end; first < all.count; first = end) {
        const Laag *laag = laag_on(s->rule, s->version, index, all.items[first]);
        end = first + 1;
        while (end < all.count && laag_on(s->rule, s->version, index, all.items[end]) == laag)
            end++;
        if (!laag || !laag->sleutel) continue;
        s->firsts = (Firsts){.items = all.items + first, .count = end - first};
        if (named)
            s->basis = JOIN(s->arena, TEXT("afspraak: laag "), name, TEXT(" van regel "),
                            s->rule->name, vanaf_text(s, vanaf_of(s, index, laag)));
        if (first || end < all.count) say_when(s, name, &all, first, end);
        say_version(s, laag);
    }
    s->firsts = all;
    s->basis = basis;
}
