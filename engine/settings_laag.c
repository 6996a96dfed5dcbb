/* The keys of a laag. In: a section; out: a Laag. Holds always: a laag whose sleutel is NULL has
 * had its fault told. */
#include "engine/settings_section.h"

IniEntry *take(SectionReader *s, const char *key)
{
    IniEntry *entry = ini_entry(s->section, text_of(key));
    if (entry) entry->used = true;
    return entry;
}

void tell_no_effect(SectionReader *s, const char *key, Words beside)
{
    IniEntry *entry = take(s, key);
    if (!entry) return;
    FAULT_AT(s->r->report, W322_NO_EFFECT, ini_key_place(entry), entry->key, beside);
}

void tell_missing(SectionReader *s, const char *key)
{
    for (size_t i = 0; i < s->section->count; i++) /* a slip of the pen is told as an unknown key */
        if (!s->section->items[i].used &&
            text_distance(s->section->items[i].key, text_of(key)) <= 2)
            return;
    FAULT_AT(s->r->report, E320_KEY_MISSING, ini_section_place(s->section), text_of(key),
             JOIN(s->r->arena, TEXT("["), s->section->name, TEXT("]")));
}

const char *const laag_keys[] = {"sleutel", "aan",          "deelnemers", "buiten",  "apart_tarief",
                                 "drempel", "drempel_naar", "leeg",       "plafond", "meetperiode",
                                 "weging",  "onbekend",     NULL};

static Text sleutel_names(SettingsReader *r)
{
    TextBuilder names = {.arena = r->arena};
    for (size_t i = 0; i < r->rules->sleutel_count; i++) {
        if (i) build_text(&names, TEXT(", "));
        build_text(&names, text_of(r->rules->sleutels[i]->name));
        if (!r->rules->sleutels[i]->argument) continue;
        build_char(&names, ':');
        build_text(&names, text_of(r->rules->sleutels[i]->argument));
    }
    return built(&names);
}

static void read_sleutel(SectionReader *s, Laag *laag)
{
    laag->argument = NONE;
    IniEntry *entry = take(s, "sleutel");
    if (!entry) {
        tell_missing(s, "sleutel");
        return;
    }
    size_t colon = text_find(entry->value, ':', 0);
    Text name = text_trim(text_slice(entry->value, 0, colon));
    Text argument = colon < entry->value.length
                        ? text_trim(text_slice(entry->value, colon + 1, entry->value.length))
                        : TEXT("");
    for (size_t i = 0; i < s->r->rules->sleutel_count; i++) {
        const Sleutel *sleutel = s->r->rules->sleutels[i];
        if (!text_equal_nocase(text_of(sleutel->name), name)) continue;
        if ((sleutel->argument != NULL) != (argument.length > 0)) break;
        laag->sleutel = sleutel;
        if (!argument.length) return;
        laag->argument = symbols_find(&s->r->batch->kengetal_names, argument);
        if (laag->argument == NONE && s->r->batch->kengetallen.rows.present)
            FAULT_AT(s->r->report, E203_UNKNOWN_CODE, ini_value_place(entry),
                     JOIN(s->r->arena, TEXT("kengetal "), argument), TEXT("kengetallen"));
        return;
    }
    value_bad(s->r, entry, entry->value, words_same(sleutel_names(s->r)));
}

static void read_param(SectionReader *s, const Param *param, ParamValue *value)
{
    IniEntry *entry = take(s, param->key);
    value->given = entry != NULL;
    if (!entry) {
        if (param->kind == PARAM_SHARES) tell_missing(s, param->key);
        if (param->kind == PARAM_PEILDATUM) {
            value->peildata = (Peildata){NEW(s->r->arena, Peildatum, 1), 1, 1};
            value->peildata.items[0] = (Peildatum){PEILDATUM_LATEST, 10, 1, 0, 0};
        }
        return;
    }
    if (param->kind == PARAM_CHOICE)
        value_choice(s->r, entry, param->words, &value->choice);
    else if (param->kind == PARAM_PEILDATUM)
        value_peildata(s->r, entry, &value->peildata);
    else
        value_shares(s->r, entry, &value->shares);
}

static void read_params(SectionReader *s, Laag *laag)
{
    const Sleutel *own = laag->sleutel;
    ASSERT(own->param_count <= PARAMS_MOST);
    for (size_t p = 0; p < own->param_count; p++)
        read_param(s, &own->params[p], &laag->params[p]);
    Words beside = WORDS_FILL(s->r->arena, WORDS("with sleutel = %1"), text_of(own->name));
    for (size_t i = 0; i < s->r->rules->sleutel_count; i++) {
        const Sleutel *other = s->r->rules->sleutels[i];
        for (size_t p = 0; p < other->param_count; p++) {
            IniEntry *entry = ini_entry(s->section, text_of(other->params[p].key));
            if (entry && !entry->used) tell_no_effect(s, other->params[p].key, beside);
        }
    }
}

