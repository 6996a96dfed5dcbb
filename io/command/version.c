/* Versions. In: what each library says of itself when it runs; out: lines. Holds always: the first
 * line is that of verreken alone. iniparser and minizip do not say what they are. */
#include "io/command/version.h"

#include "io/documents/pdf.h"
#include "io/documents/xlsx.h"
#include "io/documents/xml.h"
#include "io/grootboek/db.h"

#include <gmp.h>
#include <jansson.h>
#include <nettle/version.h>
#include <zlib.h>

#ifdef __clang__
#define COMPILER "clang " __clang_version__
#else
#define COMPILER "gcc " __VERSION__
#endif

typedef struct Part {
    const char *name;
    Text version;
} Part;

enum { PART_COUNT = 9 };

static void find_parts(Arena *arena, Part parts[PART_COUNT])
{
    const Part found[] = {
        {"GMP", text_of(gmp_version)},
        {"libxlsxwriter", text_of(book_library_version())},
        {"SQLite", text_of(db_library_version())},
        {"nettle", JOIN(arena, text_integer(arena, nettle_version_major()), TEXT("."),
                        text_integer(arena, nettle_version_minor()))},
        {"jansson", text_of(jansson_version_str())},
        {"libxml2", xml_library_version(arena)},
        {"zlib", text_of(zlibVersion())},
        {"cairo", text_of(pdf_cairo_version())},
        {"pango", text_of(pdf_pango_version())},
    };
    _Static_assert(COUNT_OF(found) == PART_COUNT, "as many as there is room for");
    memcpy(parts, found, sizeof found);
}

Text version_text(Arena *arena)
{
    Part parts[PART_COUNT];
    TextBuilder out = {.arena = arena};
    find_parts(arena, parts);
    build_text(&out, TEXT("verreken " VERREKEN_VERSION " (semantiek 1)\n"));
    for (size_t i = 0; i < PART_COUNT; i++) {
        build_text(&out, text_of(parts[i].name));
        build_char(&out, ' ');
        build_text(&out, parts[i].version);
        build_char(&out, '\n');
    }
    build_text(&out, TEXT("compiler " COMPILER "\n"));
    return built(&out);
}

void version_members(Arena *arena, Json *json)
{
    Part parts[PART_COUNT];
    find_parts(arena, parts);
    json_number(json, "semantiek", 1);
    json_record(json, "libraries");
    for (size_t i = 0; i < PART_COUNT; i++)
        json_text_of(json, parts[i].name, parts[i].version);
    json_close(json);
    json_text_of(json, "compiler", TEXT(COMPILER));
}
