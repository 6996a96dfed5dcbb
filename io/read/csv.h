/* Splits the text of a CSV file into records and fields (RFC 4180, LF or CRLF). */
#ifndef VERREKEN_IO_READ_CSV_H
#define VERREKEN_IO_READ_CSV_H

#include "engine/text.h"

typedef enum CsvFault {
    CSV_OK,
    CSV_QUOTE_INSIDE,    /* a quote within a field that does not begin with one */
    CSV_AFTER_QUOTE,     /* text after the closing quote */
    CSV_UNTERMINATED,    /* no closing quote up to the end of the file */
    CSV_CARRIAGE_RETURN, /* a CR that no LF follows */
    CSV_TOO_LONG,        /* a record of more than CSV_RECORD_MOST bytes */
    CSV_TOO_MANY_FIELDS,
} CsvFault;

enum { CSV_RECORD_MOST = 1 << 20, CSV_FIELDS_MOST = 256 };

typedef struct CsvReader {
    Arena *arena; /* for quoted fields that hold a quote */
    Text text;
    char separator;
    size_t at;    /* the next byte */
    size_t end;   /* records that begin before it are read, to their own end */
    u32 line;     /* of the next record */
    size_t block; /* offset of the 64 bytes that `marks` is about; SIZE_MAX: of none */
    u64 marks;    /* a bit for each byte of them that can end a plain field */
    /* The record that was read: */
    u32 record_line;  /* where it begins */
    size_t record_at; /* offset of its first byte */
    size_t count;     /* fields */
    Text fields[CSV_FIELDS_MOST];
    size_t offsets[CSV_FIELDS_MOST]; /* of each field's first byte, a quote included */
    CsvFault fault;
    size_t fault_at; /* offset of what is wrong */
} CsvReader;

void csv_begin(CsvReader *reader, Arena *arena, Text text, char separator);

/* From a reader that stands at `from`, line `line`, until the records that begin before `end`. */
void csv_between(CsvReader *reader, size_t from, u32 line, size_t end);

/* Where a record begins at or after `at` in CSV without faults, when `quoted` says whether that
 * byte lies between quotes: after the first line end outside quotes, text.length, or
 * CSV_RECORD_MOST bytes on. A later `at` never gives an earlier place. */
size_t csv_record_after(Text text, size_t at, bool quoted);

/* Reads the next record; false at the end of the file. On a fault the record ends at the end of its
 * line, with the fields before the fault, and reading can go on. Lines without a byte are passed.
 */
bool csv_next(CsvReader *reader);

/* The separator of a header row: the first of ; , tab outside quotes; 0 when there is none. */
char csv_separator(Text text);

#endif
