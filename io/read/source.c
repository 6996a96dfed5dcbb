/* Input files. In: a path; out: UTF-8 text without a byte order mark. Holds always: a text that is
 * handed on is well-formed UTF-8 without a NUL byte; an encoding is never guessed. */
#include "io/read/source.h"

#include "engine/work.h"
#include "io/read/csv.h"
#include "io/system/sys.h"

#include <string.h>

#include <stdatomic.h>

/* So that every line has a number of 32 bits. */
#define SOURCE_BYTES_MOST ((size_t)UINT32_MAX - 1)

static u32 line_of(Text text, size_t offset)
{
    u32 line = 1;
    for (size_t at = text_find(text, '\n', 0); at < offset; at = text_find(text, '\n', at + 1))
        line++;
    return line;
}

/* Code points of the bytes 0x80 to 0x9F; 0: undefined. */
static const u16 windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

/* The offset of the first undefined byte, or text.length with the UTF-8 text in *converted. */
static size_t from_windows_1252(Arena *arena, Text text, Text *converted)
{
    ASSERT(text.length <= SOURCE_BYTES_MOST);
    char *out = NEW(arena, char, text.length * 3 + 1);
    size_t length = 0;
    for (size_t i = 0; i < text.length; i++) {
        unsigned byte = (unsigned char)text.at[i];
        unsigned point = byte >= 0x80 && byte < 0xA0 ? windows_1252[byte - 0x80] : byte;
        if (!point) return i;
        if (point < 0x80) {
            out[length++] = (char)point;
        } else if (point < 0x800) {
            out[length++] = (char)(0xC0 | point >> 6);
            out[length++] = (char)(0x80 | (point & 0x3F));
        } else {
            out[length++] = (char)(0xE0 | point >> 12);
            out[length++] = (char)(0x80 | (point >> 6 & 0x3F));
            out[length++] = (char)(0x80 | (point & 0x3F));
        }
    }
    *converted = (Text){out, length};
    return text.length;
}

enum { CHECKED_PART = 1 << 20 };

typedef struct TextCheck {
    Text text;
    atomic_bool odd; /* a NUL byte, or bytes that are no UTF-8, are in it somewhere */
} TextCheck;

/* The border of parts at or after `at`, which is no byte within a character of UTF-8. */
static size_t part_border(Text text, size_t at)
{
    if (at == 0 || at >= text.length) return at ? text.length : 0;
    for (int i = 0; i < 3 && at < text.length && ((u8)text.at[at] & 0xC0) == 0x80; i++)
        at++;
    return at;
}

static void check_part(void *context, size_t task, unsigned worker)
{
    (void)worker;
    TextCheck *check = context;
    Text part = text_slice(check->text, part_border(check->text, task * CHECKED_PART),
                           part_border(check->text, (task + 1) * CHECKED_PART));
    if (text_find(part, 0, 0) < part.length || text_utf8_fault(part) < part.length)
        atomic_store(&check->odd, true);
}

/* Whether it is UTF-8 without a NUL byte. */
static bool is_plain(Text text)
{
    TextCheck check = {.text = text};
    work_each((text.length + CHECKED_PART - 1) / CHECKED_PART, check_part, &check);
    return !check.odd;
}

/* Makes UTF-8 of a text that is not plain, when `codering` allows it; false: a fault was told. */
static bool convert(Batch *batch, Place place, Codering codering, Text *text)
{
    size_t nul = text_find(*text, 0, 0), fault = text_utf8_fault(*text);
    if (nul < text->length) {
        place.line = line_of(*text, nul);
        return FAULT_PLAIN(batch->report, E107_NUL_BYTE, place), false;
    }
    ASSERT(fault < text->length);
    if (codering == CODERING_UTF8) {
        place.line = line_of(*text, fault);
        return FAULT_PLAIN(batch->report, E106_NOT_UTF8, place), false;
    }
    Text converted = {0};
    size_t undefined = from_windows_1252(batch->arena, *text, &converted);
    if (undefined < text->length) {
        place.line = line_of(*text, undefined);
        return FAULT_PLAIN(batch->report, E108_NOT_WINDOWS_1252, place), false;
    }
    *text = converted;
    return true;
}

