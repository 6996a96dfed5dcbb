/* settlement.ini interpreted: [afrekening], [groep], [controle], [voorschot] and the versions in
 * force; the other sections are in settings_*.c. In: an IniDoc and the tables; out: Settings. Holds
 * always: a section or key that nobody knows has had its fault told. */
#include "engine/settings.h"

#include "engine/settings_booking.h"
#include "engine/settings_report.h"
#include "engine/settings_rule.h"
#include "engine/values.h"

static bool read_naam(SettingsReader *r, IniEntry *e)
{
    r->settings->naam = e->value;
    return value_given(r, e, WORDS("a name"));
}

static bool read_id(SettingsReader *r, IniEntry *e)
{
    r->settings->id = e->value;
    return value_given(r, e, WORDS("an identity for the grootboek"));
}

static bool read_periode(SettingsReader *r, IniEntry *e)
{
    if (!value_period(r, e, &r->settings->periode)) return false;
    r->settings->booking.periode_place = ini_value_place(e);
    return true;
}

static bool read_tijdvak(SettingsReader *r, IniEntry *e)
{
    return value_tijdvak(r, e, &r->settings->tijdvak);
}

static bool read_factuurdatum(SettingsReader *r, IniEntry *e)
{
    return value_date(r, e, e->value, &r->settings->factuurdatum);
}

static bool read_betaaltermijn(SettingsReader *r, IniEntry *e)
{
    return value_integer(r, e, 3650, &r->settings->betaaltermijn);
}

static bool read_kassier(SettingsReader *r, IniEntry *e)
{
    return value_partij(r, e, e->value, &r->settings->kassier);
}

static bool read_opsteller(SettingsReader *r, IniEntry *e)
{
    Items items = value_items(r, e, true);
    r->settings->opsteller = NEW(r->arena, u32, items.count);
    for (size_t i = 0; i < items.count; i++)
        if (!value_partij(r, e, items.items[i], &r->settings->opsteller[i])) return false;
    r->settings->opsteller_count = items.count;
    return true;
}

static bool read_stromen(SettingsReader *r, IniEntry *e)
{
    static const char *const words[] = {"crediteur", "netto", NULL};
    int index;
    bool good = value_choice(r, e, words, &index);
    r->settings->stromen_netto = index == 1;
    return good;
}

static bool read_onderbreking(SettingsReader *r, IniEntry *e)
{
    return value_integer(r, e, 3650, &r->settings->onderbreking);
}

static bool read_semantiek(SettingsReader *r, IniEntry *e)
{
    if (text_equal(e->value, TEXT("1"))) return true;
    FAULT_AT(r->report, E337_UNKNOWN_SEMANTIEK, ini_value_place(e), e->value);
    return false;
}

static const KeySpec afrekening_keys[] = {
    {"naam", read_naam},
    {"id", read_id},
    {"periode", read_periode},
    {"tijdvak", read_tijdvak},
    {"factuurdatum", read_factuurdatum},
    {"betaaltermijn", read_betaaltermijn},
    {"kassier", read_kassier},
    {"opsteller", read_opsteller},
    {"stromen", read_stromen},
    {"onderbreking", read_onderbreking},
    {"semantiek", read_semantiek},
    {"boekjaar", booking_boekjaar},
    {"grootboek", booking_grootboek},
    {"organisatie", booking_organisatie},
    {"afgesloten", booking_afgesloten},
};

/* One that was left as it was when the periode changed. */
static void tell_early_factuurdatum(SettingsReader *r, IniEntry *e)
{
    Day day, last = r->settings->periode.last;
    if (!r->settings->booking.periode_place.line || !day_parse(e->value, &day) || day > last)
        return;
    FAULT_AT(r->report, W349_FACTUURDATUM_EARLY, ini_value_place(e), day_text(r->arena, day),
             day_text(r->arena, last));
}

static void read_afrekening(SettingsReader *r, IniSection *section)
{
    read_keys(r, section, afrekening_keys, COUNT_OF(afrekening_keys));
    Settings *s = r->settings;
    if (!s->id.length) s->id = s->naam;
    IniEntry *dated = ini_entry(section, TEXT("factuurdatum"));
    if (!dated)
        s->factuurdatum = s->periode.last + 1;
    else
        tell_early_factuurdatum(r, dated);
    booking_finish(r, section);
}

