/* Rules and lagen. In: sections of the INI; out: versions with every key checked. Holds always: a
 * version whose methode (or laag whose sleutel) is NULL has had its fault told. */
#include "engine/settings_rule.h"

#include "engine/settings_section.h"

static const char *const rule_keys[] = {
    "methode",   "kosten",  "toerekening", "tijdvak", "crediteur",     "voorfinanciering",
    "afronding", "eenheid", "lagen",       "grens",   "verrekenmarge", NULL};

static void read_methode(SectionReader *s, RuleVersion *version)
{
    IniEntry *entry = take(s, "methode");
    if (!entry) {
        tell_missing(s, "methode");
        return;
    }
    const Rules *rules = s->r->rules;
    const char **words = NEW(s->r->arena, const char *, rules->methode_count + 1);
    for (size_t i = 0; i < rules->methode_count; i++)
        words[i] = rules->methodes[i]->name;
    int index;
    if (!value_choice(s->r, entry, words, &index)) return;
    version->methode = rules->methodes[index];
    version->crediteur = version->methode->crediteur;
}

static void read_crediteur(SectionReader *s, RuleVersion *version)
{
    static const char *const words[] = {"aanbieder", "regiegemeente", "kassier"};
    IniEntry *entry = take(s, "crediteur");
    version->crediteur_code = NONE;
    if (entry) {
        version->crediteur = CREDITEUR_CODE;
        for (int i = 0; i < 3; i++)
            if (text_equal_nocase(entry->value, text_of(words[i])))
                version->crediteur = (CrediteurKind)i;
        if (version->crediteur == CREDITEUR_CODE)
            value_partij(s->r, entry, entry->value, &version->crediteur_code);
    } else {
        entry = ini_entry(s->section, TEXT("methode"));
    }
    if (version->crediteur == CREDITEUR_KASSIER && s->r->settings->kassier == NONE &&
        !ini_entry(ini_section(s->r->doc, TEXT("afrekening")), TEXT("kassier")))
        FAULT_AT(s->r->report, E335_NO_KASSIER, ini_value_place(entry), entry->value);
}

static Words with_methode(const SectionReader *s, const RuleVersion *version)
{
    return WORDS_FILL(s->r->arena, WORDS("with methode = %1"), text_of(version->methode->name));
}

static void read_voorfinanciering(SectionReader *s, RuleVersion *version)
{
    if (!version->methode->takes_voorfinanciering) {
        tell_no_effect(s, "voorfinanciering", with_methode(s, version));
        return;
    }
    IniEntry *entry = take(s, "voorfinanciering");
    if (entry) value_shares(s->r, entry, &version->voorfinanciering);
}

static Text afronding_names(SettingsReader *r)
{
    TextBuilder names = {.arena = r->arena};
    for (size_t i = 0; i < r->rules->afronding_count; i++) {
        if (i) build_text(&names, TEXT(", "));
        build_text(&names, text_of(r->rules->afrondingen[i]->name));
        if (r->rules->afrondingen[i]->takes_partij) build_text(&names, TEXT(" CODE"));
    }
    return built(&names);
}

static void read_afronding(SectionReader *s, RuleVersion *version)
{
    const Rules *rules = s->r->rules;
    version->afronding = rules->afrondingen[0];
    version->afronding_partij = NONE;
    IniEntry *entry = take(s, "afronding");
    if (!entry) return;
    size_t blank = text_find(entry->value, ' ', 0);
    Text name = text_slice(entry->value, 0, blank);
    Text code = text_trim(text_slice(entry->value, blank, entry->value.length));
    for (size_t i = 0; i < rules->afronding_count; i++) {
        const Afronding *afronding = rules->afrondingen[i];
        if (!text_equal_nocase(text_of(afronding->name), name)) continue;
        if (afronding->takes_partij != (code.length > 0)) break;
        version->afronding = afronding;
        if (code.length) value_partij(s->r, entry, code, &version->afronding_partij);
        return;
    }
    value_bad(s->r, entry, entry->value, words_same(afronding_names(s->r)));
}

