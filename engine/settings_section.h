/* What reading a [regel] and a [laag] share. Used by settings_rule.c and settings_laag.c alone. */
#ifndef VERREKEN_ENGINE_SETTINGS_SECTION_H
#define VERREKEN_ENGINE_SETTINGS_SECTION_H

#include "engine/values.h"

/* What is known while one section is read. */
typedef struct SectionReader {
    SettingsReader *r;
    IniSection *section;
    bool is_laag; /* a [laag] section, not a rule's own keys */
} SectionReader;

/* The keys of every laag, beside the parameters of its sleutel; ended by NULL. */
extern const char *const laag_keys[];

/* The entry of a key, which is then known; NULL when it is not given. */
IniEntry *take(SectionReader *section, const char *key);
/* `beside`: beside what, "without drempel". */
void tell_no_effect(SectionReader *section, const char *key, Words beside);
void tell_missing(SectionReader *section, const char *key);
/* The index of a key's word, or `otherwise` when it is not given. */
int read_word(SectionReader *section, const char *key, const char *const *words, int otherwise);

/* Reads the keys of a laag. */
void read_laag(SectionReader *section, Laag *laag);

#endif
