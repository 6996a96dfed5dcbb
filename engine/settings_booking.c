/* How a settlement is booked. In: keys of [afrekening], [factuur] and [journaal]; out: Booking, and
 * the days that are settled. Holds always: with a grootboek these begin with the boekjaar, which is
 * not after the periode begins (SPEC §2, §9). */
#include "engine/settings_booking.h"

void read_keys(SettingsReader *r, IniSection *section, const KeySpec *keys, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        IniEntry *entry = ini_entry(section, text_of(keys[k].key));
        if (!entry) continue;
        entry->used = true;
        keys[k].read(r, entry);
    }
}

/* --- [afrekening] ----------------------------------------------------------------------------- */

bool booking_grootboek(SettingsReader *r, IniEntry *e)
{
    r->settings->booking.grootboek = e->value;
    r->settings->booking.grootboek_place = ini_value_place(e);
    return value_given(r, e, WORDS("the name of a file"));
}

bool booking_boekjaar(SettingsReader *r, IniEntry *e)
{
    r->settings->booking.boekjaar_place = ini_value_place(e);
    return value_date(r, e, e->value, &r->settings->booking.boekjaar);
}

bool booking_organisatie(SettingsReader *r, IniEntry *e)
{
    r->settings->booking.organisatie = e->value;
    return value_given(r, e, WORDS("a code or a name"));
}

bool booking_afgesloten(SettingsReader *r, IniEntry *e)
{
    r->settings->booking.afgesloten_place = ini_value_place(e);
    return value_date(r, e, e->value, &r->settings->booking.afgesloten);
}

static void tell_no_effect(SettingsReader *r, IniSection *section, const char *key)
{
    IniEntry *entry = ini_entry(section, text_of(key));
    if (entry && r->books)
        FAULT_AT(r->report, W322_NO_EFFECT, ini_key_place(entry), entry->key,
                 WORDS("without a grootboek"));
}

/* The first day of a school year that the periode is, else 1 January of its year. */
static Day usual_boekjaar(Interval periode)
{
    Civil first = civil_of(periode.first);
    bool schooljaar =
        first.month == 8 && first.day == 1 && periode.last == day_of(first.year + 1, 7, 31);
    return schooljaar ? periode.first : day_of(first.year, 1, 1);
}

/* Whose grootboek it is, unless that is said: in whose name facturen are made, else the kassier. */
static Text usual_organisatie(IniSection *afrekening)
{
    IniEntry *entry = ini_entry(afrekening, TEXT("opsteller"));
    if (!entry) entry = ini_entry(afrekening, TEXT("kassier"));
    return entry ? entry->value : TEXT("");
}

void booking_finish(SettingsReader *r, IniSection *afrekening)
{
    Settings *s = r->settings;
    Booking *b = &s->booking;
    s->settled = s->periode;
    if (!r->books) b->grootboek = TEXT("");
    if (!has_grootboek(b)) {
        static const char *const keys[] = {"boekjaar", "organisatie", "afgesloten"};
        for (size_t i = 0; i < COUNT_OF(keys); i++)
            tell_no_effect(r, afrekening, keys[i]);
        b->afgesloten = DAY_OPEN_START;
        return;
    }
    if (!ini_entry(afrekening, TEXT("boekjaar"))) b->boekjaar = usual_boekjaar(s->periode);
    if (!ini_entry(afrekening, TEXT("afgesloten"))) b->afgesloten = DAY_OPEN_START;
    if (!b->organisatie.length) b->organisatie = usual_organisatie(afrekening);
    if (!b->periode_place.line) return; /* without a periode, which is told, nothing follows */
    if (!b->boekjaar_place.line) b->boekjaar_place = b->periode_place;
    if (b->boekjaar > s->periode.first)
        FAULT_AT(r->report, E342_BOEKJAAR_AFTER, b->boekjaar_place, day_text(r->arena, b->boekjaar),
                 day_text(r->arena, s->periode.first));
    else
        s->settled.first = b->boekjaar;
    if (b->afgesloten != DAY_OPEN_START && b->afgesloten >= s->periode.last)
        FAULT_AT(r->report, E345_NOTHING_OPEN, b->afgesloten_place,
                 day_text(r->arena, b->afgesloten), day_text(r->arena, s->periode.last));
}

/* --- [factuur] -------------------------------------------------------------------------------- */

static bool read_nummer(SettingsReader *r, IniEntry *e)
{
    static const char *const words[] = {"eigen", "extern", NULL};
    int index;
    bool good = value_choice(r, e, words, &index);
    r->settings->booking.external_numbers = index == 1;
    return good;
}

static bool read_minimum(SettingsReader *r, IniEntry *e)
{
    i64 *cents = &r->settings->booking.minimum;
    if (!decimal_parse(e->value, 9, 2, cents) && *cents >= 0) return true;
    *cents = 0;
    return value_bad(r, e, e->value, WORDS("an amount such as 25,00"));
}

static bool read_correcties(SettingsReader *r, IniEntry *e)
{
    static const char *const words[] = {"direct", "jaareinde", NULL};
    int index;
    bool good = value_choice(r, e, words, &index);
    r->settings->booking.corrections_at_year_end = index == 1;
    return good;
}

/* A text that is not empty. */
static bool read_text(SettingsReader *r, IniEntry *e, Text *text, Words expected)
{
    *text = e->value;
    return value_given(r, e, expected);
}

static bool read_contact(SettingsReader *r, IniEntry *e)
{
    return read_text(r, e, &r->settings->invoicing.contact,
                     WORDS("the name of a person or department"));
}

