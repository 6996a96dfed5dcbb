/* Lists of names. In: names, one by one; out: one text. Holds always: that names are left out
 * shows. */
#include "io/read/names.h"

enum { NAMES_BYTES = 300 };

bool build_name(TextBuilder *names, Text name)
{
    if (names->count) build_text(names, TEXT(", "));
    bool room = names->count < NAMES_BYTES;
    build_text(names, room ? name : TEXT("…"));
    return room;
}
