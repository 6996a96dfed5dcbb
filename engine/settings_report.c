/* What the report shows. In: keys of [rapport]; out: Reporting. Holds always: counts of pupils that
 * are small are kept back unless the INI says otherwise. */
#include "engine/settings_report.h"

#include "engine/settings_booking.h"

enum { ONDERDRUK_USUAL = 5, ONDERDRUK_MOST = 999999999 };

static bool read_onderdruk(SettingsReader *r, IniEntry *e)
{
    return value_integer(r, e, ONDERDRUK_MOST, &r->settings->reporting.onderdruk);
}

static const KeySpec rapport_keys[] = {{"onderdruk", read_onderdruk}};

void reporting_begin(SettingsReader *r)
{
    r->settings->reporting.onderdruk = ONDERDRUK_USUAL;
}

bool reporting_section(SettingsReader *r, IniSection *section, Text word)
{
    if (!text_equal_nocase(word, TEXT("rapport"))) return false;
    read_keys(r, section, rapport_keys, COUNT_OF(rapport_keys));
    return true;
}
