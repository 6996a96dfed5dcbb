/* Rows of written tables. In: a file, in blocks; out: fields as slices of the reader's buffer.
 * Holds always: every row is read in one block; a row that is not plain (a quote, a CR) is split by
 * the CSV reader, so that there is one grammar; a block and what is read beyond it are far below
 * 2^32 bytes, so that the offsets in a row fit in 32 bits. */
#include "io/control/row_blocks.h"

#include "io/read/marks.h"
#include "io/system/sys.h"

#include <string.h>

enum {
    TAIL = 1 << 12,                /* what is read beyond a block at first, for its last row */
    LONGEST = 4 * CSV_RECORD_MOST, /* what may be read beyond it */
};

/* --- the file --------------------------------------------------------------------------------- */

bool rows_open(Arena *arena, RowFile *file, const char *path, u64 block_bytes)
{
    ASSERT(block_bytes > 0);
    ASSERT(block_bytes <= (u64)1 << 30);
    *file = (RowFile){.block_bytes = block_bytes};
    file->descriptor = sys_open_blocks(path, &file->bytes, &file->reason);
    if (file->descriptor < 0) return false;
    file->blocks = (size_t)((file->bytes + block_bytes - 1) / block_bytes);
    file->begins_quoted = NEW(arena, u8, file->blocks + 1);
    file->odd_quotes = NEW(arena, u8, file->blocks + 1);
    return true;
}

void rows_close(RowFile *file)
{
    sys_close(file->descriptor);
    file->descriptor = -1;
}

bool rows_settled(RowFile *file)
{
    bool settled = true;
    u8 quoted = 0;
    for (size_t block = 0; block < file->blocks; block++) {
        settled = settled && file->begins_quoted[block] == quoted;
        file->begins_quoted[block] = quoted;
        quoted ^= file->odd_quotes[block];
    }
    return settled;
}

/* --- the buffer ------------------------------------------------------------------------------- */

/* How many bits are set: in a few steps, where the machine has no instruction for it. */
static size_t bit_count(u64 bits)
{
    bits -= bits >> 1 & 0x5555555555555555u;
    bits = (bits & 0x3333333333333333u) + (bits >> 2 & 0x3333333333333333u);
    bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
    return (size_t)(bits * 0x0101010101010101u >> 56);
}

/* Lists the marks of a window. */
static void list_marks(RowReader *r, size_t window, u64 marks)
{
    enum { USUAL = 12 }; /* a branch for each of them would often be guessed wrong */
    u32 *to = r->marks + r->mark_count;
    r->mark_count += bit_count(marks);
    for (int i = 0; i < USUAL; i++) {
        to[i] = (u32)(window + (size_t)__builtin_ctzll(marks | (u64)1 << 63));
        marks &= marks - 1;
    }
    for (to += USUAL; marks; marks &= marks - 1)
        *to++ = (u32)(window + (size_t)__builtin_ctzll(marks));
}

/* Lists the marks from byte `from` of the buffer on, behind those before it. */
static void find_marks(RowReader *r, size_t from)
{
    size_t first = from - from % MARKED_BYTES;
    r->marks = arena_grow(&r->memory, r->marks, &r->mark_room,
                          r->mark_count + (r->length - first) + 2 * MARKED_BYTES, sizeof *r->marks);
    for (size_t window = first; window < r->length; window += MARKED_BYTES) {
        u64 marks = marks_of(r->buffer + window, ';');
        if (window < from) marks &= ~(u64)0 << from % MARKED_BYTES;
        list_marks(r, window, marks);
    }
}

/* Has the buffer hold `length` bytes of the file, or up to its end, and a window of zeros. */
static bool fill(RowReader *r, size_t length)
{
    u64 left = r->file->bytes - r->offset;
    size_t before = r->length;
    if (length > left) length = (size_t)left;
    if (length > r->stop + LONGEST) {
        r->reason = SAID("it holds a row without an end");
        return false;
    }
    if (length + MARKED_BYTES > r->room) {
        size_t room = 0;
        char *larger = arena_grow(&r->memory, NULL, &room, length + MARKED_BYTES, 1);
        if (before) memcpy(larger, r->buffer, before);
        r->buffer = larger;
        r->room = room;
    }
    bool read = sys_read_block(r->file->descriptor, r->buffer + before, length - before,
                               r->offset + before, &r->reason);
    if (!read) return false;
    memset(r->buffer + length, 0, MARKED_BYTES);
    r->length = length;
    find_marks(r, before);
    return true;
}

static bool is_whole(const RowReader *r)
{
    return r->offset + r->length == r->file->bytes;
}

/* Goes on at a place in the buffer. */
static void go_to(RowReader *r, size_t at)
{
    r->next = at;
    while (r->mark < r->mark_count && r->marks[r->mark] < at)
        r->mark++;
}

