/* Timings. In: the ends of stages; out: a line on stderr for each. Holds always: no file that is
 * written depends on them. */
#include "io/tell/timings.h"

#include "io/system/sys.h"

static bool asked;
static Clock before;

void timings_begin(void)
{
    asked = true;
    before = sys_clock();
}

static void build_seconds(TextBuilder *line, u64 microseconds)
{
    u64 thousandths = (microseconds + 500) / 1000;
    build_char(line, ' ');
    build_integer(line, (i128)(thousandths / 1000));
    build_char(line, '.');
    build_padded(line, thousandths % 1000, 3);
}

void timings_stage(const char *stage)
{
    if (!asked) return;
    Arena arena = {0};
    Clock now = sys_clock();
    TextBuilder line = {.arena = &arena};
    build_text(&line, TEXT("timing: "));
    build_text(&line, text_of(stage));
    build_seconds(&line, now.wall - before.wall);
    build_seconds(&line, now.cpu - before.cpu);
    build_char(&line, '\n');
    sys_print(2, built(&line));
    arena_free(&arena);
    before = sys_clock();
}
