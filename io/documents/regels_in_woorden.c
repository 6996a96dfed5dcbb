/* Rules in words. In: the settings of a run; out: Dutch sentences. Holds always: what a key of the
 * INI decides and changes an amount has a sentence. */
#include "io/documents/regels_speaking.h"
#include "io/tell/dutch.h"

void say_on(Speaking *s, Text about, Text sentence, Text basis)
{
    *PUSH(s->arena, s->out) = (RuleSentence){about, sentence, basis};
}

/* --- parts of sentences ----------------------------------------------------------------------- */

Text naam_of(const Speaking *s, u32 partij)
{
    return partij == NONE ? TEXT("onbekend") : s->run->batch->partijen.naam[partij];
}

Text share_text(Arena *arena, i128 numerator, i128 denominator)
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

void build_between(TextBuilder *out, size_t i, size_t count)
{
    if (i) build_text(out, i + 1 == count ? TEXT(" en ") : TEXT(", "));
}

Text shares_text(const Speaking *s, const Shares *shares)
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

/* --- one rule --------------------------------------------------------------------------------- */

static void say_crediteur(Speaking *s)
{
    const RuleVersion *v = s->version;
    Text who = TEXT("de aanbieder van het contract");
    if (v->crediteur == CREDITEUR_REGIEGEMEENTE) who = TEXT("de regiegemeente");
    if (v->crediteur == CREDITEUR_KASSIER)
        who = JOIN(s->arena, TEXT("de kassier, "), naam_of(s, s->run->settings->kassier));
    if (v->crediteur == CREDITEUR_CODE) who = naam_of(s, v->crediteur_code);
    bool usual = v->crediteur == v->methode->crediteur;
    SAY(s, "Crediteur",
        usual ? TEXT("Wie een aandeel draagt, is het verschuldigd aan ")
              : TEXT("Anders dan bij deze methode gewoon is, is wie een aandeel draagt het "
                     "verschuldigd aan "),
        who, TEXT("."));
}

static bool is_of_rule(const Speaking *s, u32 contract)
{
    return s->run->settings->rule_of_contract[contract] ==
           (size_t)(s->rule - s->run->settings->rules.items);
}

size_t next_deelname(const Speaking *s, size_t row)
{
    const Table_deelnames *t = &s->run->batch->deelnames;
    while (row < t->rows.count && !is_of_rule(s, t->contract[row]))
        row++;
    return row < t->rows.count ? row : SIZE_MAX;
}

/* Whether a laag counts units of deelnames. */
static bool counts_volume(const Speaking *s)
{
    if (s->version->kosten == KOSTEN_PXQ) return true;
    for (size_t i = 0; i < s->version->laag_count * s->firsts.count; i++) {
        Day first = s->firsts.items[i / s->version->laag_count];
        const Laag *laag = laag_on(s->rule, s->version, i % s->version->laag_count, first);
        if (laag && laag->sleutel && text_equal(text_of(laag->sleutel->name), TEXT("volume")))
            return true;
    }
    return false;
}

/* What a volume is of, for as far as the deelnames have it. */
static void say_frequentie(Speaking *s)
{
    static const char *const of[] = {
        [FREQUENTIE_TOTAAL] = "de hele deelname",
        [FREQUENTIE_PER_DAG] = "elke dag",
        [FREQUENTIE_PER_WEEK] = "elke zeven dagen",
        [FREQUENTIE_PER_MAAND] = "elke kalendermaand (een deel daarvan naar dagen)",
        [FREQUENTIE_PER_WEEK_ZONDAG] = "elke kalenderweek, geteld op de zondag",
        [FREQUENTIE_PER_SCHOOLWEEK] =
            "elke vijf schooldagen (maandag t/m vrijdag buiten de schoolvakanties)",
    };
    bool used[COUNT_OF(of)] = {false};
    size_t count = 0, done = 0;
    TextBuilder out = {.arena = s->arena};
    if (!counts_volume(s)) return;
    for (size_t row = 0; (row = next_deelname(s, row)) != SIZE_MAX; row++) {
        bool *one = &used[s->run->batch->deelnames.frequentie[row]];
        count += !*one;
        *one = true;
    }
    for (size_t i = 0; i < COUNT_OF(of); i++) {
        if (!used[i]) continue;
        if (done++) build_text(&out, done == count ? TEXT(" of voor ") : TEXT(", voor "));
        build_text(&out, text_of(of[i]));
    }
    if (count)
        SAY(s, "Volume", TEXT("Het volume van een deelname geldt voor "), built(&out),
            count > 1 ? TEXT(", zoals bij de deelname staat.") : TEXT("."));
}

static void say_bijdragen(Speaking *s)
{
    const Table_bijdragen *t = &s->run->batch->bijdragen;
    for (size_t row = 0; row < t->rows.count; row++) {
        if (!is_of_rule(s, t->contract[row])) continue;
        SAY(s, "Bijdragen",
            TEXT("Van de kosten gaan eerst de bijdragen af, over de tijdvakken verdeeld naar "),
            s->version->by_months ? TEXT("kalendermaanden") : TEXT("dagen"),
            TEXT("; wie bijdraagt, draagt die zelf. Wat overblijft wordt verdeeld."));
        return;
    }
}