/* eenheid = 1: whole euros; the afronding must know units. */
static void read_eenheid(SectionReader *s, RuleVersion *version)
{
    version->eenheid = 1;
    IniEntry *entry = take(s, "eenheid");
    if (!entry) return;
    if (!version->afronding->takes_eenheid) {
        FAULT_AT(s->r->report, W322_NO_EFFECT, ini_key_place(entry), entry->key,
                 WORDS_FILL(s->r->arena, WORDS("with afronding = %1"),
                            text_of(version->afronding->name)));
        return;
    }
    if (decimal_parse(entry->value, 9, 2, &version->eenheid) || version->eenheid < 1) {
        version->eenheid = 1;
        value_bad(s->r, entry, entry->value, WORDS("an amount in euro such as 0,01, 1 or 100"));
    }
}

static void read_grens(SectionReader *s, RuleVersion *version)
{
    version->grens = -1;
    IniEntry *entry = take(s, "grens");
    if (!entry) return;
    if (version->kosten != KOSTEN_PXQ) {
        FAULT_PLAIN(s->r->report, E340_GRENS_WITHOUT_PXQ, ini_key_place(entry));
    } else if (decimal_parse(entry->value, 13, 2, &version->grens) || version->grens < 0) {
        version->grens = -1;
        value_bad(s->r, entry, entry->value, WORDS("an amount in euro such as 25000"));
    }
}

static void read_verrekenmarge(SectionReader *s, RuleVersion *version)
{
    if (!version->methode->takes_voorfinanciering) {
        tell_no_effect(s, "verrekenmarge", with_methode(s, version));
        return;
    }
    IniEntry *entry = take(s, "verrekenmarge");
    if (entry && !fraction_parse(entry->value, false, &version->verrekenmarge))
        value_bad(s->r, entry, entry->value, WORDS("a share such as 5%"));
}

/* A laag that takes what is under or above the grens. */
static bool read_part(const RuleVersion *version, Text word, LaagShare *laag)
{
    if (version->grens < 0) return false;
    bool onder = text_equal_nocase(word, TEXT("onder"));
    if (!onder && !text_equal_nocase(word, TEXT("boven"))) return false;
    laag->part = onder ? PART_ONDER : PART_BOVEN;
    return true;
}

/* With a grens: one laag onder and one boven, and no fractions. False: told. */
static bool check_parts(SectionReader *s, const RuleVersion *version, IniEntry *entry, size_t count)
{
    size_t onder = 0, boven = 0;
    for (size_t i = 0; i < count; i++) {
        onder += version->lagen[i].part == PART_ONDER;
        boven += version->lagen[i].part == PART_BOVEN;
    }
    if (onder == 1 && boven == 1 && count == 2) return true;
    return value_bad(s->r, entry, entry->value,
                     WORDS("one laag onder and one boven: eigen onder, samen boven"));
}

static bool read_lagen(SectionReader *s, RuleVersion *version, IniEntry *entry)
{
    SettingsReader *r = s->r;
    Items items = value_items(r, entry, false);
    version->lagen = NEW(r->arena, LaagShare, items.count);
    Fraction *fractions = NEW(r->arena, Fraction, items.count);
    i128 *weights = NEW(r->arena, i128, items.count);
    for (size_t i = 0; i < items.count; i++) {
        Text share;
        LaagShare *laag = &version->lagen[i];
        if (!value_name_and_share(items.items[i], &laag->name, &share) ||
            !text_is_identifier(laag->name) ||
            (!read_part(version, share, laag) && !fraction_parse(share, false, &fractions[i])))
            return value_bad(r, entry, items.items[i],
                             WORDS("names and shares: gemeenten 80%, onderwijs 20%"));
        for (size_t j = 0; j < i; j++) {
            if (!text_equal_nocase(laag->name, version->lagen[j].name)) continue;
            FAULT_AT(r->report, E329_ITEM_TWICE, ini_value_place(entry), laag->name);
            return false;
        }
        laag->section = NONE;
    }
    bool parts = version->grens >= 0;
    if (parts
            ? !check_parts(s, version, entry, items.count)
            : !value_common_total(r, entry, fractions, items.count, weights, &version->laag_total))
        return false;
    for (size_t i = 0; i < items.count; i++)
        version->lagen[i].weight = weights[i];
    version->laag_count = items.count;
    return true;
}