/* --- blocks ----------------------------------------------------------------------------------- */

/* Whether the number of quotes in the block's own bytes is odd. */
static u8 count_quotes(const RowReader *r, size_t from, size_t to)
{
    Text own = {r->buffer, to < r->length ? to : r->length};
    u8 odd = 0;
    for (size_t at = text_find(own, '"', from); at < own.length; at = text_find(own, '"', at + 1))
        odd ^= 1;
    return odd;
}

/* Where the first row of the block begins, of which byte 0 of the buffer is the one before it. */
static bool find_first(RowReader *r)
{
    bool quoted = r->file->begins_quoted[r->block];
    size_t at = 0;
    if (quoted || r->buffer[0] != '\n') {
        for (at = 1;; at++) {
            if (at >= r->length && (is_whole(r) || !fill(r, r->length * 2))) break;
            if (r->buffer[at] == '"') quoted = !quoted;
            if (r->buffer[at] == '\n' && !quoted) break;
        }
    }
    go_to(r, at + 1 < r->length ? at + 1 : r->length);
    return !r->reason;
}

bool rows_begin(RowReader *r, RowFile *file, size_t block)
{
    size_t before = block > 0; /* one byte, which says whether the block begins with a row */
    r->file = file;
    r->block = block;
    r->reason = NULL;
    r->offset = block * file->block_bytes - before;
    r->length = r->mark_count = r->mark = 0;
    r->stop = (size_t)file->block_bytes + before;
    if (!fill(r, r->stop + TAIL)) return false;
    file->odd_quotes[block] = count_quotes(r, before, r->stop);
    if (block) return find_first(r);
    go_to(r, 0);
    (void)rows_next(r); /* the header */
    return !r->reason;
}

void rows_end(RowReader *r)
{
    arena_free(&r->memory);
    arena_free(&r->line);
}

/* --- rows ------------------------------------------------------------------------------------- */

/* Keeps a row that is not plain as if it were: its fields with separators between them. */
static void keep_fields(RowReader *r)
{
    TextBuilder row = {.arena = &r->line};
    for (size_t f = 0; f < r->csv.count && f < ROW_FIELDS_MOST; f++) {
        build_text(&row, r->csv.fields[f]);
        r->odd_ends[f] = (u32)row.count;
        build_char(&row, ';');
    }
    r->text = row.items;
    r->ends = r->odd_ends;
    r->begin = 0;
    r->count = r->csv.count;
}

/* Reads the row that begins at `from` with the CSV reader. */
static bool read_odd(RowReader *r, size_t from)
{
    for (;;) {
        arena_rewind(&r->line);
        csv_begin(&r->csv, &r->line, text_slice((Text){r->buffer, r->length}, from, r->length),
                  ';');
        bool read = csv_next(&r->csv);
        bool cut = r->csv.at == r->csv.text.length || r->csv.fault == CSV_UNTERMINATED;
        if (cut && !is_whole(r) && r->length - from <= CSV_RECORD_MOST) {
            if (!fill(r, r->length * 2)) return false;
            continue;
        }
        go_to(r, from + r->csv.at);
        if (!read || from + r->csv.record_at >= r->stop) return false;
        keep_fields(r);
        return true;
    }
}

/* Keeps the row that begins at `from` and has its marks from number `first` up to the next one. */
static bool keep_row(RowReader *r, size_t from, size_t first)
{
    r->text = r->buffer;
    r->ends = r->marks + first;
    r->begin = from;
    r->count = r->mark - first + 1;
    r->next = r->ends[r->count - 1] + (size_t)1;
    r->mark++;
    return true;
}

/* What follows the last mark that is known: more of the file, or a row that ends with it. */
static bool at_end_of_marks(RowReader *r, size_t from, size_t first)
{
    if (!is_whole(r)) {
        r->next = from;
        r->mark = first;
        return fill(r, r->length * 2) && rows_next(r);
    }
    r->next = r->length;
    if (from >= r->length) return false;
    r->marks[r->mark] = (u32)r->length;
    return keep_row(r, from, first);
}

bool rows_next(RowReader *r)
{
    size_t from = r->next, first = r->mark;
    if (from >= r->stop || r->reason) return false;
    const u32 *marks = r->marks;
    const char *buffer = r->buffer;
    for (;;) {
        size_t mark = first;
        while (mark < r->mark_count && buffer[marks[mark]] == ';')
            mark++;
        r->mark = mark;
        if (mark >= r->mark_count) return at_end_of_marks(r, from, first);
        if (buffer[marks[mark]] != '\n') return read_odd(r, from);
        if (marks[mark] > from) return keep_row(r, from, first);
        first++; /* a line without a byte */
        if (++from >= r->stop) break;
    }
    go_to(r, from);
    return false;
}
