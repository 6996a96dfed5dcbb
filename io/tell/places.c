/* Places in the input. In: what a fault says of its place; out: the column, and the line that is
 * there. Holds always: a file is read from the front, for faults in the order of their lines. */
#include "io/tell/places.h"

#include "io/read/csv.h"
#include "io/workbook/workbook.h"

/* The record that begins on the line of a place, and what follows it. */
static Text find_record(const Batch *batch, PlaceCursor *cursor, const Place *place)
{
    return source_from_line(batch, &cursor->memory, &cursor->source, place->source, place->line);
}

static Text first_line(Text record)
{
    Text line = text_slice(record, 0, text_find(record, '\n', 0));
    if (line.length && line.at[line.length - 1] == '\r') line.length--;
    return line;
}

/* Where the field of a record stands: its column and length in characters. */
static void find_field(const Batch *batch, PlaceCursor *cursor, Place *place)
{
    Text record = find_record(batch, cursor, place), line = first_line(record);
    if (place->field < 0 || !line.length) return;
    CsvReader *csv = NEW(&cursor->memory, CsvReader, 1);
    csv_begin(csv, &cursor->memory, record, batch->sources[place->source].separator);
    if (!csv_next(csv) || csv->fault || (size_t)place->field >= csv->count) return;
    size_t from = csv->offsets[place->field];
    if (from > line.length) return; /* a quoted field before it holds a line end */
    place->column = (u32)text_characters(text_slice(line, 0, from)) + 1;
    Text field = csv->fields[place->field];
    size_t room = line.length - from;
    if (field.length > room) field.length = room;
    u32 quotes = from < line.length && line.at[from] == '"' ? 2 : 0;
    place->length = (u32)text_characters(field) + quotes;
}

/* The field of a file, from the number of the column in the table. */
static i32 field_of_column(const Batch *batch, PlaceCursor *cursor, const Place *place)
{
    if (place->source < SOURCE_TABLES || place->source >= SOURCE_OPTIONS || !place->name.length)
        return place->field;
    SourceCursor begin = {0};
    CsvReader *csv = NEW(&cursor->memory, CsvReader, 1);
    csv_begin(csv, &cursor->memory,
              source_from_line(batch, &cursor->memory, &begin, place->source, 1),
              batch->sources[place->source].separator);
    if (!csv_next(csv) || csv->fault) return -1;
    for (size_t i = 0; i < csv->count; i++)
        if (text_equal_nocase(text_trim(csv->fields[i]), place->name)) return (i32)i;
    return -1;
}

Place place_find(const Batch *batch, PlaceCursor *cursor, Place place)
{
    if (place.source < SOURCE_TABLES || !place.line) return place;
    i32 field = field_of_column(batch, cursor, &place);
    if (place.name.length) place.field = field;
    find_field(batch, cursor, &place);
    return place;
}

Text place_line(const Batch *batch, PlaceCursor *cursor, const Place *place)
{
    return place->line ? first_line(find_record(batch, cursor, place)) : TEXT("");
}

Text source_name(Arena *arena, const Source *source)
{
    return source->sheet.length ? JOIN(arena, source->path, TEXT(":"), source->sheet)
                                : source->path;
}

Text place_text(const Batch *batch, Arena *arena, const Place *found)
{
    const Source *source = &batch->sources[found->source];
    TextBuilder out = {.arena = arena};
    build_text(&out, source_name(arena, source));
    if (source->sheet.length) {
        if (found->line) build_char(&out, '!');
        if (found->line && found->field >= 0)
            build_text(&out, cell_address(arena, found->line, (u32)found->field));
        else if (found->line)
            build_integer(&out, found->line);
        return built(&out);
    }
    if (!found->line) return built(&out);
    build_char(&out, ':');
    build_integer(&out, found->line);
    if (found->column) {
        build_char(&out, ':');
        build_integer(&out, found->column);
    }
    return built(&out);
}
