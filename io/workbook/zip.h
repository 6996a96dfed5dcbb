/* A zip file in memory, and its members, for reading. */
#ifndef VERREKEN_IO_WORKBOOK_ZIP_H
#define VERREKEN_IO_WORKBOOK_ZIP_H

#include "engine/text.h"

typedef struct ZipMember {
    Text name;
    u64 bytes, packed_bytes; /* inflated, and in the file */
    u64 at, number;          /* in the directory */
    bool encrypted;
} ZipMember;

typedef struct Zip {
    void *file;
    struct ZipStream *stream;
    ZipMember *items; /* the members, by name */
    size_t count, capacity;
} Zip;

/* Opens the zip that `bytes` are; they must stay. False: it is none, or its directory is not whole,
 * or names two members alike; nothing is to be closed. */
bool zip_open(Arena *arena, Text bytes, Zip *zip);
void zip_close(Zip *zip);

/* The member of that name, ASCII case ignored; NULL: there is none. */
const ZipMember *zip_member(const Zip *zip, Text name);

/* Takes the next bytes of a member; false: enough. */
typedef bool ZipTake(void *context, Text bytes);

/* Inflates a member, block by block. False: it is damaged, or `take` had enough. */
bool zip_read(Zip *zip, const ZipMember *member, ZipTake *take, void *context);

#endif