/* After all sections: what an unknown section would have said is not told as missing. */
static void tell_missing_afrekening(SettingsReader *r, IniSection *section)
{
    if (r->report->seen[E305_UNKNOWN_SECTION]) return;
    static const char *const required[] = {"naam", "periode"};
    Place place = section ? ini_section_place(section) : (Place){.source = SOURCE_INI, .field = -1};
    for (size_t i = 0; i < COUNT_OF(required); i++)
        if (!ini_entry(section, text_of(required[i])))
            FAULT_AT(r->report, E320_KEY_MISSING, place, text_of(required[i]),
                     TEXT("[afrekening]"));
}

/* [KIND NAME …] split in words, and `vanaf DATE` taken off its end. */
typedef struct Heading {
    Text words[3];
    size_t count;
    Day vanaf;
    bool good;
} Heading;

static Heading read_heading(SettingsReader *r, const IniSection *section)
{
    Heading h = {.vanaf = DAY_OPEN_START, .good = true};
    Text words[6];
    size_t count = 0;
    for (size_t i = 0; i < section->name.length && count < 6;) {
        size_t end = i;
        while (end < section->name.length && section->name.at[end] != ' ' &&
               section->name.at[end] != '\t')
            end++;
        if (end > i) words[count++] = text_slice(section->name, i, end);
        i = end + 1;
    }
    if (count >= 3 && text_equal_nocase(words[count - 2], TEXT("vanaf"))) {
        h.good = day_parse(words[count - 1], &h.vanaf);
        if (!h.good)
            FAULT_AT(r->report, E205_BAD_DATE, ini_section_place(section), words[count - 1]);
        count -= 2;
    }
    h.count = count;
    for (size_t i = 0; i < count && i < 3; i++)
        h.words[i] = words[i];
    return h;
}

static bool read_groep(SettingsReader *r, IniSection *section, const Heading *h)
{
    Settings *s = r->settings;
    size_t g = 0;
    while (g < s->groepen.count && !text_equal_nocase(s->groepen.items[g].name, h->words[1]))
        g++;
    if (g == s->groepen.count) {
        *PUSH(r->arena, &s->groepen) = (Groep){.name = h->words[1]};
        if (symbols_find(&r->batch->partij_codes, h->words[1]) != NONE)
            FAULT_AT(r->report, E325_GROEP_IS_PARTIJ, ini_section_place(section), h->words[1]);
    }
    GroepVersion version = {.vanaf = h->vanaf, .line = section->line};
    IniEntry *leden = ini_entry(section, TEXT("leden"));
    if (leden) leden->used = true;
    if (!leden || !leden->value.length) {
        FAULT_AT(r->report, E324_GROEP_EMPTY, ini_section_place(section), h->words[1]);
        return false;
    }
    Items items = value_items(r, leden, true);
    version.leden = NEW(r->arena, u32, items.count);
    for (size_t i = 0; i < items.count; i++)
        if (value_partij(r, leden, items.items[i], &version.leden[version.count])) version.count++;
    *PUSH(r->arena, &s->groepen.items[g]) = version;
    return version.count == items.count;
}

/* What a key of [controle] is about: WORD CODE, and where its code is looked up. */
typedef struct StatedWord {
    const char *word;
    StatedKind kind;
    const Symbols *codes; /* NULL: without a code */
    const char *what, *table;
    bool present;
} StatedWord;

static bool is_gemeente(const Batch *b, Text code)
{
    u32 partij = symbols_find(&b->partij_codes, code);
    return partij != NONE && b->partijen.soort[partij] == SOORT_GEMEENTE;
}

static bool find_stated_word(const Batch *b, Text word, Text code, StatedWord *found)
{
    const bool schools = b->scholen.rows.present;
    const StatedWord words[] = {
        {"totaal", STATED_TOTAAL, NULL, "", "", true},
        {"kosten", STATED_KOSTEN, &b->contract_codes, "contract ", "contracten",
         b->contracten.rows.present},
        {"leerlingen", STATED_LEERLINGEN, &b->school_codes, "school ", "scholen", schools},
        {"telling", STATED_TELLING, &b->school_codes, "school ", "scholen", schools},
    };
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (!text_equal_nocase(text_of(words[i].word), word)) continue;
        if ((words[i].codes != NULL) != (code.length > 0)) return false;
        *found = words[i];
        if (found->kind == STATED_LEERLINGEN && is_gemeente(b, code)) {
            found->kind = STATED_INWONEND;
            found->codes = &b->partij_codes;
        }
        return true;
    }
    return false;
}

