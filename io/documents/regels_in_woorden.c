/* Rules in words. In: the settings of a run; out: Dutch sentences. Holds always: what a key of the
 * INI decides and changes an amount has a sentence. */
#include "io/documents/regels_in_woorden.h"

#include "engine/rule.h"
#include "io/documents/dutch.h"

#define WOONPLAATS "Jeugdwet, artikel 1.1"

typedef struct Speaking {
    Arena *arena;
    const Run *run;
    const Rule *rule;
    const RuleVersion *version;
    Day first;
    Text basis; /* of what the agreement says */
    RuleSentences *out;
} Speaking;

static void say_on(Speaking *s, Text about, Text sentence, Text basis)
{
    *PUSH(s->arena, s->out) = (RuleSentence){about, sentence, basis};
}

#define SAY(s, about, ...) say_on((s), TEXT(about), JOIN((s)->arena, __VA_ARGS__), (s)->basis)

/* --- parts of sentences ----------------------------------------------------------------------- */

static Text naam_of(const Speaking *s, u32 partij)
{
    return partij == NONE ? TEXT("onbekend") : s->run->batch->partijen.naam[partij];
}

/* 12,5%, or 1/3 where a percentage would not be exact. */
static Text share_text(Arena *arena, i128 numerator, i128 denominator)
{
    if (numerator * 1000000 % denominator == 0)
        return JOIN(arena, dutch_number(arena, numerator * 100, denominator), TEXT("%"));
    i128 a = numerator, b = denominator;
    while (b) {
        i128 rest = a % b;
        a = b, b = rest;
    }
    return JOIN(arena, text_integer(arena, numerator / a), TEXT("/"),
                text_integer(arena, denominator / a));
}

/* Of millionths of a euro. */
static Text tarief_text(Arena *arena, i64 tarief)
{
    enum { PER_CENT = 10000 };
    if (tarief % PER_CENT == 0) return dutch_euro(arena, tarief / PER_CENT);
    return JOIN(arena, TEXT("€ "), dutch_number(arena, tarief, 100 * PER_CENT));
}

/* `, ` or ` en ` before item i of count, nothing before the first. */
static void build_between(TextBuilder *out, size_t i, size_t count)
{
    if (i) build_text(out, i + 1 == count ? TEXT(" en ") : TEXT(", "));
}

static Text shares_text(const Speaking *s, const Shares *shares)
{
    TextBuilder out = {.arena = s->arena};
    for (size_t i = 0; i < shares->count; i++) {
        build_between(&out, i, shares->count);
        build_text(&out, naam_of(s, shares->partijen[i]));
        build_char(&out, ' ');
        build_text(&out, share_text(s->arena, shares->weights[i], shares->total));
    }
    return built(&out);
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
        return JOIN(arena, day, TEXT(" van het jaar "), years, TEXT(" voor dat van het tijdvak"));
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

/* --- one laag --------------------------------------------------------------------------------- */

static void say_param(Speaking *s, const Param *param, const ParamValue *value)
{
    switch (param->kind) {
    case PARAM_PEILDATUM:
        if (!value->peildata.count) return;
        SAY(s, "Peildatum", TEXT("Geteld wordt op "), peildata_text(s->arena, &value->peildata),
            value->peildata.count > 1 ? TEXT("; die tellingen worden opgeteld.") : TEXT("."));
        return;
    case PARAM_SHARES: SAY(s, "Aandelen", shares_text(s, &value->shares), TEXT(".")); return;
    case PARAM_CHOICE: break;
    }
    Text word = text_of(param->words[value->choice]);
    if (text_equal(word, TEXT("eenmaal")))
        SAY(s, "Dubbel",
            TEXT("Is een leerling op een dag op meer scholen ingeschreven, dan telt die dag één "
                 "keer, bij de inschrijving die het laatst begon."));
    else if (text_equal(word, TEXT("beide")))
        SAY(s, "Dubbel",
            TEXT("Is een leerling op een dag op meer scholen ingeschreven, dan telt die dag voor "
                 "elke inschrijving."));
    else if (text_equal(word, TEXT("fout")))
        SAY(s, "Dubbel", TEXT("Een leerling op twee scholen tegelijk is een fout in de gegevens."));
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
        say_param(s, &sleutel->params[i], &laag->params[i]);
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
                 "is: een besluit daarover gaat voor; verblijft het kind elders met jeugdhulp, dan "
                 "is dat de gemeente waar het onmiddellijk daarvoor woonde; anders die waar het "
                 "in de basisregistratie personen staat."),
            TEXT(WOONPLAATS));
        return;
    case AAN_WOONADRES:
        SAY(s, "Voor wie",
            TEXT("Een dag telt voor de gemeente van het woonadres; besluiten en "
                 "verblijven blijven buiten beschouwing."));
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