#define BYTE_ORDER_MARK TEXT("\xEF\xBB\xBF")

static bool decode(Batch *batch, u32 source, Text text, Codering codering)
{
    Place place = {.source = source, .field = -1};
    if (text_starts(text, TEXT("\xFF\xFE")) || text_starts(text, TEXT("\xFE\xFF")))
        return FAULT_PLAIN(batch->report, E105_FILE_UTF16, place), false;
    if (text_starts(text, TEXT("PK\3\4")) || text_starts(text, TEXT("\xD0\xCF\x11\xE0")))
        return FAULT_PLAIN(batch->report, E118_NO_TEXT, place), false;
    if (text_starts(text, BYTE_ORDER_MARK)) text = text_slice(text, 3, text.length);
    bool plain = is_plain(text);
    if (!plain && !convert(batch, place, codering, &text)) return false;
    batch->sources[source].converted = !plain;
    batch->sources[source].text = text;
    return true;
}

void tell_missing_file(Report *report, Place place, Text key)
{
    if (key.length)
        FAULT_AT(report, E101_FILE_MISSING, place, key);
    else
        FAULT_PLAIN(report, E262_NO_SUCH_FILE, place);
}

bool source_load(Batch *batch, u32 source, Text path, Codering codering, Text key, bool optional)
{
    batch->sources[source].path = path;
    batch->sources[source].codering = (u8)codering;
    Place place = {.source = source, .field = -1};
    FileRead file =
        sys_read_file(batch->arena, text_zero_ended(batch->arena, path), SOURCE_BYTES_MOST);
    if (file.outcome == READ_OK) {
        memcpy(batch->sources[source].stamp, file.stamp, sizeof file.stamp);
        batch->sources[source].block = file.text.at;
        return decode(batch, source, file.text, codering);
    }
    if (file.outcome == READ_MISSING && source == SOURCE_INI)
        FAULT_PLAIN(batch->report, E110_INI_MISSING, place);
    else if (file.outcome == READ_MISSING && !optional)
        tell_missing_file(batch->report, place, key);
    else if (file.outcome == READ_NOT_REGULAR)
        FAULT_PLAIN(batch->report, E102_FILE_NOT_REGULAR, place);
    else if (file.outcome == READ_TOO_LARGE)
        FAULT_PLAIN(batch->report, E103_FILE_TOO_LARGE, place);
    else if (file.outcome == READ_FAILED)
        FAULT_AT(batch->report, E104_FILE_UNREADABLE, place, words_of(file.reason));
    return false;
}

/* --- texts that are let go -------------------------------------------------------------------- */

static void read_again(const Batch *batch, u32 source)
{
    Source *s = &batch->sources[source];
    sys_alone_begin();
    if (s->let_go) {
        Arena scratch = {0};
        Report unheard = {.arena = &scratch};
        Batch own = *batch;
        own.report = &unheard;
        own.arena = s->memory;
        u64 stamp[COUNT_OF(s->stamp)];
        memcpy(stamp, s->stamp, sizeof stamp);
        bool same = source_load(&own, source, s->path, (Codering)s->codering, TEXT(""), false) &&
                    !memcmp(stamp, s->stamp, sizeof stamp);
        if (!same) s->text = TEXT("");
        arena_free(&scratch);
        s->let_go = false;
    }
    sys_alone_end();
}

/* Whether a cell of the table may be a slice of its text. */
static bool has_slices(TableId table)
{
    const TableSpec *spec = &table_specs[table];
    for (size_t c = 0; c < spec->column_count; c++)
        switch (spec->columns[c].type) {
        case TYPE_KEY:
        case TYPE_ID:
        case TYPE_TEXT:
        case TYPE_PRODUCT:
        case TYPE_KENGETAL: return true;
        default: break;
        }
    return false;
}