static void refuse_laag_keys(SectionReader *s)
{
    for (size_t k = 0; laag_keys[k]; k++) {
        IniEntry *entry = take(s, laag_keys[k]);
        if (entry) FAULT_AT(s->r->report, E326_KEY_BESIDE_LAGEN, ini_key_place(entry), entry->key);
    }
    for (size_t i = 0; i < s->r->rules->sleutel_count; i++) {
        const Sleutel *sleutel = s->r->rules->sleutels[i];
        for (size_t p = 0; p < sleutel->param_count; p++) {
            IniEntry *entry = ini_entry(s->section, text_of(sleutel->params[p].key));
            if (!entry || entry->used) continue;
            entry->used = true;
            FAULT_AT(s->r->report, E326_KEY_BESIDE_LAGEN, ini_key_place(entry), entry->key);
        }
    }
}

static Rule *rule_named(SettingsReader *r, Text name)
{
    Settings *s = r->settings;
    for (size_t i = 0; i < s->rules.count; i++)
        if (text_equal_nocase(s->rules.items[i].name, name)) return &s->rules.items[i];
    Rule *rule = PUSH(r->arena, &s->rules);
    *rule = (Rule){.name = name, .tijdvak = s->tijdvak};
    return rule;
}

void rule_read(SettingsReader *r, IniSection *section, Text name, Day vanaf)
{
    SectionReader s = {r, section, false};
    Rule *rule = rule_named(r, name);
    RuleVersion version = {.vanaf = vanaf, .line = section->line};
    static const char *const kosten[] = {"kosten", "pxq", NULL};
    static const char *const toerekening[] = {"dagen", "maanden", NULL};
    IniEntry *tijdvak = take(&s, "tijdvak");
    if (tijdvak && vanaf != DAY_OPEN_START)
        FAULT_PLAIN(r->report, E334_TIJDVAK_WITH_VANAF, ini_key_place(tijdvak));
    else if (tijdvak)
        value_tijdvak(r, tijdvak, &rule->tijdvak);
    read_methode(&s, &version);
    version.kosten = (KostenKind)read_word(&s, "kosten", kosten, KOSTEN_ROWS);
    version.by_months = read_word(&s, "toerekening", toerekening, 0) == 1;
    read_grens(&s, &version);
    if (version.methode) {
        read_verrekenmarge(&s, &version);
        read_crediteur(&s, &version);
        read_voorfinanciering(&s, &version);
    } else {
        (void)take(&s, "verrekenmarge");
        (void)take(&s, "crediteur");
        (void)take(&s, "voorfinanciering");
    }
    read_afronding(&s, &version);
    read_eenheid(&s, &version);
    IniEntry *lagen = take(&s, "lagen");
    if (lagen) {
        if (!read_lagen(&s, &version, lagen)) version.methode = NULL;
        refuse_laag_keys(&s);
    } else {
        version.lagen = NEW(r->arena, LaagShare, 1);
        version.lagen[0] = (LaagShare){.name = TEXT("-"), .weight = 1, .section = NONE};
        if (version.grens >= 0)
            FAULT_AT(r->report, E320_KEY_MISSING, ini_section_place(section), TEXT("lagen"),
                     WORDS("a rule with grens"));
        version.laag_count = 1;
        version.laag_total = 1;
        read_laag(&s, &version.own);
    }
    *PUSH(r->arena, rule) = version;
}

void laag_read(SettingsReader *r, IniSection *section, Text rule_name, Text name, Day vanaf)
{
    SectionReader s = {r, section, true};
    Rule *rule = rule_named(r, rule_name);
    size_t l = 0;
    while (l < rule->lagen.count && !text_equal_nocase(rule->lagen.items[l].name, name))
        l++;
    if (l == rule->lagen.count)
        *PUSH(r->arena, &rule->lagen) = (LaagSection){.name = name, .line = section->line};
    LaagVersion version = {.vanaf = vanaf};
    read_laag(&s, &version.laag);
    *PUSH(r->arena, &rule->lagen.items[l]) = version;
}

/* --- all together ---------------------------------------------------------------------------- */

static int rules_by_vanaf(const void *left, const void *right)
{
    const RuleVersion *a = left, *b = right;
    return (a->vanaf > b->vanaf) - (a->vanaf < b->vanaf);
}

static int lagen_by_vanaf(const void *left, const void *right)
{
    const LaagVersion *a = left, *b = right;
    return (a->vanaf > b->vanaf) - (a->vanaf < b->vanaf);
}