static void read_deelnemers(SectionReader *s, Laag *laag)
{
    IniEntry *entry = take(s, "deelnemers");
    if (!entry) return;
    Items items = value_items(s->r, entry, true);
    const Settings *settings = s->r->settings;
    laag->deelnemers = NEW(s->r->arena, Deelnemer, items.count);
    for (size_t i = 0; i < items.count; i++) {
        Deelnemer deelnemer = {false, NONE};
        for (u32 g = 0; g < settings->groepen.count; g++)
            if (text_equal_nocase(settings->groepen.items[g].name, items.items[i]))
                deelnemer = (Deelnemer){true, g};
        if (!deelnemer.is_groep && (!value_partij(s->r, entry, items.items[i], &deelnemer.index) ||
                                    deelnemer.index == NONE))
            continue;
        laag->deelnemers[laag->deelnemer_count++] = deelnemer;
    }
}

int read_word(SectionReader *s, const char *key, const char *const *words, int otherwise)
{
    IniEntry *entry = take(s, key);
    int index = otherwise;
    if (entry) value_choice(s->r, entry, words, &index);
    return index;
}

static void read_drempel(SectionReader *s, Laag *laag)
{
    static const char *const naar[] = {"verdelen", "schoolgemeente", NULL};
    IniEntry *entry = take(s, "drempel");
    if (!entry) {
        tell_no_effect(s, "drempel_naar", WORDS("without drempel"));
        return;
    }
    Text number, unit;
    bool good = value_name_and_share(entry->value, &number, &unit) &&
                !decimal_parse(number, 9, 4, &laag->drempel_count) && laag->drempel_count >= 0;
    if (good &&
        (text_equal_nocase(unit, TEXT("leerlingen")) || text_equal_nocase(unit, TEXT("leerling"))))
        laag->drempel = DREMPEL_LEERLINGEN;
    else if (good && (text_equal_nocase(unit, TEXT("eenheden")) ||
                      text_equal_nocase(unit, TEXT("eenheid"))))
        laag->drempel = DREMPEL_EENHEDEN;
    else
        value_bad(s->r, entry, entry->value, WORDS("5 leerlingen or 5 eenheden"));
    laag->drempel_to_schoolgemeente = read_word(s, "drempel_naar", naar, 0) == 1;
}

static void read_apart(SectionReader *s, Laag *laag)
{
    if (laag->buiten != BUITEN_APART) {
        tell_no_effect(s, "apart_tarief", WORDS("without buiten = apart"));
        return;
    }
    IniEntry *buiten = ini_entry(s->section, TEXT("buiten"));
    if (!(laag->sleutel->traits & TRAIT_DAYS))
        FAULT_AT(s->r->report, E339_NOT_WITH_SLEUTEL, ini_value_place(buiten),
                 TEXT("buiten = apart"), text_of(laag->sleutel->name));
    if (s->is_laag) FAULT_PLAIN(s->r->report, E327_APART_WITH_LAGEN, ini_value_place(buiten));
    IniEntry *tarief = take(s, "apart_tarief");
    if (!tarief) {
        tell_missing(s, "apart_tarief");
    } else if (decimal_parse(tarief->value, 9, 6, &laag->apart_tarief) || laag->apart_tarief < 0) {
        laag->apart_tarief = 0;
        value_bad(s->r, tarief, tarief->value, WORDS("an amount per day such as 12,50"));
    }
}

static void read_plafond(SectionReader *s, Laag *laag)
{
    IniEntry *entry = take(s, "plafond");
    if (!entry) return;
    Fraction f;
    if (fraction_parse(entry->value, false, &f) && f.numerator > 0 && f.numerator <= f.denominator)
        laag->plafond = f;
    else
        value_bad(s->r, entry, entry->value, WORDS("a share above 0% and at most 100%"));
}

static void read_attribution(SectionReader *s, Laag *laag)
{
    static const char *const aan[] = {"woonplaats", "woonadres", "schoolgemeente",
                                      "swv",        "bestuur",   NULL};
    static const char *const buiten[] = {"verrekenen", "schoolgemeente", "verdelen", "apart", NULL};
    static const char *const onbekend[] = {"schoolgemeente", "regiegemeente", NULL};
    Words beside =
        WORDS_FILL(s->r->arena, WORDS("with sleutel = %1"), text_of(laag->sleutel->name));
    read_deelnemers(s, laag);
    if (!(laag->sleutel->traits & TRAIT_ATTRIBUTED)) {
        static const char *const without[] = {"aan",     "buiten",       "apart_tarief",
                                              "drempel", "drempel_naar", "onbekend"};
        for (size_t i = 0; i < COUNT_OF(without); i++)
            tell_no_effect(s, without[i], beside);
        if (!(laag->sleutel->traits & TRAIT_MEMBERS))
            tell_no_effect(s, "deelnemers", beside);
        else if (!ini_entry(s->section, TEXT("deelnemers")))
            tell_missing(s, "deelnemers");
        return;
    }
    laag->aan = (Aan)read_word(s, "aan", aan, AAN_WOONPLAATS);
    laag->onbekend = (Onbekend)(read_word(s, "onbekend", onbekend, -1) + 1);
    laag->buiten = (Buiten)(read_word(s, "buiten", buiten, -1) + 1);
    if (!ini_entry(s->section, TEXT("deelnemers"))) {
        tell_no_effect(s, "buiten", WORDS("without deelnemers"));
        if (laag->buiten == BUITEN_APART) (void)take(s, "apart_tarief");
        laag->buiten = BUITEN_NOT_GIVEN;
    } else {
        read_apart(s, laag);
    }
    read_drempel(s, laag);
}

