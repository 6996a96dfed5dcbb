/* Writes tables in parts side by side: the bytes are those of writing row by row, whatever the
 * number of threads. */
#ifndef VERREKEN_IO_WRITE_WRITE_PARTS_H
#define VERREKEN_IO_WRITE_WRITE_PARTS_H

#include "io/system/sys.h"
#include "io/write/page.h"

/* Puts the rows first … end - 1 of a table. */
typedef void PutRows(Page *page, const void *context, size_t first, size_t end);

typedef struct WriteJob {
    const char *file, *header;
    size_t rows;
    PutRows *put;
    const void *context;
} WriteJob;

enum { WRITTEN_FILES_MOST = 16 };

/* Files that are written and not synced yet: the disk works on while others read them. */
typedef struct WrittenFiles {
    size_t count;
    Writer writers[WRITTEN_FILES_MOST];
    const char *files[WRITTEN_FILES_MOST];
} WrittenFiles;

/* Writes the tables into `folder` and adds them to *written. False: `*file` could not be written,
 * and why. */
bool write_parts(Arena *arena, Text folder, const WriteJob *jobs, size_t count,
                 WrittenFiles *written, const char **file, const char **reason);

/* Syncs and closes all of them. False: `*file` could not be, and why. */
bool written_close(WrittenFiles *written, const char **file, const char **reason);

#endif