static void read_stated(SettingsReader *r, IniEntry *e)
{
    size_t blank = text_find(e->key, ' ', 0);
    Text code = text_trim(text_slice(e->key, blank, e->key.length));
    StatedWord word;
    if (!find_stated_word(r->batch, text_slice(e->key, 0, blank), code, &word)) {
        FAULT_AT(r->report, E306_UNKNOWN_KEY, ini_key_place(e), e->key,
                 WORDS("; known are kosten CONTRACT, leerlingen SCHOOL or GEMEENTE, telling SCHOOL "
                       "and totaal"));
        return;
    }
    Stated stated = {.kind = word.kind, .index = NONE};
    if (word.codes) stated.index = symbols_find(word.codes, code);
    if (word.codes && stated.index == NONE) {
        if (word.present) /* else told: that table could not be read */
            FAULT_AT(r->report, E203_UNKNOWN_CODE, ini_key_place(e),
                     JOIN(r->arena, text_of(word.what), code), text_of(word.table));
        return;
    }
    bool money = stated.kind == STATED_KOSTEN || stated.kind == STATED_TOTAAL;
    if (decimal_parse(e->value, money ? 13 : 9, money ? 2 : 0, &stated.value)) {
        value_bad(r, e, e->value,
                  money ? WORDS("an amount such as 120000,00") : WORDS("a number of pupils"));
        return;
    }
    *PUSH(r->arena, &r->settings->stated) = stated;
}

static int by_vanaf(const void *left, const void *right)
{
    const GroepVersion *a = left, *b = right;
    if (a->vanaf != b->vanaf) return a->vanaf < b->vanaf ? -1 : 1;
    return (a->line > b->line) - (a->line < b->line);
}

/* Groepen first: rules refer to them. */
static void read_groepen(SettingsReader *r)
{
    for (size_t i = 0; i < r->doc->count; i++) {
        Heading h = read_heading(r, &r->doc->items[i]);
        if (h.good && h.count == 2 && text_equal_nocase(h.words[0], TEXT("groep")))
            read_groep(r, &r->doc->items[i], &h);
    }
    for (size_t g = 0; g < r->settings->groepen.count; g++) {
        Groep *groep = &r->settings->groepen.items[g];
        sort_array(groep->items, groep->count, sizeof *groep->items, by_vanaf);
        for (size_t v = 1; v < groep->count; v++)
            if (groep->items[v].vanaf == groep->items[v - 1].vanaf)
                FAULT_AT(r->report, E303_SECTION_TWICE,
                         ((Place){.source = SOURCE_INI, .line = groep->items[v].line, .field = -1}),
                         JOIN(r->arena, TEXT("groep "), groep->name),
                         text_integer(r->arena, groep->items[v - 1].line));
    }
}

static void take_all(IniSection *section)
{
    for (size_t i = 0; i < section->count; i++)
        section->items[i].used = true;
}

static void read_section(SettingsReader *r, IniSection *section)
{
    Heading h = read_heading(r, section);
    if (!h.good) {
        take_all(section); /* the section is told, not each of its keys */
        return;
    }
    Text word = h.words[0];
    bool dated = h.vanaf != DAY_OPEN_START;
    if (h.count == 2 && text_equal_nocase(word, TEXT("regel"))) {
        rule_read(r, section, h.words[1], h.vanaf);
    } else if (h.count == 3 && text_equal_nocase(word, TEXT("laag"))) {
        laag_read(r, section, h.words[1], h.words[2], h.vanaf);
    } else if (h.count == 2 && text_equal_nocase(word, TEXT("groep"))) {
        return;
    } else if (h.count == 1 && !dated && text_equal_nocase(word, TEXT("controle"))) {
        for (size_t i = 0; i < section->count; i++) {
            section->items[i].used = true;
            read_stated(r, &section->items[i]);
        }
    } else if (h.count == 1 && !dated && text_equal_nocase(word, TEXT("voorschot"))) {
        IniEntry *entry = ini_entry(section, TEXT("termijnen"));
        if (entry) {
            entry->used = true;
            value_termijnen(r, entry, &r->settings->termijnen);
        }
    } else if (h.count == 1 && !dated && booking_section(r, section, word)) {
        return;
    } else if (h.count == 1 && !dated && reporting_section(r, section, word)) {
        return;
    } else if (h.count == 1 && !dated &&
               (text_equal_nocase(word, TEXT("afrekening")) ||
                text_equal_nocase(word, TEXT("invoer")))) {
        return;
    } else {
        FAULT_PLAIN(r->report, E305_UNKNOWN_SECTION, ini_section_place(section));
        take_all(section);
    }
}

