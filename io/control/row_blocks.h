/* Reads the rows of a table that verreken wrote, in blocks side by side, without holding the file.
 *
 * A file is cut into blocks of a fixed number of bytes; a row belongs to the block in which it
 * begins. Whether a cut falls between quotes is known only when all blocks before it were read: the
 * blocks are read as if none does, and rows_settled() says whether that was so.
 */
#ifndef VERREKEN_IO_CONTROL_ROW_BLOCKS_H
#define VERREKEN_IO_CONTROL_ROW_BLOCKS_H

#include "io/read/csv.h"

/* A written file. */
typedef struct RowFile {
    int descriptor;
    u64 bytes;
    u64 block_bytes;
    size_t blocks;
    u8 *begins_quoted;  /* by block: the quotes before it do not pair */
    u8 *odd_quotes;     /* by block: what a reader of the block found */
    const char *reason; /* it could not be opened */
} RowFile;

/* False with file->reason. */
bool rows_open(Arena *arena, RowFile *file, const char *path, u64 block_bytes);
void rows_close(RowFile *file);

/* After all blocks were read: whether each began as it was taken to. False: what came of them does
 * not count, and they are to be read again, which will do. */
bool rows_settled(RowFile *file);

enum { ROW_FIELDS_MOST = 16 };

/* The reader of one thread; zeros are a reader without a block. */
typedef struct RowReader {
    RowFile *file;
    size_t block;
    const char *reason; /* the block could not be read */
    char *buffer;       /* of the file from `offset` */
    size_t room, length;
    u64 offset;
    size_t next, stop; /* where the next row begins; rows from `stop` are of other blocks */
    u32 *marks;        /* where a ; LF CR or " stands in the buffer */
    size_t mark_room, mark_count, mark; /* the next that is not passed */
    Arena memory, line;                 /* the buffer and its marks; a row that is not plain */
    CsvReader csv;
    u32 odd_ends[ROW_FIELDS_MOST];
    /* The row that was read: `count` fields, or more than ROW_FIELDS_MOST. Field 0 begins at
     * text[begin], field f ends before text[ends[f]], and the next begins one after that. */
    const char *text;
    const u32 *ends;
    size_t begin, count;
} RowReader;

/* Goes to a block of a file. False with reader->reason. */
bool rows_begin(RowReader *reader, RowFile *file, size_t block);

/* Reads the next row, without the header; false: there is none, or reader->reason. */
bool rows_next(RowReader *reader);
void rows_end(RowReader *reader); /* frees what the reader has */

/* Fields from … to with the separators between them; empty when it has not so many. */
static inline Text row_fields(const RowReader *reader, size_t from, size_t to)
{
    if (to >= reader->count || to >= ROW_FIELDS_MOST) return (Text){"", 0};
    size_t begin = from ? reader->ends[from - 1] + (size_t)1 : reader->begin;
    return (Text){reader->text + begin, reader->ends[to] - begin};
}

/* A field of the row; empty when it has no such field. */
static inline Text row_field(const RowReader *reader, size_t field)
{
    return row_fields(reader, field, field);
}

#endif
