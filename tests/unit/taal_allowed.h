/* Texts with English words that are not told to people, by the end of their path: {path, text}. */
{"engine/schema.c", "a table has no key in keys.def"}, /* _Static_assert */
{"engine/leerlingen.c", "(unknown: the file has changed)"}, /* stands for a code */
{"io/again.c", "(no number)"},                                /* never shown */
{"io/grootboek/grootboek_schema.h", NULL},                              /* SQL */
{"io/report/page.c", NULL},                                   /* HTML */
{"io/write/sha256.c", NULL},                                        /* _Static_assert */
{"io/grootboek/grootboek.c", "say the new version below"},
{"io/system/sys_threads.c", "a thread of the system fits"},
{"io/command/version.c", "as many as there is room for"},
{"io/documents/xlsx.c", "an older libxlsxwriter writes other bytes, and has faults"},