static void say_maximum(Speaking *s)
{
    enum { NAMED_MOST = 12 };
    const Table_contracten *t = &s->run->batch->contracten;
    TextBuilder out = {.arena = s->arena};
    size_t count = 0;
    for (u32 c = 0; c < t->rows.count; c++) {
        if (!is_of_rule(s, c) || t->maximum[c] < 0 || count++ >= NAMED_MOST) continue;
        if (count > 1) build_text(&out, TEXT("; "));
        build_text(&out, JOIN(s->arena, contract_code(s->run->batch, c), TEXT(" "),
                              dutch_euro(s->arena, t->maximum[c])));
    }
    if (!count) return;
    if (count > NAMED_MOST)
        build_text(&out, JOIN(s->arena, TEXT("; en zo nog "),
                              dutch_integer(s->arena, (i128)count - NAMED_MOST)));
    SAY(s, "Maximum",
        TEXT("Wat een contract in een kalenderjaar meer kost dan zijn maximum, draagt de aanbieder "
             "zelf: "),
        built(&out), TEXT("."));
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
        SAY(s, "Grens",
            TEXT("Wat een leerling binnen één contract in één kalenderjaar meer kost dan "),
            dutch_euro(s->arena, v->grens), TEXT(", is wat boven de grens komt."));
    say_frequentie(s);
    say_bijdragen(s);
    say_maximum(s);
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
    if (v->eenheid == 1) {
        SAY(s, "Afronding", text_of(v->afronding->label), own, TEXT(". "),
            text_of(v->afronding->explanation));
        return;
    }
    Text unit = dutch_euro(s->arena, v->eenheid);
    SAY(s, "Afronding", text_of(v->afronding->label), own,
        TEXT(". Verdeeld worden hele eenheden van "), unit,
        TEXT(
            ": elk aandeel wordt daarop naar beneden afgerond, en de eenheden die overblijven gaan "
            "één voor één naar de grootste resten, bij gelijke rest naar de laagste code. Wat "
            "minder is dan één eenheid gaat naar het grootste aandeel, bij gelijke aandelen naar "
            "de laagste code."));
}

static Text section_text(const Speaking *s)
{
    return s->version->vanaf == DAY_OPEN_START
               ? JOIN(s->arena, TEXT("afspraak: regel "), s->rule->name)
               : JOIN(s->arena, TEXT("afspraak: regel "), s->rule->name, TEXT(" vanaf "),
                      dutch_date(s->arena, s->version->vanaf));
}

