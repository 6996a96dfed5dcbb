/* Rows of written tables. In: a file, in blocks; out: fields as slices of the reader's buffer.
 * Holds always: every row is read in one block; a row that is not plain (a quote, a CR) is split by
 * the CSV reader, so that there is one grammar; a block and what is read beyond it are far below
 * 2^32 bytes, so that the offsets in a row fit in 32 bits. */
#include "io/row_blocks.h"

#include "io/sys.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum {
    WINDOW = 64,
    TAIL = 1 << 12,                /* what is read beyond a block at first, for its last row */
    LONGEST = 4 * CSV_RECORD_MOST, /* what may be read beyond it */
};

/* --- the file ---------------------------------------------------------------------------------
 */

bool rows_open(Arena *arena, RowFile *file, const char *path, u64 block_bytes)
{
    ASSERT(block_bytes > 0 && block_bytes <= (u64)1 << 30);
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

/* Has the buffer hold `length` bytes of the file, or up to its end, and a window of zeros. */
static bool fill(RowReader *r, size_t length)
{
    u64 left = r->file->bytes - r->offset;
    if (length > left) length = (size_t)left;
    if (length > r->stop + LONGEST) {
        r->reason = "it holds a row without an end";
        return false;
    }
    if (length + WINDOW > r->room) {
        size_t room = 0;
        char *larger = arena_grow(&r->memory, NULL, &room, length + WINDOW, 1);
        if (r->length) memcpy(larger, r->buffer, r->length);
        r->buffer = larger;
        r->room = room;
    }
    bool read = sys_read_block(r->file->descriptor, r->buffer + r->length, length - r->length,
                               r->offset + r->length, &r->reason);
    if (!read) return false;
    memset(r->buffer + length, 0, WINDOW);
    r->length = length;
    return true;
}

static bool is_whole(const RowReader *r)
{
    return r->offset + r->length == r->file->bytes;
}

/* The bytes of a window that end a field, a row, or plainness. */
static u64 marks_of(const char *window)
{
    u64 marks = 0;
#ifdef __SSE2__
    const __m128i semicolon = _mm_set1_epi8(';'), quote = _mm_set1_epi8('"');
    const __m128i line = _mm_set1_epi8('\n'), carriage = _mm_set1_epi8('\r');
    for (int i = 0; i < WINDOW; i += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(window + i));
        __m128i fields =
            _mm_or_si128(_mm_cmpeq_epi8(bytes, semicolon), _mm_cmpeq_epi8(bytes, line));
        __m128i odd = _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, carriage));
        marks |= (u64)(u32)_mm_movemask_epi8(_mm_or_si128(fields, odd)) << i;
    }
#else
    for (int i = 0; i < WINDOW; i++) {
        char c = window[i];
        marks |= (u64)(c == ';' || c == '\n' || c == '\r' || c == '"') << i;
    }
#endif
    return marks;
}

/* Goes on at a place in the buffer. */
static void look_from(RowReader *r, size_t at)
{
    r->next = at;
    r->window = at - at % WINDOW;
    r->marks = r->window < r->length ? marks_of(r->buffer + r->window) : 0;
    r->marks &= ~(u64)0 << at % WINDOW;
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
    look_from(r, at + 1 < r->length ? at + 1 : r->length);
    return !r->reason;
}

bool rows_begin(RowReader *r, RowFile *file, size_t block)
{
    size_t before = block > 0; /* one byte, which says whether the block begins with a row */
    r->file = file;
    r->block = block;
    r->reason = NULL;
    r->offset = block * file->block_bytes - before;
    r->length = 0;
    r->stop = (size_t)file->block_bytes + before;
    if (!fill(r, r->stop + TAIL)) return false;
    file->odd_quotes[block] = count_quotes(r, before, r->stop);
    if (block) return find_first(r);
    look_from(r, 0);
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
    r->count = r->csv.count;
    r->start[0] = 0;
    for (size_t f = 0; f < r->csv.count && f < ROW_FIELDS_MOST; f++) {
        build_text(&row, r->csv.fields[f]);
        build_char(&row, ';');
        r->start[f + 1] = (u32)row.count;
    }
    r->row = row.items;
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
        look_from(r, from + r->csv.at);
        if (!read || from + r->csv.record_at >= r->stop) return false;
        keep_fields(r);
        return true;
    }
}

/* The next mark; false: there is none up to the end of the file. */
static bool next_mark(RowReader *r, size_t *at)
{
    while (!r->marks) {
        if (r->window + WINDOW >= r->length) {
            if (is_whole(r)) return false;
            size_t seen = r->length;
            if (!fill(r, r->length * 2)) return false;
            look_from(r, seen); /* the same window, from where nothing was seen */
            continue;
        }
        r->window += WINDOW;
        r->marks = marks_of(r->buffer + r->window);
    }
    *at = r->window + (size_t)__builtin_ctzll(r->marks);
    r->marks &= r->marks - 1;
    return true;
}

/* Ends the row that began at `from` with the byte before `end`. */
static void keep_row(RowReader *r, size_t from, size_t end, size_t separators)
{
    r->row = r->buffer + from;
    r->count = separators + 1;
    r->start[0] = 0;
    if (r->count <= ROW_FIELDS_MOST) r->start[r->count] = (u32)(end - from);
}

bool rows_next(RowReader *r)
{
    size_t from = r->next, separators = 0, at;
    while (from < r->stop && !r->reason) {
        if (!next_mark(r, &at)) {
            at = r->length;
            if (r->reason || at <= from) return false;
        }
        char mark = r->buffer[at];
        if (mark == ';') {
            if (++separators <= ROW_FIELDS_MOST) r->start[separators] = (u32)(at + 1 - from);
        } else if (mark == '"' || mark == '\r') {
            return read_odd(r, from);
        } else if (at == from) { /* a line without a byte */
            from++;
        } else {
            r->next = at + 1;
            keep_row(r, from, at + 1, separators);
            return true;
        }
    }
    return false;
}
