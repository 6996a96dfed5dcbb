/* Text into files, without printf for a row. In: a folder and values. Out: files.
 * Always: what cannot be written ends the program with status 4. */
#include "bench.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 1 << 20, LONGEST = 4096, DATE_LENGTH = 10, LAST_YEAR = 2039 };

void die(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    exit(4);
}

void *make_room(size_t count, size_t size)
{
    void *room = calloc(count ? count : 1, size);
    if (!room) die("out of memory");
    return room;
}

static void write_all(Table *t)
{
    for (size_t done = 0; done < t->used;) {
        ssize_t count = write(t->descriptor, t->text + done, t->used - done);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) die("%s: cannot be written: %s", t->path, strerror(errno));
        done += (size_t)count;
    }
    t->used = 0;
}

void table_open(Table *t, const char *folder, const char *file, const char *header)
{
    char path[LONGEST];
    if (snprintf(path, sizeof path, "%s/%s", folder, file) >= (int)sizeof path)
        die("%s: the path is too long", folder);
    *t = (Table){.descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644),
                 .path = file,
                 .text = make_room(BLOCK + LONGEST, 1)};
    if (t->descriptor < 0) die("%s: cannot be written: %s", path, strerror(errno));
    put_text(t, header);
}

void table_close(Table *t)
{
    write_all(t);
    if (close(t->descriptor)) die("%s: cannot be written: %s", t->path, strerror(errno));
    free(t->text);
}

static void put_bytes(Table *t, const char *bytes, size_t count)
{
    if (count > LONGEST) die("%s: a text is too long", t->path);
    if (t->used + count > BLOCK) write_all(t);
    memcpy(t->text + t->used, bytes, count);
    t->used += count;
}

void put_text(Table *t, const char *text)
{
    put_bytes(t, text, strlen(text));
}

void put_char(Table *t, char c)
{
    put_bytes(t, &c, 1);
}

void put_number(Table *t, uint64_t number, int least_digits)
{
    char digits[24];
    size_t at = sizeof digits;
    for (; number || least_digits > 0; number /= 10, least_digits--)
        digits[--at] = (char)('0' + number % 10);
    put_bytes(t, digits + at, sizeof digits - at);
}

void put_cents(Table *t, uint64_t cents)
{
    put_number(t, cents / 100, 1);
    put_char(t, '.');
    put_number(t, cents % 100, 2);
}

int day_of(int year, int month, int day)
{
    static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    int leap_days = (year - 2000 + 3) / 4 + (year % 4 == 0 && month > 2);
    return (year - 2000) * 365 + leap_days + before[month - 1] + day - 1;
}

static char dates[(LAST_YEAR - 1999) * 366][DATE_LENGTH];

static void set_date(char *date, int year, int month, int day)
{
    for (int i = 3; i >= 0; i--, year /= 10)
        date[i] = (char)('0' + year % 10);
    date[4] = date[7] = '-';
    date[5] = (char)('0' + month / 10);
    date[6] = (char)('0' + month % 10);
    date[8] = (char)('0' + day / 10);
    date[9] = (char)('0' + day % 10);
}

/* The texts of all days from 2000 on; how many. */
static int make_dates(void)
{
    int day = 0;
    for (int year = 2000; year <= LAST_YEAR; year++)
        for (int month = 1; month <= 12; month++) {
            int first = day;
            int after = month == 12 ? day_of(year + 1, 1, 1) : day_of(year, month + 1, 1);
            for (; day < after; day++)
                set_date(dates[day], year, month, day - first + 1);
        }
    return day;
}

void put_day(Table *t, int day)
{
    static int count;
    if (day == OPEN_DAY) return;
    if (!count) count = make_dates();
    if (day < 0 || day >= count) die("%s: day %d is outside 2000 to %d", t->path, day, LAST_YEAR);
    put_bytes(t, dates[day], DATE_LENGTH);
}
