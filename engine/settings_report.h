/* What the report shows, as the INI says it: keys of [rapport]. Used by settings.c alone. */
#ifndef VERREKEN_ENGINE_SETTINGS_REPORT_H
#define VERREKEN_ENGINE_SETTINGS_REPORT_H

#include "engine/values.h"

/* What the keys are when they are not given. */
void reporting_begin(SettingsReader *reader);

/* Reads [rapport]; false: it is another section. */
bool reporting_section(SettingsReader *reader, IniSection *section, Text word);

#endif