static void tell_unknown_keys(SettingsReader *r)
{
    for (size_t i = 0; i < r->doc->count; i++) {
        IniSection *section = &r->doc->items[i];
        for (size_t j = 0; j < section->count; j++) {
            IniEntry *e = &section->items[j];
            if (e->used) continue;
            const char *nearest = NULL;
            int least = (int)(e->key.length / 3) + 1;
            for (size_t k = 0; k < COUNT_OF(afrekening_keys); k++) {
                int distance = text_distance(text_of(afrekening_keys[k].key), e->key);
                if (distance < least && text_equal_nocase(section->name, TEXT("afrekening")))
                    nearest = afrekening_keys[k].key, least = distance;
            }
            nearest = booking_key_nearest(section->name, e->key, nearest);
            nearest = rule_key_nearest(r, section->name, e->key, nearest);
            FAULT_AT(r->report, E306_UNKNOWN_KEY, ini_key_place(e), e->key,
                     nearest ? WORDS_FILL(r->arena, WORDS("; did you mean %1?"), text_of(nearest))
                             : WORDS("; remove it"));
        }
    }
}

static void find_rules_of_contracts(SettingsReader *r)
{
    const Table_contracten *t = &r->batch->contracten;
    r->settings->rule_of_contract = NEW(r->arena, u32, t->rows.count + 1);
    for (u32 i = 0; i < t->rows.count; i++) {
        size_t rule = 0;
        while (rule < r->settings->rules.count &&
               !text_equal_nocase(r->settings->rules.items[rule].name, t->regel[i]))
            rule++;
        bool known = rule < r->settings->rules.count;
        r->settings->rule_of_contract[i] = known ? (u32)rule : NONE;
        bool told = r->report->seen[E305_UNKNOWN_SECTION] || r->report->seen[E205_BAD_DATE];
        if (!known && !told && t->regel[i].length)
            FAULT_AT(r->report, E332_UNKNOWN_REGEL,
                     place_of(r->batch, T_contracten, i, COL_contracten_regel), t->regel[i]);
    }
}

Settings *settings_read(Batch *batch, IniDoc *doc, const Rules *rules, bool books)
{
    Settings *s = NEW(batch->arena, Settings, 1);
    SettingsReader reader = {batch, batch->arena, batch->report, doc, rules, s, books};
    s->kassier = NONE;
    s->betaaltermijn = 30;
    reporting_begin(&reader);
    IniSection *afrekening = ini_section(doc, TEXT("afrekening"));
    read_afrekening(&reader, afrekening);
    read_groepen(&reader);
    for (size_t i = 0; i < doc->count; i++)
        read_section(&reader, &doc->items[i]);
    tell_missing_afrekening(&reader, afrekening);
    rules_finish(&reader);
    find_rules_of_contracts(&reader);
    tell_unknown_keys(&reader);
    if (s->stromen_netto && s->kassier == NONE)
        FAULT_AT(reader.report, E335_NO_KASSIER,
                 ini_value_place(ini_entry(afrekening, TEXT("stromen"))), TEXT("stromen = netto"));
    return s;
}

const RuleVersion *rule_version_on(const Rule *rule, Day first)
{
    const RuleVersion *found = NULL;
    for (size_t i = 0; i < rule->count && rule->items[i].vanaf <= first; i++)
        found = &rule->items[i];
    return found;
}

const Laag *laag_on(const Rule *rule, const RuleVersion *version, size_t laag, Day first)
{
    ASSERT(laag < version->laag_count);
    u32 section = version->lagen[laag].section;
    if (section == NONE) return &version->own;
    const LaagSection *versions = &rule->lagen.items[section];
    const Laag *found = NULL;
    for (size_t i = 0; i < versions->count && versions->items[i].vanaf <= first; i++)
        found = &versions->items[i].laag;
    return found;
}

const GroepVersion *groep_version_on(const Groep *groep, Day first)
{
    const GroepVersion *found = NULL;
    for (size_t i = 0; i < groep->count && groep->items[i].vanaf <= first; i++)
        found = &groep->items[i];
    return found;
}

Day peildatum_on(const Peildatum *p, Day first)
{
    Civil civil = civil_of(first);
    int year = civil.year;
    if (p->kind == PEILDATUM_FIXED) return p->fixed;
    if (p->kind == PEILDATUM_YEARS_BACK) return day_of(year - p->years, p->month, p->day);
    if (p->kind == PEILDATUM_SCHOOLJAAR) {
        int begin = civil.month >= 8 ? year : year - 1; /* 1 August to 31 July */
        return day_of(p->month >= 8 ? begin : begin + 1, p->month, p->day);
    }
    Day day = day_of(year, p->month, p->day);
    return day <= first ? day : day_of(year - 1, p->month, p->day);
}
