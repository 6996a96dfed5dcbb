/* The examples that are built in. In: what the build packed; out: their files. Holds always: they
 * are byte for byte those of the folder examples, but for pictures. */
#include "io/new/assets.h"
#include "io/new/new.h"
#include "io/system/sys.h"

#define ZLIB_CONST
#include <zlib.h>

static Text unpack(Arena *arena)
{
    enum { WITH_GZIP_HEADER = 16 + MAX_WBITS };
    char *bytes = NEW(arena, char, new_examples_bytes + 1);
    z_stream stream = {0};
    int status = inflateInit2(&stream, WITH_GZIP_HEADER);
    sys_enough_memory(status != Z_MEM_ERROR);
    stream.next_in = (const unsigned char *)new_examples;
    stream.avail_in = (uInt)new_examples_length;
    stream.next_out = (unsigned char *)bytes;
    stream.avail_out = (uInt)new_examples_bytes;
    if (status == Z_OK) status = inflate(&stream, Z_FINISH);
    sys_enough_memory(status != Z_MEM_ERROR);
    ASSERT(status == Z_STREAM_END);
    ASSERT(!stream.avail_out);
    inflateEnd(&stream);
    return (Text){bytes, new_examples_bytes};
}

/* The first line that is a heading. */
static Text heading(Text readme)
{
    size_t end = text_find(readme, '\n', 0);
    return text_starts(readme, TEXT("# ")) ? text_slice(readme, 2, end) : TEXT("");
}

static size_t number_in(Text digits)
{
    size_t number = 0;
    for (size_t i = 0; i < digits.length; i++)
        number = number * 10 + (size_t)(digits.at[i] - '0');
    return number;
}

Examples examples_unpack(Arena *arena)
{
    Text all = unpack(arena);
    Examples examples = {0};
    for (size_t at = 0; at < all.length;) {
        size_t end = text_find(all, '\n', at), blank = text_find(all, ' ', at),
               slash = text_find(all, '/', at);
        size_t size = number_in(text_slice(all, blank + 1, end));
        Text name = text_slice(all, at, slash);
        ASSERT(at < slash);
        ASSERT(slash < blank);
        ASSERT(blank < end);
        ASSERT(end + 1 + size <= all.length);
        if (!examples.count || !text_equal(examples.items[examples.count - 1].name, name))
            *PUSH(arena, &examples) = (Example){.name = name};
        Example *example = &examples.items[examples.count - 1];
        ExampleFile file = {text_slice(all, slash + 1, blank),
                            text_slice(all, end + 1, end + 1 + size)};
        if (text_equal(file.name, TEXT("README.md"))) example->title = heading(file.bytes);
        *PUSH(arena, example) = file;
        at = end + 1 + size;
    }
    return examples;
}
