/* Messages about the input. In: a report and the sources; out: text on stderr. Holds always: a line
 * that is shown is cut to what fits, and holds no control character. */
#include "io/tell/tell.h"

#include "io/answer/answer.h"
#include "io/system/sys.h"
#include "io/tell/places.h"

enum { SHOWN_BEFORE = 60, SHOWN_AFTER = 60 };

/* The byte where the character with number `index` begins. */
static size_t byte_of(Text text, size_t index)
{
    size_t i = 0;
    for (; i < text.length; i++)
        if (((unsigned char)text.at[i] & 0xC0) != 0x80 && index-- == 0) break;
    return i;
}

static void build_repeated(TextBuilder *out, char byte, size_t times)
{
    while (times--)
        build_char(out, byte);
}

/* What follows stands out on a terminal, up to build_plain(). */
static void build_colour(TextBuilder *out, Severity severity)
{
    if (!sys_has_colours(2)) return;
    build_text(out, severity == SEVERITY_ERROR ? TEXT("\033[1;31m") : TEXT("\033[1;33m"));
}

static void build_plain(TextBuilder *out)
{
    if (sys_has_colours(2)) build_text(out, TEXT("\033[0m"));
}

static void build_source_line(TextBuilder *out, const Batch *batch, PlaceCursor *cursor,
                              const Place *place, Severity severity)
{
    Text line = place_line(batch, cursor, place);
    if (!line.length) return;
    size_t column = place->column ? place->column - 1 : 0;
    size_t first = column > SHOWN_BEFORE ? column - SHOWN_BEFORE : 0;
    size_t from = byte_of(line, first),
           to = byte_of(line, place->column ? column + SHOWN_AFTER : SHOWN_BEFORE + SHOWN_AFTER);
    size_t digits = text_integer(batch->arena, place->line).length;
    size_t margin = digits < 5 ? 5 : digits;
    build_repeated(out, ' ', margin - digits);
    build_integer(out, place->line);
    build_text(out, first ? TEXT(" | …") : TEXT(" | "));
    build_text(out, text_shown(batch->arena, text_slice(line, from, to)));
    build_text(out, to < line.length ? TEXT("…\n") : TEXT("\n"));
    if (!place->column) return;
    build_repeated(out, ' ', margin);
    build_text(out, TEXT(" | "));
    build_repeated(out, ' ', column - first + (first ? 1 : 0));
    build_colour(out, severity);
    build_char(out, '^');
    size_t most = text_characters(text_slice(line, byte_of(line, column), to));
    size_t length = place->length > most ? most : place->length;
    build_repeated(out, '~', length > 1 ? length - 1 : 0);
    build_plain(out);
    build_char(out, '\n');
}

static void tell_fault(const Batch *batch, PlaceCursor *cursor, const Fault *fault)
{
    TextBuilder out = {.arena = batch->arena};
    const FaultSpec *spec = &fault_specs[fault->id];
    Place place = place_find(batch, cursor, fault->place);
    build_text(&out, text_shown(batch->arena, place_text(batch, &cursor->memory, &place)));
    build_text(&out, TEXT(": "));
    build_colour(&out, spec->severity);
    build_text(&out, spec->severity == SEVERITY_ERROR ? TR("error") : TR("warning"));
    build_plain(&out);
    build_char(&out, ' ');
    build_text(&out, text_of(spec->id));
    if (place.name.length) {
        build_text(&out, TEXT(" ["));
        build_text(&out, text_shown(batch->arena, place.name));
        build_char(&out, ']');
    }
    build_text(&out, TEXT(": "));
    build_text(&out, text_shown(batch->arena, fault->text));
    build_char(&out, '\n');
    build_source_line(&out, batch, cursor, &place, spec->severity);
    sys_print(2, built(&out));
    arena_free(&cursor->memory);
}

static Text count_text(Arena *arena, u64 count, Text one, Text more, u64 shown)
{
    Text counted = FILL(arena, count == 1 ? one : more, text_integer(arena, (i128)count));
    if (shown >= count) return counted;
    return FILL(arena, TR("%1 (%2 shown; --max-errors N shows more)"), counted,
                text_integer(arena, (i128)shown));
}

static WhatWasTold told;

WhatWasTold what_was_told(void)
{
    return told;
}

static void remember(const Fault *fault)
{
    const FaultSpec *spec = &fault_specs[fault->id];
    if (spec->severity != SEVERITY_ERROR) return;
    u32 source = fault->place.source;
    if (!told.first_error) told.first_error = spec->id;
    told.rows =
        told.rows || (source >= SOURCE_TABLES && source < SOURCE_OPTIONS && fault->place.line);
}

void tell_faults(const Batch *batch, u64 most)
{
    Report *report = batch->report;
    report_sort(report);
    answer_faults(batch);
    u64 shown[2] = {0, 0};
    PlaceCursor cursor = {0};
    for (size_t i = 0; i < report->count; i++) {
        Severity severity = fault_specs[report->items[i].id].severity;
        remember(&report->items[i]);
        if (shown[severity] >= most) continue;
        shown[severity]++;
        tell_fault(batch, &cursor, &report->items[i]);
    }
    if (!report->errors && !report->warnings) return;
    Arena *arena = batch->arena;
    sys_print(2, JOIN(arena,
                      count_text(arena, report->errors, TR("1 error"), TR("%1 errors"),
                                 shown[SEVERITY_ERROR]),
                      TEXT(", "),
                      count_text(arena, report->warnings, TR("1 warning"), TR("%1 warnings"),
                                 shown[SEVERITY_WARNING]),
                      TEXT("\n")));
}