void sources_let_go(Batch *batch, size_t least)
{
    batch->read_again = read_again;
    for (TableId table = 0; table < TABLE_COUNT; table++) {
        Source *s = &batch->sources[SOURCE_TABLES + table];
        if (s->text.length < least || has_slices(table) || s->workbook) continue;
        s->memory = batch->arena;
        s->let_go = true;
        arena_give_back(batch->arena, s->block);
        arena_give_back(batch->arena, s->text.at); /* when it was converted */
        s->text = TEXT("");
    }
}

/* --- lines for messages ----------------------------------------------------------------------- */

enum { BLOCK_BYTES = 1 << 20, PIECE_BYTES = CSV_RECORD_MOST + (1 << 16) };

/* Moves the cursor to the begin of `line`, block by block; false: there is no such line. */
static bool walk_file(int file, char *block, u64 bytes, SourceCursor *cursor, u32 line)
{
    const char *reason;
    while (cursor->line < line && cursor->at < bytes) {
        size_t count =
            bytes - cursor->at < BLOCK_BYTES ? (size_t)(bytes - cursor->at) : BLOCK_BYTES;
        if (!sys_read_block(file, block, count, cursor->at, &reason)) return false;
        size_t at = 0;
        for (Text text = {block, count}; cursor->line < line;) {
            at = text_find(text, '\n', at);
            if (at == count) break;
            at++;
            cursor->line++;
        }
        cursor->at += at;
    }
    return cursor->line == line && cursor->at < bytes;
}

/* The bytes from the cursor on, cut after a line when they are not the last of the file. */
static Text read_piece(Arena *arena, int file, u64 bytes, u64 at)
{
    const char *reason;
    size_t count = bytes - at < PIECE_BYTES ? (size_t)(bytes - at) : PIECE_BYTES;
    char *piece = NEW(arena, char, count + 1);
    if (!sys_read_block(file, piece, count, at, &reason)) return TEXT("");
    while (at + count < bytes && count && piece[count - 1] != '\n')
        count--;
    Text text = {piece, count};
    return at == 0 && text_starts(text, BYTE_ORDER_MARK) ? text_slice(text, 3, count) : text;
}

static Text piece_of_file(const Source *source, Arena *arena, SourceCursor *cursor, u32 line)
{
    u64 bytes;
    const char *reason;
    int file = sys_open_blocks(text_zero_ended(arena, source->path), &bytes, &reason);
    if (file < 0) return TEXT("");
    u64 stamp[COUNT_OF(source->stamp)];
    Text text = {0}, converted;
    sys_stamp(file, stamp);
    bool same = !memcmp(stamp, source->stamp, sizeof stamp);
    if (same && walk_file(file, NEW(arena, char, BLOCK_BYTES), bytes, cursor, line))
        text = read_piece(arena, file, bytes, cursor->at);
    sys_close(file);
    if (!source->converted) return text_utf8_fault(text) == text.length ? text : TEXT("");
    return from_windows_1252(arena, text, &converted) == text.length ? converted : TEXT("");
}

Text source_from_line(const Batch *batch, Arena *arena, SourceCursor *cursor, u32 source, u32 line)
{
    const Source *s = &batch->sources[source];
    bool in_file = s->let_go;
    if (cursor->source != source || cursor->line > line || !cursor->line ||
        cursor->in_file != in_file)
        *cursor = (SourceCursor){source, 1, 0, in_file};
    if (in_file) return piece_of_file(s, arena, cursor, line);
    for (; cursor->line < line && cursor->at < s->text.length; cursor->line++)
        cursor->at = text_find(s->text, '\n', cursor->at) + 1;
    if (cursor->line < line || cursor->at >= s->text.length) return TEXT("");
    return text_slice(s->text, cursor->at, s->text.length);
}
