/* How a settlement is booked, as the INI says it: keys of [afrekening], [factuur] and [journaal].
 * Used by settings.c alone. */
#ifndef VERREKEN_ENGINE_SETTINGS_BOOKING_H
#define VERREKEN_ENGINE_SETTINGS_BOOKING_H

#include "engine/values.h"

/* A key of a section, and how its value is read; false: a fault was told. */
typedef bool ReadKey(SettingsReader *reader, IniEntry *entry);
typedef struct KeySpec {
    const char *key;
    ReadKey *read;
} KeySpec;

/* Reads those of the keys that the section has. */
void read_keys(SettingsReader *reader, IniSection *section, const KeySpec *keys, size_t count);

/* Keys of [afrekening]. */
bool booking_grootboek(SettingsReader *reader, IniEntry *entry);
bool booking_boekjaar(SettingsReader *reader, IniEntry *entry);
bool booking_organisatie(SettingsReader *reader, IniEntry *entry);
bool booking_afgesloten(SettingsReader *reader, IniEntry *entry);

/* When all of [afrekening] is read: what follows from it, and the keys without effect. */
void booking_finish(SettingsReader *reader, IniSection *afrekening);

/* Reads [factuur] or [journaal]; false: it is neither. */
bool booking_section(SettingsReader *reader, IniSection *section, Text word);

/* A key of these sections that is nearer to `key` than a third of its letters; else `otherwise`. */
const char *booking_key_nearest(Text section, Text key, const char *otherwise);

#endif
