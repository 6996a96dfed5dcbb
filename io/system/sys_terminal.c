/* Terminals. In: what is printed or drawn; out: bytes on stdout and stderr. Holds always: a line
 * that was drawn is gone before a text is printed; only a terminal gets one. */
#define _GNU_SOURCE
#include "io/system/sys.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/time.h>
#include <unistd.h>

bool sys_is_terminal(int descriptor)
{
    const char *terminal = sys_environment("TERM");
    return isatty(descriptor) == 1 && *terminal && strcmp(terminal, "dumb") != 0;
}

bool sys_has_colours(int descriptor)
{
    return sys_is_terminal(descriptor) && !*sys_environment("NO_COLOR");
}

/* --- the line that is drawn ------------------------------------------------------------------- */

enum { DRAWN_MOST = 100 };

/* Taken by whoever prints or draws. The clock finds it taken by what it interrupted, and waits for
 * its next turn. */
static atomic_flag busy = ATOMIC_FLAG_INIT;
static size_t drawn; /* characters of the line on the terminal */

/* By blanks: a terminal that knows no more than a carriage return does. */
static void erase(void)
{
    char blanks[DRAWN_MOST + 2];
    if (!drawn) return;
    memset(blanks, ' ', sizeof blanks);
    blanks[0] = blanks[drawn + 1] = '\r';
    (void)sys_write_all(2, blanks, drawn + 2);
    drawn = 0;
}

static size_t columns(void)
{
    struct winsize size;
    if (ioctl(2, TIOCGWINSZ, &size) < 0 || !size.ws_col) return DRAWN_MOST;
    return size.ws_col > DRAWN_MOST ? DRAWN_MOST : size.ws_col - 1;
}

void sys_draw(const char *line, size_t length)
{
    char bytes[DRAWN_MOST + 1];
    size_t most = length ? columns() : 0;
    if (length > most) length = most;
    if (atomic_flag_test_and_set(&busy)) return;
    if (length < drawn) erase();
    if (length) {
        bytes[0] = '\r';
        memcpy(bytes + 1, line, length);
        (void)sys_write_all(2, bytes, length + 1);
        drawn = length;
    }
    atomic_flag_clear(&busy);
}

static bool print_failed;

void sys_print(int descriptor, Text text)
{
    while (atomic_flag_test_and_set(&busy)) /* a line is being drawn, by another thread */
        continue;
    erase();
    if (!sys_write_all(descriptor, text.at, text.length)) print_failed = true;
    atomic_flag_clear(&busy);
}

bool sys_printed(void)
{
    return !print_failed;
}

/* --- the clock -------------------------------------------------------------------------------- */

static void (*_Atomic ticks)(void);

static void on_tick(int number)
{
    int fault = errno;
    void (*tick)(void) = atomic_load(&ticks);
    (void)number;
    if (tick) tick();
    errno = fault;
}

static struct timeval in_ms(unsigned ms)
{
    return (struct timeval){.tv_sec = ms / 1000, .tv_usec = (suseconds_t)(ms % 1000) * 1000};
}

void sys_tick(void (*tick)(void), unsigned first_ms, unsigned every_ms)
{
    struct itimerval timer = {.it_interval = in_ms(every_ms), .it_value = in_ms(first_ms)};
    struct sigaction action = {.sa_handler = on_tick, .sa_flags = SA_RESTART};
    if (!tick && !atomic_load(&ticks)) return;
    atomic_store(&ticks, tick);
    if (tick) (void)sigaction(SIGALRM, &action, NULL);
    (void)setitimer(ITIMER_REAL, &timer, NULL);
}
