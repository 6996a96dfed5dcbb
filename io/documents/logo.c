/* The logo. In: a file; out: its bytes, or a fault. Holds always: what is not a whole PNG is told
 * before anything is written. */
#include "io/documents/logo.h"

#include "io/system/sys.h"

enum { LOGO_MOST = 1 << 20, SIDE_MOST = 8192 };

static u32 number_at(Text bytes, size_t at)
{
    u32 number = 0;
    for (size_t i = 0; i < 4; i++)
        number = number << 8 | (u8)bytes.at[at + i];
    return number;
}

/* What is wrong with the bytes of a PNG; NULL: nothing that can be seen from its frame. */
static const char *png_problem(Text bytes)
{
    static const char head[] = "\x89PNG\r\n\x1A\n\0\0\0\rIHDR";
    static const char end[] = "IEND\xAE\x42\x60\x82";
    enum { WIDTH_AT = 16, HEIGHT_AT = 20, LEAST = 45 };
    if (bytes.length < LEAST || memcmp(bytes.at, head, sizeof head - 1) != 0)
        return SAID("it is no PNG; save it as one");
    if (memcmp(bytes.at + bytes.length - (sizeof end - 1), end, sizeof end - 1) != 0)
        return SAID("its end is missing; copy it again");
    u32 width = number_at(bytes, WIDTH_AT), height = number_at(bytes, HEIGHT_AT);
    if (!width || !height || width > SIDE_MOST || height > SIDE_MOST)
        return SAID("it must be 1 to 8192 pixels wide and high; make it smaller");
    return NULL;
}

Logo logo_read(Run *run, Text path)
{
    Arena *arena = run->arena;
    FileRead file = sys_read_file(arena, text_zero_ended(arena, path), LOGO_MOST);
    const char *problem = NULL;
    switch (file.outcome) {
    case READ_OK: problem = png_problem(file.text); break;
    case READ_MISSING: problem = SAID("there is no such file; correct the name"); break;
    case READ_NOT_REGULAR: problem = SAID("it is no file; correct the name"); break;
    case READ_TOO_LARGE: problem = SAID("it is larger than 1 MiB; make it smaller"); break;
    case READ_FAILED: problem = file.reason; break;
    }
    if (!problem) {
        Logo logo = {.path = path, .bytes = file.text};
        memcpy(logo.stamp, file.stamp, sizeof logo.stamp);
        return logo;
    }
    FAULT_AT(run->batch->report, E347_LOGO, run->settings->invoicing.logo_place, path,
             words_of(problem));
    return (Logo){.path = TEXT("")};
}
