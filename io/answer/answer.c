/* The answer to a program. In: what a command finds and tells; out: one JSON document on stdout.
 * Holds always: it is printed once, whole, whatever the command ends with. */
#include "io/answer/answer.h"

#include "io/system/sys.h"
#include "io/tell/places.h"
#include "io/workbook/workbook.h"

#include <stdatomic.h>

/* There is one, as there is one stdout. */
static struct {
    bool is_json, has_result;
    atomic_bool ended;
    Arena arena;
    const char *command; /* NULL: not known */
    u64 errors, warnings;
    Json faults, messages, result;
} answer;

void answer_begin(void)
{
    if (answer.is_json) return;
    answer.is_json = true;
    answer.faults = json_piece(&answer.arena, 2, true);
    answer.messages = json_piece(&answer.arena, 2, true);
    answer.result = json_piece(&answer.arena, 1, false);
}

void answer_command(const char *name)
{
    answer.command = name;
}

Json *answer_json(void)
{
    if (!answer.is_json) return NULL;
    if (!answer.has_result) json_record(&answer.result, "result");
    answer.has_result = true;
    return &answer.result;
}

void answer_print(Text text)
{
    if (!answer.is_json) sys_print(1, text);
}

/* --- faults and messages ---------------------------------------------------------------------- */

static void json_count_or_nothing(Json *json, const char *name, u64 count)
{
    if (count)
        json_number(json, name, (i128)count);
    else
        json_nothing(json, name);
}

void answer_faults(const Batch *batch)
{
    const Report *report = batch->report;
    Json *json = &answer.faults;
    PlaceCursor cursor = {0};
    if (!answer.is_json) return;
    for (size_t i = 0; i < report->count; i++) {
        const Fault *fault = &report->items[i];
        const FaultSpec *spec = &fault_specs[fault->id];
        Place place = place_find(batch, &cursor, fault->place);
        json_record(json, NULL);
        json_text_of(json, "id", text_of(spec->id));
        json_text_of(json, "severity",
                     spec->severity == SEVERITY_ERROR ? TEXT("error") : TEXT("warning"));
        const Source *source = &batch->sources[place.source];
        json_text_of(json, "file", source->path);
        if (source->sheet.length) json_text_of(json, "sheet", source->sheet);
        if (source->sheet.length && place.line && place.field >= 0)
            json_text_of(json, "cell", cell_address(&cursor.memory, place.line, (u32)place.field));
        json_count_or_nothing(json, "line", place.line);
        json_count_or_nothing(json, "column", place.line ? place.column : 0);
        json_text_or_nothing(json, "field", place.name);
        json_text_of(json, "text", fault->text);
        json_close(json);
        arena_free(&cursor.memory);
    }
    answer.errors += report->errors;
    answer.warnings += report->warnings;
}

void answer_fault(Text file, u64 line, u64 column, Text text)
{
    Json *json = &answer.faults;
    if (!answer.is_json) return;
    json_record(json, NULL);
    json_nothing(json, "id");
    json_text_of(json, "severity", TEXT("error"));
    json_text_of(json, "file", file);
    json_count_or_nothing(json, "line", line);
    json_count_or_nothing(json, "column", column);
    json_nothing(json, "field");
    json_text_of(json, "text", text);
    json_close(json);
    answer.errors++;
}

void answer_message(Text about, Text text)
{
    Json *json = &answer.messages;
    if (!answer.is_json) return;
    json_record(json, NULL);
    json_text_or_nothing(json, "about", about);
    json_text_of(json, "text", text);
    json_close(json);
}

/* --- the document ----------------------------------------------------------------------------- */

void answer_end(int status)
{
    if (!answer.is_json || atomic_exchange(&answer.ended, true)) return;
    Json json = {.out = {.arena = &answer.arena}};
    json_record(&json, NULL);
    json_text_of(&json, "verreken", TEXT(VERREKEN_VERSION));
    json_text_or_nothing(&json, "command", text_of(answer.command));
    json_number(&json, "status", status);
    json_number(&json, "errors", (i128)answer.errors);
    json_number(&json, "warnings", (i128)answer.warnings);
    json_list(&json, "faults");
    json_put_piece(&json, &answer.faults);
    json_close(&json);
    json_list(&json, "messages");
    json_put_piece(&json, &answer.messages);
    json_close(&json);
    while (answer.result.depth > 1) /* a command that failed leaves what it was at */
        json_close(&answer.result);
    if (answer.has_result)
        json_put_piece(&json, &answer.result);
    else
        json_nothing(&json, "result");
    json_close(&json);
    sys_print(1, json_end(&json));
    arena_free(&answer.arena);
}

void answer_end_in_emergency(int status, Text text)
{
    if (!answer.is_json || atomic_exchange(&answer.ended, true)) return;
    const char digits[] = {(char)('0' + status / 10), (char)('0' + status % 10)};
    sys_print(1, TEXT("{\n  \"verreken\": \"" VERREKEN_VERSION "\",\n  \"command\": "));
    if (answer.command) sys_print(1, TEXT("\""));
    sys_print(1, answer.command ? text_of(answer.command) : TEXT("null"));
    if (answer.command) sys_print(1, TEXT("\""));
    sys_print(1, TEXT(",\n  \"status\": "));
    sys_print(1, text_slice((Text){digits, 2}, status < 10, 2));
    sys_print(1, TEXT(",\n  \"errors\": 0,\n  \"warnings\": 0,\n  \"faults\": [],\n"
                      "  \"messages\": [\n    {\n      \"about\": null,\n      \"text\": \""));
    sys_print(1, text);
    sys_print(1, TEXT("\"\n    }\n  ],\n  \"result\": null\n}\n"));
}

/* --- what results share ----------------------------------------------------------------------- */

void json_day(Json *json, const char *name, Day day)
{
    Arena scratch = {0};
    json_text_or_nothing(json, name, day_text(&scratch, day));
    arena_free(&scratch);
}

void json_interval(Json *json, const char *name, Interval days)
{
    json_record(json, name);
    json_day(json, "eerste", days.first);
    json_day(json, "laatste", days.last);
    json_close(json);
}