static void take_laag_keys(SectionReader *s)
{
    for (size_t k = 0; laag_keys[k]; k++)
        (void)take(s, laag_keys[k]);
    for (size_t i = 0; i < s->r->rules->sleutel_count; i++)
        for (size_t p = 0; p < s->r->rules->sleutels[i]->param_count; p++)
            (void)take(s, s->r->rules->sleutels[i]->params[p].key);
}

/* tijdvak, vorig_jaar, or N_jaren. */
static void read_meetperiode(SectionReader *s, Laag *laag)
{
    IniEntry *entry = take(s, "meetperiode");
    if (!entry || text_equal_nocase(entry->value, TEXT("tijdvak"))) return;
    if (!(laag->sleutel->traits & TRAIT_INTERVAL)) {
        FAULT_AT(s->r->report, E339_NOT_WITH_SLEUTEL, ini_value_place(entry), TEXT("meetperiode"),
                 text_of(laag->sleutel->name));
        return;
    }
    size_t bar = text_find(entry->value, '_', 0);
    Text unit = text_slice(entry->value, bar, entry->value.length);
    laag->meetperiode = 1;
    if (text_equal_nocase(entry->value, TEXT("vorig_jaar"))) return;
    if (decimal_parse(text_slice(entry->value, 0, bar), 2, 0, &laag->meetperiode) ||
        laag->meetperiode < 1 ||
        !(text_equal_nocase(unit, TEXT("_jaren")) || text_equal_nocase(unit, TEXT("_jaar"))))
        value_bad(s->r, entry, entry->value, WORDS("tijdvak, vorig_jaar or 3_jaren"));
}

enum { WEGING_MOST = 1000000 };

/* SO 3, SBO 2,5: factors over one denominator, so that weights stay integers. */
static bool read_factors(SectionReader *s, Laag *laag, IniEntry *entry)
{
    Items items = value_items(s->r, entry, false);
    Fraction *factors = NEW(s->r->arena, Fraction, items.count);
    laag->weging = NEW(s->r->arena, Weging, items.count);
    for (size_t i = 0; i < items.count; i++) {
        Text factor;
        if (!value_name_and_share(items.items[i], &laag->weging[i].soort, &factor) ||
            !fraction_parse(factor, false, &factors[i]))
            return false;
        for (size_t j = 0; j < i; j++)
            if (text_equal(laag->weging[j].soort, laag->weging[i].soort)) return false;
        i64 shared = fraction_reduce(laag->weging_common, factors[i].denominator).denominator;
        if (shared > WEGING_MOST / laag->weging_common) return false;
        laag->weging_common *= shared;
    }
    for (size_t i = 0; i < items.count; i++) {
        if (factors[i].numerator / factors[i].denominator > WEGING_MOST) return false;
        laag->weging[i].weight =
            laag->weging_common / factors[i].denominator * factors[i].numerator;
    }
    laag->weging_count = items.count;
    return true;
}

static void read_weging(SectionReader *s, Laag *laag)
{
    laag->weging_common = 1;
    IniEntry *entry = take(s, "weging");
    if (!entry) return;
    bool with_apart = laag->buiten == BUITEN_APART;
    Text name = text_of(laag->sleutel->name);
    if (with_apart || !(laag->sleutel->traits & TRAIT_WEGING))
        FAULT_AT(s->r->report, E339_NOT_WITH_SLEUTEL, ini_key_place(entry), entry->key,
                 with_apart ? WORDS_FILL(s->r->arena, WORDS("%1 and buiten = apart"), name)
                            : words_same(name));
    else if (!read_factors(s, laag, entry))
        value_bad(s->r, entry, entry->value, WORDS("each soort once with a factor: SO 3, SBO 2,5"));
}

void read_laag(SectionReader *s, Laag *laag)
{
    static const char *const leeg[] = {"fout", "schoolgemeente", "regiegemeente", "jaar", NULL};
    laag->line = s->section->line;
    read_sleutel(s, laag);
    if (!laag->sleutel) {
        take_laag_keys(s); /* which of them have an effect depends on the sleutel */
        return;
    }
    read_params(s, laag);
    read_attribution(s, laag);
    read_plafond(s, laag);
    read_meetperiode(s, laag);
    read_weging(s, laag);
    laag->leeg = (Leeg)read_word(s, "leeg", leeg, LEEG_FOUT);
    if (laag->leeg == LEEG_JAAR && !(laag->sleutel->traits & TRAIT_INTERVAL))
        FAULT_AT(s->r->report, E339_NOT_WITH_SLEUTEL,
                 ini_value_place(ini_entry(s->section, TEXT("leeg"))), TEXT("leeg = jaar"),
                 text_of(laag->sleutel->name));
}
