/* Zip files. In: bytes in memory; out: the members and their inflated bytes. Holds always: nothing
 * is read outside the bytes, and no more of a member than the directory says it has. */
#include "io/workbook/zip.h"

#include <minizip/unzip.h>
#include <stdlib.h>
#include <string.h>

enum { MEMBERS_MOST = 100000, NAME_MOST = 1024, BLOCK = 1 << 16, FLAG_ENCRYPTED = 1 };

/* --- bytes as a file for minizip -------------------------------------------------------------- */

struct ZipStream {
    Text bytes;
    u64 at;
    char block[BLOCK]; /* inflated */
};

static voidpf stream_open(voidpf opaque, const void *name, int mode)
{
    (void)name, (void)mode;
    return opaque;
}

static uLong stream_read(voidpf opaque, voidpf file, void *to, uLong count)
{
    (void)opaque;
    struct ZipStream *stream = file;
    u64 left = stream->bytes.length - stream->at;
    if (count > left) count = (uLong)left;
    memcpy(to, stream->bytes.at + stream->at, count);
    stream->at += count;
    return count;
}

static uLong stream_write(voidpf opaque, voidpf file, const void *from, uLong count)
{
    (void)opaque, (void)file, (void)from, (void)count;
    return 0;
}

static ZPOS64_T stream_tell(voidpf opaque, voidpf file)
{
    (void)opaque;
    return ((struct ZipStream *)file)->at;
}

static long stream_seek(voidpf opaque, voidpf file, ZPOS64_T offset, int origin)
{
    (void)opaque;
    struct ZipStream *stream = file;
    u64 from = origin == ZLIB_FILEFUNC_SEEK_CUR   ? stream->at
               : origin == ZLIB_FILEFUNC_SEEK_END ? stream->bytes.length
                                                  : 0;
    if (offset > stream->bytes.length - from) return -1;
    stream->at = from + offset;
    return 0;
}

static int stream_nothing(voidpf opaque, voidpf file)
{
    (void)opaque, (void)file;
    return 0;
}

/* --- the directory ---------------------------------------------------------------------------- */

static bool add_member(Arena *arena, Zip *zip)
{
    char name[NAME_MOST + 1];
    unz_file_info64 info;
    unz64_file_pos at;
    if (zip->count == MEMBERS_MOST ||
        unzGetCurrentFileInfo64(zip->file, &info, name, sizeof name, NULL, 0, NULL, 0) != UNZ_OK ||
        info.size_filename > NAME_MOST)
        return false;
    int found = unzGetFilePos64(zip->file, &at);
    ASSERT(found == UNZ_OK); /* there is a member, which was read */
    *PUSH(arena, zip) = (ZipMember){.name = text_copy(arena, (Text){name, info.size_filename}),
                                    .bytes = info.uncompressed_size,
                                    .packed_bytes = info.compressed_size,
                                    .at = at.pos_in_zip_directory,
                                    .number = at.num_of_file,
                                    .encrypted = info.flag & FLAG_ENCRYPTED};
    return true;
}

static int by_name(const void *left, const void *right)
{
    Text a = ((const ZipMember *)left)->name, b = ((const ZipMember *)right)->name;
    for (size_t i = 0; i < a.length && i < b.length; i++) {
        char x = a.at[i], y = b.at[i];
        if (x >= 'A' && x <= 'Z') x = (char)(x - 'A' + 'a');
        if (y >= 'A' && y <= 'Z') y = (char)(y - 'A' + 'a');
        if (x != y) return (unsigned char)x < (unsigned char)y ? -1 : 1;
    }
    return (a.length > b.length) - (a.length < b.length);
}

static bool list_members(Arena *arena, Zip *zip)
{
    int next = unzGoToFirstFile(zip->file);
    for (; next == UNZ_OK; next = unzGoToNextFile(zip->file))
        if (!add_member(arena, zip)) return false;
    if (next != UNZ_END_OF_LIST_OF_FILE) return false;
    sort_array(zip->items, zip->count, sizeof *zip->items, by_name);
    for (size_t i = 1; i < zip->count; i++)
        if (by_name(&zip->items[i - 1], &zip->items[i]) == 0) return false;
    return true;
}

bool zip_open(Arena *arena, Text bytes, Zip *zip)
{
    *zip = (Zip){.stream = NEW(arena, struct ZipStream, 1)};
    zip->stream->bytes = bytes;
    zlib_filefunc64_def calls = {.zopen64_file = stream_open,
                                 .zread_file = stream_read,
                                 .zwrite_file = stream_write,
                                 .ztell64_file = stream_tell,
                                 .zseek64_file = stream_seek,
                                 .zclose_file = stream_nothing,
                                 .zerror_file = stream_nothing,
                                 .opaque = zip->stream};
    zip->file = unzOpen2_64("", &calls);
    if (!zip->file) return false;
    if (list_members(arena, zip)) return true;
    zip_close(zip);
    return false;
}

void zip_close(Zip *zip)
{
    if (zip->file) unzClose(zip->file);
    zip->file = NULL;
}

const ZipMember *zip_member(const Zip *zip, Text name)
{
    ZipMember sought = {.name = name};
    return bsearch(&sought, zip->items, zip->count, sizeof sought, by_name);
}

/* What minizip and zlib say when there is no memory. */
static bool is_out_of_memory(int result)
{
    return result == UNZ_INTERNALERROR || result == Z_MEM_ERROR;
}

bool zip_read(Zip *zip, const ZipMember *member, ZipTake *take, void *context)
{
    unz64_file_pos at = {member->at, member->number};
    if (member->encrypted) return false;
    int found = unzGoToFilePos64(zip->file, &at);
    ASSERT(found == UNZ_OK); /* as when it was listed */
    int opened = unzOpenCurrentFile(zip->file);
    if (is_out_of_memory(opened)) emergency_out_of_memory();
    if (opened != UNZ_OK) return false;
    char *block = zip->stream->block;
    bool good = true;
    int count = 0;
    u64 bytes = 0;
    while (good && (count = unzReadCurrentFile(zip->file, block, BLOCK)) > 0) {
        bytes += (u64)count;
        good = take(context, (Text){block, (size_t)count});
    }
    if (is_out_of_memory(count)) emergency_out_of_memory();
    bool closed = unzCloseCurrentFile(zip->file) == UNZ_OK; /* and the checksum is right */
    return good && count == 0 && bytes == member->bytes && closed;
}