static void build_groep(const Speaking *s, TextBuilder *out, const Groep *groep)
{
    const GroepVersion *version = groep_version_on(groep, s->first);
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
    build_char(out, ')');
}

static void say_deelnemers(Speaking *s, const Laag *laag)
{
    if (!laag->deelnemer_count) return;
    TextBuilder out = {.arena = s->arena};
    build_text(&out, TEXT("Deelnemers zijn "));
    for (size_t i = 0; i < laag->deelnemer_count; i++) {
        const Deelnemer *d = &laag->deelnemers[i];
        build_between(&out, i, laag->deelnemer_count);
        if (d->is_groep)
            build_groep(s, &out, &s->run->settings->groepen.items[d->index]);
        else
            build_text(&out, naam_of(s, d->index));
    }
    build_char(&out, '.');
    say_on(s, TEXT("Deelnemers"), built(&out), s->basis);
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

static void say_drempel(Speaking *s, const Laag *laag)
{
    if (laag->drempel == DREMPEL_NONE) return;
    bool pupils = laag->drempel == DREMPEL_LEERLINGEN;
    SAY(s, "Drempel", TEXT("Een partij met minder dan "),
        pupils ? dutch_integer(s->arena, laag->drempel_count)
               : dutch_number(s->arena, laag->drempel_count, 10000),
        TEXT(" "), pupils ? TEXT("leerlingen") : text_of(laag->sleutel->unit),
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
            TEXT("; wat daarboven komt gaat naar rato over de anderen."));
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
    SAY(s, "Weging", TEXT("Wat geteld is, telt naar de soort van de school: "), built(&out),
        TEXT("; andere scholen 1."));
}

static void say_laag(Speaking *s, const Laag *laag)
{
    if (!laag || !laag->sleutel) return;
    say_sleutel(s, laag);
    if (laag->sleutel->traits & TRAIT_ATTRIBUTED) say_aan(s, laag);
    say_deelnemers(s, laag);
    if (laag->meetperiode)
        SAY(s, "Meetperiode", TEXT("Geteld wordt niet in het tijdvak, maar over "),
            laag->meetperiode == 1
                ? TEXT("het kalenderjaar")
                : JOIN(s->arena, TEXT("de "), dutch_integer(s->arena, laag->meetperiode),
                       TEXT(" kalenderjaren")),
            TEXT(" voor dat van het tijdvak."));
    say_weging(s, laag);
    say_drempel(s, laag);
    say_exceptions(s, laag);
}

/* --- one rule --------------------------------------------------------------------------------- */

static void say_crediteur(Speaking *s)
{
    const RuleVersion *v = s->version;
    Text who = TEXT("de aanbieder van het contract");
    if (v->crediteur == CREDITEUR_REGIEGEMEENTE) who = TEXT("de regiegemeente");
    if (v->crediteur == CREDITEUR_KASSIER)
        who = JOIN(s->arena, TEXT("de kassier, "), naam_of(s, s->run->settings->kassier));
    if (v->crediteur == CREDITEUR_CODE) who = naam_of(s, v->crediteur_code);
    SAY(s, "Crediteur", TEXT("Wie een aandeel draagt, is het verschuldigd aan "), who, TEXT("."));
}

static void say_kosten(Speaking *s)
{
    const RuleVersion *v = s->version;
    if (v->kosten == KOSTEN_PXQ)
        SAY(s, "Kosten",
            TEXT("De kosten zijn het volume van elke deelname maal het tarief van die "
                 "dag."));
    else
        SAY(s, "Kosten",
            TEXT("De kosten zijn de posten van de aanbieder; een post over meer "
                 "tijdvakken wordt verdeeld naar "),
            v->by_months ? TEXT("kalendermaanden") : TEXT("dagen"), TEXT("."));
    if (v->grens >= 0)
        SAY(s, "Grens", TEXT("Wat een leerling in een kalenderjaar meer kost dan "),
            dutch_euro(s->arena, v->grens), TEXT(", gaat naar een eigen laag."));
}

static void say_lagen(Speaking *s)
{
    const RuleVersion *v = s->version;
    TextBuilder out = {.arena = s->arena};
    for (size_t i = 0; i < v->laag_count; i++) {
        const LaagShare *laag = &v->lagen[i];
        build_between(&out, i, v->laag_count);
        build_text(&out, laag->part == PART_ONDER ? TEXT("wat onder de grens blijft")
                         : laag->part == PART_BOVEN
                             ? TEXT("wat er boven komt")
                             : share_text(s->arena, laag->weight, v->laag_total));
        build_text(&out, TEXT(" naar de laag "));
        build_text(&out, laag->name);
    }
    SAY(s, "Lagen", TEXT("Van wat te verdelen is gaat "), built(&out), TEXT("."));
}

static void say_afronding(Speaking *s)
{
    const RuleVersion *v = s->version;
    Text own = v->afronding_partij == NONE
                   ? TEXT("")
                   : JOIN(s->arena, TEXT(" ("), naam_of(s, v->afronding_partij), TEXT(")"));
    Text unit = v->eenheid == 1 ? TEXT("")
                                : JOIN(s->arena, TEXT(" Dat gaat in hele eenheden van "),
                                       dutch_euro(s->arena, v->eenheid), TEXT("."));
    SAY(s, "Afronding", text_of(v->afronding->label), own, TEXT(". "),
        text_of(v->afronding->explanation), unit);
}

static Text section_text(const Speaking *s)
{
    return s->version->vanaf == DAY_OPEN_START
               ? JOIN(s->arena, TEXT("afspraak: regel "), s->rule->name)
               : JOIN(s->arena, TEXT("afspraak: regel "), s->rule->name, TEXT(" vanaf "),
                      dutch_date(s->arena, s->version->vanaf));
}

void rule_in_words(Arena *arena, const Run *run, const Rule *rule, const RuleVersion *version,
                   Day first, RuleSentences *out)
{
    Speaking s = {arena, run, rule, version, first, TEXT(""), out};
    s.basis = section_text(&s);
    SAY(&s, "Methode", text_of(version->methode->label), TEXT(". "),
        text_of(version->methode->explanation));
    if (version->voorfinanciering.total)
        SAY(&s, "Vooraf", TEXT("Zonder voorschotten betalen vooraf: "),
            shares_text(&s, &version->voorfinanciering), TEXT("."));
    say_crediteur(&s);
    say_kosten(&s);
    bool named = version->laag_count > 1 || !text_equal(version->lagen[0].name, TEXT("-"));
    if (named) say_lagen(&s);
    for (size_t i = 0; i < version->laag_count; i++) {
        if (named) s.basis = JOIN(arena, TEXT("afspraak: laag "), version->lagen[i].name);
        say_laag(&s, laag_on(rule, version, i, first));
    }
    s.basis = section_text(&s);
    say_afronding(&s);
    if (version->verrekenmarge.numerator)
        SAY(&s, "Verrekenmarge", TEXT("Met wie minder dan "),
            share_text(arena, version->verrekenmarge.numerator, version->verrekenmarge.denominator),
            TEXT(" verschilt van wat hij voorschoot, wordt niet verrekend: de crediteur draagt dat "
                 "verschil."));
}

void settlement_in_words(Arena *arena, const Run *run, RuleSentences *out)
{
    static const char *const slices[] = {[TIJDVAK_KWARTAAL] = "Elk kwartaal",
                                         [TIJDVAK_MAAND] = "Elke maand",
                                         [TIJDVAK_JAAR] = "Elk kalenderjaar",
                                         [TIJDVAK_PERIODE] = "De hele periode"};
    const Settings *settings = run->settings;
    Speaking s = {arena, run, NULL, NULL, settings->periode.first, TEXT("afspraak: afrekening"),
                  out};
    SAY(&s, "Tijdvak", text_of(slices[settings->tijdvak]),
        TEXT(" wordt op zichzelf afgerekend, per contract en school, tenzij een regel een ander "
             "tijdvak noemt."));
    if (settings->stromen_netto)
        SAY(&s, "Stromen", TEXT("Iedereen rekent per saldo met de kassier af."));
    else
        SAY(&s, "Stromen",
            TEXT("Iedereen rekent met elke crediteur af; bedragen in twee richtingen "
                 "worden niet gesaldeerd."));
    if (settings->onderbreking)
        say_on(&s, TEXT("Verblijf"),
               JOIN(arena, TEXT("Twee verblijven met ten hoogste "),
                    dutch_integer(arena, settings->onderbreking),
                    TEXT(" dagen ertussen tellen als één verblijf.")),
               TEXT(WOONPLAATS));
}
