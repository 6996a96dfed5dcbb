/* The progress line. In: the stage and how far it is; out: a line on a terminal. Holds always: it
 * is drawn by a clock that nobody waits for, so the work costs what it costs without it; within a
 * stage the percentage never goes back. */
#include "io/tell/progress.h"

#include "engine/work.h"
#include "io/system/sys.h"

#include <stdatomic.h>
#include <string.h>

enum { FIRST_MS = 500, EVERY_MS = 100, LINE_MOST = 79 };

static struct {
    _Atomic(const char *) words;
    atomic_size_t shown; /* the percentage that was drawn of this stage, and 1; 0: none */
} now;

/* The percentage and 1; 0: not known. */
static size_t how_far(void)
{
    size_t done, count;
    if (!sys_children_progress(&done, &count)) work_progress(&done, &count);
    if (count < 2) return 0;
    return 1 + (done < count ? done * 100 / count : 99);
}

/* Called by the clock, in the middle of anything. */
static void draw(void)
{
    const char *words = atomic_load(&now.words);
    char line[LINE_MOST] = "verreken: ";
    size_t length = strlen(line);
    if (!words) return;
    while (*words && length < LINE_MOST - 6)
        line[length++] = *words++;
    size_t far = how_far(), before = atomic_load(&now.shown);
    if (far < before) far = before;
    atomic_store(&now.shown, far);
    if (far) {
        line[length++] = ' ';
        if (far > 10) line[length++] = (char)('0' + (far - 1) / 10);
        line[length++] = (char)('0' + (far - 1) % 10);
        line[length++] = '%';
    }
    sys_draw(line, length);
}

void progress_begin(void)
{
    if (sys_is_terminal(2)) sys_tick(draw, FIRST_MS, EVERY_MS);
}

void progress_stage(Text words)
{
    atomic_store(&now.shown, 0);
    atomic_store(&now.words, words.at);
}

void progress_end(void)
{
    sys_tick(NULL, 0, 0);
    sys_draw("", 0);
}