static Place line_place(u32 line)
{
    return (Place){.source = SOURCE_INI, .line = line, .field = -1};
}

static void tell_twice(SettingsReader *r, Text name, u32 line, u32 twin)
{
    FAULT_AT(r->report, E303_SECTION_TWICE, line_place(line), name, text_integer(r->arena, twin));
}

/* A laag under or above a grens that counts its own cents has no meetperiode (SPEC §12). */
static void check_own_cents(SettingsReader *r, const LaagSection *section)
{
    for (size_t v = 0; v < section->count; v++) {
        const Laag *laag = &section->items[v].laag;
        if (laag->sleutel && laag->sleutel->traits & TRAIT_CENTS && laag->meetperiode)
            FAULT_AT(r->report, E341_MEETPERIODE_WITH_GRENS, line_place(laag->line), section->name);
    }
}

static void connect_lagen(SettingsReader *r, Rule *rule, RuleVersion *version)
{
    for (size_t i = 0; i < version->laag_count; i++) {
        LaagShare *share = &version->lagen[i];
        if (text_equal(share->name, TEXT("-"))) continue;
        for (u32 l = 0; l < rule->lagen.count; l++)
            if (text_equal_nocase(rule->lagen.items[l].name, share->name)) share->section = l;
        if (share->section == NONE) {
            FAULT_AT(r->report, E330_LAAG_MISSING, line_place(version->line), rule->name,
                     share->name);
            continue;
        }
        rule->lagen.items[share->section].used = true;
        if (share->part != PART_FRACTION) check_own_cents(r, &rule->lagen.items[share->section]);
    }
}

static void finish_lagen(SettingsReader *r, Rule *rule)
{
    bool has_faults = false; /* a version whose lagen could not be read */
    for (size_t v = 0; v < rule->count; v++)
        has_faults = has_faults || !rule->items[v].methode;
    for (size_t l = 0; l < rule->lagen.count; l++) {
        LaagSection *section = &rule->lagen.items[l];
        sort_array(section->items, section->count, sizeof *section->items, lagen_by_vanaf);
        for (size_t v = 1; v < section->count; v++)
            if (section->items[v].vanaf == section->items[v - 1].vanaf)
                tell_twice(r, JOIN(r->arena, TEXT("laag "), rule->name, TEXT(" "), section->name),
                           section->items[v].laag.line, section->items[v - 1].laag.line);
        if (!section->used && !has_faults)
            FAULT_AT(r->report, E331_LAAG_UNUSED, line_place(section->line), rule->name,
                     section->name);
    }
}

void rules_finish(SettingsReader *r)
{
    for (size_t i = 0; i < r->settings->rules.count; i++) {
        Rule *rule = &r->settings->rules.items[i];
        sort_array(rule->items, rule->count, sizeof *rule->items, rules_by_vanaf);
        for (size_t v = 0; v < rule->count; v++) {
            if (v && rule->items[v].vanaf == rule->items[v - 1].vanaf)
                tell_twice(r, JOIN(r->arena, TEXT("regel "), rule->name), rule->items[v].line,
                           rule->items[v - 1].line);
            connect_lagen(r, rule, &rule->items[v]);
        }
        finish_lagen(r, rule);
    }
}

static void try_key(Text key, const char *known, int *least, const char **nearest)
{
    int distance = text_distance(text_of(known), key);
    if (distance < *least) *nearest = known, *least = distance;
}

const char *rule_key_nearest(const SettingsReader *r, Text section, Text key, const char *nearest)
{
    int least = (int)(key.length / 3) + 1;
    Text word = text_slice(section, 0, text_find(section, ' ', 0));
    bool rule = text_equal_nocase(word, TEXT("regel"));
    bool laag = text_equal_nocase(word, TEXT("laag"));
    for (size_t k = 0; rule && rule_keys[k]; k++)
        try_key(key, rule_keys[k], &least, &nearest);
    for (size_t k = 0; (rule || laag) && laag_keys[k]; k++)
        try_key(key, laag_keys[k], &least, &nearest);
    for (size_t i = 0; (rule || laag) && i < r->rules->sleutel_count; i++)
        for (size_t p = 0; p < r->rules->sleutels[i]->param_count; p++)
            try_key(key, r->rules->sleutels[i]->params[p].key, &least, &nearest);
    return nearest;
}