static int by_day(const void *left, const void *right)
{
    const Day *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

/* The first days of the tijdvakken in which the version is in force. */
static Firsts find_firsts(const Speaking *s)
{
    const RulePlan *plan = &s->run->plans[s->rule - s->run->settings->rules.items];
    Firsts firsts = {0};
    for (size_t t = 0; t < plan->count; t++)
        if (rule_version_on(s->rule, plan->tijdvakken[t].days.first) == s->version)
            *PUSH(s->arena, &firsts) = plan->tijdvakken[t].days.first;
    sort_array(firsts.items, firsts.count, sizeof *firsts.items, by_day);
    return firsts;
}

static void say_tijdvak(Speaking *s)
{
    static const char *const slices[] = {[TIJDVAK_KWARTAAL] = "elk kwartaal",
                                         [TIJDVAK_MAAND] = "elke maand",
                                         [TIJDVAK_JAAR] = "elk kalenderjaar",
                                         [TIJDVAK_PERIODE] = "de hele periode"};
    if (s->rule->tijdvak == s->run->settings->tijdvak) return;
    say_on(s, TEXT("Tijdvak"),
           JOIN(s->arena, TEXT("Onder deze regel wordt "), text_of(slices[s->rule->tijdvak]),
                TEXT(" op zichzelf afgerekend.")),
           JOIN(s->arena, TEXT("afspraak: regel "), s->rule->name));
}

static void say_prefinancing(Speaking *s)
{
    const Shares *shares = &s->version->voorfinanciering;
    if (!shares->total) return;
    SAY(s, "Vooraf", TEXT("Staat er voor een contract geen enkel voorschot, dan "),
        shares->count > 1 ? TEXT("betalen") : TEXT("betaalt"), TEXT(" van de kosten vooraf: "),
        shares_text(s, shares), TEXT("."));
}

/* The version in force on the last day of the periode decides (SPEC §12). */
static void say_verrekenmarge(Speaking *s)
{
    const RuleVersion *v = s->version;
    if (!v->verrekenmarge.numerator ||
        rule_version_on(s->rule, s->run->settings->periode.last) != v)
        return;
    SAY(s, "Verrekenmarge",
        TEXT("Met wie voor een contract vooraf betaalde, en daarvan minder dan "),
        share_text(s->arena, v->verrekenmarge.numerator, v->verrekenmarge.denominator),
        TEXT(" verschilt met wat hij draagt, wordt dat verschil niet verrekend: de crediteur "
             "draagt het."));
}

void rule_in_words(Arena *arena, const Run *run, const Rule *rule, const RuleVersion *version,
                   RuleSentences *out)
{
    Speaking s = {arena, run, rule, version, {0}, TEXT(""), out};
    s.basis = section_text(&s);
    s.firsts = find_firsts(&s);
    if (!s.firsts.count) return;
    SAY(&s, "Methode", text_of(version->methode->label), TEXT(". "),
        text_of(version->methode->explanation));
    say_tijdvak(&s);
    say_prefinancing(&s);
    say_crediteur(&s);
    say_kosten(&s);
    bool named = version->laag_count > 1 || !text_equal(version->lagen[0].name, TEXT("-"));
    if (named) say_lagen(&s);
    for (size_t i = 0; i < version->laag_count; i++)
        say_laag(&s, i, named);
    say_afronding(&s);
    say_verrekenmarge(&s);
}

/* That another takes the place of a partij (SPEC §4, opvolger); those are named of whom that
 * happens after the first settled day. */
static void say_opvolgers(Speaking *s)
{
    enum { NAMED_MOST = 12 };
    const Batch *b = s->run->batch;
    const Settings *settings = s->run->settings;
    Day last = day_max(settings->settled.last, settings->factuurdatum);
    TextBuilder out = {.arena = s->arena};
    bool any = false;
    size_t count = 0;
    for (u32 p = 0; p < b->partijen.rows.count; p++) {
        if (b->opvolger[p] == NONE || b->opvolger[p] == p || b->partijen.opvolging_per[p] > last)
            continue;
        any = true;
        if (b->partijen.opvolging_per[p] <= settings->settled.first || count++ >= NAMED_MOST)
            continue;
        if (count > 1) build_text(&out, TEXT("; "));
        build_text(&out, JOIN(s->arena, naam_of(s, p), TEXT(" door "), naam_of(s, b->opvolger[p]),
                              TEXT(" vanaf "), dutch_date(s->arena, b->partijen.opvolging_per[p])));
    }
    if (!any) return;
    if (count > NAMED_MOST)
        build_text(&out, JOIN(s->arena, TEXT("; en zo nog "),
                              dutch_integer(s->arena, (i128)count - NAMED_MOST)));
    say_on(s, TEXT("Opvolgers"),
           JOIN(s->arena, TEXT("Een partij die is opgevolgd wordt vervangen door haar opvolger"),
                count ? TEXT(", in deze afrekening ") : TEXT(""), built(&out),
                TEXT(". Voor een woonplaats op een dag beslist die dag, voor wat anders geteld of "
                     "afgesproken is de eerste dag van het tijdvak, en voor een factuur de "
                     "factuurdatum.")),
           TEXT("partijen.csv"));
}

static void say_books(Speaking *s)
{
    const Settings *settings = s->run->settings;
    const Booking *b = &settings->booking;
    if (!has_grootboek(b)) return;
    SAY(s, "Boekjaar", TEXT("Alle tijdvakken vanaf "),
        dutch_date(s->arena, settings->settled.first),
        TEXT(" worden telkens opnieuw berekend; wat in een eerder tijdvak verschilt van wat al "
             "geboekt is, wordt een correctie."));
    if (b->afgesloten != DAY_OPEN_START)
        SAY(s, "Afgesloten", TEXT("Tijdvakken t/m "), dutch_date(s->arena, b->afgesloten),
            TEXT(" zijn afgesloten: wat daarin nog verandert, wordt geboekt in het eerste tijdvak "
                 "daarna."));
}

void settlement_in_words(Arena *arena, const Run *run, RuleSentences *out)
{
    static const char *const slices[] = {[TIJDVAK_KWARTAAL] = "Elk kwartaal",
                                         [TIJDVAK_MAAND] = "Elke maand",
                                         [TIJDVAK_JAAR] = "Elk kalenderjaar",
                                         [TIJDVAK_PERIODE] = "De hele periode"};
    const Settings *settings = run->settings;
    Speaking s = {arena, run, NULL, NULL, {0}, TEXT("afspraak: afrekening"), out};
    SAY(&s, "Tijdvak", text_of(slices[settings->tijdvak]),
        TEXT(" wordt op zichzelf afgerekend, per contract en waar de kosten per school bekend zijn "
             "per school, tenzij een regel een ander tijdvak noemt."));
    say_books(&s);
    if (settings->stromen_netto)
        SAY(&s, "Stromen", TEXT("Iedereen rekent per saldo met de kassier af."));
    else
        SAY(&s, "Stromen",
            TEXT("Iedereen rekent met elke crediteur af; bedragen in twee richtingen "
                 "worden niet gesaldeerd."));
    say_opvolgers(&s);
    if (settings->onderbreking)
        say_on(&s, TEXT("Verblijf"),
               JOIN(arena, TEXT("Twee verblijven met ten hoogste "),
                    dutch_integer(arena, settings->onderbreking),
                    settings->onderbreking == 1 ? TEXT(" dag") : TEXT(" dagen"),
                    TEXT(" ertussen tellen als één verblijf.")),
               TEXT(WOONPLAATS_BASIS));
}