static bool read_telefoon(SettingsReader *r, IniEntry *e)
{
    return read_text(r, e, &r->settings->invoicing.telefoon, WORDS("a telephone number"));
}

static bool read_email(SettingsReader *r, IniEntry *e)
{
    size_t at = text_find(e->value, '@', 0), length = e->value.length;
    r->settings->invoicing.email = e->value;
    if (at > 0 && at + 1 < length && text_find(e->value, ' ', 0) == length) return true;
    return value_bad(r, e, e->value, WORDS("an address such as facturen@gemeente.nl"));
}

static bool read_voettekst(SettingsReader *r, IniEntry *e)
{
    return read_text(r, e, &r->settings->invoicing.voettekst, WORDS("a text"));
}

static bool read_logo(SettingsReader *r, IniEntry *e)
{
    r->settings->invoicing.logo_place = ini_value_place(e);
    return read_text(r, e, &r->settings->invoicing.logo, WORDS("the name of a PNG file"));
}

static bool read_pseudoniem(SettingsReader *r, IniEntry *e)
{
    r->settings->invoicing.pseudoniem_place = ini_value_place(e);
    return read_text(r, e, &r->settings->invoicing.pseudoniem,
                     WORDS("the name of a file with a key"));
}

static bool read_profiel(SettingsReader *r, IniEntry *e)
{
    static const char *const words[] = {"nlcius", "peppol", NULL};
    int index;
    bool good = value_choice(r, e, words, &index);
    r->settings->invoicing.peppol = index == 1;
    return good;
}

static bool read_credit(SettingsReader *r, IniEntry *e)
{
    static const char *const words[] = {"creditnote", "negative-invoice", NULL};
    int index;
    bool good = value_choice(r, e, words, &index);
    r->settings->invoicing.negative_invoice = index == 1;
    return good;
}

static bool read_specificatie(SettingsReader *r, IniEntry *e)
{
    static const char *const words[] = {"nee", "ja", NULL};
    int index;
    bool good = value_choice(r, e, words, &index);
    r->settings->invoicing.specificatie = index == 1;
    return good;
}

/* Those up to FACTUUR_BOOKED have a meaning only with a grootboek. */
enum { FACTUUR_BOOKED = 3 };
static const KeySpec factuur_keys[] = {
    {"nummer", read_nummer},
    {"minimum", read_minimum},
    {"correcties", read_correcties},
    {"contact", read_contact},
    {"telefoon", read_telefoon},
    {"e-mail", read_email},
    {"voettekst", read_voettekst},
    {"logo", read_logo},
    {"profiel", read_profiel},
    {"credit", read_credit},
    {"specificatie", read_specificatie},
    {"pseudoniem", read_pseudoniem},
};

static void read_factuur(SettingsReader *r, IniSection *section)
{
    read_keys(r, section, factuur_keys, COUNT_OF(factuur_keys));
    IniEntry *pseudoniem = ini_entry(section, TEXT("pseudoniem"));
    if (pseudoniem && !r->settings->invoicing.specificatie)
        FAULT_AT(r->report, W322_NO_EFFECT, ini_key_place(pseudoniem), pseudoniem->key,
                 WORDS("without specificatie = ja"));
    Booking *b = &r->settings->booking;
    if (has_grootboek(b)) return;
    for (size_t k = 0; k < FACTUUR_BOOKED; k++)
        tell_no_effect(r, section, factuur_keys[k].key);
    b->minimum = 0;
    b->corrections_at_year_end = b->external_numbers = false;
}

/* --- [journaal] ------------------------------------------------------------------------------- */

const char *const account_keys[ACCOUNT_COUNT] = {
#define ACCOUNT(key, label) [ACCOUNT_##key] = #key,
    ACCOUNTS(ACCOUNT)
#undef ACCOUNT
};

static void read_journaal(SettingsReader *r, IniSection *section)
{
    for (size_t a = 0; a < ACCOUNT_COUNT; a++) {
        IniEntry *entry = ini_entry(section, text_of(account_keys[a]));
        if (!entry) continue;
        entry->used = true;
        r->settings->booking.accounts[a] = entry->value;
        if (!entry->value.length)
            value_bad(r, entry, entry->value, WORDS("the number of an account"));
        if (!has_grootboek(&r->settings->booking)) tell_no_effect(r, section, account_keys[a]);
    }
}

bool booking_section(SettingsReader *r, IniSection *section, Text word)
{
    if (text_equal_nocase(word, TEXT("factuur")))
        read_factuur(r, section);
    else if (text_equal_nocase(word, TEXT("journaal")))
        read_journaal(r, section);
    else
        return false;
    return true;
}

static const char *nearer(Text key, const char *known, int *least, const char *nearest)
{
    int distance = text_distance(text_of(known), key);
    if (distance >= *least) return nearest;
    *least = distance;
    return known;
}

const char *booking_key_nearest(Text section, Text key, const char *otherwise)
{
    int least = (int)(key.length / 3) + 1;
    const char *nearest = otherwise;
    if (text_equal_nocase(section, TEXT("factuur")))
        for (size_t k = 0; k < COUNT_OF(factuur_keys); k++)
            nearest = nearer(key, factuur_keys[k].key, &least, nearest);
    if (text_equal_nocase(section, TEXT("journaal")))
        for (size_t a = 0; a < ACCOUNT_COUNT; a++)
            nearest = nearer(key, account_keys[a], &least, nearest);
    return nearest;
}
