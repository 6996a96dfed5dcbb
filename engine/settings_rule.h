/* The sections [regel] and [laag] of settlement.ini. Used by settings.c alone. */
#ifndef VERREKEN_ENGINE_SETTINGS_RULE_H
#define VERREKEN_ENGINE_SETTINGS_RULE_H

#include "engine/values.h"

/* Adds a version of a rule, and of a laag of a rule, to the settings. */
void rule_read(SettingsReader *reader, IniSection *section, Text name, Day vanaf);
void laag_read(SettingsReader *reader, IniSection *section, Text rule, Text name, Day vanaf);

/* Sorts the versions and connects lagen with their sections; tells what is missing or not used. */
void rules_finish(SettingsReader *reader);

/* The known key of a section that comes nearest to `key`, or `nearest`. */
const char *rule_key_nearest(const SettingsReader *reader, Text section, Text key,
                             const char *nearest);

#endif
